"""Training articles told of other people and places.

What stands around a name, rather than the name, must tell the tagger of people it has never heard of. An article
whose people bear other names, mostly rare ones, teaches that (mention replacement, Dai & Adel 2020).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tools.tagger.batches import Example
from tui.entities.builtin.features import Word
from tui.entities.builtin.labels import LABELS

SHARE = 0.5  # of the words of names that are changed in an article
# Words that names share, and those that belong to the word after them.
_JOINING = frozenset(["بن", "ابن", "بنت", "ال"])
_LEADING = frozenset(["عبد", "ابو", "ابي", "ابا", "ام"])

_FIRST, _LATER, _PLACE = range(3)


class Renaming:
    """Gives the people and places of an article the names of others."""

    def __init__(self, examples: Sequence[Example], words: Sequence[Word]) -> None:
        """Collect the names to give.

        Args:
            examples: articles with names.
            words: of their vocabulary.
        """
        self._words = words
        met: list[set[int]] = [set(), set(), set()]
        for example in examples:
            for place, (word, label) in enumerate(zip(example.words, example.labels, strict=True)):
                role = _role(LABELS[label])
                if role is not None and self._may_change(example.words, place):
                    met[role].add(word)
        self._names = [sorted(numbers) for numbers in met]

    def renamed(self, example: Example, dice: random.Random) -> Example:
        """The article with some words of its names changed, each in the same way all over.

        Args:
            example: the article.
            dice: chooses.
        """
        changes: dict[int, int] = {}
        told: dict[int, set[str]] = {}
        for word, label in zip(example.words, example.labels, strict=True):
            told.setdefault(word, set()).add(LABELS[label][2:])
        words = list(example.words)
        for place, label in enumerate(example.labels):
            word, role = example.words[place], _role(LABELS[label])
            if role is None or len(told[word]) > 1 or not self._may_change(example.words, place):
                continue
            if word not in changes:
                changed = dice.random() < SHARE
                changes[word] = dice.choice(self._names[role]) if changed else word
            words[place] = changes[word]
        matches = [
            match
            for match in example.matches
            if words[match.start : match.end] == example.words[match.start : match.end]
        ]
        return replace(example, words=words, matches=matches)

    def _may_change(self, words: Sequence[int], place: int) -> bool:
        """Whether the word at a place has no proclitics and stands for itself."""
        word = self._words[words[place]]
        before = self._words[words[place - 1]].stem if place else ""
        own = word.cut == 0 and word.folded.isalpha() and word.folded[0] >= "\u0600"
        return own and word.stem not in _JOINING | _LEADING and before not in _LEADING


def _role(label: str) -> int | None:
    """Which names a word of a name is changed for."""
    part, kind = label[0], label[2:]
    if kind == "person":
        return _FIRST if part in "BS" else _LATER
    return _PLACE if label == "S-place" else None
