"""Articles are added once, found again, analysed again, and keep what the user said."""

from __future__ import annotations

import pytest

from app.domain.analysis import Analysis
from app.domain.changes import Changed, Changes
from app.domain.marks import AnalysisState, MarkKind, Standing
from app.errors import NotFound
from tests.services.building import (
    BOATS,
    HARBOUR,
    NINE_YEARS,
    ORGANISATION,
    PERSON,
    PLACE,
    PORT,
    SOLBERG,
    WANG,
    Named,
    Shelf,
    analysis,
    article,
    harbour_analysis,
    ref,
    words,
)

MENTION, QUOTE, CLAIM = MarkKind.MENTION, MarkKind.QUOTE, MarkKind.CLAIM


def test_an_added_article_is_shown_as_it_was_read(shelf: Shelf) -> None:
    source = article(byline="By Ada Berg", date="2026-03-04", source="The Quay")
    view = shelf.articles.add(source, "/tmp/harbour.txt")
    assert (view.text, view.blocks, view.metadata) == (source.text, source.blocks, source.metadata)
    assert (view.version, view.state, view.path) == (source.hash, AnalysisState.NONE, "/tmp/harbour.txt")
    (row,) = shelf.library.articles()
    assert (row.title, row.byline, row.date, row.source) == ("Harbour vote", "By Ada Berg", "2026-03-04", "The Quay")


def test_the_same_text_elsewhere_is_the_same_article_at_its_new_path(shelf: Shelf) -> None:
    first = shelf.articles.add(article(), "/tmp/a.txt")
    second = shelf.articles.add(article(), "/tmp/moved/b.txt")
    assert second.id == first.id
    assert second.path == "/tmp/moved/b.txt"
    assert len(shelf.library.articles()) == 1


def test_another_text_at_a_known_path_is_a_new_version(shelf: Shelf) -> None:
    first = shelf.harbour()
    second = shelf.articles.add(article(HARBOUR + "\n\nMore followed."), "/tmp/harbour.txt")
    assert second.id == first.id
    assert second.version != first.version
    assert second.state is AnalysisState.NONE
    assert second.mentions == ()
    assert shelf.library.counts().quotes == 0


def test_texts_without_a_path_are_told_apart_by_their_words(shelf: Shelf) -> None:
    assert shelf.articles.add(article("One."), "").id != shelf.articles.add(article("Two."), "").id


def test_an_earlier_text_of_an_article_is_that_article_again_with_its_analysis(shelf: Shelf) -> None:
    first = shelf.harbour()
    shelf.articles.add(article(HARBOUR + "\n\nMore followed."), "/tmp/harbour.txt")
    back = shelf.articles.add(article(), "/tmp/harbour.txt")
    assert back.id == first.id
    assert back.state is AnalysisState.DONE
    assert back.mentions == first.mentions
    assert shelf.library.counts().quotes == 1


def test_a_path_that_cannot_be_written_as_text_and_half_surrogates_are_stored(shelf: Shelf) -> None:
    view = shelf.articles.add(article("Half \ud83d of a sign."), "/tmp/\udcff.txt")
    assert view.text == "Half \ufffd of a sign."
    again = shelf.articles.add(article("Half \ud83d of a sign."), "/tmp/\udcff.txt")
    assert again.id == view.id


def test_an_analysis_is_shown_and_there_again_after_a_restart(shelf: Shelf) -> None:
    view = shelf.harbour()
    assert words(view, MENTION) == ["Inga Solberg", "Wang Tao", "Wang", "Port Authority", "Solberg"]
    assert words(view, QUOTE) == [NINE_YEARS]
    assert words(view, CLAIM) == [BOATS]
    assert view.state is AnalysisState.DONE
    solberg = [m for m in view.mentions if m.name == "Inga Solberg"]
    assert [m.first for m in solberg] == [True, False]
    assert view.quotes[0].speaker_id == solberg[0].entity_id
    assert view.quotes[0].reasons == ("quotation marks",)
    shelf.reopen()
    assert shelf.articles.view(view.id) == view
    assert shelf.articles.is_analysed(view.id, view.version, "model 1")
    assert not shelf.articles.is_analysed(view.id, view.version, "model 2")


