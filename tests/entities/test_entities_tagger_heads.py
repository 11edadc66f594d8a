"""Common nouns before names."""

from __future__ import annotations

from tui.arabic.normalise import fold
from tui.entities.builtin.heads import with_head
from tui.entities.builtin.revise import Found
from tui.entities.model import Kind


def headed(text: str, start: int, end: int, kind: Kind, *, cut: int = 0, old: bool = False) -> str:
    """What the name of the words from `start` to `end` becomes, as `kind: words`."""
    words = text.split()
    name = with_head(Found(start, end, kind, 0.9, cut), [fold(word) for word in words], by_old_rules=old)
    shown = [words[name.start][name.cut :], *words[name.start + 1 : name.end]]
    return f"{name.kind}: {' '.join(shown)}"


def test_heads_that_belong_to_a_name_are_taken_in() -> None:
    assert headed("تشغيل سد النهضة", 2, 3, "organization") == "place: سد النهضة"
    assert headed("وبمطار هيثرو", 1, 2, "place") == "place: مطار هيثرو"
    assert headed("في شارع الحبيب بورقيبة", 2, 4, "person") == "place: شارع الحبيب بورقيبة"
    assert headed("بمستشفى رفيديا", 1, 2, "place") == "organization: مستشفى رفيديا"


def test_a_name_with_a_proclitic_or_another_word_before_it_stays_as_it_is() -> None:
    assert headed("مطار ببغداد", 1, 2, "place", cut=1) == "place: بغداد"
    assert headed("محطة الجزيرة", 1, 2, "organization") == "organization: الجزيرة"
    assert headed("بغداد", 0, 1, "place") == "place: بغداد"
    assert headed("ملعب استاد برج العرب", 1, 4, "place") == "place: استاد برج العرب"


def test_heads_that_do_not_belong_are_left_out() -> None:
    assert headed("بولاية نيويورك", 0, 2, "place", cut=1) == "place: نيويورك"
    assert headed("في ماراثون طرابلس", 1, 3, "place") == "place: طرابلس"
    assert headed("جزيرة جربة", 0, 2, "place") == "place: جربة"
    assert headed("جزيرة العرب", 0, 2, "place") == "place: جزيرة العرب"
    assert headed("الولايات المتحدة", 0, 2, "place") == "place: الولايات المتحدة"


def test_by_the_older_rules_no_such_head_belongs_to_a_name() -> None:
    assert headed("في مطار دمشق", 1, 3, "place", old=True) == "place: دمشق"
    assert headed("في مطار دمشق", 2, 3, "place", old=True) == "place: دمشق"


def test_heads_lose_what_is_written_onto_them() -> None:
    assert headed("لسد النهضة", 0, 2, "place") == "place: سد النهضة"
    assert headed("وبحي السلام", 0, 2, "place") == "place: حي السلام"
    assert headed("ولجامعة بغداد", 0, 2, "organization") == "organization: جامعة بغداد"
    assert headed("كلية الآداب", 0, 2, "organization") == "organization: كلية الآداب"
    assert headed("بسوق", 0, 1, "place") == "place: بسوق"
