"""What a terminal answers to questions, told apart from what a person types.

Replies arrive on the same line as keys, split anywhere and as late as the link is slow.  They are taken out of
the input here, before anything reads keys from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# DA1/DA2, DECRPM (private and ANSI), DSR, and the strings (DCS, OSC, APC) that DA3, XTVERSION and colour reports use.
# None of these patterns is compiled before something has been answered: the first screen waits for none.
_REPLY = (
    r"\x1b\[[?>][0-9;]*c"
    r"|\x1b\[\??[0-9;]*\$y"
    r"|\x1b\[\??0n"
    r"|\x1b[P\]_^X][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)"
)
# The beginning of one of them at the end of a chunk.
_BEGUN = r"\x1b\[[?>][0-9;]*\$?\Z|\x1b\[0\Z|\x1b\[[0-9;]*\$\Z|\x1b[P\]_^X][^\x07\x1b]{0,4096}\x1b?\Z"
# The same where an answer is expected: a lone ESC or "ESC [" may be the first bytes of it.
_BEGUN_EXPECTED = _BEGUN + r"|\x1b\[?\Z|\x1b\[[0-9;]+\Z"

# Questions that may be outstanding at the same time: who the terminal is, and whether it has drawn what was sent.
IDENTITY, DRAWN = "identity", "drawn"
# The answer to the second one (DSR, `CSI 5 n`).
CAUGHT_UP = "\x1b[0n"

_MAYBE_KEY = r"\x1b\[?|\x1b\[[0-9;]+"


class ReplyFilter:
    """Divides input into replies and the rest.

    Attributes:
        owed: what the terminal still has to answer: `IDENTITY`, `DRAWN`, both or nothing.
        replies: whole replies found so far, oldest first; the reader takes them out.
    """

    def __init__(self, owed: Iterable[str] = ()) -> None:
        self.owed = set(owed)
        self.replies: list[str] = []
        self._rest = ""

    @property
    def expecting(self) -> bool:
        """Whether an answer is outstanding, so that even a lone ESC at the end of a chunk is kept back."""
        return bool(self.owed)

    @property
    def holding(self) -> bool:
        """Whether something is kept back until more arrives (or `flush`)."""
        return bool(self._rest)

    @property
    def holds_key(self) -> bool:
        """Whether what is kept back may be a key after all, and so must not be kept for long."""
        return bool(re.fullmatch(_MAYBE_KEY, self._rest))

    def feed(self, data: str) -> str:
        """Take a chunk of input; give what of it was typed."""
        if not self._rest and "\x1b" not in data:
            return data
        data = self._rest + data
        self._rest = ""
        typed: list[str] = []
        at = 0
        for found in re.finditer(_REPLY, data):
            typed.append(data[at : found.start()])
            self.replies.append(found[0])
            at = found.end()
        data = data[at:]
        begun = re.search(_BEGUN_EXPECTED if self.expecting else _BEGUN, data)
        if begun:
            self._rest = begun[0]
            data = data[: begun.start()]
        typed.append(data)
        return "".join(typed)

    def flush(self) -> str:
        """Give back what was kept waiting: nothing more came, so it was typed (or is an unfinished reply, dropped)."""
        rest, self._rest = self._rest, ""
        return rest if re.fullmatch(_MAYBE_KEY, rest) else ""

    def take(self) -> list[str]:
        """Take out the replies found so far."""
        found, self.replies = self.replies, []
        return found
