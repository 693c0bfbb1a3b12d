"""The learnt part of quote finding, read from resources/models/ without pickle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.analysis.quotes.rates import Rates
from app.analysis.quotes.trees import Trees, load_arrays

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "models"
"""Holds quotes.json (rates, thresholds, where they come from) and quotes.npz (trees)."""


@dataclass(frozen=True, slots=True)
class QuoteModel:
    """Models by stage. All but `content` answer probabilities; that one answers an overlap, 0–1."""

    cue_rates: Rates
    content_rates: Rates
    speaker_rates: Rates
    cue: Trees
    content: Trees
    speaker: Trees
    joining: Trees
    keeping: Trees
    cue_gate: list[float]
    cue_floor: float
    join_floor: float
    keep_floor: float


@cache
def load_model(folder: Path = FOLDER) -> QuoteModel:
    """Read the model once a process. OSError when it is missing: the installation is broken."""
    meta = json.loads((folder / "quotes.json").read_text(encoding="utf-8"))
    arrays = load_arrays(folder / "quotes.npz")
    rates = {stage: Rates(part["tables"], part["defaults"]) for stage, part in meta["rates"].items()}
    return QuoteModel(
        cue_rates=rates["cue"],
        content_rates=rates["content"],
        speaker_rates=rates["speaker"],
        cue=Trees.from_arrays(arrays, "cue"),
        content=Trees.from_arrays(arrays, "content"),
        speaker=Trees.from_arrays(arrays, "speaker"),
        joining=Trees.from_arrays(arrays, "joining"),
        keeping=Trees.from_arrays(arrays, "keeping"),
        cue_gate=meta["cue_gate"],
        **meta["floors"],
    )
