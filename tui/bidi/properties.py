"""The profile of each code point of a text, looked up in the generated tables as code points are met."""

from __future__ import annotations

from bisect import bisect_right

from tui.bidi.tables import BIDI, PROFILES, STARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

SAMPLE = 4000
"""Code points read to tell the direction of a text."""


class _Profiles(dict[int, int]):
    """Code point -> profile, filled on demand: most texts use a few hundred code points."""

    def __missing__(self, code: int) -> int:
        profile = self[code] = PROFILES[bisect_right(STARTS, chr(code)) - 1]
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


class Among(dict[str, bool]):
    """Whether a character is in one of some ranges; filled on demand, as a screen has but a hundred of them.

    Args:
        ranges: first and last character of each.
    """

    def __init__(self, ranges: Sequence[str]) -> None:
        self._ranges = ranges

    def __missing__(self, character: str) -> bool:
        is_among = any(ends[0] <= character <= ends[1] for ends in self._ranges)
        if len(self) < 4096:
            self[character] = is_among
        return is_among

    def any_of(self, text: str) -> bool:
        """Whether a character of a text is."""
        return any(map(self.__getitem__, text))

    def all_of(self, text: str) -> bool:
        """Whether all characters of a text are."""
        return all(map(self.__getitem__, text))
