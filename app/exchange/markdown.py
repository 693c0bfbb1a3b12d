"""A note file: one article or entity as Markdown with properties, its passages quoted, its neighbours linked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.anchors import Certainty
from app.domain.article import Block, BlockKind, Metadata
from app.domain.dates import readable_date
from app.domain.links import LinkEnd, Relation, read_from, references
from app.domain.marks import ClaimMark, MarkKind, Note, QuoteMark, Standing
from app.domain.portable import PortableArticle, PortableEntity, PortableNote
from app.domain.rows import QuoteRow
from app.domain.spans import Span
from app.domain.web_addresses import is_web_address, pretended_host

Link = Callable[[int | None, str], str]
"""Markdown for the name of an entity or an article by its id: a [[link]] where it has a file."""

_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MEANS_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~$%=^{}]|&(?=[#\w])")
_BEGINS_A_LIST = re.compile(r"(?m)^(\s{0,3})(?=[-+](?:\s|$)|-{2,})|^(\s{0,3}\d{1,9})(?=[.)](?:\s|$))")
_NOT_IN_A_TAG = re.compile(r"[^\w/-]+")
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?#&+,:=%_~-]{1,500}")
_DOUBLED = re.compile(r"[=%~_]{2}")  # in some editors what is between two of these is formatted, wherever it stands
_ON = {MarkKind.MENTION: "on the name", MarkKind.QUOTE: "on the quote", MarkKind.CLAIM: "on the claim"}


@dataclass(frozen=True, slots=True)
class _Links:
    """How articles and entities are named."""

    article: Link
    entity: Link


def unlinked(_: int | None, name: str) -> str:
    """A `Link` for a file that stands alone."""
    return escaped(name)


def article_note(article: PortableArticle, entity: Link = unlinked, other: Link = unlinked) -> str:
    """The note file of an article: its properties, the notes, the quotes, and the claims that the user decided on.

    `entity` and `other` name entities and other articles.
    """
    links = _Links(other, entity)
    about = article.metadata
    title = _line(about.title) or "Untitled"
    parts = [_properties(_of_article(article), article.tags), f"# {escaped(title)}", escaped(_known(about))]
    notes = sorted(article.notes, key=lambda n: (n.note.span is None, n.note.span or Span(0, 1), n.note.created))
    parts += _section("Notes", [_article_note(note, article, links) for note in notes])
    parts += _section("Quotes", [_quote(quote, article, entity) for quote in article.marks.quotes])
    decided = [claim for claim in article.marks.claims if claim.standing is not Standing.SUGGESTED]
    parts += _section("Claims", [_claim(claim, article, entity) for claim in decided])
    names = {m.entity_id: entity(m.entity_id, m.name) for m in article.marks.mentions}
    parts += _section("People and more", [f"- {name}" for name in names.values() if name.startswith("[[")], "\n")
    return _whole(parts)


def entity_note(about: PortableEntity, article: Link = unlinked, entity: Link = unlinked) -> str:
    """The note file of an entity: its properties, the notes on it, and what it said in which article."""
    row, links = about.row, _Links(article, entity)
    fields = {"kind": row.kind.value, "aliases": row.aliases, "articles": row.articles, "mentions": row.mentions}
    parts = [_properties({**fields, "standing": row.standing.value}), f"# {escaped(_line(row.name))}"]
    parts += _section("Notes", [_body(note, links) for note in about.notes])
    parts += _section("Quotes", [_said(quote, article) for quote in about.said])
    return _whole(parts)


def loose_notes(notes: Sequence[PortableNote], article: Link = unlinked, entity: Link = unlinked) -> str:
    """One file with the notes that are about nothing in the library."""
    links = _Links(article, entity)
    return _whole([_properties({}), "# Notes of their own", *(_body(note, links) for note in notes)])


def escaped(words: str) -> str:
    """Words of an article as Markdown that shows just these words: nothing in them links, formats or loads."""
    return _BEGINS_A_LIST.sub(r"\1\2\\", _MEANS_MARKDOWN.sub(r"\\\g<0>", words))


def linked_words(article: PortableArticle, span: Span) -> str:
    """The words of a passage as Markdown, escaped but for the links within it that have a plain address.

    An address that Markdown could read as something else, or that is another one than its words name, is left out.
    """
    made, at = "", span.start
    for link in article.links:
        words = link.span.of(article.text)
        if at <= link.span.start and link.span.end <= span.end and _is_plain(link.address, words):
            before = escaped(article.text[at : link.span.start])
            before = before[:-1] + r"\!" if before.endswith("!") else before  # else it were a picture
            made += f"{before}[{escaped(words)}]({link.address})"
            at = link.span.end
    return made + escaped(article.text[at : span.end])


def _is_plain(address: str, words: str) -> bool:
    return (
        _PLAIN_ADDRESS.fullmatch(address) is not None
        and _DOUBLED.search(address) is None
        and is_web_address(address)
        and bool(words.strip())
        and len(words.splitlines()) == 1
        and not pretended_host(words, address)
    )


def tag_name(tag: str) -> str:
    """A tag as Markdown editors know it: in one word."""
    return _NOT_IN_A_TAG.sub("-", tag).strip("-") or "tag"


def yaml_string(value: str) -> str:
    """`value` as a double-quoted YAML scalar on one line. JSON's is one, once unprintables are escaped."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _of_article(article: PortableArticle) -> Mapping[str, object]:
    about = article.metadata
    return {
        "title": about.title,
        "author": about.byline,
        "source": about.source,
        "published": about.date,
        "url": about.url,
        "text": f"sha256:{article.version}",
    }


