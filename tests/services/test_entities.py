"""Entities are renamed, joined, parted and dismissed everywhere at once, and each act can be undone."""

from __future__ import annotations

import pytest

from app.domain.changes import Changed
from app.domain.marks import ArticleView, MarkKind, NoteTarget, Standing
from app.errors import NotFound, NotPossible
from tests.services.building import ORGANISATION, PERSON, PLACE, PORT, SOLBERG, Named, Shelf, analysis, article, words


def add(shelf: Shelf, text: str, *entities: Named, date: str = "") -> ArticleView:
    view = shelf.articles.add(article(text, text.split(".")[0], date), f"/tmp/{hash(text)}.txt")
    shelf.articles.save_analysis(view.id, view.version, analysis(text, entities))
    return shelf.articles.view(view.id)


AUTHORITY = Named(ORGANISATION, ["Quay Board"])


def test_a_name_given_holds_in_every_article_and_after_a_new_analysis(shelf: Shelf) -> None:
    view = shelf.harbour()
    changes = shelf.entities.rename(shelf.entity("Wang Tao"), "  Wang   Tao (ferryman) ")
    assert Changed.ENTITIES in changes.kinds
    shelf.reopen()
    view = shelf.harbour()
    assert [m.name for m in view.mentions if "Wang" in m.name] == ["Wang Tao (ferryman)"] * 2
    row = next(e for e in shelf.library.entities("ferryman"))
    assert (row.standing, row.aliases) == (Standing.CORRECTED, ("Wang Tao", "Wang"))
    shelf.undoing.undo()
    assert shelf.library.entities("Wang")[0].name == "Wang Tao"


def test_an_empty_name_is_refused(shelf: Shelf) -> None:
    shelf.harbour()
    with pytest.raises(NotPossible):
        shelf.entities.rename(shelf.entity("Wang Tao"), "  ")


def test_a_kind_given_holds_until_it_is_undone(shelf: Shelf) -> None:
    shelf.harbour()
    port = shelf.entity("Port Authority")
    shelf.entities.retype(port, PLACE)
    shelf.harbour()
    assert [e.id for e in shelf.library.entities(kind=PLACE)] == [port]
    shelf.undoing.undo()
    assert shelf.library.entities(kind=PLACE) == ()


def test_what_is_dismissed_is_shown_nowhere_and_not_by_later_articles(shelf: Shelf) -> None:
    view = shelf.harbour()
    port = shelf.entity("Port Authority")
    shelf.entities.dismiss(port)
    later = add(shelf, "The Port Authority closed. Solberg left.", PORT, SOLBERG)
    assert words(later, MarkKind.MENTION) == ["Solberg"]
    assert "Port Authority" not in words(shelf.articles.view(view.id), MarkKind.MENTION)
    assert shelf.library.counts().entities == 2
    shelf.entities.confirm(port)
    assert shelf.library.entities("port")[0].mentions == 2


