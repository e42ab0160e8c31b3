"""What is understood after a talk, and when we ask whether a problem is solved."""

from ivr import answers, events, pickups, wishes
from ivr.call import Call
from ivr.entry import languages
from ivr.listening import answer, missed, story_of, with_story
from ivr.ratings import rating as rating_said
from ivr.ratings import wants_more
from ivr.script import Script
from ivr.signals import Reading, Signal

SHORT = 6
"""Words in which somebody says that the one we want is not there; a problem takes more."""


def asked(call: Call, event: events.Asked, script: Script) -> Reading:
    """Somebody picks up our question; until they answer it they are the one we want."""
    known = event.language if event.language in script.languages else None
    return Signal.ASKED, call.but(
        name=event.name,
        honorific=event.honorific,
        language=known or script.languages[0],
        language_known=known is not None,
        case=event.code,
        skill=event.skill if event.skill in script.keys else None,
        owner=event.owner,
        owner_here=event.owner_here,
        caller_back=event.owner,
        back_by=dict(event.by),
        called=True,
        can_join=event.is_open,
    )


def told(call: Call, event: events.Notify) -> Reading:
    """They hear our news in the language that it is written in."""
    spoken = event.lines[0].language if event.lines else call.language
    return Signal.TELL, call.but(language=spoken, language_known=bool(event.lines))


def solved(call: Call, event: events.Event, script: Script) -> Reading:
    """Is it? And was that the customer, another, or a machine?"""
    said = event.said if isinstance(event, events.Heard) else ""
    if pickups.is_machine(said):
        return Signal.MAILBOX, call
    spoken = languages(call, script)
    if call.misses == 0 and _picks_up(said, spoken):
        return Signal.REPEAT, call.but(misses=1)  # said on picking up, before we were heard
    if wishes.asks_for_supervisor(event, spoken):
        wish = call.but(supervisor=True)
        return (Signal.PERSON if call.can_join else Signal.NO), wish
    if any(pickups.is_stranger(said, code) for code in spoken):
        return Signal.WRONG, call
    right = _is_solved(call, event, spoken)
    if right is not True and _is_absent(said, spoken):
        return Signal.ABSENT, call
    if right is not None:
        return (Signal.YES if right else Signal.NO), call
    signal, call = missed(call, event)
    return (Signal.NOT_REACHED if signal is Signal.GIVE_UP else signal), call


def _is_absent(said: str, spoken: tuple[str, ...]) -> bool:
    short = len(answers.plain(said).split()) <= SHORT
    return short and any(pickups.is_absent(said, code) for code in spoken)


def _picks_up(said: str, spoken: tuple[str, ...]) -> bool:
    return any(
        pickups.only_greets(said, code) or pickups.is_picking_up(said, code) for code in spoken
    )


def _is_solved(call: Call, event: events.Event, spoken: tuple[str, ...]) -> bool | None:
    if not isinstance(event, events.Heard):
        return answer(call, event)
    said = [pickups.is_solved(event.said, code) for code in spoken]
    return next((one for one in said if one is not None), None)


def reconnect(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """Shall we bring you to the owner now?"""
    if isinstance(event, events.Heard) and pickups.is_absent(event.said, call.language):
        return Signal.NO, call  # "later", "I am driving"
    wanted = answer(call, event)
    if wanted is None:
        return missed(call, event)
    return (Signal.YES if wanted else Signal.NO), call


def more(call: Call, event: events.Event, script: Script) -> Reading:
    """Is there anything else? Whoever tells what it is has said yes."""
    wanted = answer(call, event) if isinstance(event, events.Keyed) else None
    if isinstance(event, events.Heard):
        wanted = wants_more(event.said, call.language)
        told = story_of(event.said, call, script)
        if told and not answers.opens_with_no(event.said, call.language):
            wanted = True
    if wanted is None:
        return missed(call, event)
    return (Signal.YES, _anew(call, event, script)) if wanted else (Signal.NO, call)


def _anew(call: Call, event: events.Event, script: Script) -> Call:
    fresh = call.anew()
    if not isinstance(event, events.Heard):
        return fresh
    skill = story_of(event.said, fresh, script)
    if skill is None:
        return with_story(fresh, event, script)
    return fresh.but(skill=skill, reason=answers.kept(event.said))


def rating(call: Call, event: events.Event, script: Script) -> Reading:
    mark = None
    match event:
        case events.Keyed(digits=digits) if digits in _MARKS:
            mark = int(digits)
        case events.Heard(said=said):
            mark = rating_said(said, call.language)
    if mark is None:
        return missed(call, event)
    return (Signal.LOW if mark <= script.low_rating else Signal.RATED), call.but(rating=mark)


_MARKS = frozenset("12345")


def texts(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    """Only a clear yes is leave to send text messages."""
    wanted = answer(call, event)
    if wanted is None:
        return missed(call, event)
    return (Signal.YES if wanted else Signal.NO), call
