"""Labels of words, and the best sequence of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui.entities.builtin.vectors import Floats
from tui.entities.model import Kind

KINDS: tuple[Kind, ...] = ("person", "place", "organization")
# Outside; then first, inner, last and only word of a name of each kind.
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BIES"))
_FORBIDDEN = -1e4


def may_follow(label: str, following: str) -> bool:
    """Whether a word labelled `following` may stand right after one labelled `label`."""
    if label[0] in "BI":
        return following[0] in "IE" and following[2:] == label[2:]
    return following[0] in "OBS"


def may_start(label: str) -> bool:
    """Whether a sentence may begin with a label."""
    return label[0] in "OBS"


def may_end(label: str) -> bool:
    """Whether a sentence may end with a label."""
    return label[0] in "OES"


class Chain:
    """Scores of label after label: the transitions of a linear-chain conditional random field."""

    def __init__(self, transitions: Floats, start: Floats, end: Floats) -> None:
        """Keep the scores; sequences of labels that make no sense are ruled out here.

        Args:
            transitions: label by following label.
            start: of each label at the start of a row.
            end: of each label at the end of a row.
        """
        allowed = np.array([[may_follow(a, b) for b in LABELS] for a in LABELS])
        self._transitions = np.where(allowed, transitions, _FORBIDDEN).astype(np.float32)
        self._start = np.where([may_start(label) for label in LABELS], start, _FORBIDDEN).astype(np.float32)
        self._end = np.where([may_end(label) for label in LABELS], end, _FORBIDDEN).astype(np.float32)

    def best(self, scores: Floats, rows: Sequence[int]) -> NDArray[np.int64]:
        """The best labels (Viterbi 1967), all rows at once.

        Args:
            scores: word by label.
            rows: how many words each row has.
        """
        count, length = len(rows), max(rows)
        lengths = np.array(rows)
        inside = np.arange(length) < lengths[:, None]
        padded = np.zeros((count, length, len(LABELS)), dtype=np.float32)
        padded[inside] = scores
        back = np.zeros((length, count, len(LABELS)), dtype=np.int64)
        reached = self._start + padded[:, 0]
        for step in range(1, length):
            ways = reached[:, :, None] + self._transitions
            back[step] = ways.argmax(axis=1)
            onward = ways.max(axis=1) + padded[:, step]
            reached = np.where(inside[:, step, None], onward, reached)
        label = (reached + self._end).argmax(axis=1)
        best = np.zeros((count, length), dtype=np.int64)
        across = np.arange(count)
        for step in range(length - 1, -1, -1):
            here = inside[:, step]
            best[here, step] = label[here]
            label = np.where(here, back[step, across, label], label)
        return best[inside]

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any], name: str) -> Chain:
        """The scores kept in the arrays of a model file."""
        return cls(
            arrays[f"{name}_transitions"].astype(np.float32),
            arrays[f"{name}_start"].astype(np.float32),
            arrays[f"{name}_end"].astype(np.float32),
        )


def names_of(labels: Sequence[int]) -> list[tuple[int, int, Kind]]:
    """The names a sequence of labels marks: first word, one past the last word, kind."""
    found: list[tuple[int, int, Kind]] = []
    start = 0
    for index, label in enumerate(labels):
        if label == 0:
            continue
        kind, part = divmod(label - 1, 4)
        if part in (0, 3):
            start = index
        if part in (2, 3):
            found.append((start, index + 1, KINDS[kind]))
    return found
