"""Tags, colours, links between notes and what they speak of, undo and redo, saved searches, reviews."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

# The indexes that replace those of 0001 cover what a page asks, so that its ids come from the index alone.
_TABLES = """
ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT '';

CREATE TABLE colour (
    name TEXT PRIMARY KEY,
    meaning TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    made TEXT NOT NULL
);
CREATE TABLE note_tag (
    note_id INTEGER NOT NULL REFERENCES note(id),
    tag_id INTEGER NOT NULL REFERENCES tag(id),
    PRIMARY KEY (note_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX note_tag_by_tag ON note_tag(tag_id, note_id);
CREATE TABLE article_tag (
    article_id INTEGER NOT NULL REFERENCES article(id),
    tag_id INTEGER NOT NULL REFERENCES tag(id),
    PRIMARY KEY (article_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX article_tag_by_tag ON article_tag(tag_id, article_id);

CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    note_id INTEGER NOT NULL REFERENCES note(id),
    relation TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    to_note_id INTEGER REFERENCES note(id),
    to_article_id INTEGER REFERENCES article(id),
    to_entity_id INTEGER REFERENCES entity(id),
    made TEXT NOT NULL,
    removed_at TEXT,
    CHECK ((to_note_id IS NOT NULL) + (to_article_id IS NOT NULL) + (to_entity_id IS NOT NULL) = 1)
);
CREATE INDEX link_by_note ON link(note_id);
CREATE INDEX link_to_note ON link(to_note_id) WHERE to_note_id IS NOT NULL;
CREATE INDEX link_to_article ON link(to_article_id) WHERE to_article_id IS NOT NULL;
CREATE INDEX link_to_entity ON link(to_entity_id) WHERE to_entity_id IS NOT NULL;

CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made TEXT NOT NULL,
    words TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    before TEXT NOT NULL DEFAULT '{}',
    after TEXT NOT NULL DEFAULT '{}',
    undone INTEGER NOT NULL DEFAULT 0,
    buried INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX operation_by_subject ON operation(subject, subject_id);
CREATE INDEX operation_undone ON operation(undone) WHERE undone > 0 AND buried = 0;

CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    asked TEXT NOT NULL,
    made TEXT NOT NULL
);

CREATE TABLE review (
    note_id INTEGER PRIMARY KEY REFERENCES note(id),
    due TEXT NOT NULL,
    card TEXT NOT NULL
);
CREATE INDEX review_by_due ON review(due);
CREATE TABLE review_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    note_id INTEGER NOT NULL REFERENCES note(id),
    made TEXT NOT NULL,
    rating TEXT NOT NULL,
    card TEXT NOT NULL
);
CREATE INDEX review_log_by_note ON review_log(note_id);

CREATE INDEX review_log_by_time ON review_log(made);

CREATE INDEX article_by_title ON article(title);
DROP INDEX note_by_update;
CREATE INDEX note_by_update ON note(updated DESC, id DESC) WHERE deleted_at IS NULL;
DROP INDEX note_by_article;
CREATE INDEX note_by_article ON note(article_id, deleted_at) WHERE article_id IS NOT NULL;
DROP INDEX note_by_entity;
CREATE INDEX note_by_entity ON note(entity_id, deleted_at) WHERE entity_id IS NOT NULL;
CREATE INDEX note_in_bin ON note(deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
DROP INDEX quote_by_speaker;
CREATE INDEX quote_by_speaker ON quote(speaker_id, article_id, start) WHERE speaker_id IS NOT NULL;
DROP INDEX claim_by_holder;
CREATE INDEX claim_by_holder ON claim(holder_id, article_id, start) WHERE holder_id IS NOT NULL;
DROP INDEX claim_by_article;
CREATE INDEX claim_by_article ON claim(article_id, start, status);
DROP INDEX claim_by_status;
CREATE INDEX claim_by_status ON claim(status, article_id, start);
CREATE INDEX decision_standing ON decision(id DESC) WHERE undone_at IS NULL;

INSERT INTO operation (made, words, subject, subject_id)
    SELECT made, '', 'decision', CAST(id AS TEXT) FROM decision WHERE undone_at IS NULL ORDER BY id;
"""


def upgrade() -> None:
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("a library is never taken back; restore the backup made before")
