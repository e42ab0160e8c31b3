"""Waiting times of fully pooled agents: what no routing can do better than.

`n` agents, an offered load of `a` erlang, exponential times between calls and of calls. Times
are in whatever unit `service` (the mean) has.
"""

from itertools import accumulate, count, repeat, takewhile
from typing import NamedTuple

from scipy.special import gammaincc

_NOTHING = 1e-16  # a share too small to matter


class Waiting(NamedTuple):
    """blocked: of those who call. waits, abandons, mean, within: of those who enter; `mean` is
    their mean wait, `within` the share who wait no longer than asked (None: not computed)."""

    blocked: float
    waits: float
    abandons: float
    mean: float
    within: float | None


def blocking(n: int, a: float) -> float:
    """Erlang B: the share of calls that find all of `n` agents busy when nobody can wait."""
    return list(accumulate(range(1, n + 1), lambda b, i: a * b / (i + a * b), initial=1.0))[-1]


def limited(n: int, a: float, service: float, places: int, target: float) -> Waiting:
    """M/M/n/n+places: whoever finds all places taken is turned away."""
    line = list(accumulate(repeat(a / n, places), lambda p, rho: p * rho, initial=1.0))
    return _line(n, a, service, line, target)


def unlimited(n: int, a: float, service: float, target: float) -> Waiting:
    """Erlang C, M/M/n: everybody waits until their turn. Raises ValueError if it never comes."""
    if a >= n:
        raise ValueError(f"{n} agents cannot carry {a} erlang")
    endless = accumulate(repeat(a / n), lambda p, rho: p * rho, initial=1.0)
    line = list(takewhile(lambda p: p > _NOTHING, endless))
    return _line(n, a, service, line, target)._replace(blocked=0.0)


def impatient(n: int, a: float, service: float, patience: float) -> Waiting:
    """Erlang A, M/M/n+M: those who wait hang up after exponential patience of the given mean."""
    shares = _weights(n, a, service, patience)
    below, total = 1 / blocking(n, a) - 1, sum(shares)
    length = sum(j * share for j, share in enumerate(shares)) / (below + total)
    rate = a / service
    return Waiting(0.0, total / (below + total), length / patience / rate, length / rate, None)


def _weights(n: int, a: float, service: float, patience: float) -> list[float]:
    """Of 0, 1, 2... waiting while all are busy, relative to none waiting."""
    rate, hang_up = a / service, 1 / patience
    ratios = (rate / (n / service + j * hang_up) for j in count(1))
    weights = accumulate(ratios, lambda p, ratio: p * ratio, initial=1.0)
    return list(takewhile(lambda p: p > _NOTHING, weights))


def _line(n: int, a: float, service: float, line: list[float], target: float) -> Waiting:
    """From the weights of 0, 1, 2... waiting while all are busy; the last one is turned away."""
    total = 1 / blocking(n, a) - 1 + sum(line)
    blocked = line[-1] / total
    entering = [share / total / (1 - blocked) for share in line[:-1]]
    turn = service / n
    late = sum(share * gammaincc(j, target / turn) for j, share in enumerate(entering, start=1))
    mean = sum(share * j * turn for j, share in enumerate(entering, start=1))
    return Waiting(blocked, sum(entering), 0.0, mean, 1 - float(late))
