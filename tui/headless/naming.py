"""Entities and views as they are named on a command line."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from tui.entities.model import KINDS
from tui.headless.context import CommandError, complain
from tui.library import Library
from tui.library.model import FILTERS, View
from tui.library.watchwords import PREFIX, is_words, key_of

_OTHERS_NAMED = 5
# SQLite's integers have nineteen at most.
_DIGITS = 18
_PERIOD = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
_CENTURY_SAID = re.compile(r"(\d\d?)[a-z]{2} century", re.ASCII)
_YEAR_SAID = re.compile(r"(?:[a-z].*)?(\d{4})s?", re.ASCII)
_COARSE = re.compile(r"\d{4}-(?:W\d\d|Q[1-4]|2[1-4])|\d{3}X|\d\dXX", re.ASCII)


def published_date(value: str) -> str:
    """A publication date on the command line, in ISO form.

    Raises:
        ArgumentTypeError: when it is none.
    """
    from tui.ingest.head import parse_published

    found = parse_published(value)
    if found is None:
        raise ArgumentTypeError(f"{value!r} is no date such as 2018-06-07")
    return found


def period(value: str) -> str:
    """A row of the timeline: a day, week, month, quarter, season, year, decade or century, coded or in words.

    Raises:
        ArgumentTypeError: when it is none.
    """
    value = _period_said(value) or value
    if (_PERIOD.fullmatch(value) or _COARSE.fullmatch(value)) and _is_in_calendar(value):
        return value
    raise ArgumentTypeError(f"{value!r} is no period such as 2018-06-06, 2018-06 or 2018")


def period_in_words(value: str) -> str:
    """A row of the timeline as people read it: `2018-06-06` as it is, `summer 2018` for `2018-22`.

    Args:
        value: a period.
    """
    from tui.entities.dates import describe_alone

    return value if _PERIOD.fullmatch(value) else describe_alone(value)


def _period_said(words: str) -> str | None:
    """The period that `period_in_words` says so, or None."""
    if found := _CENTURY_SAID.fullmatch(words):
        coded = [f"{int(found[1]) - 1:02}XX"]
    elif found := _YEAR_SAID.fullmatch(words):
        year = int(found[1])
        coded = [f"{year // 10:03}X", *(f"{year:04}-{season}" for season in range(21, 25))]
        # The first week of a year may begin in the one before.
        coded += [f"{of:04}-W{week:02}" for of in (year, year + 1) for week in range(1, 54)]
    else:
        return None
    return next((each for each in coded if period_in_words(each) == words), None)


def bound(value: str) -> str:
    """A day, month or year where a timeline begins or ends.

    Raises:
        ArgumentTypeError: when it is none.
    """
    if _PERIOD.fullmatch(value) and _is_in_calendar(value):
        return value
    raise ArgumentTypeError(f"{value!r} is no day, month or year such as 2018-06-06, 2018-06 or 2018")


def _is_in_calendar(value: str) -> bool:
    from tui.library.moments import moment_of

    if len(value) == len("2018-06-06"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return moment_of(value) is not None


def number(value: str) -> int:
    """A whole number above zero, small enough for an id.

    Raises:
        ArgumentTypeError: when it is none.
    """
    if not is_number(value) or int(value) < 1:
        raise ArgumentTypeError(f"{value!r} is no number above zero, or too large a one")
    return int(value)


def is_number(value: str) -> bool:
    """Whether a word is a whole number that may be an id."""
    return value.isdecimal() and len(value) <= _DIGITS


def entity_named(library: Library, name: str) -> str:
    """The id of the entity a user means: an id, or the beginning of a name; of several the commonest.

    Raises:
        CommandError: when the library knows none.
    """
    if name.partition(":")[0] in KINDS and library.entity(name) is not None:
        return name
    found = library.entities_called(name) or library.find_entities(name, limit=_OTHERS_NAMED + 1)
    if not found:
        raise CommandError(f"the library knows nobody and nothing called {name}")
    if len(found) > 1:
        others = ", ".join(each.entity.id for each in found[1 : _OTHERS_NAMED + 1])
        complain(f"{name}: taken for {found[0].entity.id}; there are also {others}")
    return found[0].entity.id


def add_view_arguments(parser: ArgumentParser) -> None:
    """The options that narrow a list."""
    parser.add_argument(
        "--filter", choices=FILTERS, default="all", help="which articles (all: but the archived)"
    )
    parser.add_argument(
        "--entity",
        action="append",
        default=[],
        metavar="NAME",
        help="that mention this entity, or hold `word:` and search words of the watchlist; may be repeated",
    )
    parser.add_argument(
        "--any", action="store_true", help="that mention any of the entities, not all of them"
    )


def view_of(library: Library, options: Namespace) -> View:
    """The view the options ask for."""
    entities = tuple(
        key_of(name.removeprefix(PREFIX)) if is_words(name) else entity_named(library, name)
        for name in options.entity
    )
    return View(filter=options.filter, entities=entities, match="any" if options.any else "all")
