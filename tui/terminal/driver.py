"""Textual's driver for a reader used over SSH: nothing the terminal, the line or the shell does may hurt.

Differences from Textual's `LinuxDriver`, which it replaces:

- input is read on the event loop, without a thread: no polling, no joining, no wait at the end;
- output goes to the terminal whatever the standard streams are, never waits for it, and frames that a slow
  terminal has not taken yet are replaced by newer ones instead of queueing up;
- signals and hang-ups end the app in order and, should it hang, without it; the terminal is always restored;
- bytes that are no UTF-8 are dropped, late answers of the terminal never become keys;
- after `fg` everything is drawn again.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import re
import signal
import threading
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal import session as sessions
from tui.terminal.colour import colours_of
from tui.terminal.pace import Pace
from tui.terminal.probing import STRAGGLING
from tui.terminal.replies import CAUGHT_UP, DRAWN
from tui.terminal.seam import Composer, InputParser, Looks, attach, size_event
from tui.terminal.tty import NoTerminal

if TYPE_CHECKING:
    from textual._compositor import CompositorUpdate
    from textual.app import App

# What may go out through `write`, which Textual and the app use directly: a copy to the clipboard (OSC 52).
_CLIPBOARD = re.compile(r"\x1b\]52;[cps]*;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)")

_ENDINGS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
_GRACE = 0.35
"""Seconds an app has to end by itself after a signal."""
_RESIZE_REST = 0.04
"""Seconds between two sizes reported to the app while a window is being dragged."""
_KEY_PATIENCE, _REPLY_PATIENCE = 0.05, 1.0
"""Seconds for which the beginning of an answer is kept back: one that may be a key, and one that cannot."""
_SMALLEST = (16, 4)
"""Columns and rows below which a layout is not worth computing; the screen then shows the corner of a larger one."""
_SYNC_WORTH = 512
"""Bytes from which a frame is bracketed by synchronised output; a smaller one arrives in one piece anyway."""


class LinkMeasured(Message, bubble=False):
    """The line to the terminal has been measured.

    Attributes:
        rate: bytes a second it carries.
        round_trip: seconds until the terminal answers.
    """

    def __init__(self, rate: float, round_trip: float) -> None:
        super().__init__()
        self.rate = rate
        self.round_trip = round_trip


class ReaderDriver(LinuxDriver):
    """Powers display and input of the reader."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        # Not LinuxDriver's own: it takes hold of standard error, of standard input and of signals.
        super(LinuxDriver, self).__init__(app, debug=debug, mouse=mouse, size=size)
        try:
            self.session = sessions.prepare(mouse=mouse)
        except NoTerminal as error:
            raise SystemExit(f"newsread: {error}") from None
        self.tty = self.session.tty
        self.fileno = self.tty.input_fd
        self.input_tty = True
        self._composer = Composer(Looks(colours_of(os.environ)))
        self._parser = InputParser()
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._replies = self.session.probe.replies
        self._running = False
        self._owed = self._stale = False
        self._ending: int | None = None
        self._resize_timer: asyncio.TimerHandle | None = None
        self._tick_timer: asyncio.TimerHandle | None = None
        self._suspended = False
        self._early = self.session.probe.settle()
        self.session.heed()
        self._pace = Pace(self.session.remote)
        self._handlers: dict[int, Any] = {}
        self._finished = threading.Event()
        if self._size is None:
            self._size = self._layout_size()
        self.tty.on_blocked = self._blocked
        attach(app, self.show)

    # -- application mode ----------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal and begin to read from it."""
        self.session.enter(anew=self._suspended)
        if self._handlers == {}:
            self._catch_signals()
        if not self._running:
            self._running = True
            self._loop.add_reader(self.tty.input_fd, self._readable)
            early, self._early = self._early, ""
            if early:
                self._loop.call_soon(self._typed, early)
            if self.tty.pending_bytes:
                self._blocked()
        # While the app was loaded, or suspended, the window may have been given another size.
        self._measure()
        if self._suspended:
            self._suspended = False
            self._repaint()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._stop_reading()
        self._loop.remove_writer(self.tty.output_fd)
        self.session.leave(0.1 if self._ending else 0.3)

    def suspend_application_mode(self) -> None:
        """Give the terminal to another program for a while."""
        self._suspended = True
        self.stop_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal back and draw everything again."""
        self.start_application_mode()

    def disable_input(self) -> None:
        """Read no more keys."""
        self._stop_reading()

    def close(self) -> None:
        """Let go of signals and of the device."""
        self._finished.set()
        for signum, handler in self._handlers.items():
            with contextlib.suppress(ValueError, TypeError):
                signal.signal(signum, handler)
        self._handlers.clear()
        self.session.close()

    def _stop_reading(self) -> None:
        if self._running:
            self._running = False
            self._loop.remove_reader(self.tty.input_fd)
        for timer in (self._resize_timer, self._tick_timer):
            if timer is not None:
                timer.cancel()
        self._resize_timer = self._tick_timer = None

    # -- signals -------------------------------------------------------------------------------------------

    def _catch_signals(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for signum in _ENDINGS:
            if signum == signal.SIGHUP and signal.getsignal(signum) == signal.SIG_IGN:
                continue  # nohup: a hang-up is then noticed by reading
            self._handlers[signum] = signal.signal(signum, self._on_ending_signal)
        for signum, handler in (
            (signal.SIGTSTP, self._on_stop),
            (signal.SIGCONT, self._on_continue),
            (signal.SIGWINCH, self._on_resize),
        ):
            self._handlers[signum] = signal.signal(
                signum, lambda *_, handler=handler: self._loop.call_soon_threadsafe(handler)
            )

    def _on_ending_signal(self, signum: int, _frame: object) -> None:
        self._end(signum)

    def _end(self, signum: int) -> None:
        """End the app as after a signal: in order if it can, without it if it cannot."""
        if self._ending is not None:
            return
        self._ending = signum
        threading.Thread(target=self._end_anyway, args=(signum,), daemon=True, name="last-resort").start()
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=128 + signum))

    def _end_anyway(self, signum: int) -> None:
        if not self._finished.wait(_GRACE):
            with contextlib.suppress(Exception):
                self.session.leave(0.05)
            os._exit(128 + signum)

    def _on_stop(self) -> None:
        """Somebody wants us stopped (a key only does where a shell can continue us): give the terminal back first."""
        if self._auto_restart and not self._suspended:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _on_continue(self) -> None:
        if self._auto_restart:
            self._suspended = True
            self.resume_application_mode()
            self.send_message(self.SignalResume())

    # -- size ----------------------------------------------------------------------------------------------

    def _layout_size(self) -> tuple[int, int]:
        columns, rows = self.tty.size()
        return max(columns, _SMALLEST[0]), max(rows, _SMALLEST[1])

    def _get_terminal_size(self) -> tuple[int, int]:
        return self._layout_size()

    def _on_resize(self) -> None:
        if self._resize_timer is None and self._running:
            self._resize_timer = self._loop.call_later(_RESIZE_REST, self._measure)

    def _measure(self) -> None:
        self._resize_timer = None
        columns, rows = self.tty.size()
        painter = self.session.painter
        if (columns, rows) == (painter.columns, painter.rows):
            return
        painter.resize(columns, rows)
        self._composer.forget()
        size = self._layout_size()
        self.send_message(size_event(*size))
        if size == self._size:
            self._repaint()
        self._size = size

    # -- input ---------------------------------------------------------------------------------------------

    def _readable(self) -> None:
        data = self.tty.read()
        if not data:
            # Hung up: the other end of the line is gone for good.
            self.tty.hung_up = True
            self._stop_reading()
            self._end(signal.SIGHUP)
            return
        self._typed(self._replies.feed(self._decoder.decode(data)))
        self._answered()

    def _typed(self, text: str) -> None:
        if text:
            for message in self._parser.feed(text):
                self.process_message(message)
        if self._tick_timer is not None:
            self._tick_timer.cancel()
            self._tick_timer = None
        wait = self._parser.waiting
        if self._replies.holding:
            patience = _KEY_PATIENCE if self._replies.holds_key else _REPLY_PATIENCE
            wait = patience if wait is None else min(wait, patience)
        if wait is not None:
            self._tick_timer = self._loop.call_later(wait, self._tick)

    def _tick(self) -> None:
        self._tick_timer = None
        for message in self._parser.tick():
            self.process_message(message)
        self._typed(self._replies.flush())

    def _answered(self) -> None:
        """Heed what the terminal has said of itself, and that it has caught up with us."""
        answers = self._replies.take()
        if not answers:
            return
        probe = self.session.probe
        if probe.hear(answers):
            self.session.heed()
        elif probe.unsettled:
            self._loop.call_later(STRAGGLING, probe.ask_further)
        if CAUGHT_UP in answers and self._pace.caught_up():
            self.session.round_trip = self._pace.round_trip
            self._replies.owed.discard(DRAWN)
            self._tell_speed()
            self._pay()
            self._put("", self._pace.ping())

    def _tell_speed(self) -> None:
        if self._pace.news:
            self._pace.news = False
            self.send_message(LinkMeasured(self._pace.rate, self._pace.round_trip))

    def process_message(self, message: Message) -> None:
        """Pass one message of the terminal on to the app."""
        super(LinuxDriver, self).process_message(message)

    def send_message(self, message: Message) -> None:
        """Put a message into the app's queue."""
        self._app.post_message(message)

    # -- output --------------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Send a copy to the clipboard; whatever else is written past the painter is dropped.

        Args:
            data: one whole sequence, as Textual writes them: bells and pointer shapes are not worth their bytes.
        """
        if _CLIPBOARD.fullmatch(data):
            self.tty.write(data)

    def flush(self) -> None:
        """Nothing to do: what is written goes out at once."""

    def show(self, update: CompositorUpdate, cursor: tuple[int, int] | None) -> None:
        """Show what the compositor has composed, or remember that it is owed to a terminal still busy.

        Args:
            update: what changed.
            cursor: cell where the cursor should rest; None for anywhere.
        """
        if not self.session.active:
            return
        patches = self._composer.patches(update)
        if self._busy:
            self.session.painter.want(patches)
            self._owed = True
            return
        self._send(self.session.painter.frame(patches, cursor))

    @property
    def _busy(self) -> bool:
        return self.tty.pending_bytes > 0 or self._pace.full

    def _send(self, frame: str) -> None:
        if not frame:
            return
        if self.session.terminal.synchronised and len(frame) > _SYNC_WORTH:
            frame = f"\x1b[?2026h{frame}\x1b[?2026l"
        self._put(frame, self._pace.sent(len(frame.encode())))

    def _put(self, frame: str, question: str) -> None:
        """Write a frame, and after it a question for the terminal to answer when it is drawn; either may be empty."""
        if question:
            self._replies.owed.add(DRAWN)
        self.tty.write(frame + question)
        if self.tty.hung_up:
            self._end(signal.SIGHUP)

    def _blocked(self) -> None:
        if self._running:
            self._pace.blocked()
            self._loop.add_writer(self.tty.output_fd, self._writable)

    def _writable(self) -> None:
        before = self.tty.pending_bytes
        done = self.tty.drain()
        self._pace.drained(before - self.tty.pending_bytes, done)
        if not done:
            return
        self._loop.remove_writer(self.tty.output_fd)
        if self.tty.hung_up:
            self._end(signal.SIGHUP)
            return
        self._tell_speed()
        self._pay()

    def _pay(self) -> None:
        """Show the newest of what was composed while the terminal was busy."""
        if self._owed and not self._busy:
            self._owed = False
            if self._stale:
                self._repaint()
            else:
                self._send(self.session.painter.frame(()))

    def redraw(self) -> None:
        """Draw everything again: what the terminal shows may not be what was sent to it."""
        if self._busy:
            self._owed = self._stale = True
        elif self.session.active:
            self._repaint()

    def _repaint(self) -> None:
        """Draw the whole screen again, whatever the terminal shows now."""
        self._stale = False
        self._send(self.session.painter.redraw())
