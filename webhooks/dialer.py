"""Telephone jobs: what is asked of Twilio after a reply, by another process.

Each may run twice, late, or not at all; the clock (`mend`) asks for what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Protocol

import structlog

from ivr.call import State
from queueing.model import Cause, Offer
from records import Session, calls, people, talks, visits
from records.models import Call, Person, Talk
from webhooks import crew, fates, handle
from webhooks.crew import Offered
from webhooks.phones import LegGone, PhoneError, Phones, TooBusy
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

TRIES = (0.4, 0.8, 1.6)
"""Real seconds before each further try when Twilio does not answer or has too much to do."""


class Pace(Protocol):
    def wait(self) -> None:
        """Return when the account may place its next call."""
        ...


ONCE_IN = 3.0
"""Real seconds in which a caller is fetched to a talk at most once: fetched twice, they would
be torn out of the conference that they have just entered."""


_NOT_HERE = frozenset({State.AWAY.value, State.CALLED.value})
"""A customer whom we call back comes by themselves, or not at all."""


class Once(Protocol):
    def first(self, what: str, seconds: float) -> bool:
        """Whether no process has said `what` in the last `seconds` real seconds."""
        ...


@dataclass(frozen=True)
class Dialer:
    """Brings people together. `rest(seconds)` waits between tries."""

    house: Switchboard
    phones: Phones
    pace: Pace
    once: Once
    rest: Callable[[float], None]

    def bring_agent(self, offer: Offer) -> None:
        """Ask the offer's agent to the phone, once; give the offer back if it cannot be."""
        if not self.house.board.delivering(offer.token, self.house.clock.now()):
            return
        offered = Offered(offer.call, offer.agent, offer.token)
        with self.house.store.reading() as session:
            person = people.by_id(session, offer.agent)
        try:
            if person is None:
                raise PhoneError("agent unknown")  # noqa: TRY301 - one way back for every failure
            fates.offered(self.house, offer, person)
            self._fetch_agent(person, offered, offer.deadline)
            self.house.board.delivered(offer.token, self.house.clock.now())
        except PhoneError as error:
            log.warning("agent_not_reached", agent=offer.agent, why=str(error))
            crew.give_back(self.house, offered, Cause.FAILED)

    def _fetch_agent(self, person: Person, offered: Offered, deadline: float) -> None:
        path = "/agent/asked" if visits.is_visit(offered.call) else "/agent/whisper"
        url = self.house.links.to(path, **offered.query())
        if not crew.stands_by(person):
            self._ring(person, offered, url, deadline)
            return
        with self.house.store.reading() as session:
            leg = people.leg_of(session, person)
        if leg is None:
            crew.lost_touch(self.house, person)
            raise LegGone("no leg")
        try:
            self._again(lambda: self.phones.redirect(leg.sid, url), lambda: self._open(offered))
        except LegGone:
            crew.leg_down(self.house, leg.sid, "completed", None)
            raise

    def _open(self, offered: Offered) -> bool:
        """Whether the offer still waits for the agent's yes."""
        offer = self.house.board.offer_of(offered.call)
        return offer is not None and offer.token == offered.token

    def _ring(self, person: Person, offered: Offered, url: str, deadline: float) -> None:
        number = person.number
        if number is None:
            raise PhoneError("agent has no number")
        status = self.house.links.to("/agent/status", **offered.query())
        sid = self._place(number, url, status, offered, deadline)
        if sid is None:
            return
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call = _call_of(session, offered.call)
            people.open_leg(session, sid, person, "ring", now, call=call)

    def _place(
        self, number: str, url: str, status: str, offered: Offered, deadline: float
    ) -> str | None:
        """Ring for as long as the offer is open; None if it no longer is.

        Tried again only when Twilio says that it has not: a call whose reply was lost
        would ring twice.
        """
        for pause in (*TRIES, 0.0):
            self.pace.wait()  # perhaps for long
            left = deadline - self.house.clock.now()
            if left <= 0 or not self._open(offered):
                return None
            try:
                return self.phones.place(number, self.house.number, url, status, ceil(left))
            except TooBusy:
                if not pause:
                    raise
                self.rest(pause)
        return None

    def bring_caller(self, call_id: str) -> None:
        """Fetch the caller to the agent who took the call."""
        call, talk = self._at(call_id)
        if call is None or talk is None or talk.ended_at or talk.connected_at:
            return
        if call.state in _NOT_HERE:
            return
        if self.once.first(f"bring {talk.id}", ONCE_IN):
            url = self.house.links.to("/voice/connect", talk=talk.id)
            self._fetch_caller(call, url, lambda: not self._met(call.id, talk.id))

    def _at(self, call_id: str) -> tuple[Call | None, Talk | None]:
        """The call and its newest talk."""
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            return call, talks.latest_talk(session, call) if call else None

    def _met(self, call_id: str, talk_id: int) -> bool:
        """Whether the caller needs no fetching to this talk: a try that failed may have worked."""
        _, talk = self._at(call_id)
        return talk is None or talk.id != talk_id or bool(talk.ended_at or talk.connected_at)

    def release_caller(self, call_id: str, talk_id: int) -> None:
        """Fetch the caller out of a talk that is over for the agent."""
        call, _ = self._at(call_id)
        if call is not None and self._held(call_id, talk_id):
            url = self.house.links.to("/voice/after", talk=talk_id)
            self._fetch_caller(call, url, lambda: self._held(call_id, talk_id))

    def _held(self, call_id: str, talk_id: int) -> bool:
        """Whether the caller is still in this talk, and not in another by now."""
        call, talk = self._at(call_id)
        talking = call is not None and call.ended_at is None and call.state == State.TALKING
        return talking and talk is not None and talk.id == talk_id

    def _fetch_caller(self, call: Call, url: str, needed: Callable[[], bool]) -> None:
        try:
            self._again(lambda: self.phones.redirect(call.sid, url), needed)
        except LegGone:
            handle.gone(self.house, call.sid)

    def stop_ringing(self, call_id: str, agent: str) -> None:
        """End the leg of an agent who was rung for a call that is no longer theirs: it still
        rings, or the caller was lost on the way to them."""
        with self.house.store.reading() as session:
            call = _call_of(session, call_id)
            legs = [
                leg
                for leg in people.live_legs(session)
                if call is not None
                and (leg.call_id, str(leg.person_id)) == (call.id, agent)
                and _in_vain(talks.on_leg(session, leg.sid))
                and visits.on_leg(session, leg.sid) is None
            ]
        for leg in legs:
            try:
                self.phones.end(leg.sid)
            except LegGone:
                crew.leg_down(self.house, leg.sid, "canceled", None)

    def _again(self, ask: Callable[[], None], needed: Callable[[], bool]) -> None:
        """Try once more after each pause while it is `needed`: a request whose answer was lost
        may have been done. A leg that is gone is not asked twice."""
        for pause in TRIES:
            try:
                return ask()
            except LegGone:
                raise
            except PhoneError as error:
                log.warning("twilio_tried_again", why=str(error))
                self.rest(pause)
            if not needed():
                return None
        return ask()


def _call_of(session: Session, id_: str) -> Call | None:
    """The call that an offer is about: the one that is visited, for a visit."""
    visit = visits.by_id(session, id_) if visits.is_visit(id_) else None
    return calls.by_id(session, visit.call_id if visit else id_)


def _in_vain(talk: Talk | None) -> bool:
    return talk is None or talk.ended_by == "lost"
