"""The days articles speak of, in order of time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date

from tui.entities.model import KINDS
from tui.library import articles, dossiers, texts, views
from tui.library.extraction import DATE
from tui.library.model import ContextLine, TimelineRow, View, Zoom
from tui.library.moments import moment_of
from tui.library.store import Store

_CONTEXT = 200
_SENTENCE_END = re.compile(r"[.!?؟؛](?=\s|$)")
_HIGHEST = "~"
# Dates of a period looked for in one statement.
_DATES_TOGETHER = 128


# Rows of the library's table of dates, put together by the zoom: what is as coarse as the zoom or coarser stays.
_BUCKETS: dict[Zoom, str] = {
    "day": "e.moment",
    "month": (
        "CASE WHEN substr(e.moment, -1) IN ('c', 'e', 'y', 'q', 's') THEN e.moment "
        "ELSE substr(e.moment, 1, length(e.moment) - 3) || '00m' END"
    ),
    "year": (
        "CASE WHEN substr(e.moment, -1) IN ('c', 'e') THEN e.moment "
        "ELSE substr(e.moment, 1, length(e.moment) - 6) || '00-00y' END"
    ),
}
_PARTED = "char(31)"


def rows(
    store: Store, zoom: Zoom, chosen: Sequence[int] | None, since: str | None, until: str | None
) -> list[TimelineRow]:
    """Dates in order of time, grouped; see `Library.timeline`."""
    conditions, parameters = _window(since, until)
    bucket = _BUCKETS[zoom]
    if chosen is not None:
        tallies = (
            "(SELECT m.entity, count(*) AS number FROM json_each(?) j CROSS JOIN mention m INDEXED BY mention_dates "
            f"ON m.article = j.value WHERE m.kind = {DATE} AND m.entity IS NOT NULL GROUP BY 1)"
        )
        parameters = [json.dumps(list(chosen)), *parameters]
    else:
        tallies = (
            f"(SELECT id AS entity, mentions AS number FROM entity WHERE kind = {DATE} AND articles > 0)"
        )
    found = store.rows(
        f"SELECT {bucket} AS bucket, sum(t.number), group_concat(e.key, {_PARTED}) FROM {tallies} t "
        f"CROSS JOIN entity e ON e.id = t.entity WHERE {conditions} GROUP BY bucket ORDER BY bucket",
        parameters,
    )
    return [
        TimelineRow(period_of(moment, zoom), number, tuple(sorted(keys.split("\x1f"))))
        for moment, number, keys in found
    ]


def merged(some: Sequence[TimelineRow], more: Sequence[TimelineRow]) -> list[TimelineRow]:
    """The rows of two runs of articles as those of both, in order of time."""
    found = {row.period: row for row in some}
    for row in more:
        known = found.get(row.period)
        if known is not None:
            entities = tuple(sorted({*known.entities, *row.entities}))
            row = TimelineRow(row.period, known.mentions + row.mentions, entities)
        found[row.period] = row
    return sorted(found.values(), key=lambda row: moment_of(row.period) or "")


def _window(since: str | None, until: str | None) -> tuple[str, list[object]]:
    conditions, parameters = "e.moment IS NOT NULL", list[object]()
    if since is not None:
        conditions += " AND e.moment >= ?"
        parameters.append(since)
    if until is not None:
        # A letter follows the digits of a moment: `2018-06~` is after every day of June.
        conditions += " AND e.moment <= ?"
        parameters.append(until + _HIGHEST)
    return conditions, parameters


def period_of(moment: str, zoom: Zoom) -> str:
    """The row a moment falls in.

    Args:
        moment: as `moments.moment_of` gives it.
        zoom: how wide rows are; a date coarser than that keeps a row of its own.
    """
    day, precision = moment[:-1], moment[-1]
    if precision == "c":
        return f"{day[:2]}XX"
    if precision == "e":
        return f"{day[:3]}X"
    if zoom == "year" or precision == "y":
        return day[:-6]
    if precision == "s":
        return f"{day[:4]}-{20 + int(day[5:7]) // 3}"
    if precision == "q":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    if zoom == "month" or precision == "m":
        return day[:-3]
    if precision == "w":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day


def _moments(period: str) -> tuple[str, str]:
    """First and last moment of a row: everything within it, for coarse rows only what is as coarse."""
    moment = moment_of(period)
    if moment is not None and moment[-1] in "ceqsw":
        return moment, moment
    return period, period + _HIGHEST


def said_of(store: Store, period: str, limit: int, view: View | None, first: int | None) -> list[ContextLine]:
    """What is said of a period; see `Library.on_period`."""
    lines: list[ContextLine] = []
    dates = _moments(period)
    newest = _speaking_of(store, dates, limit, view)
    for article in newest if first is None else dict.fromkeys((first, *newest)):
        spans = store.rows(
            "SELECT m.start, m.end FROM mention m CROSS JOIN entity e ON e.id = m.entity "
            f"WHERE m.article = ? AND m.kind = {DATE} AND e.moment BETWEEN ? AND ? ORDER BY m.start",
            (article, *dates),
        )
        found = dossiers.context_lines(store, article, [(start, end) for start, end in spans], _CONTEXT)
        lines += _with_who(store, article, found)
        if len(lines) >= limit:
            break
    return lines[:limit]


def _speaking_of(store: Store, dates: tuple[str, str], limit: int, view: View | None) -> list[int]:
    """The newest articles of a view that mention any date between two moments, newest first.

    The dates are gone through from the one mentioned last on; soon a date's newest article is older than all
    that have been found, and the hundreds that follow need not be looked at.  Where few of a date's articles are
    in the view, more and more dates are asked about together.
    """
    condition, parameters, growth = "1", list[object](), 1
    if view is not None:
        parts = articles.parts_of(store, view)
        if parts.is_empty:
            return []
        condition, parameters = views.condition(parts)
        growth = 2 if view.entities or view.filter == "watched" else 1
    newest = store.rows(
        "SELECT id, (SELECT max(place) FROM appearance m WHERE m.entity = e.id) AS newest FROM entity e "
        f"WHERE kind = {DATE} AND articles > 0 AND moment BETWEEN ? AND ? ORDER BY newest DESC",
        dates,
    )
    found: dict[int, int] = {}
    oldest = -(1 << 63)
    at, size = 0, 1
    while at < len(newest) and newest[at][1] >= oldest:
        together = [entity for entity, place in newest[at : at + size] if place >= oldest]
        at, size = at + size, min(size * growth, _DATES_TOGETHER)
        sql = (
            "SELECT DISTINCT m.article, m.place FROM appearance m CROSS JOIN article a ON a.id = m.article "
            f"WHERE m.entity IN ({articles.marks(together)}) AND m.place >= ? AND {condition} "
            "ORDER BY m.place DESC, m.article DESC LIMIT ?"
        )
        found |= dict(store.rows(sql, (*together, oldest, *parameters, limit)))
        if len(found) >= limit:
            kept = sorted(found.items(), key=lambda item: (item[1], item[0]), reverse=True)[:limit]
            found, oldest = dict(kept), kept[-1][1]
    return sorted(found, key=lambda article: (found[article], article), reverse=True)


def _with_who(store: Store, article: int, lines: Sequence[ContextLine]) -> list[ContextLine]:
    """The lines, each with the people and organisations named in its sentence."""
    if not lines:
        return []
    first = min(line.start - len(line.before) for line in lines)
    last = max(line.end + len(line.after) for line in lines)
    names = store.rows(
        "SELECT m.start, e.name FROM mention m CROSS JOIN entity e ON e.id = m.entity "
        "WHERE m.article = ? AND m.start BETWEEN ? AND ? AND m.kind IN (?, ?) ORDER BY m.start",
        (article, first, last, KINDS.index("person"), KINDS.index("organization")),
    )
    completed = []
    for line in lines:
        before = [match.end() for match in _SENTENCE_END.finditer(line.before)]
        after = _SENTENCE_END.search(line.after)
        start = line.start - len(line.before) + (before[-1] if before else 0)
        end = line.end + (after.start() if after else len(line.after))
        who = dict.fromkeys(texts.unpack(name) for at, name in names if start <= at < end)
        completed.append(line._replace(who=tuple(who)))
    return completed
