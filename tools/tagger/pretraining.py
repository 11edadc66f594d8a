"""Pre-training the first layer as a two-way language model over the raw articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tools.tagger.batches import Example
from tools.tagger.looks import Tables
from tools.tagger.network import Net, Sizes, halves

TARGETS = 30_000  # stems the language model tells apart
SAMPLED = 2000  # of them, stems each batch is scored against
ROW = 64
RATE = 2.5e-3


@dataclass(frozen=True)
class Reading:
    """How the raw articles are read.

    Attributes:
        epochs: times that every word is read.
        rows: of `ROW` words that are read at once.
        sizes: of the network.
        rate: of learning, at most.
    """

    epochs: float
    rows: int
    sizes: Sizes
    rate: float = RATE


@dataclass(frozen=True)
class Pretrained:
    """Weights of feature vectors and first layer that fine-tuning starts from."""

    embedding: Any
    first: Any


def pretrain(
    examples: Sequence[Example],
    tables: Tables,
    features: int,
    reading: Reading,
    report: Callable[[str], Any] = print,
) -> Pretrained:
    """Train the first layer to tell the next stem from the words before, and the one before from those after.

    Words are scored against a sample of all (Jean et al. 2015).

    Args:
        examples: the raw articles.
        tables: what the network is fed for their words.
        features: how many there are.
        reading: how to train.
        report: told of progress.
    """
    text = np.concatenate([example.words for example in examples])
    lengths = np.array([length for example in examples for length in example.lengths])
    first = np.zeros(len(text), dtype=bool)
    first[np.cumsum(lengths) - lengths] = True
    stems = tables.stem_of[text]
    counts = np.bincount(stems, minlength=len(tables.stems))
    common = np.argsort(-counts, kind="stable")[:TARGETS]
    target_of = np.zeros(len(counts), dtype=np.int64)
    target_of[common] = np.arange(1, len(common) + 1)
    frequency = np.array([0.0, *counts[common]])
    chance = frequency**0.5
    chance_of = tables.put((chance / chance.sum()).astype(np.float32))
    expected = torch.log(chance_of * SAMPLED + 1e-9)

    torch.manual_seed(1)
    device = torch.device(tables.device)
    net = Net(features, tables.size, reading.sizes).to(device)
    size, rows = reading.sizes.first, reading.rows
    out = nn.Embedding(len(frequency), size, sparse=True, device=device)
    nn.init.normal_(out.weight, std=0.05)
    bias = nn.Parameter(
        torch.log(tables.put((np.maximum(frequency, 1) / frequency.sum()).astype(np.float32)))
    )
    trained = [*net.emb.parameters(), *net.l1.parameters()]
    optimisers = [
        torch.optim.AdamW(
            [{"params": trained, "weight_decay": 1e-4}, {"params": [bias], "weight_decay": 0}],
            betas=(0.9, 0.99),
            fused=True,
        ),
        torch.optim.SparseAdam(list(out.parameters()), betas=(0.9, 0.99)),
    ]
    count = len(text) // ROW
    rows = min(rows, count)
    lots = np.random.RandomState(0)
    order = lots.permutation(count)
    flip = tables.put(np.tile(np.arange(ROW - 1, -1, -1), (rows, 1)))
    places = tables.put(np.arange(rows * ROW).reshape(rows, ROW))
    mask = torch.ones_like(places, dtype=torch.bool)
    steps = round(reading.epochs * (count // rows))
    every = max(1, steps // 8)
    taken = 0
    total = torch.zeros((), device=device)
    for step in range(steps):
        if taken + rows > count:
            order, taken = lots.permutation(count), 0
        where = (order[taken : taken + rows, None] * ROW + np.arange(ROW)).ravel()
        taken += rows
        words = tables.put(text[where].astype(np.int64))
        rows_in = net.dropped(
            net.inputs(tables.inputs(words, tables.put(first[where]), noisy=True), places), 0.1
        )
        states = F.dropout(net.l1(rows_in, flip, mask), 0.1)
        wanted = tables.put(target_of[stems[where]]).view(rows, ROW)
        ahead = states[:, :-1, :size].reshape(-1, size)
        behind = states[:, 1:, size:].reshape(-1, size)
        context = torch.cat([ahead, behind])
        wanted = torch.cat([wanted[:, 1:].reshape(-1), wanted[:, :-1].reshape(-1)])
        context, wanted = context[wanted > 0], wanted[wanted > 0]
        sample = torch.multinomial(chance_of, min(SAMPLED, len(common)), replacement=False)
        with halves(device):
            others = context @ out(sample).T
        others = others.float() + bias[sample] - expected[sample]
        others = others.masked_fill(sample[None] == wanted[:, None], -1e4)
        own = (context * out(wanted)).sum(1) + bias[wanted] - expected[wanted]
        loss = (torch.logsumexp(torch.cat([own[:, None], others], 1), 1) - own).mean()
        rate = reading.rate * min(1, (step + 1) / 100) * max(0.04, 1 - step / steps)
        for optimiser in optimisers:
            optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = rate
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        total += loss.detach()
        if step % every == every - 1:
            report(f"pre-training step {step + 1} of {steps}: loss {total.item() / every:.3f}")
            total.zero_()
    return Pretrained(on_cpu(net.emb), on_cpu(net.l1))


def on_cpu(module: nn.Module) -> dict[str, Any]:
    """The weights of a module as they can be kept."""
    return {name: value.detach().cpu() for name, value in module.state_dict().items()}
