"""The one-line widgets around the panes: header, status with notices, key hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from tui.bidi.layout import fit, measure
from tui.light_typing import NamedTuple
from tui.widgets.header_row import SEPARATOR, Chip, draw_header
from tui.widgets.painting import Painted
from tui.widgets.strips import PLAIN, Row, blank

Severity = Literal["information", "warning", "error"]


class BarLine(Painted):
    """A widget one row high."""

    DEFAULT_CSS = """
    BarLine {
        height: 1;
        width: 1fr;
    }
    """

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        width = self.painted_size.width
        return self.draw(width) if y == 0 and width > 0 else blank(width, self.base_paint)

    def draw(self, width: int) -> Strip:
        """Draw the row, `width` cells."""
        return blank(width, self.base_paint)


def add_parts(
    row: Row, parts: Sequence[str], width: int, style: Style = PLAIN, between: Style = PLAIN
) -> None:
    """Add texts one after the other, left to right, each in a direction of its own.

    A name between English words keeps its place so, and a number beside it does too.

    Args:
        row: where they go.
        parts: the texts; empty ones are left out.
        width: most cells all of them may take.
        style: style of the texts.
        between: style of the dots between them.
    """
    first = True
    for part in parts:
        if not part:
            continue
        room = width - (0 if first else len(SEPARATOR))
        if room < 2:
            return
        if not first:
            row.sign(SEPARATOR, between)
        line = fit(part, room, base="auto")
        row.line(line, style)
        width = room - line.width
        first = False


class StatusLine(BarLine):
    """Says where the reader is; a notice takes its place for a while.

    Attributes:
        says_place: it was last drawn without a notice.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--text",
        "status--dot",
        "status--information",
        "status--warning",
        "status--error",
    }

    class NoticeExpired(Message):
        """The notice gave the line back."""

        def __init__(self, control: StatusLine) -> None:
            super().__init__()
            self.status = control

        @property
        def control(self) -> StatusLine:
            """The status line."""
            return self.status

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts: tuple[str, ...] = ()
        self._right = ""
        self._notice: tuple[tuple[str, ...], Severity] | None = None
        self._timer: Timer | None = None
        self.says_place = False

    @property
    def parts(self) -> tuple[str, ...]:
        """What the line says when there is no notice."""
        return self._parts

    @property
    def notice_text(self) -> str:
        """The notice shown, its parts joined; "" when there is none."""
        return SEPARATOR.join(self._notice[0]) if self._notice else ""

    def set_parts(self, parts: Sequence[str], right: str = "") -> None:
        """Say where the reader is.

        Args:
            parts: texts separated by dots (`مقتدى الصدر`, `mention 2 of 4`).
            right: a short text at the right edge (`37%`).
        """
        if (tuple(parts), right) == (self._parts, self._right):
            return
        self._parts, self._right = tuple(parts), right
        if self._notice is None:
            self.refresh()

    def notify_reader(
        self, text: str | Sequence[str], severity: Severity = "information", seconds: float | None = 4.0
    ) -> None:
        """Show a notice.

        Args:
            text: what to say, or its parts.
            severity: how it is marked.
            seconds: after which the line says again where the reader is; None: until `clear_notice`.
        """
        self._notice = ((text,) if isinstance(text, str) else tuple(text), severity)
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if seconds is not None and self.is_attached:
            self._timer = self.set_timer(seconds, self.clear_notice)
        self.refresh()

    def clear_notice(self) -> None:
        """Take the notice away."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._notice is not None:
            self._notice = None
            self.refresh()
            self.post_message(self.NoticeExpired(self))

    def draw(self, width: int) -> Strip:
        """Draw the notice, or where the reader is."""
        row = Row(width, self.base_paint)
        if width > 8:
            row.blank(1)
        self.says_place = self._notice is None
        if self._notice is not None:
            texts, severity = self._notice
            style = self.paint(f"status--{severity}")
            sign = {"information": "", "warning": "! ", "error": "✗ "}[severity]
            row.sign(sign, style)
            add_parts(row, texts, row.room, style, style)
            return row.strip()
        right = self._right if len(self._right) + 8 < width else ""
        room = row.room - (measure(right) + 2 if right else 0)
        add_parts(row, self._parts, room, self.paint("status--text"), self.paint("status--dot"))
        if right:
            row.blank(row.room - measure(right) - 1)
            row.text(right, measure(right), self.paint("status--text"), base="ltr")
        return row.strip()


class HeaderLine(BarLine):
    """Title, unread count, and the filters in force."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--title", "header--count", "header--chip"}

    class ChipRemoved(Message):
        """A filter was clicked away."""

        def __init__(self, control: HeaderLine, key: str) -> None:
            super().__init__()
            self.header = control
            self.key = key

        @property
        def control(self) -> HeaderLine:
            """The header."""
            return self.header

    def __init__(self, title: str = "newsread", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._title = title
        self._counts: tuple[str, ...] = ()
        self._chips: tuple[Chip, ...] = ()
        self._chip_columns: list[tuple[int, int, str]] = []

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The filters in force."""
        return self._chips

    def set_header(
        self,
        title: str | None = None,
        counts: Sequence[str] | None = None,
        chips: Sequence[Chip] | None = None,
    ) -> None:
        """Change what the header says; None leaves a part as it is.

        Args:
            title: at the left.
            counts: at the right (`12 unread`, `340 articles`).
            chips: the filters, after the title.
        """
        new = (
            self._title if title is None else title,
            self._counts if counts is None else tuple(counts),
            self._chips if chips is None else tuple(chips),
        )
        if new != (self._title, self._counts, self._chips):
            self._title, self._counts, self._chips = new
            self.refresh()

    def draw(self, width: int) -> Strip:
        """Draw title and chips from the left, counts at the right."""
        row = Row(width, self.base_paint)
        self._chip_columns = draw_header(row, self._title, self._counts, self._chips, self.paint)
        return row.strip()

    def on_click(self, event: events.Click) -> None:
        """Take away the filter clicked."""
        for start, end, key in self._chip_columns:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.ChipRemoved(self, key))
                return


class Hint(NamedTuple):
    """A key and what it does, as the footer shows them; `command` is what a click runs."""

    key: str
    label: str
    command: str = ""


class FooterHints(BarLine):
    """The keys that matter here, as many as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--label"}

    class HintChosen(Message):
        """A hint was clicked."""

        def __init__(self, control: FooterHints, hint: Hint) -> None:
            super().__init__()
            self.footer = control
            self.hint = hint

        @property
        def control(self) -> FooterHints:
            """The footer."""
            return self.footer

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._hints: tuple[Hint, ...] = ()
        self._columns: list[tuple[int, int, Hint]] = []

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints, most useful first."""
        return self._hints

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these hints, the most useful first: those at the end are left out of a narrow line."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def draw(self, width: int) -> Strip:
        """Draw the hints that fit whole."""
        row = Row(width, self.base_paint)
        if width > 8:
            row.blank(1)
        self._columns = []
        for hint in self._hints:
            cells = measure(hint.key) + 1 + measure(hint.label)
            if cells > row.room:
                break
            start = row.used
            row.line(fit(hint.key, measure(hint.key) or 1, base="ltr"), self.paint("footer--key")).blank(1)
            row.line(fit(hint.label, measure(hint.label) or 1, base="auto"), self.paint("footer--label"))
            self._columns.append((start, row.used, hint))
            row.blank(2)
        return row.strip()

    def on_click(self, event: events.Click) -> None:
        """Choose the hint clicked."""
        for start, end, hint in self._columns:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.HintChosen(self, hint))
                return
