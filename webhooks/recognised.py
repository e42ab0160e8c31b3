"""Who phones in, and about which of their cases most likely."""

from dataclasses import dataclass

import structlog

from ivr import events, names, sound
from records import Session, calls, cases, customers, incidents, people
from records.models import Call, Case, Person
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Known:
    """What the records know of a caller: a customer, or a colleague (`staff`). `case` is that of
    their last contact, `others` how many more are not over."""

    name: str | None = None
    honorific: str | None = None
    language: str | None = None
    staff: bool = False
    case: events.KnownCase | None = None
    others: int = 0


def caller(house: Switchboard, session: Session, number: str | None) -> Known:
    """Who phones from this number."""
    customer = customers.by_number(session, number) if number else None
    colleague = people.by_number(session, number) if number else None
    live = cases.of_customer(session, customer.id) if customer else []
    case = known_case(house, session, live[0]) if live else None
    others = max(len(live) - 1, 0)
    language = customer.language if customer else None
    if colleague is not None:
        return Known(colleague.name, None, language, staff=True, case=case, others=others)
    if customer is None:
        return Known()
    return Known(customer.name, customer.honorific, language, case=case, others=others)


def known_case(house: Switchboard, session: Session, case: Case) -> events.KnownCase:
    """A case as the conversation speaks of it."""
    owner = people.by_id(session, case.owner_id) if case.owner_id else None
    return events.KnownCase(
        code=case.code,
        skill=case.skill,
        owner=owner.name if owner else None,
        owner_here=owner is not None and is_here(house, owner),
        moved=cases.has_moved(session, case),
    )


def is_here(house: Switchboard, person: Person) -> bool:
    """Whether this person takes calls now; a board that is away cannot say so."""
    if person.left_at is not None:
        return False
    try:
        return house.board.agent_state(str(person.id)) is not None
    except Exception:
        log.exception("owner_not_looked_for")
        return False


def troubles(session: Session) -> tuple[events.Trouble, ...]:
    """What callers may be told that many report."""
    return tuple(
        events.Trouble(one.id, one.skill, one.term, dict(one.messages))
        for one in incidents.open_told(session)
    )


MOST_LOOKS = 3
"""Numbers that are looked up in one call: they shall not be guessed."""


def looked_up(
    house: Switchboard, session: Session, call: Call, name: str | None, code: str
) -> events.CaseFound:
    """The case with this number, for its customer: who phones from their number, or has given
    their name."""
    if calls.heard_of(session, call, events.CaseFound.__name__) >= MOST_LOOKS:
        log.warning("case_numbers_tried", call=call.sid)
        return events.CaseFound(None)
    case = cases.by_code(session, code)
    if case is None or not _may_be_about(house, case) or not _is(session, case, call, name):
        return events.CaseFound(None)
    return events.CaseFound(known_case(house, session, case))


def _may_be_about(house: Switchboard, case: Case) -> bool:
    """Whether somebody may phone about it still: it is not over, or has not been for long."""
    if case.state in cases.LIVE:
        return True
    lately = house.clock.now() - house.rules.cases.window
    return case.state == "closed" and case.closed_at is not None and case.closed_at >= lately


def _is(session: Session, case: Case, call: Call, name: str | None) -> bool:
    """Who withheld their number is known by the name that they gave in the calls about it."""
    customer = case.customer
    if customer is not None and customer.number == call.number:
        return True
    given = calls.names_about(session, case.id) if customer is None else {customer.name}
    return name is not None and any(
        sound.same(names.called(name, code), names.called(one, code))
        for one in given
        if one is not None
        for code in ("en", "id")
    )


def case_of(session: Session, call: Call, code: str) -> Case | None:
    """The case with this number, held; the call is its customer's from now on, whose number may
    have been withheld before."""
    found = cases.by_code(session, code)
    case = cases.by_id(session, found.id, lock=True) if found else None
    if case is not None:
        case.customer_id = case.customer_id or call.customer_id
        call.customer_id = case.customer_id
    return case
