"""How many colours the terminal has."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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


def has_colours(environ: Mapping[str, str]) -> bool:
    """Tell whether any colours may be used; the environment as for `colours_of`."""
    term = environ.get("TERM", "").lower()
    return not (environ.get("NO_COLOR") or term.startswith("vt") or term in ("dumb", "ansi-m", "xterm-mono"))


def colours_of(environ: Mapping[str, str]) -> ColorSystem | None:
    """Tell which colours may be used.

    Args:
        environ: environment variables; NO_COLOR (any non-empty value) allows none, COLORTERM may promise 24 bits,
            TERM decides otherwise.

    Returns:
        Rich's name for it; None for no colour at all.
    """
    from rich.color import ColorSystem

    if not has_colours(environ):
        return None
    term = environ.get("TERM", "").lower()
    if term == "linux" or "16color" in term:
        return ColorSystem.STANDARD
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    if any(name in term for name in _TRUECOLOR_TERMS):
        return ColorSystem.TRUECOLOR
    if "256color" in term:
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD
