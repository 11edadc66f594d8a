"""The tagger's network in torch; `tui.entities.builtin.network` runs the same with numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from tui.entities.builtin.labels import LABELS, may_end, may_follow, may_start
from tui.entities.builtin.phrases import SIZE as PHRASES

RULED_OUT = -1e4
EMBEDDING = 64
CUTS = 3
TOGETHER = 24  # rows of like length that are read together


@dataclass(frozen=True)
class Sizes:
    """How large a network is.

    Attributes:
        first: cells of the first layer, each way.
        joined: numbers of a word between the layers.
        second: cells of the second layer, each way.
    """

    first: int
    joined: int
    second: int


SHIPPED = Sizes(320, 192, 128)
# Those that label the raw articles for the one that ships.
TEACHER = Sizes(640, 320, 256)


def computes_in_halves() -> bool:
    """Whether this processor has LSTMs in numbers of 16 bits, which take less than half the time."""
    try:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            nn.LSTM(4, 4)(torch.zeros(1, 1, 4))
    except RuntimeError:
        return False
    return True


HALVES = computes_in_halves()


def halves(device: torch.device) -> Any:
    """The context in which a device computes in numbers of 16 bits, if it can."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type != "cpu" or HALVES)


class BiLSTM(nn.Module):
    """Two one-way LSTMs; the backward one reads each row flipped within its length."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        self.f = nn.LSTM(inputs, size, batch_first=True)
        self.b = nn.LSTM(inputs, size, batch_first=True)

    def forward(self, rows: Tensor, flip: Tensor, mask: Tensor) -> Tensor:
        """The states of both directions, side by side.

        Args:
            rows: inputs, row by place.
            flip: the place each step of the backward direction reads.
            mask: places that hold a word.
        """
        if rows.device.type != "cpu":
            return self._read(rows, flip)
        # Rows of like length are read together, so that few places without a word are read.
        lengths = mask.sum(1)
        parts = lengths.argsort(descending=True).split(TOGETHER)
        states = [
            self._read(rows[part, : lengths[part[0]]], flip[part, : lengths[part[0]]]) for part in parts
        ]
        padded = [F.pad(part, (0, 0, 0, rows.shape[1] - part.shape[1])) for part in states]
        return torch.cat(padded)[torch.cat(parts).argsort()]

    def _read(self, rows: Tensor, flip: Tensor) -> Tensor:
        with halves(rows.device):
            forward, _ = self.f(rows)
            backward, _ = self.b(flipped(rows, flip))
        return torch.cat([forward.float(), flipped(backward.float(), flip)], 2)


def flipped(rows: Tensor, flip: Tensor) -> Tensor:
    """Rows with their places in another order."""
    return rows.gather(1, flip[:, :, None].expand(-1, -1, rows.shape[2]))


def numbers(tensor: Tensor) -> Any:
    """A tensor as an array of floats."""
    return tensor.detach().float().cpu().numpy()


def means(rows: Tensor, groups: Tensor) -> Tensor:
    """The mean row of every group."""
    count = int(groups.max()) + 1
    sizes = rows.new_zeros(count).index_add_(0, groups, rows.new_ones(len(groups)))
    sums = rows.new_zeros(count, rows.shape[1]).index_add_(0, groups, rows)
    return sums / sizes[:, None]


class Net(nn.Module):
    """Word vectors and features to label scores and scores of proclitic cuts."""

    def __init__(self, features: int, vector: int, sizes: Sizes = SHIPPED, drop: float = 0.4) -> None:
        """Make a network that has learned nothing.

        Args:
            features: how many there are.
            vector: numbers of a word's vector and habits.
            sizes: of the layers.
            drop: share of the layers' states that training leaves out.
        """
        super().__init__()
        self.sizes = sizes
        self.emb = nn.Embedding(features + 1, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.emb.weight, std=0.1)
        self.emb.weight.data[0] = 0
        self.drop = drop
        self.l1 = BiLSTM(vector + EMBEDDING, sizes.first)
        self.pr = nn.Linear(4 * sizes.first, sizes.joined)
        self.ph = nn.Linear(PHRASES, sizes.joined, bias=False)
        self.ar = nn.Linear(2 * sizes.first + 1, sizes.joined, bias=False)
        self.l2 = BiLSTM(sizes.joined, sizes.second)
        self.out = nn.Linear(2 * sizes.second, len(LABELS))
        self.cut = nn.Linear(2 * sizes.second, CUTS)
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
        kept = torch.rand(rows.shape[0], 1, rows.shape[2], device=rows.device) > share
        return rows * kept.float() / (1 - share)

    def inputs(self, words: tuple[Tensor, Tensor, Tensor], places: Tensor) -> Tensor:
        """What the first layer reads, row by place.

        Args:
            words: vectors, features and feature weights of words.
            places: the word at each place of each row; one past the last where there is none.
        """
        vectors, features, weights = words
        summed = F.embedding_bag(
            features, self.emb.weight, mode="sum", per_sample_weights=weights, padding_idx=0
        )
        joined = torch.cat([vectors, summed], 1)
        return torch.cat([joined, joined.new_zeros(1, joined.shape[1])])[places]

    def forward(self, batch: Any) -> tuple[Tensor, Tensor]:
        """Scores of labels and of cuts, row by place.

        Args:
            batch: some articles (`batches.Batch`).
        """
        mask = batch.mask
        rows = self.inputs(batch.inputs, batch.places)
        states = self.dropped(self.l1(self.dropped(rows, 0.25), batch.flip, mask), self.drop)
        inside = states[mask]
        article = self.dropped(means(inside, batch.articles)[:, None], 0.2)[:, 0]
        article = torch.cat([article, batch.apart[:, None]], 1)
        words = torch.cat([inside, means(inside, batch.groups)[batch.groups]], 1)
        joined = torch.relu(self.pr(words) + self.ph(batch.phrases) + self.ar(article)[batch.articles])
        rows = states.new_zeros(*states.shape[:2], joined.shape[1])
        rows[mask] = joined
        final = self.dropped(self.l2(self.dropped(rows, 0.2), batch.flip, mask), self.drop)
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
        """The negative log-likelihood of the labels of each row (Lafferty et al. 2001).

        Args:
            scores: row by place by label.
            labels: row by place.
            mask: places that hold a word, the first ones of each row.
        """
        steps = self.tr + self.m
        chosen = scores.gather(2, labels[:, :, None])[:, :, 0]
        chosen[:, 1:] += steps[labels[:, :-1], labels[:, 1:]]
        last = labels.gather(1, (mask.sum(1) - 1)[:, None])[:, 0]
        likelihood = (chosen * mask).sum(1) + (self.st + self.ms)[labels[:, 0]] + (self.en + self.me)[last]
        return self._partition(scores, steps, mask) - likelihood

    def _partition(self, scores: Tensor, steps: Tensor, mask: Tensor) -> Tensor:
        """The log of the sum over all sequences of labels of each row.

        Steps are matrices; their product is taken by pairs, so that a row of n words takes log n rounds.
        """
        rows, _, size = scores.shape
        rest = torch.full((size, size), RULED_OUT, device=scores.device).fill_diagonal_(0.0)
        onward = torch.where(mask[:, 1:, None, None], steps + scores[:, 1:, None, :], rest)
        onward = torch.cat([rest.expand(rows, 1, size, size), onward], 1)
        scale = onward.detach().amax((2, 3))
        product = torch.exp(onward - scale[:, :, None, None])
        while product.shape[1] > 1:
            if product.shape[1] % 2:
                nothing = torch.eye(size, device=scores.device).expand(rows, 1, size, size)
                product = torch.cat([product, nothing], 1)
                scale = F.pad(scale, (0, 1))
            product = product[:, ::2] @ product[:, 1::2]
            top = product.detach().amax((2, 3))
            product = product / top[:, :, None, None]
            scale = scale[:, ::2] + scale[:, 1::2] + torch.log(top)
        begin = self.st + self.ms + scores[:, 0]
        top = begin.detach().amax(1)
        reached = (torch.exp(begin - top[:, None])[:, None] @ product[:, 0])[:, 0]
        return torch.log(reached @ torch.exp(self.en + self.me)) + top + scale[:, 0]
