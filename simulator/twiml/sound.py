"""Say, Play and Pause."""

import io
import wave
from xml.etree.ElementTree import Element

from simulator.courier import LARGEST_MEDIA, TwimlError
from simulator.line import Played, Quiet
from simulator.twiml.document import MEDIA, Document
from simulator.twiml.performer import Outcome, Performer

DEFAULT_LANGUAGE = "en-US"
LONGEST_SAY = 4096
UNKNOWN_LENGTH = 3.0
ENDLESS = 1000
DIGIT_PAUSES = {"w": 0.5, "W": 1.0}
DIGIT_LENGTH = 0.2


async def say(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    text = " ".join("".join(element.itertext()).split())
    if len(text) > LONGEST_SAY:
        raise TwimlError(13520, "more text than a Say may hold", document.url)
    for _ in range(values.number("loop", 1, 0, ENDLESS) or ENDLESS):
        if text:
            await performer.say(text, values.text("language", DEFAULT_LANGUAGE))
    return None


async def play(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    if values.has("digits"):
        lengths = (DIGIT_PAUSES.get(digit, DIGIT_LENGTH) for digit in values.text("digits"))
        await _quiet(performer, sum(lengths))
        return None
    url = document.address((element.text or "").strip())
    seconds = await _length(performer, url)
    for _ in range(values.number("loop", 1, 0, ENDLESS) or ENDLESS):
        await performer.play(Played(url), seconds)
    return None


async def pause(performer: Performer, element: Element, document: Document) -> Outcome:
    length = performer.values(element, document).number("length", 1)
    await _quiet(performer, length)
    return None


async def _quiet(performer: Performer, seconds: float) -> None:
    performer.call.play(Quiet(seconds))
    await performer.clock.sleep(seconds)


async def _length(performer: Performer, url: str) -> float:
    """Seconds that the sound file at `url` plays; fetched once and remembered."""
    known = performer.exchange.media_lengths
    if url not in known:
        reply = await performer.exchange.courier.send("GET", url, {}, most=LARGEST_MEDIA)
        if not reply.content_type.startswith(MEDIA):
            raise TwimlError(12300, f"content type {reply.content_type or 'missing'}", url)
        known[url] = _wav_length(reply.body)
    return known[url]


def _wav_length(body: bytes) -> float:
    try:
        with wave.open(io.BytesIO(body)) as sound:
            seconds: float = sound.getnframes() / sound.getframerate()
            return seconds
    except (wave.Error, EOFError, ZeroDivisionError):
        return UNKNOWN_LENGTH
