"""Calls: opened once, noted event by event, closed once."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from records.models import Call, CallEvent, Customer, Talk
from records.once import locked, obtain
from records.talks import begin_talk, connect_talk, end_open_talks, end_talk, wrap_up

__all__ = [
    "begin_talk",
    "by_id",
    "by_sid",
    "close",
    "connect_talk",
    "end_talk",
    "in_line",
    "known",
    "live",
    "note",
    "open_call",
    "stored_reply",
    "wrap_up",
]


# made once: every webhook asks these
_BY_SID = select(Call).where(Call.sid == bindparam("sid"))
_BY_SID_LOCKED = locked(_BY_SID)
_WITH_REPLY = (
    select(Call, CallEvent.reply)
    .outerjoin(CallEvent, (CallEvent.call_id == Call.id) & (CallEvent.token == bindparam("token")))
    .where(Call.sid == bindparam("sid"))
    .with_for_update(of=Call, key_share=True)
    .execution_options(populate_existing=True)
)
_REPLY = (
    select(CallEvent.reply)
    .join(Call, Call.id == CallEvent.call_id)
    .where(Call.sid == bindparam("sid"), CallEvent.token == bindparam("token"))
)


def by_sid(session: Session, sid: str, *, lock: bool = True) -> Call | None:
    """The call with Twilio's `sid`; locked until the transaction ends unless told otherwise.

    Not in `Store.reading()` with a lock: PostgreSQL refuses.
    """
    return session.scalar(_BY_SID_LOCKED if lock else _BY_SID, {"sid": sid})


def by_id(session: Session, call_id: str, *, lock: bool = False) -> Call | None:
    """The call with our id."""
    query = select(Call).where(Call.id == call_id)
    return session.scalar(locked(query) if lock else query)


def open_call(
    session: Session, *, sid: str, number: str | None, at: float, customer: Customer | None = None
) -> Call:
    """The call with this sid, locked; made when it is new, so that a repeat changes nothing."""
    customer_id = customer.id if customer else None
    values = {"sid": sid, "number": number, "started_at": at, "customer_id": customer_id}
    return obtain(session, Call, Call.sid, values)


def note(
    session: Session,
    call: Call,
    kind: str,
    at: float,
    *,
    token: str | None = None,
    data: Mapping[str, object] | None = None,
    reply: str | None = None,
) -> CallEvent:
    """Write down one event of a call; its `reply` may be set later in the same transaction.

    A token that the call knows already ends the transaction with `AlreadyKnown`.
    """
    happened = CallEvent(
        call_id=call.id, at=at, kind=kind, token=token, data=dict(data or {}), reply=reply
    )
    session.add(happened)
    return happened


def stored_reply(session: Session, sid: str, token: str) -> str | None:
    """What was answered to the request with this token, for a repeat to get again."""
    return session.scalar(_REPLY, {"sid": sid, "token": token})


def known(session: Session, sid: str, token: str) -> tuple[Call, str | None] | None:
    """The call with this sid, locked, and what was answered to the request with this token."""
    found = session.execute(_WITH_REPLY, {"sid": sid, "token": token}).one_or_none()
    return None if found is None else (found[0], found[1])


def live(session: Session) -> list[Call]:
    """The calls that have not ended, oldest first."""
    return list(
        session.scalars(
            select(Call).where(Call.ended_at.is_(None)).order_by(Call.started_at, Call.id)
        )
    )


def in_line(session: Session) -> list[Call]:
    """The calls that wait for somebody, in order of arrival: what the board is rebuilt from.

    A call whose talk ended by transfer, by a lost agent or by the system waits again; one
    whose talk the caller or the agent ended is on its way out.
    """
    served = select(Talk.id).where(
        Talk.call_id == Call.id,
        Talk.ended_at.is_(None) | Talk.ended_by.in_(("caller", "agent")),
    )
    return list(
        session.scalars(
            select(Call)
            .where(Call.ended_at.is_(None), Call.joined_at.is_not(None), ~served.exists())
            .order_by(Call.joined_at, Call.started_at, Call.id)
        )
    )


def close(session: Session, call: Call, outcome: str, at: float) -> bool:
    """End the call; True for the first to do so, whose outcome stays.

    A talk still open ends with it, by the caller: nobody else was heard to hang up.
    """
    if call.ended_at is not None:
        return False
    if call.person_id is not None:  # somebody has accepted it once
        end_open_talks(session, Talk.call_id == call.id, "caller", at)
    call.ended_at = at
    call.outcome = outcome
    return True
