"""Where the nodes of a graph go: near those they are joined with, and no label over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin, sqrt

GAP = 8.0
"""Least room between two labels, px."""
_TURNS, _PARTINGS = 160, 240
_GOLDEN = 2.399963  # radians


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes up with its label, px; its point is the middle."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spring:
    """Joins two boxes, by number; the `weight` is from 0 to 1."""

    a: int
    b: int
    weight: float


def arrange(
    boxes: Sequence[Box], springs: Sequence[Spring], width: float, height: float, middle: int | None = None
) -> tuple[tuple[float, float], ...]:
    """The middle of each box within `width` × `height`; box number `middle` near the centre. The same for the same.

    After Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991), with springs as strong as their
    weight; then boxes that overlap are moved apart. What finds no room so is set in rows. Touches nothing of Qt: to be
    run off the window's thread, some 0.1 s for 30 boxes.
    """
    if not boxes:
        return ()
    points = _pulled(len(boxes), springs, width / height if height else 1.0, middle)
    _fit(points, boxes, width, height)
    if not (_part(points, boxes, width, height, GAP) or _part(points, boxes, width, height, GAP / 4)):
        points = _in_rows(points, boxes, width, height)
    return tuple((x, y) for x, y in points)


def overlaps(boxes: Sequence[Box], points: Sequence[tuple[float, float]], gap: float = 0.0) -> int:
    """How many pairs of boxes overlap when their middles are at `points`."""
    count = 0
    for i in range(len(boxes)):
        for j in range(i):
            dx, dy = _lap(boxes[i], boxes[j], points[i], points[j], gap)
            count += dx > 0.01 and dy > 0.01
    return count


def _pulled(count: int, springs: Sequence[Spring], aspect: float, middle: int | None) -> list[list[float]]:
    """In a plane `aspect` wide and 1 tall, about the origin."""
    points = []
    for n in range(count):
        far = 0.45 * sqrt((n + 0.5) / count)
        points.append([aspect * far * cos(n * _GOLDEN), far * sin(n * _GOLDEN)])
    ideal = 0.75 * sqrt(aspect / count)
    for turn in range(_TURNS):
        moves = [[-0.6 * x / aspect * ideal, -0.9 * y * ideal] for x, y in points]  # all are drawn to the centre
        for i in range(count):
            xi, yi = points[i]
            for j in range(i):
                dx, dy = xi - points[j][0], yi - points[j][1]
                far = max(1e-3, hypot(dx, dy))
                push = ideal * ideal / (far * far)
                moves[i][0] += dx * push
                moves[i][1] += dy * push
                moves[j][0] -= dx * push
                moves[j][1] -= dy * push
        for spring in springs:
            dx, dy = points[spring.a][0] - points[spring.b][0], points[spring.a][1] - points[spring.b][1]
            pull = hypot(dx, dy) / ideal * (0.12 + 0.6 * spring.weight)
            for end, sign in ((spring.a, -1.0), (spring.b, 1.0)):
                moves[end][0] += sign * dx * pull
                moves[end][1] += sign * dy * pull
        heat = 0.12 * (1 - turn / _TURNS) ** 1.5 + 0.002
        for point, (mx, my) in zip(points, moves, strict=True):
            far = max(1e-9, hypot(mx, my))
            point[0] += mx / far * min(far, heat)
            point[1] += my / far * min(far, heat)
        if middle is not None:
            points[middle] = [0.0, 0.0]
    return points


def _fit(points: list[list[float]], boxes: Sequence[Box], width: float, height: float) -> None:
    """Spread them over the room there is, a few of them over its middle."""
    share = min(1.0, 0.4 + len(points) / 20)
    for axis, room in ((0, width), (1, height)):
        low, high = min(p[axis] for p in points), max(p[axis] for p in points)
        half = max(b.width if axis == 0 else b.height for b in boxes) / 2
        scale = max(0.0, room - 2 * half) * share / (high - low) if high - low > 1e-6 else 0.0
        for point in points:
            point[axis] = room / 2 + (point[axis] - (low + high) / 2) * scale


def _part(points: list[list[float]], boxes: Sequence[Box], width: float, height: float, gap: float) -> bool:
    """Push boxes that are nearer than `gap` apart, the shorter way; whether none overlaps in the end."""
    for _ in range(_PARTINGS):
        touched = False
        for i in range(len(boxes)):
            for j in range(i):
                dx, dy = _lap(boxes[i], boxes[j], points[i], points[j], gap)
                if dx <= 0.01 or dy <= 0.01:
                    continue
                touched = True
                axis, step = (0, dx) if dx < dy else (1, dy)
                sign = 1.0 if points[i][axis] >= points[j][axis] else -1.0
                points[i][axis] += sign * (step / 2 + 0.05)
                points[j][axis] -= sign * (step / 2 + 0.05)
        for point, box in zip(points, boxes, strict=True):
            point[0] = min(max(point[0], box.width / 2), max(box.width / 2, width - box.width / 2))
            point[1] = min(max(point[1], box.height / 2), max(box.height / 2, height - box.height / 2))
        if not touched:
            return True
    return overlaps(boxes, [(x, y) for x, y in points]) == 0


def _in_rows(points: list[list[float]], boxes: Sequence[Box], width: float, height: float) -> list[list[float]]:
    """Rows from the top down in the order they were in, spread over the room; lower than that when there is none."""
    rows: list[list[int]] = [[]]
    for n in sorted(range(len(boxes)), key=lambda n: (round(points[n][1] / max(1.0, height) * 6), points[n][0])):
        taken = sum(boxes[m].width + GAP / 2 for m in rows[-1])
        if rows[-1] and taken + boxes[n].width > width:
            rows.append([])
        rows[-1].append(n)
    tall = [max(boxes[n].height for n in row) for row in rows]
    spare = max(GAP / 2, (height - sum(tall)) / len(rows))
    out, y = [[0.0, 0.0] for _ in boxes], min(spare, GAP) / 2
    for row, high in zip(rows, tall, strict=True):
        gap = max(GAP / 2, (width - sum(boxes[n].width for n in row)) / len(row))
        x = gap / 2 if len(row) > 1 or boxes[row[0]].width < width else 0.0
        for n in sorted(row, key=lambda n: points[n][0]):
            out[n] = [x + boxes[n].width / 2, y + boxes[n].height / 2]
            x += boxes[n].width + gap
        y += high + spare
    return out


def _lap(a: Box, b: Box, at: Sequence[float], other: Sequence[float], gap: float) -> tuple[float, float]:
    """How far two boxes reach into each other along each axis; nothing overlaps unless both are positive."""
    across = (a.width + b.width) / 2 + gap - abs(at[0] - other[0])
    down = (a.height + b.height) / 2 + gap / 2 - abs(at[1] - other[1])
    return across, down
