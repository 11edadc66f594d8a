"""From code points to clusters: what stands together in one cell, and in which shape.

Letters join by their joining types (ArabicShaping.txt; Core Specification, section 9.2).  A letter that has
presentation forms is printed as the one it needs, so that a terminal which joins nothing shows it right, and
a cell may be styled by itself without its neighbours changing; a letter without such forms stays as it is,
but its neighbours join it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import compress
from operator import or_

from tui.bidi import tables
from tui.bidi.places import places_of, stretches_of, table_of
from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# More marks on one letter than any orthography uses are noise, and a burden to every repaint.
MAX_MARKS = 12

_JOINS_NEXT = table_of(b"DLC").replace(b"\1", b"\2")
_JOINS_PREVIOUS = table_of(b"DRC")
_ISOLATED, _INITIAL, _FINAL, _MEDIAL = 0, 1, 2, 3

# Profiles that begin no cell, and those that are not even looked at by the letters around them.
_NOT_STARTING = bytes(places_of(tables.KIND, table_of(b"mxnjp")))
_TRANSPARENT = bytes(places_of(tables.KIND, table_of(b"mxp")))
_TURNED = bytes.maketrans(b"\0\1", b"\1\0")
_STARTS = table_of(_NOT_STARTING).translate(_TURNED)
_COUNTS = table_of(_TRANSPARENT).translate(_TURNED)

# By kind: what two letters join across, what is not printed, what a mark cannot stand on.
_LAM, _MODIFIABLE, _BLANK, _MARK = b"LEwm"
_ALEF, _MODIFIER, _INDICATOR, _MARKS = (table_of(kind) for kind in (b"A", b"M", b"r", b"m"))
# Profiles of which another character is printed, always or at odd levels.
_PRINTED_OTHERWISE = tables.FLAGS.translate(
    table_of(bytes(flags for flags in set(tables.FLAGS) if flags & 5))
)


class _Shapes(dict[str, str]):
    """Letter -> its form in one position, filled on demand; anything else is its own form."""

    def __init__(self, form: dict[int, int], otherwise: dict[int, int]) -> None:
        self._form = form
        self._otherwise = otherwise

    def __missing__(self, letter: str) -> str:
        code = ord(letter)
        # A letter that joins on one side has two forms; one that joins on both but lacks a form stays nominal.
        otherwise = code if code in tables.DUAL else self._otherwise.get(code, code)
        shape = chr(self._form.get(code, otherwise))
        if len(self) < _MOST_SHAPES:
            self[letter] = shape
        return shape


_MOST_SHAPES = 4096
_FORMS = (
    _Shapes(tables.ISOLATED, {}),
    _Shapes(tables.INITIAL, tables.ISOLATED),
    _Shapes(tables.FINAL, tables.ISOLATED),
    _Shapes(tables.MEDIAL, tables.ISOLATED | tables.FINAL),
)


class Clusters(NamedTuple):
    """The clusters of a paragraph in logical order, as parallel columns."""

    texts: list[str]
    starts: list[int]  # first code point
    ends: list[int]  # position after the last one, unprinted ones that follow included
    widths: bytes  # cells
    lines: bytes  # line breaking class of the first character
    profiles: bytes
    after: dict[int, int]  # cluster -> Z, W or J: a zero width space, a word joiner or a joiner is behind it
    flags: bytes  # code point -> 1 where a cluster starts


def adjusted(profiles: bytes, levels: bytes | None = None) -> bytes:
    """Return the profiles with those that depend on the company of a code point put in.

    Args:
        profiles: of a paragraph.
        levels: embedding levels, where they may differ within a word: lam and alef of two levels do not join.
    """
    kinds = profiles.translate(tables.KIND)
    if not kinds.strip(b"sw"):
        return profiles
    changed = bytearray(profiles)
    if b"A" in kinds:
        for lam, alef in _lam_alefs(kinds):
            if levels is None or levels[lam] == levels[alef]:
                changed[lam], changed[alef] = tables.LAM_ALEF, tables.SWALLOWED
    if b"M" in kinds:
        for modifier in places_of(kinds, _MODIFIER):
            modified = _last_but(kinds, modifier, b"x")
            if modified >= 0 and kinds[modified] == _MODIFIABLE:
                changed[modifier] = tables.SWALLOWED
    if b"r" in kinds:
        first = -1  # of a pair
        for place in places_of(kinds, _INDICATOR):
            if first >= 0 and _last_but(kinds, place, b"x") == first:
                changed[first], changed[place] = tables.FLAG, tables.FLAG_END
                first = -1
            else:
                first = place
    if b"m" in kinds:
        for mark in places_of(kinds, _MARKS):
            base = _last_but(kinds, mark, b"xjn")
            if base < 0 or kinds[base] in b"tf":
                changed[mark] = tables.LONE_MARK
            elif kinds[base] == _BLANK:
                changed[base] = tables.MARKED_BLANK
    return bytes(changed)


def _lam_alefs(kinds: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of each lam and of the alef it joins, which marks and what is not printed may come between."""
    if len(kinds.translate(None, b"mxj")) < len(kinds):
        for alef in places_of(kinds, _ALEF):
            lam = _last_but(kinds, alef, b"mxj")
            if lam >= 0 and kinds[lam] == _LAM:
                yield lam, alef
        return
    lam = kinds.find(b"LA")
    while lam >= 0:
        yield lam, lam + 1
        lam = kinds.find(b"LA", lam + 2)


