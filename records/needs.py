"""One call about several needs of the same customer: which case each of its talks was about."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import calls, cases
from records.models import Call, CallEvent, Case, Talk

_NEXT = "next-need"


def move_on(session: Session, call: Call, case: Case, at: float) -> None:
    """After a talk the caller has something else on their mind. Hold the call."""
    calls.note(session, call, _NEXT, at, data={"from": call.case_id, "to": case.id})
    call.case_id = case.id


def case_of(session: Session, call: Call, talk: Talk, *, lock: bool = False) -> Case | None:
    """The case that this talk of the call was about."""
    then = _moved_on(session, call, talk.ended_at) if talk.ended_at is not None else None
    case_id = call.case_id if then is None else then["from"]
    return cases.by_id(session, case_id, lock=lock) if isinstance(case_id, int) else None


def _moved_on(session: Session, call: Call, since: float) -> Mapping[str, object] | None:
    query = select(CallEvent.data).where(
        CallEvent.call_id == call.id, CallEvent.kind == _NEXT, CallEvent.at >= since
    )
    return session.scalar(query.order_by(CallEvent.id).limit(1))
