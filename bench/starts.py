"""The time until something is read and until the app's own screen is there, for every kind of start.

    uv run python bench/starts.py [--articles 1000] [--runs 9] [--size 120x40]

Interleaved starts beside newsboat and a one-Static Textual app, each by the clock and by processor time: what passes
until the first text and until the screen is complete.  On a machine that is not idle processor time is to be trusted.
"""

from __future__ import annotations

import argparse
import compileall
import re
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from corpus import ROOT, SHARED
from peers import prepare_newsboat
from store import build

FIRST_TEXT = 20  # cells that are not blank
PATIENCE = 20.0  # seconds


class Start(NamedTuple):
    """One way to start.

    Attributes:
        command: the program and its arguments.
        ready: what the complete screen shows, a regular expression.
        state: the directory of the reader's state.
        prepare: called before every start.
        environ: what else is set in its environment.
    """

    command: list[str]
    ready: str
    state: Path
    prepare: Callable[[], object] = lambda: None
    environ: dict[str, str] = {}  # noqa: RUF012


class Cost(NamedTuple):
    """Milliseconds until the first text and until the screen is complete, by the clock and of processor time."""

    text: float
    text_cpu: float
    screen: float
    screen_cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--size", default="120x40")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "out" / "bench", help="where libraries and caches are kept"
    )
    options = parser.parse_args()
    if not (SHARED / "tools" / "ptybench.py").exists():
        raise SystemExit(f"the benchmark needs the pty instrument of {SHARED}")
    sys.path.insert(0, str(SHARED / "tools"))
    options.work.mkdir(parents=True, exist_ok=True)
    compileall.compile_dir(ROOT / "tui", quiet=1)
    size = tuple(map(int, options.size.split("x")))
    starts = starts_of(options.work, options.articles)
    costs: dict[str, list[Cost]] = {name: [] for name in starts}
    for run in range(options.runs + 1):
        for name, start in starts.items():
            cost = cost_of(start, size)
            if run:  # the first one leaves behind what the others find
                costs[name].append(cost)
    columns = ("first text", "CPU", "screen", "CPU")
    print(f"{'ms, median (least)':24}" + "".join(column.rjust(14) for column in columns))
    for name, all_costs in costs.items():
        figures = zip(*all_costs, strict=True)
        print(f"{name:24}" + "".join(f"{statistics.median(f):.0f} ({min(f):.0f})".rjust(14) for f in figures))
    return 0


def starts_of(work: Path, articles: int) -> dict[str, Start]:
    """Every kind of start, and the peers."""
    library = work / f"library-{articles}.db"
    if not library.exists():
        build(library, articles)
    changing, new = work / "changing.db", work / "new.db"
    shutil.copy(library, changing)
    reader = [str(Path(sys.executable).parent / "newsread"), "--library"]

    def forget(state: Path) -> Callable[[], object]:
        return lambda: shutil.rmtree(state, ignore_errors=True)

    def change() -> None:
        with sqlite3.connect(changing) as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('bench', CAST(random() AS TEXT))")
        connection.close()

    def begin() -> None:
        for path in work.glob("new.db*"):
            path.unlink()

    settings = work / "settings"
    (settings / "newsread").mkdir(parents=True, exist_ok=True)
    (settings / "newsread" / "config.toml").write_text('measure = 90\n[keys]\nnext-unread = ["o"]\n')

    starts = {
        "nothing changed": Start([*reader, str(library)], r"\d%", work / "state-kept"),
        "library changed": Start([*reader, str(changing)], r"\d%", work / "state-changing", change),
        "first start": Start(
            [*reader, str(library)], r"\d%", work / "state-first", forget(work / "state-first")
        ),
        "first start, settings": Start(
            [*reader, str(library)],
            r"\d%",
            work / "state-settings",
            forget(work / "state-settings"),
            {"XDG_CONFIG_HOME": str(settings)},
        ),
        "first start, read-only": Start(
            [*reader, str(library), "--read-only"],
            r"\d%",
            work / "state-shared",
            forget(work / "state-shared"),
        ),
        "no library yet": Start([*reader, str(new)], "sample articles", work / "state-new", begin),
        "one Static": Start([sys.executable, str(ROOT / "bench" / "static_app.py")], "line 29", work),
    }
    newsboat = prepare_newsboat(work / f"newsboat-{articles}", articles)
    if newsboat is not None:
        starts["newsboat"] = Start(newsboat, "bench", work)
    return starts


def cost_of(start: Start, size: tuple[int, ...]) -> Cost:
    """Start it once, see it complete, and leave it with `q`."""
    import ptybench

    start.prepare()
    environ: dict[str, str | None] = {
        "XDG_STATE_HOME": str(start.state),
        "XDG_RUNTIME_DIR": None,
        **start.environ,
    }
    pty: Any = ptybench.Pty(start.command, *size, environ).start()
    screen = ptybench.Replay(*size)
    text: tuple[float, float] | None = None
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not pty.dead():
            if not (data := pty.pump(0.5)):
                continue
            # At once: while it is looked at what came, the program goes on.
            spent = _own_cpu(pty.pid)
            passed = (pty.chunks[-1][0] - pty.t0) * 1000
            screen.feed(data)
            if text is None and screen.cells() >= FIRST_TEXT:
                text = passed, spent
            if text is not None and re.search(start.ready, screen.text):
                spent = ptybench.cpu_ms(pty.pid)
                pty.settle(0.3, 3.0)
                return Cost(*text, passed, spent)
        raise SystemExit(f"{start.command[0]} never shows {start.ready!r}:\n{screen.text}")
    finally:
        pty.close(ptybench.parse_keys("q wait:100 q"))


def _own_cpu(pid: int) -> float:
    """Milliseconds of processor time a process has taken itself, its children left out (Linux: the clock of a pid)."""
    return time.clock_gettime((~pid << 3) | 2) * 1000


if __name__ == "__main__":
    sys.exit(main())
