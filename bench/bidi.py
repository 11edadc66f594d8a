"""Time of the bidi package, beside python-bidi + arabic-reshaper in the same run.

usage: python bench/bidi.py [--width N] [--runs N] [FILE...]

Without FILE the samples in `seeds/` are read.  Times are CPU time of the thread, the best of many runs, the
garbage collector off; python-bidi and arabic-reshaper come with the dependency group `bench`.  The peers give a
string a line; ours gives cells with both maps.
"""

from __future__ import annotations

import argparse
import gc
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from tui.bidi import fit, layout, measure, tables, uax9
from tui.bidi.properties import profiles_of
from tui.bidi.shape import shape

# This file has the name of python-bidi's package: its folder must not be looked into.
sys.path[:] = [each for each in sys.path if Path(each).resolve() != Path(__file__).resolve().parent]
try:
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display
except ImportError:
    ArabicReshaper = get_display = None

SEEDS = Path(__file__).parents[1] / "seeds"
LENGTH = 2000  # characters

PATHOLOGICAL = {
    "one line of letters": "م",
    "one line of words": "قال الوزير ",
    "blanks": " ",
    "opening brackets": "(",
    "pairs of brackets": "(ب)",
    "embeddings": "\u202bب",
    "isolates": "\u2067ب(",
    "overrides": "\u202eab\u202c",
    "marks": "ب\u064b",
    "one letter, all marks": "\u064b",
    "numbers and signs": "1$,",
    "emoji sequences": "👩🏽\u200d🚀",
    "tabs": "ب\t",
    "empty lines": "\n",
}


def best(work: Callable[[], object], runs: int) -> float:
    """Return the least CPU time of a run, in seconds."""
    least = float("inf")
    for _ in range(runs):
        started = time.thread_time_ns()
        work()
        least = min(least, time.thread_time_ns() - started)
    return least / 1e9


def exactly(text: str, length: int) -> str:
    """Return a text of a length, repeated if it is shorter."""
    return (text * (length // len(text) + 1))[:length]


def peers(width: int) -> Callable[[str], object] | None:
    """Return what the two libraries do for a text: shape, wrap, reorder line by line."""
    if ArabicReshaper is None:
        return None
    reshaper = ArabicReshaper(configuration={"delete_harakat": False, "support_ligatures": True})

    def display(text: str) -> list[str]:
        lines = []
        for paragraph in text.split("\n"):
            for line in textwrap.wrap(reshaper.reshape(paragraph), width) or [""]:
                lines.append(get_display(line, base_dir="R"))
        return lines

    return display


def news(text: str, width: int, runs: int) -> None:
    """Print what 2,000 characters of news cost."""
    text = exactly(text, LENGTH)
    profiles = profiles_of(text)
    levels = uax9.resolve(text, 1).levels
    rows: list[tuple[str, float]] = [
        ("levels (UAX #9)", best(lambda: uax9.resolve(text, 1), runs)),
        ("shape", best(lambda: shape(text, profiles, levels), runs)),
        (f"layout: resolve, shape, wrap at {width}", best(lambda: layout(text, width), runs)),
        ("the same with isolate=True", best(lambda: layout(text, width, isolate=True), runs)),
    ]
    titles = [exactly(text[start:], 80).replace("\n", " ") for start in range(0, 1000, 20)]
    rows.append(
        ("fit, 50 titles of 80 characters in 60", best(lambda: [fit(each, 60) for each in titles], runs))
    )
    rows.append(("measure, 50 titles", best(lambda: [measure(each) for each in titles], runs)))
    other = peers(width)
    if other:
        rows.append(
            ("python-bidi (Rust) + arabic-reshaper, wrapped", best(lambda: other(text), max(3, runs // 10)))
        )
    print(f"{LENGTH} characters of news, ms")
    for name, seconds in rows:
        print(f"  {name:<44} {seconds * 1e3:8.2f}")
    if not other:
        print("  python-bidi, arabic-reshaper: not installed (uv sync --group bench)")
    ours = rows[2][1]
    print(f"  layout: {LENGTH / ours / 1e6:.2f} million characters a second")


def growth(text: str, width: int) -> None:
    """Print the cost of a code point as texts grow: it should not."""
    other = peers(width)
    sizes = [10_000, 100_000, 1_000_000]
    print("\nlayout, microseconds a character, by length of the text in characters")
    print(f"  {'':<24}" + "".join(f"{size:>12,}" for size in sizes))
    units = {"news": text, "news, one paragraph": text.replace("\n", " "), **PATHOLOGICAL}
    for name, unit in units.items():
        costs = [
            best(lambda: layout(whole, width), 2) / size for size in sizes if (whole := exactly(unit, size))
        ]
        print(f"  {name:<24}" + "".join(f"{cost * 1e6:12.2f}" for cost in costs), flush=True)
    if other:
        costs = [best(lambda: other(whole), 1) / size for size in sizes if (whole := exactly(text, size))]
        print(f"  {'peers: news':<24}" + "".join(f"{cost * 1e6:12.2f}" for cost in costs))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--width", type=int, default=72)
    parser.add_argument("--runs", type=int, default=200)
    arguments = parser.parse_args()
    files = arguments.files or sorted(SEEDS.glob("*.txt"))
    text = "\n".join(file.read_text(encoding="utf-8").strip() for file in files)
    if not text:
        raise SystemExit(f"no articles: give FILE, or put some into {SEEDS}")
    gc.disable()
    print(f"Unicode {tables.UNICODE_VERSION}, {len(files)} articles, {len(text)} characters")
    news(text, arguments.width, arguments.runs)
    growth(text, arguments.width)


if __name__ == "__main__":
    main()
