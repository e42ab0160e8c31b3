"""Figures of a course of calls, and how far several seeds leave them uncertain."""

from collections.abc import Sequence
from math import nan, sqrt
from statistics import fmean
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from bench.virtual import Course

LEVEL = 0.95  # of confidence


class Interval(NamedTuple):
    """An estimate, and half the width of its 95 % confidence interval."""

    value: float
    half: float


class Figures(NamedTuple):
    """Of one seed. Waits are seconds of everybody who entered, whether answered or not.

    level: answered within the target, of answered and abandoned after the target (DESIGN 9's
    level of service). primary: of the answered, those by an agent whose primary skill it was.
    blocked: of those who called. abandoned, waits: of those who entered; `waits` had to wait.
    """

    mean: float
    level: float
    p95: float
    p99: float
    primary: float
    blocked: float
    abandoned: float
    waits: float


def figures(course: Course, target: float) -> Figures:
    """Of the calls after those that warm up."""
    scene, first = course.scene, course.scene.warm
    waited, agent = np.array(course.waited[first:]), np.array(course.agent[first:])
    kinds = scene.kind[first:]
    entered, answered = ~np.isnan(waited), agent >= 0
    waits, soon = waited[entered], waited <= target
    best = [kind in scene.primary[who] for kind, who in zip(kinds, agent, strict=True) if who >= 0]
    return Figures(
        mean=float(waits.mean()),
        level=float((answered & soon).sum() / (answered | (entered & ~soon)).sum()),
        p95=float(np.percentile(waits, 95)),
        p99=float(np.percentile(waits, 99)),
        primary=fmean(best),
        blocked=float(1 - entered.mean()),
        abandoned=float((entered & ~answered).sum() / entered.sum()),
        waits=float((waits > 0).mean()),
    )


def interval(values: Sequence[float]) -> Interval:
    """The mean of independent values; one alone says nothing of its width."""
    several = len(values)
    if several < 2:
        return Interval(values[0], nan)
    quantile = float(student.ppf((1 + LEVEL) / 2, several - 1))
    return Interval(fmean(values), quantile * float(np.std(values, ddof=1)) / sqrt(several))


def ratio(values: Sequence[float], to: Sequence[float]) -> Interval:
    """The ratio of two means, pair by pair of the same calls: what both have in common does not
    widen it. Nothing if what it is `to` has been zero."""
    below = fmean(to)
    if not below:
        return Interval(nan, nan)
    share = fmean(values) / below
    rest = [value - share * other for value, other in zip(values, to, strict=True)]
    return Interval(share, interval(rest).half / below)


def difference(values: Sequence[float], to: Sequence[float]) -> Interval:
    """The mean difference, pair by pair."""
    return interval([value - other for value, other in zip(values, to, strict=True)])
