"""What commands print, as values for JSON: the same names everywhere."""

from __future__ import annotations

from typing import Any

from tui.entities.model import Entity, Extraction, Mention
from tui.library.model import ArticleHeader, ContextLine, Dossier, EntitySummary, TimelineRow, Watched


def mention_value(mention: Mention) -> dict[str, Any]:
    """A mention as `extract` prints it."""
    value: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
    }
    if mention.date is not None:
        value |= {"type": mention.date.type, "value": mention.date.value}
    value["entity"] = mention.entity
    if mention.date is not None:
        if mention.date.modifier is not None:
            value["modifier"] = mention.date.modifier
        if mention.date.approximate:
            value["approximate"] = True
    if mention.role is not None:
        value["role"] = mention.role
    return value


def entity_value(entity: Entity) -> dict[str, Any]:
    """An entity as `extract` prints it."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "count": entity.count,
    }


def extraction_value(article: Any, published: str | None, found: Extraction) -> dict[str, Any]:
    """All that was found in an article, under the id it was given with."""
    return {
        "id": article,
        "published": published,
        "mentions": [mention_value(each) for each in found.mentions],
        "entities": [entity_value(each) for each in found.entities],
    }


def header_value(header: ArticleHeader) -> dict[str, Any]:
    """A row of the list."""
    return {
        "id": header.id,
        "title": header.title,
        "title_derived": header.title_derived,
        "source": header.source,
        "published": header.published,
        "read": header.is_read,
        "starred": header.is_starred,
        "archived": header.is_archived,
        "watched": header.is_watched,
        "sample": header.is_sample,
        "extracted": header.extracted,
    }


def summary_value(summary: EntitySummary) -> dict[str, Any]:
    """An entity of the library."""
    return {
        "id": summary.entity.id,
        "kind": summary.entity.kind,
        "name": summary.entity.name,
        "aliases": list(summary.entity.aliases),
        "articles": summary.articles,
        "mentions": summary.mentions,
    }


def context_value(line: ContextLine) -> dict[str, Any]:
    """A mention in its line of context."""
    return {
        "article": line.article,
        "title": line.title,
        "published": line.published,
        "start": line.start,
        "end": line.end,
        "before": line.before,
        "text": line.text,
        "after": line.after,
        "source": line.source,
    }


def dossier_value(dossier: Dossier, lines: list[ContextLine]) -> dict[str, Any]:
    """What the library knows of an entity, with its lines of context."""
    return summary_value(dossier.summary) | {
        "aliases": [{"text": text, "mentions": number} for text, number in dossier.aliases],
        "roles": [{"text": text, "mentions": number} for text, number in dossier.roles],
        "first_seen": dossier.first_seen,
        "last_seen": dossier.last_seen,
        "over_time": [{"month": month, "articles": number} for month, number in dossier.over_time],
        "companions": [
            {"id": each.id, "kind": each.kind, "name": each.name, "articles": each.articles}
            for each in dossier.companions
        ],
        "watched": dossier.is_watched,
        "lines": [context_value(line) for line in lines],
    }


def timeline_value(row: TimelineRow) -> dict[str, Any]:
    """A row of the timeline."""
    return {"period": row.period, "mentions": row.mentions, "entities": list(row.entities)}


def watched_value(watched: Watched) -> dict[str, Any]:
    """An entry of the watchlist."""
    return {
        "entity": watched.entity,
        "kind": watched.kind,
        "name": watched.name,
        "articles": watched.articles,
        "unread": watched.unread,
        "new": watched.fresh,
    }
