"""How well mentions are linked: B-cubed over a fifth of the annotated articles, set apart for judging.

usage: python bench/linking.py [--part judged|rest] [--spans gold|tagger|both] [--errors N] [--corpus FILE]

With gold spans the linker is judged alone.  With the tagger's spans it is judged on the mentions both
sides have, which is how `../shared/tools/score_mentions.py` counts; most of these articles the tagger has
seen in training.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from tui.entities.linking import link
from tui.entities.model import Mention, Span

CORPUS = Path(__file__).parents[1] / "../shared/corpora/news/train.jsonl"


def is_judged(identifier: str) -> bool:
    """Whether an article is of the fifth that is judged and not looked at."""
    return zlib.crc32(identifier.encode()) % 5 == 0


def b_cubed(articles: list[tuple[dict[Any, str], dict[Any, str]]]) -> tuple[float, float, float, int]:
    """Precision, recall, F and the number of mentions.

    Args:
        articles: for each, the gold entity and the found entity of every mention both have.
    """
    total_precision = total_recall = 0.0
    count = 0
    for gold, found in articles:
        by_gold: dict[str, set[Any]] = defaultdict(set)
        by_found: dict[str, set[Any]] = defaultdict(set)
        for place, entity in gold.items():
            by_gold[entity].add(place)
            by_found[found[place]].add(place)
        for place, entity in gold.items():
            mine, theirs = by_gold[entity], by_found[found[place]]
            total_precision += len(mine & theirs) / len(theirs)
            total_recall += len(mine & theirs) / len(mine)
            count += 1
    precision, recall = total_precision / max(1, count), total_recall / max(1, count)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), count


def compare(
    article: dict[str, Any], mentions: list[Mention], kind: str | None = None
) -> tuple[dict[Any, str], dict[Any, str]]:
    """Gold and found entity of the mentions both sides have, with the same kind."""
    gold = {
        (m["start"], m["end"], m["kind"]): str(m["entity"])
        for m in article["mentions"]
        if m["kind"] != "date" and m.get("entity") and kind in (None, m["kind"])
    }
    found = {(m.start, m.end, m.kind): str(m.entity) for m in mentions}
    both = gold.keys() & found.keys()
    return {place: gold[place] for place in both}, {place: found[place] for place in both}


def report(title: str, articles: list[dict[str, Any]], linked: list[list[Mention]]) -> None:
    for kind in (None, "person", "place", "organization"):
        scores = b_cubed([compare(a, m, kind) for a, m in zip(articles, linked, strict=True)])
        print(
            f"{title:8} {kind or 'together':13} P {scores[0]:.4f} R {scores[1]:.4f} F {scores[2]:.4f}"
            f"  mentions {scores[3]}"
        )


def show_errors(articles: list[dict[str, Any]], linked: list[list[Mention]], most: int) -> None:
    shown = 0
    for article, mentions in zip(articles, linked, strict=True):
        gold, found = compare(article, mentions)
        pieces: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        merged: dict[str, set[str]] = defaultdict(set)
        for place in sorted(gold):
            pieces[gold[place]][found[place]].append(article["text"][place[0] : place[1]])
            merged[found[place]].add(gold[place])
        for entity, parts in pieces.items():
            if len(parts) > 1:
                print(
                    f"SPLIT {article['id']} {entity}: "
                    + " | ".join(f"{f} {set(n)}x{len(n)}" for f, n in parts.items())
                )
                shown += 1
        for found_entity, golds in merged.items():
            if len(golds) > 1:
                print(f"MERGE {article['id']} {found_entity}: {golds}")
                shown += 1
        if shown >= most:
            return


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("judged", "rest"), default="judged")
    parser.add_argument("--spans", choices=("gold", "tagger", "both"), default="gold")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    with options.corpus.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles = [article for article in articles if is_judged(article["id"]) == (options.part == "judged")]
    if options.spans != "tagger":
        started = time.process_time()
        linked = [
            link(
                article["text"],
                [Span(m["start"], m["end"], m["kind"]) for m in article["mentions"] if m["kind"] != "date"],
            )[0]
            for article in articles
        ]
        print(
            f"{len(articles)} articles, {time.process_time() - started:.2f} s of CPU for linking gold spans"
        )
        report("gold", articles, linked)
        show_errors(articles, linked, options.errors)
    if options.spans != "gold":
        from tui.entities.engine import load_engine

        engine = load_engine()
        linked = [link(article["text"], engine.names(article["text"]))[0] for article in articles]
        report("tagger", articles, linked)
        if options.spans == "tagger":
            show_errors(articles, linked, options.errors)


if __name__ == "__main__":
    main()
