"""What extraction yields: spans of the tagger, mentions, entities, dates.

Named tuples: the reader starts with them, and a dataclass takes many times as long to make.
"""

from __future__ import annotations

from typing import Literal

from tui.light_typing import NamedTuple

Kind = Literal["person", "place", "organization", "date"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]

KINDS: tuple[Kind, ...] = ("person", "place", "organization", "date")


class Span(NamedTuple):
    """A stretch of text an engine holds for a name: offsets are code points, end exclusive."""

    start: int
    end: int
    kind: Kind
    score: float = 1.0


class DateValue(NamedTuple):
    """What a date expression says.

    Attributes:
        type: DATE, TIME, DURATION or SET.
        value: EDTF-like (`2018-06-06`, `2018-04`, `199X`, `2018-05-06/2018-05-14`), or None when it waits for
            a publication date.
        granularity: `day`, `month`, `year`, `week`, `decade`, `century`, `quarter`, `half`, `season`, `time`,
            `range`, `list`, `duration`, `set` or `vague`.
        modifier: `START`, `MID`, `END`, `EARLY`, `APPROX`, `BEFORE`, `MORE_THAN` ... or None.
        approximate: the day may be off by one or so (Hijri sighting, `about`).
    """

    type: DateType
    value: str | None
    granularity: str
    modifier: str | None = None
    approximate: bool = False


class Mention(NamedTuple):
    """A name or date as it stands in an article.

    Attributes:
        start: first code point in `article.text`.
        end: one past the last code point.
        text: `article.text[start:end]`.
        kind: what it names.
        entity: id of the entity it is linked to (`place:العراق`, `date:2018-06-06`); None for a date without value.
        role: the title or head noun before the name (`رئيس الوزراء`, `مدينة`), as written, or None.
        date: what a date says; None for names.
        score: the engine's confidence, 0 to 1.
    """

    start: int
    end: int
    text: str
    kind: Kind
    entity: str | None = None
    role: str | None = None
    date: DateValue | None = None
    score: float = 1.0


class Entity(NamedTuple):
    """Who or what the linked mentions of one article (or library) name."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    count: int = 0  # type: ignore[assignment]  # hides tuple's own, which nobody needs


class Extraction(NamedTuple):
    """All that was found in one article.

    Attributes:
        mentions: sorted by start, not overlapping.
        entities: in order of first mention.
        engine: name and version of what made it (`builtin 1`).
    """

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    engine: str
