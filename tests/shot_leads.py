"""Views for tests/shots.py of what leads out of a text: links with the question before them, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shots import Studio


def leads(studio: Studio) -> Iterator[str]:
    """A sample article with pictures and links; a picture in the window's size."""
    window = studio.window
    bar = window.page.reader.verticalScrollBar()
    studio.open("Auditors")
    bar.setValue(0)
    window.leads.step(True)
    bar.setValue(bar.value() + 40)
    studio.settle()
    yield "links"
    view = window.reading.view
    assert view is not None
    window.leads.follow(view.links[-1])
    studio.settle()
    yield "link-question"
    studio.close_dialogs()
    window.leads.leave()
    studio.open("Storm costs")
    bar.setValue(140)
    studio.settle()
    yield "picture"
    view = window.reading.view
    assert view is not None
    window.leads.follow(view.pictures[0])
    studio.settle()
    yield "picture-larger"
    studio.close_dialogs()
