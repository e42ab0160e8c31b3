"""What the phone's ringing means: who calls, and whether there is a place for them."""

from collections.abc import Mapping
from typing import Any

from ivr import events
from ivr.call import Call
from ivr.script import Script
from ivr.signals import Reading, Signal


def start(call: Call, event: events.Incoming, script: Script) -> Reading:
    """Nobody is there in an emergency that closes the hotline; else an old place goes before
    all, and a line that is full before questions that would lead nowhere."""
    call = _known(call, event, script)
    if event.notice_closes:
        return Signal.SHUT, call.but(opening={})
    if regained := _regained(call, event.dropped, script):
        return Signal.REGAINED, regained
    if not event.is_open:
        return Signal.SHUT, call.but(callback_offered=event.callbacks)
    if event.full:
        return Signal.FULL, call.but(full=True, callback_offered=event.callbacks)
    return Signal.OPEN, call


def _known(call: Call, event: events.Incoming, script: Script) -> Call:
    known = event.language if event.language in script.languages else None
    return call.but(
        known_name=event.name,
        known_honorific=event.honorific,
        language=known or script.languages[0],
        language_known=known is not None,
        opening=event.opening,
        notice=dict(event.notice),
        callback_number=event.callback_number,
        callback_at=dict(event.callback_at),
        known_case=event.case,
        cases=event.cases,
        troubles=event.troubles,
        name=event.name if event.staff else None,
        honorific=event.honorific if event.staff else None,
    )


_KEPT = (
    *("name", "honorific", "reason", "supervisor", "record", "rungs_told", "callback_offered"),
    *("case", "owner", "owner_here"),
)


def _regained(call: Call, dropped: Mapping[str, Any] | None, script: Script) -> Call | None:
    """The call with what was learnt in the one whose place it takes; None if that is unreadable."""
    try:
        old = Call.from_json(dict(dropped)) if dropped else None
    except (TypeError, ValueError, KeyError):  # written by another version of the flow
        return None
    if old is None or old.language not in script.languages:
        return None
    return call.but(
        language=old.language,
        language_known=old.language_known,
        skill=old.skill if old.skill in script.keys else None,
        **{field: getattr(old, field) for field in _KEPT},
    )
