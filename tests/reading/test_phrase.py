"""Words with their links and pictures: whatever is done to the words, the links stay on theirs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.domain.article import BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.compose import Drawing, Piece, table_row
from app.reading.phrase import BREAK, Gathering, Phrase, hung, linked_words, shown, table_line

ADDRESS = "https://example.org/"
WORDS = st.text("ab é\u00a0\t\v\ue000", max_size=6)
PARTS = st.lists(st.tuples(WORDS, st.booleans()), max_size=8)


def drawing(name: str = "quay") -> Drawing:
    return Drawing(4, 3, b"png", name)


def gathered(parts: list[tuple[str, bool]]) -> Phrase:
    """The words of `parts`, of which those that are told to are linked, each to an address of its own."""
    words = Gathering()
    for number, (part, is_linked) in enumerate(parts):
        if is_linked:
            words.begin(f"{ADDRESS}{number}")
        words.parts.append(part)
        if is_linked:
            words.end()
    return words.phrase()


def linked(phrase: Phrase) -> dict[str, str]:
    """The words that are linked, by address."""
    return {link.address: link.span.of(phrase.words) for link in phrase.links}


def wanted(parts: list[tuple[str, bool]]) -> dict[str, str]:
    return {f"{ADDRESS}{number}": part for number, (part, is_linked) in enumerate(parts) if is_linked and part}


@given(PARTS)
def test_what_is_linked_while_words_are_gathered_is_linked_in_them(parts: list[tuple[str, bool]]) -> None:
    phrase = gathered(parts)
    assert phrase.words == "".join(part for part, _ in parts)
    assert linked(phrase) == wanted(parts)


@given(PARTS, WORDS)
def test_white_space_and_marks_move_links_with_their_words(parts: list[tuple[str, bool]], mark: str) -> None:
    phrase = gathered(parts)
    assert phrase.after(mark).words == mark + phrase.words.strip()
    assert phrase.behind(mark).words == mark + phrase.words
    assert linked(phrase.behind(mark)) == linked(phrase)
    kept = {address: words.strip() for address, words in linked(phrase).items() if words.strip()}
    found = {a: words.strip() for a, words in linked(phrase.after(mark)).items() if words.strip()}
    assert found == kept


@given(PARTS)
def test_collapsed_words_have_one_space_and_their_links(parts: list[tuple[str, bool]]) -> None:
    phrase = gathered(parts).collapsed()
    assert phrase.words == " ".join("".join(part for part, _ in parts).split())
    kept = {address: " ".join(words.split()) for address, words in wanted(parts).items() if words.split()}
    assert {a: words.strip() for a, words in linked(phrase).items() if words.strip()} == kept


@given(PARTS)
def test_signs_are_taken_out_of_words_and_links(parts: list[tuple[str, bool]]) -> None:
    phrase = gathered(parts).without(frozenset("\ue000a"))
    assert phrase.words == "".join(part for part, _ in parts).translate({0xE000: None, ord("a"): None})
    kept = {a: words.translate({0xE000: None, ord("a"): None}) for a, words in wanted(parts).items()}
    assert linked(phrase) == {address: words for address, words in kept.items() if words}


@given(PARTS)
def test_lines_have_the_words_and_links_between_two_breaks(parts: list[tuple[str, bool]]) -> None:
    phrase = gathered(parts)
    lines = phrase.lines()
    assert [line.words for line in lines] == phrase.words.split(BREAK)
    assert "".join(link.span.of(line.words) for line in lines for link in line.links) == "".join(
        link.span.of(phrase.words).replace(BREAK, "") for link in phrase.links
    )


@given(PARTS, PARTS)
def test_a_phrase_within_another_brings_its_links(before: list[tuple[str, bool]], own: list[tuple[str, bool]]) -> None:
    words = Gathering()
    words.append(replace(gathered(before), links=()))
    words.append(gathered(own))
    assert linked(words.phrase()) == wanted(own)


def test_a_link_within_a_link_leads_where_the_outer_one_does() -> None:
    words = Gathering()
    words.begin(ADDRESS)
    words.parts.append("the ")
    words.begin("https://example.com/")
    words.parts.append("ice")
    words.end()
    assert linked(words.phrase()) == {ADDRESS: "the ice"}


def test_pictures_stand_above_the_words_that_they_are_among_and_below_those_they_follow() -> None:
    words = Gathering()
    words.parts.append(" \v")
    words.draw(drawing("first"))
    words.parts.append("Ice.\vSnow.")
    words.draw(drawing("last"))
    phrase = words.phrase()
    assert [d.description for d in phrase.above] == ["first"]
    assert [d.description for d in phrase.below] == ["last"]
    pieces = [piece for line in phrase.lines() for piece in line.pieces(BlockKind.PARAGRAPH)]
    assert [(p.words, [d.description for d in p.drawings]) for p in pieces] == [
        (" ", []), ("Ice.", ["first"]), ("Snow.", []), ("", ["last"]),
    ]  # fmt: skip


def test_pictures_without_words_hang_above_the_next_piece_and_the_last_stay() -> None:
    blank, words = Piece(BlockKind.HEADING, ""), Piece(BlockKind.CAPTION, "The quay.", drawings=(drawing("b"),))
    found = list(hung([*shown([drawing("a")]), words, blank, *shown([drawing("c")]), *shown([])]))
    assert [(p.words, "".join(d.description for d in p.drawings)) for p in found] == [
        ("The quay.", "ab"), ("", ""), ("", "c"),
    ]  # fmt: skip


def test_a_row_is_one_line_with_the_links_of_its_cells_below_their_pictures() -> None:
    cells = [gathered([("  Boat ", False)]), gathered([("a\u00a0 ", False), (" b", True)]), Phrase("")]
    cells[0] = replace(cells[0], above=(drawing(),))
    picture, row = table_line(cells)
    assert picture.drawings == (drawing(),)
    assert [row.words] == [piece.words for piece in table_row(cell.words for cell in cells)]
    assert row.links == (Hyperlink(Span(9, 10), f"{ADDRESS}1"),)
    assert not list(table_line([Phrase(" ")]))


def test_all_text_of_an_element_is_gathered_with_where_it_leads() -> None:
    note = etree.fromstring("<note>See <i>the  <a href='x'>old</a> quay</i>, <b/>twice.</note>")
    phrase = linked_words(note, lambda element: ADDRESS if element.tag == "a" else "")
    assert phrase.words == "See the old quay, twice."
    assert linked(phrase) == {ADDRESS: "old"}
