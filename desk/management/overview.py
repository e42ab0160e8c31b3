"""What the manager's page tells: cases that went on too long, each with its story in short,
customers who were not content, words not kept, and what was given for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.calls.story import full_name, names_of
from desk.owed.listing import DAY
from records import Session, answers, attention, cases, present, transfers
from records.attention import Given
from records.models import Call, Case, CaseEvent, Channel, Contact, Goodwill, Promise

DAYS = 30
"""That the page looks back."""
MOST = 8
"""Rows of a list until the rest is only counted."""
LAST = 12
"""Steps of a story that are told one by one."""
TOLD = (
    *("opened", "owned", "solved", "denied", "reopened", "confirmed", "unconfirmed"),
    *("stopped", "linked", "goodwill", "not-reached"),
)
"""Events of a case that its story in short has a step for."""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a case: a contact (by its `channel`), or an event of this
    kind; `who` did it, if somebody of ours did."""

    at: float
    kind: str
    channel: Channel | None = None
    who: str | None = None


@dataclass(frozen=True)
class Story:
    """A case with what was done about it; `earlier` steps are not told. `answer` is None where
    there is none, or none for this reader."""

    case: Case
    owner: str | None
    contacts: int
    transfers: int
    answer: str | None
    steps: tuple[Step, ...]
    earlier: int


@dataclass(frozen=True)
class Rated:
    """A call that its caller was not content with, and the promise of a supervisor after it."""

    call: Call
    caller: str | None
    agent: str | None
    promise: Promise | None


@dataclass(frozen=True)
class Broken:
    """A promise that was not kept."""

    promise: Promise
    case: Case | None
    customer: str | None
    by: str | None


@dataclass(frozen=True)
class Overview:
    """Everything of the page but the routing faults; names of people who work here by id."""

    stories: tuple[Story, ...]
    late: Sequence[Case]
    unconfirmed: Sequence[Case]
    rated: Sequence[Rated]
    broken: Sequence[Broken]
    goodwill: Sequence[tuple[Goodwill, Case | None]]
    given: Given
    names: Mapping[int, str]

    @property
    def under_way(self) -> int:
        """Cases of the manager that are not closed."""
        return sum(story.case.state != "closed" for story in self.stories)


def overview(session: Session, now: float, low: int, *, hidden: bool) -> Overview:
    """What there is to see now; `low` is the highest rating that is a low one, `hidden`: no
    customer has a name or said a word."""
    since, names = now - DAYS * DAY, names_of(session)
    climbed, gestures = attention.climbed(session, since), attention.goodwill(session, since)
    return Overview(
        stories=tuple(_story(session, case, names, hidden=hidden) for case in climbed),
        late=attention.late(session, now),
        unconfirmed=attention.unconfirmed(session),
        rated=tuple(_rated(session, since, low, names, hidden=hidden)),
        broken=tuple(_broken(session, now, since, names, hidden=hidden)),
        goodwill=_with_cases(session, gestures),
        given=attention.given(session, since),
        names=names,
    )


def _story(session: Session, case: Case, names: Mapping[int, str], *, hidden: bool) -> Story:
    contacts = cases.contacts(session, case)
    official = None if hidden else answers.official(session, case.id)
    steps = sorted((*_happened(session, case, names), *_touched(contacts)), key=lambda one: one.at)
    return Story(
        case=case,
        owner=names.get(case.owner_id or 0),
        contacts=len(contacts),
        transfers=transfers.of_case(session, case.id),
        answer=official.text if official else None,
        steps=tuple(steps[-LAST:]),
        earlier=max(len(steps) - LAST, 0),
    )


def _touched(contacts: Sequence[Contact]) -> Iterator[Step]:
    for contact in contacts:
        yield Step(contact.at, "contact", contact.channel)


def _happened(session: Session, case: Case, names: Mapping[int, str]) -> Iterator[Step]:
    for event in cases.events(session, case):
        if event.kind in TOLD:
            yield Step(event.at, event.kind, who=_who(event, names))


def _who(event: CaseEvent, names: Mapping[int, str]) -> str | None:
    """Who owns it from then on, of that event; else who did it."""
    whom = event.data.get("to") if event.kind == "owned" else event.person_id
    return names.get(whom) if isinstance(whom, int) else None


def _rated(
    session: Session, since: float, low: int, names: Mapping[int, str], *, hidden: bool
) -> Iterator[Rated]:
    calls = attention.ratings(session, since, low)
    promised = attention.promised_after(session, calls)
    for call in calls:
        caller = None if hidden else full_name(call)
        yield Rated(call, caller, names.get(call.person_id or 0), promised.get(call.id))


def _broken(
    session: Session, now: float, since: float, names: Mapping[int, str], *, hidden: bool
) -> Iterator[Broken]:
    found = attention.broken(session, now, since)
    known = attention.by_id(session, {one.case_id for one in found})
    callers = present.callers(session, {one.call_id for one in found})
    for one in found:
        row = callers.get(one.call_id)
        customer = f"{row.honorific or ''} {row.name}".strip() if row and row.name else None
        by = one.name or names.get(one.person_id or 0)
        yield Broken(one, known.get(one.case_id or 0), None if hidden else customer, by)


def _with_cases(
    session: Session, gestures: Sequence[Goodwill]
) -> list[tuple[Goodwill, Case | None]]:
    known = attention.by_id(session, {one.case_id for one in gestures})
    return [(one, known.get(one.case_id)) for one in gestures]
