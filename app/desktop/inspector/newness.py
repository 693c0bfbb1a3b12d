"""What the inspector says of what is new in an article, and of what was met before."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Body, Row, button, label, shorten
from app.domain.across import Novelty
from app.domain.analysis import EntityKind
from app.domain.marks import ArticleView, MarkKind, MarkRef
from app.domain.rows import plural
from app.domain.spans import Span

_CALLED = {
    EntityKind.PERSON: ("person", "people"),
    EntityKind.ORGANISATION: ("organisation", "organisations"),
    EntityKind.PLACE: ("place", "places"),
}
_MOST_CHIPS, _MOST_QUOTES, _MOST_ROWS = 9, 3, 5


def newness_section(body: Body, view: ArticleView, context: Context) -> None:
    """One line that sums it up, then the figures and quotes; new names have a dot where they are listed."""
    novelty = context.novelty()
    if novelty is None or not (view.mentions or view.quotes or novelty.figures):
        return
    body.heading("New to you")
    if not novelty.earlier:
        body.text("This is the first article of your library, so all of it is new.", "soft")
        return
    body.text(summary(novelty))
    body.buttons([_figure(f.span, view, context) for f in novelty.figures[:_MOST_CHIPS]], above=8)
    if novelty.quotes:
        body.text("Quotes", "soft")
    body.rows(_quote(span, view, context) for span in novelty.quotes[:_MOST_QUOTES])


def seen_section(body: Body, context: Context) -> None:
    """Who was met before, and where."""
    novelty = context.novelty()
    if novelty is None or not novelty.seen:
        return
    body.heading(f"Seen before · {len(novelty.seen)}")
    met = sorted(novelty.seen.items(), key=lambda pair: (-pair[1].articles, pair[1].name))
    rows = []
    for entity_id, seen in met[:_MOST_ROWS]:
        row = Row(f"{seen.name}, {seen.sentence}", partial(context.focus.on_entity, entity_id))
        row.add(label(seen.name))
        row.add(label(shorten(seen.sentence.removeprefix("seen before "), 150), "soft"))
        rows.append(row)
    body.rows(rows)


def summary(novelty: Novelty) -> str:
    """ "3 people, 2 figures; 5 seen before"."""
    counts: list[str] = []
    kinds = list(novelty.new.values())
    for kind, (one, many) in _CALLED.items():
        if number := kinds.count(kind):
            counts.append(f"{number} {one if number == 1 else many}")
    if others := sum(kind not in _CALLED for kind in kinds):
        counts.append(plural(others, "other name"))
    counts += [plural(n, w) for n, w in ((len(novelty.quotes), "quote"), (len(novelty.figures), "figure")) if n]
    seen = f"; {len(novelty.seen)} seen before" if novelty.seen else ""
    return f"{', '.join(counts) or 'nothing'}{seen}"


def _figure(span: Span, view: ArticleView, context: Context) -> QPushButton:
    return button(" ".join(span.of(view.text).split()), lambda: context.go(view.id, span), "chip")


def _quote(span: Span, view: ArticleView, context: Context) -> Row:
    words = shorten(" ".join(span.of(view.text).split()), 120)

    def act() -> None:
        context.go(view.id, span)
        context.focus.on_mark(MarkRef(MarkKind.QUOTE, span))

    row = Row(f"New quote: {words}", act)
    row.add(label(words))
    return row
