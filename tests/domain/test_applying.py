"""Decisions are laid over suggestions: they win, they find their mark again, and nothing is shown twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Anchor, Certainty, Place, anchor_at
from app.domain.applying import Marks, apply
from app.domain.decision_fields import CONTEXTS, WAS, contexts, snapshot
from app.domain.decisions import Decision, Verb
from app.domain.marks import ClaimMark, ClaimStatus, MarkKind, MentionMark, QuoteMark, Standing
from app.domain.spans import Span

TEXT = "Mayor Inga Solberg waved. “We wait,” she said. Wang Yi left. The quay is 90 metres long. Nobody sang."
SUGGESTED = Standing.SUGGESTED


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def mention(words: str, entity: int = 1, kind: EntityKind = EntityKind.PERSON) -> MentionMark:
    return MentionMark(span(words), entity, words, kind, 0.7, SUGGESTED, ("a name",), first=False)


def quote(words: str, speaker: int | None = 1) -> QuoteMark:
    return QuoteMark(
        span(words),
        (span(words),),
        QuoteKind.DIRECT,
        span("said"),
        span("she"),
        speaker,
        "Inga",
        0.6,
        SUGGESTED,
        ("marks",),
    )


def claim(words: str) -> ClaimMark:
    return ClaimMark(span(words), ClaimKind.NUMBER, None, None, "", 0.6, SUGGESTED, ("number",))


FOUND = Marks(
    (mention("Inga Solberg"), mention("Wang Yi", 2)), (quote("“We wait,”"),), (claim("The quay is 90 metres long."),)
)


def decision(target: MarkKind, verb: Verb, at: Span, fields: Mapping[str, object] | None = None) -> Decision:
    kept = dict(fields or {})
    if found := contexts(kept, TEXT):
        kept[CONTEXTS] = found
    return Decision(1, target, anchor_at(TEXT, at, "one"), verb, kept)


def judged(mark: MentionMark | QuoteMark | ClaimMark, verb: Verb, **fields: object) -> Decision:
    return decision(mark.ref.kind, verb, mark.span, {**fields, WAS: snapshot(mark)})


def applied(*decisions: Decision, marks: Marks = FOUND, text: str = TEXT, version: str = "one") -> Marks:
    return apply(marks, decisions, text, version)


def test_without_decisions_suggestions_stay_as_they_are() -> None:
    assert applied() == FOUND


def test_confirming_makes_a_mark_certain() -> None:
    after = applied(judged(FOUND.mentions[0], Verb.CONFIRM), judged(FOUND.quotes[0], Verb.CONFIRM))
    assert (after.mentions[0].standing, after.mentions[0].confidence) == (Standing.CONFIRMED, 1.0)
    assert after.mentions[0].reasons == ("a name",)
    assert after.quotes[0].standing is Standing.CONFIRMED
    assert after.quotes[0].cue == span("said")
    assert after.claims == FOUND.claims


def test_rejecting_hides_a_mark_and_what_a_later_analysis_finds_there() -> None:
    reject = judged(FOUND.mentions[1], Verb.REJECT)
    assert applied(reject).mentions == FOUND.mentions[:1]
    wider = Marks(mentions=(mention("Wang Yi left", 3),))
    assert applied(reject, marks=wider).mentions == ()
    part = Marks(mentions=(mention("Wang", 3),))
    assert applied(reject, marks=part).mentions == ()
    part_of_another_kind = Marks(mentions=(mention("Yi", 3, EntityKind.PLACE),))
    assert applied(reject, marks=part_of_another_kind) == part_of_another_kind


def test_a_rejection_spares_what_only_touches_it_in_other_layers() -> None:
    reject = judged(FOUND.quotes[0], Verb.REJECT)
    nested = Marks(quotes=(quote("We"),), mentions=FOUND.mentions)
    assert applied(reject, marks=nested) == nested


def test_the_last_word_counts() -> None:
    first = FOUND.mentions[0]
    assert applied(judged(first, Verb.REJECT), judged(first, Verb.CONFIRM)).mentions[0].standing is Standing.CONFIRMED
    assert len(applied(judged(first, Verb.CONFIRM), judged(first, Verb.REJECT)).mentions) == 1


def test_correcting_replaces_what_is_given_and_keeps_the_rest() -> None:
    fixed = judged(FOUND.quotes[0], Verb.CORRECT, speaker_id=None, speaker_name="a docker", speaker_span=None)
    (mark,) = applied(fixed).quotes
    assert (mark.speaker_id, mark.speaker_name, mark.speaker_span) == (None, "a docker", None)
    assert (mark.cue, mark.quote_kind, mark.standing) == (span("said"), QuoteKind.DIRECT, Standing.CORRECTED)
    kind = judged(FOUND.claims[0], Verb.CORRECT, claim_kind="trend")
    status = judged(FOUND.claims[0], Verb.CORRECT, status="supported")
    (claim_mark,) = applied(kind, status).claims
    assert (claim_mark.claim_kind, claim_mark.status) == (ClaimKind.TREND, ClaimStatus.SUPPORTED)
    assert claim_mark.standing is Standing.CORRECTED
    assert applied(status).claims[0].standing is Standing.CONFIRMED


def test_corrected_boundaries_are_where_the_next_decision_finds_the_mark() -> None:
    wide = span("Mayor Inga Solberg")
    widened = judged(FOUND.mentions[0], Verb.CORRECT, span=[wide.start, wide.end])
    (mark, _) = applied(widened).mentions
    assert (mark.span, mark.entity_id) == (wide, 1)
    assert len(applied(widened, judged(mark, Verb.REJECT)).mentions) == 1


def test_a_widened_mention_swallows_the_suggestions_in_it() -> None:
    two = Marks(mentions=(mention("Inga"), mention("Solberg", 2)))
    wide = span("Inga Solberg")
    widened = judged(two.mentions[0], Verb.CORRECT, span=[wide.start, wide.end])
    assert [m.span for m in applied(widened, marks=two).mentions] == [wide]


def test_what_is_added_is_shown_once_when_the_machine_finds_it_later() -> None:
    add = decision(MarkKind.MENTION, Verb.ADD, span("Nobody"), {"kind": "person", "entity_id": 9, "name": "Nobody"})
    for marks in (Marks(), Marks(mentions=(mention("Nobody", 4),)), Marks(mentions=(mention("Nobody sang", 4),))):
        (mark,) = applied(add, marks=marks).mentions
        assert (mark.span, mark.entity_id, mark.standing) == (span("Nobody"), 9, Standing.ADDED)


def test_an_added_quote_without_a_speaker_takes_the_machines() -> None:
    add = decision(MarkKind.QUOTE, Verb.ADD, span("We wait"))
    (mark,) = applied(add).quotes
    assert (mark.span, mark.speaker_id, mark.speaker_name) == (span("We wait"), 1, "Inga")
    (alone,) = applied(add, marks=Marks()).quotes
    assert (alone.speaker_id, alone.reasons) == (None, ("marked by you",))


@pytest.mark.parametrize("verb", [Verb.CONFIRM, Verb.CORRECT])
def test_a_judged_mark_that_is_not_found_again_is_made_from_what_it_was(verb: Verb) -> None:
    marks: list[MentionMark | QuoteMark | ClaimMark] = [*FOUND.mentions, *FOUND.quotes, *FOUND.claims]
    decisions = [judged(mark, verb, span=[mark.span.start, mark.span.end]) for mark in marks]
    after = applied(*decisions, marks=Marks())
    assert [m.entity_id for m in after.mentions] == [1, 2]
    assert after.quotes[0].cue == span("said")
    assert after.quotes[0].speaker_name == "Inga"
    assert after.claims[0].claim_kind is ClaimKind.NUMBER


def test_a_rejection_of_what_is_not_found_again_makes_nothing() -> None:
    assert applied(judged(FOUND.mentions[0], Verb.REJECT), marks=Marks()) == Marks()


def test_a_decision_finds_the_mark_that_overlaps_it_by_half() -> None:
    shorter = Marks(claims=(claim("The quay is 90 metres"),))
    (mark,) = applied(judged(FOUND.claims[0], Verb.CORRECT, claim_kind="trend"), marks=shorter).claims
    assert (mark.span, mark.claim_kind) == (shorter.claims[0].span, ClaimKind.TREND)
    fragment = Marks(claims=(claim("90 metres"),))
    assert len(applied(judged(FOUND.claims[0], Verb.CONFIRM), marks=fragment).claims) == 2


def test_what_was_confirmed_stays_as_it_was_when_the_machine_changes_its_mind() -> None:
    decisions = [judged(mark, Verb.CONFIRM) for mark in (FOUND.mentions[0], FOUND.quotes[0], FOUND.claims[0])]
    later = Marks((mention("Inga Solberg waved", 5),), (quote("“We wait,”", 7),), (claim("The quay is 90 metres"),))
    after = applied(*decisions, marks=later)
    assert (after.mentions[0].span, after.mentions[0].entity_id) == (FOUND.mentions[0].span, 1)
    assert after.quotes[0].speaker_id == 1
    assert after.claims[0].span == FOUND.claims[0].span


def test_in_a_new_version_every_span_of_a_decision_moves_along() -> None:
    wide = span("Mayor Inga Solberg")
    text = "At noon, then. " + TEXT
    shift = len(text) - len(TEXT)
    decisions = [
        judged(FOUND.mentions[0], Verb.CORRECT, span=[wide.start, wide.end]),
        judged(FOUND.quotes[0], Verb.CONFIRM),
    ]
    after = apply(Marks(), decisions, text, "two")
    assert after.mentions[0].span.of(text) == "Mayor Inga Solberg"
    assert after.quotes[0].span.of(text) == "“We wait,”"
    said = span("said")
    assert after.quotes[0].cue == Span(said.start + shift, said.end + shift)
    assert after.quotes[0].speaker_span is not None
    assert after.quotes[0].speaker_span.of(text) == "she"


@pytest.mark.parametrize("certainty", [Certainty.UNCERTAIN, Certainty.ORPHAN])
def test_a_decision_without_a_sure_place_changes_nothing(certainty: Certainty) -> None:
    def unsure(anchor: Anchor) -> Place:
        return Place(anchor.span if certainty is Certainty.UNCERTAIN else None, certainty, 0.5)

    assert apply(FOUND, [judged(FOUND.mentions[0], Verb.REJECT)], TEXT, "two", unsure) == FOUND


def test_fields_that_make_no_sense_are_passed_over() -> None:
    odd = judged(
        FOUND.quotes[0], Verb.CORRECT, quote_kind="shouted", span=[5], cue=["a", "b"], parts=[[1]], speaker_span=[9, 2]
    )
    (mark,) = applied(odd).quotes
    assert (mark.quote_kind, mark.span, mark.cue) == (QuoteKind.DIRECT, FOUND.quotes[0].span, span("said"))
    assert applied(decision(MarkKind.MENTION, Verb.ADD, span("Nobody"), {"kind": "ghost"})) == FOUND


SPANS = st.tuples(st.integers(0, 80), st.integers(1, 15)).map(lambda p: Span(p[0], min(len(TEXT), p[0] + p[1])))


@st.composite
def decision_lists(draw: st.DrawFn) -> list[Decision]:
    made = []
    for _ in range(draw(st.integers(0, 8))):
        verb = draw(st.sampled_from(list(Verb)))
        at = draw(st.sampled_from([m.span for m in FOUND.mentions]) | SPANS)
        fields: dict[str, object] = {"entity_id": draw(st.integers(1, 3)), "kind": "person", "name": "x"}
        if verb is Verb.CORRECT and draw(st.booleans()):
            new = draw(SPANS)
            fields["span"] = [new.start, new.end]
        made.append(decision(MarkKind.MENTION, verb, at, fields))
    return made


@settings(max_examples=200, deadline=None)
@given(decision_lists())
def test_no_place_is_marked_twice_and_no_suggestion_overlaps_what_the_user_set(decisions: list[Decision]) -> None:
    after = apply(FOUND, decisions, TEXT, "one").mentions
    spans = [m.span for m in after]
    assert spans == sorted(set(spans))
    users = [m for m in after if m.standing is not SUGGESTED]
    for machine in (m for m in after if m.standing is SUGGESTED):
        assert not any(machine.span.overlaps(u.span) for u in users)
    assert apply(FOUND, decisions, TEXT, "one").mentions == after


@settings(max_examples=100, deadline=None)
@given(decision_lists())
def test_a_new_analysis_takes_nothing_from_the_user(decisions: list[Decision]) -> None:
    kept = {
        (m.span, m.entity_id) for m in apply(Marks(), decisions, TEXT, "one").mentions if m.standing is Standing.ADDED
    }
    shown = {(m.span, m.entity_id) for m in apply(FOUND, decisions, TEXT, "one").mentions}
    assert all(any(s.overlaps(k) for s, _ in shown) for k, _ in kept)
