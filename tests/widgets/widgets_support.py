"""An article, its mentions, and an app that holds one widget."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from tui.entities.model import DateValue, Kind, Mention
from tui.library.model import Article, ArticleHeader

STYLES = Path(__file__).parents[2] / "tui" / "styles" / "widgets.tcss"

TITLE = "الصدر يدعو إلى الهدوء في بغداد"
BODY = (
    "دعا زعيم التيار الصدري مقتدى الصدر أمس الأربعاء سكان بغداد إلى الهدوء بعد انفجار في مدينة الصدر.\n\n"
    "وقال الصدر إن الحشد الشعبي لا يتدخل، والأمن في بغداد شأن الجيش العراقي وحده، ولا سلاح خارج الدولة.\n\n"
    "ونقلت وكالة الأنباء العراقية عن شاهد عيان قوله إن الانفجار وقع قرب مسجد الحي."
)
NAMES: dict[str, Kind] = {
    "مقتدى الصدر": "person",
    "مدينة الصدر": "place",
    "بغداد": "place",
    "الحشد الشعبي": "organization",
    "الجيش العراقي": "organization",
    "أمس الأربعاء": "date",
}
HOSTILE = (
    "\x1b]52;c;aGFjaw==\x07\x1b[31mخطر\x1b[0m \x9b31m\x90q\x9c \x00\x08\x7f"
    " [bold]red[/bold] [@click=app.bell]x[/]"
    " \u202eevil\u202c \u2066x\u2069 \u200f\u200e \u061c \ufeff \u00ad \ufff9a\ufffb \U000e0041"
    " بغداد\r\t\x85\u2028 ﷺ 👩‍👩‍👧"
)
DANGEROUS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def mentions_of(text: str) -> list[Mention]:
    """Every name of the sample where it stands."""
    found: list[Mention] = []
    for name, kind in NAMES.items():
        value = DateValue("DATE", "2018-06-06", "day") if kind == "date" else None
        entity = "date:2018-06-06" if kind == "date" else f"{kind}:{name}"
        role = "زعيم التيار الصدري" if kind == "person" else None
        for match in re.finditer(name, text):
            found.append(Mention(match.start(), match.end(), name, kind, entity, role, value))
    return sorted(found, key=lambda mention: mention.start)


def header_of(number: int, title: str = TITLE, **changes: object) -> ArticleHeader:
    """A header."""
    values: dict[str, object] = {
        "id": number,
        "title": title,
        "title_derived": False,
        "source": "وكالة الرافدين",
        "published": "2018-06-07",
        "is_read": number % 2 == 0,
        "is_starred": number % 5 == 0,
        "is_archived": False,
        "is_sample": False,
        "extracted": True,
    }
    return ArticleHeader(**{**values, **changes})  # type: ignore[arg-type]


def article_of(body: str = BODY, title: str = TITLE, number: int = 1) -> Article:
    """An article."""
    text = f"{title}\n\n{body}" if title else body
    start = len(title) + 2 if title else 0
    return Article(header_of(number, title or body[:40], title_derived=not title), text, start, None)


class Holder(App[None]):
    """Holds one widget and remembers the messages that reached it."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget) -> None:
        super().__init__(ansi_color=True)
        self.held = widget
        self.seen: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.held

    def seen_of(self, kind: type) -> list:  # type: ignore[type-arg]
        return [message for message in self.seen if isinstance(message, kind)]

    def _on_message(self, message):  # type: ignore[no-untyped-def]
        if type(message).__module__.startswith("tui."):
            self.seen.append(message)
        return super()._on_message(message)


def rows_of(widget: Widget) -> list[Strip]:
    """What a widget shows, as it gives it to Textual."""
    return widget.render_lines(widget.size.region)


def text_of(strips: Iterable[Strip]) -> str:
    """The characters of strips."""
    return "\n".join(strip.text for strip in strips)


def assert_safe(widget: Widget) -> None:
    """Nothing dangerous, no strip of the wrong width, nothing that Rich measures otherwise."""
    for strip in rows_of(widget):
        assert not DANGEROUS.search(strip.text), strip.text
        assert strip.cell_length == widget.size.width
        assert sum(segment.cell_length for segment in strip) == strip.cell_length
        assert all(segment.control is None for segment in strip)
