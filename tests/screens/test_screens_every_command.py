"""Every command of the table, called by its first key, does what its help says.

`CASES` holds one test for each command; the last test fails when the table has a command that is not here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.pilot import Pilot

from tui.app import NewsreadApp
from tui.commands import BY_ID
from tui.library.library import Library
from tui.library.model import View

Case = Callable[["Play"], Awaitable[None]]
CASES: dict[str, Case] = {}

SALIM = "person:سليم النجار"
BAGHDAD = "place:بغداد"


class Play:
    """A reader at the keyboard."""

    def __init__(self, app: NewsreadApp, pilot: Pilot[int], library: Library, articles: list[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.library = library
        self.articles = articles
        self.screen = app.reader

    async def press(self, *commands: str) -> None:
        """Press the first key of commands."""
        for name in commands:
            for key in self.app.keymap.keys[name][0].split(" "):
                await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        for character in text:
            await self.pilot.press(character)
        await self.pilot.pause()

    @property
    def article(self) -> int | None:
        """Which article of the list is open, counted from 0."""
        article = self.screen.reading.article_id
        return None if article is None else self.articles.index(article)

    @property
    def mention(self) -> str:
        current = self.screen.pane.current_mention
        return current.text if current else ""

    @property
    def notice(self) -> str:
        return self.screen.status.notice_text

    def header(self, number: int):  # type: ignore[no-untyped-def]
        return self.library.headers([self.articles[number]])[0]

    @property
    def page(self) -> str:
        return type(self.app.screen).__name__


def case(name: str) -> Callable[[Case], Case]:
    def keep(function: Case) -> Case:
        CASES[name] = function
        return function

    return keep


@case("down")
async def _(play: Play) -> None:
    await play.press("down")
    assert play.article == 1
    await play.press("focus-article", "down")
    assert play.article == 1
    assert play.screen.pane.position > 0


@case("up")
async def _(play: Play) -> None:
    await play.press("down", "down", "up")
    assert play.article == 1


@case("read-on")
async def _(play: Play) -> None:
    await play.press("read-on")
    assert play.article == 0
    assert play.header(0).is_read
    while not play.screen.pane.at_end:
        await play.press("read-on")
    await play.press("read-on")
    assert play.article == 1
    await play.press("back")
    assert play.article == 0


@case("page-down")
async def _(play: Play) -> None:
    await play.press("focus-article", "page-down")
    first = play.screen.pane.position
    assert first > 0


@case("page-up")
async def _(play: Play) -> None:
    await play.press("focus-article", "page-down", "page-up")
    assert play.screen.pane.position == 0


@case("top")
async def _(play: Play) -> None:
    await play.press("bottom", "top")
    assert play.article == 0


@case("bottom")
async def _(play: Play) -> None:
    await play.press("bottom")
    assert play.article == 5
    await play.press("focus-article", "bottom")
    assert play.screen.pane.at_end


@case("next-paragraph")
async def _(play: Play) -> None:
    await play.press("next-paragraph")
    assert play.screen.pane.position > 0


@case("previous-paragraph")
async def _(play: Play) -> None:
    await play.press("next-paragraph", "previous-paragraph")
    assert play.screen.pane.position == 0


@case("next-article")
async def _(play: Play) -> None:
    await play.press("focus-sidebar", "next-article")
    assert play.article == 1
    assert play.screen.pane_in_use == "sidebar"


@case("previous-article")
async def _(play: Play) -> None:
    await play.press("bottom", "previous-article")
    assert play.article == 4


@case("next-unread")
async def _(play: Play) -> None:
    play.library.mark(play.articles[1:3], read=True)
    await play.press("next-unread")
    assert play.article == 3
    await play.press("back")
    assert play.article == 0


@case("previous-unread")
async def _(play: Play) -> None:
    play.library.mark(play.articles[1:5], read=True)
    await play.press("bottom", "previous-unread")
    assert play.article == 0
    await play.press("previous-unread")
    assert "No unread" in play.notice


@case("focus-next")
async def _(play: Play) -> None:
    seen = []
    for _ in range(3):
        await play.press("focus-next")
        seen.append(play.screen.pane_in_use)
    assert seen == ["article", "sidebar", "list"]
    assert play.app.focused is play.screen.articles


@case("focus-previous")
async def _(play: Play) -> None:
    await play.press("focus-previous")
    assert play.screen.pane_in_use == "sidebar"


@case("focus-list")
async def _(play: Play) -> None:
    await play.press("focus-article", "focus-list")
    assert play.app.focused is play.screen.articles


@case("focus-article")
async def _(play: Play) -> None:
    await play.press("focus-article")
    assert play.app.focused is play.screen.pane


@case("focus-sidebar")
async def _(play: Play) -> None:
    await play.press("focus-sidebar")
    assert play.app.focused is play.screen.sidebar


@case("focus-left")
async def _(play: Play) -> None:
    await play.press("focus-sidebar", "focus-left")
    assert play.screen.pane_in_use == "article"


@case("focus-right")
async def _(play: Play) -> None:
    await play.press("focus-right")
    assert play.screen.pane_in_use == "article"
    await play.press("mirror", "focus-right")
    assert play.screen.pane_in_use == "list"


@case("back")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-article-of-entity")
    assert play.article == 1
    await play.press("back")
    assert play.article == 0
    assert play.mention == "سليم النجار"
    assert play.screen.articles.cursor == 0


@case("forward")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-article-of-entity", "back", "forward")
    assert play.article == 1
    await play.press("forward")
    assert "Nothing further" in play.notice


@case("enter")
async def _(play: Play) -> None:
    await play.press("enter")
    assert play.screen.pane_in_use == "article"
    assert play.header(0).is_read
    await play.press("next-of-any", "next-of-any", "next-mention", "enter")
    assert play.screen.pane_in_use == "sidebar"
    assert play.screen.sidebar.current is not None
    assert play.screen.sidebar.current.key == SALIM
    await play.press("enter")
    assert play.screen.pane_in_use == "article"
    assert play.screen.status.parts[1] == "mention 2 of 2"


@case("next-mention")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-mention")
    assert play.screen.status.parts == ("سليم النجار", "mention 2 of 2", "in 3 articles")
    await play.press("next-mention")
    assert "last mention" in play.notice


@case("previous-mention")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-mention", "previous-mention")
    assert play.screen.status.parts[1] == "mention 1 of 2"


@case("next-of-any")
async def _(play: Play) -> None:
    seen = []
    for _ in range(5):
        await play.press("next-of-any")
        seen.append(play.mention)
    assert seen[:4] == ["البصرة", "سليم النجار", "هيئة الموانئ", "البصرة"]
    assert seen[4] == "6 يونيو 2018"
    assert play.screen.reading.focus_id == "date:2018-06-06"


@case("previous-of-any")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "previous-of-any")
    assert play.mention == "البصرة"


@case("next-article-of-entity")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-article-of-entity")
    assert play.article == 1
    assert play.mention == "سليم النجار"
    await play.press("next-article-of-entity")
    assert play.article == 3
    await play.press("next-article-of-entity")
    assert "oldest" in play.notice


@case("previous-article-of-entity")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "next-article-of-entity", "previous-article-of-entity")
    assert play.article == 0


@case("jump")
async def _(play: Play) -> None:
    await play.press("jump")
    assert play.screen.labels.targets
    await play.pilot.press("s")  # the second letter: the second mention in sight
    assert not play.screen.labels.targets
    assert play.mention == "سليم النجار"
    await play.press("jump", "help")  # a key that is no label only takes the letters away
    assert not play.screen.labels.targets
    assert play.page == "ReaderScreen"


@case("release")
async def _(play: Play) -> None:
    await play.press("focus-article", "next-of-any", "release")
    assert play.screen.reading.focus is None
    assert play.screen.pane_in_use == "article"
    await play.press("release")
    assert play.screen.pane_in_use == "list"


@case("toggle-read")
async def _(play: Play) -> None:
    await play.press("toggle-read")
    assert play.header(0).is_read
    await play.press("toggle-read")
    assert not play.header(0).is_read


@case("toggle-star")
async def _(play: Play) -> None:
    await play.press("down", "toggle-star")
    assert play.header(1).is_starred


@case("toggle-archive")
async def _(play: Play) -> None:
    await play.press("toggle-archive")
    assert play.header(0).is_archived
    assert len(play.screen.articles.ids) == 6  # it stays until the view is left
    await play.press("refresh")
    assert len(play.screen.articles.ids) == 5


@case("jumps")
async def _(play: Play) -> None:
    await play.press("jumps")
    assert "not jumped" in play.notice
    await play.press(
        "next-of-any", "next-of-any", "next-article-of-entity", "next-article-of-entity", "jumps"
    )
    assert play.page == "ChoiceScreen"
    await play.press("down", "choose")
    assert play.article == 0
    assert play.mention == "سليم النجار"
    await play.press("back")
    assert play.article == 3


@case("next-unread-of-entity")
async def _(play: Play) -> None:
    play.library.mark(play.articles[1:2], read=True)
    await play.press("next-of-any", "next-of-any", "next-unread-of-entity")
    assert play.article == 3
    await play.press("next-unread-of-entity")
    assert "no older unread" in play.notice


@case("previous-unread-of-entity")
async def _(play: Play) -> None:
    play.library.mark(play.articles[1:2], read=True)
    await play.press("next-of-any", "next-of-any", "next-unread-of-entity")
    play.library.mark(play.articles[:1], read=False)
    await play.press("previous-unread-of-entity")
    assert play.article == 0


@case("merge")
async def _(play: Play) -> None:
    await play.press("merge")
    assert "No name in focus" in play.notice
    await play.press("next-of-any", "next-of-any", "merge")
    assert play.page == "EntityPicker"
    await play.type("بغد")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.page == "ReaderScreen"
    assert play.screen.reading.focus_id == BAGHDAD
    assert [mention.entity for mention in play.screen.reading.mentions][1] == BAGHDAD
    assert {"do": "settle"} in play.app.worker.requests  # type: ignore[attr-defined]
    play.library.settle()  # what the worker would do
    summary = play.library.entity(BAGHDAD)
    assert summary is not None
    assert summary.articles == 4
    await play.press("undo")
    assert play.screen.reading.focus_id == SALIM
    play.library.settle()
    summary = play.library.entity(SALIM)
    assert summary is not None
    assert summary.articles == 3


@case("split")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "split")
    await play.type("سليم الأصغر")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.page == "ChoiceScreen"
    await play.press("choose")
    assert play.page == "ReaderScreen"
    assert play.screen.reading.focus is not None
    assert play.screen.reading.focus.name == "سليم الأصغر"
    assert play.screen.reading.focus.articles == 1
    assert len(play.screen.reading.mentions_of(play.screen.reading.focus.id)) == 2
    summary = play.library.entity(SALIM)
    assert summary is not None
    assert summary.articles == 2
    assert play.library.settle() == []  # the worker has companions to count, no article to work out


@case("change-kind")
async def _(play: Play) -> None:
    await play.press("next-of-any", "change-kind")
    await play.press("down", "choose")
    assert play.screen.reading.focus_id == "organization:البصرة"
    assert play.screen.reading.mentions[0].kind == "organization"


@case("dismiss")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "dismiss", "choose")
    assert play.screen.reading.focus is None
    assert SALIM not in {mention.entity for mention in play.screen.reading.mentions}
    assert play.library.entity(SALIM).articles == 2  # type: ignore[union-attr]
    await play.press("undo")
    assert SALIM in {mention.entity for mention in play.screen.reading.mentions}
    await play.press("release")
    for _ in range(10):
        if play.mention == "6 يونيو 2018":
            break
        await play.press("next-of-any")
    await play.press("dismiss", "choose")
    assert "6 يونيو 2018" not in {mention.text for mention in play.screen.reading.mentions}


@case("corrections")
async def _(play: Play) -> None:
    await play.press("corrections")
    assert "Nothing has been corrected" in play.notice
    await play.press("next-of-any", "change-kind", "choose", "corrections", "choose")
    assert play.library.corrections() == []
    assert play.screen.reading.mentions[0].kind == "place"


@case("undo")
async def _(play: Play) -> None:
    await play.press("toggle-star", "down", "toggle-archive", "undo", "undo")
    assert not play.header(0).is_starred
    assert not play.header(1).is_archived
    await play.press("undo")
    assert "Nothing to undo" in play.notice


@case("set-date")
async def _(play: Play) -> None:
    await play.press("set-date")
    for _ in range(10):
        await play.pilot.press("backspace")
    await play.type("٢/١/٢٠١٩")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.header(0).published == "2019-01-02"
    assert {"do": "redate", "id": play.articles[0]} in play.app.worker.requests  # type: ignore[attr-defined]
    assert play.app.focused is play.screen.articles
    await play.press("set-date")
    await play.type("x")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert "not a date" in play.notice
    await play.press("undo")
    assert play.header(0).published == "2018-06-20"


@case("copy")
async def _(play: Play) -> None:
    await play.press("copy")
    assert play.app.clipboard == "افتتاح رصيف جديد في البصرة"
    await play.press("focus-article", "next-of-any", "next-of-any", "copy")
    assert play.app.clipboard == "سليم النجار"


@case("copy-paragraph")
async def _(play: Play) -> None:
    text = play.library.article(play.articles[0]).text
    await play.press("copy-paragraph")
    assert play.app.clipboard == text.split("\n\n")[0]
    await play.press("focus-article", "next-of-any", "next-of-any", "copy-paragraph")
    assert play.screen.pane.current_mention.text in play.app.clipboard
    assert play.app.clipboard in text.split("\n\n")[1:]


@case("copy-article")
async def _(play: Play) -> None:
    await play.press("copy-article")
    assert play.app.clipboard == play.library.article(play.articles[0]).text


@case("remove-samples")
async def _(play: Play) -> None:
    await play.press("remove-samples")
    assert len(play.screen.articles.ids) == 5
    await play.press("remove-samples")
    assert "no sample" in play.notice


@case("view-all")
async def _(play: Play) -> None:
    await play.press("view-starred", "view-all")
    assert list(play.screen.articles.ids) == play.articles


@case("view-unread")
async def _(play: Play) -> None:
    play.library.mark(play.articles[:2], read=True)
    await play.press("view-unread")
    assert list(play.screen.articles.ids) == play.articles[2:]
    assert play.article == 2
    await play.press("toggle-read")
    assert list(play.screen.articles.ids) == play.articles[2:]  # nothing vanishes when it is read


@case("view-starred")
async def _(play: Play) -> None:
    await play.press("view-starred")
    assert play.article is None
    assert play.screen.articles.empty_text == "None here; va lists all"
    play.library.mark(play.articles[2:3], starred=True)
    await play.press("refresh")
    assert play.article == 2


@case("view-archived")
async def _(play: Play) -> None:
    play.library.mark(play.articles[3:4], archived=True)
    await play.press("view-archived")
    assert list(play.screen.articles.ids) == [play.articles[3]]


@case("view-watched")
async def _(play: Play) -> None:
    play.library.watch(SALIM)
    await play.press("view-watched")
    assert list(play.screen.articles.ids) == [play.articles[each] for each in (0, 1, 3)]


@case("view-watched-first")
async def _(play: Play) -> None:
    play.library.watch(SALIM)
    await play.press("view-watched-first")
    assert list(play.screen.articles.ids) == [play.articles[each] for each in (0, 1, 3, 2, 4, 5)]


@case("refresh")
async def _(play: Play) -> None:
    await play.press("down")
    play.library.mark(play.articles[:1], archived=True)
    await play.press("refresh")
    assert play.article == 1
    assert play.screen.articles.cursor == 0


@case("narrow")
async def _(play: Play) -> None:
    await play.press("narrow")
    assert "No name in focus" in play.notice
    await play.press("next-of-any", "next-of-any", "narrow")
    assert play.screen.reading.view == View(entities=(SALIM,))
    assert len(play.screen.articles.ids) == 3
    assert [chip.text for chip in play.screen.header.chips] == ["سليم النجار"]
    await play.press("next-of-any", "narrow")
    assert len(play.screen.articles.ids) == 2


@case("narrow-match")
async def _(play: Play) -> None:
    await play.press("next-of-any", "narrow", "next-of-any", "narrow")
    assert len(play.screen.articles.ids) == 2
    await play.press("narrow-match")
    assert len(play.screen.articles.ids) == 3


@case("widen")
async def _(play: Play) -> None:
    await play.press("next-of-any", "narrow", "widen")
    assert len(play.screen.articles.ids) == 6


@case("dossier")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "dossier")
    assert play.page == "DossierScreen"
    await play.press("close")
    assert play.page == "ReaderScreen"


@case("find-dossier")
async def _(play: Play) -> None:
    await play.press("find-dossier")
    assert play.page == "EntityPicker"
    await play.type("بغد")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.page == "DossierScreen"
    assert play.app.screen.entity == BAGHDAD  # type: ignore[attr-defined]
    await play.press("find-dossier")
    await play.type("سليم")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.app.screen.entity == SALIM  # type: ignore[attr-defined]
    await play.press("close")
    assert play.app.screen.entity == BAGHDAD  # type: ignore[attr-defined]


@case("timeline")
async def _(play: Play) -> None:
    await play.press("timeline")
    assert play.page == "TimelineScreen"


@case("watch")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "watch")
    assert play.library.watched_ids() == [SALIM]
    await play.press("watch")
    assert play.library.watched_ids() == []
    await play.press("dossier", "watch")
    assert play.library.watched_ids() == [SALIM]


@case("watchlist")
async def _(play: Play) -> None:
    play.library.watch(BAGHDAD)
    await play.press("watchlist", "choose")
    assert play.page == "ReaderScreen"
    assert play.screen.reading.view == View(entities=(BAGHDAD,))


@case("choose")
async def _(play: Play) -> None:
    await play.press("next-of-any", "next-of-any", "dossier", "down", "down", "choose")
    assert play.page == "ReaderScreen"
    assert play.article == 1
    assert play.mention == "سليم النجار"
    await play.press("timeline", "scope", "scope", "choose", "choose")
    assert play.page == "ReaderScreen"
    assert play.article == 0
    assert play.mention == "6 يونيو 2018"


@case("zoom-in")
async def _(play: Play) -> None:
    await play.press("timeline", "zoom-out", "zoom-in")
    assert play.app.screen.zoom == "day"  # type: ignore[attr-defined]


@case("zoom-out")
async def _(play: Play) -> None:
    await play.press("timeline", "zoom-out")
    page = play.app.screen
    assert [each.period for each in page.periods.periods] == ["2018-06"]  # type: ignore[attr-defined]


@case("scope")
async def _(play: Play) -> None:
    await play.press("timeline", "scope")
    assert play.app.screen.scope == "list"  # type: ignore[attr-defined]


@case("unwatch")
async def _(play: Play) -> None:
    play.library.watch(BAGHDAD)
    await play.press("watchlist", "unwatch")
    assert play.library.watched_ids() == []


@case("watch-more")
async def _(play: Play) -> None:
    await play.press("watchlist", "watch-more")
    await play.type("بغداد")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.library.watched_ids() == [BAGHDAD]
    await play.press("watch-more")
    await play.type("أمطار غزيرة")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert set(play.library.watched_ids()) == {BAGHDAD, "word:أمطار غزيرة"}
    assert {"do": "look"} in play.app.worker.requests  # type: ignore[attr-defined]
    play.library.look_for_words()  # what the worker would do
    await play.press("close", "watchlist", "bottom", "choose")
    assert [chip.text for chip in play.screen.header.chips] in (["أمطار غزيرة"], ["بغداد"])


@case("fold")
async def _(play: Play) -> None:
    await play.press("focus-sidebar", "fold")
    assert play.screen.sidebar.folded


@case("toggle-sidebar")
async def _(play: Play) -> None:
    await play.press("toggle-sidebar")
    assert play.screen.panes.sidebar is None
    await play.press("toggle-sidebar")
    assert play.screen.panes.sidebar is not None


@case("toggle-list")
async def _(play: Play) -> None:
    await play.press("toggle-list")
    assert play.screen.panes.list is None
    assert play.screen.pane_in_use == "article"
    await play.press("toggle-list")
    assert play.screen.panes.list is not None


@case("mirror")
async def _(play: Play) -> None:
    await play.press("mirror")
    assert play.screen.articles.region.x > play.screen.pane.region.x > play.screen.sidebar.region.x


@case("palette")
async def _(play: Play) -> None:
    await play.press("palette")
    await play.type("star")
    await play.pilot.press("enter")
    await play.pilot.pause()
    assert play.page == "ReaderScreen"
    assert play.header(0).is_starred
    await play.press("palette")
    await play.pilot.press("escape")
    await play.pilot.pause()
    assert play.page == "ReaderScreen"


@case("help")
async def _(play: Play) -> None:
    await play.press("help")
    assert play.page == "HelpScreen"
    await play.press("bottom", "close")
    assert play.page == "ReaderScreen"


@case("redraw")
async def _(play: Play) -> None:
    await play.press("redraw")
    assert play.article == 0


@case("suspend")
async def _(play: Play) -> None:
    await play.press("suspend")  # without a terminal there is no shell to go to: it must only do no harm
    assert play.article == 0


@case("close")
async def _(play: Play) -> None:
    await play.press("watchlist", "close")
    assert play.page == "ReaderScreen"


@case("quit")
async def _(play: Play) -> None:
    await play.press("quit")
    assert play.app._exit


@case("quit-at-once")
async def _(play: Play) -> None:
    await play.press("help", "quit-at-once")
    assert play.app._exit


@pytest.mark.parametrize("name", CASES)
async def test_command(name: str, reader, library: Library, articles: list[int]) -> None:  # type: ignore[no-untyped-def]
    async with reader() as (app, pilot):
        await CASES[name](Play(app, pilot, library, articles))


async def test_keys_typed_ahead_are_for_the_screen_to_come(
    reader, library: Library, articles: list[int]
) -> None:  # type: ignore[no-untyped-def]
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        for key in ("W", "a", *"شيء"):
            app.post_message(events.Key(key, key))
        for _ in range(5):
            await pilot.pause()
        assert play.page == "EntityPicker"
        assert app.screen.prompt.input.value == "شيء"
        assert not play.header(0).is_archived


def test_no_command_is_untried() -> None:
    assert set(CASES) == set(BY_ID)


@pytest.mark.parametrize("context", ["reader", "help", "dossier", "timeline", "watchlist", "choice"])
def test_every_screen_has_a_handler_for_the_commands_of_its_contexts(context: str) -> None:
    from tui.commands import COMMANDS, PANES
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.dossier import DossierScreen
    from tui.screens.help import HelpScreen
    from tui.screens.reader import ReaderScreen
    from tui.screens.timeline import TimelineScreen
    from tui.screens.watchlist import WatchlistScreen

    screens = {
        "reader": ReaderScreen,
        "help": HelpScreen,
        "dossier": DossierScreen,
        "timeline": TimelineScreen,
        "watchlist": WatchlistScreen,
        "choice": ChoiceScreen,
    }
    wanted = set(PANES) if context == "reader" else {context}
    for command in COMMANDS:
        if wanted & set(command.contexts):
            assert command.id in screens[context].handlers, command.id
