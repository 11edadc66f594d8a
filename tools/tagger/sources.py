"""What taggers learn from, and what is learned from the raw articles before any tagger: each stage is kept in the work
folder and taken from there if it is found."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from tools.tagger import corpora
from tools.tagger.batches import Example, Vocabulary, encode
from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.lists import names_to_give, with_lists
from tools.tagger.looks import Looks, choose_features, look_at
from tools.tagger.marked import SOURCE
from tools.tagger.raw import read_examples
from tools.tagger.retelling import Retelling
from tools.tagger.vectors import Vectors, train_vectors, write_stems
from tui.entities.builtin.lexicon import Lexicon

Made = TypeVar("Made")

VECTOR_EPOCHS = 10  # times that the raw articles are read for word vectors
TELLINGS = 12  # ways in which the annotated articles are told
# Shares of the articles that are told of other names each time: of this project, and of the corpora.
OWN_RETOLD, OTHERS_RETOLD = 0.5, 0.2


@dataclass(frozen=True)
class Folders:
    """Where things are.

    Attributes:
        corpora: raw and annotated articles.
        gazetteers: name lists.
        work: what is kept.
    """

    corpora: Path
    gazetteers: Path
    work: Path

    @property
    def raw(self) -> Path:
        """The raw articles."""
        return self.corpora / "raw/news.jsonl.xz"


@dataclass(frozen=True)
class Texts:
    """Everything that is read, as numbers.

    Attributes:
        words: every different word as written; those of the raw articles come first.
        raw: the raw articles, without labels.
        tellings: the annotated articles as they are, then told of other names in several ways.
    """

    words: list[str]
    raw: list[Example]
    tellings: list[list[Example]]


class Sources:
    """The stages before any tagger, made when they are asked for."""

    def __init__(
        self,
        folders: Folders,
        documents: Sequence[Document],
        *,
        vector_epochs: int = VECTOR_EPOCHS,
        tellings: int = TELLINGS,
        only_open: bool = False,
        report: Callable[[str], Any] = print,
    ) -> None:
        """Say what to read.

        Args:
            folders: where things are.
            documents: all annotated articles.
            vector_epochs: times that the raw articles are read for word vectors.
            tellings: ways in which the annotated articles are told, as they are among them.
            only_open: leave the non-commercial sources out.
            report: told of progress.
        """
        self.folders = folders
        self.documents = documents
        self.report = report
        self._vector_epochs = vector_epochs
        self._tellings = tellings
        self._only_open = only_open
        folders.work.mkdir(parents=True, exist_ok=True)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Counts and name lists."""
        return self.kept(
            "lexicon", lambda: with_lists(corpora.build_lexicon(self._sentences, self.folders.gazetteers))
        )

    @cached_property
    def vectors(self) -> Vectors:
        """Word vectors."""

        def make() -> Vectors:
            stems = self.folders.work / "raw.stem"
            write_stems(self._sentences, stems, self.lexicon)
            return train_vectors(stems, self._vector_epochs)

        return self.kept("vectors", make)

    @cached_property
    def _sentences(self) -> Path:
        """A file of the folded sentences of the raw articles."""
        path = self.folders.work / "raw.tok"
        if not path.exists():
            with path.open("w", encoding="utf-8") as out:
                for sentence in corpora.raw_sentences(self.folders.raw, only_open=self._only_open):
                    out.write(" ".join(sentence) + "\n")
        return path

    @cached_property
    def texts(self) -> Texts:
        """Everything that is read, as numbers."""
        return self.kept("texts", self._texts)

    def _texts(self) -> Texts:
        vocabulary = Vocabulary()
        raw = read_examples(self.folders.raw, self.documents, vocabulary, only_open=self._only_open)
        plain = {document.id: encode(document, vocabulary) for document in self.documents}
        retelling = Retelling(names_to_give())
        tellings = [list(plain.values())]
        for number in range(1, self._tellings):
            told = []
            for document in self.documents:
                again = _retold(document, retelling, random.Random(f"{number} {document.id}"))
                told.append(plain[document.id] if again is None else encode(again, vocabulary))
            tellings.append(told)
        return Texts(vocabulary.texts, raw, tellings)

    @cached_property
    def features(self) -> dict[str, int]:
        """Number of every feature that ships, from 1."""

        def make() -> dict[str, int]:
            words = np.concatenate([example.words for example in self.texts.raw])
            counts = np.bincount(words, minlength=len(self.texts.words))
            return choose_features(self.texts.words, counts, self.lexicon)

        return self.kept("features", make)

    @cached_property
    def looks(self) -> Looks:
        """What is known of every word."""
        found = look_at(self.texts.words, self.lexicon, self.features, self.vectors.table())
        self.report(f"{len(found.stems)} words looked at")
        return found

    def kept(self, name: str, make: Callable[[], Made]) -> Made:
        """What an earlier run has left of a stage, or what is made now and left there.

        Args:
            name: of the stage.
            make: makes it.
        """
        path = self.folders.work / f"{name}.pickle"
        if path.exists():
            found: Made = pickle.loads(path.read_bytes())
            return found
        made = make()
        path.write_bytes(pickle.dumps(made))
        self.report(f"{name} made")
        return made


def _retold(document: Document, retelling: Retelling, dice: random.Random) -> Document | None:
    """An article told of other names, if that is what the dice say."""
    if document.source == SENTENCE_CORPUS:
        return None  # there proclitics belong to the names
    share = OWN_RETOLD if document.source.startswith(SOURCE) else OTHERS_RETOLD
    return retelling.retold(document, dice) if dice.random() < share else None
