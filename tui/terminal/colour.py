"""How many colours the terminal has."""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import ColorSystem

_TRUECOLOR_TERMS = (
    "kitty",
    "alacritty",
    "foot",
    "wezterm",
    "ghostty",
    "direct",
    "truecolor",
    "iterm",
    "konsole",
)


def colours_of(environ: Mapping[str, str]) -> ColorSystem | None:
    """Tell which colours may be used.

    Args:
        environ: environment variables; NO_COLOR (any non-empty value) allows none, COLORTERM may promise 24 bits,
            TERM decides otherwise.

    Returns:
        Rich's name for it; None for no colour at all.
    """
    if environ.get("NO_COLOR"):
        return None
    term = environ.get("TERM", "").lower()
    if term.startswith("vt") or term in ("dumb", "ansi-m", "xterm-mono"):
        return None
    if term == "linux" or "16color" in term:
        return ColorSystem.STANDARD
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    if any(name in term for name in _TRUECOLOR_TERMS):
        return ColorSystem.TRUECOLOR
    if "256color" in term:
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD
