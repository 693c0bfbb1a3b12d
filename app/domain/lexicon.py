"""What the user's decisions teach: read by the analysis of every later article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.analysis import EntityKind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Decisions that hold everywhere. Names are as the user saw them; they are compared case-sensitively.

    `kinds`: names whose kind the user confirmed or corrected. `not_names`: words the user said name nothing.
    `not_cues`: lemmas of cues under which the user rejected quotes at least twice and confirmed none.
    `claim_shift`: added to the threshold of the claim score, from the share of claims the user rejected.
    """

    kinds: Mapping[str, EntityKind] = field(default_factory=dict)
    not_names: frozenset[str] = frozenset()
    not_cues: frozenset[str] = frozenset()
    claim_shift: float = 0.0


NOTHING_LEARNT = Lexicon()
