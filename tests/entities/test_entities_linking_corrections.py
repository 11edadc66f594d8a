"""The reader's corrections."""

from __future__ import annotations

import json

import pytest

from tui.entities.linking.corrections import (
    Correction,
    CorrectionError,
    apply,
    change_kind,
    dismiss,
    dumps,
    loads,
    merge,
    split,
)
from tui.entities.model import Entity, Extraction, Mention


def extraction() -> Extraction:
    mentions = (
        Mention(0, 5, "قائم١", "person", entity="person:قايم"),
        Mention(6, 11, "الصدر", "person", entity="person:مقتدي الصدر"),
        Mention(12, 23, "مقتدى الصدر", "person", entity="person:مقتدي الصدر"),
        Mention(24, 29, "2018", "date", entity="date:2018"),
    )
    entities = (
        Entity("person:قايم", "person", "قائم", (), 1),
        Entity("person:مقتدي الصدر", "person", "مقتدى الصدر", ("الصدر",), 2),
        Entity("date:2018", "date", "2018", ("2018",), 1),
    )
    return Extraction(mentions, entities, "test")


def test_merge() -> None:
    result = apply([merge("person:قايم", "person:مقتدي الصدر")], extraction())
    assert [mention.entity for mention in result.mentions[:3]] == ["person:مقتدي الصدر"] * 3
    assert result.entities[0].name == "مقتدى الصدر"
    assert result.entities[0].count == 3
    assert "قائم١" in result.entities[0].aliases


def test_split_takes_one_form_out() -> None:
    result = apply([split("person:مقتدي الصدر", "الصدر", "محمد الصدر")], extraction())
    assert result.mentions[1].entity == "person:محمد الصدر"
    assert result.mentions[2].entity == "person:مقتدي الصدر"
    assert {entity.id: entity.count for entity in result.entities}["person:محمد الصدر"] == 1


def test_change_of_kind() -> None:
    result = apply([change_kind("person:قايم", "place")], extraction())
    assert (result.mentions[0].kind, result.mentions[0].entity) == ("place", "place:قايم")
    assert result.entities[0].kind == "place"


def test_dismissal_by_form_and_by_article() -> None:
    assert len(apply([dismiss("person:مقتدي الصدر", "الصدر")], extraction()).mentions) == 3
    here = dismiss("person:قايم", article=7)
    assert len(apply([here], extraction(), article=7).mentions) == 3
    assert apply([here], extraction(), article=8).mentions == extraction().mentions
    assert apply([here], extraction()).mentions == extraction().mentions


def test_the_narrowest_wins_and_chains_are_followed() -> None:
    rules = [
        merge("person:قايم", "person:أ"),
        merge("person:أ", "person:ب"),
        Correction("merge", "person:قايم", "person:ج", text="غير هذا"),
    ]
    assert apply(rules, extraction()).mentions[0].entity == "person:ب"
    rules.append(merge("person:قايم", "person:د", article=3))
    assert apply(rules, extraction(), article=3).mentions[0].entity == "person:د"


def test_a_ring_of_merges_ends() -> None:
    ring = [merge("person:قايم", "person:أ"), merge("person:أ", "person:قايم")]
    assert apply(ring, extraction()).mentions[0].entity in ("person:قايم", "person:أ")


def test_applying_again_changes_nothing_more() -> None:
    rules = [merge("person:قايم", "person:مقتدي الصدر"), dismiss("person:مقتدي الصدر", "الصدر")]
    once = apply(rules, extraction())
    assert apply(rules, extraction()) == once
    assert apply(rules, once).mentions == once.mentions


def test_a_contracted_form_is_the_form() -> None:
    given = Extraction(
        (Mention(0, 7, "لبوكمال", "place", entity="place:البوكمال"),),
        (Entity("place:البوكمال", "place", "البوكمال", (), 1),),
        "test",
    )
    assert apply([dismiss("place:البوكمال", "البوكمال")], given).mentions == ()


def test_export_and_import() -> None:
    rules = [
        merge("person:قايم", "person:مقتدي الصدر"),
        split("person:مقتدي الصدر", "الصدر", "محمد الصدر"),
        change_kind("person:قايم", "place"),
        dismiss("person:قايم", "قائم"),
    ]
    assert loads(dumps([*rules, dismiss("person:قايم", article=3)])) == rules
    assert [Correction.from_json(rule.to_json()) for rule in rules] == rules


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": "newsread corrections", "version": 9, "corrections": []}',
        json.dumps({"format": "newsread corrections", "version": 1, "corrections": [{"action": "merge"}]}),
        json.dumps(
            {
                "format": "newsread corrections",
                "version": 1,
                "corrections": [{"action": "eat", "entity": "person:x", "target": "person:y"}],
            }
        ),
    ],
)
def test_bad_files_are_refused(text: str) -> None:
    with pytest.raises(CorrectionError):
        loads(text)


@pytest.mark.parametrize(
    "values",
    [
        ("merge", "person:x"),
        ("merge", "person:x", "person:x"),
        ("dismiss", "person:x", "person:y"),
        ("split", "person:x", "person:y"),
        ("kind", "nothing:x", "person:x"),
    ],
)
def test_senseless_corrections_are_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(CorrectionError):
        Correction(*values)  # type: ignore[arg-type]
