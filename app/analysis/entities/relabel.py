"""A linear model that tells the kind of a name from its words and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from app.analysis.entities.features import DIMENSIONS, LENGTH, features
from app.domain.analysis import EntityKind

WEIGHTS = Path(__file__).parents[3] / "resources" / "models" / "entities.npz"
"""Trained by tests/evaluation/train_entities.py; entities.json beside it says on what."""

_BATCH = 1024  # spans whose features are held at once: 6 MB


class Relabeller:
    """Probabilities of the kinds of possible names. Reads its weights once; without them it has no opinion."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self.ready = weights.is_file()
        if self.ready:
            with np.load(weights, allow_pickle=False) as stored:
                self._weights = stored["weights"].astype(np.float32).T
                self._bias = stored["bias"]
            self.ready = self._weights.shape[0] == LENGTH

    def probabilities(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """A row of six for each token range: person, organisation, place, group, other, no name at all."""
        out = np.zeros((len(spans), 6), dtype=np.float32)
        if not self.ready or doc.vocab.vectors_length != DIMENSIONS:
            return out
        for at in range(0, len(spans), _BATCH):
            batch = spans[at : at + _BATCH]
            scores = np.stack([features(doc, s, e) for s, e in batch]) @ self._weights + self._bias
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            out[at : at + len(batch)] = scores / scores.sum(axis=1, keepdims=True)
        return out


KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP)
"""The first four columns of Relabeller.probabilities."""
OTHER, NONE = 4, 5
