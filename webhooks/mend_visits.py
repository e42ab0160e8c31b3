"""What `mend` does for visits: records, board and legs, wherever a process died between them."""

from collections.abc import Collection, Iterable

import structlog

from queueing.model import CallState
from queueing.results import CallEntry
from records import Session, calls, people, talks, visits
from records.models import Talk, Visit
from webhooks import company, line, succession
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


def resume(house: Switchboard, on_board: Collection[str]) -> None:
    """Visits that go on, back on a board that was emptied: before anybody is offered a call."""
    with house.store.reading() as session:
        lost = [one for one in visits.all_open(session) if one.id not in on_board]
    for visit in lost:
        if visit.person_id is not None:
            company.put_on_board(house, visit)


def agree(house: Switchboard, entries: Iterable[CallEntry], patience: float) -> None:
    """As `mend.agree`, for the visits among what the board calls calls."""
    before = house.clock.now() - patience
    for entry in entries:
        if entry.since <= before:
            _agree_on(house, entry)
    with house.store.reading() as session:
        going_on = visits.all_open(session)
        ended = [one.id for one in visits.unsettled(session) if (one.ended_at or 0) <= before]
        over = [one.id for one in going_on if _is_over(session, one)]
        legless = [one.id for one in going_on if _is_legless(session, one)]
    for visit_id in over:
        company.end(house, visit_id)
    for visit_id in legless:
        company.back(house, visit_id, "lost")
    for visit_id in ended:
        house.jobs.settle_visit(visit_id)
    for visit in going_on:
        if visit.taken_at is None and visit.asked_at <= before:
            house.jobs.settle_visit(visit.id)


def _is_over(session: Session, visit: Visit) -> bool:
    host = talks.by_id(session, visit.talk_id)
    return host is None or host.ended_at is not None


def _is_legless(session: Session, visit: Visit) -> bool:
    leg = people.leg_by_sid(session, visit.leg_sid) if visit.leg_sid else None
    return leg is not None and leg.ended_at is not None


def _agree_on(house: Switchboard, entry: CallEntry) -> None:
    with house.store.reading() as session:
        visit = visits.by_id(session, entry.call)
    if visit is None:
        log.warning("ghost_removed", call=entry.call)
        line.remove(house, entry.call)
    elif visit.ended_at is not None:
        _is_done(house, visit)
    elif visit.person_id is None and entry.state is CallState.TALKING:
        log.warning("visit_never_began", visit=visit.id)
        _offer_again(house, visit, entry)
    elif visit.person_id is not None and entry.state is not CallState.TALKING:
        log.warning("board_fell_back", call=visit.id)
        line.remove(house, visit.id)
        company.put_on_board(house, visit)


def _is_done(house: Switchboard, visit: Visit) -> None:
    """The board has not heard of the visit's end."""
    if visit.outcome == "handed-over":
        succession.tell_board(house, visit)
    if visit.outcome == "handed-over" or visit.leg_sid is None:
        company.release(house, visit)


def _offer_again(house: Switchboard, visit: Visit, entry: CallEntry) -> None:
    """Who said yes is not on record: the process died. They, or another, are asked once more."""
    line.remove(house, entry.call)
    with house.store.reading() as session:
        call = calls.by_id(session, visit.call_id)
    if call is not None:
        company.wait(house, visit, call)


def another_agent(house: Switchboard, talk: Talk) -> None:
    """The board has not heard that the call was handed over."""
    with house.store.reading() as session:
        visit = visits.became(session, talk)
    if visit is not None:
        log.warning("board_behind", call=talk.call_id)
        succession.tell_board(house, visit)
