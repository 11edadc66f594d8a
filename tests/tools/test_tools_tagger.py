"""The trainer's stages that need no torch."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.labelling import SHORTEST, Name, label_raw
from tools.tagger.processes import WorkFailed, side_by_side
from tui.entities.engine import load_engine

TEXT = "وصل الرئيس محمد مرسي إلى القاهرة، قادما من باريس. وقال مرسي إن مصر بخير. "


def raw_articles(path: Path, texts: list[str]) -> Path:
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            record = {"id": f"raw{number}", "source": "aj", "title": "", "text": text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def found(documents: Sequence[Document]) -> list[list[Name]]:
    engine = load_engine("builtin")
    return [
        [(span.start, span.end, str(span.kind)) for span in engine.names(document.text)]
        for document in documents
    ]


def test_answers_come_in_the_order_of_their_tasks() -> None:
    assert side_by_side([lambda place=place: place * place for place in range(5)]) == [0, 1, 4, 9, 16]


def test_a_task_that_fails_is_no_answer() -> None:
    def task() -> int:
        raise ValueError("no")

    with pytest.raises(WorkFailed):
        side_by_side([task])


def test_raw_articles_are_labelled_whole_or_as_sentences_and_annotated_ones_never(tmp_path: Path) -> None:
    long = TEXT * (SHORTEST // len(TEXT) + 1)
    annotated = f"عنوان آخر\n{long} هذه المقالة معروفة."
    raw = raw_articles(tmp_path / "raw.xz", [f"{number} {long}" for number in range(10)] + [annotated])
    known = [Document("known", "aj", f"\n\n{annotated}", [])]
    labelled = label_raw(found, raw, known, words=10**6, only_open=True)
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
