"""The worker: what is asked last is done first, nothing stops it, and it ends with its input."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui import worker as worker_module
from tui.entities.engine import EngineUnavailable
from tui.entities.linking.corrections import dismiss
from tui.entities.model import Entity, Extraction, Mention
from tui.library import Library
from tui.library.model import Source
from tui.worker import Worker


class FakeExtractor:
    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []
        self.fails_on: dict[int, Exception] = {}

    def extract(self, article: int) -> Extraction:
        self.done.append(("extract", article))
        if article in self.fails_on:
            raise self.fails_on[article]
        return Extraction((), (), "fake")

    def redate(self, article: int) -> Extraction:
        self.done.append(("redate", article))
        return Extraction((), (), "fake")


class Bench:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.extractor = FakeExtractor()
        self.events: list[dict[str, Any]] = []
        self.worker = Worker(library, self.extractor, lambda event: self.events.append(dict(event)))  # type: ignore[arg-type]

    def ask(self, do: str, **more: object) -> None:
        self.worker.requests.put({"do": do, **more})

    def finish(self) -> None:
        while self.worker.step():
            pass


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Library.open(tmp_path / "library.db") as library:
        library.add(
            [
                Source(f"خبر {number}", f"خبر {number}", published=f"2018-06-{number:02}")
                for number in range(1, 21)
            ]
        )
        yield Bench(library)


def test_the_newest_request_comes_first_and_pending_ones_last(bench: Bench) -> None:
    bench.ask("extract-pending")
    bench.ask("extract", id=3)
    bench.ask("extract", id=5)
    bench.ask("redate", id=7)
    bench.ask("extract", id=3)
    bench.finish()
    assert bench.extractor.done[:3] == [("extract", 3), ("redate", 7), ("extract", 5)]
    # Then the rest, newest article first, each once.
    assert [article for _, article in bench.extractor.done[3:]] == [
        n for n in range(20, 0, -1) if n not in (3, 5, 7)
    ]
    assert bench.events[-1] == {"event": "idle"}
    assert bench.library.counts().pending == 0


def test_an_urgent_request_breaks_into_the_pending_ones(bench: Bench) -> None:
    bench.ask("extract-pending")
    bench.worker.step()
    bench.ask("extract", id=1)
    bench.finish()
    places = [article for _, article in bench.extractor.done]
    assert places.index(1) == worker_module.ARTICLES_AT_ONCE


def test_a_text_the_engine_fails_on_is_named_and_the_others_go_on(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.extractor.fails_on = {20: RuntimeError("boom"), 4: UnicodeDecodeError("utf-8", b"", 0, 1, "x")}
    bench.ask("extract-pending")
    bench.ask("extract", id=99)
    bench.finish()
    failed = {event["id"] for event in bench.events if event["event"] == "failed"}
    bench.ask("extract", id=4)
    bench.finish()
    assert failed <= {4, 20, 99}
    assert {4, 20} <= failed
    assert bench.library.counts().pending == 2
    # The report says what happened and where, not what the article says.
    said = capsys.readouterr().err
    assert "RuntimeError" in said


def test_without_its_engine_it_says_so_and_still_reads_files_in(bench: Bench, tmp_path: Path) -> None:
    bench.extractor.fails_on = dict.fromkeys(range(30), EngineUnavailable("install it"))
    (tmp_path / "new.txt").write_text("خبر جديد")
    bench.ask("add", paths=[str(tmp_path / "new.txt")])
    bench.ask("extract-pending")
    bench.finish()
    assert [event["event"] for event in bench.events] == ["progress", "added", "failed"]
    assert bench.events[-1]["error"] == "install it"


def test_files_are_read_in_a_few_at_a_time_and_urgent_requests_wait_for_no_directory(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "FILES_AT_ONCE", 2)
    files = tmp_path / "files"
    files.mkdir()
    for number in range(7):
        (files / f"{number}.txt").write_text(f"ملف {number}")
    (files / "bad.txt").write_bytes(bytes(range(256)))
    with (files / "6.txt").open("ab") as damaged:
        damaged.write(b"\xff")
    bench.ask("add", paths=[str(files)], published="2018-01-01")
    bench.worker.step()
    bench.worker.step()
    bench.ask("extract", id=2)
    bench.worker.step()
    bench.worker.step()
    assert bench.events[1] == {"event": "extracted", "id": 2}
    bench.finish()
    added = next(event for event in bench.events if event["event"] == "added")
    assert len(added["ids"]) == 7
    assert len(added["errors"]) == 1
    assert "bad.txt" in added["errors"][0]
    assert [remark.partition(" is damaged")[0] for remark in added["remarks"]] == [str(files / "6.txt")]
    assert bench.library.headers(added["ids"])[0].published == "2018-01-01"
    # New articles are extracted without being asked for.
    assert bench.library.counts().pending == 0


def test_requests_that_make_no_sense_are_answered(bench: Bench) -> None:
    bench.ask("dance")
    bench.ask("add")
    bench.ask("correct", correction={"action": "merge"})
    bench.finish()
    assert [event["event"] for event in bench.events] == ["failed", "added", "failed"]


def test_a_correction_can_be_left_to_it(bench: Bench) -> None:
    bench.ask("correct", correction={"action": "dismiss", "entity": "place:بغداد"})
    bench.finish()
    assert bench.events == [{"event": "corrected", "correction": 1}, {"event": "settled"}]


def test_corrections_reach_articles_a_few_at_a_time(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "SETTLED_AT_ONCE", 1)
    mention = Mention(0, 3, "خبر", "place", "place:خبر")
    for article in (1, 2, 3):
        found = Extraction((mention,), (Entity("place:خبر", "place", "خبر"),), "by hand")
        bench.library.store_extraction(article, found)
    bench.library.correct(dismiss("place:خبر"), later=True)
    bench.ask("settle")
    bench.worker.step()
    bench.ask("extract", id=9)
    bench.finish()
    assert [event["event"] for event in bench.events] == ["extracted", "settled"]
    assert not any(bench.library.entities(article) for article in (1, 2, 3))


def test_it_looks_for_search_words_in_what_it_adds(bench: Bench, tmp_path: Path) -> None:
    bench.library.watch("word:أسعار النفط")
    (tmp_path / "خبر.txt").write_text("وصلت أسعار النفط إلى حد", encoding="utf-8")
    bench.ask("add", paths=[str(tmp_path / "خبر.txt")])
    bench.finish()
    assert {"event": "looked"} in bench.events
    assert bench.library.watched()[0].articles == 1


def test_it_waits_for_other_writers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.library._store.run("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(bench.library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            other.execute("ROLLBACK")

    monkeypatch.setattr(time, "sleep", pause)
    bench.ask("extract", id=1)
    bench.finish()
    assert len(pauses) == 3
    assert bench.events == [{"event": "extracted", "id": 1}]
    other.close()


# Long articles


def _with_long_article(bench: Bench, monkeypatch: pytest.MonkeyPatch, *second: str) -> int:
    """A worker that leaves one article to a second one; its id."""
    monkeypatch.setattr(worker_module, "LONG", 1000)
    (article,) = bench.library.add(
        [Source("وصل محمد إلى بغداد أمس. " * 50, "خبر", published="2019-01-01")]
    ).added
    bench.worker = Worker(
        bench.library,
        bench.extractor,  # type: ignore[arg-type]
        lambda event: bench.events.append(dict(event)),
        second=second,
    )
    return article


def _finish_with_second(bench: Bench) -> None:
    deadline = time.monotonic() + 60
    while {"event": "idle"} not in bench.events and time.monotonic() < deadline:
        if not bench.worker.step():
            time.sleep(0.02)


def test_nothing_waits_for_a_long_article(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    long = _with_long_article(bench, monkeypatch, "--library", str(bench.library.path), "--alone")
    bench.ask("extract", id=long)
    bench.ask("extract-pending")
    bench.finish()
    assert bench.library.counts().pending == 1
    assert {"event": "idle"} not in bench.events
    _finish_with_second(bench)
    assert bench.events[-2:] == [{"event": "extracted", "id": long}, {"event": "idle"}]
    assert bench.library.mentions(long)


def test_a_long_article_the_second_worker_is_lost_over_has_failed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = _with_long_article(bench, monkeypatch, "--no-such-option")
    bench.ask("extract-pending")
    _finish_with_second(bench)
    (failed,) = [event for event in bench.events if event["event"] == "failed"]
    assert (failed["id"], bench.library.counts().pending) == (long, 1)
    assert "ended (status 2)" in failed["error"]


# The process itself


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    path = tmp_path / "library.db"
    Library.open(path).close()
    started = subprocess.Popen(
        [sys.executable, "-m", "tui.worker", "--library", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with started:
        yield started
        started.kill()


def test_it_speaks_json_and_ends_with_its_input(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text("وصل محمد إلى بغداد أمس", encoding="utf-8")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"this is no request\n[1]\n{}\n\xff\xfe\n")
    process.stdin.write(json.dumps({"do": "add", "paths": [str(tmp_path / "خبر.txt")]}).encode() + b"\n")
    process.stdin.flush()
    names = []
    while not names or names[-1] != "added":
        names.append(json.loads(process.stdout.readline())["event"])
    assert names[-2:] == ["progress", "added"]
    process.stdin.close()
    assert process.wait(timeout=10) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it(process: subprocess.Popen[bytes], number: int) -> None:
    process.send_signal(number)
    assert process.wait(timeout=10) == -number


def test_it_does_not_outlive_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, signal, subprocess, sys, time; "
        "child = subprocess.Popen([sys.executable, '-m', 'tui.worker', "
        f"'--library', {str(tmp_path / 'library.db')!r}], stdin=subprocess.PIPE, start_new_session=True); "
        "print(child.pid, flush=True); time.sleep(0.3); os.kill(os.getpid(), signal.SIGKILL)"
    )
    parent = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = int(parent.stdout)
    deadline = time.monotonic() + 10
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_library_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 100)
    done = subprocess.run(
        [sys.executable, "-m", "tui.worker", "--library", str(tmp_path / "text.db")],
        input=b"",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["event"] == "failed"
