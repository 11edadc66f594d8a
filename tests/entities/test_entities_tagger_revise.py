"""What the convention and the whole article make of names that were found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.arabic.normalise import fold
from tui.entities.builtin.revise import Found, all_over, by_convention, is_generic, joined
from tui.entities.model import KINDS, Kind


def revised(
    text: str, start: int, end: int, kind: Kind, *, personal: str = "", unknown: str = ""
) -> list[str]:
    """The names that the words from `start` to `end` become; `unknown` words are so without a conjunction too."""
    words = [fold(word) for word in text.split()]
    name = Found(start, end, kind, 0.9, 0)
    names = by_convention(
        name,
        words,
        lambda place: int(words[place][0] == "و"),
        lambda place: words[place][0] == "و" and words[place] not in unknown.split(),
        personal.split().__contains__,
        ["المغرب", "زامبيا"].__contains__,
    )
    return [shown(text, name) for name in names]


def shown(text: str, name: Found) -> str:
    words = text.split()[name.start : name.end]
    return " ".join([words[0][name.cut :], *words[1:]])


def test_two_bodies_under_one_head_are_two_names() -> None:
    text = "بين وزارتي الخدمة المدنية والمالية أمس"
    assert revised(text, 1, 5, "organization") == ["وزارتي الخدمة المدنية", "المالية"]
    assert revised("حزبي الشعب والنور", 0, 3, "organization") == ["الشعب", "النور"]
    assert revised("وزارة التعليم والعلوم", 0, 3, "organization") == ["وزارة التعليم والعلوم"]


def test_an_unknown_word_inside_a_name_is_no_conjunction_and_another_name() -> None:
    assert revised("أناندا ويجيبالا", 0, 2, "person") == ["أناندا", "يجيبالا"]
    assert revised("أناندا ويجيبالا", 0, 2, "person", unknown="ويجيبالا") == ["أناندا ويجيبالا"]


def test_a_dual_head_stands_before_two_names_whatever_conjunctions_are_in_them() -> None:
    text = "حزبي العدالة والتنمية والأصالة والمعاصرة"
    assert revised(text, 0, 5, "organization") == ["العدالة والتنمية", "الأصالة والمعاصرة"]
    text = "حزبي الاستقلال والعدالة والتنمية"
    assert revised(text, 0, 4, "organization") == ["الاستقلال", "العدالة والتنمية"]


def test_a_name_is_written_in_one_script() -> None:
    assert revised("مجلة لوبوان Le Point", 1, 4, "organization") == ["لوبوان", "Le Point"]
    assert revised("NASA ناسا", 0, 2, "organization") == ["NASA", "ناسا"]
    assert revised("شبكة CNN", 0, 2, "organization") == ["CNN"]
    assert revised("جي 20", 0, 2, "organization") == ["جي 20"]


def test_a_body_is_meant_without_being_named() -> None:
    words = [fold(word) for word in ["رفض", "المنظمة", "الدولية", "والمنظمة", "العربية", "للتنمية"]]
    assert is_generic(Found(1, 3, "organization", 0.9, 0), words)
    assert not is_generic(Found(3, 6, "organization", 0.9, 1), words)


def test_titles_and_blessings_are_no_part_of_a_name() -> None:
    assert revised("المايسترو سليم سحاب", 0, 3, "person") == ["سليم سحاب"]
    assert revised("النبي يوسف عليه السلام", 1, 4, "person") == ["يوسف"]
    assert revised("عمر رضي الله عنه", 1, 4, "person") == []
    assert revised("وقال معاليه أمس", 1, 2, "person") == []
    assert revised("الملك", 0, 1, "person") == ["الملك"]


def test_people_joined_by_a_conjunction_are_two() -> None:
    assert revised("عبد الباسط وشعيشع", 0, 3, "person") == ["عبد الباسط", "شعيشع"]
    assert revised("الحصري", 0, 1, "person") == ["الحصري"]


def test_two_countries_side_by_side_are_two_places() -> None:
    assert revised("يواجه المغرب زامبيا غدا", 1, 3, "organization") == ["المغرب", "زامبيا"]
    assert revised("المغرب الأقصى", 0, 2, "place") == ["المغرب الأقصى"]


def test_what_is_said_of_a_name_is_no_part_of_it() -> None:
    assert revised("الغرفة الرباعية المشكلة", 0, 3, "organization") == ["الغرفة الرباعية"]
    assert revised("تدعى مدينة لوكس", 0, 3, "organization") == ["مدينة لوكس"]
    assert revised("الجزيرة + وكالات", 0, 3, "organization") == ["الجزيرة"]


def test_what_an_adviser_advises_on_is_no_body() -> None:
    words = [fold(word) for word in ["مستشار", "الأمن", "الوطني", "ومديرية", "الأمن", "الوطني"]]
    assert is_generic(Found(1, 3, "organization", 0.9, 0), words)
    assert not is_generic(Found(4, 6, "organization", 0.9, 0), words)


def test_a_country_of_two_names_is_one() -> None:
    text = "زار البوسنة والهرسك والنمسا"
    assert revised(text, 1, 4, "place") == ["البوسنة والهرسك", "النمسا"]
    words = [fold(word) for word in text.split()]
    parts = [Found(1, 2, "place", 0.9, 0), Found(2, 3, "place", 0.9, 1), Found(3, 4, "place", 0.9, 1)]
    assert [shown(text, name) for name in joined(parts, words)] == ["البوسنة والهرسك", "النمسا"]


def test_epithets_belong_to_holy_cities_and_adjectives_of_countries_to_none() -> None:
    assert revised("في مكة المكرمة أمس", 1, 2, "place") == ["مكة المكرمة"]
    assert revised("مدينة القائم العراقية", 1, 3, "place") == ["القائم"]
    assert revised("جزيرة جربة التونسية", 0, 3, "place") == ["جزيرة جربة"]
    assert revised("الجزيرة السورية", 0, 2, "place") == ["الجزيرة السورية"]
    assert revised("المحيط الهندي", 0, 2, "place") == ["المحيط الهندي"]


def test_a_town_called_after_a_person_keeps_its_head_noun() -> None:
    assert revised("تفجيرات مدينة الصدر", 2, 3, "place", personal="الصدر") == ["مدينة الصدر"]
    assert revised("وبمدينة نصر", 1, 2, "place", personal="نصر") == ["مدينة نصر"]
    assert revised("تفجيرات مدينة القائم", 2, 3, "place", personal="الصدر") == ["القائم"]


SIGNS = tuple("+=-–—*•.،؛:؟/|#@…«»()[]“”\"'\ufffd")


def test_no_name_begins_or_ends_with_a_sign_but_one_whose_partner_is_inside() -> None:
    assert revised("+", 0, 1, "person") == []
    assert revised("+ + + عنوان", 0, 3, "organization") == []
    assert revised("+ + + والعراق", 0, 4, "place") == ["العراق"]
    assert revised("« القدس العربي »", 0, 4, "organization") == ["القدس العربي"]
    assert revised("« القدس » العربي", 0, 4, "organization") == ["« القدس » العربي"]
    assert revised("حركة ( حماس )", 0, 4, "organization") == ["حركة ( حماس )"]
    assert revised("وزارتي التعليم ، والمالية", 0, 4, "organization") == ["وزارتي التعليم", "المالية"]


@given(
    st.lists(st.sampled_from((*SIGNS, "محمد", "والعراق", "مدينة")), min_size=1, max_size=7),
    st.sampled_from([kind for kind in KINDS if kind != "date"]),
)
def test_no_name_is_without_a_word_at_either_end(words: list[str], kind: Kind) -> None:
    for name in revised(" ".join(words), 0, len(words), kind, personal="محمد"):
        inside = name.split()
        assert inside[0][0].isalnum() or inside[0] in "«([“\"'"
        assert inside[-1][0].isalnum() or inside[-1] in "»)]”\"'"
        assert any(word[0].isalnum() for word in inside)


def test_no_name_ends_in_a_sign_but_one_that_closes() -> None:
    assert revised("المصدر : الجزيرة + وكالات", 2, 4, "organization") == ["الجزيرة"]
    assert revised('إذاعة " اف ام "', 0, 5, "organization") == ['إذاعة " اف ام "']


def everywhere(text: str, *names: Found) -> list[str]:
    words = [fold(word) for word in text.split()]
    found = all_over(names, words, words, lambda place: 0)
    return [f"{name.kind}: {shown(text, name)}" for name in found]


def test_a_full_name_is_found_again_and_its_last_word_too() -> None:
    text = "زار دير الزور ضياء الوكيل ثم عاد من الزور إلى بدير الزور وقال الوكيل"
    names = (
        Found(1, 3, "place", 0.9, 0),
        Found(3, 5, "person", 0.9, 0),
        Found(11, 12, "place", 0.4, 0),
    )
    assert everywhere(text, *names) == [
        "place: دير الزور",
        "person: ضياء الوكيل",
        "place: دير الزور",
        "person: الوكيل",
    ]


def test_a_surname_that_begins_like_a_proclitic_is_whole_where_a_full_name_has_it() -> None:
    text = "قال إدريس لشكر ثم عاد لشكر"
    words = [fold(word) for word in text.split()]
    names = [Found(1, 3, "person", 0.9, 0), Found(5, 6, "person", 0.9, 1)]
    found = all_over(names, words, words, lambda place: 1)
    assert [shown(text, name) for name in found] == ["إدريس لشكر", "لشكر"]


def test_a_name_of_another_kind_is_left_alone() -> None:
    text = "مقتدى الصدر في مقتدى الصدر"
    names = (Found(0, 2, "person", 0.9, 0), Found(3, 5, "place", 0.9, 0))
    assert everywhere(text, *names) == ["person: مقتدى الصدر", "place: مقتدى الصدر"]


_WORDS = ["وزارتي", "وعمر", "مكة", "المكرمة", "مدينة", "نصر", "علي", "بعلي"]


@given(st.data())
def test_names_never_overlap(data: st.DataObject) -> None:
    words = [fold(word) for word in data.draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=20))]
    names: list[Found] = []
    place = 0
    while place < len(words):
        end = data.draw(st.integers(place, min(place + 3, len(words))))
        if end > place:
            kind = data.draw(st.sampled_from([kind for kind in KINDS if kind != "date"]))
            name = Found(place, end, kind, 0.5, 0)
            names += by_convention(
                name,
                words,
                lambda place: int(words[place][0] == "و"),
                lambda place: words[place][0] == "و",
                {"نصر"}.__contains__,
                {"مصر"}.__contains__,
            )
        place = end + 1
    last = 0
    for name in all_over(names, words, words, lambda place: 0):
        assert last <= name.start < name.end <= len(words)
        last = name.end
