"""A second worker, for articles that take long: the others do not wait for them.

It is the same program, spoken to in the same lines.  It starts when the first long article comes up and is let go
when none is left, since it holds a model of its own.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any

Event = Mapping[str, Any]


class Aside:
    """Hands articles to a second worker and tells what comes of them."""

    def __init__(self, arguments: Sequence[str], heard: Callable[[Event], None]) -> None:
        """Prepare; nothing is started yet.

        Args:
            arguments: the command line of `tui.worker` for it.
            heard: called from a thread with each of its events; an article it was lost over is one that failed.
        """
        # -P: never a module of the directory the reader happens to be in.
        self._command = [sys.executable, "-P", "-m", "tui.worker", *arguments]
        self._heard = heard
        self._asked: dict[int, str] = {}
        self._requests: IO[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def articles(self) -> frozenset[int]:
        """The articles it has been given and has not told of."""
        with self._lock:
            return frozenset(self._asked)

    def ask(self, article: int, what: str) -> None:
        """Give it an article; asking again moves it to the front.

        Args:
            article: its id.
            what: `extract` or `redate`.

        Raises:
            OSError: when no process can be started; the article is not taken.
        """
        with self._lock:
            if self._requests is None:
                self._requests = self._start()
            # To extract includes finding the dates.
            what = self._asked[article] = "extract" if self._asked.get(article) == "extract" else what
            # A broken pipe shows as the end of its output.
            with contextlib.suppress(OSError):
                self._requests.write(json.dumps({"do": what, "id": article}).encode() + b"\n")

    def _start(self) -> IO[bytes]:
        process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert process.stdin is not None
        threading.Thread(target=self._listen, args=(process, process.stdin), daemon=True).start()
        return process.stdin

    def _listen(self, process: subprocess.Popen[bytes], requests: IO[bytes]) -> None:
        """Pass events on until the second worker ends; it is told to once it has nothing left to do."""
        assert process.stdout is not None
        for line in iter(process.stdout.readline, b""):
            event = json.loads(line)
            with self._lock:
                self._asked.pop(event.get("id"), None)
                if not self._asked:
                    self._let_go(requests)
            self._heard(event)
        status = process.wait()
        with self._lock:
            lost = self._let_go(requests)
        for article, what in lost.items():
            error = f"The worker for long articles ended (status {status})."
            self._heard({"event": "failed", "do": what, "id": article, "error": error})

    def _let_go(self, requests: IO[bytes]) -> dict[int, str]:
        """Close the way to a worker; what it still owes, unless another has taken its place."""
        requests.close()
        if self._requests is not requests:
            return {}
        self._requests = None
        owed, self._asked = self._asked, {}
        return owed
