"""The one table of commands: complete, without clashes, answering to Arabic letters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tui.commands import BY_ID, COMMANDS, CONTEXTS, GROUPS


def test_every_command_is_whole() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title, command.id
        assert command.help.endswith("."), command.id
        assert command.contexts, command.id
        assert command.keys, command.id
        assert command.group in GROUPS
        assert set(command.contexts) <= set(CONTEXTS)


def test_the_keys_page_is_current() -> None:
    root = Path(__file__).parents[1]
    tool = root / "tools" / "make_keys_doc.py"
    done = subprocess.run([sys.executable, str(tool), "--check"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
