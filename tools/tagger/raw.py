"""The raw articles as numbers, for what is learned from them without or with labels made for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from tools.tagger.batches import Example, Vocabulary
from tools.tagger.corpora import SENTENCE_CORPUS, Document, read_raw
from tui.arabic.tokens import sentences
from tui.entities.builtin.features import set_apart
from tui.entities.builtin.tagger import PIECE

SOURCE = "raw"
AS_SENTENCES = 5  # one article in so many is taken apart into sentences, to be labelled as ANERcorp is


def read_examples(
    path: Path, annotated: Sequence[Document], vocabulary: Vocabulary, *, only_open: bool
) -> list[Example]:
    """The raw articles without labels, each once, annotated ones left out.

    Args:
        path: the raw articles.
        annotated: articles to leave out.
        vocabulary: told of their words.
        only_open: leave out the non-commercial sources too.
    """
    seen = {gist(document.text) for document in annotated}
    examples = []
    for name, text in read_raw(path, only_open=only_open):
        if gist(text) in seen:
            continue
        seen.add(gist(text))
        found = sentences(text)
        words: list[int] = []
        lengths: list[int] = []
        for sentence in found:
            if len(words) + len(sentence) > PIECE:
                break
            words.extend(vocabulary.add(token.text) for token in sentence)
            lengths.append(len(sentence))
        if words:
            apart = set_apart([token for sentence in found for token in sentence])
            examples.append(unlabelled(name, SOURCE, words, lengths, apart))
    return examples


def as_labelled(examples: Sequence[Example]) -> Iterator[Example]:
    """Raw articles as they are to be labelled: whole, and some as single sentences set as ANERcorp sets them.

    Args:
        examples: the articles.
    """
    for number, example in enumerate(examples):
        if number % AS_SENTENCES:
            yield example
            continue
        start = 0
        for length in example.lengths:
            yield unlabelled(
                example.id, SENTENCE_CORPUS, example.words[start : start + length], [length], apart=1.0
            )
            start += length


def unlabelled(
    name: str, source: str, words: Sequence[int] | np.ndarray, lengths: list[int], apart: float
) -> Example:
    """A text of which no names are known."""
    size = len(words)
    return Example(
        name,
        source,
        np.array(words, dtype=np.int32),
        lengths,
        np.zeros(size, dtype=np.int8),
        np.full(size, -1, dtype=np.int8),
        apart,
    )


def gist(text: str) -> str:
    """A stretch of an article by which it is known again, whatever its title and white space."""
    return "".join(text.split())[200:400]
