"""The same texts through the system's FriBidi, which is written in C by others and has its own tables."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui.bidi import tables, uax9
from tui.bidi.properties import profiles_of
from tui.bidi.shape import shape

try:
    FRIBIDI = ctypes.CDLL("libfribidi.so.0")
except OSError:
    FRIBIDI = None

pytestmark = pytest.mark.skipif(FRIBIDI is None, reason="no libfribidi.so.0 on this machine")

RTL, LTR = 0x111, 0x110
MIRROR, FORMS_AND_LIGATURES = 0x1, 0x300

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأإؤئةپچژگڤکی"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
NUMBERS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲"
SIGNS = " \t.,:;-+/%$€#()[]{}<>«»!?،؛؟*&=_'\"…–\u00a0\u2329\u232a\u3008\u3009"
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
ANY = st.text(st.sampled_from(LETTERS + MARKS + NUMBERS + SIGNS + CONTROLS + "abcXYZéאבג"), max_size=60)
# FriBidi 1.0.8 loses the other bracket of a pair after a mark that rule W1 has made neutral.
NEUTRAL_MARK = re.compile(f"[\u2066-\u2069()\\[\\]{{}}\u2329\u232a\u3008\u3009][\u202a-\u202e]*[{MARKS}]")
# It takes what a later isolate begins with for what follows the isolate before, against rule X10.
LATER_ISOLATE = re.compile(f"\u2069.*[\u2066-\u2068](?![{LETTERS}abcXYZéאבג])", re.DOTALL)
PLAIN = st.text(st.sampled_from(LETTERS * 2 + MARKS + NUMBERS + SIGNS + "abcéאב"), max_size=60)


class Answer:
    """What FriBidi makes of a paragraph: levels and order of one line, letters shaped and mirrored."""

    def __init__(self, text: str, base: int) -> None:
        size = len(text)
        characters = (ctypes.c_uint32 * size)(*map(ord, text))
        types = (ctypes.c_uint32 * size)()
        brackets = (ctypes.c_uint32 * size)()
        levels = (ctypes.c_int8 * size)()
        joining = (ctypes.c_uint8 * size)()
        order = (ctypes.c_int * size)(*range(size))
        direction = ctypes.c_uint32(RTL if base else LTR)
        FRIBIDI.fribidi_get_bidi_types(characters, size, types)
        FRIBIDI.fribidi_get_bracket_types(characters, size, types, brackets)
        FRIBIDI.fribidi_get_par_embedding_levels_ex(types, brackets, size, ctypes.byref(direction), levels)
        resolved = list(levels)
        FRIBIDI.fribidi_get_joining_types(characters, size, joining)
        FRIBIDI.fribidi_join_arabic(types, size, levels, joining)
        FRIBIDI.fribidi_shape(MIRROR | FORMS_AND_LIGATURES, levels, size, joining, characters)
        FRIBIDI.fribidi_reorder_line(0, types, size, 0, direction, levels, None, order)
        self.before_l1: Sequence[int] = resolved
        self.levels: Sequence[int] = list(levels)
        self.order: Sequence[int] = list(order)
        self.shaped = "".join(chr(each) for each in characters)


@settings(max_examples=1500, deadline=None)
@given(ANY, st.sampled_from([0, 1]))
def test_levels_and_order(text: str, base: int) -> None:
    assume(text and not NEUTRAL_MARK.search(text) and not LATER_ISOLATE.search(text))
    classes = uax9.classes_of(text)
    ours = uax9.line_levels(classes, uax9.resolve(text, base), 0, len(text))
    theirs = Answer(text, base)
    # Characters that rule X9 removes have no level; where they end up is free.
    kept = [k for k in range(len(text)) if classes[k] not in b"lurvpb"]
    assert [ours[k] for k in kept] == [theirs.levels[k] for k in kept]
    assert [k for k in uax9.visual_order(ours) if k in set(kept)] == [
        k for k in theirs.order if k in set(kept)
    ]


@settings(max_examples=1500, deadline=None)
@given(PLAIN)
def test_forms_ligatures_and_mirror_images(text: str) -> None:
    if not text:
        return
    levels = uax9.resolve(text, 1).levels
    clusters = shape(text, profiles_of(text), levels)
    theirs = Answer(text, 1)
    for cluster, start in zip(clusters.texts, clusters.starts, strict=True):
        if "\ufef5" <= cluster[0] <= "\ufefc":
            # FriBidi puts the ligature in the place of the alef, and makes none where marks are between.
            assert text[start + 1] in MARKS or cluster[0] == theirs.shaped[start + 1]
        elif text[start] in LETTERS:
            # FriBidi leaves the hamza, which has one form only, as it is.
            assert cluster[0].replace("\ufe80", "ء") == theirs.shaped[start]
        elif ord(text[start]) in tables.MIRROR:
            assert cluster[0] == theirs.shaped[start]
