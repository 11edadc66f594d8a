"""What networks make of articles: the labels that their scores together favour.

Self-training (Yarowsky 1995): what large networks make of many raw articles teaches a small one more of the ways names
are used than the annotated articles alone (Hinton et al. 2015); the mean of several is righter than any of them
(Breiman 1996).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from tools.tagger.batches import Example, by_size, make_batch, match
from tools.tagger.looks import Tables
from tools.tagger.network import Net, numbers
from tools.tagger.processes import in_parts, side_by_side
from tui.entities.builtin.labels import Chain
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.vectors import Floats

READ_AT_ONCE = 16_000  # words


def scored(
    examples: Sequence[Example], tables: Tables, nets: Sequence[Net]
) -> Iterator[tuple[Example, Floats]]:
    """Every example with the mean scores of its words' labels.

    Args:
        examples: the texts.
        tables: what the networks are fed for their words.
        nets: the networks.
    """
    for net in nets:
        net.eval().to(tables.device)
    with torch.no_grad():
        for part in by_size(examples, READ_AT_ONCE):
            batch = make_batch(part, tables, noisy=False)
            scores = sum((net(batch)[0] for net in nets), torch.zeros(())) / len(nets)
            found = numbers(scores[batch.mask])
            start = 0
            for example in part:
                yield example, found[start : start + len(example.words)]
                start += len(example.words)


def labels_of(
    examples: Sequence[Example], tables: Tables, nets: Sequence[Net]
) -> Iterator[tuple[Example, NDArray[np.int8]]]:
    """Every example with the labels that some networks give its words together.

    Args:
        examples: the texts.
        tables: what the networks are fed for their words.
        nets: the networks.
    """
    chain = Chain(
        *(np.mean([numbers(getattr(net, name)) for net in nets], axis=0) for name in ("tr", "st", "en"))
    )
    for example, scores in scored(examples, tables, nets):
        yield example, chain.best(scores, example.lengths).astype(np.int8)


def label_all(
    examples: Sequence[Example], prepare: Callable[[], tuple[Tables, Sequence[Net]]], phrases: Phrases
) -> list[Example]:
    """The examples with the known names in them and the labels that some networks give them.

    Args:
        examples: texts without labels.
        prepare: called in every process, gives what the networks are fed and the networks.
        phrases: known names of several words.
    """
    found = side_by_side([partial(_labelled, part, prepare, phrases) for part in in_parts(examples)])
    return [example for part in found for example in part]


def _labelled(
    examples: Sequence[Example], prepare: Callable[[], tuple[Tables, Sequence[Net]]], phrases: Phrases
) -> list[Example]:
    tables, nets = prepare()
    match(examples, tables.looks.stems, phrases)
    return [replace(example, labels=labels) for example, labels in labels_of(examples, tables, nets)]
