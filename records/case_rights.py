"""Who may do what about a case. Administrators run the house; customers are not theirs to read."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from records.models import Call, Case, Contact, Handover, Person, Question, Talk, Visit


def supervises(person: Person) -> bool:
    """Whether they may see and decide about every case."""
    return person.role == "supervisor"


def answers_for(case: Case, person: Person) -> bool:
    """Whether their word on the case counts."""
    return supervises(person) or (person.role == "agent" and case.owner_id == person.id)


def works_on(case: Case, person: Person) -> bool:
    """Whether it is for them to say what became of it: the owner, their team, a supervisor."""
    in_team = person.role == "agent" and case.skill in person.skills
    return answers_for(case, person) or in_team


def may_read(session: Session, case: Case, person: Person) -> bool:
    """Who works on it, was in touch with its customer, asked about it or for it, or is asked to
    take it; managers, to whom it may climb."""
    if person.left_at is not None or person.role == "administrator":
        return False
    return person.manager or works_on(case, person) or _had_to_do_with(session, case, person)


def _had_to_do_with(session: Session, case: Case, person: Person) -> bool:
    about = select(Call.id).where(Call.case_id == case.id)
    asked = (Question.asked_by == person.id) | (Question.to_id == person.id)
    wanted = (Handover.to_id == person.id) & (Handover.state == "open")
    ways = (
        exists().where(Talk.call_id.in_(about), Talk.person_id == person.id),
        exists().where(Visit.call_id.in_(about), Visit.person_id == person.id),
        exists().where(Contact.case_id == case.id, Contact.person_id == person.id),
        exists().where(Question.case_id == case.id, asked),
        exists().where(Handover.case_id == case.id, wanted),
    )
    return any(session.scalar(select(way)) for way in ways)
