"""What `newsread doctor` says of the terminal, and the question whether a line of Arabic reads right on it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable

from tui.bidi import layout
from tui.bidi.emit import encode_row
from tui.bidi.modes import MODES, Mode
from tui.bidi.probe import Terminal, describe, parse_reply
from tui.bidi.sanitise import sanitise
from tui.terminal import session as sessions
from tui.terminal.session import Session
from tui.terminal.tty import NoTerminal

TEST_LINE = "قال الرئيس (أمس الأربعاء) إن 17% من «الميزانية» صُرفت في 24/2/2018، بحسب رويترز Reuters."
MEANING = (
    "It should begin at the right edge with the word for “said”, its letters joined, the brackets round “yesterday"
    " Wednesday”, and end at the left with “.Reuters” whose letters run left to right."
)
QUESTION = "Does this read right? [y/n, q to leave it] "
_PATIENCE = 2.0
"""Seconds the doctor waits for the terminal's answers; nobody is in a hurry."""


def found(terminal: Terminal, *, term: str, chosen: bool) -> list[str]:
    """Say what was found of the terminal, a line each.

    Args:
        terminal: as identified.
        term: value of TERM.
        chosen: the mode was chosen by the user, on the command line or in the configuration.
    """
    certainty = "" if terminal.certain else "; not recognised, treated as one that leaves text alone"
    lines = [f"terminal  {describe(terminal)} (TERM={term}){certainty}"]
    lines.append(f"bidi      {terminal.mode}{' (chosen)' if chosen else ''}")
    if terminal.advice:
        file = "~/.tmux.conf" if terminal.multiplexer == "tmux" else "~/.screenrc"
        lines.append(
            f"          {terminal.multiplexer} keeps the terminal from being asked not to reorder text itself."
        )
        lines.append(f"          If Arabic does not read right, add this line to {file} and attach anew:")
        lines.append(f"          {terminal.advice}")
    return lines


def test_row(mode: Mode, width: int) -> str:
    """Give the test line as a terminal of some mode must be sent it.

    Args:
        mode: how rows are written.
        width: cells of the row; the line is laid out in all but the first.
    """
    line = layout(TEST_LINE, width - 1)[0]
    cells: list[tuple[str, None]] = [(" ", None)] * (line.indent + 1)
    for cell in line.cells:
        cells += [(cell.text, None), *[("", None)] * (cell.width - 1)]
    return "".join(text for text, _ in encode_row(cells, mode))


def examine(
    bidi: str | None = None,
    *,
    save_mode: Callable[[str], None] | None = None,
    ask: Callable[[str], str] | None = None,
) -> list[str]:
    """Find out about the terminal and, where someone is there to answer, which mode reads right on it.

    Args:
        bidi: the mode in force ("auto" or None: what suits the terminal).
        save_mode: takes the mode the user found right ("auto" if it is the one found); None asks nothing.
        ask: puts a question and gives the answer; by default on the terminal.

    Returns:
        What to print, a line each; empty lines included.
    """
    chosen = bidi not in (None, "", "auto")
    try:
        session = sessions.prepare(bidi)
    except NoTerminal as error:
        return [f"terminal  {error}"]
    try:
        _listen(session)
        terminal = session.terminal
        said = found(terminal, term=session.environ.get("TERM", ""), chosen=chosen)
        if save_mode is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return said
        session.tty.cooked(discard_input=False)
        _print(session, said)
        return _try_modes(session, save_mode, ask or input)
    finally:
        session.close()


def _listen(session: Session) -> None:
    """Ask everything and wait for the answers as long as it takes."""
    probe = session.probe
    # The answers to what was asked at the start first, lest they be taken for the last ones of what is asked now.
    _hear_out(session)
    probe.ask(everything=True)
    _hear_out(session)


def _hear_out(session: Session) -> None:
    probe = session.probe
    end = time.monotonic() + _PATIENCE
    while probe.asking and not probe.unsettled and (left := end - time.monotonic()) > 0:
        if session.tty.wait_readable(left):
            typed = probe.replies.feed(session.tty.read().decode("utf-8", "ignore"))
            if typed.strip():
                parse_reply(probe.heard, typed)
            probe.hear(probe.replies.take())


def _try_modes(session: Session, save_mode: Callable[[str], None], ask: Callable[[str], str]) -> list[str]:
    detected = session.probe.terminal.mode
    _print(session, ["", *_wrapped(MEANING, session.tty.size()[0])])
    for mode in _in_turn(session.terminal.mode):
        terminal = session.probe.terminal.with_mode(mode)
        width = min(session.tty.size()[0], 100)
        session.tty.write(f"\r\n{terminal.enter}{test_row(mode, width)}\r\n{terminal.leave}")
        session.tty.finish(1.0)
        try:
            answer = ask(f"({mode}) {QUESTION}").strip().lower()
        except EOFError:
            answer = "q"
        if answer.startswith(("y", "ن", "غ")):
            name = "auto" if mode is detected else mode
            save_mode(name)
            return [f"bidi      {name} it is; kept in the configuration."]
        if answer.startswith("q"):
            return ["bidi      nothing changed."]
    return [
        "bidi      None of the modes reads right here: the font may lack Arabic. Nothing changed.",
    ]


def _in_turn(first: Mode) -> Iterable[Mode]:
    yield first
    yield from (mode for mode in MODES if mode is not first)


def _print(session: Session, lines: Iterable[str]) -> None:
    for line in lines:
        # The terminal's own name and TERM come from outside as well.
        session.tty.write(f"{sanitise(line)}\r\n")
    session.tty.finish(1.0)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= min(width, 100):
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{word}"
    return lines
