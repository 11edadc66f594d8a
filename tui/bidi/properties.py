"""The profile of each code point of a text, looked up in the generated tables as code points are met."""

from __future__ import annotations

from bisect import bisect_right

from tui.bidi.tables import PROFILES, STARTS


class _Profiles(dict[int, int]):
    """Code point -> profile, filled on demand: most texts use a few hundred code points."""

    def __missing__(self, code: int) -> int:
        profile = self[code] = PROFILES[bisect_right(STARTS, code) - 1]
        return profile


_PROFILES = _Profiles()


def profiles_of(text: str) -> bytes:
    """Return one byte a code point: the number of its profile, to be translated by a column of the tables."""
    return text.translate(_PROFILES).encode("latin-1")
