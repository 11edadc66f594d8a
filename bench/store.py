"""The store under load: a library of real articles, and what each question the reader asks of it costs.

    python bench/store.py [--articles 100000] [--library PATH] [--no-crowd]

Articles come from ../shared/corpora/raw, repeated under other titles and dates where more are asked for.  Names are
those of the annotated articles of ../shared/corpora/news, looked up in the text: the store must carry as many
mentions as a tagger would find, not the right ones.  A library that is there is used as it is.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import SHARED, articles

from tui.entities.linking.corrections import Correction
from tui.entities.linking.naming import entity_id
from tui.entities.model import DateValue, Entity, Extraction, Mention
from tui.library import Library
from tui.library.model import Source, View
from tui.library.watchwords import key_of
from tui.screens.reading import MORE_IDS
from tui.screens.timeline import RUN

BATCH = 200
LONGEST_NAME = 4  # words
WORD = re.compile(r"\w+")


def known_names() -> dict[str, tuple[str, str]]:
    """Names as written in the annotated articles: kind and entity id."""
    names: dict[str, tuple[str, str]] = {}
    with open(SHARED / "corpora" / "news" / "train.jsonl", encoding="utf-8") as lines:
        for line in lines:
            for mention in json.loads(line)["mentions"]:
                if mention["kind"] != "date":
                    names[mention["text"]] = (
                        mention["kind"],
                        entity_id(mention["kind"], mention.get("entity") or mention["text"]),
                    )
    return names


def found_in(text: str, published: str, names: dict[str, tuple[str, str]]) -> Extraction:
    """The known names in a text, longest first, and its publication day as its one date."""
    words = [match.span() for match in WORD.finditer(text)]
    mentions: list[Mention] = []
    index = 0
    while index < len(words):
        for length in range(min(LONGEST_NAME, len(words) - index), 0, -1):
            start, end = words[index][0], words[index + length - 1][1]
            known = names.get(text[start:end])
            if known is None and text[start] in "وبلفك":
                start += 1
                known = names.get(text[start:end])
            if known:
                mentions.append(Mention(start, end, text[start:end], known[0], known[1]))  # type: ignore[arg-type]
                index += length
                break
        else:
            index += 1
    if not mentions or mentions[0].start > 0:
        date = DateValue("DATE", published, "day")
        mentions.insert(0, Mention(0, min(1, len(text)), text[:1], "date", f"date:{published}", date=date))
    first = {mention.entity: mention for mention in reversed(mentions)}
    entities = tuple(Entity(key, each.kind, key.partition(":")[2]) for key, each in first.items() if key)
    return Extraction(tuple(mentions), entities, "names of the annotated articles")


def build(path: Path, count: int) -> None:
    """Make the library and say how fast."""
    names = known_names()
    spread = random.Random(1)
    started = time.process_time()
    stored = mentions = 0
    with Library.open(path) as library:
        batch: list[Source] = []

        def flush() -> None:
            nonlocal stored, mentions
            added = library.add(batch).added
            texts = (library.text_of(article) for article in added)
            found = [
                (article, found_in(text.text, (text.published or "")[:10], names))
                for article, text in zip(added, texts, strict=True)
            ]
            library.store_extractions(found)
            stored += len(added)
            mentions += sum(len(each.mentions) for _, each in found)
            batch.clear()

        for article in articles(count):
            # As articles come in: roughly by date, never quite.
            hour = spread.randrange(24)
            text = f"{article.title}\n\n{article.body}"
            batch.append(
                Source(text, article.title, body_start=len(article.title) + 2, source=article.source,
                       published=f"{article.published}T{hour:02}:00:00")
            )  # fmt: skip
            if len(batch) == BATCH:
                flush()
                if stored % 20_000 < BATCH:
                    print(
                        f"  {stored} articles, {time.process_time() - started:.0f} s of CPU", file=sys.stderr
                    )
        flush()
        ids = library.article_ids()
        for start in range(0, len(ids), 5000):
            chosen = [article for article in ids[start : start + 5000] if article % 10]
            library.mark(chosen, read=True, undoable=False)
        library.mark([article for article in ids if article % 97 == 0], starred=True, undoable=False)
    seconds = time.process_time() - started
    size = path.stat().st_size / 1e6
    print(
        f"built: {stored} articles, {mentions} mentions, {size:.0f} MB, {seconds / stored * 1000:.2f} ms of CPU each"
    )


def measure(title: str, work: Callable[[int], object], times: int = 200) -> None:
    """Run something and print how much of the CPU it takes: this machine may be shared.

    The first time, when modules are loaded, is left out.
    """
    work(0)
    taken = []
    for turn in range(times):
        started = time.thread_time()
        work(turn)
        taken.append((time.thread_time() - started) * 1000)
    taken.sort()
    p99 = taken[min(len(taken) - 1, int(len(taken) * 0.99))]
    print(f"{title:<58} p50 {statistics.median(taken):8.2f}  p99 {p99:8.2f} ms")


def questions(path: Path) -> None:
    """What the reader asks, one after the other."""
    pick = random.Random(2)
    measure("open, first 100 ids, 40 headers, counts, close", lambda _: first_screen(path), 50)
    with Library.open(path) as library:
        ids = library.article_ids()
        common = [each.entity.id for each in library.find_entities("", 50)]
        rare = [each.entity.id for each in library.find_entities("", 5000)[2000:2200]] or common
        print(f"  commonest entity: {library.find_entities('', 1)[0].articles} articles")
        measure("all ids of the library", lambda _: library.article_ids(), 20)
        measure("all ids, unread", lambda _: library.article_ids(View("unread")), 20)
        for name in ("all", "unread"):
            measure(
                f"next {MORE_IDS} ids: {name}",
                lambda _, name=name: library.article_ids(View(name), MORE_IDS, after=pick.choice(ids)),
                50,
            )  # type: ignore[misc]
        measure("first 100 ids", lambda _: library.article_ids(limit=100))
        measure("first 100 ids, unread", lambda _: library.article_ids(View("unread"), 100))
        measure("40 headers anywhere", lambda _: library.headers(pick.sample(ids, 40)))
        measure("counts", lambda _: library.counts())
        measure("article with text", lambda _: library.article(pick.choice(ids)))
        measure("mentions of an article", lambda _: library.mentions(pick.choice(ids)))
        measure("entities of an article, counted elsewhere", lambda _: library.entities(pick.choice(ids)))
        measure("entity: newest 50", lambda _: library.articles_of(pick.choice(common), limit=50))
        measure(
            "entity: page of 50 after an article",
            lambda _: library.articles_of(pick.choice(common), after=pick.choice(ids), limit=50),
        )
        measure(
            "entity: next unread article",
            lambda _: library.neighbour(pick.choice(common), pick.choice(ids), 1, True),
        )
        measure("entity by its id, counted", lambda _: library.entity(pick.choice(common)))
        measure("entities it appears with most", lambda _: library.companions(pick.choice(common)), 50)
        measure("a rare entity's", lambda _: library.companions(pick.choice(rare)), 50)
        measure(
            "two entities: newest 50",
            lambda _: library.article_ids(View(entities=(pick.choice(common), pick.choice(common))), 50),
        )
        measure(
            "rare and common entity: newest 50",
            lambda _: library.article_ids(View(entities=(pick.choice(rare), pick.choice(common))), 50),
        )
        measure(
            "any of five entities: newest 50",
            lambda _: library.article_ids(View(entities=tuple(pick.sample(common, 5)), match="any"), 50),
        )
        measure(
            "any of five entities: all ids",
            lambda _: library.article_ids(View(entities=tuple(pick.sample(common, 5)), match="any")),
            20,
        )
        measure(
            f"any of five entities: next {MORE_IDS} ids",
            lambda _: library.article_ids(
                View(entities=tuple(pick.sample(common, 5)), match="any"), MORE_IDS, after=pick.choice(ids)
            ),
            50,
        )
        measure(
            "dossier of one of the 50 commonest entities", lambda _: library.dossier(pick.choice(common)), 50
        )
        measure("dossier of a rare entity", lambda _: library.dossier(pick.choice(rare)), 50)
        measure("concordance, first page", lambda _: library.concordance(pick.choice(common)), 50)
        for typed in ("ا", "ال", "مح", "صدر", "محمد بن"):
            measure(
                f"entities beginning with {len(typed)} letters",
                lambda _, typed=typed: library.find_entities(typed, 20),
                30,
            )  # type: ignore[misc]
        for zoom in ("day", "month", "year"):
            measure(f"timeline of the library by {zoom}", lambda _, zoom=zoom: library.timeline(zoom), 20)  # type: ignore[misc]
        measure(
            f"timeline of {RUN} articles of a common entity",
            lambda _: library.timeline("day", articles=library.articles_of(pick.choice(common), limit=RUN)),
            20,
        )
        for zoom in ("day", "month", "year"):
            busiest = max(library.timeline(zoom), key=lambda row: row.mentions).period  # type: ignore[arg-type]
            measure(
                f"what is said of the busiest {zoom}, 100 lines",
                lambda _, busiest=busiest: library.on_period(busiest, 100, View()),  # type: ignore[misc]
                20,
            )
            measure(
                f"what two entities' articles say of the busiest {zoom}",
                lambda _, busiest=busiest: library.on_period(
                    busiest, 100, View(entities=tuple(pick.sample(common, 2)))
                ),  # type: ignore[misc]
                20,
            )
        while library.due():
            library.settle(20)
        measure(
            "keep a correction and undo it, articles left to the worker",
            lambda _: (library.correct(Correction("dismiss", pick.choice(common)), later=True),
                       library.undo(later=True)),
            20,
        )  # fmt: skip
        measure("let corrections reach ten articles", lambda _: library.settle(10), 20)
        for entity in common[:5]:
            library.watch(entity)
        measure("watchlist of five, unread not counted", lambda _: library.watched(counted=False), 50)
        measure(
            "one entry's unread counted",
            lambda _: library.count_watched(pick.choice(library.watched(counted=False))),
            50,
        )
        for name in ("watched", "watched-first"):
            measure(
                f"next {MORE_IDS} ids with a watchlist: {name}",
                lambda _, name=name: library.article_ids(View(name), MORE_IDS, after=pick.choice(ids)),
                50,
            )  # type: ignore[misc]
        measure("watched: first 100 ids", lambda _: library.article_ids(View("watched"), 100))
        measure("all ids, watched first", lambda _: library.article_ids(View("watched-first")), 20)
        measure("40 headers with a watchlist", lambda _: library.headers(pick.sample(ids, 40)))
        words = key_of("مجلس الأمن")
        library.watch(words)
        measure("look for search words in ten articles", lambda _: library.look_for_words(10), 50)
        library.unwatch(words)
        for entity in common[:5]:
            library.unwatch(entity)
        measure(
            "mark one as read", lambda _: library.mark([pick.choice(ids)], read=bool(pick.getrandbits(1)))
        )
        measure("undo", lambda _: library.undo(), 100)
        some = list(ids[:5000])
        measure(
            "mark 5,000 as archived and undo",
            lambda _: (library.mark(some, archived=True), library.undo()),
            3,
        )


def first_screen(path: Path) -> None:
    with Library.open(path) as library:
        library.headers(library.article_ids(limit=100)[:40])
        library.counts()


def crowd(path: Path, seconds: float = 6.0) -> None:
    """Sixteen readers and four writers at once."""
    with multiprocessing.get_context("spawn").Pool(20) as pool:
        results = pool.starmap(visit, [(path, number, number < 4, seconds) for number in range(20)])
    for title, kind in (("list page", "list"), ("mark read", "mark"), ("store an extraction", "store")):
        taken = sorted(ms for result in results for ms in result[kind])
        if taken:
            p99 = taken[int(len(taken) * 0.99)]
            print(
                f"20 processes: {title:<44} p50 {statistics.median(taken):8.2f}  p99 {p99:8.2f} ms  ({len(taken)})"
            )
    print(f"20 processes: errors {sum(len(result['error']) for result in results)}")


def visit(path: Path, number: int, writes: bool, seconds: float) -> dict[str, list[float]]:
    pick = random.Random(number)
    taken: dict[str, list[float]] = {"list": [], "mark": [], "store": [], "error": []}
    with Library.open(path) as library:
        ids = library.article_ids(limit=20_000)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                for kind, work in deeds(library, pick.choice(ids), writes, pick):
                    started = time.perf_counter()
                    work()
                    taken[kind].append((time.perf_counter() - started) * 1000)
                    time.sleep(pick.random() * 0.05)
            except Exception as error:
                print(repr(error), file=sys.stderr)
                taken["error"].append(0.0)
    return taken


def deeds(
    library: Library, article: int, writes: bool, pick: random.Random
) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "list", lambda: library.headers(library.article_ids(View("unread"), 100)[:40])
    if writes:
        yield "mark", lambda: library.mark([article], read=bool(pick.getrandbits(1)))
        found = library.extraction(article)
        if found is not None:
            yield "store", lambda: library.store_extraction(article, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="made when it is not there, and kept")
    parser.add_argument("--no-crowd", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = options.library or Path(directory) / "library.db"
        if not path.exists():
            build(path, options.articles)
        questions(path)
        if not options.no_crowd:
            crowd(path)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    main()
