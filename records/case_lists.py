"""Cases for those who work on them: whose they are, what waits, and what there is to look at."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from records import handovers, questions
from records.cases import LIVE
from records.models import (
    Call,
    Case,
    CaseEvent,
    CaseState,
    Contact,
    Person,
    Promise,
)

Which = Literal["all", "unowned", "late", "urgent", "unconfirmed", "internal"]
MOST = 200
"""Cases that a list shows."""


class Touched(NamedTuple):
    """How often the customer was in touch on a case, and when they were last."""

    times: int = 0
    last: float | None = None


def owned(session: Session, person_id: int) -> list[Case]:
    """This person's cases that are not over, what is to be solved first."""
    return _listed(session, Case.owner_id == person_id, Case.state.in_(LIVE))


def of_team(session: Session, skills: Collection[str]) -> list[Case]:
    """Open cases of these departments that nobody owns."""
    theirs = Case.skill.in_(skills) if skills else false()
    return _listed(session, Case.owner_id.is_(None), Case.state == "open", theirs)


def of_house(session: Session, which: Which, now: float) -> list[Case]:
    """The cases of everybody that are not over, or those that something is about."""
    chosen: Mapping[Which, tuple[ColumnElement[bool], ...]] = {
        "all": (Case.state.in_(LIVE),),
        "unowned": (Case.state == "open", Case.owner_id.is_(None)),
        "late": (Case.state == "open", Case.due_at < now),
        "urgent": (Case.state == "open", Case.urgent.is_(True)),
        "unconfirmed": (Case.state == "unconfirmed",),
        "internal": (Case.state.in_(LIVE), Case.internal.is_(True)),
    }
    return _listed(session, *chosen[which])


def _listed(session: Session, *conditions: ColumnElement[bool]) -> list[Case]:
    """What is denied to be solved comes first, then what is due first; what is only to be
    confirmed comes last."""
    query = select(Case).where(*conditions).options(joinedload(Case.customer)).limit(MOST)
    order = (Case.state != "open", Case.urgent.desc(), Case.due_at.is_(None), Case.due_at, Case.id)
    return list(session.scalars(query.order_by(*order)))


def by_id(session: Session, ids: Iterable[int]) -> dict[int, Case]:
    """These cases, each with its customer."""
    query = select(Case).where(Case.id.in_(list(ids))).options(joinedload(Case.customer))
    return {case.id: case for case in session.scalars(query)}


def one(session: Session, case_id: int) -> Case | None:
    """This case, with its customer."""
    return by_id(session, [case_id]).get(case_id)


def touched(session: Session, found: Iterable[Case]) -> dict[int, Touched]:
    """The contacts on each of these cases, summed up."""
    query = select(Contact.case_id, func.count(), func.max(Contact.at))
    theirs = query.where(Contact.case_id.in_([case.id for case in found]))
    rows = session.execute(theirs.group_by(Contact.case_id))
    return {case: Touched(times, last) for case, times, last in rows}


def calls_about(session: Session, case: Case) -> list[str]:
    """The ids of all calls about the case, those of ours included, in order."""
    theirs = (Contact.case_id == case.id) & Contact.call_id.is_not(None)
    query = select(Call.id).where(
        or_(Call.case_id == case.id, Call.id.in_(select(Contact.call_id).where(theirs)))
    )
    return list(session.scalars(query.order_by(Call.started_at, Call.id)))


def others(session: Session, case: Case, states: Collection[CaseState] = LIVE) -> list[Case]:
    """The other cases of the same customer in these states, the newest first."""
    if case.customer_id is None:
        return []
    same = (Case.customer_id == case.customer_id, Case.id != case.id, Case.state.in_(states))
    return list(session.scalars(select(Case).where(*same).order_by(Case.opened_at.desc())))


def versions(session: Session, call_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """For each of these calls that is about a case: the case, and the id of the newest thing
    that happened to it."""
    newest = func.coalesce(func.max(CaseEvent.id), 0)
    query = (
        select(Call.id, CaseEvent.case_id, newest)
        .join(CaseEvent, CaseEvent.case_id == Call.case_id)
        .where(Call.id.in_(call_ids))
        .group_by(Call.id, CaseEvent.case_id)
    )
    return {call: (case, event) for call, case, event in session.execute(query)}


def version(session: Session, case: Case) -> int:
    """The id of the newest thing that happened to the case."""
    query = select(func.max(CaseEvent.id)).where(CaseEvent.case_id == case.id)
    return session.scalar(query) or 0


def promised(session: Session, case: Case) -> list[Promise]:
    """What was promised to the customer of this case, in order."""
    query = select(Promise).where(Promise.case_id == case.id)
    return list(session.scalars(query.order_by(Promise.id)))


def waiting(session: Session, person: Person) -> int:
    """How many questions and offers of a case wait for this person."""
    return len(questions.open_to(session, person.id)) + len(handovers.open_to(session, person.id))
