"""What an entity is called, and its id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.entities.linking.forms import Key, is_latin, key_of
from tui.entities.linking.lexicon import fold_name, words
from tui.entities.linking.relations import is_headed
from tui.entities.linking.surface import Reading
from tui.entities.model import Kind

_QUOTES = re.compile(r"[\"'«»“”„‟‘’()\[\]]+")
# Parts of persons' names that some write joined to the next word and some apart.
_JOINED_PARTS = re.compile(r"(?<!\w)(عبد|ابو|ابي|ابا) +(?=\w)")


def canonical(kind: Kind, name: str) -> str:
    """The part of an entity id after the kind: the folded name, in the one way to join its words.

    Args:
        kind: person, place or organization.
        name: the entity's name as written.
    """
    key = fold_name(_QUOTES.sub(" ", name)) or fold_name(name)
    return _JOINED_PARTS.sub(r"\1", key) if kind == "person" else key


def entity_id(kind: Kind, name: str) -> str:
    """The stable id of an entity, `place:العراق`.

    Args:
        kind: its kind.
        name: its name as written.
    """
    return f"{kind}:{canonical(kind, name)}"


def _is_headed_by_another(kind: Kind, name: str, keys: Sequence[Key]) -> bool:
    """Whether a place is also called by this name without its common noun: `محافظة الحسكة` / `الحسكة`."""
    if kind != "place":
        return False
    key = key_of(kind, name)
    return key[0] in words().place_plain_heads and any(is_headed(short, key) for short in keys)


def best_name(readings: Sequence[Reading]) -> str:
    """The fullest good form among the mentions of one entity.

    Arabic is preferred to Latin, then the name of most words, then the one written most often; a
    contraction is written out.

    Args:
        readings: the mentions, at least one, in order of appearance.
    """
    counts: dict[str, int] = {}
    for reading in readings:
        counts[reading.name] = counts.get(reading.name, 0) + 1
    kind = readings[0].span.kind
    order = list(counts)
    keys = [key_of(kind, name) for name in order]
    plain = {reading.name for reading in readings if not reading.restored}
    chosen = max(
        order,
        key=lambda name: (
            not is_latin(name),
            not _is_headed_by_another(kind, name, keys),
            len(key_of(kind, name)),
            name in plain,
            counts[name],
            # The more careful spelling: with hamza, without brackets.
            _QUOTES.search(name) is None,
            sum(character in "أإآؤئة" for character in name),
            -order.index(name),
        ),
    )
    return " ".join(_QUOTES.sub(" ", chosen).split()) or chosen
