"""What was found in an article: stored with corrections applied, read back, forgotten."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from tui.entities.model import KINDS, DateValue, Entity, Extraction, Kind, Mention
from tui.library import articles, spellings, texts
from tui.library.errors import UnknownArticleError
from tui.library.model import EntityRow
from tui.library.store import Row, Store

KIND_CODES: dict[Kind, int] = {kind: code for code, kind in enumerate(KINDS)}
DATE = KIND_CODES["date"]

# `part.is_last` of what is no part of a name but a sketch of the whole.
SKETCH = 2

_MENTION = "start, end, kind, entity, role, date_type, value, granularity, modifier, approximate, score"


def store_extraction(store: Store, article_id: int, extraction: Extraction) -> None:
    """Put an extraction in place of what was stored before; see `Library.store_extraction`."""
    from tui.library.corrections import rules, target_name

    store.require_writable()
    with store.transaction():
        place = store.value("SELECT place FROM article WHERE id = ?", (article_id,))
        if place is None:
            raise UnknownArticleError(f"There is no article {article_id} in the library.")
        forget(store, article_id)
        corrections = rules(store)
        names = {entity.id: entity.name for entity in extraction.entities}
        registry = Registry(store, names)
        rows = []
        for mention in extraction.mentions:
            entity, extracted, dismissed, kind = None, None, 0, mention.kind
            if mention.entity is not None:
                given = registry.row_id(mention.entity, mention.kind)
                final = corrections.resolve(mention.entity, mention.text, article_id)
                if final == mention.entity:
                    entity = given
                elif final is None:
                    extracted, dismissed = given, 1
                else:
                    kind = kind_of(final, mention.kind)
                    source_name = names.get(mention.entity, mention.text)
                    names.setdefault(final, target_name(corrections, final, mention.entity, source_name))
                    entity, extracted = registry.row_id(final, kind), given
            rows.append(_mention_row(article_id, mention, kind, entity, extracted, dismissed))
        if rows:
            store.many(f"INSERT INTO mention VALUES ({articles.marks(rows[0])})", rows)
        store.run(
            "UPDATE article SET engine = ? WHERE id = ?", (_engine_id(store, extraction.engine), article_id)
        )
        texts_of = {mention.start: mention.text for mention in extraction.mentions}
        count(store, article_id, place, texts_of)


def store_extractions(store: Store, found: Sequence[tuple[int, Extraction]]) -> list[int]:
    """Keep what was found in several articles; see `Library.store_extractions`."""
    kept: list[int] = []
    with store.transaction():
        for article_id, extraction in found:
            try:
                store_extraction(store, article_id, extraction)
            except UnknownArticleError:
                continue
            kept.append(article_id)
    return kept


def _mention_row(
    article_id: int, mention: Mention, kind: Kind, entity: int | None, extracted: int | None, dismissed: int
) -> list[object]:
    date = mention.date
    return [
        article_id,
        mention.start,
        mention.end,
        KIND_CODES[kind],
        entity,
        extracted,
        dismissed,
        mention.score,
        texts.pack(mention.role) if mention.role is not None else None,
        *(
            (date.type, date.value, date.granularity, date.modifier, int(date.approximate))
            if date
            else (None,) * 5
        ),
    ]


def kind_of(entity: str, otherwise: Kind) -> Kind:
    """The kind an entity id begins with."""
    prefix = entity.partition(":")[0]
    return next((kind for kind in KINDS if kind == prefix), otherwise)


class Registry:
    """Row ids of entities, made on first sight."""

    def __init__(self, store: Store, names: dict[str, str]) -> None:
        """Args: `names` gives the display name of an entity id."""
        self._store = store
        self._names = names
        self._known: dict[str, int] = {}

    def row_id(self, key: str, kind: Kind) -> int:
        """The row id of an entity, its row created where there is none."""
        known = self._known.get(key)
        if known is None:
            known = self._store.value("SELECT id FROM entity WHERE key = ?", (texts.pack(key),))
            if known is None:
                known = self._create(key, kind)
            self._known[key] = known
        return known

    def _create(self, key: str, kind: Kind) -> int:
        bare = key.partition(":")[2] or key
        name = self._names.get(key, bare)
        moment = None
        if kind == "date":
            from tui.library.moments import moment_of

            moment = moment_of(bare)
        row_id = self._store.run(
            "INSERT INTO entity (key, kind, name, moment) VALUES (?, ?, ?, ?)",
            (texts.pack(key), KIND_CODES[kind], texts.pack(name), moment),
        )
        if kind != "date":
            index_form(self._store, row_id, name)
            index_parts(self._store, row_id, kind, name)
        return row_id


def index_form(store: Store, entity: int, form: str) -> None:
    """Make an entity findable by a written form: whole, and by its words with and without the article."""
    from tui.arabic.normalise import fold_key

    folded = fold_key(form)
    if not folded:
        return
    store.run("INSERT INTO form VALUES (?, ?) ON CONFLICT DO NOTHING", (texts.pack(folded), entity))
    words = set(folded.split())
    words |= {word[2:] for word in words if word.startswith("ال") and len(word) > 4}
    store.many(
        "INSERT INTO word VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(texts.pack(word), entity) for word in words],
    )


def index_parts(store: Store, entity: int, kind: Kind, name: str) -> None:
    """Make a full name known to the linker by each of its parts, and by what its spellings have in common."""
    from tui.entities.linking import name_parts, sketches

    parts = name_parts(kind, name)
    rows = [(texts.pack(part), int(part == parts[-1]), entity) for part in parts]
    rows += [(texts.pack(sketch), SKETCH, entity) for sketch in sketches(kind, name)]
    store.many("INSERT INTO part VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)


def _engine_id(store: Store, name: str) -> int:
    store.run("INSERT INTO engine (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    return int(store.value("SELECT id FROM engine WHERE name = ?", (name,)))


Only = Collection[int] | None
"""Row ids of the entities something is done for; None for all."""


def count(store: Store, article_id: int, place: int, texts_of: Mapping[int, str], only: Only = None) -> None:
    """Enter an article's stored mentions into every count: appearances, written forms, roles, companions.

    Args:
        store: the library's file, within a transaction.
        article_id: the article, whose mentions are stored and not yet counted.
        place: its place in the list order.
        texts_of: the text of each mention by its start.
        only: only mentions of these.
    """
    from tui.library import companions

    tallies, forms, roles = _tally(store, article_id, texts_of, only)
    store.many(
        "INSERT INTO appearance SELECT ?1, ?2, ?3, ?4, published IS NOT NULL FROM article WHERE id = ?3",
        [(entity, place, article_id, number) for entity, number in tallies.items()],
    )
    for (entity, form), number in forms.items():
        if store.changed(
            "UPDATE alias SET mentions = mentions + ? WHERE entity = ? AND text = ?",
            (number, entity, texts.pack(form)),
        ):
            continue
        store.run("INSERT INTO alias VALUES (?, ?, ?)", (entity, texts.pack(form), number))
        index_form(store, entity, form)
    # In the order of the text, each once; dates have no forms.
    named = dict.fromkeys(entity for entity, _ in forms)
    spellings.call_by_commonest(store, list(named))
    store.many(
        "INSERT INTO role VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions",
        [(entity, texts.pack(role), number) for (entity, role), number in roles.items()],
    )
    companions.met(store, list(named) if only is None else _named(store, article_id), only)


def uncount(store: Store, article_id: int, texts_of: Mapping[int, str], only: Only = None) -> None:
    """Take an article's stored mentions out of every count; see `count`."""
    from tui.library import companions

    _, forms, roles = _tally(store, article_id, texts_of, only)
    companions.parted(store, _named(store, article_id), only)
    if only is None:
        store.run("DELETE FROM appearance WHERE article = ?", (article_id,))
    else:
        store.many(
            "DELETE FROM appearance WHERE article = ? AND entity = ?",
            [(article_id, entity) for entity in only],
        )
    for table, tally in (("alias", forms), ("role", roles)):
        for (entity, form), number in tally.items():
            packed = texts.pack(form)
            store.run(
                f"UPDATE {table} SET mentions = mentions - ? WHERE entity = ? AND text = ?",
                (number, entity, packed),
            )
            store.run(
                f"DELETE FROM {table} WHERE entity = ? AND text = ? AND mentions <= 0", (entity, packed)
            )


