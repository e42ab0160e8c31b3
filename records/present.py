"""What is going on at this moment, for those who watch all of it at once: few columns, few
questions, however many calls there are."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.models import (
    Call,
    CallEvent,
    Case,
    Leg,
    Message,
    Note,
    Person,
    Recording,
    Talk,
    Visit,
)

_AT_ONCE = 500  # ids in one question
_LOOKED_AT = 2000  # of the newest events, whatever they are


class CallerRow(NamedTuple):
    """Who is on the line, as far as the records know. `climbed`: how often they had to come back
    about their case, as `records.climbing` counts it; None without one."""

    id: str
    sid: str
    name: str | None
    honorific: str | None
    name_recording: str | None
    due_at: float | None
    climbed: int | None


class Climbed(NamedTuple):
    """A call climbed a rung of its ladder, `after` seconds of waiting."""

    id: int
    at: float
    call: str
    act: str
    after: float
    name: str | None
    honorific: str | None
    skill: str | None


_CALLER = (
    select(Call.id, Call.sid, Call.name, Call.honorific, Call.name_recording)
    .add_columns(Call.due_at, Case.climbed)
    .outerjoin(Case, Case.id == Call.case_id)
)


def live_callers(session: Session) -> dict[str, CallerRow]:
    """The callers of all calls that have not ended, by call."""
    rows = session.execute(_CALLER.where(Call.ended_at.is_(None)))
    return {row[0]: CallerRow(*row) for row in rows}


def callers(session: Session, call_ids: Collection[str]) -> dict[str, CallerRow]:
    """The callers of these calls, ended or not, by call."""
    rows = (
        row
        for part in _parts(call_ids)
        for row in session.execute(_CALLER.where(Call.id.in_(part)))
    )
    return {row[0]: CallerRow(*row) for row in rows}


def talks(session: Session, since: float) -> list[Talk]:
    """Talks that go on, and those that ended at or after `since` without the end of their
    notes on record; oldest first."""
    query = select(Talk).where(
        Talk.wrapped_at.is_(None), Talk.ended_at.is_(None) | (Talk.ended_at >= since)
    )
    return list(session.scalars(query.order_by(Talk.id)))


def newest_talks(session: Session, people: Collection[int]) -> dict[int, int]:
    """The id of each one's newest talk."""
    query = (
        select(Talk.person_id, func.max(Talk.id))
        .where(Talk.person_id.in_(people))
        .group_by(Talk.person_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def visits(session: Session) -> list[tuple[Visit, int]]:
    """Visits that are not over, each with the id of the agent in whose talk it is."""
    query = (
        select(Visit, Talk.person_id)
        .join(Talk, Talk.id == Visit.talk_id)
        .where(Visit.ended_at.is_(None))
        .order_by(Visit.asked_at, Visit.id)
    )
    return [(visit, host) for visit, host in session.execute(query)]


def unseen(session: Session) -> list[tuple[Message, str]]:
    """Messages that nobody has seen yet, oldest first, each with the sender's name."""
    query = (
        select(Message, Person.name)
        .join(Person, Person.id == Message.from_id)
        .where(Message.seen_at.is_(None))
        .order_by(Message.at, Message.id)
    )
    return [(message, name) for message, name in session.execute(query)]


def note_versions(session: Session, call_ids: Collection[str]) -> dict[tuple[str, int], int]:
    """The version of each note about these calls, by call and writer."""
    columns = (Note.call_id, Note.person_id, Note.version)
    return {
        (call, person): version
        for part in _parts(call_ids)
        for call, person, version in session.execute(select(*columns).where(Note.call_id.in_(part)))
    }


def newest_events(session: Session) -> dict[str, int]:
    """The id of the newest event of each call to which something has happened of late."""
    query = select(CallEvent.call_id, func.max(CallEvent.id)).where(_of_late())
    return {row[0]: row[1] for row in session.execute(query.group_by(CallEvent.call_id))}


def recorded(session: Session, call_ids: Collection[str]) -> Mapping[str, float | None]:
    """Since when the recording of each of these calls is paused, None while it runs; a call
    without a recording that goes on is not named."""
    columns = (Recording.call_id, Recording.paused_at)
    running = (Recording.kind == "call", Recording.status == "expected")
    return {
        call: paused
        for part in _parts(call_ids)
        for call, paused in session.execute(
            select(*columns)
            .where(Recording.call_id.in_(part), *running)
            .order_by(Recording.created_at)
        )
    }


def connected(session: Session) -> frozenset[int]:
    """Who has a telephone leg that is up."""
    return frozenset(session.scalars(select(Leg.person_id).where(Leg.ended_at.is_(None))))


def climbed(session: Session, since: float, most: int) -> list[Climbed]:
    """The rungs climbed last, since then, the newest first."""
    query = (
        select(CallEvent, Call.name, Call.honorific, Call.skill)
        .join(Call, Call.id == CallEvent.call_id)
        .where(_of_late(), CallEvent.kind == "climbed", CallEvent.at >= since)
        .order_by(CallEvent.id.desc())
        .limit(most)
    )
    return [_climbed(event, *who) for event, *who in session.execute(query)]


def _of_late() -> ColumnElement[bool]:
    newest = select(func.coalesce(func.max(CallEvent.id), 0)).scalar_subquery()
    return CallEvent.id > newest - _LOOKED_AT


def _climbed(
    event: CallEvent, name: str | None, honorific: str | None, skill: str | None
) -> Climbed:
    act, after = str(event.data.get("act", "")), float(str(event.data.get("after") or 0))
    return Climbed(event.id, event.at, event.call_id, act, after, name, honorific, skill)


def _parts(ids: Collection[str]) -> Iterable[list[str]]:
    """A database takes so many values in one question."""
    listed = sorted(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
