"""What newsread relies on of Textual's insides, all in one place.

Textual composes a screen and hands `App._display` an update: `LayoutUpdate` (every row), `ChopsUpdate` (spans of
rows, cut where widgets begin and end), or the `RowsUpdate` of `tui.terminal.flat`.  It would
turn it into bytes at once; here it is turned into cells, so that `Painter` can write only those that changed.  The
names used, pinned by tests/terminal/test_terminal_seam.py:

- `App._display(screen, renderable)`, `App._running`, `_closed`, `_batch_count`, `post_display_hook`;
- `LayoutUpdate.strips`, `.region`; `ChopsUpdate.chops`, `.spans`, `.chop_ends`;
- `Strip._segments`, `.cell_length`; `Style._hash` based equality, `._attributes`, `._set_attributes`, `._link`;
- `XTermParser.feed`, `.tick`, `._timeout_time`, and `Driver.process_message`;
- `App._disable_notifications`, `App._disable_tooltips`, which `Screen` asks before it adds its own widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.style import Style
from textual import constants
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.events import Paste, Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.terminal.cells import Cell, cells_of
from tui.terminal.flat import RowsUpdate
from tui.terminal.output import Patch
from tui.terminal.sgr import PLAIN, Look, look_of_parameters
from tui.terminal.typed import Cutter, Piece

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

_MAX_STYLES = 20_000


class Looks:
    """Styles of Rich as looks, each worked out once.

    Args:
        colours: colours the terminal has; None for none at all (attributes remain).
    """

    def __init__(self, colours: ColorSystem | None) -> None:
        self.colours = colours
        self._known: dict[Style, Look] = {}

    def __call__(self, style: Style | None) -> Look:
        """Give the look of a style."""
        if style is None:
            return PLAIN
        look = self._known.get(style)
        if look is None:
            if len(self._known) >= _MAX_STYLES:
                self._known.clear()
            look = self._known[style] = self._look_of(style)
        return look

    def _look_of(self, style: Style) -> Look:
        bits = style._attributes & style._set_attributes
        parameters = [code for bit, code in Style._style_map.items() if bits & (1 << bit)]
        if self.colours is not None:
            if style.color is not None and not style.color.is_default:
                parameters += style.color.downgrade(self.colours).get_ansi_codes()
            if style.bgcolor is not None and not style.bgcolor.is_default:
                parameters += style.bgcolor.downgrade(self.colours).get_ansi_codes(foreground=False)
        return look_of_parameters(";".join(parameters), _safe_link(style.link))


def _safe_link(link: str | None) -> str:
    """Give the link if it leads to the web and is nothing but printable ASCII, else nothing."""
    if link and link.startswith(("https://", "http://")) and link.isascii() and link.isprintable():
        return link if " " not in link and len(link) <= 2048 else ""
    return ""


class Composer:
    """Turns Textual's updates into patches of cells, passing over strips that have not changed since last time."""

    def __init__(self, looks: Looks) -> None:
        self.looks = looks
        self._last: dict[int, dict[int, Strip]] = {}

    def forget(self) -> None:
        """Compose everything anew next time."""
        self._last.clear()

    def patches(self, update: CompositorUpdate) -> Iterable[Patch]:
        """Give the cells of an update, row by row.

        Args:
            update: what Textual's compositor hands to the display.
        """
        if isinstance(update, RowsUpdate):
            for y, x, strip in update.rows:
                yield from self._whole(y, x, strip)
        elif isinstance(update, ChopsUpdate):
            for y in dict.fromkeys(y for y, _, _ in update.spans):
                chops = [(x, strip) for x, strip in update.chops[y].items() if strip is not None]
                yield from self._row(y, chops, whole=False, cuts=update.chops[y].keys())
        elif isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                chops = []
                x = update.region.x
                for strip in strips:
                    if strip is not None:
                        chops.append((x, strip))
                        x += strip.cell_length
                yield from self._row(y, chops, whole=True, cuts=())

    def _whole(self, y: int, x: int, strip: Strip) -> Iterable[Patch]:
        last = self._last.setdefault(y, {})
        if last.get(x) is strip:
            return
        end = x + strip.cell_length
        for covered in [each for each, over in last.items() if each < end and x < each + over.cell_length]:
            del last[covered]
        last[x] = strip
        yield y, x, self.cells(strip)

    def _row(
        self, y: int, chops: list[tuple[int, Strip]], *, whole: bool, cuts: Iterable[int]
    ) -> Iterable[Patch]:
        last = self._last.get(y)
        if last is None or (last.keys() != {x for x, _ in chops} if whole else not last.keys() <= set(cuts)):
            last = self._last[y] = {}
        for x, strip in chops:
            if last.get(x) is strip:
                continue
            last[x] = strip
            yield y, x, self.cells(strip)

    def cells(self, strip: Strip) -> list[Cell]:
        """Give the cells of one strip."""
        looks = self.looks
        runs = [(text, looks(style)) for text, style, control in strip._segments if not control]
        return cells_of(runs, get_character_cell_size, strip.cell_length)


