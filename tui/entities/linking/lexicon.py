"""The word lists and alias tables of the linker, read once from the data files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tui.arabic.normalise import fold_key

_DATA = Path(__file__).parent / "data"


@cache
def read_table(name: str) -> dict[str, Any]:
    """The parsed data file `name` (`words.toml`) of the linker."""
    with (_DATA / name).open("rb") as stream:
        return tomllib.load(stream)


def bare(word: str) -> str:
    """A folded word without the definite article, also where و, ب or ل is written onto it.

    Args:
        word: one folded word (`والتنميه`, `للشغل`, `الناتو`).
    """
    if word.startswith("ال"):
        return word[2:] if len(word) > 3 and word != "الله" else word
    if word.startswith("لل"):
        return word[2:] if len(word) > 4 else word
    if word.startswith(("وال", "بال")):
        return word[3:] if len(word) > 5 else word
    return word


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple(read_table("words.toml")["stems"].items())


def fold_name(name: str) -> str:
    """A name folded, stems of two current spellings in one of them: what ids are made of."""
    folded = fold_key(name)
    for spelling, chosen in _stems():
        folded = folded.replace(spelling, chosen)
    return folded


def fold_word(word: str) -> str:
    """A name or word folded for comparing: without the lone hamza too (`الطوارئ`, `الطوارىء`)."""
    return fold_name(word).replace("ء", "")


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold_word(word) for word in words)


def _bare(words: list[str]) -> frozenset[str]:
    return frozenset(bare(fold_word(word)) for word in words)


@dataclass(frozen=True, slots=True)
class Words:
    """Folded word lists; those marked bare are without the article too.

    Attributes:
        organization_heads: words an organisation's name may go without (bare).
        organization_fillers: adjectives between head and name (bare).
        organization_wrappers: heads that may stand before another head (bare).
        organization_parts: heads of bodies that belong to a larger one (bare).
        place_heads: words a place's name may go without (bare).
        place_plain_heads: those of them that are never part of the name behind them (bare).
        place_distinctions: words that make another place of the name before them (bare).
        place_nouns: common nouns that shorten a longer place name (bare).
        person_titles: titles a tagger may leave inside a person's name.
        person_prefixes: words that make one unit with the next.
        person_suffixes: words that make one unit with the one before.
        distinct_given_names: given names that are never variants of each other (bare).
        lam_words: words that begin with a lam of their own.
        duals: heads in the dual and what they are two of.
        sounds: letter for letter, the plainer one of two that transliterate one sound.
    """

    organization_heads: frozenset[str]
    organization_fillers: frozenset[str]
    organization_wrappers: frozenset[str]
    organization_parts: frozenset[str]
    place_heads: frozenset[str]
    place_plain_heads: frozenset[str]
    place_distinctions: frozenset[str]
    place_nouns: frozenset[str]
    person_titles: frozenset[str]
    person_prefixes: frozenset[str]
    person_suffixes: frozenset[str]
    distinct_given_names: frozenset[str]
    lam_words: frozenset[str]
    duals: dict[str, str]
    sounds: dict[int, str]


@cache
def words() -> Words:
    """The word lists of the linker."""
    table = read_table("words.toml")
    return Words(
        organization_heads=_bare(table["organization_heads"]),
        organization_fillers=_bare(table["organization_fillers"]),
        organization_wrappers=_bare(table["organization_wrappers"]),
        organization_parts=_bare(table["organization_parts"]),
        place_heads=_bare(table["place_heads"]),
        place_plain_heads=_bare(table["place_plain_heads"]),
        place_distinctions=_bare(table["place_distinctions"]),
        place_nouns=_bare(table["place_nouns"]),
        person_titles=_folded(table["person_titles"]),
        person_prefixes=_folded(table["person_prefixes"]),
        person_suffixes=_folded(table["person_suffixes"]),
        distinct_given_names=_bare(table["distinct_given_names"]),
        lam_words=_folded(table["lam_words"]),
        duals={fold_word(dual): fold_word(single) for dual, single in table["duals"].items()},
        sounds={ord(letter): plain for letter, plain in table["sounds"].items()},
    )