def _last_but(kinds: bytes, place: int, skipped: bytes) -> int:
    """Return the last place before one that is of none of the kinds skipped, -1 without one."""
    place -= 1
    while place >= 0 and kinds[place] in skipped:
        place -= 1
    return place


def shape(text: str, profiles: bytes, levels: bytes, explicit: bool = False) -> Clusters:
    """Cut a paragraph into clusters and give each the text to print.

    Args:
        text: a paragraph.
        profiles: of each code point of it.
        levels: embedding level of each code point; characters at odd ones are mirrored (L4).
        explicit: whether the levels come from explicit embeddings, so that they may differ within a word.
    """
    text = _printed(text, profiles, levels)
    own = adjusted(profiles, levels if explicit else None)
    flags = own.translate(_STARTS)
    starts = list(compress(range(len(text)), flags))
    if not starts:
        return Clusters([], [], [], b"", b"", b"", {}, flags)
    joining = own.translate(tables.JOINING, _TRANSPARENT)
    bases = compress(text, own.translate(_COUNTS))
    if explicit:
        joining = _cut_at_levels(joining, bytes(compress(levels, own.translate(_COUNTS))))
    forms = b""
    if b"D" in joining or b"R" in joining:
        from_before = b"\0" + joining.translate(_JOINS_NEXT)[:-1]
        from_behind = joining.translate(_JOINS_PREVIOUS)[1:] + b"\0"
        forms = bytes(map(or_, from_before, from_behind))
        texts = [_FORMS[form][base] for form, base in zip(forms, bases, strict=True)]
    else:
        texts = list(bases)
    if len(texts) > len(starts):  # joiners and the like have done their work
        seen = own.translate(_STARTS, _TRANSPARENT)
        texts = list(compress(texts, seen))
        forms = bytes(compress(forms, seen))
    ends = starts[1:]
    ends.append(len(text))
    after: dict[int, int] = {}
    if len(starts) < len(text) or tables.LONE_MARK in own:
        _attach(text, own, starts, ends, forms, texts)
        after = _break_marks(profiles, starts)
        starts[0] = 0  # what is not printed before the first cluster belongs to it
    return Clusters(
        texts,
        starts,
        ends,
        own.translate(tables.WIDTH, _NOT_STARTING),
        _line_classes(own.translate(tables.LINE, _NOT_STARTING), after),
        own.translate(None, _NOT_STARTING),
        after,
        flags,
    )


