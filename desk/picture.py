"""What the live board shows at one instant: the board's ids with the names from the records.

Nothing here changes by time alone except `late`, so that two pictures are equal when a page
that shows the one has nothing to do for the other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.office import Office
from queueing.model import ANY_SKILL, Act, AgentState, CallState
from queueing.results import AgentEntry, CallEntry, Snapshot
from records import Session, calls, notices, people, promises, reports
from records.models import Call, Person, Promise, PromiseKind, Role, Status
from records.reports import Numbers

DAY = 86400.0
SEES_BOARD: tuple[Role, ...] = ("supervisor", "administrator")


@dataclass(frozen=True)
class Caller:
    """Who is on the line, or `away` until they are called back. `name` is None when it was not
    understood; `spoken`: there is a recording of it instead. `skill` is None for a caller who
    asked for none."""

    call: str
    name: str | None
    spoken: bool
    skill: str | None
    language: str
    away: bool


@dataclass(frozen=True)
class Waiting:
    """One who waits in line, or whose call rings at `agent`. Times are epoch seconds."""

    caller: Caller
    arrived: float
    late: bool
    agent: str | None
    climbed: tuple[Act, ...]
    supervisor: bool


@dataclass(frozen=True)
class Owed:
    """A promise that is open, or was `missed` in the last day. `name` is the customer's, `by`
    who will keep it; `due` is None for one that is kept when the customer's turn comes. Times
    are epoch seconds."""

    id: int
    kind: PromiseKind
    name: str | None
    by: str | None
    due: float | None
    late: bool
    missed: bool
    tries: int


@dataclass(frozen=True)
class Notice:
    """The emergency that every caller hears of, by language."""

    messages: Mapping[str, str]
    closes: bool
    since: float


class Doing(StrEnum):
    """What an agent is doing: the board's states, and two for those who are not on it."""

    IDLE = "idle"
    OFFERED = "offered"
    TALKING = "talking"
    WRAP_UP = "wrap-up"
    PAUSED = "paused"
    AWAY = "away"
    UNCONNECTED = "unconnected"


@dataclass(frozen=True)
class OnDuty:
    """An agent on duty. `status` is what they chose, None for one whom the records do not
    know; `since` is None while they are not on the board; `missed`: they did not choose their
    break, offers rang in vain."""

    id: str
    name: str | None
    status: Status | None
    status_since: float | None
    missed: bool
    doing: Doing
    since: float | None
    caller: Caller | None
    leaving: bool


@dataclass(frozen=True)
class Figures:
    """Today's numbers, and the line now: how many wait, and since when the first of them."""

    today: Numbers
    waiting: int
    first: float | None


@dataclass(frozen=True)
class Picture:
    """The board at `now` (epoch seconds); the changes after it follow `cursor`."""

    now: float
    cursor: str
    notice: Notice | None
    figures: Figures
    waiting: tuple[Waiting, ...]
    promises: tuple[Owed, ...]
    agents: tuple[OnDuty, ...]
    watchers: frozenset[int]


def take(office: Office) -> Picture:
    """A picture of now. The board first: every call on it is in the records already."""
    board = office.board.snapshot()
    now = office.clock.now()
    with office.store.reading() as session:
        staff = people.all(session)
        names = {str(person.id): person.name for person in staff}
        callers = _callers(session, board)
        waiting = tuple(_waiting(office, board, callers, names, now))
        return Picture(
            now=now,
            cursor=board.cursor,
            notice=_notice(session),
            figures=Figures(
                today=_today(office, session, now),
                waiting=len(waiting),
                first=min((one.arrived for one in waiting), default=None),
            ),
            waiting=waiting,
            promises=tuple(_owed(session, now)),
            agents=tuple(sorted(_on_duty(staff, board, callers), key=_order)),
            watchers=frozenset(person.id for person in staff if person.role in SEES_BOARD),
        )


def _callers(session: Session, board: Snapshot) -> Mapping[str, Caller]:
    live = {call.id: call for call in calls.live(session)}
    return {
        entry.call: _caller(entry, live.get(entry.call) or calls.by_id(session, entry.call))
        for entry in board.calls
    }


