"""The one normaliser: what search, entity keys, the tagger and the date grammar compare by.

Folding removes what writers leave out or vary (harakat, tatweel, invisible format characters), unifies
letters that are spelled interchangeably (hamza seats, alef maqsura, ta marbuta, Persian kaf and yeh), turns
presentation forms back into letters and all digits into ASCII, and lower-cases Latin.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
)

# Letters camel-tools leaves alone and news text mixes freely.
_LETTERS = {
    "ؤ": "و",
    "ئ": "ي",
    "ک": "ك",
    "ی": "ي",
    "ې": "ي",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "\u0640": "",  # tatweel
    "\u00a0": " ",
    "\u202f": " ",
}
_COMBINING_HAMZA = "\u0653\u0654\u0655"


def _fold_character(character: str) -> str:
    """The folded form of one code point: nothing, one character, or several."""
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or character in _COMBINING_HAMZA:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if unicodedata.decomposition(character).startswith("<"):
        compatible = unicodedata.normalize("NFKC", character)
        if compatible != character:
            return "".join(map(_fold_character, compatible))
    folded = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(character)))
    return str(folded).casefold()


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself as characters are met."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _fold_character(chr(code_point))
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The folded text, for comparing.

    Args:
        text: any Unicode text.

    Returns:
        The folded text; its offsets differ from those of `text` (use `Shadow` where they matter).
    """
    return text.translate(_TABLE)


def fold_key(text: str) -> str:
    """The folded text with white space squeezed and stripped: the form entity ids and lookups use."""
    return " ".join(fold(text).split())


@dataclass(frozen=True, slots=True)
class Shadow:
    """A folded text that knows where each of its characters came from.

    Attributes:
        text: the folded text.
        starts: source index of every folded character, or None where the two texts align one to one.
        ends: one past the source characters each folded character stands for, its marks included; or None.
    """

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    @classmethod
    def of(cls, source: str) -> Shadow:
        """Fold `source`, keeping the map back."""
        pieces = [_TABLE[ord(character)] for character in source]
        folded = "".join(pieces)
        if len(folded) == len(source) and all(len(piece) == 1 for piece in pieces):
            return cls(folded, None, None)
        starts: list[int] = []
        ends: list[int] = []
        for index, piece in enumerate(pieces):
            if piece:
                starts += [index] * len(piece)
                ends += [index + 1] * len(piece)
            elif ends and ends[-1] == index and unicodedata.category(source[index]) == "Mn":
                # A mark folded away belongs to the letter it sits on.
                ends[-1] = index + 1
        return cls(folded, tuple(starts), tuple(ends))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a folded span.

        Args:
            start: first folded character, a code point index.
            end: one past the last folded character; after `start`.

        Returns:
            Start and end in the source. Marks folded away after the last letter stay with it; other
            characters folded away at the edges (tatweel, format characters) do not.
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]
