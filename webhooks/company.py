"""Those who visit a talk: what that means for the records and the board.

What has to be asked of Twilio for it is the job `settle_visit`. Records come first, then the
board, then the legs; `mend_visits` goes on wherever a process died in between.
"""

from dataclasses import dataclass

import structlog

from queueing import model
from queueing.model import ANY_SKILL, PERSONAL, CallState, Need, Offer
from records import Session, calls, people, talks, visits
from records.models import Call, Person, Visit, VisitOutcome
from webhooks import line
from webhooks.staff import as_agent, terms
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Wish:
    """Whom a caller or an agent is to be brought to: a person, any supervisor, or a skill."""

    person_id: int | None = None
    supervisor: bool = False
    skill: str | None = None

    @classmethod
    def of(cls, visit: Visit) -> "Wish":
        return cls(visit.wanted_id, visit.supervisor, visit.skill)

    def __str__(self) -> str:
        if self.person_id is not None:
            return f"person {self.person_id}"
        return "supervisor" if self.supervisor else f"skill {self.skill}"


# Asked for


def need_of(visit: Visit) -> Need:
    """What the board must know of a visit."""
    if visit.wanted_id is not None:
        return Need(visit.language, PERSONAL, owner=str(visit.wanted_id))
    skill = visit.skill or ANY_SKILL
    return Need(visit.language, skill, level=visit.level, supervisor=visit.supervisor)


def wait(house: Switchboard, visit: Visit, call: Call) -> None:
    """The visit waits for whoever is sought. Its caller has waited before: it goes before calls
    that came later than they."""
    bonus = max(visit.asked_at - line.place(call), 0.0)
    now, need = house.clock.now(), need_of(visit)
    bring(house, house.board.join(visit.id, need, visit.asked_at, now, bonus=bonus))


def bring(house: Switchboard, *offers: Offer | None) -> None:
    for offer in offers:
        if offer is not None:
            house.jobs.bring_agent(offer)


def put_on_board(house: Switchboard, visit: Visit) -> bool:
    """The visitor is with this visit, and free for nothing else; False: they talk with somebody."""
    now = house.clock.now()
    with house.store.reading() as session:
        person = people.by_id(session, visit.person_id or 0)
    if person is None:
        return False
    present, open_for = terms(house, person)
    going_on = model.Talk(
        call=visit.id,
        need=need_of(visit),
        arrived=visit.asked_at,
        agent=as_agent(person),
        token=visit.id,
        since=visit.taken_at or visit.asked_at,
    )
    bring(house, *house.board.resume(going_on, now, now + present, open_for))
    if house.board.call_state(visit.id) is not CallState.TALKING:
        return False
    if person.status != "ready":
        bring(house, house.board.retire(str(person.id), now))  # when they are out of it
    return True


def take(house: Switchboard, visit_id: str, person: Person, leg: str) -> Visit | None:
    """Who was asked comes, on this leg. None: nobody is needed any more."""
    now = house.clock.now()
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is None:
            return None
        visit, call = found
        if visit.ended_at is not None or visit.person_id not in (None, person.id):
            return None
        if visit.person_id is None:  # else they have said so before
            visit.person_id, visit.leg_sid, visit.taken_at = person.id, leg, now
            data = {"visit": visit.id, "agent": person.id}
            calls.note(session, call, "visit-taken", now, token=f"taken:{visit.id}", data=data)
        return visit


def meet(house: Switchboard, visit_id: str) -> Visit | None:
    """The visitor is about to enter the conference: the visit as it is now."""
    now = house.clock.now()
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is None:
            return None
        visit, call = found
        host = talks.by_id(session, visit.talk_id)
        awaited = visit.outcome == "handed-over" or (host is not None and host.ended_at is None)
        if visit.met_at is None and awaited and visit.outcome in (None, "handed-over"):
            visit.taken_at, visit.met_at = visit.taken_at or now, now
            calls.note(session, call, "visit-met", now, data={"visit": visit.id})
        return visit


# Over


def end(house: Switchboard, visit_id: str, outcome: VisitOutcome | None = None) -> None:
    """The visit is over, or wanted no more. Who came is sent back. A repeat changes nothing."""
    if close(house, visit_id, outcome):
        house.jobs.settle_visit(visit_id)


def close(house: Switchboard, visit_id: str, outcome: VisitOutcome | None = None) -> bool:
    """As `end`; True: somebody came, and the visit is to be settled."""
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is None or found[0].ended_at is not None:
            return False
        visit, call = found
        close_on_record(house, session, call, visit, outcome)
    if visit.leg_sid is None:
        line.remove(house, visit.id)
    return visit.leg_sid is not None


def close_on_record(
    house: Switchboard, session: Session, call: Call, visit: Visit, outcome: VisitOutcome | None
) -> None:
    now, became = house.clock.now(), outcome or ("returned" if visit.taken_at else "cancelled")
    visits.end(visit, became, now)
    data = {"visit": visit.id, "outcome": became}
    calls.note(session, call, "visit-ended", now, token=f"ended:{visit.id}", data=data)
    log.info("visit_ended", visit=visit.id, outcome=became)


def over(house: Switchboard, call: Call) -> None:
    """The talk is over, and with it all visits to it."""
    if call.person_id is None:  # nobody has ever accepted the call
        return
    with house.store.reading() as session:
        found = visits.open_of(session, call.id)
    for visit in found:
        end(house, visit.id)


def back(house: Switchboard, visit_id: str, outcome: VisitOutcome = "returned") -> None:
    """The visitor's leg is out of the talk, or down: they take the next call at once."""
    end_quietly(house, visit_id, outcome)
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is None or found[0].outcome == "handed-over":
            return
        visit = found[0]
        visit.leg_sid = None
    release(house, visit)


def end_quietly(house: Switchboard, visit_id: str, outcome: VisitOutcome) -> None:
    """As `end`, for a visitor who needs not be fetched."""
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is not None and found[0].ended_at is None:
            close_on_record(house, session, found[1], found[0], outcome)


def release(house: Switchboard, visit: Visit) -> None:
    """Off the board with the visit; a visitor has no notes to write."""
    now = house.clock.now()
    if visit.person_id is not None:
        house.board.renew(str(visit.person_id), now, now + house.timing.presence)
    left = house.board.leave(visit.id, now)
    bring(house, *left.offers)
    if left.state is CallState.TALKING and left.agent is not None:
        bring(house, house.board.finish(left.agent, now))
