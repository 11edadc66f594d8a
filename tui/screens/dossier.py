"""The dossier of an entity: who it is, when it is spoken of, with whom, and every line that mentions it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from tui.commands import Context, Keymap
from tui.library.library import Library
from tui.library.model import Companion, Dossier
from tui.screens.commanded import Handler
from tui.screens.page import GoTo, Outcome, PageScreen
from tui.widgets.bars import add_parts
from tui.widgets.charts import bar, sparkline
from tui.widgets.concordance import Concordance
from tui.widgets.painting import Painted
from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row, blank

KIND_WORDS = {"person": "Person", "place": "Place", "organization": "Organisation", "date": "Date"}
PAGE = 40  # articles whose lines are read at a time
HEAD_ROWS = 6


def months_between(first: str, last: str) -> list[str]:
    """List the months from one to another, both included (`2018-05`)."""
    year, month = int(first[:4]), int(first[5:7])
    months = []
    while (name := f"{year:04}-{month:02}") <= last[:7]:
        months.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


class DossierHead(Painted):
    """The facts of a dossier, a row each."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--label", "head--name"}

    DEFAULT_CSS = f"DossierHead {{ height: {HEAD_ROWS}; }}"

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self._dossier = dossier

    def render_line(self, y: int) -> Strip:
        """Paint a fact."""
        width = self.size.width
        dossier = self._dossier
        row = Row(width, self.base_paint).blank(1)
        summary = dossier.summary
        if y == 0:
            word = KIND_WORDS[summary.entity.kind] + (", watched" if dossier.is_watched else "")
            add_parts(row, (summary.entity.name, word), row.room, self.paint("head--name"))
        elif y == 1:
            self._fact(row, "Also", [f"{name} ({count})" for name, count in dossier.aliases])
        elif y == 2:
            self._fact(row, "Roles", [f"{role} ({count})" for role, count in dossier.roles])
        elif y == 3:
            seen = [f"{_many(summary.mentions, 'mention')} in {_many(summary.articles, 'article')}"]
            first, last = (dossier.first_seen or "")[:10], (dossier.last_seen or "")[:10]
            if first:
                seen += [f"on {first}" if first == last else f"from {first} to {last}"]
            self._fact(row, "Seen", seen)
        elif y == 4:
            return self._plot(row)
        else:
            return blank(width, self.base_paint)
        return row.strip()

    def _fact(self, row: Row, label: str, parts: Sequence[str]) -> None:
        row.text(label, 8, self.paint("head--label"), base="ltr", right=False)
        add_parts(row, tuple(parts) or ("—",), row.room - 1)

    def _plot(self, row: Row) -> Strip:
        counts = dict(self._dossier.over_time)
        row.text("Months", 8, self.paint("head--label"), base="ltr", right=False)
        if not counts:
            return row.sign("—").strip()
        months = months_between(min(counts), max(counts))
        row.sign(f"{months[0]} ", self.paint("head--label"))
        line = sparkline([counts.get(month, 0) for month in months], min(len(months), max(1, row.room - 9)))
        row.sign(line.text)
        if len(months) > 1:
            row.sign(f" {months[-1]}", self.paint("head--label"))
        return row.strip()


class CompanionList(RowList, inherit_bindings=False):
    """The entities that appear in most articles with another."""

    def __init__(self, companions: Sequence[Companion]) -> None:
        super().__init__()
        self.companions = tuple(companions)
        self.empty_text = "Nobody beside it"
        self.chosen: Companion | None = None

    def on_mount(self) -> None:
        """Show them."""
        self.set_row_count(len(self.companions), cursor=0)

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw how often, a bar, and the name."""
        companion = self.companions[index]
        row = Row(width, self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN))
        room = max(0, width // 4)
        row.blank(1).sign(f"{companion.articles:>4} ")
        row.sign(bar(companion.articles, self.companions[0].articles, room))
        return row.blank(1).text(companion.name, row.room - 1).strip()


def _other_side(screen: DossierScreen) -> None:
    target = screen.companions if screen.rows is screen.lines else screen.lines
    screen.set_focus(target, scroll_visible=False)


def _choose(screen: DossierScreen) -> None:
    if screen.rows is screen.lines:
        screen.lines.open_row()
    elif 0 <= screen.companions.cursor < len(screen.companions.companions):
        companion = screen.companions.companions[screen.companions.cursor]
        screen.app.push_screen(DossierScreen(screen.keymap, screen.library, companion.id), screen.follow_out)


def _watch(screen: DossierScreen) -> None:
    name = screen.dossier.summary.entity.name
    if screen.library.unwatch(screen.entity):
        screen.notify_reader((name, "no longer watched"))
    else:
        screen.library.watch(screen.entity)
        screen.notify_reader((name, "watched"))


class DossierScreen(PageScreen[Outcome], inherit_bindings=False):
    """Everything the library knows of an entity."""

    place: ClassVar[Context] = "dossier"
    handlers: ClassVar[Mapping[str, Handler]] = {
        **PageScreen.handlers,
        "focus-next": _other_side,
        "focus-previous": _other_side,
        "choose": _choose,
        "watch": _watch,
    }

    DEFAULT_CSS = """
    DossierScreen Horizontal { height: 1fr; }
    DossierScreen Concordance { width: 3fr; }
    DossierScreen CompanionList { width: 1fr; min-width: 26; }
    """

    def __init__(self, keymap: Keymap, library: Library, entity: str) -> None:
        """Read the dossier.

        Args:
            keymap: the keys in force.
            library: where it is read from.
            entity: whose it is.

        Raises:
            UnknownEntityError: when the library has never met it.
        """
        super().__init__(keymap, "Dossier")
        self.library = library
        self.entity = entity
        self.dossier = library.dossier(entity)
        self.lines = Concordance()
        self.companions = CompanionList(self.dossier.companions)
        self._last_article: int | None = None

    @property
    def rows(self) -> RowList:
        """The list with the focus."""
        return self.companions if self.focused is self.companions else self.lines

    def body(self) -> Sequence[Widget]:
        """Facts above, lines of context and companions below."""
        return [DossierHead(self.dossier), Horizontal(self.lines, self.companions)]

    def on_mount(self) -> None:
        """Read the first lines of context."""
        self._more()

    def _more(self) -> None:
        lines = self.library.concordance(self.entity, self._last_article, PAGE)
        if lines:
            self._last_article = lines[-1].article
            if self.lines.lines:
                self.lines.extend_lines(lines)
            else:
                self.lines.set_lines(lines)

    def after_command(self, name: str) -> None:
        """Read on where the end of the lines comes near."""
        if self.rows is self.lines and self.lines.cursor > self.lines.row_count - self.lines.size.height:
            self._more()

    def follow_out(self, outcome: Outcome) -> None:
        """Leave with what a dossier opened from this one chose."""
        if outcome is not None:
            self.dismiss(outcome)

    @on(Concordance.LineOpened)
    def _line_opened(self, event: Concordance.LineOpened) -> None:
        self.dismiss(GoTo(event.line.article, event.line.start, self.entity))
