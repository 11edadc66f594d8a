"""Raw articles labelled by taggers, for the next one to learn from before it learns from annotated ones.

Self-training (Yarowsky 1995): what taggers make of many articles teaches the next more of the ways names are
used than the annotated ones alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.tagger.corpora import SENTENCE_CORPUS, Document, read_raw
from tools.tagger.processes import AT_ONCE, side_by_side
from tui.arabic.tokens import sentences
from tui.entities.engine import Engine

SHORTEST, LONGEST = 400, 12_000  # code points of an article
AS_SENTENCES = 5  # one article in so many is taken apart into sentences, to be labelled as ANERcorp is

Text = tuple[str, str, str]  # id, source, text


def label_raw(
    load: Callable[[], Engine],
    raw: Path,
    annotated: Sequence[Document],
    *,
    words: int,
    only_open: bool,
) -> list[Document]:
    """Some raw articles, those annotated left out, with the names that an engine finds in them.

    Args:
        load: loads the engine; called once in every process.
        raw: the raw articles.
        annotated: articles to leave out.
        words: how many there are to be, about.
        only_open: leave out the non-commercial sources too.
    """
    texts = list(chosen(raw, annotated, words, only_open=only_open))
    parts = [texts[start::AT_ONCE] for start in range(AT_ONCE)]
    found = side_by_side([partial(_names, load, part) for part in parts])
    labelled: list[Document] = []
    for number, (name, source, text) in enumerate(texts):
        names = found[number % AT_ONCE][number // AT_ONCE]
        labelled.append(Document(name, source, text, names, sentences(text)))
    return labelled


def chosen(raw: Path, annotated: Sequence[Document], words: int, *, only_open: bool) -> list[Text]:
    """Texts to label: whole articles, and single sentences set as ANERcorp sets them."""
    known = {gist(document.text) for document in annotated}
    articles = [each for each in read_raw(raw, only_open=only_open) if SHORTEST < len(each[1]) < LONGEST]
    random.Random(5).shuffle(articles)
    texts: list[Text] = []
    taken = 0
    for number, (name, text) in enumerate(articles):
        if gist(text) in known:
            continue
        if number % AS_SENTENCES:
            texts.append((name, "raw", text))
        else:
            for sentence in sentences(text):
                texts.append((name, SENTENCE_CORPUS, " ".join(token.text for token in sentence)))
        taken += len(text.split())
        if taken > words:
            break
    return texts


def _names(load: Callable[[], Engine], texts: Sequence[Text]) -> list[list[tuple[int, int, str]]]:
    engine = load()
    return [[(span.start, span.end, str(span.kind)) for span in engine.names(text)] for _, _, text in texts]


def gist(text: str) -> str:
    """A stretch of an article by which it is known again, whatever its title and white space."""
    return "".join(text.split())[200:400]
