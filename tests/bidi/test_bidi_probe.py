from __future__ import annotations

import pytest

from tui.bidi.modes import Mode
from tui.bidi.probe import (
    Terminal,
    describe,
    from_record,
    identify,
    multiplexer_of,
    needs_asking,
    parse_all,
    to_record,
)

SSH = {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
DA1 = "\x1b[?62;22c"

# Answers as the terminals give them.
ANSWERS = {
    "xterm": [
        "\x1bP>|XTerm(379)\x1b\\",
        "\x1bP!|00000000\x1b\\",
        "\x1b[>41;379;0c",
        "\x1b[8;0$y",
        "\x1b[?2026;0$y",
    ],
    "vte": ["\x1bP!|7E565445\x1b\\", "\x1b[>65;7001;1c", "\x1b[8;1$y", "\x1b[?2026;0$y"],
    "konsole": ["\x1bP>|Konsole 22.12.3\x1b\\", "\x1bP!|7E4B4445\x1b\\", "\x1b[>1;221203;0c"],
    "kitty": ["\x1bP>|kitty(0.26.5)\x1b\\", "\x1b[>1;4000;26c", "\x1b[8;0$y", "\x1b[?2026;2$y"],
    "mlterm": ["\x1b[>24;279;0c", "\x1b[8;0$y"],
    "putty": ["\x1b[>0;136;0c"],
    "qterminal": ["\x1b[>0;115;0c"],
    "foot": ["\x1bP>|foot(1.13.1)\x1b\\", "\x1b[>1;011301;0c", "\x1b[?2026;2$y"],
    "mintty": ["\x1b[>77;30600;0c", "\x1b[8;1$y"],
    "apple": ["\x1b[>1;95;0c"],
    "urxvt": ["\x1b[>85;95;0c"],
}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("xterm", Mode.EXPLICIT),
        ("vte", Mode.EXPLICIT),
        ("konsole", Mode.EXPLICIT),
        ("kitty", Mode.KITTY),
        ("mlterm", Mode.EXPLICIT),
        ("putty", Mode.INVERSE),
        ("qterminal", Mode.INVERSE),
        ("foot", Mode.UNMARKED),
        ("mintty", Mode.EXPLICIT),
        ("apple", Mode.INVERSE),
        ("urxvt", Mode.EXPLICIT),
    ],
)
def test_terminals_are_known_by_their_answers_alone(name: str, mode: Mode) -> None:
    terminal = identify(SSH, parse_all([*ANSWERS[name], DA1]))
    assert (terminal.name, terminal.mode, terminal.certain) == (name, mode, True)


def test_each_is_asked_to_leave_text_alone_in_its_own_way() -> None:
    def enter(name: str) -> str:
        return identify(SSH, parse_all([*ANSWERS[name], DA1])).enter

    assert enter("vte") == "\x1b[8l"
    assert enter("konsole") == "\x1b]50;BidiRenderingEnabled=false\x07"
    assert enter("mlterm") == "\x1b]5379;use_ctl=false\x07"
    assert "\x1b]" not in enter("xterm"), "OSC 50 is a font there"
    assert enter("kitty") == enter("putty") == ""


def test_what_is_entered_is_left() -> None:
    for answers in ANSWERS.values():
        terminal = identify(SSH, parse_all([*answers, DA1]))
        assert bool(terminal.enter) == bool(terminal.leave)


def test_answers_count_more_than_the_environment_of_a_parent() -> None:
    inherited = {"TERM": "xterm-256color", "VTE_VERSION": "7001", "KONSOLE_VERSION": "221203"}
    assert identify(inherited, parse_all([*ANSWERS["xterm"], DA1])).name == "xterm"
    assert identify(inherited).name in ("vte", "konsole")


def test_version_decides_for_iterm2() -> None:
    def mode(version: str) -> Mode:
        return identify(SSH, parse_all([f"\x1bP>|iTerm2 {version}\x1b\\", DA1])).mode

    assert mode("3.4.23") is Mode.EXPLICIT
    assert mode("3.7.0") is Mode.INVERSE


