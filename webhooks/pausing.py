"""Pausing a call's recording while something is said that nobody may keep, such as a card number."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

import structlog

from records import Session, calls, deeds, people, recordings, talks
from records.models import Call, Recording, Talk
from webhooks.answers import Turns
from webhooks.phones import LegGone, PhoneError, Phones
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

BACK_WITHIN = (0.2, 0.4, 0.8, 1.6)
"""Real seconds between looks whether an agent who pressed keys is back with the caller."""


@dataclass(frozen=True)
class Running:
    """A recording that is under way, the leg that it is made on, and whether it was paused when
    that was looked up."""

    leg: str
    sid: str
    paused: bool


@dataclass(frozen=True)
class Pausing:
    """Stops and resumes recordings, and says so to both on the line.

    `turns`: one process at a time, for else records and Twilio could end up of different minds.
    `rest(seconds)` waits between looks.
    """

    house: Switchboard
    phones: Phones
    turns: Turns
    rest: Callable[[float], None]

    def pause(self, call_id: str, person_id: int) -> bool:
        """Nothing is recorded from now on; False where that could not be done, `person_id` is
        not the one who talks with this caller, or somebody is at it at this moment."""
        with self._turn(call_id) as mine:
            done = mine is not None and self._pause(call_id, person_id)
            if done:
                self._say(call_id, "paused")
        return done

    def resume(self, call_id: str, person_id: int | None = None) -> bool:
        """What is said is recorded again; False as above. `person_id` None: its time was up."""
        with self._turn(call_id) as mine:
            done = mine is not None and self._resume(call_id, person_id)
            if done:
                self._say(call_id, "resumed")
        return done

    def toggle(self, call_id: str, person_id: int) -> None:
        """Pause a recording that runs, resume one that is paused, for an agent who has left the
        caller for a moment to press keys: both hear what came of it."""
        with self._turn(call_id) as mine:
            if mine is None:
                return
            running = self._running(call_id)
            if running is not None and running.paused:
                said = "resumed" if self._resume(call_id, person_id) else None
            else:
                said = "paused" if self._pause(call_id, person_id) else self._why_not(call_id)
            if said:
                self._await_both(call_id)
                self._say(call_id, said)

    def resume_overdue(self) -> None:
        """Nobody has resumed these: forgotten, or the caller is with another agent by now."""
        now = self.house.clock.now()
        with self.house.store.reading() as session:
            paused = recordings.overdue_pauses(session, now)
            overdue = [found.call_id for found in paused if self._is_overdue(session, found, now)]
        for call_id in overdue:
            self.resume(call_id)

    def _is_overdue(self, session: Session, recording: Recording, now: float) -> bool:
        """Between two talks it stays paused: nobody would hear that it goes on."""
        call = calls.by_id(session, recording.call_id)
        if call is None or call.ended_at is not None or recording.paused_at is None:
            return True
        talk = _open_talk(session, call)
        if talk is None or talk.connected_at is None:
            return False
        longest = self.house.rules.pause_at_most
        return recording.paused_at < talk.accepted_at or recording.paused_at < now - longest

    def _turn(self, call_id: str) -> AbstractContextManager[Callable[[], None] | None]:
        return self.turns.take(f"pausing {call_id}")

    def _pause(self, call_id: str, person_id: int) -> bool:
        """Put on record first: a process that dies in between leaves a recording that the clock
        resumes, never one that is paused for good."""
        running = self._put_on_record(call_id, person_id)
        if running is None:
            return False
        try:
            self.phones.pause_recording(running.leg, running.sid)
        except PhoneError as error:
            log.warning("recording_not_paused", why=str(error))
            if not running.paused:
                self._undo(running, error)
                self._went_on(call_id, None)
            return False
        log.info("recording_paused", person=person_id)
        return True

    def _why_not(self, call_id: str) -> str:
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
        recorded = call is None or call.conversation.get("record")
        return "not-paused" if recorded else "off"

    def _undo(self, running: Running, error: PhoneError) -> None:
        """It may be paused all the same, and only the answer was lost."""
        if not isinstance(error, LegGone):
            with suppress(PhoneError):
                self.phones.resume_recording(running.leg, running.sid)

    def _resume(self, call_id: str, person_id: int | None) -> bool:
        running = self._running(call_id)
        if running is None or (person_id is not None and not self._talks(call_id, person_id)):
            return False
        try:
            self.phones.resume_recording(running.leg, running.sid)
        except LegGone:
            self._went_on(call_id, person_id)
            return False
        except PhoneError as error:
            log.warning("recording_not_resumed", why=str(error))
            return False
        self._went_on(call_id, person_id)
        log.info("recording_resumed", person=person_id)
        return True

    def _put_on_record(self, call_id: str, person_id: int) -> Running | None:
        """None: there is nothing that this person may pause."""
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call, person = calls.by_id(session, call_id), people.by_id(session, person_id)
            running = recordings.running(session, call_id)
            if call is None or person is None or running is None:
                return None
            talk = _open_talk(session, call)
            if talk is None or talk.person_id != person.id:
                return None
            new = recordings.paused(session, running.sid, now)
            if new:
                deeds.note(session, "paused", now, person=person, subject=call_id)
            return Running(call.sid, running.sid, paused=not new)

    def _went_on(self, call_id: str, person_id: int | None) -> None:
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            person = people.by_id(session, person_id) if person_id is not None else None
            running = recordings.running(session, call_id)
            if running is not None and recordings.resumed(session, running.sid):
                deeds.note(session, "resumed", now, person=person, subject=call_id)

    def _talks(self, call_id: str, person_id: int) -> bool:
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            talk = _open_talk(session, call) if call else None
        return talk is not None and talk.person_id == person_id

    def _running(self, call_id: str) -> Running | None:
        with self.house.store.reading() as session:
            call, found = calls.by_id(session, call_id), recordings.running(session, call_id)
        if call is None or found is None:
            return None
        return Running(call.sid, found.sid, paused=found.paused_at is not None)

    def _await_both(self, call_id: str) -> None:
        """Give the agent a moment to be back; without them the caller is told alone."""
        for pause in BACK_WITHIN:
            with suppress(PhoneError):
                if self.phones.together(call_id):
                    return
            self.rest(pause)

    def _say(self, call_id: str, what: str) -> None:
        """Both hear it; that they could not is no reason to undo what was done."""
        url = self.house.links.to("/recordings/announced", call=call_id, what=what)
        try:
            self.phones.announce(call_id, url)
        except PhoneError as error:
            log.warning("pause_not_announced", why=str(error))


def _open_talk(session: Session, call: Call) -> Talk | None:
    talk = talks.latest_talk(session, call)
    return talk if talk is not None and talk.ended_at is None else None