def attach(app: App[Any], show: Callable[[CompositorUpdate, tuple[int, int] | None], None]) -> None:
    """Have an app hand its updates to `show` instead of turning them into bytes itself.

    Args:
        app: the running app.
        show: takes an update and the cell where the cursor should rest (None: anywhere).
    """

    def display(screen: Screen[Any], renderable: Any) -> None:
        try:
            if renderable is None or app._batch_count or not app._running or app._closed:
                return
            if isinstance(renderable, CompositorUpdate):
                cursor = app.screen.outer_size.clamp_offset(app.cursor_position)
                show(renderable, (cursor.x, cursor.y) if (cursor.x or cursor.y) else None)
            else:
                # Anything else is a Rich renderable for the whole screen.
                lines = app.console.render_lines(renderable, pad=True)
                strips: list[Iterable[Strip]] = [[Strip(line)] for line in lines]
                show(LayoutUpdate(strips, app.size.region), None)
        except Exception as error:
            app._handle_exception(error)
        finally:
            app.post_display_hook()

    # The one method that is replaced: an override would have to live in the app, which knows no cells.
    app._display = display  # type: ignore[method-assign]


def without_extras(app: App[Any]) -> None:
    """Have screens come without Textual's toasts and tooltips: unused here, they cost every start a second layout.

    Args:
        app: an app whose first screen is not there yet.
    """
    app._disable_notifications = app._disable_tooltips = True


class InputParser:
    """Textual's parser of keys, mouse and paste, kept alive and honest whatever bytes come in."""

    def __init__(self) -> None:
        self._parser = XTermParser()
        self._cutter = Cutter()

    @property
    def waiting(self) -> float | None:
        """Seconds after which `tick` should be called; None if nothing is unfinished."""
        is_unfinished = self._cutter.holding or self._parser._timeout_time is not None
        return constants.ESCAPE_DELAY if is_unfinished else None

    def feed(self, text: str) -> list[Message]:
        """Give the messages some typed text makes."""
        return self._parsed(self._cutter.feed(text))

    def tick(self) -> list[Message]:
        """Give the messages that were waiting for more text that has not come."""
        messages = self._parsed(self._cutter.flush())
        if self._parser._timeout_time is not None:
            # The time to wait is over, though the parser may have been given its part of it only now.
            self._parser._timeout_time = 0.0
        return messages + self._guarded(lambda parser: parser.tick())

    def _parsed(self, pieces: Iterable[Piece]) -> list[Message]:
        messages: list[Message] = []
        for kind, text in pieces:
            if kind == "paste":
                messages.append(Paste(text.replace("\x00", "")))
                continue
            messages += self._guarded(lambda parser, text=text: parser.feed(text))  # type: ignore[misc]
            if kind == "sequence" and self._parser._timeout_time is not None:
                # No key that is known: Textual would wait for more of it, and then type its letters.
                self._parser = XTermParser()
        return messages

    def _guarded(self, work: Callable[[XTermParser], Iterable[Message]]) -> list[Message]:
        messages: list[Message] = []
        try:
            for message in work(self._parser):
                messages.append(message)
        except Exception:
            # Some sequences no keyboard sends make the parser fail (a key number beyond Unicode): begin afresh.
            self._parser = XTermParser()
        return messages


def size_event(columns: int, rows: int) -> Any:
    """Give the message that tells an app its terminal's size (cells)."""
    size = Size(columns, rows)
    return Resize(size, size)
