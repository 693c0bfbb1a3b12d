"""What the words around a mention say about its kind: who is the mayor of it, what lies at it, where ships go to."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from app.analysis.entities.found import Found
from app.domain.analysis import EntityKind
from app.domain.name_words import PLACE_WORDS, word_set

Weights = dict[EntityKind, float]

_PERSON, _ORGANISATION, _PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE

SURE, LIKELY = 2.0, 1.0

_GROUND = word_set(
    """harbour harbor port coast shore beach quay pier dock mole breakwater quarry mine airport station border outskirts
    suburb centre center street road bridge coastline waterfront skyline bay island village town city district valley
    hill farm camp fort lighthouse market ruins river canal region area landing seafront ferry"""
)
_INHABITANTS = word_set(
    """people resident inhabitant citizen islander villager townspeople population mayor governor sheriff bishop
    archbishop native fisherman farmer refugee migrant tourist settler pilgrim"""
)
_GOVERNED = word_set("council government parliament university siege fall capture liberation map north south east west")
_WAYS = word_set(
    """way route road ferry crossing trip journey flight train bridge voyage railway link track path tour visit mission
    boat bus ticket visitor traveller envoy ambassador pilgrimage return expedition"""
)
_DISTANCES = word_set("kilometre kilometer mile metre meter km hour coast shore")
_MOVES = word_set(
    """go come sail travel fly drive walk run tow return get ride march ship send bring take carry deport evacuate
    head cross commute migrate flee escape emigrate row swim cycle"""
)
_STAYS = word_set("moor dock land arrive anchor live dwell settle lodge camp crash berth")
_REACHES = word_set("reach visit evacuate invade occupy bombard shell besiege inhabit leave tour")
_FIRMS = word_set(
    """director chairman chairwoman founder co-founder boss operator shareholder customer employee subsidiary board
    share profit executive owner staff headquarters takeover revenue turnover factory product investor creditor fleet"""
)
_LED = word_set("lead join found run chair head own establish")


def surroundings(doc: Doc, found: Found) -> Weights:
    """Weights for the kinds, in the votes of app.analysis.entities.votes: 1 is as much as the model's mark."""
    out: Weights = {}
    before = doc[found.start - 1] if found.start else None
    at = found.start
    if before is not None and before.lower_ in ("the", "a", "an"):
        at -= 1
        before = doc[at - 1] if at else None
    definite = at < found.start
    if before is not None and before.pos_ in ("ADP", "PART") and before.dep_ in ("prep", "agent", "mark", "aux"):
        _add(out, _after_preposition(before, definite))
    root = doc[found.start : found.end].root
    if root.dep_ == "dobj":
        _add(out, _as_object(root.head, definite))
    if found.end < len(doc):
        _add(out, _before(doc, found.end))
    return out


def _add(out: Weights, more: Mapping[EntityKind, float]) -> None:
    for kind, weight in more.items():
        out[kind] = out.get(kind, 0.0) + weight


def _after_preposition(preposition: Token, definite: bool) -> Weights:
    word, head = preposition.lower_, preposition.head
    noun = head.lemma_.lower() if head.pos_ in ("NOUN", "PROPN") else ""
    verb = head.lemma_ if head.pos_ == "VERB" else ""
    noun = noun or _noun_before(preposition)
    if word == "of":
        return _owned(noun, definite)
    if word == "for":
        return {_PLACE: 2 * SURE} if head.text in ("MP", "MPs") else _spoken_for(noun)
    if word == "at":
        return {_PLACE: SURE} if noun in _GROUND or verb in _STAYS else {}
    if word == "from":
        if noun in _INHABITANTS or noun in _DISTANCES or noun in _WAYS:
            return {_PLACE: SURE}
        return {_PLACE: LIKELY} if verb in _MOVES else {}
    if word in ("to", "towards", "toward", "into"):
        return {_PLACE: SURE} if noun in _WAYS else {_PLACE: LIKELY} if verb in _MOVES else {}
    if word == "on" and not definite:
        return {_PLACE: 1.0} if noun in _INHABITANTS or (preposition.text == "On" and preposition.is_sent_start) else {}
    if word in ("off", "beyond") and noun in _GROUND | _DISTANCES:
        return {_PLACE: 1.0}
    return {}


def _noun_before(preposition: Token) -> str:
    """The noun right before a preposition, which the parser may have hung on the verb."""
    before = preposition.nbor(-1) if preposition.i else None
    return before.lemma_.lower() if before is not None and before.pos_ == "NOUN" else ""


def _owned(noun: str, definite: bool) -> Weights:
    if noun in _FIRMS:
        return {_ORGANISATION: 1.0, _PERSON: -0.5}
    if noun == "leader" and definite:
        return {_ORGANISATION: SURE}
    if noun in _INHABITANTS or noun in _GROUND:
        return {_PLACE: 0.5 if definite else SURE}
    return {_PLACE: 1.0} if noun in _GOVERNED and not definite else {}


def _spoken_for(noun: str) -> Weights:
    return {_ORGANISATION: 0.5} if noun in ("spokesman", "spokeswoman", "spokesperson") else {}


def _as_object(verb: Token, definite: bool) -> Weights:
    if verb.lemma_ in _REACHES and not definite:
        return {_PLACE: 0.5}
    if verb.lemma_ in _LED:
        return {_ORGANISATION: 1.6 if definite else 0.4}
    return {}


def _before(doc: Doc, end: int) -> Weights:
    """What follows the mention, whose last token is before `end`."""
    after = doc[end]
    following = doc[end + 1] if end + 1 < len(doc) else None
    if after.text == "," and following is not None and following.lower_ == "which":
        return {_PERSON: -1.5}
    if after.text in ("'s", "’s") and following is not None:
        return {_ORGANISATION: 0.5} if following.lemma_ in _FIRMS else {}
    if after.lemma_ in _GROUND and (after.lemma_ in PLACE_WORDS or after.lemma_ in ("landing", "coast", "airport")):
        return {_PLACE: 0.7}
    return {}
