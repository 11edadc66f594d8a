"""What the network is fed for every word: vectors, features, habits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.tagger.processes import in_parts, side_by_side
from tui.entities.builtin.features import Word, describe_word
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.tagger import FIRST
from tui.entities.builtin.vectors import WordVectors

MOST_FEATURES = 44
# Features that ship: the commonest words, stems and other features of the raw articles.
KEPT_WORDS, KEPT_STEMS, KEPT_OTHERS = 14_000, 14_000, 24_000
# Shares of the words that training takes for unknown: their vectors, the features that name them, any feature.
NO_VECTOR, NO_NAME, NO_FEATURE = 0.15, 0.3, 0.1


def features_of(word: Word) -> list[str]:
    """The names of all features of a word."""
    return [f"w={word.folded}", f"t={word.stem}", *word.features]


def names_the_word(feature: str) -> bool:
    """Whether a feature all but tells which word it is."""
    return feature.startswith(("w=", "t=", "bare=")) or (feature[:2] in ("p=", "s=") and len(feature) == 6)


def choose_features(texts: Sequence[str], counts: Any, lexicon: Lexicon) -> dict[str, int]:
    """Number the features that ship, from 1.

    Args:
        texts: words as written.
        counts: how often each occurs in the raw articles.
        lexicon: counts and name lists.
    """
    met: dict[str, Counter[str]] = {"w": Counter(), "t": Counter(), "": Counter()}
    for text, count in zip(texts, counts.tolist(), strict=True):
        if count:
            for feature in features_of(describe_word(text, lexicon)):
                met[feature[0] if feature[:2] in ("w=", "t=") else ""][feature] += count
    chosen = {FIRST: 1}
    for group, kept in (("w", KEPT_WORDS), ("t", KEPT_STEMS), ("", KEPT_OTHERS)):
        for feature, _ in met[group].most_common(kept):
            chosen[feature] = len(chosen) + 1
    return chosen


@dataclass(frozen=True)
class Looks:
    """What is known of the words of a vocabulary before anything is learned of their use.

    Attributes:
        stems: of every word.
        cuts: how many letters of it are taken for proclitics.
        features: numbers of its features, 0 where there are no more.
        naming: which of them all but tell which word it is.
        stored: its vector.
        composed: its vector as if it were unknown.
    """

    stems: list[str]
    cuts: NDArray[np.int8]
    features: NDArray[np.uint16]
    naming: NDArray[np.bool_]
    stored: NDArray[np.float16]
    composed: NDArray[np.float16]


def look_at(texts: Sequence[str], lexicon: Lexicon, features: Mapping[str, int], table: WordVectors) -> Looks:
    """What is known of some words.

    Args:
        texts: the words as written.
        lexicon: counts and name lists.
        features: number of every feature that ships.
        table: vectors of stems.
    """
    found = side_by_side([partial(_look_at, part, lexicon, features, table) for part in in_parts(texts)])
    return Looks(
        [stem for part in found for stem in part.stems],
        *(
            np.concatenate([getattr(part, name) for part in found])
            for name in ("cuts", "features", "naming", "stored", "composed")
        ),
    )


def _look_at(
    texts: Sequence[str], lexicon: Lexicon, features: Mapping[str, int], table: WordVectors
) -> Looks:
    words = [describe_word(text, lexicon) for text in texts]
    numbers = np.zeros((len(words), MOST_FEATURES), dtype=np.uint16)
    naming = np.zeros(numbers.shape, dtype=bool)
    stored = np.zeros((len(words), table.size), dtype=np.float16)
    composed = np.zeros_like(stored)
    for row, word in enumerate(words):
        held = [feature for feature in features_of(word) if feature in features][: MOST_FEATURES - 1]
        numbers[row, : len(held)] = [features[feature] for feature in held]
        naming[row, : len(held)] = [names_the_word(feature) for feature in held]
        stored[row] = table.of(word.stem)
        composed[row] = table.composed(word.stem)
    cuts = np.array([word.cut for word in words], dtype=np.int8)
    return Looks([word.stem for word in words], cuts, numbers, naming, stored, composed)


def numbered(stems: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The different ones of some stems, and the number of each among them.

    Args:
        stems: of every word of a vocabulary.
    """
    numbers: dict[str, int] = {}
    found = np.array([numbers.setdefault(stem, len(numbers)) for stem in stems])
    return list(numbers), found


class Tables:
    """What the network is fed for every word of a vocabulary, where it is trained.

    Attributes:
        looks: what is known of the words.
        stems: their different stems.
        stem_of: number of the stem of every word.
        size: numbers of a word's vector and habits.
        device: where the network is trained.
    """

    def __init__(
        self, looks: Looks, first: int, device: str, habits: Mapping[str, Any] | None = None
    ) -> None:
        """Put the tables where they are needed.

        Args:
            looks: what is known of the words.
            first: the feature of a sentence's first word.
            device: of torch.
            habits: some numbers for each stem whose use all over the raw articles is known; none yet by default.
        """
        self.looks = looks
        self.stems, self.stem_of = numbered(looks.stems)
        self.device = device
        self._first = first
        self._features = self.put(looks.features.astype(np.int32))
        self._naming = self.put(looks.naming)
        self._stored = self.put(looks.stored).float()
        self._composed = self.put(looks.composed).float()
        if habits is not None:
            nothing = np.zeros_like(next(iter(habits.values())))
            lines = np.array([habits.get(stem, nothing) for stem in self.stems])[self.stem_of]
            used = self.put(lines.astype(np.float32))
            self._stored = torch.cat([self._stored, used], 1)
            self._composed = torch.cat([self._composed, torch.zeros_like(used)], 1)
        self.size = self._stored.shape[1]

    def put(self, array: Any) -> Tensor:
        """An array as a tensor where the network is trained."""
        return torch.from_numpy(np.ascontiguousarray(array)).to(self.device)

    def inputs(self, words: Tensor, firsts: Tensor, *, noisy: bool) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors, features and their weights.

        Args:
            words: numbers of words.
            firsts: which of them begin a sentence.
            noisy: as if some words had never been seen.
        """
        features = self._features[words].long()
        features[firsts, -1] = self._first
        weights = (features > 0).float()
        vectors = self._stored[words]
        if noisy:
            unseen = torch.rand(len(words), device=self.device) < NO_VECTOR
            vectors = torch.where(unseen[:, None], self._composed[words], vectors)
            dropped = torch.rand(weights.shape, device=self.device) < NO_FEATURE
            weights = weights * ~dropped / (1 - NO_FEATURE)
            unnamed = torch.rand(len(words), device=self.device) < NO_NAME
            weights = weights * ~(unnamed[:, None] & self._naming[words])
        return vectors, features, weights
