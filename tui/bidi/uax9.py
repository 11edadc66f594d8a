"""The Unicode Bidirectional Algorithm (UAX #9, revision of Unicode 15.0), complete.

Classes travel as byte strings, one letter a code point (the letters stand in `tables.py`), and most rules are
a substitution over the classes of an isolating run sequence, made with the methods of `bytes`: linear in the
length of the text, and fast in pure Python.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby

from tui.bidi import tables
from tui.bidi.brackets import bracket_positions, resolve_brackets
from tui.bidi.places import places_of, stretches_of, table_of
from tui.bidi.properties import profiles_of
from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.bidi.explicit import Span

__all__ = [
    "Resolved",
    "classes_of",
    "first_strong",
    "is_explicit",
    "line_levels",
    "resolve",
    "resolve_classes",
    "visual_order",
    "visual_runs",
]

_ISOLATES = b"<>?"
_EXPLICIT = b"lurvp<>?|"
_REMOVED = b"lurvpb"  # X9
_TRAILING = b"w<>?|" + _REMOVED  # L1, without the separators

_REMOVED_CHARACTER = table_of(_REMOVED)
_SEPARATOR = table_of(b"SB")
_MARK = table_of(b"m")
_TERMINATOR = table_of(b"t")
_STRONG = table_of(b"LRA")
_STRONG_OR_ISOLATE = table_of(b"LRA<>?|")

_WEAK_TO_NEUTRAL = bytes.maketrans(b"sct", b"ooo")  # W6
_NEUTRAL = b"owSB<>?|"
_NEUTRAL_TO_LEFT = bytes.maketrans(_NEUTRAL, b"L" * len(_NEUTRAL))  # N2
_NEUTRAL_TO_RIGHT = bytes.maketrans(_NEUTRAL, b"R" * len(_NEUTRAL))
_NUMBER_TO_RIGHT = bytes.maketrans(b"en", b"RR")
_TO_LEFT = bytes(b"L" * 256)
_TO_RIGHT = bytes(b"R" * 256)


def _level_table(level: int) -> bytes:
    """Rules I1 and I2: the level of each class at an embedding level."""
    table = bytearray(256)
    for each in b"LRen":
        if level % 2:
            table[each] = level + (each != ord("R"))
        else:
            table[each] = level + {ord("L"): 0, ord("R"): 1}.get(each, 2)
    return bytes(table)


_LEVELS = [_level_table(0), _level_table(1)]


def _levels_at(level: int) -> bytes:
    while len(_LEVELS) <= level:
        _LEVELS.append(_level_table(len(_LEVELS)))
    return _LEVELS[level]


class Resolved(NamedTuple):
    """The levels of a paragraph, one byte a code point, before rule L1."""

    levels: bytes
    base: int


def classes_of(text: str) -> bytes:
    """Return the bidi class of each code point, as one letter a code point."""
    return profiles_of(text).translate(tables.BIDI)


def is_explicit(classes: bytes) -> bool:
    """Whether a text has embeddings, overrides or isolates.

    Args:
        classes: one letter a code point.
    """
    return len(classes.translate(None, _EXPLICIT)) < len(classes)


def first_strong(classes: bytes, start: int = 0, end: int | None = None) -> int | None:
    """Return the level that the first strong character outside isolates asks for (P2, P3), None without one.

    Args:
        classes: bidi classes of a paragraph.
        start: first position looked at, in code points.
        end: position after the last one.
    """
    depth = 0
    for place in places_of(classes[start:end], _STRONG_OR_ISOLATE):
        found = classes[start + place : start + place + 1]
        if found in b"LRA":
            if not depth:
                return int(found != b"L")
        elif found != b"|":
            depth += 1
        elif depth:
            depth -= 1
    return None


def resolve(text: str, base: int | None = None) -> Resolved:
    """Resolve the embedding levels of one paragraph (rules P2 to I2).

    Args:
        text: a paragraph; a paragraph separator may end it.
        base: paragraph level, 0 or 1; None takes it from the first strong character (P2, P3).
    """
    profiles = profiles_of(text)
    return resolve_classes(profiles.translate(tables.BIDI), base, bracket_positions(text, profiles))


def resolve_classes(classes: bytes, base: int | None, brackets: dict[int, int] | None = None) -> Resolved:
    """Resolve the embedding levels of one paragraph given by its classes (rules P2 to I2).

    Characters that rule X9 removes get the level of the character before them.

    Args:
        classes: one letter a code point.
        base: paragraph level, 0 or 1; None takes it from the first strong character.
        brackets: position -> number of the bracket pair, negative for a closing bracket.
    """
    if base is None:
        base = first_strong(classes) or 0
    if b"b" not in classes and not is_explicit(classes):
        pairs = list(brackets.items()) if brackets else []
        return Resolved(_resolve_sequence(classes, base, base, base, pairs), base)
    # Few texts need this: the first screen does not wait for it.
    from tui.bidi.explicit import isolating_sequences

    spans, sequences = isolating_sequences(classes, base)
    levels = bytearray(len(classes))
    places = list(brackets or ())
    for sequence in sequences:
        _resolve_spans(classes, base, brackets or {}, places, spans, sequence, levels)
    _fill_removed(classes, base, levels)
    return Resolved(bytes(levels), base)


def _resolve_spans(
    classes: bytes,
    base: int,
    brackets: dict[int, int],
    places: list[int],
    spans: Sequence[Span],
    sequence: Sequence[int],
    levels: bytearray,
) -> None:
    """Resolve one isolating run sequence and write its levels."""
    first, last = sequence[0], sequence[-1]
    level = spans[first].level
    before = spans[first - 1].level if first else base
    # An isolate initiator that ends a sequence has no match: what follows it does not count (X10).
    open_end = last + 1 == len(spans) or classes[spans[last].end - 1] in _ISOLATES
    after = base if open_end else spans[last + 1].level
    pieces = []
    pairs: list[tuple[int, int]] = []
    offset = 0
    for each in sequence:
        start, end, _, override = spans[each]
        piece = classes[start:end]
        if override:
            piece = piece.translate(_TO_LEFT if override == b"L" else _TO_RIGHT)
        elif brackets:
            among = places[bisect_left(places, start) : bisect_left(places, end)]
            pairs += [(place - start + offset, brackets[place]) for place in among]
        pieces.append(piece)
        offset += end - start
    resolved = _resolve_sequence(b"".join(pieces), level, max(level, before), max(level, after), pairs)
    offset = 0
    for each in sequence:
        start, end, _, _ = spans[each]
        levels[start:end] = resolved[offset : offset + end - start]
        offset += end - start


def _fill_removed(classes: bytes, base: int, levels: bytearray) -> None:
    """Give characters that X9 removes the level of the one before them."""
    for start, end in stretches_of(classes, _REMOVED_CHARACTER):
        level = levels[start - 1] if start else base
        levels[start:end] = bytes([level]) * (end - start)


def _marks_joined(types: bytes) -> bytes:
    """W1: marks take the type of what they stand on; isolates have none to give."""
    # The two commonest cases first: a mark, or two, on an Arabic letter.
    types = types.replace(b"Amm", b"AAA").replace(b"Am", b"AA")
    if b"m" not in types:
        return types
    result = bytearray(types)
    for start, end in stretches_of(types, _MARK):
        before = types[start - 1 : start]
        result[start:end] = (b"o" if before in b"<>?|" else before) * (end - start)
    return bytes(result)


def _renumbered(types: bytes, strong: bytes, after: bytes, number: bytes) -> bytes:
    """W2 and W7: European numbers are another type where the last strong type before them is a certain one.

    Args:
        types: sos and the types of a sequence.
        strong: tells the strong types.
        after: the strong type.
        number: what its numbers become.
    """
    flags = types.translate(strong)
    result = bytearray(types)
    place = types.find(b"e")
    while place >= 0:
        last = flags.rfind(1, 0, place)
        end = flags.find(1, place)
        if end < 0:
            end = len(types)
        if types[last : last + 1] == after:
            result[place:end] = types[place:end].replace(b"e", number)
        place = types.find(b"e", end)
    return bytes(result)


def _terminators_joined(types: bytes) -> bytes:
    """W5: terminators beside European numbers are of the number."""
    result = bytearray(types)
    for start, end in stretches_of(types, _TERMINATOR):
        if types[start - 1 : start] == b"e" or types[end : end + 1] == b"e":
            result[start:end] = b"e" * (end - start)
    return bytes(result)


def _neutrals_joined(types: bytes, sides: bytes, letter: bytes) -> bytes:
    """N1: neutrals between two of the same direction go with them.

    Args:
        types: sos, the types of a sequence, eos.
        sides: the same, with every type that is of this direction as its letter.
        letter: L or R.
    """
    parts = sides.split(letter)
    result = bytearray(types)
    place = len(parts[0]) + 1
    for part in parts[1:-1]:
        if part:
            end = place + len(part)
            if not part.strip(_NEUTRAL):
                result[place:end] = letter * len(part)
            place = end
        place += 1
    return bytes(result)


def _resolve_sequence(
    types: bytes, level: int, start_level: int, end_level: int, brackets: Sequence[tuple[int, int]]
) -> bytes:
    """Rules W1 to I2 on one isolating run sequence.

    Args:
        types: classes of the sequence, removed characters left out.
        level: embedding level of the sequence.
        start_level: the higher of it and the level before (sos).
        end_level: the higher of it and the level after (eos).
        brackets: (position in the sequence, signed number of the pair), in order.
    """
    start = b"R" if start_level % 2 else b"L"
    end = b"R" if end_level % 2 else b"L"
    original = types
    types = start + types
    if b"m" in types:
        types = _marks_joined(types)  # W1
    european = b"e" in types
    if european:
        types = _renumbered(types, _STRONG, b"A", b"n")  # W2
    types = types.replace(b"A", b"R")  # W3
    # W4; twice, since a number may stand on both sides of one that has separators on both.
    if european:
        for separated in (b"ese", b"ece"):
            types = types.replace(separated, b"eee").replace(separated, b"eee")
        if b"t" in types:
            types = _terminators_joined(types)  # W5
    if b"n" in types:
        types = types.replace(b"ncn", b"nnn").replace(b"ncn", b"nnn")
    types = types.translate(_WEAK_TO_NEUTRAL)  # W6
    if european:
        types = _renumbered(types, _STRONG, b"L", b"L")  # W7
    if brackets:
        types = resolve_brackets(types, original, b"R" if level % 2 else b"L", brackets)  # N0
    types += end
    if level % 2:  # N1 and N2; what the embedding direction decides anyway needs no look at its neighbours
        if b"L" in types:
            types = _neutrals_joined(types, types, b"L")
        types = types.translate(_NEUTRAL_TO_RIGHT)
    else:
        sides = types.translate(_NUMBER_TO_RIGHT)
        if b"R" in sides:
            types = _neutrals_joined(types, sides, b"R")
        types = types.translate(_NEUTRAL_TO_LEFT)
    return types[1:-1].translate(_levels_at(level))


def line_levels(classes: bytes, resolved: Resolved, start: int, end: int) -> bytes:
    """Return the levels of one line of a paragraph, rule L1 done.

    Args:
        classes: the original classes of the paragraph.
        resolved: its levels.
        start: first code point of the line.
        end: position after its last one.
    """
    line = bytearray(resolved.levels[start:end])
    original = classes[start:end]
    base = resolved.base
    stops = list(places_of(original, _SEPARATOR))
    for stop in stops:
        line[stop] = base
    for stop in [*stops, len(original)]:
        first = stop
        while first and original[first - 1] in _TRAILING:
            first -= 1
            line[first] = base
    return bytes(line)


def visual_runs(levels: bytes) -> list[tuple[int, int, int]]:
    """Reorder the level runs of a line (rule L2).

    Returns:
        (start, end, level) of each run, from left to right; one of odd level reads from its end to its start.
    """
    if not levels:
        return []
    if levels.count(levels[0]) == len(levels):
        return [(0, len(levels), levels[0])]
    runs: list[tuple[int, int, int]] = []
    start = 0
    for level, group in groupby(levels):
        end = start + len(list(group))
        runs.append((start, end, level))
        start = end
    # From the highest level to the lowest odd one each maximal stretch at or above it is reversed; also at
    # levels that no run has, as they reverse once more what a higher one has.
    used = set(levels)
    lowest_odd = min((level for level in used if level % 2), default=max(used) + 1)
    for level in range(max(used), lowest_odd - 1, -1):
        k = 0
        while k < len(runs):
            if runs[k][2] < level:
                k += 1
                continue
            first = k
            while k < len(runs) and runs[k][2] >= level:
                k += 1
            runs[first:k] = runs[first:k][::-1]
    return runs


def visual_order(levels: bytes) -> list[int]:
    """Return the logical index at each visual position of a line (rule L2)."""
    order: list[int] = []
    for start, end, level in visual_runs(levels):
        order += range(end - 1, start - 1, -1) if level % 2 else range(start, end)
    return order
