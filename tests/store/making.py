"""Makes the frozen database of a schema: `python -m tests.store.making tests/store/fixtures/0001.db`.

Run once, by the version of the program that has that schema as its newest, and never again: the file must stay what
that version wrote. It holds one article in two versions, analysed, with decisions of every kind, notes and a merge.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from app.domain.analysis import Analysis, Claim, ClaimKind, EntityKind, FoundEntity, Mention, Quote, QuoteKind
from app.domain.article import Article, Block, BlockKind, Metadata
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.linking.keys import blocking_keys
from app.linking.link import link, resemblances
from app.services.annotate import Annotating
from app.services.articles import Articles
from app.services.decide import Deciding
from app.services.entities import Entities
from app.services.links import Links
from app.services.undoing import Undoing
from app.store.open import open_store

TEXT = "Lamp news\n\nAda Berg lit 40 lamps. “It is bright,” Berg said. The Lamp Guild cheered. Bo Dahl slept."


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


_BERG = Span(TEXT.index("Berg said"), TEXT.index("Berg said") + 4)


def main(path: Path) -> None:
    """Write the database to `path`, which must not be there."""
    if path.exists():
        raise SystemExit(f"{path} is there already, and frozen")
    store = open_store(path)
    articles, deciding = Articles(store, link, blocking_keys), Deciding(store, blocking_keys)
    entities, annotating = Entities(store, blocking_keys, resemblances), Annotating(store)
    first = _article("Draft. " + TEXT)
    view = articles.add(first, "/quay/lamps.txt")
    annotating.add_note(NoteTarget(view.id, MarkRef(MarkKind.NOTE, span("40 lamps", first.text))), "Count them.")
    view = articles.add(_article(TEXT), "/quay/lamps.txt")
    articles.save_analysis(view.id, view.version, _analysis())
    deciding.confirm(view.id, MarkRef(MarkKind.MENTION, span("Ada Berg")))
    deciding.reject(view.id, MarkRef(MarkKind.MENTION, span("Lamp Guild")))
    deciding.correct_quote(view.id, MarkRef(MarkKind.QUOTE, span("“It is bright,”")), speaker_name="Bo Dahl")
    deciding.add_claim(view.id, span("Bo Dahl slept."))
    Undoing(store, deciding).undo()
    ids = {m.name: m.entity_id for m in articles.view(view.id).mentions}
    entities.rename(ids["Ada Berg"], "Ada Berg (lamplighter)")
    entities.merge(ids["Bo Dahl"], ids["Ada Berg"])
    note, _ = annotating.add_note(NoteTarget(entity_id=ids["Ada Berg"]), "Two people?")
    annotating.add_note(NoteTarget(), "A note of its own.")
    annotating.delete_note(note.id)
    coloured, _ = annotating.add_note(
        NoteTarget(view.id, MarkRef(MarkKind.CLAIM, span("Ada Berg lit 40 lamps."))),
        "Against [[Ada Berg (lamplighter)]].",
        "amber",
        ["light", "counts"],
    )
    annotating.set_meaning("amber", "to check")
    annotating.tag_article(view.id, ["winter"])
    links = Links(store)
    links.connect(LinkSource(note_id=coloured.id), LinkTarget(article_id=view.id), "explains")
    links.connect(
        LinkSource(note_id=coloured.id),
        LinkSource(place=NoteTarget(view.id, MarkRef(MarkKind.NOTE, span("Bo Dahl slept.")))),
        "contradicts",
    )
    annotating.set_colour(coloured.id, "blue")
    Undoing(store, deciding).undo()
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=DELETE")
    raw.execute("VACUUM")
    raw.close()
    path.with_name(path.name + ".lock").unlink()


def _article(text: str) -> Article:
    at = text.index("\n\n")
    blocks = (Block(BlockKind.HEADING, Span(0, at), 1), Block(BlockKind.PARAGRAPH, Span(at + 2, len(text))))
    return Article(text, blocks, Metadata("Lamp news", "By Cy Eng", "2026-02-03", "The Quay", "en"))


def _analysis() -> Analysis:
    person, organisation = EntityKind.PERSON, EntityKind.ORGANISATION
    return Analysis(
        (
            FoundEntity(0, "Ada Berg", person, ("Berg",), ("model",)),
            FoundEntity(1, "Lamp Guild", organisation),
            FoundEntity(2, "Bo Dahl", person),
        ),
        (
            Mention(span("Ada Berg"), person, 0, 0.9, ("model",)),
            Mention(_BERG, person, 0, 0.8),
            Mention(span("Lamp Guild"), organisation, 1, 0.7),
            Mention(span("Bo Dahl"), person, 2, 0.9),
        ),
        (Quote((span("“It is bright,”"),), QuoteKind.DIRECT, span("said"), None, 0, "Ada Berg", 0.8, ("marks",)),),
        (Claim(span("Ada Berg lit 40 lamps."), ClaimKind.NUMBER, None, None, "", 0.7, ("number",)),),
        "model 1",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
