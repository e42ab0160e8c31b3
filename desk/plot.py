"""Small plots of one number over time, to be drawn as SVG next to the table that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 160, 40
_EDGE = 4


@dataclass(frozen=True)
class Plot:
    """Points in a field of WIDTH x HEIGHT, from the upper left. `lines` join those that follow
    each other without a gap, each as SVG's list of points."""

    points: tuple[tuple[float, float], ...]
    lines: tuple[str, ...]


def plotted(values: Sequence[float | None], top: float | None = None) -> Plot:
    """Values at equal steps from left to right, from 0 at the bottom to `top`, or to the
    greatest of them; None leaves a gap."""
    highest = top or max((value for value in values if value is not None), default=0.0) or 1.0
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_EDGE + place * step, _height(value / highest)))
    return Plot(
        points=tuple(point for run in runs for point in run),
        lines=tuple(_line(run) for run in runs if len(run) > 1),
    )


def _height(share: float) -> float:
    return round(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE), 1)


def _line(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
