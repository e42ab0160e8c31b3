"""What an event can amount to, and the refusal of one that makes no sense."""

from collections.abc import Callable
from enum import StrEnum

from ivr.call import Call, State
from ivr.events import Event
from ivr.script import Script


class Signal(StrEnum):
    """What an event amounts to. Each is the label of an arrow in the conversation's diagram."""

    OPEN = "open"
    SHUT = "closed"
    FULL = "line is full"
    REGAINED = "takes an old place"
    SKIP = "not needed"
    CHOSEN = "chosen"
    YES = "yes"
    NO = "no"
    NAMED = "name heard"
    CORRECTED = "other name heard"
    TWICE = "wrong twice"
    NO_MORE = "wrong again"
    SPELLED = "spelled"
    NOT_BOTH = "not both"
    SAME = "the same case"
    CASE_NUMBER = "has a case number"
    CASE_FOUND = "case found"
    NO_SUCH_CASE = "no such case"
    STORY = "reason told early"
    RECORDED = "recorded"
    SURE = "understood"
    UNSURE = "two likely"
    UNKNOWN = "not among the skills"
    NEITHER = "neither"
    KEY = "a key"
    PERSON = "wants a person"
    SUPERVISOR = "wants a supervisor"
    AWAITS = "will be called"
    SILENT = "nothing heard"
    UNCLEAR = "not understood"
    REPEAT = "asks to hear it again"
    GIVE_UP = "missed twice"
    ENOUGH = "asked enough"
    JOINED = "in line"
    WAITED = "a round"
    OFFERED = "callback offered"
    PROMISE = "promise told"
    NUMBERED = "number heard"
    NEVER_MIND = "never mind"
    REFUSED = "cannot be called back"
    PICKED_UP = "picked up"
    MET = "yes, and an agent waits"
    ABSENT = "not there now"
    WRONG = "somebody else"
    MAILBOX = "a mailbox"
    NOT_REACHED = "not reached"
    BROUGHT = "agent took the call"
    LINE_BROKE = "line broke"
    AGENT_LOST = "agent's line cut"
    TRANSFERRED = "passed on"
    TALK_OVER = "talk over"
    RATED = "rated"
    LOW = "rated low"
    ASKED = "asked whether solved"
    TELL = "told our news"
    FAULT = "our fault"
    HUNG_UP = "hung up"


class IllegalEvent(Exception):
    """The table has no place for this event in this state; nothing has changed."""

    def __init__(self, state: State, what: str) -> None:
        super().__init__(f"{what} in state {state}")
        self.state = state


Reading = tuple[Signal, Call]
"""What an event amounts to, and the call with what it taught."""
Reader = Callable[[Call, Event, Script], Reading]
