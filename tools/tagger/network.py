"""The tagger's network in torch; `tui.entities.builtin.network` runs the same with numpy."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from tui.entities.builtin.labels import LABELS, may_end, may_follow, may_start
from tui.entities.builtin.phrases import SIZE as PHRASES

RULED_OUT = -1e4
EMBEDDING = 64
FIRST_SIZE = 288
JOINED = 160
SECOND_SIZE = 96
CUTS = 3
TOGETHER = 24  # rows of like length that are read together


def computes_in_halves() -> bool:
    """Whether this processor has LSTMs in numbers of 16 bits, which take less than half the time."""
    try:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            nn.LSTM(4, 4)(torch.zeros(1, 1, 4))
    except RuntimeError:
        return False
    return True


HALVES = computes_in_halves()


class BiLSTM(nn.Module):
    """Two one-way LSTMs; the backward one reads each row flipped within its length."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        self.f = nn.LSTM(inputs, size, batch_first=True)
        self.b = nn.LSTM(inputs, size, batch_first=True)

    def forward(self, rows: Tensor, flip: Tensor, mask: Tensor) -> Tensor:
        """The states of both directions, side by side; rows of like length are read together, so that few places
        without a word are read."""
        lengths = mask.sum(1)
        parts = lengths.argsort(descending=True).split(TOGETHER)
        states = [
            self._read(rows[part, : lengths[part[0]]], flip[part, : lengths[part[0]]]) for part in parts
        ]
        padded = [F.pad(part, (0, 0, 0, rows.shape[1] - part.shape[1])) for part in states]
        return torch.cat(padded)[torch.cat(parts).argsort()]

    def _read(self, rows: Tensor, flip: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
            forward, _ = self.f(rows)
            backward, _ = self.b(flipped(rows, flip))
        return torch.cat([forward.float(), flipped(backward.float(), flip)], 2)


def flipped(rows: Tensor, flip: Tensor) -> Tensor:
    return rows.gather(1, flip[:, :, None].expand(-1, -1, rows.shape[2]))


def numbers(tensor: Tensor) -> Any:
    """A tensor as an array of floats."""
    return tensor.detach().float().numpy()


def means(rows: Tensor, groups: Tensor) -> Tensor:
    """The mean row of every group."""
    count = int(groups.max()) + 1
    sizes = torch.zeros(count).index_add_(0, groups, torch.ones(len(groups)))
    sums = torch.zeros(count, rows.shape[1]).index_add_(0, groups, rows)
    return sums / sizes[:, None]


class Net(nn.Module):
    """Word vectors and features to label scores and scores of proclitic cuts."""

    def __init__(self, features: int, vector: int, drop: float = 0.4) -> None:
        super().__init__()
        self.emb = nn.Embedding(features + 1, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.emb.weight, std=0.1)
        self.emb.weight.data[0] = 0
        self.drop = drop
        self.l1 = BiLSTM(vector + EMBEDDING, FIRST_SIZE)
        self.pr = nn.Linear(4 * FIRST_SIZE, JOINED)
        self.ph = nn.Linear(PHRASES, JOINED, bias=False)
        self.ar = nn.Linear(2 * FIRST_SIZE + 1, JOINED, bias=False)
        self.l2 = BiLSTM(JOINED, SECOND_SIZE)
        self.out = nn.Linear(2 * SECOND_SIZE, len(LABELS))
        self.cut = nn.Linear(2 * SECOND_SIZE, CUTS)
        self.tr = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.st = nn.Parameter(torch.zeros(len(LABELS)))
        self.en = nn.Parameter(torch.zeros(len(LABELS)))
        allowed = torch.tensor([[may_follow(a, b) for b in LABELS] for a in LABELS])
        self.register_buffer("m", torch.where(allowed, 0.0, RULED_OUT))
        self.register_buffer("ms", torch.tensor([0.0 if may_start(label) else RULED_OUT for label in LABELS]))
        self.register_buffer("me", torch.tensor([0.0 if may_end(label) else RULED_OUT for label in LABELS]))

    def dropped(self, rows: Tensor, share: float) -> Tensor:
        """Drop the same inputs all along a row (Gal & Ghahramani 2016)."""
        if not self.training or not share:
            return rows
        kept = torch.rand(rows.shape[0], 1, rows.shape[2]) > share
        return rows * kept.float() / (1 - share)

    def inputs(self, vectors: Tensor, features: Tensor, weights: Tensor, places: Tensor) -> Tensor:
        summed = F.embedding_bag(
            features, self.emb.weight, mode="sum", per_sample_weights=weights, padding_idx=0
        )
        words = torch.cat([vectors, summed], 1)
        return torch.cat([words, words.new_zeros(1, words.shape[1])])[places]

    def forward(self, batch: Any) -> tuple[Tensor, Tensor]:
        inputs = (batch.vectors, batch.features, batch.weights)
        return self.scores(
            inputs,
            batch.places,
            batch.flip,
            batch.groups,
            batch.articles,
            batch.phrases,
            batch.apart,
            batch.mask,
        )

    def scores(
        self,
        inputs: tuple[Tensor, Tensor, Tensor],
        places: Tensor,
        flip: Tensor,
        groups: Tensor,
        articles: Tensor,
        phrases: Tensor,
        apart: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Scores of labels and of cuts, row by position.

        Args:
            inputs: vectors, features and feature weights of words.
            places: the word at each place of each row.
            flip: the place each step of the backward direction reads.
            groups: which equal words of its article each word belongs to.
            articles: the article each word stands in.
            phrases: what known names of several words say of each word.
            apart: share of the stops of each article that are set apart.
            mask: places that hold a word; all by default.
        """
        if mask is None:
            mask = torch.ones_like(places, dtype=torch.bool)
        rows = self.inputs(*inputs, places)
        states = self.dropped(self.l1(self.dropped(rows, 0.25), flip, mask), self.drop)
        inside = states[mask]
        article = torch.cat([self.dropped(means(inside, articles)[:, None], 0.2)[:, 0], apart[:, None]], 1)
        words = torch.cat([inside, means(inside, groups)[groups]], 1)
        joined = torch.relu(self.pr(words) + self.ph(phrases) + self.ar(article)[articles])
        rows = states.new_zeros(*states.shape[:2], joined.shape[1])
        rows[mask] = joined
        final = self.dropped(self.l2(self.dropped(rows, 0.2), flip, mask), self.drop)
        return self.out(final), self.cut(final)

    def start_from(self, embedding: Any, first: Any, vector: int) -> None:
        """Take over a pre-trained first layer.

        Args:
            embedding: its feature vectors.
            first: its weights; inputs it did not have lie after the word vector and start small.
            vector: columns of the word vector it was trained on.
        """
        self.emb.load_state_dict(embedding)
        for name, mine in self.l1.state_dict().items():
            theirs = first[name]
            if "weight_ih" in name:
                mine[:, :vector] = theirs[:, :vector]
                mine[:, -EMBEDDING:] = theirs[:, vector:]
                mine[:, vector:-EMBEDDING] *= 0.5
            else:
                mine.copy_(theirs)

    def loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """The negative log-likelihood of the labels of each row (Lafferty et al. 2001)."""
        steps = self.tr + self.m
        reached = self.st + self.ms + scores[:, 0]
        first = labels[:, :1]
        gold = (self.st + self.ms)[first[:, 0]] + scores[:, 0].gather(1, first)[:, 0]
        for t in range(1, scores.shape[1]):
            inside = mask[:, t]
            onward = torch.logsumexp(reached[:, :, None] + steps[None], 1) + scores[:, t]
            reached = torch.where(inside[:, None], onward, reached)
            step = steps[labels[:, t - 1], labels[:, t]] + scores[:, t].gather(1, labels[:, t : t + 1])[:, 0]
            gold = gold + torch.where(inside, step, 0.0)
        last = labels.gather(1, (mask.sum(1) - 1)[:, None])[:, 0]
        return torch.logsumexp(reached + self.en + self.me, 1) - gold - (self.en + self.me)[last]