def _properties(fields: Mapping[str, object], tags: Sequence[str] = ()) -> str:
    lines = ["---"]
    for name, value in {**fields, "tags": ("glossator", *map(tag_name, tags))}.items():
        if isinstance(value, int):
            lines.append(f"{name}: {value}")
        elif isinstance(value, tuple):
            lines += [f"{name}:", *(f"  - {yaml_string(str(item))}" for item in value)] if value else []
        elif value:
            lines.append(f"{name}: {yaml_string(str(value))}")
    return "\n".join([*lines, "---"])


def _section(heading: str, items: Sequence[str], between: str = "\n\n") -> list[str]:
    return [f"## {heading}", between.join(items)] if items else []


def _article_note(noted: PortableNote, article: PortableArticle, links: _Links) -> str:
    note = noted.note
    if noted.anchor is None:
        return _body(noted, links)
    where = _place(note, article)
    on = _ON.get(note.target.ref.kind, "") if note.target.ref else ""
    exact, span = noted.anchor.exact, note.span
    same = span is not None and span.of(article.text) == exact
    words = linked_words(article, span) if same and span is not None else escaped("\n".join(exact.splitlines()))
    return "\n\n".join([_quoted(words), _reference(article.metadata.title, where, on), _body(noted, links)])


def _place(note: Note, article: PortableArticle) -> str:
    if note.span is None:
        return "these words are not in the article any more"
    where = _position(note.span, article.blocks)
    return f"perhaps {where}: the article has changed" if note.certainty is Certainty.UNCERTAIN else where


def _position(span: Span, blocks: Sequence[Block]) -> str:
    """The paragraph, counted as a reader would, and the characters of the text."""
    number = 0
    for block in blocks:
        if block.kind is BlockKind.PAGE_BREAK:
            continue
        if block.span.start > span.start:
            break
        number += block.kind not in (BlockKind.HEADING, BlockKind.BYLINE)
    characters = f"characters {span.start}–{span.end}"
    return f"paragraph {number}, {characters}" if number else characters


