"""The first schema."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    byline TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    sort_date TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL,
    opened TEXT NOT NULL,
    removed_at TEXT,
    minutes INTEGER NOT NULL DEFAULT 1,
    version_id INTEGER REFERENCES article_version(id),
    state TEXT NOT NULL DEFAULT 'none',
    state_detail TEXT NOT NULL DEFAULT '',
    reading_offset INTEGER NOT NULL DEFAULT 0,
    claims_to_check INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_by_date ON article(sort_date DESC, id DESC);
CREATE INDEX article_by_path ON article(path);
CREATE INDEX article_by_version ON article(version_id);

CREATE TABLE article_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article(id),
    hash TEXT NOT NULL,
    format TEXT NOT NULL DEFAULT 'text',
    added TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    metadata TEXT NOT NULL DEFAULT '{}',
    notices TEXT NOT NULL DEFAULT '[]',
    blocks TEXT NOT NULL DEFAULT '[]',
    text TEXT NOT NULL,
    UNIQUE (article_id, hash)
);
CREATE INDEX article_version_by_hash ON article_version(hash);

CREATE TABLE entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    given_name TEXT NOT NULL,
    given_kind TEXT NOT NULL,
    merged_into INTEGER REFERENCES entity(id),
    root_id INTEGER REFERENCES entity(id),
    dismissed INTEGER NOT NULL DEFAULT 0,
    standing TEXT NOT NULL DEFAULT 'suggested',
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL
);
CREATE INDEX entity_by_root ON entity(root_id);
CREATE INDEX entity_by_merge ON entity(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entity_by_mentions ON entity(mentions DESC, id);
CREATE INDEX entity_by_kind ON entity(kind, mentions DESC, id);
CREATE INDEX entity_by_name ON entity(name);

CREATE TABLE entity_alias (
    id INTEGER PRIMARY KEY,
    entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    given INTEGER NOT NULL DEFAULT 0,
    split_to INTEGER REFERENCES entity(id),
    UNIQUE (entity_id, alias)
);
CREATE INDEX entity_alias_by_alias ON entity_alias(alias);
CREATE INDEX entity_alias_by_split ON entity_alias(split_to) WHERE split_to IS NOT NULL;

CREATE TABLE entity_key (
    key TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    PRIMARY KEY (key, entity_id)
) WITHOUT ROWID;
CREATE INDEX entity_key_by_entity ON entity_key(entity_id);

CREATE TABLE apart (
    a INTEGER NOT NULL REFERENCES entity(id),
    b INTEGER NOT NULL REFERENCES entity(id),
    PRIMARY KEY (a, b),
    CHECK (a < b)
) WITHOUT ROWID;
CREATE INDEX apart_by_other ON apart(b);

CREATE TABLE analysis_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES article(id),
    version_id INTEGER NOT NULL REFERENCES article_version(id),
    model TEXT NOT NULL,
    made TEXT NOT NULL,
    output BLOB NOT NULL
);
CREATE INDEX analysis_run_by_version ON analysis_run(version_id);

CREATE TABLE found_entity (
    run_id INTEGER NOT NULL REFERENCES analysis_run(id) ON DELETE CASCADE,
    key INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity(id),
    names TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
) WITHOUT ROWID;
CREATE INDEX found_entity_by_entity ON found_entity(entity_id);

CREATE TABLE mention (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity(id),
    words TEXT NOT NULL,
    standing TEXT NOT NULL
);
CREATE INDEX mention_by_article ON mention(article_id, start);
CREATE INDEX mention_by_entity ON mention(entity_id, article_id, start);

CREATE TABLE quote (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES entity(id),
    speaker_name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    cue TEXT NOT NULL DEFAULT '',
    standing TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX quote_by_article ON quote(article_id, start);
CREATE INDEX quote_by_speaker ON quote(speaker_id) WHERE speaker_id IS NOT NULL;

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    holder_id INTEGER REFERENCES entity(id),
    holder_name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    standing TEXT NOT NULL,
    words TEXT NOT NULL,
    score REAL NOT NULL DEFAULT 1.0
);
CREATE INDEX claim_by_article ON claim(article_id, start);
CREATE INDEX claim_by_holder ON claim(holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX claim_by_status ON claim(status, article_id);

CREATE TABLE article_entity (
    entity_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity_id, article_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX article_entity_by_article ON article_entity(article_id, entity_id);

CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    article_id INTEGER REFERENCES article(id),
    kind TEXT,
    entity_id INTEGER REFERENCES entity(id),
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    deleted_at TEXT
);
CREATE INDEX note_by_article ON note(article_id) WHERE article_id IS NOT NULL;
CREATE INDEX note_by_entity ON note(entity_id) WHERE entity_id IS NOT NULL;
CREATE INDEX note_by_update ON note(updated DESC, id DESC);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER REFERENCES article(id),
    entity_id INTEGER REFERENCES entity(id),
    other_id INTEGER REFERENCES entity(id),
    target TEXT,
    verb TEXT NOT NULL,
    fields TEXT NOT NULL DEFAULT '{}',
    made TEXT NOT NULL,
    undone_at TEXT
);
CREATE INDEX decision_by_article ON decision(article_id) WHERE article_id IS NOT NULL;
CREATE INDEX decision_by_entity ON decision(entity_id) WHERE entity_id IS NOT NULL;
CREATE INDEX decision_by_other ON decision(other_id) WHERE other_id IS NOT NULL;

CREATE TABLE anchor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article(id),
    note_id INTEGER REFERENCES note(id),
    decision_id INTEGER REFERENCES decision(id),
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    version TEXT NOT NULL,
    made TEXT NOT NULL,
    CHECK ((note_id IS NULL) <> (decision_id IS NULL))
);
CREATE INDEX anchor_by_note ON anchor(note_id) WHERE note_id IS NOT NULL;
CREATE INDEX anchor_by_decision ON anchor(decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX anchor_by_article ON anchor(article_id);

CREATE TABLE place (
    anchor_id INTEGER NOT NULL REFERENCES anchor(id) ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES article_version(id) ON DELETE CASCADE,
    start INTEGER,
    "end" INTEGER,
    certainty TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (anchor_id, version_id)
) WITHOUT ROWID;
"""

# No triggers keep these in step: with trusted_schema=OFF SQLite 3.40 refuses full-text tables inside triggers.
_FULL_TEXT = """
CREATE VIRTUAL TABLE article_fts USING fts5(title, text, content='article_version', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE entity_fts USING fts5(alias, content='entity_alias', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE quote_fts USING fts5(speaker_name, words, content='quote', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE claim_fts USING fts5(words, content='claim', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE VIRTUAL TABLE note_fts USING fts5(body, content='note', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
"""


def upgrade() -> None:
    for script in (_TABLES, _FULL_TEXT):
        for statement in script.split(";\n"):
            if statement.strip():
                op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a library is never taken back; restore the backup made before")