def _printed(text: str, profiles: bytes, levels: bytes) -> str:
    """Return the text with mirror images and substitutes put in, code point for code point."""
    changed: list[str] = []
    for position in places_of(profiles, _PRINTED_OTHERWISE):
        letter = text[position]
        if tables.FLAGS[profiles[position]] & 4:
            printed = chr(tables.SUBSTITUTES.get(ord(letter), 0xFFFD))
        elif levels[position] % 2:
            printed = chr(tables.MIRROR[ord(letter)])
        else:
            continue
        changed = changed or list(text)
        changed[position] = printed
    return "".join(changed) if changed else text


def _cut_at_levels(joining: bytes, levels: bytes) -> bytes:
    """Let letters not join across a change of level: they do not stand side by side."""
    if levels.count(levels[0]) == len(levels):
        return joining
    kept = bytearray(joining)
    for k in range(1, len(levels)):
        if levels[k] != levels[k - 1]:
            kept[k - 1] = _WITHOUT_NEXT.get(kept[k - 1], kept[k - 1])
            kept[k] = _WITHOUT_PREVIOUS.get(kept[k], kept[k])
    return bytes(kept)


_WITHOUT_NEXT = {ord("D"): ord("R"), ord("L"): ord("U"), ord("C"): ord("R")}
_WITHOUT_PREVIOUS = {ord("D"): ord("L"), ord("R"): ord("U"), ord("C"): ord("L")}


def _attach(
    text: str, profiles: bytes, starts: list[int], ends: list[int], forms: bytes, texts: list[str]
) -> None:
    """Give clusters of several code points their text: base first, then the marks."""
    kinds = profiles.translate(tables.KIND)
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        own = profiles[start]
        if own == tables.LONE_MARK:
            texts[k] = " " + texts[k]
        if end - start == 1:
            continue
        if own == tables.LAM_ALEF:
            alef = ord(text[profiles.index(tables.SWALLOWED, start, end)])
            final = forms and forms[k] & _FINAL  # without forms nothing joins
            texts[k] = chr((tables.LAM_ALEF_FINAL if final else tables.LAM_ALEF_ISOLATED)[alef])
        elif own == tables.MARKED_BLANK:
            texts[k] = " "
        marks = text[start + 1 : end]
        inner = kinds[start + 1 : end]
        if inner.strip(b"m"):
            marks = "".join([mark for mark, kind in zip(marks, inner, strict=True) if kind == _MARK])
        texts[k] += marks[:MAX_MARKS]


def _line_classes(lines: bytes, after: dict[int, int]) -> bytes:
    """Rules LB9 and LB10 for the marks that have a cell of their own: they act as what they follow."""
    if b"c" not in lines:
        return lines
    changed = bytearray(lines)
    for start, end in stretches_of(lines, _FOLLOWING):
        if start and lines[start - 1] not in b" k":
            changed[start:end] = lines[start - 1 : start] * (end - start)
            after.update((k, after.get(k, _WORD_JOINER)) for k in range(start - 1, end - 1))
    return bytes(changed.replace(b"c", b"A"))


_FOLLOWING = table_of(b"c")
_WORD_JOINER = ord("W")


def _break_marks(profiles: bytes, starts: list[int]) -> dict[int, int]:
    """Return cluster -> class of an unprinted character or mark in it that decides on a break behind it."""
    lines = profiles.translate(tables.LINE)
    found: dict[int, int] = {}
    for place in places_of(lines, _BREAK_MARK):
        mark = lines[place : place + 1]
        cluster = bisect_right(starts, place) - 1
        if cluster < 0 or starts[cluster] == place:
            continue
        if mark == b"g":  # a mark that glues what it stands between
            found[cluster] = _WORD_JOINER
        elif mark != b"J" or place + 1 in (len(lines), *starts[cluster + 1 : cluster + 2]):
            # A joiner acts on what is right behind it alone (LB8a).
            found[cluster] = mark[0]
    return found


_BREAK_MARK = table_of(b"ZWJg")