def test_an_analysis_of_a_text_that_is_no_longer_current_is_dropped(shelf: Shelf) -> None:
    view = shelf.articles.add(article(), "/tmp/harbour.txt")
    assert shelf.articles.save_analysis(view.id, "stale", harbour_analysis()) == Changes()
    assert shelf.articles.mark_failed(view.id, "stale", "It broke.") == Changes()
    assert shelf.articles.view(view.id) == view


def test_a_failure_says_why_and_keeps_the_text(shelf: Shelf) -> None:
    view = shelf.articles.add(article(), "/tmp/harbour.txt")
    shelf.articles.mark_failed(view.id, view.version, "There is no model for French.", unsupported=True)
    after = shelf.articles.view(view.id)
    assert (after.state, after.state_detail) == (AnalysisState.UNSUPPORTED, "There is no model for French.")
    assert shelf.library.articles()[0].state is AnalysisState.UNSUPPORTED


def test_two_articles_share_one_entity(shelf: Shelf) -> None:
    first = shelf.harbour()
    text = "Ferry cuts\n\nInga Solberg met the Port Authority in Oslo."
    second = shelf.articles.add(article(text, "Ferry cuts"), "/tmp/ferry.txt")
    shelf.articles.save_analysis(second.id, second.version, analysis(text, [SOLBERG, PORT, Named(PLACE, ["Oslo"])]))
    row = shelf.library.entities("solb")[0]
    assert (row.name, row.articles, row.mentions, row.aliases) == ("Inga Solberg", 2, 3, ("Solberg",))
    assert shelf.articles.view(second.id).mentions[0].entity_id == first.mentions[0].entity_id


def test_a_person_is_called_by_the_fuller_name_that_a_later_article_gives(shelf: Shelf) -> None:
    text = "Solberg spoke."
    view = shelf.articles.add(article(text, "One"), "/tmp/one.txt")
    shelf.articles.save_analysis(view.id, view.version, analysis(text, [Named(PERSON, ["Solberg"])]))
    shelf.harbour()
    assert shelf.articles.view(view.id).mentions[0].name == "Inga Solberg"


def test_a_name_in_capitals_is_shown_in_small_letters_in_old_and_new_articles(shelf: Shelf) -> None:
    headline = shelf.articles.add(article("LARKSPUR — The HALDEN works closed. VERA MALIN was there."), "/tmp/a.txt")
    names = [Named(PLACE, ["LARKSPUR"]), Named(ORGANISATION, ["HALDEN"]), Named(PERSON, ["VERA MALIN"])]
    shelf.articles.save_analysis(headline.id, headline.version, analysis(headline.text, names))
    assert [m.name for m in shelf.articles.view(headline.id).mentions] == ["Larkspur", "HALDEN", "Vera Malin"]
    later = shelf.articles.add(article("In Larkspur nobody bought Halden from Vera Malin.", "Sold"), "/tmp/b.txt")
    names = [Named(PLACE, ["Larkspur"]), Named(ORGANISATION, ["Halden"]), Named(PERSON, ["Vera Malin"])]
    shelf.articles.save_analysis(later.id, later.version, analysis(later.text, names))
    for view in (headline, later):
        marks = shelf.articles.view(view.id).mentions
        assert [m.name for m in marks] == ["Larkspur", "Halden", "Vera Malin"]
    assert len(shelf.library.entities()) == 3


def test_a_name_in_capitals_does_not_become_what_a_known_name_is_shown_as(shelf: Shelf) -> None:
    shelf.harbour()
    view = shelf.articles.add(article("INGA SOLBERG GOES AFTER ALL", "INGA SOLBERG GOES"), "/tmp/b.txt")
    found = analysis(view.text, [Named(PERSON, ["INGA SOLBERG"])])
    shelf.articles.save_analysis(view.id, view.version, found)
    assert shelf.articles.view(view.id).mentions[0].name == "Inga Solberg"


