"""How names are compared: by their words, without what writers add, drop or spell in more than one way."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tui.entities.linking.lexicon import bare, fold_word, words
from tui.entities.model import Kind

Key = tuple[str, ...]

# Everything but letters, digits and the two signs that tell names apart (`أوبك+`, `S&P`).
_SEPARATORS = re.compile(r"(?:[^\w+&]|_)+")
# Longest names compared word by word; what a tagger marks beyond this is compared by its first words.
MOST_WORDS = 24
# Alef, waw and yeh are what spellings of one foreign name differ in.
_WEAK_LETTERS = str.maketrans("", "", "اوي")
# `القوات المسلحة الأردنية` is `الجيش الأردني`.
_ARMED_FORCES = ("قوات", "مسلحه")
# Consonants a word must have for its spelling variants to be taken for it: with three, native names collide.
_LEAST_CONSONANTS = 4


def split_words(name: str) -> list[str]:
    """The folded words of a name; quotation marks, hyphens and dots part words, spelled letters make one.

    Args:
        name: a name as written (`أ.ف.ب` gives one word, `شمال الراين- ويستفاليا` three).
    """
    found: list[str] = []
    spelled: list[str] = []
    for word in _SEPARATORS.sub(" ", fold_word(name)).split()[:MOST_WORDS]:
        if len(word) == 1:
            spelled.append(word)
            continue
        _flush(spelled, found)
        found.append(word)
    _flush(spelled, found)
    return found


def _flush(spelled: list[str], found: list[str]) -> None:
    """Append single letters met in a row to `found`, as one word."""
    if spelled:
        found.append("".join(spelled))
        spelled.clear()


@lru_cache(maxsize=8192)
def group_key(name: str) -> Key:
    """What places and organisations are compared by: bare words, without conjunctions between them.

    Args:
        name: a name as written.
    """
    found = _joined_kunya(split_words(name))
    if len(found) > 1 and found[0] == "the":
        del found[0]
    if found:
        found[0] = words().duals.get(found[0], found[0])
    key = tuple(_case_ending(bare(word)) for word in found if word not in ("و", "في"))
    return ("جيش", *key[2:]) if key[:2] == _ARMED_FORCES and len(key) > 2 else key or tuple(found)


def _joined_kunya(found: list[str]) -> list[str]:
    """The words of a name with `ابو` and `عبد` joined to the word after them, as some write it: `ابوظبي`."""
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] in ("ابو", "عبد"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def without_preposition(word: str) -> str:
    """A word inside a name without an attached ل or ب, if it has one: `لكره` as `كره`, `بسوسه` as `سوسه`."""
    return word[1:] if len(word) > 4 and word[0] in "لب" else word


def _case_ending(word: str) -> str:
    """A sound masculine plural in the one form, whatever its case: `حوثيون` as `حوثيين`."""
    return word[:-2] + "ين" if len(word) > 5 and word.endswith("ون") else word


@lru_cache(maxsize=8192)
def person_key(name: str) -> Key:
    """What persons are compared by: the units of the name, compounds joined, titles left out.

    Args:
        name: a name as written (`الرئيس عبد الفتاح السيسي` gives `عبدفتاح`, `سيسي`).
    """
    lists = words()
    found = split_words(name)
    start = 0
    while start < len(found) - 1 and found[start] in lists.person_titles:
        start += 1
    units: list[str] = []
    prefix = ""
    for index in range(start, len(found)):
        word = found[index]
        if word in lists.person_prefixes and index + 1 < len(found):
            prefix += {"ابي": "ابو", "ابا": "ابو", "ابن": "بن"}.get(word, word)
            continue
        if not prefix and units and word in lists.person_suffixes:
            units[-1] += word
            continue
        units.append(_joined(prefix, word))
        prefix = ""
    return tuple(units)


def _joined(prefix: str, word: str) -> str:
    """A unit of a person's name, spelled one way whether or not its parts were written together."""
    # Joined in writing: `عبدالله`, `ابوعاقله`.
    if word.startswith("عبدال") and len(word) > 6:
        return prefix + "عبد" + bare(word[3:])
    if prefix:
        return prefix + bare(word)
    # The article is a part of some names (`الأحمد` is not `أحمد`), not of those of relation (`العامري`).
    plain = bare(word)
    is_given_name = plain in words().distinct_given_names and not (len(plain) > 3 and plain.endswith("ي"))
    return word if is_given_name else plain


def key_of(kind: Kind, name: str) -> Key:
    """What names of a kind are compared by.

    Args:
        kind: person, place or organization.
        name: a name as written, contraction restored.

    Returns:
        At least one word: of a name without letters and digits, the name itself.
    """
    return (person_key(name) if kind == "person" else group_key(name)) or (fold_word(name),)


