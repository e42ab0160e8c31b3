"""What is measured on calls and talks, as SQL: one meaning for every report."""

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from records.models import Call, Talk


def counted() -> ColumnElement[bool]:
    """Whether a call stands for a caller of its own.

    A callback does not, it goes on from another call; nor does one whose caller phoned again
    and took its place, unless somebody had answered it: then the later call does not.
    """
    earlier = aliased(Call)
    goes_on = select(earlier.id).where(
        earlier.regained_by == Call.id,
        earlier.answered_at.is_not(None) | earlier.callback_of.is_not(None),
    )
    return and_(
        Call.callback_of.is_(None),
        or_(Call.regained_by.is_(None), Call.answered_at.is_not(None)),
        ~goes_on.exists(),
    )


def wait() -> ColumnElement[float]:
    """Seconds from joining the line to the answer or the end."""
    return func.coalesce(Call.answered_at, Call.ended_at) - Call.joined_at


def answered() -> ColumnElement[bool]:
    return Call.answered_at.is_not(None)


def abandoned() -> ColumnElement[bool]:
    return and_(
        Call.joined_at.is_not(None), Call.answered_at.is_(None), Call.outcome == "abandoned"
    )


def handled() -> ColumnElement[bool]:
    """Talks in which caller and agent heard each other, and that are over."""
    return Talk.connected_at.is_not(None) & Talk.ended_at.is_not(None)


def handling() -> ColumnElement[float]:
    """Seconds of talk, hold and wrap-up."""
    return func.coalesce(Talk.wrapped_at, Talk.ended_at) - Talk.connected_at


def held() -> ColumnElement[float]:
    """Seconds in which the caller was on hold."""
    return Talk.held + func.coalesce(Talk.ended_at - Talk.held_at, 0.0)


def wrap_up() -> ColumnElement[float]:
    """Seconds of writing notes after the talk."""
    return func.coalesce(Talk.wrapped_at, Talk.ended_at) - Talk.ended_at


def transferred() -> ColumnElement[bool]:
    """Whether an agent passed the caller of this call on."""
    passed_on = select(Talk.id).where(Talk.call_id == Call.id, Talk.ended_by == "transfer")
    return passed_on.exists()


def count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None
