"""Common nouns that belong to the name after them, and those that do not.

The annotated articles are all but unanimous on each of them: what the first stand before has them in its name, what the
second stand before has not. The network, which weighs every name by itself, leaves some of them out or in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.entities.builtin.cuts import possible_cuts
from tui.entities.builtin.revise import Found
from tui.entities.model import KINDS, Kind

_NAMES: frozenset[Kind] = frozenset(kind for kind in KINDS if kind != "date")
# Heads of places, whatever the name after them is of: شارع الحبيب بورقيبة, ملعب نادي كوينز بارك.
_PLACES = frozenset(
    ["مطار", "مخيم", "ميناء", "سد", "جسر", "معبر", "مضيق", "شارع", "ملعب", "استاد", "مقبره", "ساحه"]
)
# Heads of places before the name of a place alone: before another they may be another word.
_PLACES_OF_PLACES = frozenset(
    ["حاجز", "قاعده", "بحيره", "هضبه", "وادي", "كنيسه", "صحراء", "قلعه", "محطه", "قبر"]
)
_BODIES = frozenset(["وزاره", "جامعه", "مستشفي", "كليه", "معهد"])
_OWNERS: Mapping[str, tuple[Kind, frozenset[Kind]]] = {
    **dict.fromkeys(_PLACES, ("place", _NAMES)),
    **dict.fromkeys(_PLACES_OF_PLACES, ("place", frozenset[Kind](["place"]))),
    **dict.fromkeys(_BODIES, ("organization", _NAMES)),
}
_HEADS_OF_PLACES = _PLACES | _PLACES_OF_PLACES
# Heads that lose the proclitics written onto them, even where the whole may be another word: لسد النهضة, بحي السلام.
_BARE = (
    _HEADS_OF_PLACES
    | _BODIES
    | {"حي", "نهر", "سوق", "مسجد", "كنيس", "مدينه", "مركز", "مجلس", "لجنه", "وكاله"}
)
# Events have the name of a place inside, and are none.
_EVENTS = frozenset(["ماراثون", "مهرجان", "كاس", "دوري", "بطوله", "قمه", "معركه", "حرب"])
# Heads that no name of a place begins with.
_APART = _EVENTS | {"ولايه", "محافظه", "بلده", "جزيره", "مشعر", "باحات", "باحه"}
# What is never called so without its head: جزيرة العرب.
_OWNED = frozenset(["العرب"])
# In ANERcorp, by older rules, no name has these either.
_APART_OF_OLD = _APART | _PLACES | {"حي", "نهر", "سوق", "زقاق", "مملكه", "مدينه"}


def with_head(name: Found, words: Sequence[str], *, by_old_rules: bool) -> Found:
    """The name together with the common noun right before it, where that is a part of it; without one that is not.

    Args:
        name: found among the words.
        words: all words of the text, folded.
        by_old_rules: the text goes by the rules of ANERcorp.
    """
    apart = _APART_OF_OLD if by_old_rules else _APART
    name = _bare(name, words)
    first = words[name.start][name.cut :]
    if name.kind == "place" and name.end - name.start > 1 and first in apart:
        is_whole = words[name.start + 1] in _OWNED
        return name if is_whole else replace(name, start=name.start + 1, cut=0)
    if by_old_rules or name.cut or not name.start or first in _HEADS_OF_PLACES:
        return name
    before = words[name.start - 1]
    for cut in possible_cuts(before):
        kind, kinds = _OWNERS.get(before[cut:], (name.kind, frozenset[Kind]()))
        if name.kind in kinds:
            return replace(name, start=name.start - 1, cut=cut, kind=kind)
    return name


def _bare(name: Found, words: Sequence[str]) -> Found:
    """The name without what is written onto the common noun it begins with."""
    if name.cut == 0 and name.kind != "person" and name.end - name.start > 1:
        first = words[name.start]
        for cut in possible_cuts(first)[1:]:
            if first[cut:] in _BARE:
                return replace(name, cut=cut)
    return name