@lru_cache(maxsize=16384)
def loose(word: str) -> str:
    """A word by its consonants, where it has enough of them that only spelling variants share them.

    Args:
        word: a bare folded word (`نتنياهو` and `نتانياهو` give one result; `حسن` and `حسين` stay apart).
    """
    lists = words()
    if word in lists.distinct_given_names or word in lists.organization_heads or word in lists.place_heads:
        return word
    return _skeleton(word, _LEAST_CONSONANTS)


def _skeleton(word: str, least: int) -> str:
    """The consonants of an Arabic word in one spelling, marked `~`; the word itself if it has too few."""
    if not "\u0621" <= word[:1] <= "\u064a":
        return word
    skeleton = word.translate(words().sounds).translate(_WEAK_LETTERS)
    if skeleton.endswith("ه"):
        skeleton = skeleton[:-1]
    skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
    # The first letter counts even when it is weak.
    first = word[0] if word[0] in "اوي" else ""
    return f"~{first}{skeleton}" if len(skeleton) >= least else word


def outline(kind: Kind, key: Key) -> Key:
    """A key of several words in a form that spelling variants of one full name share.

    Persons go by the consonants of their words; less is asked of a word than by `loose`, since the others
    must match too.  Of other names, the words after the first go without endings of gender and relation, in
    any order (`برلمان السويد` / `البرلمان السويدي`, `لجنة الشؤون الدستورية والتشريعية` turned round).

    Args:
        kind: kind of the name.
        key: what it is compared by.
    """
    if kind == "person":
        return tuple(word if word in words().distinct_given_names else _skeleton(word, 3) for word in key)
    return key[:1] + tuple(sorted(_stem(word) for word in key[1:]))


def is_variant(kind: Kind, one: Key, other: Key) -> bool:
    """Whether two keys of one outline are one full name spelled in two ways, whatever the article.

    Within an article the outline is enough.  Across articles a word must do more: native names of few consonants
    differ in their vowels (`الحسني`, `الحسيني`), and endings of relation part bodies as well as they join them
    (`الحزب التقدمي`, `حزب التقدم`), but for those of countries (`سفارة أوكرانيا`, `السفارة الأوكرانية`).

    Args:
        kind: kind of both.
        one: what a name is compared by.
        other: what the other is compared by.
    """
    if len(one) != len(other) or outline(kind, one) != outline(kind, other):
        return False
    if kind == "person":
        return all(_is_variant_word(mine, theirs) for mine, theirs in zip(one, other, strict=True))
    odd = set(one) ^ set(other)
    return one[0] == other[0] and {_stem(word) for word in odd} <= _country_stems()


def _is_variant_word(one: str, other: str) -> bool:
    """Whether two units of persons' names, of one outline, are one: they differ in letters that sound alike alone,
    or have consonants enough that vowels do not matter.
    """
    if one == other:
        return True
    for prefix in ("بن", "ابو", "عبد"):
        if one.startswith(prefix) and other.startswith(prefix):
            # `بن سلمان` is not `بن سليمان`: the name after it is asked.
            one, other = one.removeprefix(prefix), other.removeprefix(prefix)
    if {bare(one), bare(other)} & words().distinct_given_names:
        return False
    vowels = set("اوي")
    sounds_alike = len(one) == len(other) and all(
        mine == theirs or not {mine, theirs} & vowels for mine, theirs in zip(one, other, strict=True)
    )
    return sounds_alike or loose(one) == loose(other)


@cache
def _country_stems() -> frozenset[str]:
    """The stems of the countries, as far as one word names them."""
    from tui.entities.linking.aliases import load_aliases

    names = (key for kind, key in load_aliases().strong if kind == "place" and len(key) == 1)
    return frozenset(_stem(key[0]) for key in names)


def _stem(word: str) -> str:
    """A word without the endings of relation and of countries, where enough of it remains."""
    for ending in ("يه", "يا", "ي", "ا"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


class Spellings:
    """The words of one article, each in the spelling it was first met in."""

    def __init__(self) -> None:
        self._first: dict[tuple[bool, str], str] = {}

    def settle(self, kind: Kind, key: Key) -> Key:
        """A key with every word in the spelling the article first used.

        Args:
            kind: kind of the name; persons and other names share no spellings.
            key: what the name is compared by.
        """
        return tuple(
            word if loose(word) == word else self._first.setdefault((kind == "person", loose(word)), word)
            for word in key
        )


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters."""
    return any("a" <= character <= "z" for character in name.casefold())


def within(short: Key, long: Key) -> bool:
    """Whether the words of `short` all stand in `long`, in the same order, with or without a preposition."""
    rest = iter(long)
    return all(any(same_word(word, other) for other in rest) for word in short)


def same_word(one: str, other: str) -> bool:
    """Whether two words of names are one, a preposition attached to either aside."""
    return one == other or without_preposition(one) == other or one == without_preposition(other)
