"""The network in torch: what it learns from, and what numpy reads off its weights."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import torch

from tools.tagger.batches import Example, Vocabulary, encode, make_batch, match
from tools.tagger.corpora import Document
from tools.tagger.export import export
from tools.tagger.finetuning import Lesson, finetune
from tools.tagger.labelling import labels_of
from tools.tagger.looks import Tables, choose_features, look_at
from tools.tagger.network import Net, Sizes
from tools.tagger.vectors import BUCKETS, SIZE, Vectors
from tui.arabic.tokens import sentences
from tui.entities.builtin import load_lexicon
from tui.entities.builtin.labels import LABELS, may_end, may_follow, may_start
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.tagger import FIRST, Tagger
from tui.entities.builtin.vectors import HalfBytes, Quantised

TEXT = "وصل الرئيس محمد مرسي إلى القاهرة. وقال مرسي، وهو يزور وجدة وبأكليم، إن مجلس الأمن يجتمع."
NAMES = [("محمد مرسي", "person"), ("القاهرة", "place"), ("وجدة", "place"), ("مجلس الأمن", "organization")]
PHRASES = Phrases({"محمد مرسي": (0, 0.9)})
SMALL = Sizes(24, 20, 12)


class Setting:
    """One annotated article, and what a network is fed for it."""

    def __init__(self) -> None:
        lexicon = load_lexicon()
        dice = np.random.default_rng(1)
        vocabulary = Vocabulary()
        spans = [(TEXT.index(name), TEXT.index(name) + len(name), kind) for name, kind in NAMES]
        self.example = encode(Document("one", "own", TEXT, spans, sentences(TEXT)), vocabulary)
        counts = np.ones(len(vocabulary.texts), dtype=int)
        self.lexicon = lexicon
        self.features = choose_features(vocabulary.texts, counts, lexicon)
        stems = ["محمد", "القاهره", "وصل"]
        words = Quantised.of(dice.normal(size=(len(stems), SIZE)).astype(np.float32))
        ngrams = HalfBytes.of(dice.normal(size=(BUCKETS, SIZE)).astype(np.float32))
        habits = {stem: dice.normal(size=8).astype(np.float32) for stem in stems}
        vectors = Vectors({stem: row for row, stem in enumerate(stems)}, words, ngrams)
        self.table = vectors.table(habits)
        looks = look_at(vocabulary.texts, lexicon, self.features, vectors.table())
        self.tables = Tables(looks, self.features[FIRST], "cpu", habits)
        match([self.example], looks.stems, PHRASES)

    def net(self) -> Net:
        torch.manual_seed(2)
        return Net(len(self.features), self.tables.size, SMALL)


@pytest.fixture(scope="module")
def setting() -> Setting:
    return Setting()


def test_torch_and_numpy_read_the_same_scores(setting: Setting, tmp_path: Path) -> None:
    net = setting.net().eval()
    batch = make_batch([setting.example], setting.tables, noisy=False)
    with torch.no_grad():
        labels, cuts = net(batch)
    path = tmp_path / "model.npz"
    weights = np.zeros(100, dtype=np.float32)
    export(
        path,
        setting.lexicon,
        setting.table,
        weights,
        PHRASES,
        setting.features,
        net.state_dict(),
        version="t",
    )
    with np.load(path) as arrays:
        read = Tagger.unpack(arrays).scored(sentences(TEXT))[1]
    found = torch.cat([labels, cuts], 2)[batch.mask].float().numpy()
    assert np.abs(found).max() > 0.1
    np.testing.assert_allclose(found, read, atol=0.02)


def test_the_loss_is_that_of_all_sequences_one_by_one(setting: Setting) -> None:
    net = setting.net()
    with torch.no_grad():
        for part in (net.tr, net.st, net.en):
            part.normal_()
    scores = torch.randn(2, 4, len(LABELS))
    mask = torch.tensor([[True, True, True, True], [True, True, False, False]])
    right = ["O", "B-person", "E-person", "S-place"], ["S-person", "O"]
    labels = torch.zeros(2, 4, dtype=torch.long)
    for row, sequence in enumerate(right):
        labels[row, : len(sequence)] = torch.tensor([LABELS.index(label) for label in sequence])
    found = net.loss(scores, labels, mask).tolist()
    for row, sequence in enumerate(right):
        every = {
            chosen: _score(net, scores[row], chosen)
            for chosen in itertools.product(LABELS, repeat=len(sequence))
            if may_start(chosen[0])
            and may_end(chosen[-1])
            and all(may_follow(*pair) for pair in itertools.pairwise(chosen))
        }
        partition = torch.logsumexp(torch.tensor(list(every.values())), 0)
        assert found[row] == pytest.approx(float(partition) - every[tuple(sequence)], abs=1e-3)


def _score(net: Net, scores: torch.Tensor, chosen: tuple[str, ...]) -> float:
    numbers = [LABELS.index(label) for label in chosen]
    total = net.st[numbers[0]] + net.en[numbers[-1]]
    total = total + sum(scores[place, number] for place, number in enumerate(numbers))
    total = total + sum(net.tr[a, b] for a, b in itertools.pairwise(numbers))
    return float(total.detach())


def test_an_article_is_learned_by_heart(setting: Setting) -> None:
    net = setting.net()
    lesson = Lesson(epochs=150, rate=1e-2, seed=1, drop=0.1)
    told: list[str] = []
    net.load_state_dict(finetune([[setting.example]], setting.tables, net, lesson, told.append))
    assert len(told) == 150
    unlabelled = Example(**{**vars(setting.example), "labels": np.zeros_like(setting.example.labels)})
    ((_, labels),) = labels_of([unlabelled], setting.tables, [net])
    assert labels.tolist() == setting.example.labels.tolist()
