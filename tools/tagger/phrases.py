"""Collecting the names of several words that a first tagger finds again and again in the raw articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tui.entities.builtin.labels import KINDS
from tui.entities.builtin.labels import names_of as spans_of
from tui.entities.builtin.phrases import LONGEST

FEWEST = 3  # times that words must have been tagged as a name of one kind
LEAST_SHARE = 0.3  # of all times that they follow one another

Numbered = tuple[int, ...]


class NameCounts:
    """How often stems, as numbers, were tagged as a name of each kind."""

    def __init__(self) -> None:
        self.tagged: Counter[tuple[Numbered, int]] = Counter()

    def add(self, stems: Any, labels: Any) -> None:
        """Count the names of some words.

        Args:
            stems: number of the stem of every word.
            labels: number of the label of every word.
        """
        for start, end, kind in spans_of(labels.tolist()):
            if 2 <= end - start <= LONGEST:
                self.tagged[tuple(stems[start:end].tolist()), KINDS.index(kind)] += 1

    def phrases(self, text: Any, stems: Sequence[str]) -> dict[str, tuple[int, float]]:
        """The names worth keeping, stems parted by blanks, with their kind and how often their words are that name.

        Args:
            text: number of the stem of every word of the raw articles.
            stems: the stem of every number.
        """
        best: dict[Numbered, tuple[int, int]] = {}
        for (name, kind), count in self.tagged.items():
            if count >= FEWEST and count > best.get(name, (0, 0))[1] and all(stems[word] for word in name):
                best[name] = kind, count
        seen = occurrences(text, set(best))
        return {
            " ".join(stems[word] for word in name): (kind, count / seen[name])
            for name, (kind, count) in best.items()
            if count >= LEAST_SHARE * seen[name]
        }


def occurrences(text: Any, names: set[Numbered]) -> Counter[Numbered]:
    """How often the words of each name follow one another."""
    beginnings = {name[:length] for name in names for length in range(1, len(name))}
    words = text.tolist()
    found: Counter[Numbered] = Counter()
    for place, word in enumerate(words):
        name: Numbered = (word,)
        while name in beginnings and place + len(name) < len(words):
            name = (*name, words[place + len(name)])
            if name in names:
                found[name] += 1
    return found
