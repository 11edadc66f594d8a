"""Vectors of words: stored ones, and for words never seen the mean of those of their letter n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.entities.builtin.lexicon import pack_words, unpack_words

Floats = NDArray[np.float32]

# Columns of the habits, which begin with words outside names; first and later words of each kind follow.
_PERSON_FIRST, _PLACE_FIRST = 1, 3
_CLEARLY = 0.3
_FNV_BASIS = 2166136261
_FNV_PRIME = 16777619


class WordVectors:
    """fastText vectors (Bojanowski et al. 2017, "Enriching word vectors with subword information")."""

    def __init__(
        self,
        rows: Mapping[str, int],
        words: Quantised,
        habits: Quantised,
        ngrams: HalfBytes,
        sizes: tuple[int, int],
    ) -> None:
        """Keep the tables.

        Args:
            rows: row of every known stem in `words`.
            words: vectors of the known stems.
            habits: how each known stem is used all over a large text, some numbers a stem.
            ngrams: vectors of the hashed n-grams.
            sizes: letters of the shortest and the longest n-gram, word ends included.
        """
        self._rows = rows
        self._words = words
        self._habits = habits
        self._ngrams = ngrams
        self._sizes = sizes
        self._own = words.values.shape[1]
        self.habit_size = habits.values.shape[1]
        self.size = self._own + self.habit_size

    def of(self, stem: str) -> Floats:
        """The vector and the habits of a stem, zero for the empty one."""
        row = self._rows.get(stem)
        if row is None:
            return self.composed(stem)
        vector = np.empty(self.size, dtype=np.float32)
        vector[: self._own] = self._words.row(row)
        vector[self._own :] = self._habits.row(row)
        return vector

    def composed(self, stem: str) -> Floats:
        """The vector of a stem as if it were unknown, put together from its letters."""
        vector = np.zeros(self.size, dtype=np.float32)
        if buckets := ngram_buckets(stem, self._sizes, len(self._ngrams.values)):
            vector[: self._own] = self._ngrams.mean(buckets)
        return vector

    def habits(self, stem: str) -> list[float] | None:
        """How a stem is used all over a large text; None for an unknown one."""
        row = self._rows.get(stem)
        return None if row is None else self._habits.row(row).tolist()

    def is_personal(self, stem: str) -> bool:
        """Whether a stem begins names of persons clearly, and more than names of places."""
        habits = self.habits(stem)
        return habits is not None and habits[_PERSON_FIRST] > max(habits[_PLACE_FIRST], _CLEARLY)

    def pack(self) -> dict[str, Any]:
        """The tables as arrays for a model file."""
        return {
            "stems": pack_words(list(self._rows)),
            "ngram_sizes": np.array(self._sizes, dtype=np.int32),
            **self._words.pack("stem_vectors"),
            **self._habits.pack("stem_habits"),
            **self._ngrams.pack("ngram_vectors"),
        }

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any]) -> WordVectors:
        """The tables kept in the arrays of a model file."""
        shortest, longest = arrays["ngram_sizes"].tolist()
        stems = unpack_words(arrays["stems"])
        return cls(
            dict(zip(stems, range(len(stems)), strict=True)),
            Quantised.unpack(arrays, "stem_vectors"),
            Quantised.unpack(arrays, "stem_habits"),
            HalfBytes.unpack(arrays, "ngram_vectors"),
            (shortest, longest),
        )


class Quantised:
    """A matrix kept in bytes, with a scale for each row."""

    def __init__(self, values: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self.values = values
        self.scales = scales

    @classmethod
    def of(cls, matrix: Floats) -> Quantised:
        """Round a matrix to 255 steps a row."""
        scales = np.maximum(np.abs(matrix).max(axis=1), 1e-6).astype(np.float16).astype(np.float32) / 127
        values = np.clip(np.rint(matrix / scales[:, None]), -127, 127).astype(np.int8)
        return cls(values, scales)

    def row(self, index: int) -> Floats:
        """One row."""
        row: Floats = self.values[index] * self.scales[index]
        return row

    def sum(self, indices: Sequence[int]) -> Floats:
        """The sum of some rows."""
        total: Floats = self.scales[indices] @ self.values[indices].astype(np.float32)
        return total

    def dense(self) -> Floats:
        """The whole matrix as floats."""
        return self.values.astype(np.float32) * self.scales[:, None]

    def pack(self, name: str) -> dict[str, Any]:
        """The matrix as arrays for a model file."""
        return {name: self.values, f"{name}_scale": (self.scales * 127).astype(np.float16)}

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any], name: str) -> Quantised:
        """The matrix kept in the arrays of a model file."""
        return cls(arrays[name], arrays[f"{name}_scale"].astype(np.float32) / 127)


class HalfBytes:
    """A matrix kept in half bytes, two columns to a byte, with a scale for each row."""

    def __init__(self, values: NDArray[np.uint8], scales: NDArray[np.float32]) -> None:
        self.values = values
        self.scales = scales

    @classmethod
    def of(cls, matrix: Floats) -> HalfBytes:
        """Round a matrix with an even number of columns to 15 steps a row."""
        scales = np.maximum(np.abs(matrix).max(axis=1), 1e-6).astype(np.float16).astype(np.float32) / 7
        steps = np.clip(np.rint(matrix / scales[:, None]), -7, 7).astype(np.int8) + 8
        halves = steps.astype(np.uint8)
        return cls(halves[:, ::2] << 4 | halves[:, 1::2], scales)

    def mean(self, indices: Sequence[int]) -> Floats:
        """The mean of some rows."""
        pairs = self.values[indices]
        weights = self.scales[indices] / len(indices)
        mean = np.empty(2 * pairs.shape[1], dtype=np.float32)
        mean[::2] = weights @ (pairs >> 4).astype(np.float32)
        mean[1::2] = weights @ (pairs & 15).astype(np.float32)
        mean -= 8 * weights.sum()
        return mean

    def pack(self, name: str) -> dict[str, Any]:
        """The matrix as arrays for a model file."""
        return {name: self.values, f"{name}_scale": (self.scales * 7).astype(np.float16)}

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any], name: str) -> HalfBytes:
        """The matrix kept in the arrays of a model file."""
        return cls(arrays[name], arrays[f"{name}_scale"].astype(np.float32) / 7)


def ngram_buckets(word: str, sizes: tuple[int, int], buckets: int) -> list[int]:
    """The buckets the n-grams of a word fall into, as fastText hashes them (FNV-1a over UTF-8).

    Args:
        word: a stem.
        sizes: letters of the shortest and the longest n-gram, the marks of the word's ends included.
        buckets: how many there are.
    """
    if not word:
        return []
    letters = [character.encode("utf-8", "surrogatepass") for character in f"<{word}>"]
    shortest, longest = sizes
    found = []
    for start in range(len(letters)):
        value = _FNV_BASIS
        for length, letter in enumerate(letters[start : start + longest], 1):
            for byte in letter:
                # fastText reads the bytes as signed.
                value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * _FNV_PRIME) & 0xFFFFFFFF
            if length >= shortest:
                found.append(value % buckets)
    return found