Tally = tuple[Counter[int], Counter[tuple[int, str]], Counter[tuple[int, str]]]


def written(store: Store, article_id: int, text: str, only: Only = None) -> dict[int, str]:
    """The text of each stored mention of an article by its start.

    Args:
        store: the library's file.
        article_id: the article.
        text: its text.
        only: only mentions of these.
    """
    condition, chosen = _among(only)
    sql = f"SELECT start, end FROM mention WHERE article = ?{condition}"
    return {start: text[start:end] for start, end in store.rows(sql, (article_id, *chosen))}


def _among(only: Only) -> tuple[str, list[str]]:
    """The condition that a mention is of one of these, and its parameters."""
    if only is None:
        return "", []
    return " AND entity IN (SELECT value FROM json_each(?))", [json.dumps(list(only))]


def _named(store: Store, article_id: int) -> list[int]:
    """The row ids of the entities an article names, in the order of the text."""
    sql = (
        "SELECT entity FROM mention WHERE article = ? AND entity IS NOT NULL AND kind <> ? "
        "GROUP BY entity ORDER BY min(start)"
    )
    return [row[0] for row in store.rows(sql, (article_id, DATE))]


def _tally(store: Store, article_id: int, texts_of: Mapping[int, str], only: Only) -> Tally:
    """Mentions of each entity, of each of its written forms, and of each role, in one article."""
    tallies: Counter[int] = Counter()
    forms: Counter[tuple[int, str]] = Counter()
    roles: Counter[tuple[int, str]] = Counter()
    condition, chosen = _among(only)
    sql = (
        "SELECT start, entity, kind, role FROM mention "
        f"WHERE article = ? AND entity IS NOT NULL{condition} ORDER BY start"
    )
    for start, entity, kind, role in store.rows(sql, (article_id, *chosen)):
        tallies[entity] += 1
        if kind != DATE:
            forms[entity, " ".join(texts_of[start].split())] += 1
            if role is not None:
                roles[entity, texts.unpack(role)] += 1
    return tallies, forms, roles


