"""Incidents: what many customers report at once, and the cases that belong to each.

Hold a case's row (`cases.by_id` with a lock) when linking it, after the incident's. What is said
twice changes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import cases
from records.errors import AlreadyKnown
from records.models import Case, CaseEvent, Incident, IncidentState, Person
from records.once import attempt, locked


class Key(NamedTuple):
    """What an incident is about: a skill, or a word (its stem) in a language."""

    skill: str | None = None
    language: str | None = None
    stem: str | None = None

    def __str__(self) -> str:
        return f"skill {self.skill}" if self.stem is None else f"term {self.language} {self.stem}"


@dataclass(frozen=True)
class Count:
    """`observed` customers where `expected` were to be expected, which has this `chance`."""

    observed: int = 0
    expected: float = 0.0
    chance: float = 1.0


def by_id(session: Session, incident_id: int, *, lock: bool = False) -> Incident | None:
    """The incident with this id."""
    query = select(Incident).where(Incident.id == incident_id)
    return session.scalar(locked(query) if lock else query)


def open_all(session: Session) -> list[Incident]:
    """All that are not over, the newest first."""
    query = select(Incident).where(Incident.state == "open")
    return list(session.scalars(query.order_by(Incident.opened_at.desc(), Incident.id.desc())))


def open_told(session: Session) -> list[Incident]:
    """Those of which callers are told: with a word before those of a whole skill, the newest
    first."""
    told = [incident for incident in open_all(session) if incident.told]
    return sorted(told, key=lambda incident: incident.term is None)


def ended_since(session: Session, since: float) -> list[Incident]:
    """Those that were over since then."""
    query = select(Incident).where(Incident.ended_at >= since)
    return list(session.scalars(query.order_by(Incident.ended_at, Incident.id)))


def begin(
    session: Session,
    key: Key,
    at: float,
    *,
    skill: str | None,
    term: str | None,
    messages: Mapping[str, str],
    count: Count,
    by: Person | None = None,
) -> Incident | None:
    """A new incident; None when one with this key is open."""
    incident = Incident(
        key=str(key),
        skill=skill,
        term=term,
        messages=dict(messages),
        observed=count.observed,
        expected=count.expected,
        chance=count.chance,
        opened_at=at,
        opened_by=by.id if by else None,
    )
    try:
        with attempt(session):
            session.add(incident)
            session.flush()
    except AlreadyKnown:
        return None
    return incident


def end(incident: Incident, state: IncidentState, at: float, by: Person) -> bool:
    """It is over, or was none; False when it was over before."""
    if incident.state != "open":
        return False
    incident.state, incident.ended_at, incident.ended_by = state, at, by.id
    incident.told = False
    return True


def link(
    session: Session, incident: Incident, case: Case, at: float, *, by: Person | None = None
) -> bool:
    """The case is one of it; False when it was before."""
    if case.incident_id == incident.id:
        return False
    case.incident_id = incident.id
    cases.note(session, case, "linked", at, person=by, data={"incident": incident.id})
    return True


def unlink(session: Session, incident: Incident, case: Case, at: float, by: Person) -> bool:
    """The case is not one of it; False when it never was."""
    if case.incident_id != incident.id:
        return False
    case.incident_id = None
    cases.note(session, case, "unlinked", at, person=by, data={"incident": incident.id})
    return True


def was_taken_out(session: Session, incident: Incident, case: Case) -> bool:
    """Whether somebody has said that the case is not one of it."""
    query = select(CaseEvent.data).where(CaseEvent.case_id == case.id, CaseEvent.kind == "unlinked")
    return any(data.get("incident") == incident.id for data in session.scalars(query))


def cases_of(session: Session, incident_id: int) -> list[int]:
    """The ids of its cases, in the order in which several are to be locked."""
    query = select(Case.id).where(Case.incident_id == incident_id)
    return list(session.scalars(query.order_by(Case.id)))


def awaited_in(session: Session, incident: Incident) -> list[int]:
    """The ids of those of its cases whose customers were told that we call when it is over, in
    the order in which several are to be locked."""
    query = (
        select(Case.id, CaseEvent.data)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(Case.incident_id == incident.id, CaseEvent.kind == "awaits")
        .order_by(Case.id)
    )
    found = session.execute(query)
    return list(dict.fromkeys(id_ for id_, data in found if data.get("incident") == incident.id))


def match(session: Session, case: Case, stems: Collection[str] = ()) -> Incident | None:
    """The open incident that the case is most likely one of: with one of the words in the
    case's language (their `stems`), else of its whole skill."""
    found = [one for one in open_all(session) if fits(one, case.skill, case.language, stems)]
    return min(found, key=lambda one: one.term is None, default=None)


def fits(
    incident: Incident, skill: str | None, language: str | None, stems: Collection[str]
) -> bool:
    """Whether a case of this skill, with these words in it, is one of the incident."""
    if incident.key.startswith("skill "):
        return incident.skill is not None and incident.skill == skill
    if incident.skill is not None and incident.skill != skill:
        return False
    return any(incident.key == str(Key(language=language, stem=stem)) for stem in stems)
