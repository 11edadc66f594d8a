"""How fast the line to the terminal is, and how much may be on its way at once.

Over SSH a terminal on a slow line never makes a write wait: megabytes fit into buffers on the way, and what is
written into them is seen, in order, seconds later.  So frames are followed by a question (DSR, `CSI 5 n`) that the
terminal answers when it has drawn them; until then only so much more is sent, and newer frames replace older ones.

How long an answer takes tells of the line and of the distance together.  So one question is sent by itself, which
tells of the distance alone: without it a line at the far end of the world passes for a slow one, and a slow one whose
first frame took two seconds for a fast one at the far end of the world.
"""

from __future__ import annotations

import math
import time

ASK = "\x1b[5n"
_FIRST_ALLOWANCE = 16_384
_LEAST_ALLOWANCE = 2_048
_MOST_ALLOWANCE = 131_072
_WORTH_ASKING = 512
"""Bytes after which an answer is asked for."""
_TELLING = 3_000
"""Bytes a transfer must have for its speed to say something of the line."""
_HARDLY_ANYTHING = 256
"""Bytes whose transfer does not count beside the round trip."""
_LEAST_SHARE = 0.1
"""Share of an answer's time that is put down to the transfer at least: times vary by so much."""
_HERE = 1_000_000.0
"""Bytes a second a terminal that is not asked is taken to read: being busy once does not make it slow."""
_GIVE_UP = 20.0
"""Seconds after which an unanswered question is taken for lost."""


class Pace:
    """Keeps count of what is on its way.

    Args:
        asks: whether the terminal is asked; without it only a line that refuses more is noticed.

    Attributes:
        rate: bytes a second the line carries, at least those while the round trip is not known; 0 if not known.
        round_trip: seconds an answer to nothing but a question takes, 0 if not known.
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
        self._first: tuple[int, float] | None = None
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
        return self._ask()

    def ping(self) -> str:
        """Give a question to send by itself, if the round trip is not known and hardly anything is on its way."""
        if not self._asks or self.waiting or self._since > _HARDLY_ANYTHING or self.round_trip:
            return ""
        self._since = 0
        return self._ask()

    def _ask(self) -> str:
        self.waiting = True
        self._asked_at = time.monotonic()
        self._asked_bytes, self._since = self._since, 0
        return ASK

    def caught_up(self) -> bool:
        """Take note of an answer; False if none was asked for."""
        if not self.waiting:
            return False
        self.waiting = False
        took, count = max(time.monotonic() - self._asked_at, 1e-4), self._asked_bytes
        if took > _GIVE_UP:
            return True  # the line was down, which says nothing of its speed
        if self.round_trip or not count:
            self.round_trip = min(took, self.round_trip or took)
        if count >= _TELLING:
            self._transferred(count, took)
        elif self._first and self.round_trip:
            self._transferred(*self._first)
        return True

    def _transferred(self, count: int, took: float) -> None:
        """Take note of how long so many bytes and the answer to them took together."""
        if self.round_trip:
            if self._first:
                self._first, self.rate = None, 0.0
            self._measured(count / max(took - self.round_trip, took * _LEAST_SHARE))
        else:
            self._first = count, took
            self.rate = count / took

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
            took = time.monotonic() - self._blocked_at
            if self._blocked_bytes >= _TELLING // 2 and took <= _GIVE_UP:
                if not self._asks and not self.rate:
                    self.rate = _HERE
                self._measured(self._blocked_bytes / max(took, 1e-3))
            self._blocked_at = None

    def _measured(self, rate: float) -> None:
        # The geometric mean: neither a moment's hiccup nor a burst into empty buffers outweighs the rest.
        self.rate = rate if not self.rate else math.sqrt(self.rate * rate)
        self.news = True
