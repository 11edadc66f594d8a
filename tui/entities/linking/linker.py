"""Linking within an article: from spans to mentions and the entities they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tui.entities.linking.aliases import Aliases, folded_once, load_aliases
from tui.entities.linking.clusters import Clusters, Form, ShortForms
from tui.entities.linking.forms import Key, Spellings, is_latin, outline, person_key
from tui.entities.linking.glosses import join_glosses
from tui.entities.linking.kinds import settle_kinds
from tui.entities.linking.knowledge import Knowledge, KnownName, full_name, part_of_full_name, variant
from tui.entities.linking.lexicon import words
from tui.entities.linking.naming import best_name, entity_id
from tui.entities.linking.surface import Reading, read_names
from tui.entities.model import Entity, Kind, Mention, Span
from tui.entities.roles import role_before

# Names shorter than this, their words written together, may meet by chance.
_LEAST_TOGETHER = 6


def link(
    text: str,
    spans: Sequence[Span],
    known: Knowledge | None = None,
    *,
    published: date | datetime | None = None,
    source: str | None = None,
) -> tuple[list[Mention], list[Entity]]:
    """Link the names of an article to the entities they name; cost grows linearly with their number.

    Args:
        text: the article.
        spans: names in it, not overlapping; offsets are code points.
        known: what other articles say, or None to go by this one alone.
        published: when the article came out, or None.
        source: where it came from, or None.

    Returns:
        The mentions, sorted by start, without roles; and the entities in order of first mention.
    """
    aliases = load_aliases()
    names = [span for span in spans if span.kind != "date" and text[span.start : span.end].strip()]
    names.sort(key=lambda span: span.start)
    names = settle_kinds(text, names)
    readings = read_names(text, names, lambda kind, key: aliases.anchor(kind, key) is not None)
    clusters = Clusters(_forms(text, readings, aliases), readings)
    _join_anchored(clusters)
    _join_variants(clusters)
    join_glosses(text, clusters)
    ShortForms(clusters, lambda reading: role_before(text, readings[reading].span)).resolve()
    _use_weak_aliases(clusters, aliases)
    day = published.date() if isinstance(published, datetime) else published
    return _result(text, clusters, known, day, source)


def _forms(text: str, readings: Sequence[Reading], aliases: Aliases) -> list[Form]:
    """The distinct forms of an article, in order of first mention."""
    spellings = Spellings()
    for reading in readings:
        if aliases.anchor(reading.span.kind, reading.key):
            spellings.settle(reading.span.kind, reading.key)  # خاركوف beside خاركيف is that city
    found: dict[tuple[Kind, Key], Form] = {}
    folded: str | None = None
    for index, reading in enumerate(readings):
        kind = reading.span.kind
        known = aliases.anchor(kind, reading.key) or _behind_heads(reading, aliases)
        key = reading.key if known else spellings.settle(kind, reading.key)
        form = found.get((kind, key))
        if form is None:
            form = found[kind, key] = Form(kind, key)
            if (kind, reading.key) in aliases.contextual:
                folded = folded_once(text) if folded is None else folded
                form.anchor = aliases.in_context(kind, reading.key, folded)
        form.anchor = form.anchor or known
        form.readings.append(index)
        form.starts.append(reading.span.start)
        form.names[reading.name] += 1
    return list(found.values())


def _behind_heads(reading: Reading, aliases: Aliases) -> str | None:
    """The well-known place a name is with a common noun before it, `محافظة الحسكة`, or None."""
    key = reading.key
    while reading.span.kind == "place" and len(key) > 1 and key[0] in words().place_plain_heads:
        key = key[1:]
        if (name := aliases.anchor("place", key)) is not None:
            return name
    return None


def _join_anchored(clusters: Clusters) -> None:
    """Join the forms that mean one well-known entity."""
    first: dict[tuple[Kind, str], int] = {}
    for index, form in enumerate(clusters.forms):
        if form.anchor is not None:
            clusters.join(first.setdefault((form.kind, form.anchor), index), index)


def _join_variants(clusters: Clusters) -> None:
    """Join the spelling variants of names: `شيرين أبو عاقلة` / `شرين أبو عاقلة`, `بيونغ يانغ` / `بيونغيانغ`."""
    first: dict[tuple[Kind, Key], int] = {}
    for index, form in enumerate(clusters.forms):
        if len(form.key) > 1:
            clusters.join(first.setdefault((form.kind, outline(form.kind, form.key)), index), index)
    written: dict[tuple[Kind, str], int] = {}
    for index, form in enumerate(clusters.forms):
        together = "".join(form.key)
        if len(together) >= _LEAST_TOGETHER:
            if form.kind != "person":
                together = together.translate(words().sounds)  # هونج كونج, هونغ كونغ
            clusters.join(written.setdefault((form.kind, together), index), index)


def _use_weak_aliases(clusters: Clusters, aliases: Aliases) -> None:
    """Take surnames of the very well known for them, where the article names nobody else of that name."""
    anchored: dict[tuple[Kind, str], int] = {}
    for index, form in enumerate(clusters.forms):
        if form.anchor is not None:
            anchored.setdefault((form.kind, form.anchor), index)
    shared: dict[str, set[int]] = {}
    for index, form in enumerate(clusters.forms):
        if form.kind == "person" and form.key:
            shared.setdefault(form.key[-1], set()).add(clusters.root(index))
    for index, form in enumerate(clusters.forms):
        if clusters.anchor(index) is not None or form.kind != "person" or len(form.key) != 1:
            continue
        name = next(
            (aliases.weak[kind_key] for each in form.names if (kind_key := _weak_key(each)) in aliases.weak),
            None,
        )
        if name is None or len(shared[form.key[-1]]) > 1:
            continue
        if ("person", name) in anchored:
            clusters.join(anchored["person", name], index)
        else:
            clusters.set_anchor(index, name)
            anchored["person", name] = index


def _weak_key(name: str) -> tuple[Kind, Key]:
    """The key under which a person's short name would stand in the alias table."""
    return "person", person_key(name)


