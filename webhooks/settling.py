"""Legs brought to where the records say they belong, when somebody comes into a talk, leaves it,
or takes it over. All of it may be done twice, late, and by any process."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Protocol, TypeGuard

import structlog

from records import Session, calls, people, talks, visits
from records.models import Call, Leg, Talk, Visit, VisitMode
from webhooks import company, crew, succession
from webhooks.phones import LegGone, PhoneError, Phones
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

TRIES = (0.3, 0.6)
"""Real seconds before each further try; after that the clock asks again."""
FORGOTTEN = 60.0
"""Seconds on hold after which a caller whose agent is alone again is fetched back by us."""
LOUDNESS: tuple[VisitMode, ...] = ("listen", "whisper", "join")


class Holding(Protocol):
    """Answers as the desk's pages know them: None when it is done."""

    def hold(
        self, call_id: str, person_id: int, why: Literal["hold", "transfer", "consult"] = "hold"
    ) -> str | None: ...

    def unhold(self, call_id: str, person_id: int) -> str | None: ...


@dataclass(frozen=True)
class Settling:
    """`rest(seconds)` waits between tries."""

    house: Switchboard
    phones: Phones
    holding: Holding
    rest: Callable[[float], None]

    def settle(self, visit_id: str) -> None:
        """Everything that a visit still needs of Twilio."""
        with self.house.store.reading() as session:
            visit = visits.by_id(session, visit_id)
        if visit is not None and visit.ended_at is None:
            self._go_on(visit)
        elif visit is not None and visit.leg_sid is not None:
            if visit.outcome == "handed-over":
                self._hand_over(visit)
            else:
                self._send_back(visit)

    def soon(self, visit_id: str) -> None:
        """At once; what Twilio does not do now, the clock asks for again."""
        try:
            self.settle(visit_id)
        except PhoneError as error:
            log.warning("visit_unsettled", visit=visit_id, why=str(error))

    # Open

    def _go_on(self, visit: Visit) -> None:
        if visit.met_at is not None:
            with suppress(PhoneError):  # what they are heard by is no reason to lose them
                self.take_part(visit, visit.mode)
        elif visit.taken_at is not None:
            return  # they are on the way
        elif visit.purpose == "watch":
            self.fetch(visit)
        elif self.house.board.call_state(visit.id) is None:
            self._ask_again(visit)

    def take_part(self, visit: Visit, mode: VisitMode) -> None:
        """The others hear of the visitor what the mode says. Raises PhoneError."""
        with self.house.store.reading() as session:
            host = talks.by_id(session, visit.talk_id)
        coach = host.leg_sid if host is not None and mode == "whisper" else None
        if visit.leg_sid is not None:
            muted = mode == "listen"
            self.phones.take_part(visit.call_id, visit.leg_sid, muted=muted, coach=coach)

    def _ask_again(self, visit: Visit) -> None:
        """Who asked died before the board heard of it."""
        with self.house.store.reading() as session:
            call, host = calls.by_id(session, visit.call_id), talks.by_id(session, visit.talk_id)
        if call is None or host is None:
            return
        if visit.purpose in ("transfer", "consult") and host.held_at is None:
            why = self.holding.hold(call.id, host.person_id, visit.purpose)
            if why is not None:
                return  # else the caller would hear what the two say of them
        company.wait(self.house, visit, call)

    def fetch(self, visit: Visit, *, over: bool = False) -> None:
        """The watching supervisor's standing leg comes into the talk, or `over` takes it over.
        Raises PhoneError."""
        if visit.leg_sid is not None:
            query = {"visit": visit.id} | ({"over": "1"} if over else {})
            self._redirect(visit.leg_sid, self.house.links.to("/agent/visit", **query))

    def change(self, visit: Visit, mode: VisitMode) -> None:
        """What the others hear of a visitor from now on, and on record: never less there than
        they may hear. Raises PhoneError."""
        now = self._set_mode(visit, max(visit.mode, mode, key=LOUDNESS.index))
        if now is None or visit.mode == mode:
            return
        if now.met_at is not None:
            try:
                self.take_part(now, mode)
            except PhoneError as error:
                self._undo(visit, error)
                raise
        self._set_mode(visit, mode)

    def _undo(self, visit: Visit, error: PhoneError) -> None:
        """As it was before; it may be changed all the same, and only the answer was lost."""
        if not isinstance(error, LegGone):
            with suppress(PhoneError):
                self.take_part(visit, visit.mode)
        self._set_mode(visit, visit.mode)

    def _set_mode(self, visit: Visit, mode: VisitMode) -> Visit | None:
        with self.house.store.transaction() as session:
            found = visits.held(session, visit.id)
            if found is None or found[0].ended_at is not None:
                return None
            found[0].mode = mode
            return found[0]

    # Over

    def _send_back(self, visit: Visit) -> None:
        with self.house.store.reading() as session:
            leg = _free_leg(session, visit.leg_sid)
        if leg is None:
            company.back(self.house, visit.id)
        elif leg.mode == "ring":
            self._end(leg)
        else:
            self._redirect(leg.sid, self.house.links.to("/agent/visited", visit=visit.id))

    def _hand_over(self, visit: Visit) -> None:
        """First the new agent is heard, then the caller comes off hold, then the old agent goes:
        nobody is alone. While the new one is on the way, nothing changes."""
        with self.house.store.reading() as session:
            old = talks.by_id(session, visit.talk_id)
            call = calls.by_id(session, visit.call_id)
            new = talks.latest_talk(session, call) if call else None
            leg = self._old_leg(session, old) if old else None
        if call is not None and _has(new, visit):
            if visit.met_at is None:
                return
            self._be_heard(visit, call, new)
        if old is not None and leg is not None:
            self._redirect(leg.sid, self.house.links.to("/agent/after", talk=old.id))
        succession.settled(self.house, visit.id)

    def _be_heard(self, visit: Visit, call: Call, talk: Talk) -> None:
        """Raises PhoneError while the two cannot hear each other."""
        with suppress(LegGone):  # they are on the way into the conference, as its agent
            if visit.mode != "join" and visit.leg_sid is not None:
                self.phones.take_part(call.id, visit.leg_sid, muted=talk.muted, coach=None)
        if talk.held_at is not None and talk.held_at > (visit.ended_at or 0.0):
            return  # the new agent's own wish
        with suppress(LegGone):
            self.phones.unhold(call.id, call.sid)
        succession.off_hold(self.house, talk.id)

    def _old_leg(self, session: Session, old: Talk) -> Leg | None:
        """The leg of a talk that was handed over, while it may be in the conference."""
        leg = people.leg_by_sid(session, old.leg_sid) if old.leg_sid else None
        if leg is None or leg.ended_at is not None:
            return None
        newest = talks.on_leg(session, leg.sid)
        gone_on = newest is None or newest.id != old.id or visits.on_leg(session, leg.sid)
        return None if gone_on else leg

    # Twilio

    def _redirect(self, sid: str, url: str) -> None:
        """Raises PhoneError, but for a leg that is gone: its end is put on record."""
        for pause in (*TRIES, None):
            try:
                return self.phones.redirect(sid, url)
            except LegGone:
                return crew.leg_down(self.house, sid, "completed", None)
            except PhoneError:
                if pause is None:
                    raise
                self.rest(pause)
        return None

    def _end(self, leg: Leg) -> None:
        try:
            self.phones.end(leg.sid)
        except LegGone:
            crew.leg_down(self.house, leg.sid, "completed", None)

    # Time

    def look(self) -> None:
        """Who was asked for in vain for too long, and callers whom an agent forgot on hold."""
        now = self.house.clock.now()
        with self.house.store.reading() as session:
            late = [one for one in visits.all_open(session) if self._is_late(one, now)]
            forgotten = [talk for talk in visits.holding(session) if _forgot(session, talk, now)]
        for one in late:
            company.end(self.house, one.id, "nobody")
        for talk in forgotten:
            self.holding.unhold(talk.call_id, talk.person_id)

    def _is_late(self, visit: Visit, now: float) -> bool:
        alone = visit.wanted_id is not None and visit.purpose != "watch"
        patience = self.house.policy.owner_patience if alone else self.house.rules.visit_patience
        return visit.taken_at is None and visit.asked_at < now - patience


def _has(talk: Talk | None, visit: Visit) -> TypeGuard[Talk]:
    """Whether the visitor still has the caller."""
    return talk is not None and talk.ended_at is None and talk.leg_sid == visit.leg_sid


def _free_leg(session: Session, sid: str | None) -> Leg | None:
    """The leg, if it is up and has not gone on to something else."""
    leg = people.leg_by_sid(session, sid) if sid else None
    if leg is None or leg.ended_at is not None:
        return None
    talk = talks.on_leg(session, leg.sid)
    busy = visits.on_leg(session, leg.sid) or (talk is not None and talk.ended_at is None)
    return None if busy else leg


def _forgot(session: Session, talk: Talk, now: float) -> bool:
    """Only a caller who was put on hold for a visit that is over since long."""
    visit = visits.last_asked_in(session, talk)
    if visit is None or visit.ended_at is None or talk.held_at is None:
        return False
    return talk.held_at <= visit.ended_at < now - FORGOTTEN
