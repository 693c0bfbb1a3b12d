"""The command `glossator check`: is the library whole, and what of it was made again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from app.errors import StoreDamaged, UserError
from app.paths import find_paths

OK, FAILED = 0, 1

_CHECK = """\
Look through the library: its file, the texts, the places of notes and decisions, the search index, the counts. What is
derived from the rest and is not right is made again; what you wrote is only read. The window must be closed.
"""
_CHECK_END = """\
exit codes: 0 the library is whole (now), 1 it is damaged or cannot be opened, 2 wrong usage
"""


def check(arguments: Sequence[str]) -> int:
    """Run `glossator check`; its exit code."""
    parser = argparse.ArgumentParser(
        "glossator check", description=_CHECK, epilog=_CHECK_END, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", metavar="DIR", help="the folder of the library, if it is another one")
    parser.add_argument("--look-only", action="store_true", help="say what is wrong, and change nothing")
    known = parser.parse_args(arguments)
    try:
        return _check(known.home, mend=not known.look_only)
    except UserError as error:
        print(f"glossator: {error}", file=sys.stderr)
        if isinstance(error, StoreDamaged) and error.backup:
            print("glossator: open the window to restore that copy.", file=sys.stderr)
    return FAILED


def _check(home: str | None, *, mend: bool) -> int:
    from app.store.open import open_store
    from app.store.pictures import PictureFile

    paths = find_paths(home)
    if not paths.store.is_file():
        raise UserError(f"There is no library in {paths.home}.", "Name its folder with --home DIR.")
    store = open_store(paths.store, paths.backups)
    pictures = PictureFile(paths.pictures)
    try:
        report = store.check(mend=mend)
        kept = ""
        if report.is_whole:
            with store.reading() as session:
                kept = pictures.check(session.articles.hashes(), mend=mend).sentence
        if store.changed:
            print(f"The library had changed since it was last closed; as it was it is kept as {store.changed}.")
    finally:
        pictures.close()
        store.close()
    print("\n".join(filter(None, (*report.sentences(), kept))))
    return OK if report.is_whole else FAILED
