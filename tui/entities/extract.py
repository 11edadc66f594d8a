"""From an article's text to its mentions and entities: names, dates, links, roles, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tui.entities.engine import Engine
from tui.entities.linking.corrections import Correction, apply
from tui.entities.linking.knowledge import Knowledge
from tui.entities.linking.linker import link
from tui.entities.model import Entity, Extraction, Mention, Span
from tui.entities.roles import role_before


def extract(
    text: str,
    published: date | datetime | None,
    engine: Engine,
    known: Knowledge | None = None,
    corrections: Sequence[Correction] = (),
    *,
    source: str | None = None,
    article: int | None = None,
) -> Extraction:
    """Everything that is found in an article.

    Args:
        text: the article as read; offsets of mentions are its code points.
        published: when it came out, or None.
        engine: what finds the names.
        known: what other articles say of names, or None to go by this one alone.
        corrections: the reader's, in the order they were made.
        source: where the article came from, or None.
        article: its number in the library, for corrections limited to it, or None.
    """
    from tui.entities.dates import find_dates

    names = engine.names(text)
    dates = find_dates(text, published, names)
    names, dates = without_overlaps(names, dates)
    mentions, entities = link(text, names, known, published=published, source=source)
    mentions = [_with_role(text, mention) for mention in mentions]
    return apply(corrections, _together(mentions, entities, dates, engine.name), article)


def redate(text: str, published: date | datetime | None, extraction: Extraction) -> Extraction:
    """The extraction with its dates found anew, names and links as they are.

    Args:
        text: the article the extraction was made of.
        published: when it came out, as known now, or None.
        extraction: what was found before.
    """
    from tui.entities.dates import find_dates

    names = [mention for mention in extraction.mentions if mention.kind != "date"]
    spans = [Span(mention.start, mention.end, mention.kind, mention.score) for mention in names]
    dates = find_dates(text, published, spans)
    kept, dates = without_overlaps(spans, dates)
    places = {(span.start, span.end) for span in kept}
    mentions = [mention for mention in names if (mention.start, mention.end) in places]
    counts: dict[str | None, int] = {}
    for mention in mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    entities = [
        entity._replace(count=counts[entity.id])
        for entity in extraction.entities
        if entity.kind != "date" and entity.id in counts
    ]
    return _together(mentions, entities, dates, extraction.engine)


def without_overlaps(names: Sequence[Span], dates: Sequence[Mention]) -> tuple[list[Span], list[Mention]]:
    """Names and dates of which no two overlap: of two that do, the longer stays, of equals the name.

    Args:
        names: spans of names, any order.
        dates: mentions of dates, any order.

    Returns:
        What stays of each, sorted by start.
    """
    kept: list[Span | Mention] = []
    both: list[Span | Mention] = [*names, *dates]
    for each in sorted(both, key=lambda span: (span.start, -span.end, isinstance(span, Mention))):
        if each.end <= each.start:
            continue
        if kept and each.start < kept[-1].end:
            if each.end - each.start > kept[-1].end - kept[-1].start:
                kept[-1] = each
            continue
        kept.append(each)
    return (
        [each for each in kept if isinstance(each, Span)],
        [each for each in kept if isinstance(each, Mention)],
    )


def _with_role(text: str, mention: Mention) -> Mention:
    role = role_before(text, Span(mention.start, mention.end, mention.kind))
    return mention if role is None else mention._replace(role=role)


def _together(
    names: Iterable[Mention], entities: Iterable[Entity], dates: Iterable[Mention], engine: str
) -> Extraction:
    """Names and dates as one extraction, entities in order of first mention."""
    from tui.entities.dates import date_entity_id

    dated = [
        mention._replace(entity=date_entity_id(mention.date))
        if mention.entity is None and mention.date is not None
        else mention
        for mention in dates
    ]
    mentions = sorted([*names, *dated], key=lambda mention: mention.start)
    found = {entity.id: entity for entity in entities} | {
        entity.id: entity for entity in _date_entities(dated)
    }
    order = dict.fromkeys(mention.entity for mention in mentions if mention.entity is not None)
    return Extraction(tuple(mentions), tuple(found[identity] for identity in order), engine)


def _date_entities(dates: Iterable[Mention]) -> list[Entity]:
    """The days, months and years an article speaks of; their name is their value."""
    forms: dict[str, list[str]] = {}
    for mention in dates:
        if mention.entity is not None:
            forms.setdefault(mention.entity, []).append(mention.text)
    return [
        Entity(identity, "date", identity.partition(":")[2], tuple(dict.fromkeys(texts)), len(texts))
        for identity, texts in forms.items()
    ]
