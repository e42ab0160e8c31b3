"""What the hotline says after a talk, and when it calls to ask whether a problem is solved."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ivr import actions
from ivr.actions import Action, Line
from ivr.call import State
from ivr.entry import Entry, languages
from ivr.signals import Signal

_UNTHANKED = frozenset({Signal.WRONG, Signal.ABSENT, Signal.MAILBOX, Signal.NOT_REACHED})
"""Who was called and is not the one we want is not thanked for calling."""


def _more(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("more-question"))


def _rating(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("rating-question"))


def _texts(entry: Entry) -> tuple[Action, ...]:
    return entry.question(entry.line("texts-question"))


def _solved(entry: Entry) -> tuple[Action, ...]:
    spoken = languages(entry.call, entry.script)
    return entry.question(*(line for code in spoken for line in _is_it_solved(entry, code)))


def _is_it_solved(entry: Entry, code: str) -> tuple[Line, Line]:
    call, hotline = entry.call, entry.script.hotline
    name = call.addressed
    hello = (
        Line("solved-hello-named", code, {"hotline": hotline, "name": name})
        if name
        else Line("solved-hello", code, {"hotline": hotline})
    )
    if call.skill not in entry.script.keys:
        return hello, Line("solved-question-case", code)
    return hello, Line("solved-question", code, {"title": entry.script.title(call.skill, code)})


def _reconnect(entry: Entry) -> tuple[Action, ...]:
    if entry.call.owner and entry.call.owner_here:
        return entry.question(entry.line("reconnect-question", owner=entry.call.owner))
    return entry.question(entry.line("reconnect-question-anybody"))


def _told(entry: Entry) -> tuple[Action, ...]:
    """Twice: a mailbox misses the beginning, and a surprised ear most of it."""
    lines = (*entry.lines, entry.line("told-again"), *entry.lines, entry.line("told-goodbye"))
    return (*map(actions.Say, lines), actions.HangUp())


def goodbye(entry: Entry) -> tuple[Action, ...]:
    if entry.signal in _UNTHANKED:
        return (*map(actions.Say, entry.lines), actions.HangUp())
    return (*map(actions.Say, (*entry.lines, *_thanks(entry))), actions.HangUp())


def _thanks(entry: Entry) -> tuple[Line, ...]:
    """By name, if they have one; in every language to whom we have not spoken in theirs."""
    called = entry.call.called
    if entry.call.addressed:
        message = "goodbye-called-named" if called else "goodbye-named"
        return (entry.line(message, name=entry.call.addressed),)
    talked = entry.call.agent is not None
    spoken = (entry.call.language,) if talked else languages(entry.call, entry.script)
    message = "goodbye-called" if called else "goodbye"
    return tuple(Line(message, code, {"hotline": entry.script.hotline}) for code in spoken)


PARTING: Mapping[State, Callable[[Entry], tuple[Action, ...]]] = MappingProxyType(
    {
        State.ANYTHING_ELSE: _more,
        State.RATING: _rating,
        State.TEXTS: _texts,
        State.SOLVED: _solved,
        State.RECONNECT: _reconnect,
        State.TOLD: _told,
    }
)
