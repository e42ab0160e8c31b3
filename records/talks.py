"""Talks: one agent with one call, from the offer to the end of the wrap-up.

Hold the call's row (`by_sid`, `open_call`) when changing its talks: that keeps racing
requests apart.
"""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.models import Call, EndedBy, Person, Talk


def begin_talk(
    session: Session,
    call: Call,
    person: Person,
    at: float,
    *,
    offered_at: float | None = None,
    leg_sid: str | None = None,
) -> Talk:
    """The agent accepted the call: their open talk, made when there is none yet.

    An earlier talk of theirs with another call is over, whether or not its end was heard.
    """
    mine = Talk.person_id == person.id
    open_talk = session.scalar(
        select(Talk).where(mine, Talk.call_id == call.id, Talk.ended_at.is_(None))
    )
    if open_talk is not None:
        return open_talk
    end_open_talks(session, mine, "system", at)
    talk = Talk(
        call_id=call.id,
        person_id=person.id,
        leg_sid=leg_sid,
        offered_at=at if offered_at is None else offered_at,
        accepted_at=at,
    )
    session.add(talk)
    call.person_id = person.id
    return talk


def connect_talk(session: Session, call: Call, at: float) -> Talk | None:
    """Caller and agent hear each other, `answered_at` when for the first time."""
    talk = _open_talk(session, call)
    if talk is None:
        return None
    if talk.connected_at is None:
        talk.connected_at = at
    if call.answered_at is None:
        call.answered_at = at
    return talk


def end_talk(session: Session, call: Call, ended_by: EndedBy, at: float) -> Talk | None:
    """The call's newest open talk ends; None when there is none: a repeat changes nothing."""
    talk = _open_talk(session, call)
    if talk is not None:
        close(talk, ended_by, at)
    return talk


def close(talk: Talk, ended_by: EndedBy, at: float) -> None:
    """This talk is over, and with it the time on hold."""
    unhold(talk, at)
    talk.ended_at = at
    talk.ended_by = ended_by


def hold(talk: Talk, at: float) -> bool:
    """The caller is on hold from `at` on; False when they were already."""
    new = talk.held_at is None
    if new:
        talk.held_at = at
    return new


def unhold(talk: Talk, at: float) -> float | None:
    """The caller is off hold: the seconds that it lasted; None when they were on none."""
    if talk.held_at is None:
        return None
    seconds = max(at - talk.held_at, 0.0)
    talk.held_at = None
    talk.held += seconds
    return seconds


def wrap_up(session: Session, person: Person, at: float) -> Talk | None:
    """The agent has finished the notes of their last talk."""
    talk = newest_of(session, person)
    if talk is None or talk.ended_at is None or talk.wrapped_at is not None:
        return None
    talk.wrapped_at = at
    return talk


def unwrapped(session: Session, since: float, before: float) -> list[Talk]:
    """Talks that ended within this time and whose notes are not known to be written."""
    ended = (Talk.ended_at >= since) & (Talk.ended_at < before)
    query = select(Talk).where(ended, Talk.wrapped_at.is_(None)).order_by(Talk.id)
    return list(session.scalars(query))


def talked(session: Session, call: Call) -> float:
    """Seconds that the call has spent with agents in talks that are over."""
    seconds = func.coalesce(func.sum(Talk.ended_at - Talk.accepted_at), 0.0)
    found = session.scalar(select(seconds).where(Talk.call_id == call.id))
    return found or 0.0


def by_id(session: Session, talk_id: int) -> Talk | None:
    """The talk with this id."""
    return session.get(Talk, talk_id)


def latest_talk(session: Session, call: Call) -> Talk | None:
    """The call's newest talk, over or not."""
    return _newest(session, Talk.call_id == call.id)


def newest_of(session: Session, person: Person) -> Talk | None:
    """The person's newest talk, with whomever."""
    return _newest(session, Talk.person_id == person.id)


def of(session: Session, call: Call, person: Person) -> Talk | None:
    """The person's newest talk in this call."""
    return _newest(session, (Talk.call_id == call.id) & (Talk.person_id == person.id))


def on_leg(session: Session, leg_sid: str) -> Talk | None:
    """The newest talk that was held on this leg of an agent's."""
    return _newest(session, Talk.leg_sid == leg_sid)


def end_open_talks(
    session: Session, whose: ColumnElement[bool], ended_by: EndedBy, at: float
) -> None:
    """End every open talk that `whose` describes."""
    for talk in session.scalars(select(Talk).where(whose, Talk.ended_at.is_(None))):
        close(talk, ended_by, at)


def _open_talk(session: Session, call: Call) -> Talk | None:
    return _newest(session, (Talk.call_id == call.id) & Talk.ended_at.is_(None))


def _newest(session: Session, whose: ColumnElement[bool]) -> Talk | None:
    return session.scalar(select(Talk).where(whose).order_by(Talk.id.desc()).limit(1))
