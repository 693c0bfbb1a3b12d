"""The trained part of claim detection: a model learnt from debates, corrected for sentences that are written.

Spoken sentences ("we've lost two million jobs") and written ones ("the region lost two million jobs in 2019") give
themselves away by different words. The debate model, for which there is much to learn from, scores every sentence; the
news model, learnt from less, corrects it as far as a third says that the sentence is written and not spoken.
tests/evaluation/train_claims.py makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.claims.signals import DENSE, TONES, Floats, Ints, Signals, buckets, dense, hashes, mean_vectors, tones

_FAR = 4.0
MODEL_FILE = Path(__file__).parents[3] / "resources" / "models" / "claims.npz"


@dataclass(frozen=True, slots=True)
class ClaimModel:
    """Weights of the claim score. `scores` gives calibrated probabilities; a claim begins at a threshold."""

    tone: Floats  # what an opinionated word's vector points to, then a bias
    mean: Floats  # of the plain features, which are the dense ones and the tones
    scale: Floats
    vector_mean: Floats
    vector_scale: Floats
    spoken_plain: Floats
    spoken_vector: Floats
    spoken_hash: Floats  # a weight a bucket
    idf: Floats  # inverse document frequency a bucket
    written: Floats  # plain weights, then one for the debate model's logit, then the bias
    register: Floats  # plain weights, then the bias: positive is spoken
    calibration: Floats  # what is added to the debate model's logit; slope and bias from logits to probabilities
    threshold: float
    core_threshold: float  # for the sentences of an article, of which only the core is worth a mark

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> ClaimModel:
        """Read the weights that `save` wrote. OSError or ValueError when the file is missing or of another version."""
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["names"].tolist()) != DENSE + TONES:
                raise ValueError(f"{path.name} was trained with other features: run tests/evaluation/train_claims.py")
            arrays = {n: stored[n].astype(np.float32) for n in cls.__dataclass_fields__ if "threshold" not in n}
            return cls(**arrays, threshold=float(stored["threshold"]), core_threshold=float(stored["core_threshold"]))

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write the weights without pickle, the large ones in half precision."""
        arrays = {n: np.asarray(getattr(self, n), dtype=np.float16 if n in ("spoken_hash", "idf") else np.float32)
                  for n in self.__dataclass_fields__}  # fmt: skip
        np.savez_compressed(path, allow_pickle=False, names=np.array(DENSE + TONES), **arrays)

    def scores(self, signals: Signals, starts: Ints, ends: Ints) -> NDArray[np.float64]:
        """The probability, 0–1, that each of the token ranges [starts, ends) is worth checking."""
        if not len(starts):
            return np.zeros(0)
        raw = np.concatenate([dense(signals, starts, ends), tones(signals, self.tone, starts, ends)], axis=1)
        plain = self.standardised(raw)
        spoken = plain @ self.spoken_plain
        if signals.vectors.shape[1] == len(self.spoken_vector):  # a model without vectors is judged without them
            vectors = mean_vectors(signals, starts, ends)
            spoken = (
                spoken + np.clip((vectors - self.vector_mean) / self.vector_scale, -_FAR, _FAR) @ self.spoken_vector
            )
        found = hashes(signals)
        for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            ids = buckets(found, start, end)
            idf = self.idf[ids]
            spoken[i] += float(idf @ self.spoken_hash[ids]) / max(float(np.sqrt(idf @ idf)), 1e-6)
        return self.probabilities(plain, spoken)

    def standardised(self, raw: Floats) -> Floats:
        """Plain features around their mean, in deviations; rare ones are held in bounds."""
        plain: Floats = np.clip((raw - self.mean) / self.scale, -_FAR, _FAR)
        return plain

    def probabilities(self, plain: Floats, spoken: Floats) -> NDArray[np.float64]:
        """The calibrated score from standardised features and the logits of the debate model."""
        correction = plain @ self.written[:-2] + spoken * self.written[-2] + self.written[-1]
        is_written = sigmoid(-(plain @ self.register[:-1] + self.register[-1]))
        added, slope, bias = self.calibration.tolist()
        return sigmoid((spoken + added + is_written * correction) * slope + bias)


@cache
def shipped_model() -> ClaimModel:
    """The weights that come with the program, read once a process."""
    return ClaimModel.load()


def sigmoid(x: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30, dtype=np.float64))))
