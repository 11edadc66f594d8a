"""What the tagger sees of a single word: strings that do not depend on its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui.arabic.normalise import fold
from tui.arabic.tokens import Token
from tui.entities.builtin.lexicon import LISTS, PARTS, Lexicon

_MASK_NAMES = (*LISTS, *(f"{name}~" for name in PARTS))


_STOPS = frozenset(".،,:؛")


def set_apart(tokens: Sequence[Token]) -> float:
    """The share of a text's stops and commas with a blank before them, 0 to 1.

    Text that was split into words beforehand, as corpora are, tells itself by it.

    Args:
        tokens: of the text, in order.
    """
    blanks = [token.start > before.end for before, token in pairwise(tokens) if token.text in _STOPS]
    return sum(blanks) / len(blanks) if blanks else 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the tagger sees it.

    Attributes:
        folded: the folded word.
        cut: how many of its folded letters are taken for proclitics.
        stem: the rest, with the alef of a contracted لل restored.
        features: names of its features, the word and its stem left out.
    """

    folded: str
    cut: int
    stem: str
    features: tuple[str, ...]


def describe_word(text: str, lexicon: Lexicon) -> Word:
    """Look at one token.

    Args:
        text: the token as written.
        lexicon: counts and name lists.
    """
    folded = fold(text)
    if not folded:
        return Word("", 0, "", ("shape=none",))
    first = folded[0]
    if not first.isalpha():
        if first.isdigit():
            return Word(folded, 0, "0" * min(len(folded), 4), (f"shape=number{min(len(folded), 5)}",))
        return Word(folded, 0, folded, ("shape=mark",))
    if first < "\u0600":
        shape = "upper" if text[0].isupper() else "lower"
        if text.isupper() and len(text) > 1:
            shape = "capitals"
        return Word(folded, 0, folded, (f"shape={shape}", f"latin_end={folded[-2:]}"))
    cut = lexicon.cut(folded)
    stem = lexicon.stem(folded, cut)
    features = [f"clitic={folded[:cut]}"]
    bare = stem
    if stem.startswith("ال") and len(stem) > 4:
        features.append("article")
        bare = stem[2:]
    features.append(f"length={min(len(bare), 8)}")
    length = len(bare)
    for size in (1, 2, 3, 4):
        if length > size:
            features.append(f"p={bare[:size]}")
            features.append(f"s={bare[-size:]}")
    if bare is not stem:
        features.append(f"bare={bare}")
    last = text[-1]
    if last in "ةىئء":
        features.append(f"last={last}")
    for letter in "أإآؤئ":
        if letter in text:
            features.append(f"has={letter}")
    for letter in "ڤپچگڨ":
        if letter in text:
            features.append("foreign_letter")
    mask = lexicon.masks.get(stem, 0)
    if mask:
        features.extend(name for bit, name in enumerate(_MASK_NAMES) if mask >> bit & 1)
    if bare is not stem:
        mask = lexicon.masks.get(bare, 0)
        if mask:
            features.extend(f"bare {name}" for bit, name in enumerate(_MASK_NAMES) if mask >> bit & 1)
    return Word(folded, cut, stem, tuple(features))
