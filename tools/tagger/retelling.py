"""Training articles told of other people, places and bodies.

What stands around a name, rather than the name, must tell the tagger of names it has never met. An article whose
names are exchanged for rare ones teaches that (mention replacement, Dai & Adel 2020), and how proclitics are written
onto such names.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.tagger.corpora import Document
from tui.arabic.tokens import sentences

# Shares of the different names of an article that are exchanged.
PEOPLE, PLACES, BODIES = 0.6, 0.4, 0.4
ALONE = 0.5  # of people called by one word, those called by their given name
# Words of names that say little by themselves, or belong to the word after them.
_BOUND = frozenset(
    ["بن", "ابن", "بنت", "ال", "آل", "عبد", "أبو", "ابو", "أبي", "أبا", "ابا", "أم", "ام", "ولد"]
)
_BOUND |= frozenset(["آيت", "دي", "فان", "دا", "ديل", "لا"])
# Common nouns of places: such a place has the gender and number that its sentence speaks of.
_HEADS = frozenset(
    ["مطار", "ملعب", "شارع", "ساحة", "سد", "جسر", "ميناء", "قصر", "مسجد", "جامع", "فندق", "ميدان"]
)
_HEADS |= frozenset(
    ["حديقة", "سوق", "معبر", "مخيم", "سجن", "قاعدة", "حقل", "وادي", "جبل", "جبال", "نهر", "بحر"]
)
_HEADS |= frozenset(
    ["البحر", "بحيرة", "خليج", "الخليج", "مضيق", "جزر", "صحراء", "طريق", "محطة", "استاد", "صالة"]
)
_HEADS |= frozenset(
    ["قاعة", "مسرح", "قطاع", "باب", "الضفة", "الشرق", "الشمال", "الجنوب", "الغرب", "شمال", "جنوب"]
)
_HEADS |= frozenset(["شرق", "غرب", "دولة", "جمهورية", "مملكة", "المملكة", "الولايات"])
_WORDS = re.compile(r"[\u0621-\u064a]{2,}(?: [\u0621-\u064a]{2,})*")
_FEWEST_ALIKE = 4  # bodies under one common noun that are exchanged for one another


@dataclass(frozen=True)
class NamesToGive:
    """Names that articles are told of.

    Attributes:
        given: given names.
        families: family names.
        places: names of places without a common noun.
        clubs: sports clubs.
        bodies: other bodies.
    """

    given: Sequence[str]
    families: Sequence[str]
    places: Sequence[str]
    clubs: Sequence[str]
    bodies: Sequence[str]


class Retelling:
    """Gives the names of an article to others."""

    def __init__(self, names: NamesToGive) -> None:
        """Keep the names to give.

        Args:
            names: of each sort.
        """
        self._given = [name for name in names.given if _WORDS.fullmatch(name) and name not in _BOUND]
        self._families = [name for name in names.families if _WORDS.fullmatch(name) and name not in _BOUND]
        self._places = [name for name in names.places if _WORDS.fullmatch(name)]
        self._clubs = [name for name in names.clubs if _WORDS.fullmatch(name)]
        self._are_clubs = frozenset(self._clubs)
        alike: dict[str, list[str]] = defaultdict(list)
        for name in names.bodies:
            if _WORDS.fullmatch(name) and " " in name:
                alike[name.split()[0]].append(name)
        self._alike = {head: found for head, found in alike.items() if len(found) >= _FEWEST_ALIKE}

    def retold(self, document: Document, dice: random.Random) -> Document:
        """The article with some of its names exchanged, each in the same way all over.

        Args:
            document: the article; its names stand without their proclitics.
            dice: chooses.
        """
        people = self._people(document, dice)
        others: dict[tuple[str, str], str] = {}
        parts: list[str] = []
        names: list[tuple[int, int, str]] = []
        passed = size = 0
        for start, end, kind in sorted(document.names):
            if start < passed:
                continue
            between = document.text[passed:start]
            name = document.text[start:end]
            contracted = between.endswith("ل") and name.startswith("ل") and _attached(document.text, start)
            whole = f"ا{name}" if contracted else name
            if kind == "person":
                told = " ".join(people.get(word, word) for word in whole.split(" "))
            else:
                told = others.setdefault((whole, kind), self._other(whole, kind, dice))
            if told == whole:
                told = name
            elif _attached(document.text, start) and between.endswith("ل") and told.startswith("ال"):
                told = told[1:]
            parts += [between, told]
            size += len(between)
            names.append((size, size + len(told), kind))
            size += len(told)
            passed = end
        text = "".join([*parts, document.text[passed:]])
        return Document(document.id, document.source, text, names, sentences(text))

    def _people(self, document: Document, dice: random.Random) -> Mapping[str, str]:
        """What each word of the people's names becomes."""
        elsewhere: set[str] = set()
        persons: list[list[str]] = []
        for start, end, kind in document.names:
            words = document.text[start:end].split(" ")
            if kind == "person":
                persons.append(words)
            else:
                elsewhere.update(words)
        told: dict[str, str] = {}
        for words in sorted(persons, key=len, reverse=True):
            if not _WORDS.fullmatch(" ".join(words)) or _BOUND & set(words):
                continue
            for place, word in enumerate(words):
                if word not in told and word not in elsewhere:
                    is_given = place == 0 and (len(words) > 1 or dice.random() < ALONE)
                    pool = self._given if is_given else self._families
                    told[word] = dice.choice(pool) if dice.random() < PEOPLE else word
        return told

    def _other(self, name: str, kind: str, dice: random.Random) -> str:
        """What a place or body becomes."""
        words = name.split(" ")
        if kind == "place":
            may_change = len(words) <= 3 and words[0] not in _HEADS and _WORDS.fullmatch(name)
            return dice.choice(self._places) if may_change and dice.random() < PLACES else name
        if name in self._are_clubs and dice.random() < BODIES:
            return dice.choice(self._clubs)
        alike = self._alike.get(words[0], ()) if len(words) > 1 else ()
        return dice.choice(alike) if alike and dice.random() < BODIES else name


def _attached(text: str, start: int) -> bool:
    """Whether a proclitic is written onto what starts here."""
    return start > 0 and text[start - 1].isalpha()
