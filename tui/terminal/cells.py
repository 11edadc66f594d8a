"""Texts as cells of a terminal, and what of a text may stand in one.

The last gate before the terminal: whatever is not a printable character is taken out here, whoever let it through
before.  Knows neither Textual nor Rich.
"""

from __future__ import annotations

from tui.bidi.properties import Among
from tui.terminal.sgr import PLAIN, Look, blank_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Cell = tuple[str, Look]
"""Text of one cluster (empty: the second half of a wide one) and its look."""
Run = tuple[str, Look]

CONTINUATION = ""
"""The text of the second half of a wide cluster."""

# Characters every terminal draws in exactly one cell, first and last of each range: Latin, Greek, Cyrillic, Arabic
# letters and their presentation forms, general punctuation, arrows, box drawing.  After any other the cursor's place
# is not taken for granted.
_PLAIN_ONE = (
    "\u0020\u007e", "\u00a1\u00ac", "\u00ae\u02ff", "\u0370\u0377", "\u037a\u037f", "\u0384\u0482", "\u048a\u052f",
    "\u060b\u060f", "\u061b\u061b", "\u061d\u064a", "\u0660\u066f", "\u0671\u06d3", "\u06d5\u06d5", "\u06e5\u06e6",
    "\u06ee\u06ff", "\u0750\u077f", "\u2010\u2027", "\u2030\u205e", "\u2070\u209c", "\u20a0\u20bf", "\u2500\u259f",
    "\ufb50\ufbc2", "\ufbd3\ufbff", "\ufd3e\ufd3f", "\ufdfc\ufdfc", "\ufe70\ufe74", "\ufe76\ufefc",
)  # fmt: skip
# Marks that stand on the character before them in every terminal.
_PLAIN_MARKS = (
    "\u0300\u036f", "\u0610\u061a", "\u064b\u065f", "\u0670\u0670", "\u06d6\u06dc", "\u06df\u06e4", "\u06e7\u06e8",
    "\u06ea\u06ed",
)  # fmt: skip


_ONE_CELL = Among(_PLAIN_ONE)
_MARK = Among(_PLAIN_MARKS)
ARABIC = Among(("\u0600\u06ff", "\u0750\u077f", "\u0870\u08ff", "\ufb50\ufdff", "\ufe70\ufefc"))
"""The letters of the script, plain and as forms: wider than a cell in many fonts, and without italics."""


def _is_certain(cluster: str) -> bool:
    base = cluster[:1]
    return (_ONE_CELL[base] or base == "\u00a0") and _MARK.all_of(cluster[1:])


class _Certain(dict[str, bool]):
    """Whether a cluster takes one cell in every terminal; filled on demand."""

    def __missing__(self, text: str) -> bool:
        known = _is_certain(text)
        if len(self) < 4096:
            self[text] = known
        return known


CERTAIN = _Certain()
"""Clusters after which the cursor stands where it should in every terminal."""
_MOST_MARKS = 8
"""Marks drawn on one letter; no script needs more."""
_NEVER = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """Take out every character that could act on the terminal instead of being drawn: controls, format characters
    (all bidi controls among them), surrogates, line and paragraph separators."""
    if text.isprintable():
        return text
    import unicodedata  # a megabyte of tables: the first screen seldom has to wait for them

    return "".join(c for c in text if c == "\u00a0" or unicodedata.category(c) not in _NEVER)


def character_width(character: str) -> int:
    """Cells one code point takes: 0 for marks, 2 for East Asian wide ones, else 1."""
    if _ONE_CELL[character]:
        return 1
    if _MARK[character]:
        return 0
    import unicodedata

    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells_of(
    runs: Iterable[Run], width_of: Callable[[str], int] = character_width, width: int | None = None
) -> list[Cell]:
    """Divide runs into cells.

    Args:
        runs: text and look, left to right.
        width_of: cells one code point takes (0, 1 or 2).
        width: cells the result must have: cut or padded to it; None for what the text takes.
    """
    cells: list[Cell] = []
    for text, look in runs:
        if "3" in look.attributes and ARABIC.any_of(text):
            # Arabic has no italics: some terminals find no font for it, and then draw no Arabic at all.
            look = look._replace(attributes=tuple(a for a in look.attributes if a != "3"))
        blank = (" ", blank_of(look))
        if _ONE_CELL.all_of(text):
            if " " in text:
                cells += [blank if c == " " else (c, look) for c in text]
            else:
                cells += [(c, look) for c in text]
            continue
        for character in printable(text):
            if character in (" ", "\u00a0"):
                cells.append(blank)
                continue
            size = width_of(character)
            if size:
                cells.append((character, look))
                if size == 2:
                    cells.append((CONTINUATION, look))
            elif cells:
                at = len(cells) - 1
                while at and cells[at][0] == CONTINUATION:
                    at -= 1
                base, its_look = cells[at]
                if len(base) <= _MOST_MARKS:
                    cells[at] = (base + character, its_look)
    if width is not None and len(cells) != width:
        if len(cells) > width:
            if cells[width][0] == CONTINUATION and width:
                cells[width - 1] = (" ", blank_of(cells[width - 1][1]))
            del cells[width:]
        else:
            last = blank_of(cells[-1][1]) if cells else PLAIN
            cells += [(" ", last)] * (width - len(cells))
    return cells
