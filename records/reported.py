"""What customers reported in given spans of time: the skill and the words of their new cases."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from records.incidents import Key
from records.models import Call, Case, Customer, Incident, Utterance

Words = Callable[[str, str], Mapping[str, str]]
"""The words of a text in a language that say what it is about: each by its stem."""
Span = tuple[float, float]
"""From after the first moment to the second one."""
LONGEST = 1000
"""Characters of what a caller said in a conversation: about the first minute."""
AT_ONCE = 500
"""Cases that one statement names."""
_NOBODY = 0


@dataclass(frozen=True)
class Report:
    """A new case. `customer` is the same for all who withhold their number: they may be one.
    `words`: by stem, as they were said; without the names of the customer."""

    case_id: int
    at: float
    customer: int
    skill: str | None
    language: str | None
    incident_id: int | None
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Everything that it may be counted under."""
        terms = [term(self.language, stem) for stem in self.words]
        return frozenset([*terms, Key(skill=self.skill)] if self.skill else terms)


def term(language: str | None, stem: str) -> Key:
    """The key of a word."""
    return Key(language=language, stem=stem)


class Head(NamedTuple):
    """A new case, its words not read."""

    case_id: int
    at: float
    customer: int
    skill: str | None
    language: str | None


def within(session: Session, spans: Sequence[Span], words: Words) -> list[Report]:
    """The new cases of these spans, those that were no problem left out."""
    if not spans:
        return []
    found = session.scalars(select(Case.id).where(_inside(spans)))
    return list(of(session, found.all(), words))


def of(session: Session, case_ids: Collection[int], words: Words) -> Iterator[Report]:
    """These cases, those that were no problem left out."""
    wanted = sorted(case_ids)
    for begin in range(0, len(wanted), AT_ONCE):
        yield from _read(session, wanted[begin : begin + AT_ONCE], words)


def ordinary(session: Session, spans: Collection[Span]) -> list[Head]:
    """The new cases of these spans in the order in which they were opened, without those that
    were no problem and those to which there was more than an ordinary day: of an incident that
    was one."""
    if not spans:
        return []
    who = func.coalesce(Case.customer_id, _NOBODY)
    query = (
        select(Case.id, Case.opened_at, who, Case.skill, Case.language)
        .outerjoin(Incident, Incident.id == Case.incident_id)
        .where(_inside(spans), Case.state != "void")
        .where(or_(Case.incident_id.is_(None), Incident.state == "dismissed"))
    )
    # not ordered by the database: SQLite would go through the cases of all years for it
    return sorted((Head(*row) for row in session.execute(query)), key=attrgetter("at"))


def _inside(spans: Iterable[Span]) -> ColumnElement[bool]:
    return or_(*(and_(Case.opened_at > since, Case.opened_at <= to) for since, to in spans))


def _read(session: Session, case_ids: Sequence[int], words: Words) -> Iterator[Report]:
    said = _said(session, case_ids)
    query = (
        select(
            *(Case.id, Case.opened_at, Case.customer_id, Case.skill, Case.language, Case.reason),
            *(Case.incident_id, Customer.name),
        )
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Case.id.in_(case_ids), Case.state != "void")
    )
    for id_, at, customer, skill, language, reason, incident, name in session.execute(query):
        found = words(f"{reason or ''} {said.get(id_, '')}", language or "")
        theirs = words(name or "", language or "")
        kept = {stem: word for stem, word in found.items() if stem not in theirs}
        yield Report(id_, at, customer or _NOBODY, skill, language, incident, kept)


def _said(session: Session, case_ids: Sequence[int]) -> dict[int, str]:
    """What the callers said in the conversations about each case, as far as it is written."""
    text = func.substr(func.aggregate_strings(Utterance.terms, " "), 1, LONGEST).label("said")
    query = (
        select(Call.case_id, text)
        .join(Utterance, Utterance.call_id == Call.id)
        # by name: SQLite would go through all utterances for those of a span of time
        .where(Call.case_id.in_(case_ids), Utterance.speaker == "caller")
        .group_by(Call.case_id)
    )
    return {row.case_id: row.said for row in session.execute(query)}


def first(session: Session, skill: str | None = None) -> float | None:
    """When the first case of all, or of this skill, was opened."""
    query = select(Case.opened_at).order_by(Case.opened_at).limit(1)
    return session.scalar(query if skill is None else query.where(Case.skill == skill))
