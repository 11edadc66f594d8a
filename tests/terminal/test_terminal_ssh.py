"""The reader's driver at the far end of a real SSH connection, and inside a real tmux."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_pty import ROOT, XTERM, Program, demo

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The command that logs in to a throwaway server on this machine."""
    if SSHD is None or shutil.which("ssh-keygen") is None:
        pytest.skip("needs an OpenSSH server (sshd, ssh-keygen)")
    if os.getuid() != 0 and not Path("/run/sshd").exists():
        pytest.skip("sshd needs its directory /run/sshd")
    home = tmp_path_factory.mktemp("sshd")
    home.chmod(0o700)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name in ("host", "id"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True)
    shutil.copy(home / "id.pub", home / "authorized_keys")
    (home / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home}/host\nPidFile {home}/pid\n"
        f"AuthorizedKeysFile {home}/authorized_keys\nStrictModes no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\nUsePAM no\nPermitRootLogin prohibit-password\nPrintMotd no\n"
        "PrintLastLog no\nAcceptEnv LANG LC_*\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-f", home / "config", "-E", home / "log"])
    command = ["ssh", "-tt", "-p", str(port), "-i", str(home / "id"), "-o", "IdentitiesOnly=yes", "-o",
               f"UserKnownHostsFile={home}/known", "-o", "StrictHostKeyChecking=accept-new", "-o", "LogLevel=ERROR",
               f"{getpass.getuser()}@127.0.0.1"]  # fmt: skip
    for _ in range(50):
        if subprocess.run([*command, "true"], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
            break
        if server.poll() is not None:
            pytest.skip(f"sshd does not start: {(home / 'log').read_text()[-300:]}")
        time.sleep(0.1)
    else:
        server.terminate()
        pytest.skip("no login to a server on this machine")
    yield command
    server.terminate()
    server.wait()


def far(ssh: list[str], mark: Path) -> list[str]:
    """The small app at the far end; it leaves its process number in a file."""
    return [
        *ssh,
        f"cd {ROOT} && echo $$ > {mark} && PYTHONPATH={ROOT} XDG_STATE_HOME={mark.parent} exec {' '.join(demo())}",
    ]


def gone(pid: int) -> bool:
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_over_ssh_it_is_read_and_left_without_a_trace(ssh, tmp_path, delay) -> None:
    program = Program(far(ssh, tmp_path / "pid"), delay=delay)
    try:
        assert program.shows("ready")
        program.send(b"j")
        assert program.shows("key 'j'")
        assert b"\x1b[5n" in program.output, "over SSH frames are paced by the terminal's answers"
        program.send(b"q")
        assert program.ended() == 0
        assert [mode for mode in program.restored if mode != "line settings"] == []
        assert not program.owed
    finally:
        program.close()


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGHUP])
def test_a_connection_that_breaks_ends_it(ssh, tmp_path, signum) -> None:
    mark = tmp_path / "pid"
    program = Program(far(ssh, mark))
    try:
        assert program.shows("ready")
        program.process.send_signal(signum)
        assert gone(int(mark.read_text()))
    finally:
        program.close()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_inside_tmux_it_shows_the_same_and_gives_the_pane_back(tmp_path) -> None:
    server = ["tmux", "-L", f"newsread-{os.getpid()}", "-f", "/dev/null"]
    shell = f"PYTHONPATH={ROOT} XDG_STATE_HOME={tmp_path} {' '.join(demo())}; echo status $?; exec sleep 60"
    subprocess.run([*server, "new-session", "-d", "-x", "100", "-y", "30", shell], check=True)

    def pane() -> str:
        return subprocess.run(
            [*server, "capture-pane", "-p"], check=True, capture_output=True, text=True
        ).stdout

    def wait_for(text: str) -> bool:
        for _ in range(200):
            if text in pane():
                return True
            time.sleep(0.05)
        return False

    try:
        assert wait_for("ready"), pane()
        reference = Program(demo(), answers=XTERM)
        try:
            assert reference.shows("ready")
            assert pane().splitlines() == [line.rstrip() for line in reference.screen().lines]
        finally:
            reference.close()
        subprocess.run([*server, "send-keys", "q"], check=True)
        assert wait_for("status 0")
        assert "ready" not in pane()
    finally:
        subprocess.run([*server, "kill-server"], check=False)


def test_without_a_terminal_over_ssh_it_says_what_to_do(ssh) -> None:
    command = [part for part in ssh if part != "-tt"]
    done = subprocess.run(
        [*command, f"cd {ROOT} && PYTHONPATH={ROOT} {sys.executable} {' '.join(demo()[1:])}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "TERM" in done.stderr or "ssh -t" in done.stderr
    assert "Traceback" not in done.stderr
