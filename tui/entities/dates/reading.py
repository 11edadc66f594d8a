"""What the grammar read: the rule, the stretch of tokens, and the tokens of its named parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import regex

from tui.entities.dates.lexer import Lexed, Token


@dataclass(slots=True)
class Reading:
    """One expression, not yet put on the calendar.

    Attributes:
        rule: name of the grammar's rule.
        first: index of its first token.
        last: one past its last token.
        parts: the tokens of each named part, a list for each time the part occurs.
        future: whether the words around it look ahead.
        linked: joined to what stands before it: by بين, or to an earlier date of its sentence.
        echoes: stands behind another date and الموافق or المصادف: the same day told again.
        narrates: opens a sentence that goes on with a tale: counted from what was told, not from today.
        lead: class of its first token.
        second: class of its second token.
        members: the ends of a range joined later.
    """

    rule: str
    first: int
    last: int
    parts: dict[str, list[list[Token]]]
    future: bool = False
    linked: bool = False
    echoes: bool = False
    narrates: bool = False
    lead: str = ""
    second: str = ""
    members: tuple[Reading, ...] = field(default=())

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name in self.parts

    def token(self, name: str, which: int = 0) -> Token | None:
        """The telling token of a part: its last, but the first of a month with two names."""
        found = self.parts.get(name)
        if not found or which >= len(found) or not found[which]:
            return None
        return found[which][0] if name == "month" else found[which][-1]

    def value(self, name: str, which: int = 0) -> Any:
        """The value of that token, or None."""
        token = self.token(name, which)
        return None if token is None else token.value

    def kind(self, name: str) -> str:
        """The class of that token, or the empty string."""
        token = self.token(name)
        return "" if token is None else token.kind

    def values(self, name: str) -> list[Any]:
        """The values of all occurrences."""
        return [tokens[-1 if name != "month" else 0].value for tokens in self.parts.get(name, ()) if tokens]


def read(rule: str, lexed: Lexed, match: regex.Match[str]) -> Reading:
    """The reading of a match over the string of classes."""
    parts = {
        name: [lexed.tokens[start:end] for start, end in spans]
        for name in match.re.groupindex
        if (spans := match.spans(name))
    }
    first, last = match.span()
    second = lexed.tokens[first + 1].kind if last > first + 1 else ""
    return Reading(rule, first, last, parts, lead=lexed.tokens[first].kind, second=second)
