"""Which terminal this is, from what it answers and what the environment says, and how it must be spoken to.

Nothing here reads or writes: `QUERY` is what to send, `parse_reply` and `identify` make sense of what comes back.
"""

from __future__ import annotations

from tui.bidi.modes import Mode
from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

QUERY = "\x1b[=c\x1b[>c\x1b[?2026$p\x1b[c"
"""Questions to a terminal: DA3, DA2, DECRQM of synchronised output, and at last DA1, which every terminal answers, so
that its answer means that no other is to come.  Apple's Terminal prints a stray letter at DECRQM: whoever asks must
see that the place where the cursor stands is cleaned after."""
FURTHER_QUERY = "\x1b[>q\x1b[8$p\x1b[c"
"""What to ask when that has not settled it: XTVERSION and DECRQM of BDSM (mode 8)."""
ENQUIRY = "\x05"
"""ENQ: some terminals (PuTTY) answer with their name as if it were typed; only for `newsread doctor`."""

EXPLICIT_ON, EXPLICIT_OFF = "\x1b[8l", "\x1b[8h"  # BDSM (ECMA-48, 7.2.1)


class Terminal(NamedTuple):
    """A terminal program and how it must be spoken to.

    Attributes:
        name: lower-case name, "" if unknown.
        version: as the terminal gives it, "" if unknown.
        multiplexer: "tmux", "screen" or "": what stands between us and the terminal.
        mode: how rows are written for it.
        enter: what to send before the alternate screen.
        leave: what undoes `enter`.
        advice: a sentence for the user with what to put into the multiplexer's configuration; "" if nothing.
        piecewise: it reorders each stretch of equal style by itself, not whole rows.
        synchronised: whether it knows synchronised output (mode 2026); None if it has not said.
        certain: whether it was recognised, not guessed.
    """

    name: str = ""
    version: str = ""
    multiplexer: str = ""
    mode: Mode = Mode.EXPLICIT
    enter: str = EXPLICIT_ON
    leave: str = EXPLICIT_OFF
    advice: str = ""
    piecewise: bool = False
    synchronised: bool | None = None
    certain: bool = False

    def with_mode(self, mode: Mode) -> Terminal:
        """Give the same terminal written to in another mode, the user's choice.

        Args:
            mode: one in visual order has the terminal's own handling of direction turned off where that is known
                to be possible; the others count on it.
        """
        if mode.is_visual:
            return self._replace(mode=mode)
        return self._replace(mode=mode, enter="", leave="")


class Replies:
    """What a terminal has answered so far."""

    def __init__(self) -> None:
        self.version = ""
        self.da1 = ""
        self.da2: tuple[int, ...] = ()
        self.da3 = ""
        self.bdsm: int | None = None
        self.synchronised: int | None = None
        self.answerback = ""
        self.unknown: list[str] = []

    @property
    def complete(self) -> bool:
        """Whether the last answer has come."""
        return bool(self.da1)


def parse_reply(replies: Replies, text: str) -> None:
    """Take one answer into account.

    Args:
        replies: what is known so far; changed.
        text: one whole answer, or plain text sent back at an enquiry.
    """
    begins, body = text[:3], text[3:]
    if text.startswith(("\x1bP>|", "\x1bP!|")):  # XTVERSION, DA3
        said = text[4:].removesuffix("\x1b\\").removesuffix("\x07")
        if begins == "\x1bP>":
            replies.version = _clean(said)
        else:
            replies.da3 = _clean(said).upper()
    elif begins == "\x1b[>" and (numbers := _numbers_of(body.removesuffix("c"))):
        replies.da2 = numbers
    elif begins == "\x1b[?" and body.endswith("c"):
        replies.da1 = body[:-1] or "0"
    elif text.endswith("$y") and (numbers := _numbers_of(text[2:-2].removeprefix("?"))):
        if begins != "\x1b[?" and numbers[0] == 8:
            replies.bdsm = numbers[-1]
        elif begins == "\x1b[?" and numbers[0] == 2026:
            replies.synchronised = numbers[-1]
    elif text and "\x1b" not in text:
        replies.answerback = _clean(text)
    else:
        replies.unknown.append(text)


_MOST_DIGITS = 80


