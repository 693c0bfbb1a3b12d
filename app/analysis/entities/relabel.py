"""A linear model that tells the kind of a name from its words and the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from app.analysis.entities.features import DIMENSIONS, LENGTH, features
from app.analysis.entities.found import Form, Found
from app.domain.analysis import EntityKind

WEIGHTS = Path(__file__).parents[3] / "resources" / "models" / "entities.npz"
"""Trained by tests/evaluation/train_entities.py; entities.json beside it says on what."""

_ASKED = 6  # mentions of one form whose surroundings are read: more change no vote
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
            scores = features(doc, batch) @ self._weights + self._bias
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            out[at : at + len(batch)] = scores / scores.sum(axis=1, keepdims=True)
        return out

    def opinions(self, doc: Doc, names: Sequence[Found]) -> NDArray[np.float32]:
        """The probabilities for each name; past _ASKED mentions of one form, the mean of those before."""
        rows: dict[Form, list[int]] = defaultdict(list)
        spans: list[tuple[int, int]] = []
        row_of = np.full(len(names), -1)
        for n, found in enumerate(names):
            asked = rows[found.form]
            if len(asked) < _ASKED:
                row_of[n] = len(spans)
                asked.append(len(spans))
                spans.append((found.start, found.end))
        asked_for = self.probabilities(doc, spans)
        out = np.zeros((len(names), 6), dtype=np.float32)
        means = {form: asked_for[indexes].mean(axis=0) for form, indexes in rows.items()}
        for n, found in enumerate(names):
            out[n] = asked_for[row_of[n]] if row_of[n] >= 0 else means[found.form]
        return out


KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP)
"""The first four columns of Relabeller.probabilities."""
NONE = 5
"""The last column; the one before it is for events, works, products and laws."""
