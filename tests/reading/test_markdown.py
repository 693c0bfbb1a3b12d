"""Markdown: the words without the marks, and what the marks meant as blocks."""

from __future__ import annotations

import pytest

from app.reading.markdown import front_matter
from tests.reading.reads import assert_sound, blocks_of, read

STORY = """\
---
title: "Ferry leaves early"
authors:
  - Ida Holm
  - Per Strand
date: 2026-05-04T06:00:00Z
publication: The Bay Post # the evening edition
lang: en-GB
tags: [sea, quay]
---

# Ferry leaves early

*By Ida Holm and Per Strand*

The ferry left **the island** at six, says [the log](file:///etc/passwd)[^1].
Nobody on the _quay_ was surprised.

## What it carried

1. rope
2. tar
   - black
   - brown

> Nobody is early who leaves
> when he must.

```
06:00  cast off
```

| cargo | tons |
|-------|------|
| rope  | 2    |

![A ferry at the quay](https://pictures.example/ferry.png)

The tide was out,\\
the quay was long.

[^1]: Kept by the harbour master.
"""


def test_every_kind_of_block_comes_without_its_marks() -> None:
    article = read(STORY, "story.md")
    assert_sound(article)
    assert blocks_of(article) == [
        ("heading", "Ferry leaves early"),
        ("byline", "By Ida Holm and Per Strand"),
        ("paragraph", "The ferry left the island at six, says the log. Nobody on the quay was surprised."),
        ("heading", "What it carried"),
        ("list_item", "1. rope"),
        ("list_item", "2. tar"),
        ("list_item", "black"),
        ("list_item", "brown"),
        ("block_quote", "Nobody is early who leaves when he must."),
        ("code", "06:00  cast off"),
        ("table", "cargo | tons"),
        ("table", "rope | 2"),
        ("caption", "A ferry at the quay"),
        ("paragraph", "The tide was out,"),
        ("paragraph", "the quay was long."),
        ("footnote", "Kept by the harbour master."),
    ]
    assert article.format == "markdown"


def test_front_matter_becomes_metadata() -> None:
    about = read(STORY, "story.md").metadata
    assert (about.title, about.byline, about.date, about.source, about.language) == (
        "Ferry leaves early",
        "Ida Holm, Per Strand",
        "2026-05-04",
        "The Bay Post",
        "en",
    )


def test_without_front_matter_the_heading_and_byline_say_it() -> None:
    about = read("# Ferry leaves early\n\nBy Ida Holm, 4 May 2026\n\nThe ferry left at six.\n", "a.md").metadata
    assert (about.title, about.byline, about.date) == ("Ferry leaves early", "Ida Holm", "2026-05-04")


def test_levels_of_headings_and_lists_are_kept() -> None:
    article = read("# Top\n\n## Second\n\n### Third\n\n- a\n  - b\n    - c\n", "a.md")
    assert [block.level for block in article.blocks] == [1, 2, 3, 0, 1, 2]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Seen <script>alert(1)</script> twice", "Seen alert(1) twice"),
        ("<script>\nalert(1)\n</script>\n\nSeen", "Seen"),
        ("<!-- not this -->\n\nSeen", "Seen"),
        ("<div class='x'>In a box &amp; seen</div>", "In a box & seen"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("AT&amp;T \\*stars\\*", "AT&T *stars*"),
    ],
)
def test_raw_html_leaves_its_words_and_no_tag(markup: str, words: str) -> None:
    assert read(markup, "a.md").text == words


@pytest.mark.parametrize("words", ["key: [", "a: &a [*a, *a]", "x" * 9999, ": :\n- -\n", "!!python/object:os.system"])
def test_odd_front_matter_is_no_trouble(words: str) -> None:
    assert front_matter(words).title == ""


@pytest.mark.parametrize(
    "data",
    [
        "> " * 5_000 + "deep",
        "[" * 40_000,
        "![a" * 40_000,
        "*a " * 40_000,
        "- " * 3_000 + "x",
        "<" * 300_000,
        "`" * 99_999,
    ],
    ids=["quotes", "brackets", "pictures", "stars", "lists", "angles", "ticks"],
)
@pytest.mark.timeout(30)
def test_hostile_markdown_ends_with_an_article_or_a_sentence(data: str) -> None:
    article = read(f"Seen\n\n{data}\n", "a.md")
    assert_sound(article)
    assert article.text.startswith("Seen")


def test_the_title_of_the_front_matter_stands_above_the_text() -> None:
    article = read("---\ntitle: Ferry leaves early\n---\n\nThe ferry left at six.\n", "story.md")
    assert blocks_of(article) == [("heading", "Ferry leaves early"), ("paragraph", "The ferry left at six.")]
    assert article.blocks[0].level == 1


@pytest.mark.parametrize("first", ["# Ferry leaves early", "Ferry leaves early\n======"])
def test_a_title_that_the_text_repeats_is_shown_once(first: str) -> None:
    article = read(f"---\ntitle: Ferry leaves early\n---\n\n{first}\n\nThe ferry left at six.\n", "story.md")
    assert [words for _, words in blocks_of(article)] == ["Ferry leaves early", "The ferry left at six."]
    assert article.blocks[0].level == 1
