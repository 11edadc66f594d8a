"""Over OpenSSH on the loopback interface: read, drop, freeze, restrict."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from system_reader import ESC, Home, Program, body_of, command, eventually, is_there, press, rest, text_of
from system_sshd import Server, missing
from terminal_pty import ROOT

from tui.library import Library

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


@pytest.fixture(scope="session")
def forced_home(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Home]:
    """The directories of the restricted account."""
    home = Home(tmp_path_factory.mktemp("restricted") / "home")
    home.library.parent.mkdir(parents=True)
    home.library.write_bytes(filled.read_bytes())
    yield home
    home.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, forced_home: Home) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("ssh") / "server", remote(forced_home))
    yield server
    server.close()


def remote(home: Home, *arguments: str) -> str:
    """The program as the remote shell is told to run it."""
    variables = {**home.environment, "PYTHONPATH": str(ROOT)}
    words = [*(f"{name}={value}" for name, value in variables.items()), *command(*arguments)]
    return "exec env " + shlex.join(words)


def log_in(home: Home, server: Server, *arguments: str) -> Program:
    program = home.start(whole=server.client("open", remote(home, *arguments)))
    assert program.wait_for(lambda: is_there(text_of(program)), 30), program.output[-2000:]
    rest(program)
    return program


def readers(home: Home) -> list[int]:
    """The program's own processes, not the client's."""
    found = []
    for pid in home.processes():
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"tui.start" in words and words[0] != b"ssh":
            found.append(pid)
    return found


def test_a_session_by_keys_and_back_where_it_was_left(home: Home, server: Server) -> None:
    first = log_in(home, server)
    press(first, "s", "j", "r", "a", "u", "j", "2", "]", "]")
    left = body_of(first)
    press(first, "q")
    assert first.ended() == 0
    assert first.restored == []
    assert not readers(home)
    with Library.open(home.library) as library:
        assert library.counts().starred == 1
        assert library.counts().archived == 0
        assert library.counts().unread < library.counts().total
    second = log_in(home, server)
    assert second.wait_for(lambda: body_of(second) == left), text_of(second)
    press(second, "q")
    assert second.ended() == 0


def test_a_client_that_is_killed_takes_everything_along(empty_home: Home, server: Server) -> None:
    program = log_in(empty_home, server)
    assert program.wait_for(lambda: bool(empty_home.workers()), 15)
    press(program, "j", "s")
    program.process.kill()
    began = time.monotonic()
    assert eventually(lambda: not empty_home.processes()), empty_home.processes()
    print(f"gone after {time.monotonic() - began:.3f} s")
    with Library.open(empty_home.library) as library:
        assert library.counts().starred == 1


def test_a_client_that_is_frozen_ends_with_the_keep_alive(home: Home, server: Server) -> None:
    program = log_in(home, server)
    press(program, "j", "s")
    program.process.send_signal(signal.SIGSTOP)
    # In the meantime it rests: nobody presses keys.
    assert eventually(lambda: not readers(home), 30), "it outlived its connection"
    program.process.send_signal(signal.SIGCONT)
    with Library.open(home.library) as library:
        assert library.counts().starred == 1


def test_without_a_terminal_there_is_a_sentence(home: Home, server: Server) -> None:
    result = subprocess.run(
        server.client("open", remote(home), terminal=False),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert b"ssh -t" in result.stderr
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr


def test_plain_commands_work_without_a_terminal(home: Home, server: Server) -> None:
    result = subprocess.run(
        server.client("open", remote(home, "list"), terminal=False),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert len(result.stdout.splitlines()) > 5
    assert b"\x1b" not in result.stdout


def test_a_forced_command_is_all_there_is(forced_home: Home, server: Server, tmp_path: Path) -> None:
    """Whatever is asked for, the reader comes; no key leads out of it but the end of the connection."""
    trace = tmp_path / "out"
    program = forced_home.start(whole=server.client("forced", f"sh -c 'echo got out > {trace}'"))
    assert program.wait_for(lambda: is_there(text_of(program)), 30), program.output[-2000:]
    rest(program)
    mine = readers(forced_home)
    assert len(mine) == 1
    # What opens shells, editors or pagers in other programs, and Ctrl-Z.
    for key in [
        "!",
        "|",
        "\x1a",
        ":",
        "!sh\r",
        ESC,
        "\x1a",
        "v",
        "E",
        "\x18",
        "\x05",
        "\x1c",
        "\x14",
        "\x1d",
    ]:
        program.send(key.encode())
        program.pump(0.15)
        assert children_of(mine[0]) <= set(forced_home.workers())
    press(program, ESC, ESC)
    with open(f"/proc/{mine[0]}/stat", encoding="utf-8") as file:
        assert file.read().rpartition(")")[2].split()[0] != "T", "Ctrl-Z has left it hanging"
    before = text_of(program)
    press(program, "?")
    assert text_of(program) != before
    press(program, ESC)
    program.send(b"\x11")
    assert program.ended(20) == 0
    assert program.restored == []
    assert not trace.exists()
    assert eventually(lambda: not readers(forced_home))


def children_of(pid: int) -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                found.add(int(entry.name))
    return found


def test_a_library_on_a_disk_nobody_writes_to(
    home: Home, small_disk: Path, filled: Path, server: Server
) -> None:
    """Two readers share a library they cannot write; each has marks of their own."""
    shared = small_disk / "shared" / "library.db"
    shared.parent.mkdir()
    shared.write_bytes(filled.read_bytes())
    shared.chmod(0o444)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    other = Home(home.path.parent / "other")
    try:
        first = log_in(home, server, "--library", str(shared), "--read-only")
        press(first, "s", "j", "s", "2", "]")
        left = body_of(first)
        press(first, "q")
        assert first.ended() == 0, first.output[-1000:]
        second = log_in(other, server, "--library", str(shared), "--read-only")
        press(second, "r")
        press(second, "q")
        assert second.ended() == 0
        again = log_in(home, server, "--library", str(shared), "--read-only")
        assert again.wait_for(lambda: body_of(again) == left), text_of(again)
        press(again, "q")
        for user, starred in ((home, 2), (other, 0)):
            lines = user.run(
                "list", "--filter", "starred", "--read-only", "--library", str(shared)
            ).stdout.splitlines()
            assert len(lines) == starred
        assert sorted(path.name for path in shared.parent.iterdir()) == ["library.db"]
    finally:
        other.close()
    assert os.stat(shared).st_mode & 0o222 == 0
