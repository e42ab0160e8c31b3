"""Who phones in: what the records know of them, and the place that they may have had."""

from dataclasses import dataclass

import structlog

from ivr import events
from ivr.hours import opening_phrase
from records import Session, calls, notices
from records.models import Call
from webhooks import callbacks, line, recognised
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

MOST_REPEATS = 3
"""Earlier contacts that count."""


@dataclass
class Arrival:
    """A call that comes in. `awaited`: the call that waited for this customer to be called back,
    if they were quicker. `full`: the line takes nobody more."""

    house: Switchboard
    full: bool = False
    awaited: Call | None = None

    def event(self, session: Session, call: Call) -> events.Incoming:
        """The phone rings. In the same transaction the call takes an old place, if it has one."""
        house = self.house
        now = house.local_time()
        known = recognised.caller(house, session, call.number)
        opening = house.hours.next_opening(now)
        languages = house.flow.script.languages
        emergency = notices.emergency(session)
        shut = emergency is not None and emergency.closes
        earlier = None if shut else self._earlier(session, call)
        is_open = house.hours.is_open(now)
        return events.Incoming(
            is_open=is_open,
            name=known.name,
            honorific=known.honorific,
            language=known.language,
            staff=known.staff,
            case=known.case,
            cases=known.others,
            troubles=recognised.troubles(session),
            opening={code: opening_phrase(opening, now, code) for code in languages if opening},
            notice=emergency.messages if emergency else {},
            notice_closes=shut,
            dropped=earlier.conversation if earlier else None,
            full=self.full,
            callbacks=(self.full or not is_open) and callbacks.possible(house, session, call),
            callback_at=callbacks.not_before(house) if self.full or not is_open else {},
            callback_number=_callback_number(house, call.number),
        )

    def settle(self) -> None:
        """After the commit: nobody waits in two places, and no phone rings in vain."""
        if self.awaited is not None:
            line.leave(self.house, self.awaited)
            self.house.jobs.stop_calling(self.awaited.id)

    def _earlier(self, session: Session, call: Call) -> Call | None:
        """The earlier call whose place this one takes. Who only phones again so soon has waited
        in advance."""
        if call.number is None or call.state or call.ended_at is not None:
            return None  # nobody we know, or this is no arrival
        if self.house.hours.is_open(self.house.local_time()):
            self.awaited = callbacks.take_place(self.house, session, call)
        earlier = self.awaited or _cut_off(self.house, session, call, call.number)
        if earlier is None:
            call.bonus = _bonus(self.house, session, call.number)
        else:  # it is the same contact
            call.case_id, call.owner_id = earlier.case_id, earlier.owner_id
        return earlier


def _callback_number(house: Switchboard, number: str | None) -> str | None:
    """The number that they phone from, if we can ring it: else they are asked for another."""
    return number if number and callbacks.may_be_rung(house, number) else None


def is_full(house: Switchboard) -> bool:
    """Whether the line takes nobody more. A board that is away does not turn anybody away."""
    try:
        return house.board.waiting() >= house.rules.most_waiting
    except Exception:
        log.exception("line_not_counted")
        return False


def _cut_off(house: Switchboard, session: Session, call: Call, number: str) -> Call | None:
    now = house.clock.now()
    earlier = calls.dropped(session, number, now - house.rules.regain_within)
    if earlier is None or earlier.ended_at is None:
        return None
    calls.regain(earlier, call)
    line.shift(call, now - earlier.ended_at + calls.talked(session, earlier))
    return earlier


def _bonus(house: Switchboard, session: Session, number: str) -> float:
    since = house.clock.now() - house.rules.repeat_within
    return house.rules.repeat_bonus * min(calls.contacts(session, number, since), MOST_REPEATS)
