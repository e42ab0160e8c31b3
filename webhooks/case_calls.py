"""Calls that are about another case than was thought, as the agent says who talks with the
customer."""

from records import Session, calls, cases, people, talks
from records.models import Call, Case, Contact, Person
from webhooks import case_callers, case_climbs, solving
from webhooks.answers import Refusal
from webhooks.case_act import trail
from webhooks.switchboard import Switchboard


def about(
    house: Switchboard, session: Session, call_id: str, person_id: int, case_id: int | None
) -> None:
    """The call is about that case of its customer; None: about something new. Raises Refusal."""
    call, person = _talked(session, call_id, person_id)
    now, thought = house.clock.now(), cases.of_call(session, call, lock=True)
    if case_id is None:
        if thought is not None and cases.is_new(session, thought):
            return
        case = case_callers.opened(house, session, call, call.customer)
    else:
        if call.case_id == case_id:
            return
        case = _of_customer(session, call, case_id)
    _move(session, call, thought, case, person, now)
    solving.reopen(session, case, now)
    if case.owner_id is None:
        cases.own(session, case, person, now)
    trail(session, case, person, "case-changed", now, what="about")
    case_climbs.climb(house, session, case, call)


def _talked(session: Session, call_id: str, person_id: int) -> tuple[Call, Person]:
    """The call, held, and the person who talks or has talked in it. Raises Refusal."""
    call, person = calls.by_id(session, call_id, lock=True), people.by_id(session, person_id)
    if call is None or person is None or call.forgotten_at is not None:
        raise Refusal("gone")
    if talks.of(session, call, person) is None:
        raise Refusal("not-yours")
    return call, person


def _of_customer(session: Session, call: Call, case_id: int) -> Case:
    case = cases.by_id(session, case_id, lock=True)
    if case is None:
        raise Refusal("gone")
    if call.customer_id is None or case.customer_id != call.customer_id:
        raise Refusal("refused")
    return case


def _move(
    session: Session, call: Call, thought: Case | None, case: Case, person: Person, now: float
) -> None:
    """The contact that this call is counts on the other case; one that nothing is left of was
    none."""
    contact, call.case_id = _contact(session, call, thought), case.id
    if contact is not None:
        contact.case_id = case.id
        session.flush()
        cases.note(session, case, "contact", now, call=call, data={"channel": "call"})
    if thought is not None:
        cases.note(session, thought, "moved", now, person=person, call=call, data={"to": case.id})
        if contact is not None and not cases.contacts(session, thought):
            solving.dismiss(session, thought, person, now)


def _contact(session: Session, call: Call, thought: Case | None) -> Contact | None:
    """What the call put down on that case; of a caller who needed more than one thing, the
    last."""
    if thought is None:
        return cases.contact_of(session, call=call)
    of_call = [
        one
        for one in cases.contacts(session, thought)
        if one.call_id == call.id or (one.token or "").startswith(f"{call.id}:")
    ]
    return of_call[-1] if of_call else None
