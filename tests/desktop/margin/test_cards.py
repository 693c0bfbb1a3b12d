"""The margin says what the text does not, in as few cards as that takes."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.margin.cards import first_line, groups_of
from app.domain.anchors import Certainty
from app.domain.marks import ClaimStatus, Note, NoteTarget
from tests.desktop.views import claim, quote, view_of

TEXT = "“The pier cost 9 million,” said Tomas Wei. It was built in 1931."


def spoken(view: object, **said: object) -> list[str]:
    return [card.spoken for group in groups_of(view, **said) for card in group.cards]  # type: ignore[arg-type]


def test_a_claim_that_is_a_quotes_words_is_told_on_the_card_of_the_quote() -> None:
    said, built = claim(TEXT, "The pier cost 9 million"), claim(TEXT, "It was built in 1931.")
    view = view_of(TEXT, quotes=(quote(TEXT, "“The pier cost 9 million,”", "Tomas Wei"),), claims=(said, built))
    assert spoken(view) == ["Tomas Wei · claim", "Claim · number"]
    (group,) = groups_of(view)
    assert {s.ref for s in group.cards[0].segments} == {view.quotes[0].ref, said.ref}


def test_a_claim_that_was_judged_keeps_its_card_within_a_quote() -> None:
    judged = replace(claim(TEXT, "The pier cost 9 million"), status=ClaimStatus.DISPUTED)
    view = view_of(TEXT, quotes=(quote(TEXT, "“The pier cost 9 million,”", "Tomas Wei"),), claims=(judged,))
    assert "Claim · number disputed" in spoken(view)


def test_a_claim_says_who_holds_it_unless_that_is_the_author() -> None:
    built = claim(TEXT, "It was built in 1931.")
    assert spoken(view_of(TEXT, claims=(built,))) == ["Claim · number"]
    held = replace(built, holder_name="Tomas Wei")
    assert spoken(view_of(TEXT, claims=(held,))) == ["Claim · number held by Tomas Wei"]


def test_a_link_on_the_very_words_of_a_claim_is_told_on_the_claims_own_card() -> None:
    said = replace(claim(TEXT, "The pier cost 9 million"), status=ClaimStatus.DISPUTED)
    end = Note("n", "", NoteTarget(1, said.ref), said.span, Certainty.EXACT, "", "", "", links=1)
    (card,) = (c for g in groups_of(view_of(TEXT, claims=(said,), notes=(end,))) for c in g.cards)
    assert card.spoken.endswith("disputed · 1 link")
    assert card.ref == said.ref
    assert {s.ref for s in card.segments if s.ref} == {end.ref}, "a press leads to it"
    written = replace(end, body="Who counted?")
    assert "✎ Who counted? ↔ 1" in spoken(view_of(TEXT, claims=(said,), notes=(written,)))


def test_a_note_is_told_in_plain_words() -> None:
    assert first_line("*Who* says **that *he* was** there, [[Tomas Wei]]?") == "Who says that he was there, Tomas Wei?"
    assert first_line("- _a_ file_of_mine, 2 * 3 * 4") == "a file_of_mine, 2 * 3 * 4"
    assert first_line("* [ ] ask __her__") == "☐ ask her"
