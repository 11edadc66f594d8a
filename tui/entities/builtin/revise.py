"""What the convention of names and the article as a whole say of the names that the network has found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui.entities.builtin.conventions import (
    ADDRESSES,
    ADVISERS,
    BLESSINGS,
    EPITHETS,
    GENERIC,
    HEADS_OF_TWO,
    HEADS_OUTSIDE,
    JOINED,
    MATTERS,
    NOUNS_BEFORE_LATIN,
    PARTICLES,
    SAID_OF_NAMES,
    TOWN,
    without_adjective,
)
from tui.entities.builtin.cuts import possible_cuts
from tui.entities.model import Kind
from tui.entities.roles import people_titles

# A surname that repeats a full name is looked for from this many letters on.
SHORTEST_SURNAME = 3
# How sure a name is that only other sentences tell of.
REPEATED_SCORE = 0.5
# Kinds whose names are the same wherever they stand; of organisations a part may be meant by itself.
_LASTING = ("person", "place")

_CLOSES = {"«": "»", "(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "‹": "›", '"': '"', "'": "'"}

_ARABIC = "\u0600"  # the first of Arabic letters

CutOf = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Found:
    """A name among the words of a text.

    Attributes:
        start: first word.
        end: one past the last word.
        kind: kind of name.
        score: how sure it is, 0 to 1.
        cut: folded letters of the first word that are no part of it.
    """

    start: int
    end: int
    kind: Kind
    score: float
    cut: int


def by_convention(
    name: Found,
    words: Sequence[str],
    cut_of: CutOf,
    may_begin: Callable[[int], bool],
    is_personal: Callable[[str], bool],
    is_country: Callable[[str], bool],
) -> Iterator[Found]:
    """The name as it is to be marked: without what is no part of it, as two where it is two, as none without words.

    Args:
        name: as the network has found it.
        words: all words of the text, folded.
        cut_of: how many letters of a word are proclitics, if a name begins there.
        may_begin: whether a word inside the name may begin another one, after a conjunction.
        is_personal: whether a word is more often a person's name than a place's.
        is_country: whether a word is a country's whole name.
    """
    for written in _by_script(name, words):
        worded = _without_signs(_as_named(written, words, cut_of), words, cut_of)
        if worded is not None and _is_all(worded, words, is_country):
            yield replace(worded, end=worded.start + 1, kind="place")
            for place in range(worded.start + 1, worded.end):
                yield replace(worded, start=place, end=place + 1, kind="place", cut=0)
        elif worded is not None:
            for part in _parts(worded, words, cut_of, may_begin, is_personal):
                if (bare := _without_signs(part, words, cut_of)) is not None:
                    yield bare


def is_generic(name: Found, words: Sequence[str]) -> bool:
    """Whether an organisation is meant without being named: المنظمة الدولية.

    Args:
        name: found among the words.
        words: all words of the text, folded.
    """
    if name.kind != "organization":
        return False
    said = " ".join([words[name.start][name.cut :], *words[name.start + 1 : name.end]])
    before = words[name.start - 1] if name.start else ""
    return said in GENERIC or (said in MATTERS and before.endswith(ADVISERS))


def _as_named(name: Found, words: Sequence[str], cut_of: CutOf) -> Found:
    """The name up to where something is said of it, or from there where that comes first."""
    start, end = name.start, name.end
    while end - start > 1 and words[start] in SAID_OF_NAMES:
        start += 1
    said = [place for place in range(start + 1, end) if words[place] in SAID_OF_NAMES]
    end = said[0] if said else end
    return replace(name, start=start, end=end, cut=name.cut if start == name.start else cut_of(start))


def _is_all(name: Found, words: Sequence[str], is_country: Callable[[str], bool]) -> bool:
    """Whether a name is made of countries, as where one plays the other: يواجه المغرب زامبيا."""
    if name.kind == "person" or name.end - name.start < 2:
        return False
    return all(map(is_country, [words[name.start][name.cut :], *words[name.start + 1 : name.end]]))


def _by_script(name: Found, words: Sequence[str]) -> Iterator[Found]:
    """The name, or where it goes on in Latin or from there in Arabic letters the names in each: لوبوان Le Point.

    A common noun before Latin letters is no name: شبكة CNN.
    """
    start = name.start
    was_latin = None
    for place in range(name.start, name.end):
        first = words[place][:1]
        if first.isalpha():
            is_latin = first < _ARABIC
            if was_latin is not None and is_latin != was_latin:
                part = replace(name, start=start, end=place, cut=name.cut if start == name.start else 0)
                if place - start > 1 or words[start][part.cut :] not in NOUNS_BEFORE_LATIN:
                    yield part
                start = place
            was_latin = is_latin
    yield replace(name, start=start, cut=name.cut if start == name.start else 0)


def _parts(
    name: Found,
    words: Sequence[str],
    cut_of: CutOf,
    may_begin: Callable[[int], bool],
    is_personal: Callable[[str], bool],
) -> Iterator[Found]:
    """What the convention makes of a name that begins and ends with a word."""
    if name.kind == "person":
        person = _person(name, words, cut_of)
        if person is None:
            return
        name = person
    first = words[name.start][name.cut :]
    if name.kind == "place":
        end = name.start + without_adjective([first, *words[name.start + 1 : name.end]])
        name = replace(name, end=end)
        last = first if name.end - name.start == 1 else words[name.end - 1]
        if name.end < len(words) and words[name.end] == EPITHETS.get(last):
            name = replace(name, end=name.end + 1)
        if name.cut == 0 and all(map(is_personal, words[name.start : name.end])):
            name = _with_town(name, words)
    if name.kind != "organization":
        yield from _one_by_one(name, lambda place: _parts_names(words, place) and may_begin(place), words)
    elif first in HEADS_OF_TWO:
        if first in HEADS_OUTSIDE and name.end - name.start > 1:
            name = replace(name, start=name.start + 1, cut=0)
        joints = [place for place in range(name.start + 1, name.end) if _joins(words[place])]
        # Two names: of three conjunctions two stand inside them (حزبي العدالة والتنمية والأصالة والمعاصرة).
        middle = joints[(len(joints) - 1) // 2 : (len(joints) + 1) // 2]
        yield from _one_by_one(name, middle.__contains__, words)
    else:
        yield name


def _person(name: Found, words: Sequence[str], cut_of: CutOf) -> Found | None:
    """A person's name without titles before it and blessings after it; None where nothing else is left."""
    start, end = name.start, name.end
    for place in range(start, end - 1):
        if (words[place], words[place + 1]) in BLESSINGS:
            end = place
            break
    cut = name.cut
    while end - start > 1 and _stands_before_people(words[start][cut:]):
        start += 1
        cut = cut_of(start)
    if start == end or (end - start == 1 and words[start][cut:] in ADDRESSES):
        return None
    return replace(name, start=start, end=end, cut=cut)


