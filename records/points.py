"""Points: what was said and quoted, for an agent to accept into the case or to dismiss."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Person, Point, PointState, Recording, Transcript
from records.once import locked


def by_id(session: Session, point_id: int) -> Point | None:
    """The point with this id."""
    return session.get(Point, point_id)


def of_call(session: Session, call_id: str) -> list[Point]:
    """The points of a call, in the order in which they were said."""
    return list(
        session.scalars(
            select(Point)
            .join(Transcript, Transcript.id == Point.transcript_id)
            .join(Recording, Recording.sid == Transcript.recording_sid)
            .where(Point.call_id == call_id)
            .order_by(Recording.created_at, Point.transcript_id, Point.start, Point.id)
        )
    )


def decide(session: Session, point_id: int, person: Person, state: PointState, at: float) -> bool:
    """The point was accepted or dismissed by `person`, or is proposed again. False when it was
    decided so already, by whoever did first, or there is none."""
    point = session.scalar(locked(select(Point).where(Point.id == point_id)))
    if point is None or point.state == state:
        return False
    point.state, point.person_id, point.decided_at = state, person.id, at
    return True
