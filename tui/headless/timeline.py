"""`newsread timeline`: the days articles speak of."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.headless.context import Context, Screen, dump, say
from tui.headless.naming import add_view_arguments, bound, number, period, period_in_words, view_of
from tui.headless.values import context_value, timeline_value
from tui.library.model import View

_BAR = 40


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "period",
        nargs="?",
        type=period,
        metavar="PERIOD",
        help="2018-06-06, 2018-06, 2018, 'summer 2018' ...: what is said of it",
    )
    add_view_arguments(parser)
    parser.add_argument(
        "--article",
        type=number,
        metavar="ID",
        help="only the dates of this article; with PERIOD its lines first",
    )
    parser.add_argument("--zoom", choices=("day", "month", "year"), default="day", help="group by (day)")
    parser.add_argument("--since", type=bound, metavar="PERIOD", help="no earlier than")
    parser.add_argument("--until", type=bound, metavar="PERIOD", help="no later than")
    parser.add_argument("--json", action="store_true", help="a line of JSON a row")


def run(options: Namespace, context: Context) -> int:
    """Print the dates of an article, of a list, or of the library; or what is said of one."""
    screen = Screen(context.bidi)
    with context.open_library() as library, screen.speaking():
        if options.article is not None:
            library.article(options.article)  # there must be one
        chosen = view_of(library, options)
        view = None if chosen == View() else chosen
        if options.period is not None:
            for line in library.on_period(options.period, view=view, first=options.article):
                if options.json:
                    say(dump(context_value(line) | {"who": list(line.who)}))
                else:
                    text = " ".join(f"{line.before}[{line.text}]{line.after}".split())
                    who = "، ".join(line.who)
                    screen.columns(
                        (str(line.article), 6), ((line.published or "")[:10], 10), (who, 24), (text, 0)
                    )
            return 0
        rows = library.timeline(
            options.zoom, article=options.article, view=view, since=options.since, until=options.until
        )
        most = max((row.mentions for row in rows), default=1)
        for row in rows:
            if options.json:
                say(dump(timeline_value(row)))
            else:
                bar = "#" * max(1, row.mentions * _BAR // most)
                screen.columns((period_in_words(row.period), 20), (str(row.mentions), 7), (bar, 0))
    return 0
