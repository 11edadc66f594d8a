"""Linking within an article."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.linking import clusters as clusters_module
from tui.entities.linking import link
from tui.entities.linking.forms import group_key, person_key
from tui.entities.linking.surface import is_contracted
from tui.entities.model import Entity, Kind, Mention, Span

_MARKED = re.compile(r"\{([plo]):([^}]*)\}")
_KINDS: dict[str, Kind] = {"p": "person", "l": "place", "o": "organization"}


def linked(marked: str) -> tuple[list[Mention], dict[str, Entity]]:
    """Link a text whose names are marked `{p:...}`, `{l:...}`, `{o:...}`."""
    text, spans = "", []
    position = 0
    for match in _MARKED.finditer(marked):
        text += marked[position : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), _KINDS[match[1]]))
        text += match[2]
        position = match.end()
    text += marked[position:]
    mentions, entities = link(text, spans)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return mentions, {entity.id: entity for entity in entities}


def groups(marked: str) -> list[int]:
    """Which mentions share an entity: for each, the number of the first that does."""
    mentions, _ = linked(marked)
    first: dict[str | None, int] = {}
    return [first.setdefault(mention.entity, number) for number, mention in enumerate(mentions)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("قال {p:ماتيوس مورافيسكي} ثم أضاف {p:مورافيسكي}", [0, 0]),
        ("قال {p:مورافيسكي} كما أكد {p:ماتيوس مورافيسكي}", [0, 0]),
        ("{p:شيرين أبو عاقلة} و{p:أبو عاقلة} و{p:شيرين} و{p:شيرين ابوعاقلة}", [0, 0, 0, 0]),
        ("{p:عبد الفتاح السيسي} ثم ل{p:لسيسي} ثم {p:عبدالفتاح السيسى}", [0, 0, 0]),
        ("{p:بنيامين نتنياهو} ثم {p:نتانياهو}", [0, 0]),
        ("{p:محمد حسن} و{p:محمد حسين}", [0, 1]),
        ("{p:صالح الأحمد} و{p:أحمد}", [0, 1]),
        ("{p:محمد بن سلمان} ابن الملك {p:سلمان}", [0, 1]),
        ("{p:وانغ يي} و{p:وانغ ون بين}", [0, 1]),
        ("{p:محمود عباس} ({p:أبو مازن})", [0, 0]),
        ("{p:كريم بنزيما} ({p:لوكا مودريتش})", [0, 1]),
        ("{p:جان-إيف لودريان} و{p:لودريان} و{p:جان إيف لو دريان}", [0, 0, 0]),
        ("{p:ميشال عون} و{p:العماد عون} ثم {p:جوزيف عون}", [0, 0, 2]),
    ],
)
def test_persons(marked: str, expected: list[int]) -> None:
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{o:تنظيم الدولة} ثم {o:تنظيم الدولة الإسلامية} ثم {o:داعش}", [0, 0, 0]),
        ("{o:الناتو} و{o:حلف شمال الأطلسي} و{o:NATO} ول{o:لناتو}", [0, 0, 0, 0]),
        ("{o:الأمم المتحدة} وقالت {o:المنظمة الدولية}", [0, 0]),
        ("{o:المنظمة الدولية} وحدها", [0]),
        ("{o:الاتحاد العام التونسي للشغل} و{o:اتحاد الشغل}", [0, 0]),
        ("{o:حزب التيار الشعبي} و{o:التيار الشعبي}", [0, 0]),
        ("{o:وزارة الخارجية الروسية} و{o:الخارجية الروسية}", [0, 0]),
        ("{o:الأمم المتحدة} و{o:بعثة الأمم المتحدة}", [0, 1]),
        ("{o:مجلس الأمن} و{o:مجلس الأمن القومي}", [0, 1]),
        ("{o:الاتحاد الأوروبي} و{o:الاتحاد}", [0, 1]),
        ("{o:الجزيرة} و{o:الجزيرة نت}", [0, 1]),
        ('صحيفة "{o:تاغس تسايتونغ}" الألمانية ({o:Tageszeitung})', [0, 0]),
        ("{o:وكالة الأنباء العراقية} ({o:واع})", [0, 0]),
        ("{o:نادي الهلال} ({o:النصر})", [0, 1]),
        ("{o:وزارة الثقافة والشباب والتواصل} و{o:وزارة الشباب والثقافة}", [0, 0]),
        ("{o:برلمان السويد} و{o:البرلمان السويدي}", [0, 0]),
        ("{o:القوات المسلحة الأردنية} و{o:الجيش الأردني}", [0, 0]),
    ],
)
def test_organizations(marked: str, expected: list[int]) -> None:
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("في {l:البوكمال} ثم التابعة ل{l:لبوكمال}", [0, 0]),
        ("{l:ليبيا} ثم ل{l:ليبيا}", [0, 0]),
        ("{l:البصرة} ثم {l:وللبصرة} ثم {l:وسوريا} ثم {l:سوريا}", [0, 0, 2, 2]),
        ("{l:الولايات المتحدة} و{l:أميركا} و{l:أمريكا} و{l:الولايات المتحدة الأميركية}", [0, 0, 0, 0]),
        ("{l:القدس} و{l:القدس الشرقية}", [0, 1]),
        ("{l:غزة} و{l:قطاع غزة}", [0, 1]),
        ("{l:جنين} و{l:مخيم جنين}", [0, 1]),
        ("{l:السودان} و{l:جنوب السودان}", [0, 1]),
        ("{l:الضفة} و{l:الضفة الغربية}", [0, 0]),
        ("{l:مطار صنعاء} و{l:مطار صنعاء الدولي} و{l:صنعاء}", [0, 0, 2]),
        ("{l:سوريا} و{l:سورية}", [0, 0]),
        ("{l:تونس} و{l:تونس العاصمة}", [0, 1]),
        ("{l:القرنة} و{l:قضاء القرنة} و{l:مدينة القرنة}", [0, 0, 0]),
        ("{l:الحسكة} و{l:محافظة الحسكة} و{l:مدينة الحسكة}", [0, 0, 0]),
        ("{l:القيروان} و{l:حي القيروان}", [0, 1]),
        ("{l:خاركوف} و{l:خاركيف} و{l:كييف}", [0, 0, 2]),
        ("{l:بيونغ يانغ} و{l:بيونغيانغ}", [0, 0]),
        ("{l:هونج كونج} و{l:هونغ كونغ}", [0, 0]),
        ("{l:نهر النيل} ثم {l:النيل}", [0, 0]),
        ("{l:نهر الأردن} ثم {l:الأردن}", [0, 1]),
        ("{l:جمهورية الكونغو} و{l:جمهورية الكونغو الديمقراطية}", [0, 1]),
    ],
)
def test_places(marked: str, expected: list[int]) -> None:
    assert groups(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{l:محافظة الحسكة}", ["place:الحسكه"]),  # well known: the common noun says nothing more
        ("{l:مدينة القرنة} ثم {l:القرنة}", ["place:القرنه"]),
        ("{l:مدينة الصدر} ثم {l:بغداد}", ["place:مدينه الصدر", "place:بغداد"]),
    ],
)
def test_places_go_without_their_common_noun(marked: str, expected: list[str]) -> None:
    _, entities = linked(marked)
    assert list(entities) == expected


def test_the_kingdom_is_the_one_the_article_is_about() -> None:
    saudi, _ = linked("قال وزير الخارجية السعودي في {l:الرياض} إن {l:المملكة} ترحب")
    moroccan, _ = linked("قال الوزير المغربي في {l:الرباط} إن {l:المملكة} ترحب")
    assert saudi[1].entity == "place:السعوديه"
    assert moroccan[1].entity == "place:المغرب"


def test_place_and_person_of_one_word_stay_apart() -> None:
    mentions, _ = linked(
        "تفجيرات {l:مدينة الصدر} أمس. وطالب {p:مقتدى الصدر} الأهالي. وقال {p:الصدر} إنهم في {l:الصدر}"
    )
    assert mentions[1].entity == mentions[2].entity == "person:مقتدي الصدر"
    assert {mentions[0].entity, mentions[3].entity}.isdisjoint({mentions[1].entity})


def test_a_shared_surname_follows_the_title() -> None:
    mentions, _ = linked(
        "قال الرئيس {p:حسن صالحي} أمس. ورد الوزير {p:بدر صالحي} عليه. ثم قال الرئيس {p:صالحي} إنه راض. "
        "وقال الوزير {p:صالحي} نعم"
    )
    assert mentions[2].entity == mentions[0].entity
    assert mentions[3].entity == mentions[1].entity


def test_a_shared_surname_follows_who_was_just_named() -> None:
    filler = " وجاء في البيان كلام كثير عن أمور أخرى لا صلة لها بهما." * 60
    mentions, _ = linked(
        "قال {p:علاء صالحي} أمس إن {p:صالحي} راض."
        + filler
        + " وقالت {p:مها صالحي} كلاما. وأضافت {p:صالحي} أن {p:صالحي} كذا"
    )
    assert mentions[1].entity == mentions[0].entity
    assert mentions[3].entity == mentions[4].entity == mentions[2].entity


def test_the_name_is_the_fullest_without_contraction() -> None:
    _, entities = linked("ل{l:لدشيشة} ثم ل{l:لدشيشة} ثم {p:صالحي} ثم {p:علاء صالحي}")
    assert entities["place:الدشيشه"].name == "الدشيشة"
    person = entities["person:علاء صالحي"]
    assert (person.name, person.aliases, person.count) == ("علاء صالحي", ("صالحي",), 2)


def test_kinds_follow_the_majority() -> None:
    mentions, _ = linked("{o:فاغرو} و{o:فاغرو} و{l:فاغرو} و{o:فاغرو}")
    assert {mention.kind for mention in mentions} == {"organization"}
    mentions, _ = linked("{o:فاغرو} و{o:فاغرو} في مدينة {l:فاغرو} و{o:فاغرو}")
    assert [mention.kind for mention in mentions] == ["organization", "organization", "place", "organization"]


def test_a_kind_explained_by_its_own_word_says_nothing_of_others() -> None:
    mentions, _ = linked(
        "مدينة {l:الصدر} ثم مدينة {l:الصدر} ثم مدينة {l:الصدر} ودعا {p:مقتدى الصدر} وقال {p:الصدر}"
    )
    assert [mention.kind for mention in mentions] == ["place"] * 3 + ["person"] * 2
    assert mentions[4].entity == mentions[3].entity


def test_ids_are_one_for_all_spellings() -> None:
    one, _ = linked("{l:الإمارات} و{p:أحمد أبو الغيط}")
    other, _ = linked("{l:الامارات} و{p:احمد ابوالغيط}")
    assert [mention.entity for mention in one] == [mention.entity for mention in other]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("للبوكمال", 1, True),
        ("وللبوكمال", 2, True),
        ("لبنان", 0, False),
        ("كللبن", 2, False),
        ("ليبيا", 0, False),
    ],
)
def test_contraction(text: str, start: int, expected: bool) -> None:
    assert is_contracted(text, start) is expected


def test_keys() -> None:
    assert person_key("الرئيس عبد الفتاح السيسي") == person_key("عبدالفتاح السيسى")
    assert person_key("محمد بن سلمان")[-1] == person_key("ابن سلمان")[0]
    assert group_key("أ.ف.ب") == group_key("أ ف ب")
    assert group_key('وزارة "الثقافة" والتواصل') == group_key("وزارة الثقافة والتواصل")


def test_work_grows_with_the_number_of_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    real = clusters_module.fit

    def counted(*arguments: object, **named: object) -> int:
        nonlocal calls
        calls += 1
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(clusters_module, "fit", counted)
    work = []
    for number in (500, 1000, 2000):
        calls = 0
        letters = "بتثجحخدذرزسشصضطظ"
        given = [letters[n % 16] + letters[n // 16 % 16] + letters[n // 256] + "م" for n in range(number)]
        names = [f"{{p:{name} الصدر}} و{{p:الصدر}}" for name in given]
        mentions, _ = linked(" قال ".join(names))
        assert len(mentions) == 2 * number
        assert mentions[-1].entity == mentions[-2].entity
        work.append(calls)
    assert work[2] <= 2.2 * work[1] <= 5 * work[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=12), st.sampled_from(["person", "place", "organization"])),
        max_size=12,
    )
)
def test_any_text_is_linked(pieces: list[tuple[str, Kind]]) -> None:
    text, spans = "", []
    for piece, kind in pieces:
        spans.append(Span(len(text), len(text) + len(piece), kind))
        text += piece + " "
    mentions, entities = link(text, spans)
    assert [mention.text for mention in mentions] == [text[m.start : m.end] for m in mentions]
    assert {mention.entity for mention in mentions} == {entity.id for entity in entities}
    assert sum(entity.count for entity in entities) == len(mentions)
    assert link(text, spans) == (mentions, entities)
