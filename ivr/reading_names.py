"""What is understood while a name is asked for, confirmed and spelled.

A name that was heard is only `heard`; it becomes the caller's `name` by their yes alone.
"""

import re

from ivr import answers, events, names
from ivr.call import Call, State
from ivr.listening import answer, missed, missed_or_story, overheard, with_story
from ivr.reading_cases import about, is_other
from ivr.script import Script
from ivr.signals import Reading, Signal

TRIES = 2
CORRECTIONS = 4
_MOST_TITLES = 3


def returning(call: Call, event: events.Event, script: Script) -> Reading:
    """Is it the one whom we know, and about the case that we know? A yes is one to both."""
    said = answer(call, event)
    named = _named(call, event)
    if said or (said is None and named and alike(named.heard, call.known_name, call.language)):
        known = call.but(name=call.known_name, honorific=call.known_honorific)
        return Signal.YES, _with_case(known, event, script, agreed=bool(said))
    if named and not alike(named.heard, call.known_name, call.language):
        return Signal.CORRECTED, named.but(tries=1)
    if said is False and call.known_case:
        return Signal.NOT_BOTH, with_story(call.but(known_case=None, misses=0), event, script)
    if said is False:
        return Signal.NO, call
    return missed_or_story(call, event, script)


def _with_case(call: Call, event: events.Event, script: Script, *, agreed: bool) -> Call:
    """Who has only said their name has not said what it is about."""
    case, other = call.known_case, is_other(call, event, script)
    told = with_story(call, event, script)
    if case is None or other:
        return told.but(known_case=None)
    return about(told, case, script) if agreed else told


def name(call: Call, event: events.Event, script: Script) -> Reading:
    if not isinstance(event, events.Heard):
        return missed(call, event)
    if named := _named(call, event):
        return Signal.NAMED, with_story(named.but(tries=call.tries + 1), event, script)
    if _refused(call, event.said):
        return Signal.NO, call
    heard = overheard(call, event.said, script)
    if heard is not call:
        return Signal.STORY, heard
    call = _told(call, event.said).but(tries=call.tries + 1, misses=0)
    return (Signal.TWICE if call.tries >= TRIES else Signal.UNCLEAR), call


def _refused(call: Call, said: str) -> bool:
    """ "I'd rather not"; a bare no as well, unless it may still mean the name before."""
    fresh = call.tries == 0 and call.known_name is None
    bare = answers.says_no(said, call.language) and answers.says_little(said, call.language)
    return answers.keeps_private(said, call.language) or (fresh and bare)


def confirm(call: Call, event: events.Event, script: Script) -> Reading:
    said = answer(call, event)
    named = _named(call, event)
    same = named is not None and alike(named.heard, call.heard, call.language)
    if said or (same and said is None):
        honorific = (named.honorific if named and same else None) or call.honorific
        sure = call.but(name=call.heard, honorific=honorific)
        return Signal.YES, with_story(sure, event, script)
    if named and not same:
        named = named.but(tries=call.tries + 1, misses=0)
        return (Signal.CORRECTED if named.tries <= CORRECTIONS else Signal.NO_MORE), named
    if said is None:
        return missed_or_story(call, event, script)
    if call.spelled:
        return Signal.NO_MORE, call
    return (Signal.TWICE if call.tries >= TRIES else Signal.NO), call


def spelling(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    if not isinstance(event, events.Heard):
        return missed(call, event)
    call = call.but(spelled=True)
    heard = names.reconcile(call.told, event.said, call.language)
    return (Signal.SPELLED, call.but(heard=heard)) if heard else (Signal.NO_MORE, call)


def is_named(call: Call, event: events.Event) -> bool:
    """Whether they say the name that this call has."""
    named = _named(call, event)
    return named is not None and alike(named.heard, call.name, call.language)


def recorded(call: Call, event: events.Event, script: Script) -> Reading:  # noqa: ARG001
    if isinstance(event, events.VoiceRecorded) and event.seconds > 0:
        return Signal.RECORDED, call.but(name_recorded=call.state is State.NAME_RECORDING)
    return Signal.SILENT, call


def alike(heard: str | None, other: str | None, language: str) -> bool:
    """Whether both call the same person: Siti is Siti Nurhaliza, not Sinta."""
    if heard is None or other is None:
        return False
    one, two = names.called(heard, language), names.called(other, language)
    return one.casefold() == two.casefold()


def _named(call: Call, event: events.Event) -> Call | None:
    """The call with the name that was said, if one was."""
    if not isinstance(event, events.Heard):
        return None
    found = names.extract(event.said, call.language)
    if found is None:
        return None
    honorific = _honorific(event.said, found, call.language) or call.honorific
    return _told(call, event.said).but(heard=found, honorific=honorific)


def _honorific(said: str, name: str, language: str) -> str | None:
    """The honorific that stands right before the name: in "halo Bu, saya Budi" it is ours."""
    words = re.findall(r"[\w'-]+[,;:!?]?", said)
    bare = [word.rstrip(",;:!?").casefold() for word in words]
    first = name.split()[0].casefold()
    at = bare.index(first) if first in bare else 0
    before: list[str] = []
    while at and len(before) < _MOST_TITLES and names.honorific(words[at - 1], language):
        if words[at - 1] != bare[at - 1] and words[at - 1][-1] in ",;:!?":
            break
        at -= 1
        before.insert(0, bare[at])
    return names.honorific(" ".join(before), language)


def _told(call: Call, said: str) -> Call:
    """Remember what was said when a name was asked for: a spelling is compared with it."""
    return call.but(told=(*call.told, answers.kept(said)))
