"""Kinds corrected by the evidence of the whole article: a name means one kind of thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tui.entities.linking.aliases import load_aliases
from tui.entities.linking.forms import group_key, key_of
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
    sure = [_settle_unsure(text, span, name) for span, name in zip(spans, names, strict=True)]
    return _follow_majority(text, sure, names)


def _settle_unsure(text: str, span: Span, name: str) -> Span:
    """A span the tagger was unsure of, with the kind the word before it or the alias table speaks for."""
    if span.score >= _UNSURE:
        return span
    head = head_kind(text, span)
    if head is not None:
        return replace(span, kind=head)
    kinds = [kind for kind in _NAMED if _is_known(kind, name)]
    return replace(span, kind=kinds[0]) if len(kinds) == 1 else span


def _follow_majority(text: str, spans: Sequence[Span], names: Sequence[str]) -> list[Span]:
    """The spans with the kinds of names that bear several settled by weight."""
    weights: dict[tuple[str, ...], dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    keys = [group_key(name) for name in names]
    for span, key in zip(spans, keys, strict=True):
        weights[key][span.kind] += span.score
    disputed = {key for key, kinds in weights.items() if len(kinds) > 1}
    heads = [
        head_kind(text, span) if key in disputed else None for span, key in zip(spans, keys, strict=True)
    ]
    for key, head in zip(keys, heads, strict=True):
        if head is not None:
            weights[key][head] += 1.0
    settled = []
    for span, name, key, head in zip(spans, names, keys, heads, strict=True):
        kinds = weights[key]
        if key in disputed:
            best = max(_NAMED, key=lambda kind: kinds.get(kind, 0.0))
            keeps = head == span.kind or _is_known(span.kind, name) > _is_known(best, name)
            if not keeps and kinds[best] >= _OVERRULES * kinds[span.kind]:
                span = replace(span, kind=best)
        settled.append(span)
    return settled


def _is_known(kind: Kind, name: str) -> bool:
    """Whether the alias table has the name under that kind."""
    return load_aliases().anchor(kind, key_of(kind, name)) is not None
