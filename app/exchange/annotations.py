"""Notes and the user's marks as W3C Web Annotations (JSON-LD), written; `annotations_in` reads them back.

One AnnotationPage. A note is a `commenting` annotation (without words `highlighting`) whose id is its UUID, whose body
is Markdown, and whose tags are bodies of their own. A mark that the user confirmed, corrected or added is `tagging` (a
name) or `highlighting` (a quote, a claim), one they rejected `moderating`. The tags of an article are `tagging` of its
whole text; a link is `linking` from a note to what it goes to. A passage has the stored TextQuoteSelector and
TextPositionSelector, counted in Unicode code points of the text whose SHA-256 the source names. What the vocabulary has
no word for stands under `glossator:`, which other programs skip.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.domain.anchors import Anchor, anchor_at
from app.domain.decisions import Decision
from app.domain.marks import ClaimMark, MarkKind, MentionMark, Note, QuoteMark, Standing
from app.domain.portable import PortableArticle, PortableEntity, PortableLibrary, PortableLink, PortableNote

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"glossator": "urn:glossator:terms:"}]
LIBRARY = "urn:glossator:library"
_MARKS = uuid.UUID("5b0c1b2e-6d3f-4a51-9b7e-2f6a8f1d7c44")  # names our marks, which have no UUID of their own

Json = dict[str, Any]
Mark = MentionMark | QuoteMark | ClaimMark


def annotations_of_library(library: PortableLibrary) -> Iterator[str]:
    """The whole file, in pieces."""
    return _page(_all(library), library.colours())


def annotations_of_article(article: PortableArticle) -> Iterator[str]:
    """The file of one article: its notes, and the user's marks in it."""
    return _page(of_article(article), {})


def of_article(article: PortableArticle) -> Iterator[Json]:
    """Its annotations: tags and notes first, then marks in text order."""
    if article.tags:
        yield _tags(article)
    for noted in article.notes:
        yield _note(noted.note, _passage(article, noted))
    marks: list[Mark] = [*article.marks.mentions, *article.marks.quotes, *article.marks.claims]
    for mark in sorted(marks, key=lambda m: m.span):
        if mark.standing is not Standing.SUGGESTED:
            yield _mark(mark, article)
    for decision in sorted(article.rejected, key=lambda d: d.anchor.span):
        yield _rejection(decision, article)


def of_entity(entity: PortableEntity) -> Iterator[Json]:
    """The notes on an entity."""
    target = _entity(entity.row.name, entity.row.kind.value)
    for noted in entity.notes:
        yield _note(noted.note, target)


def _all(library: PortableLibrary) -> Iterator[Json]:
    for named in library.annotated_articles():
        yield from of_article(library.article(named.id))
    for named in library.entities_of_note():
        yield from of_entity(library.entity(named.id))
    for noted in library.loose_notes():
        yield _note(noted.note, {"id": LIBRARY})
    for link in library.links():
        yield _link(link)


def _page(items: Iterable[Json], colours: Mapping[str, str]) -> Iterator[str]:
    """An AnnotationPage, one annotation a line: a difference between two exports can be read."""
    yield f'{{\n"@context": {_json(CONTEXT)},\n"id": "{LIBRARY}:annotations",\n"type": "AnnotationPage",\n'
    yield f'"glossator:colours": {_json(dict(colours))},\n"items": [' if colours else '"items": ['
    between = "\n"
    for item in items:
        yield between + _json(item)
        between = ",\n"
    yield "\n]\n}\n"


def _note(note: Note, target: Json) -> Json:
    words: Json = {"type": "TextualBody", "value": note.body, "format": "text/markdown", "purpose": "commenting"}
    bodies = [words] if note.body or not note.tags else []
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in note.tags]
    made: Json = {
        "id": f"urn:uuid:{note.id}",
        "type": "Annotation",
        "motivation": "highlighting" if note.is_highlight and note.target.ref else "commenting",
        "created": note.created,
        "modified": note.updated,
        "body": bodies[0] if len(bodies) == 1 else bodies,
        "target": target,
    }
    if note.colour:
        made["glossator:colour"] = note.colour
    return made


def _tags(article: PortableArticle) -> Json:
    return {
        "id": f"urn:uuid:{uuid.uuid5(_MARKS, f'{article.version}:tags')}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in article.tags],
        "target": _source(article),
    }


