"""Inside tmux and GNU screen: the picture, resizing, leaving and coming back."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from system_reader import Home, command, eventually, is_there, press, rest, text_of
from system_scan import leaks
from terminal_pty import ROOT

from tui.library import Library

HAS_TMUX = shutil.which("tmux") is not None
HAS_SCREEN = shutil.which("screen") is not None


class Tmux:
    """A tmux server of its own."""

    def __init__(self, home: Home, directory: Path) -> None:
        self.home = home
        self.socket = directory / "tmux"

    def words(self, *words: str) -> list[str]:
        return ["tmux", "-S", str(self.socket), "-f", "/dev/null", *words]

    def __call__(self, *words: str) -> str:
        environment = {**self.home.environment, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        environment |= {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        done = subprocess.run(
            self.words(*words), env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout

    def text(self) -> str:
        return self("capture-pane", "-p")

    def shows(self, what: str) -> bool:
        return eventually(lambda: what in self.text())

    def rest(self) -> str:
        """Wait until two looks at the pane, some time apart, are the same; gives it."""
        before = ""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            now = self.text()
            if now == before:
                return now
            before = now
            time.sleep(0.25)
        return before

    def press(self, *keys: str) -> str:
        for key in keys:
            self("send-keys", key)
        return self.rest()


@pytest.fixture
def tmux(home: Home, tmp_path: Path) -> Iterator[Tmux]:
    if not HAS_TMUX:
        pytest.skip("tmux is not installed")
    tmux = Tmux(home, tmp_path)
    yield tmux
    tmux("kill-server")


def start(tmux: Tmux) -> None:
    tmux("new-session", "-d", "-x", "120", "-y", "40", "sh")
    tmux("send-keys", " ".join(command()), "Enter")
    assert eventually(lambda: is_there(tmux.text())), tmux.text()
    tmux.rest()


def test_the_picture_in_tmux_is_that_of_a_terminal(home: Home, tmux: Tmux) -> None:
    start(tmux)
    shown = tmux.press("j", "2", "]").splitlines()
    tmux.press("q")
    assert eventually(lambda: "articles" not in tmux.text())
    alone = home.read()
    rest(alone)
    plain = text_of(alone).splitlines()
    press(alone, "q")
    # The counts, and what the status line says after the last command, are not what this is about.
    assert [line.rstrip() for line in shown[1:38]] == plain[1:38]


def test_a_pane_resized_and_a_client_that_comes_back(home: Home, tmux: Tmux) -> None:
    start(tmux)
    before = panes_in(tmux.press("j", "2"))
    tmux("resize-window", "-x", "80", "-y", "24")
    assert eventually(
        lambda: "articles" in tmux.text().splitlines()[0][:80] and panes_in(tmux.text()) != before
    )
    assert len(tmux.text().rstrip("\n").splitlines()) <= 24
    tmux("resize-window", "-x", "120", "-y", "40")
    assert eventually(lambda: panes_in(tmux.text()) == before), tmux.text()
    # A client looks on, is detached, and another one sees the same.
    tmux("set", "-g", "window-size", "latest")
    for _ in range(2):
        client = home.start(whole=tmux.words("attach"), size=(120, 41), answers={})
        assert client.shows("articles")
        rest(client)
        client.send(b"\x02d")
        assert client.ended() == 0
    assert "articles" in tmux.rest()
    tmux.press("q")
    assert eventually(lambda: "articles" not in tmux.text())


def panes_in(text: str) -> list[str]:
    """The rows between header and foot; an article may come to count as read while one looks at it."""
    return text.replace("●", " ").splitlines()[1:38]


def test_a_pane_that_is_killed_leaves_nobody(home: Home, tmux: Tmux) -> None:
    start(tmux)
    tmux.press("j", "s")
    tmux("kill-server")
    assert eventually(lambda: not [pid for pid in home.processes() if is_reader(pid)])


def is_reader(pid: int) -> bool:
    try:
        return b"tui." in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_ctrl_z_in_a_tmux_window_of_its_own(tmux: Tmux) -> None:
    """No shell is above: the reader says so; under a shell it stops and comes back."""
    tmux("new-session", "-d", "-x", "120", "-y", "40", " ".join(command()))
    assert eventually(lambda: is_there(tmux.text())), tmux.text()
    tmux.press("j", "C-z")
    assert tmux.shows("no shell")
    tmux.press("j")
    assert eventually(lambda: "no shell" not in tmux.text())


def test_what_is_copied_in_tmux_is_logical_text(home: Home, tmux: Tmux, filled: Path) -> None:
    start(tmux)
    tmux("set", "-s", "set-clipboard", "on")
    tmux.press("j", "c")
    with Library.open(filled) as library:
        title = library.headers(library.article_ids()[1:2])[0].title
    assert eventually(lambda: tmux("show-buffer") == title), tmux("show-buffer")


@pytest.mark.skipif(not HAS_SCREEN, reason="GNU screen is not installed")
def test_in_gnu_screen(home: Home, tmp_path: Path) -> None:
    directory = tmp_path / "s"
    directory.mkdir(mode=0o700)
    program = home.start(
        whole=["screen", "-c", "/dev/null", "-U", "-S", f"t{tmp_path.name[-8:]}", "sh"],
        env={"SCREENDIR": str(directory), "PS1": "prompt> "},
        answers={},
    )
    assert program.shows("prompt>")
    program.send(" ".join(command()).encode() + b"\r")
    assert program.wait_for(lambda: is_there(text_of(program)), 20), text_of(program)
    rest(program)
    press(program, "j", "2", "]")
    before = panes_in(text_of(program))
    program.resize(100, 30)
    assert program.wait_for(lambda: panes_in(text_of(program)) != before)
    rest(program)
    program.resize(120, 40)
    assert program.wait_for(lambda: panes_in(text_of(program)) == before), text_of(program)
    press(program, "q")
    assert program.shows("prompt>")
    lines = [line for line in text_of(program).splitlines() if line.strip()]
    assert len(lines) <= 2, "what the reader drew is still there"
    program.send(b"exit\r")
    assert program.ended() is not None
    assert "painted" not in str(leaks(program.output))
