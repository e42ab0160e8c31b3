"""Which states have nothing to ask of a caller."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ivr.call import Call, State
from ivr.reading_names import alike
from ivr.script import Consent, Script
from ivr.troubles import trouble_of


def skipped(call: Call, script: Script) -> Call | None:
    """The call as it goes on if this state has nothing to ask; None if it must ask."""
    needless = _NEEDLESS.get(call.state)
    if needless is None or not needless(call, script):
        return None
    match call.state:
        case State.CONSENT:
            return call.but(record=script.consent is Consent.ANNOUNCE)
        case State.TROUBLE if known := trouble_of(call):
            return call.but(trouble=known.id)
    return call


def _has_no_case(call: Call) -> bool:
    """Whether there is no case to ask for, or it is not surely that of who is calling."""
    mine = alike(call.name, call.known_name, call.language)
    return call.known_case is None or call.case is not None or not mine


_NEEDLESS: Mapping[State, Callable[[Call, Script], bool]] = MappingProxyType(
    {
        State.LANGUAGE: lambda call, script: call.language_known or len(script.languages) == 1,
        State.CONSENT: lambda _, script: script.consent is not Consent.ASK,
        State.RETURNING: lambda call, _: call.known_name is None or call.name is not None,
        State.NAME: lambda call, _: call.name is not None,
        State.NAME_RECORDING: lambda call, script: (
            script.consent is Consent.ASK and not call.record
        ),
        State.CASE: lambda call, _: _has_no_case(call),
        State.REASON: lambda call, _: call.skill is not None or call.case is not None,
        # who cannot be called back is only told of the trouble
        State.TROUBLE: lambda call, _: trouble_of(call) is None or call.callback_number is None,
        State.CALLBACK_NUMBER: lambda call, _: not (call.callback_number or call.other_number),
        State.FULL: lambda call, _: call.callback_number is None or not call.callback_offered,
        State.ANYTHING_ELSE: lambda _, script: not script.parting,
        State.TEXTS: lambda call, _: not call.may_text,
        State.RECONNECT: lambda call, _: not call.can_join,
    }
)
