"""The dossier of an entity: who it is, when it is spoken of, with whom, and every line that mentions it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from tui.commands import Context
from tui.entities.dates import name_in_words
from tui.keymap import Keymap
from tui.library.errors import LibraryBusyError, UnknownEntityError
from tui.library.library import Library
from tui.library.model import Companion, Dossier, View
from tui.screens import correcting
from tui.screens.commanded import Handler
from tui.screens.correcting import Subject
from tui.screens.opening import find_dossier
from tui.screens.page import Desk, GoTo, NarrowTo, Outcome, PageScreen
from tui.widgets.bars import add_parts
from tui.widgets.charts import bar, sparkline
from tui.widgets.concordance import Concordance
from tui.widgets.painting import Painted
from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row, blank

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction

KIND_WORDS = {"person": "Person", "place": "Place", "organization": "Organisation", "date": "Date"}
PAGE = 40  # articles whose lines are read at a time
REACHED = 8  # articles a correction reaches at once; the worker sees to the others
HEAD_ROWS = 6
ONE_LIST = 64  # columns below which there is room for the lines or for who is beside them, not for both
LEAST_BESIDE = 26  # columns of those beside them
LEAST_PLOT = 24  # cells a plot keeps before anything is written beside it


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

    def show(self, dossier: Dossier) -> None:
        """Show another dossier, or what has become of this one."""
        self._dossier = dossier
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint a fact."""
        width = self.size.width
        dossier = self._dossier
        row = Row(width, self.base_paint).blank(1)
        summary = dossier.summary
        if y == 0:
            word = KIND_WORDS[summary.entity.kind] + (", watched" if dossier.is_watched else "")
            name = name_in_words(summary.entity.id, summary.entity.name)
            add_parts(row, (name, word), row.room, self.paint("head--name"))
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
        busiest = max(counts, key=lambda month: counts[month])
        label = self.paint("head--label")
        last = f" {months[-1]}" if len(months) > 1 else ""
        most = f" · most in {busiest}: {counts[busiest]}" if len(counts) > 1 else ""
        row.sign(f"{months[0]} ", label)
        room = row.room - len(last) - 1
        if room - len(most) < min(len(months), LEAST_PLOT):
            most = ""
        line = sparkline(
            [counts.get(month, 0) for month in months], min(len(months), max(1, room - len(most)))
        )
        return row.sign(line.text).sign(last, label).sign(most, label).strip()


