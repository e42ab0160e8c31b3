"""Calls: opened once, noted event by event, closed once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from records import promises
from records.models import Call, CallEvent, Customer, Talk
from records.once import locked, obtain
from records.talks import (
    begin_talk,
    connect_talk,
    end_open_talks,
    end_talk,
    talked,
    unhold,
    wrap_up,
)

__all__ = [
    "begin_talk",
    "by_id",
    "by_sid",
    "close",
    "connect_talk",
    "contacts",
    "dropped",
    "end_talk",
    "has_leg",
    "in_line",
    "known",
    "latest",
    "live",
    "note",
    "off_hold",
    "open_call",
    "regain",
    "stored_reply",
    "talked",
    "wrap_up",
]

AWAY = "away-"
"""How the sid of a call begins that waits without a leg; its id follows."""
DROPPED = frozenset({"abandoned", "cut"})
"""Outcomes after which a caller who phones again has their old place."""

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


def several(session: Session, ids: Sequence[str]) -> list[Call]:
    """Those of the calls with these ids that have not ended, in the order of the ids."""
    query = select(Call).where(Call.id.in_(ids), Call.ended_at.is_(None))
    found = {call.id: call for call in session.scalars(query)}
    return [found[call_id] for call_id in ids if call_id in found]


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


def off_hold(session: Session, call: Call, talk: Talk, at: float) -> bool:
    """The caller of this talk is on hold no longer; False when they were not."""
    seconds = unhold(talk, at)
    if seconds is None:
        return False
    note(session, call, "unheld", at, data={"agent": talk.person_id, "seconds": round(seconds, 1)})
    return True


def stored_reply(session: Session, sid: str, token: str) -> str | None:
    """What was answered to the request with this token, for a repeat to get again."""
    return session.scalar(_REPLY, {"sid": sid, "token": token})


def latest(session: Session, call: Call, kind: str) -> CallEvent | None:
    """The last event of this kind in the call."""
    query = select(CallEvent).where(CallEvent.call_id == call.id, CallEvent.kind == kind)
    return session.scalar(query.order_by(CallEvent.id.desc()).limit(1))


def heard_of(session: Session, call: Call, event: str) -> int:
    """How many events of this kind, as the conversation names them, the call has had."""
    query = select(CallEvent.data).where(CallEvent.call_id == call.id)
    return sum(data.get("event") == event for data in session.scalars(query))


def newest_about(session: Session, case_id: int) -> Call | None:
    """The last call about this case; one that is still going on before all others."""
    query = select(Call).where(Call.case_id == case_id)
    order = (Call.ended_at.is_not(None), Call.started_at.desc(), Call.id)
    return session.scalar(query.order_by(*order).limit(1))


def known(session: Session, sid: str, token: str) -> tuple[Call, str | None] | None:
    """The call with this sid, locked, and what was answered to the request with this token."""
    found = session.execute(_WITH_REPLY, {"sid": sid, "token": token}).one_or_none()
    return None if found is None else (found[0], found[1])


def names_about(session: Session, case_id: int) -> set[str]:
    """The names that callers have given in the calls about this case."""
    query = select(Call.name).where(Call.case_id == case_id, Call.name.is_not(None))
    return {name for name in session.scalars(query) if name is not None}


def live(session: Session) -> list[Call]:
    """The calls that have not ended, oldest first."""
    return list(
        session.scalars(
            select(Call).where(Call.ended_at.is_(None)).order_by(Call.started_at, Call.id)
        )
    )


def live_of(session: Session, customer: Customer | None, number: str) -> list[Call]:
    """The calls of this customer and this number that have not ended."""
    theirs = Call.number == number
    if customer is not None:
        theirs |= Call.customer_id == customer.id
    return list(session.scalars(select(Call).where(Call.ended_at.is_(None), theirs)))


def has_leg(call: Call) -> bool:
    """Whether somebody is on the telephone; nobody is while a callback waits for its turn."""
    return not call.sid.startswith(AWAY)


def in_line(session: Session, now: float) -> list[Call]:
    """The calls that wait for somebody, in order of arrival: what the board is rebuilt from.

    A callback that is due later than `now` is not in line. A call whose talk ended by transfer, by a lost agent or by the system waits again; one
    whose talk the caller or the agent ended is on its way out.
    """
    served = select(Talk.id).where(
        Talk.call_id == Call.id,
        Talk.ended_at.is_(None) | Talk.ended_by.in_(("caller", "agent")),
    )
    return list(
        session.scalars(
            select(Call)
            .where(
                Call.ended_at.is_(None),
                Call.joined_at.is_not(None),
                or_(Call.due_at.is_(None), Call.due_at <= now),
                ~served.exists(),
            )
            .order_by(Call.joined_at, Call.started_at, Call.id)
        )
    )


def close(session: Session, call: Call, outcome: str, at: float) -> bool:
    """End the call; True for the first to do so, whose outcome stays.

    A talk still open ends with it, by the caller: nobody else was heard to hang up. A callback
    that is still promised is kept if somebody answered, and else cancelled: by the customer.
    """
    if call.ended_at is not None:
        return False
    if call.person_id is not None:  # somebody has accepted it once
        end_open_talks(session, Talk.call_id == call.id, "caller", at)
    if call.callback_of is not None:
        promise = promises.of_call(session, call.id, "callback")
        if promise is not None:
            kept = call.answered_at is not None
            promises.settle(session, promise, "kept" if kept else "cancelled", at)
    call.ended_at = at
    call.outcome = outcome
    return True


def dropped(session: Session, number: str, since: float) -> Call | None:
    """The last call of this number, locked, if the caller lost their place by it.

    It ended at or after `since`, while they waited or by a leg that broke, and no later call
    has its place yet.
    """
    last = session.scalar(
        locked(
            select(Call)
            .where(
                Call.number == number,
                Call.ended_at >= since,
                Call.joined_at.is_not(None),
                ~Call.sid.startswith(AWAY),
            )
            .order_by(Call.ended_at.desc(), Call.id)
            .limit(1)
        )
    )
    if last is None or last.regained_by is not None or last.outcome not in DROPPED:
        return None
    return last


def regain(earlier: Call, call: Call) -> None:
    """The call takes the place of an earlier one of the same caller, with what was learnt."""
    call.joined_at, call.climbed, call.bonus = earlier.joined_at, earlier.climbed, earlier.bonus
    call.language = earlier.language
    call.skill, call.level, call.reason = earlier.skill, earlier.level, earlier.reason
    call.wants_supervisor, call.owner_id = earlier.wants_supervisor, earlier.owner_id
    call.name, call.honorific = earlier.name, earlier.honorific
    call.name_recording = earlier.name_recording
    call.customer_id = earlier.customer_id
    earlier.regained_by = call.id


def contacts(session: Session, number: str, since: float) -> int:
    """How often this number asked for somebody in calls that ended at or after `since`.

    Calls that went on as another, by a callback or by phoning again, are one contact with it.
    """
    found = session.scalar(
        select(func.count()).where(
            Call.number == number,
            Call.ended_at >= since,
            Call.joined_at.is_not(None),
            Call.outcome != "callback",
            Call.regained_by.is_(None),
        )
    )
    return found or 0
