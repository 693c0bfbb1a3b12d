"""Lists, counts and the search over the whole library."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.marks import MarkKind, NoteTarget
from app.domain.rows import Counts
from tests.services.building import HARBOUR, NINE_YEARS, PERSON, Named, Shelf, analysis, article, ref, span_of

AWKWARD = [
    '"', "''", "a AND", "OR", "NOT x", "NEAR(a b)", "a*", "*", "col:val", "title:x", "-", "--", "(", ")", "^a", "{a}",
    "a + b", "\\", "%", "_", ";DROP TABLE note",
    "\x00", "\ud800", "“", "don't", "a\tb\n", "🙂", "é" * 500, "[1]",
    "a-b",    "AND AND", "?", "~", "@", "#", "1.5", "https://a.b/c?d=e", "0x1F", "汉语", "\u0301",
]  # fmt: skip


def test_counts_are_of_what_is_listed(shelf: Shelf) -> None:
    assert shelf.library.counts() == Counts(0, 0, 0, 0, 0)
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, "ferry")), "A note.")
    assert shelf.library.counts() == Counts(articles=1, entities=3, quotes=1, claims=1, notes=1)


def test_articles_are_in_order_of_their_dates(shelf: Shelf) -> None:
    for title, date in (("Old", "1999-05-01"), ("New", "2099-01-01"), ("Today", "")):
        shelf.articles.add(article(f"{title}.", title, date), f"/tmp/{title}")
    assert [row.title for row in shelf.library.articles()] == ["New", "Today", "Old"]


def test_lists_filter_by_words_and_turn_pages(shelf: Shelf) -> None:
    shelf.harbour()
    assert [q.passage.words for q in shelf.library.quotes("nine ye")] == [NINE_YEARS]
    assert [q.speaker_name for q in shelf.library.quotes("solberg")] == ["Inga Solberg"]
    assert shelf.library.quotes("zebra") == ()
    assert len(shelf.library.claims("boats")) == 1
    assert shelf.library.claims("boats", offset=1) == ()
    assert shelf.library.entities("...") == ()
    assert [e.name for e in shelf.library.entities("authority")] == ["Port Authority"]
    assert len(shelf.library.entities(limit=2)) == 2
    assert [e.name for e in shelf.library.entities(limit=2, offset=2)] == ["Port Authority"]
    assert len(shelf.library.entities(kind=PERSON)) == 2


def test_a_search_finds_each_kind_and_says_where(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, "Harbour")), "Who waited longest?")
    hits = shelf.library.search("waited")
    assert {h.kind for h in hits} == {None, MarkKind.NOTE, MarkKind.QUOTE}
    in_text = next(h for h in hits if h.kind is None)
    assert (in_text.article_id, in_text.title, in_text.span) == (view.id, "Harbour vote", span_of(HARBOUR, "waited"))
    assert [m.of(in_text.snippet) for m in in_text.matches] == ["waited"]
    assert "\n" not in in_text.snippet
    of_note = next(h for h in hits if h.kind is MarkKind.NOTE)
    assert (of_note.note_id, of_note.span) == (note.id, span_of(HARBOUR, "Harbour"))
    of_quote = next(h for h in hits if h.kind is MarkKind.QUOTE)
    assert of_quote.span == span_of(HARBOUR, NINE_YEARS)
    (person,) = [h for h in shelf.library.search("sol") if h.kind is MarkKind.MENTION]
    assert (person.entity_id, person.title) == (shelf.entity("Inga Solberg"), "Inga Solberg")


def test_passages_count_in_code_points_as_the_text_does(shelf: Shelf) -> None:
    text = "🙂🙂 e\u0301t\u00e9 汉语 then “Hello there,” said Ada Berg 🙂 at noon."
    view = shelf.articles.add(article(text), "/tmp/emoji")
    found = analysis(text, [Named(PERSON, ["Ada Berg"])], [("“Hello there,”", "Ada Berg")])
    shelf.articles.save_analysis(view.id, view.version, found)
    (row,) = shelf.library.quotes()
    passage = row.passage
    assert passage.before + passage.words + passage.after == text
    assert passage.span.of(text) == "“Hello there,”"
    hit = next(h for h in shelf.library.search("hello") if h.kind is None)
    assert hit.span == span_of(text, "Hello")


def test_a_search_needs_all_words_and_takes_the_last_as_a_beginning(shelf: Shelf) -> None:
    shelf.harbour()
    assert shelf.library.search("ferry tra") != ()
    assert shelf.library.search("ferry zebra") == ()
    assert shelf.library.search("ferr trade") == ()


def test_a_search_ignores_accents_and_case(shelf: Shelf) -> None:
    shelf.articles.add(article("Señor Muñoz sang.", "Song"), "/tmp/song")
    assert shelf.library.search("MUNOZ") != ()


def test_a_search_finds_the_title_of_a_text_without_its_words(shelf: Shelf) -> None:
    shelf.articles.add(article("Nothing here.", "Zanzibar"), "/tmp/z")
    (hit,) = shelf.library.search("zanz")
    assert (hit.title, hit.span) == ("Zanzibar", None)


def test_a_new_version_is_found_by_its_own_words_only(shelf: Shelf) -> None:
    shelf.articles.add(article("A zebra."), "/tmp/a")
    shelf.articles.add(article("A quagga."), "/tmp/a")
    assert shelf.library.search("zebra") == ()
    assert len(shelf.library.search("quagga")) == 1


def test_a_limit_holds_over_all_kinds(shelf: Shelf) -> None:
    for i in range(6):
        text = f"Ada Berg number {i}."
        view = shelf.articles.add(article(text, f"{i}"), f"/tmp/{i}")
        shelf.articles.save_analysis(view.id, view.version, analysis(text, [Named(PERSON, ["Ada Berg"])]))
    assert len(shelf.library.search("berg", limit=4)) == 4
    assert len(shelf.library.search("berg")) == 7
    assert shelf.library.search("berg", limit=0) == ()


@pytest.mark.parametrize("asked", AWKWARD)
def test_no_string_breaks_a_search_or_a_filter(shelf: Shelf, asked: str) -> None:
    shelf.harbour()
    for found in (
        shelf.library.search(asked),
        shelf.library.entities(asked),
        shelf.library.quotes(asked),
        shelf.library.claims(asked),
        shelf.library.notes(asked),
        shelf.entities.names(asked),
    ):
        assert isinstance(found, tuple)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_at_all_breaks_a_search(shelf: Shelf, asked: str) -> None:
    assert isinstance(shelf.library.search(asked), tuple)
