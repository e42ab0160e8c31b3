"""A call that goes from one agent to the next without leaving the conference, or back into line
for somebody who was named.

Records come first (`hand_over`, while the call is held), then the board (`tell`), then the legs
(the job `settle_visit`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from queueing.errors import BoardError
from records import Session, calls, deeds, people, talks, visits
from records.models import Call, EndedBy, Talk, Visit
from webhooks import few_transfers, line
from webhooks.company import Wish, bring, close_on_record
from webhooks.memory import conversation
from webhooks.staff import as_agent, terms
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Handed:
    """A call that is another's: the visit that became the talk, and the others to it, of which
    some are over."""

    visit: Visit
    others: Sequence[Visit] = ()


def heir(session: Session, talk: Talk) -> Visit | None:
    """The visit whose visitor takes the caller over if the agent goes: they know each other, or
    are about to. Not who listens or whispers."""
    found = visits.open_of(session, talk.call_id)
    joined = (one for one in found if one.talk_id == talk.id and one.mode == "join")
    return min(
        (one for one in joined if one.taken_at), key=lambda one: one.taken_at or 0, default=None
    )


def wished(session: Session, talk: Talk) -> Wish | None:
    """To whom a caller on hold was about to be passed on."""
    visit = visits.asked_in(session, talk) if talk.connected_at else None
    return Wish.of(visit) if visit is not None and visit.purpose == "transfer" else None


def hand_over(
    house: Switchboard, session: Session, call: Call, visit: Visit, ended_by: EndedBy = "transfer"
) -> Handed | None:
    """On record: the visitor is the caller's agent from now on. `tell` is to follow.

    None: the talk is over by now.
    """
    now = house.clock.now()
    old, person = talks.by_id(session, visit.talk_id), people.by_id(session, visit.person_id or 0)
    if old is None or person is None or old.ended_at is not None:
        return None
    on_hold = talks.unhold(old, now)
    if on_hold is not None:
        data = {"agent": old.person_id, "seconds": round(on_hold, 1)}
        calls.note(session, call, "unheld", now, data=data)
    talks.close(old, ended_by, now)
    session.flush()
    talk = talks.begin_talk(session, call, person, now, leg_sid=visit.leg_sid)
    talk.connected_at = now
    if on_hold is not None:  # until the new agent is heard
        talks.hold(talk, now)
    _address(house, call, old, visit)
    session.flush()
    visits.end(visit, "handed-over", now)
    _note(house, session, call, visit, old, talk)
    return Handed(visit, _others(house, session, call, talk))


def _address(house: Switchboard, call: Call, old: Talk, visit: Visit) -> None:
    """Where the caller belongs, should they be cut off from the new agent."""
    if call.owner_id == old.person_id:
        call.owner_id = None
    if visit.purpose == "transfer" and visit.skill is not None:
        call.skill, call.level = visit.skill, visit.level
        moved = conversation(house, call).but(skill=visit.skill, supervisor=False)
        call.wants_supervisor, call.conversation = False, moved.to_json()


def _note(
    house: Switchboard, session: Session, call: Call, visit: Visit, old: Talk, talk: Talk
) -> None:
    taken = few_transfers.is_taken(session, call, people.by_id(session, talk.person_id))
    kind = "taken-over" if visit.purpose == "watch" or taken else "handed-over"
    now = house.clock.now()
    ended = {"visit": visit.id, "outcome": visit.outcome}
    calls.note(session, call, "visit-ended", now, token=f"ended:{visit.id}", data=ended)
    way = {"from": old.person_id, "to": talk.person_id, "visit": visit.id, "talk": talk.id}
    calls.note(session, call, kind, now, data=way)
    log.info("handed_over", call=call.sid, agent=talk.person_id)


def _others(house: Switchboard, session: Session, call: Call, talk: Talk) -> list[Visit]:
    """Who watches goes on watching; whom the old agent had asked for is not needed any more."""
    others = visits.open_of(session, call.id)
    for one in others:
        if one.purpose == "watch":
            one.talk_id = talk.id
        else:
            close_on_record(house, session, call, one, None)
    return others


def tell(house: Switchboard, handed: Handed) -> None:
    """The board after what `hand_over` put on record. The visit is to be settled then."""
    tell_board(house, handed.visit)
    for one in handed.others:
        if one.leg_sid is None:
            line.remove(house, one.id)
        else:
            house.jobs.settle_visit(one.id)


def tell_board(house: Switchboard, visit: Visit) -> None:
    """Whose the call is now. A board that does not know it is rebuilt by `mend`."""
    now = house.clock.now()
    with house.store.reading() as session:
        person = people.by_id(session, visit.person_id or 0)
        before = talks.by_id(session, visit.talk_id)
    if person is None:
        return
    if before is not None:  # who was in a talk until now is there, however long it lasted
        house.board.renew(str(before.person_id), now, now + house.timing.presence)
    present, open_for = terms(house, person)
    try:
        handed = house.board.hand_over(
            visit.call_id, as_agent(person), now, now + present, open_for, visit=visit.id
        )
    except BoardError as error:
        log.warning("board_behind", call=visit.call_id, why=type(error).__name__)
        return
    bring(house, *handed.offers)
    if person.status != "ready":
        bring(house, house.board.retire(str(person.id), now))  # when the talk ends


def take_over(house: Switchboard, visit_id: str) -> bool:
    """The supervisor who makes this visit is the caller's agent from now on. False: the talk
    or the visit was over before."""
    now = house.clock.now()
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is None or found[0].ended_at is not None:
            return False
        visit, call = found
        handed = hand_over(house, session, call, visit)
        if handed is not None:
            person = people.by_id(session, visit.person_id or 0)
            deeds.note(session, "took-over", now, person=person, subject=call.id)
    if handed is not None:
        tell(house, handed)
    return handed is not None


def readdress(house: Switchboard, call: Call, talk: Talk, wish: Wish) -> None:
    """The caller goes back into line, for whom the agent named."""
    if wish.supervisor:
        call.wants_supervisor = True
    elif wish.skill is not None:
        call.skill, call.level = wish.skill, house.levels.get(wish.skill, 1)
        call.wants_supervisor = False
    if wish.person_id is not None:
        call.owner_id = wish.person_id
    elif call.owner_id == talk.person_id:
        call.owner_id = None  # else they would get the caller back


def off_hold(house: Switchboard, talk_id: int) -> None:
    """On record: the caller hears the new agent. Nobody said so, so there is no event of it."""
    now = house.clock.now()
    with house.store.transaction() as session:
        talk = talks.by_id(session, talk_id)
        if talk is not None:
            calls.by_id(session, talk.call_id, lock=True)
            session.refresh(talk)
            if talk.ended_at is None:
                talks.unhold(talk, now)


def settled(house: Switchboard, visit_id: str) -> None:
    """Nothing is left to be done for a call that was handed over."""
    with house.store.transaction() as session:
        found = visits.held(session, visit_id)
        if found is not None and found[0].outcome == "handed-over":
            found[0].leg_sid = None
