"""Taggers in turn, each of which learns from what the ones before have made of the raw articles.

A first one tells the habits of words and the names that come again and again; large ones label the raw articles; the
one that ships learns from those labels, and at last from annotated articles alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from tools.tagger.batches import Example, match
from tools.tagger.corpora import SENTENCE_CORPUS
from tools.tagger.cuts import fit_cuts
from tools.tagger.export import export
from tools.tagger.finetuning import Lesson, finetune
from tools.tagger.habits import Names, habits
from tools.tagger.labelling import label_all
from tools.tagger.lists import with_phrases
from tools.tagger.looks import Tables
from tools.tagger.network import SHIPPED, TEACHER, Net, Sizes
from tools.tagger.pretraining import Pretrained, Reading, pretrain
from tools.tagger.processes import side_by_side
from tools.tagger.raw import as_labelled
from tools.tagger.sources import Made, Sources
from tools.tagger.vectors import SIZE
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.tagger import FIRST

State = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """How long everything is learned.

    Attributes:
        reading, teachers_reading: how first layers are pre-trained.
        first: how the first tagger learns.
        teachers: how those that label the raw articles do.
        third: how the one that ships learns from them.
        last: how it learns from annotated articles alone.
        settling: how it learns from the held-back ones too, at the end.
    """

    reading: Reading
    teachers_reading: Reading
    first: Lesson
    teachers: tuple[Lesson, ...]
    third: Lesson
    last: Lesson
    settling: Lesson


PLAN = Plan(
    reading=Reading(6, 160, SHIPPED),
    teachers_reading=Reading(6, 256, TEACHER),
    first=Lesson(4, 3e-3, 1, words=6000),
    teachers=tuple(Lesson(8, 1.5e-3, seed, words=4000) for seed in (1, 2, 3)),
    third=Lesson(1, 2e-3, 1, words=8000),
    last=Lesson(20, 2.5e-3, 1, words=6000, drop=0.3),
    settling=Lesson(3, 5e-4, 2, words=6000, drop=0.3),
)


class Course:
    """The taggers, trained when they are asked for."""

    def __init__(
        self,
        sources: Sources,
        held: frozenset[str],
        *,
        final: bool = False,
        plan: Plan = PLAN,
        split: str = "held-back",
        device: str = "cpu",
    ) -> None:
        """Say what to learn from.

        Args:
            sources: what the taggers learn from.
            held: names of the documents that they do not learn from.
            final: let the last one settle on all of them, those among them.
            plan: how long everything is learned.
            split: names what is held back, in the files of the work folder.
            device: of torch.
        """
        self.sources = sources
        self.report = sources.report
        self._held = held
        self._final = final
        self._plan = plan
        self._split = split
        self._device = device

    def write(self, path: Path, version: str) -> None:
        """Write the model file of the last tagger.

        Args:
            path: the file.
            version: of the model, for its name.
        """
        known, _ = self.habits
        table = self.sources.vectors.table(known)
        documents = [
            document
            for document in self.sources.documents
            if document.source != SENTENCE_CORPUS and (self._final or document.id not in self._held)
        ]
        weights = fit_cuts(documents, Cuts(self.sources.lexicon, table))
        state = self.settled if self._final else self.last
        export(
            path, self.sources.lexicon, table, weights, self.phrases, self.sources.features, state, version
        )
        self.report(f"{path} written, {path.stat().st_size / 1e6:.1f} MB")

    @cached_property
    def settled(self) -> State:
        """Weights of the last tagger once it has learned from the held-back articles too."""
        return self.tuned(self.tellings(frozenset()), SHIPPED, [self._plan.settling], self.last)[0]

    @cached_property
    def last(self) -> State:
        """Weights of the last tagger."""

        def make() -> State:
            return self.tuned(self.tellings(self._held), SHIPPED, [self._plan.last], self.third)[0]

        return self._kept("last", make)

    @cached_property
    def third(self) -> State:
        """Weights of a tagger that has learned from labelled raw articles beside the annotated ones."""

        def make() -> State:
            examples = [*self.labelled, *self.tellings(self._held)[0]]
            return self.tuned([examples], SHIPPED, [self._plan.third])[0]

        return self._kept("third", make)

    @cached_property
    def labelled(self) -> list[Example]:
        """Raw articles, labelled by the teachers together."""

        def make() -> list[Example]:
            raw = list(as_labelled(self.sources.texts.raw))
            feed, states = self._feed(self.habits[0]), self.teachers

            def prepare() -> tuple[Tables, list[Net]]:
                tables = feed()
                return tables, [self._net(TEACHER, tables, state) for state in states]

            return label_all(raw, prepare, self.phrases)

        return self._kept("labelled", make)

    @cached_property
    def teachers(self) -> list[State]:
        """Weights of large taggers."""
        return self._kept(
            "teachers", lambda: self.tuned(self.tellings(self._held), TEACHER, self._plan.teachers)
        )

    @cached_property
    def phrases(self) -> Phrases:
        """Known names of several words."""
        return with_phrases(Phrases(self.habits[1]), self.sources.lexicon)

    @cached_property
    def habits(self) -> tuple[dict[str, Any], Names]:
        """How a first tagger labels each stem all over the raw articles, and which names come again and again."""

        def make() -> tuple[dict[str, Any], Names]:
            feed, state = self._feed(), self.first

            def prepare() -> tuple[Tables, Net]:
                tables = feed()
                return tables, self._net(SHIPPED, tables, state)

            found, names = habits(self.sources.texts.raw, prepare, self.sources.looks.stems)
            return {stem: found[stem] for stem in self.sources.vectors.rows if stem in found}, names

        return self._kept("habits", make)

    @cached_property
    def first(self) -> State:
        """Weights of the first tagger, which knows no habits and no names of several words."""

        def make() -> State:
            tellings = self.tellings(self._held, matched=False)
            return self.tuned(tellings, SHIPPED, [self._plan.first], with_habits=False)[0]

        return self._kept("first", make)

    @cached_property
    def pretrained(self) -> dict[Sizes, Pretrained]:
        """First layers that have read the raw articles, small and large."""

        def make() -> dict[Sizes, Pretrained]:
            texts, feed, features = self.sources.texts.raw, self._feed(), len(self.sources.features)
            readings = (self._plan.reading, self._plan.teachers_reading)

            def read(reading: Reading) -> Pretrained:
                return pretrain(texts, feed(), features, reading, self.report)

            found = side_by_side([partial(read, reading) for reading in readings])
            return {reading.sizes: one for reading, one in zip(readings, found, strict=True)}

        return self.sources.kept("pretrained", make)

    def tellings(self, without: frozenset[str], *, matched: bool = True) -> list[list[Example]]:
        """The annotated articles, told in several ways.

        Args:
            without: names of the documents left out.
            matched: with the known names of several words.
        """
        found = [
            [example for example in telling if example.id not in without]
            for telling in self.sources.texts.tellings
        ]
        if matched:
            for telling in found:
                match(telling, self.sources.looks.stems, self.phrases)
        return found

    def tuned(
        self,
        tellings: Sequence[Sequence[Example]],
        sizes: Sizes,
        lessons: Sequence[Lesson],
        start: State | None = None,
        *,
        with_habits: bool = True,
    ) -> list[State]:
        """Weights of networks trained side by side.

        Args:
            tellings: what they learn from.
            sizes: of the networks.
            lessons: how each of them learns.
            start: weights to start from; none to start from the pre-trained first layer.
            with_habits: they are told the habits of words.
        """
        feed = self._feed(self.habits[0] if with_habits else None)
        pretrained = self.pretrained[sizes]

        def train(lesson: Lesson) -> State:
            tables = feed()
            net = self._net(sizes, tables, start)
            if start is None:
                net.start_from(pretrained.embedding, pretrained.first, SIZE)
            return finetune(tellings, tables, net, lesson, self.report)

        return side_by_side([partial(train, lesson) for lesson in lessons])

    def _feed(self, known: Mapping[str, Any] | None = None) -> Callable[[], Tables]:
        """What makes the tables that networks are fed; called in the process where they are trained."""
        return partial(Tables, self.sources.looks, self.sources.features[FIRST], self._device, known)

    def _net(self, sizes: Sizes, tables: Tables, state: State | None = None) -> Net:
        net = Net(len(self.sources.features), tables.size, sizes)
        if state is not None:
            net.load_state_dict(state)
        return net

    def _kept(self, stage: str, make: Callable[[], Made]) -> Made:
        return self.sources.kept(f"{stage}-without-{self._split}", make)
