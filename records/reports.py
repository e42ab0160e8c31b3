"""Numbers about calls, as the field defines them. Waits and holds are in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.calls import AWAY
from records.measures import abandoned, answered, count, counted, ratio, wait
from records.models import Call, Promise, Talk
from records.numbers import Numbers, Span, whole

__all__ = ["Numbers", "Outcome", "Summary", "numbers", "outcomes", "percentile", "summary"]

LOST = ("failed", "missed")  # and no outcome at all


@dataclass(frozen=True)
class Summary:
    """What became of every call on record.

    `offered` joined the line: a callback and a place that was regained are part of the call
    that they go on from. `callbacks` were promised. `lost` ended in failure or without an
    outcome, `stuck` have not ended and are not waiting for a promised callback either. Hold
    runs from joining to the answer or the end.
    """

    calls: int
    outcomes: Mapping[str, int]
    offered: int
    answered: int
    abandoned: int
    callbacks: int
    messages: int
    closed: int
    lost: int
    stuck: int
    transfers: int
    mean_hold: float | None
    p95_hold: float | None


class Outcome(NamedTuple):
    """How one call went, to be compared with what its caller wanted.

    `regained`: the caller phoned again and had their place back.
    """

    sid: str
    number: str | None
    name: str | None
    skill: str | None
    outcome: str | None
    regained: bool


def numbers(
    session: Session, since: float, until: float, *, target: float = 20, short: float = 5
) -> Numbers:
    """The numbers of the calls that joined the line at or after `since` and before `until`."""
    return whole(session, Span(since, until, target, short))


def summary(session: Session) -> Summary:
    """What became of every call on record."""
    found = _outcomes(session)
    ended = Call.ended_at.is_not(None)
    calls, lost, stuck = session.execute(
        select(func.count(), count(ended & _lost()), count(~ended & ~_promised()))
    ).one()
    offered, answered_, abandoned_ = session.execute(
        select(func.count(), count(answered()), count(abandoned())).where(
            Call.joined_at.is_not(None), counted()
        )
    ).one()
    holds = sorted(
        session.scalars(
            select(wait()).where(Call.joined_at.is_not(None), wait().is_not(None), counted())
        )
    )
    return Summary(
        calls=calls,
        outcomes=found,
        offered=offered,
        answered=answered_,
        abandoned=abandoned_,
        callbacks=found.get("callback", 0),
        messages=found.get("message", 0),
        closed=found.get("closed", 0),
        lost=lost,
        stuck=stuck,
        transfers=session.scalar(select(count(Talk.ended_by == "transfer"))) or 0,
        mean_hold=ratio(sum(holds), len(holds)),
        p95_hold=percentile(holds, 0.95),
    )


def outcomes(session: Session) -> list[Outcome]:
    """How every call on record went, oldest first."""
    rows = session.execute(
        select(
            *(Call.sid, Call.number, Call.name, Call.skill, Call.outcome),
            Call.regained_by.is_not(None),
        ).order_by(Call.started_at, Call.id)
    )
    return [Outcome(*row) for row in rows]


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The least value that `share` of the ordered values do not exceed; None of none."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else None


def _outcomes(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Call.outcome, func.count())
        .where(Call.outcome.is_not(None))
        .group_by(Call.outcome)
        .order_by(Call.outcome)
    )
    return {outcome: count for outcome, count in rows if outcome is not None}


def _lost() -> ColumnElement[bool]:
    return Call.outcome.is_(None) | Call.outcome.in_(LOST)


def _promised() -> ColumnElement[bool]:
    """Whether the call waits for a callback that is promised."""
    owed = select(Promise.id).where(Promise.call_id == Call.id, Promise.state == "open")
    return Call.sid.startswith(AWAY) & owed.exists()
