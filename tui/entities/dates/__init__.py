"""Dates in Arabic text: found, put on the calendar, described.

`find_dates` loads the grammar at its first call; importing the package costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tui.entities.dates.describe import (
    date_entity_id,
    describe,
    describe_alone,
    name_in_words,
    sort_key,
)
from tui.entities.dates.hijri import hijri_words
from tui.entities.model import Mention, Span

__all__ = [
    "date_entity_id",
    "describe",
    "describe_alone",
    "find_dates",
    "hijri_words",
    "name_in_words",
    "sort_key",
]


def find_dates(text: str, published: date | datetime | None, names: Sequence[Span] = ()) -> list[Mention]:
    """Find every expression of time in an article and say what it means.

    Args:
        text: the article as read; offsets of the mentions are its code points.
        published: when it was published; None leaves the values of relative dates open.
        names: people, places and organisations the tagger found; a date inside one is part of the name.

    Returns:
        Mentions of kind `date`, sorted, not overlapping, of all types (DATE, TIME, DURATION, SET).
    """
    from tui.entities.dates.finder import find

    return find(text, published, names)
