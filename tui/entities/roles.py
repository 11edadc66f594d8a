"""Roles: the title or description right before a name, as written, with its place in the text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui.arabic.normalise import fold
from tui.entities.model import Kind, Span

# Code points before a name that are looked at, and words a title may have: what fits a line of a sidebar.
REACH = 90
LONGEST_ROLE = 7
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+")
# Between a title and its name stand blanks and opening quotation marks; a line break or other marks end
# the phrase.
_GAP = re.compile(r"[ \t\u00a0]*[\"'«“„‘]?[ \t\u00a0]*")
_BETWEEN_WORDS = re.compile(r"[ \t\u00a0]+")
_PROCLITICS = "وفبلك"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The heads of roles, folded: as written with the article, or bare."""

    titles: frozenset[str]
    attributes: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    annexed: frozenset[str]
    breakers: frozenset[str]
    ambiguous: frozenset[str]
    place_heads: frozenset[str]
    organization_heads: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    with Path(__file__).with_name("roles.toml").open("rb") as stream:
        table = tomllib.load(stream)

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in table[name])

    return _Lexicon(
        folded("person_titles"),
        folded("person_attributes"),
        folded("person_offices"),
        folded("person_kin"),
        folded("annexed"),
        folded("breakers"),
        folded("ambiguous"),
        folded("place_heads"),
        folded("organization_heads"),
    )


# Titles that names begin with as well: people called by them, popes, first names.
_NAMES_TOO = frozenset(["الشيخ", "السيد", "العالم", "المعلم", "القيصر", "البابا"])


@cache
def people_titles() -> frozenset[str]:
    """Folded titles that stand before the names of people and begin none of them."""
    return _lexicon().titles - _NAMES_TOO


@dataclass(frozen=True, slots=True)
class _Word:
    """A word before a name: its folded form and where it stands."""

    start: int
    end: int
    folded: str


def role_before(text: str, span: Span) -> str | None:
    """The title before a person, or the common noun before a place or organisation, as written.

    Args:
        text: the article.
        span: a name in it; offsets are code points.

    Returns:
        `رئيس الوزراء`, `اللواء`, `مدينة` and the like, as written but without attached و ف ب ل ك; None
        where nothing of the kind stands right before the name.
    """
    found = role_span(text, span)
    if found is None:
        return None
    role = " ".join(text[found[0] : found[1]].split())
    # للملك: the article lost its alef to the ل before it, and gets it back.
    return "ا" + role if role[0] == "ل" and found[0] and text[found[0] - 1] == "ل" else role


def role_span(text: str, span: Span) -> tuple[int, int] | None:
    """Where the role before a name stands.

    Args:
        text: the article.
        span: a name in it; offsets are code points.

    Returns:
        Start and end of `role_before`, or None.
    """
    before = _words_before(text, span.start)
    if not before:
        return None
    if span.kind == "person":
        return _person_role(before)
    lexicon = _lexicon()
    heads = lexicon.place_heads if span.kind == "place" else lexicon.organization_heads
    return _head_noun(before, heads)


def head_kind(text: str, span: Span) -> Kind | None:
    """The kind the word right before a name speaks for, or None when it says nothing.

    Args:
        text: the article.
        span: a name in it; its own kind is not looked at.
    """
    before = _words_before(text, span.start)
    if not before:
        return None
    lexicon = _lexicon()
    stripped = _without_proclitic(
        before[0], lexicon.place_heads | lexicon.organization_heads | lexicon.titles
    )
    if stripped is None or stripped.folded in lexicon.ambiguous:
        return None
    word = stripped.folded
    if word in lexicon.titles:
        return "person"
    in_place, in_organization = word in lexicon.place_heads, word in lexicon.organization_heads
    if in_place != in_organization:
        return "place" if in_place else "organization"
    return None


def _words_before(text: str, position: int) -> list[_Word]:
    """The words of the phrase that ends at `position`, nearest first; none where a mark ends it."""
    start = max(0, position - REACH)
    window = text[start:position]
    words = [
        _Word(start + match.start(), start + match.end(), fold(match.group()))
        for match in _WORD.finditer(window)
    ]
    if start and words and words[0].start == start and (text[start - 1].isalnum() or text[start - 1] == "ـ"):
        # The window cut this word.
        del words[0]
    words.reverse()
    found: list[_Word] = []
    edge = position
    for word in words:
        gap = _GAP if not found else _BETWEEN_WORDS
        if word.end == edge or not gap.fullmatch(text, word.end, edge):
            break
        found.append(word)
        edge = word.start
    return found


