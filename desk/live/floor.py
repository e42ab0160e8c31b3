"""Who waits, and what everybody on duty does: the board's ids with the names from the records."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.live.posts import Doing, Post, VisitNow, doing
from queueing.model import ANY_SKILL, Act, CallState
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry, Snapshot
from records import calls
from records.climbing import Step
from records.models import VISIT, Person, Status
from records.present import CallerRow

_ABOVE = frozenset({Act.SUPERVISOR, Act.MANAGER})


@dataclass(frozen=True)
class Caller:
    """Who is on the line, or `away` until they are called back. `name` is None when it was not
    understood; `spoken`: there is a recording of it instead. `skill` is None for a caller who
    asked for none. `contact`: which time it is that they come about their case, from the one on
    of which supervisors are to know; else None."""

    call: str
    name: str | None
    spoken: bool
    skill: str | None
    language: str
    away: bool
    contact: int | None = None


@dataclass(frozen=True)
class Waiting:
    """One who waits in line, or whose call rings at `agent`. `arrived` is in epoch seconds;
    `left` is about how many minutes they will wait on, 0 for less than one, None while that
    cannot be known."""

    caller: Caller
    arrived: float
    late: bool
    left: int | None
    agent: str | None
    climbed: tuple[Act, ...]
    supervisor: bool


@dataclass(frozen=True)
class OnDuty:
    """An agent on duty. `status` is what they chose, None for one whom the records do not
    know; `since` is None while they are not on the board; `missed`: they did not choose their
    break, offers rang in vain; `reason` is why they chose it. `skills`: those they know best
    first, with levels. `held_at`: since then their caller is on hold. `visit`: somebody is
    asked into their talk, or in it."""

    id: str
    name: str | None
    status: Status | None
    status_since: float | None
    reason: str | None
    missed: bool
    doing: Doing
    since: float | None
    caller: Caller | None
    leaving: bool
    skills: tuple[tuple[str, int], ...]
    held_at: float | None
    muted: bool
    visit: VisitNow | None


@dataclass(frozen=True)
class Crew:
    """How many are on duty, and how many of them do what."""

    all: int
    doing: tuple[tuple[Doing, int], ...]

    def count(self, *wanted: Doing) -> int:
        return sum(number for one, number in self.doing if one in wanted)


@dataclass(frozen=True)
class Visiting:
    """A colleague asked into a talk, or in it. `host` and `guest` are names; `caller` is None
    for one whom the board does not know."""

    visit: VisitNow
    host: str
    guest: str | None
    wanted: str | None
    caller: str | None


def is_visit(call: str) -> bool:
    """Whether this call of the board stands for a colleague who is sought."""
    return call.startswith(VISIT)


def callers(board: Snapshot, known: Mapping[str, CallerRow]) -> dict[str, Caller]:
    """The callers of the board, by call."""
    return {
        entry.call: _caller(entry, known.get(entry.call))
        for entry in board.calls
        if not is_visit(entry.call)
    }


def full_name(name: str | None, honorific: str | None) -> str | None:
    return f"{honorific} {name}" if name and honorific else name


def _caller(entry: CallEntry, row: CallerRow | None) -> Caller:
    skill = entry.need.skill
    return Caller(
        call=entry.call,
        name=full_name(row.name, row.honorific) if row else None,
        spoken=row is not None and row.name_recording is not None,
        skill=None if skill == ANY_SKILL else skill,
        language=entry.need.language,
        away=row is not None and row.sid.startswith(calls.AWAY),
        contact=row.climbed if row and (row.climbed or 0) >= Step.SUPERVISOR_TOLD else None,
    )


def in_line(
    board: Snapshot,
    policy: Policy,
    who: Mapping[str, Caller],
    names: Mapping[str, str],
    left: Mapping[str, int],
    now: float,
) -> Iterator[Waiting]:
    """Those who wait, in the order in which they will be served."""
    for entry in sorted(board.calls, key=lambda entry: entry.arrived - entry.bonus):
        if entry.state is CallState.TALKING or is_visit(entry.call):
            continue
        ladder = policy.ladder_of(entry.need.skill)
        climbed = tuple(rung.act for rung in ladder[: entry.climbed])
        yield Waiting(
            caller=who[entry.call],
            arrived=entry.arrived,
            late=now - entry.arrived > policy.target_of(entry.need.skill),
            left=left.get(entry.call),
            agent=names.get(entry.agent, entry.agent) if entry.agent else None,
            climbed=climbed,
            supervisor=entry.need.supervisor or bool(_ABOVE.intersection(climbed)),
        )


def on_duty(
    staff: Sequence[Person],
    board: Snapshot,
    who: Mapping[str, Caller],
    posts: Mapping[int, Post],
    visits: Mapping[int, VisitNow],
) -> Iterator[OnDuty]:
    """Everybody on the board, or on duty away from it."""
    on_board = {entry.agent: entry for entry in board.agents}
    for person in staff:
        entry = on_board.pop(str(person.id), None)
        if entry or person.status != "signed-out":
            post, visit = posts.get(person.id), visits.get(person.id)
            yield _agent(str(person.id), person, entry, who.get, post, visit)
    for entry in on_board.values():
        yield _agent(entry.agent, None, entry, who.get, None, None)


def _agent(
    agent: str,
    person: Person | None,
    entry: AgentEntry | None,
    caller_of: Callable[[str], Caller | None],
    post: Post | None,
    visit: VisitNow | None,
) -> OnDuty:
    talk = post.talk if post else None
    return OnDuty(
        id=agent,
        name=person.name if person else None,
        status=person.status if person else None,
        status_since=person.status_since if person else None,
        reason=person.status_reason if person else None,
        missed=person is not None and (person.status, person.status_reason) == ("break", "missed"),
        doing=doing(person, entry),
        since=entry.since if entry else None,
        caller=caller_of(entry.call) if entry and entry.call else None,
        leaving=entry is not None and entry.leaving,
        skills=_skills(person) if person else (),
        held_at=talk.held_at if talk else None,
        muted=talk is not None and talk.muted,
        visit=visit,
    )


def _skills(person: Person) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(person.skills.items(), key=lambda skill: (-skill[1], skill[0])))


def by_name(agent: OnDuty) -> tuple[str, str]:
    """The order in which agents are listed: it does not change as they work."""
    return ((agent.name or "").casefold(), agent.id)


def crew(agents: Iterable[OnDuty]) -> Crew:
    counted = Counter(agent.doing for agent in agents)
    return Crew(counted.total(), tuple((one, counted[one]) for one in Doing if counted[one]))


def visiting(
    visits: Iterable[VisitNow], names: Mapping[str, str], who: Mapping[str, Caller]
) -> Iterator[Visiting]:
    """Every visit that is not over, with names."""
    for visit in visits:
        caller = who.get(visit.call)
        yield Visiting(
            visit=visit,
            host=names.get(str(visit.host), str(visit.host)),
            guest=names.get(str(visit.person_id)),
            wanted=names.get(str(visit.wanted_id)),
            caller=caller.name if caller else None,
        )
