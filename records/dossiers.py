"""Dossiers: everything on record about one customer, to be handed to them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from records import customers
from records.case_privacy import OF_A_CASE, of_customer
from records.models import (
    Base,
    Call,
    CallEvent,
    Case,
    Courtesy,
    Deed,
    Note,
    Person,
    Point,
    Promise,
    Recording,
    Talk,
    Transcript,
    Utterance,
    Visit,
)

Plain = dict[str, object]
Row = TypeVar("Row", bound=Base)

OF_A_CALL: Mapping[str, type[Base]] = {
    "events": CallEvent,
    "talks": Talk,
    "recordings": Recording,
    "transcripts": Transcript,
    "utterances": Utterance,
    "courtesies": Courtesy,
    "points": Point,
    "notes": Note,
    "visits": Visit,
}
_OURS = frozenset({"token", "leg_sid", "claim", "claimed_until"})
"""Columns that tell how the house works, and nothing about a customer."""


def export(session: Session, number: str) -> Plain:
    """Everything on record about who phones from this number, in values that JSON has.

    `customer` (None if unknown), `calls`, each with all that belongs to it and what was done
    with it by whoever read or heard it, and `promises`. Times are epoch seconds, or seconds of
    a recording. `path` of a recording is the key of its sound, None where there is none here.
    Raises `RecordsRefused` for what is no number.
    """
    customers.check_number(number)
    customer = customers.by_number(session, number)
    ids = customers.calls_of(session, number)
    promised = Promise.call_id.in_(ids) | (Promise.number == number)
    return {
        "number": number,
        "customer": _plain(customer) if customer else None,
        "calls": [_call(session, call) for call in _rows(session, Call, Call.id.in_(ids))],
        "cases": [_case(session, one) for one in _rows(session, Case, of_customer(number, ids))],
        "promises": [_plain(promise) for promise in _rows(session, Promise, promised)],
    }


def _call(session: Session, call: Call) -> Plain:
    known = _plain(call)
    for name, table in OF_A_CALL.items():
        theirs = table.__table__.c.call_id == call.id
        known[name] = [_plain(row) for row in _rows(session, table, theirs)]
    agents = select(Person.id, Person.name).join(Talk).where(Talk.call_id == call.id).distinct()
    known["agents"] = {str(id_): name for id_, name in session.execute(agents)}
    known["deeds"] = [
        {"at": deed.at, "deed": deed.deed} for deed in _rows(session, Deed, Deed.subject == call.id)
    ]
    return known


def _case(session: Session, case: Case) -> Plain:
    known = _plain(case)
    for name, table in OF_A_CASE.items():
        of_it = table.__table__.c.case_id == case.id
        known[name] = [_plain(row) for row in _rows(session, table, of_it)]
    return known


def _rows(session: Session, table: type[Row], which: ColumnElement[bool]) -> Sequence[Row]:
    """In the order in which they were made; calls by the time they began."""
    order = Call.started_at if table is Call else inspect(table).primary_key[0]
    return session.scalars(select(table).where(which).order_by(order)).all()


def _plain(row: Base) -> Plain:
    columns = inspect(row).mapper.columns.keys()
    return {name: getattr(row, name) for name in columns if name not in _OURS}
