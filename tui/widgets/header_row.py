"""How the line at the top is drawn: the same before Textual is there and after."""

from __future__ import annotations

from tui.bidi.layout import fit, measure
from tui.light_typing import NamedTuple, TypeVar
from tui.widgets.fields import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Style = TypeVar("Style")

SEPARATOR = " · "


class Chip(NamedTuple):
    """A filter in the header that can be taken away.

    Attributes:
        key: what names it to the screen (`unread`, `place:العراق`).
        text: what it says.
    """

    key: str
    text: str


def counts_of(
    unread: int, articles: int | None, known: int = 0, *, is_narrowed: bool = False
) -> tuple[str, str]:
    """The numbers of a library as the header says them.

    Args:
        unread: articles not read, of the whole library.
        articles: how many the list has; None as long as that is not known.
        known: then how many it has at least.
        is_narrowed: the list holds the articles of some names: the unread ones are not its own.
    """
    shown = f"{known}+" if articles is None else str(articles)
    in_all = " in all" if is_narrowed else ""
    return f"{unread} unread{in_all}", f"{shown} article{'' if articles == 1 else 's'}"


def view_name(view_filter: str) -> str:
    """Name what a list is filtered by in a word or two (`unread`); the everyday list has no name."""
    names = {"all": "", "archived": "archive", "watched-first": "watched first"}
    return names.get(view_filter, view_filter)


def draw_header(
    row: Fields[Style],
    title: str,
    counts: Sequence[str],
    chips: Sequence[Chip],
    paint: Callable[..., Style],
) -> list[tuple[int, int, str]]:
    """Draw title and chips from the left, counts at the right.

    Args:
        row: an empty row.
        title: at the left.
        counts: at the right; empty ones are left out, and the first where a filter would not be seen.
        chips: the filters in force; those without room are left out.
        paint: from names of component classes to the style they add.

    Returns:
        First column, the column after the last, and key of each chip.
    """
    if row.width > 8:
        row.blank(1)
    numbers = _numbers_with_room(row.room, title, counts, chips)
    keep = measure(numbers) + 2 if numbers else 0
    row.line(fit(title, max(1, row.room - keep), base="auto"), paint("header--title"))
    columns: list[tuple[int, int, str]] = []
    for chip in chips:
        room = row.room - keep - 5
        if room < 2:
            break
        row.blank(1)
        start = row.used
        line = fit(chip.text, min(room, 32), base="auto")
        style = paint("header--chip")
        row.sign("[", style).line(line, style).sign(" ×]", style)
        columns.append((start, row.used, chip.key))
    if keep:
        row.blank(row.room - keep + 1)
        row.text(numbers, keep - 2, paint("header--count"), base="ltr")
    return columns


def _numbers_with_room(room: int, title: str, counts: Sequence[str], chips: Sequence[Chip]) -> str:
    """The counts, as many as leave room for the title's beginning and the first filter: a list must not seem whole."""
    for some in (counts, counts[-1:]):
        numbers = SEPARATOR.join(part for part in some if part)
        left = room - measure(numbers) - 2
        needed = measure(title) + 5 + min(measure(chips[0].text), 8) if chips else 4
        if numbers and left >= needed:
            return numbers
    return ""
