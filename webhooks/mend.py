"""What the clock does for the telephone side: time that has come, and differences mended.

Records own what happened, the board owns now, Twilio owns the sound; a process that died
between two of them leaves a difference. Everything here may run twice and anywhere.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import structlog

from ivr.call import State
from queueing import model
from queueing.model import ANY_SKILL, AgentState, CallState
from queueing.results import CallEntry, Climb, Snapshot, Tick
from records import Session, calls, people, talks, visits
from records.models import Call, Leg, Talk
from webhooks import callbacks, crew, due, fates, handle, line, mend_visits
from webhooks.phones import Phones
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


def turn(house: Switchboard) -> None:
    """Do everything on the board whose time has come."""
    while True:
        tick = house.board.tick(house.clock.now())
        _deliver(house, tick)
        if not tick.more:
            return


def _deliver(house: Switchboard, tick: Tick) -> None:
    for offer in tick.offers:
        house.jobs.bring_agent(offer)
    for offer in tick.expired:
        log.info("offer_expired", agent=offer.agent)
        fates.note(house, offer.call, offer.token, "expired", {"agent": int(offer.agent)})
        house.jobs.stop_ringing(offer.call, offer.agent)
    for agent in tick.broke:
        crew.send_on_break(house, agent)
    for agent in tick.lapsed:
        crew.shift_over(house, agent)
    for climb in tick.climbs:
        _note(house, climb)


def _note(house: Switchboard, climb: Climb) -> None:
    """A climbed rung goes on record once; it is kept over a new start of the board."""
    with house.store.transaction() as session:
        call = calls.by_id(session, climb.call, lock=True)
        if call is None or call.climbed > climb.index:
            return
        ladder = house.policy.ladder_of(call.skill or ANY_SKILL)
        unheard = ladder[call.climbed : climb.index]  # another clock may be behind with one
        for index, rung in enumerate((*unheard, climb.rung), climb.index - len(unheard)):
            log.info("rung_climbed", call=call.sid, rung=index, act=rung.act.value)
            data = {"rung": index, "act": rung.act.value, "after": rung.after}
            calls.note(session, call, "climbed", house.clock.now(), data=data)
        call.climbed = climb.index + 1


@dataclass(frozen=True)
class _Records:
    """The records' view of now."""

    live: dict[str, Call]
    waiting: tuple[Call, ...]
    talking: dict[str, Talk]


def agree(house: Switchboard, patience: float) -> None:
    """Make the board agree with the records. Differences younger than `patience` seconds
    are left alone: they are most likely being settled right now."""
    now = house.clock.now()
    board = house.board.snapshot()
    known = _read(house)
    on_board = {entry.call: entry for entry in board.calls}
    _resume_talks(house, known, on_board.keys())
    mend_visits.resume(house, on_board.keys())
    _agree_on_agents(house, board)  # before the callers: whose owner is not there is let go
    for call in known.waiting:
        if call.callback_of in known.live:
            continue  # an agent has promised it, and they still talk
        if call.id not in on_board and callbacks.stands_in_line(house, call):
            log.warning("caller_put_back_in_line", call=call.sid)
            line.wait(house, call)
    callers = [entry for entry in board.calls if not visits.is_visit(entry.call)]
    for entry in callers:
        if now - entry.since >= patience:
            _agree_on(house, entry, known)
    for entry in callers:
        _agree_on_talk(house, entry, known, now)
    guests = (entry for entry in board.calls if visits.is_visit(entry.call))
    mend_visits.agree(house, guests, patience)
    _unfinished(house, known, now - patience)
    _wrapped(house, board, now - patience)
    due.look(house, known.live.values())


def _read(house: Switchboard) -> _Records:
    with house.store.reading() as session:
        live = calls.live(session)
        waiting = calls.in_line(session, house.clock.now())
        # who was never accepted by anybody has no talk to look for
        newest = {call.id: talks.latest_talk(session, call) for call in live if call.person_id}
    talking = {id_: talk for id_, talk in newest.items() if talk is not None}
    waiting.sort(key=line.place)
    return _Records({call.id: call for call in live}, tuple(waiting), talking)


