"""Whom an agent can ask for: who is on duty, and who of them is free."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.live.posts import Doing, doing
from desk.office import Office
from queueing.results import AgentEntry
from records import people
from records.models import Person


@dataclass(frozen=True)
class Colleague:
    """Somebody on the board."""

    id: int
    name: str
    supervisor: bool
    skills: tuple[str, ...]
    doing: Doing

    @property
    def free(self) -> bool:
        return self.doing is Doing.IDLE


@dataclass(frozen=True)
class Colleagues:
    """The free ones first. `skills` is each skill that one of them has, with how many of those
    are free."""

    people: tuple[Colleague, ...]
    skills: tuple[tuple[str, int], ...]

    @property
    def supervisors(self) -> int:
        return sum(one.free for one in self.people if one.supervisor)


def of(office: Office, person_id: int) -> Colleagues:
    """Everybody on the board but this person."""
    board = {entry.agent: entry for entry in office.board.snapshot().agents}
    with office.store.reading() as session:
        staff = [person for person in people.all(session) if person.id != person_id]
    found = [
        _colleague(person, board[str(person.id)]) for person in staff if str(person.id) in board
    ]
    return Colleagues(tuple(sorted(found, key=_order)), tuple(_skills(office, found)))


def _colleague(person: Person, entry: AgentEntry) -> Colleague:
    return Colleague(
        id=person.id,
        name=person.name,
        supervisor=person.role == "supervisor",
        skills=tuple(person.skills),
        doing=doing(person, entry),
    )


def _skills(office: Office, found: Sequence[Colleague]) -> list[tuple[str, int]]:
    return [
        (skill, sum(one.free for one in found if skill in one.skills))
        for skill in office.titles
        if any(skill in one.skills for one in found)
    ]


def _order(one: Colleague) -> tuple[bool, str, int]:
    return (not one.free, one.name.casefold(), one.id)
