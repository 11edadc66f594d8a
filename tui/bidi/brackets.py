"""Paired brackets of UAX #9: definitions BD14 to BD16 and rule N0."""

from __future__ import annotations

from tui.bidi import tables
from tui.bidi.places import places_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_OPENERS = 63  # BD16
_NEUTRAL, _MARK = ord("o"), ord("m")


def bracket_positions(text: str, profiles: bytes) -> dict[int, int]:
    """Return position -> signed pair number of the paired brackets of a text (BD14, BD15)."""
    brackets = tables.BRACKETS
    return {place: brackets[ord(text[place])] for place in places_of(profiles, tables.BRACKET_FLAGS)}


def resolve_brackets(
    types: bytes, original: bytes, embedding: bytes, brackets: Sequence[tuple[int, int]]
) -> bytes:
    """Give the brackets of an isolating run sequence a direction (N0).

    Args:
        types: sos and the types after rule W7.
        original: the classes before rule W1, without sos.
        embedding: L or R, the direction of the embedding level.
        brackets: (position in the sequence, signed number of the pair), in order.
    """
    # Only brackets that are still neutral count (BD14, BD15).
    places = [(position + 1, key) for position, key in brackets if types[position + 1] == _NEUTRAL]
    partner = _pair(places)
    if not partner:
        return types
    opposite = b"R" if embedding == b"L" else b"L"
    # How many of the stretches before each bracket hold a strong type of either direction.
    inside: list[int] = []
    outside: list[int] = []
    lasts: list[bytes] = []
    count_inside = count_outside = before = 0
    for position, _ in places:
        stretch = types[before:position].translate(_STRONG, _NOT_STRONG)
        count_inside += embedding in stretch
        count_outside += opposite in stretch
        inside.append(count_inside)
        outside.append(count_outside)
        lasts.append(stretch[-1:])
        before = position + 1
    result = bytearray(types)
    context = types[:1]
    decided: dict[int, bytes] = {}
    for k, (position, _) in enumerate(places):
        context = lasts[k] or context
        other = partner.get(k)
        if other is not None and other > k:
            if inside[other] > inside[k]:  # N0 b
                decided[k] = decided[other] = embedding
            elif outside[other] > outside[k]:  # N0 c
                decided[k] = decided[other] = opposite if context == opposite else embedding
        direction = decided.get(k)
        if direction:
            context = direction
            result[position] = direction[0]
            following = position  # original[following] is the type after types[position]
            while following < len(original) and original[following] == _MARK:
                result[following + 1] = direction[0]
                following += 1
    return bytes(result)


_STRONG = bytes.maketrans(b"en", b"RR")
_NOT_STRONG = bytes(each for each in range(256) if each not in b"LRen")


def _pair(places: Sequence[tuple[int, int]]) -> dict[int, int]:
    """BD16: which bracket belongs to which, both ways, as indices into the places."""
    partner: dict[int, int] = {}
    opened: list[tuple[int, int]] = []
    for k, (_, key) in enumerate(places):
        if key > 0:
            if len(opened) == _MAX_OPENERS:
                break
            opened.append((key, k))
        else:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == -key:
                    partner[k] = opened[depth][1]
                    partner[opened[depth][1]] = k
                    del opened[depth:]
                    break
    return partner
