"""Where a name begins inside its first word: how many of its letters are proclitics and no part of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from tui.arabic.clitics import CONJUNCTIONS, PREPOSITIONS, is_contracted
from tui.entities.builtin.lexicon import LISTS, PARTS, Lexicon
from tui.entities.builtin.vectors import Floats, WordVectors

# Most letters a cut takes: a conjunction and a preposition.
LONGEST = 2
# How much the network's view counts beside the evidence of the word itself.
NETWORK_SHARE = 0.5
_GROUPS = (
    ("given", "family", "forname", "anerpers", "anetac_per"),
    ("country", "city", "sacity", "anerloc", "anetac_loc"),
    ("anerorg", "anetac_org"),
)
_PROCLITICS = CONJUNCTIONS + PREPOSITIONS
# Proclitics that may be drawn out by a tatweel, as papers do before names.
_DRAWN = frozenset([*_PROCLITICS, *(c + p for c in CONJUNCTIONS for p in PREPOSITIONS)])
_TATWEEL = "\u0640"
# No name after one of these, as written, begins with a proclitic: all letters are its own in `في وجدة`.
_GOVERNING = frozenset(
    ["في", "من", "إلى", "الى", "على", "عن", "مع", "بين", "لدى", "عند", "تجاه", "نحو", "ضد", "حول"]
)
_GOVERNING |= frozenset(["خارج", "داخل", "عبر", "قرب", "أمام", "امام", "وراء", "تحت", "فوق"])
# And after one of these none begins with a conjunction: `مدينة وجدة`, but `أكبر مدينة بأوكرانيا`.
_OWNING = frozenset(["مدينة", "إقليم", "اقليم", "محافظة", "ولاية", "بلدة", "قرية", "منطقة", "شارع", "حي"])
_OWNING |= frozenset(["الدكتور", "الشيخ", "اللواء", "السيد"])


class Cuts:
    """Chooses cuts by a log-linear model over the word that each cut leaves.

    Attributes:
        lexicon: counts and name lists.
    """

    def __init__(self, lexicon: Lexicon, vectors: WordVectors, weights: Floats | None = None) -> None:
        """Keep what words are looked up in.

        Args:
            lexicon: counts and name lists.
            vectors: the habits of words.
            weights: of each number of `evidence`; none while they are still to be learned.
        """
        self.lexicon = lexicon
        self._vectors = vectors
        self._groups = [_bits(names) for names in _GROUPS]
        self.size = 7 + len(_GROUPS) + vectors.habit_size + len(_PROCLITICS) + 1
        self._weights = np.zeros(self.size, dtype=np.float32) if weights is None else weights

    def evidence(self, word: str, cut: int, around: Mapping[str, int]) -> list[float]:
        """What speaks for one cut, in numbers.

        Args:
            word: a folded word.
            cut: letters cut off.
            around: how often every folded word stands in the article.
        """
        counts = self.lexicon.counts
        form = stem = word[cut:]
        count, with_article = counts.get(form, 0.0), 0.0
        if is_contracted(word, cut):
            whole = counts.get("ا" + form, 0.0)
            if whole >= count:
                stem = "ا" + form
            count += whole
        elif not form.startswith("ال"):
            with_article = counts.get("ال" + form, 0.0)
        listed = self.lexicon.masks.get(stem, 0)
        habits = self._vectors.habits(stem)
        elsewhere = around.get(form, 0) - (cut == 0)
        return [
            math.log1p(count),
            math.log1p(with_article),
            math.log1p(max(elsewhere, 0)),
            count == 0,
            stem.startswith("ال"),
            cut > 0 and len(form) == 2,
            cut > 0 and len(form) == 3,
            *(bool(listed & bits) for bits in self._groups),
            habits is not None,
            *(habits if habits is not None else [0.0] * self._vectors.habit_size),
            *(cut == 1 and word[0] == letter for letter in _PROCLITICS),
        ]

    def best(self, word: str, likely: Floats, around: Mapping[str, int], before: str = "") -> int:
        """The best cut of a name's first word, in folded letters.

        Args:
            word: a folded word.
            likely: the network's score of every cut from none to `LONGEST`.
            around: how often every folded word stands in the article.
            before: the word before it, as written.
        """
        cuts = cuts_after(before, word)
        if self.is_known(word, 0):
            # A known word does not fall into a proclitic and an unknown one: of 1,400 such words that begin names in
            # the annotated articles one does.
            cuts = [cut for cut in cuts if self.is_known(word, cut)]
        if len(cuts) == 1:
            return cuts[0]
        evidence = np.array([self.evidence(word, cut, around) for cut in cuts], dtype=np.float32)
        return cuts[int((evidence @ self._weights + NETWORK_SHARE * likely[cuts]).argmax())]

    def is_known(self, word: str, cut: int) -> bool:
        """Whether what a cut leaves of a folded word is a word of the lexicon, its article left out or put in.

        Args:
            word: a folded word.
            cut: letters cut off.
        """
        form = word[cut:]
        forms = [form, f"ال{form}"]
        if is_contracted(word, cut):
            forms.append(f"ا{form}")
        lexicon = self.lexicon
        return any(form in lexicon.counts or form in lexicon.masks for form in (forms if cut else [form]))


def possible_cuts(word: str) -> list[int]:
    """How many letters of a folded word may be proclitics, none included; at least two letters are left.

    Args:
        word: a folded word.
    """
    cuts = [0]
    if len(word) > 2 and word[0] in _PROCLITICS:
        cuts.append(1)
    if len(word) > 3 and word[0] in CONJUNCTIONS and word[1] in PREPOSITIONS:
        cuts.append(2)
    return cuts


def drawn_cut(text: str) -> int:
    """How many letters a single tatweel sets apart as proclitics (`بـبيروت`); 0 where none does.

    Args:
        text: a token as written.
    """
    before, tatweel, rest = text.partition(_TATWEEL)
    return len(before) if tatweel and before in _DRAWN and rest and _TATWEEL not in rest else 0


def cuts_after(before: str, word: str) -> list[int]:
    """How many letters of a folded word may be proclitics in its place, none included.

    Args:
        before: the word before it, as written.
        word: the folded word.
    """
    cuts = possible_cuts(word)
    for cut in cuts[1:]:
        if "a" <= word[cut] <= "z":
            return [cut]  # Latin letters have no Arabic ones of their own before them
    forms = [before[cut:] for cut in possible_cuts(before)]
    if not _GOVERNING.isdisjoint(forms):
        return [0]
    if word[:1] in CONJUNCTIONS and not _OWNING.isdisjoint(forms):
        return [0]
    return [cut for cut in cuts if not _is_contracted_whole(word[cut:])] or cuts


def _is_contracted_whole(form: str) -> bool:
    """Whether the contracted لل begins a form, as it does no name of 800, but those of ladies (`للا مريم`)."""
    return form.startswith("لل") and not form.startswith("للا")


def _bits(names: Sequence[str]) -> int:
    """The bits of a word's mask that say it is in one of some name lists, by itself or in an entry of several words."""
    bits = 0
    for name in names:
        bits |= 1 << LISTS.index(name)
        if name in PARTS:
            bits |= 1 << (len(LISTS) + PARTS.index(name))
    return bits
