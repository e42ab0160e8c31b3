"""What an agent sees of a case while its customer is with them, the official answer first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desk.office import Office
from records import (
    Session,
    answers,
    case_lists,
    case_rights,
    cases,
    goodwill,
    questions,
    transfers,
)
from records.models import Answer, Call, Case, CaseState, Person

_ASKED = 3  # of one's own questions that the card shows


@dataclass(frozen=True)
class Official:
    """What the customer is told, by whom, and since when (epoch seconds)."""

    text: str
    by: str | None
    at: float


@dataclass(frozen=True)
class Asked:
    """A question of the reader's, or an answer of theirs that was stopped (`attempt`)."""

    text: str
    attempt: bool
    reply: str | None
    by: str | None


@dataclass(frozen=True)
class Other:
    """Another case that the customer has."""

    id: int
    code: str
    skill: str | None


@dataclass(frozen=True)
class Brief:
    """A case beside its call. `times` counts contacts within the window, `transfers` those of
    all its calls; `decides`: the reader's word is the answer; `reads`: its page is for them;
    `left` is what they may still give. `press` marks the next gesture, once."""

    id: int
    code: str
    state: CaseState
    urgent: bool
    internal: bool
    skill: str | None
    owner: str | None
    own: bool
    decides: bool
    reads: bool
    new: bool
    times: int
    transfers: int
    incident: bool
    answer: Official | None
    asked: tuple[Asked, ...]
    others: tuple[Other, ...]
    left: int
    press: str


def of(
    office: Office, session: Session, call: Call, person: Person, names: Mapping[int, str]
) -> Brief | None:
    """The case of this call, as `person` sees it; None while it is about none."""
    case = cases.of_call(session, call)
    if case is None or person.role == "administrator":
        return None
    found, side = answers.official(session, case.id), office.casework
    return Brief(
        id=case.id,
        code=case.code,
        state=case.state,
        urgent=case.urgent,
        internal=case.internal,
        skill=case.skill,
        owner=names.get(case.owner_id or 0),
        own=case.owner_id == person.id,
        decides=case_rights.answers_for(case, person),
        reads=case_rights.may_read(session, case, person),
        new=cases.is_new(session, case),
        times=cases.times(session, case, office.clock.now() - office.case_window),
        transfers=transfers.of_case(session, case.id),
        incident=case.incident_id is not None,
        answer=official(found, names) if found else None,
        asked=tuple(_asked(session, case, person, names))[-_ASKED:],
        others=tuple(
            Other(one.id, one.code, one.skill) for one in case_lists.others(session, case)
        ),
        left=side.limit(session, case, person) if side else 0,
        press=_press(session, case, person),
    )


def official(answer: Answer, names: Mapping[int, str]) -> Official:
    """The answer with the name of who wrote it."""
    return Official(answer.text, names.get(answer.person_id), answer.at)


def _asked(
    session: Session, case: Case, person: Person, names: Mapping[int, str]
) -> Iterator[Asked]:
    for one in questions.of_case(session, case.id):
        if one.asked_by == person.id:
            yield Asked(one.text, one.attempt, one.reply, names.get(one.replied_by or 0))


def _press(session: Session, case: Case, person: Person) -> str:
    """Another one for every gesture that was made, so that the same card is the same page."""
    given = sum(one.person_id == person.id for one in goodwill.of_case(session, case.id))
    return f"card-{case.id}-{person.id}-{given}"
