"""How fast the line to the terminal is, and how much may be on its way at once.

Over SSH a terminal on a slow line never makes a write wait: megabytes fit into buffers on the way, and what is
written into them is seen, in order, seconds later.  So frames are followed by a question (DSR, `CSI 5 n`) that the
terminal answers when it has drawn them; until then only so much more is sent, and newer frames replace older ones.
"""

from __future__ import annotations

import time

ASK = "\x1b[5n"
_FIRST_ALLOWANCE = 16_384
_LEAST_ALLOWANCE = 2_048
_MOST_ALLOWANCE = 131_072
_WORTH_ASKING = 512
"""Bytes after which an answer is asked for."""
_TELLING = 3_000
"""Bytes a transfer must have for its speed to say something of the line."""
_GIVE_UP = 20.0
"""Seconds after which an unanswered question is taken for lost."""


class Pace:
    """Keeps count of what is on its way.

    Args:
        asks: whether the terminal is asked; without it only a line that refuses more is noticed.

    Attributes:
        rate: bytes a second the line carries, 0 if not known.
        round_trip: seconds an answer takes, 0 if not known.
        news: `rate` has been measured since it was last looked at.
        waiting: an answer is outstanding.
    """

    def __init__(self, asks: bool) -> None:
        self._asks = asks
        self.rate = 0.0
        self.round_trip = 0.0
        self.news = False
        self.waiting = False
        self._asked_at = 0.0
        self._asked_bytes = 0
        self._since = 0
        self._blocked_at: float | None = None
        self._blocked_bytes = 0

    @property
    def full(self) -> bool:
        """Whether nothing more should be sent before an answer has come."""
        if not self.waiting:
            return False
        if time.monotonic() - self._asked_at > _GIVE_UP:
            self.waiting = self._asks = False
            return False
        return self._asked_bytes + self._since > self._allowance

    @property
    def _allowance(self) -> float:
        if not self.rate:
            return _FIRST_ALLOWANCE
        return min(max(_LEAST_ALLOWANCE, self.rate * 0.25), _MOST_ALLOWANCE)

    def sent(self, count: int) -> str:
        """Take note that so many bytes go out now; give what to send after them."""
        self._since += count
        if not self._asks or self.waiting or self._since < _WORTH_ASKING:
            return ""
        self.waiting = True
        self._asked_at = time.monotonic()
        self._asked_bytes, self._since = self._since, 0
        return ASK

    def caught_up(self) -> bool:
        """Take note of an answer; False if none was asked for."""
        if not self.waiting:
            return False
        self.waiting = False
        took = max(time.monotonic() - self._asked_at, 1e-4)
        if self._asked_bytes < _TELLING:
            self.round_trip = min(took, self.round_trip or took)
        else:
            self._measured(self._asked_bytes / max(took - self.round_trip, 1e-3))
            self.round_trip = min(took, self.round_trip or took)
        return True

    def blocked(self) -> None:
        """Take note that the line took no more."""
        if self._blocked_at is None:
            self._blocked_at, self._blocked_bytes = time.monotonic(), 0

    def drained(self, count: int, done: bool) -> None:
        """Take note that so many more bytes were taken, and whether that was all."""
        if self._blocked_at is None:
            return
        self._blocked_bytes += count
        if done:
            if self._blocked_bytes >= _TELLING // 2:
                self._measured(self._blocked_bytes / max(time.monotonic() - self._blocked_at, 1e-3))
            self._blocked_at = None

    def _measured(self, rate: float) -> None:
        self.rate = rate if not self.rate else (self.rate + rate) / 2
        self.news = True
