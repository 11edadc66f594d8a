"""Where a date value stands in time: one sortable text for days, months, years and the rest.

A moment is an ISO day followed by a letter for how precise it is (`2018-06-06d`, `2018-06-00m`,
`2018-00-00y`), so that plain text order is chronological and a coarser date comes before the finer ones
within it.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
# EDTF's numbers of the seasons, spring first, where a month would stand.
_SEASON = re.compile(r"(\d{4})-(2[1-4])(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|AU|WI)")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)(?:XX)?$")
_YEAR = re.compile(r"(-?\d{4})")

_PART_MONTH = {
    "Q1": 1,
    "Q2": 4,
    "Q3": 7,
    "Q4": 10,
    "H1": 1,
    "H2": 7,
    "SP": 3,
    "SU": 6,
    "FA": 9,
    "AU": 9,
    "WI": 12,
}


def moment_of(value: str) -> str | None:
    """The moment of an EDTF-like date value; of a range or a list, its first part.

    Args:
        value: `2018-06-06`, `2018-W17`, `199X`, `2018-05-06/2018-05-14`, `2017~` ...

    Returns:
        The sortable text, or None when the value has no place on the calendar (`PAST_REF`).
    """
    first = re.split(r"[/,]", value)[0]
    if match := _DAY.match(first):
        return f"{match[1]}-{match[2]}-{match[3]}d"
    if match := _WEEK.match(first):
        try:
            return f"{date.fromisocalendar(int(match[1]), int(match[2]), 1).isoformat()}w"
        except ValueError:
            return None
    if match := _PART.match(first):
        return f"{match[1]}-{_PART_MONTH[match[2]]:02}-00{'q' if match[2][0] in 'QH' else 's'}"
    if match := _SEASON.match(first):
        return f"{match[1]}-{3 * (int(match[2]) - 20):02}-00s"
    if match := _MONTH.match(first):
        return f"{match[1]}-{match[2]}-00m"
    if match := _DECADE.match(first):
        return f"{match[1]}0-00-00e"
    if match := _YEAR.match(first):
        return f"{match[1]}-00-00y"
    if match := _CENTURY.match(first):
        return f"{match[1]}00-00-00c"
    return None
