"""Handovers: a case is offered to a new owner, who has to accept it.

Hold the case's row when changing its handovers: one of them is open at a time.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import cases
from records.models import Case, Handover, HandoverState, Person
from records.once import locked

LONGEST_NOTE = 2000
"""Characters of a note that are kept."""


def offer(session: Session, case: Case, to: Person, by: Person, note: str, at: float) -> Handover:
    """The case is offered to `to`. The same offer again is that of before; another one takes
    its place."""
    before = open_of(session, case.id)
    if before is not None and before.to_id == to.id:
        return before
    if before is not None:
        settle(before, "withdrawn", at)
        session.flush()  # only one may be open
    handover = Handover(
        case_id=case.id,
        from_id=case.owner_id,
        to_id=to.id,
        asked_by=by.id,
        note=note.strip()[:LONGEST_NOTE],
        asked_at=at,
    )
    session.add(handover)
    session.flush()
    return handover


def settle(handover: Handover, state: HandoverState, at: float) -> bool:
    """It is open no longer: False when it was not, and what was said first stays."""
    if handover.state != "open":
        return False
    handover.state, handover.answered_at = state, at
    return True


def by_id(session: Session, handover_id: int) -> Handover | None:
    """The handover with this id."""
    return session.get(Handover, handover_id)


def open_of(session: Session, case_id: int) -> Handover | None:
    """The one of this case that waits for an answer."""
    return session.scalar(
        select(Handover).where(Handover.case_id == case_id, Handover.state == "open")
    )


def open_to(session: Session, person_id: int) -> list[Handover]:
    """Those that wait for this person's answer, the oldest first."""
    query = select(Handover).where(Handover.to_id == person_id, Handover.state == "open")
    return list(session.scalars(query.order_by(Handover.asked_at, Handover.id)))


def leave(session: Session, person: Person, at: float) -> None:
    """Who works here no longer owns no case that is not over, and is asked to take none."""
    theirs = (Case.owner_id == person.id, Case.state.in_(cases.LIVE))
    for case in session.scalars(locked(select(Case).where(*theirs).order_by(Case.id))):
        cases.release(session, case, at)
    for handover in open_to(session, person.id):
        settle(handover, "withdrawn", at)


def of_case(session: Session, case_id: int) -> list[Handover]:
    """Every handover of the case, in order."""
    query = select(Handover).where(Handover.case_id == case_id)
    return list(session.scalars(query.order_by(Handover.asked_at, Handover.id)))
