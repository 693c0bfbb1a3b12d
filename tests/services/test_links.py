"""Links between notes, articles and entities."""

from __future__ import annotations

import pytest

from app.domain.links import LinkSource, LinkTarget, Relation
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.errors import NotPossible
from tests.services.building import PERSON, Named, Shelf, article, span_of

FERRY = "Ferry figures\n\nThe ferry carried 300 people a day. Wang Tao disputes that it was ever full."


def passage(shelf: Shelf, article_id: int, words: str) -> LinkSource:
    text = shelf.articles.view(article_id).text
    return LinkSource(place=NoteTarget(article_id, MarkRef(MarkKind.NOTE, span_of(text, words))))


def test_two_passages_of_two_articles_are_linked_and_seen_from_both(shelf: Shelf) -> None:
    harbour, ferry = shelf.add(article()), shelf.add(article(FERRY, "Ferry figures"))
    links = shelf.links
    link, changes = links.connect(
        passage(shelf, harbour, "trade would halve"), passage(shelf, ferry, "carried 300 people a day"), "contradicts"
    )
    assert changes.articles == {harbour, ferry}
    (there,) = links.at_article(harbour)
    assert (there.relation, there.outward, there.title, there.words) == (
        "contradicts", True, "Ferry figures", "carried 300 people a day",
    )  # fmt: skip
    assert there.span == span_of(FERRY, "carried 300 people a day")
    (back,) = links.at_article(ferry)
    assert (back.link_id, back.outward, back.title, back.words) == (link.id, False, "Harbour vote", "trade would halve")
    assert [n.links for n in shelf.articles.view(harbour).notes] == [1]


def test_a_passage_that_has_a_highlight_is_linked_through_it(shelf: Shelf) -> None:
    harbour, ferry = shelf.add(article()), shelf.add(article(FERRY, "Ferry figures"))
    here = passage(shelf, harbour, "trade would halve")
    assert here.place is not None
    note, _ = shelf.annotating.add_note(here.place, "")
    shelf.links.connect(here, LinkTarget(article_id=ferry), Relation.EXPLAINS)
    assert [n.id for n in shelf.articles.view(harbour).notes] == [note.id]
    (end,) = shelf.links.of_note(note.id)
    assert (end.article_id, end.title, end.kind) == (ferry, "Ferry figures", None)


def test_a_passage_is_not_linked_to_itself(shelf: Shelf) -> None:
    harbour = shelf.add(article())
    here = passage(shelf, harbour, "trade would halve")
    with pytest.raises(NotPossible):
        shelf.links.connect(here, here, "supports")
    assert shelf.articles.view(harbour).notes == ()


def test_undoing_a_link_takes_the_highlights_along_that_were_made_for_it(shelf: Shelf) -> None:
    harbour, ferry = shelf.add(article()), shelf.add(article(FERRY, "Ferry figures"))
    links, undoing = shelf.links, shelf.undoing
    links.connect(passage(shelf, harbour, "nine years"), passage(shelf, ferry, "300 people"), "same as")
    undone = undoing.undo()
    assert undone is not None
    assert undone[0] == "Linked two places"
    assert shelf.articles.view(harbour).notes == shelf.articles.view(ferry).notes == ()
    undoing.redo()
    assert [e.words for e in links.at_article(harbour)] == ["300 people"]


def test_a_link_in_the_words_of_a_note_survives_the_renaming_of_what_it_names(shelf: Shelf) -> None:
    harbour = shelf.add(article(), [Named(PERSON, ["Inga Solberg", "Solberg"]), Named(PERSON, ["Wang Tao", "Wang"])])
    wang = shelf.entity("Wang Tao")
    note, _ = shelf.annotating.add_note(NoteTarget(harbour), "Compare [[Wang Tao]] and [[nobody at all]].")
    shelf.entities.rename(wang, "Captain Wang")
    links = shelf.links
    assert links.targets(note.id) == {"Wang Tao": LinkTarget(entity_id=wang)}
    assert [(e.note_id, e.relation) for e in links.at_entity(wang)] == [(note.id, "mentions")]
    assert [(e.title, e.kind) for e in links.of_note(note.id)] == [("Captain Wang", MarkKind.MENTION)]
    shelf.annotating.edit_note(note.id, "Compare nobody.")
    assert links.at_entity(wang) == ()
    shelf.annotating.edit_note(note.id, "Compare [[Wang Tao]] again.")
    assert len(links.at_entity(wang)) == 1


def test_a_link_follows_a_merge(shelf: Shelf) -> None:
    harbour = shelf.add(article(), [Named(PERSON, ["Inga Solberg", "Solberg"]), Named(PERSON, ["Wang Tao", "Wang"])])
    wang, solberg = shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    note, _ = shelf.annotating.add_note(NoteTarget(harbour), "See [[Wang Tao]].")
    shelf.entities.merge(wang, solberg)
    assert [e.note_id for e in shelf.links.at_entity(solberg)] == [note.id]


def test_brackets_complete_to_people_articles_notes_and_claims(shelf: Shelf) -> None:
    harbour = shelf.add(article(), [Named(PERSON, ["Wang Tao", "Wang"])], claims=["Wang said his trade would halve."])
    shelf.add(article(FERRY, "Wang and the ferry"))
    note, _ = shelf.annotating.add_note(NoteTarget(), "Wang seems to exaggerate.")
    found = shelf.links.complete("Wan")
    targets = [c.target for c in found]
    assert LinkTarget(entity_id=shelf.entity("Wang Tao")) in targets
    assert LinkTarget(note_id=note.id) in targets
    assert any(isinstance(t, LinkTarget) and t.article_id not in (None, harbour) for t in targets)
    (claim,) = [t for t in targets if isinstance(t, NoteTarget)]
    other, _ = shelf.annotating.add_note(NoteTarget(), "Against [[that claim]].", chosen={"that claim": claim})
    (end,) = shelf.links.of_note(other.id)
    assert (end.article_id, end.words) == (harbour, "Wang said his trade would halve.")


def test_the_relation_can_be_the_persons_own_words_and_be_changed(shelf: Shelf) -> None:
    harbour, ferry = shelf.add(article()), shelf.add(article(FERRY, "Ferry figures"))
    links = shelf.links
    link, _ = links.connect(passage(shelf, harbour, "nine years"), LinkTarget(article_id=ferry), " makes me  doubt ")
    assert link.relation == "makes me doubt"
    links.set_relation(link.id, Relation.SUPPORTS)
    links.disconnect(link.id)
    assert links.at_article(ferry) == ()
    shelf.undoing.undo()
    assert [e.relation for e in links.at_article(ferry)] == ["supports"]


def test_a_note_in_the_bin_takes_its_links_along_and_brings_them_back(shelf: Shelf) -> None:
    harbour, ferry = shelf.add(article()), shelf.add(article(FERRY, "Ferry figures"))
    links = shelf.links
    link, _ = links.connect(passage(shelf, harbour, "nine years"), passage(shelf, ferry, "300 people"), "supports")
    shelf.annotating.delete_note(link.note_id)
    assert links.at_article(ferry) == ()
    shelf.annotating.restore_note(link.note_id)
    assert [e.words for e in links.at_article(ferry)] == ["nine years"]
