"""What a terminal answers to questions, told apart from what a person types.

Replies arrive on the same line as keys, split anywhere and as late as the link is slow.  They are taken out of
the input here, before anything reads keys from it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PARAMETERS = "0123456789;"
_STRINGS = "P]_^X"  # what ESC begins a string with: DCS, OSC, APC, PM, SOS
_LONGEST = 4096
"""Characters of the longest string taken for an answer."""

# Questions that may be outstanding at the same time: who the terminal is, and whether it has drawn what was sent.
IDENTITY, DRAWN = "identity", "drawn"
# The answer to the second one (DSR, `CSI 5 n`).
CAUGHT_UP = "\x1b[0n"


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
        return _may_be_key(self._rest)

    def feed(self, data: str) -> str:
        """Take a chunk of input; give what of it was typed."""
        if not self._rest and "\x1b" not in data:
            return data
        data = self._rest + data
        self._rest = ""
        typed: list[str] = []
        at = place = 0
        while (place := data.find("\x1b", place)) >= 0:
            end = _end_of_reply(data, place)
            if end is not None:
                typed.append(data[at:place])
                self.replies.append(data[place:end])
                at = place = end
            elif len(data) - place <= _LONGEST + 3 and self._is_begun(data[place:]):
                typed.append(data[at:place])
                self._rest = data[place:]
                at = len(data)
                break
            else:
                place += 1
        typed.append(data[at:])
        return "".join(typed)

    def _is_begun(self, data: str) -> bool:
        """Whether the end of a chunk, from an ESC on, is the beginning of a reply."""
        if self.expecting and _may_be_key(data):
            return True  # a lone ESC or "ESC [" may be the first bytes of it
        if data[1:2] == "[":
            parameters = data[2:]
            is_private = parameters.startswith(("?", ">"))
            is_certain = is_private or parameters.endswith("$") or parameters == "0"
            return is_certain and not parameters[is_private:].removesuffix("$").strip(_PARAMETERS)
        string = data[2:].removesuffix("\x1b")
        return data[1:2] in _STRINGS and len(data) > 1 and _is_string(string)

    def flush(self) -> str:
        """Give back what was kept waiting: nothing more came, so it was typed (or is an unfinished reply, dropped)."""
        rest, self._rest = self._rest, ""
        return rest if _may_be_key(rest) else ""

    def take(self) -> list[str]:
        """Take out the replies found so far."""
        found, self.replies = self.replies, []
        return found


def _may_be_key(begun: str) -> bool:
    """Whether what may begin a reply may be a key, or the beginning of one, as well."""
    if begun in ("\x1b", "\x1b["):
        return True
    return begun.startswith("\x1b[") and not begun[2:].strip(_PARAMETERS)


def _end_of_reply(data: str, start: int) -> int | None:
    """Return where the reply that begins at an ESC ends; None if it is none, or not all there.

    DA1 and DA2, DECRPM (private and ANSI), DSR, and the strings that DA3, XTVERSION and colour reports use.
    """
    kind = data[start + 1 : start + 2]
    if kind == "[":
        at = start + 2
        private = data[at : at + 1] if data[at : at + 1] in ("?", ">") else ""
        at += len(private)
        first = at
        while data[at : at + 1] in _PARAMETERS and at < len(data):
            at += 1
        final = data[at : at + 1]
        if final == "$" and private != ">":
            return at + 2 if data[at + 1 : at + 2] == "y" else None
        is_reply = private if final == "c" else final == "n" and private != ">" and data[first:at] == "0"
        return at + 1 if is_reply else None
    if not kind or kind not in _STRINGS:
        return None
    longest = start + 3 + _LONGEST
    end = data.find("\x1b", start + 2, longest)
    bell = data.find("\x07", start + 2, longest if end < 0 else end)
    if bell >= 0:
        return bell + 1
    return end + 2 if end >= 0 and data[end + 1 : end + 2] == "\\" else None


def _is_string(content: str) -> bool:
    """Whether this may be the beginning of what stands in a string."""
    return len(content) <= _LONGEST and "\x07" not in content and "\x1b" not in content
