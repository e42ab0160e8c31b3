"""What management looks at: cases that went on too long, customers who were not content, words
that were not kept, and what was given for it. Newest or most urgent first."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from records.climbing import Step
from records.models import Call, Case, CaseState, Goodwill, Incident, Promise

_UNDER_WAY: tuple[CaseState, ...] = ("open", "solved", "unconfirmed")


class Given(NamedTuple):
    """Goodwill in one span of time: how often, and how much in all."""

    times: int
    amount: int


def climbed(session: Session, since: float) -> list[Case]:
    """The cases whose customers had to come back again and again: all that are not closed, and
    those that were since then; most urgent first."""
    going_on = Case.state.in_(_UNDER_WAY) | (Case.closed_at >= since)
    query = _cases(Case.climbed >= Step.MANAGER, Case.state != "void", going_on)
    in_order = query.order_by(Case.closed_at.is_not(None), Case.urgent.desc(), Case.opened_at)
    return list(session.scalars(in_order))


def late(session: Session, now: float) -> list[Case]:
    """Cases that should have been solved by now, the longest overdue first."""
    query = _cases(Case.state == "open", Case.due_at < now)
    return list(session.scalars(query.order_by(Case.due_at, Case.id)))


def unconfirmed(session: Session) -> list[Case]:
    """Cases said to be solved whose customers could not be asked, the oldest first."""
    query = _cases(Case.state == "unconfirmed")
    return list(session.scalars(query.order_by(Case.solved_at, Case.id)))


def ratings(session: Session, since: float, most: int) -> list[Call]:
    """Calls that their callers rated `most` or lower, begun since then, the newest first."""
    query = select(Call).where(Call.rating <= most, Call.started_at >= since)
    return list(session.scalars(query.order_by(Call.started_at.desc(), Call.id)))


def broken(session: Session, now: float, since: float) -> list[Promise]:
    """Promises given up since then, and those whose time has passed without it; the newest
    first."""
    missed = (Promise.state == "missed") & (Promise.done_at >= since)
    overdue = (Promise.state == "open") & (Promise.due_at < now)
    query = select(Promise).where(missed | overdue)
    return list(session.scalars(query.order_by(Promise.due_at.desc(), Promise.id)))


def goodwill(session: Session, since: float) -> list[Goodwill]:
    """Every gesture since then, the newest first."""
    query = select(Goodwill).where(Goodwill.at >= since)
    return list(session.scalars(query.order_by(Goodwill.at.desc(), Goodwill.id.desc())))


def given(session: Session, since: float) -> Given:
    """All of them together."""
    sums = select(func.count(), func.coalesce(func.sum(Goodwill.amount), 0))
    times, amount = session.execute(sums.where(Goodwill.at >= since)).one()
    return Given(int(times), int(amount))


def promised_after(session: Session, calls: Collection[Call]) -> dict[str, Promise]:
    """The newest promise of a supervisor made in each of these calls, by call."""
    made_in: ColumnElement[bool] = Promise.call_id.in_([call.id for call in calls])
    query = select(Promise).where(made_in, Promise.kind == "supervisor").order_by(Promise.id)
    return {promise.call_id: promise for promise in session.scalars(query)}


def by_id(session: Session, ids: Collection[int | None]) -> dict[int, Case]:
    """The cases with these ids, each with its customer."""
    query = _cases(Case.id.in_([one for one in ids if one is not None]))
    return {case.id: case for case in session.scalars(query)}


def ended(session: Session, since: float) -> list[Incident]:
    """The incidents that were over since then, the newest first."""
    query = select(Incident).where(Incident.state != "open", Incident.ended_at >= since)
    return list(session.scalars(query.order_by(Incident.ended_at.desc(), Incident.id)))


def linked(session: Session, incidents: Collection[Incident]) -> dict[int, list[Case]]:
    """The cases of each of these incidents, the newest first."""
    found: dict[int, list[Case]] = {incident.id: [] for incident in incidents}
    query = select(Case).where(Case.incident_id.in_(found))
    for case in session.scalars(query.order_by(Case.opened_at.desc(), Case.id.desc())):
        found[case.incident_id or 0].append(case)
    return found


def _cases(*which: ColumnElement[bool]) -> Select[Case]:
    """Cases, each with its customer."""
    return select(Case).where(*which).options(joinedload(Case.customer))
