"""The days articles speak of, in order of time."""

from __future__ import annotations

from datetime import date

from tui.library import articles, dossiers, texts
from tui.library.extraction import DATE
from tui.library.model import ContextLine, TimelineRow, View, Zoom
from tui.library.moments import moment_of
from tui.library.store import Store

_CONTEXT = 80
_HIGHEST = "~"


def rows(
    store: Store, zoom: Zoom, article: int | None, view: View | None, since: str | None, until: str | None
) -> list[TimelineRow]:
    """Dates in order of time, grouped; see `Library.timeline`."""
    conditions, parameters = _window(since, until)
    if article is not None:
        sql = (
            "SELECT e.moment, count(*), e.key FROM mention m JOIN entity e ON e.id = m.entity "
            f"WHERE m.article = ? AND e.kind = {DATE}{conditions} GROUP BY e.id ORDER BY e.moment, e.key"
        )
        found = store.rows(sql, [article, *parameters])
    elif view is not None:
        found = _of_view(store, view, conditions, parameters)
    else:
        sql = (
            f"SELECT e.moment, e.mentions, e.key FROM entity e "
            f"WHERE e.kind = {DATE} AND e.articles > 0{conditions} ORDER BY e.moment, e.key"
        )
        found = store.rows(sql, parameters)
    grouped: dict[str, tuple[int, list[str]]] = {}
    for moment, mentions, key in found:
        period = period_of(moment, zoom)
        number, keys = grouped.get(period, (0, []))
        keys.append(texts.unpack(key))
        grouped[period] = (number + mentions, keys)
    return [TimelineRow(period, number, tuple(keys)) for period, (number, keys) in grouped.items()]


def _of_view(
    store: Store, view: View, conditions: str, parameters: list[object]
) -> list[tuple[str, int, str]]:
    """Dates of the articles of a view, through the index by article."""
    tallies: dict[tuple[str, str], int] = {}
    ids = articles.article_ids(store, view, None)
    for chunk in articles.chunks(ids):
        sql = (
            "SELECT e.moment, count(*), e.key FROM mention m JOIN entity e ON e.id = m.entity "
            f"WHERE m.article IN ({articles.marks(chunk)}) AND m.kind = {DATE}{conditions} GROUP BY e.id"
        )
        for moment, number, key in store.rows(sql, [*chunk, *parameters]):
            tallies[moment, key] = tallies.get((moment, key), 0) + number
    return [(moment, number, key) for (moment, key), number in sorted(tallies.items())]


def _window(since: str | None, until: str | None) -> tuple[str, list[object]]:
    conditions, parameters = " AND e.moment IS NOT NULL", list[object]()
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
    if precision in "qs":
        return {
            "03": f"{day[:4]}-SP",
            "06": f"{day[:4]}-SU",
            "09": f"{day[:4]}-AU",
            "12": f"{day[:4]}-WI",
        }.get(day[5:7] if precision == "s" else "", f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}")
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


def said_of(store: Store, period: str, limit: int, view: View | None) -> list[ContextLine]:
    """What is said of a period; see `Library.on_period`."""
    entities = [
        row[0]
        for row in store.rows(
            f"SELECT id FROM entity e WHERE kind = {DATE} AND articles > 0 AND moment >= ? AND moment <= ?",
            _moments(period),
        )
    ]
    if not entities:
        return []
    wanted = None if view is None else set(articles.article_ids(store, view, None))
    marks = articles.marks(entities)
    sql = (
        f"SELECT DISTINCT article FROM appearance WHERE entity IN ({marks}) "
        "ORDER BY place DESC, article DESC LIMIT ?"
    )
    lines: list[ContextLine] = []
    for (article,) in store.rows(sql, [*entities, limit if wanted is None else -1]):
        if wanted is not None and article not in wanted:
            continue
        spans = store.rows(
            f"SELECT start, end FROM mention WHERE article = ? AND entity IN ({marks}) ORDER BY start",
            [article, *entities],
        )
        lines += dossiers.context_lines(store, article, [(start, end) for start, end in spans], _CONTEXT)
        if len(lines) >= limit:
            break
    return lines[:limit]
