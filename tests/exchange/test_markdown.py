"""Note files: what they say, and that an article's words stay words in them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.domain.anchors import Certainty
from app.domain.article import Hyperlink, Metadata
from app.domain.links import LinkEnd, LinkTarget
from app.domain.marks import MarkKind
from app.domain.portable import PortableEntity
from app.domain.spans import Span
from app.exchange.markdown import article_note, entity_note, escaped, linked_words, loose_notes, yaml_string
from tests.exchange.making import IDS, article, decided, entity_row, note_on, place, quote_row


def properties_of(text: str) -> dict[str, object]:
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert found
    read = yaml.safe_load(found[1])
    assert isinstance(read, dict)
    return read


def linked(_: int | None, name: str) -> str:
    return f"[[{name}]]"


def test_an_article_has_its_properties_its_notes_and_what_was_marked() -> None:
    text = article_note(article(note_on(place("40 lamps"), "Who *counted*? [[Bo Dahl]]"), marks=decided()), linked)
    assert properties_of(text)["author"] == "Cy Eng"
    assert properties_of(text)["published"] == "2026-02-03"
    body = text.split("---\n", 2)[2]
    assert body == (
        "\n# Lamp news\n\nCy Eng · The Quay · 3 February 2026\n\n"
        "## Notes\n\n> 40 lamps\n\n— “Lamp news”, paragraph 2, characters 24–32\n\n"
        "Who *counted*? [[Bo Dahl]]\n\n^note-0b54a1f2\n\n"
        "## Quotes\n\n> “It is bright,”\n\n— [[Ada Berg]], said, paragraph 3, characters 35–50, corrected\n\n"
        "## Claims\n\n> Ada Berg lit 40 lamps.\n\n— the author, disputed, paragraph 2, characters 11–33, added\n\n"
        "## People and more\n\n- [[Ada Berg]]\n- [[Bo Dahl]]\n"
    )


def test_an_article_that_is_exported_alone_has_names_and_no_links() -> None:
    text = article_note(article(marks=decided()))
    assert "— Ada Berg, said" in text
    assert "[[" not in text


def test_a_place_that_is_not_sure_or_gone_is_said_to_be_so() -> None:
    noted = note_on(place("40 lamps"), "Who?")
    unsure = replace(noted, note=replace(noted.note, certainty=Certainty.UNCERTAIN))
    gone = replace(noted, note=replace(noted.note, certainty=Certainty.ORPHAN, span=None))
    assert "perhaps paragraph 2, characters 24–32: the article has changed" in article_note(article(unsure))
    assert "> 40 lamps\n\n— “Lamp news”, these words are not in the article any more" in article_note(article(gone))


def test_an_entity_has_its_names_its_notes_and_what_it_said_in_which_article() -> None:
    about = PortableEntity(entity_row("Ada Berg", "Berg"), (quote_row("It is *bright*"),), (note_on(None, "Lights."),))
    text = entity_note(about, linked)
    assert properties_of(text) == {
        "kind": "person",
        "aliases": ["Berg"],
        "articles": 2,
        "mentions": 5,
        "standing": "confirmed",
        "tags": ["glossator"],
    }
    assert "## Notes\n\nLights.\n\n^note-" in text
    assert "> It is \\*bright\\*\n\n— [[Lamp news]], 3 February 2026, characters 5–19, suggested\n" in text


def test_notes_on_nothing_stand_in_a_file_of_their_own() -> None:
    assert "\nBuy milk.\n\n^note-" in loose_notes([note_on(None, "Buy milk.\n")])


@pytest.mark.parametrize(
    "words",
    [
        "![x](https://a.example/pixel.png)",
        "[[Other note]]",
        "<img src=x onerror=alert(1)>",
        "<!-- hidden",
        "*strong* _words_ `code` ~~gone~~ ==marked== %%comment%% $x$",
        "# heading",
        "#tag",
        "- item",
        "1. item",
        "---",
        "| a | b |",
        "&lt;b&gt; &#35;",
        "a\\",
        "> quote",
        "[^1]: note",
    ],
)
def test_words_of_an_article_are_shown_and_mean_nothing(words: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(escaped(words))
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    (inline,) = [t for t in tokens if t.type == "inline"]
    assert all(t.type in ("text", "text_special") for t in inline.children or [])
    assert "".join(t.content for t in inline.children or []) == words
    assert "[[" not in escaped(words)


@given(st.text(max_size=60))
def test_any_title_is_one_line_of_yaml_that_reads_as_the_title(title: str) -> None:
    title = title.encode("utf-8", "replace").decode("utf-8")
    line = yaml_string(title)
    assert len(line.splitlines()) == 1
    assert yaml.safe_load(f"title: {line}") == {"title": title}


@pytest.mark.parametrize(
    "title", ["yes", "2026-03-12", "a: b", "- x", "---", '"', "\\", "\u2028", "#x", "&a", "!!int 3"]
)
def test_a_title_that_yaml_would_read_as_something_else_stays_a_title(title: str) -> None:
    assert properties_of(article_note(article(about=Metadata(title))))["title"] == title


def test_a_note_has_its_tags_its_colour_and_its_links() -> None:
    ends = (
        LinkEnd("l1", "contradicts", True, MarkKind.NOTE, IDS[1], 2, None, "Ferry figures", "300 people", None),
        LinkEnd("l2", "supports", False, MarkKind.NOTE, IDS[1], 2, None, "Ferry figures", "", None),
        LinkEnd("l3", "mentions", True, MarkKind.MENTION, None, None, 7, "Ada Berg", "", None),
    )
    noted = note_on(place("40 lamps"), "As [[Ada Berg]] and [[that]] and [[nobody]] say.")
    noted = replace(
        noted,
        note=replace(noted.note, tags=("dark lamps",), colour="amber"),
        ends=ends,
        targets={"Ada Berg": LinkTarget(entity_id=7), "that": LinkTarget(note_id=IDS[1])},
        meaning="doubtful",
    )
    text = article_note(article(noted), lambda _, name: f"[[Berg|{name}]]", linked)
    assert (
        "As [[Berg|Ada Berg]] and [[that#^note-7c1de2b3|that]] and [[nobody]] say.\n\n"
        "#dark-lamps (amber: doubtful)\n\n"
        "- contradicts [[Ferry figures#^note-7c1de2b3|Ferry figures]]: “300 people”\n"
        "- supported by [[Ferry figures#^note-7c1de2b3|Ferry figures]]\n\n"
        "^note-0b54a1f2\n"
    ) in text


def test_an_article_is_filed_under_its_tags() -> None:
    assert properties_of(article_note(replace(article(), tags=("winter term",))))["tags"] == [
        "glossator",
        "winter-term",
    ]


def with_link(text: str, words: str, address: str, body: str = "Why?") -> str:
    """The note file of an article with a note on all of `text`, and a link on `words`."""
    made = article(note_on(Span(0, len(text)), body, text), text=text)
    return article_note(replace(made, links=(Hyperlink(place(words, text), address),)))


def test_a_quoted_passage_keeps_its_links() -> None:
    made = with_link("See the [old] plan_b today.", "[old] plan_b", "https://quay.example/plan?year=2026&part=2#costs")
    assert r"> See the [\[old\] plan\_b](https://quay.example/plan?year=2026&part=2#costs) today." in made
    quoted = replace(article(marks=decided()), links=(Hyperlink(place("bright"), "https://quay.example/lamps"),))
    assert "> “It is [bright](https://quay.example/lamps),”" in article_note(quoted)


def test_words_before_a_link_do_not_make_it_a_picture() -> None:
    assert r"> Look\![here](https://quay.example/a)" in with_link("Look!here", "here", "https://quay.example/a")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("plan", "javascript:alert(1)"),
        ("plan", "https://quay.example/a)b"),
        ("plan", "https://quay.example/<b>"),
        ("plan", "https://quay.example/a b"),
        ("plan", "https://quay.example/a&copy;"),
        ("plan", "https://user@quay.example/"),
        ("plan", "https://quay.example/%%hidden%%"),
        ("plan", "https://quäy.example/"),
        ("www.town.example", "https://quay.example/"),
        ("a\nplan", "https://quay.example/"),
    ],
)
def test_a_link_that_is_not_simple_and_safe_is_left_as_words(words: str, address: str) -> None:
    made = with_link(f"See {words} today.", words, address)
    assert "](" not in made
    assert words.splitlines()[-1] in made


@given(st.text("ab!\\[]()<>*_`&#-1. \n", min_size=1, max_size=30), st.data())
def test_a_passage_with_a_link_reads_as_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    address = "https://quay.example/plan"
    made = linked_words(replace(article(text=text), links=(Hyperlink(Span(start, end), address),)), Span(0, len(text)))
    tokens = MarkdownIt("commonmark").parse("> x" + made.replace("\n", "\n> x"))
    children = [child for token in tokens for child in token.children or []]
    assert {c.type for c in children} <= {"text", "text_special", "softbreak", "hardbreak", "link_open", "link_close"}
    assert {c.attrGet("href") for c in children if c.type == "link_open"} <= {address}
    shown = "".join("\n" if c.type.endswith("break") else c.content for c in children)
    assert "".join(shown.split()) == "".join(("x" + text.replace("\n", "\nx")).split())
