"""`glossator --self-test`: whether this copy of the program is whole.

What a bundle leaves out shows only when it is first used: a parser that is imported by name, the model's tables, a
plugin of Qt. So each is used once here, on invented words and in a folder that is removed afterwards.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.paths import RESOURCES, Paths

TEXT = (
    "Harbour chief warns of a dry summer\n\n"
    "“The basin will be empty by June,” said Marta Lindqvist, who runs the harbour of Ostwick. "
    "The town lost 40 per cent of its water last year, according to the council."
)
LONGEST_MS = 120_000
TYPEFACES = ("Inter", "Source Serif 4")


class Lacking(Exception):
    """Says what is not as it must be."""


def run(say: Callable[[str], object] = print) -> int:
    """Try every part, say what came of it, and return an exit code: 0 when the copy is whole."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="glossator-self-test-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        parts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("resources", _resources),
            ("reading", lambda: _reading(home)),
            ("pictures", _pictures),
            ("model", _model),
            ("store", lambda: _store(home)),
            ("window", lambda: _window(home)),
        )
        for name, part in parts:
            try:
                part()
            except Exception as error:  # whatever it is, the other parts are still tried
                failed += 1
                say(f"{name}: {type(error).__name__}: {error}")
            else:
                say(f"{name}: ok")
    say("failed" if failed else "ok")
    return 1 if failed else 0


def _require(condition: object, sentence: str) -> None:
    if not condition:
        raise Lacking(sentence)


def _resources() -> None:
    for folder in ("fonts", "icons", "models", "samples"):
        _require(any((RESOURCES / folder).glob("*.*")), f"{RESOURCES / folder} is empty")
    if hasattr(sys, "_MEIPASS"):
        _require(any((RESOURCES.parent / "licences").iterdir()), "the licences are missing")


def _reading(home: Path) -> None:
    """Every format's parser, and every sample through it."""
    from app.reading.formats import FORMATS
    from app.reading.read import read_file

    for format_ in FORMATS:
        format_.reader()
    samples = [p for p in sorted((RESOURCES / "samples").iterdir()) if p.suffix in (".txt", ".md", ".html")]
    for sample in samples:
        _require(read_file(str(sample)).text.strip(), f"{sample.name} came out empty")
    page = home / "empty.pdf"
    page.write_bytes(b"%PDF-1.4\n%%EOF\n")
    with contextlib.suppress(Exception):  # it holds nothing to read: only that PDFium loads is asked
        read_file(str(page))
    import pypdfium2

    pypdfium2.PdfDocument.new().close()


def _pictures() -> None:
    """One in each format, drawn here, decoded as those of an article are."""
    from io import BytesIO

    from PIL import Image

    from app.reading.drawings import Drawings
    from app.reading.limits import Limits

    gradient = Image.linear_gradient("L").convert("RGB")
    for name in ("JPEG", "PNG", "GIF", "BMP", "WEBP"):
        out = BytesIO()
        gradient.save(out, name)
        _require(Drawings(Limits()).of(out.getvalue()), f"a {name} picture could not be decoded")


def _model() -> None:
    from app.analysis.pipeline import Analyzer

    analysis = Analyzer.load().analyze(TEXT)
    names = {entity.name for entity in analysis.entities}
    _require("Marta Lindqvist" in names, f"the speaker was not found among {sorted(names)}")
    _require(analysis.quotes, "no quote was found")
    _require(analysis.claims, "no claim was found")


def _store(home: Path) -> None:
    from app.store.open import open_store

    for _ in range(2):  # made, then opened again
        store = open_store(home / "store" / "library.db")
        store.close()


def _window(home: Path) -> None:
    """The whole program once: window, typefaces, worker process, an article that is read, analysed and stored."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFontDatabase

    from app.bootstrap import Program
    from app.startup import make_application
    from app.work.messages import JobFailed

    article = home / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    application = make_application()
    program = Program(application, Paths(home / "home").make(), [str(article)], None)
    _require(not application.windowIcon().pixmap(64, 64).isNull(), "the icon cannot be drawn")
    failures: list[str] = []

    def failed(_: int, failure: JobFailed) -> None:
        failures.append(f"{failure.sentence} {failure.trace}")
        application.exit(1)

    program.worker.failed.connect(failed)
    program.worker.analyzed.connect(lambda *_: QTimer.singleShot(500, lambda: application.exit(0)))
    QTimer.singleShot(LONGEST_MS, lambda: application.exit(2))
    code = application.exec()
    picture = program.window.grab() if program.window is not None else None
    program.close()
    _require(code != 2, f"the article was not analysed within {LONGEST_MS // 1000} s")
    _require(code == 0, f"the worker could not do its job: {' '.join(failures)}")
    _require(picture is not None and picture.width() > 200, "the window was not painted")
    for family in TYPEFACES:
        _require(family in QFontDatabase.families(), f"the typeface {family} is missing")
