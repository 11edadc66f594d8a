"""`newsread extract`: who, where and when in texts, as JSON, without a library."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from tui.entities.model import Extraction
from tui.headless.context import CommandError, Context, complain, dump, flush_output, say
from tui.headless.naming import published_date
from tui.headless.values import extraction_value
from tui.library.extractor import EngineUnavailable, find, moment

if TYPE_CHECKING:
    from tui.entities.engine import Engine

BAD_INPUT = 2
LONGEST_LINE = 64 << 20  # bytes: a text as large as a file may be, its letters written as escapes


class _BadLineError(Exception):
    """A line that is no article; `str()` says why."""


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="texts, an article each; - or none: standard input"
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines {"id", "text", "published"} and print a line for each',
    )
    parser.add_argument(
        "--published", type=published_date, metavar="DATE", help="for articles that carry no date"
    )


def run(options: Namespace, context: Context) -> int:
    """Print what is found, a line of JSON an article, in the order of the input."""
    from tui.entities.engine import load_engine

    try:
        engine = load_engine(context.engine, context.model)
    except EngineUnavailable as error:
        raise CommandError(str(error)) from error
    status = 0
    for name in options.files or ["-"]:
        work = _lines if options.jsonl else _file
        for line in work(name, options.published, engine):
            if line is None:
                status = BAD_INPUT
            else:
                say(line)
                flush_output()
    return status


def _found(text: str, published: str | None, engine: Engine, source: str | None = None) -> Extraction:
    """What is found in a text; an engine that fails on it fails on it alone."""
    try:
        return find(text, moment(published), engine, source=source)
    except Exception as error:
        raise _BadLineError(f"names and dates were not found: {error!r}") from error


def _file(name: str, published: str | None, engine: Engine) -> Iterator[str | None]:
    """One plain-text article; offsets count from the beginning of the file, its head included."""
    from pathlib import Path

    from tui.ingest import UnreadableError, decoded, read_content
    from tui.ingest.head import HeadError, read_head
    from tui.ingest.plain import date_in_name

    called = "standard input" if name == "-" else name
    try:
        read = decoded(read_content(name))
        text = read.text
        head = read_head(text)
    except (UnreadableError, HeadError) as error:
        complain(f"{called} {error}")
        yield None
        return
    if read.remark:
        complain(f"{called} {read.remark}")
    day = head.published or published or date_in_name(Path(name).name)
    try:
        found = _found(text[head.length :], day, engine, head.source or None)
    except _BadLineError as error:
        complain(f"{name}: {error}")
        yield None
        return
    moved = tuple(
        each._replace(start=each.start + head.length, end=each.end + head.length) for each in found.mentions
    )
    yield dump(extraction_value(name, day, found._replace(mentions=moved)))


def _lines(name: str, published: str | None, engine: Engine) -> Iterator[str | None]:
    """An article a line; None for each line that is none, after saying so."""
    try:
        # Closed by the `with` below: only a failure to open it is told of here.
        stream: IO[bytes] = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115
    except OSError as error:
        complain(f"{name} cannot be read: {error.strerror}")
        yield None
        return
    with stream:
        for number, line in enumerate(_of_bounded_length(stream), 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            try:
                if len(line) > LONGEST_LINE:
                    raise _BadLineError(f"longer than {LONGEST_LINE >> 20} MB")
                article, text, day = _article(line)
                found = _found(text, day or published, engine)
            except _BadLineError as error:
                complain(f"{'standard input' if name == '-' else name}, line {number}: {error}")
                yield None
                continue
            yield dump(extraction_value(article, day or published, found))


def _of_bounded_length(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only the beginning, one byte longer than lines may be."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _article(line: bytes) -> tuple[Any, str, str | None]:
    """Id, text and publication date of a line."""
    from tui.ingest.head import parse_published

    try:
        value = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise _BadLineError("not a JSON object")
    text, published = value.get("text"), value.get("published")
    if not isinstance(text, str):
        raise _BadLineError('no "text"')
    if published is not None:
        if not isinstance(published, str):
            raise _BadLineError('"published" is neither a date nor null')
        day = parse_published(published)
        if day is None:
            raise _BadLineError(f'"published": {published!r} is no date')
        published = day
    return value.get("id"), text, published
