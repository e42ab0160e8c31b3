"""What the hotline says and does on entering a state."""

from collections.abc import Callable
from dataclasses import replace

from ivr import actions
from ivr.actions import Action, Line
from ivr.asking_callbacks import CALLBACKS
from ivr.asking_cases import CASES, case_question, to_owner
from ivr.asking_parting import PARTING, goodbye
from ivr.call import State
from ivr.entry import Entry, languages
from ivr.signals import Signal

NAME_SECONDS = 10
MESSAGE_SECONDS = 120


def ask(entry: Entry) -> tuple[Action, ...]:
    """The actions of entering `entry.call.state`."""
    entering = _ENTERING.get(entry.call.state)
    return entering(entry) if entering else ()


def _language(entry: Entry) -> tuple[Action, ...]:
    offers = (
        Line("language-offer", code, {"key": number})
        for number, code in enumerate(entry.script.languages, start=1)
    )
    return entry.question(*offers, hints=("Indonesia", "English"))


def _consent(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("recording-question"))


def _returning(entry: Entry) -> tuple[Action, ...]:
    name = entry.call.known or ""
    if entry.call.known_case is None:
        return entry.question(entry.line("returning-question", name=name))
    return entry.question(entry.line("returning-case", name=name), case_question(entry))


def _name(entry: Entry) -> tuple[Action, ...]:
    again = entry.call.tries > 0 or entry.call.misses > 0
    return entry.question(entry.line("name-question-again" if again else "name-question"))


def _name_confirm(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("name-confirm", name=entry.call.asked_back or ""))


def _spelling(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("spelling-question"))


def _name_recording(entry: Entry) -> tuple[Action, ...]:
    lines = (*entry.lines, entry.line("name-record"))
    return (actions.RecordVoice(lines, "name", NAME_SECONDS),)


def _reason(entry: Entry) -> tuple[Action, ...]:
    hints = tuple(skill.titles[entry.call.language] for skill in entry.script.skills)
    name = entry.call.addressed
    if entry.call.began and entry.call.misses == 0:
        return entry.question(entry.line("reason-question-more"), hints=hints)
    if entry.call.cases and entry.call.misses == 0:
        return entry.question(entry.line("reason-question-other"), hints=hints)
    if name and entry.call.misses == 0:
        return entry.question(entry.line("reason-question-named", name=name), hints=hints)
    return entry.question(entry.line("reason-question"), hints=hints)


def _clarify(entry: Entry) -> tuple[Action, ...]:
    language = entry.call.language
    first, second = (entry.script.title(option, language) for option in entry.call.options)
    question = entry.line("clarify-question", first=first, second=second)
    return entry.question(question, hints=(first, second))


def _keys(entry: Entry) -> tuple[Action, ...]:
    options = (
        entry.line("keys-option", title=skill.titles[entry.call.language], key=number)
        for number, skill in enumerate(entry.script.skills, start=1)
    )
    return entry.question(entry.line("keys-question"), *options, entry.line("keys-person"))


_BACK = {Signal.AGENT_LOST, Signal.REGAINED, Signal.YES}
_SAID_ENOUGH = {Signal.PERSON, Signal.FAULT, *_BACK}
_AGAIN = {Signal.TRANSFERRED, Signal.LINE_BROKE, *_BACK}


def _joining(entry: Entry) -> tuple[Action, ...]:
    call = entry.call
    lines = entry.lines
    if entry.signal not in _SAID_ENOUGH:
        lines = (*lines, _where_to(entry))
    join = actions.JoinQueue(call.skill, call.supervisor, again=entry.signal in _AGAIN)
    return (*map(actions.Say, lines), join)


def _where_to(entry: Entry) -> Line:
    skill = entry.call.skill
    if entry.signal is Signal.LINE_BROKE:
        return entry.line("hold-blind")
    if entry.signal is Signal.TRANSFERRED and entry.call.supervisor:
        return entry.line("transferred-supervisor")
    if entry.call.case is not None and entry.signal is not Signal.TRANSFERRED:
        return to_owner(entry)
    if skill not in entry.script.keys:  # nobody has said, or the hotline's file has changed since
        return entry.line("joining-anybody")
    message = "transferred" if entry.signal is Signal.TRANSFERRED else "joining"
    return entry.line(message, title=entry.script.title(skill, entry.call.language))


def _talking(entry: Entry) -> tuple[Action, ...]:
    begins = entry.call.record and not entry.call.recording
    start = (actions.StartRecording(),) if begins else ()
    return (*map(actions.Say, entry.lines), *start, actions.Meet())


def _closed(entry: Entry) -> tuple[Action, ...]:
    questions = (Line("message-question", code) for code in languages(entry.call, entry.script))
    return (actions.RecordVoice((*entry.lines, *questions), "message", MESSAGE_SECONDS),)


_ENTERING: dict[State, Callable[[Entry], tuple[Action, ...]]] = {
    State.LANGUAGE: _language,
    State.CONSENT: _consent,
    State.RETURNING: _returning,
    State.NAME: _name,
    State.NAME_CONFIRM: _name_confirm,
    State.SPELLING: _spelling,
    State.NAME_RECORDING: _name_recording,
    State.REASON: _reason,
    State.CLARIFY: _clarify,
    State.KEYS: _keys,
    State.JOINING: _joining,
    State.TALKING: _talking,
    State.CLOSED: _closed,
    State.GOODBYE: goodbye,
    **CALLBACKS,
    **CASES,
    **PARTING,
}


def again(entry: Entry) -> tuple[Action, ...]:
    """What a state that was entered before does once more."""
    match entry.call.state:
        case State.START:
            return (actions.Say(entry.line("fault")), actions.JoinQueue(None, supervisor=False))
        case State.JOINING | State.HOLDING:
            return _joining(replace(entry, signal=Signal.LINE_BROKE))
        case State.TOLD | State.ENDED:
            return (actions.HangUp(),)
    return ask(entry)
