"""A line of input that keeps logical text and shows it as it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.bidi.layout import Line, fit, measure
from tui.widgets.bars import BarLine
from tui.widgets.editing import EditLine, Slot, clean
from tui.widgets.strips import Row, Span

if TYPE_CHECKING:
    from tui.bidi.layout import Base


class ArabicInput(BarLine, can_focus=True):
    """Edits one line of Arabic, Latin or mixed text.

    Args:
        value: the text to begin with.
        placeholder: shown while there is none.
        base: direction; `auto` takes that of the text.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"input--caret", "input--selection", "input--placeholder"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("shift+left", "sideways(-1, True)", show=False),
        Binding("shift+right", "sideways(1, True)", show=False),
        Binding("ctrl+left,alt+left", "word(-1)", show=False),
        Binding("ctrl+right,alt+right", "word(1)", show=False),
        Binding("ctrl+shift+left", "word(-1, True)", show=False),
        Binding("ctrl+shift+right", "word(1, True)", show=False),
        Binding("home,ctrl+a", "edge(0)", show=False),
        Binding("end,ctrl+e", "edge(1)", show=False),
        Binding("shift+home", "edge(0, True)", show=False),
        Binding("shift+end", "edge(1, True)", show=False),
        Binding("ctrl+shift+a", "select_all", show=False),
        Binding("backspace,ctrl+h", "edit('delete_back')", show=False),
        Binding("delete,ctrl+d", "edit('delete_forward')", show=False),
        Binding("ctrl+w,alt+backspace,ctrl+backspace", "edit('delete_word_back')", show=False),
        Binding("alt+d,ctrl+delete", "edit('delete_word_forward')", show=False),
        Binding("ctrl+u", "edit('delete_to_start')", show=False),
        Binding("ctrl+k", "edit('delete_to_end')", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("enter", "submit", show=False),
    ]

    DEFAULT_CSS = """
    ArabicInput {
        height: 1;
        width: 1fr;
    }
    """

    value: reactive[str] = reactive("", repaint=False, init=False)
    """The text, in logical order."""

    class InputMessage(Message):
        """Something about the text."""

        def __init__(self, control: ArabicInput, value: str) -> None:
            super().__init__()
            self.input = control
            self.value = value

        @property
        def control(self) -> ArabicInput:
            """The input."""
            return self.input

    class Changed(InputMessage):
        """The text was changed."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, ArabicInput.Changed) and message.input is self.input

    class Submitted(InputMessage):
        """Enter was pressed."""

    class Copied(InputMessage):
        """The selected text (`value`) was cut, or is to be copied."""

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        base: Base = "auto",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.placeholder = placeholder
        value = clean(value)
        self._edit = EditLine(value, len(value), None, base)
        self._first_column = 0
        self._dragging = False
        self.set_reactive(ArabicInput.value, value)

    # The text

    @property
    def caret(self) -> int:
        """Code point the caret is before."""
        return self._edit.caret

    @property
    def selected_text(self) -> str:
        """The text selected."""
        return self._edit.selected_text

    def validate_value(self, value: str) -> str:
        """Take one line without controls."""
        return clean(value)

    def watch_value(self, value: str) -> None:
        """Show the text and tell that it changed."""
        if value != self._edit.value:
            self._edit = EditLine(value, len(value), None, self._edit.base)
            self.refresh()
        self.post_message(self.Changed(self, value))

    def clear(self) -> None:
        """Empty the line."""
        self.value = ""

    def _take(self, edit: EditLine) -> None:
        if edit == self._edit:
            return
        self._edit = edit
        self.refresh()
        self.value = edit.value

    # Actions: what text input needs

    def action_sideways(self, step: int, select: bool = False) -> None:
        """Move the caret to the left or right."""
        self._take(self._edit.sideways(step, select=select))

    def action_word(self, step: int, select: bool = False) -> None:
        """Move the caret by a word to the left or right."""
        self._take(self._edit.sideways_word(step, select=select))

    def action_edge(self, end: int, select: bool = False) -> None:
        """Move the caret to the beginning (0) or the end (1) of the text."""
        self._take(self._edit.to(len(self._edit.value) if end else 0, select=select))

    def action_select_all(self) -> None:
        """Select the whole text."""
        self._take(self._edit.to(0).to(len(self._edit.value), select=True))

    def action_edit(self, name: str) -> None:
        """Delete something: the name of a method of `EditLine` that takes nothing."""
        edit: EditLine = getattr(self._edit, name)()
        self._take(edit)

    def action_cut(self) -> None:
        """Delete the selection and offer it for copying."""
        if self.selected_text:
            self.copy_selection()
            self._take(self._edit.insert(""))

    def action_submit(self) -> None:
        """Tell that the text is ready."""
        self.post_message(self.Submitted(self, self.value))

    def copy_selection(self) -> str:
        """Offer the selected text for copying; the text."""
        text = self.selected_text
        if text:
            self.post_message(self.Copied(self, text))
        return text

    # Events

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Printable keys are text."""
        return character is not None and character.isprintable()

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self._take(self._edit.insert(event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Insert what is pasted, as one line."""
        event.stop()
        self._take(self._edit.insert(clean(event.text)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret under the pointer."""
        self._dragging = True
        self._take(self._edit.at_column(self._line_column(event.x)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held."""
        if self._dragging and event.button == 1:
            self._take(self._edit.at_column(self._line_column(event.x), select=True))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop selecting."""
        self._dragging = False

    def on_click(self, event: events.Click) -> None:
        """A double click selects everything."""
        event.stop()
        if event.chain == 2:
            self.action_select_all()

    # Painting

    def _line_column(self, column: int) -> int:
        """Column of the whole line that a column of the widget shows."""
        return column - self._left_pad(self._edit.slots()) + self._first_column

    def _left_pad(self, slots: list[Slot]) -> int:
        total = slots[-1].column + slots[-1].width
        return max(0, self.size.width - total) if self._edit.rtl else 0

    def draw(self, width: int) -> Strip:
        """Draw the part of the line around the caret."""
        edit = self._edit
        slots = edit.slots()
        self._scroll(slots, width)
        row = Row(width, self.base_paint)
        if not edit.value and self.placeholder:
            return self._draw_placeholder(row, width)
        row.blank(self._left_pad(slots))
        start, end = edit.selection
        caret = slots[edit.slot_of_caret(slots)]
        style = self.paint("input--caret")
        for slot in slots:
            if slot.column < self._first_column:
                continue
            if slot.width > row.room:
                break
            paints: list[Span] = []
            if start <= slot.start < end:
                paints.append((slot.start, slot.end, self.paint("input--selection")))
            if slot is caret and self.has_focus:
                paints.append((slot.start, slot.end, style))
            if slot.cell is None:
                row.blank(1, style if slot is caret and self.has_focus else self.paint())
            else:
                row.line(_line_of(slot), self.paint(), paints)
        return row.strip()

    def _draw_placeholder(self, row: Row, width: int) -> Strip:
        caret = self.paint("input--caret") if self.has_focus else self.paint()
        rtl = self._edit.rtl
        line = fit(self.placeholder, max(1, width - 1), base="auto")
        style = self.paint("input--placeholder")
        if rtl:
            return row.blank(width - 1 - line.width).line(line, style).blank(1, caret).strip()
        return row.blank(1, caret).line(line, style).strip()

    def _scroll(self, slots: list[Slot], width: int) -> None:
        """Choose the first column shown so that the caret is in sight and no room is wasted."""
        total = slots[-1].column + slots[-1].width
        caret = slots[self._edit.slot_of_caret(slots)]
        first = self._first_column
        if caret.column < first:
            first = caret.column
        elif caret.column + caret.width > first + width:
            first = caret.column + caret.width - width
        self._first_column = min(max(0, first), max(0, total - width))


def _line_of(slot: Slot) -> Line:
    """A line of one cell."""
    assert slot.cell is not None
    return Line((slot.cell,), slot.start, slot.end, slot.width, 0, slot.cell.level)


class PromptLine(Horizontal):
    """A question with a line for the answer.

    Args:
        label: the question (`Search`, `Published on`).
        value: the answer to begin with.
        placeholder: shown while there is none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    DEFAULT_CSS = """
    PromptLine {
        height: 1;
        width: 1fr;
    }
    PromptLine > PromptLabel {
        width: auto;
    }
    """

    class Answered(Message):
        """The answer was given."""

        def __init__(self, control: PromptLine, value: str) -> None:
            super().__init__()
            self.prompt = control
            self.value = value

        @property
        def control(self) -> PromptLine:
            """The prompt."""
            return self.prompt

    class Cancelled(Message):
        """The prompt was left without an answer."""

        def __init__(self, control: PromptLine) -> None:
            super().__init__()
            self.prompt = control

        @property
        def control(self) -> PromptLine:
            """The prompt."""
            return self.prompt

    def __init__(
        self,
        label: str,
        value: str = "",
        placeholder: str = "",
        *,
        base: Base = "auto",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label = PromptLabel(label)
        self._input = ArabicInput(value, placeholder, base=base)

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield self._label
        yield self._input

    @property
    def input(self) -> ArabicInput:
        """Where the answer is typed."""
        return self._input

    def ask(self, label: str, value: str = "", placeholder: str = "") -> None:
        """Ask another question."""
        self._label.set_text(label)
        self._input.placeholder = placeholder
        self._input.value = value
        self._input.focus()

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.post_message(self.Cancelled(self))

    @on(ArabicInput.Submitted)
    def answer(self, event: ArabicInput.Submitted) -> None:
        """Pass the answer on."""
        event.stop()
        self.post_message(self.Answered(self, event.value))


class PromptLabel(BarLine):
    """The question of a prompt."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--label"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.styles.width = measure(text) + 3

    def set_text(self, text: str) -> None:
        """Change the question."""
        if text != self._text:
            self._text = text
            self.styles.width = measure(text) + 3
            self.refresh()

    def draw(self, width: int) -> Strip:
        """Draw the question and a colon."""
        row = Row(width, self.base_paint)
        style = self.paint("prompt--label")
        room = min(measure(self._text), max(1, width - 3))
        return row.blank(1).text(self._text, room, style, base="auto").sign(": ", style).strip()
