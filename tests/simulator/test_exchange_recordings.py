"""Recordings: when the file exists, what is on each channel, and what is refused."""

import io
import wave
from array import array
from typing import Any

from simulator.line import Said, Together
from tests.simulator.stage import ACCOUNT, AGENT, CALLER, HOTLINE, Person, Stage, heard, played

TALK = '<Dial action="/done"><Number>' + AGENT + "</Number></Dial>"


async def sound(stage: Stage, url: str) -> tuple[int, str, bytes]:
    async with stage.session.get(url) as response:
        return response.status, response.content_type, await response.read()


async def truth(stage: Stage, recording: str) -> list[dict[str, Any]]:
    async with stage.session.get(f"{stage.exchange.base_url}/sim/said/{recording}") as response:
        told: list[dict[str, Any]] = (await response.json())["said"]
        return told


def channels(body: bytes) -> list["array[int]"]:
    with wave.open(io.BytesIO(body)) as file:
        assert (file.getframerate(), file.getsampwidth()) == (8000, 2)
        samples = array("h", file.readframes(file.getnframes()))
        return [samples[n :: file.getnchannels()] for n in range(file.getnchannels())]


@played(speed=50)
async def test_a_dual_recording_has_the_person_on_one_side_and_the_rest_on_the_other(
    stage: Stage,
) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = (
        '<Start><Recording channels="dual" recordingStatusCallback="/file"'
        ' recordingStatusCallbackEvent="in-progress completed"/></Start>' + TALK
    )
    caller = await stage.call()
    began = (await stage.hotline.got("/file")).form
    assert (began["RecordingStatus"], began["RecordingChannels"]) == ("in-progress", "2")
    await heard(caller, Together)
    caller.speak("Good morning, this is Dewi")
    await stage.exchange.clock.sleep(4)
    await caller.hang_up()
    done = (await stage.hotline.got("/file")).form
    assert done["RecordingStatus"] == "completed"
    assert done["CallSid"] == caller.sid
    assert 3 <= int(done["RecordingDuration"]) <= 6
    status, kind, body = await sound(stage, done["RecordingUrl"] + ".wav?RequestedChannels=2")
    assert (status, kind) == (200, "audio/x-wav")
    said, answered = channels(body)
    assert len(said) == len(answered)
    assert max(said) > 1000
    assert max(answered) < 100  # an open line


