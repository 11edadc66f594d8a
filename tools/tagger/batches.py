"""Articles as tensors."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tui.arabic.normalise import fold
from tui.entities.builtin.features import Word, describe_word, set_apart
from tui.entities.builtin.labels import LABELS
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.phrases import Match, Phrases, marked
from tui.entities.builtin.tagger import FIRST, pack_rows
from tui.entities.builtin.vectors import ngram_buckets

NUMBER_OF = {label: number for number, label in enumerate(LABELS)}
MOST_FEATURES = 44
# Features that ship: the commonest words, stems and other features of the raw articles.
KEPT_WORDS, KEPT_STEMS, KEPT_OTHERS = 14_000, 14_000, 24_000
UNKNOWN_NAMES = 0.3  # share of known names of several words that training hides
VECTOR_SPREAD = 0.5  # standard deviation of the vectors as the network sees them


class Vocabulary:
    """Every different token, numbered as met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.numbers: dict[str, int] = {}
        self.words: list[Word] = []

    def add(self, text: str) -> int:
        number = self.numbers.get(text)
        if number is None:
            number = self.numbers[text] = len(self.words)
            self.words.append(describe_word(text, self.lexicon))
        return number


def features_of(word: Word) -> list[str]:
    return [f"w={word.folded}", f"t={word.stem}", *word.features]


def names_the_word(feature: str) -> bool:
    """Whether a feature all but tells which word it is."""
    return feature.startswith(("w=", "t=", "bare=")) or (feature[:2] in ("p=", "s=") and len(feature) == 6)


def choose_features(words: Sequence[Word], counts: Sequence[int]) -> dict[str, int]:
    """Number the features that ship, from 1; `counts` says how often each word occurs in the raw articles."""
    met: dict[str, Counter[str]] = {"w": Counter(), "t": Counter(), "": Counter()}
    for word, count in zip(words, counts, strict=True):
        for feature in features_of(word):
            met[feature[0] if feature[:2] in ("w=", "t=") else ""][feature] += int(count)
    chosen = {FIRST: 1}
    for group, kept in (("w", KEPT_WORDS), ("t", KEPT_STEMS), ("", KEPT_OTHERS)):
        for feature, _ in met[group].most_common(kept):
            chosen[feature] = len(chosen) + 1
    return chosen


def vectors_of(fasttext: Any, words: Sequence[Word]) -> tuple[Any, Any]:
    """Vectors of words as stored, and as put together from n-grams alone."""
    known = fasttext.wv
    stored = np.zeros((len(words), known.vector_size), dtype=np.float32)
    composed = np.zeros_like(stored)
    for number, word in enumerate(words):
        buckets = ngram_buckets(word.stem, (known.min_n, known.max_n), known.bucket)
        if buckets:
            composed[number] = known.vectors_ngrams[buckets].mean(0)
        row = known.key_to_index.get(word.stem)
        stored[number] = composed[number] if row is None else known.vectors[row]
    return stored, composed


@dataclass
class Example:
    """A document as numbers: words, lengths of its sentences, labels, where names begin in their first words
    (-1 where none starts), the share of stops set apart, known names."""

    document: Document
    words: list[int]
    lengths: list[int]
    labels: list[int]
    cuts: list[int]
    apart: float
    matches: list[Match]


def encode(documents: Sequence[Document], vocabulary: Vocabulary) -> list[Example]:
    examples = []
    for document in documents:
        labels, cuts = label(document)
        if document.source == SENTENCE_CORPUS:
            cuts = [-1] * len(cuts)  # names keep their proclitics there
        words = [vocabulary.add(token.text) for sentence in document.sentences for token in sentence]
        lengths = [len(sentence) for sentence in document.sentences]
        apart = set_apart([token for sentence in document.sentences for token in sentence])
        if words:
            examples.append(Example(document, words, lengths, labels, cuts, apart, []))
    return examples


def match(examples: Sequence[Example], vocabulary: Vocabulary, phrases: Phrases) -> None:
    """Note the known names of several words in every document."""
    for example in examples:
        example.matches = phrases.matches([vocabulary.words[word].stem for word in example.words])


def phrases_of(example: Example, *, noisy: bool) -> Any:
    """What known names say of every word; with noise, as if some of them were not known."""
    matches = example.matches
    if noisy:
        known = (torch.rand(len(matches)) > UNKNOWN_NAMES).tolist()
        matches = [match for match, kept in zip(matches, known, strict=True) if kept]
    return marked(matches, len(example.words))


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


class Tables:
    """What the network is fed for every word of a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, features: Mapping[str, int], stored: Any, composed: Any
    ) -> None:
        self.words = words = vocabulary.words
        self.stored = torch.tensor(stored)
        self.composed = torch.tensor(composed)
        self.features = torch.zeros(len(words), MOST_FEATURES, dtype=torch.long)
        self.naming = torch.zeros(len(words), MOST_FEATURES, dtype=torch.bool)
        self.cuts = torch.tensor([word.cut for word in words])
        self.first = features[FIRST]
        self.stems = [word.stem for word in words]
        for number, word in enumerate(words):
            held = [feature for feature in features_of(word) if feature in features]
            for place, feature in enumerate(held[: MOST_FEATURES - 1]):
                self.features[number, place] = features[feature]
                self.naming[number, place] = names_the_word(feature)

    def inputs(self, words: Tensor, firsts: Tensor, *, noisy: bool) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors, features and their weights; with noise, as if some words had never been seen."""
        features = self.features[words].clone()
        features[firsts, -1] = self.first
        weights = (features > 0).float()
        vectors = self.stored[words]
        if noisy:
            unseen = torch.rand(len(words)) < 0.15
            vectors = torch.where(unseen[:, None], self.composed[words], vectors)
            weights = weights * (torch.rand(weights.shape) > 0.1) / 0.9
            unnamed = torch.rand(len(words)) < 0.3
            weights = weights * ~(unnamed[:, None] & self.naming[words])
        return vectors, features, weights


@dataclass
class Batch:
    """Some articles, padded into rows."""

    vectors: Tensor
    features: Tensor
    weights: Tensor
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
    words = torch.tensor([word for example in examples for word in example.words])
    count = len(words)
    lengths = [length for example in examples for length in pack_rows(example.lengths)]
    longest = max(lengths)
    places = torch.full((len(lengths), longest), count)
    flip = torch.arange(longest).repeat(len(lengths), 1)
    passed = 0
    for row, length in enumerate(lengths):
        places[row, :length] = torch.arange(passed, passed + length)
        flip[row, :length] = torch.arange(length - 1, -1, -1)
        passed += length
    numbers: dict[tuple[int, str], int] = {}
    groups = [
        numbers.setdefault((which, tables.stems[word]), len(numbers))
        for which, example in enumerate(examples)
        for word in example.words
    ]
    firsts = torch.tensor(
        [place == 0 for example in examples for length in example.lengths for place in range(length)]
    )
    vectors, features, weights = tables.inputs(words, firsts, noisy=noisy)
    labels = torch.tensor([number for example in examples for number in example.labels] + [0])
    cuts = torch.tensor([cut for example in examples for cut in example.cuts] + [-1])
    likely = torch.cat([tables.cuts[words], torch.zeros(1, dtype=torch.long)])
    return Batch(
        vectors,
        features,
        weights,
        places,
        flip,
        places < count,
        torch.tensor(groups),
        torch.tensor([which for which, example in enumerate(examples) for _ in example.words]),
        torch.tensor(np.concatenate([phrases_of(example, noisy=noisy) for example in examples])),
        torch.tensor([example.apart for example in examples]),
        labels[places],
        cuts[places],
        likely[places],
    )
