"""Training articles told of other people and places."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch", reason="training needs torch")

from tools.tagger.batches import Example, Vocabulary, encode
from tools.tagger.corpora import Document
from tools.tagger.renaming import Renaming
from tui.arabic.tokens import sentences
from tui.entities.builtin import load_lexicon


def example_of(text: str, names: list[tuple[str, str]], vocabulary: Vocabulary) -> Example:
    spans = [(text.index(name), text.index(name) + len(name), kind) for name, kind in names]
    return encode([Document("one", "aj", text, spans, sentences(text))], vocabulary)[0]


def test_people_change_their_names_all_over_and_nothing_else_changes() -> None:
    vocabulary = Vocabulary(load_lexicon())
    told = example_of(
        "قال عبد الناصر حمدان إن سمير زيدان زار دمشق وزارت الأمم المتحدة",
        [("عبد الناصر حمدان", "person"), ("سمير زيدان", "person"), ("دمشق", "place")],
        vocabulary,
    )
    others = example_of(
        "وصل جورج بومبيدو إلى مدريد", [("جورج بومبيدو", "person"), ("مدريد", "place")], vocabulary
    )
    renaming = Renaming([others], vocabulary.words)
    dice = random.Random(1)
    seen = set()
    for _ in range(40):
        renamed = renaming.renamed(told, dice)
        words = [vocabulary.words[word].folded for word in renamed.words]
        assert words[:3] == ["قال", "عبد", "الناصر"]
        assert words[3] in ("حمدان", "بومبيدو")
        assert words[5] in ("سمير", "جورج")
        assert words[9:] == ["وزارت", "الامم", "المتحده"]
        assert renamed.labels == told.labels
        seen.update(words)
    assert {"جورج", "بومبيدو", "مدريد", "دمشق"} <= seen
