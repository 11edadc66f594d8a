"""One run's hold on the terminal: taken once, given back exactly once, whatever happens in between.

`prepare` finds the terminal and takes no longer than the few bytes it writes; `Session.enter` and
`Session.leave` are the only writers of the sequences that change the terminal's modes.
"""

from __future__ import annotations

# Not `signal`, which loads `enum` to give the numbers names.
import _signal as signal  # type: ignore[import-not-found]
import atexit
import os
import sys
import time

from tui.bidi.modes import Mode
from tui.bidi.probe import Terminal
from tui.terminal import first_frame
from tui.terminal.output import Painter
from tui.terminal.probing import Probe, known_terminals_path
from tui.terminal.replies import CAUGHT_UP, DRAWN
from tui.terminal.sgr import Look
from tui.terminal.tty import NoTerminal, Tty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NoReturn

    from tui.terminal.cells import Cell
    from tui.terminal.output import Encoder

_MOUSE = ("1000", "1003", "1006")
_BASIC_TERMS = ("linux", "vt", "cons", "ansi", "sun", "wy", "adm")

_current: Session | None = None
_taken = False


def _set(modes: tuple[str, ...], on: bool) -> str:
    return "".join(f"\x1b[?{mode}{'h' if on else 'l'}" for mode in modes)


