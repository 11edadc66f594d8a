"""What the date grammar understands, sentence by sentence, and what it must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tui.entities.dates import find_dates

HERE = Path(__file__).parent
PUBLISHED = "2018-06-07"  # a Thursday
MARK = re.compile(r"\[([^\]|]*)\|([^\]]*)\]")

Expected = list[tuple[int, int, str | None]]
Case = tuple[str, str, Expected]


def cases() -> Iterator[Case]:
    """Text, day of publication, and (start, end, value) of each date, from the annotated sentences."""
    for line in (HERE / "dates_sentences.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        line, _, published = line.partition(" @")
        line, _, extra = line.partition(" ?")
        text, last = "", 0
        expected: Expected = []
        for mark in MARK.finditer(line):
            text += line[last : mark.start()]
            value = None if mark[2] == "None" else mark[2]
            expected.append((len(text), len(text) + len(mark[1]), value))
            text += mark[1]
            last = mark.end()
        text += line[last:]
        if extra:
            span, _, value = extra.partition("|")
            start = text.index(span)
            expected.append((start, start + len(span), value))
        yield text, published or PUBLISHED, sorted(expected, key=lambda date: date[0])


def traps() -> list[str]:
    lines = (HERE / "dates_traps.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "published", "expected"), list(cases()))
def test_span_and_value(text: str, published: str, expected: Expected) -> None:
    found = find_dates(text, date.fromisoformat(published))
    assert [(m.text, m.date.value) for m in found if m.date] == [(text[s:e], v) for s, e, v in expected]
    assert [(m.start, m.end) for m in found] == [(s, e) for s, e, _ in expected]


@pytest.mark.parametrize("text", traps())
def test_no_date(text: str) -> None:
    assert [m.text for m in find_dates(text, date.fromisoformat(PUBLISHED))] == []
    assert [m.text for m in find_dates(text, None)] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وصل أمس", ["DATE"]),
        ("وصل مساء أمس", ["TIME"]),
        ("يصل الساعة 10:00", ["TIME"]),
        ("استمر ثلاثة أيام", ["DURATION"]),
        ("يجتمع كل جمعة", ["SET"]),
        ("يصدر يوميا", ["SET"]),
        ("توفي قبل ثلاثة أيام", ["DATE"]),
    ],
)
def test_type(text: str, kinds: list[str]) -> None:
    assert [m.date.type for m in find_dates(text, date(2018, 6, 7)) if m.date] == kinds
