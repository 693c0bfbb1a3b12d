"""Rich text as a stream of signs, and the tables that say what its control words mean.

Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from enum import Enum, auto

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)", re.S)


class Kind(Enum):
    WORD = auto()
    BYTE = auto()
    OPEN = auto()
    CLOSE = auto()
    TEXT = auto()
    BINARY = auto()


SIGNS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"tab": "\t", b"line": "\v", b"lbr": "\v", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
    b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t",
    b"zwj": "\u200d", b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f",
}  # fmt: skip
"""Control words that are a sign of the text; soft hyphens are none."""

PARAGRAPH_ENDS = frozenset((b"par", b"\n", b"\r", b"sect", b"page", b"column"))

UNSEEN = frozenset(
    b"colortbl filetbl revtbl listtable listoverridetable header headerl headerr headerf footer footerl footerr "
    b"footerf nonshppict objdata shprslt nonesttables ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn annotation "
    b"atnid atnauthor atnref atndate atnicn xe rxe tc tcn txe template private pntxta pntxtb bkmkstart bkmkend doccomm "
    b"operator keywords comment subject category manager company hlinkbase revtim printim buptim".split()
)
"""Groups that hold no words of the text, and none in groups within them."""

TABLES = {b"fonttbl": "fonts", b"stylesheet": "styles", b"info": "info"}
LETTERS = frozenset(b"b v deleted fs uc f plain fcharset ansicpg mac pc pca deff".split())
LAYOUT = frozenset(b"pard s outlinelevel ls ilvl li lin ri rin intbl itap cell row nestcell nestrow".split())
GROUPS = frozenset(
    b"sbasedon listtext pntext footnote fldinst fldrslt upr shpinst nesttableprops ud shptxt title author creatim "
    b"yr mo dy pict shppict sn sv".split()
) | frozenset(TABLES)  # fmt: skip

STARRED = frozenset(
    b"footnote fldinst shpinst shptxt shppict ud nesttableprops moMath moMathPara mmath listtext pntext".split()
)
"""Groups that readers without knowledge of them should pass over, and which are known here."""

_KNOWN = frozenset(SIGNS) | PARAGRAPH_ENDS | UNSEEN | LETTERS | LAYOUT | GROUPS | {b"*", b"u"}

CODECS = {
    77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""What the letters of a font are stored in, by its number for a set of characters; 0 and 1 mean the file's own."""

SYMBOL = 2
"""The number of fonts whose letters are signs."""

_GREEK = dict(
    zip(
        range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True
    )
) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))  # fmt: skip


def tokens(data: bytes) -> Iterator[tuple[Kind, bytes, int | None]]:
    """Each token with its bytes and, for a control word, its number.

    Words that mean nothing here are left out, nine of ten in most files, but for those that may be passed over with
    their group: what begins with an asterisk.
    """
    at, starred = 0, False
    while match := TOKEN.match(data, at):
        at, which = match.end(), match.lastindex
        if which in (1, 2):
            number = int(match[2]) if which == 2 else None
            if match[1] == b"bin":
                end = at + max(0, number or 0)
                yield Kind.BINARY, data[at:end], None
                at = end
                continue
            if starred or match[1] in _KNOWN:
                yield Kind.WORD, match[1], number
                starred = False
        elif which == 3:
            yield Kind.BYTE, bytes((int(match[3], 16),)), None
        elif which == 4:
            starred = match[4] == b"*"
            yield Kind.WORD, match[4], None
        elif which == 5:
            yield (Kind.OPEN if match[5] == b"{" else Kind.CLOSE), b"", None
        else:
            yield Kind.TEXT, match[6].translate(None, b"\r\n\0"), None


def symbol(code: int) -> str:
    """The sign of the Symbol font at this place: Greek letters, digits and stops as they are, all others a bullet."""
    if code in _GREEK:
        return _GREEK[code]
    return chr(code) if 0x20 <= code < 0x40 or code == 0xA0 else "•"


def code_page(number: int) -> str:
    """Python's codec for a Windows code page, "cp1252" for one it lacks."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030", 1361: "johab"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
