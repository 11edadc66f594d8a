"""A throwaway OpenSSH server on the loopback interface, with keys of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
from pathlib import Path

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"


def missing() -> str:
    """Why no server can be started here; empty if one can."""
    if not os.access(SSHD, os.X_OK):
        return "sshd is not installed"
    for tool in ("ssh", "ssh-keygen"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    if os.geteuid() != 0:
        return "sshd as Debian builds it starts as root only"
    return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """One server with two ports: an open account, and one that runs a fixed command whatever is asked for.

    Args:
        directory: a new one, for keys and logs.
        forced: the command of the second port.
    """

    def __init__(self, directory: Path, forced: str) -> None:
        self.directory = directory
        directory.mkdir(mode=0o700)
        self.ports = {"open": _free_port(), "forced": _free_port()}
        for key in ("host", "user"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(directory / key)], check=True
            )
        shutil.copyfile(directory / "user.pub", directory / "authorized_keys")
        (directory / "sshd_config").write_text(
            f"Port {self.ports['open']}\n"
            f"Port {self.ports['forced']}\n"
            "ListenAddress 127.0.0.1\n"
            f"HostKey {directory}/host\n"
            f"AuthorizedKeysFile {directory}/authorized_keys\n"
            "PidFile none\n"
            "StrictModes no\n"
            "PasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\n"
            "UsePAM no\n"
            "PermitRootLogin prohibit-password\n"
            "PrintMotd no\n"
            "PrintLastLog no\n"
            "AcceptEnv LANG LC_* COLORTERM\n"
            "ClientAliveInterval 1\n"
            "ClientAliveCountMax 2\n"
            f"Match User {getpass.getuser()} LocalPort {self.ports['forced']}\n"
            f"  ForceCommand {forced}\n"
            "  AllowTcpForwarding no\n"
            "  AllowAgentForwarding no\n"
            "  PermitTunnel no\n"
            "  X11Forwarding no\n",
            encoding="utf-8",
        )
        # Where Debian's sshd drops its privileges.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self.process = subprocess.Popen(
            [SSHD, "-D", "-f", str(directory / "sshd_config"), "-E", str(directory / "sshd.log")],
            stdin=subprocess.DEVNULL,
        )

    def client(self, account: str, *command: str, terminal: bool = True) -> list[str]:
        """The command line of a client."""
        options = {
            "Port": self.ports[account],
            "User": getpass.getuser(),
            "IdentityFile": self.directory / "user",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.directory / "known_hosts",
            "StrictHostKeyChecking": "accept-new",
            "LogLevel": "ERROR",
            "ConnectionAttempts": 10,
            "EscapeChar": "none",
        }
        words = [f"-o{name}={value}" for name, value in options.items()]
        return ["ssh", "-F", "none", *(["-tt"] if terminal else ["-T"]), *words, "127.0.0.1", *command]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
