"""The reader's word against the linker's: corrections as data, and what they make of an extraction.

A correction speaks of entity ids and written forms, never of offsets, so it outlives re-extraction and
applies to articles to come.  Applying is a pure function of the extraction and the list.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from tui.arabic.normalise import fold_key
from tui.entities.linking.naming import entity_id
from tui.entities.model import KINDS, Entity, Extraction, Kind, Mention

Action = Literal["merge", "split", "kind", "dismiss"]

_FORMAT = "newsread corrections"
_VERSION = 1
# A chain of corrections is followed no further than this: merges may form a ring.
_LONGEST_CHAIN = 16


class CorrectionError(ValueError):
    """A correction that cannot be read or makes no sense; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    Attributes:
        action: `merge` (the entity is really the target), `split` (mentions of the entity written as
            `text` are really the target), `kind` (the entity is really the target, which has its name and
            another kind), `dismiss` (mentions of the entity, or those written as `text`, are none).
        entity: the entity id the correction speaks of.
        target: the entity id it becomes; None for `dismiss`.
        text: the written form it is limited to, or None for all.
        article: the article of the library it is limited to, or None for all, those to come among them.
        name: how the target is written, for one that has no name yet; corrections that differ in it are equal.
        id: the number a library keeps it under, 0 elsewhere; two corrections that differ in it are equal.
    """

    action: Action
    entity: str
    target: str | None = None
    text: str | None = None
    article: int | None = None
    name: str | None = field(default=None, compare=False)
    id: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        """Refuse what makes no sense.

        Raises:
            CorrectionError: if it does not.
        """
        if self.action not in get_args(Action):
            raise CorrectionError(f"There is no correction {self.action!r}.")
        for identity in filter(None, (self.entity, self.target)):
            if _kind(identity) is None or not identity.partition(":")[2]:
                raise CorrectionError(f"{identity!r} is no entity id: it should look like 'place:name'.")
        if self.action == "dismiss" and self.target is not None:
            raise CorrectionError("A dismissal has no target.")
        if self.action != "dismiss" and self.target in (None, self.entity):
            raise CorrectionError("A correction needs a target other than the entity itself.")
        if self.action == "split" and self.text is None:
            raise CorrectionError("A split needs the written form it splits off.")

    def to_json(self) -> dict[str, object]:
        """The correction as JSON values, without what is None."""
        values = {
            "action": self.action,
            "entity": self.entity,
            "target": self.target,
            "text": self.text,
            "article": self.article,
            "name": self.name,
        }
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, value: object) -> Correction:
        """The correction `to_json` gave.

        Raises:
            CorrectionError: if it is no correction.
        """
        if not isinstance(value, dict):
            raise CorrectionError("A correction is a JSON object.")
        known = {"action", "entity", "target", "text", "article", "name"}
        if value.keys() - known or not {"action", "entity"} <= value.keys():
            raise CorrectionError(f"A correction has the fields {', '.join(sorted(known))}.")
        for name in ("action", "entity", "target", "text", "name"):
            if not isinstance(value.get(name), str | None):
                raise CorrectionError(f"{name} should be a text.")
        article = value.get("article")
        if isinstance(article, bool) or not isinstance(article, int | None):
            raise CorrectionError("article should be a number.")
        fields = cast(dict[str, Any], value)
        return cls(
            fields["action"],
            fields["entity"],
            fields.get("target"),
            fields.get("text"),
            article,
            fields.get("name"),
        )


def merge(entity: str, into: str, *, article: int | None = None) -> Correction:
    """Two entities are one: mentions of the first become mentions of the second."""
    return Correction("merge", entity, into, article=article)


def split(entity: str, text: str, name: str, *, article: int | None = None) -> Correction:
    """Mentions of an entity written as `text` are another of the same kind, called `name`."""
    return Correction("split", entity, entity_id(_kind(entity) or "person", name), text, article, name)


def change_kind(entity: str, kind: Kind, *, article: int | None = None) -> Correction:
    """An entity is of another kind; its name stays."""
    return Correction("kind", entity, f"{kind}:{entity.partition(':')[2]}", article=article)


def dismiss(entity: str, text: str | None = None, *, article: int | None = None) -> Correction:
    """Mentions of an entity, or those written as `text`, are no names."""
    return Correction("dismiss", entity, text=text, article=article)


class Rules:
    """A list of corrections, ready to be asked what becomes of a mention."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        """Take in corrections in the order they were made."""
        self._of: dict[str, list[Correction]] = {}
        self._names: dict[str, str] = {}
        for correction in corrections:
            self._of.setdefault(correction.entity, []).append(correction)
            if correction.target is not None and correction.name:
                self._names[correction.target] = correction.name

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._of)

    @property
    def entities(self) -> Collection[str]:
        """The entities corrections are about."""
        return self._of.keys()

    def name_of(self, target: str) -> str | None:
        """How the reader writes an entity that corrections lead to, where they said so."""
        return self._names.get(target)

    def leading_to(self, entity: str) -> set[str]:
        """The entity itself, and those whose mentions corrections may make its own."""
        found = {entity}
        while True:
            more = {
                source
                for source, corrections in self._of.items()
                if source not in found and any(each.target in found for each in corrections)
            }
            if not more:
                return found
            found |= more

    def resolve(self, entity: str, text: str, article: int | None) -> str | None:
        """The entity a mention belongs to after all corrections; None when it is dismissed.

        Args:
            entity: the entity it was linked to.
            text: the mention as written.
            article: the article it stands in, by the library's number, or None outside a library.
        """
        for _ in range(_LONGEST_CHAIN):
            correction = self._applying(entity, text, article)
            if correction is None:
                return entity
            if correction.target is None:
                return None
            entity = correction.target
        return entity

    def _applying(self, entity: str, text: str, article: int | None) -> Correction | None:
        """The correction that applies: the narrowest, the newest among equals."""
        best: Correction | None = None
        for correction in self._of.get(entity, ()):
            if correction.article is not None and correction.article != article:
                continue
            if correction.text is not None and not _same_form(correction.text, text):
                continue
            if best is None or _narrowness(correction) >= _narrowness(best):
                best = correction
        return best


def apply(
    corrections: Sequence[Correction], extraction: Extraction, article: int | None = None
) -> Extraction:
    """What an extraction is after the reader's corrections.

    Args:
        corrections: in the order they were made.
        extraction: as the engine and the linker made it.
        article: the article's number in the library, or None.

    Returns:
        The extraction, dismissed mentions left out, entities counted anew.
    """
    rules = Rules(corrections)
    if not rules:
        return extraction
    given = {entity.id: entity for entity in extraction.entities}
    mentions: list[Mention] = []
    forms: dict[str, dict[str, None]] = {}
    counts: dict[str, int] = {}
    for mention in extraction.mentions:
        if mention.entity is None:
            mentions.append(mention)
            continue
        identity = rules.resolve(mention.entity, mention.text, article)
        if identity is None:
            continue
        if identity != mention.entity:
            mention = mention._replace(entity=identity, kind=_kind(identity) or mention.kind)
            forms.setdefault(identity, {})[mention.text] = None
        else:
            forms.setdefault(identity, {})
        mentions.append(mention)
        counts[identity] = counts.get(identity, 0) + 1
    entities = [
        _entity(identity, given, list(forms[identity]), counts[identity], rules.name_of(identity))
        for identity in forms
    ]
    return Extraction(tuple(mentions), tuple(entities), extraction.engine)


def dumps(corrections: Iterable[Correction]) -> str:
    """Corrections as the text of a file to move them to another library.

    Those of a single article are left out: its number means nothing elsewhere.
    """
    values = [correction.to_json() for correction in corrections if correction.article is None]
    return json.dumps(
        {"format": _FORMAT, "version": _VERSION, "corrections": values}, ensure_ascii=False, indent=1
    )


def loads(text: str) -> list[Correction]:
    """The corrections of a file `dumps` wrote.

    Raises:
        CorrectionError: if the text is no such file; the message names the first correction that cannot be
            read.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise CorrectionError(f"This is no file of corrections: {error}") from error
    if not isinstance(value, dict) or value.get("format") != _FORMAT:
        raise CorrectionError("This is no file of corrections.")
    if value.get("version") != _VERSION or not isinstance(value.get("corrections"), list):
        raise CorrectionError(f"This file of corrections is not of version {_VERSION}.")
    found: list[Correction] = []
    for number, each in enumerate(value["corrections"], 1):
        try:
            found.append(Correction.from_json(each))
        except CorrectionError as error:
            raise CorrectionError(f"Correction {number}: {error}") from error
    return found


def _entity(
    identity: str, given: dict[str, Entity], forms: list[str], count: int, written_as: str | None
) -> Entity:
    """The entity as it stands after corrections."""
    known = given.get(identity)
    name = known.name if known is not None else written_as or identity.partition(":")[2]
    if known is None and written_as is None:
        # A form as written reads better than the folded one of the id.
        written = [form for form in forms if fold_key(form) == fold_key(name)]
        name = written[0] if written else name
    aliases = [*(known.aliases if known is not None else ()), *forms]
    kind = _kind(identity) or "person"
    return Entity(identity, kind, name, tuple(each for each in dict.fromkeys(aliases) if each != name), count)


def _kind(identity: str) -> Kind | None:
    """The kind an entity id begins with."""
    prefix = identity.partition(":")[0]
    return next((kind for kind in KINDS if kind == prefix), None)


def _same_form(one: str, other: str) -> bool:
    """Whether two forms are written the same way, a contracted article aside (`لبوكمال` / `البوكمال`)."""
    one, other = fold_key(one), fold_key(other)
    return one == other or "ا" + one == other or one == "ا" + other


def _narrowness(correction: Correction) -> tuple[bool, bool]:
    return correction.article is not None, correction.text is not None
