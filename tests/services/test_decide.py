"""What the user says of marks: applied, kept, and taken back."""

from __future__ import annotations

import pytest

from app.domain.analysis import ClaimKind, QuoteKind
from app.domain.changes import Changed, Changes
from app.domain.decisions import Verb
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, Standing
from app.domain.spans import Span
from app.errors import NotFound, NotPossible
from tests.services.building import (
    BOATS,
    HARBOUR,
    NINE_YEARS,
    ORGANISATION,
    PERSON,
    PLACE,
    SOLBERG,
    Named,
    Shelf,
    analysis,
    article,
    harbour_analysis,
    ref,
    span_of,
    words,
)

MENTION, QUOTE, CLAIM = MarkKind.MENTION, MarkKind.QUOTE, MarkKind.CLAIM


def test_a_confirmed_mark_says_so_after_a_restart(shelf: Shelf) -> None:
    view = shelf.harbour()
    changes = shelf.deciding.confirm(view.id, ref(view, MENTION, "Wang Tao"))
    assert changes == Changes(frozenset({Changed.MENTIONS, Changed.LIBRARY}), frozenset({view.id}))
    shelf.reopen()
    mark = shelf.articles.view(view.id).mentions[1]
    assert (mark.name, mark.standing, mark.confidence) == ("Wang Tao", Standing.CONFIRMED, 1.0)


