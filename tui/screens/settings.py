"""What the screens need to know of the settings and the command line."""

from __future__ import annotations

from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.config import ReaderOptions, Settings

REST = 0.06
SLOW_REST = 0.25
# Rows the list scrolls by at its edge: every scrolled row is drawn anew, and most keys should not pay for it.
JUMP = 8
SLOW_JUMP = 16
SLOW_RATE = 20_000  # bytes a second below which a line counts as slow
NO_LONGER_SLOW = 2 * SLOW_RATE  # and from which it counts no more: what is seen of it should not come and go


def list_jump(settings: Settings) -> int:
    """Rows the list scrolls by as long as nothing is known of the line but what the settings say."""
    return SLOW_JUMP if settings.link == "slow" else JUMP


def has_marker(settings: Settings) -> bool:
    """Whether the list's cursor is shown by a marker, as long as no more is known of the line."""
    return settings.cursor == "marker" or (settings.cursor == "auto" and settings.link == "slow")


class ReaderSettings(NamedTuple):
    """Settings of the reader screen.

    Attributes:
        mirrored: the list on the right, unless the reader chose otherwise when last here.
        measure: widest line of an article, in cells.
        mark_read: articles count as read by themselves: opened, paged through, or their end in view for a
            moment.
        read_after: seconds the end of an article must be in view.
        rest_before_article: seconds the list's cursor must rest on a row before its article is shown; 0 shows
            it at once unless a key is held down.
        list_jump: rows the list scrolls by.
        marker: the list's cursor is shown by a marker and not by a bar.
        measures_link: whether the line is slow is found out while reading.
        fixed_cursor: how the cursor is shown has nothing to do with the line.
        paths_to_add: files and directories to read in first.
        published: ISO publication date of those that name none.
        samples_offered: sample articles just put into an empty library.
        can_write: articles can be added, dated and removed.
    """

    mirrored: bool = False
    measure: int = 80
    mark_read: bool = True
    read_after: float = 1.5
    rest_before_article: float = 0.0
    list_jump: int = 1
    marker: bool = False
    measures_link: bool = False
    fixed_cursor: bool = False
    paths_to_add: tuple[str, ...] = ()
    published: str | None = None
    samples_offered: int = 0
    can_write: bool = True

    @classmethod
    def of(cls, options: ReaderOptions) -> ReaderSettings:
        """Take them from the options the program was started with."""
        settings = options.settings
        return cls(
            mirrored=settings.mirrored,
            measure=settings.measure,
            mark_read=settings.mark_read,
            rest_before_article=SLOW_REST if settings.link == "slow" else REST,
            list_jump=list_jump(settings),
            marker=has_marker(settings),
            measures_link=settings.link == "auto",
            fixed_cursor=settings.cursor != "auto",
            paths_to_add=options.paths,
            published=options.published,
            can_write=not options.read_only,
        )

    def over(self, rate: float) -> ReaderSettings:
        """The same settings for a line that turned out to carry so much.

        Args:
            rate: bytes a second.
        """
        return self.over_slow(rate < (NO_LONGER_SLOW if self.is_slow else SLOW_RATE))

    def over_slow(self, slow: bool) -> ReaderSettings:
        """The same settings for a line that is slow or is not."""
        if not self.measures_link:
            return self
        return self._replace(
            rest_before_article=SLOW_REST if slow else REST,
            list_jump=SLOW_JUMP if slow else JUMP,
            marker=self.marker if self.fixed_cursor else slow,
        )

    @property
    def is_slow(self) -> bool:
        """Whether the line counts as slow."""
        return self.list_jump == SLOW_JUMP
