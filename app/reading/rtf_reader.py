"""Rich text taken apart: one walk over its tokens, with a stack of the groups they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.reading.compose import Drawing
from app.reading.field_codes import field_address
from app.reading.phrase import Gathering, Phrase
from app.reading.rtf_document import Assembly, Document, Layout, Style, whole
from app.reading.rtf_groups import CELL_ENDS, Fonts, Group, Pixels, with_layout
from app.reading.rtf_words import (
    GROUPS,
    LAYOUT,
    LETTERS,
    PARAGRAPH_ENDS,
    SIGNS,
    STARRED,
    TABLES,
    UNSEEN,
    Kind,
    symbol,
    tokens,
)

_MADE = (b"yr", b"mo", b"dy")
_DEEPEST = 1_000


class TooDeep(ValueError):
    """Groups within groups that no program writes."""


Draw = Callable[[bytes, str], Drawing | None]
"""Makes a picture of bytes and what is said instead, None of those that are none."""


def parsed(data: bytes, *, characters: int, parts: int, draw: Draw) -> Document:
    """The document, cut soon after it has so many characters, or paragraphs and cells. TooDeep, else no error."""
    reader = _Reader(draw)
    for kind, word, number in tokens(data):
        reader.take(kind, word, number)
        if reader.length > characters or reader.parts > parts:
            reader.document.cut = True
            break
    reader.end()
    return reader.document


class _Reader:
    """Goes through the tokens once, with a stack of groups."""

    def __init__(self, draw: Draw) -> None:
        self.document = Document()
        self._draw = draw
        self._property = self._described = ""
        self.length = 0
        self._text = Assembly(self.document.body)
        self._group = Group(self._text.words)
        self._outer: list[Group] = []
        self._fonts = Fonts()
        self._bytes = bytearray()
        self._skip = 0  # signs that stand for the last one where Unicode is not known
        self._starred = False

    @property
    def parts(self) -> int:
        """Paragraphs, cells and notes so far."""
        return self._text.parts + len(self.document.notes)

    def take(self, kind: Kind, word: bytes, number: int | None) -> None:
        if kind is Kind.TEXT:
            if self._skip:
                word, self._skip = word[self._skip :], max(0, self._skip - len(word))
            if self._group.sink is not None:
                self._bytes += word
            elif self._group.picture is not None:
                self._group.picture.hexed += word
        elif kind is Kind.BINARY:
            if self._group.picture is not None:
                self._group.picture.binary = word
        elif kind is Kind.BYTE:
            if self._skip:
                self._skip -= 1
            elif self._group.sink is not None:
                self._bytes += word
        elif kind is Kind.WORD:
            self._flush()
            self._control(word, number)
        else:
            self._flush()
            self._skip, self._starred = 0, False
            self._open() if kind is Kind.OPEN else self._close()

    def end(self) -> None:
        self._flush()
        while self._outer:
            self._close()
        self._text.end_paragraph(self._group.layout)
        self._text.end_row()

    # groups

    def _open(self) -> None:
        if len(self._outer) >= _DEEPEST:
            raise TooDeep
        self._outer.append(self._group)
        self._group = self._group.within()
        if self._group.table == "styles":
            self._capture(self._set_style)

    def _close(self) -> None:
        if len(self._outer) == 1 and self._group.body:
            self._text.end_paragraph(self._group.layout)  # the last one need not end
        if self._group.closed is not None:
            self._group.closed()
        if self._outer:
            self._group = self._outer.pop()

    def _capture(self, take: Callable[[str], None]) -> None:
        """Gather the words of this group for `take`, apart from the text."""
        self._capture_phrase(lambda phrase: take(phrase.words))

    def _capture_phrase(self, take: Callable[[Phrase], None]) -> None:
        sink = Gathering()
        group = self._group
        group.sink, group.body, group.hidden, group.deleted = sink, False, False, False
        group.closed = lambda: take(whole(sink.phrase()))

    # words

    def _flush(self) -> None:
        if self._bytes:
            group = self._group
            letters = bytes(self._bytes)
            self._bytes.clear()
            self._emit("".join(map(symbol, letters)) if group.symbols else letters.decode(group.codec, "replace"))

    def _emit(self, words: str) -> None:
        group = self._group
        if group.sink is None or group.hidden or group.deleted or group.gone:
            return
        group.sink.parts.append(words)
        self.length += len(words)
        if group.body and words.strip():
            self._text.weigh(group.bold, group.size)

    def _control(self, word: bytes, number: int | None) -> None:
        if word == b"*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if starred and word not in STARRED:
            self._group.sink, self._group.body = None, False
            return
        skipped, self._skip = self._skip, 0
        if word == b"u":
            self._unicode(number or 0)
        elif word in SIGNS:
            if skipped:
                self._skip = skipped - 1
            else:
                self._emit(SIGNS[word])
        elif word in UNSEEN:
            self._group.sink, self._group.body, self._group.gone = None, False, True
        elif word in PARAGRAPH_ENDS:
            self._text.end_paragraph(self._group.layout) if self._group.body else self._emit(" ")
        elif word in LETTERS:
            self._fonts.set_letters(self._group, word, number)
        elif word in LAYOUT:
            self._set_layout(word, number)
        elif word in _MADE:
            if self._group.table == "info made":
                self.document.made[word.decode("ascii")] = number or 0
        elif word in GROUPS:
            self._begin(word, number)

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        self._skip = self._group.fallback
        if 0xF020 <= code <= 0xF0FF:
            self._emit(symbol(code - 0xF000))
        elif 0 < code < 0x10000:
            self._emit(chr(code))
        elif code < 0x110000 and code:
            self._emit(chr(code))  # not in the specification, but written by some

    def _set_layout(self, word: bytes, number: int | None) -> None:
        group = self._group
        if word not in CELL_ENDS:
            group.layout = with_layout(group.layout, word, number or 0)
        elif not group.body:
            return
        elif word in (b"cell", b"nestcell"):
            group.layout = replace(group.layout, in_table=True, nested=word == b"nestcell")
            self._text.end_cell(group.layout)
        elif word == b"nestrow":
            self._text.end_inner_row()
        else:
            self._text.end_row()

    # groups with a meaning

    def _begin(self, word: bytes, number: int | None) -> None:
        group = self._group
        if word in TABLES:
            group.sink, group.body, group.table = None, False, TABLES[word]
        elif group.table == "styles" and word == b"sbasedon":
            group.based_on = number
        elif group.table == "info":
            self._begin_info(word)
        elif group.gone:
            return
        elif word in (b"listtext", b"pntext"):
            self._capture(self._set_mark)
        elif word == b"footnote" and group.sink is not None:
            self._begin_note()
        elif word == b"fldinst":
            self._capture(self._set_field)
        elif word == b"fldrslt":
            self._begin_result()
        elif word == b"pict":
            self._begin_picture()
        elif word == b"sn":
            self._capture(self._set_property)
        elif word == b"sv":
            self._capture(self._set_value)
        elif word == b"shpinst":
            self._begin_shape()
        elif word in (b"upr", b"nesttableprops"):  # what is shown of them stands in a group within
            group.sink = None
        elif word == b"ud":
            around = next((outer for outer in reversed(self._outer) if outer.sink is not None), group)
            group.sink, group.body = around.sink, around.body
        elif word == b"shptxt":
            self._begin_box()

    def _begin_info(self, word: bytes) -> None:
        if word in (b"title", b"author"):
            self._capture(partial(self._set_info, word.decode("ascii")))
        elif word == b"creatim":
            self._group.table = "info made"

    def _set_info(self, name: str, words: str) -> None:
        self.document.info.setdefault(name, words)

    def _set_style(self, name: str) -> None:
        layout = self._group.layout
        if name := name.strip(" ;").lower():
            self.document.styles[layout.style] = Style(name, self._group.based_on, layout.outline)

    def _set_mark(self, words: str) -> None:
        self._text.mark = words

    def _set_field(self, code: str) -> None:
        self._outer[-1].contents = code.split()[:1] in (["TOC"], ["INDEX"])
        self._outer[-1].address = field_address(code)

    def _begin_result(self) -> None:
        group = self._group
        if group.contents:
            group.sink, group.gone = None, True
        elif group.address and group.sink is not None:
            group.sink.begin(group.address)
            group.address, group.closed = "", group.sink.end

    def _set_property(self, name: str) -> None:
        self._property = name

    def _set_value(self, words: str) -> None:
        if self._property == "wzDescription":
            self._described = words

    def _begin_shape(self) -> None:
        """What is said of its picture may come after it; other shapes may stand in it."""
        group, around = self._group, self._described
        pictures: list[bytes] = []
        group.sink, group.shape, self._described = None, pictures, ""

        def end() -> None:
            for data in pictures:
                self._text.words.draw(self._draw(data, self._described))
            self._described = around

        group.closed = end

    def _begin_picture(self) -> None:
        group = self._group
        if (group.sink is None and group.shape is None) or group.hidden or group.deleted:
            group.sink, group.body, group.gone = None, False, True
            return
        pixels, shape = Pixels(), None if group.body else group.shape
        group.sink, group.body, group.picture = None, False, pixels

        def end() -> None:
            if (data := pixels.data()) is not None and shape is not None:
                shape.append(data)
                return
            said, self._described = self._described, ""
            if data is not None:
                self._text.words.draw(self._draw(data, said))

        group.closed = end

    def _begin_note(self) -> None:
        notes = self.document.notes
        notes.append(Phrase(""))
        place = len(notes) - 1
        self._emit(f"[{place + 1}]")

        def take(words: Phrase) -> None:
            notes[place] = words

        self._capture_phrase(take)

    def _begin_box(self) -> None:
        """A text box is read before the paragraph it hangs on."""
        go_on = self._text.begin_box()
        group = self._group
        group.sink, group.body, group.layout = self._text.words, True, Layout(in_table=group.layout.in_table)

        def end() -> None:
            self._text.end_paragraph(self._group.layout)
            go_on()

        group.closed = end
