"""The trainer's stages that need no torch."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from tools.tagger.committee import Committee
from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.labelling import SHORTEST, label_raw
from tools.tagger.processes import WorkFailed, side_by_side
from tui.entities.builtin import MODEL
from tui.entities.engine import load_engine

TEXT = "وصل الرئيس محمد مرسي إلى القاهرة، قادما من باريس. وقال مرسي إن مصر بخير. "


def raw_articles(path: Path, texts: list[str]) -> Path:
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            record = {"id": f"raw{number}", "source": "aj", "title": "", "text": text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def test_answers_come_in_the_order_of_their_tasks() -> None:
    assert side_by_side([lambda place=place: place * place for place in range(5)]) == [0, 1, 4, 9, 16]


def test_a_task_that_fails_is_no_answer() -> None:
    def task() -> int:
        raise ValueError("no")

    with pytest.raises(WorkFailed):
        side_by_side([task])


def test_a_committee_of_equals_finds_what_one_does() -> None:
    text = TEXT * 40
    assert Committee([MODEL, MODEL]).names(text) == load_engine("builtin").names(text)


def test_raw_articles_are_labelled_whole_or_as_sentences_and_annotated_ones_never(tmp_path: Path) -> None:
    long = TEXT * (SHORTEST // len(TEXT) + 1)
    annotated = f"عنوان آخر\n{long} هذه المقالة معروفة."
    raw = raw_articles(tmp_path / "raw.xz", [f"{number} {long}" for number in range(10)] + [annotated])
    known = [Document("known", "aj", f"\n\n{annotated}", [])]
    labelled = label_raw(lambda: load_engine("builtin"), raw, known, words=10**6, only_open=True)
    whole = [document for document in labelled if document.source == "raw"]
    taken_apart = [document for document in labelled if document.source == SENTENCE_CORPUS]
    assert len(whole) == 8
    assert all(len(document.sentences) == 1 for document in taken_apart)
    assert {document.text[slice(*name[:2])] for document in whole for name in document.names} >= {
        "القاهرة",
        "باريس",
    }
    assert all(" ، قادما" in document.text for document in taken_apart if "قادما" in document.text)
    assert not any("معروفة" in document.text for document in labelled)
