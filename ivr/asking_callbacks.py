"""What the hotline says and does in the line, and while a callback is agreed on and made."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ivr import actions, numbers_said
from ivr.actions import Action, Line
from ivr.call import State
from ivr.entry import Entry, languages
from ivr.signals import Signal

_ROUNDS = {Signal.JOINED, Signal.WAITED, Signal.PROMISE}


def _holding(entry: Entry) -> tuple[Action, ...]:
    """A round ends in music; a question leads to the next round."""
    in_round = entry.signal in _ROUNDS
    on = actions.Hold(entry.call.language) if in_round else actions.StayInLine()
    return (*map(actions.Say, entry.lines), on)


def _callback(entry: Entry) -> tuple[Action, ...]:
    when = entry.call.callback_at.get(entry.call.language)
    if when:
        return entry.question(entry.line("callback-question-later", when=when))
    return entry.question(entry.line("callback-question"))


def _number(entry: Entry) -> tuple[Action, ...]:
    if entry.call.other_number:
        number = numbers_said.aloud(entry.call.other_number)
        return entry.question(entry.line("callback-number-heard", number=number))
    ending = numbers_said.ending(entry.call.callback_number or "")
    return entry.question(entry.line("callback-number-question", ending=ending))


def _other(entry: Entry) -> tuple[Action, ...]:
    lines = (*entry.lines, entry.line("callback-other-question"))
    return (actions.Ask(lines, entry.call.language, digits=None),)


def _promised(entry: Entry) -> tuple[Action, ...]:
    number = entry.call.other_number or entry.call.callback_number or ""
    made = (actions.PutAway(number),) if entry.signal is Signal.YES else ()
    ending = {"ending": numbers_said.ending(number)}
    spoken = languages(entry.call, entry.script)
    lines = (*entry.lines, *(_kept(entry, code, ending) for code in spoken))
    return (*made, *map(actions.Say, lines), actions.HangUp())


def _kept(entry: Entry, code: str, ending: Mapping[str, str]) -> Line:
    when = entry.call.callback_at.get(code)
    if when:
        return Line("callback-promised-later", code, {**ending, "when": when})
    return Line("callback-promised", code, ending)


def _away(entry: Entry) -> tuple[Action, ...]:
    return (*map(actions.Say, entry.lines), actions.HangUp())


def _called(entry: Entry) -> tuple[Action, ...]:
    hotline = {"hotline": entry.script.hotline}
    name = entry.call.addressed
    message = "called-question" if name else "called-question-nameless"
    asked = {"name": name} if name else {}
    spoken = languages(entry.call, entry.script)
    lines = ((Line("called-back", code, hotline), Line(message, code, asked)) for code in spoken)
    return entry.question(*(one for pair in lines for one in pair))


def _full(entry: Entry) -> tuple[Action, ...]:
    ending = {"ending": numbers_said.ending(entry.call.callback_number or "")}
    spoken = languages(entry.call, entry.script)
    return entry.question(*(Line("full-question", code, ending) for code in spoken))


CALLBACKS: Mapping[State, Callable[[Entry], tuple[Action, ...]]] = MappingProxyType(
    {
        State.HOLDING: _holding,
        State.CALLBACK: _callback,
        State.CALLBACK_NUMBER: _number,
        State.CALLBACK_OTHER: _other,
        State.PROMISED: _promised,
        State.AWAY: _away,
        State.CALLED: _called,
        State.FULL: _full,
    }
)
