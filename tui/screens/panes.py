"""Where the panes stand on a screen of a given size: arithmetic only.

Named tuples, not dataclasses: the first frame is drawn before anything that takes long to import.
"""

from __future__ import annotations

from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Pane = Literal["list", "article", "sidebar"]

NARROW = 60  # below this many columns one pane at a time
THREE = 100  # from here on three panes side by side
FLAT = 6  # below this many rows the header gives way to the text
TALL = 12  # from here on there is a line of hints


class Box(NamedTuple):
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int


class Panes(NamedTuple):
    """What is shown where.  A box of None is not shown.

    Attributes:
        header: line at the top.
        status: line under the panes.
        hints: line of keys at the bottom.
        rules: columns of the vertical lines between panes.
    """

    header: Box | None
    hints: Box | None
    list: Box | None
    article: Box | None
    sidebar: Box | None
    status: Box | None
    rules: tuple[Box, ...] = ()


class Wishes(NamedTuple):
    """What the reader asked for.

    Attributes:
        list: asked for (True), folded away (False), or left to the width (None).
        sidebar: the same.
        mirrored: list on the right, sidebar on the left.
        focus: the pane in use, which is always shown.
    """

    list: bool | None = None
    sidebar: bool | None = None
    mirrored: bool = False
    focus: Pane = "list"


def list_width(columns: int) -> int:
    """Columns for the article list on a screen of so many columns."""
    return max(26, min(60, columns * 29 // 100))


def sidebar_width(columns: int) -> int:
    """Columns for the sidebar on a screen of so many columns."""
    return max(26, min(48, columns * 25 // 100))


def arrange(columns: int, rows: int, wishes: Wishes) -> Panes:
    """Place the panes.

    On a wide screen all three stand side by side.  From 60 columns on the sidebar is folded until asked for,
    and then takes the place of the list, so that the article keeps its measure.  Below that the pane with the
    focus has the screen to itself.

    Args:
        columns: width of the screen in cells.
        rows: its height in cells.
        wishes: what was folded or asked for, and where the focus is.
    """
    has_bars = rows >= FLAT
    header = Box(0, 0, columns, 1) if has_bars else None
    hints = Box(0, rows - 1, columns, 1) if rows >= TALL else None
    bottom = rows - 1 if hints else rows
    status = Box(0, bottom - 1, columns, 1) if rows >= 3 else None
    top = 1 if header else 0
    height = max(1, bottom - top - (1 if status else 0))

    if columns < NARROW:
        alone = Box(0, top, columns, height)
        shown = wishes.focus
        return Panes(
            header,
            hints,
            alone if shown == "list" else None,
            alone if shown == "article" else None,
            alone if shown == "sidebar" else None,
            status,
        )

    has_sidebar = wishes.sidebar if wishes.sidebar is not None else columns >= THREE
    has_list = wishes.list if wishes.list is not None else True
    if columns < THREE and has_sidebar and has_list:
        # Room for one of them: the one in use.
        has_list = wishes.focus == "list"
        has_sidebar = not has_list
    first = list_width(columns) if has_list else 0
    last = sidebar_width(columns) if has_sidebar else 0
    rule = 1
    middle = columns - (first + rule if first else 0) - (last + rule if last else 0)

    boxes: dict[str, Box | None] = {"list": None, "sidebar": None}
    rules: list[Box] = []
    x = 0
    order: list[tuple[str, int]] = [("list", first), ("article", middle), ("sidebar", last)]
    if wishes.mirrored:
        order.reverse()
    order = [(name, width) for name, width in order if width]
    for index, (name, width) in enumerate(order):
        boxes[name] = Box(x, top, width, height)
        x += width
        if index < len(order) - 1:
            rules.append(Box(x, top, rule, height))
            x += rule
    return Panes(header, hints, boxes["list"], boxes["article"], boxes["sidebar"], status, tuple(rules))
