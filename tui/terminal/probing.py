"""Finding out which terminal this is without making anyone wait.

The questions go out before anything slow is imported; the answers are collected afterwards, and those of a slow
link later still, by the driver.  What was found is kept for the session, so that a second start asks nothing, and
as a guess for the next session from the same place.
"""

from __future__ import annotations

import os
import select
import time

from tui.bidi.probe import (
    ENQUIRY,
    FURTHER_QUERY,
    QUERY,
    Replies,
    from_record,
    identify,
    multiplexer_of,
    needs_asking,
    needs_more,
    parse_reply,
    to_record,
)
from tui.terminal.replies import IDENTITY, ReplyFilter
from tui.terminal.tty import Tty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STRAGGLING = 0.03
"""Seconds in which an answer that was overtaken by the last one may still come."""
_LOCAL_WAIT = 0.08
"""Seconds after asking for which a terminal on this machine may keep us waiting."""
_REMOTE_WAIT = 0.25
"""The same over SSH, where nothing is known of the terminal yet; later answers are still heeded."""
_DA1 = "\x1b[c"
_KEPT = 40
"""Entries kept in the file of known terminals."""


class Probe:
    """The questions put to one terminal, and what is known of it.

    Args:
        tty: the device.
        environ: environment variables that describe it.
        known: file of terminals known from earlier runs; None to keep nothing.

    Attributes:
        terminal: the best description so far.
        replies: takes the answers out of the input; whoever reads the terminal must pass input through it.
        put: sends questions so that nothing a terminal may print at them stays on the screen.
        heard: what it has answered.
        asking: an answer is outstanding.
        unsettled: the first answers have come and leave it open; unless another follows within `STRAGGLING`
            seconds, `ask_further` is due.
    """

    def __init__(self, tty: Tty, environ: Mapping[str, str], known: str | os.PathLike[str] | None) -> None:
        self._tty = tty
        self._environ = environ
        self._known = known
        self.put: Callable[[str], None] = tty.write
        self.replies = ReplyFilter()
        self.heard = Replies()
        self.asking = False
        self._asked_at = 0.0
        self._asked_more = False
        self.unsettled = False
        self._guessed = False
        self._typed: list[str] = []
        self._tmux: tuple[int, int] | None = None
        self._tmux_said = b""
        self._outer = ""
        self.terminal = identify(environ)

    def begin(self) -> None:
        """Recall the terminal, or ask it; takes no longer than writing a few bytes."""
        if multiplexer_of(self._environ) == "tmux":
            # The client around it may have changed since the last run: ask tmux every time.
            self._guessed = self._recall(_place_key(self._environ))
            self._tmux = _ask_tmux()
            return
        if not needs_asking(self._environ):
            return
        if self._recall(_session_key(self._tty, self._environ)):
            return
        self._guessed = self._recall(_place_key(self._environ))
        self.ask()

    def ask(self, *, everything: bool = False) -> None:
        """Put the questions, whatever is known already.

        Args:
            everything: also those that some terminal might answer with a visible character.
        """
        # Raw before the question, or the answer would be echoed.
        self._tty.raw()
        self.put(ENQUIRY + FURTHER_QUERY.removesuffix(_DA1) + QUERY if everything else QUERY)
        self._asked_more = everything
        self.unsettled = False
        self.heard.da1 = ""
        self._asked_at = time.monotonic()
        self.asking = True
        self.replies.owed.add(IDENTITY)

    def settle(self) -> str:
        """Collect the answers that are there, waiting a little for those of a terminal nothing is known of.

        Returns:
            What was typed in the meantime, for the app.
        """
        self._hear_tmux(0.05)
        self._end_tmux()
        self._listen(0.0 if self._guessed else _REMOTE_WAIT if self._is_remote else _LOCAL_WAIT)
        typed, self._typed = "".join(self._typed), []
        return typed

    def look(self) -> None:
        """Take in the answers that are there, waiting for none."""
        self._hear_tmux(0.0)
        self._listen(0.0, asks_further=False)

    def _listen(self, patience: float, *, asks_further: bool = True) -> None:
        """Take in answers until all are there, or so many seconds have passed since they were asked for.

        Args:
            patience: the seconds.
            asks_further: put the further questions where the answers leave it open who this is.
        """
        while self.asking:
            left = self._asked_at + patience - time.monotonic()
            if not self._tty.wait_readable(min(left, STRAGGLING) if self.unsettled else left):
                if not (self.unsettled and asks_further):
                    break
                self.ask_further()
                continue
            data = self._tty.read()
            if not data:
                break
            self._typed.append(self.replies.feed(data.decode("utf-8", "ignore")))
            self.hear(self.replies.take())

    @property
    def _is_remote(self) -> bool:
        return bool(self._environ.get("SSH_CONNECTION") or self._environ.get("SSH_TTY"))

    def hear(self, answers: list[str]) -> bool:
        """Take answers into account.

        Args:
            answers: whole replies, in the order they came.

        Returns:
            True if the last answer was among them, so that `terminal` is now what it will be.
        """
        if not self.asking:
            return False
        for answer in answers:
            parse_reply(self.heard, answer)
        if not self.heard.complete:
            return False
        if not self._asked_more and needs_more(self.heard):
            self.unsettled = True
            return False
        self.unsettled = False
        self.asking = False
        self.replies.owed.discard(IDENTITY)
        self.terminal = identify(self._environ, self.heard, outer=self._outer)
        self._keep()
        return True

    def ask_further(self) -> None:
        """Put the further questions, if the first answers have left it open who this is."""
        if self.unsettled:
            self.unsettled = False
            self._asked_more = True
            self.heard.da1 = ""
            self.put(FURTHER_QUERY)

    # -- tmux ----------------------------------------------------------------------------------------------

    def _hear_tmux(self, seconds: float) -> None:
        """Take in what tmux says of the terminal around it, waiting at most so long."""
        if self._tmux is None:
            return
        reader, _ = self._tmux
        end = time.monotonic() + seconds
        while select.select([reader], [], [], max(0.0, end - time.monotonic()))[0]:
            chunk = os.read(reader, 4096)
            if not chunk:
                self._end_tmux()
                return
            self._tmux_said += chunk

    def _end_tmux(self) -> None:
        """Take what tmux has said for all there is to come."""
        if self._tmux is None:
            return
        (reader, pid), self._tmux = self._tmux, None
        os.close(reader)
        _reap(pid)
        outer = "".join(c for c in self._tmux_said.decode("utf-8", "ignore") if c.isprintable())
        if outer.strip("| "):
            self._outer = outer
            self.terminal = identify(self._environ, outer=outer)
            self._keep()

    # -- memory --------------------------------------------------------------------------------------------

    def _recall(self, key: str) -> bool:
        record = _read_known(self._known).get(key)
        terminal = from_record(record) if record else None
        if terminal is None:
            return False
        self.terminal = terminal
        return True

    def _keep(self) -> None:
        record = to_record(self.terminal)
        entries = {_place_key(self._environ): record}
        if not self.terminal.multiplexer:
            entries[_session_key(self._tty, self._environ)] = record
        _write_known(self._known, entries)


