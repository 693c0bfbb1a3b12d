"""Signs that may not stand in a tree of markup: control characters and halves of pairs, written out or by number."""

from __future__ import annotations

import re

_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\ue012\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>?")
"""Broken ones as well: lxml raises over text that names an encoding."""

_NUMBERED = r"&#(?:[xX]0{0,12}([0-9a-fA-F]{1,6})|0{0,12}([0-9]{1,7}))(?![0-9a-fA-F]);?"
_REFERENCE = re.compile(_NUMBERED)
_REFERENCE_BYTES = re.compile(_NUMBERED.encode("ascii"))


def tamed(markup: str) -> str:
    """`markup` as lxml takes it: without an XML declaration, and without signs that it would refuse to write back.

    Signs that mark runs of words go too: private-use characters (a page's icons), which have no meaning outside their
    font. So do references such as `&#1;`.
    """
    markup = _REFERENCE.sub(lambda found: found[0] if _is_sign(found[1], found[2]) else "", _NO_SIGN.sub("", markup))
    return _DECLARATION.sub("", markup)


def tamed_references(markup: bytes) -> bytes:
    """`markup`, in an encoding that holds ASCII as it stands, without references to such signs."""
    return _REFERENCE_BYTES.sub(lambda found: found[0] if _is_sign(found[1], found[2]) else b"", markup)


def _is_sign(hexadecimal: str | bytes | None, decimal: str | bytes | None) -> bool:
    number = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
    return 0 < number < 0x110000 and not _NO_SIGN.match(chr(number))
