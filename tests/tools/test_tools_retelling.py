"""Articles written for this project, and articles told of other names."""

from __future__ import annotations

import random

import pytest

from tools.tagger.corpora import Document
from tools.tagger.marked import HELD_BACK, read_marked, unmarked
from tools.tagger.retelling import NamesToGive, Retelling
from tui.arabic.tokens import sentences

NAMES = NamesToGive(
    given=["باديس"],
    families=["الغندوري"],
    places=["الزمامرة", "عين ولمان"],
    clubs=["سريع وادي زم", "الرجاء"],
    bodies=["وزارة الصحة", "وزارة العدل", "وزارة الشباب والثقافة والتواصل", "وزارة الفلاحة"],
)


def article(written: str) -> Document:
    text, names = unmarked(written)
    return Document("one", "own", text, names, sentences(text))


def tellings(written: str) -> list[Document]:
    told, dice = Retelling(NAMES), random.Random(1)
    return [told.retold(article(written), dice) for _ in range(60)]


def names_in(document: Document) -> list[str]:
    return [document.text[start:end] for start, end, _ in document.names]


def test_marks_are_taken_out_and_tell_where_names_are() -> None:
    text, names = unmarked("قال [P خالد علي] ل[L لمغرب] وب[O الرجاء]")
    assert text == "قال خالد علي للمغرب وبالرجاء"
    assert [(text[start:end], kind) for start, end, kind in names] == [
        ("خالد علي", "person"),
        ("لمغرب", "place"),
        ("الرجاء", "organization"),
    ]


def test_a_bracket_that_is_no_mark_is_an_error() -> None:
    with pytest.raises(ValueError, match="no mark"):
        unmarked("قال [خالد] كذا")


def test_every_article_of_the_project_can_be_read_and_none_of_the_held_back_is_learned_from() -> None:
    training, held = read_marked()
    assert training
    assert held
    assert not any(document.id.startswith(HELD_BACK) for document in training)
    known = {document.text for document in training}
    assert not any(document.text in known for document in held)
    for document in training + held:
        assert document.names == sorted(document.names)
        ends = [0, *(end for _, end, _ in document.names)]
        assert all(start >= before for (start, _, _), before in zip(document.names, ends, strict=False))


def test_a_person_has_one_new_name_all_over_the_article() -> None:
    seen = set()
    for told in tellings("قال [P سمير زيدان] إن الوضع هادئ. وأضاف [P زيدان] كلاما."):
        full, short = names_in(told)
        assert full.split()[1] == short
        assert full.split()[0] in ("سمير", "باديس")
        assert short in ("زيدان", "الغندوري")
        assert told.text.startswith("قال ")
        assert told.text.endswith(f"وأضاف {short} كلاما.")
        seen.add(full)
    assert len(seen) == 4


def test_proclitics_stay_outside_and_contract_with_the_article() -> None:
    seen = {told.text: names_in(told) for told in tellings("سافر ل[L لرباط] ثم ل[L وجدة]")}
    assert seen["سافر للرباط ثم لوجدة"] == ["لرباط", "وجدة"]
    assert seen["سافر للزمامرة ثم لعين ولمان"] == ["لزمامرة", "عين ولمان"]
    assert seen["سافر لعين ولمان ثم للزمامرة"] == ["عين ولمان", "لزمامرة"]


def test_bodies_change_for_others_of_their_sort_alone() -> None:
    seen = {
        tuple(names_in(told))
        for told in tellings("[O وزارة الداخلية] و[O حزب الاستقلال] و[O الرجاء] و[L مطار قرطاج]")
    }
    assert {names[0] for names in seen} == {"وزارة الداخلية", *NAMES.bodies}
    assert {names[1] for names in seen} == {"حزب الاستقلال"}
    assert {names[2] for names in seen} == set(NAMES.clubs)
    assert {names[3] for names in seen} == {"مطار قرطاج"}


def test_a_word_that_names_a_person_and_a_place_is_left_alone() -> None:
    for told in tellings("زار [P مقتدى الصدر] حي [L الصدر] ومعه [P عبد الله عون]"):
        assert names_in(told)[0].split()[1] == "الصدر"
        assert names_in(told)[2] == "عبد الله عون"
