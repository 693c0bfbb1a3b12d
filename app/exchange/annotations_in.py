"""Reads our own Web Annotation file back: notes, links, tags and marks, each with the place it was made on."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.analysis import EntityKind
from app.domain.anchors import Anchor
from app.domain.marks import MarkKind
from app.domain.portable import Incoming, IncomingMark, IncomingNote, IncomingTags, PortableLink
from app.domain.tags import COLOURS, tidy
from app.errors import DamagedFile
from app.exchange.annotations import LIBRARY

_MOST = 400_000_000  # characters; 20,000 notes take 20 million
_HALF_SURROGATES = re.compile("[\ud800-\udfff]")  # JSON can write them, no file or database can hold them
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})", re.ASCII)


class _Strange(ValueError):
    """An annotation that we did not write, or that was changed."""


def read_annotations(text: str, name: str) -> Incoming:
    """What is in the text of the file `name`. DamagedFile when it is no Web Annotation file."""
    if len(text) > _MOST:
        raise DamagedFile(f"{name} is too long for an annotation file.", "Choose a file that Glossator exported.")
    try:
        page = json.loads(text.removeprefix("\ufeff"))
        items = page["items"] if isinstance(page, dict) else page
        if not isinstance(items, list):
            raise TypeError
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DamagedFile(
            f"{name} is not a Web Annotation file, or not a whole one.", "Choose a file that Glossator exported."
        ) from error
    read = _Read()
    for number, item in enumerate(items, start=1):
        try:
            read.take(_object(item))
        except _Strange as why:
            read.strange.append(f"Annotation {number} was left out: {why}.")
    colours = page.get("glossator:colours") if isinstance(page, dict) else None
    return read.whole(_meanings(colours))


class _Read:
    """What has been read so far, by kind."""

    def __init__(self) -> None:
        self.notes: list[IncomingNote] = []
        self.marks: list[IncomingMark] = []
        self.links: list[PortableLink] = []
        self.tags: list[IncomingTags] = []
        self.strange: list[str] = []

    def take(self, item: dict[str, Any]) -> None:
        """Read one annotation; _Strange when it is none of ours."""
        target = next(_each(item.get("target")), {})
        match item.get("motivation"):
            case "linking":
                self.links.append(_link(item, target))
            case "tagging" if "selector" not in target and "source" not in target:
                self.tags.append(_tags(item, target))
            case "commenting":
                self.notes.append(_note(item))
            case "highlighting" if "glossator:standing" not in item:
                self.notes.append(_note(item))
            case "tagging" | "highlighting" | "moderating":
                self.marks.append(_mark(item))
            case _:
                raise _Strange("it is neither a note nor a mark")

    def whole(self, colours: dict[str, str]) -> Incoming:
        notes, marks, links = tuple(self.notes), tuple(self.marks), tuple(self.links)
        return Incoming(notes, marks, links, tuple(self.tags), colours, tuple(self.strange))


def _meanings(colours: object) -> dict[str, str]:
    known = colours if isinstance(colours, dict) else {}
    return {name: meaning for name in COLOURS if (meaning := _word(known, name))}


def _link(item: dict[str, Any], target: dict[str, Any]) -> PortableLink:
    body = next(_each(item.get("body")), {})
    relation = _word(item, "glossator:relation")
    if not relation:
        raise _Strange("the link does not say what it means")
    link = PortableLink(_id(item), _id(target), relation, _word(item, "glossator:words"), _moment(item, "created"))
    if entity := _word(body, "glossator:entity"):
        return replace(link, entity_name=entity, entity_kind=_kind(body))
    if "glossator:text" in body:
        return replace(link, versions=_versions(body, None), title=_word(body, "dcterms:title"))
    return replace(link, to_note=_id(body))


def _tags(item: dict[str, Any], target: dict[str, Any]) -> IncomingTags:
    title, date = _word(target, "dcterms:title"), _word(target, "dcterms:date")
    return IncomingTags(_tag_bodies(item), _versions(target, None), title, date)


def _tag_bodies(item: dict[str, Any]) -> tuple[str, ...]:
    bodies = (b for b in _each(item.get("body", [])) if b.get("purpose") == "tagging")
    return tidy(_word(body, "value") for body in bodies)


def _note(item: dict[str, Any]) -> IncomingNote:
    bodies = [b for b in _each(item.get("body")) if isinstance(b.get("value"), str)]
    if not bodies:
        raise _Strange("it has no text")
    words = next((_word(b, "value") for b in bodies if b.get("purpose") != "tagging"), "")
    target = next(_each(item.get("target")), {})
    source = target if "source" not in target else _object(target["source"])
    anchor = _anchor(target)
    created = _moment(item, "created")
    note = IncomingNote(_id(item), words, created, _moment(item, "modified") or created)
    colour = _word(item, "glossator:colour")
    note = replace(note, colour=colour if colour in COLOURS else "", tags=_tag_bodies(item))
    if entity := _word(target, "glossator:entity"):
        return replace(note, entity_name=entity, entity_kind=_kind(target))
    if target.get("id") == LIBRARY:
        return note
    return replace(
        note,
        quoted=_word(target, "glossator:firstWrittenOn") or (anchor.exact if anchor else ""),
        on=_on(target) if anchor else None,
        anchor=anchor,
        versions=_versions(source, anchor),
        title=_word(source, "dcterms:title"),
        date=_word(source, "dcterms:date"),
    )


def _mark(item: dict[str, Any]) -> IncomingMark:
    target = next(_each(item.get("target")), {})
    source, anchor = _object(target.get("source")), _anchor(target)
    on = _on(target)
    if anchor is None or on is MarkKind.NOTE:
        raise _Strange("it does not say what is marked")
    said = {_word(body, "glossator:is"): _word(body, "value") for body in _each(item.get("body", []))}
    title, date = _word(source, "dcterms:title"), _word(source, "dcterms:date")
    rejected = item.get("motivation") == "moderating"
    return IncomingMark(on, anchor, said, _versions(source, anchor), title, date, rejected)


def _versions(source: dict[str, Any], anchor: Anchor | None) -> tuple[str, ...]:
    """Hashes of the text: as it was when it was exported, as it was when the note was written."""
    current = _word(source, "glossator:text")
    if not current:
        raise _Strange("it is about something that Glossator did not name")
    return tuple(dict.fromkeys(filter(None, (current, anchor.version if anchor else ""))))


def _anchor(target: dict[str, Any]) -> Anchor | None:
    if "selector" not in target:
        return None
    selectors = {s.get("type"): s for s in _each(target["selector"])}
    quote, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector", {})
    if quote is None or not _word(quote, "exact"):
        raise _Strange("its passage has no words")
    start, end = position.get("start"), position.get("end")
    exact = _word(quote, "exact")
    if type(start) is not int or type(end) is not int or not 0 <= start < end < 2**53:
        raise _Strange("its passage has no position")
    version = _word(target, "glossator:version")
    return Anchor(exact, _word(quote, "prefix"), _word(quote, "suffix"), start, end, version)


def _on(target: dict[str, Any]) -> MarkKind:
    return next((kind for kind in MarkKind if kind.value == target.get("glossator:on")), MarkKind.NOTE)


def _kind(target: dict[str, Any]) -> EntityKind | None:
    return next((kind for kind in EntityKind if kind.value == target.get("glossator:kind")), None)


def _id(item: dict[str, Any]) -> str:
    try:
        return str(uuid.UUID(_word(item, "id").removeprefix("urn:uuid:")))
    except ValueError as error:
        raise _Strange("its id is no UUID") from error


def _each(value: object) -> Iterator[dict[str, Any]]:
    """JSON-LD writes one thing bare and several as a list."""
    for one in value if isinstance(value, list) else [value]:
        yield _object(one)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Strange("it is not written as Glossator writes them")
    return value


def _word(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name, "")
    return _HALF_SURROGATES.sub("\ufffd", value) if isinstance(value, str) else ""


def _moment(holder: dict[str, Any], name: str) -> str:
    value = _word(holder, name)
    return value if _MOMENT.fullmatch(value) else ""
