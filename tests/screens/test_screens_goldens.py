"""Screens as a person sees them, at three sizes, compared with text files.

To write them anew: `NEWSREAD_GOLDENS=write pytest tests/screens/test_screens_goldens.py`; then look at them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from reader_terminal import Terminal, command, environment
from screens_support import fill

from tui.library.library import Library

GOLDENS = Path(__file__).parents[1] / "goldens"
SIZES = ((80, 24), (120, 40), (200, 60))

# What is pressed before the screen is compared, and what must be on it by then.
SCENES: dict[str, tuple[list[str], str]] = {
    "start": ([], "6 unread"),
    "mention": (["]", "]"], "mention 1 of 2"),
    "sidebar": (["3"], "People"),
    "narrowed": (["]", "]", "e"], "×"),
    "help": (["?"], "Keys in"),
    "dossier": (["]", "]", "i"], "Person"),
    "timeline": (["t"], "Timeline of"),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("goldens") / "library.db"
    with Library.open(path) as library:
        fill(library)
    return path


@pytest.fixture
def home(tmp_path: Path, shelf: Path) -> Path:
    (tmp_path / "library.db").write_bytes(shelf.read_bytes())
    return tmp_path


@pytest.fixture
def opened(home: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    columns, rows = request.param
    run = command("--library", str(home / "library.db"))
    terminal = Terminal(run, columns, rows, environment(home))
    yield terminal
    terminal.close()


@pytest.mark.parametrize("opened", SIZES, indirect=True, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES)
def test_screen(scene: str, opened: Terminal) -> None:
    keys, sign = SCENES[scene]
    # The list alone is there before the app is: only the article has a share that was read.
    opened.until(lambda text: "6 unread" in text and "%" in text)
    opened.rest()
    opened.press(*keys)
    opened.until(lambda text: sign in text)
    opened.rest()
    golden = GOLDENS / f"{scene}-{opened.screen.columns}x{opened.screen.lines}.txt"
    if os.environ.get("NEWSREAD_GOLDENS") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(opened.text, encoding="utf-8")
    assert opened.text == golden.read_text(encoding="utf-8")
