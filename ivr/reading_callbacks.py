"""What is understood while a callback is offered, agreed on and answered."""

from ivr import answers, events, numbers_said, pickups, wishes
from ivr.call import Call
from ivr.entry import languages
from ivr.listening import answer, missed
from ivr.reading_names import is_named
from ivr.script import Script
from ivr.signals import Reading, Signal

NUMBERS = 2
"""So many numbers are read back before we stop asking."""

SHORT = 5
"""Words in which people say who they are, or are not; mailboxes and families say more."""


def offer(call: Call, event: events.Event, script: Script) -> Reading:
    """Is a callback wanted? By a caller in line, or by one for whom the line has no place."""
    said = (answer(call.but(language=code), event) for code in languages(call, script))
    wanted = next((one for one in said if one is not None), None)
    if wanted is None:
        return missed(call, event)
    return (Signal.YES if wanted else Signal.NO), call


def number(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """Is this the right number? Whoever says another instead is asked about that one."""
    if _never_minds(call, event):
        return Signal.NEVER_MIND, call
    if other := _number(event):
        return _read_back(call, other)
    right = answer(call, event)
    if right:
        return Signal.YES, call
    if right is None and not _wants_another(call, event):
        return missed(call, event)
    return (Signal.NO if call.numbers < NUMBERS else Signal.NO_MORE), call


def other(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """A number to call back, keyed or said."""
    if found := _number(event):
        return _read_back(call, found)
    return (Signal.NEVER_MIND, call) if _never_minds(call, event) else missed(call, event)


def _read_back(call: Call, found: str) -> Reading:
    if call.numbers >= NUMBERS:
        return Signal.NO_MORE, call
    return Signal.NUMBERED, call.but(other_number=found, numbers=call.numbers + 1, misses=0)


def _number(event: events.Event) -> str | None:
    match event:
        case events.Keyed(digits=digits):
            return numbers_said.whole(digits)
        case events.Heard(said=said):
            return numbers_said.heard(said)
    return None


def _never_minds(call: Call, event: events.Event) -> bool:
    match event:
        case events.Keyed(digits="0"):
            return True
        case events.Heard(said=said):
            return answers.never_minds(said, call.language)
    return False


def _wants_another(call: Call, event: events.Event) -> bool:
    return isinstance(event, events.Heard) and answers.says_otherwise(event.said, call.language)


def called(call: Call, event: events.Event, script: Script) -> Reading:
    """Who answered our callback: the one who asked for it, another, or a machine."""
    said = event.said if isinstance(event, events.Heard) else ""
    if pickups.is_machine(said):
        return Signal.MAILBOX, call
    if call.misses == 0 and pickups.only_greets(said, call.language):
        return Signal.REPEAT, call.but(misses=1)  # said on picking up, before we were heard
    if wishes.asks_for_supervisor(event, languages(call, script)):
        wish = call.but(supervisor=True)
        return (Signal.PERSON if call.agent is None else Signal.MET), wish
    said_so = (answer(call.but(language=code), event) for code in languages(call, script))
    right = next((one for one in said_so if one is not None), None)
    if right is not True and pickups.is_absent(said, call.language):
        return Signal.ABSENT, call
    short = len(answers.plain(said).split()) <= SHORT
    if right is None and not (short and is_named(call, event)):
        return missed(call, event)
    if right is False:  # a long sentence with a "no" is as likely a recorded voice
        return (Signal.WRONG if short else Signal.ABSENT), call
    return (Signal.YES if call.agent is None else Signal.MET), call
