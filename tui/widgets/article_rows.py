"""How a row of the article list is drawn: the same before Textual is there and after."""

from __future__ import annotations

from tui.bidi.properties import direction_of
from tui.light_typing import NamedTuple, TypeVar
from tui.widgets.fields import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tui.library.first_list import ListedArticle
    from tui.library.model import ArticleHeader

Style = TypeVar("Style")

DATE_FROM = 34  # cells of a row that also shows the date
SOURCE_FROM = 56  # and of one that shows the source too
DATE_WIDTH = 8  # the century is left out; the year is not, since lists span years


class Signs(NamedTuple):
    """The signs of the state column, each one cell wide."""

    unread: str = "●"
    archived: str = "▫"
    starred: str = "★"
    watched: str = "◆"
    sample: str = "○"


SIGNS = Signs()

MARKER, MARKER_MIRRORED = ">", "<"
"""Beside the marks of the row at the cursor, towards what follows: of ASCII, which is a byte in every terminal."""


def draw_article(
    row: Fields[Style],
    article: ArticleHeader | ListedArticle,
    paint: Callable[..., Style],
    tone: Callable[..., Style],
    *,
    mirrored: bool = False,
    signs: Signs = SIGNS,
    marker: Style | None = None,
) -> None:
    """Draw an article: marks, date and source at one side, the rest for the title.

    Args:
        row: an empty row.
        article: what it shows.
        paint: from names of component classes to the style they add.
        tone: the same for what a cursor on the row takes the place of.
        mirrored: the marks at the right edge.
        signs: of the state column.
        marker: style of a marker in the blank cell beside the marks; None for none.
    """
    width = row.width
    date_width = DATE_WIDTH if width >= DATE_FROM else 0
    source_width = width // 5 if width >= SOURCE_FROM else 0
    title_width = max(0, width - 3 - (date_width + 1 if date_width else 0) - (source_width + 1))
    if not source_width:
        title_width += 1

    def marks() -> None:
        state = signs.unread if not article.is_read else " "
        if article.is_archived:
            state = signs.archived
        flag, style = " ", None
        if article.is_starred:
            flag, style = signs.starred, tone("articles--star")
        elif article.is_watched:
            flag, style = signs.watched, tone("articles--watched")
        elif article.is_sample:
            flag, style = signs.sample, tone("articles--date")
        both = [(state, tone("articles--mark")), (flag, style)]
        for sign, its_style in reversed(both) if mirrored else both:
            row.sign(sign, its_style)

    def date() -> None:
        day = article.published[:10] if article.published else "—"
        row.text(day[-date_width:], date_width, tone("articles--date"), base="ltr", right=False)

    def source() -> None:
        row.text(article.source, source_width, tone("articles--source"))

    def title() -> None:
        names = ["articles--read" if article.is_read else "articles--unread"]
        direction = direction_of(article.title)
        if article.title_derived and direction == "ltr":
            names.append("articles--derived")  # slanted, which Arabic cannot be
        row.text(article.title, title_width, paint(*names), base=direction)

    def margin() -> None:
        if marker is None:
            row.blank(1)
        else:
            row.sign(MARKER_MIRRORED if mirrored else MARKER, marker)

    fields: list[Callable[[], Any]] = []
    if date_width:
        fields.append(date)
    if source_width:
        fields.append(source)
    if mirrored:
        title()
        for field in reversed(fields):
            row.blank(1)
            field()
        margin()
        marks()
        return
    marks()
    margin()
    for field in fields:
        field()
        row.blank(1)
    title()
