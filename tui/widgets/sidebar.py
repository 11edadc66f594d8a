"""The sidebar: who, where and when of one article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tui.bidi.layout import measure
from tui.bidi.properties import direction_of
from tui.entities.model import KINDS, Kind
from tui.light_typing import NamedTuple
from tui.widgets.painting import Tone
from tui.widgets.rows import RowList
from tui.widgets.sections import SECTION_TITLES, SidebarRow, SidebarSections
from tui.widgets.strips import Row

State = Literal["ready", "extracting", "nothing"]

NOTE_FROM = 8
"""Fewest cells in which a role beside a name is still worth showing."""

DATE_WORDS = 9
"""Cells kept for a blank and the words of a date beside the day they stand for."""

NAME_COUNTS_FROM, DATE_COUNTS_FROM = 22, 40
"""Fewest cells of a row that also says how many other articles there are."""


class _Heading(NamedTuple):
    kind: Kind


class EntitySidebar(RowList, inherit_bindings=False):
    """Sections of people, places, organisations and dates, each of which folds."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sidebar--heading",
        "sidebar--count",
        "sidebar--note",
        "sidebar--person",
        "sidebar--place",
        "sidebar--organization",
        "sidebar--date",
        "sidebar--focused",
        "sidebar--label",
    }

    DEFAULT_CSS = """
    EntitySidebar {
        height: 1fr;
    }
    """

    class EntityMessage(Message):
        """Something about an entity of the sidebar."""

        def __init__(self, control: EntitySidebar, entity_id: str, row: SidebarRow) -> None:
            super().__init__()
            self.sidebar = control
            self.entity_id = entity_id
            self.row = row

        @property
        def control(self) -> EntitySidebar:
            """The sidebar."""
            return self.sidebar

    class EntityFocused(EntityMessage):
        """The cursor arrived on a person, a place, an organisation or a resolved date."""

    class EntityOpened(EntityMessage):
        """A person, a place or an organisation was opened."""

    class DateOpened(Message):
        """A date was opened."""

        def __init__(self, control: EntitySidebar, row: SidebarRow) -> None:
            super().__init__()
            self.sidebar = control
            self.row = row
            self.entity_id = row.key

        @property
        def control(self) -> EntitySidebar:
            """The sidebar."""
            return self.sidebar

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._sections = SidebarSections()
        self._folded: set[Kind] = set()
        self._lines: list[_Heading | SidebarRow] = []
        self._places: dict[str, int] = {}
        self._focused: str | None = None
        self._labels: dict[int, str] = {}
        self._quiet = False
        self.empty_text = "No names or dates"

    # Contents

    @property
    def sections(self) -> SidebarSections:
        """What is shown."""
        return self._sections

    @property
    def current(self) -> SidebarRow | None:
        """The entity at the cursor; None on a heading."""
        return self.row_at(self.cursor)

    def row_at(self, index: int) -> SidebarRow | None:
        """The entity of a row; None for a heading."""
        if 0 <= index < len(self._lines):
            line = self._lines[index]
            return line if isinstance(line, SidebarRow) else None
        return None

    def show(self, sections: SidebarSections, *, state: State = "ready") -> None:
        """Show the entities of an article.

        Args:
            sections: its rows; the cursor goes to the entity in focus, else to the first row.  Where only
                counts and notes differ from those shown, nothing moves.
            state: `extracting` while they are being found, `nothing` when no article is shown.
        """
        self.clear_labels()
        same_state = self.empty_text == _EMPTY[state]
        if sections == self._sections and same_state:
            return
        self._sections = sections
        self.empty_text = _EMPTY[state]
        old, lines = self._lines, self._arranged()
        if same_state and lines and list(map(_identity, lines)) == list(map(_identity, old)):
            self._take(lines)
            self.refresh_rows(i for i, (was, now) in enumerate(zip(old, lines, strict=True)) if was != now)
        else:
            self._rebuild(self._focused)

    def show_extracting(self) -> None:
        """Say that the entities are being looked for."""
        self.show(SidebarSections(), state="extracting")

    def focus_entity(self, entity_id: str | None) -> bool:
        """Mark the entity in focus and put the cursor on it, without a message; False when it is not here."""
        old, self._focused = self._focused, entity_id
        self._refresh_entities(old, entity_id)
        if entity_id is None:
            return False
        index = self._index_of(entity_id)
        if index is None:
            return False
        self._move_quietly(index)
        return True

    def _index_of(self, entity_id: str) -> int | None:
        return self._places.get(entity_id)

    def _refresh_entities(self, *entities: str | None) -> None:
        self.refresh_rows(self._places[each] for each in entities if each in self._places)

    def _take(self, lines: list[_Heading | SidebarRow]) -> None:
        """Show these rows from now on."""
        self._lines = lines
        self._places = {}
        for index, row in enumerate(lines):
            if isinstance(row, SidebarRow) and row.key is not None:
                self._places.setdefault(row.key, index)

    def _move_quietly(self, index: int) -> None:
        self._quiet = True
        try:
            self.cursor = index
        finally:
            self._quiet = False

    def _arranged(self) -> list[_Heading | SidebarRow]:
        """The rows as they stand under their headings, without the folded ones."""
        lines: list[_Heading | SidebarRow] = []
        for kind in KINDS:
            rows = self._sections.of_kind(kind)
            if rows:
                lines.append(_Heading(kind))
                if kind not in self._folded:
                    lines.extend(rows)
        return lines

    def _rebuild(self, entity_id: str | None) -> None:
        lines = self._arranged()
        self._take(lines)
        self._quiet = True
        try:
            index = self._index_of(entity_id) if entity_id is not None else None
            first = next((i for i, row in enumerate(lines) if isinstance(row, SidebarRow)), 0)
            self.set_row_count(len(lines), cursor=first if index is None else index, top=0)
        finally:
            self._quiet = False

    # Folding

    def toggle_fold(self, kind: Kind | None = None) -> None:
        """Fold or unfold a section, by default the one of the cursor; the cursor goes to its heading."""
        kind = self.current_kind if kind is None else kind
        if kind is None:
            return
        self._folded ^= {kind}
        keep = self.current
        top = self.top
        self._rebuild(keep.key if keep is not None else None)
        if kind in self._folded or keep is None:
            self._move_quietly(next(i for i, row in enumerate(self._lines) if row == _Heading(kind)))
        self.scroll_rows(top - self.top)

    @property
    def folded(self) -> tuple[str, ...]:
        """Kinds of the folded sections."""
        return tuple(kind for kind in KINDS if kind in self._folded)

    @folded.setter
    def folded(self, kinds: Iterable[str]) -> None:
        self._folded = {kind for kind in KINDS if kind in kinds}

    def unfold(self, kind: Kind) -> None:
        """Unfold a section if it is folded."""
        if kind in self._folded:
            self.toggle_fold(kind)

    @property
    def current_kind(self) -> Kind | None:
        """Kind of the section the cursor is in."""
        if 0 <= self.cursor < len(self._lines):
            return self._lines[self.cursor].kind
        return None

    # Labels

    def visible_rows(self) -> list[int]:
        """Rows in sight that are entities or dates, for labels."""
        return [index for index in self.window if isinstance(self._lines[index], SidebarRow)]

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Overlay a letter on rows, to be jumped to (row -> letter)."""
        changed = set(self._labels) | set(labels)
        self._labels = dict(labels)
        self.refresh_rows(changed)

    def clear_labels(self) -> None:
        """Take the letters away."""
        self.show_labels({})

    # Rows

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw a heading, or an entity: counts at the left, name and role from the right edge."""
        line = self._lines[index]
        base = self.base_paint
        if at_cursor:
            base += self.paint("rows--cursor")
        row, tone = Row(width, base), self.tones(at_cursor)
        if isinstance(line, _Heading):
            return self._draw_heading(row, line.kind, tone)
        if width < 6:
            return row.text(line.name, width, tone(f"sidebar--{line.kind}")).strip()
        row.blank(1)
        self._draw_counts(row, line, tone)
        name = measure(line.name)
        room = row.room - 1
        style = tone()
        if line.key is not None and line.key == self._focused:
            style = tone(f"sidebar--{line.kind}", "sidebar--focused")
        if line.note and line.kind == "date":
            # The day comes first here: the words of the text get what is left.  What the note says after its
            # dot they say too, so it gives way to them.
            most = max(0, room - DATE_WORDS)
            words = line.note
            if measure(words) + 1 + name > room:
                words = words.partition(" · ")[0]
            if line.short and measure(words) > most:
                words = line.short
            row.text(words, min(measure(words), most), base="ltr", right=False).blank(1)
            style += tone("sidebar--note") if line.key != self._focused else tone()
        elif line.note and room - name - 1 >= NOTE_FROM:
            words = f"· {line.note}"
            note = min(measure(words), room - name - 1)
            row.blank(room - name - 1 - note)
            row.text(words, note, tone("sidebar--note")).blank(1)
        row.text(line.name, row.room - 1, style, base=direction_of(line.name))
        return row.sign(self._labels.get(index, " ")[:1], self._label_style(index)).strip()

    def _label_style(self, index: int) -> Style:
        return self.paint("sidebar--label") if index in self._labels else self.paint()

    def _draw_counts(self, row: Row, line: SidebarRow, tone: Tone) -> None:
        """Mentions here, and other articles: ` 3 +12`."""
        style = tone("sidebar--count")
        row.sign(f"{min(line.here, 99):>2} ", style)
        if row.width >= (DATE_COUNTS_FROM if line.kind == "date" else NAME_COUNTS_FROM):
            others = f"+{min(line.elsewhere, 9999)}" if line.elsewhere else ""
            row.sign(f"{others:<5} ", style)

    def _draw_heading(self, row: Row, kind: Kind, tone: Tone) -> Strip:
        title = f"{SECTION_TITLES[kind]} {len(self._sections.of_kind(kind))}"
        sign = "▸" if kind in self._folded else "▾"
        style = tone("sidebar--heading", f"sidebar--{kind}")
        text = f"{title} {sign} "[-row.width :] if row.width < 4 else f"{title} {sign} "
        rule = max(0, row.width - len(text) - 2)
        return row.blank(1).sign("─" * rule, tone("sidebar--count")).blank(1).sign(text, style).strip()

    # The cursor

    def cursor_moved(self, index: int) -> None:
        """Tell which entity the cursor is on."""
        row = self.row_at(index)
        if row is None or row.key is None or self._quiet:
            return
        old = self._focused
        self._focused = row.key
        self._refresh_entities(old, row.key)
        self.post_message(self.EntityFocused(self, row.key, row))

    def row_opened(self, index: int) -> None:
        """Open an entity or a date; a heading folds."""
        row = self.row_at(index)
        if row is None:
            self.toggle_fold()
        elif row.kind == "date":
            self.post_message(self.DateOpened(self, row))
        elif row.key is not None:
            self.post_message(self.EntityOpened(self, row.key, row))

    def row_clicked(self, index: int, column: int, clicks: int) -> None:
        """A click on a heading folds it; on an entity it puts it in focus, twice opens it."""
        if isinstance(self._lines[index], _Heading):
            self.cursor = index
            self.toggle_fold()
            return
        super().row_clicked(index, column, clicks)


_EMPTY: dict[State, str] = {
    "ready": "No names or dates",
    "extracting": "Finding names and dates…",
    "nothing": "",
}


def _identity(line: _Heading | SidebarRow) -> tuple[str, str | None, str]:
    """What a row is about, whatever its counts."""
    return (line.kind, line.key, line.name) if isinstance(line, SidebarRow) else (line.kind, None, "")
