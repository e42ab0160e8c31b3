"""Contacts that were no calls, and the cases that they open."""

from dataclasses import dataclass, replace

from records import Session, case_privacy, cases, customers
from records.models import Case, Channel, Customer, Person
from webhooks import case_climbs, solving
from webhooks.answers import Refusal
from webhooks.case_act import trail
from webhooks.switchboard import Switchboard

LONGEST = 10_000
"""Characters of what is kept of a contact."""


@dataclass(frozen=True)
class Touch:
    """A contact by another way than the telephone: `at` is when it was, `token` marks it.
    `person` put it on record, None: a program."""

    person: Person | None
    channel: Channel
    text: str
    token: str
    at: float


@dataclass(frozen=True)
class Problem:
    """Whose problem it is that somebody wrote about, and the department that is to solve it."""

    skill: str
    number: str | None
    name: str | None = None


def log_contact(house: Switchboard, session: Session, case: Case, touch: Touch) -> None:
    """It counts like a call: what was over is not, and it climbs. The case is held."""
    if case_privacy.is_forgotten(session, case):
        raise Refusal("gone")
    contact = cases.touch(
        session,
        case,
        touch.at,
        touch.channel,
        person=touch.person,
        text=_kept(house, case.language, touch.text),
        token=touch.token,
    )
    if contact is None:
        return
    now = house.clock.now()
    solving.reopen(session, case, now, touch.person)
    trail(session, case, touch.person, "contact-logged", now, channel=touch.channel)
    case_climbs.climb(house, session, case)


def _kept(house: Switchboard, language: str | None, text: str) -> str:
    """The words without card numbers and the like."""
    return house.discreet(text.strip()[:LONGEST], language or house.language)


def open_case(house: Switchboard, session: Session, problem: Problem, touch: Touch) -> Case:
    """The case that the contact opens, or goes on with: a customer who complains to the same
    department again has no second one. The customer is held."""
    internal = touch.channel == "internal"
    customer = _customer(house, session, problem, touch)
    known = cases.contact_of(session, token=touch.token)
    case = cases.by_id(session, known.case_id) if known else None
    if case is not None:
        return case
    if customer is not None and not internal:
        case = _going_on(session, customer, problem.skill)
    if case is None:
        case, touch = _opened(house, session, customer, problem, touch), replace(touch, text="")
    log_contact(house, session, case, touch)
    return case


def _customer(
    house: Switchboard, session: Session, problem: Problem, touch: Touch
) -> Customer | None:
    """Whose problem it is; None for a colleague who has no number. Raises Refusal and
    `RecordsRefused` where it cannot be said."""
    person, number, name = touch.person, problem.number, problem.name
    if touch.channel == "internal":
        if person is None:
            raise Refusal("refused")
        number, name = person.number, person.name
        if number is None:
            return None
    if number is None:
        raise Refusal("refused")
    customer = customers.remember(session, number, at=house.clock.now())
    customer.name = customer.name or name
    return customer


def _going_on(session: Session, customer: Customer, skill: str) -> Case | None:
    """The case that they have with this department; it is held."""
    theirs = cases.of_customer(session, customer.id)
    found = next((case.id for case in theirs if case.skill == skill), None)
    return None if found is None else cases.by_id(session, found, lock=True)


def _opened(
    house: Switchboard,
    session: Session,
    customer: Customer | None,
    problem: Problem,
    touch: Touch,
) -> Case:
    language = (customer.language if customer else None) or house.language
    return cases.open_case(
        session,
        touch.at,
        customer=customer,
        language=language,
        skill=problem.skill,
        reason=_kept(house, language, touch.text) or None,
        due_at=touch.at + house.rules.cases.target,
        internal=touch.channel == "internal",
    )
