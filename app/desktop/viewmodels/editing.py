"""What a person can say of what is marked: each a call of one service, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.analysis import EntityKind
from app.domain.changes import Changes
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, Note, NoteTarget
from app.domain.spans import Span
from app.domain.tags import TagRow
from app.services.annotate import Chosen


@dataclass(slots=True)
class Draft:
    """A note while it is written. `id` is None until its first words are stored.

    `chosen`: what `[[words]]` in it were completed to. `binned`: making it was undone; the next word takes it back.
    """

    target: NoteTarget
    id: str | None = None
    colour: str = ""
    tags: tuple[str, ...] = ()
    chosen: dict[str, LinkTarget | NoteTarget] = field(default_factory=dict)
    binned: bool = False

    @classmethod
    def of(cls, note: Note) -> Draft:
        """The draft that goes on with a note."""
        return cls(note.target, note.id, note.colour, note.tags, binned=bool(note.binned))

    @property
    def is_bare(self) -> bool:
        """Whether it was stored and has nothing but its words."""
        return self.id is not None and not (self.binned or self.colour or self.tags)

    def take(self, note: Note) -> None:
        """Go on with the note as it is now."""
        self.colour, self.tags, self.binned = note.colour, note.tags, bool(note.binned)


class Editing:
    """Decisions and notes on the article that is read, and on entities. Returns at once; `Reading` shows what came."""

    def __init__(self, reading: Reading, services: Services, focus: Focus) -> None:
        self._reading = reading
        self._services = services
        self._focus = focus

    # marks of the article

    def confirm(self, ref: MarkRef) -> None:
        self._on_article(lambda a: self._services.deciding.confirm(a, ref))

    def reject(self, ref: MarkRef) -> None:
        """Hide a mark for good in this article."""
        told = f"The {ref.kind} is hidden. Ctrl+Z brings it back."
        self._on_article(lambda a: self._services.deciding.reject(a, ref), lambda: self._tell(told))
        self._focus.clear()

    def name_mention(self, ref: MarkRef, name: str, entity_id: int | None = None) -> None:
        """Say that this one mention names somebody else."""
        deciding = self._services.deciding
        self._on_article(lambda a: deciding.correct_mention(a, ref, name=name or None, entity_id=entity_id))

    def set_speaker(self, ref: MarkRef, name: str, entity_id: int | None = None, span: Span | None = None) -> None:
        self._on_article(
            lambda a: self._services.deciding.correct_quote(
                a, ref, speaker_name=name, speaker_id=entity_id, speaker_span=span
            ),
            lambda: self._tell(f"Said by {name}. Ctrl+Z takes it back." if name else "Set. Ctrl+Z takes it back."),
        )

    def set_holder(self, ref: MarkRef, name: str, entity_id: int | None = None) -> None:
        self._on_article(lambda a: self._services.deciding.correct_claim(a, ref, holder_name=name, holder_id=entity_id))

    def set_status(self, ref: MarkRef, status: ClaimStatus) -> None:
        self._on_article(lambda a: self._services.deciding.correct_claim(a, ref, status=status))

    def set_bounds(self, ref: MarkRef, span: Span) -> None:
        """Give a mark other boundaries; it stays selected."""
        deciding = self._services.deciding
        calls = {
            MarkKind.MENTION: lambda a: deciding.correct_mention(a, ref, span=span),
            MarkKind.QUOTE: lambda a: deciding.correct_quote(a, ref, span=span),
            MarkKind.CLAIM: lambda a: deciding.correct_claim(a, ref, span=span),
        }
        if ref.kind in calls:
            self._on_article(calls[ref.kind], lambda: self._focus.on_mark(MarkRef(ref.kind, span)))

    def mark_mention(self, span: Span, kind: EntityKind) -> None:
        """Mark a name that was missed."""
        call = self._services.deciding.add_mention
        self._on_article(lambda a: call(a, span, kind), lambda: self._focus.on_mark(MarkRef(MarkKind.MENTION, span)))

    def mark_quote(self, span: Span) -> None:
        call = self._services.deciding.add_quote
        self._on_article(lambda a: call(a, span), lambda: self._focus.on_mark(MarkRef(MarkKind.QUOTE, span)))

    def mark_claim(self, span: Span) -> None:
        call = self._services.deciding.add_claim
        self._on_article(lambda a: call(a, span), lambda: self._focus.on_mark(MarkRef(MarkKind.CLAIM, span)))

    # entities of the library

    def confirm_entity(self, entity_id: int) -> None:
        self._reading.do(lambda: self._services.entities.confirm(entity_id))

    def rename_entity(self, entity_id: int, name: str) -> None:
        self._reading.do(lambda: self._services.entities.rename(entity_id, name))

    def retype_entity(self, entity_id: int, kind: EntityKind) -> None:
        self._reading.do(lambda: self._services.entities.retype(entity_id, kind))

    def dismiss_entity(self, entity_id: int) -> None:
        """Say that these words name nothing, here and in later articles."""
        self._reading.do(lambda: self._services.entities.dismiss(entity_id))
        self._focus.clear()

    def merge(self, entity_id: int, into_id: int, name: str = "") -> None:
        """Join it with another, which is called `name`."""
        told = f"Joined with {name}." if name else "Joined."
        self._reading.do(
            lambda: self._services.entities.merge(entity_id, into_id),
            lambda: self._tell(f"{told} Ctrl+Z takes it back."),
        )
        if self._focus.entity_id == entity_id:
            self._focus.on_entity(into_id)

    def split(self, entity_id: int) -> None:
        self._reading.do(
            lambda: self._services.entities.split(entity_id), lambda: self._tell("Taken apart. Ctrl+Z takes it back.")
        )

    def split_alias(self, entity_id: int, alias: str) -> None:
        told = f"“{alias}” is somebody else now. Ctrl+Z takes it back."
        self._reading.do(lambda: self._services.entities.split_alias(entity_id, alias)[1], lambda: self._tell(told))

    def keep_apart(self, a: int, b: int) -> None:
        self._reading.do(lambda: self._services.entities.keep_apart(a, b))

    # notes

    def write(self, draft: Draft, body: str) -> None:
        """Store the words of a note as they stand. Calls are kept in order, so the last words win.

        Words for a note that lies in the bin, because making it was undone, take it out again.
        """
        chosen = dict(draft.chosen)

        def call() -> Changes | None:
            annotating = self._services.annotating
            if draft.id is None:
                return self._add(draft, body, chosen) if body.strip() else None
            if not draft.binned:
                return annotating.edit_note(draft.id, body, chosen)
            if not body.strip():
                return None
            draft.binned = False
            return annotating.restore_note(draft.id) | annotating.edit_note(draft.id, body, chosen)

        self._reading.do(call)

    def set_tags(self, draft: Draft, tags: Sequence[str]) -> None:
        """Give a note these tags and no others; a draft that has no word yet becomes a note without words."""
        wanted = draft.tags = tuple(tags)

        def call() -> Changes | None:
            if draft.id is None:
                return self._add(draft, "") if wanted else None
            return self._services.annotating.set_tags(draft.id, wanted)

        self._reading.do(call)

    def set_colour(self, draft: Draft, colour: str) -> None:
        """Colour a note; on a draft that has no word yet it waits for the first."""
        draft.colour = colour
        self._reading.do(
            lambda: self._services.annotating.set_colour(draft.id, colour) if draft.id is not None else None
        )

    def highlight(self, span: Span, colour: str) -> None:
        """Keep a passage of the article in a colour, without a word about it; it is selected then. One that is
        highlighted already gets the colour.
        """
        annotating, view, ref = self._services.annotating, self._reading.view, MarkRef(MarkKind.NOTE, span)
        notes = view.notes if view is not None else ()
        there = next((n.id for n in notes if n.is_highlight and n.span == span), None)
        if there is not None:
            self._reading.do(lambda: annotating.set_colour(there, colour), lambda: self._focus.on_mark(ref))
        else:
            self._on_article(
                lambda a: annotating.add_note(NoteTarget(a, ref), "", colour)[1], lambda: self._focus.on_mark(ref)
            )

    def delete_note(self, note_id: str) -> None:
        self._reading.do(lambda: self._services.annotating.delete_note(note_id))

    def discard(self, draft: Draft) -> None:
        """Put a new note whose words were taken out again into the bin."""
        if draft.id is not None:
            self.delete_note(draft.id)

    def restore_note(self, note_id: str) -> None:
        self._reading.do(lambda: self._services.annotating.restore_note(note_id))

    def reattach(self, note_id: str, span: Span) -> None:
        self._reading.do(lambda: self._services.annotating.reattach(note_id, span))

    def _add(self, draft: Draft, body: str, chosen: Chosen | None = None) -> Changes:
        note, changes = self._services.annotating.add_note(draft.target, body, draft.colour, draft.tags, chosen)
        draft.id = note.id
        return changes

    # tags, colours and links

    def tag_article(self, article_id: int, tags: Sequence[str]) -> None:
        """Give an article these tags and no others."""
        self._reading.do(lambda: self._services.annotating.tag_article(article_id, tags))

    def rename_tag(self, name: str, to: str, meet: Callable[[TagRow, TagRow], object] | None = None) -> None:
        """Call a tag `to` everywhere. `meet` is called in its place with both tags when another one is called so."""
        annotating, met = self._services.annotating, list[tuple[TagRow, TagRow]]()

        def call() -> Changes | None:
            both = annotating.tags_to_join(name, to) if meet is not None else None
            if both is None:
                return annotating.rename_tag(name, to)
            met.append(both)
            return None

        self._reading.do(call, lambda: meet(*met[0]) if met and meet is not None else None)

    def join_tag(self, name: str, into: str) -> None:
        """Give everything that has one tag another in its place."""
        told = f"Joined with #{into}. Ctrl+Z takes it back."
        self._reading.do(lambda: self._services.annotating.join_tag(name, into), lambda: self._tell(told))

    def set_meaning(self, colour: str, meaning: str) -> None:
        """Say what a colour means."""
        self._reading.do(lambda: self._services.annotating.set_meaning(colour, meaning))

    def connect(
        self, source: LinkSource, goal: LinkSource | LinkTarget, relation: str, then: Callable[[], object]
    ) -> None:
        """Link two places; `then` runs when that is stored."""
        self._reading.do(lambda: self._services.links.connect(source, goal, relation)[1], then)

    def set_relation(self, link_id: str, relation: str) -> None:
        self._reading.do(lambda: self._services.links.set_relation(link_id, relation))

    def disconnect(self, link_id: str) -> None:
        """Take a link away; its ends stay."""
        self._reading.do(lambda: self._services.links.disconnect(link_id))

    def _tell(self, words: str) -> None:
        self._reading.told.emit(words)

    def _on_article(self, call: Callable[[int], Changes], then: Callable[[], object] | None = None) -> None:
        view = self._reading.view
        if view is not None:
            self._reading.do(lambda: call(view.id), then)
