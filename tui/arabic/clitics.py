"""Proclitics written onto a word: which cuts are possible, and which the counts of a large text favour."""

from __future__ import annotations

from collections.abc import Callable

CONJUNCTIONS = "وف"
PREPOSITIONS = "بلك"
SHORTEST_STEM = 3


def proclitic_cuts(word: str) -> list[int]:
    """How many letters of a folded word may be proclitics: the possible cuts, shortest first, 0 left out.

    A conjunction (و ف) may stand before a preposition (ب ل ك); each leaves at least `SHORTEST_STEM` letters.
    The contracted لل is cut after its first lam (`للعراق` is `ل` and `لعراق`).

    Args:
        word: a folded word.
    """
    cuts: list[int] = []
    position = 0
    if len(word) > SHORTEST_STEM and word[0] in CONJUNCTIONS:
        cuts.append(1)
        position = 1
    if len(word) - position > SHORTEST_STEM and word[position] in PREPOSITIONS:
        cuts.append(position + 1)
    return cuts


def is_contracted(word: str, cut: int) -> bool:
    """Whether a cut of a folded word falls inside the contracted لل, so that the stem has lost an alef."""
    return cut > 0 and word[cut - 1] == "ل" and word[cut : cut + 1] == "ل"


def likely_cut(word: str, count: Callable[[str], float]) -> int:
    """The number of letters of a folded word that are most likely proclitics.

    The stem must be more frequent than the word itself, where forms with the article vouch for forms without.

    Args:
        word: a folded word.
        count: occurrences of a folded word in a large text, 0 for an unknown one.
    """
    cuts = proclitic_cuts(word)
    if not cuts:
        return 0
    best = 0
    most = count(word) + 0.3 * count("ال" + word) + 0.5
    for cut in cuts:
        stem = word[cut:]
        seen = count(stem)
        if stem[0] == "ل":
            seen += count("ا" + stem)
        elif not stem.startswith("ال"):
            seen += 0.3 * count("ال" + stem)
        if seen > most:
            best, most = cut, seen
    return best
