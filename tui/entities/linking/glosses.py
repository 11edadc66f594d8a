"""Glosses: a second name of the same thing right after the first, in brackets or quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tui.entities.linking.clusters import Clusters
from tui.entities.linking.forms import is_latin
from tui.entities.linking.lexicon import words

_QUOTES = "\"'«»“”„‟‘’"
_OPENING = re.compile(rf"[{_QUOTES}]?\s*(?:[(\[]\s*[{_QUOTES}]?|[{_QUOTES}])")
# With an adjective between: `صحيفة "لوموند" الفرنسية (Le Monde)`.
_AFTER_ADJECTIVE = re.compile(rf"[{_QUOTES}]?\s+ال\w{{2,12}}\s*[(\[]\s*[{_QUOTES}]?")
_BLANK = re.compile(rf"[{_QUOTES}]?\s+")
_CLOSING = re.compile(rf"[{_QUOTES}]?\s*[)\]]|[{_QUOTES}]")
# Code points between a name and its gloss, at most: a bracket, quotation marks, blanks, an adjective.
_WIDEST_GAP = 24
# Heads of what has acronyms; clubs are left out, for `نادي الهلال (النصر)` names two.
_NO_ACRONYM = {"نادي", "فريق", "صحيفه", "جريده", "قناه", "سفاره", "مستشفي", "دار"}


def join_glosses(text: str, clusters: Clusters) -> None:
    """Join names with their glosses: `هآرتس (Haaretz)`, `حركة المقاومة الإسلامية (حماس)`.

    Args:
        text: the article.
        clusters: its forms; joined in place.
    """
    form_of = {reading: index for index, form in enumerate(clusters.forms) for reading in form.readings}
    readings = clusters.readings
    order = sorted(form_of, key=lambda reading: readings[reading].span.start)
    for first, second in pairwise(order):
        here, there = readings[first].span, readings[second].span
        if here.kind != there.kind or not 0 < there.start - here.end <= _WIDEST_GAP:
            continue
        if _OPENING.fullmatch(text, here.end, there.start):
            marked = _CLOSING.match(text, there.end) is not None
        else:
            # Without brackets or next to an adjective, only another script tells a gloss from the next name.
            gap = _BLANK.fullmatch(text, here.end, there.start) or (
                _CLOSING.match(text, there.end) and _AFTER_ADJECTIVE.fullmatch(text, here.end, there.start)
            )
            marked = gap is not None and is_latin(readings[second].name)
        if marked and _is_gloss(clusters, form_of[first], form_of[second], readings[second].name):
            clusters.join(form_of[first], form_of[second])


def _is_gloss(clusters: Clusters, first: int, second: int, second_name: str) -> bool:
    """Whether the second name can be another name of the first."""
    host, gloss = clusters.forms[first], clusters.forms[second]
    if is_latin(second_name) != is_latin(next(iter(host.names))):
        return True
    if host.kind == "person":
        return gloss.key[:1] != () and gloss.key[0].startswith("ابو") and len(gloss.key) == 1
    if host.kind != "organization":
        return False
    return _names_acronym(host.key, gloss.key) or _names_acronym(gloss.key, host.key)


def _names_acronym(full: Sequence[str], short: Sequence[str]) -> bool:
    """Whether one name is long and headed like what has an acronym, and the other a single word."""
    return (
        len(full) > 1
        and len(short) == 1
        and (full[0] in words().organization_heads or full[0] in words().organization_parts)
        and full[0] not in _NO_ACRONYM
    )
