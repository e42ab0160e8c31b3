"""Who had which status when. The times are epoch seconds."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Person, Status, StatusSpan


class Lasted(NamedTuple):
    """Somebody had a status from `since` to `until`; None: they have it still."""

    person_id: int
    since: float
    until: float | None


def turn(
    session: Session, person: Person, status: Status, reason: str | None, at: float
) -> StatusSpan:
    """The person's status, or its reason, is another one from now on."""
    open_ones = select(StatusSpan).where(
        StatusSpan.person_id == person.id, StatusSpan.until.is_(None)
    )
    for span in session.scalars(open_ones):
        span.until = max(at, span.since)
    begun = StatusSpan(person_id=person.id, status=status, reason=reason, since=at)
    session.add(begun)
    return begun


def between(session: Session, status: Status, since: float, until: float) -> Sequence[Lasted]:
    """The spans of this status that reach into the time from `since` to `until`, the first to
    begin first."""
    query = select(StatusSpan.person_id, StatusSpan.since, StatusSpan.until).where(
        StatusSpan.status == status,
        StatusSpan.since < until,
        StatusSpan.until.is_(None) | (StatusSpan.until > since),
    )
    rows = session.execute(query.order_by(StatusSpan.since, StatusSpan.id))
    return [Lasted(*row) for row in rows]
