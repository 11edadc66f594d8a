"""The name a span stands for: what the text contracts is written out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from tui.arabic.normalise import fold_key
from tui.entities.linking.forms import Key, key_of, split_words
from tui.entities.linking.lexicon import words
from tui.entities.model import Kind, Span

_PROCLITICS = ("و", "ف", "ب", "ل", "ك")
# A rest shorter than this is as likely a part of the word.
_SHORTEST_REST = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A span read as a name.

    Attributes:
        span: where it stands.
        name: the name, contraction written out (`البوكمال` for the `لبوكمال` of `للبوكمال`).
        key: what it is compared by.
        restored: whether the name differs from the text of the span.
    """

    span: Span
    name: str
    key: Key
    restored: bool


def is_contracted(text: str, start: int) -> bool:
    """Whether the name at `start` lost the alef of its article to an attached ل: `ل|لبوكمال`.

    Args:
        text: the article.
        start: first code point of the name.
    """
    if start < 1 or text[start - 1] != "ل" or text[start : start + 1] != "ل":
        return False
    before = start - 2
    if before >= 0 and text[before] in "وف":
        before -= 1
    return before < 0 or not text[before].isalpha()


def read_names(text: str, spans: Sequence[Span], is_known: Callable[[Kind, Key], bool]) -> list[Reading]:
    """Read every span as a name.

    Args:
        text: the article.
        spans: names in it, any order.
        is_known: whether a name of that kind and key is known from elsewhere.

    Returns:
        One reading a span, in the same order.
    """
    plain: dict[int, Reading] = {}
    seen: set[tuple[Kind, Key]] = set()
    for index, span in enumerate(spans):
        if not is_contracted(text, span.start):
            name = _squeezed(text[span.start : span.end])
            plain[index] = Reading(span, name, key_of(span.kind, name), False)
            seen.add((span.kind, plain[index].key))

    def known(kind: Kind, key: Key) -> bool:
        return (kind, key) in seen or is_known(kind, key)

    written = {(reading.span.kind, fold_key(reading.name)) for reading in plain.values()}
    return [
        _without_proclitic(plain[index], written, is_known) if index in plain else _restore(text, span, known)
        for index, span in enumerate(spans)
    ]


def _without_proclitic(
    reading: Reading, written: Set[tuple[Kind, str]], is_known: Callable[[Kind, Key], bool]
) -> Reading:
    """A place or organisation without a و ف ب ل ك the tagger left on it, where the rest is a name.

    The rest is one when the article writes it elsewhere or it is known from elsewhere, and the whole is not.
    """
    kind, name = reading.span.kind, reading.name
    if kind == "person" or name[:1] not in _PROCLITICS:
        return reading
    rest = name if name.startswith("لل") else name[1:]
    if rest.startswith("لل"):
        rest = "ا" + rest[1:]
    key = key_of(kind, rest)
    if len(rest) < _SHORTEST_REST or (key != reading.key and is_known(kind, reading.key)):
        return reading
    if (kind, fold_key(rest)) not in written and not is_known(kind, key):
        return reading
    return Reading(reading.span, rest, key, True)


def _restore(text: str, span: Span, known: Callable[[Kind, Key], bool]) -> Reading:
    """Read a contracted span: `لبوكمال` as `البوكمال`, but `ليبيا` as it is and `لجنة` as `اللجنة`."""
    written = _squeezed(text[span.start : span.end])
    with_article = "ا" + written
    contracted = key_of(span.kind, with_article)
    own_lam = key_of(span.kind, written)
    first = split_words(written)[:1]
    if known(span.kind, own_lam) != known(span.kind, contracted):
        keeps_lam = known(span.kind, own_lam)
    else:
        keeps_lam = bool(first) and first[0] in words().lam_words
    if not keeps_lam:
        return Reading(span, with_article, contracted, True)
    return Reading(span, written, own_lam, False)


def _squeezed(name: str) -> str:
    """A name on one line, its white space single."""
    return " ".join(name.split())
