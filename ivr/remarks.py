"""What is said about what has just happened, before the next question."""

from ivr.actions import Line
from ivr.call import Call, State
from ivr.entry import languages, line
from ivr.notices import notice
from ivr.remarks_cases import REMARKS_ON_CASES, about_cases
from ivr.script import Consent, Script
from ivr.signals import Signal
from ivr.table import TRANSITIONS


def preface(signal: Signal, call: Call, script: Script) -> tuple[Line, ...]:
    """What is said about what was just heard, before the next question.

    `call` still stands in the state that met the signal.
    """
    said = about_cases(signal, call, script)
    if said is not None:
        return said
    match call.state, signal:
        case State.START, _:
            return _welcome(signal, call, script)
        case State.CONSENT, Signal.SKIP if script.consent is Consent.ANNOUNCE:
            return (line(call, "recording-announced"),)
        case State.CLOSED, Signal.RECORDED:
            return tuple(Line("message-thanks", code) for code in languages(call, script))
        case state, Signal.FAULT if TRANSITIONS[state].get(signal) is State.GOODBYE:
            return tuple(Line("fault-goodbye", code) for code in languages(call, script))
        case State.PROMISED, Signal.REFUSED:
            return (line(call, "callback-refused"), line(call, "callback-stay"))
        case State.PROMISED, Signal.SHUT:
            return tuple(Line("callback-refused", code) for code in languages(call, script))
        case _, Signal.BROUGHT | Signal.MET:
            return (_connecting(call),)
        case _, Signal.PERSON:
            wish = "supervisor-promised" if call.supervisor else "person-promised"
            return (line(call, wish),)
    message = _REMARKS_IN.get((call.state, signal), _REMARKS.get(signal))
    return (line(call, message),) if message else ()


_REMARKS = {
    Signal.SILENT: "not-heard",
    Signal.UNCLEAR: "not-understood",
    Signal.REPEAT: "once-more",
    Signal.STORY: "story-noted",
    Signal.FAULT: "fault",
    Signal.AGENT_LOST: "agent-lost",
}
_REMARKS_IN = {
    (State.CONSENT, Signal.NO): "recording-refused",
    (State.CONSENT, Signal.GIVE_UP): "recording-refused",
    (State.RETURNING, Signal.NO): "name-wrong",
    (State.NAME, Signal.NO): "name-kept",
    (State.NAME_CONFIRM, Signal.NO): "name-wrong",
    (State.NAME_CONFIRM, Signal.TWICE): "name-wrong",
    (State.NAME_CONFIRM, Signal.NO_MORE): "name-wrong",
    (State.NAME_RECORDING, Signal.SILENT): None,
    (State.CLOSED, Signal.SILENT): None,
    (State.CALLBACK, Signal.NO): "callback-stay",
    (State.CALLBACK, Signal.SILENT): None,
    (State.CALLBACK, Signal.UNCLEAR): None,
    (State.CALLBACK_NUMBER, Signal.NO_MORE): "callback-stay",
    (State.CALLBACK_NUMBER, Signal.NEVER_MIND): "callback-stay",
    (State.CALLBACK_NUMBER, Signal.GIVE_UP): "callback-stay",
    (State.CALLBACK_OTHER, Signal.NO_MORE): "callback-stay",
    (State.CALLBACK_OTHER, Signal.NEVER_MIND): "callback-stay",
    (State.CALLBACK_OTHER, Signal.GIVE_UP): "callback-stay",
    (State.PROMISED, Signal.FAULT): None,
    (State.CALLED, Signal.YES): "called-next",
    (State.CALLED, Signal.WRONG): "called-wrong",
    (State.CALLED, Signal.ABSENT): "called-absent",
    (State.CALLED, Signal.GIVE_UP): "called-unheard",
    (State.CALLED, Signal.REPEAT): None,
    **REMARKS_ON_CASES,
}


def _welcome(signal: Signal, call: Call, script: Script) -> tuple[Line, ...]:
    """The first words. An emergency's notice comes before whatever is asked."""
    match signal:
        case Signal.OPEN:
            return (line(call, "greeting", hotline=script.hotline), *notice(call))
        case Signal.SHUT:
            return (*notice(call), *_closed_until(call, script))
        case Signal.FULL:
            sorry = (Line("full", code) for code in languages(call, script))
            return (*notice(call), *sorry)
        case Signal.REGAINED if call.addressed:
            return (*notice(call), line(call, "welcome-back-named", name=call.addressed))
        case Signal.REGAINED:
            return (*notice(call), line(call, "welcome-back"))
    return (line(call, "fault"),) if signal is Signal.FAULT else ()


def _connecting(call: Call) -> Line:
    if not call.agent:
        return line(call, "connecting-anybody")
    if call.state is State.CALLED:
        return line(call, "called-agent", agent=call.agent)
    if call.addressed:
        return line(call, "connecting-named", name=call.addressed, agent=call.agent)
    return line(call, "connecting", agent=call.agent)


def _closed_until(call: Call, script: Script) -> tuple[Line, ...]:
    return tuple(
        Line("closed", code, {"hotline": script.hotline, "opening": call.opening[code]})
        if code in call.opening
        else Line("closed-no-time", code, {"hotline": script.hotline})
        for code in languages(call, script)
    )
