"""Markdown: CommonMark with tables and footnotes. The canonical text has no markup; of raw HTML only words are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from app.domain.article import Article, BlockKind, Metadata, canonical
from app.reading.addresses import web_address
from app.reading.byline import NO_BYLINE, Byline, parse_byline
from app.reading.compose import Composer, plain
from app.reading.dates import to_iso
from app.reading.held import held_in_markdown
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import BREAK, Gathering, Phrase
from app.reading.pictures import Pictures
from app.reading.text import decoded_or_fail, within

_NESTING = 30
"""Lists and quotations deeper than this are read as text. markdown-it-py takes quadratic time over deeper ones."""

_LONGEST_PARAGRAPH = 20_000
"""Characters. Unclosed marks cost the square of a paragraph's length: 150,000 of "![a" took 9 s."""

_FIRST = ("inline", "fence", "code_block", "html_block", "tr_open")
"""Tokens with which a text can begin."""

_FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):(?:\s+(?P<value>.*))?")
_UNSEEN = re.compile(r"\s*<(?:script|style|template|iframe|object|svg|!)", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_KEYS = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "by": "byline",
    "date": "date",
    "published": "date",
    "created": "date",
    "source": "source",
    "publication": "source",
    "publisher": "source",
    "site": "source",
    "lang": "language",
    "language": "language",
    "url": "url",
    "link": "url",
    "canonical": "url",
}


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The words of a Markdown file, with its front matter as metadata."""
    decoded = decoded_or_fail(data, origin)
    held = held_in_markdown(decoded.text)
    text, notices = within(replace(decoded, text=held.text), origin, limits)
    tokens = _parser().parse(canonical(text))
    walk = _Walk(Composer(limits), Pictures(held.source(origin.parts, limits), limits))
    walk.blocks(tokens)
    metadata = _with_byline(walk.metadata(), walk.byline)
    return walk.composer.article(metadata, format="markdown", notices=notices)


def front_matter(words: str) -> Metadata:
    """What `key: value` lines and simple lists say: a reader for headers, not for YAML's other 200 pages."""
    fields: dict[str, str] = {}
    key = ""
    for line in words.splitlines()[:200]:
        if match := _FIELD.fullmatch(line.rstrip()):
            key = _KEYS.get(match["key"].strip().lower(), "")
            value = _unquoted((match["value"] or "").split(" #", 1)[0])
        elif key and line.lstrip().startswith("- "):
            value = _unquoted(line.lstrip()[2:])
        else:
            continue
        if key and value:
            fields[key] = f"{fields[key]}, {value}" if key == "byline" and key in fields else fields.get(key, value)
    if "date" in fields:
        fields["date"] = to_iso(fields["date"])
    if "language" in fields:
        fields["language"] = fields["language"][:2].lower()
    return Metadata(**fields)


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith("["):
        return ", ".join(filter(None, (_unquoted(v) for v in value.strip("[]").split(","))))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return "" if value in ("|", ">", "~", "null") or value.startswith("{") else value


