"""Several networks that label as one: the mean of their scores is righter than any of them (Breiman 1996)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tools.tagger.batches import Example, Tables, Vocabulary, make_batch
from tools.tagger.network import Net, numbers
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.labels import Chain
from tui.entities.builtin.naming import Naming
from tui.entities.builtin.tagger import pack_rows
from tui.entities.builtin.vectors import Floats, WordVectors
from tui.entities.model import Span

BATCH_WORDS = 6000


class Committee:
    """Networks trained alike from different beginnings."""

    def __init__(
        self, states: Sequence[Mapping[str, Any]], features: int, table: WordVectors, cuts: Cuts
    ) -> None:
        """Take the members.

        Args:
            states: weights of each network.
            features: how many features of words there are.
            table: what is known of stems.
            cuts: where names begin in their first words.
        """
        self._nets: list[Net] = []
        for state in states:
            net = Net(features, state["l1.f.weight_ih_l0"].shape[1] - state["emb.weight"].shape[1])
            net.load_state_dict(state)
            self._nets.append(net.eval())
        chain = Chain(
            *(self._mean([getattr(net, part) for net in self._nets]) for part in ("tr", "st", "en"))
        )
        self._naming = Naming(chain, cuts, table)

    def names(
        self, examples: Sequence[Example], vocabulary: Vocabulary, tables: Tables
    ) -> Iterator[list[Span]]:
        """The names of articles, one after the other.

        Args:
            examples: the articles, of at most a piece of words each (`tagger.PIECE`).
            vocabulary: numbers their words.
            tables: what the networks are fed for the vocabulary.
        """
        for part in _parts(examples):
            scores = self.scored(part, tables)
            start = 0
            for example in part:
                end = start + len(example.words)
                words = [vocabulary.words[word] for word in example.words]
                tokens = [token for sentence in example.document.sentences for token in sentence]
                yield self._naming.names(tokens, words, pack_rows(example.lengths), scores[start:end])
                start = end

    def scored(self, examples: Sequence[Example], tables: Tables) -> Floats:
        """The mean scores of every label and cut, a word of the articles a line.

        Args:
            examples: some articles, of at most a piece of words each.
            tables: what the networks are fed for their words.
        """
        with torch.no_grad():
            batch = make_batch(examples, tables, noisy=False)
            return self._mean([torch.cat(net(batch), 2)[batch.mask] for net in self._nets])

    @staticmethod
    def _mean(views: Sequence[Tensor]) -> Floats:
        found: Floats = np.mean([numbers(view) for view in views], axis=0)
        return found


def _parts(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """The examples in order, in parts of about `BATCH_WORDS` words."""
    part: list[Example] = []
    size = 0
    for example in examples:
        part.append(example)
        size += len(example.words)
        if size >= BATCH_WORDS:
            yield part
            part, size = [], 0
    if part:
        yield part
