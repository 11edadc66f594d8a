"""The first start on a terminal: the list is there before Textual, however late the terminal says who it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_pty import XTERM, Answers, Program

from tui import config
from tui.bidi.emit import FORCING_BLANK
from tui.first_start import _library_and_mode
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
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = _library_and_mode([], environ)
    assert found in (None, (str(config.library_path()), "auto"))
    assert (found is None) == ("data" in places.values()), "where it is in doubt, and only there"


def test_settings_and_all_other_options_are_left_to_the_command_line(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    assert _library_and_mode(["--library", "/l.db", "--bidi", "kitty"], environ) == ("/l.db", "kitty")
    for words in (["article.txt"], ["--engine", "camel"], ["--library", "~/l.db"], ["--library", ":memory:"]):
        assert _library_and_mode(words, environ) is None
    settings = tmp_path / ".config" / "newsread" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.touch()
    assert _library_and_mode(["--library", "/l.db"], environ) is None
