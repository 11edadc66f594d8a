"""What is known of single words: how common they are, which name lists hold them, how they are best cut."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tui.arabic.clitics import is_contracted, likely_cut
from tui.arabic.normalise import fold

# The name lists, in the order of the bits of a word's mask.
LISTS = (
    "country",
    "city",
    "sacity",
    "given",
    "family",
    "forname",
    "anerloc",
    "anerorg",
    "anerpers",
    "anetac_loc",
    "anetac_org",
    "anetac_per",
)
# Lists whose words are also noted when they stand in an entry of several words.
PARTS = ("country", "city", "sacity", "given", "family", "forname")
_COUNTRY = 1 << LISTS.index("country")
# Entries of the list of countries that are none.
_NO_COUNTRIES = frozenset(["العالم", "رجل", "نيو"])
# Steps of a doubling of the count in the stored table.
COUNT_STEPS = 8


class Lexicon:
    """Counts and name-list evidence of folded words.

    Attributes:
        counts: occurrences in the raw articles, by folded word.
        masks: a bit for each name list (`LISTS`, then `PARTS`), by folded stem.
    """

    def __init__(self, counts: Mapping[str, float], masks: Mapping[str, int]) -> None:
        self.counts = counts
        self.masks = masks

    def cut(self, word: str) -> int:
        """The number of proclitic letters at the start of a folded word."""
        counts = self.counts
        return likely_cut(word, lambda form: counts.get(form, 0.0))

    def stem(self, word: str, cut: int) -> str:
        """A folded word without its first `cut` letters, with the alef that a contracted لل has lost."""
        stem = word[cut:]
        if is_contracted(word, cut) and self.counts.get("ا" + stem, 0.0) >= self.counts.get(stem, 0.0):
            return "ا" + stem
        return stem

    def is_country(self, word: str) -> bool:
        """Whether a folded word is the whole name of a country."""
        return bool(self.masks.get(word, 0) & _COUNTRY) and word not in _NO_COUNTRIES

    def pack(self) -> dict[str, Any]:
        """The lexicon as arrays for a model file."""
        counted = sorted(self.counts, key=lambda word: (-self.counts[word], word))
        listed = sorted(self.masks)
        # Few different masks are each the mask of many words.
        masks, mask_of = np.unique([self.masks[word] for word in listed], return_inverse=True)
        return {
            "counted": pack_words(counted),
            "counts": np.array(
                [round(COUNT_STEPS * np.log2(1 + self.counts[word])) for word in counted], dtype=np.uint8
            ),
            "listed": pack_words(listed),
            "masks": masks.astype(np.uint32),
            "mask_of": mask_of.astype(np.uint16),
        }

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any]) -> Lexicon:
        """The lexicon kept in the arrays of a model file."""
        scale = (2.0 ** (np.arange(256) / COUNT_STEPS) - 1).tolist()
        counts = dict(
            zip(
                unpack_words(arrays["counted"]),
                map(scale.__getitem__, arrays["counts"].tolist()),
                strict=True,
            )
        )
        masks = dict(
            zip(unpack_words(arrays["listed"]), arrays["masks"][arrays["mask_of"]].tolist(), strict=True)
        )
        return cls(counts, masks)


def pack_words(words: Sequence[str]) -> Any:
    """Words as one array of bytes, compressed."""
    return np.frombuffer(zlib.compress("\n".join(words).encode(), 9), dtype=np.uint8)


def unpack_words(packed: Any) -> list[str]:
    """The words of `pack_words`."""
    joined = zlib.decompress(packed.tobytes()).decode()
    return joined.split("\n") if joined else []


def list_masks(lists: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The mask of every word of the name lists.

    Args:
        lists: entries of each list in `LISTS`; a list may be missing.
    """
    masks: dict[str, int] = {}
    for bit, name in enumerate(LISTS):
        for entry in lists.get(name, ()):
            words = fold(entry).split()
            if len(words) == 1:
                masks[words[0]] = masks.get(words[0], 0) | 1 << bit
            elif name in PARTS:
                part = 1 << (len(LISTS) + PARTS.index(name))
                for word in words:
                    masks[word] = masks.get(word, 0) | part
    return masks
