"""Follow-ups: customers are asked whether their case is solved, until they say so or a limit.

Hold the case's row (`cases.by_id` with a lock) when changing its follow-up: it is held before
the follow-up's. What is said twice changes nothing.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import cases
from records.models import Call, Case, CaseEvent, Customer, FollowUp, FollowUpState, FollowUpWay
from records.once import locked


def make(
    session: Session, case: Case, at: float, due_at: float, way: FollowUpWay = "call"
) -> FollowUp:
    """The open follow-up of the case, made when there is none; the earlier time counts."""
    found = open_of(session, case.id, lock=True)
    if found is not None:
        found.due_at = min(found.due_at, due_at)
        return found
    follow_up = FollowUp(case_id=case.id, way=way, made_at=at, due_at=due_at)
    session.add(follow_up)
    session.flush()
    return follow_up


def cancel(session: Session, case: Case, at: float) -> bool:
    """The customer need not be asked any more: False where nobody was going to."""
    return _settle(session, case, "cancelled", at)


def answer(
    session: Session, case: Case, at: float, *, solved: bool, call: Call | None = None
) -> bool:
    """The customer says whether the case is solved: it is closed, or goes back to its owner.

    False when it was so before.
    """
    changed = (cases.confirm if solved else cases.deny)(session, case, at, call=call)
    _settle(session, case, "confirmed" if solved else "denied", at)
    return changed


def by_id(session: Session, follow_up_id: int, *, lock: bool = False) -> FollowUp | None:
    """The follow-up with this id."""
    query = select(FollowUp).where(FollowUp.id == follow_up_id)
    return session.scalar(locked(query) if lock else query)


def open_of(session: Session, case_id: int, *, lock: bool = False) -> FollowUp | None:
    """The follow-up of this case that is still to be done."""
    query = select(FollowUp).where(FollowUp.case_id == case_id, FollowUp.state == "open")
    return session.scalar(locked(query) if lock else query)


def newest_of(session: Session, case_id: int) -> FollowUp | None:
    """The last follow-up of this case, whatever became of it."""
    query = select(FollowUp).where(FollowUp.case_id == case_id)
    return session.scalar(query.order_by(FollowUp.id.desc()).limit(1))


def due(session: Session, now: float) -> list[FollowUp]:
    """The open ones whose time has come, the longest overdue first."""
    query = select(FollowUp).where(FollowUp.state == "open", FollowUp.due_at <= now)
    return list(session.scalars(query.order_by(FollowUp.due_at, FollowUp.id)))


def open_all(session: Session) -> list[FollowUp]:
    """All that are still to be done, the one that is due first first."""
    query = select(FollowUp).where(FollowUp.state == "open")
    return list(session.scalars(query.order_by(FollowUp.due_at, FollowUp.id)))


def placed_to(session: Session, number: str) -> FollowUp | None:
    """The one for which a leg to this number may be up."""
    query = (
        select(FollowUp)
        .join(Case, Case.id == FollowUp.case_id)
        .join(Customer, Customer.id == Case.customer_id)
        .where(Customer.number == number, FollowUp.state == "open", FollowUp.sid.is_not(None))
    )
    return session.scalar(query.order_by(FollowUp.id).limit(1))


def rung_since(session: Session, case: Case, since: float) -> bool:
    """Whether the customer of this case was rung about another one since then."""
    query = (
        select(CaseEvent.id)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(
            Case.customer_id == case.customer_id,
            Case.id != case.id,
            CaseEvent.kind.in_(("asked", "not-reached")),
            CaseEvent.at > since,
        )
    )
    return session.scalar(query.limit(1)) is not None


def tried(
    session: Session, case: Case, follow_up: FollowUp, at: float, *, again_at: float, most: int
) -> None:
    """A try has reached nobody. After `most` of them the case stays not confirmed, else the
    next is at `again_at`, on the telephone: a text message has had its chance."""
    follow_up.tries += 1
    follow_up.sid, follow_up.way = None, "call"
    cases.note(session, case, "not-reached", at, data={"tries": follow_up.tries})
    if follow_up.tries < most:
        follow_up.due_at = again_at
    else:
        _settle(session, case, "unconfirmed", at)
        cases.leave_unconfirmed(session, case, at)


def _settle(session: Session, case: Case, state: FollowUpState, at: float) -> bool:
    follow_up = open_of(session, case.id, lock=True)
    if follow_up is None:
        return False
    follow_up.state, follow_up.done_at = state, at
    return True
