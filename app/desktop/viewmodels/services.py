"""The services the window is given, by name."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.annotate import Annotating
from app.services.articles import Articles
from app.services.decide import Deciding
from app.services.entities import Entities
from app.services.export import Exporting
from app.services.history import History
from app.services.importing import Importing
from app.services.joining import Joining
from app.services.keeping import Keeping
from app.services.ledger import Ledger
from app.services.library import Library
from app.services.links import Links
from app.services.networks import Networks
from app.services.novelty import NewToYou
from app.services.reviewing import Reviewing
from app.services.undoing import Undoing


@dataclass(frozen=True, slots=True)
class Services:
    """All are synchronous and touch the disk: call them through `Background` only."""

    articles: Articles
    library: Library
    deciding: Deciding
    entities: Entities
    annotating: Annotating
    links: Links
    undoing: Undoing
    reviewing: Reviewing
    history: History
    exporting: Exporting
    importing: Importing
    novelty: NewToYou
    networks: Networks
    ledger: Ledger
    keeping: Keeping
    joining: Joining
