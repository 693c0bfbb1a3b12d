"""Bytes to text. Never silently wrong: what was guessed or lost is said in a notice."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from app.reading.language import detect_language

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 60_000
"""Bytes that a guess is made from. charset-normalizer takes seconds on megabytes, and learns nothing more from them."""

_SMALL_SAMPLE = 3_000

_TYPOGRAPHIC = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb4\xb7\xbb\xbd")
"""Windows-1252 quotation marks, dashes, ellipsis and signs: the only non-ASCII bytes of most English files."""

_SINGLE_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xd6\xd8-\xf6\xf8-\xff]{1,2}[A-Za-z]")
_LATIN2_WORD = re.compile(rb"[a-z][\xa1\xa6\xa9\xac\xae\xb1\xb6\xb9\xbb\xbc\xbe][a-z]|\s[\xa9\xae][a-z]")
_WITHIN = re.compile(r"(?<=[a-z])[^\W\d_A-Za-z](?=[a-z])")
_ENCODING_NAMES = {
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp855": "DOS 855 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "iso8859_6": "ISO 8859-6 (Arabic)",
    "iso8859_7": "ISO 8859-7 (Greek)",
    "tis_620": "TIS-620 (Thai)",
    "cp932": "Shift JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "big5": "Big5 (Chinese)",
    "gb18030": "GB 18030 (Chinese)",
    "cp949": "EUC-KR (Korean)",
    "johab": "Johab (Korean)",
}
_CANDIDATES = tuple(_ENCODING_NAMES)
"""What files without a declaration are really stored in. Left free, the guess falls on rarities such as HP Roman-8."""

_NEVER_DECLARED = tuple("utf-7 utf-16 utf-32 idna punycode unicode-esc raw-unicode-esc undefined mbcs oem".split())
"""UTF-7 and escapes hide markup; and a file in whose ASCII the name could be read is not UTF-16 or -32."""

_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}
"""What browsers take for these names (WHATWG Encoding Standard), which Python does not know."""

_EAST_ASIAN = (
    ("cp932", "[\u3041-\u30ff]", 0.2),
    ("euc_jp", "[\u3041-\u30ff]", 0.2),
    ("cp949", "[\uac00-\ud7a3]", 0.7),
    ("johab", "[\uac00-\ud7a3]", 0.7),
)
"""Encodings in which few bytes are wrong, the letters of their language, and their least share of all letters."""

_LATIN = ("cp1250", "cp1252", "cp1254", "iso8859_2")
_LATIN_OF = {**dict.fromkeys("da de en es fi fr is it nl no pt sv".split(), "cp1252"), "tr": "cp1254"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as the bytes spell it, the codec used, and sentences about what was guessed or lost."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Read `data` as text, or None when it is no text in any known encoding.

    A byte-order mark decides; then the zero bytes of UTF-16 and UTF-32, UTF-8 (before what is declared: browsers save
    pages in it and leave the old declaration standing, while no other encoding's letters happen to be valid UTF-8), the
    declared encoding, and last a guess, which is named in a notice. A last letter that is cut in two is dropped.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _mending(data[len(bom) :], encoding)
    if encoding := _wide(data):
        return _mending(data, encoding)
    if encoding := _by_escapes(data):
        return _mending(data, encoding)
    if (text := _strict(data, "utf-8")) is not None:
        return None if _is_binary(text) else Decoded(text, "utf-8")
    if (codec := _codec(declared)) and (found := _mending(data, codec)):
        return found
    if data.count(b"\0") > len(data) // 1000:
        return None
    if _mostly_utf8(data):
        return _mending(data, "utf-8")
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except (UnicodeError, LookupError):
        return None


def _mending(data: bytes, encoding: str) -> Decoded | None:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=False)
    lost = text.count("\ufffd")
    if _is_binary(text) or lost > len(text) // 10:
        return None
    plural = "s" if lost > 1 else ""
    notices = (f"{lost} letter{plural} could not be read and show{'' if plural else 's'} as \ufffd.",) if lost else ()
    return Decoded(text, encoding, notices)


def _codec(name: str) -> str:
    """Python's codec for a declared name, as browsers read it: Latin-1 and ASCII mean Windows-1252 there."""
    name = _LABELS.get(name.strip().lower(), name.strip())
    try:
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    aliases = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
    found = {**aliases, "shift_jis": "cp932", "iso8859-9": "cp1254"}.get(found, found)
    text_codec = getattr(codecs.lookup(found), "_is_text_encoding", True) if found else False
    return found if text_codec and not found.replace("_", "-").startswith(_NEVER_DECLARED) else ""


