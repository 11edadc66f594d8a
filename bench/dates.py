"""Dates beside dateparser, in one run: right spans and values over annotated sentences, and speed.

Run: `python bench/dates.py [--sentences FILE.jsonl] [--articles FILE.jsonl]`.  Without files it takes the project's
own sentences of `tests/entities/dates`, which its grammar grew up with: they say
how much of the list a peer covers, not how either does on text it has not seen.  A line of FILE.jsonl is `{"text",
"reference_time", "expected": [{"start", "end", "value"}]}`; of an article `{"text", ...}`, used for speed alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "entities" / "dates")]

from tui.entities.dates import find_dates  # noqa: E402

Found = list[tuple[int, int, str | None]]
Case = tuple[str, datetime, Found]


def ours(text: str, published: datetime) -> Found:
    return [(m.start, m.end, m.date.value) for m in find_dates(text, published) if m.date]


def dateparser_finder() -> Callable[[str, datetime], Found] | None:
    """dateparser's search, its days mapped back to the text; None where it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def find(text: str, published: datetime) -> Found:
        settings = {"RELATIVE_BASE": published.replace(tzinfo=None), "PREFER_DATES_FROM": "past"}
        found, at = [], 0
        for piece, value in search_dates(text, languages=["ar"], settings=settings) or []:
            start = text.find(piece, at)
            if start >= 0:
                at = start + len(piece)
                found.append((start, at, value.date().isoformat()))
        return found

    return find


def own_sentences() -> list[Case]:
    from test_dates_phenomena import cases, traps

    found: list[Case] = [(text, datetime.fromisoformat(day), list(dates)) for text, day, dates in cases()]
    return found + [(text, datetime(2018, 6, 7), []) for text in traps()]


def read_sentences(path: Path) -> list[Case]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        (
            line["text"],
            datetime.fromisoformat(line["reference_time"]),
            [(gold["start"], gold["end"], gold.get("value")) for gold in line["expected"]],
        )
        for line in lines
    ]


def f1(right: int, gold: int, found: int) -> float:
    return 2 * right / (gold + found) if right else 0.0


def score(name: str, find: Callable[[str, datetime], Found], cases: list[Case]) -> None:
    """Strict span F1, and F1 of overlapping spans with the same value."""
    strict = valued = gold_count = found_count = clean = negative = 0
    begin = time.process_time()
    for text, published, gold in cases:
        found = find(text, published)
        gold_count += len(gold)
        found_count += len(found)
        strict += len({(s, e) for s, e, _ in gold} & {(s, e) for s, e, _ in found})
        free = list(found)
        for start, end, value in gold:
            hit = next((f for f in free if f[0] < end and start < f[1] and f[2] == value), None)
            if hit:
                free.remove(hit)
                valued += 1
        if not gold:
            negative += 1
            clean += not found
    seconds = time.process_time() - begin
    print(
        f"{name:12} span F1 {f1(strict, gold_count, found_count):.3f}  span and value F1 "
        f"{f1(valued, gold_count, found_count):.3f}  without dates clean {clean}/{negative}  {seconds:.2f} s CPU"
    )


def speed(name: str, find: Callable[[str, datetime], Found], texts: list[str], seconds: float) -> None:
    """Characters a CPU second, over as many texts as fit."""
    find(texts[0], datetime(2018, 6, 7))
    begin, characters, used = time.process_time(), 0, 0.0
    for text in texts:
        find(text, datetime(2018, 6, 7))
        characters += len(text)
        used = time.process_time() - begin
        if used > seconds:
            break
    print(f"{name:12} {characters / used:12,.0f} characters/s over {characters:,} characters")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    cases = read_sentences(options.sentences) if options.sentences else own_sentences()
    texts = [text for text, _, _ in cases]
    if options.articles:
        lines = options.articles.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
    finders = {"newsread": ours}
    if peer := dateparser_finder():
        finders["dateparser"] = peer
    else:
        print("dateparser is not installed: pip install dateparser", file=sys.stderr)
    for name, find in finders.items():
        score(name, find, cases)
    for name, find in finders.items():
        speed(name, find, texts, options.seconds)


if __name__ == "__main__":
    main()
