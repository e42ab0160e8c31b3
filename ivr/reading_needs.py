"""What is understood while the language, the consent and the reason are asked for."""

from collections.abc import Sequence

from ivr import answers, case_numbers, events
from ivr.call import Call, State
from ivr.listening import answer, missed, missed_or_story, overheard
from ivr.script import Script
from ivr.signals import Reading, Signal

_FEW = 3


def language(call: Call, event: events.Event, script: Script) -> Reading:
    """A language is chosen by key, by its name or place, or by being spoken."""
    chosen: str | None = None
    match event:
        case events.Keyed(digits=digits):
            chosen = by_key(digits, script.languages)
        case events.Heard(said=said):
            chosen = answers.language_named(said, script.languages) or _placed(said, script)
            if chosen is None and (chosen := answers.language_of(said, script.languages)):
                call = overheard(call.but(language=chosen), said, script)
    if chosen:
        return Signal.CHOSEN, call.but(language=chosen, language_known=True)
    return missed(call, event)


def _placed(said: str, script: Script) -> str | None:
    """The language whose place was said, in whichever language that is."""
    if len(answers.plain(said).split()) > _FEW:
        return None  # "I have one question": nobody is counting languages
    places = (answers.place(said, code) for code in script.languages)
    place = next((place for place in places if place), 0)
    return by_key(str(place), script.languages)


def by_key(digits: str, choices: Sequence[str]) -> str | None:
    """What a key from 1 on chooses."""
    number = int(digits) if len(digits) == 1 and digits in "123456789" else 0
    return choices[number - 1] if 1 <= number <= len(choices) else None


def consent(call: Call, event: events.Event, script: Script) -> Reading:
    """Only a yes with no "but not" after it is leave to record."""
    agreed = answer(call, event)
    said = event.said if isinstance(event, events.Heard) else ""
    if agreed is None or (agreed and answers.denies(said, call.language)):
        return missed_or_story(call, event, script)
    return (Signal.YES if agreed else Signal.NO), call.but(record=agreed)


def reason(call: Call, event: events.Event, script: Script) -> Reading:
    match event:
        case events.Keyed():
            return Signal.KEY, call
        case events.Heard(said=said) if case_numbers.is_spoken_of(said, call.language):
            return Signal.CASE_NUMBER, call
        case events.Heard(said=said) if not answers.says_little(said, call.language):
            return _judged(call.but(reason=answers.kept(said)), said, script)
    return missed(call, event)


def _judged(call: Call, said: str, script: Script) -> Reading:
    verdict = script.reasons[call.language].judge(said)
    match verdict.kind:
        case "sure":
            return Signal.SURE, call.but(skill=verdict.skills[0])
        case "ask":
            return Signal.UNSURE, call.but(options=verdict.skills)
        case "person":
            return Signal.UNKNOWN, call


def choice(call: Call, event: events.Event, script: Script) -> Reading:
    """One of the skills that were offered, by key or by voice."""
    options = call.options if call.state is State.CLARIFY else script.keys
    chosen: str | None = None
    match event:
        case events.Keyed(digits=digits):
            chosen = by_key(digits, options)
        case events.Heard(said=said):
            chosen = _by_voice(call, said, options, script)
            if chosen is None and _none_of_them(said, call.language):
                return Signal.NEITHER, call
    if chosen:
        return Signal.CHOSEN, call.but(skill=chosen)
    return missed(call, event)


def _none_of_them(said: str, language: str) -> bool:
    return answers.says_neither(said, language) or answers.says_otherwise(said, language)


def _by_voice(call: Call, said: str, options: Sequence[str], script: Script) -> str | None:
    """The option that was said: by its title, its place in the list, or told once more.

    Who wants both goes to the likelier one.
    """
    text = answers.plain(said)
    if answers.says_neither(said, call.language):
        return None
    for option in options:
        if answers.plain(script.title(option, call.language)) in text:
            return option
    if place := answers.place(said, call.language):
        return by_key(str(place), options)
    if answers.says_both(said, call.language):
        return options[0]
    if answers.says_little(said, call.language):
        return None
    verdict = script.reasons[call.language].judge(said)
    return verdict.skills[0] if verdict.kind == "sure" else None
