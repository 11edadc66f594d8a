"""Well-known names: which ways of writing mean one entity, whatever the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from tui.arabic.normalise import fold, fold_key
from tui.entities.linking.forms import Key, key_of
from tui.entities.linking.lexicon import read_table
from tui.entities.model import Kind

_NAMED: tuple[Kind, ...] = ("person", "place", "organization")
# و ف ب ل ك and the article, as they may stand before a word of evidence.
_CLITICS = r"(?<!\w)[وف]?(?:[بلك]?ال|لل|[بلك])?"


@dataclass(frozen=True, slots=True)
class Contextual:
    """A form that means one entity or another, depending on what the article is about.

    Attributes:
        default: the entity meant when nothing speaks for any; None to leave the form alone.
        evidence: for each entity, a pattern of what speaks for it in a folded text.
    """

    default: str | None
    evidence: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Aliases:
    """The curated table, ready for lookups by kind and key.

    Attributes:
        strong: the entity's name for every form that means it in any article.
        weak: the entity's name for forms that mean it unless the article says otherwise.
        contextual: forms whose meaning the article decides.
    """

    strong: dict[tuple[Kind, Key], str]
    weak: dict[tuple[Kind, Key], str]
    contextual: dict[tuple[Kind, Key], Contextual]

    def anchor(self, kind: Kind, key: Key) -> str | None:
        """The name of the entity a form means in any article, or None."""
        return self.strong.get((kind, key))

    def names(self, kind: Kind) -> frozenset[str]:
        """The names the table gives to entities of a kind."""
        plain = {
            name for table in (self.strong, self.weak) for (each, _), name in table.items() if each == kind
        }
        by_context = {
            name
            for (each, _), choice in self.contextual.items()
            if each == kind
            for name in (choice.default, *(evidence[0] for evidence in choice.evidence))
            if name is not None
        }
        return frozenset(plain | by_context)

    def in_context(self, kind: Kind, key: Key, folded_text: str) -> str | None:
        """The name of the entity a form means in this article, or None.

        Args:
            kind: kind of the name.
            key: what it is compared by.
            folded_text: the whole article, folded.
        """
        choice = self.contextual.get((kind, key))
        if choice is None:
            return None
        best, most = choice.default, 0
        for name, pattern in choice.evidence:
            count = sum(1 for _ in pattern.finditer(folded_text))
            if count > most:
                best, most = name, count
        return best


@cache
def load_aliases() -> Aliases:
    """The alias table that ships with the package."""
    table = read_table("aliases.toml")
    anchors = read_table("anchors.toml")
    strong: dict[tuple[Kind, Key], str] = {}
    weak: dict[tuple[Kind, Key], str] = {}
    contextual: dict[tuple[Kind, Key], Contextual] = {}
    for kind in _NAMED:
        entries = table.get(kind, ())
        for entry in entries:
            strong.setdefault((kind, key_of(kind, entry["name"])), entry["name"])
        for entry in entries:
            for form in entry.get("also", ()):
                strong.setdefault((kind, key_of(kind, form)), entry["name"])
            for form in entry.get("weak", ()):
                weak.setdefault((kind, key_of(kind, form)), entry["name"])
    for names in anchors.values():
        for name in names:
            strong.setdefault(("place", key_of("place", name)), name)
    for entry in table.get("contextual", ()):
        kind = cast(Kind, entry["kind"])
        choice = Contextual(
            entry.get("default"),
            tuple((name, _evidence(starts)) for name, starts in entry["evidence"].items()),
        )
        for form in entry["forms"]:
            contextual[kind, key_of(kind, form)] = choice
    return Aliases(strong, weak, contextual)


def _evidence(starts: list[str]) -> re.Pattern[str]:
    """A pattern that finds words beginning with one of `starts` in a folded text."""
    return re.compile(_CLITICS + "(?:" + "|".join(re.escape(fold_key(start)) for start in starts) + ")")


def folded_once(text: str) -> str:
    """The folded text contextual forms are looked up in."""
    return fold(text)
