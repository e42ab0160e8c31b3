"""What was made of a recording, as it is stored: utterances, courtesies and points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from records.models import Courtesy, Point, Speaker, Transcript, Utterance
from records.search import plain


@dataclass(frozen=True)
class Said:
    """One utterance, as in its table; `terms` are searched as `search.plain` has them."""

    channel: int
    start: float
    end: float
    speaker: Speaker
    words: Sequence[Sequence[object]]
    terms: str
    talk_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Measured:
    """How one talk went, as in the table of courtesies."""

    talk_id: int
    person_id: int
    at: float
    measures: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Quoted:
    """One point, as in its table."""

    kind: str
    channel: int
    start: float
    end: float
    quote: str


def store_utterances(session: Session, of: Transcript, said: Sequence[Said]) -> None:
    session.execute(delete(Utterance).where(Utterance.transcript_id == of.id))
    rows = [{**_row(one, of), "terms": plain(one.terms)} for one in said]
    if rows:
        session.execute(insert(Utterance), rows)


def store_courtesies(session: Session, of: Transcript, measured: Sequence[Measured]) -> None:
    talks = [one.talk_id for one in measured]
    theirs = (Courtesy.transcript_id == of.id) | Courtesy.talk_id.in_(talks)
    session.execute(delete(Courtesy).where(theirs))
    if measured:
        session.execute(insert(Courtesy), [_row(one, of) for one in measured])


def store_points(session: Session, of: Transcript, quoted: Sequence[Quoted]) -> None:
    earlier = session.scalars(select(Point).where(Point.transcript_id == of.id))
    decided = {_place(point): point for point in earlier if point.state != "proposed"}
    new = {_place(point): _row(point, of) for point in quoted}
    stay = [point.id for point in decided.values()]
    session.execute(delete(Point).where(Point.transcript_id == of.id, Point.id.not_in(stay)))
    rows = [row for place, row in new.items() if place not in decided]
    if rows:
        session.execute(insert(Point), rows)


def _place(point: Point | Quoted) -> tuple[str, int, float]:
    return point.kind, point.channel, point.start


def _row(value: Said | Measured | Quoted, of: Transcript) -> dict[str, object]:
    values = {field.name: getattr(value, field.name) for field in fields(value)}
    return {"transcript_id": of.id, "call_id": of.call_id, **values}
