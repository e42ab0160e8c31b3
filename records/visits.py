"""Visits: colleagues and supervisors in somebody else's talk.

Hold the call's row when changing its visits, as for its talks.
"""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from records import calls
from records.models import VISIT, Call, Person, Talk, Visit, VisitOutcome

LONGEST_NOTE = 2000
"""Characters of a note that are kept."""


def is_visit(id_: str) -> bool:
    """Whether what the board calls a call is a visit."""
    return id_.startswith(VISIT)


def by_id(session: Session, visit_id: str) -> Visit | None:
    """The visit with this id."""
    return session.get(Visit, visit_id)


def held(session: Session, visit_id: str) -> tuple[Visit, Call] | None:
    """The visit and its call, both as they are now; the call is held until the end of the
    transaction, and with it all its visits."""
    visit = session.get(Visit, visit_id)
    call = calls.by_id(session, visit.call_id, lock=True) if visit else None
    if visit is None or call is None:
        return None
    session.refresh(visit)
    return visit, call


def begin(session: Session, visit: Visit, at: float) -> Visit:
    """A new visit, asked for at `at`."""
    visit.asked_at = at
    visit.note = visit.note.strip()[:LONGEST_NOTE] if visit.note else ""
    session.add(visit)
    session.flush()
    return visit


def open_of(session: Session, call_id: str) -> list[Visit]:
    """The call's visits that are not over, the oldest first."""
    return _all(session, (Visit.call_id == call_id) & Visit.ended_at.is_(None))


def asked_in(session: Session, talk: Talk) -> Visit | None:
    """The visit for which the talk's agent has asked, while it is not over."""
    mine = (Visit.talk_id == talk.id) & (Visit.purpose != "watch") & Visit.ended_at.is_(None)
    return _newest(session, mine)


def last_asked_in(session: Session, talk: Talk) -> Visit | None:
    """The newest visit for which the talk's agent has asked, over or not."""
    return _newest(session, (Visit.talk_id == talk.id) & (Visit.purpose != "watch"))


def of_person(session: Session, person: Person) -> Visit | None:
    """The visit that this person makes, or is on the way to."""
    return _newest(session, (Visit.person_id == person.id) & Visit.ended_at.is_(None))


def on_leg(session: Session, leg_sid: str) -> Visit | None:
    """The visit that is made on this leg, while it is not over."""
    return _newest(session, (Visit.leg_sid == leg_sid) & Visit.ended_at.is_(None))


def made_on(session: Session, leg_sid: str) -> Visit | None:
    """As `on_leg`, also when the visit is over and the leg is still to be fetched out of it."""
    going_on = Visit.ended_at.is_(None) | (Visit.outcome != "handed-over")
    return _newest(session, (Visit.leg_sid == leg_sid) & going_on)


def all_open(session: Session) -> list[Visit]:
    """Every visit that is not over, the oldest first."""
    return _all(session, Visit.ended_at.is_(None))


def unsettled(session: Session) -> list[Visit]:
    """Visits that are over, of which a leg may still be where it does not belong."""
    return _all(session, Visit.ended_at.is_not(None) & Visit.leg_sid.is_not(None))


def became(session: Session, talk: Talk) -> Visit | None:
    """The visit that this talk was before its caller was handed over."""
    handed = (Visit.call_id == talk.call_id) & (Visit.outcome == "handed-over")
    return _newest(session, handed & (Visit.person_id == talk.person_id))


def passed_on(session: Session, call: Call) -> str | None:
    """The note of who passed this caller on, while nobody else has spoken with them."""
    met = (Talk.call_id == call.id) & Talk.connected_at.is_not(None)
    talk = session.scalar(select(Talk).where(met).order_by(Talk.id.desc()).limit(1))
    if talk is None or talk.ended_by != "transfer":
        return None
    visit = last_asked_in(session, talk)
    return visit.note or None if visit is not None and visit.purpose == "transfer" else None


def end(visit: Visit, outcome: VisitOutcome, at: float) -> None:
    """The visit is over, and this became of it."""
    visit.ended_at = at
    visit.outcome = outcome


def holding(session: Session) -> list[Talk]:
    """Open talks whose caller is on hold."""
    return list(
        session.scalars(
            select(Talk).where(Talk.ended_at.is_(None), Talk.held_at.is_not(None)).order_by(Talk.id)
        )
    )


def _all(session: Session, which: ColumnElement[bool]) -> list[Visit]:
    return list(session.scalars(select(Visit).where(which).order_by(Visit.asked_at, Visit.id)))


def _newest(session: Session, which: ColumnElement[bool]) -> Visit | None:
    newest = select(Visit).where(which).order_by(Visit.asked_at.desc(), Visit.id.desc()).limit(1)
    return session.scalar(newest)