def test_a_second_analysis_replaces_the_first_and_keeps_the_ids(shelf: Shelf) -> None:
    before = shelf.harbour()
    shelf.articles.save_analysis(before.id, before.version, harbour_analysis(model="model 2"))
    after = shelf.articles.view(before.id)
    assert after.mentions == before.mentions
    assert shelf.library.counts().entities == 3
    assert shelf.articles.is_analysed(before.id, before.version, "model 2")


def test_entities_that_only_the_machine_knew_go_with_its_run(shelf: Shelf) -> None:
    view = shelf.harbour()
    wrong = shelf.entity("Port Authority")
    shelf.articles.save_analysis(view.id, view.version, analysis(HARBOUR, [SOLBERG]))
    assert [e.name for e in shelf.library.entities()] == ["Inga Solberg"]
    assert shelf.library.search("Port Authority") != ()  # the words are still in the text
    assert all(hit.entity_id is None for hit in shelf.library.search("Port Authority"))
    with pytest.raises(NotFound):
        shelf.entities.dossier(wrong)


def test_names_that_an_earlier_analysis_joined_wrongly_do_not_stick(shelf: Shelf) -> None:
    view = shelf.articles.add(article(), "/tmp/harbour.txt")
    joined = Named(PERSON, ["Inga Solberg", "Solberg", "Wang"])
    shelf.articles.save_analysis(view.id, view.version, analysis(HARBOUR, [joined]))
    shelf.articles.save_analysis(view.id, view.version, analysis(HARBOUR, [SOLBERG, WANG]))
    assert {e.name: e.aliases for e in shelf.library.entities()} == {
        "Inga Solberg": ("Solberg",),
        "Wang Tao": ("Wang",),
    }


def test_an_analysis_with_nothing_in_it_is_an_analysis(shelf: Shelf) -> None:
    view = shelf.articles.add(article("x"), "/tmp/x.txt")
    changes = shelf.articles.save_analysis(view.id, view.version, Analysis(model="m", notices=("Cut at 5 MB.",)))
    assert Changed.MENTIONS in changes.kinds
    assert changes.articles == {view.id}
    assert shelf.articles.view(view.id).notices == ("Cut at 5 MB.",)


def test_the_reading_place_is_kept(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.articles.remember_place(view.id, 120)
    shelf.reopen()
    assert shelf.articles.view(view.id).reading_offset == 120


def test_a_removed_article_leaves_the_lists_and_comes_back_as_it_was(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.reject(view.id, ref(view, CLAIM, BOATS))
    whole = shelf.articles.view(view.id)
    shelf.library.remove_article(view.id)
    assert shelf.library.articles() == ()
    assert shelf.library.quotes() == ()
    assert shelf.library.entities() == ()
    assert shelf.library.search("ferry") == ()
    assert shelf.library.remove_article(view.id) == Changes()
    shelf.library.restore_article(view.id)
    assert shelf.articles.view(view.id) == whole
    assert len(shelf.library.quotes()) == 1
    assert shelf.library.counts().claims == 0
    assert {hit.kind for hit in shelf.library.search("ferry")} == {None}


def test_adding_a_removed_article_again_brings_it_back(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.library.remove_article(view.id)
    assert shelf.articles.add(article(), "/tmp/harbour.txt") == view
    assert len(shelf.library.quotes()) == 1


def test_decisions_outlive_an_analysis_that_finds_nothing(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.confirm(view.id, ref(view, MENTION, "Wang Tao"))
    shelf.deciding.correct_quote(view.id, ref(view, QUOTE, NINE_YEARS), speaker_name="A docker")
    shelf.articles.save_analysis(view.id, view.version, Analysis(model="model 2"))
    after = shelf.articles.view(view.id)
    assert words(after, MENTION) == ["Wang Tao"]
    assert after.mentions[0].standing is Standing.CONFIRMED
    assert after.mentions[0].name == "Wang Tao"
    assert [(q.speaker_name, q.standing) for q in after.quotes] == [("A docker", Standing.CORRECTED)]
    assert after.claims == ()


def test_there_is_no_article_of_an_unknown_id(shelf: Shelf) -> None:
    with pytest.raises(NotFound):
        shelf.articles.view(99)
