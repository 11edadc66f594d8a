"""A session by keys alone: samples, ten articles triaged, a name followed, undo, quit, reopened as left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reader_terminal import Terminal, command, environment

from tui.library.library import Library

HASHD = "organization:الحشد الشعبي"
NAME = "ﻲﺒﻌﺸﻟﺍ ﺪﺸﺤﻟﺍ"  # as the screen shows it


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def start(home: Path) -> Terminal:
    return Terminal(command("--library", str(home / "library.db")), 120, 40, environment(home))


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def library_of(home: Path) -> Library:
    return Library.open(home / "library.db")


def test_a_session_by_keys_alone(home: Path, terminals: list[Terminal]) -> None:
    first = start(home)
    terminals.append(first)
    first.until(lambda text: "sample articles" in text)
    with library_of(home) as library:
        total = library.counts().total
        ids = list(library.article_ids())
        first.until(lambda text: library.counts().pending == 0)
        assert library.counts().unread == total

        # Ten articles: every other one is read, two are starred, one goes into the archive.
        for number in range(10):
            if number % 2 == 0:
                first.press("r")
            if number in (3, 5):
                first.press("s")
            if number == 7:
                first.press("a")
            first.press("j")
        first.until(lambda text: "article 11 of" in text)
        headers = library.headers(ids)
        assert [header.is_read for header in headers[:10:2]] == [True] * 5
        assert [header.id for header in headers if header.is_starred] == [ids[3], ids[5]]
        assert headers[7].is_archived

        # The archived article is still in the list; undo brings it back into the others.
        assert f"{total} articles" in first.text
        first.press("u", "u")
        first.until(lambda text: not library.headers([ids[7]])[0].is_archived)
        assert not library.headers([ids[8]])[0].is_read

        # A name is followed from one article to the next, and back.
        told = library.articles_of(HASHD)
        assert len(told) >= 2
        first.press("g", "g")
        first.until(lambda text: "article 1 of" in text)
        for row in range(ids.index(told[0])):
            first.press("J")
            first.until(lambda text, row=row: f"article {row + 2} of" in text)
        first.press("2")
        for _ in range(len(library.mentions(told[0]))):
            before = first.text
            first.press("]")
            first.until(lambda text, before=before: text != before)
            if f"{NAME} · mention" in first.text:
                break
        before = first.until(lambda text: f"in {len(told)} articles" in text)
        first.press("}")
        first.until(lambda text: f"{NAME} · mention 1 of" in text and text != before)
        first.press("alt+left")
        first.until(lambda text: body(text) == body(before))
        first.press("}")
        first.until(lambda text: body(text) != body(before))
        first.press("]", "2", "j", "j")
        first.rest(1.0)
        left = first.text

    first.press("q")
    assert first.wait() == 0
    assert b"\x1b[?1049l" in first.output

    second = start(home)
    terminals.append(second)
    second.until(lambda text: "mention" in text)
    second.press("tab", "tab", "tab")  # it is the reader itself by now, not the frame kept for its start
    second.until(lambda text: text == left)
    second.press("q")
    assert second.wait() == 0


def body(text: str) -> list[str]:
    """The screen without its header, whose counts change as articles are read."""
    return text.splitlines()[1:]
