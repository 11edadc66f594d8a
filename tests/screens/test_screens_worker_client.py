"""The client of the worker against small workers of its own: answers, death, restart, end."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tui.screens.worker_client import WorkerClient, worker_command

ECHO = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    print("not json", flush=True)
    print(json.dumps({"event": "extracted", "id": request["id"]}), flush=True)
"""

# Dies on its first request; the second process, told by a file, answers.
DIES_ONCE = """
import json, os, sys
for line in sys.stdin:
    if not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        os._exit(3)
    print(json.dumps({"event": "extracted", "id": json.loads(line)["id"]}), flush=True)
"""

DEAF = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"


class Heard:
    def __init__(self) -> None:
        self.events: list[Any] = []
        self.notices: list[str] = []

    def client(self, source: str, *arguments: str) -> WorkerClient:
        command = [sys.executable, "-c", source, *arguments]
        return WorkerClient(command, None, self.events.append, self.notices.append)


async def until(condition: Any) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never happened")


async def test_events_come_back_and_noise_is_dropped() -> None:
    heard = Heard()
    client = heard.client(ECHO)
    client.extract(5)
    client.extract(6)
    assert client.is_waiting_for(6)
    await until(lambda: len(heard.events) == 2)
    assert not client.is_waiting_for(6)
    assert heard.events[0] == {"event": "extracted", "id": 5}
    await client.close()
    assert heard.notices == []


async def test_a_worker_that_dies_is_started_once_more_and_asked_again(tmp_path: Path) -> None:
    heard = Heard()
    client = heard.client(DIES_ONCE, str(tmp_path / "died"))
    client.extract(7)
    await until(lambda: heard.events)
    assert heard.events == [{"event": "extracted", "id": 7}]
    assert len(heard.notices) == 1
    assert "started again" in heard.notices[0]
    await client.close()


async def test_a_worker_that_dies_twice_is_given_up_with_a_sentence() -> None:
    heard = Heard()
    client = heard.client("raise SystemExit(4)")
    client.extract(1)
    await until(lambda: client.is_lost)
    assert "no longer found" in heard.notices[-1]
    client.extract(2)
    await client.close()


async def test_a_program_that_is_not_there_is_a_sentence() -> None:
    heard = Heard()
    client = WorkerClient(["/nonexistent/program"], None, heard.events.append, heard.notices.append)
    client.extract(1)
    await until(lambda: client.is_lost)
    assert "does not start" in heard.notices[0]
    await client.close()


async def test_close_leaves_no_process_behind() -> None:
    heard = Heard()
    client = heard.client(DEAF)
    client.extract(1)
    await until(lambda: client.pid is not None)
    pid = client.pid
    assert pid is not None
    await client.close()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return
    raise AssertionError("the worker is still there")


async def test_a_retired_worker_is_never_started() -> None:
    worker = WorkerClient(["no-such-program"])
    worker.retire()
    worker.extract(1)
    await asyncio.sleep(0.05)
    assert worker.pid is None
    assert not worker.is_waiting_for(1)
    await worker.close()


def test_the_worker_runs_nothing_of_the_directory_it_is_started_in(tmp_path: Path) -> None:
    """Whoever reads in a folder of files from elsewhere must not run a program that lies there."""
    (tmp_path / "tui").mkdir()
    for module in (tmp_path / "tui" / "__init__.py", tmp_path / "json.py"):
        module.write_text("open('ran', 'w')")
    done = subprocess.run(
        worker_command(tmp_path / "library.db"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert not (tmp_path / "ran").exists()
