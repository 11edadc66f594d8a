"""The sample articles are what they claim: between them, all that the reader must cope with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def body_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("+++\n", 2)[2] if text.startswith("+++\n") else text


def test_there_are_enough_of_them() -> None:
    assert len(SEEDS) >= 16


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_each_has_the_length_of_a_news_item_and_a_readable_head(path: Path) -> None:
    assert 150 <= len(body_of(path).split()) <= 400
    text = path.read_text(encoding="utf-8")
    if text.startswith("+++\n"):
        head = tomllib.loads(text.split("+++\n", 2)[1])
        assert set(head) <= {"title", "source", "published"}
        assert "نموذج" in head["source"]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("lil- contracted", r"\bللبوكمال"),
        ("dual month name", r"نيسان|فبراير/شباط"),
        ("a date that leans on the one before", r"الشهر ذاته"),
        ("a Hijri date", r"1445هـ"),
        ("a quotation inside a quotation", r"[\"«“][^\"»”]*[’‘«]"),
        ("a Latin name", r"\([A-Z][a-z]+"),
        ("a percentage", r"\d%"),
        ("harakat", r"[\u064b-\u0652]{1}.*[\u064b-\u0652]"),
        ("a source line", r"^المصدر :"),
    ],
)
def test_between_them_they_show_what_real_articles_do(what: str, pattern: str) -> None:
    assert any(re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE) for path in SEEDS), what
