"""The arithmetic of the panes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.screens.panes import Box, Wishes, arrange

wishes = st.builds(
    Wishes,
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.booleans(),
    st.sampled_from(["list", "article", "sidebar"]),
)


def test_three_panes_on_a_wide_screen() -> None:
    panes = arrange(120, 40, Wishes())
    assert panes.list
    assert panes.article
    assert panes.sidebar
    assert panes.list.x < panes.article.x < panes.sidebar.x
    mirrored = arrange(120, 40, Wishes(mirrored=True))
    assert mirrored.list
    assert mirrored.article
    assert mirrored.sidebar
    assert mirrored.list.x > mirrored.article.x > mirrored.sidebar.x
    assert mirrored.list.width == panes.list.width


def test_the_sidebar_takes_the_place_of_the_list_at_80_columns() -> None:
    folded = arrange(80, 24, Wishes())
    assert folded.sidebar is None
    assert folded.list
    asked = arrange(80, 24, Wishes(sidebar=True, focus="sidebar"))
    assert asked.sidebar
    assert asked.list is None
    assert asked.article
    assert folded.article
    assert asked.article.width == folded.article.width


@given(st.integers(1, 300), st.integers(1, 100), wishes)
def test_panes_never_overlap_or_leave_the_screen(columns: int, rows: int, wish: Wishes) -> None:
    panes = arrange(columns, rows, wish)
    boxes = [panes.header, panes.list, panes.article, panes.sidebar, panes.status, panes.hints, *panes.rules]
    covered: set[tuple[int, int]] = set()
    for box in boxes:
        if box is None:
            continue
        assert box.width > 0
        assert box.height > 0
        cells = {(x, y) for x in range(box.x, box.x + box.width) for y in range(box.y, box.y + box.height)}
        assert not cells & covered
        covered |= cells
    assert covered == {(x, y) for x in range(columns) for y in range(rows)}


@given(st.integers(1, 300), st.integers(3, 100), st.booleans())
def test_a_pane_in_use_and_not_folded_is_shown(columns: int, rows: int, mirrored: bool) -> None:
    for focus in ("list", "article", "sidebar"):
        panes = arrange(columns, rows, Wishes(sidebar=True, mirrored=mirrored, focus=focus))  # type: ignore[arg-type]
        assert isinstance(getattr(panes, focus), Box)
