"""Whether one name is a shorter way to say another of the same article."""

from __future__ import annotations

from tui.entities.linking.forms import Key, same_word, within
from tui.entities.linking.lexicon import words
from tui.entities.model import Kind

# How well a short name fits a long one; 0 is not at all.
NO_FIT, BY_PART, BY_GIVEN_NAME, BY_NAME = range(4)


def fit(kind: Kind, short: Key, long: Key, *, long_is_anchored: bool = False) -> int:
    """How well `short` serves as a short form of `long`.

    Args:
        kind: the kind of both.
        short: key with fewer words.
        long: key with more words.
        long_is_anchored: whether the longer name is in the alias table, so that its short forms are known.

    Returns:
        `NO_FIT`, `BY_PART`, `BY_GIVEN_NAME` or `BY_NAME`, rising.
    """
    if not short or len(short) >= len(long):
        return NO_FIT
    if kind == "person":
        return _fit_person(short, long)
    if long_is_anchored and len(short) == 1 and short[0] != long[0]:
        return NO_FIT
    return BY_NAME if (_place if kind == "place" else _organization)(short, long) else NO_FIT


def _fit_person(short: Key, long: Key) -> int:
    """A surname, a given name, or the full name with parts left out."""
    if len(short) == 1:
        if short[0] == long[-1]:
            return BY_NAME
        if short[0] == long[0]:
            return BY_GIVEN_NAME
        return BY_PART if short[0] in long and len(short[0]) > 3 else NO_FIT
    if (short[-1] == long[-1] or short[0] == long[0]) and within(short, long):
        return BY_NAME
    return NO_FIT


def _organization(short: Key, long: Key) -> bool:
    """`اتحاد الشغل` / `الاتحاد العام التونسي للشغل`, `حماس` / `حركة حماس`."""
    lists = words()
    if short[0] == long[0]:
        # A bare head (`الاتحاد`) is a common noun: too little to go by.
        if len(short) > 2 and set(short) <= set(long):
            # Long names are remembered in another order: `وزارة الشباب والثقافة والتواصل`.
            return True
        return within(short, long) and not (len(short) == 1 and short[0] in lists.organization_heads)
    lead = _lead(short, long)
    if lead is None or lead[0] in lists.organization_parts:
        return False
    if short[0] in lists.organization_heads and len(short) > 1:
        # It has a head of its own: the same under a wider word (`حزب التيار الشعبي`), or another body.
        return len(lead) == 1 and lead[0] in lists.organization_wrappers
    if all(word in lists.organization_heads or word in lists.organization_fillers for word in lead):
        return True
    # Second part of a club's or company's name: `سيتي` / `مانشستر سيتي`.
    return lead[0] in lists.organization_heads or len(long) == 2


def _place(short: Key, long: Key) -> bool:
    """`مطار صنعاء` / `مطار صنعاء الدولي`, `الجزيرة` / `الجزيرة السورية`, `الكناري` / `جزر الكناري`."""
    lists = words()
    if short[0] == long[0]:
        if not within(short, long):
            return False
        if len(short) > 1 or short[0] in lists.place_nouns:
            return True
        return not any(word in lists.place_distinctions for word in long[1:])
    lead = _lead(short, long)
    return lead is not None and all(word in lists.place_heads for word in lead)


def is_headed(short: Key, long: Key) -> bool:
    """Whether a place's longer name is the shorter one behind a common noun it may go without.

    Args:
        short: key of the shorter name.
        long: key of the longer name.
    """
    lead = _lead(short, long)
    return lead is not None and len(lead) + len(short) == len(long) and set(lead) <= words().place_heads


def _lead(short: Key, long: Key) -> Key | None:
    """The words of `long` before `short` stands in it as one piece, or None."""
    for start in range(1, len(long) - len(short) + 1):
        if all(map(same_word, short, long[start:])):
            return long[:start]
    return None
