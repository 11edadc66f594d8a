"""From text to mentions: fold, recognise, resolve, and map back to the text as it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime

from tui.arabic.normalise import Shadow
from tui.entities.dates.describe import date_entity_id
from tui.entities.dates.lexer import Token
from tui.entities.dates.reading import Reading
from tui.entities.dates.recognise import recognise
from tui.entities.dates.resolve import Resolver
from tui.entities.model import Mention, Span

_TATWEEL = "\u0640"
# Between numbers some write it for a dash: 1922 ـ 2022.
_DASHING = re.compile(rf"(?:(?<=\d)|(?<=\d\s)){_TATWEEL}(?=\s?\d)")


def find(text: str, published: date | datetime | None, names: Sequence[Span] = ()) -> list[Mention]:
    """See `tui.entities.dates.find_dates`."""
    shadow = Shadow.of(_DASHING.sub("-", text) if _TATWEEL in text else text)
    taken = _fold_spans(shadow, names)
    lexed, readings = recognise(shadow.text, published is not None, taken)
    resolver = Resolver(published)
    mentions = []
    for reading in readings:
        value = resolver.resolve(reading)
        first, last = _extent(reading, lexed.tokens)
        start, end = shadow.source_span(lexed.tokens[first].start, lexed.tokens[last - 1].end)
        while end < len(text) and text[end] == _TATWEEL:  # هـ is written with one
            end += 1
        mentions.append(
            Mention(start, end, text[start:end], "date", entity=date_entity_id(value), date=value)
        )
    return mentions


def _extent(reading: Reading, tokens: list[Token]) -> tuple[int, int]:
    """The tokens of the span: a duration leaves out the preposition that told it apart."""
    first = reading.first
    if reading.rule == "lasting":
        first += 1
        if tokens[first].kind == "li":
            first += 1
    return first, reading.last


def _fold_spans(shadow: Shadow, names: Sequence[Span]) -> list[tuple[int, int]]:
    """Names as stretches of the folded text."""
    spans = sorted((name.start, name.end) for name in names if name.kind != "date")
    if shadow.starts is None:
        return spans
    return [(bisect_left(shadow.starts, start), bisect_left(shadow.starts, end)) for start, end in spans]