def _session_key(tty: Tty, environ: Mapping[str, str]) -> str:
    """Name this terminal's session: the line, the shell that leads it and when that began, and where it comes from."""
    leader = os.getsid(0)
    parts = (
        tty.name,
        str(leader),
        _began(leader),
        environ.get("TERM", ""),
        environ.get("SSH_CONNECTION", ""),
    )
    return "session " + " ".join(_word(part) for part in parts)


def _began(process: int) -> str:
    """When a process began, in the system's own measure; "" where that cannot be known."""
    try:
        with open(f"/proc/{process}/stat", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _place_key(environ: Mapping[str, str]) -> str:
    """Name the place the user comes from: the same machine and kind of terminal are likely the same program."""
    client = environ.get("SSH_CONNECTION", "").partition(" ")[0] or "here"
    inside = multiplexer_of(environ) or "none"
    parts = (
        environ.get("TERM", ""),
        environ.get("TERM_PROGRAM", ""),
        environ.get("LC_TERMINAL", ""),
        client,
        inside,
    )
    return "place " + " ".join(_word(part) for part in parts)


def _word(text: str) -> str:
    return "".join(c if c.isalnum() or c in "/.:-_" else "_" for c in text)[:80] or "-"


def known_terminals_path(environ: Mapping[str, str]) -> str | None:
    """Give the file in which terminals are remembered: in the runtime directory, else in the state directory."""
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        return os.path.join(runtime, "newsread-terminals")
    state = environ.get("XDG_STATE_HOME")
    home = environ.get("HOME")
    if state:
        return os.path.join(state, "newsread", "terminals")
    return os.path.join(home, ".local", "state", "newsread", "terminals") if home else None


_FIELDS = ("name", "version", "multiplexer", "synchronised")


def _read_known(path: str | os.PathLike[str] | None) -> dict[str, dict[str, object]]:
    if path is None:
        return {}
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            if os.fstat(file.fileno()).st_uid != os.getuid():
                return {}
            lines = file.read().splitlines()[-_KEPT:]
    except OSError:
        return {}
    known: dict[str, dict[str, object]] = {}
    for line in lines:
        key, *values = line.split("\t")
        if len(values) == len(_FIELDS):
            record: dict[str, object] = dict(zip(_FIELDS, values, strict=True))
            record["synchronised"] = {"yes": True, "no": False}.get(values[3])
            known[key] = record
    return known


def _write_known(path: str | os.PathLike[str] | None, entries: dict[str, dict[str, object]]) -> None:
    if path is None:
        return
    known = _read_known(path)
    for key, record in entries.items():
        known.pop(key, None)
        known[key] = record
    lines = []
    for key, record in list(known.items())[-_KEPT:]:
        said = {"True": "yes", "False": "no"}.get(str(record["synchronised"]), "")
        values = (key, record["name"], record["version"], record["multiplexer"], said)
        lines.append("\t".join(str(value) for value in values))
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        new = f"{os.fspath(path)}.{os.getpid()}"
        fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        os.replace(new, path)
    except OSError:
        return  # the terminal is asked again next time


def _ask_tmux() -> tuple[int, int] | None:
    """Ask tmux for the terminal around it; give the descriptor its answer comes on and the process that asks."""
    reader, writer = os.pipe()
    try:
        pid = os.posix_spawnp(
            "tmux",
            [
                *("tmux", "display-message", "-p", "#{client_termtype}|#{client_termname}|", ";"),
                *("show-options", "-sv", "terminal-overrides"),
            ],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, writer, 1),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
    except OSError:
        os.close(reader)
        return None
    finally:
        os.close(writer)
    return reader, pid


def _reap(pid: int) -> None:
    """Take note of the end of a child, should it have come."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
