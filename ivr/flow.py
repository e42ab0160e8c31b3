"""The conversation: the one step along its table.

`Flow.advance(call, event) -> (call, actions)` is pure. An event that the table does not
know raises `IllegalEvent` and changes nothing. The idea is h11's.
"""

from dataclasses import dataclass

from ivr import holding
from ivr.actions import Action, StartRecording
from ivr.asking import again, ask
from ivr.call import Call, State
from ivr.deeds import deed
from ivr.entry import Entry
from ivr.events import Event, Notify
from ivr.reading import read
from ivr.remarks import preface
from ivr.script import Script
from ivr.signals import IllegalEvent, Signal
from ivr.skipping import skipped
from ivr.table import ASKING, IN_LINE, TRANSITIONS

__all__ = ["ASKING", "IN_LINE", "MOST_QUESTIONS", "TRANSITIONS", "Flow", "IllegalEvent"]

MOST_QUESTIONS = 16
"""Whoever is not understood after so many gets a person, whatever is still unknown.

A caller whose name is got wrong twice and spelled, and whose reason takes all three
questions, is asked thirteen."""


def _follow(state: State, signal: Signal) -> State:
    try:
        return TRANSITIONS[state][signal]
    except KeyError:
        raise IllegalEvent(state, f'"{signal}"') from None


@dataclass(frozen=True)
class Flow:
    """The conversation as one hotline holds it."""

    script: Script

    def begin(self) -> Call:
        """A call of which nothing is known yet."""
        return Call(language=self.script.languages[0])

    def advance(self, call: Call, event: Event) -> tuple[Call, tuple[Action, ...]]:
        """Take one step. Raises IllegalEvent, and then nothing has changed."""
        signal, learnt = read(call, event, self.script)
        lines = event.lines if isinstance(event, Notify) else holding.said(call, event)
        done: tuple[Action, ...] = ()
        moved = learnt
        while True:
            lines += preface(signal, moved, self.script)
            done += deed(signal, moved)
            state = _follow(moved.state, signal)
            misses = moved.misses if state is moved.state else 0
            moved = moved.but(state=state, misses=misses)
            passed = skipped(moved, self.script)
            if passed is not None:
                moved, signal = passed, Signal.SKIP
            elif state in ASKING and call.step - moved.began >= MOST_QUESTIONS:
                signal = Signal.ENOUGH
            else:
                break
        actions = (*done, *ask(Entry(moved, signal, lines, self.script)))
        recording = moved.recording or StartRecording() in actions
        return moved.but(step=call.step + 1, recording=recording), actions

    def resume(self, call: Call) -> tuple[Action, ...]:
        """What the call's state says and does, once more: for a caller who lost the thread.

        Never nothing: a leg without anything to do is hung up.
        """
        return again(Entry(call, Signal.SKIP, (), self.script))
