"""What the article calls a thing tells its kind: "Larkspur is a village", "the band Larkspur"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from app.analysis.entities.found import Found
from app.domain.analysis import EntityKind
from app.domain.name_words import word_set

_PERSON = word_set(
    """man woman boy girl actor actress singer songwriter rapper musician guitarist drummer bassist pianist composer
    conductor author writer poet novelist journalist reporter columnist editor historian scientist physicist chemist
    biologist mathematician economist philosopher theologian engineer inventor architect artist painter sculptor
    photographer designer director filmmaker producer comedian dancer model athlete footballer player cricketer golfer
    boxer wrestler swimmer runner cyclist skater skier racer driver jockey coach manager politician lawyer judge
    lawmaker legislator senator congressman councillor activist dissident rebel soldier officer general admiral pilot
    astronaut doctor physician surgeon nurse teacher professor scholar researcher student priest bishop monk nun saint
    king queen prince princess emperor businessman businesswoman entrepreneur investor banker billionaire executive
    analyst strategist spokesman spokeswoman resident native farmer fisherman worker mother father son daughter wife
    husband brother sister widow uncle aunt nephew niece cousin grandson victim suspect gunman defendant candidate
    nominee incumbent veteran striker midfielder defender goalkeeper winger quarterback pitcher batsman bowler"""
)
_ORGANISATION = word_set(
    """company corporation firm manufacturer maker retailer supplier brewer carmaker automaker publisher broadcaster
    chain conglomerate subsidiary startup bank insurer lender brokerage airline carrier operator developer utility
    band group duo trio quartet orchestra ensemble choir label team club side franchise party faction movement coalition
    alliance organization organisation association federation union league agency institution institute university
    college school academy charity foundation nonprofit thinktank newspaper daily tabloid magazine journal network
    website blog ministry department committee commission council court parliament legislature brigade regiment squadron
    battalion division unit militia army church congregation museum hospital railroad"""
)
_PLACE = word_set(
    """village town city municipality hamlet commune settlement parish borough suburb neighbourhood neighborhood
    district county province state region country nation republic kingdom territory island archipelago peninsula
    continent river stream creek lake lagoon sea ocean bay gulf strait mountain peak volcano hill valley canyon desert
    forest cave beach reef park reserve road street avenue highway motorway bridge tunnel canal dam airport port
    harbour harbor dock stadium arena square castle palace prison jail penitentiary capital hotel skyscraper"""
)
_WORK = word_set(
    """album song single film movie novel book series sitcom episode soundtrack video game painting play poem opera
    musical documentary comic manga anime sequel"""
)
_PRODUCT = word_set(
    """ship vessel boat yacht catamaran trawler tanker freighter frigate destroyer submarine warship cruiser lifeboat
    schooner sloop tug tugboat barge icebreaker spacecraft satellite rocket missile airliner smartphone handset headset
    console laptop browser"""
)
_KIND_OF_NOUN = {
    **dict.fromkeys(_PERSON, EntityKind.PERSON),
    **dict.fromkeys(_ORGANISATION, EntityKind.ORGANISATION),
    **dict.fromkeys(_PLACE, EntityKind.PLACE),
    **dict.fromkeys(_WORK, EntityKind.WORK),
    **dict.fromkeys(_PRODUCT, EntityKind.PRODUCT),
}
_NATURES = frozenset({"be", "become", "remain"})


def described(doc: Doc, found: Found) -> EntityKind | None:
    """The kind of thing that the sentence says the name is, or None where it does not say."""
    root = doc[found.start : found.end].root
    for noun in _nouns_of(doc, found, root):
        kind = _KIND_OF_NOUN.get(noun.lemma_.lower())
        if kind is not None:
            return kind
    return None


def _nouns_of(doc: Doc, found: Found, root: Token) -> list[Token]:
    out: list[Token] = []
    head = root.head
    if root.dep_ == "nsubj" and head.lemma_ in _NATURES:
        out += [t for t in head.children if t.dep_ == "attr" and t.i > root.i and t.pos_ == "NOUN"]
    if root.dep_ == "appos" and head.pos_ == "NOUN":
        out.append(head)
    out += [t for t in root.children if t.dep_ == "appos" and t.pos_ == "NOUN"]
    before = doc[found.start - 1] if found.start else None
    if before is not None and before.pos_ == "NOUN" and before.tag_ == "NN" and before.whitespace_:
        out.append(before)
    if before is not None and before.lower_ == "of" and found.start > 1 and doc[found.start - 2].pos_ == "NOUN":
        noun = doc[found.start - 2]
        if noun.lemma_.lower() in _PLACE:  # "the village of Larkspur", and not "the singer of Larkspur"
            out.append(noun)
    return out
