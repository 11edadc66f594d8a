"""Articles as numbers, and as tensors."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.looks import Tables
from tui.arabic.normalise import fold
from tui.entities.builtin.features import set_apart
from tui.entities.builtin.labels import LABELS
from tui.entities.builtin.phrases import Match, Phrases, marked
from tui.entities.builtin.tagger import pack_rows

NUMBER_OF = {label: number for number, label in enumerate(LABELS)}
UNKNOWN_NAMES = 0.3  # share of known names of several words that training hides


class Vocabulary:
    """Every different token as written, numbered as met.

    Attributes:
        texts: the tokens.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = []

    def add(self, text: str) -> int:
        """The number of a token."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number


@dataclass
class Example:
    """A document as numbers.

    Attributes:
        id: of the document.
        source: where it is from.
        words: number of every token.
        lengths: tokens of every sentence.
        labels: number of the label of every token.
        cuts: where names begin in their first words, in folded letters; -1 where none starts.
        apart: share of the stops that are set apart.
        matches: known names of several words.
    """

    id: str
    source: str
    words: NDArray[np.int32]
    lengths: list[int]
    labels: NDArray[np.int8]
    cuts: NDArray[np.int8]
    apart: float
    matches: list[Match] = field(default_factory=list)


def encode(document: Document, vocabulary: Vocabulary) -> Example:
    """A document as numbers.

    Args:
        document: an annotated article.
        vocabulary: told of its words.
    """
    labels, cuts = label(document)
    if document.source == SENTENCE_CORPUS:
        cuts = [-1] * len(cuts)  # names keep their proclitics there
    tokens = [token for sentence in document.sentences for token in sentence]
    return Example(
        document.id,
        document.source,
        np.array([vocabulary.add(token.text) for token in tokens], dtype=np.int32),
        [len(sentence) for sentence in document.sentences],
        np.array(labels, dtype=np.int8),
        np.array(cuts, dtype=np.int8),
        set_apart(tokens),
    )


def match(examples: Sequence[Example], stems: Sequence[str], phrases: Phrases) -> None:
    """Note the known names of several words in every document.

    Args:
        examples: the documents.
        stems: of every word of the vocabulary.
        phrases: the known names.
    """
    for example in examples:
        example.matches = phrases.matches([stems[word] for word in example.words.tolist()])


def label(document: Document) -> tuple[list[int], list[int]]:
    """The label of every token, and where names begin inside their first token."""
    tokens = [token for sentence in document.sentences for token in sentence]
    starts = [token.start for token in tokens]
    stops: set[int] = set()
    passed = 0
    for sentence in document.sentences:
        passed += len(sentence)
        stops.add(passed)
    labels = [0] * len(tokens)
    cuts = [-1] * len(tokens)
    for start, end, kind in document.names:
        first = max(bisect.bisect_right(starts, start) - 1, 0)
        last = bisect.bisect_left(starts, end)
        last = next((place for place in range(first + 1, last) if place in stops), last)
        if last - first == 1:
            labels[first] = NUMBER_OF[f"S-{kind}"]
        else:
            labels[first] = NUMBER_OF[f"B-{kind}"]
            labels[first + 1 : last - 1] = [NUMBER_OF[f"I-{kind}"]] * (last - first - 2)
            labels[last - 1] = NUMBER_OF[f"E-{kind}"]
        cut = len(fold(document.text[tokens[first].start : start]))
        if 0 <= cut <= 2:
            cuts[first] = cut
    return labels, cuts


@dataclass
class Batch:
    """Some articles, padded into rows."""

    inputs: tuple[Tensor, Tensor, Tensor]
    places: Tensor
    flip: Tensor
    mask: Tensor
    groups: Tensor
    articles: Tensor
    phrases: Tensor
    apart: Tensor
    labels: Tensor
    cuts: Tensor
    likely_cuts: Tensor


def make_batch(examples: Sequence[Example], tables: Tables, *, noisy: bool) -> Batch:
    """Articles as the network reads them.

    Args:
        examples: the articles.
        tables: what it is fed for their words.
        noisy: as if some words and known names had never been seen.
    """
    words = np.concatenate([example.words for example in examples])
    count = len(words)
    sentences = np.array([length for example in examples for length in example.lengths])
    firsts = np.zeros(count, dtype=bool)
    firsts[np.cumsum(sentences) - sentences] = True
    rows = np.array([length for example in examples for length in pack_rows(example.lengths)])
    step = np.arange(rows.max())
    inside = step < rows[:, None]
    places = np.full(inside.shape, count)
    places[inside] = np.arange(count)
    flip = np.where(inside, rows[:, None] - 1 - step, step)
    articles = np.repeat(np.arange(len(examples)), [len(example.words) for example in examples])
    groups = np.unique(articles * len(tables.stems) + tables.stem_of[words], return_inverse=True)[1]
    phrases = np.concatenate([_phrases(example, noisy=noisy) for example in examples])
    apart = np.array([example.apart for example in examples], dtype=np.float32)

    def padded(parts: list[Any], fill: int) -> Tensor:
        rows = np.full(inside.shape, fill, dtype=np.int64)
        rows[inside] = np.concatenate(parts)
        return tables.put(rows)

    numbers = tables.put(words.astype(np.int64))
    return Batch(
        tables.inputs(numbers, tables.put(firsts), noisy=noisy),
        tables.put(places),
        tables.put(flip),
        tables.put(inside),
        tables.put(groups),
        tables.put(articles),
        tables.put(phrases),
        tables.put(apart),
        padded([example.labels for example in examples], 0),
        padded([example.cuts for example in examples], -1),
        padded([tables.looks.cuts[words]], 0),
    )


def _phrases(example: Example, *, noisy: bool) -> Any:
    """What known names say of every word; with noise, as if some of them were not known."""
    matches = example.matches
    if noisy and matches:
        known = (torch.rand(len(matches)) > UNKNOWN_NAMES).tolist()
        matches = [match for match, kept in zip(matches, known, strict=True) if kept]
    return marked(matches, len(example.words))


def by_size(examples: Sequence[Example], words: int) -> list[list[Example]]:
    """Examples in their order, in parts of about `words` words."""
    parts: list[list[Example]] = []
    part: list[Example] = []
    size = 0
    for example in examples:
        part.append(example)
        size += len(example.words)
        if size >= words:
            parts.append(part)
            part, size = [], 0
    if part:
        parts.append(part)
    return parts
