"""Real articles for the benchmarks: ../shared/corpora/raw, repeated where more are asked for."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RAW = SHARED / "corpora" / "raw" / "news.jsonl.xz"


@dataclass(frozen=True, slots=True)
class RawArticle:
    title: str
    body: str
    source: str
    published: str


def articles(count: int) -> Iterator[RawArticle]:
    """`count` articles, newest date first; those past the corpus' end repeat it under another title."""
    if not RAW.exists():
        raise SystemExit(f"the benchmark needs the raw articles: {RAW} is not there")
    produced = 0
    repeat = 0
    newest = date(2024, 12, 31)
    while produced < count:
        with lzma.open(RAW, "rt", encoding="utf-8") as lines:
            for line in lines:
                if produced >= count:
                    return
                record = json.loads(line)
                title = " ".join((record["title"] or record["text"][:60]).split())
                if repeat:
                    title = f"{title} ({repeat})"
                body = record["text"]
                day = newest - timedelta(days=produced * 3000 // count)
                yield RawArticle(title, body, record["source"], day.isoformat())
                produced += 1
        repeat += 1
