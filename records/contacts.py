"""What a customer has to do with the hotline besides the call that goes on."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from records.histories import History, of_calls
from records.models import Call, Promise, Visit


def earlier(session: Session, call: Call, most: int) -> list[History]:
    """The customer's last calls that were over before this one began, the newest first."""
    ids = session.scalars(
        select(Call.id)
        .where(_of(call), Call.id != call.id, Call.ended_at <= call.started_at)
        .order_by(Call.started_at.desc(), Call.id)
        .limit(most)
    )
    return of_calls(session, ids.all())


def owed(session: Session, call: Call) -> list[Promise]:
    """The open promises to the customer of this call, its own among them, the oldest first."""
    query = select(Promise).join(Call, Call.id == Promise.call_id)
    theirs = _of(call) | (Promise.call_id == call.id)
    return list(session.scalars(query.where(Promise.state == "open", theirs).order_by(Promise.id)))


def visits(session: Session, call_id: str) -> list[Visit]:
    """Who was asked into this call, and for what, in that order."""
    query = select(Visit).where(Visit.call_id == call_id, Visit.purpose != "watch")
    return list(session.scalars(query.order_by(Visit.asked_at, Visit.id)))


def _of(call: Call) -> ColumnElement[bool]:
    """Calls of the same customer; of nobody who withheld their number."""
    if call.customer_id is not None:
        return Call.customer_id == call.customer_id
    return Call.number == call.number if call.number else Call.id == call.id
