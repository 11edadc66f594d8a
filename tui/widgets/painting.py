"""Component styles, looked up once and kept until the style sheet changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Self

from rich.style import Style
from textual import events
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

EFFECTS = (
    "opacity",
    "text_opacity",
    "tint",
    "hatch",
    "outline_top",
    "outline_right",
    "outline_bottom",
    "outline_left",
)
"""Rules under which a widget is more than its rows."""

WHEEL_ROWS = 3

Tone = Callable[..., Style]
"""From names of component classes to the style they add."""


def _no_tone(*names: str) -> Style:
    return Style()


class Painted(Widget):
    """A widget that paints with component classes.

    `Widget.refresh` forgets the styles it computed, and a reader refreshes at every key: the styles are kept
    here instead, until Textual says that the rules have changed.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._paints: dict[tuple[str, ...], Style] = {}
        self._base_paint: Style | None = None
        self._bare: bool | None = None
        self._painted: dict[int, Strip] = {}
        self.painted_size = Size(0, 0)
        """The size rows are painted for: `size` is looked up in the whole screen, once a frame is enough."""

    @property
    def base_paint(self) -> Style:
        """Style of the widget itself; nothing at all when that is the terminal's own colours."""
        if self._base_paint is None:
            style = self.rich_style
            color, background = style.color, style.bgcolor
            if (color is None or color.is_default) and (background is None or background.is_default):
                style = Style(
                    bold=style.bold,
                    dim=style.dim,
                    italic=style.italic,
                    underline=style.underline,
                    reverse=style.reverse,
                )
            self._base_paint = style
        return self._base_paint

    def paint(self, *names: str) -> Style:
        """Return what the named component classes add to the base style, later ones on top."""
        style = self._paints.get(names)
        if style is None:
            style = Style()
            for name in names:
                self._have_styled(name)
                style += self.get_component_rich_style(name, partial=True)
            self._paints[names] = style
        return style

    @classmethod
    @cache
    def _get_component_classes(cls) -> frozenset[str]:
        """Name none to Textual, which styles all that are named whenever the focus moves; `paint` has its own done."""
        return frozenset()

    def _have_styled(self, name: str) -> None:
        """Have the rules applied to a component class, unless that was done."""
        if name in self._component_styles:
            return
        node = DOMNode(classes=name)
        node._attach(self)
        self.app.stylesheet.apply(node, animate=False)
        self._component_styles[name] = node.styles

    def tones(self, at_cursor: bool) -> Tone:
        """Return `paint`, or in the row of a focused cursor a stand-in that adds nothing to its style."""
        return _no_tone if at_cursor and self.has_focus else self.paint

    def notify_style_update(self) -> None:
        """Forget every style: the rules that apply have changed."""
        super().notify_style_update()
        self._component_styles.clear()
        self._paints = {}
        self._base_paint = None
        self._bare = None
        self._painted.clear()
        self.paints_changed()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask for a repaint of some rows, or of all."""
        if not regions:
            self._painted.clear()
        for region in regions:
            for y in region.line_range:
                self._painted.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give Textual the rows of a region.

        A widget without borders, padding or effects is its rows: the general way would look up the theme
        once a line and copy every strip.

        Args:
            crop: region within the widget.
        """
        size = self.size
        if self.painted_size != size:
            self._painted.clear()
            self.painted_size = size
            self.size_found(size)
        if self._bare is None:
            self._bare = not self.styles.gutter and not self.styles.has_any_rules(*EFFECTS)
        if not self._bare:
            return super().render_lines(crop)
        painted = self._painted
        for y in crop.line_range:
            if y not in painted:
                painted[y] = self.render_line(y)
        strips = [painted[y] for y in crop.line_range]
        for line_filter in self.get_line_filters():
            background = self.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def size_found(self, size: Size) -> None:
        """Take note of a new size before rows of it are painted: the event that tells of it may come after (for
        subclasses that have a window)."""

    def paints_changed(self) -> None:
        """Drop what was painted with the old styles (for subclasses that keep strips)."""


class PaintedScroll(Painted, ScrollView, can_focus=True, inherit_bindings=False):
    """A line-API viewport without scroll bars, bindings or animation."""

    DEFAULT_CSS = """
    PaintedScroll {
        overflow: hidden hidden;
    }
    """

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by rows; False when it cannot go further."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)
