"""A small app on the reader's driver: a list, a page and a status line.  Run by the tests in a pty."""

from __future__ import annotations

import os
import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.terminal.driver import ReaderDriver

WORDS = ["ﺔﻴﻘﻴﻘﺤﻟﺍ", "ﺔﻴﺣﺎﺘﺘﻓﻹﺍ", "ﺔﻤﻠﻜﻟﺍ", "ﺲﻴﺋﺮﻟﺍ", "ﻝﺎﻗ", "ﻕﺍﺮﻌﻟﺍ", "ﻲﻓ", "ﺲﻣﺃ", "ﺔﻤﻜﺤﻤﻟﺍ"]


def line(seed: int, width: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < width:
        words.append(WORDS[(seed * 7 + len(words) * 3) % len(WORDS)])
    return " ".join(words)[:width]


class Titles(ScrollView):
    can_focus = True
    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(40, 1000)

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        if y == self.cursor:
            style += Style(bgcolor="#0055aa", color="#ffffff")
        return Strip([Segment(f"{y:4} " + line(y, max(0, self.size.width - 5)), style)], self.size.width)

    def move(self, step: int) -> None:
        old, self.cursor = self.cursor, max(0, min(self.size.height - 1, self.cursor + step))
        for y in (old, self.cursor):
            self.refresh(Region(0, y, self.size.width, 1))


class Page(Widget):
    seed = 0

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        words = line(self.seed * 100 + y, self.size.width).split(" ")
        segments = []
        for number, word in enumerate(words):
            extra = Style(color="#ffcc00", underline=True) if number % 5 == 2 else Style()
            segments.append(Segment(word, style + extra))
            segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(self.size.width, style)


class Status(Widget):
    text = "ready"
    DEFAULT_CSS = "Status { height: 1; dock: bottom; background: $primary; }"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.text, self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class Demo(App[None]):
    CSS = "Titles { width: 45; scrollbar-size: 0 0; background: $panel } Page { width: 1fr; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [  # noqa: RUF012
        Binding("q", "quit"),
        Binding("j", "down"),
        Binding("k", "up"),
        Binding("n", "next"),
        Binding("ctrl+z", "suspend_process", priority=True),
        Binding("h", "hang"),
        Binding("b", "broken"),
    ]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Titles()
            yield Page()
        yield Status()

    def on_key(self, event: object) -> None:
        self.say(f"key {getattr(event, 'key', '')!r}")

    def on_paste(self, event: object) -> None:
        self.say(f"paste {len(getattr(event, 'text', ''))}")

    def say(self, text: str) -> None:
        status = self.query_one(Status)
        status.text = text
        status.refresh()

    def action_down(self) -> None:
        self.query_one(Titles).move(1)

    def action_up(self) -> None:
        self.query_one(Titles).move(-1)

    def action_next(self) -> None:
        page = self.query_one(Page)
        page.seed += 1
        page.refresh()
        self.query_one(Titles).move(1)

    def action_hang(self) -> None:
        while True:
            pass

    def action_broken(self) -> None:
        raise RuntimeError("broken on purpose")


if __name__ == "__main__":
    app = Demo(driver_class=ReaderDriver if "plain" not in sys.argv else None)
    app.run()
    sys.stdout.flush()
    if "fast" in sys.argv:
        os._exit(app.return_code or 0)
    raise SystemExit(app.return_code or 0)
