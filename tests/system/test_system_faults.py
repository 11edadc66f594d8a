"""Disks, files and processes that fail under a running reader: a notice, nothing lost, never a traceback."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from system_reader import ESC, Home, Program, command, eventually, press, rest, text_of

from tui.library import Library


def quits_clean(program: Program, home: Home, status: int = 0) -> None:
    program.send(b"\x11")
    assert program.ended() == status, program.output[-2000:]
    assert program.restored == []
    assert b"Traceback" not in program.output
    assert eventually(lambda: not home.processes()), home.processes()


def no_crash(home: Home) -> None:
    assert not home.log.exists() or "---" not in home.log.read_text(), home.log.read_text()


def test_a_crash_leaves_a_sentence_and_a_report_without_text(home: Home, tmp_path: Path) -> None:
    program = crashing(home, tmp_path)
    press(program, "s")
    assert program.ended() == 70
    assert program.restored == []
    after = program.output[program.output.rfind(b"\x1b[?1049l") :].decode()
    assert str(home.log) in after
    assert "ValueError" in after
    assert "Traceback" not in after
    report = home.log.read_text()
    assert "broken.py" in report
    assert "the words of the article" not in report
    assert "\u0627" not in report
    assert home.log.stat().st_mode & 0o077 == 0
    assert eventually(lambda: not home.processes())


def test_a_crash_report_holds_text_where_the_reader_wants_it_to(home: Home, tmp_path: Path) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text("crash_text = true\n")
    program = crashing(home, tmp_path)
    press(program, "s")
    assert program.ended() == 70
    assert "the words of the article" in home.log.read_text()


def test_a_crash_before_the_panes_is_told_as_well(home: Home, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "import sys\nimport tui.app\n"
        "def broken(options):\n    raise ValueError(' '.join(['the', 'words', 'of', 'the', 'article']))\n"
        "tui.app.run_reader = broken\nfrom tui.start import main\nsys.exit(main())\n"
    )
    import sys

    program = home.start(whole=[sys.executable, str(script)])
    assert program.ended() == 70
    assert program.restored == []
    assert b"newsread.log" in program.output
    assert b"Traceback" not in program.output
    assert "the words" not in home.log.read_text()


def test_a_crash_that_cannot_be_written_down_is_still_a_sentence(home: Home, tmp_path: Path) -> None:
    home.state.write_text("a file where a directory should be")
    program = crashing(home, tmp_path)
    press(program, "s")
    assert program.ended() == 70
    assert program.restored == []
    assert b"no report was kept" in program.output
    assert b"Traceback" not in program.output


def crashing(home: Home, tmp_path: Path) -> Program:
    """The reader with a mistake in what the star key does."""
    import sys

    script = tmp_path / "broken.py"
    script.write_text(
        "import sys\n"
        "import tui.screens.reader.screen as screen\n"
        "def broken(reader):\n"
        "    raise ValueError(' '.join(['the', 'words', 'of', 'the', 'article', reader.reading.article.text]))\n"
        "screen.ReaderScreen.handlers = {**screen.ReaderScreen.handlers, 'toggle-star': broken}\n"
        "from tui.start import main\n"
        "sys.exit(main())\n"
    )
    return home.read(whole=[sys.executable, str(script)])


def fill_up(disk: Path) -> None:
    with contextlib.suppress(OSError), open(disk / "filling", "wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))


def test_a_full_disk_is_a_notice_and_costs_nothing(home: Home, small_disk: Path, filled: Path) -> None:
    library = small_disk / "library.db"
    shutil.copyfile(filled, library)
    program = home.read("--library", str(library))
    press(program, "s")
    fill_up(small_disk)
    for _ in range(60):
        program.send(b"s")
        rest(program, 0.05)
        if "✗" in text_of(program):
            break
    assert program.shows("✗"), text_of(program)
    starred = text_of(program)
    press(program, "j", "j", "2", "]", "t", ESC)
    assert text_of(program) != starred, "reading goes on"
    program.send(b"\x11")
    assert program.ended() is not None
    assert program.restored == []
    assert b"Traceback" not in program.output
    no_crash(home)
    (small_disk / "filling").unlink()
    with Library.open(library) as opened:
        assert opened.counts().total > 5
    quits_clean(home.read("--library", str(library)), home)


def test_a_full_state_directory_hurts_nobody(home: Home, small_disk: Path) -> None:
    home.state.symlink_to(small_disk)
    fill_up(small_disk)
    program = home.read()
    press(program, "j", "s")
    quits_clean(program, home)


def test_a_file_size_limit_is_a_notice(home: Home) -> None:
    """What a full quota looks like where no small disk can be mounted."""
    limit = home.library.stat().st_size // 1024 + 8
    program = home.read(whole=["bash", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *command()])
    program.send(b"s" * 40)
    rest(program, 1.0)
    assert program.process.poll() is None, program.output[-500:]
    program.send(b"\x11")
    assert program.ended() is not None
    assert program.restored == []
    assert b"Traceback" not in program.output
    no_crash(home)
    quits_clean(home.read(), home)


def test_a_library_deleted_under_the_reader_is_a_notice(home: Home) -> None:
    program = home.read()
    press(program, "j")
    for file in home.library.parent.iterdir():
        file.unlink()
    for key in ("j", "s", "2", "]", "}", "v", "u", "v", "a", "W", ESC, "t", ESC, "r"):
        press(program, key)
        assert program.process.poll() is None, program.output[-3000:]
    program.send(b"\x11")
    assert program.ended() in (0, 1)
    assert program.restored == []
    assert b"Traceback" not in program.output
    no_crash(home)


@pytest.mark.parametrize("how", ["overwritten", "cut short", "header gone"])
def test_a_library_damaged_under_the_reader_is_a_notice(home: Home, how: str) -> None:
    program = home.read()
    press(program, "j")
    # Out of the journal, so that what is read comes from the file.
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(home.library)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(home.library, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if how == "cut short":
            file.truncate(4096 * 3)
        else:
            file.seek(4096 if how == "overwritten" else 0)
            file.write(b"\xa5" * (size - 4096 if how == "overwritten" else 4096))
    for key in ("j", "s", "j", "2", "]", "}", "v", "u", "v", "a", "W", ESC, "t", ESC, "r", "i", ESC):
        press(program, key)
        assert program.process.poll() is None, program.output[-3000:]
    program.send(b"\x11")
    assert program.ended() in (0, 1)
    assert program.restored == []
    assert b"Traceback" not in program.output
    no_crash(home)
    # And a start on what is left says what is wrong, or works.
    again = home.start()
    again.wait_for(lambda: again.process.poll() is not None or "articles" in text_of(again))
    if again.process.poll() is None:
        rest(again)
        again.send(b"\x11")
    assert again.ended() in (0, 1)
    assert again.restored == []
    assert b"Traceback" not in again.output
    no_crash(home)


def test_a_library_locked_by_another_process_is_a_notice(home: Home) -> None:
    program = home.read()
    with contextlib.closing(sqlite3.connect(home.library, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        program.send(b"s")
        assert program.shows("✗", 20), text_of(program)
        press(program, "j", "2")
        other.execute("ROLLBACK")
    program.send(b"s")
    assert program.shows("★", 20), text_of(program)
    with Library.open(home.library) as library:
        assert library.counts().starred == 1
    quits_clean(program, home)


def test_a_library_locked_at_the_start_and_at_the_end(home: Home) -> None:
    with contextlib.closing(sqlite3.connect(home.library, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        program = home.start()
        assert program.wait_for(
            lambda: program.process.poll() is not None or "articles" in text_of(program), 20
        )
        if program.process.poll() is None:
            press(program, "j")
            program.send(b"\x11")
        assert program.ended(20) in (0, 1)
        other.execute("ROLLBACK")
    assert program.restored == []
    assert b"Traceback" not in program.output
    no_crash(home)


def test_a_state_directory_that_cannot_be_written(home: Home) -> None:
    """Neither first frame nor log can be kept: reading works all the same."""
    home.state.write_text("a file where a directory should be")
    program = home.read()
    press(program, "j", "s", "2", "]")
    quits_clean(program, home)
    with Library.open(home.library) as library:
        assert library.counts().starred == 1


def test_a_library_that_cannot_be_made_is_a_sentence(empty_home: Home) -> None:
    empty_home.data.write_text("a file where a directory should be")
    program = empty_home.start()
    assert program.ended() == 1
    assert b"library" in program.output
    assert b"Traceback" not in program.output
    assert program.restored == []


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_killed_at_work_is_a_notice(empty_home: Home, times: int) -> None:
    program = empty_home.read()
    for _ in range(times):
        assert program.wait_for(lambda: bool(empty_home.workers()), 15)
        for pid in empty_home.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert program.wait_for(lambda: "ended" in text_of(program), 15), text_of(program)
        program.pump(0.1)
    press(program, "j", "s")
    if times == 1:
        with Library.open(empty_home.library) as library:
            assert program.wait_for(lambda: library.counts().pending == 0, 30)
            assert library.counts().starred == 1
    quits_clean(program, empty_home)
    no_crash(empty_home)


def test_a_worker_that_stands_still_does_not_keep_the_reader(empty_home: Home) -> None:
    program = empty_home.read()
    assert program.wait_for(lambda: bool(empty_home.workers()), 15)
    for pid in empty_home.workers():
        os.kill(pid, signal.SIGSTOP)
    press(program, "j", "s", "2")
    quits_clean(program, empty_home)


@pytest.mark.parametrize(
    "settings",
    [
        "library = [",
        "bidi = 'sideways'",
        "unknown = 1",
        "[keys]\nquit = ['j']",
        "[keys]\nno-such = ['j']",
        b"\xff\xfe",
    ],
)
def test_settings_that_cannot_be_used_are_a_sentence(home: Home, settings: str | bytes) -> None:
    press(home.read(), "q")  # leaves a first frame behind, which must not hide the sentence
    home.settings.parent.mkdir(parents=True, exist_ok=True)
    home.settings.write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    program = home.start()
    assert program.ended() == 2
    assert program.restored == []
    assert "config.toml" in text_of(program).replace("\n", "")
    assert b"Traceback" not in program.output


def test_a_damaged_library_after_a_good_end_is_a_sentence_one_can_read(home: Home) -> None:
    press(home.read(), "q")
    about = home.library.stat()
    with open(home.library, "r+b") as file:
        file.write(b"\xa5" * 4096)
    os.utime(home.library, ns=(about.st_atime_ns, about.st_mtime_ns))
    program = home.start()
    assert program.ended() == 1
    assert "damaged" in text_of(program).replace("\n", "")
    assert program.restored == []


def test_what_is_written_is_for_its_owner_alone(empty_home: Home) -> None:
    before = os.umask(0o022)
    try:
        program = empty_home.read()
        press(program, "j", "s", "q")
        program.ended()
        empty_home.run("config", "--write")
    finally:
        os.umask(before)
    for root in (empty_home.data, empty_home.state, empty_home.config):
        for path in (root, *root.rglob("*")):
            if path.exists() and path != root:
                assert path.stat().st_mode & 0o077 == 0, f"{path} {oct(path.stat().st_mode)}"