def test_an_unknown_terminal_gets_visual_rows_and_a_harmless_request() -> None:
    terminal = identify(SSH, parse_all([DA1]))
    assert (terminal.name, terminal.mode, terminal.enter, terminal.certain) == (
        "",
        Mode.EXPLICIT,
        "\x1b[8l",
        False,
    )


def test_a_terminal_with_switchable_direction_is_known_by_that() -> None:
    assert identify(SSH, parse_all(["\x1b[8;1$y", DA1])).certain


def test_lc_terminal_crosses_ssh() -> None:
    environ = SSH | {"LC_TERMINAL": "iTerm2", "LC_TERMINAL_VERSION": "3.7.1"}
    assert identify(environ).mode is Mode.INVERSE


@pytest.mark.parametrize(
    ("term", "asked"),
    [
        ("xterm-256color", True),
        ("xterm", True),
        ("xterm-kitty", False),
        ("alacritty", False),
        ("linux", False),
    ],
)
def test_only_what_leaves_doubt_is_asked(term: str, asked: bool) -> None:
    assert needs_asking({"TERM": term}) is asked


def test_inside_tmux_the_terminal_around_it_decides() -> None:
    environ = {"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"}
    vte = identify(environ, outer="|xterm-256color|linux*:AX@")
    assert (vte.multiplexer, vte.enter, vte.mode, vte.certain) == ("tmux", "", Mode.INVERSE, False)
    asked = identify(environ, outer="|xterm-256color|,*:smcup=\\E[8l\\E[?1049h")
    assert asked.mode is Mode.EXPLICIT
    assert identify(environ).mode is Mode.EXPLICIT, "tmux has not said what is around it"
    assert "smcup=\\E[8l\\E[?1049h" in vte.advice
    kitty = identify(environ, outer="kitty(0.26.5)|xterm-kitty")
    assert (kitty.mode, kitty.advice) == (Mode.KITTY, "")
    konsole = identify(environ, outer="Konsole 22.12.3|xterm-256color")
    assert "BidiRenderingEnabled=false\\007" in konsole.advice
    assert konsole.enter.startswith("\x1bPtmux;\x1b\x1b]50;")


def test_screen_gets_its_line_as_well() -> None:
    terminal = identify({"TERM": "screen.xterm-256color", "STY": "1.pts"})
    assert terminal.multiplexer == "screen"
    assert terminal.advice.startswith("termcapinfo")


def test_multiplexers_are_known_by_their_answers() -> None:
    assert multiplexer_of(SSH, parse_all(["\x1b[>84;0;0c", DA1])) == "tmux"
    assert multiplexer_of(SSH, parse_all(["\x1b[>83;40900;0c", DA1])) == "screen"
    assert multiplexer_of(SSH, parse_all(["\x1bP>|tmux 3.3a\x1b\\", DA1])) == "tmux"
    assert multiplexer_of(SSH) == ""


def test_a_chosen_mode_overrides_what_is_found() -> None:
    konsole = identify(SSH, parse_all([*ANSWERS["konsole"], DA1]))
    assert konsole.with_mode(Mode.UNSHAPED).enter == konsole.enter
    assert konsole.with_mode(Mode.INVERSE).enter == ""
    assert konsole.with_mode(Mode.LOGICAL).leave == ""


def test_descriptions_survive_being_kept() -> None:
    for answers in ANSWERS.values():
        terminal = identify(SSH, parse_all([*answers, DA1]))
        assert from_record(to_record(terminal)) == terminal
    assert from_record({"name": "konsole", "version": 3}) is None
    forged = from_record({"name": "x\x1b]52;c;aGk=\x07", "version": "", "multiplexer": ""})
    assert forged is not None
    assert "\x1b" not in describe(forged)
    assert forged.enter == "\x1b[8l"


@pytest.mark.parametrize(
    "garbage", ["", "\x1b[>c", "\x1b[>;;c", "\x1bP>|\x1b\\", "\x1bP>|(((\x1b\\", "\x1b[8;9$y", "x"]
)
def test_odd_answers_are_survived(garbage: str) -> None:
    assert isinstance(identify(SSH, parse_all([garbage, DA1])), Terminal)
    assert describe(identify(SSH, parse_all([garbage])))
