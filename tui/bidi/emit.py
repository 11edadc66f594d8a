"""How a finished visual row is written so that a given terminal shows it as it is meant.

The layout is always visual: cells from left to right, letters already in the forms they take.  A terminal that
leaves text alone gets just that.  One that reorders or shapes text by itself gets the row changed so that what
the terminal does to it ends in the row we want.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tui.bidi import tables
from tui.bidi.modes import Mode
from tui.bidi.properties import Among
from tui.bidi.uax9 import classes_of, first_strong, line_levels, resolve, visual_order
from tui.light_typing import NamedTuple, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Style = TypeVar("Style")


class Unit(NamedTuple):
    """One cluster of a row: its text (base first), its place in the visual row and the cells it takes."""

    text: str
    column: int
    width: int


FORCING_BLANK = "\u2800"
"""BRAILLE PATTERN BLANK: blank, yet of bidi class L, so that a row that begins with it has a left-to-right base."""
PARTING_BLANK = "\u00a0"
"""A blank that must be written in its own style: an ordinary one may be erased, or take that of its neighbours."""

_MIRROR = {
    code: chr(other) if isinstance(other, int) else other for code, other in dict(tables.MIRROR).items()
}
_FORMS = Among(("\ufb50\ufdff", "\ufe70\ufefc"))
_LAM_ALEF = Among(("\ufef5\ufefc",))
# Whatever could make a terminal's own reordering act: right-to-left letters and Arabic digits.
_RIGHT_TO_LEFT = Among(
    (
        "\u0590\u08ff",
        "\ufb1d\ufdff",
        "\ufe70\ufeff",
        "\U00010800\U00010fff",
        "\U0001e800\U0001efff",
    )
)
# What a font for Arabic has that another may lack: letters, marks, digits and punctuation of the script.
_ARABIC = _RIGHT_TO_LEFT


def encode_row(
    row: Sequence[tuple[str, Style]],
    mode: Mode,
    *,
    face: Callable[[Style], object] | None = None,
    apart: Callable[[Style], Style] | None = None,
) -> list[tuple[str, Style]]:
    """Rewrite one finished visual row for a mode.

    Args:
        row: the cells from left to right, text and style; an empty text is the second cell of a wide cluster.
        mode: how the terminal wants it.
        face: what of a style makes the terminal change fonts (bold, italic); only cells of equal face are drawn
            together.  None if nothing does.
        apart: gives a style that differs in a way that keeps what is drawn in it apart from its neighbours: on a
            terminal that reorders each stretch of equal style by itself one that looks the same on a blank
            (INVERSE, LOGICAL), another face (KITTY).  None if whole rows, or whole tokens, are taken together.

    Returns:
        As many cells, to be written from left to right.
    """
    if mode is Mode.EXPLICIT or not any(_RIGHT_TO_LEFT.any_of(text) for text, _ in row):
        return list(row)
    if mode is Mode.UNMARKED:
        return [(_bare(text) if _RIGHT_TO_LEFT[text[:1]] else text, style) for text, style in row]
    if mode is Mode.UNSHAPED:
        return [(plain_letters(text), style) for text, style in row]
    if mode is Mode.KITTY:
        return _kitty(row, face, apart)
    done = _inverse(row) if apart is None else _piecewise(row, apart)
    return [(plain_letters(text), style) for text, style in done] if mode is Mode.LOGICAL else done


@lru_cache(maxsize=4096)
def plain_letters(text: str) -> str:
    """Give a cluster with its presentation form replaced by the letter it is a form of.

    A form of two letters (lam-alef) stays: its letters would take two cells.
    """
    if not _FORMS.any_of(text) or _LAM_ALEF.any_of(text):
        return text
    plain = unicodedata.normalize("NFKC", text[0])
    return (plain if len(plain) == 1 else text[0]) + text[1:]


# -- kitty ---------------------------------------------------------------------------------------------------


def _kitty(
    row: Sequence[tuple[str, Style]],
    face: Callable[[Style], object] | None,
    apart: Callable[[Style], Style] | None,
) -> list[tuple[str, Style]]:
    """Reverse the tokens kitty draws from right to left.

    kitty shapes what stands between blanks as one run, whose direction its shaper takes from the first letter
    with a script; the cells' colours stay where they are, only the characters are drawn in reverse.  A run also
    ends where the font changes, and Arabic letters often come from another font than the punctuation beside them:
    so both are given faces of their own, and only the letters are reversed.
    """
    done = list(row)
    start = 0
    count = len(row)
    while start < count:
        if row[start][0] in (" ", FORCING_BLANK):
            start += 1
            continue
        end = start + 1
        while end < count and row[end][0] not in (" ", FORCING_BLANK):
            if face is not None and face(row[end][1]) != face(row[start][1]):
                break
            end += 1
        token = _units(row, start, end)
        if apart is None:
            if _begins_right_to_left(token[::-1]):
                reverse = [unit._replace(text=_reflect(_bare(unit.text))) for unit in reversed(token)]
                _place(done, start, reverse, row)
        elif any(_ARABIC[unit.text[0]] for unit in token):
            _part_scripts(done, token, row, apart)
        start = end
    return done


def _part_scripts(
    done: list[tuple[str, Style]],
    token: Sequence[Unit],
    row: Sequence[tuple[str, Style]],
    apart: Callable[[Style], Style],
) -> None:
    """Reverse the Arabic stretches of a token where they stand, and give all between them another face."""
    stretch: list[Unit] = []
    for unit in [*token, None]:
        if unit is not None and _ARABIC[unit.text[0]]:
            stretch.append(unit._replace(text=_bare(unit.text)))
            continue
        if stretch:
            _place(done, stretch[0].column, stretch[::-1], row)
            stretch = []
        if unit is not None:
            for column in range(unit.column, unit.column + unit.width):
                done[column] = (row[column][0], apart(row[column][1]))


def _begins_right_to_left(units: Sequence[Unit]) -> bool:
    for unit in units:
        kind = classes_of(unit.text[0])
        if kind in (b"R", b"A"):
            return True
        if kind == b"L":
            return False
    return False


def _bare(text: str) -> str:
    """A cluster without its marks: kitty would put them on the wrong letter, foot in its place."""
    return text[0]


# -- inverse -------------------------------------------------------------------------------------------------


def _inverse(row: Sequence[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """Reorder a row so that the bidi algorithm brings it back; checked, with the next attempt where it does not."""
    wanted = _force_base(_units(row, 0, len(row)))
    base = first_strong(classes_of("".join(unit.text[0] for unit in wanted))) or 0
    best = _undo(wanted, base)
    while wrong := _wrong_places(best, wanted, None):
        # A blank of class L keeps apart what stands on either side of it: between columns first, then anywhere.
        blanks = [i for i in sorted(wrong) if wanted[i].text == " "]
        between = [i for i in blanks if _is_between_columns(wanted, i)]
        parted = list(wanted)
        for i in between or blanks:
            parted[i] = wanted[i]._replace(text=FORCING_BLANK)
        if parted == wanted:
            best = _word_by_word(wanted)
            break
        wanted, best = parted, _undo(parted, base)
    done = list(row)
    at = 0
    for unit in best:
        style = row[unit.column][1]
        done[at] = (unit.text, style)
        for extra in range(1, unit.width):
            done[at + extra] = ("", style)
        at += unit.width
    return done


def _force_base(units: list[Unit]) -> list[Unit]:
    """Put a blank of class L before anything that could make a terminal take the row for right to left (P2, P3)."""
    for i, unit in enumerate(units):
        if unit.text == " ":
            units[i] = unit._replace(text=FORCING_BLANK)
            break
        if classes_of(unit.text[0]) in (b"L", b"R", b"A"):
            break
    return units


def _piecewise(row: Sequence[tuple[str, Style]], apart: Callable[[Style], Style]) -> list[tuple[str, Style]]:
    """Undo each word of each style by itself, and have every word drawn by itself."""
    done = list(row)
    count = len(row)
    start = 0
    while start < count:
        text, style = row[start]
        if text == " ":
            if any(0 <= i < count and row[i][0] != " " for i in (start - 1, start + 1)):
                done[start] = (PARTING_BLANK, apart(style))
            start += 1
            continue
        end = start + 1
        while end < count and row[end][0] != " " and (row[end][0] == "" or row[end][1] == style):
            end += 1
        word = _units(row, start, end)
        attempt = _undo(word, 0)
        if not _wrong_places(attempt, word, 0):
            _place(done, start, attempt, row)
        start = end
    return done


def _is_between_columns(units: Sequence[Unit], place: int) -> bool:
    """Whether a blank is part of a wide gap or beside a drawn line."""
    beside = [units[i].text for i in (place - 1, place + 1) if 0 <= i < len(units)]
    return any(text == " " or "\u2500" <= text[0] <= "\u259f" for text in beside)


def _undo(units: Sequence[Unit], base: int) -> list[Unit]:
    order, levels = _order(units, base)
    return [units[i]._replace(text=_reflect(units[i].text)) if levels[i] % 2 else units[i] for i in order]


def _wrong_places(written: Sequence[Unit], wanted: Sequence[Unit], base: int | None) -> set[int]:
    """Give the places of a row, from the first wrong one of each stretch to its last, that a terminal following the
    bidi algorithm would not show as wanted."""
    order, levels = _order(written, base)
    wrong: list[int] = []
    for place, i in enumerate(order):
        unit, target = written[i], wanted[place]
        text = _reflect(unit.text) if levels[i] % 2 else unit.text
        if unit.column != target.column or text != target.text:
            wrong.append(place)
    stretches: set[int] = set()
    for k, place in enumerate(wrong):
        stretches.add(place)
        # The middle of a reversed stretch is in its place by chance.
        if k and place - wrong[k - 1] == 2:
            stretches.add(place - 1)
    return stretches


def _order(units: Sequence[Unit], base: int | None) -> tuple[list[int], bytes]:
    bases = "".join(unit.text[0] for unit in units)
    classes = classes_of(bases)
    levels = line_levels(classes, resolve(bases, base), 0, len(bases))
    return visual_order(levels), levels


def _word_by_word(units: Sequence[Unit]) -> list[Unit]:
    """Undo each word alone; one that does not come back is written as it stands."""
    done: list[Unit] = []
    start = 0
    for end in range(len(units) + 1):
        if end < len(units) and units[end].text != FORCING_BLANK:
            continue
        if word := units[start:end]:
            attempt = _undo(word, 0)
            done += word if _wrong_places(attempt, word, 0) else attempt
        if end < len(units):
            done.append(units[end])
        start = end + 1
    return done


# -- cells ---------------------------------------------------------------------------------------------------


def _units(row: Sequence[tuple[str, Style]], start: int, end: int) -> list[Unit]:
    units: list[Unit] = []
    for column in range(start, end):
        text = row[column][0]
        if text or not units:
            units.append(Unit(text or " ", column, 1))
        else:
            units[-1] = units[-1]._replace(width=units[-1].width + 1)
    return units


def _place(
    done: list[tuple[str, Style]], at: int, units: Sequence[Unit], row: Sequence[tuple[str, Style]]
) -> None:
    """Write units one after the other, each cell keeping the style of its place."""
    for unit in units:
        done[at] = (unit.text, row[at][1])
        for extra in range(1, unit.width):
            done[at + extra] = ("", row[at + extra][1])
        at += unit.width


def _reflect(text: str) -> str:
    """Give the mirror image of a cluster's base, if it has one."""
    other = _MIRROR.get(ord(text[0]))
    return text if other is None else other + text[1:]
