"""Signs that may not stand in a tree of markup: control characters and halves of pairs, written out or by number."""

from __future__ import annotations

import re

_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\ue012\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]0{0,12}([0-9a-fA-F]{1,6})|0{0,12}([0-9]{1,7}))(?![0-9a-fA-F]);?")


def tamed(markup: str) -> str:
    """`markup` without signs that libxml2 reads and lxml then refuses to write back, or that mark runs of words.

    Those are private-use characters (a page's icons), which have no meaning outside their font. References such as
    `&#1;` go too.
    """
    return _REFERENCE.sub(_kept, _NO_SIGN.sub("", markup))


def _kept(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "" if number and number < 0x110000 and _NO_SIGN.match(chr(number)) else reference[0]
