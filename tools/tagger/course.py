"""Taggers in turn, each of which learns from what the ones before have made of the raw articles."""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tools.tagger.batches import Example, Tables, Vocabulary, encode, match, vectors_of
from tools.tagger.committee import Committee
from tools.tagger.corpora import Document
from tools.tagger.cuts import fit_cuts
from tools.tagger.export import KEPT_STEMS, export, word_vectors
from tools.tagger.finetuning import Lesson, finetune
from tools.tagger.habits import Names, habits, habits_of
from tools.tagger.labelling import label_raw
from tools.tagger.network import Net
from tools.tagger.pretraining import Pretrained
from tools.tagger.processes import side_by_side
from tools.tagger.vectors import SIZE
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.phrases import Phrases

# Share of articles told of other people and places where that helps; the last tagger learns from names as they are.
RENAMED = 0.3
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
    ) -> Path:
        """Train all of them and write the last as a model file.

        Args:
            documents: annotated articles, for where names begin in their first words.
            seen: what all but the last learn from: none of the held-back articles.
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
        learning = Lesson(1, options.rate, options.seed, RENAMED)
        (third,) = self._tuned([*raw, *seen], [learning], stage="third")
        settling = Lesson(options.epochs, LAST_RATE * options.rate, options.seed)
        (last,) = self._tuned(examples, [settling], start=third)
        model = self.file("last", "npz")
        self._write(model, last, documents)
        return model

    def _habits(self, seen: Sequence[Example]) -> tuple[dict[str, Any], Names]:
        """How the first tagger labels each stem all over the raw articles, and which names come again and again."""
        options = self.options
        (first,) = self._tuned(seen, [Lesson(options.first_epochs, options.rate, 1)], stage="first")
        net = Net(len(self.pretrained.features), self.fasttext.wv.vector_size)
        net.load_state_dict(first)
        found, names = habits(
            options.work / "raw.tok", self.lexicon, self.fasttext, self.pretrained, net, self.report
        )
        common = self.fasttext.wv.index_to_key[:KEPT_STEMS]
        return {stem: found[stem] for stem in common if stem in found}, names

    def _labelled(
        self, documents: Sequence[Document], seen: Sequence[Example], annotated: Sequence[Document]
    ) -> list[Document]:
        """Raw articles labelled by a committee, every second member of which knows names by heart less well."""
        options = self.options
        lessons = [
            Lesson(options.committee_epochs, options.rate, options.seed + place, RENAMED * (place % 2))
            for place in range(options.committee)
        ]
        states = self._tuned(seen, lessons, stage="second")
        models = [self.file(f"second{lesson.seed}", "npz") for lesson in lessons]
        for model, state in zip(models, states, strict=True):
            self._write(model, state, documents)
        return label_raw(
            lambda: Committee(models),
            options.corpora / "raw/news.jsonl.xz",
            annotated,
            words=options.raw_words,
            only_open=options.no_nc,
        )

    def _tuned(
        self,
        examples: Sequence[Example],
        lessons: Sequence[Lesson],
        *,
        stage: str | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> list[Mapping[str, Any]]:
        """Weights of networks trained side by side, kept where the stage is named.

        Args:
            examples: what they learn from.
            lessons: how each of them does.
            stage: what its weights are kept as.
            start: weights to start from; none to start from the pre-trained first layer.
        """
        tables = self._tables()

        def begin() -> Net:
            net = Net(len(self.pretrained.features), tables.stored.shape[1])
            net.start_from(self.pretrained.embedding, self.pretrained.first, SIZE)
            if start is not None:
                net.load_state_dict(start)
            return net

        def train(lesson: Lesson) -> Mapping[str, Any]:
            def tuned() -> Mapping[str, Any]:
                return finetune([examples], tables, begin, lesson, self.report).state_dict()

            return self.kept(f"{stage}{lesson.seed}", tuned) if stage else tuned()

        return side_by_side([partial(train, lesson) for lesson in lessons])

    def _tables(self) -> Tables:
        """What the networks are fed for every word met so far."""
        words, features = self.vocabulary.words, self.pretrained.features
        stored, composed = (part * self.pretrained.scale for part in vectors_of(self.fasttext, words))
        if self.habits:
            lines = habits_of(self.habits, words)
            stored = np.concatenate([stored, lines], 1)
            composed = np.concatenate([composed, np.zeros_like(lines)], 1)
        return Tables(self.vocabulary, features, stored, composed)

    def _write(self, path: Path, state: Mapping[str, Any], documents: Sequence[Document]) -> None:
        """Write a model file."""
        table = word_vectors(self.fasttext, self.pretrained.scale, self.habits)
        weights = fit_cuts(documents, Cuts(self.lexicon, table))
        export(
            path,
            self.lexicon,
            table,
            weights,
            Phrases(self.names),
            self.pretrained.features,
            state,
            self.options.version,
        )
        self.report(f"{path} written, {path.stat().st_size / 1e6:.1f} MB")

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
