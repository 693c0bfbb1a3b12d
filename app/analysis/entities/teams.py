"""Places that play: in reports on sport, the name of a town is most often that of its team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc

from app.analysis.entities.found import Form, Found
from app.domain.analysis import EntityKind
from app.domain.countries import country_named
from app.domain.name_words import word_set

_SPORT = word_set(
    """match matches goal goals coach league season scored striker midfielder defender goalkeeper innings wickets
    wicket batsman champions championship tournament quarterback touchdown inning homer pitcher playoff playoffs
    semi-final semifinal quarter-final final cup squad penalty halftime half-time player players premiership rugby
    soccer football cricket basketball baseball hockey tennis victory defeat beat points win qualifier division
    fixture relegation derby winger fly-half scrum-half tries lead bullpen shutout rebounds"""
)
_SHARE = 0.012
"""Of an article's words, how many are of sport: reports of matches lie above 2 %, other news below 0.8 %."""

_PLAYS = word_set(
    "beat defeat win lose draw score play face sign thrash edge host trail lead top visit meet crush rout sweep take"
)
_AGAINST = frozenset({"against", "beat", "over", "v", "vs", "vs.", "v.", "defeated", "by", "versus"})
_HEADS = word_set(
    """coach striker midfielder defender goalkeeper captain manager player forward winger teammate squad fans side lead
    goal victory defeat win season bench pitcher innings lineup attack skipper fullback"""
)
_PLAYERS = _HEADS | frozenset({"champions", "leaders", "rivals", "strugglers", "hosts", "visitors"})
_STAYS = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around"})


def is_sport(words: Mapping[str, int]) -> bool:
    """Whether an article with these words, as counted, reports on sport."""
    counts: dict[str, int] = defaultdict(int)
    for word, count in words.items():
        if word.lower() in _SPORT:
            counts[word.lower()] += count
    return len(counts) >= 5 and sum(counts.values()) >= _SHARE * sum(words.values())


def call_teams(doc: Doc, names: list[Found]) -> None:
    """Make the towns that play organisations, in an article on sport; where they are but a venue, they stay places."""
    evidence: dict[Form, int] = defaultdict(int)
    towns = [f for f in names if f.kind is EntityKind.PLACE and country_named(f.text) is None]
    for found in towns:
        evidence[found.form] += _plays(doc, found) - (_venue(doc, found))
    for found in towns:
        if _plays(doc, found) or (evidence[found.form] > 0 and not _venue(doc, found)):
            found.kind = EntityKind.ORGANISATION
            found.reasons.append("plays as a team here")


def _venue(doc: Doc, found: Found) -> bool:
    before = doc[found.start - 1] if found.start else None
    after = doc[found.end] if found.end < len(doc) else None
    if before is not None and before.lower_ in _STAYS:
        return True
    if after is None:
        return False
    return after.text in (",", ":") and (before is None or before.is_space or before.text in (".", ")"))


def _plays(doc: Doc, found: Found) -> bool:
    before = doc[found.start - 1] if found.start else None
    after = doc[found.end] if found.end < len(doc) else None
    if before is not None and (before.lower_ in _AGAINST or before.lower_ in _PLAYERS):
        return True
    if after is not None:
        if after.lower_ in _HEADS or after.text.isdigit():
            return True
        if after.text in ("'s", "’s") and any(t.lower_ in _HEADS for t in doc[found.end + 1 : found.end + 4]):
            return True
    head = doc[found.end - 1]
    return head.dep_ in ("nsubj", "dobj", "nsubjpass") and head.head.lemma_ in _PLAYS