def test_a_rejected_mark_is_gone_from_the_article_and_the_lists(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.reject(view.id, ref(view, QUOTE, NINE_YEARS))
    shelf.deciding.reject(view.id, ref(view, MENTION, "Port Authority"))
    after = shelf.articles.view(view.id)
    assert after.quotes == ()
    assert "Port Authority" not in words(after, MENTION)
    assert shelf.library.quotes() == ()
    assert "Port Authority" not in [e.name for e in shelf.library.entities()]


def test_a_rejected_mark_stays_away_when_a_later_analysis_finds_it_again(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.reject(view.id, ref(view, MENTION, "Port Authority"))
    wider = analysis(HARBOUR, [SOLBERG, Named(ORGANISATION, ["The Port Authority"])], model="model 2")
    shelf.articles.save_analysis(view.id, view.version, wider)
    assert words(shelf.articles.view(view.id), MENTION) == ["Inga Solberg", "Solberg"]


def test_a_mention_given_another_name_becomes_an_entity_of_that_name(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Wang said".split()[0], 1), name="Wang Yi")
    after = shelf.articles.view(view.id)
    assert [m.name for m in after.mentions] == ["Inga Solberg", "Wang Tao", "Wang Yi", "Port Authority", "Inga Solberg"]
    assert after.mentions[2].standing is Standing.CORRECTED
    assert after.mentions[2].kind is PERSON
    row = next(e for e in shelf.library.entities() if e.name == "Wang Yi")
    assert (row.standing, row.mentions) == (Standing.ADDED, 1)


def test_a_mention_given_the_name_of_a_known_entity_joins_it(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Port Authority"), name="Wang Tao", kind=PERSON)
    after = shelf.articles.view(view.id)
    assert after.mentions[3].entity_id == after.mentions[1].entity_id
    assert len(shelf.library.entities()) == 2


def test_a_corrected_kind_is_the_entitys_in_every_article(shelf: Shelf) -> None:
    view = shelf.harbour()
    text = "The Port Authority again."
    other = shelf.articles.add(article(text, "Again"), "/tmp/again.txt")
    shelf.articles.save_analysis(other.id, other.version, analysis(text, [Named(ORGANISATION, ["Port Authority"])]))
    changes = shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Port Authority"), kind=PLACE)
    assert Changed.ENTITIES in changes.kinds
    assert shelf.articles.view(other.id).mentions[0].kind is PLACE
    shelf.undoing.undo()
    assert shelf.articles.view(other.id).mentions[0].kind is ORGANISATION


def test_corrected_boundaries_hold_over_a_new_analysis(shelf: Shelf) -> None:
    view = shelf.harbour()
    wide = span_of(HARBOUR, "Mayor Inga Solberg")
    shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Inga Solberg"), span=wide)
    shelf.articles.save_analysis(view.id, view.version, harbour_analysis(model="model 2"))
    after = shelf.articles.view(view.id)
    assert words(after, MENTION)[0] == "Mayor Inga Solberg"
    assert after.mentions[0].name == "Inga Solberg"
    assert len(after.mentions) == 5


def test_a_speaker_is_corrected_by_name_entity_or_place(shelf: Shelf) -> None:
    view = shelf.harbour()
    quote = ref(view, QUOTE, NINE_YEARS)
    shelf.deciding.correct_quote(view.id, quote, speaker_name="Wang Tao")
    (mark,) = shelf.articles.view(view.id).quotes
    assert (mark.speaker_id, mark.speaker_name) == (shelf.entity("Wang Tao"), "Wang Tao")
    shelf.deciding.correct_quote(view.id, quote, speaker_span=span_of(HARBOUR, "Solberg", 1))
    (mark,) = shelf.articles.view(view.id).quotes
    assert (mark.speaker_id, mark.speaker_name) == (shelf.entity("Inga Solberg"), "Inga Solberg")
    assert mark.speaker_span == span_of(HARBOUR, "Solberg", 1)
    shelf.deciding.correct_quote(view.id, quote, speaker_name="a docker", quote_kind=QuoteKind.MIXED)
    (mark,) = shelf.articles.view(view.id).quotes
    assert (mark.speaker_id, mark.speaker_name, mark.quote_kind) == (None, "a docker", QuoteKind.MIXED)
    assert shelf.library.quotes(speaker_id=shelf.entity("Inga Solberg")) == ()
    shelf.deciding.correct_quote(view.id, quote, speaker_id=shelf.entity("Inga Solberg"))
    (row,) = shelf.library.quotes(speaker_id=shelf.entity("Inga Solberg"))
    assert row.standing is Standing.CORRECTED


def test_a_claims_status_is_kept_and_counts(shelf: Shelf) -> None:
    view = shelf.harbour()
    assert shelf.library.articles()[0].claims_to_check == 1
    shelf.deciding.correct_claim(view.id, ref(view, CLAIM, BOATS), status=ClaimStatus.DISPUTED)
    (mark,) = shelf.articles.view(view.id).claims
    assert (mark.status, mark.standing) == (ClaimStatus.DISPUTED, Standing.CONFIRMED)
    assert shelf.library.articles()[0].claims_to_check == 0
    assert [c.status for c in shelf.library.claims(status=ClaimStatus.DISPUTED)] == [ClaimStatus.DISPUTED]
    assert shelf.library.claims(status=ClaimStatus.TO_CHECK) == ()


def test_a_claims_holder_and_kind_are_corrected(shelf: Shelf) -> None:
    view = shelf.harbour()
    claim = ref(view, CLAIM, BOATS)
    shelf.deciding.correct_claim(view.id, claim, holder_name="Inga Solberg", claim_kind=ClaimKind.TREND)
    (mark,) = shelf.articles.view(view.id).claims
    assert (mark.holder_id, mark.claim_kind) == (shelf.entity("Inga Solberg"), ClaimKind.TREND)
    shelf.deciding.correct_claim(view.id, claim, holder_name="")
    (mark,) = shelf.articles.view(view.id).claims
    assert (mark.holder_id, mark.holder_name, mark.claim_kind) == (None, "", ClaimKind.TREND)


def test_what_was_missed_is_added_once(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.add_mention(view.id, span_of(HARBOUR, "Harbour"), PLACE)
    shelf.deciding.add_quote(view.id, span_of(HARBOUR, "his trade would halve"), speaker_name="Wang Tao")
    shelf.deciding.add_claim(view.id, span_of(HARBOUR, "Wang Tao runs the ferry."))
    after = shelf.articles.view(view.id)
    assert after.mentions[0].standing is Standing.ADDED
    assert words(after, QUOTE) == [NINE_YEARS, "his trade would halve"]
    assert after.quotes[1].speaker_id == shelf.entity("Wang Tao")
    assert words(after, CLAIM) == ["Wang Tao runs the ferry.", BOATS]
    more = analysis(
        HARBOUR,
        [SOLBERG, Named(PLACE, ["Harbour"])],
        [("his trade would halve", "Inga Solberg")],
        ["Wang Tao runs the ferry"],
        model="model 2",
    )
    shelf.articles.save_analysis(view.id, view.version, more)
    again = shelf.articles.view(view.id)
    assert words(again, MENTION) == ["Harbour", "Inga Solberg", "Solberg"]
    assert words(again, QUOTE) == ["his trade would halve"]
    assert again.quotes[0].speaker_name == "Wang Tao"
    assert words(again, CLAIM) == ["Wang Tao runs the ferry."]


def test_every_decision_can_be_undone_one_by_one(shelf: Shelf) -> None:
    view = shelf.harbour()
    entities = shelf.library.entities()
    shelf.deciding.confirm(view.id, ref(view, MENTION, "Wang Tao"))
    shelf.deciding.reject(view.id, ref(view, QUOTE, NINE_YEARS))
    shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Port Authority"), name="Port Board")
    shelf.deciding.add_claim(view.id, span_of(HARBOUR, "Wang Tao runs the ferry."))
    assert [d.verb for d in shelf.deciding.decisions(view.id)] == [Verb.CONFIRM, Verb.REJECT, Verb.CORRECT, Verb.ADD]
    shelf.reopen()
    for left in (3, 2, 1, 0):
        undone = shelf.undoing.undo()
        assert undone is not None
        assert view.id in undone[1].articles
        assert len(shelf.deciding.decisions()) == left
    assert shelf.undoing.undo() is None
    assert shelf.articles.view(view.id) == view
    assert shelf.library.entities() == entities


def test_an_earlier_decision_can_be_undone_and_later_ones_hold(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.reject(view.id, ref(view, QUOTE, NINE_YEARS))
    shelf.deciding.confirm(view.id, ref(view, CLAIM, BOATS))
    (first, _) = shelf.deciding.decisions(view.id)
    assert first.id is not None
    shelf.deciding.undo(first.id)
    after = shelf.articles.view(view.id)
    assert after.quotes == view.quotes
    assert after.claims[0].standing is Standing.CONFIRMED
    with pytest.raises(NotFound):
        shelf.deciding.undo(first.id)


def test_decisions_follow_their_words_into_a_new_version(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.reject(view.id, ref(view, MENTION, "Port Authority"))
    wide = span_of(HARBOUR, "Mayor Inga Solberg")
    shelf.deciding.correct_mention(view.id, ref(view, MENTION, "Inga Solberg"), span=wide)
    shelf.deciding.confirm(view.id, ref(view, CLAIM, BOATS))
    text = "Updated at noon by the desk.\n\n" + HARBOUR
    new = shelf.articles.add(article(text), "/tmp/harbour.txt")
    assert words(new, MENTION) == ["Mayor Inga Solberg"]
    assert words(new, CLAIM) == [BOATS]
    shelf.articles.save_analysis(new.id, new.version, harbour_analysis(text))
    after = shelf.articles.view(new.id)
    assert words(after, MENTION) == ["Mayor Inga Solberg", "Wang Tao", "Wang", "Solberg"]
    assert after.claims[0].standing is Standing.CONFIRMED


def test_a_decision_whose_words_are_gone_is_kept_and_does_nothing(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.confirm(view.id, ref(view, CLAIM, BOATS))
    text = HARBOUR.replace(" " + BOATS, "")
    new = shelf.articles.add(article(text), "/tmp/harbour.txt")
    assert new.claims == ()
    assert len(shelf.deciding.decisions(view.id)) == 1
    back = shelf.articles.add(article(), "/tmp/harbour.txt")
    assert words(back, CLAIM) == [BOATS]


def test_a_mark_that_is_not_there_cannot_be_judged(shelf: Shelf) -> None:
    view = shelf.harbour()
    with pytest.raises(NotFound):
        shelf.deciding.confirm(view.id, MarkRef(MENTION, Span(3, 5)))
    with pytest.raises(NotPossible):
        shelf.deciding.add_claim(view.id, Span(3, 10_000))
    assert shelf.deciding.decisions() == ()


def test_the_kind_that_is_confirmed_is_the_one_the_user_saw(shelf: Shelf) -> None:
    view = shelf.harbour()
    text = "Port Authority again."
    other = shelf.articles.add(article(text, "Again"), "/tmp/again.txt")
    shelf.articles.save_analysis(other.id, other.version, analysis(text, [Named(PLACE, ["Port Authority"])]))
    (mark,) = shelf.articles.view(other.id).mentions
    shelf.deciding.confirm(other.id, mark.ref)
    assert shelf.articles.lexicon().kinds == {"Port Authority": mark.kind}
    assert shelf.articles.view(view.id).mentions[3].name == "Port Authority"


def test_a_mention_of_a_dismissed_entity_cannot_be_judged(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.entities.dismiss(shelf.entity("Wang Tao"))
    for act in (shelf.deciding.confirm, shelf.deciding.reject):
        with pytest.raises(NotFound):
            act(view.id, ref(view, MENTION, "Wang Tao"))


def test_a_correction_that_corrects_nothing_is_not_kept(shelf: Shelf) -> None:
    view = shelf.harbour()
    mention = ref(view, MENTION, "Wang Tao")
    assert shelf.deciding.correct_mention(view.id, mention, name="Wang Tao", kind=PERSON) == Changes()
    assert shelf.deciding.decisions() == ()


def test_decisions_teach_the_lexicon(shelf: Shelf) -> None:
    view = shelf.harbour()
    text = HARBOUR + " Then the lamps went out, one after another, and nobody in the long hall said anything more."
    other = shelf.articles.add(article(text, "Two"), "/tmp/two.txt")
    shelf.articles.save_analysis(other.id, other.version, harbour_analysis(text))
    assert shelf.articles.lexicon().kinds == {}
    shelf.deciding.confirm(view.id, ref(view, MENTION, "Inga Solberg"))
    for each in (view, other):
        shelf.deciding.reject(each.id, ref(each, MENTION, "Wang", 1))
        shelf.deciding.reject(each.id, ref(each, QUOTE, NINE_YEARS))
        shelf.deciding.reject(each.id, ref(each, CLAIM, BOATS))
    shelf.entities.retype(shelf.entity("Port Authority"), PLACE)
    lexicon = shelf.articles.lexicon()
    assert lexicon.kinds == {"Inga Solberg": PERSON, "Port Authority": PLACE}
    assert lexicon.not_names == {"Wang"}
    assert "say" in lexicon.not_cues
    assert 0 < lexicon.claim_shift < 0.1
    shelf.entities.dismiss(shelf.entity("Port Authority"))
    assert "Port Authority" in shelf.articles.lexicon().not_names
    assert "Port Authority" not in shelf.articles.lexicon().kinds
