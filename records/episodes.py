"""What happened around one call, for those who read its story."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from records.models import Call, CallEvent, Note, Promise, Visit


@dataclass(frozen=True)
class Episode:
    """Everything of a call that is no talk and no recording, each in the order in which it
    began. It goes on from the call `before`, and in the call `after`."""

    events: Sequence[CallEvent]
    visits: Sequence[Visit]
    notes: Sequence[Note]
    promises: Sequence[Promise]
    before: Call | None
    after: Call | None


def of_call(session: Session, call: Call) -> Episode:
    """The episode of this call."""
    events = select(CallEvent).where(CallEvent.call_id == call.id)
    visits = select(Visit).where(Visit.call_id == call.id)
    notes = select(Note).where(Note.call_id == call.id)
    promised = select(Promise).where(Promise.call_id == call.id)
    return Episode(
        events=session.scalars(events.order_by(CallEvent.at, CallEvent.id)).all(),
        visits=session.scalars(visits.order_by(Visit.asked_at, Visit.id)).all(),
        notes=session.scalars(notes.order_by(Note.written_at, Note.id)).all(),
        promises=session.scalars(promised.order_by(Promise.made_at, Promise.id)).all(),
        before=_before(session, call),
        after=_after(session, call),
    )


def _before(session: Session, call: Call) -> Call | None:
    earlier = Call.regained_by == call.id
    if call.callback_of is not None:
        earlier |= Call.id == call.callback_of
    return session.scalar(select(Call).where(earlier).order_by(Call.started_at.desc()).limit(1))


def _after(session: Session, call: Call) -> Call | None:
    later = or_(Call.callback_of == call.id, Call.id == (call.regained_by or ""))
    return session.scalar(select(Call).where(later).order_by(Call.started_at).limit(1))
