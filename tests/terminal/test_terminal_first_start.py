"""The first start on a terminal: the list is there before Textual, however late the terminal says who it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_pty import XTERM, Answers, Program

from tui import config
from tui.bidi.emit import FORCING_BLANK
from tui.bidi.modes import MODES
from tui.first_start import meant_by
from tui.library.library import Library
from tui.library.model import Source

PUTTY = {k: v for k, v in XTERM.items() if k not in (b"\x1b[=c", b"\x1b[>q")} | {
    b"\x1b[>c": b"\x1b[>0;136;0c"
}
OVER_SSH = {"SSH_CONNECTION": "::1 1 ::1 22"}

# What the command line does before the app is there, and what has been typed by then.
UNTIL_THE_APP = (
    "import sys, tui.start; from tui import first_start, loading; from tui.terminal.session import current\n"
    "first_start.show(sys.argv[1:]); before = 'textual' in sys.modules\n"
    "loading.load_app(current()); typed = current().probe.settle(); current().close()\n"
    "print('\\nthere before:', before, '\\ntyped:', typed)"
)


# What a first start must not wait for, with a list of titles that have everything bidi is for.
SLOW = {
    "re",
    "enum",
    "typing",
    "contextlib",
    "signal",
    "json",
    "pathlib",
    "sqlite3",
    "dataclasses",
    "textual",
    "rich",
}
FIRST_LIST = (
    "import sys, tui.start; from tui import first_start; from tui.terminal.session import current\n"
    f"first_start.show(sys.argv[1:]); slow = sorted({SLOW} & set(sys.modules)); sys.stdin.read(1)\n"
    "current().close(); print('loaded:', *slow, 'and no more')"
)
TITLES = (
    "رئيس الوزراء: «لن نقبل» بأقل من 25% (صور)",
    "وفاةُ مُحَمَّدٍ عن ٨٢ عامًا… وApple تعلن iPhone 15 في 14:30",
    "می\u200cرود به \u2067تهران\u2069 [1/2] +966-11",
    "\u202eعكس\u202c 👍🏽 🇸🇦 ﷺ لا\tشيء",
)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str | None]:
    article = Source(
        text="عنوان قصير\n\nقال مصدر في بغداد.", title="عنوان قصير", body_start=12, published="2024-05-01"
    )
    with Library.open(tmp_path / "library.db") as library:
        library.add([article])
    return {
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_RUNTIME_DIR": None,
    }


@pytest.fixture
def start(home: dict[str, str | None]) -> Iterator:
    programs: list[Program] = []

    def begin(
        code: str, answers: Answers, delay: float = 0.0, *words: str, name: str = "library.db"
    ) -> Program:
        library = str(Path(str(home["HOME"])) / name)
        command = [sys.executable, "-c", code, "--library", library, *words]
        programs.append(Program(command, env=home | OVER_SSH, answers=answers, delay=delay))
        return programs[-1]

    yield begin
    for program in programs:
        program.close()


@pytest.mark.parametrize("mode", [*MODES, "auto"])
def test_the_list_waits_for_no_module_that_takes_long_to_load(
    start, home: dict[str, str | None], mode: str
) -> None:
    with Library.open(Path(str(home["HOME"])) / "mixed.db") as library:
        library.add([Source(text=f"{title}\n\nنص", title=title) for title in TITLES])
    program = start(FIRST_LIST, XTERM, 0.0, "--bidi", mode, name="mixed.db")
    assert program.shows("articles")
    program.send(b"\n")
    program.ended()
    assert b"loaded: and no more" in program.output


def test_the_list_waits_for_no_answer_and_no_answer_reaches_the_shell(start) -> None:
    program = start(UNTIL_THE_APP, XTERM, 0.4)
    assert program.shows("1 article")
    assert program.owed, "the terminal had said who it is"
    program.send(b"jj")
    assert program.shows("typed: jj"), "what was typed ahead is for the app, without the answers"
    assert program.shows("there before: False")
    program.ended()
    assert not program.owed
    assert not program.restored


def test_an_answer_that_says_otherwise_has_the_list_drawn_again(start) -> None:
    code = (
        "import sys, time, tui.start; from tui import first_start; from tui.terminal.session import current\n"
        "first_start.show(sys.argv[1:])\n"
        "while current().probe.asking: time.sleep(0.01); current().look()\n"
        "sys.stdin.read(1)"
    )
    program = start(code, PUTTY, 0.5)
    forcing = FORCING_BLANK.encode()
    assert program.shows("1 article")
    assert forcing not in program.output
    before = len(program.output)
    assert program.wait_for(lambda: forcing in program.output), "rows are reordered for one that reorders"
    assert b"\x1b[2J" in program.output[before:], "nothing of the first drawing is left"
    assert program.shows("1 article")


def test_what_was_chosen_is_drawn_without_a_question(start) -> None:
    program = start(UNTIL_THE_APP, XTERM, 0.0, "--bidi", "inverse")
    assert program.wait_for(lambda: FORCING_BLANK.encode() in program.output)
    assert program.shows("there before: False")
    assert b"\x1b[c" not in program.output


def test_settings_are_heeded_before_the_app_is_there(start, home: dict[str, str | None]) -> None:
    config = Path(str(home["XDG_CONFIG_HOME"])) / "newsread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('mirrored = true\nmouse = false\nlink = "slow"\n[keys]\nnext-unread = ["o"]\n')
    program = start(UNTIL_THE_APP, XTERM)
    assert program.shows("1 article")
    row = next(line for line in program.screen().lines if "●" in line)
    assert row.index("●") > len(row) // 2, "the list is on the right"
    assert program.shows("there before: False")
    assert b"\x1b[?1000h" not in program.output, "nobody asked for the mouse"


def test_settings_that_cannot_be_used_are_said_and_nothing_is_drawn(
    start, home: dict[str, str | None]
) -> None:
    config = Path(str(home["XDG_CONFIG_HOME"])) / "newsread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("mirrored = 1\n")
    program = start("import sys; from tui import start; sys.exit(start.main())", XTERM)
    assert program.ended() == 2
    assert b"mirrored must be true or false" in program.output
    assert b"\x1b[?1049h" not in program.output


def test_a_shared_library_shows_the_readers_own_marks_before_the_app_is_there(
    start, home: dict[str, str | None]
) -> None:
    path = Path(str(home["HOME"])) / "library.db"
    for read, unread in ((False, "1 unread"), (True, "0 unread")):
        if read:
            state = Path(str(home["XDG_STATE_HOME"])) / "newsread" / config.state_name(str(path))
            with Library.open(path, read_only=True, state_path=state) as library:
                library.mark(library.article_ids(), read=True)
        program = start(UNTIL_THE_APP, XTERM, 0.0, "--read-only")
        assert program.shows(unread)
        assert program.shows("there before: False")
        program.ended()
        assert not program.restored


def test_a_new_library_shows_its_samples_before_the_app_is_there(start) -> None:
    code = (
        "import sys; from tui import loading, start\n"
        "def load(session): sys.stdin.read(1); print('there before:', 'textual' in sys.modules); sys.exit(0)\n"
        "loading.load_app = load; sys.exit(start.main())"
    )
    program = start(code, XTERM, name="new.db")
    assert program.shows("19 articles")
    program.send(b"\n")
    assert program.ended() == 0
    assert b"there before: False" in program.output
    assert not program.restored


def test_a_sentence_about_the_command_line_is_not_lost_with_the_first_screen(start) -> None:
    code = (
        "import sys; from tui import config, start\n"
        "def nowhere(): raise config.ConfigError('There is no home directory')\n"
        "config.log_path = nowhere\n"
        "sys.exit(start.main())"
    )
    program = start(code, XTERM)
    assert program.ended() == 2
    assert b"There is no home directory" in program.output.partition(b"\x1b[?1049l")[2]
    assert not program.restored


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the command line looks for the files")
@pytest.mark.parametrize(
    "places", [{}, {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}, {"XDG_DATA_HOME": "data"}]
)
def test_library_and_settings_lie_where_the_command_line_looks_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: dict[str, str]
) -> None:
    environ = {"HOME": str(tmp_path)} | places
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = meant_by([], environ)
    assert (found is None) == ("data" in places.values()), "where it is in doubt, and only there"
    if found is not None:
        assert found.library == str(config.library_path())
        read_only = meant_by(["--read-only"], environ)
        assert read_only is not None
        assert read_only.marks == str(config.state_path(config.library_path()))


def test_other_command_lines_and_other_systems_are_left_to_the_command_line(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    found = meant_by(["--library", "/l.db", "--bidi", "kitty"], environ)
    assert found is not None
    assert (found.library, found.marks, found.bidi) == ("/l.db", None, "kitty")
    for words in (
        ["article.txt"],
        ["--engine", "another"],
        ["--library", "-l.db"],
        ["--library", ":memory:"],
        ["--read-only", "--library", "/news/../l.db"],
        ["--config", str(tmp_path / "none.toml")],
    ):
        assert meant_by(words, environ) is None, words


def test_settings_from_a_pipe_are_left_to_the_command_line(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert meant_by(["--library", "/l.db", "--config", str(pipe)], {"HOME": str(tmp_path)}) is None


def test_what_the_settings_say_is_heeded(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    settings = tmp_path / ".config" / "newsread" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('library = "/shared/news.db"\nread_only = true\nbidi = "inverse"\nmirrored = true\n')
    found = meant_by([], environ)
    assert found is not None
    assert (found.library, found.bidi, found.settings.mirrored) == ("/shared/news.db", "inverse", True)
    assert found.marks is not None
    assert found.marks.startswith(str(tmp_path / "state" / "newsread" / "shared" / "news-"))
    named = meant_by(["--library", "/l.db", "--bidi", "kitty"], environ)
    assert named is not None
    assert (named.library, named.bidi) == ("/l.db", "kitty"), "the command line wins"
    for wrong in (
        "mirrored = 1",
        "bidi = 'sideways'",
        "no such setting = 1",
        "[keys",
        "library = ':memory:'",
    ):
        settings.write_text(wrong)
        assert meant_by([], environ) is None, wrong
