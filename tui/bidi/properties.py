"""The profile of each code point of a text, looked up in the generated tables as code points are met."""

from __future__ import annotations

from bisect import bisect_right

from tui.bidi.tables import BIDI, PROFILES, STARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

SAMPLE = 4000
"""Code points read to tell the direction of a text."""


class _Profiles(dict[int, int]):
    """Code point -> profile, filled on demand: most texts use a few hundred code points."""

    def __missing__(self, code: int) -> int:
        profile = self[code] = PROFILES[bisect_right(STARTS, code) - 1]
        return profile


_PROFILES = _Profiles()


def profiles_of(text: str) -> bytes:
    """Return one byte a code point: the number of its profile, to be translated by a column of the tables."""
    return text.translate(_PROFILES).encode("latin-1")


def direction_of(text: str) -> Literal["rtl", "ltr"]:
    """Return the direction of most of the letters of a text, right to left when there are none.

    Args:
        text: only its first `SAMPLE` code points are looked at.
    """
    classes = profiles_of(text[:SAMPLE]).translate(BIDI)
    return "ltr" if classes.count(b"L") > classes.count(b"A") + classes.count(b"R") else "rtl"
