"""The one place that says what of a foreign text may reach a terminal."""

from __future__ import annotations

from tui.bidi import tables
from tui.bidi.properties import profiles_of


class _Safe(dict[int, str | None]):
    """Code point -> what is printed for it, None for nothing; filled on demand."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        profile = profiles_of(letter)[0]
        kind = tables.KIND[profile]
        safe: str | None = letter
        if kind in b"pf":
            safe = "\n"
        elif kind == 0x74:
            safe = " "
        elif kind in b"xnj":
            safe = None
        elif tables.FLAGS[profile] & 4:
            safe = chr(tables.SUBSTITUTES.get(code, 0xFFFD))
        self[code] = safe
        return safe


_SAFE = _Safe()


def sanitise(text: str) -> str:
    """Return a text that is safe to print: no controls, no bidi controls, no other format characters.

    Line ends become `\\n`, tabs and odd spaces a blank, what no terminal can draw U+FFFD.  `layout` and `fit`
    do the same by themselves and keep the offsets of the original, so this is for text that is printed
    without them.
    """
    return text.replace("\r\n", "\n").translate(_SAFE)