def _stands_before_people(word: str) -> bool:
    """Whether a word may stand before a person's name and never begins it."""
    return word in ADDRESSES or word in PARTICLES or word in people_titles()


def _without_signs(name: Found, words: Sequence[str], cut_of: CutOf) -> Found | None:
    """The name from its first word to its last; None where it has none.

    A bracket or quote at an end stays where its partner stands inside: "Radio (FM)" is the name with its brackets.
    """
    start, end = name.start, name.end
    while (
        start < end and _is_sign(words[start]) and _CLOSES.get(words[start]) not in words[start + 1 : end - 1]
    ):
        start += 1
    while (
        start < end and _is_sign(words[end - 1]) and not _closes(words[end - 1], words[start + 1 : end - 1])
    ):
        end -= 1
    if all(map(_is_sign, words[start:end])):
        return None
    return replace(name, start=start, end=end, cut=name.cut if start == name.start else cut_of(start))


def _is_sign(word: str) -> bool:
    return not word[:1].isalnum()


def _closes(sign: str, inside: Sequence[str]) -> bool:
    """Whether a sign closes what was opened among some words."""
    return any(_CLOSES.get(word) == sign for word in inside)


def _with_town(name: Found, words: Sequence[str]) -> Found:
    """The name with the word for town before it, if that is there."""
    before = words[name.start - 1] if name.start else ""
    for cut in possible_cuts(before):
        if before[cut:] == TOWN:
            return replace(name, start=name.start - 1, cut=cut)
    return name


