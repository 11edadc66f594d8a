"""The neural network of the tagger, run with numpy alone.

Two layers of bidirectional LSTM (Hochreiter & Schmidhuber 1997) over word vectors. Between them every word is
joined with the mean of what the first layer made of the same word all over the article, so that a name that
is plain in one sentence helps to find it in the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.entities.builtin.vectors import Floats, Quantised

Integers = NDArray[np.int64]


class RecurrentLayer:
    """A bidirectional LSTM."""

    def __init__(self, inputs: Floats, hidden: Floats, bias: Floats) -> None:
        """Keep the weights.

        Args:
            inputs: direction by input by gate (in, forget, cell, out).
            hidden: direction by state by gate.
            bias: direction by gate.
        """
        size = hidden.shape[1]
        # A logistic gate is a tanh of half its argument: one tanh then serves all four gates.
        half = np.full(4 * size, 0.5, dtype=np.float32)
        half[2 * size : 3 * size] = 1.0
        self._inputs = np.ascontiguousarray(inputs * half)
        self._hidden = np.ascontiguousarray(hidden * half)
        self._bias = bias * half
        self.size = size

    def run(self, rows: Floats, flip: Integers) -> Floats:
        """States of both directions, side by side.

        Args:
            rows: row by position by input; what stands after a row's end is ignored by what stands before.
            flip: for each row, the position each step of the backward direction reads.
        """
        count, length, _ = rows.shape
        size = self.size
        across = np.arange(count)[:, None]
        gates = np.empty((length, 2, count, 4 * size), dtype=np.float32)
        gates[:, 0] = (rows @ self._inputs[0] + self._bias[0]).transpose(1, 0, 2)
        gates[:, 1] = (rows[across, flip] @ self._inputs[1] + self._bias[1]).transpose(1, 0, 2)
        states = np.empty((length, 2, count, size), dtype=np.float32)
        state = np.zeros((2, count, size), dtype=np.float32)
        cell = np.zeros((2, count, size), dtype=np.float32)
        for step in range(length):
            now = gates[step]
            now += state @ self._hidden
            np.tanh(now, out=now)
            logistic = now[..., : 2 * size] * 0.5 + 0.5
            cell = logistic[..., size:] * cell + logistic[..., :size] * now[..., 2 * size : 3 * size]
            state = (now[..., 3 * size :] * 0.5 + 0.5) * np.tanh(cell)
            states[step] = state
        forward = states[:, 0].transpose(1, 0, 2)
        backward = states[:, 1].transpose(1, 0, 2)[across, flip]
        return np.concatenate([forward, backward], axis=2)

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any], name: str) -> RecurrentLayer:
        """The layer kept in the arrays of a model file."""
        inputs, hidden = [], []
        for way in ("forward", "backward"):
            inputs.append(Quantised.unpack(arrays, f"{name}_{way}_inputs").dense().T)
            hidden.append(Quantised.unpack(arrays, f"{name}_{way}_hidden").dense().T)
        return cls(np.stack(inputs), np.stack(hidden), arrays[f"{name}_bias"].astype(np.float32))


class Network:
    """From word vectors to label scores."""

    def __init__(
        self,
        first: RecurrentLayer,
        join: tuple[Floats, Floats],
        second: RecurrentLayer,
        out: tuple[Floats, Floats],
    ) -> None:
        self._first = first
        self._join = join
        self._second = second
        self._out = out

    def scores(self, words: Floats, rows: Sequence[int], same: Integers) -> Floats:
        """The scores of every label, a word a line.

        Args:
            words: word by input.
            rows: how many words each row of the text has.
            same: for each word, the number of the group of equal words it belongs to.
        """
        count, length = len(rows), max(rows)
        lengths = np.array(rows)
        steps = np.arange(length)
        inside = steps < lengths[:, None]
        flip = np.where(inside, lengths[:, None] - 1 - steps, steps)
        padded = np.zeros((count, length, words.shape[1]), dtype=np.float32)
        padded[inside] = words
        states = self._first.run(padded, flip)[inside]
        joined = np.concatenate([states, group_means(states, same)[same]], axis=1)
        hidden = np.maximum(joined @ self._join[0] + self._join[1], 0)
        padded = np.zeros((count, length, hidden.shape[1]), dtype=np.float32)
        padded[inside] = hidden
        final = self._second.run(padded, flip)[inside]
        scores: Floats = final @ self._out[0] + self._out[1]
        return scores

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any], name: str) -> Network:
        """The network kept in the arrays of a model file."""

        def linear(part: str) -> tuple[Floats, Floats]:
            weights = Quantised.unpack(arrays, f"{name}_{part}").dense()
            return np.ascontiguousarray(weights.T), arrays[f"{name}_{part}_bias"].astype(np.float32)

        return cls(
            RecurrentLayer.unpack(arrays, f"{name}_first"),
            linear("join"),
            RecurrentLayer.unpack(arrays, f"{name}_second"),
            linear("out"),
        )


def group_means(values: Floats, groups: Integers) -> Floats:
    """The mean of the values of each group.

    Args:
        values: a line for each member.
        groups: the group of each line, numbered from 0 without gaps.
    """
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    sums = np.add.reduceat(values[order], starts, axis=0)
    sizes = np.diff(np.append(starts, len(groups)))
    return np.asarray(sums / sizes[:, None], dtype=np.float32)
