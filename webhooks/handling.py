"""What an agent does with the caller they talk with: hold, mute, the end.

Twilio owns the sound. Of two orders in which a process may die, that one is chosen after which the
page never shows silence where there is none: what shuts out is done first and put on record
afterwards, what lets in is put on record first.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import structlog

from records import Session, calls, talks
from records.models import Call, Talk
from webhooks import agreed, callbacks, crew
from webhooks.answers import Refusal, Turns, in_turn
from webhooks.phones import LegGone, PhoneError, Phones
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

Why = Literal["hold", "transfer", "consult"]
"""Why a caller hears music, which they are told."""


@dataclass(frozen=True)
class Handling:
    """Holds and mutes, for one process at a time: `turns`. Every answer is None when it is done,
    or was so before, else one word why not."""

    house: Switchboard
    phones: Phones
    turns: Turns

    def hold(self, call_id: str, person_id: int, why: Why = "hold") -> str | None:
        """The caller hears why, and music; nobody hears them."""
        return self._in_turn(call_id, lambda: self._hold(call_id, person_id, why))

    def unhold(self, call_id: str, person_id: int) -> str | None:
        """The caller hears the others again, and they the caller."""
        return self._in_turn(call_id, lambda: self._unhold(call_id, person_id))

    def mute(self, call_id: str, person_id: int) -> str | None:
        """Nobody hears the agent."""
        return self._in_turn(call_id, lambda: self._mute(call_id, person_id))

    def unmute(self, call_id: str, person_id: int) -> str | None:
        return self._in_turn(call_id, lambda: self._unmute(call_id, person_id))

    def end(self, call_id: str, person_id: int) -> str | None:
        """The talk is over; the caller hears goodbye, the agent stands by."""
        return self._in_turn(call_id, lambda: self._end(call_id, person_id))

    def promise_callback(self, call_id: str, person_id: int, at: float) -> str | None:
        """The customer is called back at `at` (epoch seconds), by this agent if they are there."""
        return agreed.call_back(self.house, call_id, person_id, at)

    def decent(self, moment: float) -> float:
        """The first moment from this one on at which customers may be called back; the same
        where there is none in sight."""
        later = callbacks.decent(self.house, moment)
        return moment if later is None else later

    def _in_turn(self, call_id: str, do: Callable[[], None]) -> str | None:
        return in_turn(self.turns, "handling", call_id, do)

    # Hold

    def _hold(self, call_id: str, person_id: int, why: Why) -> None:
        with self.house.store.reading() as session:
            call, talk = _mine(session, call_id, person_id)
            told = calls.stored_reply(session, call.sid, _held(talk)) if talk.held_at else None
        if talk.held_at is not None and why in ("hold", told):
            return
        url = self.house.links.to("/voice/held", talk=talk.id, why=why)
        try:
            self.phones.hold(call.id, call.sid, url)
        except PhoneError as error:
            if talk.held_at is None and not isinstance(error, LegGone):
                with suppress(PhoneError):  # it may be done all the same
                    self.phones.unhold(call.id, call.sid)
            raise
        if not put_on_hold(self.house, call_id, talk.id, why):
            with suppress(PhoneError):  # whose caller they are now does not know of it
                self.phones.unhold(call.id, call.sid)
            raise Refusal("gone")

    def _unhold(self, call_id: str, person_id: int) -> None:
        with self.house.store.transaction() as session:
            call, talk = _mine(session, call_id, person_id, lock=True)
            since, before = talk.held_at, talk.held
            if not calls.off_hold(session, call, talk, self.house.clock.now()):
                return
        try:
            self.phones.unhold(call.id, call.sid)
        except PhoneError:
            self._on_hold_still(call_id, talk.id, since, before)
            raise

    def _on_hold_still(self, call_id: str, talk_id: int, since: float | None, held: float) -> None:
        with self.house.store.transaction() as session:
            call, talk = calls.by_id(session, call_id, lock=True), talks.by_id(session, talk_id)
            if call is not None and talk is not None and talk.ended_at is None:
                talk.held_at, talk.held = since, held
                data = {"agent": talk.person_id}
                calls.note(session, call, "held", self.house.clock.now(), data=data)

    # Mute

    def _mute(self, call_id: str, person_id: int) -> None:
        with self.house.store.reading() as session:
            call, talk = _mine(session, call_id, person_id)
        if talk.muted or talk.leg_sid is None:
            return
        try:
            self.phones.mute(call.id, talk.leg_sid, muted=True)
        except PhoneError as error:
            if not isinstance(error, LegGone):
                with suppress(PhoneError):
                    self.phones.mute(call.id, talk.leg_sid, muted=False)
            raise
        self._set_muted(call_id, talk.id, muted=True)

    def _unmute(self, call_id: str, person_id: int) -> None:
        with self.house.store.reading() as session:
            call, talk = _mine(session, call_id, person_id)
        if not talk.muted or talk.leg_sid is None:
            return
        self._set_muted(call_id, talk.id, muted=False)
        try:
            self.phones.mute(call.id, talk.leg_sid, muted=False)
        except PhoneError:
            self._set_muted(call_id, talk.id, muted=True)
            raise

    def _set_muted(self, call_id: str, talk_id: int, *, muted: bool) -> None:
        with self.house.store.transaction() as session:
            call, talk = calls.by_id(session, call_id, lock=True), talks.by_id(session, talk_id)
            if call is None or talk is None or talk.muted == muted:
                return
            talk.muted = muted
            kind, data = "muted" if muted else "unmuted", {"agent": talk.person_id}
            calls.note(session, call, kind, self.house.clock.now(), data=data)

    # End

    def _end(self, call_id: str, person_id: int) -> None:
        """Their leg says so itself, when it comes; that it cannot be fetched ends the talk too."""
        with self.house.store.reading() as session:
            if _was_mine(session, call_id, person_id):
                return
            _, talk = _mine(session, call_id, person_id, met=False)
        url = self.house.links.to("/agent/after", talk=talk.id, over=1)
        if talk.leg_sid is not None:
            try:
                self.phones.redirect(talk.leg_sid, url)
            except PhoneError as error:  # the conference ends with the caller, and brings it back
                log.warning("agent_not_fetched", call=call_id, why=str(error))
        crew.finish_talk(self.house, talk.id, None)


def _mine(
    session: Session, call_id: str, person_id: int, *, lock: bool = False, met: bool = True
) -> tuple[Call, Talk]:
    """The call and the talk that this person is in. `met`: the caller is there."""
    call = calls.by_id(session, call_id, lock=lock)
    talk = talks.latest_talk(session, call) if call else None
    if call is None or talk is None or call.ended_at is not None or talk.ended_at is not None:
        raise Refusal("gone")
    if talk.person_id != person_id:
        raise Refusal("not-yours")
    if met and talk.connected_at is None:
        raise Refusal("gone")
    return call, talk


def _was_mine(session: Session, call_id: str, person_id: int) -> bool:
    """Whether the call's last talk was theirs and is over."""
    call = calls.by_id(session, call_id)
    talk = talks.latest_talk(session, call) if call else None
    return talk is not None and talk.person_id == person_id and talk.ended_at is not None


def _held(talk: Talk) -> str:
    """Marks one time on hold."""
    return f"held:{talk.id}:{talk.held_at}"


def put_on_hold(house: Switchboard, call_id: str, talk_id: int, why: str) -> bool:
    """On record, once; False after the talk's end."""
    now = house.clock.now()
    with house.store.transaction() as session:
        call, talk = calls.by_id(session, call_id, lock=True), talks.by_id(session, talk_id)
        if call is None or talk is None or talk.ended_at is not None:
            return False
        if talks.hold(talk, now):
            data = {"agent": talk.person_id, "why": why}
            calls.note(session, call, "held", now, token=_held(talk), data=data, reply=why)
            log.info("caller_held", call=call.sid, why=why)
        return True
