"""What a supervisor does with those who wait."""

from dataclasses import dataclass

import structlog

from queueing.errors import NotWaiting, UnknownAgent, UnknownCall
from queueing.model import OWNER, CallState, Offer
from queueing.results import CallEntry
from records import Session, calls, deeds, people
from records.models import Call, DeedKind, Person
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Floor:
    """Every answer is None when it is done, or was so before, else one word why not."""

    house: Switchboard

    def move_up(self, call_id: str, by: int) -> str | None:
        """The caller is the next of everybody in their lines; that place is kept on record."""
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call = _waiting(session, call_id)
            if call is None:
                return "gone"
            try:
                offer = self.house.board.move_up(call_id, now)
            except UnknownCall:
                return "gone"
            if self.house.board.call_state(call_id) is CallState.TALKING:
                return "gone"
            entry = self._entry(call_id)
            if entry is not None and entry.bonus != call.bonus:
                call.bonus = entry.bonus
                calls.note(session, call, "moved-up", now, data={"by": by})
                _trail(session, "moved-up", now, by, call_id)
        self._bring(offer)
        return None

    def _entry(self, call_id: str) -> CallEntry | None:
        board = self.house.board.snapshot()
        return next((entry for entry in board.calls if entry.call == call_id), None)

    def give(self, call_id: str, person_id: int, by: int) -> str | None:
        """The caller is offered to this agent at once, or waits for them for a while."""
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call, person = _waiting(session, call_id), people.by_id(session, person_id)
            if call is None or person is None:
                return "gone"
            if person.status != "ready":
                return "away"
            before = self._is_given(session, call, person)
            try:
                offer = self.house.board.give(call_id, str(person_id), now)
            except UnknownCall:
                return "gone"
            except UnknownAgent:
                return "away"
            except NotWaiting:
                return "busy"
            if not before:
                call.owner_id = person.id
                calls.note(session, call, "given", now, data={"agent": person.id, "by": by})
                _trail(session, "given", now, by, call_id, agent=person.id)
        self._bring(offer)
        return None

    def _is_given(self, session: Session, call: Call, person: Person) -> bool:
        """Whether it was given to this agent before, and waits for them still."""
        last, entry, agent = (
            calls.latest(session, call, "given"),
            self._entry(call.id),
            str(person.id),
        )
        if last is None or last.data["agent"] != person.id or entry is None:
            return False
        return entry.agent == agent or f"{OWNER}.{agent}" in entry.lines

    def _bring(self, offer: Offer | None) -> None:
        if offer is not None:
            self.house.jobs.bring_agent(offer)


def _waiting(session: Session, call_id: str) -> Call | None:
    """A caller who is on the line, or owed a callback; the row is held."""
    call = calls.by_id(session, call_id, lock=True)
    return None if call is None or call.ended_at is not None else call


def _trail(
    session: Session, deed: DeedKind, now: float, by: int, call_id: str, **details: int
) -> None:
    supervisor = people.by_id(session, by)
    deeds.note(session, deed, now, person=supervisor, subject=call_id, details=details)