class Session:
    """A terminal in our hands.

    Args:
        tty: the device.
        probe: what is known of the program at its other end, and finds out the rest.
        environ: the environment variables that describe it.
        mode: the way of writing rows the user has chosen; None to take what suits the terminal.
        mouse: whether mouse reports are asked for.
    """

    def __init__(
        self,
        tty: Tty,
        probe: Probe,
        environ: Mapping[str, str],
        *,
        mode: Mode | None = None,
        mouse: bool = True,
    ) -> None:
        self.tty = tty
        self.probe = probe
        self.environ = environ
        self._chosen = mode
        term = environ.get("TERM", "")
        self.basic = term.startswith(_BASIC_TERMS)
        self.mouse = mouse and not self.basic
        self.remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
        self.active = False
        self.direction_set = ""
        self.round_trip = 0.0
        self._handlers: dict[int, Any] = {}
        columns, rows = tty.size()
        self.painter = Painter(columns, rows, erases_in_colour=not term.startswith("screen"))
        self.painter.encode = encoder_of(self.terminal)
        probe.put = self._ask

    @property
    def terminal(self) -> Terminal:
        """The terminal as far as it is known, in the user's mode if one was chosen."""
        found = self.probe.terminal
        return found if self._chosen is None else found.with_mode(self._chosen)

    # -- taking and giving back ----------------------------------------------------------------------------

    def enter(self, *, anew: bool = False) -> None:
        """Take the terminal: raw input, text direction, the alternate screen, mouse and keys.

        Args:
            anew: even if it is ours already: somebody may have changed it since.
        """
        self.tty.raw()
        if self.active and not anew:
            return
        held = first_frame.hold_signals()
        try:
            shown = first_frame.take()
            if shown is None:
                self.direction_set = self.terminal.leave
                self.tty.write(self.entering())
            else:
                self.direction_set = shown.direction
            fresh, self.active = not self.active, True
        finally:
            first_frame.release_signals(held)
        if shown is not None:
            self.painter.adopt(shown.rows())
            return
        self.painter.forget()
        if fresh:
            self.painter.cleared()

    def entering(self) -> str:
        """What takes the terminal over."""
        # Cleared as well: not every terminal has another screen to change to.
        modes = ["\x1b[?1049h", "\x1b[H\x1b[2J", "\x1b[?25l", "\x1b[?7l"]
        if not self.basic:
            if self.mouse:
                modes.append(_set(_MOUSE, True))
            # Focus reports, bracketed paste; the kitty keyboard protocol: unambiguous keys, every key, its text.
            modes += [_set(("1004", "2004"), True), "\x1b[>25u"]
        return self.terminal.enter + "".join(modes)

    def leave(self, patience: float = 0.3, *, discard_input: bool = True) -> None:
        """Give the terminal back as it was found.  Harmless twice.

        Args:
            patience: seconds to wait for a terminal that takes no more output, and for answers still on their way.
            discard_input: throw away what was typed and not read.
        """
        if first_frame.shown() is not None:
            self.enter()
        if self.active:
            # A signal may come while this waits: who answers it finds the terminal still ours, and gives it back.
            if not self.tty.hung_up and not self.tty.finish(patience):
                self.tty.drop()
                # CAN ends a sequence that was cut off in the middle (ECMA-48, 8.3.6).
                self.tty.write("\x18")
            held = first_frame.hold_signals()
            try:
                self.tty.write(self.leaving())
                self.active = False
            finally:
                first_frame.release_signals(held)
            self.tty.finish(patience)
        self._await_answers(patience)
        self.tty.cooked(discard_input=discard_input)

    def leaving(self) -> str:
        """What gives the terminal back."""
        modes = ["\x1b[m"]
        if self.terminal.synchronised:
            modes.append("\x1b[?2026l")
        if not self.basic:
            modes += ["\x1b[<u", _set(("2004", "1004"), False)]
            if self.mouse:
                modes.append(_set(_MOUSE, False))
        if self.basic or self.environ.get("TERM", "").startswith("screen"):
            # No other screen to come back from: what follows begins on a clean one.
            modes.append("\x1b[H\x1b[2J")
        modes += ["\x1b[?7h", "\x1b[?1049l", "\x1b[?25h", self.direction_set]
        return "".join(modes)

    def _await_answers(self, patience: float) -> None:
        """Wait for answers the terminal still owes us, lest they end in the shell as if typed."""
        replies = self.probe.replies
        # Who leaves in peace can wait out a slow line; who was told to end cannot.
        longest = 1.0 if patience >= 0.3 else patience
        usual = 2 * self.round_trip if self.round_trip else 0.7 if self.remote else 0.1
        end = time.monotonic() + min(longest, max(0.1, usual))
        while replies.expecting and not self.tty.hung_up:
            left = end - time.monotonic()
            if left <= 0 or not self.tty.wait_readable(left):
                break
            replies.feed(self.tty.read().decode("utf-8", "ignore"))
            answers = replies.take()
            self.probe.hear(answers)
            if CAUGHT_UP in answers:
                replies.owed.discard(DRAWN)
        replies.owed.clear()

    def guard(self) -> None:
        """Have signals give the terminal back from now on, until the driver takes them over and after it."""
        try:
            for signum in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
                if signal.getsignal(signum) != signal.SIG_IGN:
                    self._handlers[signum] = signal.signal(signum, self._end)
            self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._stop)
        except ValueError:
            return  # signals are the main thread's alone: in another there is nothing to see to

    def _end(self, signum: int, _frame: object) -> None:
        try:
            self.leave(0.1)
        finally:
            os._exit(128 + signum)

    def _stop(self, *_: object) -> None:
        was_active = self.active
        self.leave(0.1, discard_input=False)
        os.kill(os.getpid(), signal.SIGSTOP)
        if was_active:
            self.enter()
            self.tty.write(self.painter.redraw())
        else:
            self.tty.raw()

    def _ask(self, questions: str) -> None:
        """Send questions at which some terminals print a stray letter, and clean up after them."""
        if first_frame.shown() is not None:
            self.enter()
        if not self.active:
            # DECSC and DECRC: the letter stands right of where the cursor was.
            self.tty.write(f"\x1b7{questions}\x1b8\x1b[K")
            return
        self.tty.write(f"\x1b[H{questions}")
        self.tty.write(self.painter.rewrite_row(0))

    # -- what is learned of the terminal -------------------------------------------------------------------

    def heed(self) -> None:
        """Speak to the terminal as it has turned out to want it, drawing all again if that changes anything."""
        terminal = self.terminal
        encode = encoder_of(terminal)
        changed = encode is not self.painter.encode
        self.painter.encode = encode
        if not self.active:
            return
        out = ""
        if terminal.leave != self.direction_set:
            # Inside the alternate screen VTE takes a new direction only with the screen cleared after it.
            out = self.direction_set + terminal.enter
            self.direction_set = terminal.leave
            changed = True
        if changed:
            self.tty.write(out + "\x1b[m\x1b[2J")
            self.painter.cleared()
            self.tty.write(self.painter.redraw())

    def look(self) -> None:
        """Heed what the terminal has answered by now, waiting for nothing."""
        self.probe.look()
        self.heed()

    def show_first(self, rows: Iterable[list[Cell]]) -> None:
        """Draw a first frame before anything else is loaded; later frames only write what differs from it.

        Args:
            rows: the cells of every row from the top (`tui.terminal.cells.cells_of`), drawn as they are asked for:
                the upper ones can be read before the lower ones are drawn.
        """
        for piece in first_frame.upper_and_lower(rows):
            self.painter.want(piece)
            # In the time it took to draw them, the terminal may have said how they must be written.
            self.look()
            if not self.active:
                self.enter()
            self.tty.write(self.painter.frame(()))

    def close(self) -> None:
        """Leave if need be, and let go of the device."""
        global _current
        try:
            self.leave()
        except OSError:
            self.tty.hung_up = True
        self.tty.close()
        for signum, handler in self._handlers.items():
            try:
                signal.signal(signum, handler)
            except (ValueError, TypeError):
                continue
        self._handlers.clear()
        if _current is self:
            _current = None


