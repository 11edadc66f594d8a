"""`newsread add`: take articles into the library and find who, where and when in them."""

from __future__ import annotations

import itertools
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from tui.headless.context import Context, UsageError, complain, say
from tui.headless.naming import published_date
from tui.library import Library
from tui.library.model import AddResult, Failure, Source

_ARTICLES_AT_ONCE = 20


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="file, directory, or - for standard input"
    )
    parser.add_argument(
        "--published", type=published_date, metavar="DATE", help="for articles that carry no date"
    )
    parser.add_argument("--samples", action="store_true", help="the sample articles that come with newsread")
    parser.add_argument("--later", action="store_true", help="leave names and dates to be found when reading")


def run(options: Namespace, context: Context) -> int:
    """Add the sources; status 1 when some of them failed, after adding the others."""
    from tui.ingest import read_paths, read_samples
    from tui.worker import patiently

    if not options.sources and not options.samples:
        raise UsageError("name something to add, or - for standard input")
    stream: Iterable[Source | Failure] = read_paths(options.sources, options.published)
    if options.samples:
        stream = itertools.chain(stream, read_samples())
    with context.open_library(create=True) as library:
        result = library.add(_told(stream))
        failed = bool(result.errors)
        if not options.later:
            # What an interrupted command left undone is done by the next.
            left = [each.id for each in library.headers(result.already) if not each.extracted]
            failed |= not find_names(library, [*result.added, *left], context)
        if result.added:
            patiently(library.look_for_words)
    say(_summary(result))
    return 1 if failed else 0


def _told(stream: Iterable[Source | Failure]) -> Iterator[Source | Failure]:
    """The stream, each failure, and what was wrong with an article, told the moment it is met."""
    for item in stream:
        if told := item.reason if isinstance(item, Failure) else item.remark:
            complain(f"{item.origin} {told}")
        yield item


def _summary(result: AddResult) -> str:
    parts = [f"{len(result.added)} added"]
    if result.already:
        parts.append(f"{len(result.already)} already there")
    if result.errors:
        parts.append(f"{len(result.errors)} failed")
    return ", ".join(parts)


def find_names(library: Library, ids: Sequence[int], context: Context) -> bool:
    """Find names and dates in articles and store them, several a transaction.

    Returns:
        Whether it went well; otherwise the user has been told, and the articles are there without.
    """
    from tui.library.extractor import EngineUnavailable, Extractor
    from tui.worker import patiently

    extractor = Extractor(library, context.engine, context.model)
    shows_progress = sys.stderr.isatty() and len(ids) > _ARTICLES_AT_ONCE
    went_well = True
    said = ""
    for start in range(0, len(ids), _ARTICLES_AT_ONCE):
        found = []
        for article in ids[start : start + _ARTICLES_AT_ONCE]:
            try:
                found.append((article, extractor.extract(article)))
            except EngineUnavailable as error:
                complain(f"names and dates were not looked for: {error}")
                return False
            except Exception as error:
                # An engine may fail on a text in ways nobody foresaw: the others go on.
                went_well = False
                complain(f"names and dates of article {article} were not found: {error!r}")
        patiently(partial(library.store_extractions, found))
        if shows_progress:
            said = f"\r{min(start + _ARTICLES_AT_ONCE, len(ids))} of {len(ids)}"
            print(said, end="", file=sys.stderr, flush=True)
    if shows_progress:
        print("\r" + " " * len(said) + "\r", end="", file=sys.stderr, flush=True)
    return went_well
