"""Nodes keep their labels apart, stay inside, and stand near those they are joined with."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.desktop.graph.layout import Box, Spring, arrange, overlaps


def boxes(count: int) -> list[Box]:
    return [Box(60.0 + 17 * (n % 6), 34.0 + 3 * (n % 3)) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 5, 15, 30])
@pytest.mark.parametrize("size", [(820.0, 620.0), (600.0, 520.0)])
def test_no_label_lies_over_another_and_all_are_inside(count: int, size: tuple[float, float]) -> None:
    springs = [Spring(a, b, ((a + b) % 5) / 4) for a, b in combinations(range(count), 2) if (a * b) % 3 != 1]
    made = boxes(count)
    points = arrange(made, springs, *size)
    assert overlaps(made, points) == 0
    for (x, y), box in zip(points, made, strict=True):
        assert box.width / 2 - 0.1 <= x <= size[0] - box.width / 2 + 0.1
        assert box.height / 2 - 0.1 <= y <= size[1] - box.height / 2 + 0.1


def test_who_is_joined_stands_nearer_than_who_is_not() -> None:
    two_groups = [Spring(a, b, 1.0) for a, b in combinations(range(5), 2)]
    two_groups += [Spring(a, b, 1.0) for a, b in combinations(range(5, 10), 2)]
    points = arrange([Box(10, 10)] * 10, two_groups, 800, 600)
    near = [dist(points[s.a], points[s.b]) for s in two_groups]
    far = [dist(points[a], points[b]) for a in range(5) for b in range(5, 10)]
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


def test_the_one_in_the_middle_is_there() -> None:
    springs = [Spring(0, n, 0.5) for n in range(1, 12)]
    points = arrange(boxes(12), springs, 800, 600, middle=0)
    assert dist(points[0], (400, 300)) < 160


def test_the_same_graph_looks_the_same() -> None:
    springs = [Spring(0, n, 0.5) for n in range(1, 12)]
    assert arrange(boxes(12), springs, 800, 600) == arrange(boxes(12), springs, 800, 600)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.floats(20, 140), st.floats(20, 44)), max_size=24),
    st.floats(300, 900),
    st.floats(200, 700),
)
def test_labels_never_overlap_however_little_room_there_is(
    sizes: list[tuple[float, float]], width: float, height: float
) -> None:
    made = [Box(*size) for size in sizes]
    springs = [Spring(n - 1, n, 1.0) for n in range(1, len(made))]
    assert overlaps(made, arrange(made, springs, width, height)) == 0


def test_nothing_is_no_trouble() -> None:
    assert arrange([], [], 100, 100) == ()
