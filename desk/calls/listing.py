"""The calls as their list shows them, newest first, and the line of recordings to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.calls.finding import ON_THE_LINE, OUTCOMES, Wanting
from desk.calls.spoken import Wanted, Word, snippet
from desk.calls.standing import Standing, standings
from desk.calls.story import full_name, is_masked, mask_for, names_of
from desk.office import Office
from records import Session, histories, search, transcripts
from records.histories import History
from records.models import Call, Person
from records.search import Found

A_PAGE = 50  # calls


@dataclass(frozen=True)
class Hit:
    """Words that were searched for, with those around them; `utterance` is where they are."""

    utterance: int
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Row:
    """One call of the list. `caller` is None for an unknown name; `seconds` is its length, None
    while it lasts; `waited` the seconds in line, None where it never was or still is there;
    `hits` are what was searched for in it."""

    call: Call
    caller: str | None
    agents: tuple[str, ...]
    outcome: str
    waited: float | None
    transfers: int
    seconds: float | None
    standings: tuple[Standing, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Listing:
    """A page of calls; the next one comes after the place `last`, None on the last page."""

    rows: tuple[Row, ...]
    last: tuple[float, str] | None

    @property
    def hits(self) -> int:
        return sum(len(row.hits) for row in self.rows)


@dataclass(frozen=True)
class Backlog:
    """Recordings that wait for their transcript, since when the oldest does (epoch seconds),
    and how many are worked on."""

    waiting: int
    oldest: float | None
    working: int


def listed(office: Office, session: Session, wanting: Wanting) -> Listing:
    """What was looked for, or simply the newest calls."""
    found = search.find(session, wanting.wish(office.zone), A_PAGE + 1, wanting.after)
    last = found[A_PAGE - 1].place if len(found) > A_PAGE else None
    told = {one.call.id: one for one in histories.of_calls(session, [x.call.id for x in found])}
    shown = [one for one in found[:A_PAGE] if not tells_a_name(one.call, wanting)]
    names = names_of(session)
    rows = (_row(office, told[one.call.id], one, wanting, names) for one in shown)
    return Listing(tuple(rows), last)


def backlog(session: Session) -> Backlog:
    """What is still to be written down."""
    queue = transcripts.queue(session)
    waiting = [one for one in queue if one.status == "waiting"]
    return Backlog(
        waiting=len(waiting),
        oldest=min((one.asked_at for one in waiting), default=None),
        working=len(queue) - len(waiting),
    )


def staff(session: Session, person: Person) -> Sequence[tuple[int, str]]:
    """Those whose calls can be looked for, by name."""
    if person.role == "agent":
        return ()
    return sorted(names_of(session).items(), key=lambda one: one[1].casefold())


def tells_a_name(call: Call, wanting: Wanting) -> bool:
    """Whether the reader, who may see no names, would learn that this caller has the name they
    searched for."""
    return any(map(wanting.wanted.matches, mask_for(wanting.person, call).words))


def _row(
    office: Office, history: History, found: Found, wanting: Wanting, names: Mapping[int, str]
) -> Row:
    call = history.call
    return Row(
        call=call,
        caller=None if is_masked(wanting.person) else full_name(call),
        agents=tuple(names[one] for one in history.people if one in names),
        outcome=outcome_of(call),
        waited=waited(call),
        transfers=sum(talk.ended_by == "transfer" for talk in history.talks),
        seconds=None if call.ended_at is None else call.ended_at - call.started_at,
        standings=tuple(standings(office, history)),
        hits=tuple(_hits(found, wanting.wanted, wanting.person)),
    )


def outcome_of(call: Call) -> str:
    """What became of the call, in a word that is worded."""
    if call.ended_at is None:
        return ON_THE_LINE
    return call.outcome if call.outcome in OUTCOMES else "other"


def waited(call: Call) -> float | None:
    """Seconds from joining the line to the answer or the end."""
    over = call.ended_at if call.answered_at is None else call.answered_at
    return None if call.joined_at is None or over is None else over - call.joined_at


def _hits(found: Found, wanted: Wanted, person: Person) -> list[Hit]:
    mask = mask_for(person, found.call)
    return [Hit(one.id, snippet(one, wanted, mask)) for one in found.hits]
