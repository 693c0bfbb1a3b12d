"""Of which kind an entity of the library is: the article that names it first may be wrong, so all have a vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.domain.analysis import Analysis, EntityKind
from app.services.ports import Session

MOST_VOTES = 12
"""Articles asked, those analysed last; each costs the unpacking of what was found in it."""


MOST_OF_ONE = 4
"""What an article's vote weighs: its mentions, up to so many. One that speaks of a name at length knows it better than
one that drops it (in the samples three of each differed over an island); no single article outweighs all others.
"""


def vote_on_kinds(session: Session, analysis: Analysis, links: Mapping[int, int]) -> bool:
    """Give entities the kind that most of their articles found, where nobody decided about them; whether any changed.

    To be called once `analysis` is stored. Only entities of which it finds another kind than the library has are voted
    on: elsewhere it adds to what holds already. More than half of the weight is needed: a draw leaves the kind as it
    was.
    """
    known = session.entities.many(links.values())
    disputed = {
        links[e.key] for e in analysis.entities if e.key in links and e.kind is not known[links[e.key]].given_kind
    }
    changed = False
    for entity_id in sorted(disputed):
        if known[entity_id].decided or len(session.entities.family(known[entity_id].root_id)) > 1:
            continue
        votes: Counter[EntityKind] = Counter()
        for kind, mentions in session.runs.kinds_found(entity_id, MOST_VOTES):
            votes[kind] += min(mentions, MOST_OF_ONE)
        ((kind, most),) = votes.most_common(1)
        if most * 2 > votes.total() and kind is not known[entity_id].given_kind:
            session.entities.set_given_kind(entity_id, kind)
            changed = True
    return changed