def _caller(entry: CallEntry, call: Call | None) -> Caller:
    skill = entry.need.skill
    return Caller(
        call=entry.call,
        name=_full_name(call) if call else None,
        spoken=call is not None and call.name_recording is not None,
        skill=None if skill == ANY_SKILL else skill,
        language=entry.need.language,
        away=call is not None and not calls.has_leg(call),
    )


def _full_name(call: Call) -> str | None:
    return f"{call.honorific} {call.name}" if call.name and call.honorific else call.name


def _waiting(
    office: Office,
    board: Snapshot,
    callers: Mapping[str, Caller],
    names: Mapping[str, str],
    now: float,
) -> Iterator[Waiting]:
    for entry in board.calls:
        if entry.state is CallState.TALKING:
            continue
        climbed = tuple(
            rung.act for rung in office.policy.ladder_of(entry.need.skill)[: entry.climbed]
        )
        yield Waiting(
            caller=callers[entry.call],
            arrived=entry.arrived,
            late=now - entry.arrived > office.policy.target_of(entry.need.skill),
            agent=names.get(entry.agent, entry.agent) if entry.agent else None,
            climbed=climbed,
            supervisor=entry.need.supervisor or bool(_ABOVE.intersection(climbed)),
        )


_ABOVE = frozenset({Act.SUPERVISOR, Act.MANAGER})


def _notice(session: Session) -> Notice | None:
    notice = notices.emergency(session)
    return Notice(dict(notice.messages), notice.closes, notice.since) if notice else None


def _owed(session: Session, now: float) -> Iterator[Owed]:
    for promise in (*promises.missed(session, now - DAY), *promises.open_all(session)):
        call = calls.by_id(session, promise.call_id)
        due = _due(promise, call)
        yield Owed(
            id=promise.id,
            kind=promise.kind,
            name=_full_name(call) if call else None,
            by=promise.name,
            due=due,
            late=due is not None and due < now,
            missed=promise.state == "missed",
            tries=promise.tries,
        )


def _due(promise: Promise, call: Call | None) -> float | None:
    """A callback that reached nobody is tried again at the time that its call waits for."""
    return call.due_at if promise.kind == "callback" and call else promise.due_at


def _on_duty(
    staff: list[Person], board: Snapshot, callers: Mapping[str, Caller]
) -> Iterator[OnDuty]:
    on_board = {entry.agent: entry for entry in board.agents}
    for person in staff:
        entry = on_board.pop(str(person.id), None)
        if entry or person.status != "signed-out":
            yield _agent(str(person.id), person, entry, callers.get)
    for entry in on_board.values():
        yield _agent(entry.agent, None, entry, callers.get)


def _agent(
    agent: str,
    person: Person | None,
    entry: AgentEntry | None,
    caller_of: Callable[[str], Caller | None],
) -> OnDuty:
    return OnDuty(
        id=agent,
        name=person.name if person else None,
        status=person.status if person else None,
        status_since=person.status_since if person else None,
        missed=person is not None and (person.status, person.status_reason) == ("break", "missed"),
        doing=_doing(person, entry),
        since=entry.since if entry else None,
        caller=caller_of(entry.call) if entry and entry.call else None,
        leaving=entry is not None and entry.leaving,
    )


def _doing(person: Person | None, entry: AgentEntry | None) -> Doing:
    if entry:
        return Doing(AgentState(entry.state).value)
    return Doing.UNCONNECTED if person and person.status == "ready" else Doing.AWAY


def _order(agent: OnDuty) -> tuple[str, str]:
    return ((agent.name or "").casefold(), agent.id)


def _today(office: Office, session: Session, now: float) -> Numbers:
    morning = datetime.fromtimestamp(now, office.zone).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    evening = morning + timedelta(days=1)
    return reports.numbers(
        session,
        morning.timestamp(),
        evening.timestamp(),
        target=office.policy.target,
        short=office.short_abandon,
    )
