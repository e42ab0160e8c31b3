"""Gather: prompts, then keys or speech, then the action."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from simulator.line import Listening
from simulator.network.handset import Key, Spoken
from simulator.network.sound import speaking_time
from simulator.network.source import Form, Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Outcome, Performer, first_of
from simulator.twiml.sound import pause, play, say

KINDS = {
    "dtmf": frozenset({"dtmf"}),
    "speech": frozenset({"speech"}),
    "dtmf speech": frozenset({"dtmf", "speech"}),
    "speech dtmf": frozenset({"dtmf", "speech"}),
}
PROMPTS = {"Say": say, "Play": play, "Pause": pause}
FIRST_PAUSE = 1.0
LONGEST_SPEECH = 60.0


@dataclass(frozen=True)
class Wanted:
    """What a Gather listens for. Times in simulated seconds."""

    kinds: frozenset[str]
    language: str
    timeout: float
    speech_timeout: float
    digits: int | None
    finish: str


async def gather(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    wanted = _wanted(performer, element, document)
    found = await _collect(performer, element, document, wanted)
    performer.call.note("gathered", found or {})
    if not found:
        if not values.flag("actionOnEmptyResult"):
            return None
        found = _empty(wanted)
    url = values.address("action") or document.url
    return Source(url, values.method("method"), found)


def _wanted(performer: Performer, element: Element, document: Document) -> Wanted:
    values = performer.values(element, document)
    timeout = values.number("timeout", 5)
    auto = values.text("speechTimeout") == "auto"
    return Wanted(
        kinds=KINDS[values.choice("input", "dtmf", frozenset(KINDS))],
        language=values.text("language", "en-US"),
        timeout=timeout,
        speech_timeout=FIRST_PAUSE if auto else values.number("speechTimeout", timeout),
        digits=values.number("numDigits", 0, 1) or None,
        finish=values.text("finishOnKey", "#"),
    )


async def _collect(
    performer: Performer, element: Element, document: Document, wanted: Wanted
) -> Form:
    """What was heard, as parameters of the action; empty when there was nothing."""
    call, ears = performer.call, performer.call.ears
    await first_of(_prompt(performer, element, document), ears.arrival(wanted.kinds))
    if ears.peek(wanted.kinds) is None:
        call.play(Listening(wanted.kinds, wanted.language, wanted.digits, wanted.timeout))
    try:
        async with performer.clock.timeout(wanted.timeout):
            first = await ears.arrival(wanted.kinds)
    except TimeoutError:
        return {}
    if isinstance(first, Key):
        digits = await _digits(performer, wanted)
        return {"Digits": digits} if digits else {}
    return await _speech(performer, wanted)


async def _prompt(performer: Performer, element: Element, document: Document) -> None:
    for child in element:
        performer.call.note("verb", {"verb": child.tag, **child.attrib})
        await PROMPTS[child.tag](performer, child, document)


async def _digits(performer: Performer, wanted: Wanted) -> str:
    ears = performer.call.ears
    digits = ""
    while len(digits) != wanted.digits:
        try:
            async with performer.clock.timeout(wanted.timeout):
                key = await ears.take({"dtmf"})
        except TimeoutError:
            break
        if not isinstance(key, Key) or key.digit in wanted.finish:
            break
        digits += key.digit
    return digits


async def _speech(performer: Performer, wanted: Wanted) -> Form:
    ears = performer.call.ears
    heard: list[Spoken] = []
    patience = LONGEST_SPEECH
    try:
        async with performer.clock.timeout(LONGEST_SPEECH):
            while True:
                async with performer.clock.timeout(patience):
                    spoken = await ears.take({"speech"})
                if isinstance(spoken, Spoken):
                    heard.append(spoken)
                    patience = wanted.speech_timeout + speaking_time(spoken.text)
    except TimeoutError:
        pass
    return {
        "SpeechResult": " ".join(spoken.text for spoken in heard),
        "Confidence": str(min(spoken.confidence for spoken in heard)),
    }


def _empty(wanted: Wanted) -> Form:
    digits = {"Digits": ""} if "dtmf" in wanted.kinds else {}
    speech = {"SpeechResult": "", "Confidence": "0.0"} if "speech" in wanted.kinds else {}
    return digits | speech
