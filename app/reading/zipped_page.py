"""A saved page in a ZIP archive, with or without the folder of its pictures, or one document, packed to be sent.

Nothing is unpacked but the page, its pictures, or the document. Archives within archives are not opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from posixpath import normpath

from app.domain.article import Article
from app.domain.saved_pages import FOLDER_ENDS
from app.errors import NotText, ReadingError
from app.reading.archive import Archive
from app.reading.formats import SUFFIXES, format_of
from app.reading.limits import Limits
from app.reading.origin import Origin, Parts
from app.reading.page_folder import relative_names
from app.reading.sniff import office_kind

PAGES = (".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht", ".webarchive")
NO_ARTICLES = ("readme.txt", "readme.md", "license.txt", "licence.txt", "license.md", "copying.txt", "robots.txt")
"""Files that lie beside an article and are none."""

_DOCUMENTS = tuple(suffix for suffix in SUFFIXES if suffix != ".zip")
_STEP = "Unpack it and open the files that are in it."


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article of the one page or document in the archive, NotText where there is none or no telling which it is."""
    archive = Archive(data, origin, limits)
    if kind := office_kind(archive.names):
        step = "Open it in its own program and save what you want to read as text, PDF or HTML."
        raise NotText(f"{origin.called} is {kind}, which cannot be read yet.", step)
    name = _chosen(archive, origin)
    within = Origin(PurePosixPath(name).name, archive=origin.name, parts=_parts(data, name, origin, limits))
    packed = archive.read(name) or b""
    found = format_of(packed, within)
    if found is None or found.name == "zip":
        raise NotText(f"What {origin.called} holds is no page and no text.", _STEP)
    article = found.reader()(packed, within, limits)
    titled = replace(article.metadata, title=article.metadata.title or within.title())
    return replace(article, metadata=titled, format="zip")


def _parts(data: bytes, page: str, origin: Origin, limits: Limits) -> Parts:
    """The files in the archive by their addresses on the page, which is called `page` there.

    They use up nothing of what the page may unpack to.
    """
    bounds = replace(limits, member=limits.picture_bytes, unpacked=limits.document_bytes)
    folder = page.replace("\\", "/").rpartition("/")[0]

    @cache
    def opened() -> tuple[Archive, dict[str, str]]:
        archive = Archive(data, origin, bounds)
        return archive, {name.replace("\\", "/"): name for name in archive.names}

    def bytes_of(address: str) -> bytes:
        names = relative_names(address)
        if not names:
            return b""
        try:
            archive, known = opened()
            return archive.read(known.get(normpath("/".join((folder or ".", *names))), "")) or b""
        except ReadingError:  # too large, or damaged: an article is whole without its pictures
            return b""

    return bytes_of


def _chosen(archive: Archive, origin: Origin) -> str:
    names = sorted(archive.names)
    pages = [name for name in names if name.lower().endswith(PAGES)]
    documents = [
        n for n in names if n.lower().endswith(_DOCUMENTS) and PurePosixPath(n).name.lower() not in NO_ARTICLES
    ]
    if name := main_page(pages or documents):
        return name
    if not documents:
        raise NotText(f"{origin.called} is an archive without a saved page in it.", _STEP)
    if not pages:
        raise NotText(f"{origin.called} holds {len(documents)} articles.", "Unpack it and open the folder.")
    step = "Unpack it and open the pages you want to read."
    raise NotText(f"{origin.called} holds {len(pages)} pages, and none of them is the main one.", step)


def main_page(names: Iterable[str]) -> str:
    """The page that the others belong to: not within a page's folder of parts, and least deep; "" for several.

    Of several as deep, the one called index, or the only one that has a folder of parts.
    """
    paths = {name: PurePosixPath(name.replace("\\", "/")) for name in names}  # old Windows programs part by "\\"
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
