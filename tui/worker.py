"""The other process: finds names and dates and reads files in, so that the reading process never waits.

It is asked in lines of JSON on standard input and answers in lines of JSON on standard output; it writes the
library itself.  What was asked for last is done first, files come next, articles not yet done last; very long
articles are left to a second worker.  It ends at once when its input ends.

    {"do": "extract", "id": 5}              {"event": "extracted", "id": 5}
    {"do": "redate", "id": 5}               {"event": "extracted", "id": 5}
    {"do": "add", "paths": [...],           {"event": "progress", "ids": [...]} as it goes, then
     "published": "2018-06-07"}             {"event": "added", "ids": [], "already": [], "errors": [],
                                             "remarks": []}
    {"do": "extract-pending"}               {"event": "extracted", "id": 5} each, then {"event": "idle"}
    {"do": "correct", "correction": {...}}  {"event": "corrected", "correction": 3}, then as for "settle"
    {"do": "settle"}                        {"event": "settled"} when corrections have reached every article
    {"do": "look"}                          {"event": "looked"} when no article is left to look through for the
                                            search words of the watchlist; also after "add"
    anything that goes wrong                {"event": "failed", "do": ..., "id": ..., "error": ...}
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from tui import crash
from tui.ingest import Failure, Source, read_paths
from tui.library import Library, LibraryError
from tui.library.errors import LibraryBusyError
from tui.library.extractor import EngineUnavailable, Extractor

if TYPE_CHECKING:
    from tui.aside import Aside

# Files read, and articles extracted, between two looks at what else was asked.
FILES_AT_ONCE = 20
ARTICLES_AT_ONCE = 8
# Articles that corrections reach between two looks.
SETTLED_AT_ONCE = 10
# Articles looked through for search words between two looks.
LOOKED_THROUGH_AT_ONCE = 40
# Code points from which on an article is left to the second worker: this one is back within some seconds.
LONG = 200_000
# A slow engine's articles are not kept waiting for one another longer than this.
_BATCH_SECONDS = 0.5
# Patience with other writers: each try waits some seconds by itself.
TRIES = 12
_PAUSE_SECONDS = 0.5
# Lower than the reader's own process: what is on the screen comes first.
_NICENESS = 5

Request = Mapping[str, Any]
Result = TypeVar("Result")


@dataclass
class Requests:
    """What was asked and is not done yet; filled by one thread, emptied by another."""

    urgent: dict[int, Request] = field(default_factory=dict)
    others: deque[Request] = field(default_factory=deque)
    heard: deque[Request] = field(default_factory=deque)
    pending: bool = False
    settling: bool = False
    looking: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def put(self, request: Request) -> None:
        """Take in a request; one for an article moves it to the front."""
        with self._changed:
            if request.get("do") in ("extract", "redate"):
                article = int(request["id"])
                earlier = self.urgent.pop(article, None)
                # To extract includes finding the dates.
                self.urgent[article] = earlier if earlier and earlier["do"] == "extract" else request
            elif request.get("do") == "extract-pending":
                self.pending = True
            elif request.get("do") == "settle":
                self.settling = True
            elif request.get("do") == "look":
                self.looking = True
            else:
                self.others.append(request)
            self._changed.notify()

    def hear(self, event: Request) -> None:
        """Take in an event of the second worker, to be passed on."""
        with self._changed:
            self.heard.append(event)
            self._changed.notify()

    def next_heard(self) -> Request | None:
        """The oldest event of the second worker."""
        with self._changed:
            return self.heard.popleft() if self.heard else None

    def next_urgent(self) -> Request | None:
        """The newest request for an article."""
        with self._changed:
            return self.urgent.popitem()[1] if self.urgent else None

    def next_other(self) -> Request | None:
        """The oldest of the other requests."""
        with self._changed:
            return self.others.popleft() if self.others else None

    def wait(self) -> None:
        """Wait until there is something to do."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self.heard or self.urgent or self.others or self.settling or self.looking or self.pending
                )
            )


