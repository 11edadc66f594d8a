"""The Unicode Bidirectional Algorithm (UAX #9, revision of Unicode 15.0), complete.

Classes travel as byte strings, one letter a code point (the letters stand in `tables.py`), and most rules are
a substitution over the classes of an isolating run sequence: linear in the length of the text, and fast in
pure Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.bidi import tables
from tui.bidi.properties import profiles_of

MAX_DEPTH = 125  # BD2
_MAX_OPENERS = 63  # BD16

_ISOLATES = b"<>?"
_REMOVED = b"lurvpb"  # X9
_TRAILING = b"w<>?|" + _REMOVED  # L1, without the separators

# Classes that change the state of the embedding (X1 to X8); a paragraph separator ends all embeddings.
EXPLICIT = re.compile(rb"[lurvp<>?|]")
_CONTROL = re.compile(rb"[lurvp<>?|B]")
_REMOVED_CHARACTER = re.compile(rb"[lurvpb]+")
_SEPARATOR = re.compile(rb"[SB]")

_MARKS = re.compile(rb"([^m])(m+)")  # W1
_NUMBER_AFTER_ARABIC = re.compile(rb"A[^LRAe]*e[^LRA]*")  # W2
_SEPARATOR_IN_EUROPEAN = re.compile(rb"(?<=e)[sc](?=e)")  # W4
_SEPARATOR_IN_ARABIC = re.compile(rb"(?<=n)c(?=n)")  # W4
_TERMINATORS = re.compile(rb"t+")  # W5
_NUMBER_AFTER_LATIN = re.compile(rb"L[^LRe]*e[^LR]*")  # W7
_NEUTRALS_IN_LATIN = re.compile(rb"(?<=L)[owSB<>?|]++(?=L)")  # N1
_NEUTRALS_IN_ARABIC = re.compile(rb"(?<=[Ren])[owSB<>?|]++(?=[Ren])")  # N1

_WEAK_TO_NEUTRAL = bytes.maketrans(b"sct", b"ooo")  # W6
_NEUTRAL = b"owSB<>?|"
_NEUTRAL_TO_LEFT = bytes.maketrans(_NEUTRAL, b"L" * len(_NEUTRAL))  # N2
_NEUTRAL_TO_RIGHT = bytes.maketrans(_NEUTRAL, b"R" * len(_NEUTRAL))
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


def first_strong(classes: bytes, start: int = 0, end: int | None = None) -> int | None:
    """Return the level that the first strong character outside isolates asks for (P2, P3), None without one.

    Args:
        classes: bidi classes of a paragraph.
        start: first position looked at, in code points.
        end: position after the last one.
    """
    depth = 0
    for match in _STRONG_OR_ISOLATE.finditer(classes, start, len(classes) if end is None else end):
        found = match[0]
        if found in b"LRA":
            if not depth:
                return int(found != b"L")
        elif found != b"|":
            depth += 1
        elif depth:
            depth -= 1
    return None


_STRONG_OR_ISOLATE = re.compile(rb"[LRA<>?|]")


def resolve(text: str, base: int | None = None) -> Resolved:
    """Resolve the embedding levels of one paragraph (rules P2 to I2).

    Args:
        text: a paragraph; a paragraph separator may end it.
        base: paragraph level, 0 or 1; None takes it from the first strong character (P2, P3).
    """
    profiles = profiles_of(text)
    return resolve_classes(profiles.translate(tables.BIDI), base, bracket_positions(text, profiles))


def bracket_positions(text: str, profiles: bytes) -> dict[int, int]:
    """Return position -> signed pair number of the paired brackets of a text (BD14, BD15)."""
    flags = profiles.translate(tables.BRACKET_FLAGS)
    if 1 not in flags:
        return {}
    brackets = tables.BRACKETS
    return {match.start(): brackets[ord(text[match.start()])] for match in re.finditer(b"\1", flags)}


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
    if not EXPLICIT.search(classes):
        if b"b" not in classes:
            return Resolved(_resolve_sequence(classes, base, base, base, _in_order(brackets)), base)
        spans = [(m.start(), m.end(), base, b"") for m in _KEPT.finditer(classes)]
        sequences = [list(range(len(spans)))] if spans else []
    else:
        spans, sequences = _explicit(classes, base)
    levels = bytearray(len(classes))
    for sequence in sequences:
        _resolve_spans(classes, base, brackets, spans, sequence, levels)
    _fill_removed(classes, base, levels)
    return Resolved(bytes(levels), base)


_KEPT = re.compile(rb"[^lurvpb]+")
_Span = tuple[int, int, int, bytes]  # start, end, level, override: b"", b"L" or b"R"


def _in_order(brackets: dict[int, int] | None) -> list[tuple[int, int]]:
    return list(brackets.items()) if brackets else []


def _explicit(classes: bytes, base: int) -> tuple[list[_Span], list[list[int]]]:
    """Rules X1 to X10: spans of one level in text order, and isolating run sequences as lists of spans."""
    spans: list[_Span] = []
    sequences: list[list[int]] = []
    # Directional status: level, override, the sequence to go on with after an isolate, whether it is one.
    stack: list[tuple[int, bytes, list[int] | None, bool]] = [(base, b"", None, False)]
    current: list[int] | None = None  # the sequence that the last span belongs to
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    matching: dict[int, int] | None = None

    def add(start: int, end: int, override: bytes, level: int) -> None:
        nonlocal current
        if current is None or spans[current[-1]][2] != level:
            current = []
            sequences.append(current)
        current.append(len(spans))
        spans.append((start, end, level, override))

    def add_kept(start: int, end: int) -> None:
        level, override, _, _ = stack[-1]
        if b"b" in classes[start:end]:
            for each in _KEPT.finditer(classes, start, end):
                add(each.start(), each.end(), override, level)
        elif start < end:
            add(start, end, override, level)

    position = 0
    for match in _CONTROL.finditer(classes):
        here = match.start()
        add_kept(position, here)
        position = here + 1
        control = match[0]
        if control in b"lurv":  # X2 to X5
            level = _next_level(stack[-1][0], control in b"rv")
            if level <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                override = {b"u": b"L", b"v": b"R"}.get(control, b"")
                stack.append((level, override, None, False))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif control == b"p":  # X7
            if overflow_isolates:
                pass
            elif overflow_embeddings:
                overflow_embeddings -= 1
            elif not stack[-1][3] and len(stack) > 1:
                stack.pop()
        elif control == b"B":  # X8
            del stack[1:]
            overflow_isolates = overflow_embeddings = valid_isolates = 0
            add(here, position, b"", base)
        elif control == b"|":  # X6a
            if overflow_isolates:
                overflow_isolates -= 1
                add(here, position, stack[-1][1], stack[-1][0])
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][3]:
                    stack.pop()
                current = stack.pop()[2]
                valid_isolates -= 1
                add(here, position, stack[-1][1], stack[-1][0])
            else:
                add(here, position, stack[-1][1], stack[-1][0])
        else:  # X5a to X5c
            add(here, position, stack[-1][1], stack[-1][0])
            if control == b"?":
                if matching is None:
                    matching = _matching_isolates(classes)
                rtl = bool(_first_strong_isolate(classes, here, matching))
            else:
                rtl = control == b">"
            level = _next_level(stack[-1][0], rtl)
            if level <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((level, b"", current, True))
                current = None
            else:
                overflow_isolates += 1
    add_kept(position, len(classes))
    return spans, sequences


def _next_level(level: int, rtl: bool) -> int:
    return (level + 1) | 1 if rtl else (level + 2) & ~1


def _matching_isolates(classes: bytes) -> dict[int, int]:
    """BD9: position of an isolate initiator -> position of its PDI."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(rb"[<>?|]", classes):
        if match[0] != b"|":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def _first_strong_isolate(classes: bytes, start: int, matching: dict[int, int]) -> int | None:
    """X5c: the level that the content of an FSI asks for; inner isolates are skipped in one step each."""
    end = matching.get(start, len(classes))
    position = start + 1
    while match := _STRONG_OR_ISOLATE.search(classes, position, end):
        if match[0] in b"LRA":
            return int(match[0] != b"L")
        position = matching.get(match.start(), end) if match[0] != b"|" else match.end()
    return None


