"""What is new in an article is what no article had that was added before it."""

from __future__ import annotations

from app.services.novelty import NewToYou
from tests.services.building import ORGANISATION, PERSON, PORT, SOLBERG, WANG, Named, Shelf, analysis, article

FIRST = "Inga Solberg counted 300 boats. “We have waited nine years for this,” said Solberg."
SECOND = (
    "Solberg met Wang Tao. She counted 300 boats and 12 piers. “We have waited nine years for this,” said Solberg."
    " “The tide will not wait for anyone,” said Wang Tao. It was “solid”, they said."
)
OLD_QUOTE, NEW_QUOTE = "“We have waited nine years for this,”", "“The tide will not wait for anyone,”"


def add(shelf: Shelf, text: str, title: str, *cast: Named, quotes: tuple[tuple[str, str], ...] = ()) -> int:
    view = shelf.articles.add(article(text, title), f"/tmp/{title}.txt")
    shelf.articles.save_analysis(view.id, view.version, analysis(text, cast, quotes))
    return view.id


def both(shelf: Shelf) -> tuple[int, int]:
    first = add(shelf, FIRST, "First", SOLBERG, quotes=((OLD_QUOTE, "Inga Solberg"),))
    quotes = ((OLD_QUOTE, "Solberg"), (NEW_QUOTE, "Wang Tao"), ("“solid”", ""))
    return first, add(shelf, SECOND, "Second", SOLBERG, WANG, quotes=quotes)


def test_people_are_new_or_say_where_they_were_seen(shelf: Shelf) -> None:
    _, second = both(shelf)
    found = NewToYou(shelf.store).of_article(second)
    wang, solberg = shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    assert (set(found.new), set(found.seen)) == ({wang}, {solberg})
    assert found.is_new(wang)
    assert found.seen[solberg].sentence == "seen before in 1 article: First"


def test_quotes_and_figures_of_earlier_articles_are_not_new_again(shelf: Shelf) -> None:
    _, second = both(shelf)
    found = NewToYou(shelf.store).of_article(second)
    assert [span.of(SECOND) for span in found.quotes] == [NEW_QUOTE]
    assert [figure.span.of(SECOND) for figure in found.figures] == ["12 piers"]


def test_a_later_article_takes_nothing_from_an_earlier_one(shelf: Shelf) -> None:
    first, _ = both(shelf)
    found = NewToYou(shelf.store).of_article(first)
    assert found.earlier == 0
    assert set(found.new) == {shelf.entity("Inga Solberg")}
    assert not found.is_new(shelf.entity("Inga Solberg")), "in the first article it goes without saying"


def test_a_merge_makes_the_new_one_an_old_acquaintance_and_undo_makes_it_new_again(shelf: Shelf) -> None:
    add(shelf, "The Port Authority met.", "Port", PORT)
    later = add(shelf, "The Quay Board met.", "Quay", Named(ORGANISATION, ["Quay Board"]))
    quay, port = shelf.entity("Quay Board"), shelf.entity("Port Authority")
    assert set(NewToYou(shelf.store).of_article(later).new) == {quay}
    shelf.entities.merge(quay, port)
    assert set(NewToYou(shelf.store).of_article(later).seen) == {port}
    shelf.undoing.undo()
    assert set(NewToYou(shelf.store).of_article(later).new) == {quay}


def test_a_removed_article_was_never_seen(shelf: Shelf) -> None:
    first, second = both(shelf)
    shelf.library.remove_article(first)
    found = NewToYou(shelf.store).of_article(second)
    assert (found.earlier, set(found.seen)) == (0, set())
    assert "300 boats" in [figure.span.of(SECOND) for figure in found.figures]


def test_the_latest_three_titles_are_named(shelf: Shelf) -> None:
    for number in range(5):
        add(shelf, f"Ada Berg spoke again, number {number}.", f"Day {number}", Named(PERSON, ["Ada Berg"]))
    last = add(shelf, "Ada Berg left.", "Last", Named(PERSON, ["Ada Berg"]))
    seen = NewToYou(shelf.store).of_article(last).seen[shelf.entity("Ada Berg")]
    assert seen.sentence == "seen before in 5 articles: Day 4, Day 3, Day 2, …"


def test_awkward_words_are_safe(shelf: Shelf) -> None:
    odd = "“\"' NEAR( AND * OR -x ^y:z {four} words”"
    text = f"Ada Berg said: {odd}. And 5 o'clocks passed, 3 \x00boats."
    add(shelf, "Nothing here.", "Before")
    there = add(shelf, text, "Odd", Named(PERSON, ["Ada Berg"]), quotes=((odd, ""),))
    assert len(NewToYou(shelf.store).of_article(there).quotes) == 1
