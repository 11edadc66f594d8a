"""`newsread export`: articles with all that was found in them, for other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.headless.context import Context, dump, say
from tui.headless.naming import add_view_arguments, number, view_of
from tui.headless.values import entity_value, header_value, mention_value


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "ids", nargs="*", type=number, metavar="ID", help="these articles; none: those of the list"
    )
    add_view_arguments(parser)
    parser.add_argument("--limit", type=number, metavar="N", help="at most so many")
    parser.add_argument("--json", action="store_true", help="JSON lines, the only form there is")


def run(options: Namespace, context: Context) -> int:
    """Print the articles."""
    with context.open_library() as library:
        ids = options.ids or library.article_ids(view_of(library, options), options.limit)
        for article_id in ids:
            article = library.article(article_id)
            value = header_value(article.header) | {
                "url": article.url,
                "origin": article.origin,
                "body_start": article.body_start,
                "text": article.text,
                "mentions": [mention_value(each) for each in library.mentions(article_id)],
                "entities": [entity_value(row.entity) for row in library.entities(article_id)],
            }
            say(dump(value))
    return 0
