"""Where lines may end (UAX #14), and where they do."""

from __future__ import annotations

import pytest

from tui.bidi import layout
from tui.bidi.breaks import may_break
from tui.bidi.properties import profiles_of
from tui.bidi.shape import shape


def opportunities(text: str) -> str:
    """Return a text with a bar at every place where a line may end."""
    clusters = shape(text, profiles_of(text), bytes(len(text)))
    places = [
        clusters.starts[k]
        for k in range(1, len(clusters.starts))
        if may_break(clusters.lines, k, 0, clusters.after)
    ]
    pieces = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    return "|".join(pieces)


@pytest.mark.parametrize(
    "text",
    [
        "قال |الوزير، |إن |العراق |بخير!",
        "كلمة ؟ |ثم",  # LB13: not even after a blank
        "قال |« نعم |وبلى » |ثم",  # LB15a, LB15b
        "قال |“ نعم ”، |ثم",
        '"نعم" |ثم |(لا) |ثم',
        "( نعم",  # LB14
        "بين |10-12 |و24/2/2017 |و3.5 |و10:30",  # LB25
        "17% |و$5 |و-3",
        "نصف-|نصف",  # LB21
        "https://|example.com/|a-|b?|c=d",
        "日|本。|語",  # LB13
        "a\u00a0b |c",  # LB12
        "a\u200b|b",  # LB8
        "a-\u2060b",  # LB11
        "a\u0301\u0301b",  # LB9
        "क्षि|日",
        "م\u200cا |x",
        "x |👍🏽|🇮🇶|👨\u200d👩",  # LB30a, LB30b, LB8a
        "א-ב",  # LB21a
        "각|각",  # LB26
        "a|—|b|— —",  # LB17
        "a\u2028|b",  # LB4
        "كتاب \u064b |ثم",  # LB10
    ],
)
def test_opportunities(text: str) -> None:
    assert opportunities(text.replace("|", "")) == text


def rows(text: str, width: int) -> list[str]:
    return [text[line.start : line.end] for line in layout(text, width)]


def test_lines_end_at_the_last_opportunity_that_fits() -> None:
    assert rows("aaa bbb ccc", 7) == ["aaa bbb ", "ccc"]
    assert rows("aaa bbb ccc", 6) == ["aaa ", "bbb ", "ccc"]
    assert rows("aa-bb cc", 5) == ["aa-bb ", "cc"]
    assert rows("aa-bb cc", 4) == ["aa-", "bb ", "cc"]


def test_addresses_and_long_words_are_broken_at_clusters() -> None:
    assert rows("https://example.com/abcdefgh", 10) == ["https://", "example.co", "m/abcdefgh"]
    assert rows("abcdefgh", 3) == ["abc", "def", "gh"]
    assert rows("م\u064eح\u064eم\u064eد\u064e", 2) == ["م\u064eح\u064e", "م\u064eد\u064e"]
    assert rows("علالا", 2) == ["عل" + "ا", "لا"]
    # A spacing mark and a joined emoji stay with what they belong to.
    assert rows("aकिकि", 4) == ["aकि", "कि"]
    assert rows("aa👨\u200d👩", 5) == ["aa", "👨\u200d👩"]


def test_a_width_too_small_for_a_cluster_still_makes_progress() -> None:
    assert rows("日本", 1) == ["日", "本"]
    assert rows("कि", 1) == ["क", "ि"]
