"""A state being entered: what its words and actions are made from."""

from dataclasses import dataclass

from ivr import actions
from ivr.actions import Action, Line
from ivr.call import Call
from ivr.script import Script
from ivr.signals import Signal


def line(call: Call, message: str, **arguments: str | int) -> Line:
    """A line in the caller's language."""
    return Line(message, call.language, arguments)


def languages(call: Call, script: Script) -> tuple[str, ...]:
    """The caller's language, or all of them while it is not known."""
    return (call.language,) if call.language_known else script.languages


@dataclass(frozen=True)
class Entry:
    """A state being entered by `signal`; `lines` are still to be said first."""

    call: Call
    signal: Signal
    lines: tuple[Line, ...]
    script: Script

    def line(self, message: str, **arguments: str | int) -> Line:
        return line(self.call, message, **arguments)

    def question(self, *questions: Line, hints: tuple[str, ...] = ()) -> tuple[Action, ...]:
        return (actions.Ask((*self.lines, *questions), self.call.language, hints=hints),)
