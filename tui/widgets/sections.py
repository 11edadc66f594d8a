"""What the sidebar shows: the entities of an article, by section, dates in time order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.entities.dates import describe, hijri_words, sort_key
from tui.entities.model import Kind, Mention
from tui.light_typing import NamedTuple

if TYPE_CHECKING:
    from tui.library.model import EntityRow

SECTION_TITLES: dict[Kind, str] = {
    "person": "People",
    "place": "Places",
    "organization": "Organisations",
    "date": "Dates",
}

# A day or month, no season or decade; then whether it is the first of several.
_CALENDAR = re.compile(r"(\d{4}-(?:0\d|1[0-2])(?:-\d\d)?)(?![\dX])[^,/]*([,/]?)")


class SidebarRow(NamedTuple):
    """One entity or date of an article.

    Attributes:
        key: entity id; None for a date that no publication date resolves.
        name: the name, or the words of the text for a date.
        note: role or context of a name (`رئيس الوزراء`), resolved day of a date (`2018-06-06 Wed`), or "".
        short: what stands for a note that has no room (`2018-06-06`), or "".
        here: mentions in this article.
        elsewhere: other articles that mention it.
        mentions: indices of its mentions in the article, in order.
    """

    kind: Kind
    key: str | None
    name: str
    note: str = ""
    here: int = 1
    elsewhere: int = 0
    mentions: tuple[int, ...] = ()
    short: str = ""


class SidebarSections(NamedTuple):
    """The rows of the four sections, each in the order shown."""

    people: tuple[SidebarRow, ...] = ()
    places: tuple[SidebarRow, ...] = ()
    organisations: tuple[SidebarRow, ...] = ()
    dates: tuple[SidebarRow, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[SidebarRow, ...]:
        """Rows of one section."""
        return {
            "person": self.people,
            "place": self.places,
            "organization": self.organisations,
            "date": self.dates,
        }[kind]


def sections_of(rows: Sequence[EntityRow], mentions: Sequence[Mention]) -> SidebarSections:
    """Arrange an article's entities for the sidebar.

    Names stand by how often they occur here, then by how often elsewhere, then in order of first mention;
    dates in time order, those that could not be resolved last.

    Args:
        rows: entities of the article with their counts.
        mentions: all mentions of the article, sorted.
    """
    places: dict[str | None, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.entity is not None:
            places.setdefault(mention.entity, []).append(index)
    names: dict[Kind, list[SidebarRow]] = {kind: [] for kind in SECTION_TITLES}
    elsewhere: dict[str, int] = {}
    for row in rows:
        entity = row.entity
        elsewhere[entity.id] = row.elsewhere
        if entity.kind == "date":
            continue
        where = tuple(places.get(entity.id, ()))
        note = next((role for index in where if (role := mentions[index].role)), "")
        names[entity.kind].append(
            SidebarRow(entity.kind, entity.id, entity.name, note, row.here, row.elsewhere, where)
        )
    for found in names.values():
        found.sort(key=lambda row: (-row.here, -row.elsewhere, row.mentions[:1]))
    return SidebarSections(
        people=tuple(names["person"]),
        places=tuple(names["place"]),
        organisations=tuple(names["organization"]),
        dates=_dates(mentions, elsewhere),
    )


def _dates(mentions: Sequence[Mention], elsewhere: dict[str, int]) -> tuple[SidebarRow, ...]:
    """One row a date entity, with the words it first has; dates without a value by their words."""
    groups: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.kind == "date":
            groups.setdefault(mention.entity or f"?{mention.text}", []).append(index)
    rows = []
    for where in groups.values():
        first = mentions[where[0]]
        row = SidebarRow(
            "date",
            first.entity,
            first.text,
            day_note(first),
            len(where),
            elsewhere.get(first.entity or "", 0),
            tuple(where),
            short_note(first),
        )
        rows.append((first, row))
    resolved = [pair for pair in rows if pair[0].date is not None and pair[0].date.value is not None]
    open_ended = [pair for pair in rows if pair[0].date is None or pair[0].date.value is None]
    resolved.sort(key=lambda pair: sort_key(pair[0].date) if pair[0].date else ())
    return tuple(row for _, row in resolved + open_ended)


def day_note(mention: Mention) -> str:
    """What a date mention resolves to, as the sidebar writes it: `2018-06-06 Wed`, `April 2018`, or "".

    A date written in the Hijri calendar is said in both: `~2018-06-07 Thu · 22 Ramadan 1439`.
    """
    value = mention.date
    if value is None or value.value is None:
        return ""
    if value.granularity == "day" and value.modifier is None:
        try:
            day = date.fromisoformat(value.value)
        except ValueError:
            return describe(value, mention.text)
        hijri = hijri_words(value, mention.text)
        return f"{'~' if value.approximate else ''}{day.isoformat()} {day:%a}" + (
            f" · {hijri}" if hijri else ""
        )
    return describe(value, mention.text)


def short_note(mention: Mention) -> str:
    """The first day or month of a date, as short as it goes: `~2018-06-06`, `2018-06-06…` of a span, or ""."""
    value = mention.date
    found = _CALENDAR.match(value.value) if value is not None and value.value is not None else None
    if value is None or found is None:
        return ""
    return f"{'~' if value.approximate else ''}{found[1]}{'…' if found[2] else ''}"
