"""Where a line may end: the Unicode Line Breaking Algorithm (UAX #14, rules LB1 to LB31 of Unicode 15.0).

Rules LB1, LB9 and LB10 are done before: classes are those of clusters, so that marks have gone to their
letters.  Few places are ever asked about (those near the end of a line), so the answer is found for one place
at a time.
"""

from __future__ import annotations

from itertools import product

# Classes by the letters of `tables.LINE`.
_ALPHABETIC = "AH"
_OPEN = "(["
_CLOSE = "})]"
_IDEOGRAPHIC = "IEMP"
_HANGUL = "lvthj"
_HEBREW, _CONTINGENT, _FINAL_QUOTE = ord("H"), ord("C"), ord("Q")
_SPACE, _FORCED, _ZERO_WIDTH_SPACE, _JOINER = ord(" "), ord("k"), ord("Z"), ord("J")
_QUOTES = '"qQ'
_ALL = "AH1 b-B2C}])!gi,n([%$/IEMPhjlvtrck" + _QUOTES


def _pairs() -> frozenset[bytes]:
    """Return the pairs of adjacent classes that no line ends between."""
    found: set[tuple[str, str]] = set()

    def forbid(before: str, after: str) -> None:
        found.update(product(before, after))

    forbid(_ALL, "k ")  # LB6, LB7
    forbid("g", _ALL)  # LB12
    forbid(_without(" b-"), "g")  # LB12a
    forbid(_without(" "), _CLOSE + "!,/")  # LB13
    forbid(_OPEN, _ALL)  # LB14
    forbid(_QUOTES, _OPEN)  # LB15
    forbid(_CLOSE, "n")  # LB16
    forbid("2", "2")  # LB17
    forbid(_without(" "), _QUOTES)  # LB19
    forbid(_QUOTES, _ALL)
    kept = set(found)
    forbid(_without(" "), "b-n")  # LB21
    forbid("B", _ALL)
    forbid("/", "H")  # LB21b
    forbid(_without(" "), "i")  # LB22
    forbid(_ALPHABETIC, "1")  # LB23
    forbid("1", _ALPHABETIC)
    forbid("$", _IDEOGRAPHIC)  # LB23a
    forbid(_IDEOGRAPHIC, "%")
    forbid("$%", _ALPHABETIC)  # LB24
    forbid(_ALPHABETIC, "$%")
    forbid("})]1", "$%")  # LB25
    forbid("$%", "1([")
    forbid("-,1/", "1")
    forbid("l", "lvhj")  # LB26
    forbid("vh", "vt")
    forbid("tj", "t")
    forbid(_HANGUL, "%")  # LB27
    forbid("$", _HANGUL)
    forbid(_ALPHABETIC, _ALPHABETIC)  # LB28
    forbid(",", _ALPHABETIC)  # LB29
    forbid(_ALPHABETIC + "1", "(")  # LB30
    forbid(")", _ALPHABETIC + "1")
    forbid("EP", "M")  # LB30b
    # LB20: what the rules before it have not decided about a contingent break is allowed.
    found -= {pair for pair in found if "C" in pair} - kept
    return frozenset((before + after).encode() for before, after in found)


def _without(letters: str) -> str:
    return "".join(each for each in _ALL if each not in letters and each != "k")


_FORBIDDEN = _pairs()
_EVEN_AFTER_SPACES = b"})]!,/"  # LB13
_BEFORE_QUOTE = b'(["qQg k'
_BEHIND_QUOTE = frozenset([b"", *(bytes([each]) for each in b' g})]!,/k"qQ')])


def may_break(lines: bytes, place: int, first: int, after: dict[int, int]) -> bool:
    """Tell whether a line may end before the cluster at a place.

    Args:
        lines: line breaking class of each cluster.
        place: index of the cluster that would begin the next line, not the first.
        first: index of the first cluster of the line.
        after: cluster -> class of an unprinted character behind it (zero width space, word joiner, joiner).
    """
    before, here = lines[place - 1], lines[place]
    if before == _FORCED:
        return True  # LB4
    if here in b" k":
        return False  # LB6, LB7
    if after and (mark := after.get(place - 1)):
        return mark == _ZERO_WIDTH_SPACE  # LB8, LB8a, LB11
    if before != _SPACE:
        if lines[place - 1 : place + 1] in _FORBIDDEN:
            return False
        hebrew = place - 2 >= first and lines[place - 2] == _HEBREW
        return not (hebrew and before in b"-b" and here != _CONTINGENT)  # LB21a
    if here in _EVEN_AFTER_SPACES:
        return False
    before_spaces = lines[first:place].rstrip(b" ")
    word = before_spaces[-1:]
    if not word:
        return True
    if word in b"([":
        return False  # LB14
    # LB15a and LB15b, of Unicode 15.1: a blank inside a pair of quotes, as often in Arabic, ends no line.
    if word == b"q" and (len(before_spaces) == 1 or before_spaces[-2] in _BEFORE_QUOTE):
        return False
    if here == _FINAL_QUOTE and lines[place + 1 : place + 2] in _BEHIND_QUOTE:
        return False
    pair = word + lines[place : place + 1]
    return pair not in _AFTER_SPACES


# LB15 to LB17: pairs that stay together across spaces.
_AFTER_SPACES = frozenset(
    (before + after).encode()
    for before, after in [*product(_QUOTES, _OPEN), *product(_CLOSE, "n"), ("2", "2")]
)


def last_break(
    lines: bytes, blanks: bytes, glued: bytes, after: dict[int, int], first: int, limit: int
) -> int:
    """Return the index after the last cluster of a line; blanks may hang behind what fits.

    Args:
        lines: line breaking class of each cluster.
        blanks: 1 for each cluster that is blank.
        glued: 1 for each cluster that continues the grapheme of the one before.
        after: see `may_break`.
        first: first cluster of the line.
        limit: the first cluster that does not fit.
    """
    total = len(lines)
    place = limit
    while place < total and blanks[place]:
        place += 1
    if place == total:
        return total
    if lines[place] == _FORCED:
        return place + 1
    if place > limit and may_break(lines, place, first, after):
        return place
    for place in range(limit, first, -1):
        if may_break(lines, place, first, after):
            return place
    # One word is longer than the line: it is broken between graphemes.
    place = limit
    while place > first and (glued[place] or after.get(place - 1) == _JOINER):
        place -= 1
    return place if place > first else limit
