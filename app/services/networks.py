"""The graph of who appears with whom."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from app.domain.across import Edge, Network, Node
from app.domain.analysis import EntityKind
from app.services.ports import Session, Store

MOST_NODES = 30
_LOOKED_AT = 3  # times as many are looked at, so that those who appear with nobody can be left out


class Networks:
    """Two entities are joined when at least `least` articles mention both."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def around(
        self, entity_id: int, kinds: Collection[EntityKind] = tuple(EntityKind), least: int = 1, most: int = MOST_NODES
    ) -> Network:
        """One entity, whatever its kind, with those it appears with most, and how these appear with each other."""
        with self._store.reading() as session:
            root = session.entities.one(entity_id).root_id
            company, count = session.network.company(root, kinds, least, most - 1)
            nodes = (*session.network.nodes([root]), *company)
            return Network(nodes, _edges(session, nodes, least), count - len(company))

    def whole(
        self, kinds: Collection[EntityKind] = tuple(EntityKind), least: int = 1, most: int = MOST_NODES
    ) -> Network:
        """The most mentioned entities of the library that appear with another one of them."""
        with self._store.reading() as session:
            nodes = session.network.most_mentioned(kinds, most * _LOOKED_AT)
            edges = _edges(session, nodes, least)
            joined = {number for edge in edges for number in (edge.a, edge.b)}
            kept = [number for number in range(len(nodes)) if number in joined][:most]
            place = {number: at for at, number in enumerate(kept)}
            within = tuple(Edge(place[e.a], place[e.b], e.articles) for e in edges if e.a in place and e.b in place)
            return Network(tuple(nodes[n] for n in kept), within, len(joined) - len(kept))


def _edges(session: Session, nodes: tuple[Node, ...], least: int) -> tuple[Edge, ...]:
    articles = session.network.articles([n.entity_id for n in nodes])
    sets = [articles[n.entity_id] for n in nodes]
    counted = ((a, b, len(sets[a] & sets[b])) for a, b in combinations(range(len(nodes)), 2))
    return tuple(Edge(a, b, shared) for a, b, shared in counted if shared >= max(1, least))