def _resolve_spans(
    classes: bytes,
    base: int,
    brackets: dict[int, int] | None,
    spans: Sequence[_Span],
    sequence: Sequence[int],
    levels: bytearray,
) -> None:
    """Resolve one isolating run sequence and write its levels."""
    first, last = sequence[0], sequence[-1]
    level = spans[first][2]
    before = spans[first - 1][2] if first else base
    open_end = last + 1 == len(spans) or classes[spans[last][1] - 1] in _ISOLATES
    after = base if open_end else spans[last + 1][2]
    pieces = []
    pairs: list[tuple[int, int]] = []
    offset = 0
    for each in sequence:
        start, end, _, override = spans[each]
        piece = classes[start:end]
        if override:
            piece = piece.translate(_TO_LEFT if override == b"L" else _TO_RIGHT)
        elif brackets:
            pairs += [(k - start + offset, brackets[k]) for k in _keys_between(brackets, start, end)]
        pieces.append(piece)
        offset += end - start
    resolved = _resolve_sequence(b"".join(pieces), level, max(level, before), max(level, after), pairs)
    offset = 0
    for each in sequence:
        start, end, _, _ = spans[each]
        levels[start:end] = resolved[offset : offset + end - start]
        offset += end - start


def _keys_between(brackets: dict[int, int], start: int, end: int) -> list[int]:
    return [k for k in range(start, end) if k in brackets]


