"""A library of 10,000 articles, 1,000,000 mentions and 20,000 notes, filled in directly and kept for the next run.

All of it is consistent, as if each article had been read and analysed: `glossator check` finds nothing in it. The texts
are invented words, the names follow Zipf's law as names in the news do.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.analysis import Analysis, Claim, ClaimKind, EntityKind, FoundEntity, Mention, Quote, QuoteKind
from app.domain.anchors import anchor_at
from app.domain.article import content_hash
from app.domain.spans import Span
from app.linking.keys import blocking_keys
from app.store.fulltext import COLUMNS
from app.store.migrate import known_revisions
from app.store.open import open_store
from app.store.runs import encode

ARTICLES, MENTIONS, NOTES, ENTITIES = 10_000, 1_000_000, 20_000, 40_000
_QUOTES, _CLAIMS, _NAMES = 5, 8, 25  # an article
_MODEL = "bench 1"
_MOMENT = "2026-01-01T00:00:00+00:00"
_FORM = 2  # of what this module writes; another number makes the file again


def large_library(articles: int = ARTICLES) -> Path:
    """The path of the library's file, made (about two minutes) where it is not there; to be copied before writing."""
    name = f"glossator-large-{articles}-{known_revisions()[-1]}-{_FORM}"
    path = Path(tempfile.gettempdir()) / name / "library.db"
    if not (path.parent / "complete").exists():
        path.parent.mkdir(exist_ok=True)
        for old in path.parent.iterdir():
            old.unlink()
        open_store(path).close()
        fill(path, articles)
        (path.parent / "complete").touch()
    return path


@dataclass(frozen=True)
class _Cast:
    """The entities of the library: ids from 1, the most frequent first."""

    names: Sequence[str]
    kinds: Sequence[EntityKind]
    weights: Sequence[float]
    words: Sequence[str]


def fill(path: Path, articles: int, seed: int = 1) -> None:
    """Write `articles` articles with 100 mentions and two notes each into the empty store at `path`."""
    rng = random.Random(seed)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-200000")
    raw.execute("BEGIN")
    cast = _cast(rng, max(200, ENTITIES * articles // ARTICLES))
    _insert(
        raw,
        "entity(id, name, kind, given_name, given_kind, root_id, created)",
        [(i, n, k, n, k, i, _MOMENT) for i, (n, k) in enumerate(zip(cast.names, cast.kinds, strict=True), 1)],
    )
    keys = [(key, i) for i, name in enumerate(cast.names, 1) for key in sorted(blocking_keys([name]))]
    _insert(raw, "entity_key(key, entity_id)", keys)
    for article_id in range(1, articles + 1):
        _article(raw, rng, cast, article_id)
    _count(raw)
    for index in COLUMNS:
        raw.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _cast(rng: random.Random, count: int) -> _Cast:
    syllables = ["".join(p) for p in itertools.product("bdfgklmnprstv", "aeiou", ("", "n", "r", "l"))]
    words = list(dict.fromkeys("".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3)))) for _ in range(30_000)))
    family = [w.capitalize() for w in rng.sample(words, 6_000)]
    given = [w.capitalize() for w in rng.sample(words, 800)]
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{rng.choice(given)} {rng.choice(family)}"] = None
    kinds = rng.choices([EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE], (5, 3, 2), k=count)
    weights = list(itertools.accumulate(1 / (i + 10) for i in range(count)))
    return _Cast(list(names), kinds, weights, words)


