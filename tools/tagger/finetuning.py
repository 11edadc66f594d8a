"""Training the whole network on annotated articles, and judging it."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tools.tagger.batches import Example, Tables, make_batch
from tools.tagger.corpora import Document
from tools.tagger.network import CUTS, Net
from tools.tagger.renaming import Renaming
from tui.entities.model import Span

BATCH_WORDS = 3000
CUT_WEIGHT = 0.3
# The network's view of cuts is learned beside this trust in the cut that the counts favour.
CUT_PRIOR = 4.0
Names = set[tuple[int, int, str]]


@dataclass(frozen=True)
class Lesson:
    """How a network is trained.

    Attributes:
        epochs: times that every article is read.
        rate: of learning, at first.
        seed: of everything drawn by lot.
        renamed: share of the articles that are told of other people and places each time they are read.
    """

    epochs: int
    rate: float
    seed: int
    renamed: float = 0.0


def finetune(
    tellings: Sequence[Sequence[Example]],
    tables: Tables,
    begin: Callable[[], Net],
    lesson: Lesson,
    report: Callable[[str], Any] = print,
) -> Net:
    """Train a network; its weights are averaged over the last steps.

    Args:
        tellings: annotated articles, as they are or told of other names in several ways, which epochs take in turn.
        tables: what the network is fed for their words.
        begin: makes the network to start from.
        lesson: how to train.
        report: told of progress.
    """
    epochs, rate = lesson.epochs, lesson.rate
    torch.manual_seed(lesson.seed)
    shuffled = random.Random(lesson.seed)
    renaming = Renaming(tellings[0], tables.words) if lesson.renamed else None
    net = begin()
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-4, betas=(0.9, 0.99))
    averages = {name: value.detach().clone() for name, value in net.state_dict().items()}
    steps = len(batches(tellings[0], shuffled)) * epochs
    step = 0
    for epoch in range(epochs):
        net.train()
        total = 0.0
        parts = batches(tellings[epoch % len(tellings)], shuffled)
        for part in parts:
            for group in optimiser.param_groups:
                cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
                group["lr"] = rate * min(1, (step + 1) / 50) * max(0.03, cosine)
            told = [
                renaming.renamed(example, shuffled)
                if renaming is not None and shuffled.random() < lesson.renamed
                else example
                for example in part
            ]
            batch = make_batch(told, tables, noisy=True)
            scores, cuts = net(batch)
            loss = net.loss(scores, batch.labels, batch.mask).sum() / batch.mask.sum() * 20
            begins = batch.cuts >= 0
            if begins.any():
                favoured = cuts + CUT_PRIOR * F.one_hot(batch.likely_cuts, CUTS)
                loss = loss + CUT_WEIGHT * F.cross_entropy(favoured[begins], batch.cuts[begins])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
            total += loss.item()
            keep = min(0.995, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in net.state_dict().items():
                    if value.dtype.is_floating_point:
                        averages[name].lerp_(value, 1 - keep)
        report(f"epoch {epoch + 1} of {epochs}: loss {total / len(parts):.3f}")
    net.load_state_dict(averages)
    return net


def batches(examples: Sequence[Example], shuffled: random.Random) -> list[list[Example]]:
    """The examples in a new order, in parts of about `BATCH_WORDS` words."""
    order = list(examples)
    shuffled.shuffle(order)
    parts: list[list[Example]] = []
    part: list[Example] = []
    size = 0
    for example in order:
        part.append(example)
        size += len(example.words)
        if size >= BATCH_WORDS:
            parts.append(part)
            part, size = [], 0
    if part:
        parts.append(part)
    return parts


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

    def add(self, gold: Names, found: Names, key: Callable[[str], str]) -> None:
        for _, _, kind in gold & found:
            self.right[key(kind)] += 1
        for _, _, kind in found - gold:
            self.false[key(kind)] += 1
        for _, _, kind in gold - found:
            self.missed[key(kind)] += 1

    def measures(self) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F by key, and all together as `micro`."""
        keys = sorted(set(self.right) | set(self.false) | set(self.missed))
        measured = {key: measure(self.right[key], self.false[key], self.missed[key]) for key in keys}
        measured["micro"] = measure(self.right.total(), self.false.total(), self.missed.total())
        return measured


def measure(right: int, false: int, missed: int) -> tuple[float, float, float]:
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
        source = document.source.split("-")[0]
        score.add(gold, found, (lambda _, source=source: source) if by_source else (lambda kind: kind))
    return score.measures()
