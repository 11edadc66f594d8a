"""Training the whole network on labelled articles."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tools.tagger.batches import Example, by_size, make_batch
from tools.tagger.looks import Tables
from tools.tagger.network import CUTS, Net
from tools.tagger.pretraining import on_cpu

CUT_WEIGHT = 0.3
# The network's view of cuts is learned beside this trust in the cut that the counts favour.
CUT_PRIOR = 4.0


@dataclass(frozen=True)
class Lesson:
    """How a network is trained.

    Attributes:
        epochs: times that every article is read.
        rate: of learning, at most.
        seed: of everything drawn by lot.
        words: read at once.
        drop: share of the layers' states that are left out.
    """

    epochs: int
    rate: float
    seed: int
    words: int = 3000
    drop: float = 0.4


def finetune(
    tellings: Sequence[Sequence[Example]],
    tables: Tables,
    net: Net,
    lesson: Lesson,
    report: Callable[[str], Any] = print,
) -> dict[str, Any]:
    """Train a network, and give its weights averaged over the last steps.

    Args:
        tellings: labelled articles, as they are or told of other names in several ways, which epochs take in turn.
        tables: what the network is fed for their words.
        net: the network to start from; changed on the way.
        lesson: how to train.
        report: told of progress.
    """
    torch.manual_seed(lesson.seed)
    shuffled = random.Random(lesson.seed)
    net = net.to(tables.device)
    net.drop = lesson.drop
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=lesson.rate, weight_decay=1e-4, betas=(0.9, 0.99), fused=True
    )
    values = [value for value in net.state_dict().values() if value.dtype.is_floating_point]
    averages = [value.detach().clone() for value in values]
    parts = [_shuffled(telling, lesson.words, shuffled) for telling in _in_turn(tellings, lesson.epochs)]
    steps = sum(map(len, parts))
    step = 0
    for epoch, batches in enumerate(parts):
        net.train()
        total = torch.zeros((), device=tables.device)
        for part in batches:
            cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
            for group in optimiser.param_groups:
                group["lr"] = lesson.rate * min(1, (step + 1) / 50) * max(0.03, cosine)
            batch = make_batch(part, tables, noisy=True)
            scores, cuts = net(batch)
            loss = net.loss(scores, batch.labels, batch.mask).sum() / batch.mask.sum() * 20
            begins = batch.cuts >= 0
            favoured = cuts[begins] + CUT_PRIOR * F.one_hot(batch.likely_cuts[begins], CUTS)
            mistaken = F.cross_entropy(favoured, batch.cuts[begins], reduction="sum")
            loss = loss + CUT_WEIGHT * mistaken / begins.sum().clamp(min=1)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
            total += loss.detach()
            keep = min(0.995, (1 + step) / (10 + step))
            torch._foreach_lerp_(averages, values, 1 - keep)
        report(f"epoch {epoch + 1} of {lesson.epochs}: loss {total.item() / len(batches):.3f}")
    with torch.no_grad():
        torch._foreach_copy_(values, averages)
    return on_cpu(net)


def _in_turn(tellings: Sequence[Sequence[Example]], epochs: int) -> list[Sequence[Example]]:
    return [tellings[epoch % len(tellings)] for epoch in range(epochs)]


def _shuffled(examples: Sequence[Example], words: int, shuffled: random.Random) -> list[list[Example]]:
    """The examples in a new order, in parts of about so many words."""
    order = list(examples)
    shuffled.shuffle(order)
    return by_size(order, words)
