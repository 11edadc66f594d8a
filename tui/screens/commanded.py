"""The base of every screen: keys become commands of the one table, and commands become calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import isawaitable
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from tui.commands import BY_ID, Context
from tui.keymap import Keymap, event_key, key_label
from tui.library.errors import LibraryError
from tui.terminal.flat import take_short_way
from tui.widgets.bars import FooterHints, Hint, Severity, StatusLine

TURN = 0.02  # seconds for the screen to be drawn and for a key to come in
ALWAYS = ("quit-at-once", "suspend", "redraw")
INFORMATION = 4.0  # seconds a notice stays
WARNING = 12.0

Result = TypeVar("Result")
Handler = Callable[[Any], "Awaitable[None] | None"]


class CommandScreen(Screen[Result], inherit_bindings=False):
    """A screen driven by the command table.

    A subclass says in `handlers` what each command does there, and in `context` whose keys are in force; it
    places the two lines at the foot.

    Attributes:
        status: where the reader is, and notices.
        hints: the keys that matter here.
    """

    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    handlers: ClassVar[Mapping[str, Handler]] = {}

    def __init__(self, keymap: Keymap, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        take_short_way(self)
        self.keymap = keymap
        self.status = StatusLine()
        self.hints = FooterHints()
        self._pending: tuple[str, ...] = ()

    @property
    def context(self) -> Context:
        """Whose keys are in force."""
        raise NotImplementedError

    def notify_reader(self, text: str | tuple[str, ...], severity: Severity = "information") -> None:
        """Say something in the status line, for a while."""
        self.status.notify_reader(text, severity, INFORMATION if severity == "information" else WARNING)

    def show_hints(self) -> None:
        """Show the keys in force at the foot."""
        self._show_keys(self.keymap.hints(self.context))

    def _show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        self.hints.set_hints([Hint(*key) for key in keys])

    def _keys_pending(self, keys: tuple[str, ...]) -> None:
        """Show the beginning of a key sequence and what may follow; nothing when it is over."""
        if keys:
            self.status.notify_reader(f"{key_label(' '.join(keys))}…", seconds=None)
            self._show_keys(self.keymap.continued(self.context, keys))
        else:
            self.status.clear_notice()
            self.show_hints()

    @on(FooterHints.HintChosen)
    async def _hint_chosen(self, event: FooterHints.HintChosen) -> None:
        await self.run_command(event.hint.command)

    def before_command(self, name: str) -> None:
        """Prepare for a command."""

    def after_command(self, name: str) -> None:
        """See to what a command left behind."""

    @on(events.Key)
    async def _key_pressed(self, event: events.Key) -> None:
        if self.app.screen is not self:
            # Typed ahead, before the screen that the key before it opened was there: it is meant for that one.
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
            return
        key = event_key(event.key, event.character)
        if (line := self._line_of_input()) is not None:
            if event.is_printable:
                # It would not have come here past the line: the line had no focus yet.
                event.stop()
                line.post_message(events.Key(event.key, event.character))
                return
            # Keys are text there; only what must always work is taken.
            found = self.keymap.find(self.context, key)
            if found.command is not None and found.command.id in ALWAYS and not event.is_printable:
                event.stop()
                await self.run_command(found.command.id)
            return
        if self.takes_key(key):
            event.stop()
            event.prevent_default()
            return
        if key == "escape" and self._pending:
            # It takes back the beginning of a sequence, and no more.
            event.stop()
            event.prevent_default()
            self._pending = ()
            self._keys_pending(())
            return
        found = self.keymap.find(self.context, key, self._pending)
        if found.pending != self._pending:
            self._pending = found.pending
            self._keys_pending(found.pending)
        if found.pending or found.command is not None:
            event.stop()
            event.prevent_default()
        if found.command is not None:
            await self.run_command(found.command.id)

    def _line_of_input(self) -> Widget | None:
        """What has the focus, if keys are text there."""
        focused = self.focused
        return focused if focused is not None and focused.check_consume_key("a", "a") else None

    def takes_key(self, key: str) -> bool:
        """Whether a key was meant for something that is under way on this screen, and is dealt with."""
        return False

    async def _dispatch_message(self, message: Message) -> None:
        """Spread a net under every handler: what the library cannot do is told, and the screen lives on."""
        try:
            await super()._dispatch_message(message)
        except LibraryError as error:
            self.notify_reader(str(error), "error")

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Call something soon, under the same net: what other screens bring back comes this way."""
        super().call_next(self._guarded(callback, *args, **kwargs))

    def call_meanwhile(self, callback: Callable[[], Any]) -> None:
        """Call something that nobody waits for, under the same net: after the screen and the keys had their turn."""
        self.set_timer(TURN, self._guarded(callback))

    def _guarded(
        self, callback: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Callable[[], Awaitable[None]]:
        async def guarded() -> None:
            try:
                result = callback(*args, **kwargs)
                if isawaitable(result):
                    await result
            except LibraryError as error:
                self.notify_reader(str(error), "error")

        return guarded

    def draw_again(self) -> None:
        """Draw everything again, whatever the terminal shows now."""
        from tui.terminal.driver import ReaderDriver

        self.app.refresh(layout=True)
        if isinstance(self.app._driver, ReaderDriver):
            self.app._driver.redraw()

    def go_to_shell(self) -> None:
        """Stop until `fg`, where there is a shell that would say it."""
        from tui.terminal.jobs import shell_above

        if shell_above():
            self.app.action_suspend_process()
        else:
            self.notify_reader("There is no shell above to go back to.", "warning")

    async def run_command(self, name: str) -> None:
        """Run a command of the table; what the library cannot do becomes a notice.

        Args:
            name: id of the command.
        """
        handler = self.handlers.get(name)
        if handler is None:
            self.notify_reader(f"{BY_ID[name].title}: not here.")
            return
        self.before_command(name)
        try:
            result = handler(self)
            if isawaitable(result):
                await result
            self.after_command(name)
        except LibraryError as error:
            self.notify_reader(str(error), "error")
