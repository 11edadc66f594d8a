"""Explicit levels and directions of UAX #9: rules X1 to X10."""

from __future__ import annotations

from tui.bidi.places import places_of, stretches_of, table_of
from tui.light_typing import NamedTuple

MAX_DEPTH = 125  # BD2

# Everything that rule X9 does not remove.
_KEPT = table_of(b"LRAenmsctowSB<>?|")
# Classes that change the state of the embedding; a paragraph separator ends all embeddings.
_CONTROL = table_of(b"lurvp<>?|B")
_STRONG_OR_ISOLATE = table_of(b"LRA<>?|")
_ISOLATE = table_of(b"<>?|")


class Span(NamedTuple):
    """Neighbouring characters of one level that rule X9 leaves."""

    start: int
    end: int
    level: int
    override: bytes  # L or R, empty without


def isolating_sequences(classes: bytes, base: int) -> tuple[list[Span], list[list[int]]]:
    """Return spans of one level in text order, and the isolating run sequences as lists of spans (X1 to X10).

    Args:
        classes: one letter a code point.
        base: paragraph level.
    """
    spans: list[Span] = []
    sequences: list[list[int]] = []
    # Directional status: level, override, the sequence to go on with after an isolate, whether it is one.
    stack: list[tuple[int, bytes, list[int] | None, bool]] = [(base, b"", None, False)]
    current: list[int] | None = None  # the sequence that the last span belongs to
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    matching: dict[int, int] = {}  # this and the next are made at the first FSI
    flags = b""

    def add(start: int, end: int, override: bytes, level: int) -> None:
        nonlocal current
        if current is None or spans[current[-1]].level != level:
            current = []
            sequences.append(current)
        current.append(len(spans))
        spans.append(Span(start, end, level, override))

    def add_kept(start: int, end: int) -> None:
        level, override, _, _ = stack[-1]
        if b"b" in classes[start:end]:
            for first, last in stretches_of(classes[start:end], _KEPT):
                add(start + first, start + last, override, level)
        elif start < end:
            add(start, end, override, level)

    position = 0
    for here in places_of(classes, _CONTROL):
        add_kept(position, here)
        position = here + 1
        control = classes[here:position]
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
                if not flags:
                    matching, flags = _matching_isolates(classes), classes.translate(_STRONG_OR_ISOLATE)
                rtl = bool(_first_strong_isolate(classes, flags, here, matching))
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
    for place in places_of(classes, _ISOLATE):
        if classes[place : place + 1] != b"|":
            opened.append(place)
        elif opened:
            found[opened.pop()] = place
    return found


def _first_strong_isolate(classes: bytes, flags: bytes, start: int, matching: dict[int, int]) -> int | None:
    """X5c: the level that the content of an FSI asks for; inner isolates are skipped in one step each."""
    end = matching.get(start, len(classes))
    place = flags.find(1, start + 1, end)
    while place >= 0:
        found = classes[place : place + 1]
        if found in b"LRA":
            return int(found != b"L")
        place = flags.find(1, matching.get(place, end) if found != b"|" else place + 1, end)
    return None
