"""Files cut short and pages with flipped bits, and logs that belong to another file."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from app.domain.marks import NoteTarget
from app.errors import StoreDamaged
from app.store.open import open_store, restore_backup
from tests.torture.library import Kept, contents, contents_of, make, services
from tests.torture.report import Row

Damage = Callable[[bytearray, random.Random], None]


def cut(content: bytearray, rng: random.Random) -> None:
    """Leave a random length; every eighth time at the end of a page, every tenth nothing at all."""
    length = rng.randrange(len(content))
    chance = rng.random()
    if chance < 0.125:
        length -= length % 4096
    elif chance < 0.225:
        length = 0
    del content[length:]


def flip(content: bytearray, rng: random.Random) -> None:
    """Flip one to eight bits of one page; sometimes the page is full of zeros or of another's bytes instead."""
    page = rng.randrange(len(content) // 4096) * 4096
    chance = rng.random()
    if chance < 0.1:
        content[page : page + 4096] = bytes(4096)
    elif chance < 0.2:
        other = rng.randrange(len(content) // 4096) * 4096
        content[page : page + 4096] = content[other : other + 4096]
    else:
        for _ in range(rng.choice((1, 1, 1, 2, 8))):
            content[page + rng.randrange(4096)] ^= 1 << rng.randrange(8)


def damaged(folder: Path, name: str, damage: Damage, tries: int, *, notes: int = 60, seed: int = 1) -> Row:
    """Damage a library that was closed properly, and open it: all is there, or the damage is told, the newest copy is
    offered and holds what it should, and the damaged file is kept byte for byte.
    """
    rng = random.Random(seed)
    made = make(folder / "made" / "library.db", notes)
    lost = told = wrong = 0
    details: dict[str, int] = {}
    for _ in range(tries):
        home = folder / "tried"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(folder / "made", home)
        path = home / "library.db"
        content = bytearray(path.read_bytes())
        whole = bytes(content)
        damage(content, rng)
        path.write_bytes(content)
        outcome = _opened(path, made, bytes(content))
        if bytes(content) == whole and outcome == "all there":
            outcome = "not changed"
        details[outcome] = details.get(outcome, 0) + 1
        told += outcome in ("refused", "opened and told")
        lost += outcome == "notes lost"
        wrong += outcome not in ("refused", "opened and told", "not changed", "all there")
    shutil.rmtree(folder / "tried", ignore_errors=True)
    detail = ", ".join(f"{count} {outcome}" for outcome, count in sorted(details.items()))
    return Row(name, tries, tries * len(made.notes), lost, told, wrong, detail)


def _opened(path: Path, made: Kept, content: bytes) -> str:
    try:
        store = open_store(path)
    except StoreDamaged as error:
        return _refused(path, made, content, error)
    try:
        missing = made.missing_in(contents_of(store))
    except StoreDamaged:
        return "told late"
    finally:
        changed = store.changed
        store.close()
    if changed is not None:
        return "opened and told" if changed.read_bytes() == content else "not kept"
    return "notes lost" if missing else "all there"


def _refused(path: Path, made: Kept, content: bytes, error: StoreDamaged) -> str:
    if path.read_bytes() != content:
        return "not kept"
    if not (error.sentence and error.next_step and error.backup):
        return "no copy offered"
    kept = restore_backup(path, Path(error.backup))
    if kept is None or kept.read_bytes() != content:
        return "not kept"
    return "refused" if made.missing_in(contents(path)) == 0 else "notes lost"


def strange_logs(folder: Path, tries: int, seed: int = 1) -> Row:
    """Put an earlier copy in the place of a library that crashed, its log left beside it, as people do by hand."""
    rng = random.Random(seed)
    lost = wrong = told = 0
    for number in range(tries):
        home = folder / f"log {number}"
        path = home / "library.db"
        made = make(path, rng.randint(5, 40), number)
        copy = next((home / "backups").iterdir())
        whole = path.read_bytes()
        store = open_store(path)
        annotating, _ = services(store)
        for step in range(rng.randint(1, 60)):
            annotating.add_note(NoteTarget(), f"Later {step} " + "word " * rng.randint(0, 200))
        crash = folder / f"crash {number}"
        shutil.copytree(home, crash)  # as it would be if the power went now
        store.close()
        path = crash / "library.db"
        log = path.with_name("library.db-wal")
        kept = log.read_bytes() if log.exists() else b""
        match number % 3:
            case 0:
                shutil.copyfile(copy, path)
            case 1:
                path.write_bytes(whole)  # not a copy of ours: the file of an earlier day, which keeps a log
            case 2:
                shutil.copyfile(copy, path)
                path.with_name("library.db-shm").write_bytes(rng.randbytes(32_768))
        try:
            found = contents(path)
            lost += made.missing_in(found) > 0
        except StoreDamaged as error:
            told += 1
            wrong += not error.backup
        logs = [p.read_bytes() for p in crash.glob("*strange*-wal")]
        wrong += number % 3 != 1 and bool(kept) and kept not in logs
        shutil.rmtree(home)
        shutil.rmtree(crash)
    return Row("a copy put back by hand beside the log of a crash", tries, tries, lost, told, wrong)
