"""Reading the corpora the tagger is trained on."""

from __future__ import annotations

import json
import lzma
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tui.arabic.normalise import fold
from tui.arabic.tokens import Token, sentences
from tui.entities.builtin.lexicon import LISTS, Lexicon, list_masks

NAMES = ("person", "place", "organization")
FEWEST = 4  # occurrences of a word in the raw articles, for a place in the lexicon
SENTENCE_CORPUS = "anercorp"  # single sentences, annotated by older rules
OPEN_SOURCES = ("ant", "aj")  # raw sources that are not SaudiNewsNet's


@dataclass
class Document:
    """One article: its sentences and its names as (start, end, kind)."""

    id: str
    source: str
    text: str
    names: list[tuple[int, int, str]]
    sentences: list[list[Token]] = field(default_factory=list)


def family(source: str) -> str:
    """The source an article is counted under when the corpus is split: paper and section."""
    parts = source.split("-")
    return "-".join(parts[:3] if parts[0] == "ant" else parts[:2])


def read_annotated(path: Path, source: str | None = None) -> list[Document]:
    documents = []
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        names = [(m["start"], m["end"], m["kind"]) for m in record["mentions"] if m["kind"] in NAMES]
        documents.append(
            Document(
                record["id"],
                source or record["source"],
                record["text"],
                names,
                sentences(record["text"]),
            )
        )
    return documents


def hold_back(
    documents: list[Document], share: float, seed: int = 7
) -> tuple[list[Document], list[Document]]:
    """Split into training and held-back documents, the same share of every source and section."""
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[family(document.source)].append(document)
    held: set[str] = set()
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda document: document.id)
        random.Random(f"{seed}{name}").shuffle(group)
        held.update(document.id for document in group[: round(len(group) * share)])
    return (
        [document for document in documents if document.id not in held],
        [document for document in documents if document.id in held],
    )


def read_raw(path: Path, *, only_open: bool) -> Iterator[tuple[str, str]]:
    """(id, text) of every raw article, title first."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if only_open and record["source"].split("-")[0] not in OPEN_SOURCES:
                continue
            yield record["id"], f"{record['title'] or ''}\n\n{record['text']}"


class Folder(dict[str, str]):
    """Folded words, remembered."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word)
        return folded


def raw_sentences(path: Path, *, only_open: bool) -> Iterator[list[str]]:
    """Folded sentences of the raw articles, those seen before left out."""
    folded = Folder()
    seen: set[int] = set()
    for _, text in read_raw(path, only_open=only_open):
        for sentence in sentences(text):
            words = [word for token in sentence if (word := folded[token.text])]
            key = hash(tuple(words))
            if len(words) > 6:
                if key in seen:
                    continue
                seen.add(key)
            yield words


def build_lexicon(corpus: Path, gazetteers: Path) -> Lexicon:
    """Counts of the words of a file of folded sentences, and the masks of the name lists."""
    counts: Counter[str] = Counter()
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    kept = {word: float(count) for word, count in counts.items() if count >= FEWEST and not has_digit(word)}
    lists = {
        name: (gazetteers / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        for name in LISTS
        if (gazetteers / f"{name}.txt").exists()
    }
    # Counts as they will be read back, so that training cuts words as the shipped model does.
    return Lexicon.unpack(Lexicon(kept, list_masks(lists)).pack())


def has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)
