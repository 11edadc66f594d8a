"""What starting the reader loads and leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.config import ReaderOptions, Settings
from tui.first_screen import drawing_of
from tui.library.library import Library
from tui.samples import offer_samples
from tui.screens.settings import ReaderSettings

HEAVY = {
    "torch", "numpy", "camel_tools", "pycrfsuite", "regex", "transformers", "sklearn", "emoji", "requests",
    "feedparser", "httpx", "trafilatura", "markdown_it", "mdit_py_plugins", "pygments", "hijridate", "argparse",
}  # fmt: skip
LATER = {
    "tui.entities.engine", "tui.entities.builtin", "tui.entities.dates.grammar", "tui.entities.linking",
    "tui.entities.roles", "tui.library.dossiers", "tomllib",
    "tui.ingest", "tui.worker", "tui.screens.help", "tui.screens.palette", "tui.screens.dossier",
    "tui.screens.timeline", "tui.screens.watchlist", "tui.screens.page", "tui.widgets.arabic_input",
    "tui.widgets.editing", "tui.widgets.divider", "textual.widgets._header",
    "textual.widgets._footer", "textual.widgets._data_table", "textual.command.CommandPalette",
}  # fmt: skip

FIRST_PAINT = """
import asyncio, sys
from tui.app import NewsreadApp
from tui.library.library import Library
from tui.samples import offer_samples
from tui.screens.worker_client import WorkerClient

async def main():
    with Library.open(sys.argv[1]) as library:
        app = NewsreadApp(library, worker=WorkerClient(["unused"]))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            print("\\n".join(sys.modules))
            print("dataclasses:", *sorted({
                value.__qualname__
                for name, module in list(sys.modules.items()) if name.split(".")[0] == "tui"
                for value in vars(module).values() if hasattr(value, "__dataclass_fields__")
            }))
            app.exit()

asyncio.run(main())
"""


def options(library: Path, *paths: str, read_only: bool = False) -> ReaderOptions:
    return ReaderOptions(
        paths=paths,
        published=None,
        library=library,
        read_only=read_only,
        state_path=None,
        bidi="auto",
        engine="builtin",
        model=None,
        config_path=library.parent / "config.toml",
        config_seen=None,
        settings=Settings(),
        log_path=library.parent / "log",
    )


def test_the_first_screen_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        offer_samples(library, options(path))
        for article in library.article_ids():
            library.mark([article], read=True)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(path)], capture_output=True, text=True, check=True
    )
    modules, _, dataclasses = done.stdout.partition("dataclasses:")
    loaded = set(modules.split())
    assert not {name for name in loaded if name.split(".")[0] in HEAVY}
    assert not loaded & LATER
    assert not dataclasses.split(), "one takes as long to make as many named tuples"


def test_samples_are_offered_once_to_an_empty_library(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        assert offer_samples(library, options(path)) >= 16
        assert library.has_samples()
        library.remove_samples()
        assert offer_samples(library, options(path)) == 0


@pytest.mark.parametrize(("paths", "read_only"), [(("a.txt",), False), ((), True)])
def test_samples_are_not_offered_beside_other_articles(
    tmp_path: Path, paths: tuple[str, ...], read_only: bool
) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        assert offer_samples(library, options(path, *paths, read_only=read_only)) == 0
        assert library.counts().total == 0


@pytest.mark.parametrize(
    "said",
    [
        Settings(),
        Settings(mirrored=True),
        Settings(link="slow"),
        Settings(cursor="marker"),
        Settings(link="slow", cursor="bar"),
    ],
)
def test_the_list_of_a_first_start_is_drawn_as_the_settings_have_the_app_draw_it(
    tmp_path: Path, said: Settings
) -> None:
    settings = ReaderSettings.of(options(tmp_path / "library.db")._replace(settings=said))
    drawing = drawing_of(said, {"TERM": "xterm"})
    assert (drawing.mirrored, drawing.jump) == (settings.mirrored, settings.list_jump)
    assert drawing.marker == settings.marker
    assert drawing.coloured
    assert not drawing_of(said, {"TERM": "xterm", "NO_COLOR": "1"}).coloured
