"""`newsread entities`: who and what the library knows, the dossier of one, corrections out and in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.entities.dates import name_in_words
from tui.entities.model import KINDS
from tui.headless.context import Context, Screen, UsageError, dump, say
from tui.headless.naming import entity_named, number
from tui.headless.transfer import export_corrections, import_corrections
from tui.headless.values import dossier_value, summary_value
from tui.library import Library
from tui.library.model import Dossier

_BAR = 40
_LINES = 20


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a name or id to show; or `corrections` to list them, `export` and `import` to move them",
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="for export and import; - or none: standard streams"
    )
    parser.add_argument("--find", metavar="TEXT", help="list those with words that begin so")
    parser.add_argument("--kind", choices=KINDS[:3], help="only this kind")
    parser.add_argument("--limit", type=number, default=50, metavar="N", help="at most so many (50)")
    parser.add_argument(
        "--lines",
        type=number,
        default=_LINES,
        metavar="N",
        help=f"with NAME: lines of context of so many articles, newest first ({_LINES})",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: Namespace, context: Context) -> int:
    """Print the commonest entities, or the dossier of one."""
    if options.file is not None and options.name not in ("export", "import"):
        raise UsageError("only one name at a time; put a name of several words in quotes")
    with context.open_library(create=options.name == "import") as library:
        if options.name == "export":
            return export_corrections(library, options.file)
        if options.name == "import":
            return import_corrections(library, options.file)
        screen = Screen(context.bidi)
        with screen.speaking():
            if options.name is None:
                _list(library, options, screen)
            elif options.name == "corrections":
                _corrections(library, options, screen)
            else:
                _show(library, options, screen)
    return 0


def _list(library: Library, options: Namespace, screen: Screen) -> None:
    for summary in library.find_entities(options.find or "", options.limit, options.kind):
        if options.json:
            say(dump(summary_value(summary)))
        else:
            screen.columns(
                (summary.entity.kind, 12),
                (f"{summary.articles}", 7),
                (f"{summary.mentions}", 7),
                (summary.entity.name, 0),
            )


def _show(library: Library, options: Namespace, screen: Screen) -> None:
    entity = entity_named(library, options.name)
    dossier = library.dossier(entity)
    lines = library.concordance(entity, articles_at_once=options.lines)
    if options.json:
        say(dump(dossier_value(dossier, lines)))
        return
    _describe(dossier, screen)
    say()
    for line in lines:
        before, after = " ".join(line.before.split()), " ".join(line.after.split())
        screen.columns(
            (str(line.article), 6),
            ((line.published or "")[:10], 10),
            (f"{before} [{line.text}] {after}".strip(), 0),
        )


def _corrections(library: Library, options: Namespace, screen: Screen) -> None:
    for correction in library.corrections():
        if options.json:
            say(dump({"id": correction.id, **correction.to_json()}))
        else:
            where = "every article" if correction.article is None else f"article {correction.article}"
            screen.columns(
                (str(correction.id), 6),
                (correction.action, 8),
                (where, 16),
                (correction.text or correction.entity, 32),
                (correction.name or correction.target or "", 0),
            )


def _describe(dossier: Dossier, screen: Screen) -> None:
    summary = dossier.summary
    screen.columns(("name", 12), (name_in_words(summary.entity.id, summary.entity.name), 0))
    screen.columns(("kind", 12), (summary.entity.kind, 0))
    screen.columns(("id", 12), (summary.entity.id, 0))
    screen.columns(("articles", 12), (f"{summary.articles} ({summary.mentions} mentions)", 0))
    if dossier.first_seen:
        screen.columns(("seen", 12), (f"{dossier.first_seen} to {dossier.last_seen}", 0))
    for title, values in (("also", dossier.aliases), ("as", dossier.roles)):
        for text, times in values:
            screen.columns((title, 12), (str(times), 7), (text, 0))
    for companion in dossier.companions:
        screen.columns(("with", 12), (str(companion.articles), 7), (companion.name, 0))
    most = max((articles for _, articles in dossier.over_time), default=1)
    for month, articles in dossier.over_time:
        screen.columns((month, 12), (str(articles), 7), ("#" * max(1, articles * _BAR // most), 0))