def forget(store: Store, article_id: int) -> None:
    """Remove what was found in an article, from its mentions and from every count."""
    if store.value("SELECT 1 FROM mention WHERE article = ? LIMIT 1", (article_id,)) is None:
        return
    text = texts.unpack(store.value("SELECT text FROM body WHERE id = ?", (article_id,)))
    uncount(store, article_id, written(store, article_id, text))
    entities = [
        row[0]
        for row in store.rows(
            "SELECT entity FROM mention WHERE article = ?1 AND entity IS NOT NULL "
            "UNION SELECT extracted FROM mention WHERE article = ?1 AND extracted IS NOT NULL",
            (article_id,),
        )
    ]
    store.run("DELETE FROM mention WHERE article = ?", (article_id,))
    prune(store, entities)


def prune(store: Store, entities: Sequence[int]) -> None:
    """Drop those of the entities that no stored mention names any more."""
    for entity in entities:
        gone = store.value(
            "SELECT articles = 0 AND NOT EXISTS (SELECT 1 FROM mention WHERE extracted = ?1) "
            "FROM entity WHERE id = ?1",
            (entity,),
        )
        if gone:
            for table in ("word", "form", "part", "alias", "role", "companion", "companion_age"):
                store.run(f"DELETE FROM {table} WHERE entity = ?", (entity,))
            store.run("DELETE FROM entity WHERE id = ?", (entity,))


