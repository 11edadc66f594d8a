"""The theme: the sixteen colours of the reader's own terminal, used sparingly.

A terminal's palette fits its background, light or dark, and costs a third of the bytes of true colour.  Every
difference also shows without colour, by bold, underline, dim and reverse.
"""

from __future__ import annotations

from textual.theme import Theme

NEWSREAD_THEME = Theme(
    name="newsread",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_bright_black",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_bright_blue",
        "input-selection-foreground": "ansi_black",
        "kind-person": "ansi_cyan",
        "kind-place": "ansi_green",
        "kind-organization": "ansi_magenta",
        "kind-date": "ansi_yellow",
    },
)