def _without_proclitic(word: _Word, heads: frozenset[str]) -> _Word | None:
    """The word as a head, an attached و ف ب ل ك aside; None when it is no head either way."""
    if word.folded in heads:
        return word
    cut = 0
    rest = word.folded
    while cut < 2 and rest[:1] and rest[0] in _PROCLITICS and len(rest) > 3:
        rest = rest[1:]
        cut += 1
        if rest in heads and word.end - word.start == len(word.folded):
            return _Word(word.start + cut, word.end, rest)
        if rest.startswith("ل") and "ا" + rest in heads and word.end - word.start == len(word.folded):
            # للرئيس: the article has lost its alef; the role is shown as it stands.
            return _Word(word.start + cut, word.end, "ا" + rest)
    return None


def _head_noun(before: list[_Word], heads: frozenset[str]) -> tuple[int, int] | None:
    """The head noun right before a name, or with one adjective between: `مدينة`, `العاصمة السورية`."""
    head = _without_proclitic(before[0], heads)
    if head is not None:
        return head.start, head.end
    if len(before) > 1 and before[0].folded.startswith("ال"):
        head = _without_proclitic(before[1], heads)
        if head is not None and head.folded.startswith("ال"):
            return head.start, before[0].end
    return None


def _person_role(before: list[_Word]) -> tuple[int, int] | None:
    """The title nearest to the name, with its complement when that is all that stands between."""
    lexicon = _lexicon()
    everything = lexicon.titles | lexicon.offices | lexicon.kin
    best: tuple[int, int] | None = None
    for distance, word in enumerate(before[:LONGEST_ROLE]):
        head = _without_proclitic(word, everything)
        if head is not None and _fits(head, before[:distance][::-1], lexicon):
            best = head.start, before[0].end
            if not _is_adjective_like(before, distance, lexicon):
                return best
        elif not _may_stand_inside(word, lexicon) and not (distance == 0 and _is_annexed_to(before, lexicon)):
            break
    return best


def _is_adjective_like(before: list[_Word], distance: int, lexicon: _Lexicon) -> bool:
    """Whether the head found may belong to a head before it: `الزميلة الراحلة`, `نائب رئيس`."""
    if distance + 1 >= len(before):
        return False
    here = before[distance].folded
    previous = _without_proclitic(before[distance + 1], lexicon.titles | lexicon.offices)
    if previous is None:
        return False
    if here.startswith("ال"):
        # Two titles side by side are two roles; a participle after its noun is one: `الزميلة الراحلة`.
        return here in lexicon.attributes and previous.folded.startswith("ال")
    # `نائب رئيس`, `مساعد وزير`: annexed to the office before it.
    return not previous.folded.startswith("ال")


def _fits(head: _Word, complement: list[_Word], lexicon: _Lexicon) -> bool:
    """Whether the words between head and name complete the head.

    A title takes adjectives (`الرئيس الأميركي`); an office takes what it is annexed to
    (`وزير الخارجية الأميركي`, `رئيس هيئة الحشد الشعبي`).
    """
    if not complement:
        return head.folded in lexicon.titles or head.folded in lexicon.kin or head.folded in lexicon.offices
    if head.folded in lexicon.offices or head.folded in lexicon.kin:
        return True
    return all(_is_attribute(word) for word in complement) and len(complement) <= 3


def _is_attribute(word: _Word) -> bool:
    """Whether a word may be an adjective of a definite noun."""
    return word.folded.startswith("ال") or word.folded in ("السابق", "الاسبق")


def _may_stand_inside(word: _Word, lexicon: _Lexicon) -> bool:
    """Whether a word may stand between an office and the name, wherever it stands."""
    folded = word.folded
    if folded in lexicon.breakers:
        return False
    if folded.startswith(("ال", "وال", "لل", "بال")):
        return True
    plain = folded[1:] if folded[:1] in "ولب" and len(folded) > 3 else folded
    return folded in lexicon.annexed or plain in lexicon.annexed


def _is_annexed_to(before: list[_Word], lexicon: _Lexicon) -> bool:
    """Whether the word next to the name is itself a name that an office is annexed to: `رئيس أوكرانيا`."""
    if len(before) < 2 or before[0].folded in lexicon.breakers or len(before[0].folded) < 3:
        return False
    office = _without_proclitic(before[1], lexicon.offices)
    return (office is not None and not office.folded.startswith("ال")) or before[1].folded in lexicon.annexed
