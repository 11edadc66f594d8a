"""Proclitics are cut where the counts of the forms say so."""

from __future__ import annotations

import pytest

from tui.arabic.clitics import is_contracted, likely_cut, proclitic_cuts

COUNTS = {
    "العراق": 900.0,
    "عراق": 30.0,
    "وزاره": 500.0,
    "بيروت": 80.0,
    "سوريا": 400.0,
    "وليد": 50.0,
    "ليد": 1.0,
}


@pytest.mark.parametrize(
    ("word", "cuts"),
    [
        ("والعراق", [1]),
        ("وبالعراق", [1, 2]),
        ("للعراق", [1]),
        ("بيت", []),
        ("سوريا", []),
        ("وللعراق", [1, 2]),
    ],
)
def test_possible_cuts(word: str, cuts: list[int]) -> None:
    assert proclitic_cuts(word) == cuts


@pytest.mark.parametrize(
    ("word", "cut"),
    [("وبالعراق", 2), ("للعراق", 1), ("وزاره", 0), ("بيروت", 0), ("لسوريا", 1), ("وليد", 0), ("كلمه", 0)],
)
def test_the_likely_cut_follows_the_counts(word: str, cut: int) -> None:
    assert likely_cut(word, lambda form: COUNTS.get(form, 0.0)) == cut


def test_a_contracted_article_is_seen() -> None:
    assert is_contracted("للعراق", 1)
    assert not is_contracted("لسوريا", 1)
