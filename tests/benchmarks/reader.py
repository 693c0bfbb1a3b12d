"""How the reader does with very many words and marks: against a plain QTextBrowser showing the same text."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QTextBrowser

from app.desktop.look import Look
from app.desktop.page import Page
from app.desktop.theme.fonts import load_typefaces
from app.desktop.theme.tokens import LIGHT
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.layers import Layers
from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.article import content_hash
from app.domain.marks import ArticleView, ClaimMark, MentionMark, QuoteMark, Standing
from app.domain.spans import Span
from app.paths import RESOURCES
from tests.benchmarks.report import Figure
from tests.benchmarks.texts import long_article

STEPS = 120


def marked(words: int, marks: int) -> ArticleView:
    """A view with `marks` marks spread evenly: two in three are mentions, the rest quotes and claims."""
    article = long_article(words)
    every = max(40, len(article.text) // marks)
    mentions, quotes, claims = [], [], []
    for number, start in enumerate(range(0, len(article.text) - every, every)):
        span = Span(start, start + min(12, every // 3))
        if number % 3 < 2:
            mentions.append(
                MentionMark(span, number % 90 + 1, "Name", EntityKind.PERSON, 0.9, Standing.SUGGESTED, (), number < 90)
            )
        elif number % 2:
            wide = Span(start, start + every - 4)
            quotes.append(
                QuoteMark(wide, (wide,), QuoteKind.DIRECT, None, None, 1, "Name", 0.9, Standing.SUGGESTED, ("marks",))
            )
        else:
            wide = Span(start, start + every - 4)
            claims.append(ClaimMark(wide, ClaimKind.NUMBER, None, None, "", 0.9, Standing.SUGGESTED, ("number",)))
    return ArticleView(
        1,
        content_hash(article.text),
        article.text,
        article.blocks,
        article.metadata,
        "",
        mentions=tuple(mentions),
        quotes=tuple(quotes),
        claims=tuple(claims),
    )


def timed(call: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def scroll_steps(scroll: Callable[[int], object], last: int) -> list[float]:
    """Milliseconds for each of STEPS steps of 120 px from a third of the way down, painting included."""
    start = last // 3
    out = []
    for step in range(STEPS):
        out.append(timed(lambda step=step: (scroll(start + step * 120), QApplication.processEvents())))
    return out


def figures(application: QApplication, words: int, marks: int) -> Iterator[Figure]:
    """Open, apply marks, scroll: ours and Qt's own on the same text."""
    view = marked(words, marks)
    bare = QTextBrowser()
    bare.resize(620, 800)
    bare.show()
    bare_open = timed(lambda: (bare.setPlainText(view.text), application.processEvents(), bare.grab()))
    bare.verticalScrollBar().setValue(bare.verticalScrollBar().maximum())
    application.processEvents()
    bare_steps = scroll_steps(bare.verticalScrollBar().setValue, bare.verticalScrollBar().maximum())
    bare.close()
    page = Page(Look(LIGHT, load_typefaces(RESOURCES / "fonts"), 1.0, 13), Layers(), Focus())
    page.fades = False
    page.resize(1000, 800)
    page.show()
    empty = ArticleView(1, view.version, view.text, view.blocks, view.metadata, "")
    ours_open = timed(lambda: (page.show_article(empty), application.processEvents(), page.grab()))
    apply = timed(lambda: (page.show_marks(view, False), application.processEvents()))
    bar = page.reader.verticalScrollBar()
    page.reader.y_of(len(view.text) - 1)
    steps = scroll_steps(bar.setValue, bar.maximum())
    toggle = timed(lambda: (page._layers.set_first_only(True), application.processEvents()))
    page.close()
    name = f"{words:,} words, {len(view.mentions) + len(view.quotes) + len(view.claims):,} marks"
    yield Figure(f"open ÷ plain QTextBrowser ({name})", ours_open / bare_open, "×", f"{ours_open:.0f} ms")
    yield Figure(f"apply all marks and paint ({name})", apply, "ms")
    yield Figure(f"switch a layer and paint ({name})", toggle, "ms")
    ours95, bare95 = statistics.quantiles(steps, n=20)[18], statistics.quantiles(bare_steps, n=20)[18]
    yield Figure(f"scroll step p95 ÷ plain ({name})", ours95 / bare95, "×", f"{ours95:.1f} ms, plain {bare95:.1f} ms")
