"""One measured figure, and how a list of them is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit` ("×" for a ratio); `detail` names the absolute figures behind a ratio."""

    name: str
    value: float
    unit: str
    detail: str = ""


def print_figures(figures: Iterable[Figure]) -> None:
    for figure in figures:
        number = f"{figure.value:.2f}" if figure.value < 100 else f"{figure.value:,.0f}"
        detail = f"   ({figure.detail})" if figure.detail else ""
        print(f"{figure.name:<74} {number:>9} {figure.unit}{detail}", flush=True)
