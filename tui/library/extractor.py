"""From an article of the library to what is in it; the engine is loaded on first need."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.entities.engine import Engine, EngineUnavailable, load_engine
from tui.entities.model import Extraction
from tui.library.library import Library

if TYPE_CHECKING:
    from tui.entities.linking import Knowledge

__all__ = ["EngineUnavailable", "Extractor", "find", "moment"]

_SURROGATES = re.compile("[\ud800-\udfff]")


class Extractor:
    """Finds the names and dates of a library's articles."""

    def __init__(self, library: Library, engine: str = "builtin", model: Path | None = None) -> None:
        """Prepare; the engine is loaded by the first extraction.

        Args:
            library: where the articles are.
            engine: name of the engine.
            model: a model in place of the engine's own.
        """
        self._library = library
        self._engine_name = engine
        self._model = model
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine, loaded.

        Raises:
            EngineUnavailable: when something it needs is missing.
        """
        if self._engine is None:
            self._engine = load_engine(self._engine_name, self._model)
        return self._engine

    def extract(self, article: int) -> Extraction:
        """The names and dates of an article; nothing is stored.

        Raises:
            UnknownArticleError: when it is not there.
            EngineUnavailable: when the engine cannot be loaded.
        """
        found = self._library.text_of(article)
        known = self._library.knowledge(article)
        return find(found.text, moment(found.published), self.engine, known, found.source or None)

    def redate(self, article: int) -> Extraction:
        """The stored names with dates found anew for the publication date of now; nothing is stored.

        Raises:
            UnknownArticleError: when it is not there.
        """
        from tui.entities.extract import redate

        stored = self._library.extraction(article)
        if stored is None:
            return self.extract(article)
        found = self._library.text_of(article)
        return redate(_SURROGATES.sub("\ufffd", found.text), moment(found.published), stored)


def find(
    text: str,
    published: date | datetime | None,
    engine: Engine,
    known: Knowledge | None = None,
    source: str | None = None,
) -> Extraction:
    """The names and dates of a text; lone surrogates, which no engine can read, count as unknown signs.

    Args:
        text: an article; the offsets found are code points into it.
        published: when it came out, or None.
        engine: what finds names.
        known: what other articles say, or None.
        source: who published it, or None.
    """
    from tui.entities.extract import extract

    readable = _SURROGATES.sub("\ufffd", text)
    found = extract(readable, published, engine, known, source=source)
    if readable is text or readable == text:
        return found
    mentions = tuple(each._replace(text=text[each.start : each.end]) for each in found.mentions)
    return found._replace(mentions=mentions)


def moment(published: str | None) -> date | datetime | None:
    """The date or date-time of an ISO form the library keeps."""
    if published is None:
        return None
    if len(published) == len("2018-06-06"):
        return date.fromisoformat(published)
    return datetime.fromisoformat(published)
