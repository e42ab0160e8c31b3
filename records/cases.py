"""Cases: customers' problems that live across calls, each with one owner.

Hold the case's row (`by_id` with a lock) when changing it, after the call's and before any
person's. What is said twice changes nothing.
"""

import secrets
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.models import (
    Call,
    Case,
    CaseEvent,
    CaseState,
    Channel,
    Contact,
    Customer,
    Person,
)
from records.once import locked

DIGITS = 6
"""Of a case's code."""
LIVE: tuple[CaseState, ...] = ("open", "solved", "unconfirmed")
"""States of a case about which its customer may phone again."""


def by_id(session: Session, case_id: int, *, lock: bool = False) -> Case | None:
    """The case with this id."""
    query = select(Case).where(Case.id == case_id)
    return session.scalar(locked(query) if lock else query)


def by_code(session: Session, code: str) -> Case | None:
    """The case that customers know by this code."""
    return session.scalar(select(Case).where(Case.code == code))


def of_call(session: Session, call: Call, *, lock: bool = False) -> Case | None:
    """The case that the call is about."""
    return by_id(session, call.case_id, lock=lock) if call.case_id is not None else None


def of_customer(
    session: Session, customer_id: int, states: Collection[CaseState] = LIVE
) -> list[Case]:
    """The customer's cases in these states, the one of their last contact first."""
    last = select(func.max(Contact.at)).where(Contact.case_id == Case.id).scalar_subquery()
    query = select(Case).where(Case.customer_id == customer_id, Case.state.in_(states))
    return list(
        session.scalars(query.order_by(func.coalesce(last, Case.opened_at).desc(), Case.id))
    )


def open_case(
    session: Session,
    at: float,
    *,
    customer: Customer | None,
    language: str | None,
    skill: str | None,
    reason: str | None,
    due_at: float | None = None,
    owner: Person | None = None,
    internal: bool = False,
) -> Case:
    """A new case; its first contact is put down by who opens it."""
    case = Case(
        code=_fresh_code(session),
        customer_id=customer.id if customer else None,
        language=language,
        skill=skill,
        reason=reason,
        internal=internal,
        owner_id=owner.id if owner else None,
        opened_at=at,
        due_at=due_at,
    )
    session.add(case)
    session.flush()
    note(session, case, "opened", at, person=owner)
    return case


def _fresh_code(session: Session) -> str:
    """Six digits that name no other case, and that nobody can tell from those of the last."""
    while True:
        code = str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))
        if by_code(session, code) is None:
            return code


def touch(
    session: Session,
    case: Case,
    at: float,
    channel: Channel,
    *,
    call: Call | None = None,
    person: Person | None = None,
    text: str = "",
    token: str | None = None,
) -> Contact | None:
    """Put down a contact of the customer; None when it is on record already."""
    known: list[ColumnElement[bool]] = []
    if call is not None:
        call.case_id = case.id
        known.append(Contact.call_id == call.id)
    if token is not None:
        known.append(Contact.token == token)
    for which in known:
        if session.scalar(select(Contact.id).where(which)) is not None:
            return None
    contact = Contact(
        case_id=case.id,
        at=at,
        channel=channel,
        call_id=call.id if call else None,
        person_id=person.id if person else None,
        note=text,
        token=token,
    )
    session.add(contact)
    session.flush()
    note(session, case, "contact", at, person=person, call=call, data={"channel": channel})
    return contact


def contacts(session: Session, case: Case) -> list[Contact]:
    """Every contact on the case, in order."""
    query = select(Contact).where(Contact.case_id == case.id)
    return list(session.scalars(query.order_by(Contact.at, Contact.id)))


def contact_of(
    session: Session, *, call: Call | None = None, token: str | None = None
) -> Contact | None:
    """The contact that this call was, or the one that `token` marks."""
    which = Contact.call_id == call.id if call is not None else Contact.token == token
    return session.scalar(select(Contact).where(which))


def times(session: Session, case: Case, since: float) -> int:
    """How many contacts there have been on the case since then."""
    query = select(func.count()).where(Contact.case_id == case.id, Contact.at >= since)
    return session.scalar(query) or 0


