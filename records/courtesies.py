"""Courtesies: how talks went, one by one and as trends."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.measures import ratio
from records.models import Courtesy


@dataclass(frozen=True)
class Figure:
    """One measure over several talks: in how many it is known, and its mean over those (None
    of none); in how many too little was understood to say, and in how many it was not due."""

    known: int
    mean: float | None
    unknown: int
    not_due: int


@dataclass(frozen=True)
class Trend:
    """The talks of one person on one day, measure by measure."""

    person_id: int
    day: date
    talks: int
    figures: Mapping[str, Figure]


def of_call(session: Session, call_id: str) -> list[Courtesy]:
    """What was measured of a call, talk by talk."""
    query = select(Courtesy).where(Courtesy.call_id == call_id)
    return list(session.scalars(query.order_by(Courtesy.at, Courtesy.talk_id)))


def of_person(session: Session, person_id: int, since: float) -> list[Courtesy]:
    """What was measured of a person's talks at or after `since`, the newest first."""
    query = select(Courtesy).where(Courtesy.person_id == person_id, Courtesy.at >= since)
    return list(session.scalars(query.order_by(Courtesy.at.desc(), Courtesy.talk_id.desc())))


def trends(
    session: Session, since: float, until: float, *, zone: tzinfo, person_id: int | None = None
) -> list[Trend]:
    """The talks at or after `since` and before `until`, by person and by day in `zone`; of one
    person alone where there is a `person_id`."""
    query = (
        select(Courtesy.person_id, Courtesy.at, Courtesy.measures)
        .where(Courtesy.at >= since, Courtesy.at < until)
        .order_by(Courtesy.person_id, Courtesy.at)
    )
    if person_id is not None:
        query = query.where(Courtesy.person_id == person_id)
    groups: dict[tuple[int, date], list[Mapping[str, Mapping[str, object]]]] = defaultdict(list)
    for person_id, at, measures in session.execute(query):
        groups[person_id, datetime.fromtimestamp(at, zone).date()].append(measures)
    return [
        Trend(person_id, day, len(talks), _figures(talks))
        for (person_id, day), talks in groups.items()
    ]


def _figures(talks: list[Mapping[str, Mapping[str, object]]]) -> dict[str, Figure]:
    names = dict.fromkeys(name for measures in talks for name in measures)
    return {name: _figure([talk[name] for talk in talks if name in talk]) for name in names}


def _figure(measures: list[Mapping[str, object]]) -> Figure:
    """What is not known does not count as nothing."""
    values = [float(str(measure["value"])) for measure in measures if measure["state"] == "known"]
    states = [measure["state"] for measure in measures]
    return Figure(
        known=len(values),
        mean=ratio(sum(values), len(values)) if values else None,
        unknown=states.count("unknown"),
        not_due=states.count("not-due"),
    )
