"""The first frame: a reader who comes back sees the screen as it was left, at once, and never a stale one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal_pty import Program

from tui.config import state_name
from tui.library.library import Library
from tui.library.model import Source
from tui.library.stamp import stamp
from tui.private_files import read_private, write_private
from tui.terminal.first_frame import show

ARTICLE = Source(
    text="عنوان قصير\n\nقال مصدر في بغداد.", title="عنوان قصير", body_start=12, published="2024-05-01"
)
OTHER = Source(
    text="عنوان آخر\n\nقال مصدر في دمشق.", title="عنوان آخر", body_start=11, published="2024-05-02"
)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str | None]:
    with Library.open(tmp_path / "library.db") as library:
        library.add([ARTICLE])
    return {
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_RUNTIME_DIR": None,
    }


def reader(home: dict[str, str | None], *more: str) -> Program:
    library = str(Path(str(home["HOME"])) / "library.db")
    return Program([sys.executable, "-m", "tui.start", "--library", library, *more], env=home)


def read_and_quit(home: dict[str, str | None], *more: str) -> None:
    program = reader(home, *more)
    try:
        assert program.shows("1 article", 30)
        # The worker's finding of names changes the library: let it rest before leaving.
        program.pump(3)
        program.send(b"q")
        assert program.ended() == 0
    finally:
        program.close()


def frames(home: dict[str, str | None]) -> list[Path]:
    return list((Path(str(home["XDG_STATE_HOME"])) / "newsread" / "frames").glob("*"))


def test_the_screen_as_left_is_shown_again_before_the_app_is_there(home: dict[str, str | None]) -> None:
    read_and_quit(home)
    assert len(frames(home)) == 1
    assert frames(home)[0].stat().st_mode & 0o077 == 0
    # With an app that cannot even start, the kept frame is seen, and the terminal given back after it.
    program = Program(
        [
            sys.executable,
            "-c",
            "import sys; from tui.terminal import first_frame\n"
            "first_frame.show(sys.argv[1:], lambda *_: None); sys.stdin.read(1); first_frame.undo()",
            "--library",
            str(Path(str(home["HOME"])) / "library.db"),
        ],
        env=home,
    )
    try:
        assert program.shows("1 article")
        program.send(b"\n")
        program.ended()
        assert not program.restored
    finally:
        program.close()


def test_an_article_that_came_in_since_is_not_missed(home: dict[str, str | None]) -> None:
    read_and_quit(home)
    with Library.open(Path(str(home["HOME"])) / "library.db") as library:
        before = stamp(str(library.path))
        library.add([OTHER])
        assert stamp(str(library.path)) != before
    program = reader(home)
    try:
        assert program.shows("2 articles", 30)
    finally:
        program.close()


SHOWN_BEFORE_THE_APP = (
    "import sys, tui.start; from tui.terminal import first_frame\n"
    "first_frame.show(sys.argv[1:], tui.start._drawn)\n"
    "print('\\x1b[20;60H', 'textual' in sys.modules, file=sys.stderr)\n"
    "sys.stdin.read(1); first_frame.undo()"
)


def test_over_a_shared_library_the_readers_own_marks_count(home: dict[str, str | None]) -> None:
    path = Path(str(home["HOME"])) / "library.db"
    words = ("--library", str(path), "--read-only")
    read_and_quit(home, "--read-only")
    assert len(frames(home)) == 1
    state = Path(str(home["XDG_STATE_HOME"])) / "newsread" / state_name(str(path))
    for is_read, unread in ((False, "1 unread"), (True, "0 unread")):
        if is_read:
            with Library.open(path, read_only=True, state_path=state) as library:
                library.mark(library.article_ids(), read=True)
        program = Program([sys.executable, "-c", SHOWN_BEFORE_THE_APP, *words], env=home)
        try:
            assert program.shows(unread)
            assert program.shows("False"), "Textual was there already"
            program.send(b"\n")
            program.ended()
            assert not program.restored
        finally:
            program.close()


@pytest.mark.parametrize("mode", ["explicit", "inverse"])
def test_a_changed_library_is_drawn_anew_before_the_app_is_there(
    home: dict[str, str | None], mode: str
) -> None:
    library = Path(str(home["HOME"])) / "library.db"
    first = reader(home, "--bidi", mode)
    try:
        assert first.shows("1 article", 30)
        first.pump(3)
        first.send(b"q")
        assert first.ended() == 0
    finally:
        first.close()
    with Library.open(library) as opened:
        opened.add([OTHER])
    program = Program(
        [sys.executable, "-c", SHOWN_BEFORE_THE_APP, "--library", str(library), "--bidi", mode], env=home
    )
    try:
        assert program.shows("2 articles")
        assert program.shows("False"), "Textual was there already"
        program.send(b"\n")
        program.ended()
        assert not program.restored
    finally:
        program.close()


def test_a_frame_kept_for_another_way_of_writing_is_left_alone(home: dict[str, str | None]) -> None:
    read_and_quit(home)
    (kept,) = frames(home)
    record = read_private(str(kept))
    assert "explicit" in record
    write_private(str(kept), tuple("sideways" if value == "explicit" else value for value in record))
    with Library.open(Path(str(home["HOME"])) / "library.db") as opened:
        opened.add([OTHER])
    program = reader(home)
    try:
        assert program.shows("2 articles", 30)
        assert b"Traceback" not in program.output
    finally:
        program.close()


KEPT_ALONE = (
    "import sys; from tui.terminal import first_frame\n"
    "first_frame.show(sys.argv[1:], lambda *_: None); sys.stdin.read(1); first_frame.undo()"
)
"""Shows what was kept, and draws nothing itself."""


@pytest.fixture
def next_start(home: dict[str, str | None]) -> Iterator[Callable[..., Program]]:
    """The next start, as far as what was kept for it."""
    programs: list[Program] = []

    def begin(*more: str) -> Program:
        library = str(Path(str(home["HOME"])) / "library.db")
        programs.append(Program([sys.executable, "-c", KEPT_ALONE, "--library", library, *more], env=home))
        return programs[-1]

    yield begin
    for program in programs:
        program.send(b"\n")
        program.ended()
        assert not program.restored
        program.close()


def run_command(home: dict[str, str | None], *words: str) -> None:
    environ = {key: value for key, value in {**os.environ, **home}.items() if value is not None}
    command = [sys.executable, "-m", "tui.cli", *words, "--library", f"{home['HOME']}/library.db"]
    subprocess.run(command, env=environ, check=True, capture_output=True)


def test_a_command_that_changes_the_library_has_the_next_start_drawn(
    home: dict[str, str | None], tmp_path: Path, next_start: Callable[..., Program]
) -> None:
    read_and_quit(home)
    article = tmp_path / "2024-05-02.txt"
    article.write_text(OTHER.text, encoding="utf-8")
    run_command(home, "add", str(article))
    program = next_start()
    assert program.shows("2 articles")
    assert "قال" not in "".join(program.screen().lines), "the list alone was drawn"


def test_a_kept_frame_waits_for_nothing_else(home: dict[str, str | None]) -> None:
    """Each of these takes longer to load than the frame takes to be read and written."""
    read_and_quit(home)
    code = (
        "import sys, tui.start; from tui.terminal import first_frame\n"
        "first_frame.show(sys.argv[1:], lambda *_: None); loaded = set(sys.modules); sys.stdin.read(1)\n"
        "first_frame.undo(); slow = {'typing', 're', 'enum', 'collections', 'contextlib', '_sqlite3', 'signal'}\n"
        "print('loaded:', *sorted(loaded & slow), 'and no more')"
    )
    program = Program([sys.executable, "-c", code, "--library", f"{home['HOME']}/library.db"], env=home)
    try:
        assert program.shows("1 article")
        program.send(b"\n")
        program.ended()
        assert b"loaded: and no more" in program.output
    finally:
        program.close()


def test_a_command_that_only_reads_leaves_the_frame_as_it_is(
    home: dict[str, str | None], next_start: Callable[..., Program]
) -> None:
    read_and_quit(home)
    before = frames(home)[0].stat().st_mtime_ns
    run_command(home, "list")
    assert frames(home)[0].stat().st_mtime_ns == before
    assert next_start().shows("article 1 of 1")


def test_what_came_in_while_the_reader_was_open_is_in_the_next_start(
    home: dict[str, str | None], next_start: Callable[..., Program]
) -> None:
    program = reader(home)
    try:
        assert program.shows("1 article", 30)
        program.pump(3)
        with Library.open(Path(str(home["HOME"])) / "library.db") as library:
            library.add([OTHER])
        program.send(b"q")
        assert program.ended() == 0
    finally:
        program.close()
    again = next_start()
    assert again.shows("2 articles")
    shown = "".join(again.screen().lines)
    assert "1 of 1" not in shown
    assert "1 article " not in shown


def test_what_the_next_start_will_not_list_is_not_shown(
    home: dict[str, str | None], next_start: Callable[..., Program]
) -> None:
    program = reader(home)
    try:
        assert program.shows("1 article", 30)
        program.pump(2)
        program.send(b"vu")
        assert program.shows("[unread")
        program.send(b"r")
        assert program.shows("0 unread")
        program.pump(1)
        program.send(b"q")
        assert program.ended() == 0
    finally:
        program.close()
    again = next_start()
    assert again.shows("0 unread")
    assert "0 articles" in again.screen().lines[0]


def test_a_notice_is_old_by_the_next_start(
    home: dict[str, str | None], next_start: Callable[..., Program]
) -> None:
    program = reader(home)
    try:
        assert program.shows("1 article", 30)
        program.pump(2)
        program.send(b"u")
        assert program.shows("Nothing to undo")
        program.send(b"q")
        assert program.ended() == 0
    finally:
        program.close()
    again = next_start()
    assert again.shows("1 article")
    assert "undo" not in "".join(again.screen().lines)


def test_settings_changed_while_the_reader_was_open_are_not_taken_for_those_it_was_drawn_with(
    home: dict[str, str | None],
) -> None:
    config = Path(str(home["XDG_CONFIG_HOME"])) / "newsread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("mirrored = false\n")
    program = reader(home)
    try:
        assert program.shows("1 article", 30)
        program.pump(2)
        config.write_text("mirrored = true\n")
        program.send(b"q")
        assert program.ended() == 0
    finally:
        program.close()
    again = Program([sys.executable, "-c", KEPT_ALONE, "--library", f"{home['HOME']}/library.db"], env=home)
    try:
        again.pump(1)
        assert b"\x1b[?1049h" not in again.output, "a frame of other settings was shown"
    finally:
        again.send(b"\n")
        again.ended()
        again.close()


def test_a_signal_before_the_app_is_there_gives_the_terminal_back(home: dict[str, str | None]) -> None:
    read_and_quit(home)
    program = Program(
        [
            sys.executable,
            "-c",
            "import sys, time; from tui.terminal import first_frame\n"
            "first_frame.show(sys.argv[1:], lambda *_: None); time.sleep(30)",
            "--library",
            str(Path(str(home["HOME"])) / "library.db"),
        ],
        env=home,
    )
    try:
        assert program.shows("1 article")
        program.pump(0.3)
        os.kill(program.process.pid, signal.SIGTERM)
        assert program.ended() == 128 + signal.SIGTERM
        assert not program.restored
    finally:
        program.close()


def test_a_command_line_that_adds_articles_shows_no_old_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert not show(["some/folder"], lambda *_: None)


def test_a_missing_library_has_no_stamp(tmp_path: Path) -> None:
    assert stamp(str(tmp_path / "none.db")) is None


def test_what_changes_a_library_changes_its_stamp_and_reading_it_does_not(tmp_path: Path) -> None:
    path = str(tmp_path / "library.db")
    with Library.open(path) as library:
        library.add([ARTICLE])
    seen = [stamp(path)]
    with Library.open(path) as library:
        library.headers(library.article_ids())
    assert stamp(path) == seen[-1]
    changes: list[Callable[[Library], object]] = [
        # An article that is there already learns what it did not know: no number of the library changes.
        lambda library: library.add([ARTICLE._replace(source="وكالة")]),
        lambda library: library.mark(library.article_ids(), read=True),
        lambda library: library.undo(),
        lambda library: library.set_setting("reader.state", "{}"),
    ]
    for change in changes:
        with Library.open(path) as library:
            change(library)
            seen.append(stamp(path))
            assert seen[-1] not in seen[:-1], "still open"
        seen.append(stamp(path))
        assert seen[-1] not in seen[:-1], "and closed"
