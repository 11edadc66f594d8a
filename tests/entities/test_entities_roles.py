"""Titles and head nouns before names."""

from __future__ import annotations

import pytest

from tui.entities.model import Kind, Span
from tui.entities.roles import head_kind, role_before, role_span


def before(text: str, name: str, kind: Kind) -> str | None:
    start = text.rindex(name)
    return role_before(text, Span(start, start + len(name), kind))


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("إعلان رئيس الوزراء حيدر العبادي أن", "حيدر العبادي", "رئيس الوزراء"),
        ("المتحدث باسم قيادة العمليات المشتركة بالعراق اللواء يحيى رسول", "يحيى رسول", "اللواء"),
        ("مستشار الأمن الوطني رئيس هيئة الحشد الشعبي فالح الفياض", "فالح الفياض", "رئيس هيئة الحشد الشعبي"),
        ("قال الرئيس الأميركي جو بايدن", "جو بايدن", "الرئيس الأميركي"),
        ("طالب زعيم التيار الصدري مقتدى الصدر", "مقتدى الصدر", "زعيم التيار الصدري"),
        ("وقال وزير الخارجية الأميركي أنتوني بلينكن", "أنتوني بلينكن", "وزير الخارجية الأميركي"),
        (
            "المتحدثة باسم وزارة الخارجية الروسية ماريا زاخاروفا",
            "ماريا زاخاروفا",
            "المتحدثة باسم وزارة الخارجية الروسية",
        ),
        ("زيارة للملك محمد السادس", "محمد السادس", "الملك"),
        ("والدكتور حسن نافعة", "حسن نافعة", "الدكتور"),
        ("لقاء مع رئيس أوكرانيا فولوديمير زيلينسكي", "فولوديمير زيلينسكي", "رئيس أوكرانيا"),
        ("اغتيال الزميلة الراحلة شيرين أبو عاقلة", "شيرين أبو عاقلة", "الزميلة الراحلة"),
        ('الشاعر "محمود درويش"', "محمود درويش", "الشاعر"),
        ("وأضاف السيسي", "السيسي", None),
        ("اجتمع الرئيس. محمد حسن قال", "محمد حسن", None),
        ("قال الوزير\nمحمد حسن", "محمد حسن", None),
        ("قال الوزير، محمد حسن", "محمد حسن", None),
        ("الوزير من بغداد علي حسن", "علي حسن", None),
        ("محمد حسن", "محمد حسن", None),
    ],
)
def test_persons(text: str, name: str, role: str | None) -> None:
    assert before(text, name, "person") == role


@pytest.mark.parametrize(
    ("text", "name", "kind", "role"),
    [
        ("قبالة مدينة القائم العراقية", "القائم", "place", "مدينة"),
        ("وبمحافظة دير الزور", "دير الزور", "place", "محافظة"),
        ("في العاصمة السورية دمشق", "دمشق", "place", "العاصمة السورية"),
        ("إلى العراق", "العراق", "place", None),
        ('بصحيفة "التلغراف" البريطانية', "التلغراف", "organization", "صحيفة"),
        ("قالت شركة أبل", "أبل", "organization", "شركة"),
        ("مراسل قناة الجزيرة", "الجزيرة", "organization", "قناة"),
        ("أعلن حزب الله", "حزب الله", "organization", None),
    ],
)
def test_places_and_organizations(text: str, name: str, kind: Kind, role: str | None) -> None:
    assert before(text, name, kind) == role


def test_the_role_stands_in_the_text() -> None:
    text = "قال وبرئيس الوزراء حيدر العبادي"
    start = text.index("حيدر")
    found = role_span(text, Span(start, len(text), "person"))
    assert found is not None
    assert text[found[0] : found[1]] == "رئيس الوزراء"


def test_the_kind_a_word_speaks_for() -> None:
    text = "مدينة الصدر والرئيس الصدر وصحيفة الصدر وقال الصدر"
    kinds = []
    start = text.find("الصدر")
    while start >= 0:
        kinds.append(head_kind(text, Span(start, start + 5, "person")))
        start = text.find("الصدر", start + 1)
    assert kinds == ["place", "person", "organization", None]


def test_long_phrases_are_bounded() -> None:
    text = "رئيس " + "الهيئة " * 40 + "محمد حسن"
    assert before(text, "محمد حسن", "person") is None
