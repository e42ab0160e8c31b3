"""A plot of one number day by day, with its scale: what an SVG needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 104
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 8, 8, 20
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SECONDS = (10, 20, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200)


@dataclass(frozen=True)
class Spot:
    """One value at its place; `index` is that of the value in its row."""

    x: float
    y: float
    index: int


@dataclass(frozen=True)
class Chart:
    """Spots in a field of WIDTH x HEIGHT, from the upper left; `lines` join those that follow
    each other without a gap, each as SVG's list of points. `ticks` are values of the scale with
    their heights, `marks` the values named below: place, anchor and index."""

    spots: tuple[Spot, ...]
    lines: tuple[str, ...]
    ticks: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, str, int], ...]
    left: float = _LEFT
    right: float = WIDTH - _RIGHT


def chart(values: Sequence[float | None], *, seconds: bool = False, share: bool = False) -> Chart:
    """Values at equal steps from left to right above 0; None leaves a gap."""
    highest = max((value for value in values if value is not None), default=0.0)
    top = _top(highest, seconds=seconds, share=share)
    step = (WIDTH - _LEFT - _RIGHT) / max(len(values) - 1, 1)
    spots = [
        Spot(round(_LEFT + place * step, 1), _height(value / top), place)
        for place, value in enumerate(values)
        if value is not None
    ]
    return Chart(
        spots=tuple(spots),
        lines=tuple(_lines(spots)),
        ticks=tuple((value, _height(value / top)) for value in (0.0, top / 2, top)),
        marks=tuple(_marks(len(values), step)),
    )


def _lines(spots: Sequence[Spot]) -> list[str]:
    runs: list[list[Spot]] = []
    for spot in spots:
        if runs and runs[-1][-1].index == spot.index - 1:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return [" ".join(f"{spot.x},{spot.y}" for spot in run) for run in runs if len(run) > 1]


def _marks(count: int, step: float) -> list[tuple[float, str, int]]:
    """The first, the last, and the one in the middle where there is room."""
    last = count - 1
    ends = [(float(_LEFT), "start", 0), (round(_LEFT + last * step, 1), "end", last)]
    middle = last // 2
    return [*ends, (round(_LEFT + middle * step, 1), "middle", middle)] if count > 4 else ends


def _height(part: float) -> float:
    return round(HEIGHT - _BOTTOM - part * (HEIGHT - _TOP - _BOTTOM), 1)


def _top(highest: float, *, seconds: bool, share: bool) -> float:
    """A round value that all others fit below."""
    if seconds and highest <= _SECONDS[-1]:
        return float(next(one for one in _SECONDS if one >= highest))
    size = 1.0
    while size > max(highest, 0.01 if share else 2.0):
        size /= 10
    while size * 10 < highest:
        size *= 10
    top = next(size * one for one in _STEPS if size * one >= highest)
    return min(top, 1.0) if share else max(top, 2.0)
