"""Goodwill: gestures to customers, in whole units of the hotline's currency.

Hold the case's row when giving one, or two who give at once both see the limit kept.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import Case, Goodwill, Person


def give(
    session: Session,
    case: Case,
    person: Person,
    amount: int,
    reason: str,
    token: str,
    at: float,
) -> Goodwill:
    """Put the gesture on record, once for each `token`."""
    found = by_token(session, token)
    if found is not None:
        return found
    given_now = Goodwill(
        case_id=case.id, person_id=person.id, amount=amount, reason=reason, at=at, token=token
    )
    session.add(given_now)
    session.flush()
    return given_now


def by_token(session: Session, token: str) -> Goodwill | None:
    """What the press of a button that `token` marks has given."""
    return session.scalar(select(Goodwill).where(Goodwill.token == token))


def given(session: Session, case_id: int, person_id: int | None = None) -> int:
    """What was given for the case so far, by this person or by all."""
    total = select(func.coalesce(func.sum(Goodwill.amount), 0)).where(Goodwill.case_id == case_id)
    if person_id is not None:
        total = total.where(Goodwill.person_id == person_id)
    return session.scalar(total) or 0


def of_case(session: Session, case_id: int) -> list[Goodwill]:
    """Every gesture for the case, in order."""
    query = select(Goodwill).where(Goodwill.case_id == case_id)
    return list(session.scalars(query.order_by(Goodwill.at, Goodwill.id)))
