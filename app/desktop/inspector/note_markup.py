"""The Markdown of a note as the small HTML that Qt draws. Only what Markdown makes of it is markup."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from app.domain.links import REFERENCE

SCHEME = "note-reference"
"""References are anchors `note-reference:words`; any other anchor is an address from the note."""


def to_html(body: str, known: Collection[str]) -> str:
    """`known`: the words in double brackets that lead somewhere; the others keep their brackets and lead nowhere.

    Raw HTML is shown as it was typed, and pictures are links, so that Qt is never given anything to load.
    """
    return str(_MARKDOWN.render(body, {"known": known})).strip()


def _find_reference(state: StateInline, silent: bool) -> bool:
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = " ".join(found[1].split())
    state.pos = found.end()
    return True


def _render_reference(
    renderer: RendererHTML, tokens: Sequence[Token], number: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    del renderer, options
    words = tokens[number].content
    if words in env["known"]:
        return f'<a href="{SCHEME}:{escape(words)}">{escape(words)}</a>'
    return f'<span class="nowhere">[[{escape(words)}]]</span>'


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough", "table"]).disable("image")
    made.inline.ruler.before("link", "reference", _find_reference)
    made.add_render_rule("reference", _render_reference)
    return made


_MARKDOWN = _made()
