"""Four taggers in turn, each of which learns from what the one before has made of the raw articles."""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tools.tagger.batches import Example, Tables, Vocabulary, encode, match, vectors_of
from tools.tagger.corpora import Document
from tools.tagger.cuts import fit_cuts
from tools.tagger.export import KEPT_STEMS, export, word_vectors
from tools.tagger.finetuning import finetune
from tools.tagger.habits import Names, habits, habits_of
from tools.tagger.labelling import label_raw
from tools.tagger.pretraining import Pretrained
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.phrases import Phrases
from tui.entities.engine import Engine, load_engine

# The last tagger learns this much slower than the ones before.
LAST_RATE = 0.75


class Course:
    """What the taggers share.

    Args:
        options: of the command line.
        split: names what is held back, in the files of the work folder.
        lexicon: counts and name lists.
        fasttext: the trained gensim model.
        pretrained: the first layer.
        vocabulary: of the annotated articles.
        report: told of progress.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        split: str,
        lexicon: Lexicon,
        fasttext: Any,
        pretrained: Pretrained,
        vocabulary: Vocabulary,
        report: Callable[[str], Any],
    ) -> None:
        self.options = options
        self.split = split
        self.lexicon = lexicon
        self.fasttext = fasttext
        self.pretrained = pretrained
        self.vocabulary = vocabulary
        self.report = report
        self.habits: dict[str, Any] = {}
        self.names: Names = {}

    def run(
        self,
        documents: Sequence[Document],
        seen: Sequence[Example],
        examples: Sequence[Example],
        annotated: Sequence[Document],
    ) -> Engine:
        """Train all four and write the last, which ships.

        Args:
            documents: annotated articles, for where names begin in their first words.
            seen: what the first three learn from: none of the held-back articles.
            examples: what the last one learns from.
            annotated: all annotated articles, to be left out of the raw ones.
        """
        options = self.options
        self.habits, self.names = self.kept("habits", lambda: self._habits(seen))
        match(examples, self.vocabulary, Phrases(self.names))
        raw = encode(
            self.kept("labelled", lambda: self._labelled(documents, seen, annotated)), self.vocabulary
        )
        match(raw, self.vocabulary, Phrases(self.names))
        self.report(f"{len(raw)} raw articles labelled")
        third = self.kept("third", lambda: self._tuned([*raw, *seen], 1, options.rate, options.seed))
        last = self._tuned(examples, options.epochs, LAST_RATE * options.rate, options.seed, third)
        return self._written(options.out, last, documents)

    def _habits(self, seen: Sequence[Example]) -> tuple[dict[str, Any], Names]:
        """How the first tagger labels each stem all over the raw articles, and which names come again and again."""
        options = self.options
        first = finetune(
            seen,
            self._tables(),
            self.pretrained,
            epochs=options.first_epochs,
            seed=1,
            rate=options.rate,
            report=self.report,
        )
        found, names = habits(
            options.work / "raw.tok", self.lexicon, self.fasttext, self.pretrained, first, self.report
        )
        common = self.fasttext.wv.index_to_key[:KEPT_STEMS]
        return {stem: found[stem] for stem in common if stem in found}, names

    def _labelled(
        self, documents: Sequence[Document], seen: Sequence[Example], annotated: Sequence[Document]
    ) -> list[Document]:
        """Raw articles labelled by the second tagger."""
        options = self.options
        second = self._tuned(seen, options.second_epochs, options.rate, options.seed)
        engine = self._written(self.file("second", "npz"), second, documents)
        raw = options.corpora / "raw/news.jsonl.xz"
        return label_raw(engine, raw, annotated, only_open=options.no_nc)

    def _tuned(
        self, examples: Sequence[Example], epochs: int, rate: float, seed: int, start: Any = None
    ) -> Mapping[str, Any]:
        net = finetune(
            examples,
            self._tables(),
            self.pretrained,
            epochs=epochs,
            seed=seed,
            rate=rate,
            start=start,
            report=self.report,
        )
        return net.state_dict()

    def _tables(self) -> Tables:
        """What the networks are fed for every word met so far."""
        words, features = self.vocabulary.words, self.pretrained.features
        stored, composed = (part * self.pretrained.scale for part in vectors_of(self.fasttext, words))
        if self.habits:
            lines = habits_of(self.habits, words)
            stored = np.concatenate([stored, lines], 1)
            composed = np.concatenate([composed, np.zeros_like(lines)], 1)
        return Tables(self.vocabulary, features, stored, composed)

    def _written(self, path: Path, state: Mapping[str, Any], documents: Sequence[Document]) -> Engine:
        """Write a model file and load it."""
        table = word_vectors(self.fasttext, self.pretrained.scale, self.habits)
        weights = fit_cuts(documents, Cuts(self.lexicon, table))
        export(
            path,
            self.lexicon,
            table,
            weights,
            Phrases(self.names),
            self.pretrained.features,
            [state],
            self.options.version,
        )
        self.report(f"{path} written, {path.stat().st_size / 1e6:.1f} MB")
        return load_engine("builtin", path)

    def file(self, stage: str, ending: str = "pickle") -> Path:
        """Where a stage is kept in the work folder."""
        path: Path = self.options.work / f"{stage}-without-{self.split}.{ending}"
        return path

    def kept(self, stage: str, make: Callable[[], Any]) -> Any:
        """What an earlier run has left of a stage, or what is made now and left there."""
        return kept(self.file(stage), make)


def kept(path: Path, make: Callable[[], Any]) -> Any:
    """What an earlier run has left at `path`, or what is made now and left there."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made
