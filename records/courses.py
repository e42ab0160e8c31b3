"""How cases went from end to end, to be compared with what their customers lived through."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Answer, Call, Case, CaseEvent, CaseState, Contact, Incident


@dataclass(frozen=True)
class Course:
    """One case. Times are epoch seconds: of its contacts, and by step of when it was climbed."""

    id: int
    state: CaseState
    skill: str | None
    climbed: int
    contacts: Sequence[float]
    steps: Mapping[int, float]
    internal: bool = False


@dataclass(frozen=True)
class Courses:
    """Every case; the case of each call by its sid; every answer, as case, words and since
    when; and every incident."""

    cases: Mapping[int, Course]
    of_call: Mapping[str, int]
    answers: Sequence[tuple[int, str, float]]
    incidents: Sequence[Incident]


def courses(session: Session) -> Courses:
    """All that is on record."""
    touched: dict[int, list[float]] = defaultdict(list)
    for case_id, at in session.execute(
        select(Contact.case_id, Contact.at).order_by(Contact.at, Contact.id)
    ):
        touched[case_id].append(at)
    found = session.scalars(select(Case).order_by(Case.id))
    steps = _steps(session)
    cases = {
        case.id: Course(
            case.id,
            case.state,
            case.skill,
            case.climbed,
            touched[case.id],
            steps.get(case.id, {}),
            case.internal,
        )
        for case in found
    }
    calls = session.execute(select(Call.sid, Call.case_id).where(Call.case_id.is_not(None)))
    answers = session.execute(select(Answer.case_id, Answer.text, Answer.at).order_by(Answer.id))
    return Courses(
        cases=cases,
        of_call={sid: case_id for sid, case_id in calls if case_id is not None},
        answers=[(case_id, text, at) for case_id, text, at in answers],
        incidents=list(session.scalars(select(Incident).order_by(Incident.id))),
    )


def _steps(session: Session) -> dict[int, dict[int, float]]:
    """When each case reached each step first."""
    steps: dict[int, dict[int, float]] = defaultdict(dict)
    climbs = select(CaseEvent).where(CaseEvent.kind == "climbed").order_by(CaseEvent.id)
    for event in session.scalars(climbs):
        step = event.data.get("step")
        if isinstance(step, int):
            steps[event.case_id].setdefault(step, event.at)
    return steps
