"""Places that act as governments ("Moscow said …"): they stay places, and say so."""

from __future__ import annotations

from spacy.tokens import Doc

from app.analysis.entities.found import Found
from app.domain.analysis import EntityKind
from app.domain.countries import country_governed_from, country_of_people
from app.domain.name_words import word_set

_ACTS = word_set("""say accuse agree announce argue ask back ban block call claim condemn decide declare defend demand
    deny dismiss expel hope impose insist offer oppose order pledge promise refuse reject respond retaliate seek sign
    support suspend threaten trade urge vow want warn welcome withdraw""")


def add_reasons(doc: Doc, names: list[Found]) -> None:
    """Add to capitals that do what governments do, and to demonyms, what they stand for."""
    for found in names:
        if found.kind is EntityKind.PLACE and found.end - found.start <= 2:
            country = country_governed_from(found.text)
            if country is not None and _acts(doc, found):
                found.reasons.append(f"speaks for the government of {country.name}")
        elif found.kind is EntityKind.GROUP:
            country = country_of_people(found.text)
            if country is not None:
                found.reasons.append(f"the people or things of {country.name}")


def _acts(doc: Doc, found: Found) -> bool:
    head = doc[found.end - 1]
    if head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head
    if head.dep_ == "nsubj":
        return head.head.lemma_ in _ACTS
    return head.dep_ in ("poss", "compound", "pobj") and head.head.lower_ in (
        "between",
        "government",
        "officials",
        "embassy",
        "position",
        "stance",
        "ties",
        "allies",
        "ambassador",
    )
