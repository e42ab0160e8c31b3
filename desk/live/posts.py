"""All that one person's desk depends on: equal posts look the same. Times are epoch seconds."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desk.office import Office
from queueing.model import AgentState
from queueing.results import AgentEntry, Snapshot
from records import Session, case_lists, people, present
from records.models import (
    Message,
    Mode,
    Person,
    Status,
    Talk,
    Visit,
    VisitMode,
    VisitPurpose,
)

_NOTES_OPEN = 12 * 3600.0  # a talk that ended longer ago is history, wrapped up or not


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
class TalkNow:
    """The talk that goes on. `begun_at`: they hear each other since then; `held_at`: the caller
    is on hold since then, for `held` seconds before that; `recorded`: there is a recording that
    goes on, `paused_at` since when it keeps nothing."""

    talk: int
    call: str
    accepted_at: float
    begun_at: float | None
    held_at: float | None
    held: float
    muted: bool
    paused_at: float | None
    recorded: bool


@dataclass(frozen=True)
class VisitNow:
    """A visit that is not over, in the talk of `host`. Sought is `wanted_id`, any supervisor, or
    somebody with `skill`; `person_id` is who came."""

    visit: str
    call: str
    purpose: VisitPurpose
    mode: VisitMode
    host: int
    wanted_id: int | None
    supervisor: bool
    skill: str | None
    person_id: int | None
    asked_at: float
    taken_at: float | None
    met_at: float | None


@dataclass(frozen=True)
class LastTalk:
    """Their newest talk, which is over, but not its notes."""

    talk: int
    call: str
    ended_at: float


@dataclass(frozen=True)
class Word:
    """A message they have not seen."""

    id: int
    kind: str
    text: str
    by: str
    at: float


@dataclass(frozen=True)
class Post:
    """One person's desk.

    `status`, `status_since` and `reason` are what they chose; `connected`: they have a telephone
    leg that is up, or are on the board. `since`, `until` (of a wrap-up or a pause), `leaving`
    and `extended` are the board's; `offered` is the id of the call or the visit that rings.
    `visit` is the one in their own talk, unless a supervisor listens unheard; `visiting` the one
    they make. `note_version` belongs to the call of `talk` or `last`, 0 without a note;
    `story` is another number when there is more to tell of the call that their page is about,
    `case` another pair when there is of that call's case.
    """

    person: int
    status: Status
    status_since: float
    reason: str | None
    mode: Mode
    connected: bool
    doing: Doing
    since: float | None
    until: float | None
    leaving: bool
    extended: bool
    offered: str | None
    talk: TalkNow | None
    last: LastTalk | None
    visit: VisitNow | None
    visiting: VisitNow | None
    messages: tuple[Word, ...]
    note_version: int
    story: int
    case: tuple[int, int] | None


def of(office: Office, person_id: int) -> Post:
    """The post of one person, as it is now. Raises KeyError for nobody who works here."""
    board = office.board.snapshot()
    with office.store.reading() as session:
        return gather(session, board, people.all(session), office.clock.now())[person_id]


def gather(
    session: Session, board: Snapshot, staff: Sequence[Person], now: float
) -> dict[int, Post]:
    """The posts of all who work here."""
    on_board = {entry.agent: entry for entry in board.agents}
    found = _found(session, {entry.call for entry in board.agents if entry.call}, now)
    return {
        person.id: _post(person, on_board.get(str(person.id)), found)
        for person in staff
        if person.left_at is None
    }


def doing(person: Person | None, entry: AgentEntry | None) -> Doing:
    """What they do, by the board, or by what they chose while they are not on it."""
    if entry:
        return Doing(AgentState(entry.state).value)
    return Doing.UNCONNECTED if person and person.status == "ready" else Doing.AWAY


def visit_now(visit: Visit, host: int) -> VisitNow:
    return VisitNow(
        visit=visit.id,
        call=visit.call_id,
        purpose=visit.purpose,
        mode=visit.mode,
        host=host,
        wanted_id=visit.wanted_id,
        supervisor=visit.supervisor,
        skill=visit.skill,
        person_id=visit.person_id,
        asked_at=visit.asked_at,
        taken_at=visit.taken_at,
        met_at=visit.met_at,
    )


@dataclass(frozen=True)
class _Found:
    """What the records hold of all people, by person."""

    connected: Collection[int]
    open: Mapping[int, TalkNow] = field(default_factory=dict)
    last: Mapping[int, LastTalk] = field(default_factory=dict)
    visit: Mapping[int, VisitNow] = field(default_factory=dict)
    visiting: Mapping[int, VisitNow] = field(default_factory=dict)
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)
    notes: Mapping[tuple[str, int], int] = field(default_factory=dict)
    story: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def _found(session: Session, on_board: Collection[str], now: float) -> _Found:
    talks = present.talks(session, now - _NOTES_OPEN)
    visits = [visit_now(visit, host) for visit, host in present.visits(session)]
    calls = {talk.call_id for talk in talks}
    paused = present.recorded(session, calls)
    notes = present.note_versions(session, calls)
    story = Counter(present.newest_events(session))
    for (call, _), version in notes.items():
        story[call] += version
    newest = present.newest_talks(session, {talk.person_id for talk in talks})
    return _Found(
        connected=present.connected(session),
        open={it.person_id: _talk_now(it, paused) for it in talks if it.ended_at is None},
        last={
            it.person_id: LastTalk(it.id, it.call_id, it.ended_at)
            for it in talks
            if it.ended_at is not None and newest[it.person_id] == it.id
        },
        visit={it.host: it for it in visits if _is_known_to_host(it)},
        visiting={it.person_id: it for it in visits if it.person_id is not None},
        words=_words(present.unseen(session)),
        notes=notes,
        story=story,
        cases=case_lists.versions(session, {*on_board, *calls, *(it.call for it in visits)}),
    )


def _is_known_to_host(visit: VisitNow) -> bool:
    return visit.purpose != "watch" or visit.mode != "listen"


def _talk_now(talk: Talk, paused: Mapping[str, float | None]) -> TalkNow:
    return TalkNow(
        talk=talk.id,
        call=talk.call_id,
        accepted_at=talk.accepted_at,
        begun_at=talk.connected_at,
        held_at=talk.held_at,
        held=talk.held,
        muted=talk.muted,
        paused_at=paused.get(talk.call_id),
        recorded=talk.call_id in paused,
    )


def _words(messages: Iterable[tuple[Message, str]]) -> dict[int, tuple[Word, ...]]:
    found: dict[int, tuple[Word, ...]] = {}
    for message, by in messages:
        word = Word(message.id, message.kind, message.text, by, message.at)
        found[message.to_id] = (*found.get(message.to_id, ()), word)
    return found


def _post(person: Person, entry: AgentEntry | None, found: _Found) -> Post:
    talk, last = found.open.get(person.id), found.last.get(person.id)
    about = talk or last
    visiting = found.visiting.get(person.id)
    offered = entry.call if entry and entry.state is AgentState.OFFERED else None
    shown = talk or visiting
    shown_call = shown.call if shown else offered or (last.call if last else None)
    return Post(
        person=person.id,
        status=person.status,
        status_since=person.status_since,
        reason=person.status_reason,
        mode=person.mode,
        connected=entry is not None or person.id in found.connected,
        doing=doing(person, entry),
        since=entry.since if entry else None,
        until=entry.until if entry else None,
        leaving=entry is not None and entry.leaving,
        extended=entry is not None and entry.extended,
        offered=offered,
        talk=talk,
        last=last,
        visit=found.visit.get(person.id),
        visiting=visiting,
        messages=found.words.get(person.id, ()),
        note_version=found.notes.get((about.call, person.id), 0) if about else 0,
        story=found.story.get(shown_call, 0) if shown_call else 0,
        case=found.cases.get(shown_call) if shown_call else None,
    )