@played()
async def test_two_channels_of_a_mono_recording_are_refused(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Pause length='1'/><Say>Hello</Say><Pause length='60'/>"
    caller = await stage.call()
    await heard(caller, type(await caller.hear()))
    while not stage.exchange.calls[caller.sid].live:
        await caller.hear()
    body = await stage.post(f"/Calls/{caller.sid}/Recordings.json", RecordingChannels="mono")
    assert (body["status"], body["channels"]) == ("in-progress", 1)
    await stage.exchange.clock.sleep(3)
    path = f"/Calls/{caller.sid}/Recordings/Twilio.CURRENT.json"
    assert (await stage.post(path, Status="stopped"))["status"] == "stopped"
    url = f"{stage.exchange.base_url}/2010-04-01/Accounts/{ACCOUNT}/Recordings/{body['sid']}"
    assert (await sound(stage, url))[0] == 404
    await stage.exchange.clock.sleep(2)
    assert (await sound(stage, url))[:2] == (200, "audio/x-wav")
    assert (await sound(stage, f"{url}?RequestedChannels=2"))[0] == 400


@played()
async def test_a_pause_is_silent_or_skipped(stage: Stage) -> None:
    lengths = {}
    for behaviour in ("silence", "skip"):
        stage.hotline.answers["/incoming"] = "<Say>Hello</Say><Pause length='900'/>"
        caller = await stage.call()
        await caller.hear()
        sid = (await stage.post(f"/Calls/{caller.sid}/Recordings.json"))["sid"]
        path = f"/Calls/{caller.sid}/Recordings/{sid}.json"
        paused = await stage.post(path, Status="paused", PauseBehavior=behaviour)
        assert paused["status"] == "paused"
        await stage.exchange.clock.sleep(60)
        await stage.post(path, Status="in-progress")
        await stage.post(path, Status="stopped")
        await stage.exchange.clock.sleep(2)
        lengths[behaviour] = int((await stage.get(f"/Recordings/{sid}.json"))["duration"])
    assert lengths["silence"] >= 60 > lengths["skip"]


@played(speed=50)
async def test_what_was_said_is_known_with_its_seconds_and_its_channel(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = (
        '<Start><Recording channels="dual" recordingStatusCallback="/file"/></Start>'
        '<Say language="id-ID">Selamat pagi.</Say>' + TALK
    )
    caller = await stage.call()
    other = await agent.line()
    await heard(other, Together)
    other.speak("Dengan Sari", language="id")
    await stage.exchange.clock.sleep(3)
    caller.speak("Saya Budi", language="id")
    await stage.exchange.clock.sleep(3)
    await caller.hang_up()
    recording = (await stage.hotline.got("/file")).form["RecordingSid"]
    prompt, agents, callers = await truth(stage, recording)
    assert (prompt["channel"], prompt["text"], prompt["speaker"]) == (1, "Selamat pagi.", "")
    assert (agents["channel"], agents["text"]) == (1, "Dengan Sari")
    assert (callers["channel"], callers["text"], callers["whole"]) == (0, "Saya Budi", True)
    assert prompt["end"] <= agents["start"] + 0.001
    assert callers["start"] - agents["start"] >= 3
    assert agents["speaker"] != callers["speaker"]
    assert CALLER not in str((prompt, agents, callers))
    assert {one["language"] for one in (agents, callers)} == {"id"}


@played()
async def test_what_is_said_while_a_recording_pauses_is_not_on_it(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Hello</Say><Pause length='900'/>"
    caller = await stage.call()
    await caller.hear()
    sid = (await stage.post(f"/Calls/{caller.sid}/Recordings.json", RecordingChannels="dual"))[
        "sid"
    ]
    path = f"/Calls/{caller.sid}/Recordings/Twilio.CURRENT.json"
    await stage.post(path, Status="paused")
    caller.speak("four one one one")
    await stage.exchange.clock.sleep(30)
    await stage.post(path, Status="in-progress")
    caller.speak("That was all")
    await stage.exchange.clock.sleep(10)
    await stage.post(path, Status="stopped")
    await stage.exchange.clock.sleep(2)
    (words,) = [one for one in await truth(stage, sid) if one["channel"] == 0]
    assert words["text"] == "That was all"
    assert words["start"] >= 30
    url = f"{stage.exchange.base_url}/2010-04-01/Accounts/{ACCOUNT}/Recordings/{sid}"
    said, _ = channels((await sound(stage, f"{url}?RequestedChannels=2"))[2])
    before, pause, _ = stage.exchange.recordings.by_sid[sid].pieces
    begin = int(before.seconds(before.start) * 8000)
    end = begin + int(pause.seconds(pause.start) * 8000)
    assert not any(said[begin:end])
    assert max(said[end:]) > 1000


@played()
async def test_what_is_cut_off_is_not_heard_to_its_end(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = (
        '<Start><Recording channels="dual" recordingStatusCallback="/file"/></Start>'
        f"<Say>{'Please stay on the line. ' * 40}</Say>"
    )
    stage.hotline.answers["/elsewhere"] = "<Say>Here is my colleague.</Say><Pause length='5'/>"
    caller = await stage.call()
    await heard(caller, Said)
    await stage.redirect(caller, "/elsewhere")
    recording = (await stage.hotline.got("/file")).form["RecordingSid"]
    first, second = await truth(stage, recording)
    assert not first["whole"]
    assert second["whole"]
    assert first["end"] <= second["start"]


@played()
async def test_a_recording_of_nothing_is_absent(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = (
        '<Start><Recording recordingStatusCallback="/file"'
        ' recordingStatusCallbackEvent="completed absent"/></Start><Hangup/>'
    )
    await stage.call()
    form = (await stage.hotline.got("/file")).form
    assert (form["RecordingStatus"], form["RecordingDuration"]) == ("absent", "0")
    assert (await sound(stage, form["RecordingUrl"]))[0] == 404


@played()
async def test_a_conference_is_recorded_from_the_moment_two_are_together(stage: Stage) -> None:
    room = (
        '<Dial><Conference record="record-from-start" recordingStatusCallback="/file">'
        "room-1</Conference></Dial>"
    )
    stage.hotline.answers["/incoming"] = room
    first = await stage.call()
    await heard(first, Together)
    assert (await stage.get("/Recordings.json"))["recordings"] == []
    second = await stage.call(number="+15550198")
    await heard(second, Together)
    await stage.exchange.clock.sleep(3)
    await first.hang_up()
    await second.hang_up()
    form = (await stage.hotline.got("/file")).form
    assert form["RecordingSource"] == "Conference"
    (listed,) = (await stage.get(f"/Recordings.json?ConferenceSid={form['ConferenceSid']}"))[
        "recordings"
    ]
    assert listed["sid"] == form["RecordingSid"]


@played()
async def test_a_dialled_talk_is_recorded_on_request(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = (
        f'<Dial action="/done" record="record-from-answer-dual">{AGENT}</Dial>'
    )
    await stage.call()
    child = await agent.line()
    await heard(child, Together)
    await stage.exchange.clock.sleep(3)
    await child.hang_up()
    assert "/Recordings/RE" in (await stage.hotline.got("/done")).form["RecordingUrl"]


@played()
async def test_a_placed_call_is_recorded_on_request(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/out"] = "<Pause length='5'/>"
    await stage.post(
        "/Calls.json",
        To=AGENT,
        From=HOTLINE,
        Url=stage.hotline.url("/out"),
        Record="true",
        RecordingChannels="dual",
        Trim="do-not-trim",
        RecordingStatusCallback=stage.hotline.url("/file"),
    )
    form = (await stage.hotline.got("/file")).form
    assert (form["RecordingSource"], form["RecordingChannels"]) == ("OutboundAPI", "2")
    assert int(form["RecordingDuration"]) >= 5


@played()
async def test_deleted_recordings_are_gone_and_running_ones_stay(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Hello</Say><Pause length='900'/>"
    caller = await stage.call()
    await caller.hear()
    sid = (await stage.post(f"/Calls/{caller.sid}/Recordings.json"))["sid"]
    status, error = await stage.ask("DELETE", f"/Recordings/{sid}.json")
    assert (status, error["code"]) == (409, 20009)
    await stage.exchange.clock.sleep(2)
    await caller.hang_up()
    await stage.exchange.clock.sleep(2)
    assert (await stage.ask("DELETE", f"/Recordings/{sid}.json"))[0] == 204
    assert (await stage.ask("GET", f"/Recordings/{sid}.json"))[0] == 404
    kept = await stage.get(f"/Recordings/{sid}.json?IncludeSoftDeleted=true")
    assert kept["status"] == "deleted"