def _resume_talks(house: Switchboard, known: _Records, on_board: Collection[str]) -> None:
    """Talks that go on, back on a board that was emptied: before anybody is offered a call."""
    unknown = {id_: talk for id_, talk in known.talking.items() if id_ not in on_board}
    for id_, talk in unknown.items():
        if talk.ended_at is None:
            _resume(house, known.live[id_], talk)


def _resume(house: Switchboard, call: Call, talk: Talk) -> None:
    with house.store.reading() as session:
        person = people.by_id(session, talk.person_id)
    if person is None:
        return
    log.warning("talk_put_back", call=call.sid, agent=person.id)
    now, timing = house.clock.now(), house.timing
    present, open_for = timing.presence, timing.standby
    if not crew.stands_by(person):
        present, open_for = timing.shift, timing.ring
    going_on = model.Talk(
        call=call.id,
        need=line.need_of(call),
        arrived=line.arrived(call),
        agent=crew.as_agent(person),
        token=f"talk-{talk.id}",
        since=talk.accepted_at,
        climbed=call.climbed,
        bonus=call.bonus,
        talked=line.talked(house, call),
    )
    for offer in house.board.resume(going_on, now, now + present, open_for):
        house.jobs.bring_agent(offer)
    if person.status != "ready":
        house.board.retire(str(person.id), now)  # when the talk ends


def _agree_on(house: Switchboard, entry: CallEntry, known: _Records) -> None:
    call = known.live.get(entry.call)
    if call is None:
        log.warning("ghost_removed", call=entry.call)
        line.remove(house, entry.call)
        return
    if entry.climbed > call.climbed:
        _catch_up(house, entry)
    if call.state == State.AWAY and call.due_at is not None and call.due_at > house.clock.now():
        line.leave(house, call)
        return
    if entry.state is not CallState.TALKING:
        return
    talk = known.talking.get(entry.call)
    if talk is None or talk.ended_by in ("lost", "transfer", "system"):
        log.warning("talk_never_began", call=call.sid)
        line.back(house, call, agent_lost=False, token=entry.token)
    elif talk.ended_at is not None:
        line.leave(house, call)
    elif entry.agent != str(talk.person_id):
        mend_visits.another_agent(house, talk)


def _agree_on_talk(house: Switchboard, entry: CallEntry, known: _Records, now: float) -> None:
    """A board that fell back, as a failover may leave it, has a caller in line whom somebody
    talks with: it is the board that told us so once."""
    talk = known.talking.get(entry.call)
    if entry.state is CallState.TALKING or talk is None or talk.ended_at is not None:
        return
    if talk.accepted_at < now and house.board.call_state(entry.call) is not CallState.TALKING:
        log.warning("board_fell_back", call=entry.call)
        line.remove(house, entry.call)
        _resume(house, known.live[entry.call], talk)


def _catch_up(house: Switchboard, entry: CallEntry) -> None:
    """Rungs that were climbed by a clock that died before it wrote them down."""
    with house.store.transaction() as session:
        call = calls.by_id(session, entry.call, lock=True)
        if call is None:
            return
        for rung in range(call.climbed, entry.climbed):
            calls.note(session, call, "climbed", house.clock.now(), data={"rung": rung})
        call.climbed = max(call.climbed, entry.climbed)


