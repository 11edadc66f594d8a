"""What a first tagger makes of every stem all over the raw articles: how often it is a name, and of what.

A name that one article leaves doubtful is plain in others; what they say travels with the word to the taggers after it
as a few numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from tools.tagger.batches import Example
from tools.tagger.labelling import scored
from tools.tagger.looks import Tables, numbered
from tools.tagger.network import Net, numbers
from tools.tagger.phrases import NameCounts
from tools.tagger.processes import in_parts, side_by_side
from tui.entities.builtin.labels import KINDS, LABELS, Chain
from tui.entities.builtin.vectors import Floats

Names = dict[str, tuple[int, float]]
SIZE = 2 * len(KINDS) + 2  # outside, first and later word of each kind, how common
FEWEST = 4.0


def habits(
    examples: Sequence[Example], prepare: Callable[[], tuple[Tables, Net]], stems: Sequence[str]
) -> tuple[dict[str, Any], Names]:
    """Tag the raw articles and sum up how each stem was labelled, and which names came again and again.

    Args:
        examples: the raw articles.
        prepare: called in every process, gives what the first tagger is fed and its network.
        stems: of every word of the vocabulary.

    Returns:
        For each stem the log of how much more often than a word at large it was outside names, first and later
        word of a name of each kind; and how common it is.  Then the names of several words that are worth keeping.
    """
    tagged = side_by_side([partial(_tagged, part, prepare) for part in in_parts(examples)])
    seen = np.sum([shares for shares, _ in tagged], axis=0)
    names = NameCounts()
    for _, some in tagged:
        names.tagged.update(some.tagged)
    at_large = seen.sum(0) / seen.sum()
    found: dict[str, Any] = {}
    different, stem_of = numbered(stems)
    for stem, line in zip(different, seen, strict=True):
        count = float(line.sum())
        if count >= FEWEST:
            share = (line + 2 * at_large) / (count + 2)
            more = 0.3 * (np.log(share + 1e-4) - np.log(at_large + 1e-4))
            found[stem] = np.append(more, np.log10(count) - 1).astype(np.float32)
    text = np.concatenate([stem_of[example.words] for example in examples])
    return found, names.phrases(text, different)


def _tagged(
    examples: Sequence[Example], prepare: Callable[[], tuple[Tables, Net]]
) -> tuple[Floats, NameCounts]:
    """How much of each stem was outside names, first and later word of each kind; and the names of several words."""
    merged = np.zeros((len(LABELS), SIZE - 1), dtype=np.float32)
    for number, label in enumerate(LABELS):
        kind = 0 if label == "O" else 1 + 2 * [str(kind) for kind in KINDS].index(label[2:])
        merged[number, kind + (label[0] in "IE")] = 1
    tables, net = prepare()
    seen = np.zeros((len(tables.stems), SIZE - 1), dtype=np.float32)
    names = NameCounts()
    chain = Chain(*(numbers(part) for part in (net.tr, net.st, net.en)))
    for example, scores in scored(examples, tables, [net]):
        found = tables.stem_of[example.words]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        np.add.at(seen, found, shares @ merged)
        names.add(found, chain.best(scores, example.lengths))
    return seen, names
