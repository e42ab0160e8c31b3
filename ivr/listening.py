"""What every question listens for: yes and no, a miss, a story told before it was asked for."""

import re

from ivr import answers, events
from ivr.call import Call
from ivr.script import Script
from ivr.signals import Reading, Signal

MISSES = 2
"""So often in a row a question is missed before the conversation goes on without its answer."""
_FEWEST_WORDS = 3
_BEGINS = {
    "en": r"\b(?:calling about|because|about|i want|i need|i have|i would like|i'd like|my problem)\b.*",
    "id": r"\b(?:soal|tentang|mengenai|karena|mau|ingin|masalah|keluhan)\b.*",
}


def missed(call: Call, event: events.Event) -> Reading:
    """Nothing heard, nothing understood, or "pardon?": for the first or the second time."""
    call = call.but(misses=call.misses + 1)
    if call.misses >= MISSES:
        return Signal.GIVE_UP, call
    match event:
        case events.Silence():
            return Signal.SILENT, call
        case events.Heard(said=said) if answers.asks_again(said, call.language):
            return Signal.REPEAT, call
    return Signal.UNCLEAR, call


def missed_or_story(call: Call, event: events.Event, script: Script) -> Reading:
    """A miss, unless the caller has told why they call: that is kept and no miss."""
    heard = overheard(call, event.said, script) if isinstance(event, events.Heard) else call
    return missed(call, event) if heard is call else (Signal.STORY, heard)


def answer(call: Call, event: events.Event) -> bool | None:
    """Yes, no, or neither of them, by key or by voice."""
    match event:
        case events.Keyed(digits="1"):
            return True
        case events.Keyed(digits="2"):
            return False
        case events.Heard(said=said) if answers.says_no(said, call.language):
            return False
        case events.Heard(said=said) if answers.says_yes(said, call.language):
            return True
    return None


def story_of(said: str, call: Call, script: Script) -> str | None:
    """The skill that somebody surely needs who says this; None for what tells too little."""
    if len(answers.plain(said).split()) < _FEWEST_WORDS:
        return None
    verdict = script.reasons[call.language].judge(said)
    return verdict.skills[0] if verdict.kind == "sure" else None


def overheard(call: Call, said: str, script: Script) -> Call:
    """Callers tell their story when they are asked for something else: they needn't tell it
    again. The same call if they did not, or had already."""
    skill = None if call.skill else story_of(said, call, script)
    return call.but(reason=answers.kept(said), skill=skill) if skill else call


def with_story(call: Call, event: events.Event, script: Script) -> Call:
    """The call with the story that came along with an answer: "yes, I'm calling about ..."."""
    if not isinstance(event, events.Heard):
        return call
    story = re.search(_BEGINS[call.language], answers.plain(event.said))
    return overheard(call, story[0], script) if story else call
