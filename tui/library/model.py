"""What the library takes in and gives out: frozen values, no SQL.

Named tuples: the reader starts with them, and a dataclass takes many times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tui.entities.model import Entity, Kind
from tui.light_typing import NamedTuple

Filter = Literal["all", "unread", "starred", "archived", "watched", "watched-first"]
Match = Literal["all", "any"]
Zoom = Literal["day", "month", "year"]

FILTERS: tuple[Filter, ...] = ("all", "unread", "starred", "archived", "watched", "watched-first")


class Source(NamedTuple):
    """An article as it was read from outside, before the library knows it.

    Attributes:
        text: title, blank line, body, exactly as read (decoded, newlines made `\\n`); offsets point into it.
        title: the title for lists.
        title_derived: the title is the first sentence of the text, standing in for a missing one.
        body_start: code point where the body begins, 0 when the text has no title of its own.
        source: who published it, or "".
        published: ISO date or date-time, or None when unknown.
        url: where it can be found on the web, or None.
        origin: where it was read from (a file's path, `-`).
        is_sample: one of the samples that come with the program.
        remark: what was wrong with what it was read from, to follow the name of that; "" when nothing was.
    """

    text: str
    title: str
    title_derived: bool = False
    body_start: int = 0
    source: str = ""
    published: str | None = None
    url: str | None = None
    origin: str = ""
    is_sample: bool = False
    remark: str = ""


class Failure(NamedTuple):
    """Something that could not be read: where, and why in a sentence."""

    origin: str
    reason: str


class AddResult(NamedTuple):
    """What came of adding sources: new article ids, ids of articles already there, and what failed."""

    added: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    errors: tuple[Failure, ...] = ()


class View(NamedTuple):
    """Which list is shown: a triage state, narrowed to entities.

    Attributes:
        filter: `all` hides archived articles, as do `unread` and `watched`; `watched-first` is `all` with the
            articles of `watched` before the others.
        entities: entity ids the articles must mention, and search words of the watchlist they must hold.
        match: whether they must mention all of the entities or any of them.
    """

    filter: Filter = "all"
    entities: tuple[str, ...] = ()
    match: Match = "all"


class ArticleHeader(NamedTuple):
    """A row of the article list.

    Attributes:
        published: ISO date or date-time, or None when unknown.
        extracted: its names and dates have been found and stored.
        is_watched: it mentions something on the watchlist.
    """

    id: int
    title: str
    title_derived: bool
    source: str
    published: str | None
    is_read: bool
    is_starred: bool
    is_archived: bool
    is_sample: bool
    extracted: bool
    is_watched: bool = False


class Article(NamedTuple):
    """An article with its text.

    Attributes:
        text: exactly as it was read; every offset of a mention points into it.
        body_start: code point where the body begins, 0 when the text has no title of its own.
        url: where it can be found on the web, or None.
        origin: where it was read from.
    """

    header: ArticleHeader
    text: str
    body_start: int
    url: str | None
    origin: str = ""


class ArticleText(NamedTuple):
    """What extraction needs of an article: its text, ISO publication date if known, and source."""

    text: str
    published: str | None
    source: str


class Counts(NamedTuple):
    """How many articles there are: `unread` leaves archived ones out; `pending` wait for extraction."""

    total: int
    unread: int
    starred: int
    archived: int
    pending: int = 0


class EntityRow(NamedTuple):
    """An entity of one article: mentions here, and how many OTHER articles mention it."""

    entity: Entity
    here: int
    elsewhere: int


class EntitySummary(NamedTuple):
    """An entity of the whole library: its articles and mentions counted."""

    entity: Entity
    articles: int
    mentions: int


class Companion(NamedTuple):
    """An entity that appears beside another: in how many articles the two meet."""

    id: str
    kind: Kind
    name: str
    articles: int


class Dossier(NamedTuple):
    """Everything the library knows of one entity, but for its lines of context.

    Attributes:
        aliases: other forms of the name with their number of mentions, commonest first.
        roles: titles and head nouns seen before it with their number, commonest first.
        first_seen: day of the oldest dated article that mentions it, ISO; None when there is none.
        last_seen: the same of the newest.
        over_time: articles a month, oldest first: (`2018-06`, number); months without are left out.
        companions: the entities it appears with most, most articles first.
    """

    summary: EntitySummary
    aliases: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    first_seen: str | None
    last_seen: str | None
    over_time: tuple[tuple[str, int], ...]
    companions: tuple[Companion, ...]
    is_watched: bool = False


class ContextLine(NamedTuple):
    """A mention with the text around it, a line of a concordance.

    Attributes:
        before: text of the same paragraph before the mention, logical order.
        after: text of the same paragraph after it.
        source: who published the article, or "".
        who: names of people and organisations in the same sentence, where they were asked for.
    """

    article: int
    title: str
    published: str | None
    start: int
    end: int
    before: str
    text: str
    after: str
    source: str = ""
    who: tuple[str, ...] = ()


class TimelineRow(NamedTuple):
    """A day, month or year that articles speak of.

    Attributes:
        period: `2018-06-06`, `2018-06` or `2018`, as the zoom asks; coarser dates keep their own form.
        mentions: date expressions that fall in it.
        entities: ids of the date entities counted here.
    """

    period: str
    mentions: int
    entities: tuple[str, ...]


class Watched(NamedTuple):
    """An entry of the watchlist: articles that mention it, unread ones, ones new since it was looked at.

    Attributes:
        entity: entity id, or `word:` and the search words.
        unread: those not read; 0 as long as they are not counted.
        fresh: those of them that are new.
    """

    entity: str
    kind: Kind | Literal["words"]
    name: str
    articles: int
    unread: int = 0
    fresh: int = 0


class Undone(NamedTuple):
    """What an undo took back.

    Attributes:
        action: `mark`, `published`, `correction`, `correction removed`, `watch` or `unwatch`.
        ids: the articles it touched; none for a correction, which may reach any number.
        details: what was done, by name (`read: True`, `published: 2018-06-06`, `entity: place:العراق`).
    """

    action: str
    ids: tuple[int, ...]
    details: Mapping[str, object]
