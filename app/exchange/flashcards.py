"""Notes as flash cards, in the text file that Anki imports: front, back, tags.

The headers are those of Anki's manual ("Importing: text files: file headers", since 2.1.54). The first column is the
note's own id, so that a later import changes a card and makes no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt

from app.domain.links import REFERENCE
from app.domain.portable import PortableArticle, PortableEntity, PortableLibrary, PortableNote
from app.domain.spans import Span
from app.exchange.citation import plain
from app.exchange.markdown import tag_name

_HEAD = ("#separator:tab", "#html:true", "#notetype:Basic", "#deck:Glossator", "#guid column:1", "#tags column:4")
_AROUND = 240  # characters of the paragraph to each side of a passage
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
_GAP = "<b>[…]</b>"


def flash_cards(library: PortableLibrary) -> Iterator[str]:
    """The lines of the file. A note on a passage asks with the passage; a highlight asks for its own words.

    A note of its own makes a card when its first line can ask for the rest.
    """
    yield from (f"{line}\n" for line in _HEAD)
    for named in library.annotated_articles():
        article = library.article(named.id)
        for noted in article.notes:
            if noted.note.is_link_end:
                continue
            front, back = _of_article(noted, article)
            yield _card(noted, front, back, article.tags)
    for named in library.entities_of_note():
        entity = library.entity(named.id)
        for noted in entity.notes:
            yield _card(noted, _named(entity), _drawn(noted.note.body))
    for noted in library.loose_notes():
        first, _, rest = noted.note.body.strip().partition("\n")
        if rest.strip():
            yield _card(noted, _drawn(first), _drawn(rest))


def _of_article(noted: PortableNote, article: PortableArticle) -> tuple[str, str]:
    """Front and back of a note on an article, or on a passage of it."""
    note, source = noted.note, _small(plain(article.metadata))
    if noted.anchor is None:
        return escape(article.metadata.title or "Untitled"), f"{_drawn(note.body)}{source}"
    words = escape(" ".join(note.quoted.split()))
    before, after = _around(note.span, article) if note.span is not None else ("", "")
    if note.is_highlight:
        return f"{before}{_GAP}{after}{source}", words
    return f"{before}<b>{words}</b>{after}{source}", _drawn(note.body)


def _around(span: Span, article: PortableArticle) -> tuple[str, str]:
    """What stands before and after a passage in its paragraph."""
    block = next((b.span for b in article.blocks if b.span.start <= span.start < b.span.end), span)
    start, end = max(block.start, span.start - _AROUND), min(block.end, span.end + _AROUND)
    before, after = article.text[start : span.start], article.text[span.end : max(span.end, end)]
    if start > block.start:
        before = f"… {before.partition(' ')[2]}"
    if end < block.end:
        after = f"{after.rpartition(' ')[0]} …"
    return _line(before), _line(after)


def _named(entity: PortableEntity) -> str:
    return f"{escape(entity.row.name)}<br><small>{escape(entity.row.kind)}</small>"


def _card(noted: PortableNote, front: str, back: str, tags: tuple[str, ...] = ()) -> str:
    words = dict.fromkeys(map(tag_name, (*noted.note.tags, *tags)))
    return "\t".join((f"glossator-{noted.note.id}", front, back, " ".join(words))) + "\n"


def _small(words: str) -> str:
    return f"<br><br><small>{_line(words)}</small>" if words else ""


def _line(words: str) -> str:
    """On one line, keeping a blank at either end: what ends a line or a cell in the file is a blank."""
    return escape(words.replace("\t", " ").replace("\r", " ").replace("\n", " "))


def _drawn(body: str) -> str:
    """A note's Markdown as HTML on one line: tags in it are words, and nothing is fetched when it is shown."""
    drawn: str = _MARKDOWN.render(REFERENCE.sub(r"\1", body.strip())).strip()
    if drawn.count("<p>") == 1 and drawn.startswith("<p>") and drawn.endswith("</p>"):
        drawn = drawn[len("<p>") : -len("</p>")]
    return drawn.replace("<br />\n", "<br>").replace("\t", " ").replace("\r", " ").replace("\n", "&#10;")
