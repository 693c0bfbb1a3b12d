"""The words of a Word document's paragraphs and cells: changes accepted, with links, pictures and signs of notes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from app.reading.archive import Archive
from app.reading.field_codes import field_address, with_place
from app.reading.phrase import BREAK, Gathering, Phrase
from app.reading.pictures import Pictures
from app.reading.xml_tree import attribute, parsed

SKIPPED = frozenset(
    "del moveFrom pPr rPr tblPr trPr tcPr sectPr instrText delText fldData Fallback sdtPr object".split()
)
_SIGNS = {"tab": " ", "ptab": " ", "br": BREAK, "cr": BREAK, "noBreakHyphen": "\u2011"}
_MEANT = ("footnoteReference", "endnoteReference", "hyperlink", "fldSimple", "fldChar", "docPr", "blip", "imagedata")
_ROLES = (
    dict.fromkeys(SKIPPED | {"txbxContent"}, "skipped")
    | dict.fromkeys(_SIGNS, "sign")
    | {tag: tag for tag in (*_MEANT, "t", "instrText")}
)
_LONGEST_CODE = 5_000
_DEEPEST = 50
"""Fields within fields."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package, and what the ids in it stand for: addresses, and names of files in the archive."""

    addresses: dict[str, str]
    files: dict[str, str]


def part_of(archive: Archive, name: str) -> Part:
    """What the relationships of the file `name` say. What lies outside the archive has no name in it."""
    folder = posixpath.dirname(name)
    root = parsed(archive.read(f"{folder}/_rels/{posixpath.basename(name)}.rels") or b"")
    addresses: dict[str, str] = {}
    files: dict[str, str] = {}
    for relation in root.iter("Relationship") if root is not None else ():
        target, key = attribute(relation, "Target"), attribute(relation, "Id")
        if attribute(relation, "TargetMode").lower() == "external":
            addresses[key] = target
        else:
            files[key] = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
    return Part(addresses, files)


class Words:
    """Reads the words of one part. `refer` gives the sign for a reference to a note, by its kind and id."""

    def __init__(self, part: Part, pictures: Pictures, refer: Callable[[str, str], str]) -> None:
        self._part, self._pictures, self._refer = part, pictures, refer

    def phrase(self, element: etree._Element) -> Phrase:
        """The words inside a paragraph or a cell, but for its text boxes."""
        gathered = Gathering()
        fields = _Fields(gathered)
        described = ""
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, part in walker:
            tag = part.tag
            role = _ROLES.get(tag)
            if role is None:
                if event == "end" and tag == "p" and part is not element:
                    gathered.parts.append(" ")
            elif event == "end":
                if role in ("hyperlink", "fldSimple"):
                    gathered.end()
            elif role == "t":
                gathered.parts.append(part.text or "")
            elif role == "skipped":
                walker.skip_subtree()
            elif role == "instrText":
                fields.add_code(part.text or "")
            elif role == "sign":
                gathered.parts.append(_SIGNS[tag])
            elif role == "fldChar":
                fields.step(attribute(part, "fldCharType"))
            elif role == "hyperlink":
                gathered.begin(self._address(part))
            elif role == "fldSimple":
                gathered.begin(field_address(attribute(part, "instr")))
            elif role == "docPr":
                described = attribute(part, "descr") or attribute(part, "title")
            elif role in ("blip", "imagedata"):
                gathered.draw(self._pictures.drawing(self._file(part), described or _alternative(part)))
            else:
                gathered.parts.append(self._refer(tag.removesuffix("Reference"), attribute(part, "id")))
        return gathered.phrase()

    def _address(self, link: etree._Element) -> str:
        """Where a link leads, with the place in the page; nowhere where that is within the document."""
        target = self._part.addresses.get(attribute(link, "id"), "")
        return with_place(target, attribute(link, "anchor"))

    def _file(self, picture: etree._Element) -> str:
        """The name of a picture in the archive, "" for the filling of a shape."""
        if picture.tag == "imagedata":
            return self._part.files.get(attribute(picture, "id"), "")
        filling = picture.getparent()
        owner = filling.getparent() if filling is not None else None
        is_picture = owner is not None and owner.tag == "pic"
        return self._part.files.get(attribute(picture, "embed"), "") if is_picture else ""


class _Fields:
    """The fields that are open at a place: begin, code, separator, result, end, each a mark among the words."""

    def __init__(self, gathered: Gathering) -> None:
        self._gathered = gathered
        self._codes: list[str | None] = []  # None once its result has begun

    def add_code(self, code: str) -> None:
        if self._codes and (before := self._codes[-1]) is not None and len(before) < _LONGEST_CODE:
            self._codes[-1] = before + code[:_LONGEST_CODE]

    def step(self, kind: str) -> None:
        if kind == "begin" and len(self._codes) < _DEEPEST:
            self._codes.append("")
        elif kind == "separate" and self._codes and (code := self._codes[-1]) is not None:
            self._codes[-1] = None
            self._gathered.begin(field_address(code))
        elif kind == "end" and self._codes and self._codes.pop() is None:
            self._gathered.end()


def _alternative(image: etree._Element) -> str:
    """What an old drawing says instead of its picture."""
    shape = image.getparent()
    return attribute(shape, "alt") if shape is not None else ""
