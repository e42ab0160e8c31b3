"""Customers: callers remembered by their number."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.errors import RecordsRefused
from records.models import Customer
from records.once import obtain

_E164 = re.compile(r"\+[1-9][0-9]{5,14}", re.ASCII)


def by_number(session: Session, number: str) -> Customer | None:
    """The customer who phones from this E.164 number."""
    return session.scalar(select(Customer).where(Customer.number == number))


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
