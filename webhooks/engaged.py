"""Customers who are on the telephone with us at this moment, or being rung."""

from records import Session, calls, customers, follow_ups, notifications
from records.models import Call
from webhooks import callbacks


def is_engaged(
    session: Session, number: str | None, *, asking: int | None = None, telling: int | None = None
) -> bool:
    """Whether a call of this number goes on, or a leg to it may be ringing: for another
    follow-up than `asking`, or another notification than `telling`. What waits for its time
    does not count."""
    if number is None:
        return False
    if any(_is_on(session, call) for call in _live(session, number)):
        return True
    follow_up = follow_ups.placed_to(session, number)
    if follow_up is not None and follow_up.id != asking:
        return True
    told = notifications.placed_to(session, number)
    return told is not None and told.id != telling


def is_called_soon(session: Session, number: str, until: float) -> bool:
    """Whether this number waits to be called back, and that is due by then."""
    return any(call.due_at is None or call.due_at <= until for call in _live(session, number))


def _live(session: Session, number: str) -> list[Call]:
    return calls.live_of(session, customers.by_number(session, number), number)


def _is_on(session: Session, call: Call) -> bool:
    """Whether they are on the line, or a callback of ours may be ringing."""
    ring = f"ring:{callbacks.tries_of(session, call)}"
    return callbacks.taken(session, call) or calls.stored_reply(session, call.sid, ring) is not None
