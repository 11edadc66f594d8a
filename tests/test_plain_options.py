"""Command lines that are nothing but options: read as `argparse` reads them, or left to it."""

from __future__ import annotations

import pytest

from tui.cli import _reader_parser
from tui.plain_options import plain_options

LINES = [
    [],
    ["--library", "a.db"],
    ["--read-only", "--library", "a.db", "--bidi", "kitty"],
    ["--library", "a.db", "--read-only", "--config", "c.toml", "--engine", "camel", "--model", "m"],
    ["--library", "a.db", "--library", "b.db"],
]


@pytest.mark.parametrize("words", LINES)
def test_they_are_read_as_argparse_reads_them(words: list[str]) -> None:
    options = plain_options(words)
    assert options is not None
    parsed = vars(_reader_parser().parse_args(words))
    assert options.pop("--read-only", None) == ("" if parsed["read_only"] else None)
    assert options == {
        f"--{name}": parsed[name] for name in ("library", "bidi", "config", "engine", "model") if parsed[name]
    }


@pytest.mark.parametrize(
    "words",
    [
        ["article.txt"],
        ["--library"],
        ["--library", "--read-only"],
        ["--library=a.db"],
        ["--lib", "a.db"],
        ["--read-only", "article.txt"],
        ["--published", "2018-06-06"],
        ["--version"],
        ["--", "--read-only"],
    ],
)
def test_all_others_are_left_to_it(words: list[str]) -> None:
    assert plain_options(words) is None