class CompanionList(RowList, inherit_bindings=False):
    """The entities that appear in most articles with another."""

    def __init__(self) -> None:
        super().__init__()
        self.companions: tuple[Companion, ...] = ()
        self.empty_text = "Nobody beside it"

    @property
    def current(self) -> Companion | None:
        """The one at the cursor."""
        return self.companions[self.cursor] if 0 <= self.cursor < len(self.companions) else None

    def set_companions(self, companions: Sequence[Companion]) -> None:
        """Show others, the cursor where it was."""
        self.companions = tuple(companions)
        self.set_row_count(len(self.companions), cursor=max(0, self.cursor))

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw how often, a bar, and the name."""
        companion = self.companions[index]
        row = Row(width, self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN))
        room = max(0, width // 4)
        digits = max(4, len(str(self.companions[0].articles)))
        row.blank(1).sign(f"{companion.articles:>{digits}} ")
        row.sign(bar(companion.articles, self.companions[0].articles, room))
        return row.blank(1).text(companion.name, row.room - 1).strip()


def _other_side(screen: DossierScreen) -> None:
    target = screen.companions if screen.rows is screen.lines else screen.lines
    target.display = True
    screen.set_focus(target, scroll_visible=False)
    screen.show_lists()


def _choose(screen: DossierScreen) -> None:
    if screen.rows is screen.lines:
        screen.lines.open_row()
    elif screen.companions.current is not None:
        page = DossierScreen(screen.keymap, screen.library, screen.companions.current.id, screen.desk)
        screen.app.push_screen(page, screen.came_back)


def _watch(screen: DossierScreen) -> None:
    name = screen.called
    if screen.library.unwatch(screen.entity):
        screen.notify_reader((name, "no longer watched"))
    else:
        screen.library.watch(screen.entity)
        screen.notify_reader((name, "watched"))
    screen.freshen()


def _narrow(screen: DossierScreen) -> None:
    companion = screen.companions.current if screen.rows is screen.companions else None
    screen.dismiss(NarrowTo((screen.entity,) if companion is None else (screen.entity, companion.id)))


def _timeline(screen: DossierScreen) -> None:
    from tui.screens.timeline import TimelineScreen

    view = View(entities=(screen.entity,))
    page = TimelineScreen(screen.keymap, screen.library, None, view, screen.called)
    screen.app.push_screen(page, screen.came_back)


def _undo(screen: DossierScreen) -> None:
    undone, said = screen.desk.take_back()
    if undone is not None and undone.action.startswith("correction"):
        screen.reach(undone.details.get("article"))
        is_whole = undone.details["action"] != "split" and undone.details["article"] is None
        if is_whole and undone.details["target"] == screen.entity:
            # What is now somebody else again is what the page was about before.
            screen.entity = str(undone.details["entity"])
    screen.freshen()
    screen.notify_reader(said)


class DossierScreen(PageScreen[Outcome], inherit_bindings=False):
    """Everything the library knows of an entity."""

    place: ClassVar[Context] = "dossier"
    handlers: ClassVar[Mapping[str, Handler]] = {
        **PageScreen.handlers,
        **correcting.HANDLERS,
        "focus-next": _other_side,
        "focus-previous": _other_side,
        "choose": _choose,
        "watch": _watch,
        "narrow": _narrow,
        "timeline": _timeline,
        "find-dossier": lambda screen: find_dossier(screen, screen.desk, screen.came_back),
        "undo": _undo,
    }

    DEFAULT_CSS = """
    DossierScreen Horizontal { height: 1fr; }
    DossierScreen Concordance { width: 3fr; }
    DossierScreen CompanionList { width: 1fr; }
    """

    def __init__(self, keymap: Keymap, library: Library, entity: str, desk: Desk) -> None:
        """Read the dossier.

        Args:
            keymap: the keys in force.
            library: where it is read from.
            entity: whose it is.
            desk: the reader under it.

        Raises:
            UnknownEntityError: when the library has never met it.
        """
        super().__init__(keymap, "Dossier")
        self.library = library
        self.entity = entity
        self.desk = desk
        self.dossier = library.dossier(entity)
        self.head = DossierHead(self.dossier)
        self.lines = Concordance()
        self.companions = CompanionList()
        self._last_article: int | None = None

    @property
    def rows(self) -> RowList:
        """The list with the focus."""
        return self.companions if self.focused is self.companions else self.lines

    @property
    def called(self) -> str:
        """The name of whom or what the page is about."""
        entity = self.dossier.summary.entity
        return name_in_words(entity.id, entity.name)

    def body(self) -> Sequence[Widget]:
        """Facts above, lines of context and companions below."""
        return [self.head, Horizontal(self.lines, self.companions)]

    def on_mount(self) -> None:
        """Read the first lines of context."""
        self.companions.set_companions(self.dossier.companions)
        self._more()

    def on_resize(self) -> None:
        """Show both lists where there is room."""
        self.show_lists()

    def show_lists(self) -> None:
        """Show both lists, or on a narrow screen the one with the focus."""
        is_narrow = self.size.width < ONE_LIST
        self.lines.display = self.rows is self.lines or not is_narrow
        self.companions.display = self.rows is self.companions or not is_narrow
        self.companions.styles.min_width = min(LEAST_BESIDE, self.size.width)

    def freshen(self) -> None:
        """Read everything again, as far as it was read; the cursor stays."""
        # Of an entity that no article mentions any more, the last that was known stays.
        with suppress(UnknownEntityError):
            self.dossier = self.library.dossier(self.entity)
        self.head.show(self.dossier)
        self.companions.set_companions(self.dossier.companions)
        lines = self.library.concordance(self.entity, None, PAGE)
        cursor = max(0, self.lines.cursor)
        while lines and len(lines) <= cursor:
            more = self.library.concordance(self.entity, lines[-1].article, PAGE)
            if not more:
                break
            lines += more
        self._last_article = lines[-1].article if lines else None
        self.lines.set_lines(lines, cursor)

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

    def subject(self) -> Subject | None:
        """The entity of the page with the mention at the cursor; among those beside it, the one there."""
        if self.rows is self.companions:
            companion = self.companions.current
            if companion is None:
                self.notify_reader("No name in focus.")
                return None
            return Subject(companion.id, companion.kind, companion.name)
        kind, line = self.dossier.summary.entity.kind, self.lines.current
        if line is None:
            return Subject(self.entity, kind, self.called)
        form = " ".join(line.text.split())
        return Subject(self.entity, kind, self.called, line.article, form)

    def reach(self, article: object) -> None:
        """Let corrections reach an article, or where it is None those of the next lines; the worker may be quicker."""
        with suppress(LibraryBusyError):
            for each in [article] if isinstance(article, int) else self.lines.articles(REACHED):
                self.library.settle_one(each)

    def corrected(self, correction: Correction | None) -> int:
        """Show the page with what is corrected now: of whoever the entity has become, where it is another."""
        if correction is not None:
            self.reach(correction.article)
            is_whole = correction.article is None and correction.text is None
            if is_whole and correction.entity == self.entity and correction.target is not None:
                self.entity = correction.target
        left = self.desk.corrected(correction)
        self.freshen()
        return left

    def came_back(self, outcome: Outcome) -> None:
        """Leave with what a page opened from this one chose, or show what was changed there."""
        if outcome is not None:
            self.dismiss(outcome)
        else:
            self.freshen()

    @on(Concordance.LineOpened)
    def _line_opened(self, event: Concordance.LineOpened) -> None:
        self.dismiss(GoTo(event.line.article, event.line.start, self.entity))
