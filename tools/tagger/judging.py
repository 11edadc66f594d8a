"""Precision, recall and F of what is found in annotated articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from tools.tagger.corpora import Document
from tui.entities.model import Span

Names = set[tuple[int, int, str]]


def by_white_space(text: str, names: Names) -> Names:
    """Names by the first and last white-space token they touch, for corpora annotated that way."""
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    found: Names = set()
    for start, end, kind in names:
        touched = [place for place, (first, last) in enumerate(tokens) if first < end and start < last]
        if touched:
            found.add((touched[0], touched[-1], kind))
    return found


class Score:
    """Counts of names found, missed and made up, by any key."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, gold: Names, found: Names, key: str | None = None) -> None:
        """Count the names of a text.

        Args:
            gold: annotated ones.
            found: those that were found.
            key: what they are counted under, their kind by default.
        """
        for _, _, kind in gold & found:
            self.right[key or kind] += 1
        for _, _, kind in found - gold:
            self.false[key or kind] += 1
        for _, _, kind in gold - found:
            self.missed[key or kind] += 1

    def measures(self) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F by key, and all together as `micro`."""
        keys = sorted(set(self.right) | set(self.false) | set(self.missed))
        measured = {key: measure(self.right[key], self.false[key], self.missed[key]) for key in keys}
        measured["micro"] = measure(self.right.total(), self.false.total(), self.missed.total())
        return measured


def measure(right: int, false: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F of so many names."""
    precision = right / max(1, right + false)
    recall = right / max(1, right + missed)
    return precision, recall, 2 * right / max(1, 2 * right + false + missed)


def judge(
    documents: Sequence[Document],
    find: Callable[[str], list[Span]],
    *,
    white_space: bool = False,
    by_source: bool = False,
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F of what `find` finds in the articles' texts, by kind (or by source)."""
    score = Score()
    for document in documents:
        gold: Names = set(document.names)
        found: Names = {(span.start, span.end, str(span.kind)) for span in find(document.text)}
        if white_space:
            gold, found = by_white_space(document.text, gold), by_white_space(document.text, found)
        score.add(gold, found, document.source.split("-")[0] if by_source else None)
    return score.measures()
