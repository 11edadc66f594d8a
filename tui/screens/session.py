"""Where the reader is: the place, the way back, what the status line says.  No Textual, no SQL."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.library.model import FILTERS, Filter, Match, View
from tui.light_typing import NamedTuple

if TYPE_CHECKING:
    from tui.screens.panes import Pane

KEPT_JUMPS = 200
KEPT_POSITIONS = 200


class Place(NamedTuple):
    """A point in the reading: an article, how far it is scrolled, what is in focus there.

    Attributes:
        article: its id.
        position: code point at the start of the first visible line.
        entity: id of the entity in focus, or None.
        mention: first code point of the current mention, or None.
    """

    article: int
    position: int = 0
    entity: str | None = None
    mention: int | None = None

    def same_spot(self, other: Place) -> bool:
        """Tell whether a jump from here to `other` would show the same thing."""
        return (self.article, self.entity, self.mention) == (other.article, other.entity, other.mention)


class Jumps:
    """The way back and forward through jumps, as in vi: places, and where among them the reader stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    def leave(self, place: Place) -> None:
        """Remember a place about to be left by a jump; the way forward is forgotten."""
        del self._places[self._at :]
        if self._places and self._places[-1].same_spot(place):
            self._places[-1] = place
        else:
            self._places.append(place)
        del self._places[:-KEPT_JUMPS]
        self._at = len(self._places)

    def back(self, here: Place) -> Place | None:
        """Step back.

        Args:
            here: where the reader is now, kept so that `forward` returns to it.

        Returns:
            The place to show, or None at the beginning.
        """
        at = self._at
        if at == len(self._places):
            while at > 0 and self._places[at - 1].same_spot(here):
                at -= 1
            if at == 0:
                return None
            del self._places[at:]
            self._places.append(here)
        else:
            self._places[at] = here
        if at == 0:
            return None
        self._at = at - 1
        return self._places[self._at]

    def forward(self, here: Place) -> Place | None:
        """Step forward again; None where the reader has not come back from anywhere."""
        if self._at >= len(self._places) - 1:
            return None
        self._places[self._at] = here
        self._at += 1
        return self._places[self._at]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place remembered, the oldest first."""
        return tuple(self._places)


class Positions:
    """How far each article was scrolled, for the articles read last."""

    def __init__(self, known: Mapping[int, int] | None = None) -> None:
        self._positions: OrderedDict[int, int] = OrderedDict(known or {})

    def keep(self, article: int, position: int) -> None:
        """Remember a position (code points); the top of an article needs no remembering."""
        self._positions.pop(article, None)
        if position > 0:
            self._positions[article] = position
            while len(self._positions) > KEPT_POSITIONS:
                self._positions.popitem(last=False)

    def of(self, article: int) -> int:
        """Return the remembered position in code points, 0 for the top."""
        return self._positions.get(article, 0)

    def items(self) -> dict[int, int]:
        """Return all positions, the article read last at the end."""
        return dict(self._positions)


class SavedState(NamedTuple):
    """What is kept when the reader quits, so that it opens again as it was left.

    Attributes:
        pane: `list`, `article` or `sidebar`.
        sidebar: whether the sidebar was asked for or folded away by hand; None leaves it to the width.
        folded: titles or ids of the sidebar's folded sections.
        positions: code points scrolled, by article id.
    """

    article: int | None = None
    entity: str | None = None
    mention: int | None = None
    pane: Pane = "list"
    sidebar: bool | None = None
    list: bool | None = None
    mirrored: bool | None = None
    folded: tuple[str, ...] = ()
    filter: Filter = "all"
    entities: tuple[str, ...] = ()
    match: Match = "all"
    positions: Mapping[int, int] = {}

    @property
    def view(self) -> View:
        """The list that was shown."""
        return View(self.filter, self.entities, self.match)

    def dump(self) -> str:
        """Write the state as JSON."""
        return json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str | None) -> SavedState:
        """Read a state back; what is missing, of the wrong type or unknown counts as never saved.

        Args:
            text: what `dump` wrote, perhaps by another version, or None.
        """
        try:
            raw: Any = json.loads(text) if text else {}
        except ValueError:
            raw = {}
        if not isinstance(raw, dict):
            return cls()
        checks: dict[str, Any] = {
            "article": lambda v: v if _is_int(v) else None,
            "entity": lambda v: v if isinstance(v, str) else None,
            "mention": lambda v: v if _is_int(v) else None,
            "pane": lambda v: v if v in ("list", "article", "sidebar") else "list",
            "sidebar": lambda v: v if isinstance(v, bool) else None,
            "list": lambda v: v if isinstance(v, bool) else None,
            "mirrored": lambda v: v if isinstance(v, bool) else None,
            "folded": _strings,
            "filter": lambda v: v if v in FILTERS else "all",
            "entities": _strings,
            "match": lambda v: "any" if v == "any" else "all",
            "positions": _positions,
        }
        return cls(**{name: checks[name](raw[name]) for name in cls._fields if name in raw})


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _positions(value: object) -> dict[int, int]:
    if not isinstance(value, dict):
        return {}
    return {int(key): at for key, at in value.items() if str(key).isdigit() and _is_int(at) and at >= 0}


def focus_text(name: str, number: int | None, here: int, articles: int) -> tuple[str, str, str]:
    """Say where the reader is in following an entity.

    Args:
        name: the entity's name.
        number: which of its mentions is the current one, counted from 1; None when none is.
        here: its mentions in this article.
        articles: articles of the library that mention it, this one included.

    Returns:
        The parts of a line such as `مقتدى الصدر · mention 2 of 4 · in 3 articles`.
    """
    if number is not None:
        mentions = f"mention {number} of {here}"
    else:
        mentions = f"{here} mention{'' if here == 1 else 's'}" if here else "not in this article"
    return name, mentions, f"in {articles} article{'' if articles == 1 else 's'}"
