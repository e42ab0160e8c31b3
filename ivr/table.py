"""Where each signal leads from each state: the conversation as a table."""

from ivr.call import State
from ivr.signals import Signal

S = State
TRANSITIONS: dict[State, dict[Signal, State]] = {
    S.START: {
        Signal.OPEN: S.LANGUAGE,
        Signal.SHUT: S.FULL,
        Signal.FULL: S.FULL,
        Signal.REGAINED: S.JOINING,
        Signal.ASKED: S.SOLVED,
        Signal.TELL: S.TOLD,
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
        Signal.YES: S.CASE,
        Signal.NO: S.NAME,
        Signal.NOT_BOTH: S.RETURNING,
        Signal.CORRECTED: S.NAME_CONFIRM,
        Signal.GIVE_UP: S.CASE,
    },
    S.NAME: {
        Signal.SKIP: S.CASE,
        Signal.NAMED: S.NAME_CONFIRM,
        Signal.NO: S.CASE,
        Signal.TWICE: S.SPELLING,
        Signal.GIVE_UP: S.NAME_RECORDING,
    },
    S.NAME_CONFIRM: {
        Signal.YES: S.CASE,
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
        Signal.SKIP: S.CASE,
        Signal.RECORDED: S.CASE,
        Signal.SILENT: S.CASE,
    },
    S.CASE: {
        Signal.SKIP: S.REASON,
        Signal.SAME: S.JOINING,
        Signal.NO: S.REASON,
        Signal.CASE_NUMBER: S.CASE_NUMBER,
        Signal.CASE_FOUND: S.JOINING,
        Signal.NO_SUCH_CASE: S.CASE_NUMBER,
        Signal.GIVE_UP: S.REASON,
    },
    S.CASE_NUMBER: {
        Signal.CASE_FOUND: S.JOINING,
        Signal.NO_SUCH_CASE: S.CASE_NUMBER,
        Signal.NEVER_MIND: S.REASON,
        Signal.GIVE_UP: S.REASON,
    },
    S.REASON: {
        Signal.SKIP: S.TROUBLE,
        Signal.SURE: S.TROUBLE,
        Signal.UNSURE: S.CLARIFY,
        Signal.UNKNOWN: S.TROUBLE,
        Signal.CASE_NUMBER: S.CASE_NUMBER,
        Signal.CASE_FOUND: S.JOINING,
        Signal.NO_SUCH_CASE: S.CASE_NUMBER,
        Signal.KEY: S.KEYS,
        Signal.GIVE_UP: S.KEYS,
    },
    S.CLARIFY: {
        Signal.CHOSEN: S.TROUBLE,
        Signal.NEITHER: S.KEYS,
        Signal.UNCLEAR: S.KEYS,
        Signal.GIVE_UP: S.KEYS,
    },
    S.KEYS: {
        Signal.CHOSEN: S.TROUBLE,
        Signal.NEITHER: S.TROUBLE,
        Signal.GIVE_UP: S.TROUBLE,
    },
    S.TROUBLE: {
        Signal.SKIP: S.JOINING,
        Signal.AWAITS: S.GOODBYE,
        Signal.NO: S.JOINING,
        Signal.SILENT: S.JOINING,
        Signal.UNCLEAR: S.JOINING,
        Signal.GIVE_UP: S.JOINING,
    },
    S.JOINING: {},
    S.HOLDING: {},
    S.CALLBACK: {
        Signal.YES: S.CALLBACK_NUMBER,
        Signal.NO: S.HOLDING,
        Signal.SILENT: S.HOLDING,
        Signal.UNCLEAR: S.HOLDING,
        Signal.GIVE_UP: S.HOLDING,
    },
    S.CALLBACK_NUMBER: {
        Signal.SKIP: S.CALLBACK_OTHER,
        Signal.YES: S.PROMISED,
        Signal.NO: S.CALLBACK_OTHER,
        Signal.NUMBERED: S.CALLBACK_NUMBER,
        Signal.NO_MORE: S.HOLDING,
        Signal.NEVER_MIND: S.HOLDING,
        Signal.GIVE_UP: S.HOLDING,
    },
    S.CALLBACK_OTHER: {
        Signal.NUMBERED: S.CALLBACK_NUMBER,
        Signal.NO_MORE: S.HOLDING,
        Signal.NEVER_MIND: S.HOLDING,
        Signal.GIVE_UP: S.HOLDING,
    },
    S.PROMISED: {
        Signal.REFUSED: S.HOLDING,
        Signal.SHUT: S.CLOSED,
    },
    S.AWAY: {
        Signal.PICKED_UP: S.CALLED,
        Signal.NOT_REACHED: S.AWAY,
    },
    S.CALLED: {
        Signal.YES: S.JOINING,
        Signal.MET: S.TALKING,
        Signal.PERSON: S.JOINING,
        Signal.WRONG: S.GOODBYE,
        Signal.ABSENT: S.AWAY,
        Signal.MAILBOX: S.AWAY,
        Signal.GIVE_UP: S.AWAY,
        Signal.NOT_REACHED: S.AWAY,
    },
    S.TALKING: {
        Signal.BROUGHT: S.TALKING,
        Signal.AGENT_LOST: S.JOINING,
        Signal.TRANSFERRED: S.JOINING,
        Signal.TALK_OVER: S.ANYTHING_ELSE,
    },
    S.ANYTHING_ELSE: {
        Signal.SKIP: S.GOODBYE,
        Signal.YES: S.REASON,
        Signal.NO: S.RATING,
        Signal.SILENT: S.RATING,
        Signal.PERSON: S.JOINING,
        Signal.GIVE_UP: S.RATING,
    },
    S.RATING: {
        Signal.RATED: S.TEXTS,
        Signal.LOW: S.TEXTS,
        Signal.SILENT: S.TEXTS,
        Signal.PERSON: S.JOINING,
        Signal.GIVE_UP: S.TEXTS,
    },
    S.TEXTS: {
        Signal.SKIP: S.GOODBYE,
        Signal.YES: S.GOODBYE,
        Signal.NO: S.GOODBYE,
        Signal.SILENT: S.GOODBYE,
        Signal.PERSON: S.JOINING,
        Signal.GIVE_UP: S.GOODBYE,
    },
    S.SOLVED: {
        Signal.YES: S.GOODBYE,
        Signal.NO: S.RECONNECT,
        Signal.WRONG: S.GOODBYE,
        Signal.ABSENT: S.GOODBYE,
        Signal.MAILBOX: S.GOODBYE,
        Signal.NOT_REACHED: S.GOODBYE,
        Signal.PERSON: S.JOINING,
    },
    S.RECONNECT: {
        Signal.SKIP: S.GOODBYE,
        Signal.YES: S.JOINING,
        Signal.NO: S.GOODBYE,
        Signal.SILENT: S.GOODBYE,
        Signal.PERSON: S.JOINING,
        Signal.GIVE_UP: S.GOODBYE,
    },
    S.TOLD: {},
    S.FULL: {
        Signal.SKIP: S.CLOSED,
        Signal.YES: S.PROMISED,
        Signal.NO: S.CLOSED,
        Signal.SUPERVISOR: S.FULL,
        Signal.GIVE_UP: S.CLOSED,
    },
    S.CLOSED: {
        Signal.SUPERVISOR: S.CLOSED,
        Signal.RECORDED: S.GOODBYE,
        Signal.SILENT: S.GOODBYE,
    },
    S.GOODBYE: {},
    S.ENDED: {Signal.HUNG_UP: S.ENDED},
}

