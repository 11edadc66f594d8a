"""What newsread relies on of Textual's insides; the first to fail when a new Textual differs."""

from __future__ import annotations

import inspect

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label

from tui.terminal.output import Painter
from tui.terminal.seam import Composer, InputParser, Looks, attach, without_extras
from tui.terminal.sgr import Look


def test_the_display_hook_is_still_what_the_compositor_calls() -> None:
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    source = inspect.getsource(App._display)
    for name in (
        "_batch_count",
        "_running",
        "_closed",
        "cursor_position",
        "post_display_hook",
        "CompositorUpdate",
    ):
        assert name in source
    assert issubclass(LayoutUpdate, CompositorUpdate)
    assert issubclass(ChopsUpdate, CompositorUpdate)
    assert "LayoutUpdate" in inspect.getsource(Compositor.render_full_update)
    assert "ChopsUpdate" in inspect.getsource(Compositor.render_partial_update)


def test_the_updates_carry_what_is_read_of_them() -> None:
    strip = Strip([Segment("ab"), Segment("c", Style(bold=True))])
    whole = LayoutUpdate([[strip]], Region(0, 0, 3, 1))
    assert (whole.strips, whole.region) == ([[strip]], Region(0, 0, 3, 1))
    chops = ChopsUpdate([{0: strip}], [(0, 0, 3)], [[3]])
    assert (chops.chops, chops.spans) == ([{0: strip}], [(0, 0, 3)])
    assert strip._segments == [Segment("ab"), Segment("c", Style(bold=True))]
    assert strip.cell_length == 3


def test_the_driver_interface_is_still_the_one_implemented() -> None:
    for name in ("start_application_mode", "stop_application_mode", "suspend_application_mode",
                 "resume_application_mode", "disable_input", "close", "write", "flush", "process_message",
                 "send_message", "SignalResume", "no_automatic_restart"):  # fmt: skip
        assert hasattr(Driver, name)
    source = inspect.getsource(App)
    assert "_driver._size" in source
    assert hasattr(App, "_handle_exception")


def test_looks_are_what_rich_would_write() -> None:
    looks = Looks(ColorSystem.TRUECOLOR)
    style = Style(color="#010203", bgcolor="red", bold=True, underline=True, meta={"offset": 3})
    assert looks(style) == Look(("1", "4"), "38;2;1;2;3", "41")
    assert looks(Style(color="default", bold=False)) == Look()
    assert looks(None) == Look()
    assert Looks(ColorSystem.EIGHT_BIT)(style).fg.startswith("38;5;")
    assert Looks(ColorSystem.STANDARD)(Style(color="#ff0000")).fg in ("31", "91")
    assert Looks(None)(style) == Look(("1", "4"))


def test_only_web_links_are_links() -> None:
    looks = Looks(ColorSystem.TRUECOLOR)
    assert looks(Style(link="https://example.org/a?b=1")).link == "https://example.org/a?b=1"
    for bad in (
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://x\x1b\\\x1b]52;c;aGk=\x07",
        "https://مثال",
        "a b",
    ):
        assert looks(Style(link=bad)).link == ""


def test_the_parser_survives_what_kills_textuals_own() -> None:
    parser = InputParser()
    assert isinstance(parser._parser, XTermParser)
    parser.feed("\x1b[99999999999999u")
    messages = parser.feed("a")
    assert [getattr(m, "key", None) for m in messages] == ["a"]
    parser.feed("\x1b")
    assert parser.waiting == constants.ESCAPE_DELAY


class Block(Widget):
    letter = "a"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.letter * self.size.width, self.rich_style)], self.size.width)


class Blocks(App[None]):
    CSS = "Block { width: 10; height: 3; } #left { dock: left; } Label { layer: above; } Screen { layers: base above; }"

    def compose(self) -> ComposeResult:
        yield Block(id="left")
        yield Block(id="right")


async def test_frames_through_the_seam_show_what_textual_composes() -> None:
    """Whatever is mounted, changed, covered and uncovered, the patches add up to the whole."""
    app = Blocks()
    async with app.run_test(size=(30, 6)) as pilot:
        painter = Painter(30, 6)
        composer = Composer(Looks(ColorSystem.TRUECOLOR))
        attach(app, lambda update, cursor: painter.want(composer.patches(update)))
        app.refresh(layout=True)
        await pilot.pause()

        def composed() -> list[str]:
            return [strip.text for strip in app.screen._compositor.render_strips(Size(30, 6))]

        assert painter.content() == composed()
        right = app.query_one("#right", Block)
        for letter in "bcd":
            right.letter = letter
            right.refresh(Region(2, 1, 4, 1))
            await pilot.pause()
            right.refresh()
            await pilot.pause()
            assert painter.content() == composed()
            assert letter in painter.content()[1]
        label = Label("over\nit")
        await app.mount(label)
        await pilot.pause()
        assert painter.content() == composed()
        assert "over" in painter.content()[0]
        await label.remove()
        await pilot.pause()
        assert painter.content() == composed()
        right.display = False
        await pilot.pause()
        assert painter.content() == composed()


def test_screens_ask_before_they_add_toasts_and_tooltips() -> None:
    source = inspect.getsource(Screen._extend_compose)
    for name in ("_disable_notifications", "_disable_tooltips"):
        assert name in source
        assert hasattr(App(), name)
    app: App[None] = App()
    without_extras(app)
    assert app._disable_notifications
    assert app._disable_tooltips


async def test_an_unchanged_strip_is_not_composed_again() -> None:
    composer = Composer(Looks(None))
    strip = Strip([Segment("same")])
    update = LayoutUpdate([[strip]], Region(0, 0, 4, 1))
    assert len(list(composer.patches(update))) == 1
    assert list(composer.patches(update)) == []
    composer.forget()
    assert len(list(composer.patches(update))) == 1


def test_the_short_way_still_leads_through_the_compositor() -> None:
    source = inspect.getsource(Screen)
    for name in ("self._compositor = ", "_compositor.update_widgets(", "_compositor.render_update("):
        assert name in source
    assert "render_partial_update" in inspect.getsource(Compositor.render_update)
    assert "_exchange_repaint_regions" in inspect.getsource(Compositor.update_widgets)
    assert "_dirty_regions" in inspect.getsource(Compositor.update_widgets)
    assert "_visible_widgets" in inspect.getsource(Compositor.visible_widgets.fget)


def test_component_classes_are_still_styled_as_nodes_of_their_own() -> None:
    source = inspect.getsource(Stylesheet._process_component_classes)
    for name in (
        "_get_component_classes()",
        "_component_styles",
        "DOMNode(classes=",
        "_attach(",
        "animate=False",
    ):
        assert name in source
