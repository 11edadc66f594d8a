"""Kinds corrected by the evidence of the whole article: a name means one kind of thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from tui.entities.linking.aliases import load_aliases
from tui.entities.linking.forms import Key, group_key, key_of, person_key
from tui.entities.model import Kind, Span
from tui.entities.roles import head_kind

# How much more evidence another kind needs before it overrules the tagger.
_OVERRULES = 2.0
# Below this score the tagger was in two minds, and the word before a name or the alias table decides.
_UNSURE = 0.5
_NAMED: tuple[Kind, ...] = ("person", "place", "organization")


def settle_kinds(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give mentions of one name the kind most of the evidence speaks for.

    A mention with a word of its own before it (`مدينة`, `صحيفة`, `الرئيس`) keeps its kind; the others follow
    the clear majority of the mentions written the same way.

    Args:
        text: the article.
        spans: names in it.

    Returns:
        The spans in the same order, some with another kind.
    """
    names = [" ".join(text[span.start : span.end].split()) for span in spans]
    surnames = _surnames(spans, names)
    sure = [_settle_unsure(text, span, name, surnames) for span, name in zip(spans, names, strict=True)]
    return _follow_majority(text, sure, names)


def _settle_unsure(text: str, span: Span, name: str, surnames: Set[Key]) -> Span:
    """A span the tagger was unsure of, with the kind other evidence speaks for, if any does.

    The word before it is asked first, then the alias table, then whether the article names a person so.
    """
    if span.score >= _UNSURE:
        return span
    head = head_kind(text, span)
    if head is not None:
        return span._replace(kind=head)
    kinds = [kind for kind in _NAMED if _is_known(kind, name)]
    if len(kinds) == 1:
        return span._replace(kind=kinds[0])
    return span._replace(kind="person") if not kinds and person_key(name) in surnames else span


def _follow_majority(text: str, spans: Sequence[Span], names: Sequence[str]) -> list[Span]:
    """The spans with the kinds of names that bear several settled by weight.

    Mentions explained by a word before them neither change nor count: `مدينة الصدر` says nothing of
    `قال الصدر`.
    """
    keys = [group_key(name) for name in names]
    kinds_of: dict[Key, set[Kind]] = defaultdict(set)
    for span, key in zip(spans, keys, strict=True):
        kinds_of[key].add(span.kind)
    open_to_doubt = [
        len(kinds_of[key]) > 1 and head_kind(text, span) != span.kind
        for span, key in zip(spans, keys, strict=True)
    ]
    weights: dict[Key, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for span, key, is_open in zip(spans, keys, open_to_doubt, strict=True):
        if is_open:
            weights[key][span.kind] += span.score
    settled = []
    for span, name, key, is_open in zip(spans, names, keys, open_to_doubt, strict=True):
        if is_open:
            kinds = weights[key]
            best = max(_NAMED, key=lambda kind: kinds.get(kind, 0.0))
            keeps = _is_known(span.kind, name) > _is_known(best, name)
            if not keeps and kinds[best] >= _OVERRULES * kinds[span.kind]:
                span = span._replace(kind=best)
        settled.append(span)
    return settled


def _surnames(spans: Sequence[Span], names: Sequence[str]) -> set[Key]:
    """The last units of the full names of persons."""
    found: set[Key] = set()
    for span, name in zip(spans, names, strict=True):
        if span.kind == "person":
            units = person_key(name)
            if len(units) > 1:
                found.add(units[-1:])
    return found


def _is_known(kind: Kind, name: str) -> bool:
    """Whether the alias table has the name under that kind."""
    return load_aliases().anchor(kind, key_of(kind, name)) is not None
