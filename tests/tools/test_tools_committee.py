"""Networks that label as one, and processes that train one network."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import torch

from tools.tagger.batches import Tables, Vocabulary, encode, match
from tools.tagger.committee import Committee
from tools.tagger.corpora import Document
from tools.tagger.course import mean_of
from tools.tagger.export import export
from tools.tagger.network import Net
from tools.tagger.processes import side_by_side
from tools.tagger.together import Together
from tui.arabic.tokens import sentences
from tui.entities.builtin import MODEL
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.lexicon import Lexicon, unpack_words
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.tagger import Tagger
from tui.entities.builtin.vectors import WordVectors

TEXT = "وصل الرئيس محمد مرسي إلى القاهرة، قادما من باريس. وقال مرسي إن مصر بخير. "


def test_the_committee_scores_as_its_members_do_once_they_are_written(tmp_path: Path) -> None:
    with np.load(MODEL) as arrays:
        names = unpack_words(arrays["features"])
        features = {name: number for number, name in enumerate(names, 1)}
        lexicon, table, phrases = Lexicon.unpack(arrays), WordVectors.unpack(arrays), Phrases.unpack(arrays)
        weights = arrays["cut_weights"]
    torch.manual_seed(3)
    states = [Net(len(features), table.size).state_dict() for _ in range(2)]

    vocabulary = Vocabulary(lexicon)
    texts = [TEXT * 9, "لا شيء هنا."]
    examples = encode([Document("", "aj", text, [], sentences(text)) for text in texts], vocabulary)
    match(examples, vocabulary, phrases)
    vectors = np.array([table.of(word.stem) for word in vocabulary.words])
    tables = Tables(vocabulary, features, vectors, vectors)
    committee = Committee(states, len(features), table, Cuts(lexicon, table, weights))

    views = []
    for number, state in enumerate(states):
        path = tmp_path / f"{number}.npz"
        export(path, lexicon, table, weights, phrases, features, state, "0")
        with np.load(path) as arrays:
            tagger = Tagger.unpack(arrays)
        views.append(np.concatenate([tagger.scored(sentences(text))[2] for text in texts]))
    assert np.abs(views[0] - views[1]).max() > 0.05
    assert np.abs(committee.scored(examples, tables) - np.mean(views, axis=0)).max() < 0.02
    assert len(list(committee.names(examples, vocabulary, tables))) == len(texts)


def test_processes_agree_on_the_mean_of_their_gradients_and_share_the_batches() -> None:
    def train(member: Together) -> tuple[list[float], list[int]]:
        given, missing = torch.nn.Parameter(torch.zeros(2)), torch.nn.Parameter(torch.zeros(1))
        given.grad = torch.tensor([1.0, 2.0]) * (member.place + 1)
        if member.place == 1:
            missing.grad = torch.tensor([4.0])
        for _ in range(3):
            member.agree([given, missing])
        return [*given.grad.tolist(), *missing.grad.tolist()], list(member.share([0, 1, 2, 3, 4]))

    answers = side_by_side([partial(train, member) for member in Together.group(2, 3)])
    assert [gradient for gradient, _ in answers] == [[1.5, 3.0, 2.0]] * 2
    assert [parts for _, parts in answers] == [[0, 2], [1, 3]]


def test_the_mean_of_networks_is_that_of_their_weights() -> None:
    states = [{"weights": torch.tensor([1.0, 3.0])}, {"weights": torch.tensor([3.0, 3.0])}]
    assert mean_of(states)["weights"].tolist() == [2.0, 3.0]
