"""Values on their way into and out of SQLite: texts, publication times, content hashes."""

from __future__ import annotations

from datetime import UTC, date, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_A_DAY = 86_400


def pack(text: str) -> str | bytes:
    """The value that stores a text: itself, or bytes where it holds lone surrogates, which SQLite refuses."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def unpack(value: str | bytes) -> str:
    """The text that `pack` stored."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def content_hash(text: str) -> bytes:
    """Sixteen bytes that are the same for the same text, however its white space runs.

    Args:
        text: the whole text of an article, title included.

    Returns:
        A BLAKE2b digest.
    """
    import hashlib  # a start that only reads needs none of it

    squeezed = " ".join(text.split())
    return hashlib.blake2b(squeezed.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def check_published(value: str) -> str:
    """A publication date as the library keeps it.

    Args:
        value: an ISO 8601 date or date-time.

    Returns:
        The date as `2018-06-06`, or the date-time in ISO form.

    Raises:
        ValueError: when it is neither.
    """
    value = value.strip()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return datetime.fromisoformat(value).isoformat()


def published_seconds(value: str) -> int:
    """Seconds since 1970 of a publication date: midnight for a date, UTC where no zone is given.

    Args:
        value: what `check_published` returned.

    Returns:
        Whole seconds, negative before 1970.
    """
    if len(value) == len("2018-06-06"):
        return (date.fromisoformat(value).toordinal() - _EPOCH.toordinal()) * _SECONDS_A_DAY
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return int((moment - _EPOCH).total_seconds())


def day_of(seconds: int) -> str:
    """The ISO day of seconds since 1970, in UTC."""
    return date.fromordinal(_EPOCH.toordinal() + seconds // _SECONDS_A_DAY).isoformat()


def month_of(seconds: int) -> tuple[str, int]:
    """The month of seconds since 1970 (`2018-06`), in UTC, and the second the next one begins at."""
    day = date.fromordinal(_EPOCH.toordinal() + seconds // _SECONDS_A_DAY)
    import calendar  # brings `locale` along, which no start should wait for

    days = calendar.monthrange(day.year, day.month)[1] - day.day + 1
    return f"{day.year:04}-{day.month:02}", (seconds // _SECONDS_A_DAY + days) * _SECONDS_A_DAY
