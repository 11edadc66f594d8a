"""Extractions written by hand, and articles that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from tui.entities.linking import entity_id
from tui.entities.model import DateValue, Entity, Extraction, Mention
from tui.library import Library
from tui.library.model import Source


def source(text: str, published: str | None = None, **more: object) -> Source:
    return Source(text=text, title=text.partition("\n")[0], published=published, **more)  # type: ignore[arg-type]


def extraction(text: str, names: Sequence[tuple[str, str]], engine: str = "by hand") -> Extraction:
    """The mentions of (entity id, text as written) in order; an id `date:VALUE` makes a date."""
    mentions: list[Mention] = []
    at = 0
    for entity, written in names:
        start = text.index(written, at)
        at = start + len(written)
        kind = entity.partition(":")[0]
        date = DateValue("DATE", entity.partition(":")[2], "day") if kind == "date" else None
        mentions.append(Mention(start, at, written, kind, entity, date=date))  # type: ignore[arg-type]
    found = {each.entity: each for each in mentions}
    entities = tuple(
        Entity(key, each.kind, key.partition(":")[2], count=sum(m.entity == key for m in mentions))
        for key, each in found.items()
        if key is not None
    )
    return Extraction(tuple(mentions), entities, engine)


def person(name: str) -> str:
    return entity_id("person", name)


def place(name: str) -> str:
    return entity_id("place", name)


class Shelf:
    """Puts articles that mention given names into a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.number = 0

    def put(self, *names: str, published: str | None = None, origin: str = "") -> int:
        """An article that mentions entities by id; returns its id."""
        self.number += 1
        words = [name.partition(":")[2] for name in names]
        text = f"خبر رقم {self.number}\n\n" + " ثم ".join(words)
        (article,) = self.library.add([source(text, published, source=origin)]).added
        self.library.store_extraction(article, extraction(text, list(zip(names, words, strict=True))))
        return article
