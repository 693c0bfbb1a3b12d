"""A folder in place of a file: the one page in it, or the page whose parts it holds."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.saved_pages import page_stem
from app.errors import UnreadableFile
from app.reading.formats import SUFFIXES
from app.reading.zipped_page import NO_ARTICLES, PAGES, main_page

_ENTRIES = 5_000
"""Entries of a folder that are looked at."""


def document_in(folder: Path, called: str) -> Path:
    """The file to read for `folder`: its one article, the page it belongs to, or its index page.

    Names only are looked at. Links are not followed: they could lead out of the folder. UnreadableFile where there is
    no telling, OSError where the folder cannot be listed.
    """
    if page := _page_beside(folder):
        return page
    names = _names(folder)
    articles = [name for name in names if name.lower().endswith(SUFFIXES) and name.lower() not in NO_ARTICLES]
    pages = [name for name in articles if name.lower().endswith(PAGES)]
    if len(articles) == 1:
        return folder / articles[0]
    if pages and (name := main_page(pages)):
        return folder / name
    if not articles:
        raise UnreadableFile(f"{called} is a folder without an article in it.", "Choose the file you want to read.")
    raise UnreadableFile(f"{called} is a folder of {len(articles):,} articles.", "Choose the files in it instead.")


def _page_beside(folder: Path) -> Path | None:
    """For the folder of a page's parts, as "Winter_files", the page itself where it stands beside it."""
    stem = page_stem(folder.name)
    found = (folder.with_name(stem + suffix) for suffix in PAGES) if stem else ()
    return next((page for page in found if page.is_file() and not page.is_symlink()), None)


def _names(folder: Path) -> list[str]:
    """The ordinary files in a folder, hidden ones aside, by name."""
    with os.scandir(folder) as entries:
        first = [entry for _, entry in zip(range(_ENTRIES), entries, strict=False)]
    return sorted(e.name for e in first if not e.name.startswith(".") and e.is_file(follow_symlinks=False))
