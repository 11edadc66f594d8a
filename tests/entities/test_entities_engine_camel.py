"""The camel engine, with a tiny model made here, and what it says where something is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tui.entities.camel import INSTALL_EXTRA, INSTALL_MODEL, NEEDED, load_camel
from tui.entities.engine import EngineUnavailable, load_engine

HAVE_EXTRA = all(importlib.util.find_spec(name) for name in NEEDED)
needs_extra = pytest.mark.skipif(not HAVE_EXTRA, reason="the extra 'neural' is not installed")

TEXT = "أعلن العراق أن ضرباته ستستمر.\n\nوبغداد تنفي\u200f ذلك (The Telegraph) 🙂"


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import BertConfig, BertForTokenClassification

    folder = tmp_path_factory.mktemp("tiny")
    letters = [chr(code) for code in range(0x621, 0x64B) if chr(code).isalpha()]
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *letters,
        *(f"##{letter}" for letter in letters),
    ]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    model = BertForTokenClassification(config)
    model.save_pretrained(folder)
    return folder


@needs_extra
def test_a_tiny_model_runs_offline_and_silently(
    tiny_model: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    engine = load_engine("camel", tiny_model)
    assert engine.name == f"camel {tiny_model.name}"
    spans = engine.names(TEXT)
    ends = [0]
    for span in spans:
        assert span.start >= ends[-1]
        assert span.start < span.end <= len(TEXT)
        assert span.kind in ("person", "place", "organization")
        ends.append(span.end)
    assert engine.names("") == []
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == ""


@needs_extra
def test_labels_become_spans_without_proclitics(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_camel(tiny_model)
    recogniser = engine._recogniser  # type: ignore[attr-defined]
    marked = {"وبغداد": "B-LOC", "يحيى": "B-PERS", "رسول": "I-PERS", "تنفي": "B-MISC"}
    monkeypatch.setattr(
        recogniser, "predict", lambda rows: [[marked.get(word, "O") for word in row] for row in rows]
    )
    text = "قال يحيى رسول\nوبغداد تنفي"
    found = [(text[span.start : span.end], span.kind) for span in engine.names(text)]
    assert found == [("يحيى رسول", "person"), ("بغداد", "place")]


@needs_extra
def test_a_missing_model_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(EngineUnavailable, match=INSTALL_MODEL):
        load_camel()


def test_a_missing_extra_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "torch" else found(name, *rest)
    )
    with pytest.raises(EngineUnavailable) as caught:
        load_engine("camel")
    assert INSTALL_EXTRA in str(caught.value)
    assert "torch" in str(caught.value)
