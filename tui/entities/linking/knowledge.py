"""What other articles say: the full names a library knows, asked for by one of their parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from tui.entities.linking.forms import Key, is_variant, key_of, outline, person_key
from tui.entities.linking.lexicon import words
from tui.entities.model import Extraction, Kind

# Two articles this far apart tell of the same events; those of one source follow them for longer.
NEAR = timedelta(days=7)
NEAR_IN_SOURCE = timedelta(days=28)
# A name met in this many articles, of more than one source, is known whatever the week and source.
WIDELY_KNOWN = 5
_HOUSE = re.compile(r"\sآل\s+\w+$")
_MINISTRY = "وزاره"


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entity of the library under its full name.

    Attributes:
        entity: its id.
        name: its full name.
        first_seen: day of the oldest article that names it, or None where no day is known.
        last_seen: day of the newest article that names it, or None.
        sources: where those articles came from.
        articles: how many there are.
        forms: other ways it is written there, where they were asked for.
    """

    entity: str
    name: str
    first_seen: date | None = None
    last_seen: date | None = None
    sources: frozenset[str] = frozenset()
    articles: int = 1
    forms: tuple[str, ...] = ()


class Knowledge(Protocol):
    """What a library knows of entities from its articles."""

    def names_with(self, kind: Kind, part: str) -> Sequence[KnownName]:
        """The entities whose full name holds a part.

        Args:
            kind: kind of the entities.
            part: one of `name_parts(kind, name)`.
        """
        ...

    def names_like(self, kind: Kind, sketch: str) -> Sequence[KnownName]:
        """The entities whose full name may be a spelling of another.

        Args:
            kind: kind of the entities.
            sketch: one of `sketches(kind, name)`.
        """
        ...


def name_parts(kind: Kind, name: str) -> Key:
    """The parts an entity can be asked for by: what a library keeps an index of.

    Args:
        kind: kind of the entity.
        name: its full name.

    Returns:
        The units of a person's name in order, the surname last; nothing for other kinds and for single
        units, since short forms of those are never looked up beyond their article.
    """
    if kind != "person":
        return ()
    key = person_key(name)
    return key if len(key) > 1 else ()


def sketches(kind: Kind, name: str) -> tuple[str, ...]:
    """What the spellings of one full name have in common: what a library keeps an index of.

    Args:
        kind: kind of the entity.
        name: its name.

    Returns:
        An outline of the name and of what it may be shortened to; nothing for names of one word and for places,
        where too much looks alike.
    """
    key = key_of(kind, name)
    if kind not in ("person", "organization") or len(key) < 2:
        return ()
    return tuple(" ".join(outline(kind, each)) for each in (key, *_shorter(kind, key, name)))


def _shorter(kind: Kind, key: Key, name: str) -> list[Key]:
    """The keys of what a full name may be shortened to in other articles, and still be a full name.

    `سلمان بن عبدالعزيز` for `سلمان بن عبدالعزيز آل سعود`, `الخارجية الروسية` for `وزارة الخارجية الروسية`.
    """
    if kind == "organization":
        lists = words()
        is_wrapped = key[0] in lists.organization_wrappers or key[0] == _MINISTRY
        return [key[1:]] if is_wrapped and len(key) > 2 else []
    found = []
    end = len(key) - 1 if _HOUSE.search(name) else len(key)
    if end < len(key) and end > 1 and key[end - 1].startswith("بن"):
        found.append(key[:end])
    while end > 2 and key[end - 1].startswith("بن") and key[end - 2].startswith("بن"):
        end -= 1
        found.append(key[:end])
    return found


def variant(known: Knowledge, kind: Kind, name: str, entity: str) -> KnownName | None:
    """The one known entity a full name can be another spelling of, or None on any doubt.

    Args:
        known: what other articles say.
        kind: kind of the name.
        name: the full name.
        entity: the id it has by itself; an entity known by it is that one.
    """
    found = {each.entity: each for sketch in sketches(kind, name) for each in known.names_like(kind, sketch)}
    if entity in found:
        return None
    key = key_of(kind, name)
    shorter = _shorter(kind, key, name)
    possible = []
    for each in found.values():
        other = key_of(kind, each.name)
        if any(is_variant(kind, key, their) for their in (other, *_shorter(kind, other, each.name))):
            possible.append(each)
        elif any(is_variant(kind, mine, other) for mine in shorter):
            # Only if nobody else of a longer name goes by the short one: `محمد بن سلمان` is of one house.
            longer = [form for form in (key_of(kind, form) for form in each.forms) if len(form) > len(other)]
            if all(is_variant(kind, key, form) for form in longer):
                possible.append(each)
    return possible[0] if len(possible) == 1 else None


