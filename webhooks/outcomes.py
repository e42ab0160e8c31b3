"""What agents say became of a talk, and what that means for the case that it was about."""

from records import Session, calls, cases, needs, people, talks
from records.models import Person, Talk
from webhooks import crew, solving
from webhooks.switchboard import Switchboard

SOLVED = "solved"
NO_PROBLEM = frozenset({"no-answer-needed", "wrong-number"})
"""Keys of the hotline's file after which a case is none."""
NOT_YET = "follow-up"
_PARTED = frozenset({"agent", "caller"})


def finish(house: Switchboard, person_id: int, talk_id: int, outcome: str | None) -> str | None:
    """The notes of that talk are written, and this became of it. None, or one word why not."""
    with house.store.transaction() as session:
        talk, person = talks.by_id(session, talk_id), people.by_id(session, person_id)
        if talk is None or person is None:
            return "gone"
        if talk.person_id != person.id:
            return "not-yours"
        if talk.ended_at is None:
            return "busy"
        if outcome is not None and outcome != talk.outcome:
            settle(house, session, talk, person, outcome)
        newest = talks.newest_of(session, person) is talk and talk.wrapped_at is None
    if newest:
        crew.free(house, person)
    return None


def is_unknown(house: Switchboard, talk: Talk) -> bool:
    """Whether nobody has said yet what became of a talk about a case."""
    if talk.outcome is not None or talk.connected_at is None or talk.ended_by not in _PARTED:
        return False
    with house.store.reading() as session:
        call = calls.by_id(session, talk.call_id)
        case = needs.case_of(session, call, talk) if call else None
    return case is not None and case.state == "open"


def settle(house: Switchboard, session: Session, talk: Talk, person: Person, outcome: str) -> None:
    """This became of the talk; said anew, the last word counts. A call that was none says
    nothing about a case that was there before it."""
    call = calls.by_id(session, talk.call_id, lock=True)
    before, talk.outcome = talk.outcome, outcome
    case = needs.case_of(session, call, talk, lock=True) if call else None
    if call is None or call.forgotten_at is not None or case is None:
        return
    now = house.clock.now()
    if outcome == SOLVED:
        solving.solve(house, session, case, person, now)
    elif outcome in NO_PROBLEM:
        if cases.is_new(session, case):
            solving.dismiss(session, case, person, now)
    elif before == SOLVED or before in NO_PROBLEM:
        solving.reopen(session, case, now, person)