class Worker:
    """Does what is asked, one small step at a time, the most urgent first."""

    def __init__(
        self,
        library: Library,
        extractor: Extractor,
        answer: Callable[[Mapping[str, Any]], None],
        published: str | None = None,
        second: Sequence[str] | None = None,
    ) -> None:
        """Prepare.

        Args:
            library: what is written to.
            extractor: what finds names and dates.
            answer: takes each event.
            published: ISO publication date for added articles that carry none, or None.
            second: the command line of a second worker for long articles; None does them here.
        """
        self.requests = Requests()
        self._aside = _aside(second, self.requests.hear) if second is not None else None
        self._library = library
        self._extractor = extractor
        self._answer = answer
        self._published = published
        self._adding: Iterator[None] | None = None
        self._failed: set[int] = set()

    def run(self) -> None:
        """Work until the process ends."""
        while True:
            if not self.step():
                self.requests.wait()

    def step(self) -> bool:
        """Do the next small thing; False when there is nothing to do."""
        if event := self.requests.next_heard():
            self._hear(event)
        elif request := self.requests.next_urgent():
            self._guard(request, lambda: self._extract(int(request["id"]), str(request["do"])))
        elif self._adding is not None:
            if next(self._adding, self) is self:
                self._adding = None
        elif other := self.requests.next_other():
            self._start(other)
        elif self.requests.settling:
            self._guard({"do": "settle"}, self._settle)
        elif self.requests.looking:
            self._guard({"do": "look"}, self._look)
        elif self.requests.pending:
            self._guard({"do": "extract-pending"}, self._extract_pending)
        else:
            return False
        return True

    def _start(self, request: Request) -> None:
        match request.get("do"):
            case "add":
                self._adding = self._add(request)
            case "correct":
                self._guard(request, lambda: self._correct(request))
            case _:
                self._fail(request, "there is no such request")

    def _guard(self, request: Request, work: Callable[[], None]) -> None:
        """Do some work; whatever goes wrong becomes an event, and the worker lives on."""
        try:
            work()
        except (LibraryError, EngineUnavailable, KeyError, TypeError, ValueError) as error:
            self._fail(request, str(error))
            if not isinstance(error, LibraryError | EngineUnavailable):
                _log(error)
        except Exception as error:
            # An engine may fail on a text in ways nobody foresaw: the article is named, the others go on.
            _log(error)
            self._fail(request, f"{type(error).__name__}: {error}")

    def _fail(self, request: Request, error: str) -> None:
        event: dict[str, Any] = {"event": "failed", "do": request.get("do"), "error": error}
        if "id" in request:
            self._failed.add(int(request["id"]))
            event["id"] = request["id"]
        if request.get("do") == "extract-pending":
            self.requests.pending = False
        if request.get("do") == "settle":
            self.requests.settling = False
        if request.get("do") == "look":
            self.requests.looking = False
        self._answer(event)

    def _hear(self, event: Request) -> None:
        """Pass on what the second worker tells."""
        if event.get("event") == "failed" and "id" in event:
            self._failed.add(int(event["id"]))
        self._answer(event)
        if not self._elsewhere:
            # To say that all is done, unless there is more by now.
            self.requests.pending = True

    @property
    def _elsewhere(self) -> frozenset[int]:
        """The articles the second worker has."""
        return self._aside.articles if self._aside is not None else frozenset()

    def _is_left_aside(self, article: int, what: str) -> bool:
        """Leave an article to the second worker if it is long."""
        if self._aside is None or patiently(lambda: self._library.length_of(article)) < LONG:
            return False
        self._aside.ask(article, what)
        return True

    def _extract(self, article: int, what: str) -> None:
        if self._is_left_aside(article, what):
            return
        work = self._extractor.redate if what == "redate" else self._extractor.extract
        found = patiently(lambda: work(article))
        patiently(lambda: self._library.store_extraction(article, found))
        self._answer({"event": "extracted", "id": article})

    def _extract_pending(self) -> None:
        passed = self._failed | self._elsewhere
        ids = patiently(lambda: self._library.pending(ARTICLES_AT_ONCE + len(passed)))
        ids = [article for article in ids if article not in passed][:ARTICLES_AT_ONCE]
        if not ids:
            self.requests.pending = False
            if not self._elsewhere:
                self._answer({"event": "idle"})
            return
        found = []
        latest = time.monotonic() + _BATCH_SECONDS
        for article in ids:
            if self.requests.urgent or time.monotonic() > latest:
                break
            try:
                if not self._is_left_aside(article, "extract"):
                    found.append((article, patiently(partial(self._extractor.extract, article))))
            except EngineUnavailable:
                raise
            except Exception as error:
                _log(error)
                self._fail({"do": "extract", "id": article}, f"{type(error).__name__}: {error}")
        for article in patiently(lambda: self._library.store_extractions(found)):
            self._answer({"event": "extracted", "id": article})

    def _add(self, request: Request) -> Iterator[None]:
        """Read files in, a few at a time."""
        added: list[int] = []
        already: list[int] = []
        errors: list[Failure] = []
        remarks: list[str] = []
        stream: Iterator[Source | Failure] = iter(())
        try:
            stream = read_paths(
                [str(path) for path in request["paths"]], request.get("published") or self._published
            )
            while batch := list(itertools.islice(stream, FILES_AT_ONCE)):
                result = patiently(partial(self._library.add, batch))
                remarks += [
                    f"{each.origin} {each.remark}"
                    for each in batch
                    if isinstance(each, Source) and each.remark
                ]
                added += result.added
                already += result.already
                errors += result.errors
                if result.added:
                    self._answer({"event": "progress", "ids": list(result.added)})
                self.requests.pending = self.requests.pending or bool(result.added)
                self.requests.looking = self.requests.looking or bool(result.added)
                yield
        except (LibraryError, KeyError, TypeError, ValueError, OSError) as error:
            errors.append(Failure("", str(error)))
        self._answer(
            {
                "event": "added",
                "ids": added,
                "already": already,
                "errors": [
                    f"{each.origin}: {each.reason}" if each.origin else each.reason for each in errors
                ],
                "remarks": remarks,
            }
        )

    def _correct(self, request: Request) -> None:
        from tui.entities.linking.corrections import Correction

        correction = Correction.from_json(request["correction"])
        kept = patiently(lambda: self._library.correct(correction, later=True))
        self._answer({"event": "corrected", "correction": kept.id})
        self.requests.settling = True

    def _settle(self) -> None:
        """Let corrections reach a few articles."""
        self.requests.settling = False
        patiently(lambda: self._library.settle(SETTLED_AT_ONCE))
        if patiently(self._library.due):
            self.requests.settling = True
        else:
            self._answer({"event": "settled"})

    def _look(self) -> None:
        """Look through a few articles for search words."""
        self.requests.looking = False
        if patiently(lambda: self._library.look_for_words(LOOKED_THROUGH_AT_ONCE)):
            self.requests.looking = True
        elif self._library.watched_ids():
            self._answer({"event": "looked"})


