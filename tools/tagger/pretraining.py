"""Pre-training the first layer as a two-way language model over the raw articles."""

from __future__ import annotations

import array
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from tools.tagger.batches import VECTOR_SPREAD, Tables, Vocabulary, choose_features, vectors_of
from tools.tagger.network import FIRST_SIZE, HALVES, Net
from tui.entities.builtin.lexicon import Lexicon

TARGETS = 30_000  # stems the language model tells apart
SAMPLED = 800  # of them, stems each batch is scored against
ROW, ROWS = 64, 48
RATE = 2.5e-3


@dataclass
class Pretrained:
    """Features, the scale of the vectors and the weights fine-tuning starts from."""

    features: dict[str, int]
    scale: float
    embedding: Any
    first: Any


def pretrain(corpus: Path, lexicon: Lexicon, fasttext: Any, steps: int, report: Any = print) -> Pretrained:
    """Train the first layer to tell the next stem from the words before, and the one before from those after.

    Args:
        corpus: a file of folded sentences.
        lexicon: counts and name lists.
        fasttext: the trained gensim model.
        steps: batches of `ROW` x `ROWS` words.
        report: told of progress.
    """
    vocabulary = Vocabulary(lexicon)
    words, firsts = array.array("i"), array.array("b")
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            for place, word in enumerate(line.split()):
                words.append(vocabulary.add(word))
                firsts.append(place == 0)
    text = np.frombuffer(words, dtype=np.int32)
    first = np.frombuffer(firsts, dtype=np.int8).astype(bool)
    counts = np.bincount(text, minlength=len(vocabulary.words))
    features = choose_features(vocabulary.words, counts.tolist())
    stored, composed = vectors_of(fasttext, vocabulary.words)
    scale = VECTOR_SPREAD / float(stored.std())
    tables = Tables(vocabulary, features, stored * scale, composed * scale)

    stems: Counter[str] = Counter()
    for word, count in zip(vocabulary.words, counts.tolist(), strict=True):
        stems[word.stem] += count
    common = stems.most_common(TARGETS)
    number = {stem: place + 1 for place, (stem, _) in enumerate(common)}
    target = np.array([number.get(word.stem, 0) for word in vocabulary.words])
    frequency = np.array([0.0, *(count for _, count in common)])
    chance = frequency**0.5
    chance_of = torch.tensor(chance / chance.sum()).float()

    torch.manual_seed(1)
    net = Net(len(features), fasttext.wv.vector_size)
    out = nn.Embedding(len(frequency), FIRST_SIZE, sparse=True)
    nn.init.normal_(out.weight, std=0.05)
    bias = nn.Parameter(torch.log(torch.tensor(np.maximum(frequency, 1) / frequency.sum())).float())
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
    order = np.random.RandomState(0).permutation(count)
    flip = torch.arange(ROW - 1, -1, -1).repeat(ROWS, 1)
    places = torch.arange(ROWS * ROW).view(ROWS, ROW)
    taken = 0
    total = 0.0
    for step in range(steps):
        if taken + ROWS > count:
            taken = 0
        rows = order[taken : taken + ROWS]
        taken += ROWS
        where = (rows[:, None] * ROW + np.arange(ROW)[None]).ravel()
        inputs = tables.inputs(
            torch.tensor(text[where], dtype=torch.long), torch.tensor(first[where]), noisy=True
        )
        rows_in = net.dropped(net.inputs(*inputs, places), 0.1)
        states = F.dropout(net.l1(rows_in, flip, torch.ones_like(places)), 0.1)
        wanted = torch.tensor(target[text[where]]).view(ROWS, ROW)
        ahead = states[:, :-1, :FIRST_SIZE].reshape(-1, FIRST_SIZE)
        behind = states[:, 1:, FIRST_SIZE:].reshape(-1, FIRST_SIZE)
        context = torch.cat([ahead, behind])
        wanted = torch.cat([wanted[:, 1:].reshape(-1), wanted[:, :-1].reshape(-1)])
        context, wanted = context[wanted > 0], wanted[wanted > 0]
        sample = torch.multinomial(chance_of, SAMPLED, replacement=False)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
            others = context @ out(sample).T
        others = others.float() + bias[sample] - torch.log(chance_of[sample] * SAMPLED + 1e-9)
        others = others.masked_fill(sample[None] == wanted[:, None], -1e4)
        own = (context * out(wanted)).sum(1) + bias[wanted] - torch.log(chance_of[wanted] * SAMPLED + 1e-9)
        loss = (torch.logsumexp(torch.cat([own[:, None], others], 1), 1) - own).mean()
        rate = RATE * min(1, (step + 1) / 100) * max(0.04, 1 - step / steps)
        for optimiser in optimisers:
            optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = rate
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        total += loss.item()
        if step % 500 == 499:
            report(f"pre-training step {step + 1} of {steps}: loss {total / 500:.3f}")
            total = 0.0
    return Pretrained(features, scale, net.emb.state_dict(), net.l1.state_dict())
