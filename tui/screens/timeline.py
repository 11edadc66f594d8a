"""The timeline: the days, months or years that articles speak of, and what is said of each."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

from textual import on
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.commands import Context
from tui.keymap import Keymap
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.model import TimelineRow, View, Zoom
from tui.library.moments import moment_of
from tui.library.timeline import merged
from tui.screens.commanded import Handler
from tui.screens.page import GoTo, Outcome, PageScreen
from tui.widgets.charts import bar
from tui.widgets.concordance import Concordance
from tui.widgets.divider import Divider
from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row

Scope = Literal["article", "list", "library"]

_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

ZOOMS: tuple[Zoom, ...] = ("year", "month", "day")
WIDTHS: Mapping[Zoom, int] = {"year": 4, "month": 7, "day": 10}  # of a period, in characters
SCOPES: tuple[Scope, ...] = ("article", "list", "library")
RUN = 1500  # articles of the list whose dates are read in one go
LEAST_ROWS = 3  # rows kept for the periods
LEAST_SCALE = 8  # expressions a whole bar stands for at least: one or two are no mountains
LINES = 100  # lines read of what is said of a period
DAY_CELLS = 14  # cells of a day: `2018-06-06 Wed`
NAMED = 6  # names said to be spoken of beside it
REST = 0.06  # seconds the cursor rests on a row before what is said of it is read


def period_words(period: str) -> str:
    """Say what a row of the timeline stands for: `2018-06-06 Wed`, `2018-06`, `summer 2018`, `19th century`."""
    if _PLAIN.fullmatch(period):
        with contextlib.suppress(ValueError):
            return f"{period} {_WEEKDAYS[date.fromisoformat(period).weekday()]}"
        return period
    from tui.entities.dates import describe_alone

    return describe_alone(period)


class Periods(RowList, inherit_bindings=False):
    """Periods in order of time, each with a bar for how many expressions fall in it."""

    class Reached(Message):
        """The cursor arrived on a period."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, Periods.Reached)

    def __init__(self) -> None:
        super().__init__()
        self.periods: tuple[TimelineRow, ...] = ()
        self._most = LEAST_SCALE
        self.empty_text = "No dates"

    @property
    def current(self) -> TimelineRow | None:
        """The period at the cursor."""
        return self.periods[self.cursor] if 0 <= self.cursor < len(self.periods) else None

    def set_periods(self, periods: Sequence[TimelineRow], near: str | None = None) -> None:
        """Show other periods, the cursor on the one nearest to another (`2018-06`) and on its line still."""
        line = max(0, self.cursor - self.top)
        self.periods = tuple(periods)
        self._most = max((LEAST_SCALE, *(each.mentions for each in periods)))
        cursor = len(periods) - 1
        if near is not None:
            wanted = moment_of(near) or ""
            cursor = next(
                (i for i, each in enumerate(periods) if (moment_of(each.period) or "") >= wanted), cursor
            )
        self.set_row_count(len(self.periods), cursor=max(0, cursor), top=max(0, cursor - line))

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw the period, how many, and a bar."""
        period = self.periods[index]
        row = Row(width, self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN)).blank(1)
        # A day is whole as long as there is room for the number beside it.
        column = min(22, max(width // 3, min(DAY_CELLS, width - 8)))
        row.text(period_words(period.period), column, base="ltr", right=False)
        row.sign(f"{period.mentions:>6} ")
        return row.sign(bar(period.mentions, self._most, max(0, row.room - 1))).strip()

    def cursor_moved(self, index: int) -> None:
        """Tell of the arrival."""
        self.post_message(self.Reached())


def _zoom(screen: TimelineScreen, step: int) -> None:
    place = ZOOMS.index(screen.zoom) + step
    if 0 <= place < len(ZOOMS):
        screen.zoom = ZOOMS[place]
        screen.fill()
    else:
        screen.notify_reader("No finer than days." if step > 0 else "No coarser than years.")


def _scope(screen: TimelineScreen) -> None:
    scopes = [scope for scope in SCOPES if scope != "article" or screen.article is not None]
    screen.scope = scopes[(scopes.index(screen.scope) + 1) % len(scopes)]
    screen.fill()


def _other_side(screen: TimelineScreen) -> None:
    target = screen.said if screen.rows is screen.periods else screen.periods
    screen.set_focus(target, scroll_visible=False)


def _choose(screen: TimelineScreen) -> None:
    if screen.rows is screen.periods:
        screen.read_said()
        screen.set_focus(screen.said, scroll_visible=False)
    else:
        screen.said.open_row()


class TimelineScreen(PageScreen[Outcome], inherit_bindings=False):
    """Dates in order, and under them what is said of the one at the cursor."""

    place: ClassVar[Context] = "timeline"
    handlers: ClassVar[Mapping[str, Handler]] = {
        **PageScreen.handlers,
        "zoom-in": lambda screen: _zoom(screen, 1),
        "zoom-out": lambda screen: _zoom(screen, -1),
        "scope": _scope,
        "focus-next": _other_side,
        "focus-previous": _other_side,
        "choose": _choose,
    }

    def __init__(
        self, keymap: Keymap, library: Library, article: int | None, view: View, named: str = ""
    ) -> None:
        """Take what the timeline may be of.

        Args:
            keymap: the keys in force.
            library: where dates are read from.
            article: the open article, or None.
            view: the list that is shown.
            named: what the list is of, where it is not the reader's: the timeline begins with it.
        """
        super().__init__(keymap, "Timeline")
        self.library = library
        self.article = article
        self.view = view
        self.zoom: Zoom = "day"
        self.named = named
        self.scope: Scope = "list" if named else "library" if article is None else "article"
        self.periods = Periods()
        self.divider = Divider()
        self.said = Concordance()
        self.said.empty_text = ""
        self._rest: Timer | None = None
        self._rows: list[TimelineRow] = []
        self._listed_to: int | None = None
        self._is_going_on = False
        self._begin = self._day_of(article)
        self._is_whole = True

    def _day_of(self, article: int | None) -> str | None:
        """The day an article came out, where its timeline begins."""
        headers = [] if article is None else self.library.headers([article])
        return headers[0].published if headers else None

    @property
    def rows(self) -> RowList:
        """The list with the focus."""
        return self.said if self.focused is self.said else self.periods

    def body(self) -> Sequence[Widget]:
        """The periods above, what is said of one below."""
        return [self.periods, self.divider, self.said]

    def on_mount(self) -> None:
        """Read the dates."""
        self.fill()

    def fill(self) -> None:
        """Read the dates of the scope, grouped as the zoom says; the cursor stays near where it was."""
        if self.scope == "list":
            self._rows, self._listed_to = [], None
            self._read_run()
            self._go_on()
        else:
            self._rows = self.library.timeline(
                self.zoom, article=self.article if self.scope == "article" else None
            )
            self._is_whole = True
        self._show_rows()
        self.read_said()

    def _read_run(self) -> None:
        """Add the dates of the next articles of the list: a long one takes longer than a key may."""
        ids = self.library.article_ids(self.view, RUN, after=self._listed_to)
        self._is_whole = len(ids) < RUN
        if ids:
            self._listed_to = ids[-1]
            self._rows = merged(self._rows, self.library.timeline(self.zoom, articles=ids))

    def _go_on(self) -> None:
        if not (self._is_whole or self._is_going_on):
            self._is_going_on = True
            self.call_meanwhile(self._next_run)

    def _next_run(self) -> None:
        self._is_going_on = False
        if not self._is_whole:
            self._read_run()
            self._show_rows()
            self._go_on()

    def _show_rows(self) -> None:
        current = self.periods.current
        near = self._begin if current is None else current.period
        self.periods.set_periods(self._rows, None if near is None else near[: WIDTHS[self.zoom]])
        scopes = {"article": "this article", "list": self.named or "the list", "library": "the library"}
        more = () if self._is_whole else ("more to come",)
        number = len(self._rows)
        self.periods.styles.max_height = max(LEAST_ROWS, number)  # what it does not need is for what is said
        self.header.set_header(
            title=f"Timeline of {scopes[self.scope]}",
            counts=(f"by {self.zoom}", f"{number} row{'' if number == 1 else 's'}", *more),
        )

    @on(Periods.Reached)
    def _reached(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        try:
            self.read_said()
        except LibraryError as error:
            self.notify_reader(str(error), "error")

    def read_said(self) -> None:
        """Read what is said of the period at the cursor."""
        period = self.periods.current
        if period is None:
            self.said.set_lines([])
            self.divider.set_parts(())
            self.status.set_parts(())
            return
        view = self.view if self.scope == "list" else None
        first = self.article if self.scope == "article" else None
        lines = self.library.on_period(period.period, LINES, view, first=first)
        who = Counter(name for line in lines for name in line.who)
        named = [f"{name} ({number})" for name, number in who.most_common(NAMED)]
        number = f"{len(lines)}{'+' if len(lines) == LINES else ''} line{'' if len(lines) == 1 else 's'}"
        self.divider.set_parts((period_words(period.period), number))
        self.status.set_parts(("named there", *named) if named else ())
        if list(self.said.lines) != lines:
            self.said.set_lines(lines)

    @on(Concordance.LineOpened)
    def _line_opened(self, event: Concordance.LineOpened) -> None:
        self.dismiss(GoTo(event.line.article, event.line.start))
