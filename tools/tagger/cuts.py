"""Learning which evidence tells where a name begins inside its first word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tools.tagger.corpora import Document
from tui.arabic.normalise import fold
from tui.entities.builtin.cuts import LONGEST, Cuts, possible_cuts

STEPS, RATE, DECAY = 1500, 0.05, 2e-4


def fit_cuts(documents: Sequence[Document], cuts: Cuts) -> Any:
    """The weights of a log-linear model (multinomial logistic regression, by Adam) over annotated names.

    Args:
        documents: articles whose names are annotated without proclitics.
        cuts: what looks up the evidence.
    """
    rows: list[Any] = []
    right: list[int] = []
    for word, cut, around in examples(documents):
        ways = possible_cuts(word)
        if len(ways) > 1 and cut in ways:
            row = np.zeros((LONGEST + 1, cuts.size + 1))
            row[:, -1] = -1e9  # ruled out
            for way in ways:
                row[way] = [*cuts.evidence(word, way, around), 0.0]
            rows.append(row)
            right.append(cut)
    found = np.array(rows)
    evidence, barred = found[..., :-1], found[..., -1]
    gold = evidence[np.arange(len(right)), right]
    weights, mean, square = (np.zeros(cuts.size) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = evidence @ weights + barred
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = ((shares[..., None] * evidence).sum(axis=1) - gold).mean(axis=0) + DECAY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = RATE if step <= STEPS * 2 // 3 else RATE / 10
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights.astype(np.float32)


def examples(documents: Sequence[Document]) -> Iterator[tuple[str, int, Counter[str]]]:
    """Folded first words of names, letters that stand before the name, counts of the article's words."""
    for document in documents:
        first = {token.start: token for sentence in document.sentences for token in sentence}
        around = Counter(fold(token.text) for token in first.values())
        for start, _, _ in document.names:
            for before in range(LONGEST + 1):
                token = first.get(start - before)
                if token and start < token.end:
                    yield fold(token.text), len(fold(document.text[token.start : start])), around
                    break
