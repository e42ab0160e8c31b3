"""Paces: how long a call of each skill takes, and how long its callers hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.measures import abandoned, count, counted, handled, handling, ratio, wait
from records.models import Call, Talk

ANY = "any"
"""Stands for all skills together: what is expected of a caller whose skill is not known."""


@dataclass(frozen=True)
class Handling:
    """Means in seconds: `handle` of talk and wrap-up over `handled` talks, `patience` that
    callers have until they give up (None while nobody has)."""

    handle: float
    patience: float | None
    handled: int


def by_skill(session: Session, since: float) -> dict[str, Handling]:
    """The paces of calls that joined at or after `since`, of each skill with a talk that is
    over, and of `any`: all of them. None is 0.

    Patience is all the time waited over the number who gave up: what callers who were answered
    have waited counts too, for they might have waited longer.
    """
    talks = _sums(session, since)
    waits = _waits(session, since)
    return {
        skill: Handling(seconds / talked, ratio(*waits.get(skill, (0.0, 0))) or None, talked)
        for skill, (seconds, talked) in talks.items()
        if seconds > 0
    }


def _sums(session: Session, since: float) -> dict[str, tuple[float, int]]:
    """Seconds of handling and the number of talks, by skill."""
    query = (
        select(Call.skill, func.sum(handling()), func.count())
        .join(Talk, Talk.call_id == Call.id)
        .where(Call.joined_at >= since, handled())
        .group_by(Call.skill)
    )
    return _with_all({skill: (seconds, n) for skill, seconds, n in session.execute(query)})


def _waits(session: Session, since: float) -> dict[str, tuple[float, int]]:
    """Seconds of waiting and the number who gave up, by skill."""
    over: ColumnElement[bool] = wait().is_not(None)
    query = (
        select(Call.skill, func.sum(wait()), count(abandoned()))
        .where(Call.joined_at >= since, over, counted())
        .group_by(Call.skill)
    )
    return _with_all({skill: (seconds, n) for skill, seconds, n in session.execute(query)})


def _with_all(groups: Mapping[str | None, tuple[float, int]]) -> dict[str, tuple[float, int]]:
    known = {skill: sums for skill, sums in groups.items() if skill is not None}
    seconds, number = zip(*groups.values(), strict=True) if groups else ((), ())
    return {**known, ANY: (sum(seconds), sum(number))}
