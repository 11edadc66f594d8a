"""`newsread show`: an article laid out as the reading pane does, a row a line."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui.headless.context import CommandError, Context, Screen, complain
from tui.headless.naming import is_number, number


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "article", metavar="ID|FILE|-", help="an article of the library, a file, or standard input"
    )
    parser.add_argument(
        "--width", type=number, metavar="N", help="cells of a row; the terminal's, up to the measure"
    )


def run(options: Namespace, context: Context) -> int:
    """Print the rows."""
    from tui.bidi.layout import layout
    from tui.widgets.reading_layout import ReadingLayout

    text, body_start, about = _read(options.article, context)
    screen = Screen(context.bidi, options.width, lays_out=True)
    width = screen.width if options.width else min(screen.width, context.settings.measure)
    pane = ReadingLayout(text, body_start, width)
    with screen.speaking():
        for block, piece in enumerate(pane.blocks):
            if piece.kind == "source":
                if about:
                    # Apart from the words, so that a date is not read backwards.
                    line = layout(about, width, base=pane.base, isolate=True)[0]
                    screen.row([" "] * line.indent + [cell.text for cell in line.cells])
                elif block == 0:
                    continue
            for line in pane.lines(block):
                screen.row([" "] * line.indent + [cell.text for cell in line.cells])
            for _ in range(piece.gap):
                screen.row([])
    return 0


def _read(named: str, context: Context) -> tuple[str, int, str]:
    """Text, where its body begins, and the line under the title."""
    from tui.ingest import read_paths
    from tui.library.model import Source

    if is_number(named) and not Path(named).exists():
        with context.open_library() as library:
            article = library.article(int(named))
        header = article.header
        return article.text, article.body_start, _about(header.source, header.published)
    if os.path.isdir(named):
        raise CommandError(f"{named} is a directory: name an article")
    source = next(iter(read_paths([named])))
    if not isinstance(source, Source):
        raise CommandError(f"{source.origin} {source.reason}")
    if source.remark:
        complain(f"{source.origin} {source.remark}")
    return source.text, source.body_start, _about(source.source, source.published)


def _about(source: str, published: str | None) -> str:
    return " · ".join(part for part in (source, (published or "").replace("T", " ")) if part)
