"""Cards never overlap, never leave their band, and fold from the least important."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.desktop.margin.layout import FOLD_HEIGHT, GAP, Wish, place

wishes = st.lists(st.builds(Wish, st.floats(0, 400), st.floats(16, 90), st.integers(0, 3)), max_size=12).map(
    lambda items: sorted(items, key=lambda w: w.y)
)


@given(wishes, st.floats(20, 600))
def test_cards_stay_inside_their_band_and_apart(items: list[Wish], bottom: float) -> None:
    placed = place(items, 0.0, bottom)
    spots = [(y, y + w.height) for y, w in zip(placed.ys, items, strict=True) if y is not None]
    if placed.fold_y is not None:
        spots.append((placed.fold_y, placed.fold_y + FOLD_HEIGHT))
    for (_, end), (start, _) in itertools.pairwise(spots):
        assert start >= end + GAP - 1e-6
    kept = [y for y in placed.ys if y is not None]
    assert all(y >= -1e-6 for y in kept)
    assert not kept or spots[-1][1] <= bottom + 1e-6


@given(wishes, st.floats(20, 600))
def test_what_folds_is_never_worth_more_than_what_stays(items: list[Wish], bottom: float) -> None:
    placed = place(items, 0.0, bottom)
    folded = [items[i].rank for i in placed.folded]
    kept = [w.rank for w, y in zip(items, placed.ys, strict=True) if y is not None]
    assert not folded or not kept or max(folded) <= min(kept)
    assert (placed.fold_y is None) == (not folded)


def test_a_card_with_room_stands_at_its_line() -> None:
    assert place([Wish(40, 30, 1), Wish(120, 30, 1)], 0, 400).ys == (40, 120)


def test_a_card_near_the_end_is_pushed_up_rather_than_folded() -> None:
    placed = place([Wish(90, 30, 1)], 0, 100)
    assert placed.ys == (70,)
    assert placed.fold_y is None


def test_cards_for_one_line_are_stacked() -> None:
    placed = place([Wish(10, 20, 1), Wish(10, 20, 1)], 0, 200)
    assert placed.ys == (10, 10 + 20 + GAP)


def test_names_fold_before_notes() -> None:
    placed = place([Wish(0, 40, 0), Wish(0, 40, 3)], 0, 80)
    assert placed.ys[0] is None
    assert placed.ys[1] is not None
