"""The tables, and how an older library becomes a newer one.

Sized for a million articles: lists are read from covering indexes ordered by `place`, the article row is
narrow with its text apart, unread and its like are partial indexes, and the numbers on the screen are kept by
triggers.

`place` orders the list: seconds of publication, or of arrival where publication is unknown; newest first,
ties by id.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# "newsread" as SQLite application ids go: four bytes that name the file's owner.
APPLICATION_ID = 0x4E575244

# Tables of the reader's own state: in the library itself, or in a file of the reader's over a shared one.
_STATE = """
CREATE TABLE {state}.setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE {state}.action (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE TABLE {state}.watch (
    key TEXT PRIMARY KEY,
    added_at INTEGER NOT NULL,
    seen_id INTEGER NOT NULL
) WITHOUT ROWID;
"""

_ARTICLES = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_archived INTEGER NOT NULL DEFAULT 0,
    is_sample INTEGER NOT NULL DEFAULT 0,
    title_derived INTEGER NOT NULL DEFAULT 0,
    engine INTEGER REFERENCES engine(id),
    published TEXT,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE body (
    id INTEGER PRIMARY KEY REFERENCES article(id),
    body_start INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    url TEXT,
    origin TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE engine (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE UNIQUE INDEX article_hash ON article(hash);
CREATE INDEX article_place ON article(place);
CREATE INDEX article_kept ON article(place) WHERE is_archived = 0;
CREATE INDEX article_unread ON article(place) WHERE is_archived = 0 AND is_read = 0;
CREATE INDEX article_starred ON article(place) WHERE is_starred = 1;
CREATE INDEX article_archived ON article(place) WHERE is_archived = 1;
CREATE INDEX article_pending ON article(place) WHERE engine IS NULL;
CREATE INDEX article_sample ON article(id) WHERE is_sample = 1;

CREATE TABLE counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    pending INTEGER NOT NULL
);
INSERT INTO counter VALUES (1, 0, 0, 0, 0, 0);
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    UPDATE counter SET
        total = total + 1,
        unread = unread + (new.is_read = 0 AND new.is_archived = 0),
        starred = starred + new.is_starred,
        archived = archived + new.is_archived,
        pending = pending + (new.engine IS NULL);
END;
CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    UPDATE counter SET
        total = total - 1,
        unread = unread - (old.is_read = 0 AND old.is_archived = 0),
        starred = starred - old.is_starred,
        archived = archived - old.is_archived,
        pending = pending - (old.engine IS NULL);
END;
CREATE TRIGGER article_marked AFTER UPDATE OF is_read, is_starred, is_archived, engine ON article BEGIN
    UPDATE counter SET
        unread = unread
            + (new.is_read = 0 AND new.is_archived = 0) - (old.is_read = 0 AND old.is_archived = 0),
        starred = starred + new.is_starred - old.is_starred,
        archived = archived + new.is_archived - old.is_archived,
        pending = pending + (new.engine IS NULL) - (old.engine IS NULL);
END;
"""

# `kind` is the index into `tui.entities.model.KINDS`.  `moment` puts date entities in order of time.
# `mention.extracted` is the entity the engine gave where a correction replaced it; `dismissed` are hidden.
_ENTITIES = """
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    moment TEXT
);
CREATE INDEX entity_common ON entity(articles) WHERE kind < 3 AND articles > 0;
CREATE INDEX entity_moment ON entity(moment, mentions) WHERE kind = 3 AND articles > 0;

CREATE TABLE mention (
    article INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    entity INTEGER,
    extracted INTEGER,
    dismissed INTEGER NOT NULL DEFAULT 0,
    score REAL NOT NULL,
    role TEXT,
    date_type TEXT,
    value TEXT,
    granularity TEXT,
    modifier TEXT,
    approximate INTEGER,
    PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE INDEX mention_dates ON mention(article, entity) WHERE kind = 3 AND entity IS NOT NULL;
CREATE INDEX mention_corrected ON mention(extracted) WHERE extracted IS NOT NULL;

CREATE TABLE appearance (
    entity INTEGER NOT NULL,
    place INTEGER NOT NULL,
    article INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, place, article)
) WITHOUT ROWID;
CREATE INDEX appearance_article ON appearance(article);
CREATE TRIGGER appearance_added AFTER INSERT ON appearance BEGIN
    UPDATE entity SET articles = articles + 1, mentions = mentions + new.mentions WHERE id = new.entity;
END;
CREATE TRIGGER appearance_removed AFTER DELETE ON appearance BEGIN
    UPDATE entity SET articles = articles - 1, mentions = mentions - old.mentions WHERE id = old.entity;
END;

CREATE TABLE alias (
    entity INTEGER NOT NULL,
    text TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, text)
) WITHOUT ROWID;
CREATE TABLE word (
    word TEXT NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (word, entity)
) WITHOUT ROWID;
CREATE INDEX word_entity ON word(entity);
CREATE TABLE form (
    folded TEXT NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (folded, entity)
) WITHOUT ROWID;
CREATE INDEX form_entity ON form(entity);
CREATE TABLE part (
    part TEXT NOT NULL,
    is_last INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (part, is_last, entity)
) WITHOUT ROWID;
CREATE INDEX part_entity ON part(entity);
CREATE TABLE role (
    entity INTEGER NOT NULL,
    text TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, text)
) WITHOUT ROWID;
CREATE TABLE companion (
    entity INTEGER NOT NULL,
    other INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (entity, other)
) WITHOUT ROWID;
CREATE TABLE companion_age (
    entity INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL
);
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    target TEXT,
    text TEXT,
    article INTEGER
);
"""

_OVERLAY = """
CREATE TABLE state.triage (
    article INTEGER PRIMARY KEY,
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_archived INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX state.triage_starred ON triage(article) WHERE is_starred = 1;
CREATE INDEX state.triage_archived ON triage(article) WHERE is_archived = 1;
CREATE TABLE state.counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seen INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    archived INTEGER NOT NULL
);
INSERT INTO state.counter VALUES (1, 0, 0, 0);
CREATE TRIGGER state.triage_added AFTER INSERT ON triage BEGIN
    UPDATE counter SET
        seen = seen + (new.is_read OR new.is_archived),
        starred = starred + new.is_starred,
        archived = archived + new.is_archived;
END;
CREATE TRIGGER state.triage_removed AFTER DELETE ON triage BEGIN
    UPDATE counter SET
        seen = seen - (old.is_read OR old.is_archived),
        starred = starred - old.is_starred,
        archived = archived - old.is_archived;
END;
CREATE TRIGGER state.triage_changed AFTER UPDATE ON triage BEGIN
    UPDATE counter SET
        seen = seen + (new.is_read OR new.is_archived) - (old.is_read OR old.is_archived),
        starred = starred + new.is_starred - old.is_starred,
        archived = archived + new.is_archived - old.is_archived;
END;
"""

# Search words on the watchlist, and the articles that hold them.  Articles with ids from `low` to `high`, both
# included, have been looked through; those above are new, those below still to come.
_WORDS = """
CREATE TABLE {state}.watch_word (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL
);
CREATE TABLE {state}.watch_hit (
    word INTEGER NOT NULL,
    place INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (word, place, article)
) WITHOUT ROWID;
CREATE INDEX {state}.watch_hit_article ON watch_hit(article);
"""

# Articles and entities that corrections made or withdrawn have yet to reach.
_DUE = """
ALTER TABLE correction ADD COLUMN name TEXT;
CREATE TABLE due_article (
    article INTEGER PRIMARY KEY
);
CREATE TABLE due_entity (
    entity INTEGER PRIMARY KEY
);
"""

# Whether the place of an appearance is a day of publication, so that months are counted from one index; and
# what corrections reach, where it is more than a key press can note article by article.
_REACH = """
ALTER TABLE appearance ADD COLUMN is_dated INTEGER NOT NULL DEFAULT 1;
UPDATE appearance SET is_dated = 0 WHERE article IN (SELECT id FROM article WHERE published IS NULL);
CREATE TABLE due_reach (
    entity INTEGER NOT NULL,
    was_it INTEGER NOT NULL,
    place INTEGER NOT NULL,
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (entity, was_it)
) WITHOUT ROWID;
"""

LIBRARY: tuple[str, ...] = (
    _STATE.format(state="main") + _ARTICLES + _ENTITIES,
    _DUE + _WORDS.format(state="main"),
    "CREATE INDEX correction_entity ON correction(entity);\n",
    _REACH,
)
"""Migrations of a library: the script at index n leads from version n to n + 1."""

OVERLAY: tuple[str, ...] = (_STATE.format(state="state") + _OVERLAY, _WORDS.format(state="state"))
"""Migrations of a reader's own state over a shared library, attached as `state`."""


def statements(script: str) -> Sequence[str]:
    """The statements of a script, one by one, triggers whole: `executescript` would end the transaction."""
    from sqlite3 import complete_statement

    found: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        if complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
