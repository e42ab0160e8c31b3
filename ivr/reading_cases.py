"""What is understood while a caller is asked for their case, its number, or a known trouble."""

from ivr import answers, case_numbers, events
from ivr.call import Call
from ivr.events import KnownCase
from ivr.listening import answer, missed, overheard, story_of
from ivr.script import Script
from ivr.signals import Reading, Signal
from ivr.troubles import trouble_of


def about(call: Call, case: KnownCase, script: Script) -> Call:
    """The call with the case that it is about."""
    return call.but(
        case=case.code,
        skill=case.skill if case.skill in script.keys else call.skill,
        owner=case.owner,
        owner_here=case.owner_here,
        owner_moved=case.moved,
        known_case=None,
    )


def is_other(call: Call, event: events.Event, script: Script) -> bool:
    """Whether they call about something else than the case that we know: they say so, or tell
    what it is."""
    if not isinstance(event, events.Heard) or call.known_case is None:
        return False
    if answers.says_neither(event.said, call.language):
        return True
    told = story_of(event.said, call, script)
    return told is not None and told != call.known_case.skill


def case(call: Call, event: events.Event, script: Script) -> Reading:
    """Is it about the case that we know? Whoever tells what it is about has answered."""
    said = event.said if isinstance(event, events.Heard) else ""
    if call.known_case is None:  # an older release has asked
        return Signal.NO, call
    if case_numbers.is_spoken_of(said, call.language):
        return Signal.CASE_NUMBER, call
    told = overheard(call, said, script)
    agreed = answer(call, event)
    if said and not agreed:
        agreed = _tells_it(call, said, script)
    if is_other(call, event, script) or agreed is False:
        return Signal.NO, told.but(known_case=None)
    return (Signal.SAME, about(told, call.known_case, script)) if agreed else missed(call, event)


def _tells_it(call: Call, said: str, script: Script) -> bool | None:
    """Whether the story of the case itself is told; a "no" without it is a no."""
    skill = call.known_case.skill if call.known_case else None
    told = skill is not None and story_of(said, call, script) == skill
    if told and not answers.opens_with_no(said, call.language):
        return True
    return False if answers.says_no(said, call.language) else None


def number(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """Something else than the six digits of a case, which are looked up before we hear them."""
    if isinstance(event, events.Heard) and _gives_up(event.said, call.language):
        return Signal.NEVER_MIND, call
    return missed(call, event)


def _gives_up(said: str, language: str) -> bool:
    gone = case_numbers.is_not_at_hand(said, language) or answers.never_minds(said, language)
    return gone or (answers.says_no(said, language) and answers.says_little(said, language))


def found(call: Call, event: events.CaseFound, script: Script) -> Reading:
    if event.case is not None:
        return Signal.CASE_FOUND, about(call, event.case, script)
    nothing, call = missed(call, event)
    return (nothing if nothing is Signal.GIVE_UP else Signal.NO_SUCH_CASE), call


def trouble(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """Shall we call when it is over? Whoever does not say so is brought to a person."""
    known = trouble_of(call)
    told = call.but(trouble=known.id) if known else call
    if isinstance(event, events.Heard) and answers.never_minds(event.said, call.language):
        return Signal.NO, told
    wanted = answer(call, event)
    if wanted is None or known is None:
        return missed(told, event)
    return (Signal.AWAITS if wanted else Signal.NO), told
