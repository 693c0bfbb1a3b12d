"""A saved page in a ZIP archive, with or without the folder of its pictures. Nothing is unpacked but the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from app.domain.article import Article
from app.errors import NotText
from app.reading import mhtml, webarchive
from app.reading.archive import Archive
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.saved_page import SavedPage, read_page
from app.reading.sniff import Head, is_mhtml, is_webarchive, office_kind

PAGES = (".html", ".htm", ".xhtml", ".xht")
_SINGLE = (".mhtml", ".mht", ".webarchive")
FOLDER_ENDS = ("_files", ".files", "-files", "_fichiers", "-dateien", "_archivos", "_file", "_bestanden")
"""What browsers add to a page's name for the folder of its parts, in several languages."""


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article of the one page in the archive, NotText where there is none or no telling which it is."""
    archive = Archive(data, origin, limits)
    if kind := office_kind(archive.names):
        step = "Open it in its own program and save what you want to read as text, PDF or HTML."
        raise NotText(f"{origin.called} is {kind}, which cannot be read yet.", step)
    pages = [name for name in sorted(archive.names) if name.lower().endswith((*PAGES, *_SINGLE))]
    if not pages:
        sentence = f"{origin.called} is an archive without a saved page in it."
        raise NotText(sentence, "Unpack it and open the files that are in it.")
    name = main_page(pages)
    if not name:
        sentence = f"{origin.called} holds {len(pages)} pages, and none of them is the main one."
        raise NotText(sentence, "Unpack it and open the pages you want to read.")
    within = Origin(PurePosixPath(name).name, archive=origin.name)
    return replace(_article(archive.read(name) or b"", within, limits), format="zip")


def _article(data: bytes, origin: Origin, limits: Limits) -> Article:
    head = Head.of(data, origin)
    if is_webarchive(head):
        return webarchive.read(data, origin, limits)
    if is_mhtml(head):
        return mhtml.read(data, origin, limits)
    return read_page(SavedPage(data), origin, limits, format="zip")


def main_page(names: Iterable[str]) -> str:
    """The page that the others belong to: not within a page's folder of parts, and least deep; "" for several.

    Of several as deep, the one called index, or the only one that has a folder of parts.
    """
    paths = {name: PurePosixPath(name) for name in names}
    own = {name: path for name, path in paths.items() if not _is_part(path)}
    least = min((len(path.parts) for path in own.values()), default=0)
    top = {name: path for name, path in own.items() if len(path.parts) == least}
    if len(top) == 1:
        return next(iter(top))
    index = [name for name, path in top.items() if path.stem.lower() == "index"]
    return index[0] if len(index) == 1 else ""


def _is_part(path: PurePosixPath) -> bool:
    """Whether a page lies in the folder of another's parts, as its frames do, or is one of the system's."""
    above = [part.lower() for part in path.parts[:-1]]
    return path.name.startswith(".") or "__macosx" in above or any(part.endswith(FOLDER_ENDS) for part in above)