def as_extracted(store: Store, article_id: int) -> Extraction | None:
    """The extraction as it was given; see `Library.extraction`."""
    row = store.row(
        "SELECT n.name, b.text FROM article a JOIN engine n ON n.id = a.engine JOIN body b ON b.id = a.id "
        "WHERE a.id = ?",
        (article_id,),
    )
    if row is None:
        return None
    engine, text = row[0], texts.unpack(row[1])
    columns = ", ".join(f"m.{name}" for name in _MENTION.split(", "))
    sql = (
        f"SELECT {columns}, e.key, e.name FROM mention m LEFT JOIN entity e "
        "ON e.id = coalesce(m.extracted, m.entity) WHERE m.article = ? ORDER BY m.start"
    )
    given: list[Mention] = []
    names: dict[str, str] = {}
    rows = store.rows(sql, (article_id,))
    for mention, row in zip(_mentions((row[:-1] for row in rows), text), rows, strict=True):
        entity = mention.entity
        if entity is not None:
            mention = mention._replace(kind=kind_of(entity, mention.kind))
            names.setdefault(entity, texts.unpack(row[-1]))
        given.append(mention)
    numbers = Counter(mention.entity for mention in given if mention.entity is not None)
    found = tuple(
        Entity(key, kind_of(key, "person"), name, count=numbers[key]) for key, name in names.items()
    )
    return Extraction(tuple(given), found, engine)


def mentions(store: Store, article_id: int) -> list[Mention]:
    """The mentions of an article in text order; see `Library.mentions`."""
    text = store.value("SELECT text FROM body WHERE id = ?", (article_id,))
    if text is None:
        raise UnknownArticleError(f"There is no article {article_id} in the library.")
    unpacked = texts.unpack(text)
    columns = ", ".join(f"m.{name}" for name in _MENTION.split(", "))
    sql = (
        f"SELECT {columns}, e.key FROM mention m LEFT JOIN entity e ON e.id = m.entity "
        "WHERE m.article = ? AND m.dismissed = 0 ORDER BY m.start"
    )
    return _mentions(store.rows(sql, (article_id,)), unpacked)


def _mentions(rows: Iterable[Row], text: str) -> list[Mention]:
    """The mentions that rows of their table with the key of the entity stand for: a hundred thousand in a long text."""
    unpack = texts.unpack
    return [
        Mention(
            start,
            end,
            text[start:end],
            KINDS[kind],
            None if key is None else unpack(key),
            None if role is None else unpack(role),
            None if of is None else DateValue(of, value, granularity, modifier, bool(approximate)),
            score,
        )
        for start, end, kind, _, role, of, value, granularity, modifier, approximate, score, key in rows
    ]


def entities(store: Store, article_id: int) -> list[EntityRow]:
    """The entities of an article in order of first mention; see `Library.entities`."""
    sql = (
        "SELECT e.id, e.key, e.kind, e.name, m.number, e.articles FROM "
        "(SELECT entity, count(*) AS number, min(start) AS first FROM mention "
        "WHERE article = ? AND entity IS NOT NULL GROUP BY entity) m "
        "JOIN entity e ON e.id = m.entity ORDER BY m.first"
    )
    rows = store.rows(sql, (article_id,))
    aliases = aliases_of(store, [(row[0], row[3]) for row in rows])
    return [
        EntityRow(
            entity=Entity(
                id=texts.unpack(key),
                kind=KINDS[kind],
                name=texts.unpack(name),
                aliases=tuple(form for form, _ in aliases[row_id]),
                count=number,
            ),
            here=number,
            elsewhere=max(0, articles_of_it - 1),
        )
        for row_id, key, kind, name, number, articles_of_it in rows
    ]


def aliases_of(store: Store, named: Iterable[tuple[int, str | bytes]]) -> dict[int, list[tuple[str, int]]]:
    """The written forms of entities other than their names, commonest first.

    Args:
        store: the library's file.
        named: row ids of entities with their stored names.
    """
    names = dict(named)
    found: dict[int, list[tuple[str, int]]] = {entity: [] for entity in names}
    for chunk in articles.chunks(list(names)):
        sql = (
            f"SELECT entity, text, mentions FROM alias WHERE entity IN ({articles.marks(chunk)}) "
            "ORDER BY mentions DESC, text"
        )
        for entity, text, number in store.rows(sql, chunk):
            if text != names[entity]:
                found[entity].append((texts.unpack(text), number))
    return found
