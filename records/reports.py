"""Numbers about calls, as the field defines them. Waits and holds are in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from records.models import Call, Talk

LOST = ("failed", "missed")  # and no outcome at all


@dataclass(frozen=True)
class Numbers:
    """The calls that joined the line within a span of time, and what became of them.

    `target` and `short` are the seconds that level of service and short abandons are counted
    by. A share or mean of nothing is None.
    """

    target: float
    short: float
    offered: int
    answered: int
    answered_in_target: int
    abandoned: int
    abandoned_after_target: int
    short_abandons: int
    total_wait: float
    longest_wait: float | None
    talks: int
    handled: int
    transfers: int
    total_handling: float

    @property
    def level_of_service(self) -> float | None:
        """Answered within the target / (answered + abandoned after the target)."""
        return _ratio(self.answered_in_target, self.answered + self.abandoned_after_target)

    @property
    def asa(self) -> float | None:
        """Average speed of answer: total wait of answered calls / answered calls."""
        return _ratio(self.total_wait, self.answered)

    @property
    def aht(self) -> float | None:
        """Average handling time: (talk + hold + wrap-up) / talks that ended."""
        return _ratio(self.total_handling, self.handled)

    @property
    def abandonment(self) -> float | None:
        """Abandoned after the short limit / (offered - short abandons)."""
        return _ratio(self.abandoned - self.short_abandons, self.offered - self.short_abandons)

    @property
    def transfer_rate(self) -> float | None:
        """Talks ended by a transfer / talks that ended."""
        return _ratio(self.transfers, self.handled)


@dataclass(frozen=True)
class Summary:
    """What became of every call on record.

    `offered` joined the line. `lost` ended in failure or without an outcome, `stuck` have not
    ended. Hold runs from joining to the answer or the end.
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
    """How one call went, to be compared with what its caller wanted."""

    sid: str
    number: str | None
    name: str | None
    skill: str | None
    outcome: str | None


def numbers(
    session: Session, since: float, until: float, *, target: float = 20, short: float = 5
) -> Numbers:
    """The numbers of the calls that joined the line at or after `since` and before `until`."""
    joined = and_(Call.joined_at >= since, Call.joined_at < until)
    wait, answered, abandoned = _wait(), _answered(), _abandoned()
    calls = session.execute(
        select(
            func.count(),
            _count(answered),
            _count(answered & (wait <= target)),
            _count(abandoned),
            _count(abandoned & (wait > target)),
            _count(abandoned & (wait <= short)),
            func.coalesce(func.sum(wait).filter(answered), 0.0),
            func.max(wait),
        ).where(joined)
    ).one()
    return Numbers(target, short, *calls, *_handling(session, joined))


def summary(session: Session) -> Summary:
    """What became of every call on record."""
    outcomes = _outcomes(session)
    holds = sorted(
        session.scalars(select(_wait()).where(Call.joined_at.is_not(None), _wait().is_not(None)))
    )
    counts = session.execute(
        select(
            func.count(),
            _count(Call.joined_at.is_not(None)),
            _count(_answered()),
            _count(_abandoned()),
            _count(Call.ended_at.is_not(None) & _lost()),
            _count(Call.ended_at.is_(None)),
        )
    ).one()
    calls, offered, answered, abandoned, lost, stuck = counts
    return Summary(
        calls=calls,
        outcomes=outcomes,
        offered=offered,
        answered=answered,
        abandoned=abandoned,
        callbacks=outcomes.get("callback", 0),
        messages=outcomes.get("message", 0),
        closed=outcomes.get("closed", 0),
        lost=lost,
        stuck=stuck,
        transfers=session.scalar(select(_count(Talk.ended_by == "transfer"))) or 0,
        mean_hold=_ratio(sum(holds), len(holds)),
        p95_hold=percentile(holds, 0.95),
    )


def outcomes(session: Session) -> list[Outcome]:
    """How every call on record went, oldest first."""
    rows = session.execute(
        select(Call.sid, Call.number, Call.name, Call.skill, Call.outcome).order_by(
            Call.started_at, Call.id
        )
    )
    return [Outcome(*row) for row in rows]


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The least value that `share` of the ordered values do not exceed; None of none."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else None


def _handling(session: Session, joined: ColumnElement[bool]) -> tuple[int, int, int, float]:
    """Talks, ended talks, transfers, and seconds of talk, hold and wrap-up of ended talks."""
    ended = Talk.ended_at.is_not(None)
    seconds = func.coalesce(Talk.wrapped_at, Talk.ended_at) - Talk.connected_at
    talks, handled, transfers, handling = session.execute(
        select(
            func.count(),
            _count(ended),
            _count(ended & (Talk.ended_by == "transfer")),
            func.coalesce(func.sum(seconds).filter(ended), 0.0),
        )
        .join(Call, Call.id == Talk.call_id)
        .where(joined, Talk.connected_at.is_not(None))
    ).one()
    return talks, handled, transfers, handling


def _outcomes(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Call.outcome, func.count())
        .where(Call.outcome.is_not(None))
        .group_by(Call.outcome)
        .order_by(Call.outcome)
    )
    return {outcome: count for outcome, count in rows if outcome is not None}


def _wait() -> ColumnElement[float]:
    return func.coalesce(Call.answered_at, Call.ended_at) - Call.joined_at


def _answered() -> ColumnElement[bool]:
    return Call.answered_at.is_not(None)


def _abandoned() -> ColumnElement[bool]:
    return and_(
        Call.joined_at.is_not(None), Call.answered_at.is_(None), Call.outcome == "abandoned"
    )


def _lost() -> ColumnElement[bool]:
    return Call.outcome.is_(None) | Call.outcome.in_(LOST)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def _ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None
