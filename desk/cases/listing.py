"""Cases as their list shows them: mine with what waits for me, or those of the house."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from desk.calls.story import names_of
from records import Session, case_lists, handovers, questions
from records.case_lists import MOST, Touched, Which
from records.models import Case, Handover, Person, Question

WHICH: tuple[Which, ...] = get_args(Which)
"""What a supervisor may look at besides their own."""


@dataclass(frozen=True)
class Row:
    """A case with its owner's name and its contacts; `late`: it should have been solved."""

    case: Case
    owner: str | None
    touched: Touched
    late: bool


@dataclass(frozen=True)
class Waits:
    """Something that waits for the reader: a question about their case, or a case offered to
    them. `by` asks; the other one is None."""

    case: Case
    by: str | None
    at: float
    question: Question | None = None
    handover: Handover | None = None


@dataclass(frozen=True)
class Listing:
    """`mine`: the reader's own cases; `team`: those that nobody of their department owns.
    `which` is what of the house is looked at, None for the reader's own page. `full`: there are
    more than are shown."""

    which: Which | None
    waits: tuple[Waits, ...]
    mine: tuple[Row, ...]
    team: tuple[Row, ...]
    house: tuple[Row, ...]

    @property
    def full(self) -> bool:
        return len(self.house) >= MOST


def listed(session: Session, person: Person, which: Which | None, now: float) -> Listing:
    """What `person` may see of `which`, or what is their own."""
    names = names_of(session)

    def rows(found: Sequence[Case]) -> tuple[Row, ...]:
        return tuple(_rows(session, found, names, now))

    if which is not None:
        return Listing(which, (), (), (), rows(case_lists.of_house(session, which, now)))
    mine = case_lists.owned(session, person.id)
    team = case_lists.of_team(session, tuple(person.skills))
    return Listing(None, tuple(_waits(session, person, names)), rows(mine), rows(team), ())


def _rows(
    session: Session, found: Sequence[Case], names: Mapping[int, str], now: float
) -> Iterator[Row]:
    touched = case_lists.touched(session, found)
    for case in found:
        late = case.state == "open" and case.due_at is not None and case.due_at < now
        yield Row(case, names.get(case.owner_id or 0), touched.get(case.id, Touched()), late)


def _waits(session: Session, person: Person, names: Mapping[int, str]) -> Iterator[Waits]:
    offered = handovers.open_to(session, person.id)
    asked = questions.open_to(session, person.id)
    ids = {one.case_id for one in offered} | {one.case_id for one in asked}
    known = case_lists.by_id(session, ids)
    for handover in offered:
        by, case = names.get(handover.asked_by), known[handover.case_id]
        yield Waits(case, by, handover.asked_at, handover=handover)
    for question in asked:
        by, case = names.get(question.asked_by), known[question.case_id]
        yield Waits(case, by, question.at, question=question)