def _numbers_of(parameters: str) -> tuple[int, ...]:
    """The numbers of a control sequence, 0 where one is left out; none where there is anything else."""
    parts = parameters.split(";")
    is_sane = len(parameters) <= _MOST_DIGITS and "".join(parts).isdecimal()
    return tuple(int(part or 0) for part in parts) if is_sane else ()


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:80]


# -- who it is -----------------------------------------------------------------------------------------------

# First parameters of DA2.
_BY_DA2 = {
    41: "xterm",
    24: "mlterm",
    77: "mintty",
    82: "rxvt",
    83: "screen",
    84: "tmux",
    85: "urxvt",
    65: "vte",
    61: "vte",
}
_BY_DA2_PAIR: dict[tuple[int, ...], str] = {
    (0, 136): "putty",
    (0, 115): "qterminal",
    (1, 95): "apple",
    (1, 4000): "kitty",
    (0, 95): "iterm2",
    (0, 10): "windows",
}
_BY_DA3 = {"7E565445": "vte", "7E4B4445": "konsole", "464F4F54": "foot"}
# What TERM begins with; the more specific first.
_BY_TERM = (
    ("xterm-kitty", "kitty"),
    ("xterm-ghostty", "ghostty"),
    ("ghostty", "ghostty"),
    ("alacritty", "alacritty"),
    ("foot", "foot"),
    ("rxvt", "urxvt"),
    ("mlterm", "mlterm"),
    ("st-", "st"),
    ("putty", "putty"),
    ("konsole", "konsole"),
    ("vte", "vte"),
    ("gnome", "vte"),
    ("mintty", "mintty"),
    ("wezterm", "wezterm"),
    ("contour", "contour"),
    ("iterm2", "iterm2"),
    ("nsterm", "apple"),
    ("linux", "linux"),
    ("vt", "vt"),
)
_BY_PROGRAM = {
    "apple_terminal": "apple",
    "iterm.app": "iterm2",
    "iterm2": "iterm2",
    "wezterm": "wezterm",
    "ghostty": "ghostty",
    "mintty": "mintty",
    "vscode": "xterm.js",
    "contour": "contour",
    "kitty": "kitty",
}
_ALIASES = {"xterm": "xterm", "iterm2": "iterm2", "vte": "vte", "rxvt-unicode": "urxvt"}


def name_of_term(term: str) -> str:
    """Give the terminal a value of TERM names beyond doubt, "" if it leaves several."""
    for begins, name in _BY_TERM:
        if term.startswith(begins):
            return name
    return ""


def multiplexer_of(environ: Mapping[str, str], replies: Replies | None = None) -> str:
    """Give what multiplexer we run in: "tmux", "screen" or ""."""
    term = environ.get("TERM", "")
    if environ.get("TMUX") or environ.get("TERM_PROGRAM") == "tmux" or term.startswith("tmux"):
        return "tmux"
    if replies is not None:
        if replies.version.lower().startswith("tmux") or replies.da2[:1] == (84,):
            return "tmux"
        if replies.da2[:1] == (83,):
            return "screen"
    if environ.get("STY") or term.startswith("screen"):
        return "screen"
    return ""


def _split(text: str) -> tuple[str, str]:
    """ "XTerm(379)", "kitty 0.26", "Konsole 22.12.3" -> name, version."""
    if not text:
        return "", ""
    import re  # where a terminal has said its version: the first screen does not wait for that

    found = re.match(r"\s*([A-Za-z][A-Za-z0-9_.\-]*?)(?:[ (/]+v?([^)]*)\)?)?\s*$", text)
    if not found:
        return "", ""
    name = found[1].lower()
    return _ALIASES.get(name, name), (found[2] or "").strip()


def _by_replies(replies: Replies) -> tuple[str, str]:
    if replies.version and not replies.version.lower().startswith("tmux"):
        name, version = _split(replies.version)
        if name:
            return name, version
    if name := _BY_DA3.get(replies.da3, ""):
        return name, str(replies.da2[1]) if len(replies.da2) > 1 else ""
    if replies.answerback.lower().startswith("putty"):
        return "putty", ""
    if replies.da2:
        name = _BY_DA2_PAIR.get(replies.da2[:2], "") or _BY_DA2.get(replies.da2[0], "")
        if name not in ("", "tmux", "screen"):
            return name, str(replies.da2[1]) if len(replies.da2) > 1 else ""
    return "", ""


