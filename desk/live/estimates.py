"""How long those in line will wait on, roughly, for all of them at a small price.

Callers who stand in the same lines differ by their place alone, and their waits rise evenly with
it: the board is asked of a few of them, the others lie in between.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from queueing.model import CallState
from queueing.results import CallEntry, Snapshot
from queueing.views import Views

_ASKED = 4  # of those who stand in the same lines
_OFF = 0.9
_COARSE = 10  # minutes from which on only every fifth is told


def estimates(
    board: Views, seen: Snapshot, now: float, told: Mapping[str, int] | None = None
) -> dict[str, int]:
    """About how many minutes each call in line will wait on; not named: it cannot be known.

    `told`: what was said before, and is said again while it is about right.
    """
    alike: dict[tuple[str, ...], list[CallEntry]] = {}
    for entry in seen.calls:
        if entry.state is CallState.WAITING:
            alike.setdefault(entry.lines, []).append(entry)
    found: dict[str, int] = {}
    for entries in alike.values():
        found |= _among(board, entries, now, told or {})
    return found


def _among(
    board: Views, entries: Sequence[CallEntry], now: float, told: Mapping[str, int]
) -> Mapping[str, int]:
    places = sorted({round(part * (len(entries) - 1) / (_ASKED - 1)) for part in range(_ASKED)})
    waits: list[tuple[int, float]] = []
    for place in places:
        outlook = board.outlook(entries[place].call, now)
        if outlook is not None and outlook.expected is not None:
            waits.append((place, outlook.expected))
    if not waits:
        return {}
    return {
        entry.call: _coarse(_between(waits, place) / 60, told.get(entry.call))
        for place, entry in enumerate(entries)
    }


def _between(waits: Sequence[tuple[int, float]], place: int) -> float:
    after = bisect_right(waits, (place, float("inf")))
    if after == 0:
        return waits[0][1]
    if after == len(waits):
        return waits[-1][1]
    (left, low), (right, high) = waits[after - 1], waits[after]
    return low + (high - low) * (place - left) / (right - left)


def _coarse(minutes: float, told: int | None) -> int:
    """Whole minutes, or every fifth; what was told stays until it is off by nearly a step."""
    step = 1 if minutes < _COARSE else 5
    if told is not None and abs(minutes - told) < _OFF * step:
        return told
    return step * round(minutes / step)
