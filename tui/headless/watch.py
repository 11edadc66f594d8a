"""`newsread watch`: the watchlist."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.entities.dates import name_in_words
from tui.entities.model import KINDS
from tui.headless.context import Context, Screen, UsageError, dump, say
from tui.headless.naming import entity_named
from tui.headless.transfer import lines_of, writing
from tui.headless.values import watched_value
from tui.library import Library
from tui.library.watchwords import is_words, key_of
from tui.worker import patiently


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "action", nargs="?", default="list", choices=("list", "add", "remove", "export", "import")
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="names or ids; a file for export and import")
    parser.add_argument(
        "--words",
        action="append",
        default=[],
        metavar="WORDS",
        help="add or remove words to look for in every article; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="a line of JSON an entry")


def run(options: Namespace, context: Context) -> int:
    """Show or change the watchlist."""
    if options.action in ("add", "remove") and not options.names and not options.words:
        raise UsageError(f"name whom or what to {options.action}")
    if options.action in ("export", "import") and len(options.names) > 1:
        raise UsageError("one file at a time")
    if options.action == "list" and options.names:
        raise UsageError("the list takes no names; `newsread watch add NAME` adds one")
    if options.action not in ("add", "remove") and options.words:
        raise UsageError("--words goes with add and remove")
    file = options.names[0] if options.names else None
    with context.open_library(create=options.action in ("add", "import")) as library:
        match options.action:
            case "add":
                for key in [*(_entity(library, name) for name in options.names), *map(key_of, options.words)]:
                    library.watch(key)
            case "remove":
                for words in options.words:
                    library.unwatch(key_of(words))
                for name in options.names:
                    if not library.unwatch(name):
                        library.unwatch(_entity(library, name))
            case "export":
                with writing(file) as stream:
                    stream.writelines(f"{entity}\n" for entity in library.watched_ids())
            case "import":
                taken = [
                    _entity(library, each) for each in lines_of(file) if each and not each.startswith("#")
                ]
                say(f"{sum(library.watch(entity) for entity in taken)} new on the watchlist")
            case _:
                _list(library, options, context)
    return 0


def _entity(library: Library, name: str) -> str:
    """An entity by name; an id is taken as it is, since it may be of one the library has yet to meet."""
    if is_words(name):
        return key_of(name.partition(":")[2])
    return name if name.partition(":")[0] in KINDS else entity_named(library, name)


def _list(library: Library, options: Namespace, context: Context) -> None:
    patiently(library.look_for_words)
    screen = Screen(context.bidi)
    with screen.speaking():
        for each in library.watched():
            if options.json:
                say(dump(watched_value(each)))
            else:
                screen.columns(
                    (each.kind, 12),
                    (f"{each.articles} in all", 14),
                    (f"{each.unread} unread", 14),
                    (f"{each.fresh} new", 10),
                    (name_in_words(each.entity, each.name), 0),
                )
