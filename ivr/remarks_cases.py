"""What is said about cases, a known trouble, and how it went, before the next question."""

from collections.abc import Mapping
from types import MappingProxyType

from ivr.actions import Line
from ivr.call import Call, State
from ivr.deeds import promised
from ivr.entry import languages, line
from ivr.script import Script
from ivr.signals import Signal
from ivr.table import IN_LINE
from ivr.troubles import trouble_of

REMARKS_ON_CASES: Mapping[tuple[State, Signal], str | None] = MappingProxyType(
    {
        (State.RETURNING, Signal.NOT_BOTH): "not-both",
        (State.CASE, Signal.CASE_FOUND): "case-found",
        (State.CASE, Signal.NO_SUCH_CASE): "case-not-found",
        (State.REASON, Signal.CASE_FOUND): "case-found",
        (State.REASON, Signal.NO_SUCH_CASE): "case-not-found",
        (State.CASE_NUMBER, Signal.CASE_FOUND): "case-found",
        (State.CASE_NUMBER, Signal.NO_SUCH_CASE): "case-not-found",
        (State.CASE_NUMBER, Signal.NEVER_MIND): "case-number-none",
        (State.CASE_NUMBER, Signal.GIVE_UP): "case-number-none",
        (State.TROUBLE, Signal.SILENT): None,
        (State.TROUBLE, Signal.UNCLEAR): None,
        (State.TROUBLE, Signal.AWAITS): "trouble-awaited",
        (State.ANYTHING_ELSE, Signal.SILENT): None,
        (State.RATING, Signal.SILENT): None,
        (State.RATING, Signal.RATED): "rated",
        (State.TEXTS, Signal.SILENT): None,
        (State.TEXTS, Signal.YES): "texts-agreed",
        (State.TEXTS, Signal.NO): "texts-refused",
        (State.SOLVED, Signal.YES): "solved-thanks",
        (State.SOLVED, Signal.NO): "solved-sorry",
        (State.SOLVED, Signal.WRONG): "called-wrong",
        (State.SOLVED, Signal.ABSENT): "called-absent",
        (State.SOLVED, Signal.NOT_REACHED): "called-unheard",
        (State.SOLVED, Signal.REPEAT): None,
        (State.RECONNECT, Signal.YES): "reconnecting",
    }
)


def about_cases(signal: Signal, call: Call, script: Script) -> tuple[Line, ...] | None:
    """What takes more than one message's name; None: there is nothing of the kind."""
    match call.state, signal:
        case state, Signal.SUPERVISOR if state in IN_LINE:
            return (line(call, "hold-supervisor-asked"),)
        case _, Signal.SUPERVISOR:
            return tuple(Line("supervisor-later", code) for code in languages(call, script))
        case State.TROUBLE, Signal.SKIP if known := trouble_of(call):
            return (line(call, "trouble", text=known.messages[call.language]),)
        case State.RATING, Signal.LOW:
            return (_low(call),)
        case State.SOLVED, Signal.NO if call.supervisor:
            return (line(call, "solved-sorry"), line(call, "supervisor-later"))
        case State.RECONNECT, Signal.SKIP | Signal.NO | Signal.SILENT | Signal.GIVE_UP:
            return (_owed(call),)
    return None


def _low(call: Call) -> Line:
    if word := promised(call):
        return line(call, "rated-low", name=word[0], by=word[1])
    return line(call, "rated-low-noted")


def _owed(call: Call) -> Line:
    when = call.back_by.get(call.language)
    if when is None:
        return line(call, "owe-call")
    if call.caller_back is None:
        return line(call, "owe-call-by", by=when)
    return line(call, "owe-call-named", name=call.caller_back, by=when)
