"""Which entity of the library a found entity is. Cautious: a wrong merge costs more than a missed one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.analysis import EntityKind, FoundEntity
from app.domain.names import words_of
from app.linking.compare import ASK, JOIN, UNLIKE, Likeness, Names, likeness
from app.linking.keys import blocking_keys
from app.linking.known import KnownEntity

_LEAD = 0.05
"""By how much the best candidate must be likelier than the next one that the user or the names hold apart."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`known_id` is the entity of the library that the found one with `key` is, or None for a new one.

    `score` is the probability that it is (for None: of the best that was not good enough). `reasons` are for the user.
    """

    key: int
    known_id: int | None
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two entities of the library (ids, the smaller first) that may be one: worth asking the user."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...] = ()


def link(
    found: Sequence[FoundEntity], known: Sequence[KnownEntity], apart: Collection[frozenset[int]] = ()
) -> tuple[Proposal, ...]:
    """One proposal for each found entity of one article, in their order.

    `known` may be the whole library or what `blocking_keys` fetched of it; `apart` are pairs of ids that the user said
    are different. Two found entities get one id only where their own names say that they are one. Deterministic.
    """
    index = _index(known)
    by_id = {k.id: k for k in known}
    ranked = {f.key: _ranked(f, index, by_id) for f in found}
    claimed: dict[int, list[FoundEntity]] = defaultdict(list)
    out: dict[int, Proposal] = {}
    order = sorted(found, key=lambda f: (-_best(ranked[f.key]), f.key))
    for entity in order:
        proposal = _choose(entity, ranked[entity.key], by_id, apart)
        if proposal.known_id is not None:
            others = claimed[proposal.known_id]
            if any(likeness(_names(entity), _names(o)).score < JOIN for o in others):
                proposal = Proposal(entity.key, None, 0.0, ("another name in this article is already that entity",))
            else:
                others.append(entity)
        out[entity.key] = proposal
    return tuple(out[f.key] for f in found)


def resemblances(
    known: Sequence[KnownEntity], apart: Collection[frozenset[int]] = (), of: int | None = None
) -> tuple[Resemblance, ...]:
    """Pairs of the library that may be one and were not joined, the likeliest first; never a pair in `apart`.

    `of`: the id of one of them, where only pairs with that are wanted.
    """
    by_id = {k.id: k for k in known}
    pairs = _pairs(known) if of is None else _pairs_with(by_id[of], known)
    out = []
    for a, b in pairs:
        like = likeness(_known_names(by_id[a]), _known_names(by_id[b]))
        if like.score >= ASK and frozenset((a, b)) not in apart:
            out.append(Resemblance(a, b, like.score, (like.reason,)))
    return tuple(sorted(out, key=lambda r: (-r.score, r.a, r.b)))


def _pairs(known: Iterable[KnownEntity]) -> set[tuple[int, int]]:
    """The ids of those that share a telling key."""
    shared = [ids for ids in _index(known).values() if len(ids) <= _CROWDED]
    return {(a, b) for ids in shared for a in ids for b in ids if a < b}


def _pairs_with(one: KnownEntity, known: Sequence[KnownEntity]) -> set[tuple[int, int]]:
    own = blocking_keys(one.names)
    sharing = [(k.id, own & blocking_keys(k.names)) for k in known if k.id != one.id]
    crowd = Counter(key for _, keys in sharing for key in keys)
    telling = {key for key in own if crowd[key] < _CROWDED}
    return {(min(one.id, i), max(one.id, i)) for i, keys in sharing if keys & telling}


_CROWDED = 60
"""Entities under one key beyond which the key tells nothing, and pairs would grow with its square."""


def candidates(names: Iterable[str], index: Mapping[str, Collection[int]]) -> set[int]:
    """The entities that share a key with these names; keys that too many share are left out where others will do."""
    shared = sorted((ids for key in blocking_keys(names) if (ids := index.get(key))), key=len)
    telling = [ids for ids in shared if len(ids) <= _CROWDED] or shared[:1]
    return {i for ids in telling for i in ids}


def _index(known: Iterable[KnownEntity]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for entity in known:
        for key in blocking_keys(entity.names):
            index[key].append(entity.id)
    return index


def _ranked(
    found: FoundEntity, index: dict[str, list[int]], by_id: dict[int, KnownEntity]
) -> list[tuple[Likeness, int]]:
    names = _names(found)
    ids = candidates(names.all, index)
    scored = [(likeness(names, _known_names(by_id[i])), i) for i in sorted(ids)]
    scored = [(_despite_kinds(found, by_id[i], like), i) for like, i in scored if like is not UNLIKE]
    return sorted(scored, key=lambda s: (-s[0].score, not by_id[s[1]].decided, -by_id[s[1]].articles, s[1]))


_DOUBTFUL = 0.6
"""From this certainty on the kind that an article gives a name is believed against the library's."""


def _despite_kinds(found: FoundEntity, known: KnownEntity, like: Likeness) -> Likeness:
    """The likeness where only the kinds differ: an article's guess at a kind yields to what the library knows well."""
    if like.score >= JOIN or found.kind is known.kind or found.kind_certainty >= _DOUBTFUL:
        return like
    if words_of(found.name) != words_of(known.name) or not (known.decided or known.articles > 1):
        return like
    article = "an" if known.kind.value[0] in "aeiou" else "a"
    return Likeness(0.72, f"“{known.name}” is known as {article} {known.kind.value}")


def _best(ranked: list[tuple[Likeness, int]]) -> float:
    return ranked[0][0].score if ranked else 0.0


def _choose(
    found: FoundEntity,
    ranked: list[tuple[Likeness, int]],
    by_id: dict[int, KnownEntity],
    apart: Collection[frozenset[int]],
) -> Proposal:
    if not ranked:
        return Proposal(found.key, None, 0.0)
    like, best = ranked[0]
    if like.score < JOIN:
        return Proposal(found.key, None, like.score, (like.reason,))
    rivals = [i for other, i in ranked[1:] if other.score > like.score - _LEAD]
    told_apart = [i for i in rivals if frozenset((best, i)) in apart]
    # A part of a name must fit one entity only; a whole name that fits two takes the better known of them.
    if told_apart or (like.only_part and any(not _one(by_id[best], by_id[i]) for i in rivals)):
        names = " or ".join(f"“{by_id[i].name}”" for i in (best, *(told_apart or rivals))[:3])
        return Proposal(found.key, None, like.score / 2, (f"could be {names}",))
    return Proposal(found.key, best, like.score, (like.reason,))


def _one(a: KnownEntity, b: KnownEntity) -> bool:
    return likeness(_known_names(a), _known_names(b)).score >= JOIN


def _names(found: FoundEntity) -> Names:
    return _told((found.name, *found.aliases), found.kind)


def _known_names(known: KnownEntity) -> Names:
    return _told(known.names, known.kind)


@lru_cache(maxsize=50_000)
def _told(names: tuple[str, ...], kind: EntityKind) -> Names:
    """The names that have words; a name of marks only says nothing."""
    return Names(tuple(n for n in names if words_of(n)) or ("",), kind)
