"""Words, numbers and punctuation of a text, with exact offsets, grouped into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Marks that sit on letters, and invisible characters that may stand between the letters of one word.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"

_TOKEN = re.compile(
    rf"[^\W\d_](?:(?:[^\W\d_]|[{_MARKS}{_INVISIBLE}])*(?:[^\W\d_]|[{_MARKS}]))?"  # a word
    r"|\d+(?:[.,/:٫٬]\d+)*"  # a number, a time, a numeric date
    rf"|[^\s{_INVISIBLE}]"  # one character of punctuation
)
_CLOSERS = frozenset(".!?؟…؛")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")

# A sentence longer than this is cut, so that the cost of a text stays linear in its length.
LONGEST_SENTENCE = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a punctuation mark as it stands in the text.

    Attributes:
        start: first code point.
        end: one past the last code point.
        text: the characters between them.
    """

    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order; white space and invisible characters between words are no tokens.

    Args:
        text: any text; offsets of the tokens are code points of it.
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def sentences(text: str, longest: int = LONGEST_SENTENCE) -> list[list[Token]]:
    """The tokens of `text`, a list for each sentence.

    A sentence ends at a line break, after a full stop, question or exclamation mark, semicolon or ellipsis
    followed by white space, or where it has grown to `longest` tokens (then after its last comma in the
    second half, if it has one).

    Args:
        text: any text.
        longest: most tokens of a sentence, at least 2.
    """
    found: list[list[Token]] = []
    current: list[Token] = []
    last_end = 0
    for token in tokens(text):
        if current:
            gap = text[last_end : token.start]
            if gap and (current[-1].text in _CLOSERS or _LINE_BREAK.search(gap)):
                found.append(current)
                current = []
            elif len(current) >= longest:
                cut = _soft_cut(current)
                found.append(current[:cut])
                current = current[cut:]
        current.append(token)
        last_end = token.end
    if current:
        found.append(current)
    return found


def _soft_cut(words: list[Token]) -> int:
    """Where to cut a sentence that is too long: after its last comma, or at its end."""
    for index in range(len(words) - 1, len(words) // 2, -1):
        if words[index].text in "،,":
            return index + 1
    return len(words)