def _joins(word: str) -> bool:
    """Whether a word may begin with the conjunction."""
    return word[:1] == "و" and len(word) > 3


def _parts_names(words: Sequence[str], place: int) -> bool:
    """Whether a word inside a name may begin another one, after a conjunction that does not join the two in one."""
    return _joins(words[place]) and (words[place - 1], words[place]) not in JOINED


def joined(names: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """The names, in order, those of places that a conjunction makes one as one: البوسنة والهرسك.

    Args:
        names: found in the text, in order.
        words: all words of the text, folded.
    """
    found: list[Found] = []
    for name in names:
        before = found[-1] if found else None
        if (
            before is not None
            and before.kind == name.kind == "place"
            and before.end == name.start
            and (words[name.start - 1], words[name.start]) in JOINED
        ):
            found[-1] = replace(before, end=name.end)
        else:
            found.append(name)
    return found


def _one_by_one(name: Found, parts_at: Callable[[int], bool], words: Sequence[str]) -> Iterator[Found]:
    """The names that a conjunction has run together."""
    start, cut = name.start, name.cut
    for place in range(name.start + 1, name.end):
        if parts_at(place):
            yield replace(name, start=start, end=place, cut=cut)
            start, cut = place, 1
    yield replace(name, start=start, cut=cut)


def all_over(
    names: Sequence[Found], words: Sequence[str], stems: Sequence[str], cut_of: CutOf
) -> list[Found]:
    """The names with those that repeat one of them elsewhere: whole, or a person's last name alone.

    Args:
        names: found in the text; of two that overlap the first stays.
        words: all words of the text, folded.
        stems: the same without proclitics.
        cut_of: how many letters of a word are proclitics, if a name begins there.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    whole_words = {
        word for name in names if name.kind == "person" for word in words[name.start + 1 : name.end]
    }
    names = [
        replace(name, cut=0)
        if name.kind == "person" and name.cut and words[name.start] in whole_words
        else name
        for name in names
    ]
    held: dict[int, Found] = {}
    for name in names:
        if held.keys().isdisjoint(range(name.start, name.end)):
            held |= dict.fromkeys(range(name.start, name.end), name)
    whole = {
        (words[name.start][name.cut :], *words[name.start + 1 : name.end]): name.kind
        for name in names
        if name.kind in _LASTING and name.end - name.start > 1
    }
    for form, kind in sorted(whole.items(), key=lambda item: (-len(item[0]), item[0])):
        for last in places[form[-1]]:
            repeated = _repeated(form, kind, words, last)
            if repeated is None:
                continue
            inside = {held[place] for place in range(repeated.start, repeated.end) if place in held}
            if all(_is_part(name, repeated) for name in inside) and len(inside) < 2:
                held |= dict.fromkeys(range(repeated.start, repeated.end), repeated)
    surnames = {stems[name.end - 1] for name in names if name.kind == "person" and name.end - name.start > 1}
    alone = [
        Found(place, place + 1, "person", REPEATED_SCORE, cut_of(place))
        for place, stem in enumerate(stems)
        if place not in held and stem in surnames and len(stem) >= SHORTEST_SURNAME
    ]
    return sorted([*dict.fromkeys(held.values()), *alone], key=lambda name: name.start)


def _repeated(form: Sequence[str], kind: Kind, words: Sequence[str], last: int) -> Found | None:
    """The name of a form whose last word stands at a place, if the others stand before it."""
    start = last - len(form) + 1
    if start < 0 or tuple(words[start + 1 : last]) != tuple(form[1:-1]):
        return None
    for cut in possible_cuts(words[start]):
        if words[start][cut:] == form[0]:
            return Found(start, last + 1, kind, REPEATED_SCORE, cut)
    return None


def _is_part(name: Found, whole: Found) -> bool:
    """Whether a name is a part of a longer one of its kind."""
    inside = whole.start <= name.start and name.end <= whole.end
    return inside and name.kind == whole.kind and name.end - name.start < whole.end - whole.start
