"""The job that rings a customer who is to be called back: once for each try, whatever fails."""

from dataclasses import dataclass

import structlog

from records import Session, calls, talks
from records.models import Call
from webhooks import callbacks
from webhooks.phones import LegGone, PhoneError, Refused
from webhooks.placing import Placer

log = structlog.get_logger()


@dataclass(frozen=True)
class Ring:
    """A customer to be rung: `tries` failed before. `first`: nobody has tried this time;
    `leg`: the one that was placed this time, as far as is known."""

    call: str
    number: str
    tries: int
    first: bool
    leg: str | None


class Ringer(Placer):
    """Rings customers who are to be called back."""

    def call_back(self, call_id: str) -> None:
        """Ring the customer of a pending call, if it is still to be done."""
        now = self.house.clock.now()
        if callbacks.decent(self.house, now) != now:
            callbacks.failed(self.house, call_id)
            return
        tries = self._wanted(call_id)
        if tries is None:
            return
        if not self.my_turn(f"call back {call_id} {tries}"):
            return
        ring = self._begin(call_id)
        if ring is None:
            return
        try:
            self._ring(ring)
        except Refused as error:
            log.warning("customer_not_rung", call=call_id, why=str(error))
            callbacks.not_reached(self.house, call_id, "", ring.tries)
        except PhoneError as error:  # the clock asks again, or puts it off
            log.warning("customer_not_rung", call=call_id, why=str(error))

    def stop_calling(self, call_id: str) -> None:
        """End a leg that still rings for a call that is over."""
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            if call is None or call.ended_at is None:
                return
            leg = _leg(session, call, callbacks.tries_of(session, call))
        try:
            if leg is not None:
                self.phones.end(leg)
        except LegGone:
            log.info("customer_leg_over", call=call_id)

    def _wanted(self, call_id: str) -> int | None:
        """How many tries have failed; None if the customer is not to be rung now."""
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            if call is None or not self._to_be_rung(session, call):
                return None
            return callbacks.tries_of(session, call)

    def _to_be_rung(self, session: Session, call: Call) -> bool:
        """Whether the customer is not on the line yet, and it is their turn."""
        now = self.house.clock.now()
        if not callbacks.is_away(call):
            return False
        if callbacks.decent(self.house, now) != now or call.number is None:
            return False
        if call.due_at is not None and call.due_at > now:
            return False
        talk = talks.latest_talk(session, call)
        agent_waits = talk is not None and talk.ended_at is None
        return agent_waits or not callbacks.agent_first(self.house, call)

    def _begin(self, call_id: str) -> Ring | None:
        """Note that a leg may be placed. None: it is not (or no longer) to be done."""
        with self.house.store.transaction() as session:
            call = calls.by_id(session, call_id, lock=True)
            if call is None or call.number is None or not self._to_be_rung(session, call):
                return None
            tries = callbacks.tries_of(session, call)
            token = f"ring:{tries}"
            first = calls.stored_reply(session, call.sid, token) is None
            if first:
                calls.note(session, call, "ring", self.house.clock.now(), token=token, reply="")
            return Ring(call.id, call.number, tries, first, _leg(session, call, tries))

    def _ring(self, ring: Ring) -> None:
        leg = ring.leg
        if leg is not None:
            if not self.phones.is_up(leg):  # and nobody told us
                callbacks.not_reached(self.house, ring.call, leg, ring.tries)
            return
        if not ring.first:
            leg = self.up(ring.number)
        self._placed(ring, leg or self._place(ring))

    def _place(self, ring: Ring) -> str:
        to = self.house.links.to
        url = to("/voice/called", call=ring.call)
        status = to("/voice/called-status", call=ring.call, tries=ring.tries)
        return self.place(ring.number, url, status, to("/voice/fallback", call=ring.call))

    def _placed(self, ring: Ring, leg: str) -> None:
        """Note which leg it is; one for a customer who has phoned in meanwhile is ended."""
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call = calls.by_id(session, ring.call, lock=True)
            if call is None:
                return
            if _leg(session, call, ring.tries) is None:
                calls.note(session, call, "rung", now, token=f"rung:{ring.tries}", reply=leg)
        if call.ended_at is not None:
            self.stop_calling(ring.call)


def _leg(session: Session, call: Call, tries: int) -> str | None:
    return calls.stored_reply(session, call.sid, f"rung:{tries}")