def _parser() -> MarkdownIt:
    # "html" makes tags tokens of their own, which are dropped; without it they would stand in the text as words.
    parser = _Parser("commonmark", {"html": True, "maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.at("inline", _bounded_inline)
    return parser.use(front_matter_plugin).use(footnote_plugin)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  (the base class's names)
        """Addresses are looked at where they are kept; a link that is refused here would show its markup."""
        return True


def _bounded_inline(state: StateCore) -> None:
    """markdown-it's own step, but for paragraphs so long that looking for emphasis and links in them takes minutes."""
    for token in state.tokens:
        if token.type == "inline" and token.children is not None:
            if len(token.content) <= _LONGEST_PARAGRAPH:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            else:
                token.children.append(Token("text", "", 0, content=token.content))


def _with_byline(metadata: Metadata, byline: Byline) -> Metadata:
    """Front matter first, then what the byline under the title says."""
    return replace(
        metadata,
        byline=metadata.byline or byline.author,
        date=metadata.date or byline.date,
        source=metadata.source or byline.source,
    )


class _Walk:
    """Turns tokens into blocks. Lists, quotations and footnotes are told by what is open around a paragraph."""

    def __init__(self, composer: Composer, pictures: Pictures) -> None:
        self.composer = composer
        self._pictures = pictures
        self.byline = NO_BYLINE
        self._front = Metadata()
        self._title = ""
        self._open: list[str] = []
        self._numbers: list[int | None] = []
        self._mark = ""
        self._pending = ""  # the title of the front matter, until the text begins

    def metadata(self) -> Metadata:
        return replace(self._front, title=self._front.title or self._title)

    def _begin(self, words: str) -> None:
        """Show the title of the front matter above the text, unless its first block, `words`, repeats it."""
        title, self._pending = self._pending, ""
        if title and plain(words).casefold() != title.casefold():
            self.composer.add(BlockKind.HEADING, title, 1)

    def blocks(self, tokens: Sequence[Token]) -> None:
        for index, token in enumerate(tokens):
            kind = token.type
            if self._pending and kind in _FIRST:
                self._begin(_words(token) if kind == "inline" else token.content)
            if kind == "front_matter":
                self._front = front_matter(token.content)
                self._pending = plain(self._front.title)
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._numbers.append(int(token.attrGet("start") or 1) if kind.startswith("ordered") else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._numbers.pop()
            elif kind == "list_item_open":
                self._begin_item()
            elif kind in ("blockquote_open", "footnote_open", "heading_open"):
                self._open.append(kind if kind != "heading_open" else token.tag)
            elif kind in ("blockquote_close", "footnote_close", "heading_close"):
                self._open.pop()
            elif kind in ("fence", "code_block"):
                self.composer.add(BlockKind.CODE, token.content)
            elif kind == "html_block":
                self._html(token.content)
            elif kind == "tr_open":
                self._row(tokens, index)
            elif kind == "inline" and not (index and tokens[index - 1].type in ("th_open", "td_open")):
                self._paragraph(token)

    def _begin_item(self) -> None:
        number = self._numbers[-1] if self._numbers else None
        self._mark = f"{number}. " if number is not None else "•"
        if number is not None:
            self._numbers[-1] = number + 1

    def _row(self, tokens: Sequence[Token], start: int) -> None:
        row = Gathering()
        for token in tokens[start + 1 :]:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                row.parts += [" | "] if row.parts else []
                row.append(self._phrase(token))
        self._add(BlockKind.TABLE, row.phrase())

    def _add(self, kind: BlockKind, phrase: Phrase, level: int = 0) -> None:
        self.composer.draw(phrase.above)
        self.composer.add(kind, phrase.words, level, phrase.links)
        self.composer.draw(phrase.below)

    def _paragraph(self, token: Token) -> None:
        phrase = self._phrase(token)
        inner = self._open[-1] if self._open else ""
        mark, self._mark = self._mark, ""
        if inner in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._heading(phrase, int(inner[1]))
        elif inner == "footnote_open":
            self._add(BlockKind.FOOTNOTE, phrase)
        elif self._numbers and mark:
            self._add(BlockKind.LIST_ITEM, phrase.after(mark.replace("•", "")), len(self._numbers) - 1)
        elif inner == "blockquote_open":
            self._add(BlockKind.BLOCK_QUOTE, phrase, self._open.count("blockquote_open") - 1)
        elif len(self.composer.blocks) <= 1 and (byline := parse_byline(phrase.words)):
            self.byline = byline
            self._add(BlockKind.BYLINE, phrase)
        elif _only_image(token):
            self._add(BlockKind.CAPTION, phrase)
        else:
            self._lines(token)

    def _heading(self, phrase: Phrase, level: int) -> None:
        if not self.composer.blocks:
            self._title = phrase.words
            level = 1
        self._add(BlockKind.HEADING, phrase, max(level, 2) if self.composer.blocks else 1)

    def _html(self, markup: str) -> None:
        """The words of a block of raw HTML, without its tags, scripts and comments."""
        if not _UNSEEN.match(markup):
            self.composer.add(BlockKind.PARAGRAPH, html.unescape(_TAG.sub(" ", markup)))

    def _lines(self, token: Token) -> None:
        """A paragraph; hard line breaks, as in verse, part it."""
        for line in self._phrase(token, breaks=BREAK).lines():
            self._add(BlockKind.PARAGRAPH, line)

    def _phrase(self, token: Token, breaks: str = " ") -> Phrase:
        """The text of an inline token without its marks, with its links and pictures."""
        gathered = Gathering()
        for child in token.children or ():
            if child.type == "link_open":
                gathered.begin(web_address(str(child.attrGet("href") or ""), self._front.url))
            elif child.type == "link_close":
                gathered.end()
            elif child.type == "image":
                words = _words(child)
                gathered.draw(self._pictures.drawing(str(child.attrGet("src") or ""), words))
                gathered.parts.append(words)
            else:
                gathered.parts.append(_sign(child, breaks))
        return gathered.phrase().after("")


def _words(token: Token) -> str:
    """The text of an inline token without its marks; images give their description."""
    words = "".join(_words(child) if child.type == "image" else _sign(child) for child in token.children or ()).strip()
    return words or (token.content if token.type == "image" else "")


def _sign(token: Token, breaks: str = " ") -> str:
    """What stands in the text for the smallest of tokens, "" for a mark."""
    if token.type in ("text", "code_inline"):
        return token.content
    return {"hardbreak": breaks, "softbreak": " "}.get(token.type, "")


def _only_image(token: Token) -> bool:
    return [child.type for child in token.children or () if child.content.strip() or child.type == "image"] == ["image"]
