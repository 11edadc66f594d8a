"""A line of text being edited: logical value and caret, seen in visual order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import category

from tui.bidi.layout import Cell, fit, measure
from tui.bidi.sanitise import sanitise

if TYPE_CHECKING:
    from tui.bidi.layout import Base

LONGEST = 1_000
"""Code points of a line: every key lays all of it out, and a whole article pasted by mistake would take seconds."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell the caret can stand on; the last one, past the end of the text, has no cell.

    Attributes:
        column: cells to the left of it.
        width: in cells.
        start: first code point it stands for, also where the caret is in the text.
        end: one past the last.
    """

    column: int
    width: int
    start: int
    end: int
    cell: Cell | None


def clean(text: str) -> str:
    """Make one line of a text from outside: no controls, blanks for tabs and newlines, not longer than lines are."""
    return sanitise(" ".join(text[:LONGEST].replace("\t", " ").splitlines()))[:LONGEST]


@dataclass(frozen=True, slots=True)
class EditLine:
    """A value with a caret and perhaps a selection; every change makes another one.

    The caret stands on a cell, as a terminal's does: what is typed goes before that cell in the text, and
    each place in the text has exactly one place on the screen.

    Attributes:
        value: logical text.
        caret: code point the caret is before.
        anchor: where the selection began, None when nothing is selected.
        base: direction of the line; `auto` takes that of the text, right to left while it is empty.
    """

    value: str = ""
    caret: int = 0
    anchor: int | None = None
    base: Base = "auto"

    # What it looks like

    @property
    def rtl(self) -> bool:
        """Whether the line runs from right to left."""
        if self.base != "auto" or not self.value:
            return self.base != "ltr"
        return fit(self.value, measure(self.value) + 1, base="auto").base_level % 2 == 1

    def slots(self) -> list[Slot]:
        """The places of the caret, from left to right."""
        rtl = self.rtl
        line = fit(self.value, measure(self.value) + 1, base="rtl" if rtl else "ltr")
        end = len(self.value)
        cells = list(line.cells)
        seen = {index for cell in cells for index in range(cell.start, cell.end)}
        # A layout may drop blanks at the end of a line; while typing they are there.
        missing = [Cell(" ", 1, index, index + 1, int(rtl)) for index in range(end) if index not in seen]
        cells = [*reversed(missing), *cells] if rtl else [*cells, *missing]
        slots: list[Slot] = []
        column = 1 if rtl else 0
        for cell in cells:
            slots.append(Slot(column, cell.width, cell.start, cell.end, cell))
            column += cell.width
        past = Slot(0 if rtl else column, 1, end, end, None)
        return [past, *slots] if rtl else [*slots, past]

    def slot_of_caret(self, slots: list[Slot]) -> int:
        """Index among `slots` of the one the caret is on."""
        for number, slot in enumerate(slots):
            if slot.start == self.caret == slot.end or slot.start <= self.caret < slot.end:
                return number
        return 0

    @property
    def selection(self) -> tuple[int, int]:
        """Range selected, empty at the caret when there is none."""
        if self.anchor is None:
            return self.caret, self.caret
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def selected_text(self) -> str:
        """The text selected, logical."""
        start, end = self.selection
        return self.value[start:end]

    # Moving

    def to(self, caret: int, *, select: bool = False) -> EditLine:
        """Put the caret before a code point, selecting what it passes over when asked."""
        caret = min(max(0, caret), len(self.value))
        anchor = (self.caret if self.anchor is None else self.anchor) if select else None
        return replace(self, caret=caret, anchor=None if anchor == caret else anchor)

    def sideways(self, step: int, *, select: bool = False) -> EditLine:
        """Move the caret a cell to the left (-1) or right (1), whatever the direction of the text there."""
        slots = self.slots()
        # A phrase spelled out, such as the one of U+FDFA, is several cells of one code point: one stop.
        stops = list(dict.fromkeys(slot.start for slot in slots))
        number = stops.index(slots[self.slot_of_caret(slots)].start) + step
        return self.to(stops[min(max(0, number), len(stops) - 1)], select=select)

    def sideways_word(self, step: int, *, select: bool = False) -> EditLine:
        """Move the caret by a word to the left (-1) or right (1) in the direction of the line."""
        forward = (step < 0) == self.rtl
        return self.to(self._word_end() if forward else self._word_start(), select=select)

    def at_column(self, column: int, *, select: bool = False) -> EditLine:
        """Put the caret on the slot at a column, counted from the left end of the line."""
        slots = self.slots()
        found = next((slot for slot in slots if slot.column <= column < slot.column + slot.width), None)
        if found is None:
            found = slots[0] if column < 0 else slots[-1]
        return self.to(found.start, select=select)

    def _word_start(self) -> int:
        place = self.caret
        while place > 0 and not _in_word(self.value[place - 1]):
            place -= 1
        while place > 0 and _in_word(self.value[place - 1]):
            place -= 1
        return place

    def _word_end(self) -> int:
        place = self.caret
        while place < len(self.value) and not _in_word(self.value[place]):
            place += 1
        while place < len(self.value) and _in_word(self.value[place]):
            place += 1
        return place

    # Changing

    def insert(self, text: str) -> EditLine:
        """Put text in the place of the selection, or at the caret; as much of it as a line holds."""
        start, end = self.selection
        text = clean(text) if len(text) > 1 or not text.isprintable() else text
        text = text[: max(0, LONGEST - len(self.value) + end - start)]
        value = self.value[:start] + text + self.value[end:]
        return replace(self, value=value, caret=start + len(text), anchor=None)

    def delete_back(self) -> EditLine:
        """Delete the selection, or the letter before the caret with its marks."""
        if self.anchor is not None:
            return self.insert("")
        starts = [start for start in self._letters() if start < self.caret]
        return replace(self, anchor=starts[-1] if starts else self.caret).insert("")

    def delete_forward(self) -> EditLine:
        """Delete the selection, or the letter at the caret with its marks."""
        if self.anchor is not None:
            return self.insert("")
        starts = [start for start in self._letters() if start > self.caret]
        return replace(self, anchor=starts[0] if starts else len(self.value)).insert("")

    def delete_word_back(self) -> EditLine:
        """Delete the selection, or back to the beginning of the word."""
        return (self if self.anchor is not None else replace(self, anchor=self._word_start())).insert("")

    def delete_word_forward(self) -> EditLine:
        """Delete the selection, or to the end of the word."""
        return (self if self.anchor is not None else replace(self, anchor=self._word_end())).insert("")

    def delete_to_start(self) -> EditLine:
        """Delete everything before the caret."""
        return replace(self, anchor=0).insert("")

    def delete_to_end(self) -> EditLine:
        """Delete everything from the caret on."""
        return replace(self, anchor=len(self.value)).insert("")

    def _letters(self) -> list[int]:
        """Where the letters begin: a ligature is one cell, but its letters are deleted one by one."""
        starts = set()
        for slot in self.slots():
            starts.add(slot.start)
            starts.update(i for i in range(slot.start + 1, slot.end) if category(self.value[i]) == "Lo")
        return sorted(starts)


def _in_word(character: str) -> bool:
    return character.isalnum() or category(character) == "Mn" or character in "_ـ"
