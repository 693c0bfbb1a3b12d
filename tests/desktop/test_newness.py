"""The window says who is new to the reader, and where the others were met."""

from __future__ import annotations

from pathlib import Path

from app.desktop.inspector.newness import summary
from app.desktop.margin.cards import groups_of, speak
from app.domain.across import Novelty, Seen
from app.domain.analysis import EntityKind
from tests.desktop.conftest import ARTICLE, Desk
from tests.desktop.views import mention, view_of

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE
TEXT = "Mara Lind met Tomas Wei."
SEEN = Seen("Mara Lind", PERSON, 2, ("Ferry cuts", "Who pays"))


def test_a_card_has_a_dot_at_each_new_name_counts_the_others_and_tells_of_them_when_asked() -> None:
    view = view_of(TEXT, mentions=(mention(TEXT, "Mara Lind", 1), mention(TEXT, "Tomas Wei", 2)))
    novelty = Novelty(1, 2, {2: PERSON}, {1: SEEN})
    (group,) = groups_of(view, novelty)
    (card,) = group.cards
    assert card.spoken == "● Tomas Wei new to you · 1 seen before"
    assert card.detail.splitlines() == [
        "Mara Lind: seen before in 2 articles: Ferry cuts, Who pays",
        "Tomas Wei: new to you",
    ]
    assert speak(view, view.mentions[0].ref, novelty).endswith("\nSeen before in 2 articles: Ferry cuts, Who pays.")


def test_a_card_lists_three_new_names_and_counts_the_rest() -> None:
    text = "Ana, Bo, Cy, Di and Ed met."
    names = [mention(text, name, number) for number, name in enumerate(("Ana", "Bo", "Cy", "Di", "Ed"), start=1)]
    novelty = Novelty(1, 2, dict.fromkeys(range(1, 6), PERSON))
    (card,) = groups_of(view_of(text, mentions=tuple(names)), novelty)[0].cards
    assert card.spoken == "● Ana, Bo, Cy and 2 more new to you"
    assert "Ed: new to you" in card.detail


def test_names_that_are_neither_new_nor_noted_are_left_to_the_text() -> None:
    view = view_of(TEXT, mentions=(mention(TEXT, "Mara Lind", 1),))
    assert groups_of(view) == ()
    assert groups_of(view, Novelty(1, 2, {}, {1: SEEN})) == ()


def test_in_the_first_article_nothing_is_called_new() -> None:
    view = view_of(TEXT, mentions=(mention(TEXT, "Mara Lind", 1),))
    assert groups_of(view, Novelty(1, 0, {1: PERSON})) == ()


def test_the_summary_counts_by_kind() -> None:
    novelty = Novelty(1, 4, {1: PERSON, 2: PERSON, 3: PLACE, 4: EntityKind.LAW}, {9: SEEN})
    assert summary(novelty) == "2 people, 1 place, 1 other name; 1 seen before"
    assert summary(Novelty(1, 4, {}, {9: SEEN})) == "nothing; 1 seen before"


def test_the_second_article_says_what_is_new_and_a_switch_hides_it(desk: Desk, article: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.txt"
    first.write_text("A first note\n\nPort Ellery has 9 piers, they say.\n", "utf-8")
    desk.start()
    desk.open(first)
    assert "This is the first article of your library" in desk.texts(desk.window.inspector)
    assert ARTICLE.startswith("Harbour vote")
    desk.open(article)
    words = desk.texts(desk.window.inspector)
    assert "1 person, 1 quote, 1 figure; 1 seen before" in words
    assert "41 million crowns" in words
    assert "● Mara Lind" in words
    spoken = [card.card.spoken for card in desk.window.page.margin.card_widgets()]
    assert any("● Mara Lind" in s and "1 seen before" in s for s in spoken)
    desk.window.layers.set_new_shown(False)
    assert not any("●" in card.card.spoken for card in desk.window.page.margin.card_widgets())
