"""Names of several words that a large text uses again and again, found wherever their words follow one another.

What one article leaves open, where such a name ends or what it is the name of, many others have settled.  A match
is evidence among other evidence, weighed by how often those words were that name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui.entities.builtin.labels import KINDS
from tui.entities.builtin.lexicon import pack_words, unpack_words
from tui.entities.builtin.vectors import Floats

# Words of the longest name that is kept.
LONGEST = 7
# First, inner and last word of a name of each kind.
SIZE = 3 * len(KINDS)
_STEPS = 255


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a text that are a known name elsewhere.

    Attributes:
        start: first word.
        end: one past the last word.
        kind: number of the kind in `KINDS`.
        share: how often these words are a name of that kind, 0 to 1.
    """

    start: int
    end: int
    kind: int
    share: float


class Phrases:
    """The known names, by the stems of their words.

    Attributes:
        names: for the stems of a name, parted by blanks, the number of its kind and how often they are that name,
            0 to 1.
    """

    def __init__(self, names: Mapping[str, tuple[int, float]]) -> None:
        """Keep them.

        Args:
            names: what is to be known.
        """
        self.names = names
        self._firsts = {name.partition(" ")[0] for name in names}

    def matches(self, stems: Sequence[str]) -> list[Match]:
        """Known names in a text: the longest at the first place where one begins, then on from its end.

        Args:
            stems: of all words of the text, in order.
        """
        found: list[Match] = []
        place = 0
        while place < len(stems):
            match = self._longest(stems, place) if stems[place] in self._firsts else None
            if match is not None:
                found.append(match)
            place = place + 1 if match is None else match.end
        return found

    def _longest(self, stems: Sequence[str], start: int) -> Match | None:
        for end in range(min(start + LONGEST, len(stems)), start + 1, -1):
            held = self.names.get(" ".join(stems[start:end]))
            if held is not None:
                return Match(start, end, *held)
        return None

    def pack(self) -> dict[str, Any]:
        """The names as arrays for a model file."""
        names = sorted(self.names)
        return {
            "phrases": pack_words(names),
            "phrase_kinds": np.array([self.names[name][0] for name in names], dtype=np.uint8),
            "phrase_shares": np.array(
                [round(_STEPS * self.names[name][1]) for name in names], dtype=np.uint8
            ),
        }

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any]) -> Phrases:
        """The names kept in the arrays of a model file."""
        shares = (arrays["phrase_shares"] / _STEPS).tolist()
        kept = zip(arrays["phrase_kinds"].tolist(), shares, strict=True)
        return cls(dict(zip(unpack_words(arrays["phrases"]), kept, strict=True)))


def marked(matches: Sequence[Match], count: int) -> Floats:
    """What matches say of every word, `SIZE` numbers a line.

    Args:
        matches: known names in a text.
        count: words of the text.
    """
    marks = np.zeros((count, SIZE), dtype=np.float32)
    for match in matches:
        column = 3 * match.kind
        marks[match.start, column] = match.share
        marks[match.start + 1 : match.end - 1, column + 1] = match.share
        marks[match.end - 1, column + 2] = match.share
    return marks
