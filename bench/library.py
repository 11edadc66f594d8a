"""A library of real articles for the benchmarks, made once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import articles

from tui.library.extractor import Extractor
from tui.library.library import Library
from tui.library.model import Source, View

BATCH = 500


def sources(count: int) -> Iterator[Source]:
    """`count` raw articles as the library takes them in."""
    for article in articles(count):
        text = f"{article.title}\n\n{article.body}"
        yield Source(
            text=text,
            title=article.title,
            body_start=len(article.title) + 2,
            source=article.source,
            published=article.published,
        )


def build_library(path: Path, count: int, extracted: int = 200) -> Path:
    """Make a library of `count` articles unless it is there.

    Args:
        path: its file.
        count: how many articles.
        extracted: how many of the newest get their names and dates found, as a reader's would be.
    """
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with Library.open(unfinished) as library:
        extractor = Extractor(library)
        batch: list[Source] = []
        for source in sources(count):
            batch.append(source)
            if len(batch) == BATCH:
                library.add(batch)
                batch = []
        library.add(batch)
        for article_id in library.article_ids(View(), limit=extracted):
            library.store_extraction(article_id, extractor.extract(article_id))
    unfinished.rename(path)
    return path
