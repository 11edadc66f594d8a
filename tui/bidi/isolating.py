"""Left-to-right runs of a text isolated together with the signs that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.bidi import uax9
from tui.bidi.phrases import Rewritten

_LRI, _PDI = "\u2066", "\u2069"

# What belongs to a number or a Latin word: before it (signs that may also join words, only after a blank or an
# opening mark), behind it, between two.
_SIGN_BEFORE = re.compile(r"(?:(?<=[\s(\[{«“\"'؛،:])|^)[-+\u2212#@$€£¥~≈±<>≤≥.&]+\Z|[#@$€£¥]\Z")
_SIGN_BEHIND = re.compile(r"[+#%‰°*]++(?![^\W_])")
_SIGN_BETWEEN = re.compile(r"[-+\u2212–/:.,×*=_&@#%~]{1,3}")
_ARABIC_PUNCTUATION = re.compile(r"(?<!\s)\s*+[،؛؟]\s*+")
_LONGEST_TELEPHONE = 24


def isolated(text: str, rewritten: Rewritten | None = None) -> Rewritten:
    """Isolate the left-to-right runs of right-to-left text together with the signs that belong to them.

    The bidi algorithm itself says what runs there are, so that a Latin sentence stays in one piece; `+966`,
    `3-1` and `C++` then keep their order.  A text with bidi controls of its own is left alone.

    Args:
        text: a paragraph.
        rewritten: the same paragraph, rewritten before.
    """
    if rewritten is None:
        rewritten = Rewritten(text, [(k, k + 1) for k in range(len(text))])
    text, origin = rewritten
    if uax9.is_explicit(uax9.classes_of(text)):
        return rewritten
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    done = 0
    for start, end in _runs(text):
        pieces += [text[done:start], _LRI, text[start:end], _PDI]
        places += origin[done:start]
        places.append((origin[start][0], origin[start][0]))
        places += origin[start:end]
        places.append((origin[end - 1][1], origin[end - 1][1]))
        done = end
    pieces.append(text[done:])
    places += origin[done:]
    return Rewritten("".join(pieces), places)


def _runs(text: str) -> list[tuple[int, int]]:
    """Return the ranges to isolate, in order."""
    runs: list[tuple[int, int]] = []
    for start, end in _left_to_right(text):
        before = runs[-1] if runs else (0, 0)
        if runs and _belongs(text, before, start, end):
            start = runs.pop()[0]
        elif sign := _SIGN_BEFORE.search(text, max(before[1], start - 8), start):
            start = sign.start()
        if sign := _SIGN_BEHIND.match(text, end):
            end = sign.end()
        runs.append((start, end))
    return runs


def _left_to_right(text: str) -> Iterator[tuple[int, int]]:
    """Yield the left-to-right runs of a text, ended at punctuation that only Arabic has."""
    for match in re.finditer(rb"[^\0\1]+", uax9.resolve(text, 1).levels):
        start, end = match.span()
        for mark in _ARABIC_PUNCTUATION.finditer(text, start, end):
            if start < mark.start():
                yield start, mark.start()
            start = mark.end()
        if start < end:
            yield start, end


def _belongs(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether a run goes on with the one before: a date, a score, or a telephone number in groups."""
    if _SIGN_BETWEEN.fullmatch(text, before[1], start):
        return True
    if text[before[0]] != "+" or text[before[1] : start] != " " or end - before[0] > _LONGEST_TELEPHONE:
        return False
    return text[before[0] + 1 : end].replace(" ", "").isdecimal()
