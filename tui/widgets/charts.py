"""Small charts of counts, of plain characters: a bar and a sparkline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.style import Style
from textual.strip import Strip

from tui.widgets.strips import PLAIN, Row

WHOLE, HALF = "━", "╸"
LEVELS = "▁▂▃▄▅▆▇█"


def bar(value: float, most: float, width: int) -> str:
    """Draw a bar from the left, to half a cell; anything above 0 shows.

    Args:
        value: what it stands for.
        most: the value of a bar of the whole width.
        width: in cells.
    """
    if value <= 0 or most <= 0 or width <= 0:
        return " " * max(0, width)
    whole, half = divmod(max(1, round(min(1.0, value / most) * width * 2)), 2)
    return (WHOLE * whole + HALF * half).ljust(width)


def sparkline(counts: Sequence[int], width: int, *, style: Style = PLAIN, base: Style = PLAIN) -> Strip:
    """Draw counts over time, oldest at the left; a count above 0 always shows, 0 is a blank.

    Args:
        counts: one for each step of time.
        width: cells; where there are more counts, neighbours are added up.
        style: style of the line.
        base: style beneath.
    """
    if width <= 0:
        return Row(0, base).strip()
    if len(counts) > width:
        edges = [round(i * len(counts) / width) for i in range(width + 1)]
        counts = [sum(counts[a:b]) for a, b in pairwise(edges)]
    most = max(counts, default=0)
    signs = [" " if not n else LEVELS[max(0, -(-n * len(LEVELS) // most) - 1)] for n in counts]
    return Row(width, base).sign("".join(signs), style).strip()