def _by_environment(environ: Mapping[str, str]) -> tuple[str, str]:
    if name := name_of_term(environ.get("TERM", "")):
        return name, ""
    program = environ.get("TERM_PROGRAM", "").lower()
    if name := _BY_PROGRAM.get(program, ""):
        return name, environ.get("TERM_PROGRAM_VERSION", "")
    if name := _BY_PROGRAM.get(environ.get("LC_TERMINAL", "").lower(), ""):
        return name, environ.get("LC_TERMINAL_VERSION", "")
    if environ.get("WT_SESSION"):
        return "windows", ""
    if environ.get("KONSOLE_VERSION"):
        return "konsole", environ["KONSOLE_VERSION"]
    if environ.get("VTE_VERSION"):
        return "vte", environ["VTE_VERSION"]
    return "", ""


def identify(environ: Mapping[str, str], replies: Replies | None = None, *, outer: str = "") -> Terminal:
    """Say which terminal this is.

    Args:
        environ: environment variables; over SSH little more than TERM and LC_TERMINAL crosses.
        replies: what it has answered; None before any answer.
        outer: inside tmux, what tmux says of the terminal around it: its type, its TERM and the overrides in force,
            with bars between them (`#{client_termtype}|#{client_termname}|...`); "" if tmux has not said.

    Returns:
        The description; a terminal nobody knows gets visual order and is asked not to reorder, which most heed or
        ignore.
    """
    multiplexer = multiplexer_of(environ, replies)
    name = version = ""
    outer_type, outer_term, overrides = (*outer.split("|", 2), "", "")[:3]
    if multiplexer:
        name, version = _split(outer_type)
        if not name:
            name = name_of_term(outer_term)
        if not name and (lc := _BY_PROGRAM.get(environ.get("LC_TERMINAL", "").lower(), "")):
            name, version = lc, environ.get("LC_TERMINAL_VERSION", "")
    else:
        if replies is not None:
            name, version = _by_replies(replies)
        if not name and not (replies is not None and replies.bdsm in (1, 2)):
            name, version = _by_environment(environ)
    terminal = _described(name, version)
    if replies is not None:
        if (
            not multiplexer
            and replies.bdsm in (1, 2)
            and terminal.mode is Mode.EXPLICIT
            and not terminal.name
        ):
            terminal = terminal._replace(name="bdsm", certain=True)
        if replies.synchronised is not None:
            terminal = terminal._replace(synchronised=replies.synchronised in (1, 2))
    if multiplexer:
        terminal = _inside(multiplexer, terminal)
        if not name and outer_term.startswith("xterm") and "[8l" not in overrides:
            # A terminal that calls itself xterm, is none (that would have given its name), and has not been asked to
            # leave text alone: VTE, PuTTY and Apple's all reorder.
            terminal = terminal._replace(mode=Mode.INVERSE)
    return terminal


def needs_asking(environ: Mapping[str, str]) -> bool:
    """Whether the environment leaves open what the terminal is, so that it is worth asking."""
    return not multiplexer_of(environ) and not name_of_term(environ.get("TERM", ""))


def needs_more(replies: Replies) -> bool:
    """Whether the first answers leave open what matters, so that `FURTHER_QUERY` should follow."""
    if replies.version or replies.bdsm is not None:
        return False
    name, _ = _by_replies(replies)
    # Of iTerm2 the version decides.
    return name in ("", "iterm2") and not multiplexer_of({}, replies)


_REORDERING = ("putty", "qterminal", "apple")
_SELF_REORDERING_ITERM = (3, 7)


