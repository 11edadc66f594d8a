"""The application: one library, one worker, one screen of panes."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, ScreenStackError
from textual.screen import Screen

from tui import crash
from tui.config import ReaderOptions
from tui.first_screen import Drawing, as_seen_next, drawing_of
from tui.keymap import Keymap, KeymapError
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.samples import offer_samples
from tui.screens.reader import ReaderScreen
from tui.screens.reading import Reading
from tui.screens.settings import SLOW_JUMP, ReaderSettings
from tui.screens.worker_client import WorkerClient, worker_command
from tui.terminal.driver import LinkMeasured, ReaderDriver
from tui.terminal.seam import without_extras

if TYPE_CHECKING:
    from textual.types import CSSPathType

    from tui.terminal.session import Session

PATIENCE = 0.4  # seconds a key may wait for another process that writes to the library
STYLES = Path(__file__).parent / "styles"


class NewsreadApp(App[int], inherit_bindings=False):
    """The reader as a Textual application."""

    TITLE = "newsread"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[CSSPathType | None] = [STYLES / "app.tcss", STYLES / "widgets.tcss"]

    def __init__(
        self,
        library: Library,
        settings: ReaderSettings | None = None,
        keymap: Keymap | None = None,
        worker: WorkerClient | None = None,
        *,
        driver_class: Any = None,
    ) -> None:
        """Take what the reader works with.

        Args:
            library: where articles come from; it stays open when the app ends.
            settings: of the screens.
            keymap: keys of the commands.
            worker: the other process; one for the library when None.
            driver_class: how to talk to the terminal; Textual's choice when None.
        """
        # Said at once: Textual chooses here how NO_COLOR is met, and greys in the place of colours hide text.
        super().__init__(driver_class=driver_class, ansi_color=True)
        without_extras(self)
        # Styles name those colours themselves: a theme of our own would make Textual parse them all twice.
        self.animation_level = "none"
        self.keymap = keymap or Keymap()
        self.reading = Reading(library)
        self.reader_settings = settings or ReaderSettings()
        self.worker = worker or WorkerClient(worker_command(library.path))
        self.reader = ReaderScreen(self.reading, self.keymap, self.reader_settings, self.worker)
        self.unsaved: str | None = None
        self.ended_reading = False
        self.report: Callable[[BaseException], object] = lambda error: None
        """Takes an error that does not end the reader."""

    @property
    def failure(self) -> Exception | None:
        """The error that ended the reader, if one did."""
        return self._exception

    def on_load(self) -> None:
        """See to errors that arise outside of Textual's messages: they would be printed over the screen."""

        def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            if isinstance(error, Exception):
                if "handle" in context:
                    self._handle_exception(error)
                else:
                    self.report(error)

        if self._driver is not None and not self.is_headless:
            asyncio.get_running_loop().set_exception_handler(failed)

    def _handle_exception(self, error: Exception) -> None:
        """End; whoever runs the app tells of the error when the terminal is given back."""
        self._return_code = crash.STATUS
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def get_default_screen(self) -> Screen[Any]:
        """The reader is the only screen at the bottom."""
        return self.reader

    @on(LinkMeasured)
    def _link_measured(self, event: LinkMeasured) -> None:
        self.reader.adapt(self.reader.settings.over(event.rate))

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        """End, taking note whether the panes are what is on the screen."""
        self.ended_reading = self.is_running and self.screen is self.reader
        super().exit(result, return_code, message)

    async def on_unmount(self) -> None:
        """End the worker."""
        await self.worker.close()

    def save_state(self) -> None:
        """Keep the state for the next start; a library that cannot take it is told of after the end."""
        try:
            self.reader.save()
        except LibraryError as error:
            self.unsaved = str(error)


def run_reader(options: ReaderOptions, offered: int = 0) -> int:
    """Open the library and read, until the reader leaves.

    Args:
        options: what the program was started with.
        offered: sample articles that were just put into the library.

    Returns:
        Exit status.
    """
    from tui.headless.context import complain
    from tui.terminal import first_frame
    from tui.terminal.session import current

    def report(error: BaseException) -> str:
        return crash.record(error, options.log_path, with_text=options.settings.crash_text)

    session = current()
    try:
        keymap = Keymap(options.settings.keys)
        library = Library.open(options.library, read_only=options.read_only, state_path=options.state_path)
    except (KeymapError, LibraryError) as error:
        if session is not None:
            # What the last screen left behind is shown already, and would take the sentence with it.
            session.close()
        is_keys = isinstance(error, KeymapError)
        complain(f"{options.config_path}: {error}." if is_keys else str(error))
        return 2 if is_keys else 1
    with library:
        library.set_patience(PATIENCE)
        offered = offered or offer_samples(library, options)
        settings = ReaderSettings.of(options)._replace(samples_offered=offered)
        if (drawing := first_frame.drawing()) is not None:
            # As slow as it was found to be last time, until it is measured anew: the list stays as it is shown.
            settings = settings.over_slow(Drawing(*drawing).jump == SLOW_JUMP)
        worker = WorkerClient(worker_command(library.path, options), options.log_path)
        if options.read_only:
            worker.retire()
        app = NewsreadApp(library, settings, keymap, worker, driver_class=ReaderDriver)
        app.report = report
        threading.excepthook = lambda raised: report(raised.exc_value) if raised.exc_value else None
        try:
            app.run(mouse=options.settings.mouse)
        finally:
            # After a failure the screens may be in any state: then the place is kept if it can be.
            with contextlib.suppress(Exception if app.failure else ScreenStackError):
                app.save_state()
        if app.failure is not None:
            complain(report(app.failure))
        if app.unsaved is not None:
            complain(f"your place was not kept: {app.unsaved}")
    if app.ended_reading and session is not None:
        _keep_for_next_start(app, session, options)
    return app.return_code or 0


def _keep_for_next_start(app: NewsreadApp, session: Session, options: ReaderOptions) -> None:
    """Keep what the next start will show before it loads anything: the screen, and what the settings say."""
    from tui.config import state_directory
    from tui.kept_settings import KEPT_SETTINGS, keep_settings
    from tui.terminal import kept_frames

    config = str(options.config_path)
    keep_settings(options.settings, config, options.config_seen, str(state_directory() / KEPT_SETTINGS))
    library = str(app.reading.library.path.absolute())
    marks = None if options.state_path is None else str(options.state_path)
    # Before the list is drawn: what is written to the library meanwhile is missed by the drawing, not by the mark.
    seen = kept_frames.stamps(library, marks)
    basis = kept_frames.Basis(config, options.config_seen, library, marks, seen)
    drawing = drawing_of(options.settings, session.environ)
    if session.remote:
        # What was found of the line: it is measured anew at every start, so that it is never wrong for long.
        found = app.reader.settings
        drawing = drawing._replace(jump=found.list_jump, marker=found.marker)
    says_place = app.reader.status.says_place
    try:
        rows = as_seen_next(session.painter.cells(), library, drawing, marks, with_status=says_place)
    except Exception as error:
        app.report(error)  # the reader has ended well all the same
        return
    if rows is not None:
        kept_frames.keep(session, sys.argv[1:], basis, rows, tuple(drawing))
