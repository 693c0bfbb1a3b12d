"""What the inspector says of an entity: its names, its mentions everywhere, what it said, who it appears with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from app.desktop.inspector.common import also_here, menu_button, notes_section, why
from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Body, Row, button, label, passage_row
from app.domain.analysis import EntityKind
from app.domain.marks import ArticleView, MentionMark, NoteTarget, Standing
from app.domain.rows import Dossier, EntityRow

MOST_ROWS = 12


def entity_content(
    body: Body,
    dossier: Dossier,
    mention: MentionMark | None,
    view: ArticleView | None,
    context: Context,
) -> None:
    """Everything on one entity; `mention` is the mark it was opened from, for what holds of that place alone."""
    entity = dossier.entity
    body.title(entity.name)
    aliases = [a for a in entity.aliases if a != entity.name]
    also = f" · also {', '.join(f'“{a}”' for a in aliases[:5])}" if aliases else ""
    tick = " ✓" if entity.standing is not Standing.SUGGESTED else ""
    body.subtitle(f"{entity.kind}{also}{tick}", context.tokens.hue(entity.kind))
    body.buttons(_verdict(entity, mention, context))
    _mentions(body, dossier, view.id if view is not None else None, context)
    if dossier.said:
        body.heading(f"Said · {_plural(len(dossier.said), 'quote')}")
        body.rows(passage_row(q.passage, context.jump(q.passage), quoted=True) for q in dossier.said[:MOST_ROWS])
    if dossier.claims:
        body.heading(f"Claims · {len(dossier.claims)}")
        body.rows(passage_row(c.passage, context.jump(c.passage), quoted=True) for c in dossier.claims[:MOST_ROWS])
    if dossier.appears_with:
        body.heading("Appears with")
        chips = [
            button(f"{c.name}  {c.articles}", partial(context.focus.on_entity, c.entity_id), "chip")
            for c in dossier.appears_with[:MOST_ROWS]
        ]
        body.buttons(chips, above=9)
    _same_as(body, dossier, context)
    notes_section(body, dossier.notes, NoteTarget(entity_id=entity.id), context)
    if mention is not None and view is not None:
        why(body, mention.standing, mention.reasons, mention.confidence)
        also_here(body, mention.ref, view, context)


def waiting_content(body: Body, mention: MentionMark, context: Context) -> None:
    """The name and kind alone, while the rest is fetched."""
    body.title(mention.name)
    body.subtitle(str(mention.kind), context.tokens.hue(mention.kind))


def _verdict(entity: EntityRow, mention: MentionMark | None, context: Context) -> list[QPushButton]:
    editing = context.editing
    buttons: list[QPushButton] = []
    unsure = entity.standing is Standing.SUGGESTED or (
        mention is not None and mention.standing is Standing.SUGGESTED
    )
    if unsure:

        def confirm() -> None:
            if mention is not None:
                editing.confirm(mention.ref)
            editing.confirm_entity(entity.id)

        buttons.append(button("Confirm", confirm, tip="It is right (C)"))
    kinds: list[tuple[str, Callable[[], object]]] = [
        (kind.capitalize(), partial(editing.retype_entity, entity.id, kind))
        for kind in EntityKind
        if kind is not entity.kind
    ]
    buttons.append(menu_button(f"Not a {entity.kind}" if entity.kind[0] not in "aeiou" else f"Not an {entity.kind}", [
        *kinds,
        ("It names nothing, anywhere", lambda: editing.dismiss_entity(entity.id)),
    ]))
    buttons.append(
        button(
            "Same as…",
            lambda: context.ask_name(
                f"“{entity.name}” is the same as", "", lambda _, other: _merge(entity, other, context), only_known=True
            ),
            tip="Join it with another entity of your library",
        )
    )
    more: list[tuple[str, Callable[[], object]]] = [
        (
            "Rename…",
            lambda: context.ask_name("Its name", entity.name, lambda name, _: editing.rename_entity(entity.id, name)),
        )
    ]
    if mention is not None:
        ref = mention.ref
        more += [
            (
                "Here it is somebody else…",
                lambda: context.ask_name(
                    "Who or what is named here?", "", lambda name, other: editing.name_mention(ref, name, other)
                ),
            ),
            ("Here it names nothing", lambda: editing.reject(ref)),
            ("Set boundaries to the selection", lambda: context.use_selection(ref)),
        ]
    more += [
        (f"“{alias}” is somebody else", partial(editing.split_alias, entity.id, alias))
        for alias in entity.aliases[:6]
        if alias != entity.name
    ]
    buttons.append(menu_button("More", more))
    return buttons


def _merge(entity: EntityRow, other: int | None, context: Context) -> None:
    if other is not None and other != entity.id:
        context.editing.merge(entity.id, other)


def _mentions(body: Body, dossier: Dossier, article_id: int | None, context: Context) -> None:
    """Those of the article that is read first, then the other articles', newest first."""
    entity = dossier.entity
    body.heading(f"{_plural(entity.mentions, 'mention')} in {_plural(entity.articles, 'article')}")
    here = [p for p in dossier.mentions if p.article_id == article_id]
    passages = here + [p for p in dossier.mentions if p.article_id != article_id]
    body.rows(passage_row(p, context.jump(p)) for p in passages[:MOST_ROWS])
    if len(passages) > MOST_ROWS:
        rest = passages[MOST_ROWS:]

        def unfold() -> None:
            more.hide()
            for number, passage in enumerate(rest):
                body.insert_after(more, passage_row(passage, context.jump(passage)), number)

        more = button(f"{len(rest)} more", unfold, "chip")
        body.add(more, 6)


def _same_as(body: Body, dossier: Dossier, context: Context) -> None:
    entity, editing = dossier.entity, context.editing
    if dossier.resembles:
        body.heading("The same?")
        for other in dossier.resembles[:5]:
            row = Row(f"{other.name}, {other.kind}", partial(context.focus.on_entity, other.entity_id))
            row.add(label(f"{other.name}  ·  {other.kind}, {_plural(other.articles, 'article')}"))
            if other.reasons:
                row.add(label("; ".join(other.reasons), "soft"))
            body.add(row, 2)
            body.buttons(
                [
                    button("Same", partial(editing.merge, other.entity_id, entity.id), "chip"),
                    button("Different", partial(editing.keep_apart, entity.id, other.entity_id), "chip"),
                ],
                above=3,
            )
    if dossier.merged:
        body.heading("Joined by you")
        for merged in dossier.merged:
            body.text(merged.name)
            body.buttons([button("Take apart again", partial(editing.split, merged.id), "chip")], above=4)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
