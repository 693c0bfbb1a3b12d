"""Reads our own Web Annotation file back: notes and marks, each with the place it was made on."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.analysis import EntityKind
from app.domain.anchors import Anchor
from app.domain.marks import MarkKind
from app.domain.portable import IncomingMark, IncomingNote
from app.errors import DamagedFile
from app.exchange.annotations import LIBRARY

_MOST = 400_000_000  # characters; 20,000 notes take 20 million
_HALF_SURROGATES = re.compile("[\ud800-\udfff]")  # JSON can write them, no file or database can hold them
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Incoming:
    """`marks` are highlights and tags; `strange` says of the rest what it is not."""

    notes: tuple[IncomingNote, ...]
    marks: tuple[IncomingMark, ...]
    strange: tuple[str, ...]


class _Strange(ValueError):
    """An annotation that we did not write, or that was changed."""


def read_annotations(text: str, name: str) -> Incoming:
    """The notes in the text of the file `name`. DamagedFile when it is no Web Annotation file."""
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
    notes: list[IncomingNote] = []
    strange: list[str] = []
    marks: list[IncomingMark] = []
    for number, item in enumerate(items, start=1):
        try:
            if _object(item).get("motivation") == "commenting":
                notes.append(_note(item))
            elif item.get("motivation") in ("tagging", "highlighting"):
                marks.append(_mark(item))
            else:
                raise _Strange("it is neither a note nor a mark")
        except _Strange as why:
            strange.append(f"Annotation {number} was left out: {why}.")
    return Incoming(tuple(notes), tuple(marks), tuple(strange))


def _note(item: dict[str, Any]) -> IncomingNote:
    body = next((b for b in _each(item.get("body")) if isinstance(b.get("value"), str)), None)
    if body is None:
        raise _Strange("it has no text")
    target = next(_each(item.get("target")), {})
    source = target if "source" not in target else _object(target["source"])
    anchor = _anchor(target)
    created = _moment(item, "created")
    note = IncomingNote(_id(item), _word(body, "value"), created, _moment(item, "modified") or created)
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
    return IncomingMark(
        on, anchor, said, _versions(source, anchor), _word(source, "dcterms:title"), _word(source, "dcterms:date")
    )


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
