"""Gather and Record: what is heard, when it counts, and what the action is told."""

import io
import wave

from aiohttp import web

from simulator.line import Beep, Ended, Listening, Played, Quiet, Said
from tests.simulator.stage import Stage, heard, played, until_dead

ASK = (
    '<Gather input="speech dtmf" action="/heard" timeout="3" speechTimeout="1" {more}>'
    "<Say>{prompt}</Say></Gather><Redirect>/nothing</Redirect>"
)


def ask(prompt: str = "Your name?", more: str = "") -> str:
    return ASK.format(prompt=prompt, more=more)


@played()
async def test_speech_after_the_prompt_goes_to_the_action(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    line = await stage.call()
    assert await heard(line, Said) == Said("Your name?", "en-US", 10 / 14)
    listening = await heard(line, Listening)
    assert listening == Listening(frozenset({"speech", "dtmf"}), "en-US", None, 3)
    line.speak("Dewi Lestari", confidence=0.75)
    form = (await stage.hotline.got("/heard")).form
    assert (form["SpeechResult"], form["Confidence"]) == ("Dewi Lestari", "0.75")
    assert "Digits" not in form


@played()
async def test_speech_in_pieces_is_one_answer(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    line = await stage.call()
    await heard(line, Listening)
    line.speak("Dewi", confidence=0.9)
    line.speak("Lestari", confidence=0.5)
    form = (await stage.hotline.got("/heard")).form
    assert (form["SpeechResult"], form["Confidence"]) == ("Dewi Lestari", "0.5")


@played()
async def test_people_talk_over_prompts(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Welcome.</Say>" + ask("A prompt " * 300)
    line = await stage.call()
    await heard(line, Said)
    line.speak("Dewi")
    assert (await stage.hotline.got("/heard")).form["SpeechResult"] == "Dewi"


@played()
async def test_a_key_stops_the_prompt(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask("A prompt " * 300, 'numDigits="2"')
    line = await stage.call()
    await heard(line, Said)
    line.press("42")
    assert (await stage.hotline.got("/heard")).form["Digits"] == "42"


@played()
async def test_the_finishing_key_is_not_among_the_digits(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    line = await stage.call()
    await heard(line, Listening)
    line.press("1017*3#99")
    assert (await stage.hotline.got("/heard")).form["Digits"] == "1017*3"


@played()
async def test_silence_falls_through_to_the_next_verb(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    await stage.call()
    await stage.hotline.got("/nothing")
    assert stage.hotline.count("/heard") == 0


@played()
async def test_a_bare_finishing_key_is_silence(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    line = await stage.call()
    await heard(line, Listening)
    line.press("#")
    await stage.hotline.got("/nothing")
    assert stage.hotline.count("/heard") == 0


@played()
async def test_silence_can_be_reported_on_request(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask(more='actionOnEmptyResult="true"')
    await stage.call()
    form = (await stage.hotline.got("/heard")).form
    assert (form["SpeechResult"], form["Digits"]) == ("", "")


@played()
async def test_without_an_action_the_same_document_is_asked_again(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Gather numDigits="1"/>'
    line = await stage.call()
    await stage.hotline.got("/incoming")
    await heard(line, Listening)
    line.press("7")
    assert (await stage.hotline.got("/incoming")).form["Digits"] == "7"


@played()
async def test_what_is_said_while_nobody_listens_is_lost(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Redirect>/ask</Redirect>"
    line = await stage.call()
    line.speak("Too early")
    stage.hotline.answers["/ask"] = ask()
    await stage.hotline.got("/nothing")


@played()
async def test_hanging_up_in_a_gather_asks_nothing_more(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = ask()
    line = await stage.call()
    await heard(line, Listening)
    await line.hang_up()
    assert await until_dead(line) == Ended("completed")
    await stage.hotline.got("/over")
    assert [request.path for request in stage.hotline.requests] == ["/incoming", "/over"]


@played()
async def test_pauses_and_sounds_take_their_time(stage: Stage) -> None:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 8000 * 4))
    stage.hotline.answers["/chime.wav"] = lambda _form: web.Response(
        body=sound.getvalue(), content_type="audio/x-wav"
    )
    stage.hotline.answers["/incoming"] = (
        '<Play loop="2">/chime.wav</Play><Pause length="3"/><Play digits="1w2"/>'
    )
    line = await stage.call()
    assert await heard(line, Played) == Played(stage.hotline.url("/chime.wav"))
    assert await heard(line, Quiet) == Quiet(3)
    over = await stage.hotline.got("/over")
    assert int(over.form["CallDuration"]) >= 2 * 4 + 3
    assert stage.hotline.count("/chime.wav") == 1


@played()
async def test_a_pause_first_delays_answering(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Pause length="20"/><Hangup/>'
    line = await stage.call()
    assert await heard(line, Quiet) == Quiet(20)
    assert stage.exchange.calls[line.sid].status == "ringing"
    assert (await stage.hotline.got("/over")).form["CallDuration"] == "0"


@played()
async def test_a_rejected_call_is_never_answered(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Reject reason="busy"/>'
    line = await stage.call()
    assert await line.hear() == Ended("busy")
    assert (await stage.hotline.got("/over")).form["CallStatus"] == "busy"


@played()
async def test_a_recorded_message_ends_with_silence_and_reaches_its_action(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = (
        '<Record action="/left" timeout="2" recordingStatusCallback="/file"/>'
    )
    line = await stage.call()
    await heard(line, Beep)
    line.speak("My name is Dewi Lestari " * 3)
    left = (await stage.hotline.got("/left")).form
    assert left["RecordingDuration"] == "5"
    assert left["Digits"] == ""
    done = (await stage.hotline.got("/file")).form
    assert done["RecordingStatus"] == "completed"
    assert done["RecordingUrl"] == left["RecordingUrl"]
    assert done["RecordingSource"] == "RecordVerb"


@played()
async def test_a_key_ends_a_message(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Record action="/left" finishOnKey="*"/>'
    line = await stage.call()
    await heard(line, Beep)
    line.speak("My name is Dewi Lestari")
    line.press("1*")
    assert (await stage.hotline.got("/left")).form["Digits"] == "*"


@played()
async def test_an_empty_message_falls_through(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = (
        '<Record action="/left" timeout="1"/><Redirect>/nothing</Redirect>'
    )
    await stage.call()
    await stage.hotline.got("/nothing")
    assert stage.hotline.count("/left") == 0


@played()
async def test_hanging_up_in_a_message_still_leaves_it(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = '<Record action="/left" trim="do-not-trim"/>'
    line = await stage.call()
    await heard(line, Beep)
    line.speak("Please call me back")
    await line.hang_up()
    form = (await stage.hotline.got("/left")).form
    assert (form["Digits"], form["CallStatus"]) == ("hangup", "completed")
