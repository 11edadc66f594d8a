"""The trainer's stages: what they read, and how the work is shared out."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from tools.tagger.corpora import SENTENCE_CORPUS, Document
from tools.tagger.processes import WorkFailed, side_by_side

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


def test_raw_articles_are_read_once_and_annotated_ones_never(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs torch")
    from tools.tagger.batches import Vocabulary
    from tools.tagger.raw import as_labelled, read_examples

    long = TEXT * 8
    annotated = f"عنوان آخر\n{long} هذه المقالة معروفة."
    different = [long.replace("باريس", f"مدينة{number}") for number in range(10)]
    raw = raw_articles(tmp_path / "raw.xz", [*different, annotated, different[3]])
    vocabulary = Vocabulary()
    known = [Document("known", "aj", f"\n\n{annotated}", [])]
    examples = read_examples(raw, known, vocabulary, only_open=True)
    assert [example.id for example in examples] == [f"raw{number}" for number in range(10)]
    assert "معروفة" not in vocabulary.texts
    told = list(as_labelled(examples))
    whole = [example for example in told if example.source != SENTENCE_CORPUS]
    taken_apart = [example for example in told if example.source == SENTENCE_CORPUS]
    assert len(whole) == 8
    assert {example.id for example in taken_apart} == {"raw0", "raw5"}
    assert all(len(example.lengths) == 1 and example.apart == 1 for example in taken_apart)
    assert sum(len(example.words) for example in told) == sum(len(example.words) for example in examples)
