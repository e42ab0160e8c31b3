"""Numbers about cases: how many were solved at the first contact, how often customers came back,
and how they say that it went."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.measures import count, ratio
from records.models import Call, Case, Contact
from records.numbers import slot_of

AGAIN = 30 * 86400.0
"""Seconds in which no further contact may come on a case that was solved at the first one."""
Key = TypeVar("Key")
Column = ColumnElement[Key] | InstrumentedAttribute[Key]


@dataclass(frozen=True)
class CaseNumbers:
    """Cases that were `closed` in a span of time, `at_first` contact; cases that were `opened`
    in it, with their `contacts` so far; calls that were `rated`, with the sum of `ratings`.
    A case that turned out to be none counts nowhere."""

    closed: int = 0
    at_first: int = 0
    opened: int = 0
    contacts: int = 0
    rated: int = 0
    ratings: int = 0

    @property
    def fcr(self) -> float | None:
        """First contact resolution: closed after one contact, and no other one on the case
        within 30 days / closed."""
        return ratio(self.at_first, self.closed)

    @property
    def contacts_per_case(self) -> float | None:
        """Contacts on the cases that were opened / these cases."""
        return ratio(self.contacts, self.opened)

    @property
    def rating(self) -> float | None:
        """The mean of the ratings, 1 to 5."""
        return ratio(self.ratings, self.rated)

    def __add__(self, other: "CaseNumbers") -> "CaseNumbers":
        names = [one.name for one in fields(self)]
        return CaseNumbers(**{name: getattr(self, name) + getattr(other, name) for name in names})


def by_slot(session: Session, since: float, until: float) -> Mapping[int, CaseNumbers]:
    """By the slot in which the case was closed or opened, or the rated call began."""
    closed, opened, began = (
        slot_of(session, at) for at in (Case.closed_at, Case.opened_at, Call.started_at)
    )
    return _grouped(session, since, until, closed, opened, began)


def by_skill(session: Session, since: float, until: float) -> Mapping[str | None, CaseNumbers]:
    """By the department whose case it is, or what the rated call was about."""
    return _grouped(session, since, until, Case.skill, Case.skill, Call.skill)


def by_person(session: Session, since: float, until: float) -> Mapping[int | None, CaseNumbers]:
    """By the owner of the case, or who talked last in the rated call."""
    return _grouped(session, since, until, Case.owner_id, Case.owner_id, Call.person_id)


def _grouped(
    session: Session,
    since: float,
    until: float,
    closed: Column[Key],
    opened: Column[Key],
    rated: Column[Key],
) -> dict[Key, CaseNumbers]:
    parts = (
        _closed(session, since, until, closed),
        _opened(session, since, until, opened),
        _rated(session, since, until, rated),
    )
    nothing = CaseNumbers()
    keys = {key for part in parts for key in part}
    return {key: sum((part.get(key, nothing) for part in parts), nothing) for key in keys}


def _closed(
    session: Session, since: float, until: float, key: Column[Key]
) -> dict[Key, CaseNumbers]:
    contacts = (
        select(func.count())
        .where(Contact.case_id == Case.id, Contact.at < Case.closed_at + AGAIN)
        .scalar_subquery()
    )
    at_first = (contacts <= 1) & (Case.reopened == 0)
    query = (
        select(key, func.count(), count(at_first))
        .where(Case.state == "closed", Case.closed_at >= since, Case.closed_at < until)
        .group_by(key)
    )
    return {row[0]: CaseNumbers(closed=row[1], at_first=row[2]) for row in session.execute(query)}


def _opened(
    session: Session, since: float, until: float, key: Column[Key]
) -> dict[Key, CaseNumbers]:
    query = (
        select(key, func.count(Case.id.distinct()), func.count(Contact.id))
        .outerjoin(Contact, Contact.case_id == Case.id)
        .where(Case.state != "void", Case.opened_at >= since, Case.opened_at < until)
        .group_by(key)
    )
    return {row[0]: CaseNumbers(opened=row[1], contacts=row[2]) for row in session.execute(query)}


def _rated(
    session: Session, since: float, until: float, key: Column[Key]
) -> dict[Key, CaseNumbers]:
    query = (
        select(key, func.count(), func.sum(Call.rating))
        .where(Call.rating.is_not(None), Call.started_at >= since, Call.started_at < until)
        .group_by(key)
    )
    rows = session.execute(query)
    return {row[0]: CaseNumbers(rated=row[1], ratings=int(row[2] or 0)) for row in rows}
