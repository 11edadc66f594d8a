"""An article as rows of a given width, laid out a paragraph at a time and only where it is read.

A place in the article is (block, row of the block): nothing here needs the height of the whole, so that a
text of a megabyte opens as fast as one of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from textual.cache import LRUCache

from tui.bidi.layout import Line, layout
from tui.bidi.properties import direction_of
from tui.light_typing import NamedTuple

if TYPE_CHECKING:
    from tui.bidi.layout import Base

BlockKind = Literal["title", "source", "paragraph"]
Place = tuple[int, int]
"""Block, and row within the block (its blank rows counted)."""

LONGEST_BLOCK = 4000
"""Code points after which a paragraph is laid out in pieces, so that no key waits for a very long one."""


_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Block(NamedTuple):
    """A stretch of the text that starts on a row of its own."""

    kind: BlockKind
    start: int  # first code point in the article's text
    end: int  # one past the last, blanks at the edges left out
    gap: int  # blank rows after it


class TextRow(NamedTuple):
    """A row of the screen: a line of a block, or a blank row after it (`line` is None)."""

    block: int
    row: int
    line: Line | None


def blocks_of(text: str, body_start: int) -> tuple[Block, ...]:
    """Split an article into its title, the place of the source line, and its paragraphs.

    Where blank lines stand between paragraphs, a single newline is kept as a line break without a gap;
    where there are none, every line is a paragraph.

    Args:
        text: the article.
        body_start: code point where the body begins; 0 when there is no title.
    """
    blocks = [Block("title", *match.span(), 0) for match in _LINE.finditer(text, 0, body_start)]
    blocks.append(Block("source", body_start, body_start, 1))
    spaced = _BLANK_LINE.search(text.rstrip(), body_start) is not None
    start = end = None
    for match in _LINE.finditer(text, body_start):
        following = match.start()
        if start is not None and end is not None:
            gap = 1 if not spaced or text.count("\n", end, following) > 1 else 0
            blocks.extend(_cut(text, start, end, gap))
        start, end = match.span()
    if start is not None and end is not None:
        blocks.extend(_cut(text, start, end, 0))
    return tuple(blocks)


def _cut(text: str, start: int, end: int, gap: int) -> Iterator[Block]:
    """Make a line a paragraph; a very long one several, cut after a sentence, else at a blank."""
    while end - start > LONGEST_BLOCK:
        limit = start + LONGEST_BLOCK
        cut = max(text.rfind(mark, start + LONGEST_BLOCK // 2, limit) for mark in (". ", "؟ ", "! ", "؛ "))
        cut = cut + 1 if cut > 0 else text.rfind(" ", start + 1, limit)
        cut = cut if cut > start else limit
        yield Block("paragraph", start, cut, 0)
        start = cut
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield Block("paragraph", start, end, gap)


class ReadingLayout:
    """Rows of an article at one width.

    Args:
        text: the article.
        body_start: code point where its body begins; 0 when it has no title.
        width: cells of a row.
        base: direction of every paragraph; that of the article when None.
        blocks: the article's blocks, when they are known from another width.
    """

    def __init__(
        self,
        text: str,
        body_start: int,
        width: int,
        base: Base | None = None,
        blocks: tuple[Block, ...] | None = None,
    ) -> None:
        self.text = text
        self.body_start = body_start
        self.width = max(1, width)
        self.base: Base = direction_of(text) if base is None else base
        self.blocks = blocks_of(text, body_start) if blocks is None else blocks
        self._starts = [block.start for block in self.blocks]
        self._lines: LRUCache[int, list[Line]] = LRUCache(256)

    def resized(self, width: int) -> ReadingLayout:
        """The same article at another width."""
        return ReadingLayout(self.text, self.body_start, width, self.base, self.blocks)

    def lines(self, block: int) -> list[Line]:
        """Lines of a block; their ranges count from the block's start.  The source line has none."""
        found = self._lines.get(block)
        if found is None:
            piece = self.blocks[block]
            found = (
                []
                if piece.kind == "source"
                else layout(self.text[piece.start : piece.end], self.width, base=self.base)
            )
            self._lines[block] = found
        return found

    def height(self, block: int) -> int:
        """Rows of a block with its gap."""
        piece = self.blocks[block]
        return (1 if piece.kind == "source" else len(self.lines(block))) + piece.gap

    def rows(self, place: Place, height: int) -> list[TextRow]:
        """Rows from a place on, at most `height` of them."""
        rows: list[TextRow] = []
        block, row = place
        while block < len(self.blocks) and len(rows) < height:
            lines = self.lines(block)
            for number in range(row, self.height(block)):
                rows.append(TextRow(block, number, lines[number] if number < len(lines) else None))
            block, row = block + 1, 0
        return rows[:height]

    def step(self, place: Place, rows: int) -> Place:
        """The place some rows further down (negative: up), never outside the article."""
        block, row = place
        row += rows
        while row < 0 and block > 0:
            block -= 1
            row += self.height(block)
        while row >= (height := self.height(block)):
            if block == len(self.blocks) - 1:
                return block, height - 1
            row -= height
            block += 1
        return block, max(0, row)

    def last_top(self, height: int) -> Place:
        """The place at the top of the window when the article's last row is at its bottom."""
        block = len(self.blocks) - 1
        end = (block, max(0, self.height(block) - 1))
        return self.step(end, 1 - max(1, height))

    def locate(self, offset: int) -> Place:
        """Place of the line that holds a code point; the top for one before the first line."""
        block = max(0, bisect_right(self._starts, offset) - 1)
        if offset <= self._starts[0] and self.body_start == 0:
            return 0, 0
        inside = offset - self.blocks[block].start
        for number, line in enumerate(self.lines(block)):
            if inside < line.end:
                return block, number
        return block, max(0, len(self.lines(block)) - 1)

    def offset(self, place: Place) -> int:
        """First code point of the line at a place; of the text after it where the row has none."""
        block, row = place
        piece = self.blocks[block]
        lines = self.lines(block)
        if row < len(lines):
            return piece.start + lines[row].start
        return self._starts[block + 1] if block + 1 < len(self.blocks) else piece.end