def _agree_on_agents(house: Switchboard, board: Snapshot) -> None:
    """Who is ready, and holds a line or is rung, belongs on the board; after a rebuild they
    are not there."""
    on_board = {entry.agent for entry in board.agents}
    with house.store.reading() as session:
        everybody = people.all(session)
        legs = {leg.person_id: leg for leg in people.live_legs(session)}  # the newest of each
    for person in everybody:
        if person.status != "ready":
            continue
        leg = legs.get(person.id)
        there = not crew.stands_by(person) or (leg is not None and leg.mode == "standby")
        if there and str(person.id) not in on_board:
            until = _wrapping_until(house, leg) if leg else None
            crew.make_ready(house, person, wrapping_until=until)
    away = {str(p.id): p for p in everybody if p.status != "ready" and not crew.is_on_call(p)}
    for entry in board.agents:  # who chose so, and the board has not heard of it
        if entry.agent in away and not entry.leaving:
            log.warning("agent_taken_off_the_board", agent=entry.agent)
            crew.send_home(house, away[entry.agent])


def _wrapping_until(house: Switchboard, leg: Leg) -> float | None:
    """The end of a wrap-up that whose leg this is has, for a board that has forgotten it."""
    with house.store.reading() as session:
        talk = talks.on_leg(session, leg.sid)
    if talk is None or talk.ended_at is None or talk.wrapped_at is not None:
        return None
    until = talk.ended_at + house.policy.wrap_up
    return until if until > house.clock.now() else None


DAY = 86400.0


def _wrapped(house: Switchboard, board: Snapshot, before: float) -> None:
    """Wrap-ups that the board has ended go on record: nobody said that they were over."""
    state = {entry.agent: entry.state for entry in board.agents}
    now, longest = house.clock.now(), house.policy.wrap_up + house.policy.wrap_up_extension

    def is_over(talk: Talk) -> bool:
        doing = state.get(str(talk.person_id), AgentState.WRAP_UP)  # a board may have forgotten
        return doing is not AgentState.WRAP_UP or (talk.ended_at or now) + longest < now

    def over(session: Session) -> list[Talk]:
        return [talk for talk in talks.unwrapped(session, now - DAY, before) if is_over(talk)]

    with house.store.reading() as session:
        if not over(session):
            return
    with house.store.transaction() as session:
        for talk in over(session):
            talk.wrapped_at = min(now, (talk.ended_at or now) + longest)


LONGEST_RING = 75.0
"""Seconds in which an agent waits for a customer of whom nothing is heard."""


def _unfinished(house: Switchboard, known: _Records, before: float) -> None:
    """Steps between the agent's yes and the caller's goodbye whose job was lost."""
    for id_, talk in known.talking.items():
        call = known.live[id_]
        if talk.ended_at is None and talk.connected_at is None and talk.accepted_at < before:
            _bring(house, call, talk, before)
        elif talk.ended_at is not None and talk.ended_at < before and call.state == State.TALKING:
            house.jobs.release_caller(id_, talk.id)


def _bring(house: Switchboard, call: Call, talk: Talk, before: float) -> None:
    if call.state != State.AWAY:
        house.jobs.bring_caller(call.id)
    elif talk.accepted_at < before - LONGEST_RING:
        callbacks.failed(house, call.id)
    else:
        house.jobs.call_back(call.id)


@dataclass
class Watch:
    """Compares our legs with Twilio's. A leg is given up only when it was missing twice:
    Twilio's list lags behind."""

    house: Switchboard
    phones: Phones
    missing: set[str] = field(default_factory=set)

    def compare(self) -> None:
        """End every call and leg of ours that is no longer up. Raises PhoneError."""
        with self.house.store.reading() as session:
            live = [call for call in calls.live(session) if calls.has_leg(call)]
            ours: dict[str, Call | Leg] = {call.sid: call for call in live}
            ours |= {leg.sid: leg for leg in people.live_legs(session)}
        up = self.phones.live_legs()
        gone = ours.keys() - up
        for sid in gone & self.missing:
            log.warning("leg_gone_unheard", leg=sid)
            self._end(ours[sid])
        self.missing = gone - self.missing

    def _end(self, lost: Call | Leg) -> None:
        if isinstance(lost, Leg):
            crew.leg_down(self.house, lost.sid, "completed", None)
        elif not callbacks.not_reached(self.house, lost.id, lost.sid):
            handle.gone(self.house, lost.sid, cut=True)
