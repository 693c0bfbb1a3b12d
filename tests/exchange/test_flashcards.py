"""Notes as flash cards."""

from __future__ import annotations

import csv
from dataclasses import replace

from app.domain.portable import Named, PortableArticle, PortableEntity, PortableNote
from app.exchange.flashcards import flash_cards
from tests.exchange.making import IDS, article, entity_row, note_on, place


class Library:
    """One article, one entity, some notes of their own."""

    def __init__(self, an_article: PortableArticle, entity: PortableEntity | None = None, *loose: PortableNote) -> None:
        self._article, self._entity, self._loose = an_article, entity, loose

    def annotated_articles(self) -> list[Named]:
        return [Named(1, "")]

    def article(self, _: int) -> PortableArticle:
        return self._article

    def entities_of_note(self) -> list[Named]:
        return [Named(7, "")] if self._entity else []

    def entity(self, _: int) -> PortableEntity:
        assert self._entity is not None
        return self._entity

    def loose_notes(self) -> tuple[PortableNote, ...]:
        return self._loose


def cards(library: Library) -> list[list[str]]:
    text = "".join(flash_cards(library))  # type: ignore[arg-type]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(len(row) == 4 for row in rows)
    return rows


def test_a_note_asks_with_its_passage_and_answers_with_its_words() -> None:
    noted = note_on(place("40 lamps"), "Who\tcounted?\n\nNobody <here>.")
    noted = replace(noted, note=replace(noted.note, tags=("dark lamps",)))
    ((guid, front, back, tags),) = cards(Library(replace(article(noted), tags=("winter",))))
    assert guid == f"glossator-{IDS[0]}"
    assert front.startswith("Ada Berg lit <b>40 lamps</b>.<br><br><small>")
    assert "Lamp news" in front
    assert back == "<p>Who counted?</p>&#10;<p>Nobody &lt;here&gt;.</p>"
    assert tags == "dark-lamps winter"


def test_a_highlight_asks_for_its_own_words() -> None:
    ((_, front, back, _),) = cards(Library(article(note_on(place("40 lamps"), ""))))
    assert front.startswith("Ada Berg lit <b>[…]</b>.")
    assert back == "40 lamps"


def test_markdown_is_drawn_and_fetches_nothing() -> None:
    body = "**Why** ask [[Ada Berg]]?\nSee ![it](https://other.example/x.png).\n\n- *one*\n- two"
    ((_, _, back, _),) = cards(Library(article(note_on(place("40 lamps"), body))))
    assert "<strong>Why</strong> ask Ada Berg?<br>See" in back
    assert "<li><em>one</em></li>" in back
    assert "<img" not in back


def test_a_passage_that_was_only_linked_makes_no_card() -> None:
    noted = note_on(place("40 lamps"), "")
    linked = replace(noted, note=replace(noted.note, links=1))
    assert cards(Library(article(linked))) == []
    coloured = replace(linked, note=replace(linked.note, colour="green"))
    assert len(cards(Library(article(coloured)))) == 1


def test_a_note_on_a_name_asks_with_the_name() -> None:
    about = PortableEntity(entity_row("Ada Berg"), (), (note_on(None, "Lights."),))
    ((_, front, back, _),) = cards(Library(article(), about))
    assert (front, back) == ("Ada Berg<br><small>person</small>", "Lights.")


def test_a_note_of_its_own_asks_with_its_first_line_or_makes_no_card() -> None:
    found = cards(Library(article(), None, note_on(None, "What is a quay?\nA wharf."), note_on(None, "Buy milk.")))
    assert [row[1:3] for row in found] == [["What is a quay?", "A wharf."]]
