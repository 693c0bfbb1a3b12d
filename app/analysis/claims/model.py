"""The trained part of claim detection: two linear models and the judge of which of them to believe.

Spoken sentences ("we've lost two million jobs") and written ones ("the region lost two million jobs in 2019") give
themselves away by different words. One model learnt from debates, one from news; a third says which register a
sentence is in, and the score is their mean, weighted by it. tests/evaluation/train_claims.py makes the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.claims.signals import DENSE, Floats, Ints, Signals, buckets, dense, hashes, mean_vectors

MODEL_FILE = Path(__file__).parents[3] / "resources" / "models" / "claims.npz"


@dataclass(frozen=True, slots=True)
class ClaimModel:
    """Weights of the claim score. `scores` gives calibrated probabilities; `threshold` is where a claim begins."""

    mean: Floats  # of the dense features
    scale: Floats
    vector_mean: Floats
    vector_scale: Floats
    spoken_dense: Floats
    spoken_vector: Floats
    spoken_hash: Floats  # a weight a bucket
    idf: Floats  # inverse document frequency a bucket
    spoken_bias: Floats  # [bias, slope, shift] of the calibrated debate model
    written: Floats  # dense weights, then one for the debate model's logit, then the bias
    register: Floats  # dense weights, then the bias: positive is spoken
    threshold: float

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> ClaimModel:
        """Read the weights that `save` wrote. OSError or ValueError when the file is missing or of another version."""
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["names"].tolist()) != DENSE:
                raise ValueError(f"{path.name} was trained with other features: run tests/evaluation/train_claims.py")
            arrays = {n: stored[n].astype(np.float32) for n in cls.__dataclass_fields__ if n != "threshold"}
            return cls(**arrays, threshold=float(stored["threshold"]))

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write the weights without pickle, the large ones in half precision."""
        arrays = {n: np.asarray(getattr(self, n), dtype=np.float16 if n in ("spoken_hash", "idf") else np.float32)
                  for n in self.__dataclass_fields__}  # fmt: skip
        np.savez_compressed(path, names=np.array(DENSE), **arrays)

    def scores(self, signals: Signals, starts: Ints, ends: Ints) -> NDArray[np.float64]:
        """The probability, 0–1, that each of the token ranges [starts, ends) is worth checking."""
        if not len(starts):
            return np.zeros(0)
        plain = (dense(signals, starts, ends) - self.mean) / self.scale
        spoken = self.spoken_logits(signals, starts, ends, plain)
        written = plain @ self.written[: plain.shape[1]] + spoken * self.written[-2] + self.written[-1]
        register = sigmoid(plain @ self.register[:-1] + self.register[-1])
        return sigmoid(register * spoken + (1 - register) * written)

    def spoken_logits(self, signals: Signals, starts: Ints, ends: Ints, plain: Floats) -> NDArray[np.float64]:
        """The calibrated logits of the debate model. `plain` are the standardised dense features."""
        logits = plain @ self.spoken_dense
        if signals.vectors.shape[1] == len(self.spoken_vector):  # a model without vectors is judged without them
            vectors = (mean_vectors(signals, starts, ends) - self.vector_mean) / self.vector_scale
            logits = logits + vectors @ self.spoken_vector
        found = hashes(signals)
        for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            ids = buckets(found, start, end)
            idf = self.idf[ids]
            logits[i] += float(idf @ self.spoken_hash[ids]) / max(float(np.sqrt(idf @ idf)), 1e-6)
        bias, slope, shift = self.spoken_bias.tolist()
        return np.asarray((logits + bias) * slope + shift, dtype=np.float64)


@cache
def shipped_model() -> ClaimModel:
    """The weights that come with the program, read once a process."""
    return ClaimModel.load()


def sigmoid(x: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30, dtype=np.float64)))