def _article(raw: sqlite3.Connection, rng: random.Random, cast: _Cast, article_id: int) -> None:
    persons = sorted(set(rng.choices(range(1, len(cast.names) + 1), cum_weights=cast.weights, k=_NAMES)))
    persons += [i for i in range(1, 5) if i not in persons][: max(0, 4 - len(persons))]
    text, paragraphs, mentions = _text(rng, cast, persons)
    title = f"{rng.choice(cast.words)} {rng.choice(cast.words)} {article_id}".capitalize()
    day = f"20{rng.randint(10, 25):02}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    version = content_hash(text)
    metadata = json.dumps({"title": title, "byline": "", "date": day, "source": "Bench", "language": "en", "url": ""})
    blocks = json.dumps([["paragraph", p.start, p.end, 0] for p in paragraphs])
    _insert(
        raw,
        "article(id, path, title, date, sort_date, added, opened, minutes, state, claims_to_check)",
        [(article_id, f"/bench/{article_id}.txt", title, day, day, _MOMENT, _MOMENT, 3, "done", _CLAIMS)],
    )
    _insert(
        raw,
        "article_version(id, article_id, hash, added, title, metadata, blocks, text)",
        [(article_id, article_id, version, _MOMENT, title, metadata, blocks, text)],
    )
    raw.execute("UPDATE article SET version_id = id WHERE id = ?", (article_id,))
    key = {entity: number for number, entity in enumerate(persons)}
    quotes = [(p, persons[i % len(persons)]) for i, p in enumerate(rng.sample(paragraphs, _QUOTES))]
    claims = [(p, persons[i % len(persons)]) for i, p in enumerate(rng.sample(paragraphs, _CLAIMS))]
    analysis = Analysis(
        tuple(FoundEntity(key[e], cast.names[e - 1], cast.kinds[e - 1]) for e in persons),
        tuple(Mention(span, cast.kinds[e - 1], key[e], 0.9, ("model",)) for span, e in mentions),
        tuple(Quote((p,), QuoteKind.DIRECT, None, None, key[e], cast.names[e - 1], 0.8) for p, e in quotes),
        tuple(Claim(p, ClaimKind.NUMBER, None, key[e], cast.names[e - 1], 0.7, ("number",)) for p, e in claims),
        _MODEL,
    )
    run = (article_id, article_id, article_id, _MODEL, _MOMENT, encode(analysis))
    _insert(raw, "analysis_run(id, article_id, version_id, model, made, output)", [run])
    _insert(
        raw,
        "found_entity(run_id, key, entity_id, names)",
        [(article_id, key[e], e, json.dumps([cast.names[e - 1]])) for e in persons],
    )
    _insert(
        raw,
        'mention(article_id, start, "end", entity_id, words, standing)',
        [(article_id, s.start, s.end, e, s.of(text), "suggested") for s, e in mentions],
    )
    _insert(
        raw,
        'quote(article_id, start, "end", speaker_id, speaker_name, kind, cue, standing, words)',
        [(article_id, p.start, p.end, e, cast.names[e - 1], "direct", "", "suggested", p.of(text)) for p, e in quotes],
    )
    _insert(
        raw,
        'claim(article_id, start, "end", holder_id, holder_name, kind, status, standing, words, score)',
        [
            (article_id, p.start, p.end, e, cast.names[e - 1], "number", "to check", "suggested", p.of(text), 0.7)
            for p, e in claims
        ],
    )
    _notes(raw, rng, cast, article_id, text, [span for span, _ in mentions], version)


def _text(rng: random.Random, cast: _Cast, entities: Sequence[int]) -> tuple[str, list[Span], list[tuple[Span, int]]]:
    """A text of twenty paragraphs of two sentences with five mentions each, its paragraphs and its mentions."""
    pieces: list[str] = []
    paragraphs: list[Span] = []
    mentions: list[tuple[Span, int]] = []
    at = 0

    def put(piece: str) -> None:
        nonlocal at
        pieces.append(piece)
        at += len(piece)

    for number in range(20):
        if number:
            put("\n\n")
        begun = at
        for i in range(5):
            put(" ".join(rng.choices(cast.words, k=rng.randint(3, 7))).capitalize() if i in (0, 3) else "")
            put(" " if i in (0, 3) else " ".join(rng.choices(cast.words, k=4)) + " ")
            entity = rng.choice(entities)
            name = cast.names[entity - 1]
            mentions.append((Span(at, at + len(name)), entity))
            put(name)
            put(". " if i == 2 else "." if i == 4 else " ")
        paragraphs.append(Span(begun, at))
    return "".join(pieces), paragraphs, mentions


def _notes(
    raw: sqlite3.Connection,
    rng: random.Random,
    cast: _Cast,
    article_id: int,
    text: str,
    spans: list[Span],
    version: str,
) -> None:
    for number in (0, 1):
        note_id = 2 * article_id - number
        body = " ".join(rng.choices(cast.words, k=rng.randint(4, 40)))
        moment = f"2026-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:00:00+00:00"
        on_entity = number == 0 and article_id % 3 == 0
        entity = rng.choices(range(1, len(cast.names) + 1), cum_weights=cast.weights)[0] if on_entity else None
        article = None if on_entity else article_id
        uuid = f"00000000-0000-4000-8000-{note_id:012}"
        row = (note_id, uuid, body, article, None if on_entity else "note", entity, moment, moment)
        _insert(raw, "note(id, uuid, body, article_id, kind, entity_id, created, updated)", [row])
        if on_entity:
            continue
        span = rng.choice(spans)
        a = anchor_at(text, span, version)
        columns = 'anchor(id, article_id, note_id, exact, prefix, suffix, start, "end", version, made)'
        values = (note_id, article_id, note_id, a.exact, a.prefix, a.suffix, a.start, a.end, a.version, moment)
        _insert(raw, columns, [values])
        place = (note_id, article_id, span.start, span.end, "exact", 1.0)
        _insert(raw, 'place(anchor_id, version_id, start, "end", certainty, score)', [place])


def _count(raw: sqlite3.Connection) -> None:
    """What the store counts as articles come in."""
    raw.execute(
        "INSERT INTO entity_alias(entity_id, alias, articles)"
        " SELECT e.id, e.name, count(f.run_id) FROM entity e LEFT JOIN found_entity f ON f.entity_id = e.id"
        " GROUP BY e.id"
    )
    raw.execute(
        "INSERT INTO article_entity(entity_id, article_id, mentions)"
        " SELECT entity_id, article_id, count(*) FROM mention GROUP BY entity_id, article_id"
    )
    raw.execute(
        "UPDATE entity SET (mentions, articles) ="
        " (SELECT coalesce(sum(mentions), 0), count(*) FROM article_entity WHERE entity_id = entity.id)"
    )


def _insert(raw: sqlite3.Connection, into: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        raw.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
