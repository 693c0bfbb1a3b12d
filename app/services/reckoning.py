"""What holds of an entity after all decisions about it: worked out anew each time, so that any can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.analysis import EntityKind
from app.domain.changes import Changed, Changes
from app.domain.decisions import EntityDecision, EntityVerb
from app.domain.marks import Standing
from app.services.ports import BlockingKeys, Session
from app.services.showing import project

EVERYWHERE = Changes(
    frozenset({Changed.ENTITIES, Changed.MENTIONS, Changed.QUOTES, Changed.CLAIMS, Changed.LIBRARY}), frozenset()
)


def reckon(session: Session, entity_id: int, blocking_keys: BlockingKeys) -> None:
    """Write down the entity's name, kind, standing and merge as its decisions say, and count again what follows."""
    before = session.entities.one(entity_id)
    decisions = session.decisions.of_entities([entity_id])
    name, standing, dismissed = before.given_name, Standing.SUGGESTED, False
    merged: int | None = None
    kinds: list[tuple[int, str]] = list(session.decisions.kinds_set(entity_id))
    for decision in decisions:
        match decision.verb:
            case EntityVerb.RENAME:
                name, standing = str(decision.fields.get("name") or name), Standing.CORRECTED
            case EntityVerb.RETYPE:
                kinds.append((decision.id or 0, str(decision.fields.get("kind"))))
            case EntityVerb.CONFIRM_ENTITY:
                standing = Standing.CONFIRMED if standing is Standing.SUGGESTED else standing
                dismissed = False
            case EntityVerb.DISMISS:
                dismissed = True
            case EntityVerb.MERGE:
                merged = decision.other_id
            case EntityVerb.SPLIT:
                merged = None
            case _:
                pass
    kind = before.given_kind
    for _, value in sorted(kinds):
        if value in set(EntityKind):
            kind, standing = EntityKind(value), Standing.CORRECTED
    if before.standing is Standing.ADDED:
        standing = Standing.ADDED
    if merged is not None and entity_id in session.entities.lineage(merged):
        merged = None  # of two merges one way and back, after an undo between them, the other one holds
    session.entities.write(entity_id, name=name, kind=kind, standing=standing, dismissed=dismissed, merged_into=merged)
    session.entities.give_names(entity_id, [name] if name != before.given_name else [])
    session.entities.set_keys(entity_id, blocking_keys(session.entities.one(entity_id).names))
    session.entities.retire(entity_id)  # as the last of its decisions may have been undone just now
    session.entities.reroot(entity_id)
    root = session.entities.one(entity_id).root_id
    if root != before.root_id or dismissed != before.dismissed:
        session.marks.roll_up_entities({entity_id, before.root_id, root})


def reckon_apart(session: Session, a: int, b: int) -> None:
    """Keep two entities apart if the latest decision about the pair says so."""
    verbs = [d.verb for d in session.decisions.between(a, b)]
    apart = bool(verbs) and verbs[-1] in (EntityVerb.APART, EntityVerb.SPLIT, EntityVerb.SPLIT_ALIAS)
    session.entities.set_apart(a, b, are_apart=apart)


def reckon_again(session: Session, decision: EntityDecision, blocking_keys: BlockingKeys, *, undone: bool) -> Changes:
    """Make everything as it is without `decision`, or with it again, which was marked so just now."""
    reckon(session, decision.entity_id, blocking_keys)
    if decision.verb is EntityVerb.RENAME and undone:
        renames = [d for d in session.decisions.of_entities([decision.entity_id]) if d.verb is EntityVerb.RENAME]
        if all(d.fields.get("name") != decision.fields.get("name") for d in renames):
            session.entities.take_name(decision.entity_id, str(decision.fields.get("name")))
    if decision.other_id is None:
        return EVERYWHERE
    reckon_apart(session, decision.entity_id, decision.other_id)
    if decision.verb is EntityVerb.SPLIT_ALIAS:
        alias = str(decision.fields.get("alias"))
        if undone:
            _join_alias(session, decision.entity_id, alias, decision.other_id, blocking_keys)
        else:
            part_alias(session, decision.entity_id, alias, decision.other_id, blocking_keys)
    return EVERYWHERE


def part_alias(session: Session, entity_id: int, alias: str, new: int, blocking_keys: BlockingKeys) -> None:
    """Make mentions of the entity, and of all that is one with it, that are worded `alias` those of `new`."""
    family = session.entities.family(session.entities.one(entity_id).root_id)
    session.entities.give_names(new, [alias])
    session.entities.set_split(family, alias, new)
    _set_keys(session, [*family, new], blocking_keys)
    for article_id in session.marks.articles_worded(family, alias):
        project(session, article_id)


def _join_alias(session: Session, entity_id: int, alias: str, gone: int, blocking_keys: BlockingKeys) -> None:
    """Give the wording back to those it was taken from; `gone` recognises nothing unless something else holds it."""
    owners = session.entities.owners_split(gone)  # one of them may be merged into another entity by now
    held = session.marks.articles_of([gone])
    session.entities.set_split(owners, alias, None)
    target = session.entities.retire(gone)
    touched = {entity_id, *owners, *([] if target is None else [target])}
    session.entities.drop_unused_names(touched)
    _set_keys(session, touched, blocking_keys)
    for article_id in held:
        project(session, article_id)


def _set_keys(session: Session, ids: Iterable[int], blocking_keys: BlockingKeys) -> None:
    for member in session.entities.many(ids).values():
        session.entities.set_keys(member.id, blocking_keys(member.names))
