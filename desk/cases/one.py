"""One case as its page shows it: what the customer is told, what waits, and the whole story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.calls.story import names_of
from desk.cases import brief, story
from desk.cases.brief import Official
from desk.cases.story import Entry
from desk.office import Office
from records import (
    Session,
    answers,
    case_lists,
    case_privacy,
    case_rights,
    cases,
    follow_ups,
    handovers,
    incidents,
    people,
    promises_kept,
    questions,
    transfers,
)
from records.models import Case, FollowUp, Handover, Incident, Person, Promise, Question

Names = Mapping[int, str]


@dataclass(frozen=True)
class Waiting:
    """A question that nobody has replied to; `by` asked it."""

    question: Question
    by: str | None


@dataclass(frozen=True)
class Offered:
    """The case is offered to `to`; `asked`: that is the reader."""

    handover: Handover
    by: str | None
    to: str | None
    asked: bool


@dataclass(frozen=True)
class Promised:
    """A promise to the customer, given by `by` if by somebody in particular."""

    promise: Promise
    by: str | None
    late: bool


@dataclass(frozen=True)
class Shown:
    """A case, as the reader may see it and act on it. `version` is another one when there is
    something new. `times` counts contacts within the window, `left` is what the reader may
    still give, `given` what was; `heirs` are those whom the case could be offered to."""

    case: Case
    version: int
    late: bool
    owner: str | None
    own: bool
    decides: bool
    works: bool
    dismisses: bool
    forgotten: bool
    contacts: int
    times: int
    transfers: int
    official: Official | None
    questions: Sequence[Waiting]
    handover: Offered | None
    promises: Sequence[Promised]
    follow_up: FollowUp | None
    incident: Incident | None
    others: Sequence[Case]
    heirs: Sequence[Person]
    story: Sequence[Entry]
    left: int
    solved_by: str | None


def shown(office: Office, session: Session, case: Case, person: Person) -> Shown:
    """The whole of it, for a reader who may see it."""
    names, now = names_of(session), office.clock.now()
    official = answers.official(session, case.id)
    handover = handovers.open_of(session, case.id)
    waiting = [one for one in questions.of_case(session, case.id) if one.reply is None]
    side, works = office.casework, case_rights.works_on(case, person)
    return Shown(
        case=case,
        version=case_lists.version(session, case),
        late=case.state == "open" and case.due_at is not None and case.due_at < now,
        owner=names.get(case.owner_id or 0),
        own=case.owner_id == person.id,
        decides=case_rights.answers_for(case, person),
        works=works,
        dismisses=works and (case_rights.supervises(person) or cases.is_new(session, case)),
        forgotten=case_privacy.is_forgotten(session, case),
        contacts=len(cases.contacts(session, case)),
        times=cases.times(session, case, now - office.case_window),
        transfers=transfers.of_case(session, case.id),
        official=brief.official(official, names) if official else None,
        questions=[Waiting(one, names.get(one.asked_by)) for one in waiting],
        handover=_offered(handover, person, names) if handover else None,
        promises=_promised(session, case, names, now),
        follow_up=follow_ups.newest_of(session, case.id),
        incident=incidents.by_id(session, case.incident_id) if case.incident_id else None,
        others=[one for one in case_lists.others(session, case) if _may(session, one, person)],
        heirs=[one for one in people.all(session) if _could_own(one, case)],
        story=story.told(session, case, person, names),
        left=side.limit(session, case, person) if side else 0,
        solved_by=names.get(case.solved_by or 0),
    )


def _offered(handover: Handover, person: Person, names: Names) -> Offered:
    by, to = names.get(handover.asked_by), names.get(handover.to_id)
    return Offered(handover, by, to, handover.to_id == person.id)


def _promised(session: Session, case: Case, names: Names, now: float) -> list[Promised]:
    return [
        Promised(one, one.name or names.get(one.person_id or 0), promises_kept.is_late(one, now))
        for one in case_lists.promised(session, case)
    ]


def _may(session: Session, case: Case, person: Person) -> bool:
    return case_rights.may_read(session, case, person)


def _could_own(person: Person, case: Case) -> bool:
    """Whether they have a page on which the case could be theirs, and it is not so yet."""
    works = person.left_at is None and person.on_call is None and person.role != "administrator"
    return works and person.id != case.owner_id
