"""Whether a program that stops can be continued: only a shell with job control does that."""

from __future__ import annotations

import os


def shell_above() -> bool:
    """Whether somebody above this process would see it stop and could continue it.

    A process group is orphaned when no member has a parent in another group of the same session (POSIX.1-2017,
    3.268).  The kernel keeps such groups from being stopped by the terminal; a program that stops itself there,
    as it may be where sshd or tmux started it, stays stopped for good.
    """
    try:
        group, session = os.getpgrp(), os.getsid(0)
        above = os.getppid()
        # Wrappers such as `sh -c` or `nice` share our group, and stop with it.
        while above > 1 and os.getpgid(above) == group:
            above = _parent(above)
        return above > 1 and os.getsid(above) == session
    except (OSError, ValueError, IndexError):
        return False


def _parent(pid: int) -> int:
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        return int(file.read().rpartition(")")[2].split()[1])