def _quote(quote: QuoteMark, article: PortableArticle, entity: Link) -> str:
    words = " … ".join(_line(linked_words(article, part)) for part in quote.parts)
    who = entity(quote.speaker_id, quote.speaker_name) if quote.speaker_name else "speaker not known"
    cue = escaped(_line(quote.cue.of(article.text))) if quote.cue else ""
    return _attributed(words, who, cue, _position(quote.span, article.blocks), quote.standing)


def _claim(claim: ClaimMark, article: PortableArticle, entity: Link) -> str:
    who = entity(claim.holder_id, claim.holder_name) if claim.holder_name else "the author"
    where = _position(claim.span, article.blocks)
    return _attributed(linked_words(article, claim.span), who, claim.status.value, where, claim.standing)


def _said(quote: QuoteRow, article: Link) -> str:
    passage = quote.passage
    where = f"characters {passage.span.start}–{passage.span.end}"
    date = escaped(readable_date(passage.date))
    title = article(passage.article_id, passage.title or "Untitled")
    return _attributed(escaped(passage.words), title, date, where, quote.standing)


def _attributed(words: str, who: str, how: str, where: str, standing: Standing) -> str:
    return f"{_quoted(words)}\n\n— {', '.join(filter(None, (who, how, where, standing.value)))}"


def _quoted(words: str) -> str:
    """Markdown as a block quote."""
    return "\n".join(f"> {line}" for line in words.strip().split("\n"))


def _reference(title: str, where: str, on: str) -> str:
    return f"— “{escaped(_line(title) or 'Untitled')}”, {', '.join(filter(None, (where, on)))}"


def _body(noted: PortableNote, links: _Links) -> str:
    """The note as it was written, what it is filed under and linked with, and an anchor that others can link to."""
    note = noted.note
    filed = [f"#{tag_name(tag)}" for tag in note.tags]
    if note.colour:
        filed.append(f"({note.colour}: {escaped(noted.meaning)})" if noted.meaning else f"({note.colour})")
    ends = [_end(end, links) for end in noted.ends if end.relation != Relation.MENTIONS or not end.outward]
    return "\n\n".join(filter(None, (_words(noted, links), " ".join(filed), "\n".join(ends), f"^note-{note.id[:8]}")))


def _words(noted: PortableNote, links: _Links) -> str:
    """The note's own words, with what it links to named as its file is named."""
    body, notes = noted.note.body, {end.note_id: end for end in noted.ends if end.note_id}
    for found in reversed(references(body)):
        target = noted.targets.get(found.words)
        if target is None:
            continue  # what the person typed stays, linked or not
        made = ""
        if target.entity_id is not None:
            made = links.entity(target.entity_id, found.words)
        elif target.article_id is not None:
            made = links.article(target.article_id, found.words)
        elif target.note_id in notes:
            made = _at_note(notes[target.note_id], found.words, links)
        if made.startswith("[["):
            body = body[: found.span.start] + made + body[found.span.end :]
    return body.strip()


def _end(end: LinkEnd, links: _Links) -> str:
    """One line of what a note is linked with."""
    title = end.title or "a note of its own"
    where = _at_note(end, title, links) if end.note_id else ""
    if not where and end.entity_id is not None:
        where = links.entity(end.entity_id, title)
    words = f": “{escaped(_line(end.words))}”" if end.words else ""
    return f"- {read_from(end.relation, outward=end.outward)} {where or links.article(end.article_id, title)}{words}"


def _at_note(end: LinkEnd, words: str, links: _Links) -> str:
    """A link to the very note, in the file of the article or entity it is about."""
    of_article = end.article_id is not None
    made = links.article(end.article_id, words) if of_article else links.entity(end.entity_id, words)
    if not made.startswith("[[") or end.note_id is None:
        return made
    stem, bar, shown = made[2:-2].partition("|")
    return f"[[{stem}#^note-{end.note_id[:8]}|{shown if bar else stem}]]"


def _known(about: Metadata) -> str:
    return " · ".join(filter(None, (_line(about.byline), _line(about.source), readable_date(about.date))))


def _line(words: str) -> str:
    return " ".join(words.split())


def _whole(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"
