"""Surges: more customers report the same than chance explains.

The customers of the last window are counted by key (a skill, or a word), and compared with the
same hours of the past days. The rate of a key is not known but estimated: it has a gamma
distribution, which starts as wide as it is high at the mean of the other weekdays' same hours,
and learns from this weekday's. So the count to be expected is negative binomial: a Poisson count
whose mean is as uncertain as the history is thin. On a day on which everything else is busier
too, more is to be expected of each key.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from records.incidents import Count, Key
from records.reported import Report
from records.tallies import Tally

DAYS = 30
"""Days for which false alarms are stated."""
DAY = 86400.0
OVERLAP = 3.0
"""Looks at overlapping windows are worth so many at windows that do not overlap; measured."""
UNSEEN = 1.0
"""Customers in one more window, assumed of every key: what was never seen may yet be."""
WIDTH = 1.0
"""Shape of the gamma distribution before this weekday is known."""
BUSIEST = 2.0
"""Times as much as usual that a busy day is believed to bring."""
STEADY = 5.0
"""Customers by which the measure of a busy day is steadied."""
COMMON = 0.2
"""Share of all customers above which a word says nothing."""


class Limits(Protocol):
    """What is put up with; see `webhooks.switchboard.IncidentRules`."""

    @property
    def window(self) -> float: ...
    @property
    def weeks(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def false_alarms(self) -> float: ...


@dataclass(frozen=True)
class Past:
    """The customers of one earlier window. `same`: it was on this weekday."""

    same: bool
    tally: Tally
    end: float


@dataclass(frozen=True)
class Surge:
    """More reported `key` than chance explains."""

    key: Key
    count: Count
    reports: Sequence[Report]


class History:
    """How many customers reported each key in the same hours of the past days."""

    def __init__(self, past: Iterable[Past], known_since: Mapping[Key, float]) -> None:
        """`known_since`: from when on a key could be reported, where that is not always."""
        self._past = tuple(past)
        self._since = known_since
        self._total = sum(one.tally.people for one in self._past)
        self.keys = frozenset[Key]().union(*(one.tally.counts for one in self._past))

    def rate(self, key: Key) -> tuple[float, float] | None:
        """Shape and rate of the gamma distribution of `key`; None while it is too new to say."""
        since = self._since.get(key, -math.inf)
        return _rate(
            (past.same, past.tally.counts.get(key, 0)) for past in self._past if past.end > since
        )

    def others(self, key: Key) -> float:
        """How many customers are to be expected that report anything but `key`."""
        rate = _rate(
            (past.same, past.tally.people - past.tally.counts.get(key, 0)) for past in self._past
        )
        return rate[0] / rate[1] if rate else math.inf

    def share(self, key: Key) -> float:
        """Of all customers, those that reported `key`."""
        of_it = sum(past.tally.counts.get(key, 0) for past in self._past)
        return of_it / max(self._total, 1)


def _rate(windows: Iterable[tuple[bool, int]]) -> tuple[float, float] | None:
    same: list[int] = []
    other: list[int] = []
    for is_same, count in windows:
        (same if is_same else other).append(count)
    if not same:
        return None
    usual = (sum(other) + UNSEEN) / (len(other) + 1)
    return WIDTH + sum(same), WIDTH / usual + len(same)


def worth_a_look(reports: Sequence[Report], limits: Limits) -> bool:
    """Whether any key has so many customers that it could be a surge."""
    tally = Tally(report for report in reports if report.incident_id is None)
    return any(count >= limits.least for count in tally.counts.values())


def find(
    reports: Sequence[Report], history: History, limits: Limits, left_out: Collection[str] = ()
) -> Surge | None:
    """The least probable surge among the reports of the last window, or None. Cases of an
    incident are explained by it; keys `left_out` are not judged."""
    free = [report for report in reports if report.incident_id is None]
    tally = Tally(free)
    counts, total = tally.counts, tally.people
    tried = frozenset(counts) | history.keys
    allowed = {is_term: _allowed(tried, limits, is_term=is_term) for is_term in (True, False)}
    best: tuple[float, Key, Count] | None = None
    for key, count in counts.items():
        if count < limits.least or str(key) in left_out or _says_nothing(key, history):
            continue
        judged = _judge(key, count, total - count, history)
        is_term = key.stem is not None
        if judged is None or judged.chance > allowed[is_term]:
            continue
        if best is None or (judged.chance, str(key)) < (best[0], str(best[1])):
            best = judged.chance, key, judged
    if best is None:
        return None
    _, key, judged = best
    return Surge(key, judged, [report for report in free if key in report.keys])


def _says_nothing(key: Key, history: History) -> bool:
    return key.stem is not None and history.share(key) > COMMON


def _allowed(keys: Collection[Key], limits: Limits, *, is_term: bool) -> float:
    """How improbable a count must be: skills and words have half of the false alarms each, to be
    shared by all of them and all looks."""
    many = max(sum((key.stem is not None) == is_term for key in keys), 1)
    return limits.false_alarms / 2 / many / (DAYS * DAY / limits.window * OVERLAP)


def _judge(key: Key, count: int, others: int, history: History) -> Count | None:
    rate = history.rate(key)
    if rate is None:
        return None
    busy = (others + STEADY) / (history.others(key) + STEADY)
    shape, per = rate[0], rate[1] / min(max(busy, 1.0), BUSIEST)
    return Count(count, shape / per, chance(count, shape, per))


def chance(count: int, shape: float, per: float) -> float:
    """How probable `count` or more are, if the mean has this gamma distribution."""
    p = per / (per + 1)
    term = p**shape
    if count > 2 * shape / per:  # the tail is short and small: it is summed itself
        logarithm = math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
        term = math.exp(logarithm + shape * math.log(p) + count * math.log1p(-p))
        total, n = 0.0, count
        while term > total * 1e-12 and term > 0:
            total += term
            term *= (shape + n) / (n + 1) * (1 - p)
            n += 1
        return min(total, 1.0)
    below = 0.0
    for n in range(count):
        below += term
        term *= (shape + n) / (n + 1) * (1 - p)
    return max(1.0 - below, 0.0)
