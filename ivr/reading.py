"""What an event means in the state it meets: event -> signal, and what the call learns.

Nothing is decided here about where to go; that is the table's (`flow.TRANSITIONS`).
"""

from ivr import answers, events, holding, wishes
from ivr.call import Call, State
from ivr.listening import missed, overheard
from ivr.reading_arrival import start
from ivr.reading_callbacks import called, number, offer, other
from ivr.reading_names import confirm, name, recorded, returning, spelling
from ivr.reading_needs import choice, consent, language, reason
from ivr.script import Consent, Script
from ivr.signals import IllegalEvent, Reader, Reading, Signal
from ivr.table import ASKING

_READERS: dict[State, Reader] = {
    State.LANGUAGE: language,
    State.CONSENT: consent,
    State.RETURNING: returning,
    State.NAME: name,
    State.NAME_CONFIRM: confirm,
    State.SPELLING: spelling,
    State.NAME_RECORDING: recorded,
    State.REASON: reason,
    State.CLARIFY: choice,
    State.KEYS: choice,
    State.CALLBACK: offer,
    State.CALLBACK_NUMBER: number,
    State.CALLBACK_OTHER: other,
    State.CALLED: called,
    State.FULL: offer,
    State.CLOSED: recorded,
}
_ANYWHERE = {
    events.HungUp: Signal.HUNG_UP,
    events.Fault: Signal.FAULT,
    events.Joined: Signal.JOINED,
    events.Promised: Signal.PROMISE,
    events.PickedUp: Signal.PICKED_UP,
    events.NotReached: Signal.NOT_REACHED,
    events.Brought: Signal.BROUGHT,
    events.LineBroke: Signal.LINE_BROKE,
    events.AgentLost: Signal.AGENT_LOST,
    events.Transferred: Signal.TRANSFERRED,
    events.TalkOver: Signal.TALK_OVER,
}
_RECORDING = frozenset({State.NAME_RECORDING, State.CLOSED})


def read(call: Call, event: events.Event, script: Script) -> Reading:
    """The signal that `event` is in this state, and the call with what it taught.

    Raises IllegalEvent for an event that the state cannot make sense of.
    """
    signal = _ANYWHERE.get(type(event))
    if signal is not None:
        return signal, _learnt(call, event, script)
    match event:
        case events.Incoming() if call.state is State.START:
            return start(call, event, script)
        case events.Waited():
            return _waited(call, event)
        case events.CallbackRefused():  # who was never in line cannot go back to it
            return (Signal.SHUT if call.full else Signal.REFUSED), call
    reader = _READERS.get(call.state)
    if reader is None or not _is_heard(call.state, event):
        raise IllegalEvent(call.state, type(event).__name__)
    event = _plainly(call, event)
    if wish := _wish(call, event, script):
        return Signal.PERSON, wish
    if call.state not in _RECORDING and _wants_it_again(call, event):
        return missed(call, event)
    return reader(call, event, script)


def _is_heard(state: State, event: events.Event) -> bool:
    if isinstance(event, events.VoiceRecorded):
        return state in _RECORDING
    return isinstance(event, events.Heard | events.Keyed | events.Silence)


def _plainly(call: Call, event: events.Event) -> events.Event:
    """Speech without a word is silence; a digit that was said is a key, where keys are asked."""
    if not isinstance(event, events.Heard):
        return event
    if not answers.plain(event.said):
        return events.Silence()
    digit = None if call.state is State.SPELLING else answers.key(event.said)
    return events.Keyed(digit) if digit else event


def _wants_it_again(call: Call, event: events.Event) -> bool:
    return isinstance(event, events.Heard) and answers.asks_again(event.said, call.language)


def _learnt(call: Call, event: events.Event, script: Script) -> Call:
    match event:
        case events.Transferred(skill=skill, supervisor=supervisor):
            known = skill if skill in script.keys else None
            return call.waiting_anew().but(skill=known, supervisor=supervisor)
        case events.Brought(agent=agent) | events.PickedUp(agent=agent):
            return call.but(agent=agent)
        case events.Promised(name=name):
            return call.but(promised_by=name)
        case events.AgentLost():
            return call.waiting_anew()
        case events.LineBroke() | events.Fault():
            return call.but(last_word=None)
    return call


def _waited(call: Call, event: events.Waited) -> Reading:
    """A round with a word, or with music alone; a question that it broke off is let be."""
    word = holding.word(call, event)
    if word is None:
        return Signal.WAITED, call
    if word.offer:
        return Signal.OFFERED, word.call.but(
            other_number=None, numbers=0, callback_at=dict(event.callback_at)
        )
    return Signal.WAITED, word.call


def _wish(call: Call, event: events.Event, script: Script) -> Call | None:
    """A caller who asks for a person gets one, whatever was asked and in whatever language."""
    if call.state not in ASKING:
        return None
    match event:
        case events.Keyed(digits="0"):
            return call
        case events.Heard(said=said):
            for spoken in (call.language, *script.languages):
                if wishes.wants_person(said, spoken):
                    return _wished(call, said, spoken, script)
    return None


def _wished(call: Call, said: str, spoken: str, script: Script) -> Call:
    """The call with whom they want, the language of a stranger, and what it is about."""
    known = call.language_known or call.state is not State.LANGUAGE
    chosen = None if known else answers.language_of(said, script.languages)
    call = call.but(language=chosen, language_known=True) if chosen else call
    call = call.but(supervisor=wishes.wants_supervisor(said, spoken))
    return overheard(call, wishes.besides(said, spoken), script)


def skipped(call: Call, script: Script) -> Call | None:
    """The call as it goes on if this state has nothing to ask; None if it must ask."""
    match call.state:
        case State.LANGUAGE if call.language_known or len(script.languages) == 1:
            return call
        case State.CONSENT if script.consent is not Consent.ASK:
            return call.but(record=script.consent is Consent.ANNOUNCE)
        case State.RETURNING if call.known_name is None:
            return call
        case State.NAME_RECORDING if script.consent is Consent.ASK and not call.record:
            return call
        case State.REASON if call.skill is not None:
            return call
        case State.CALLBACK_NUMBER if not (call.callback_number or call.other_number):
            return call
        case State.FULL if call.callback_number is None or not call.callback_offered:
            return call
    return None
