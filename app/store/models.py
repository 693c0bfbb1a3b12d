"""The tables as the queries see them. Their definition is in migrations/; a test holds the two together.

What the user wrote (note, tag, link, decision, anchor, entity names) refers to nothing that a new analysis replaces.
What the machine found (analysis_run, found_entity) and what is drawn from both (mention, quote, claim,
article_entity, place) can be thrown away and made again.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _int(*names: str) -> list[Column[int]]:
    return [Column(name, Integer) for name in names]


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


article = Table(
    "article",
    metadata,
    _id(),
    *_text("path", "title", "byline", "source", "date", "sort_date", "added", "opened", "removed_at"),
    *_int("minutes", "version_id"),
    *_text("state", "state_detail"),
    *_int("reading_offset", "claims_to_check"),
)
article_version = Table(
    "article_version",
    metadata,
    _id(),
    *_int("article_id"),
    *_text("hash", "format", "added", "title", "metadata", "notices", "blocks", "text"),
)
analysis_run = Table(
    "analysis_run",
    metadata,
    _id(),
    *_int("article_id", "version_id"),
    *_text("model", "made"),
    Column("output", LargeBinary),
)
found_entity = Table(
    "found_entity",
    metadata,
    Column("run_id", Integer, primary_key=True),
    Column("key", Integer, primary_key=True),
    *_int("entity_id"),
    *_text("names"),
)
entity = Table(
    "entity",
    metadata,
    _id(),
    *_text("name", "kind", "given_name", "given_kind"),
    *_int("merged_into", "root_id", "dismissed"),
    *_text("standing"),
    *_int("articles", "mentions"),
    *_text("created"),
)
entity_alias = Table(
    "entity_alias",
    metadata,
    _id(),
    *_int("entity_id"),
    *_text("alias"),
    *_int("articles", "given", "split_to"),
)
entity_key = Table(
    "entity_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("entity_id", Integer, primary_key=True),
)
apart = Table(
    "apart",
    metadata,
    Column("a", Integer, primary_key=True),
    Column("b", Integer, primary_key=True),
)
mention = Table(
    "mention",
    metadata,
    _id(),
    *_int("article_id", "start", "end", "entity_id"),
    *_text("words", "standing"),
)
quote = Table(
    "quote",
    metadata,
    _id(),
    *_int("article_id", "start", "end", "speaker_id"),
    *_text("speaker_name", "kind", "cue", "standing", "words"),
)
claim = Table(
    "claim",
    metadata,
    _id(),
    *_int("article_id", "start", "end", "holder_id"),
    *_text("holder_name", "kind", "status", "standing", "words"),
    Column("score", Float),
)
article_entity = Table(
    "article_entity",
    metadata,
    Column("entity_id", Integer, primary_key=True),
    Column("article_id", Integer, primary_key=True),
    *_int("mentions"),
)
note = Table(
    "note",
    metadata,
    _id(),
    *_text("uuid", "body"),
    *_int("article_id"),
    *_text("kind"),
    *_int("entity_id"),
    *_text("created", "updated", "deleted_at", "colour"),
)
colour = Table(
    "colour",
    metadata,
    Column("name", Text, primary_key=True),
    *_text("meaning"),
)
tag = Table("tag", metadata, _id(), *_text("name", "made"))
note_tag = Table(
    "note_tag",
    metadata,
    Column("note_id", Integer, primary_key=True),
    Column("tag_id", Integer, primary_key=True),
)
article_tag = Table(
    "article_tag",
    metadata,
    Column("article_id", Integer, primary_key=True),
    Column("tag_id", Integer, primary_key=True),
)
link = Table(
    "link",
    metadata,
    _id(),
    *_text("uuid"),
    *_int("note_id"),
    *_text("relation", "words"),
    *_int("to_note_id", "to_article_id", "to_entity_id"),
    *_text("made", "removed_at"),
)
operation = Table(
    "operation",
    metadata,
    _id(),
    *_text("made", "words", "subject", "subject_id", "before", "after"),
    *_int("undone", "buried"),
)
saved_search = Table("saved_search", metadata, _id(), *_text("name", "asked", "made"))
review = Table(
    "review",
    metadata,
    Column("note_id", Integer, primary_key=True),
    *_text("due", "card"),
)
review_log = Table(
    "review_log",
    metadata,
    _id(),
    *_int("note_id"),
    *_text("made", "rating", "card"),
)
decision = Table(
    "decision",
    metadata,
    _id(),
    *_int("article_id", "entity_id", "other_id"),
    *_text("target", "verb", "fields", "made", "undone_at"),
)
anchor = Table(
    "anchor",
    metadata,
    _id(),
    *_int("article_id", "note_id", "decision_id"),
    *_text("exact", "prefix", "suffix"),
    *_int("start", "end"),
    *_text("version", "made"),
)
place = Table(
    "place",
    metadata,
    Column("anchor_id", Integer, primary_key=True),
    Column("version_id", Integer, primary_key=True),
    *_int("start", "end"),
    *_text("certainty"),
    Column("score", Float),
)
