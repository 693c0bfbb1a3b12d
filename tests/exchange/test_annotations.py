"""Web Annotations: what is written is what the standard says, and comes back as it was."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.analysis import EntityKind
from app.domain.anchors import anchor_at
from app.domain.article import Metadata, content_hash
from app.domain.marks import MarkKind
from app.domain.portable import IncomingNote, PortableEntity
from app.domain.spans import Span
from app.errors import DamagedFile
from app.exchange.annotations import annotations_of_article, of_entity
from app.exchange.annotations_in import read_annotations
from tests.exchange.making import IDS, MOMENT, TEXT, article, decided, entity_row, note_on, place


def test_a_note_is_a_commenting_annotation_with_both_selectors() -> None:
    noted = article(note_on(place("40 lamps"), "**Who** counted?"))
    page = json.loads("".join(annotations_of_article(noted)))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    (item,) = page["items"]
    assert (item["id"], item["type"], item["motivation"]) == (f"urn:uuid:{IDS[0]}", "Annotation", "commenting")
    assert item["body"]["format"] == "text/markdown"
    assert item["body"]["value"] == "**Who** counted?"
    assert item["target"]["source"]["id"] == "https://quay.example/lamps"
    assert item["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "40 lamps",
            "prefix": "Lamp news\n\nAda Berg lit ",
            "suffix": ".\n\n“It is bright,” Berg said. Bo",
        },
        {"type": "TextPositionSelector", "start": 24, "end": 32},
    ]


def test_marks_of_the_user_are_tagged_or_highlighted_and_suggestions_are_left_out() -> None:
    items = json.loads("".join(annotations_of_article(article(marks=decided()))))["items"]
    said = [(i["motivation"], i["target"]["selector"][0]["exact"], i["glossator:standing"]) for i in items]
    assert said == [
        ("tagging", "Ada Berg", "confirmed"),
        ("highlighting", "Ada Berg lit 40 lamps.", "added"),
        ("highlighting", "“It is bright,”", "corrected"),
    ]
    assert [b["value"] for b in items[1]["body"]] == ["number", "disputed"]
    assert len({i["id"] for i in items}) == 3


def test_the_same_article_gives_the_same_file() -> None:
    noted = article(note_on(place("40 lamps"), "Who?"), marks=decided())
    assert "".join(annotations_of_article(noted)) == "".join(annotations_of_article(noted))


def test_marks_are_counted_and_what_is_strange_is_named() -> None:
    items = json.loads("".join(annotations_of_article(article(marks=decided()))))["items"]
    other = {"id": "https://other.example/1", "type": "Annotation", "motivation": "assessing"}
    strange = {"motivation": "commenting", "id": "urn:uuid:no", "body": {"value": "x"}, "target": {"id": "urn:x"}}
    incoming = read_annotations(json.dumps({"items": [*items, other, strange, 7]}), "x.jsonld")
    assert (incoming.notes, len(incoming.marks), len(incoming.strange)) == ((), 3, 3)
    assert incoming.strange[0].startswith("Annotation 4 was left out: ")


@pytest.mark.parametrize("text", ["", "{}", "[", '{"items": 3}', "null", "[" * 100_000, "\x00"])
def test_what_is_no_annotation_file_is_refused_by_name(text: str) -> None:
    with pytest.raises(DamagedFile, match=r"notes\.jsonld"):
        read_annotations(text, "notes.jsonld")


def test_a_passage_without_words_or_with_an_impossible_position_is_left_out() -> None:
    (item,) = json.loads("".join(annotations_of_article(article(note_on(place("40 lamps"), "Who?")))))["items"]
    for selectors in (
        [],
        [{"type": "TextQuoteSelector", "exact": ""}],
        [{"type": "TextQuoteSelector", "exact": "x"}, {"type": "TextPositionSelector", "start": 5, "end": 5}],
        [{"type": "TextQuoteSelector", "exact": "x"}, {"type": "TextPositionSelector", "start": -1, "end": 5}],
        [{"type": "TextQuoteSelector", "exact": "x"}, {"type": "TextPositionSelector", "start": True, "end": 10**30}],
    ):
        changed = item | {"target": item["target"] | {"selector": selectors}}
        incoming = read_annotations(json.dumps([changed]), "x")
        assert (incoming.notes, len(incoming.strange)) == ((), 1)


def test_half_surrogates_in_the_file_become_signs_that_can_be_stored() -> None:
    written = "".join(annotations_of_article(article(note_on(place("40 lamps"), "Who?"))))
    (note,) = read_annotations(written.replace("Who?", "\\ud83d?"), "x").notes
    assert note.body == "\ufffd?"


_bodies = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
_texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=90)


@given(_texts, _bodies, st.sampled_from(MarkKind), st.data(), st.builds(Metadata, *[_bodies] * 6))
def test_a_note_on_any_passage_of_any_text_comes_back_as_it_was(
    text: str, body: str, kind: MarkKind, data: st.DataObject, about: Metadata
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    note_id = str(data.draw(st.uuids()))
    exported = article(note_on(span, body, text, kind, note_id), text=text, about=about)
    incoming = read_annotations("".join(annotations_of_article(exported)), "x")
    version = content_hash(text)
    assert incoming.strange == ()
    assert incoming.notes == (
        IncomingNote(
            id=note_id,
            body=body,
            created=MOMENT,
            updated=MOMENT,
            quoted=span.of(text),
            on=kind,
            anchor=anchor_at(text, span, version),
            versions=(version,),
            title=about.title,
            date=about.date,
        ),
    )


def test_a_note_whose_place_was_set_anew_keeps_the_words_it_was_first_written_on() -> None:
    noted = note_on(place("40 lamps"), "Who?")
    moved = replace(noted, note=replace(noted.note, quoted="forty lamps"))
    (note,) = read_annotations("".join(annotations_of_article(article(moved))), "x").notes
    assert note.anchor is not None
    assert (note.quoted, note.anchor.exact) == ("forty lamps", "40 lamps")


@given(_bodies.filter(bool), _bodies, st.sampled_from(EntityKind))
def test_a_note_on_an_entity_and_one_on_an_article_come_back(name: str, body: str, kind: EntityKind) -> None:
    about = PortableEntity(replace(entity_row(name), kind=kind), (), (note_on(None, body),))
    (note,) = read_annotations(json.dumps([*of_entity(about)]), "x").notes
    assert (note.id, note.body, note.entity_name, note.entity_kind) == (IDS[0], body, name, kind)
    (note,) = read_annotations("".join(annotations_of_article(article(note_on(None, body)))), "x").notes
    assert (note.body, note.anchor, note.on, note.versions) == (body, None, None, (content_hash(TEXT),))
    assert uuid.UUID(note.id)
