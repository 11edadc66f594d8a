"""`newsread list`: the article list."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.headless.context import Context, Screen, dump, say
from tui.headless.naming import add_view_arguments, number, view_of
from tui.headless.values import header_value
from tui.library.model import ArticleHeader

_AT_ONCE = 500


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    add_view_arguments(parser)
    parser.add_argument("--limit", type=number, metavar="N", help="at most so many")
    parser.add_argument("--json", action="store_true", help="a line of JSON an article")


def run(options: Namespace, context: Context) -> int:
    """Print the list."""
    screen = Screen(context.bidi)
    with context.open_library() as library, screen.speaking():
        ids = library.article_ids(view_of(library, options), options.limit)
        for start in range(0, len(ids), _AT_ONCE):
            for header in library.headers(ids[start : start + _AT_ONCE]):
                if options.json:
                    say(dump(header_value(header)))
                else:
                    screen.columns(
                        (str(header.id), 6),
                        (_state(header), 2),
                        ((header.published or "")[:10], 10),
                        (header.title, 0),
                        (header.source, 20),
                    )
    return 0


def _state(header: ArticleHeader) -> str:
    """Marks as letters: N for new, and what else is set."""
    marks = "" if header.is_read else "N"
    marks += "*" if header.is_starred else ""
    return marks + ("A" if header.is_archived else "") + ("W" if header.is_watched else "")
