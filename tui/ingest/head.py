"""The head of a file: title, source and date, fenced by `+++` (TOML) or `---` (`key: value`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

_FENCE = re.compile(r"(\+\+\+|---)[ \t]*\n")
_PAIR = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_NUMERIC = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)(.*)", re.DOTALL)
# What the keys of digits print under Arabic and Persian layouts.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class HeadError(ValueError):
    """The head of a file cannot be read; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the text.

    Attributes:
        title: the title it gives, or None.
        source: who published the article, or "".
        published: ISO date or date-time, or None.
        url: where the article can be found, or None.
        length: code points of the head, fences and the blank lines after it included.
    """

    title: str | None = None
    source: str = ""
    published: str | None = None
    url: str | None = None
    length: int = 0


def read_head(text: str) -> Head:
    """The head of a text; an empty one of length 0 where there is none.

    Args:
        text: a whole file, newlines `\\n`.

    Raises:
        HeadError: when there is a `+++` head and it is not TOML.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return Head()
    fence = opening[1]
    closing = re.compile(rf"^{re.escape(fence)}[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, opening.end())
    if closing is None:
        return Head()
    inside = text[opening.end() : closing.start()]
    values = _toml(inside) if fence == "+++" else _pairs(inside)
    if values is None:
        return Head()
    length = closing.end()
    while length < len(text) and text[length] == "\n":
        length += 1
    return Head(
        title=_text(values, "title"),
        source=_text(values, "source", "publisher") or "",
        published=_published(values),
        url=_text(values, "url", "link"),
        length=length,
    )


def _toml(inside: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(inside)
    except tomllib.TOMLDecodeError as error:
        raise HeadError(f"has a head between +++ lines that is not TOML: {error}") from error


def _pairs(inside: str) -> Mapping[str, object] | None:
    """`key: value` lines; None where other lines stand between the fences, which are then no fences."""
    values: dict[str, object] = {}
    for line in inside.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        pair = _PAIR.fullmatch(stripped)
        if pair is None:
            # Lists and nested values of YAML belong to a head; a sentence does not.
            if values and (line[0] in " \t" or stripped.startswith("- ")):
                continue
            return None
        value = pair[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[pair[1].lower()] = value
    return values or None


def _text(values: Mapping[str, object], *names: str) -> str | None:
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _published(values: Mapping[str, object]) -> str | None:
    for name in ("published", "date"):
        value = values.get(name)
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, str) and (found := parse_published(value)):
            return found
    return None


def parse_published(value: str) -> str | None:
    """A publication date as people write it in heads and on command lines.

    Args:
        value: an ISO date or date-time, `2018/6/7`, the day first as Arabic pages write it (`7/6/2018`), or the
            form of mail (`Thu, 07 Jun 2018 10:00:00 GMT`); in digits of any keyboard.

    Returns:
        The ISO form, or None when it is none of these.
    """
    value = value.strip().translate(_DIGITS)
    if numeric := _NUMERIC.fullmatch(value):
        year, month, day, rest = numeric.groups()
        value = f"{year}-{int(month):02}-{int(day):02}{rest}"
    elif numeric := _DAY_FIRST.fullmatch(value):
        day, month, year = numeric.groups()
        value = f"{year}-{int(month):02}-{int(day):02}"
    for parse in (_iso_date, _iso_moment, _mail_moment):
        found = parse(value)
        if found:
            return found
    return None


def _iso_date(value: str) -> str | None:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _iso_moment(value: str) -> str | None:
    try:
        return datetime.datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _mail_moment(value: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, IndexError, TypeError):
        return None
