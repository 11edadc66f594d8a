"""Which forms of an article name one entity: forms joined into clusters, mentions assigned to them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import exp

from tui.entities.linking.forms import Key, key_of, without_preposition
from tui.entities.linking.relations import BY_GIVEN_NAME, NO_FIT, fit, is_headed
from tui.entities.linking.surface import Reading
from tui.entities.model import Kind

# Longer names looked at for one short name; where more share a word, each mention looks around itself.
MOST_CANDIDATES = 64
# Names looked at before and after a mention, in an article where very many share a word.
_BEFORE, _AFTER = 24, 8

# Code points over which what a reader has in mind fades to 1/e, and the advantage of what was named first:
# chosen on annotated articles, where the choice matters little within a factor of two.
_FADES, _FIRST_NAMED = 1000.0, 0.2


@dataclass(slots=True)
class Form:
    """All mentions of an article that are written one way.

    Attributes:
        kind: their kind.
        key: what they are compared by, in the article's own spelling.
        readings: indices of the mentions, in order.
        starts: where they start, in order.
        names: the names as written, counted.
        anchor: name of the well-known entity they mean, or None.
    """

    kind: Kind
    key: Key
    readings: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    anchor: str | None = None


class Clusters:
    """Forms joined into entities (union by first appearance) and mentions moved between them."""

    def __init__(self, forms: Sequence[Form], readings: Sequence[Reading]) -> None:
        self.forms = forms
        self.readings = readings
        self._parent = list(range(len(forms)))
        self._anchor: dict[int, str] = {
            index: form.anchor for index, form in enumerate(forms) if form.anchor is not None
        }
        self._moved: dict[int, int] = {}

    def root(self, form: int) -> int:
        """The form that stands for the cluster of `form`."""
        parent = self._parent
        while parent[form] != form:
            parent[form] = parent[parent[form]]
            form = parent[form]
        return form

    def anchor(self, form: int) -> str | None:
        """Name of the well-known entity the cluster of `form` is, or None."""
        return self._anchor.get(self.root(form))

    def set_anchor(self, form: int, name: str) -> None:
        """Say that the cluster of `form` is the well-known entity `name`."""
        self._anchor[self.root(form)] = name

    def join(self, first: int, second: int) -> bool:
        """Make one cluster of two, unless they are two different well-known entities.

        Returns:
            Whether they are one cluster now.
        """
        first, second = self.root(first), self.root(second)
        if first == second:
            return True
        anchors = self._anchor.get(first), self._anchor.get(second)
        if anchors[0] is not None and anchors[1] is not None and anchors[0] != anchors[1]:
            return False
        if second < first:
            first, second = second, first
        self._parent[second] = first
        anchor = anchors[0] or anchors[1]
        if anchor is not None:
            self._anchor[first] = anchor
        return True

    def move(self, reading: int, form: int) -> None:
        """Assign one mention to the cluster of another form than its own."""
        self._moved[reading] = form

    def members(self) -> dict[int, list[int]]:
        """The mentions of every cluster, in order, by root; clusters in order of first mention."""
        owner: dict[int, int] = {}
        for index, form in enumerate(self.forms):
            for reading in form.readings:
                owner[reading] = self.root(self._moved.get(reading, index))
        found: dict[int, list[int]] = {}
        for reading in sorted(owner):
            found.setdefault(owner[reading], []).append(reading)
        return found


class ShortForms:
    """Finds what the short names of an article are short for.

    Args:
        clusters: the forms of one article.
        role_of: the title before a mention, by its index; asked only where a surname is shared.
    """

    def __init__(self, clusters: Clusters, role_of: Callable[[int], str | None]) -> None:
        self._clusters = clusters
        self._role_of = role_of
        self._forms = clusters.forms
        self._postings: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        self._crowds: dict[tuple[Kind, str], tuple[list[int], list[int]]] = {}
        for index, form in enumerate(self._forms):
            for word in dict.fromkeys(form.key + self._anchor_key(form)):
                self._postings[form.kind, _posted(form.kind, word)].append(index)

    def resolve(self) -> None:
        """Join every short form with the longer one it stands for, longest first."""
        order = sorted(range(len(self._forms)), key=lambda index: -len(self._forms[index].key))
        for index in order:
            if self._clusters.anchor(index) is None:
                self._resolve_form(index)

    def _resolve_form(self, index: int) -> None:
        form = self._forms[index]
        posted = [_posted(form.kind, word) for word in form.key]
        word = min(posted, key=lambda each: len(self._postings[form.kind, each]))
        candidates = self._postings[form.kind, word]
        if len(candidates) > MOST_CANDIDATES:
            self._resolve_in_crowd(index, word)
            return
        scored = [(self._fit(index, other), other) for other in candidates]
        best = max((score for score, _ in scored), default=NO_FIT)
        if best == NO_FIT:
            return
        fitting = [other for score, other in scored if score == best]
        roots = {self._clusters.root(other) for other in fitting}
        if len(roots) == 1:
            self._clusters.join(index, fitting[0])
        elif form.kind == "place" and all(is_headed(form.key, self._forms[other].key) for other in fitting):
            # الحسكة beside محافظة الحسكة and مدينة الحسكة: one name with different common nouns.
            for other in fitting:
                self._clusters.join(index, other)
        elif best >= BY_GIVEN_NAME:
            self._share_out(index, fitting)

    def _fit(self, short: int, long: int) -> int:
        mine, other = self._forms[short], self._forms[long]
        score = fit(mine.kind, mine.key, other.key, long_is_anchored=other.anchor is not None)
        if other.anchor is not None and score == NO_FIT and len(mine.key) > 1:
            # `الاتحاد الدولي` beside `فيفا`: short for the name the table gives it.
            score = fit(mine.kind, mine.key, self._anchor_key(other), long_is_anchored=True)
        return score

    @staticmethod
    def _anchor_key(form: Form) -> Key:
        """The words of the well-known name a form means."""
        return () if form.anchor is None else key_of(form.kind, form.anchor)

    def _share_out(self, index: int, fitting: list[int]) -> None:
        """Several entities share the short name: each mention goes by its title, or to the one in mind.

        What a reader has in mind fades with distance and is renewed by every mention, full or short; the
        entity the article names first keeps an advantage, for later namesakes are mostly mentioned in
        passing.
        """
        form = self._forms[index]
        named = sorted((start, other) for other in fitting for start in self._forms[other].starts)
        first = named[0][1]
        salience = dict.fromkeys(fitting, 0.0)
        since = dict.fromkeys(fitting, 0)

        def now(other: int, position: int) -> float:
            return salience[other] * exp((since[other] - position) / _FADES)

        def remind(other: int, position: int) -> None:
            salience[other], since[other] = now(other, position) + 1.0, position

        at = 0
        for reading, start in zip(form.readings, form.starts, strict=True):
            while at < len(named) and named[at][0] < start:
                remind(named[at][1], named[at][0])
                at += 1
            choice = self._by_role(reading, fitting)
            if choice is None:
                standing = [now(other, start) + _FIRST_NAMED * (other == first) for other in fitting]
                choice = fitting[standing.index(max(standing))]
            remind(choice, start)
            self._clusters.move(reading, choice)

    def _by_role(self, reading: int, fitting: list[int]) -> int | None:
        """The one of several entities that bears the title this mention bears."""
        role = self._role_of(reading) if self._forms[fitting[0]].kind == "person" else None
        if role is None:
            return None
        bearers = [
            other
            for other in fitting
            if any(self._role_of(each) == role for each in self._forms[other].readings[:8])
        ]
        return bearers[0] if len({self._clusters.root(other) for other in bearers}) == 1 else None

    def _resolve_in_crowd(self, index: int, word: str) -> None:
        """Very many names share the word: each mention looks at the names around it."""
        form = self._forms[index]
        starts, owners = self._crowd(form.kind, word)
        for reading, start in zip(form.readings, form.starts, strict=True):
            at = bisect_left(starts, start)
            around = owners[max(0, at - _BEFORE) : at][::-1] + owners[at : at + _AFTER]
            scored = [(self._fit(index, other), other) for other in dict.fromkeys(around)]
            best = max((score for score, _ in scored), default=NO_FIT)
            if best >= BY_GIVEN_NAME:
                self._clusters.move(reading, next(other for score, other in scored if score == best))

    def _crowd(self, kind: Kind, word: str) -> tuple[list[int], list[int]]:
        """Where forms with `word` stand, and which, in order of position."""
        if (kind, word) not in self._crowds:
            placed = sorted(
                (start, index) for index in self._postings[kind, word] for start in self._forms[index].starts
            )
            self._crowds[kind, word] = [start for start, _ in placed], [index for _, index in placed]
        return self._crowds[kind, word]


def _posted(kind: Kind, word: str) -> str:
    """What a word is looked up by: without the preposition names other than persons' may have."""
    return word if kind == "person" else without_preposition(word)