def current() -> Session | None:
    """Give the session in force, if `prepare` has been called."""
    return _current


def was_taken() -> bool:
    """Whether this process has had the terminal in its hands."""
    return _taken


def prepare(
    bidi: str | None = None,
    *,
    keyboard_elsewhere: bool = False,
    mouse: bool = True,
    environ: Mapping[str, str] | None = None,
) -> Session:
    """Find the terminal and begin to find out how it must be spoken to; call early, before the app is imported.

    Args:
        bidi: mode that overrides what is found (of `tui.bidi.modes.Mode`); None or "auto" to take what suits the
            terminal.
        keyboard_elsewhere: standard input has been read as a document; keys come from the controlling terminal.
        mouse: whether to ask for mouse reports.
        environ: environment to look at; the process's own by default.

    Raises:
        NoTerminal: there is none that newsread can use; the message is a sentence for the user.
        ValueError: no such mode.
    """
    global _current, _taken
    environ = os.environ if environ is None else environ
    mode = None if bidi in (None, "", "auto") else Mode(bidi)
    if _current is not None:
        return _current
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown") and (keyboard_elsewhere or (sys.stdin and sys.stdin.isatty())):
        named = f"TERM is {term!r}" if term else "TERM is not set"
        raise NoTerminal(
            f"newsread draws a whole screen, which this terminal cannot do ({named})."
            " `newsread list` and `newsread show` print plain lines instead."
        )
    shown = first_frame.shown()
    tty = shown.tty if shown is not None else Tty.open(keyboard_elsewhere=keyboard_elsewhere)
    probe = Probe(tty, environ, known_terminals_path(environ))
    _current = Session(tty, probe, environ, mode=mode, mouse=mouse)
    _taken = True
    _current.guard()
    atexit.register(_current.close)
    # In a mode the terminal's own handling of direction is left alone, there is nothing to find out.
    if mode is None or mode.is_visual:
        probe.begin()
        _current.heed()
    return _current


_encoders: dict[tuple[Mode, bool], Encoder] = {}


def encoder_of(terminal: Terminal) -> Encoder | None:
    """Give what rewrites a row for a terminal; None where rows go out as they are."""
    return encoder_for(terminal.mode, terminal.piecewise)


def encoder_for(name: str, piecewise: bool) -> Encoder | None:
    """Give what rewrites a row in a mode.

    Args:
        name: of the mode.
        piecewise: the terminal reorders each stretch of equal style by itself.
    """
    mode = Mode(name)
    if mode is Mode.EXPLICIT:
        return None
    if (mode, piecewise) not in _encoders:
        from tui.bidi.emit import encode_row

        apart = _other_face if mode is Mode.KITTY else _other_blank if piecewise else None

        def encode(row: list[Cell]) -> list[Cell]:
            done = encode_row(row, mode, face=_face, apart=apart)
            return [(text, _legible(look)) for text, look in done] if mode is Mode.INVERSE else done

        _encoders[mode, piecewise] = encode
    return _encoders[mode, piecewise]


_legible_looks: dict[Look, Look] = {}


def _legible(look: Look) -> Look:
    """Give a look that can be read where bold is brighter: PuTTY and QTerminal draw bold black on white in grey."""
    found = _legible_looks.get(look)
    if found is None:
        found = look
        if "7" in look.attributes and "1" in look.attributes:
            found = look._replace(attributes=tuple(a for a in look.attributes if a != "1"))
        _legible_looks[look] = found
    return found


def _face(look: Look) -> tuple[bool, bool]:
    return "1" in look.attributes, "3" in look.attributes


def _other_face(look: Look) -> Look:
    """Give the same look bold if it is not, and not bold if it is."""
    rest = tuple(a for a in look.attributes if a != "1")
    return look._replace(attributes=rest if rest != look.attributes else ("1", *rest))


def _other_blank(look: Look) -> Look:
    """Give a look that differs from all others and shows the same on a blank."""
    if "7" in look.attributes:
        return look._replace(bg="40" if look.bg != "40" else "41")
    return look._replace(fg="30" if look.fg != "30" else "31")


def exit_at_once(status: int) -> NoReturn:
    """End the process without taking the interpreter down piece by piece, which takes longer than quitting should.

    Args:
        status: exit status.
    """
    if _current is not None:
        _current.close()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            continue
    os._exit(status)
