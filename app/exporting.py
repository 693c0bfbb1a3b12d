"""The commands `glossator export` and `glossator import-annotations`: the library's contents, without a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.paths import find_paths

if TYPE_CHECKING:
    from app.services.export import Exporting
    from app.store.store import Store

OK, FAILED = 0, 1

_EXPORT = """\
Write what your library holds into files that other programs read. The window must be closed.

  markdown     a folder of linked notes, one for each article and name with notes or quotes;
               of one article or name (--article, --entity): one file
  annotations  notes and what you decided, as W3C Web Annotations (JSON-LD)
  csv          quotes.csv, claims.csv and entities.csv in a folder
  ris, bibtex  the articles as references
  flashcards   notes and highlights as cards, in a text file that Anki imports
"""
_EXPORT_END = """\
examples:
  glossator export markdown -o ~/Vault
  glossator export bibtex -o harbour.bib --article "Harbour vote"

A folder must be empty or of an earlier export; files you changed since are kept under another name.
exit codes: 0 done, 1 not done (said on standard error), 2 wrong usage
"""
_IMPORT = """\
Take notes and decisions in from a file that "glossator export annotations" wrote. Notes that are in your
library already, or in its bin, and what you decided yourself are left alone. The window must be closed.
"""
_FORMATS = ("markdown", "annotations", "csv", "ris", "bibtex", "flashcards")


def export(arguments: Sequence[str]) -> int:
    """Run `glossator export`; its exit code."""
    parser = argparse.ArgumentParser(
        "glossator export",
        description=_EXPORT,
        epilog=_EXPORT_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", choices=_FORMATS)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help='file or folder; "-" for standard output')
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--article", metavar="ID", help="only this article: its title, a part of it, or its number")
    which.add_argument("--entity", metavar="NAME", help="only this person or other name (markdown)")
    which.add_argument("--all", action="store_true", help="the whole library (as without --article)")
    parser.add_argument("--replace", action="store_true", help="write over the file OUT if it is there")
    parser.add_argument("--home", metavar="DIR", help="the folder of the library, if it is another one")
    known = parser.parse_args(arguments)
    if known.entity is not None and known.format != "markdown":
        parser.error("--entity goes with markdown")
    alone = known.article is not None or known.entity is not None
    into_folder = known.format == "csv" or (known.format == "markdown" and not alone)
    if into_folder and known.output == "-":
        parser.error(f"{known.format} needs a folder, not standard output")
    return _told(lambda: _export(known, into_folder))


def import_annotations(arguments: Sequence[str]) -> int:
    """Run `glossator import-annotations`; its exit code. What was left out is named on standard error."""
    parser = argparse.ArgumentParser("glossator import-annotations", description=_IMPORT)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--home", metavar="DIR", help="the folder of the library, if it is another one")
    known = parser.parse_args(arguments)
    return _told(lambda: _import(known))


def _export(known: argparse.Namespace, into_folder: bool) -> int:
    from app.exchange.folder import write_whole
    from app.exchange.whole import export_tables, export_vault
    from app.services.export import Exporting

    out = Path(known.output)
    if known.output != "-" and not into_folder:
        _look_at(out, replace=known.replace)
    store = _open(known.home)
    try:
        exporting = Exporting(store)
        article = exporting.called(known.article) if known.article is not None else None
        if into_folder:
            with exporting.library(article) as library:
                written = (export_vault if known.format == "markdown" else export_tables)(library, out)
            print(f"{written.files} files in {out}")
            for name in written.kept:
                print(f"glossator: you had changed a file; it is now {out / name}", file=sys.stderr)
            return OK
        pieces = _entity(exporting, known.entity) if known.entity else _pieces(exporting, known.format, article)
        if known.output == "-":
            sys.stdout.writelines(pieces)
        else:
            write_whole(out, pieces)
        return OK
    finally:
        store.close()


def _pieces(exporting: Exporting, name: str, article_id: int | None) -> Iterable[str]:
    """The contents of the one file of this format."""
    from app.exchange.annotations import annotations_of_library
    from app.exchange.citation import bibtex, ris
    from app.exchange.flashcards import flash_cards
    from app.exchange.markdown import article_note

    if name == "markdown" and article_id is not None:
        yield article_note(exporting.article(article_id))
        return
    with exporting.library(article_id) as library:
        if name == "annotations":
            yield from annotations_of_library(library)
        elif name == "flashcards":
            yield from flash_cards(library)
        else:
            about = (library.article(named.id).metadata for named in library.all_articles())
            yield (ris if name == "ris" else bibtex)(about)


def _entity(exporting: Exporting, name: str) -> Iterable[str]:
    from app.exchange.markdown import entity_note

    return [entity_note(exporting.entity(exporting.entity_called(name)))]


def _import(known: argparse.Namespace) -> int:
    from app.exchange.annotations_in import read_annotations
    from app.linking.keys import blocking_keys
    from app.services.decide import Deciding
    from app.services.importing import Importing

    text = Path(known.file).read_bytes().decode("utf-8-sig", "replace")
    incoming = read_annotations(text, known.file)
    store = _open(known.home)
    try:
        importing = Importing(store, Deciding(store, blocking_keys))
        report = importing.take_in_all(incoming)[0]
    finally:
        store.close()
    print(f"notes: {report.came} came, {report.were_there} were there already")
    if report.unplaced:
        print(f"{report.unplaced} of them did not find their words for sure: look for them in the list of notes")
    if incoming.marks:
        print(f"names, quotes and claims: {report.marks_came} came, {report.marks_were_there} were decided already")
    for sentence in report.left_out:
        print(f"glossator: left out: {sentence}", file=sys.stderr)
    return FAILED if report.left_out else OK


def _open(home: str | None) -> Store:
    from app.store.open import open_store

    paths = find_paths(home)
    if not paths.store.is_file():
        raise UserError(f"There is no library in {paths.home}.", "Name its folder with --home DIR.")
    return open_store(paths.store, paths.backups)


def _look_at(out: Path, *, replace: bool) -> None:
    if out.is_dir():
        raise UserError(f"{out} is a folder.", "Give the name of a file.")
    if out.exists() and not replace:
        raise UserError(f"{out} is there already.", "Give another name, or --replace to write over it.")
    if not out.absolute().parent.is_dir():
        raise UserError(f"There is no folder {out.absolute().parent}.", "Make it first, or give another name.")


def _told(act: Callable[[], int]) -> int:
    """What `act` answers; what the user can mend is said on standard error."""
    try:
        return act()
    except BrokenPipeError:
        raise
    except UserError as error:
        print(f"glossator: {error}", file=sys.stderr)
    except OSError as error:
        print(f"glossator: {error.filename or 'the file'}: {error.strerror or error}.", file=sys.stderr)
    return FAILED