def _described(name: str, version: str) -> Terminal:
    """Give what is known of a terminal by its name (measured; see docs/terminals.md)."""
    plain = Terminal(name=name, version=version, certain=bool(name))
    if name == "konsole":
        # OSC 50 would choose a font in xterm: only for a terminal known to be Konsole.
        return plain._replace(
            enter="\x1b]50;BidiRenderingEnabled=false\x07",
            leave="\x1b]50;BidiRenderingEnabled=true\x07",
        )
    if name == "mlterm":
        return plain._replace(enter="\x1b]5379;use_ctl=false\x07", leave="\x1b]5379;use_ctl=true\x07")
    if name == "kitty":
        return plain._replace(mode=Mode.KITTY, enter="", leave="", synchronised=True)
    if name == "foot":
        # It shapes a letter with its marks as right to left and draws the marks where the letter should be.
        return plain._replace(mode=Mode.UNMARKED)
    if name in _REORDERING or (name == "iterm2" and _numbers(version) >= _SELF_REORDERING_ITERM):
        return plain._replace(mode=Mode.INVERSE, enter="", leave="", piecewise=name == "qterminal")
    return plain


def _numbers(version: str) -> tuple[int, ...]:
    import re

    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _inside(multiplexer: str, terminal: Terminal) -> Terminal:
    """Give the terminal as seen through a multiplexer, which swallows most sequences it does not know."""
    advice = ""
    enter = terminal.enter or EXPLICIT_ON
    leave = terminal.leave or EXPLICIT_OFF
    wanted = terminal.mode.is_visual
    if multiplexer == "tmux":
        if wanted:
            advice = (
                "set -as terminal-overrides ',*:smcup="
                f"{_terminfo(enter)}\\E[?1049h:rmcup=\\E[?1049l{_terminfo(leave)}'"
            )
        if terminal.name in ("konsole", "mlterm"):
            # Passed through where `allow-passthrough` is on, swallowed otherwise.
            return terminal._replace(
                multiplexer=multiplexer,
                enter=_passed(terminal.enter),
                leave=_passed(terminal.leave),
                advice=advice,
            )
    elif wanted:
        advice = f"termcapinfo * 'ti={_terminfo(enter)}\\E[?1049h:te=\\E[?1049l{_terminfo(leave)}'"
    return terminal._replace(multiplexer=multiplexer, enter="", leave="", advice=advice)


def _terminfo(sequence: str) -> str:
    return sequence.replace("\x1b", "\\E").replace("\x07", "\\007")


def _passed(sequence: str) -> str:
    """Wrap a sequence so that tmux hands it on to the terminal around it."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\" if sequence else ""


def to_record(terminal: Terminal) -> dict[str, object]:
    """Give a description as plain values, to be kept between runs."""
    return {
        "name": terminal.name,
        "version": terminal.version,
        "multiplexer": terminal.multiplexer,
        "synchronised": terminal.synchronised,
    }


def from_record(record: Mapping[str, object]) -> Terminal | None:
    """Take up a description kept by an earlier run; the sequences are always our own, never the file's.

    Args:
        record: what `to_record` gave.

    Returns:
        None if it does not describe a terminal.
    """
    name, version, multiplexer = record.get("name"), record.get("version"), record.get("multiplexer")
    if not (isinstance(name, str) and isinstance(version, str) and isinstance(multiplexer, str)):
        return None
    terminal = _described(_clean(name), _clean(version))
    synchronised = record.get("synchronised")
    if isinstance(synchronised, bool):
        terminal = terminal._replace(synchronised=synchronised)
    return _inside(multiplexer, terminal) if multiplexer in ("tmux", "screen") else terminal


def describe(terminal: Terminal) -> str:
    """Name a terminal for the user: "Konsole 22.12.3 in tmux"."""
    names = {
        "vte": "VTE (GNOME Terminal and kin)",
        "putty": "PuTTY",
        "qterminal": "QTerminal",
        "apple": "Apple Terminal",
        "iterm2": "iTerm2",
        "windows": "Windows Terminal",
        "wezterm": "WezTerm",
        "konsole": "Konsole",
        "bdsm": "a terminal with switchable direction (BDSM)",
        "": "an unknown terminal",
    }
    told = names.get(terminal.name, terminal.name)
    if terminal.version:
        told += f" {terminal.version}"
    return f"{told} in {terminal.multiplexer}" if terminal.multiplexer else told


def parse_all(texts: Iterable[str]) -> Replies:
    """Take several answers into account."""
    replies = Replies()
    for text in texts:
        parse_reply(replies, text)
    return replies