def test_a_quote_of_a_dismissed_speaker_keeps_the_name_only(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.entities.dismiss(shelf.entity("Inga Solberg"))
    (quote,) = shelf.articles.view(view.id).quotes
    assert (quote.speaker_id, quote.speaker_name) == (None, "Inga Solberg")
    (row,) = shelf.library.quotes()
    assert (row.speaker_id, row.speaker_name) == (None, "Inga Solberg")


def test_merged_entities_are_one_in_old_and_in_later_articles(shelf: Shelf) -> None:
    first = shelf.harbour()
    second = add(shelf, "The Quay Board met.", AUTHORITY)
    quay, port = shelf.entity("Quay Board"), shelf.entity("Port Authority")
    shelf.entities.merge(quay, port)
    later = add(shelf, "Now the Quay Board is gone.", AUTHORITY)
    shelf.reopen()
    assert [shelf.articles.view(v.id).mentions[0].name for v in (second, later)] == ["Port Authority"] * 2
    row = next(e for e in shelf.library.entities() if e.id == port)
    assert (row.articles, row.mentions, row.aliases) == (3, 3, ("Quay Board",))
    assert shelf.entities.resolve(quay) == port
    dossier = shelf.entities.dossier(quay)
    assert dossier.entity.id == port
    assert {p.article_id for p in dossier.mentions} == {first.id, second.id, later.id}
    assert [(m.id, m.mentions) for m in dossier.merged] == [(quay, 2)]


def test_a_split_takes_its_mentions_along_even_those_of_later_articles(shelf: Shelf) -> None:
    shelf.harbour()
    add(shelf, "The Quay Board met.", AUTHORITY)
    quay, port = shelf.entity("Quay Board"), shelf.entity("Port Authority")
    shelf.entities.merge(quay, port)
    add(shelf, "Now the Quay Board is gone.", AUTHORITY)
    shelf.entities.split(quay)
    rows = {e.id: (e.name, e.mentions) for e in shelf.library.entities()}
    assert (rows[quay], rows[port]) == (("Quay Board", 2), ("Port Authority", 1))
    assert shelf.entities.dossier(port).merged == ()
    with pytest.raises(NotPossible):
        shelf.entities.split(quay)


def test_a_merge_and_a_split_can_be_undone(shelf: Shelf) -> None:
    shelf.harbour()
    add(shelf, "The Quay Board met.", AUTHORITY)
    before = shelf.library.entities()
    quay, port = shelf.entity("Quay Board"), shelf.entity("Port Authority")
    shelf.entities.merge(quay, port)
    shelf.entities.split(quay)
    shelf.undoing.undo()
    assert shelf.entities.resolve(quay) == port
    shelf.undoing.undo()
    assert shelf.library.entities() == before


def test_merges_over_several_steps_follow_to_the_last(shelf: Shelf) -> None:
    view = add(
        shelf, "Ada Berg, Bo Dahl and Cy Eng met.", *(Named(PERSON, [n]) for n in ("Ada Berg", "Bo Dahl", "Cy Eng"))
    )
    a, b, c = (m.entity_id for m in view.mentions)
    shelf.entities.merge(a, b)
    shelf.entities.merge(b, c)
    assert shelf.entities.resolve(a) == c
    assert {m.entity_id for m in shelf.articles.view(view.id).mentions} == {c}
    shelf.entities.split(b)
    assert shelf.entities.resolve(a) == b
    with pytest.raises(NotPossible):
        shelf.entities.merge(a, b)


def test_undoing_a_split_between_two_merges_leaves_no_circle(shelf: Shelf) -> None:
    view = add(shelf, "Ada Berg and Bo Dahl met.", Named(PERSON, ["Ada Berg"]), Named(PERSON, ["Bo Dahl"]))
    a, b = (m.entity_id for m in view.mentions)
    shelf.entities.merge(a, b)
    shelf.entities.split(a)
    shelf.entities.merge(b, a)
    split = shelf.entities.decisions(a)[1]
    assert split.id is not None
    shelf.deciding.undo(split.id)
    assert shelf.entities.resolve(a) == shelf.entities.resolve(b) == a


def test_an_alias_split_off_takes_its_mentions_now_and_later(shelf: Shelf) -> None:
    both = Named(PERSON, ["Wang Yi", "Wang"])
    first = add(shelf, "Wang Yi spoke. Wang’s dog barked. Wang left.", both)
    owner = first.mentions[0].entity_id
    new, _ = shelf.entities.split_alias(owner, "Wang")
    after = shelf.articles.view(first.id)
    assert [m.entity_id for m in after.mentions] == [owner, new, new]
    shelf.reopen()
    shelf.articles.save_analysis(first.id, first.version, analysis(first.text, [both], model="model 2"))
    assert [m.entity_id for m in shelf.articles.view(first.id).mentions] == [owner, new, new]
    row = next(e for e in shelf.library.entities() if e.id == owner)
    assert row.aliases == ()
    shelf.undoing.undo()
    assert [m.entity_id for m in shelf.articles.view(first.id).mentions] == [owner] * 3


def test_a_confirmed_mention_goes_with_its_wording_when_that_is_split_off(shelf: Shelf) -> None:
    view = add(shelf, "Wang Yi spoke. Wang left.", Named(PERSON, ["Wang Yi", "Wang"]))
    shelf.deciding.confirm(view.id, view.mentions[1].ref)
    new, _ = shelf.entities.split_alias(view.mentions[0].entity_id, "Wang")
    assert shelf.articles.view(view.id).mentions[1].entity_id == new


@pytest.mark.parametrize("alias", ["Wang Yi", "Nobody"])
def test_its_own_name_or_a_strangers_cannot_be_split_off(shelf: Shelf, alias: str) -> None:
    view = add(shelf, "Wang Yi spoke. Wang left.", Named(PERSON, ["Wang Yi", "Wang"]))
    with pytest.raises(NotPossible):
        shelf.entities.split_alias(view.mentions[0].entity_id, alias)


def test_likely_doubles_are_offered_until_they_are_kept_apart(shelf: Shelf) -> None:
    add(shelf, "Jon Hansen spoke.", Named(PERSON, ["Jon Hansen"]))
    add(shelf, "J. Hansen left.", Named(PERSON, ["J. Hansen"]))
    rows = shelf.library.entities()
    offered = shelf.entities.dossier(rows[0].id).resembles
    assert [r.entity_id for r in offered] == [rows[1].id]
    shelf.entities.keep_apart(rows[0].id, rows[1].id)
    assert shelf.entities.dossier(rows[0].id).resembles == ()
    shelf.undoing.undo()
    assert shelf.entities.dossier(rows[0].id).resembles == offered


def test_a_dossier_tells_all_there_is(shelf: Shelf) -> None:
    view = shelf.harbour()
    add(shelf, "Solberg met the Port Authority.", Named(PERSON, ["Solberg"]), PORT, date="2031-01-01")
    solberg, port = shelf.entity("Inga Solberg"), shelf.entity("Port Authority")
    note, _ = shelf.annotating.add_note(NoteTarget(entity_id=solberg), "Ask her about the bridge.")
    dossier = shelf.entities.dossier(solberg)
    assert [p.date for p in dossier.mentions] == ["2031-01-01", "", ""]
    passage = dossier.mentions[1]
    assert (passage.before, passage.words) == ("Mayor ", "Inga Solberg")
    assert passage.after.startswith(" said on Tuesday that the bridge would open")
    assert [q.passage.article_id for q in dossier.said] == [view.id]
    assert dossier.said[0].cue == "said"
    assert dossier.appears_with[0].entity_id == port
    assert dossier.appears_with[0].articles == 2
    assert [n.id for n in dossier.notes] == [note.id]
    assert [c.passage.words for c in shelf.entities.dossier(port).claims] == [
        "The Port Authority moved 300 boats last year."
    ]


def test_names_complete_by_any_word(shelf: Shelf) -> None:
    shelf.harbour()
    assert [e.name for e in shelf.entities.names("so")] == ["Inga Solberg"]
    assert [e.name for e in shelf.entities.names("wang t")] == ["Wang Tao"]
    assert shelf.entities.names("zz") == ()


def test_unknown_entities_are_told(shelf: Shelf) -> None:
    for act in (shelf.entities.dossier, shelf.entities.resolve, shelf.entities.dismiss, shelf.entities.split):
        with pytest.raises(NotFound):
            act(12345)
