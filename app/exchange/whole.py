"""Everything at once: the vault, the annotations, the flash cards and the tables, in one folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.domain.portable import PortableLibrary
from app.exchange.annotations import annotations_of_library
from app.exchange.flashcards import flash_cards
from app.exchange.folder import OwnFolder, Watch, Written, unwatched
from app.exchange.tables import ENCODING, claim_ledger, entity_table, quote_book
from app.exchange.vault import vault

ANNOTATIONS, CARDS = "annotations.jsonld", "flashcards.txt"
QUOTES, CLAIMS, ENTITIES = "quotes.csv", "claims.csv", "entities.csv"

_Parts = Mapping[str, Callable[[OwnFolder], object]]
"""What puts the files of each kind: the beginnings of their keys."""


def export_everything(library: PortableLibrary, folder: Path, watch: Watch = unwatched) -> Written:
    """Vault, annotations, flash cards and tables into `folder`. ExportError when it holds what no export wrote; Stopped
    when `watch` says so.
    """
    return _export(folder, {**_vault(library), **_annotations(library), **_tables(library)}, watch)


def export_vault(library: PortableLibrary, folder: Path) -> Written:
    """The note files alone; what an earlier export put there besides stays."""
    return _export(folder, _vault(library))


def export_tables(library: PortableLibrary, folder: Path) -> Written:
    """Quotes, claims and entities as CSV; what an earlier export put there besides stays."""
    return _export(folder, _tables(library))


def _vault(library: PortableLibrary) -> _Parts:
    def put(own: OwnFolder) -> None:
        for file in vault(library, own.known(), own.foreign):
            own.put(file.key, file.path, [file.text])

    return dict.fromkeys(("article", "entity", "loose"), put)


def _annotations(library: PortableLibrary) -> _Parts:
    return {
        ANNOTATIONS: lambda own: own.put(ANNOTATIONS, ANNOTATIONS, annotations_of_library(library)),
        CARDS: lambda own: own.put(CARDS, CARDS, flash_cards(library)),
    }


def _tables(library: PortableLibrary) -> _Parts:
    return {
        QUOTES: lambda own: own.put(QUOTES, QUOTES, quote_book(library.quotes()), ENCODING),
        CLAIMS: lambda own: own.put(CLAIMS, CLAIMS, claim_ledger(library.claims(), library.evidence), ENCODING),
        ENTITIES: lambda own: own.put(ENTITIES, ENTITIES, entity_table(library.entities()), ENCODING),
    }


def _export(folder: Path, parts: _Parts, watch: Watch = unwatched) -> Written:
    own = OwnFolder(folder, watch)
    try:
        for put in dict.fromkeys(parts.values()):
            put(own)
        return own.finish(parts.keys())
    except BaseException:
        own.give_up()
        raise
