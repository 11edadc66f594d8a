"""Training a model file further: with the articles and name lists of this project, and with names exchanged.

The corpora are of few sources. Articles written for this project speak in the voices of many others, of names that the
corpora never met; names exchanged in them teach that the next ones will be others again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tools.tagger.batches import Vocabulary, encode, match
from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.cuts import fit_cuts
from tools.tagger.export import export
from tools.tagger.finetuning import Lesson, finetune
from tools.tagger.lists import names_to_give, with_lists, with_phrases
from tools.tagger.marked import SOURCE
from tools.tagger.network import Net
from tools.tagger.processes import side_by_side
from tools.tagger.reading import Parts, read_model, tables_of
from tools.tagger.retelling import Retelling
from tui.entities.builtin.cuts import Cuts

# Shares of the articles that are told of other names each time: of this project, and of the corpora.
OWN_RETOLD, OTHERS_RETOLD = 0.5, 0.2


@dataclass(frozen=True)
class Onward:
    """How a model is trained further.

    Attributes:
        epochs: times that every article is read.
        rate: of learning, at first.
        members: how many networks are trained side by side, from different seeds; the mean of their weights is better
            than any of them on texts that are not like what they learned from (Wortsman et al. 2022).
        version: of the model, for its name.
    """

    epochs: int
    rate: float
    members: int
    version: str


def train_onward(
    start: Path, out: Path, documents: Sequence[Document], how: Onward, report: Callable[[str], Any] = print
) -> None:
    """Train the network of a model file further and write another.

    Args:
        start: the model file to start from.
        out: the model file to write.
        documents: annotated articles, those of this project among them.
        how: how to train.
        report: told of progress.
    """
    parts = read_model(start)
    lexicon = with_lists(parts.lexicon)
    parts = replace(parts, lexicon=lexicon, phrases=with_phrases(parts.phrases, lexicon))
    members = [partial(_trained, parts, documents, how, seed, report) for seed in range(1, how.members + 1)]
    state = _mean(side_by_side(members))
    weights = fit_cuts(
        [document for document in documents if document.source != SENTENCE_CORPUS],
        Cuts(lexicon, parts.table),
    )
    export(
        out,
        lexicon,
        parts.table,
        weights,
        parts.phrases,
        parts.features,
        state,
        how.version,
    )
    report(f"{out} written, {out.stat().st_size / 1e6:.1f} MB")


def _trained(
    parts: Parts, documents: Sequence[Document], how: Onward, seed: int, report: Callable[[str], Any]
) -> Mapping[str, Any]:
    """Weights of a network trained further."""
    vocabulary = Vocabulary(parts.lexicon)
    tellings = [encode(told, vocabulary) for told in _tellings(documents, how.epochs, seed)]
    for telling in tellings:
        match(telling, vocabulary, parts.phrases)
    tables = tables_of(parts, vocabulary)

    def begin() -> Net:
        net = Net(len(parts.features), parts.table.size)
        net.load_state_dict(parts.state)
        return net

    report(f"{len(documents)} articles, {sum(len(each.words) for each in tellings[0])} words")
    return finetune(tellings, tables, begin, Lesson(how.epochs, how.rate, seed), report).state_dict()


def _mean(states: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def _tellings(documents: Sequence[Document], epochs: int, seed: int) -> list[list[Document]]:
    """The articles for every epoch, some of them told of other names."""
    retelling = Retelling(names_to_give())
    return [
        [_told(document, retelling, random.Random(f"{seed} {epoch} {document.id}")) for document in documents]
        for epoch in range(epochs)
    ]


def _told(document: Document, retelling: Retelling, dice: random.Random) -> Document:
    """An article as it is or, drawn by lot, told of other names."""
    if document.source == SENTENCE_CORPUS:
        return document  # there proclitics belong to the names
    share = OWN_RETOLD if document.source.startswith(SOURCE) else OTHERS_RETOLD
    return retelling.retold(document, dice) if dice.random() < share else document
