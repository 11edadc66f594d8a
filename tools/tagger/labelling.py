"""Raw articles labelled by a tagger, for the next one to learn from before it learns from annotated ones.

Self-training (Yarowsky 1995): what one tagger makes of many articles teaches the next more of the ways names are
used than the annotated ones alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from tools.tagger.corpora import Document, read_raw
from tui.arabic.tokens import sentences
from tui.entities.engine import Engine

WORDS = 2_500_000
SHORTEST, LONGEST = 400, 12_000  # code points of an article


def label_raw(engine: Engine, raw: Path, annotated: Sequence[Document], *, only_open: bool) -> list[Document]:
    """Some raw articles, those annotated left out, with the names that an engine finds in them.

    Args:
        engine: the tagger.
        raw: the raw articles.
        annotated: articles to leave out.
        only_open: leave out the non-commercial sources too.
    """
    known = {gist(document.text) for document in annotated}
    articles = [each for each in read_raw(raw, only_open=only_open) if SHORTEST < len(each[1]) < LONGEST]
    random.Random(5).shuffle(articles)
    labelled: list[Document] = []
    words = 0
    for name, text in articles:
        if gist(text) in known:
            continue
        found = [(span.start, span.end, str(span.kind)) for span in engine.names(text)]
        labelled.append(Document(name, "raw", text, found, sentences(text)))
        words += sum(map(len, labelled[-1].sentences))
        if words > WORDS:
            break
    return labelled


def gist(text: str) -> str:
    """A stretch of an article by which it is known again, whatever its title and white space."""
    return "".join(text.split())[200:400]