def _link(link: PortableLink) -> Json:
    made: Json = {
        "id": f"urn:uuid:{link.id}",
        "type": "Annotation",
        "motivation": "linking",
        "created": link.made,
        "glossator:relation": link.relation,
        "target": {"id": f"urn:uuid:{link.note_id}"},
    }
    if link.words:
        made["glossator:words"] = link.words
    if link.to_note:
        made["body"] = {"id": f"urn:uuid:{link.to_note}"}
    elif link.entity_name:
        kind = link.entity_kind.value if link.entity_kind else ""
        made["body"] = _entity(link.entity_name, kind)
    else:
        version = link.versions[0]
        made["body"] = {"id": f"urn:sha256:{version}", "dcterms:title": link.title, "glossator:text": version}
    return made


def _entity(name: str, kind: str) -> Json:
    made = {"id": f"urn:uuid:{uuid.uuid5(_MARKS, f'{kind}:{name}')}", "glossator:entity": name}
    return made | ({"glossator:kind": kind} if kind else {})


def _rejection(decision: Decision, article: PortableArticle) -> Json:
    anchor, kind = decision.anchor, decision.target.value
    name = f"{anchor.version}:{kind}:{anchor.start}-{anchor.end}:rejected"
    return {
        "id": f"urn:uuid:{uuid.uuid5(_MARKS, name)}",
        "type": "Annotation",
        "motivation": "moderating",
        "created": decision.made,
        "glossator:standing": "rejected",
        "target": {
            "type": "SpecificResource",
            "source": _source(article),
            **_selected(anchor),
            "glossator:on": kind,
        },
    }


def _passage(article: PortableArticle, noted: PortableNote) -> Json:
    """The target of a note on an article, or on a passage of it."""
    source, anchor, note = _source(article), noted.anchor, noted.note
    if anchor is None:
        return source
    target = {"type": "SpecificResource", "source": source, **_selected(anchor)}
    if note.target.ref is not None:
        target["glossator:on"] = note.target.ref.kind.value
    if note.quoted != anchor.exact:
        target["glossator:firstWrittenOn"] = note.quoted
    return target


def _selected(anchor: Anchor) -> Json:
    quote = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    position = {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}
    return {"selector": [quote, position], "glossator:version": anchor.version}


def _source(article: PortableArticle) -> Json:
    about = article.metadata
    named = {
        "dcterms:title": about.title,
        "dcterms:creator": about.byline,
        "dcterms:date": about.date,
        "dcterms:publisher": about.source,
    }
    web = about.url if about.url.casefold().startswith(("http://", "https://")) else ""
    return {
        "id": web or f"urn:sha256:{article.version}",
        "type": "Text",
        **{name: value for name, value in named.items() if value},
        "glossator:text": article.version,
    }


def _mark(mark: Mark, article: PortableArticle) -> Json:
    kind = mark.ref.kind
    anchor = anchor_at(article.text, mark.span, article.version)
    name = f"{article.version}:{kind.value}:{mark.span.start}-{mark.span.end}"
    found: Json = {
        "id": f"urn:uuid:{uuid.uuid5(_MARKS, name)}",
        "type": "Annotation",
        "motivation": "tagging" if kind is MarkKind.MENTION else "highlighting",
        "glossator:standing": mark.standing.value,
        "target": {
            "type": "SpecificResource",
            "source": _source(article),
            **_selected(anchor),
            "glossator:on": kind.value,
        },
    }
    if bodies := list(_bodies(mark)):
        found["body"] = bodies
    return found


def _bodies(mark: Mark) -> Iterator[Json]:
    """What is said of a mark, one tag each; `glossator:is` tells what the tag is."""
    match mark:
        case MentionMark():
            said = {"name": mark.name, "kind": mark.kind.value}
        case QuoteMark():
            said = {"speaker": mark.speaker_name, "kind": mark.quote_kind.value}
        case ClaimMark():
            said = {"holder": mark.holder_name, "kind": mark.claim_kind.value, "status": mark.status.value}
    for what, value in said.items():
        if value:
            yield {"type": "TextualBody", "value": value, "purpose": "tagging", "glossator:is": what}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