def _aside(arguments: Sequence[str], heard: Callable[[Request], None]) -> Aside:
    """The second worker, loaded only where there may be one."""
    from tui.aside import Aside

    return Aside(arguments, heard)


def _log(error: BaseException) -> None:
    """Say on standard error, which is a log, where an error arose; texts are not to be found there."""
    print(crash.report(error), file=sys.stderr, flush=True)


def patiently(work: Callable[[], Result]) -> Result:
    """Do something with the library, again when another process was writing.

    Raises:
        LibraryBusyError: when that process never ends its work.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except LibraryBusyError:
            time.sleep(_PAUSE_SECONDS)
    return work()


def _listen(worker: Worker, lines: IO[bytes]) -> None:
    """Take requests in until the input ends, and with it the process: SQLite rolls half-done work back."""
    for line in iter(lines.readline, b""):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            request = json.loads(line.decode("utf-8", "surrogateescape"))
            if isinstance(request, dict):
                worker.requests.put(request)
    os._exit(0)


def _private_output() -> IO[bytes]:
    """Standard output for events alone: what libraries print goes where errors go."""
    output = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return output


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the worker until its input ends."""
    parser = argparse.ArgumentParser(
        prog="python -m tui.worker", description="The worker process of newsread."
    )
    parser.add_argument("--library", required=True, type=Path)
    parser.add_argument("--engine", default="builtin")
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--published", default=None)
    parser.add_argument("--alone", action="store_true", help="leave no article to a second worker")
    options = parser.parse_args(arguments)
    output = _private_output()

    def answer(event: Mapping[str, Any]) -> None:
        try:
            output.write(json.dumps(event).encode() + b"\n")
        except OSError:
            # Nobody listens any more.
            os._exit(0)

    with contextlib.suppress(OSError):
        os.nice(_NICENESS)
    try:
        library = Library.open(options.library)
    except LibraryError as error:
        answer({"event": "failed", "error": str(error)})
        return 1
    extractor = Extractor(library, options.engine, options.model)
    second = None if options.alone else [*(sys.argv[1:] if arguments is None else arguments), "--alone"]
    worker = Worker(library, extractor, answer, options.published, second)
    threading.Thread(target=_listen, args=(worker, sys.stdin.buffer), daemon=True).start()
    worker.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
