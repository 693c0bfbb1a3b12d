"""What the inspector says of an entity: its names, its mentions everywhere, what was said, who it appears with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from app.desktop.inspector.common import also_here, leads_to, menu_button, notes_section, why
from app.desktop.inspector.context import Context
from app.desktop.inspector.link_list import link_section
from app.desktop.inspector.mentions import Mentions, folded
from app.desktop.inspector.parts import Body, Row, button, label, passage_row
from app.desktop.library.pages import Goal
from app.domain.analysis import EntityKind
from app.domain.marks import ArticleView, MarkKind, MentionMark, NoteTarget, Standing
from app.domain.rows import ClaimRow, Dossier, EntityRow, Passage, QuoteRow, Reach, plural

MOST_ROWS, MOST_CHIPS = 6, 12


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
    _known_before(body, entity, context)
    body.buttons(_verdict(dossier, mention, context))
    if mention is not None and view is not None:
        leads_to(body, (mention.span,), view, context)
    body.add(Mentions(dossier, view.id if view is not None else None, context))
    _words(body, dossier, context)
    _company(body, dossier, context)
    _same_as(body, dossier, context)
    notes_section(body, dossier.notes, NoteTarget(entity_id=entity.id), context)
    link_section(body, partial(context.notebook.links_at_entity, entity.id), context, "Linked from")
    if mention is not None and view is not None:
        why(body, mention.standing, mention.reasons, mention.confidence)
        also_here(body, mention.ref, view, context)


def waiting_content(body: Body, mention: MentionMark, context: Context) -> None:
    """The name and kind alone, while the rest is fetched."""
    body.title(mention.name)
    body.subtitle(str(mention.kind), context.tokens.hue(mention.kind))


def _known_before(body: Body, entity: EntityRow, context: Context) -> None:
    """Whether it is new in the article that is shown, or where it was met before."""
    novelty = context.novelty()
    if novelty is None:
        return
    if novelty.is_new(entity.id):
        body.text("● New to you: no article that was added before this one has it.", "accent")
    elif entity.id in novelty.seen:
        words = novelty.seen[entity.id].sentence
        body.text(f"{words[:1].upper()}{words[1:]}", "soft")


def _words(body: Body, dossier: Dossier, context: Context) -> None:
    """What they said, what others said of them, what they claim and what is claimed about them."""
    own = [c for c in dossier.claims if c.holder_id == dossier.entity.id]
    others = [c for c in dossier.claims if c.holder_id != dossier.entity.id]
    reach = dossier.reach

    def quotes(rows: tuple[QuoteRow, ...], *, named: bool) -> list[Callable[[], Row]]:
        return [partial(_quote, q, q.speaker_name or "Speaker not found" if named else "", context) for q in rows]

    for heading, lines in (
        (f"Said · {plural(reach.quotes, 'quote')}", quotes(dossier.said, named=False)),
        (f"Said of {dossier.entity.name}", quotes(dossier.about, named=True)),
        (f"Claims held · {reach.claims:,}", [partial(_claim, c, "", context) for c in own]),
        ("Claims about", [partial(_claim, c, c.holder_name or "the author", context) for c in others]),
    ):
        if lines:
            body.heading(heading)
            body.add(folded(lines, MOST_ROWS))
        if heading.startswith("Said ·") and 0 < len(lines) < reach.quotes:
            body.text(f'The newest {len(lines)}. Search for speaker:"{dossier.entity.name}" to find all.', "soft")


def _quote(row: QuoteRow, by: str, context: Context) -> Row:
    return passage_row(row.passage, _to_mark(row.passage, MarkKind.QUOTE, context), quoted=True, by=by)


def _claim(row: ClaimRow, by: str, context: Context) -> Row:
    by = " · ".join(part for part in (str(row.status), by) if part)
    return passage_row(row.passage, _to_mark(row.passage, MarkKind.CLAIM, context), quoted=True, by=by)


def _to_mark(passage: Passage, kind: MarkKind, context: Context) -> Callable[[], object]:
    return lambda: context.follow(Goal(article_id=passage.article_id, span=passage.span, kind=kind))


def _company(body: Body, dossier: Dossier, context: Context) -> None:
    if not dossier.appears_with:
        return
    body.heading("Appears with")
    chips = [
        button(f"{c.name}  {c.articles}", partial(context.focus.on_entity, c.entity_id), "chip")
        for c in dossier.appears_with[:MOST_CHIPS]
    ]
    entity = dossier.entity
    chips.append(button("Show the graph", lambda: context.graph(entity.id, entity.name), "action"))
    body.buttons(chips, above=9)


def _verdict(dossier: Dossier, mention: MentionMark | None, context: Context) -> list[QPushButton]:
    """What can be decided; what holds everywhere says how much it changes before it is done."""
    editing, entity = context.editing, dossier.entity
    changes = f"Changes {dossier.reach.sentence}"
    buttons: list[QPushButton] = []
    unsure = entity.standing is Standing.SUGGESTED or (mention is not None and mention.standing is Standing.SUGGESTED)
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
    kinds.append(("It names nothing, anywhere", lambda: editing.dismiss_entity(entity.id)))
    article = "an" if entity.kind[0] in "aeiou" else "a"
    buttons.append(menu_button(f"Not {article} {entity.kind}", kinds, changes))

    def same_as() -> None:
        title, detail = f"“{entity.name}” is the same as", f"{changes}, which get the name you choose."
        context.ask_name(
            title,
            "",
            lambda name, other: _merge(entity, name, other, context),
            only_known=True,
            without=entity.id,
            first=(entity.kind,),
            detail=detail,
        )

    buttons.append(button("Same as…", same_as, tip="Join it with another entity of your library"))
    buttons.append(menu_button("More", _more(entity, mention, changes, context)))
    return buttons


def _more(
    entity: EntityRow, mention: MentionMark | None, changes: str, context: Context
) -> list[tuple[str, Callable[[], object]]]:
    editing = context.editing

    def rename() -> None:
        take = lambda name, _: editing.rename_entity(entity.id, name)  # noqa: E731
        context.ask_name("Its name", entity.name, take, detail=f"{changes}.")

    more: list[tuple[str, Callable[[], object]]] = [("Rename…", rename)]
    if mention is not None:
        ref = mention.ref

        def somebody_else() -> None:
            take = lambda name, other: editing.name_mention(ref, name, other)  # noqa: E731
            context.ask_name("Who or what is named here?", "", take, detail="Changes this one mention.")

        more += [
            ("Here it is somebody else…", somebody_else),
            ("Here it names nothing", lambda: editing.reject(ref)),
            ("Set boundaries to the selection", lambda: context.use_selection(ref)),
        ]
    for alias in [a for a in entity.aliases[:6] if a != entity.name]:
        more.append((f"“{alias}” is somebody else…", partial(_part, entity, alias, context)))
    return more


def _part(entity: EntityRow, alias: str, context: Context) -> None:
    context.confirm(
        f"“{alias}” is somebody else than {entity.name}?",
        "Take apart",
        partial(context.across.reach_of_wording, entity.id, alias),
        partial(context.editing.split_alias, entity.id, alias),
    )


def _merge(entity: EntityRow, name: str, other: int | None, context: Context) -> None:
    if other is not None and other != entity.id:
        context.editing.merge(entity.id, other, name)


def _same_as(body: Body, dossier: Dossier, context: Context) -> None:
    entity, editing = dossier.entity, context.editing
    if dossier.resembles:
        body.heading("The same?")
        for other in dossier.resembles[:5]:
            row = Row(f"{other.name}, {other.kind}", partial(context.focus.on_entity, other.entity_id))
            row.add(label(f"{other.name}  ·  {other.kind}, {plural(other.articles, 'article')}"))
            if other.reasons:
                row.add(label("; ".join(other.reasons), "soft"))
            body.add(row, 2)
            told = f"changes {Reach(other.mentions, other.articles).sentence}"
            same = button(
                "Same", partial(editing.merge, other.entity_id, entity.id, entity.name), "chip", told.capitalize()
            )
            apart = partial(editing.keep_apart, entity.id, other.entity_id)
            different = button("Different", apart, "chip", "Changes nothing in the text; they are not offered again")
            body.buttons([same, different, label(told, "soft")], above=3)
    if dossier.merged:
        body.heading("Joined by you")
        for merged in dossier.merged:
            body.text(merged.name)
            counted = label(f"changes {Reach(merged.mentions, merged.articles).sentence}", "soft")
            body.buttons([button("Take apart again", partial(editing.split, merged.id), "chip"), counted], above=4)
