"""The conversation: a table of where each signal leads, and the one step along it.

`Flow.advance(call, event) -> (call, actions)` is pure. An event that the table does not
know raises `IllegalEvent` and changes nothing. The idea is h11's.
"""

from dataclasses import dataclass

from ivr.actions import Action, Line, StartRecording
from ivr.asking import Entry, again, ask, preface
from ivr.call import Call, State
from ivr.events import Event
from ivr.reading import read, skipped
from ivr.script import Script
from ivr.signals import IllegalEvent, Signal

__all__ = ["TRANSITIONS", "Flow", "IllegalEvent"]

S = State
TRANSITIONS: dict[State, dict[Signal, State]] = {
    S.START: {
        Signal.OPEN: S.LANGUAGE,
        Signal.SHUT: S.CLOSED,
    },
    S.LANGUAGE: {
        Signal.SKIP: S.CONSENT,
        Signal.CHOSEN: S.CONSENT,
        Signal.GIVE_UP: S.CONSENT,
    },
    S.CONSENT: {
        Signal.SKIP: S.RETURNING,
        Signal.YES: S.RETURNING,
        Signal.NO: S.RETURNING,
        Signal.GIVE_UP: S.RETURNING,
    },
    S.RETURNING: {
        Signal.SKIP: S.NAME,
        Signal.YES: S.REASON,
        Signal.NO: S.NAME,
        Signal.CORRECTED: S.NAME_CONFIRM,
        Signal.GIVE_UP: S.REASON,
    },
    S.NAME: {
        Signal.NAMED: S.NAME_CONFIRM,
        Signal.NO: S.REASON,
        Signal.TWICE: S.SPELLING,
        Signal.GIVE_UP: S.NAME_RECORDING,
    },
    S.NAME_CONFIRM: {
        Signal.YES: S.REASON,
        Signal.NO: S.NAME,
        Signal.CORRECTED: S.NAME_CONFIRM,
        Signal.TWICE: S.SPELLING,
        Signal.NO_MORE: S.NAME_RECORDING,
        Signal.GIVE_UP: S.NAME_RECORDING,
    },
    S.SPELLING: {
        Signal.SPELLED: S.NAME_CONFIRM,
        Signal.NO_MORE: S.NAME_RECORDING,
        Signal.GIVE_UP: S.NAME_RECORDING,
    },
    S.NAME_RECORDING: {
        Signal.RECORDED: S.REASON,
        Signal.SILENT: S.REASON,
    },
    S.REASON: {
        Signal.SKIP: S.JOINING,
        Signal.SURE: S.JOINING,
        Signal.UNSURE: S.CLARIFY,
        Signal.UNKNOWN: S.JOINING,
        Signal.KEY: S.KEYS,
        Signal.GIVE_UP: S.KEYS,
    },
    S.CLARIFY: {
        Signal.CHOSEN: S.JOINING,
        Signal.NEITHER: S.KEYS,
        Signal.UNCLEAR: S.KEYS,
        Signal.GIVE_UP: S.KEYS,
    },
    S.KEYS: {
        Signal.CHOSEN: S.JOINING,
        Signal.NEITHER: S.JOINING,
        Signal.GIVE_UP: S.JOINING,
    },
    S.JOINING: {
        Signal.JOINED: S.HOLDING,
        Signal.BROUGHT: S.TALKING,
        Signal.LINE_BROKE: S.JOINING,
    },
    S.HOLDING: {
        Signal.JOINED: S.HOLDING,
        Signal.BROUGHT: S.TALKING,
        Signal.LINE_BROKE: S.JOINING,
    },
    S.TALKING: {
        Signal.BROUGHT: S.TALKING,
        Signal.AGENT_LOST: S.JOINING,
        Signal.TRANSFERRED: S.JOINING,
        Signal.TALK_OVER: S.GOODBYE,
    },
    S.CLOSED: {
        Signal.RECORDED: S.GOODBYE,
        Signal.SILENT: S.GOODBYE,
    },
    S.GOODBYE: {},
    S.ENDED: {Signal.HUNG_UP: S.ENDED},
}
_LISTENING = (
    *(S.LANGUAGE, S.CONSENT, S.RETURNING, S.NAME, S.NAME_CONFIRM, S.SPELLING),
    *(S.REASON, S.CLARIFY, S.KEYS),
)
ASKING = (*_LISTENING, S.NAME_RECORDING)
for _state in _LISTENING:  # what is missed once is asked once more
    for _signal in (Signal.SILENT, Signal.UNCLEAR, Signal.REPEAT):
        TRANSITIONS[_state].setdefault(_signal, _state)
for _state in (S.CONSENT, S.RETURNING, S.NAME, S.NAME_CONFIRM):
    TRANSITIONS[_state][Signal.STORY] = _state
for _state in ASKING:
    TRANSITIONS[_state][Signal.PERSON] = TRANSITIONS[_state][Signal.ENOUGH] = S.JOINING
for _state in (S.START, *ASKING, S.JOINING, S.HOLDING, S.TALKING):
    TRANSITIONS[_state][Signal.FAULT] = S.JOINING
TRANSITIONS[S.CLOSED][Signal.FAULT] = TRANSITIONS[S.GOODBYE][Signal.FAULT] = S.GOODBYE
for _state in set(S) - {S.ENDED}:
    TRANSITIONS[_state][Signal.HUNG_UP] = S.ENDED


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
        lines: tuple[Line, ...] = ()
        moved = learnt
        while True:
            lines += preface(signal, moved, self.script)
            state = _follow(moved.state, signal)
            misses = moved.misses if state is moved.state else 0
            moved = moved.but(state=state, misses=misses)
            passed = skipped(moved, self.script)
            if passed is not None:
                moved, signal = passed, Signal.SKIP
            elif state in ASKING and call.step >= MOST_QUESTIONS:
                signal = Signal.ENOUGH
            else:
                break
        actions = ask(Entry(moved, signal, lines, self.script))
        recording = moved.recording or StartRecording() in actions
        return moved.but(step=call.step + 1, recording=recording), actions

    def resume(self, call: Call) -> tuple[Action, ...]:
        """What the call's state says and does, once more: for a caller who lost the thread.

        Never nothing: a leg without anything to do is hung up.
        """
        return again(Entry(call, Signal.SKIP, (), self.script))
