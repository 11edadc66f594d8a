"""What is marked in an article: mentions, the entity in focus, the selection, letters to jump by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tui.entities.model import Mention

Paint = tuple[int, int, tuple[str, ...]]
"""Code points, and the component classes that paint them."""

Label = tuple[int, str]
"""Code point a mention begins at, and the letters laid over it."""


class Marks:
    """The marks of one article.

    Attributes:
        mentions: sorted by start, not overlapping.
        focused: id of the entity in focus.
        current: index of the current mention, -1 for none.
        hover: index of the mention under the pointer, -1 for none.
        selection: code points selected.
        labels: letters by index of mention.
    """

    def __init__(self, focused: str | None = None) -> None:
        self.mentions: tuple[Mention, ...] = ()
        self.focused = focused
        self.current = -1
        self.hover = -1
        self.selection: tuple[int, int] | None = None
        self.labels: dict[int, str] = {}
        self._starts: list[int] = []

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Take other mentions; the current one stays current where it is still among them."""
        now = self.mentions[self.current] if self.current >= 0 else None
        self.mentions = tuple(mentions)
        self._starts = [mention.start for mention in mentions]
        self.labels = {}
        self.hover = self.current = -1
        if now is not None:
            index = self.index_at(now.start)
            if index is not None and self.mentions[index].end == now.end:
                self.current = index

    def index_at(self, offset: int) -> int | None:
        """Index of the mention a code point belongs to."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.mentions[index].end else None

    def within(self, start: int, end: int) -> range:
        """Indices of the mentions that touch a range."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.mentions[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def following(self, entity_id: str | None, step: int, seen: tuple[int, int]) -> int | None:
        """Index of the next mention (negative step: the previous), or None.

        Args:
            entity_id: of this entity only; of any when None.
            step: direction, 1 or -1.
            seen: code points in sight; the search begins at the current mention if it is among them.
        """
        visible = self.within(*seen)
        if self.current >= 0 and (self.current in visible or seen[0] >= seen[1]):
            start = self.current + step
        elif step > 0:
            start = visible.start
        else:
            start = visible.stop - 1
        order = range(start, len(self.mentions)) if step > 0 else range(start, -1, -1)
        return next((i for i in order if entity_id is None or self.mentions[i].entity == entity_id), None)

    def paints(self, start: int, end: int) -> tuple[Paint, ...]:
        """How a range is painted, what lies on top last."""
        paints: list[Paint] = []
        for index in self.within(start, end):
            mention = self.mentions[index]
            paints.append((max(mention.start, start), min(mention.end, end), self._names(index, mention)))
        if self.selection is not None:
            first, last = max(self.selection[0], start), min(self.selection[1], end)
            if first < last:
                paints.append((first, last, ("pane--selection",)))
        return tuple(paints)

    def labels_in(self, start: int, end: int, first: bool) -> tuple[Label, ...]:
        """Letters over a range; in the window's `first` row also those of mentions that began above it."""
        if not self.labels:
            return ()
        return tuple(
            (max(self.mentions[index].start, start), self.labels[index])
            for index in self.within(start, end)
            if index in self.labels and (first or self.mentions[index].start >= start)
        )

    def _names(self, index: int, mention: Mention) -> tuple[str, ...]:
        if index == self.current:
            # Not in the colour of its kind: reversed on a light background, most of them hide their text.
            names: tuple[str, ...] = ("pane--current",)
        elif mention.entity is not None and mention.entity == self.focused:
            names = (f"pane--{mention.kind}", "pane--focused")
        else:
            names = ("pane--mention", f"pane--mention-{mention.kind}")
        return (*names, "pane--hover") if index == self.hover else names
