"""Transfers: how often callers were passed from one agent to the next.

Who is taken over by a supervisor, or loses their agent by mischance, was not passed on.
"""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import Call, CallEvent

WARM = "handed-over"
BLIND = "ended by transfer"


def of_call(session: Session, call: Call) -> int:
    """In this call, and in those that it goes on from: a callback, or a line that was cut,
    begins nothing anew."""
    ids, new = {call.id}, [call]
    while new:
        before = [one for late in new for one in _before(session, late) if one.id not in ids]
        ids |= {one.id for one in before}
        new = before
    return _count(session, ids)


def of_case(session: Session, case_id: int) -> int:
    """In all calls about the case."""
    return _count(session, session.scalars(select(Call.id).where(Call.case_id == case_id)).all())


def _before(session: Session, call: Call) -> list[Call]:
    earlier = (Call.regained_by == call.id) | (Call.id == call.callback_of)
    return list(session.scalars(select(Call).where(earlier)))


def _count(session: Session, call_ids: Collection[str]) -> int:
    query = select(func.count()).where(
        CallEvent.call_id.in_(call_ids), CallEvent.kind.in_((WARM, BLIND))
    )
    return session.scalar(query) or 0