def _by_escapes(data: bytes) -> str:
    """The 7-bit encodings of Japanese and Korean, which switch alphabets by escape sequences."""
    sample = data[:_SAMPLE]
    if not (escape := re.search(rb"\x1b(?:\$\)C|\$[@AB]|\$\(D|\(J)", sample)) or re.search(rb"[\x80-\xff]", sample):
        return ""
    return "iso2022_kr" if escape[0] == b"\x1b$)C" else "iso2022_jp_2"


def _wide(data: bytes) -> str:
    """UTF-16 or -32 without a mark: where the zero bytes of its ASCII letters stand tells the width and the order."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    quarters = [sample[i::4].count(0) / max(1, len(sample) // 4) for i in range(4)]
    if quarters[2] > 0.9 and quarters[3] > 0.9:
        return "utf-32-le"
    if quarters[0] > 0.9 and quarters[1] > 0.9:
        return "utf-32-be"
    even, odd = (quarters[0] + quarters[2]) / 2, (quarters[1] + quarters[3]) / 2
    if odd > 0.1 and even < 0.01:
        return "utf-16-le"
    if even > 0.1 and odd < 0.01:
        return "utf-16-be"
    return ""


def _is_binary(text: str) -> bool:
    """Whether control characters that no text has are more than a stray few."""
    head = text[:_SAMPLE]
    return sum(head.count(c) for c in map(chr, (*range(9), *range(14, 27), 28, 29, 30, 31, 127))) > len(head) / 200


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(1 for c in text[: _SAMPLE * 4] if ord(c) > 127 and c != "\ufffd")
    return lost <= good // 8


def _guess(data: bytes) -> Decoded | None:
    encoding = _western(data[:_SAMPLE]) or _statistical(data)
    if not encoding:
        return None
    decoded = _mending(data, encoding)
    if decoded is None:
        return None
    name = _ENCODING_NAMES[encoding]
    said = (
        f"The file does not say how its letters are stored; it was read as {name}. "
        "If letters look wrong, save it again as UTF-8."
    )
    return Decoded(decoded.text, encoding, (said, *decoded.notices))


def _western(sample: bytes) -> str:
    """Windows-1252 for files that are ASCII but for typographic marks and single accented letters within words."""
    high = [b for b in sample if b > 127]
    if not high or len(high) > len(sample) // 25:
        return ""
    typographic = sum(b in _TYPOGRAPHIC for b in high)
    accented = sum(len(m) - 2 for m in _SINGLE_LETTERS.findall(sample))
    return "cp1252" if typographic and typographic + accented >= 0.9 * len(high) else ""


def _statistical(data: bytes) -> str:
    """charset-normalizer's guess, set right by language where it confuses alphabets that share most of their bytes."""
    for size in (_SAMPLE, _SMALL_SAMPLE):  # one broken letter rules an encoding out: a part may be whole
        best = from_bytes(data[:size], cp_isolation=list(_CANDIDATES), enable_fallback=False).best()
        if best is None:
            continue
        if best.encoding == "mac_roman" and _letters_within(data[:size], "cp1252") > _letters_within(
            data[:size], "mac_roman"
        ):
            return "cp1252"
        if best.encoding not in _LATIN:
            return best.encoding
        language = detect_language(data[:size].decode("cp1252", "replace"))
        return _LATIN_OF.get(language, "") or _central(data, best.encoding)
    return _east_asian(data[:_SAMPLE])


def _letters_within(sample: bytes, encoding: str) -> int:
    """Small letters beyond ASCII between two small letters: a wrong guess puts signs and capitals into words."""
    return sum(letter.islower() for letter in _WITHIN.findall(sample.decode(encoding, "replace")))


def _east_asian(sample: bytes) -> str:
    """Short texts, and drawings made of signs, of which charset-normalizer makes nothing: what decodes flawlessly."""
    for encoding, letters, share in _EAST_ASIAN:
        text = _strict(sample, encoding)
        if text is None:
            continue
        found = [c for c in text if c > "\x7f" and c.isalpha()]
        if found and len(re.findall(letters, text)) >= share * len(found):
            return encoding
    return ""


def _central(data: bytes, encoding: str) -> str:
    if encoding == "cp1250" and not re.search(rb"[\x80-\x9f]", data) and _LATIN2_WORD.search(data):
        return "iso8859_2"  # the two differ in a few letters only, which Windows-1250 has where Latin-2 has none
    return encoding
