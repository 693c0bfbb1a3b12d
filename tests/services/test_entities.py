"""Entities are renamed, joined, parted and dismissed everywhere at once, and each act can be undone."""

from __future__ import annotations

import pytest

from app.domain.changes import Changed
from app.domain.marks import ArticleView, MarkKind, NoteTarget, Standing
from app.errors import NotFound, NotPossible
from tests.services.building import (
    ORGANISATION,
    PERSON,
    PLACE,
    PORT,
    SOLBERG,
    Named,
    Shelf,
    analysis,
    article,
    harbour_analysis,
    ref,
    words,
)


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


def test_a_name_that_was_split_off_and_given_back_takes_nothing_over(shelf: Shelf) -> None:
    shelf.harbour()
    wang = shelf.entity("Wang Tao")
    ghost, _ = shelf.entities.split_alias(wang, "Wang")
    shelf.undoing.undo()
    assert shelf.entities.dossier(wang).entity.aliases == ("Wang",)
    view = add(shelf, "Wang came. Wang left.", Named(PERSON, ["Wang"]))
    assert {m.entity_id for m in view.mentions} == {wang}
    assert [e.id for e in shelf.entities.names("Wang")] == [wang]
    note = shelf.annotating.add_note(NoteTarget(), "Ask [[Wang]].")[0]
    assert [end.entity_id for end in shelf.links.of_note(note.id)] == [wang]
    assert ghost != wang


def test_a_split_within_a_merge_leaves_both_as_they_were_when_both_are_taken_back(shelf: Shelf) -> None:
    shelf.harbour()
    wang, solberg = shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    before = [(e.id, e.name, e.aliases, e.mentions) for e in shelf.library.entities()]
    shelf.entities.merge(wang, solberg)
    ghost, _ = shelf.entities.split_alias(solberg, "Wang Tao")
    shelf.undoing.undo()
    shelf.undoing.undo()
    assert [(e.id, e.name, e.aliases, e.mentions) for e in shelf.library.entities()] == before
    view = shelf.articles.view(1)
    shelf.articles.save_analysis(view.id, view.version, harbour_analysis(view.text))
    assert [(e.id, e.name, e.aliases, e.mentions) for e in shelf.library.entities()] == before
    shelf.undoing.redo()
    shelf.undoing.redo()
    assert {e.id: e.name for e in shelf.library.entities()}[ghost] == "Wang Tao"


BOTH = Named(PERSON, ["Wang Tao", "Wang"])
SHORT = Named(PERSON, ["Wang"])


def known(shelf: Shelf) -> list[tuple[int, str, tuple[str, ...], int]]:
    return [(e.id, e.name, e.aliases, e.mentions) for e in shelf.library.entities()]


def test_a_wording_parted_and_joined_again_is_of_the_first_in_later_articles(shelf: Shelf) -> None:
    shelf.harbour()
    before, owner = known(shelf), shelf.entity("Wang Tao")
    shelf.entities.split_alias(owner, "Wang")
    shelf.undoing.undo()
    assert known(shelf) == before
    later = add(shelf, "Wang came. Wang left.", SHORT)
    assert {m.entity_id for m in later.mentions} == {owner}


def test_what_was_added_while_a_wording_was_parted_is_of_the_first_after_the_undo(shelf: Shelf) -> None:
    shelf.harbour()
    owner = shelf.entity("Wang Tao")
    new, _ = shelf.entities.split_alias(owner, "Wang")
    later = add(shelf, "Wang came. Wang left.", SHORT)
    assert {m.entity_id for m in later.mentions} == {new}
    shelf.undoing.undo()
    assert {m.entity_id for m in shelf.articles.view(later.id).mentions} == {owner}
    assert [e[0] for e in known(shelf)].count(new) == 0
    shelf.undoing.redo()
    assert {m.entity_id for m in shelf.articles.view(later.id).mentions} == {new}


def test_a_parted_wording_lives_again_as_the_same_entity_when_it_is_done_again(shelf: Shelf) -> None:
    shelf.harbour()
    new, _ = shelf.entities.split_alias(shelf.entity("Wang Tao"), "Wang")
    after = known(shelf)
    shelf.undoing.undo()
    shelf.undoing.redo()
    assert known(shelf) == after
    assert {m.entity_id for m in add(shelf, "Wang came. Wang left.", SHORT).mentions} == {new}


def test_a_wording_parted_from_a_merge_and_both_undone_stays_with_its_own(shelf: Shelf) -> None:
    shelf.harbour()
    before, wang, solberg = known(shelf), shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    shelf.entities.merge(wang, solberg)
    shelf.entities.split_alias(solberg, "Wang Tao")
    shelf.undoing.undo()
    shelf.undoing.undo()
    shelf.harbour()
    assert known(shelf) == before
    add(shelf, "Wang Tao came.", BOTH)
    assert next(e for e in known(shelf) if e[0] == wang)[3] == 3


def test_a_wording_parted_is_joined_again_after_its_merge_was_undone_first(shelf: Shelf) -> None:
    shelf.harbour()
    before, wang, solberg = known(shelf), shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    shelf.entities.merge(wang, solberg)
    shelf.entities.split_alias(solberg, "Wang Tao")
    merge, split = (d.id for d in shelf.entities.decisions())
    for decision in (merge, split):
        assert decision is not None
        shelf.deciding.undo(decision)
    shelf.harbour()
    assert known(shelf) == before


def test_a_parted_entity_that_was_renamed_stays_until_that_is_undone_too(shelf: Shelf) -> None:
    shelf.harbour()
    before, owner = known(shelf), shelf.entity("Wang Tao")
    new, _ = shelf.entities.split_alias(owner, "Wang")
    shelf.entities.rename(new, "Captain Wang")
    split = next(d.id for d in shelf.entities.decisions() if d.other_id == new)
    assert split is not None
    shelf.deciding.undo(split)
    rename = next(d.id for d in shelf.entities.decisions(new))
    assert rename is not None
    shelf.deciding.undo(rename)
    assert known(shelf) == before
    assert {m.entity_id for m in add(shelf, "Wang came. Wang left.", SHORT).mentions} == {owner}


def test_a_parted_entity_whose_split_and_name_were_undone_is_shown_when_both_are_done_again(shelf: Shelf) -> None:
    shelf.harbour()
    new, _ = shelf.entities.split_alias(shelf.entity("Wang Tao"), "Wang")
    shelf.entities.rename(new, "Captain Wang")
    after = known(shelf)
    for decision in shelf.entities.decisions():
        assert decision.id is not None
        shelf.deciding.undo(decision.id)
    while shelf.undoing.redo():
        pass
    assert known(shelf) == after


def test_a_parted_entity_that_the_user_named_is_not_hidden_when_the_split_is_undone(shelf: Shelf) -> None:
    view = shelf.harbour()
    new, _ = shelf.entities.split_alias(shelf.entity("Wang Tao"), "Wang")
    split = shelf.entities.decisions()[-1].id
    assert split is not None
    shelf.deciding.correct_mention(view.id, ref(view, MarkKind.MENTION, "Wang Tao"), entity_id=new)
    shelf.entities.rename(new, "Captain Wang")
    shelf.deciding.undo(split)
    shelf.entities.rename(new, "Skipper Wang")
    assert next(e for e in known(shelf) if e[0] == new)[1::2] == ("Skipper Wang", 1)
