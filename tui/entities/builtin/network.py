"""The neural network of the tagger, run with numpy alone.

Two layers of bidirectional LSTM (Hochreiter & Schmidhuber 1997) over word vectors. Between them every word is
joined with the mean of what the first layer made of the same word all over the article, so that a name that
is plain in one sentence helps to find it in the next; and with the mean of the whole article and the way it
is set, which tell what kind of text it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.entities.builtin.vectors import Floats, Quantised

Integers = NDArray[np.int64]
# Matrix products of up to this many rows are faster one row at a time, others in whole blocks of rows.
_FEW, _BLOCK = 3, 4


class Steps:
    """The order in which recurrent layers read the rows of a text: the first words of all rows, the second ones ...

    Rows are read longest first, so that every step reads the beginning of what the step before has read, and
    nothing is computed for places that hold no word.

    Attributes:
        orders: the words in the order they are read, forward and backward.
        sizes: how many words each step reads.
    """

    def __init__(self, rows: Sequence[int]) -> None:
        """Arrange rows.

        Args:
            rows: how many words each row has, none of them zero.
        """
        lengths = np.array(rows)
        longest_first = np.argsort(-lengths, kind="stable")
        starts = (np.cumsum(lengths) - lengths)[longest_first]
        lengths = lengths[longest_first]
        step = np.arange(lengths[0])[:, None]
        inside = step < lengths
        self.orders: tuple[Integers, Integers] = (
            (starts + step)[inside],
            (starts + lengths - 1 - step)[inside],
        )
        self.sizes: list[int] = inside.sum(axis=1).tolist()


def _onward(state: Floats, read: int, hidden: Floats) -> Floats:
    """What the first `read` rows of the state add to the gates."""
    if read <= _FEW:
        return np.concatenate([row @ hidden for row in state[:read, None]])
    whole = -(-read // _BLOCK) * _BLOCK
    return (state[:whole] @ hidden)[:read]


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

    def run(self, words: Floats, steps: Steps) -> Floats:
        """States of both directions, side by side, a word a line.

        Args:
            words: word by input.
            steps: which words are read when.
        """
        found = np.empty((len(words), 2 * self.size), dtype=np.float32)
        for way, order in enumerate(steps.orders):
            gates = words[order] @ self._inputs[way]
            gates += self._bias[way]
            found[order, way * self.size : (way + 1) * self.size] = self._read(
                gates, steps, self._hidden[way]
            )
        return found

    def _read(self, gates: Floats, steps: Steps, hidden: Floats) -> Floats:
        """The states of one direction; read alone, since the weights of both do not fit a processor's cache at once.

        Args:
            gates: what the words add to the gates, in the order they are read; changed on the way.
            steps: how many words each step reads.
            hidden: state by gate.
        """
        size = self.size
        states = np.empty((len(gates), size), dtype=np.float32)
        state = np.zeros((steps.sizes[0] + _BLOCK, size), dtype=np.float32)
        cells = np.zeros((steps.sizes[0], size), dtype=np.float32)
        start = 0
        for read in steps.sizes:
            now = gates[start : start + read]
            now += _onward(state, read, hidden)
            np.tanh(now, out=now)
            logistic = now[:, : 2 * size]
            logistic *= 0.5
            logistic += 0.5
            cell = cells[:read]
            cell *= logistic[:, size:]
            cell += logistic[:, :size] * now[:, 2 * size : 3 * size]
            shown = states[start : start + read]
            np.tanh(cell, out=shown)
            shown *= now[:, 3 * size :] * 0.5 + 0.5
            state[:read] = shown
            start += read
        return states

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
        article: Floats,
        phrases: Floats,
        second: RecurrentLayer,
        out: tuple[Floats, Floats],
    ) -> None:
        self._first = first
        self._join = join
        self._article = article
        self._phrases = phrases
        self._second = second
        self._out = out

    def scores(
        self, words: Floats, rows: Sequence[int], same: Integers, phrases: Floats, apart: float
    ) -> Floats:
        """The scores of every label, a word a line.

        Args:
            words: word by input.
            rows: how many words each row of the text has.
            same: for each word, the number of the group of equal words it belongs to.
            phrases: what known names of several words say of each word (`phrases.marked`).
            apart: share of the text's stops that are set apart (`features.set_apart`).
        """
        steps = Steps(rows)
        states = self._first.run(words, steps)
        joined = np.concatenate([states, group_means(states, same)[same]], axis=1)
        article = np.append(states.mean(axis=0), np.float32(apart)) @ self._article
        hidden = joined @ self._join[0]
        hidden += phrases @ self._phrases
        hidden += self._join[1] + article
        np.maximum(hidden, 0, out=hidden)
        final = self._second.run(hidden, steps)
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
            Quantised.unpack(arrays, f"{name}_article").dense().T,
            Quantised.unpack(arrays, f"{name}_phrases").dense().T,
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
