"""Small tools for the worker's process: they answer, wait, crash or eat memory on demand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.analysis import Analysis, EntityKind, FoundEntity, Mention
from app.domain.article import Article, Metadata
from app.domain.original import PageSize, Picture, Places
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span
from app.errors import UnreadableFile
from app.work.messages import AnalyzeText, Look, MeasurePages, PlaceWords

FOUND = Analysis(
    entities=(FoundEntity(0, "Ada", EntityKind.PERSON),), mentions=(Mention(Span(0, 3), EntityKind.PERSON, 0),)
)


class DemoTools:
    """What happens is told by the text: "crash", "crash once PATH", "wait", "eat", "raise", or nothing special."""

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        if "missing" in path:
            raise UnreadableFile(f"“{path}” is not there.", "Choose another file.")
        text = Path(path).read_text("utf-8")
        if begun is not None and text.startswith("long"):
            begun(Article(text[:20], split_paragraphs(text[:20]), Metadata(title=Path(path).stem)))
            crash_once = Path(path).with_name("crash once")
            if crash_once.exists():
                crash_once.unlink()
                os._exit(9)
            if Path(path).with_name("stuck").exists():
                time.sleep(600)
            while Path(path).with_name("slow").exists():
                pause()
                time.sleep(0.02)
        return Article(text, split_paragraphs(text), Metadata(title=Path(path).stem))

    def look(self, job: Look, pause: Callable[[], None]) -> tuple[PageSize, ...] | Picture | Places:
        if isinstance(job, PlaceWords):
            for _ in range(400 if job.text == "wait" else 1):
                pause()
                time.sleep(0.02)
            return Places()
        return (PageSize(100, 200),) if isinstance(job, MeasurePages) else Picture(0, 1, 1, b"\0\0\0\0")

    def rest(self) -> None:
        pass

    def prepare(self, pause: Callable[[], None]) -> None:
        pass

    def model(self, pause: Callable[[], None] = lambda: None) -> str:
        return "demo 1"

    def analyze(
        self, job: AnalyzeText, advanced: Callable[[int], None], provisional: Callable[[Analysis], None]
    ) -> Analysis:
        words = job.text.split()
        if words[0] == "crash":
            flag = Path(words[2]) if len(words) > 2 else None
            if flag is None or not flag.exists():
                if flag is not None:
                    flag.touch()
                os._exit(9)
        if words[0] == "raise":
            raise ValueError("a bug")
        if words[0] == "eat":
            eaten = []
            while True:
                eaten.append(bytearray(b"x" * 20_000_000))
                time.sleep(0.01)
        if words[0] == "stuck":
            time.sleep(600)
        if words[0] == "wait":
            for step in range(40):
                advanced(step)
                time.sleep(0.05)
        advanced(len(job.text))
        provisional(FOUND)
        return FOUND


def build() -> DemoTools:
    return DemoTools()
