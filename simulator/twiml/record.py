"""Record, Start and Stop: what people leave, and recordings that run beside a call."""

import asyncio
from xml.etree.ElementTree import Element

from simulator.line import Beep
from simulator.network.handset import Key, Spoken
from simulator.network.recordings import Recording, Wish
from simulator.network.sound import speaking_time
from simulator.network.source import Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Outcome, Performer
from simulator.twiml.values import Values

ANY_KEY = "1234567890*#"
TRIMS = frozenset({"trim-silence", "do-not-trim"})
TRACKS = frozenset({"both", "inbound", "outbound"})
CHANNELS = {"mono": 1, "dual": 2}


async def record(performer: Performer, element: Element, document: Document) -> Outcome:
    values = performer.values(element, document)
    url, method = values.address("action") or document.url, values.method("method")
    if values.flag("playBeep", default=True):
        performer.call.play(Beep())
    recording = _start(performer, values, channels=1, source="RecordVerb", trim="trim-silence")
    try:
        digits = await _listen(performer, values)
    except asyncio.CancelledError:
        performer.exchange.recordings.stop(recording)
        if performer.call.finished:
            performer.aside(url, method, _result(performer, recording, "hangup"))
        raise
    performer.exchange.recordings.stop(recording)
    if not recording.duration():
        return None
    return Source(url, method, _result(performer, recording, digits))


async def start(performer: Performer, element: Element, document: Document) -> Outcome:
    for child in element:
        values = performer.values(child, document)
        channels = CHANNELS[values.choice("channels", "dual", frozenset(CHANNELS))]
        _start(performer, values, channels, "StartCallRecordingTwiML", "do-not-trim")
    return None


async def stop(performer: Performer, _element: Element, _document: Document) -> Outcome:
    performer.exchange.recordings.stop_all(performer.call)
    return None


def _start(
    performer: Performer, values: Values, channels: int, source: str, trim: str
) -> Recording:
    wish = Wish(
        channels=channels,
        source=source,
        track=values.choice("track", "both", TRACKS),
        trim=values.choice("trim", trim, TRIMS) == "trim-silence",
        hook=values.hook("recordingStatusCallback", "completed"),
    )
    return performer.exchange.recordings.start(performer.call, wish)


async def _listen(performer: Performer, values: Values) -> str:
    """Wait for a finishing key, for silence, or for the greatest length; return the key."""
    finish = values.text("finishOnKey", ANY_KEY)
    silence = values.number("timeout", 5)
    longest = values.number("maxLength", 3600, 1)
    try:
        async with performer.clock.timeout(longest):
            return await _until_silence(performer, finish, silence or longest)
    except TimeoutError:
        return ""


async def _until_silence(performer: Performer, finish: str, silence: float) -> str:
    patience = silence
    while True:
        try:
            async with performer.clock.timeout(patience):
                heard = await performer.call.ears.take({"speech", "dtmf"})
        except TimeoutError:
            return ""
        if isinstance(heard, Key) and heard.digit in finish:
            await _last_word(performer)
            return heard.digit
        if isinstance(heard, Spoken):
            patience = silence + speaking_time(heard.text)


async def _last_word(performer: Performer) -> None:
    """Whoever presses a key has finished speaking."""
    words = performer.call.said.utterances
    if words:
        await performer.clock.sleep(words[-1].end - performer.clock.now())


def _result(performer: Performer, recording: Recording, digits: str) -> dict[str, str]:
    return {
        "RecordingUrl": performer.exchange.recordings.url(recording),
        "RecordingSid": recording.sid,
        "RecordingDuration": str(recording.duration()),
        "Digits": digits,
    }
