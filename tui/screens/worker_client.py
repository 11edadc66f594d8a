"""The reader's end of the worker process: requests out, events in, one restart when it dies.

The worker finds names and dates and reads files in, so that the reading process never waits for either.  They
speak lines of JSON; the worker takes the newest request first, so what the reader looks at now is done now.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.config import ReaderOptions

Event = Mapping[str, Any]

LINE_LIMIT = 1 << 24  # bytes of one line from the worker
PATIENCE = 0.2  # seconds an ended worker gets before it is killed


class WorkerClient:
    """Starts the worker when the first request is made, and keeps it until `close`."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path | None = None,
        on_event: Callable[[Event], object] = lambda event: None,
        on_notice: Callable[[str], object] = lambda text: None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            command: program and arguments of the worker.
            log: file that takes the worker's standard error; None throws it away.
            on_event: called in the event loop with each event of the worker.
            on_notice: called with a sentence for the reader when the worker is lost.
        """
        self._command = tuple(command)
        self.on_event = on_event
        self.on_notice = on_notice
        self._log = log
        self._outstanding: dict[str, dict[str, Any]] = {}
        self._unsent: list[dict[str, Any]] = []
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._restarts_left = 1
        self._closing = False
        self.is_lost = False

    def retire(self) -> None:
        """Start no worker and let requests go: nothing it finds could be kept."""
        self.is_lost = True

    def extract(self, article: int) -> None:
        """Ask for the names and dates of an article; asking again moves it to the front."""
        self._request({"do": "extract", "id": article}, f"article {article}")

    def redate(self, article: int) -> None:
        """Ask for the dates of an article anew, after its publication date changed."""
        self._request({"do": "redate", "id": article}, f"article {article}")

    def add(self, paths: Sequence[str], published: str | None = None) -> None:
        """Ask for files and directories to be read in.

        Args:
            paths: as the reader gave them.
            published: ISO publication date of those that name none.
        """
        self._request({"do": "add", "paths": list(paths), "published": published}, "add")

    def extract_pending(self) -> None:
        """Ask for every article without names and dates to be done, behind all other requests."""
        self._request({"do": "extract-pending"}, "pending")

    def settle(self) -> None:
        """Ask for corrections to reach every article they have yet to reach."""
        self._request({"do": "settle"}, "settle")

    def look_for_words(self) -> None:
        """Ask for articles to be looked through for the search words of the watchlist."""
        self._request({"do": "look"}, "look")

    @property
    def pid(self) -> int | None:
        """Process id of the running worker."""
        return self._process.pid if self._process is not None else None

    def is_waiting_for(self, article: int) -> bool:
        """Tell whether a request for this article is on its way."""
        return f"article {article}" in self._outstanding

    def _request(self, request: dict[str, Any], key: str) -> None:
        if self._closing or self.is_lost:
            return
        self._outstanding.pop(key, None)
        self._outstanding[key] = request
        self._unsent.append(request)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="worker client")
        self._send()

    def _send(self) -> None:
        if self._process is None or self._process.stdin is None:
            return
        lines = "".join(json.dumps(request, ensure_ascii=False) + "\n" for request in self._unsent)
        self._unsent.clear()
        # A broken pipe shows as the end of the worker's output, where it is dealt with.
        with contextlib.suppress(OSError, RuntimeError):
            self._process.stdin.write(lines.encode("utf-8", "surrogateescape"))

    async def _run(self) -> None:
        while not self._closing:
            try:
                with self._open_log() as log:
                    self._process = await asyncio.create_subprocess_exec(
                        *self._command,
                        stdin=asyncio.subprocess.PIPE,
                        stdout=asyncio.subprocess.PIPE,
                        stderr=log,
                        limit=LINE_LIMIT,
                        # Signals of the terminal are for the reader; the worker ends when its input does.
                        start_new_session=True,
                    )
            except OSError as error:
                self._lose(f"Names and dates cannot be found: the worker does not start ({error.strerror}).")
                return
            self._send()
            await self._listen(self._process)
            if self._closing:
                return
            status = await self._process.wait()
            self._process = None
            if self._restarts_left <= 0:
                self._lose(f"Names and dates are no longer found: the worker ended twice (status {status}).")
                return
            self._restarts_left -= 1
            self.on_notice(f"The worker that finds names and dates ended (status {status}); started again.")
            self._unsent = list(self._outstanding.values())

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:  # a line beyond all measure: dropped
                continue
            if not line:
                return
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and not self._closing:
                self._settle(event)
                self.on_event(event)

    def _settle(self, event: Event) -> None:
        name, article = event.get("event"), event.get("id")
        keys = {"added": "add", "idle": "pending", "settled": "settle", "looked": "look"}
        if name in keys:
            self._outstanding.pop(keys[str(name)], None)
        elif article is not None:
            self._outstanding.pop(f"article {article}", None)

    def _lose(self, sentence: str) -> None:
        self.is_lost = True
        self._process = None
        self._outstanding.clear()
        self._unsent.clear()
        self.on_notice(sentence)

    def _open_log(self) -> IO[bytes]:
        if self._log is not None:
            with contextlib.suppress(OSError):
                self._log.parent.mkdir(parents=True, exist_ok=True)
                return open(os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
        return open(os.devnull, "ab")

    async def close(self) -> None:
        """End the worker, politely first; returns soon whatever it does."""
        self._closing = True
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(OSError, RuntimeError, ProcessLookupError):
                if process.stdin is not None:
                    process.stdin.close()
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), PATIENCE)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                    await process.wait()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task


def worker_command(library: Path, options: ReaderOptions | None = None) -> list[str]:
    """Build the command line of the worker for a library.

    Args:
        library: its file.
        options: what the reader was started with.
    """
    # -P: never a module of the directory the reader happens to be in, which may hold anybody's files.
    command = [sys.executable, "-P", "-m", "tui.worker", "--library", str(library)]
    if options is not None:
        command += ["--engine", options.engine]
        if options.model is not None:
            command += ["--model", str(options.model)]
    return command