def part_of_full_name(
    known: Knowledge, key: Key, published: date | None, source: str | None
) -> KnownName | None:
    """The one known person whose surname of two words stands alone: `الطالبي العلمي` of `رشيد الطالبي العلمي`.

    Args:
        known: what other articles say.
        key: the two units.
        published: day of the article, or None.
        source: where it came from, or None.
    """
    if len(key) != 2 or key[0] in words().distinct_given_names:
        return None
    bearers = [(each, person_key(each.name)) for each in known.names_with("person", key[-1])]
    possible = [
        each
        for each, parts in bearers
        if len(parts) > 2 and parts[-2:] == key and not _contradicted(each, published, source)
    ]
    is_known = any(parts == key for _, parts in bearers)
    return possible[0] if len(possible) == 1 and not is_known else None


def full_name(
    known: Knowledge, kind: Kind, key: Key, published: date | None, source: str | None
) -> KnownName | None:
    """The one known entity a surname alone can mean, or None on any doubt.

    Args:
        known: what other articles say.
        kind: kind of the name.
        key: what the short name is compared by.
        published: day of the article, or None.
        source: where the article came from, or None.
    """
    if kind != "person" or len(key) != 1:
        return None
    bearers = [(each, name_parts(kind, each.name)) for each in known.names_with(kind, key[0])]
    if any(parts[:1] == key for _, parts in bearers):
        # It is a given name as well.
        return None
    namesakes = [each for each, parts in bearers if parts[-1:] == key]
    possible = [each for each in namesakes if not _contradicted(each, published, source)]
    return possible[0] if len(possible) == 1 else None


def _contradicted(name: KnownName, published: date | None, source: str | None) -> bool:
    """Whether week and source speak against this article meaning that entity."""
    if name.articles >= WIDELY_KNOWN and len(name.sources) > 1:
        return False
    same_source = source is not None and source in name.sources
    if published is None or name.last_seen is None:
        return not same_source
    reach = NEAR_IN_SOURCE if same_source else NEAR
    return not (name.first_seen or name.last_seen) - reach <= published <= name.last_seen + reach


class MemoryKnowledge:
    """Knowledge kept in memory, of the extractions it was given."""

    def __init__(self) -> None:
        self._names: dict[str, KnownName] = {}
        self._by_part: dict[tuple[Kind, str], dict[str, None]] = {}
        self._by_sketch: dict[tuple[Kind, str], dict[str, None]] = {}

    def add(self, extraction: Extraction, published: date | None = None, source: str | None = None) -> None:
        """Learn the full names of one more article.

        Args:
            extraction: what was found in it.
            published: its day, or None.
            source: where it came from, or None.
        """
        sources = frozenset([source] if source else [])
        for entity in extraction.entities:
            alike = sketches(entity.kind, entity.name)
            if not alike:
                continue
            for sketch in alike:
                self._by_sketch.setdefault((entity.kind, sketch), {})[entity.id] = None
            for part in name_parts(entity.kind, entity.name):
                self._by_part.setdefault((entity.kind, part), {})[entity.id] = None
            seen = self._names.get(entity.id)
            if seen is None:
                self._names[entity.id] = KnownName(
                    entity.id, entity.name, published, published, sources, forms=entity.aliases
                )
                continue
            days = [day for day in (seen.first_seen, seen.last_seen, published) if day is not None]
            self._names[entity.id] = replace(
                seen,
                first_seen=min(days, default=None),
                last_seen=max(days, default=None),
                sources=seen.sources | sources,
                forms=tuple(dict.fromkeys((*seen.forms, *entity.aliases))),
                articles=seen.articles + 1,
            )

    def names_with(self, kind: Kind, part: str) -> Sequence[KnownName]:
        """The entities whose full name holds `part`, in the order they were met."""
        return [self._names[entity] for entity in self._by_part.get((kind, part), ())]

    def names_like(self, kind: Kind, sketch: str) -> Sequence[KnownName]:
        """The entities whose full name has this sketch, in the order they were met."""
        return [self._names[entity] for entity in self._by_sketch.get((kind, sketch), ())]