def is_new(session: Session, case: Case) -> bool:
    """Whether nothing but one contact is known of it."""
    return len(contacts(session, case)) <= 1 and not case.reopened


def has_moved(session: Session, case: Case) -> bool:
    """Whether it has another owner than when its customer was last in touch."""
    last = select(func.max(Contact.at)).where(Contact.case_id == case.id).scalar_subquery()
    query = select(CaseEvent.data).where(
        CaseEvent.case_id == case.id,
        CaseEvent.kind.in_(("owned", "released")),
        CaseEvent.at > last,
    )
    return any(data.get("from") is not None for data in session.scalars(query))


def own(
    session: Session, case: Case, person: Person, at: float, *, by: Person | None = None
) -> None:
    """The case is this person's from now on."""
    if case.owner_id == person.id:
        return
    data = {"from": case.owner_id, "to": person.id}
    case.owner_id = person.id
    note(session, case, "owned", at, person=by or person, data=data)


def release(session: Session, case: Case, at: float) -> None:
    """Its owner works here no longer: the case is nobody's, for its team to take."""
    note(session, case, "released", at, data={"from": case.owner_id})
    case.owner_id = None


def note(
    session: Session,
    case: Case,
    kind: str,
    at: float,
    *,
    person: Person | None = None,
    call: Call | None = None,
    data: Mapping[str, object] | None = None,
) -> CaseEvent:
    """Write down what happened: ids and kinds only, no names and no words."""
    event = CaseEvent(
        case_id=case.id,
        at=at,
        kind=kind,
        person_id=person.id if person else None,
        call_id=call.id if call else None,
        data=dict(data or {}),
    )
    session.add(event)
    return event


def events(session: Session, case: Case) -> list[CaseEvent]:
    """Everything that happened to the case, in order."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id)
    return list(session.scalars(query.order_by(CaseEvent.at, CaseEvent.id)))


# What became of it


def solve(session: Session, case: Case, person: Person, at: float) -> bool:
    """Somebody who works here says that it is solved; the customer is still to be asked."""
    if case.state == "solved":
        return False
    case.state, case.solved_at, case.solved_by = "solved", at, person.id
    case.urgent, case.closed_at = False, None
    note(session, case, "solved", at, person=person)
    return True


def confirm(session: Session, case: Case, at: float, *, call: Call | None = None) -> bool:
    """The customer says that it is solved: the case is closed, as nothing else closes one."""
    if case.state == "closed":
        return False
    case.state, case.closed_at, case.urgent = "closed", at, False
    note(session, case, "confirmed", at, call=call)
    return True


def deny(session: Session, case: Case, at: float, *, call: Call | None = None) -> bool:
    """The customer says that it is not solved: back to its owner, before others."""
    return _reopen(session, case, "denied", at, urgent=True, call=call)


def reopen(session: Session, case: Case, at: float, *, person: Person | None = None) -> bool:
    """It turned out not to be over."""
    return _reopen(session, case, "reopened", at, urgent=case.urgent, person=person)


def _reopen(
    session: Session,
    case: Case,
    kind: str,
    at: float,
    *,
    urgent: bool,
    person: Person | None = None,
    call: Call | None = None,
) -> bool:
    if case.state == "open":
        return False
    case.state, case.urgent, case.reopened = "open", urgent, case.reopened + 1
    owner = session.get(Person, case.owner_id) if case.owner_id is not None else None
    if owner is not None and owner.left_at is not None:
        release(session, case, at)
    case.solved_at = case.solved_by = case.closed_at = None
    note(session, case, kind, at, person=person, call=call)
    return True


def leave_unconfirmed(session: Session, case: Case, at: float) -> bool:
    """The customer could not be asked as often as is decent: it stays visible, never closed."""
    if case.state != "solved":
        return False
    case.state = "unconfirmed"
    note(session, case, "unconfirmed", at)
    return True


def dismiss(session: Session, case: Case, person: Person, at: float) -> bool:
    """There was no problem: a wrong number, or nothing to be answered."""
    if case.state == "void":
        return False
    case.state, case.closed_at, case.urgent = "void", at, False
    note(session, case, "void", at, person=person)
    return True