_QUESTIONS = (
    *(S.LANGUAGE, S.CONSENT, S.RETURNING, S.NAME, S.NAME_CONFIRM, S.SPELLING),
    *(S.CASE, S.CASE_NUMBER, S.REASON, S.CLARIFY, S.KEYS, S.TROUBLE),
)
PARTING = (S.ANYTHING_ELSE, S.RATING, S.TEXTS)
"""The questions after the talk."""
_LISTENING = (
    *(*_QUESTIONS, S.CALLBACK, S.CALLBACK_NUMBER, S.CALLBACK_OTHER, S.CALLED, S.FULL),
    *(*PARTING, S.SOLVED, S.RECONNECT),
)
ASKING = (*_QUESTIONS, S.NAME_RECORDING)
"""The questions before the line. In each of them a person may be asked for."""
IN_LINE = frozenset({S.JOINING, S.HOLDING, S.CALLBACK, S.CALLBACK_NUMBER, S.CALLBACK_OTHER})
"""Who stands here has a place in line, and is brought to an agent who becomes free."""

for _state in _LISTENING:  # what is missed once is asked once more
    for _signal in (Signal.SILENT, Signal.UNCLEAR, Signal.REPEAT):
        TRANSITIONS[_state].setdefault(_signal, _state)
for _state in (S.CONSENT, S.RETURNING, S.NAME, S.NAME_CONFIRM):
    TRANSITIONS[_state][Signal.STORY] = _state
for _state in ASKING:
    TRANSITIONS[_state][Signal.PERSON] = TRANSITIONS[_state][Signal.ENOUGH] = S.JOINING
for _state in sorted(IN_LINE):
    TRANSITIONS[_state][Signal.JOINED] = TRANSITIONS[_state][Signal.WAITED] = S.HOLDING
    TRANSITIONS[_state][Signal.BROUGHT] = S.TALKING
    TRANSITIONS[_state][Signal.LINE_BROKE] = S.JOINING
    TRANSITIONS[_state][Signal.SUPERVISOR] = S.HOLDING
for _state in (S.JOINING, S.HOLDING):
    TRANSITIONS[_state][Signal.OFFERED] = S.CALLBACK
    TRANSITIONS[_state][Signal.PROMISE] = S.HOLDING
for _state in S:
    TRANSITIONS[_state][Signal.FAULT] = S.JOINING
    TRANSITIONS[_state][Signal.HUNG_UP] = S.ENDED
for _state in (*PARTING, S.SOLVED, S.RECONNECT, S.TOLD, S.CLOSED, S.GOODBYE):
    TRANSITIONS[_state][Signal.FAULT] = S.GOODBYE  # who has talked, or was called, need not wait
TRANSITIONS[S.PROMISED][Signal.FAULT] = S.PROMISED  # the promise stands
del TRANSITIONS[S.ENDED][Signal.FAULT]