def _fill_removed(classes: bytes, base: int, levels: bytearray) -> None:
    """Give characters that X9 removes the level of the one before them."""
    for match in _REMOVED_CHARACTER.finditer(classes):
        start, end = match.span()
        level = levels[start - 1] if start else base
        levels[start:end] = bytes([level]) * (end - start)


def _mark(match: re.Match[bytes]) -> bytes:
    before, marks = match.groups()
    return before + (b"o" if before in b"<>?|" else before) * len(marks)


def _terminators(match: re.Match[bytes]) -> bytes:
    start, end = match.span()
    text = match.string
    european = text[start - 1 : start] == b"e" or text[end : end + 1] == b"e"
    return (b"e" if european else b"t") * (end - start)


def _fill(letter: bytes) -> Callable[[re.Match[bytes]], bytes]:
    return lambda match: letter * (match.end() - match.start())


_fill_left, _fill_right = _fill(b"L"), _fill(b"R")


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
        # The two commonest cases first: a mark, or two, on an Arabic letter.
        types = types.replace(b"Amm", b"AAA").replace(b"Am", b"AA")
        types = _MARKS.sub(_mark, types)  # W1
    european = b"e" in types
    if european:
        types = _NUMBER_AFTER_ARABIC.sub(lambda m: m[0].replace(b"e", b"n"), types)  # W2
    types = types.replace(b"A", b"R")  # W3
    if european:
        types = _SEPARATOR_IN_EUROPEAN.sub(b"e", types)  # W4
        if b"t" in types:
            types = _TERMINATORS.sub(_terminators, types)  # W5
    if b"n" in types:
        types = _SEPARATOR_IN_ARABIC.sub(b"n", types)  # W4
    types = types.translate(_WEAK_TO_NEUTRAL)  # W6
    if european:
        types = _NUMBER_AFTER_LATIN.sub(lambda m: m[0].replace(b"e", b"L"), types)  # W7
    if brackets:
        types = _paired_brackets(types, original, b"R" if level % 2 else b"L", brackets)  # N0
    types += end
    if level % 2:  # N1 and N2; what the embedding direction decides anyway needs no look at its neighbours
        if b"L" in types:
            types = _NEUTRALS_IN_LATIN.sub(_fill_left, types)
        types = types.translate(_NEUTRAL_TO_RIGHT)
    else:
        types = _NEUTRALS_IN_ARABIC.sub(_fill_right, types)
        types = types.translate(_NEUTRAL_TO_LEFT)
    return types[1:-1].translate(_levels_at(level))


def _paired_brackets(
    types: bytes, original: bytes, embedding: bytes, brackets: Sequence[tuple[int, int]]
) -> bytes:
    """Rule N0 on a sequence whose types begin with sos."""
    # Only brackets that are still neutral count (BD14, BD15).
    places = [(position + 1, key) for position, key in brackets if types[position + 1] == 0x6F]
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
            while following < len(original) and original[following] == 0x6D:
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
    stops = [match.start() for match in _SEPARATOR.finditer(original)]
    for stop in stops:
        line[stop] = base
    for stop in [*stops, len(original)]:
        first = stop
        while first and original[first - 1] in _TRAILING:
            first -= 1
            line[first] = base
    return bytes(line)


_RUN = re.compile(rb"(.)\1*", re.DOTALL)


def visual_runs(levels: bytes) -> list[tuple[int, int, int]]:
    """Reorder the level runs of a line (rule L2).

    Returns:
        (start, end, level) of each run, from left to right; one of odd level reads from its end to its start.
    """
    if not levels:
        return []
    if levels.count(levels[0]) == len(levels):
        return [(0, len(levels), levels[0])]
    runs = [(match.start(), match.end(), match[1][0]) for match in _RUN.finditer(levels)]
    # From the highest level to the lowest odd one each maximal stretch at or above it is reversed; also at
    # levels that no run has, as they reverse once more what a higher one has.
    used = set(levels)
    lowest_odd = min((level for level in used if level % 2), default=MAX_DEPTH + 2)
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
