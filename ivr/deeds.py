"""What an answer makes true for the records, besides what is said next."""

from ivr import actions
from ivr.actions import Action
from ivr.call import Call, State
from ivr.signals import Signal


def deed(signal: Signal, call: Call) -> tuple[Action, ...]:
    """What `signal` makes of the call, which still stands in the state that met it."""
    match call.state, signal:
        case State.TROUBLE, Signal.AWAITS if call.trouble is not None:
            return (actions.AwaitIncident(call.trouble),)
        case State.RATING, Signal.RATED | Signal.LOW if call.rating is not None:
            promise = signal is Signal.LOW and promised(call) is not None
            return (actions.Rate(call.rating, promise),)
        case State.TEXTS, Signal.YES | Signal.NO:
            return (actions.WantTexts(signal is Signal.YES),)
        case State.SOLVED, Signal.YES | Signal.NO | Signal.PERSON:
            return (actions.Confirm(signal is Signal.YES),)
        case State.RECONNECT, _ if signal in _UNSERVED:
            return (actions.OweCall(),)
    return ()


def promised(call: Call) -> tuple[str, str] | None:
    """Who calls back after the talk, and until when, as far as it can be said."""
    when = call.back_by.get(call.language)
    return (call.caller_back, when) if call.caller_back and when else None


_UNSERVED = frozenset(
    {
        *(Signal.SKIP, Signal.NO, Signal.SILENT, Signal.GIVE_UP),
        *(Signal.FAULT, Signal.HUNG_UP),
    }
)
"""Ways out of the question whether to be brought to somebody that lead to nobody."""
