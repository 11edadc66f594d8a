"""Jumps, kept positions, the saved state, the status line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.library.model import View
from tui.screens.session import Jumps, Place, Positions, SavedState, focus_text


def test_back_and_forward_retrace_the_way() -> None:
    jumps = Jumps()
    first, second, third = Place(1, 10), Place(2, 0), Place(3, 5)
    jumps.leave(first)
    jumps.leave(second)
    assert jumps.back(third) == second
    assert jumps.back(second) == first
    assert jumps.back(first) is None
    assert jumps.forward(first) == second
    assert jumps.forward(second) == third
    assert jumps.forward(third) is None


def test_a_new_jump_forgets_the_way_forward() -> None:
    jumps = Jumps()
    jumps.leave(Place(1))
    assert jumps.back(Place(2)) == Place(1)
    jumps.leave(Place(1))
    assert jumps.forward(Place(9)) is None
    assert jumps.back(Place(9)) == Place(1)


def test_leaving_the_same_spot_twice_counts_once() -> None:
    jumps = Jumps()
    jumps.leave(Place(1, 10))
    jumps.leave(Place(1, 40))
    assert jumps.back(Place(2)) == Place(1, 40)
    assert jumps.back(Place(1, 40)) is None


def test_back_where_the_last_place_is_the_present_one_goes_further() -> None:
    jumps = Jumps()
    jumps.leave(Place(1))
    jumps.leave(Place(2))
    assert jumps.back(Place(2, 99)) == Place(1)


places = st.builds(Place, st.integers(1, 5), st.integers(0, 3))


@given(st.lists(places, max_size=30), places)
def test_forward_undoes_back(left: list[Place], here: Place) -> None:
    jumps = Jumps()
    for place in left:
        jumps.leave(place)
    before = jumps.back(here)
    if before is not None:
        again = jumps.forward(before)
        assert again == here


def test_positions_forget_the_article_read_longest_ago() -> None:
    positions = Positions()
    for article in range(1, 300):
        positions.keep(article, 7)
    positions.keep(299, 0)
    assert positions.of(1) == 0
    assert positions.of(298) == 7
    assert positions.of(299) == 0
    assert len(positions.items()) == 199


def test_the_state_survives_a_round_trip() -> None:
    state = SavedState(
        article=4,
        entity="place:العراق",
        mention=9,
        pane="article",
        sidebar=False,
        folded=("Dates",),
        filter="unread",
        entities=("person:أ",),
        match="any",
        positions={4: 120},
    )
    assert SavedState.load(state.dump()) == state
    assert state.view == View("unread", ("person:أ",), "any")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*SavedState.__slots__, "x"]), inner),
    )
)
def test_no_saved_text_whatever_breaks_the_start(value: object) -> None:
    import json

    SavedState.load(json.dumps(value)).dump()
    SavedState.load(str(value)).dump()


def test_the_line_that_says_where_you_are() -> None:
    assert focus_text("مقتدى الصدر", 2, 4, 3) == (
        "مقتدى الصدر",
        "mention 2 of 4",
        "in 3 articles",
    )
    assert focus_text("بغداد", None, 1, 1) == ("بغداد", "1 mention", "in 1 article")
    assert focus_text("بغداد", None, 0, 2)[1] == "not in this article"
