"""Customers: callers remembered by their number."""

import re

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Call, Case, Customer, Promise
from records.once import locked, obtain

_E164 = re.compile(r"\+[1-9][0-9]{5,14}", re.ASCII)


def by_number(session: Session, number: str) -> Customer | None:
    """The customer who phones from this E.164 number."""
    return session.scalar(select(Customer).where(Customer.number == number))


def hold(session: Session, customer_id: int) -> Customer | None:
    """The customer with this id, locked: one thing at a time is decided about them."""
    return session.scalar(locked(select(Customer).where(Customer.id == customer_id)))


def check_number(number: str) -> None:
    """Raises `RecordsRefused` for anything but an E.164 number."""
    if not _E164.fullmatch(number):
        raise RecordsRefused("a customer needs a number in the form +1555...")


def remember(
    session: Session,
    number: str,
    *,
    at: float,
    name: str | None = None,
    honorific: str | None = None,
    language: str | None = None,
) -> Customer:
    """The customer with this number, made when new; what is given replaces what was known.

    Raises `RecordsRefused` for anything but an E.164 number: two callers who withhold theirs
    must never become one customer.
    """
    check_number(number)
    values = {"number": number, "first_seen": at, "last_seen": at}
    customer = obtain(session, Customer, Customer.number, values)
    customer.name = name or customer.name
    customer.honorific = honorific or customer.honorific
    customer.language = language or customer.language
    customer.last_seen = max(customer.last_seen, at)
    return customer


def calls_of(session: Session, number: str) -> set[str]:
    """The ids of every call of who phones from this number, or is called back on it, or about a
    case of theirs, and of the calls that theirs went on as or go on from, whatever number those
    have."""
    customer = select(Customer.id).where(Customer.number == number)
    promised = select(Promise.call_id).where(Promise.number == number)
    cases = select(Case.id).where(Case.customer_id.in_(customer))
    theirs = or_(
        Call.number == number,
        Call.customer_id.in_(customer),
        Call.id.in_(promised),
        Call.case_id.in_(cases),
    )
    found: set[str] = set()
    new = set(session.scalars(select(Call.id).where(theirs)))
    while new:
        found |= new
        new = _next_to(session, new) - found
    return found


def _next_to(session: Session, ids: set[str]) -> set[str]:
    links = select(Call.id, Call.callback_of, Call.regained_by).where(
        or_(Call.id.in_(ids), Call.callback_of.in_(ids), Call.regained_by.in_(ids))
    )
    return {id_ for row in session.execute(links) for id_ in row if id_ is not None}
