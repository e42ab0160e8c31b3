"""What an event means in the state it meets: event -> signal, and what the call learns.

Nothing is decided here about where to go; that is the table's (`flow.TRANSITIONS`).
"""

from ivr import answers, events, holding, wishes
from ivr.call import Call, State
from ivr.case_numbers import LOOKED_UP
from ivr.listening import MISSES, missed, overheard
from ivr.reading_arrival import start
from ivr.reading_callbacks import called, number, offer, other
from ivr.reading_cases import case, found, trouble
from ivr.reading_cases import number as case_number
from ivr.reading_names import confirm, name, recorded, returning, spelling
from ivr.reading_needs import choice, consent, language, reason
from ivr.reading_parting import asked, more, rating, reconnect, solved, texts, told
from ivr.script import Script
from ivr.signals import IllegalEvent, Reader, Reading, Signal
from ivr.table import ASKING, IN_LINE, PARTING

_READERS: dict[State, Reader] = {
    State.LANGUAGE: language,
    State.CONSENT: consent,
    State.RETURNING: returning,
    State.NAME: name,
    State.NAME_CONFIRM: confirm,
    State.SPELLING: spelling,
    State.NAME_RECORDING: recorded,
    State.CASE: case,
    State.CASE_NUMBER: case_number,
    State.REASON: reason,
    State.CLARIFY: choice,
    State.KEYS: choice,
    State.TROUBLE: trouble,
    State.CALLBACK: offer,
    State.CALLBACK_NUMBER: number,
    State.CALLBACK_OTHER: other,
    State.CALLED: called,
    State.FULL: offer,
    State.CLOSED: recorded,
    State.ANYTHING_ELSE: more,
    State.RATING: rating,
    State.TEXTS: texts,
    State.SOLVED: solved,
    State.RECONNECT: reconnect,
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
    return (
        _begun(call, event, script) or _brought(call, event, script) or _said(call, event, script)
    )


def _begun(call: Call, event: events.Event, script: Script) -> Reading | None:
    """The first words of a call: theirs, or ours."""
    if call.state is not State.START:
        return None
    match event:
        case events.Incoming():
            return start(call, event, script)
        case events.Asked():
            return asked(call, event, script)
        case events.Notify():
            return told(call, event)
    return None


def _brought(call: Call, event: events.Event, script: Script) -> Reading | None:
    """What the hotline brings to the conversation."""
    match event:
        case events.Waited():
            return _waited(call, event)
        case events.CaseFound() if call.state in LOOKED_UP:
            return found(call, event, script)
        case events.CallbackRefused():  # who was never in line cannot go back to it
            return (Signal.SHUT if call.full else Signal.REFUSED), call
    return None


def _said(call: Call, event: events.Event, script: Script) -> Reading:
    if not _is_heard(call.state, event):
        raise IllegalEvent(call.state, type(event).__name__)
    event = _plainly(call, event)
    if wish := _wish(call, event, script):
        return Signal.PERSON, wish
    if _wants_supervisor(call, event, script):
        return _promised_supervisor(call)
    reader = _READERS.get(call.state)
    if reader is None:  # in the line, what else is said is not for us
        raise IllegalEvent(call.state, type(event).__name__)
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
        case events.Transferred(skill=skill, supervisor=wanted):
            known = skill if skill in script.keys else None
            return call.waiting_anew().but(skill=known, supervisor=wanted)
        case events.Brought(agent=agent) | events.PickedUp(agent=agent):
            return call.but(agent=agent)
        case events.TalkOver(supervisor=supervisor, by=by, may_text=may_text):
            return call.but(caller_back=supervisor, back_by=dict(by), may_text=may_text)
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
    if call.state not in _ASKED_FOR:
        return None
    call = call.waiting_anew() if call.state in _SERVED else call
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


_SERVED = frozenset({*PARTING, State.RECONNECT})
_ASKED_FOR = frozenset({*ASKING, *_SERVED})
"""States in which whoever asks for a person is brought to one."""
_NEVER_MIND = frozenset({State.CALLBACK_NUMBER, State.CALLBACK_OTHER})
"""States in which a 0 gives up what is being agreed on."""
_LATER = frozenset({State.FULL, State.CLOSED})
"""States in which nobody can be brought to anybody."""


def _wants_supervisor(call: Call, event: events.Event, script: Script) -> bool:
    """A caller in line has asked for a person already: 0 asks for more than that."""
    if call.state not in IN_LINE | _LATER:
        return False
    if call.state in _NEVER_MIND and isinstance(event, events.Keyed):
        return False
    return wishes.asks_for_supervisor(event, (call.language, *script.languages))


def _promised_supervisor(call: Call) -> Reading:
    wish = call.but(supervisor=True)
    if call.state is State.FULL:  # the question is not asked for ever
        wish = wish.but(misses=call.misses + 1)
        return (Signal.GIVE_UP if wish.misses >= MISSES else Signal.SUPERVISOR), wish
    return Signal.SUPERVISOR, wish