def _result(
    text: str, clusters: Clusters, known: Knowledge | None, day: date | None, source: str | None
) -> tuple[list[Mention], list[Entity]]:
    """Name every cluster and write its mentions; clusters that come by one id are one entity."""
    names: dict[str, tuple[Kind, str]] = {}
    entity_of: dict[int, str] = {}
    counts: dict[str, int] = {}
    aliases: dict[str, dict[str, None]] = {}
    for root, members in clusters.members().items():
        readings = [clusters.readings[index] for index in members]
        kind = readings[0].span.kind
        name = clusters.anchor(root) or best_name(readings)
        identity = entity_id(kind, name)
        fuller = None if clusters.anchor(root) else _known_entity(kind, name, identity, known, day, source)
        if fuller is not None:
            identity, name = fuller.entity, fuller.name
        names.setdefault(identity, (kind, name))
        counts[identity] = counts.get(identity, 0) + len(members)
        for index, reading in zip(members, readings, strict=True):
            entity_of[index] = identity
            aliases.setdefault(identity, {})[reading.name] = None
    mentions = []
    order: dict[str, None] = {}
    for index, reading in enumerate(clusters.readings):
        span = reading.span
        order[entity_of[index]] = None
        mentions.append(
            Mention(
                span.start,
                span.end,
                text[span.start : span.end],
                span.kind,
                entity=entity_of[index],
                score=span.score,
            )
        )
    entities = [
        Entity(
            identity,
            names[identity][0],
            names[identity][1],
            tuple(alias for alias in aliases[identity] if alias != names[identity][1]),
            counts[identity],
        )
        for identity in order
    ]
    return mentions, entities


def _known_entity(
    kind: Kind, name: str, identity: str, known: Knowledge | None, day: date | None, source: str | None
) -> KnownName | None:
    """The entity of other articles that this must be: a surname alone, or another spelling of a full name."""
    if known is None or is_latin(name):
        return None
    if kind == "person":
        key = person_key(name)
        fuller = full_name(known, kind, key, day, source) or part_of_full_name(known, key, day, source)
        if fuller is not None:
            return fuller
    return variant(known, kind, name, identity)
