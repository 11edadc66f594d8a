"""A model file taken apart, to be trained further."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch")

import torch

from tools.tagger.batches import Vocabulary, encode, make_batch, match
from tools.tagger.corpora import Document
from tools.tagger.export import export
from tools.tagger.lists import with_lists, with_phrases
from tools.tagger.network import Net
from tools.tagger.reading import read_model, tables_of
from tui.arabic.tokens import sentences
from tui.entities.builtin import MODEL
from tui.entities.builtin.tagger import Tagger

TEXT = "وصل الرئيس محمد مرسي إلى القاهرة. وقال مرسي، وهو يزور وجدة وبأكليم، إن مجلس الأمن يجتمع."


def scores_of(model: Path) -> np.ndarray:
    with np.load(model) as arrays:
        return Tagger.unpack(arrays).scored(sentences(TEXT))[1]


def test_torch_and_numpy_read_the_same_scores_off_a_model_file() -> None:
    parts = read_model(MODEL)
    vocabulary = Vocabulary(parts.lexicon)
    (example,) = encode([Document("one", "own", TEXT, [], sentences(TEXT))], vocabulary)
    match([example], vocabulary, parts.phrases)
    net = Net(len(parts.features), parts.table.size)
    net.load_state_dict(parts.state)
    net.eval()
    batch = make_batch([example], tables_of(parts, vocabulary), noisy=False)
    with torch.no_grad():
        labels, cuts = net(batch)
    found = torch.cat([labels, cuts], 2)[batch.mask].float().numpy()
    np.testing.assert_allclose(found, scores_of(MODEL), atol=0.15)


def test_what_was_taken_apart_is_written_as_it_was(tmp_path: Path) -> None:
    parts, copy = read_model(MODEL), tmp_path / "copy.npz"
    with np.load(MODEL) as arrays:
        weights = arrays["cut_weights"]
    export(copy, parts.lexicon, parts.table, weights, parts.phrases, parts.features, parts.state, "copy")
    np.testing.assert_allclose(scores_of(copy), scores_of(MODEL), atol=0.05)


def test_listed_names_are_known_and_lose_their_proclitics(tmp_path: Path) -> None:
    lists = {
        "places": "أكليم\nأولاد تايمة",
        "people": "باديس الغندوري",
        "given": "باديس",
        "families": "الغندوري",
    }
    for name in ("places", "people", "given", "families", "clubs", "bodies"):
        (tmp_path / f"{name}.txt").write_text(lists.get(name, "") + "\n", encoding="utf-8")
    parts = read_model(MODEL)
    lexicon = with_lists(parts.lexicon, tmp_path)
    assert lexicon.cut("باكليم") == 1
    phrases = with_phrases(parts.phrases, lexicon, tmp_path)
    assert phrases.names["اولاد تايمه"][0] == 1
    assert set(parts.phrases.names) <= set(phrases.names)
