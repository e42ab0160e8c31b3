"""Conferences: when they start, who hears whom, how they end, and what is told of it."""

import pytest

from simulator.line import Ended, Line, Quiet, Said, Together
from tests.simulator.stage import AGENT, HOTLINE, Person, Stage, heard, played, until_dead

ALL = "start end join leave mute hold modify speaker announcement"
OTHER = "+15550101"


def room(more: str = "", action: str = ' action="/done"') -> str:
    told = f'statusCallback="/events" statusCallbackEvent="{ALL}"'
    return f"<Dial{action}><Conference {told} {more}>room-1</Conference></Dial>"


async def phone_in(stage: Stage, document: str, number: str = "+15550199") -> Line:
    """Somebody who phones in and finds that document."""
    path = f"/room-{number[1:]}"
    stage.hotline.answers[path] = document
    stage.exchange.numbers.owned[OTHER].voice_url = stage.hotline.url(path)
    line = await stage.call(to=OTHER, number=number)
    await stage.hotline.got(path)
    return line


async def two(stage: Stage, first: str = "", second: str = "") -> tuple[Line, Line]:
    """A caller and an agent in one conference."""
    caller = await phone_in(stage, room(first), "+15550199")
    assert await heard(caller, Together) == Together("room-1", 0)
    agent = await phone_in(stage, room(second), AGENT)
    assert await heard(agent, Together) == Together("room-1", 1)
    assert await heard(caller, Together) == Together("room-1", 1)
    return caller, agent


async def events(stage: Stage, count: int) -> list[dict[str, str]]:
    return [(await stage.hotline.got("/events")).form for _ in range(count)]


async def the_conference(stage: Stage) -> str:
    (conference,) = (await stage.get("/Conferences.json?FriendlyName=room-1"))["conferences"]
    return str(conference["sid"])


@played()
async def test_two_make_a_conference_and_its_story_is_told_in_order(stage: Stage) -> None:
    caller, agent = await two(stage, second='endConferenceOnExit="true"')
    await agent.hang_up()
    assert (await stage.hotline.got("/done")).form["DialCallStatus"] == "answered"
    assert isinstance(await until_dead(caller), Ended)
    told = await events(stage, 6)
    assert [form["StatusCallbackEvent"] for form in told] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert [form["SequenceNumber"] for form in told] == ["0", "1", "2", "3", "4", "5"]
    assert (told[3]["CallSid"], told[3]["ReasonParticipantLeft"]) == (
        agent.sid,
        "participant_hung_up",
    )
    assert told[4]["ReasonParticipantLeft"] == "moderator_ended_conference"
    assert told[5]["CallSidEndingConference"] == agent.sid
    assert told[5]["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"


@played()
async def test_only_the_first_to_join_decides_where_events_go(stage: Stage) -> None:
    await phone_in(stage, "<Dial><Conference>room-1</Conference></Dial>", "+15550199")
    agent = await phone_in(stage, room(), AGENT)
    await heard(agent, Together)
    assert stage.hotline.count("/events") == 0


@played()
async def test_nobody_is_together_before_a_starter_comes(stage: Stage) -> None:
    wait = 'startConferenceOnEnter="false"'
    first = await phone_in(stage, room(wait), "+15550199")
    second = await phone_in(stage, room(wait), "+15550198")
    assert await heard(second, Together) == Together("room-1", 0)
    starter = await phone_in(stage, room(), AGENT)
    for line in (starter, first, second):
        sound = await heard(line, Together)
        while sound.others != 2:
            sound = await heard(line, Together)


@played()
async def test_the_wait_document_is_performed_once(stage: Stage) -> None:
    stage.hotline.answers["/music"] = "<Say>Please wait</Say>"
    caller = await phone_in(stage, room('waitUrl="/music"'))
    assert (await heard(caller, Said)).text == "Please wait"
    await stage.exchange.clock.sleep(10)
    assert stage.hotline.count("/music") == 1


@played()
async def test_a_wait_document_may_redirect_to_itself(stage: Stage) -> None:
    stage.hotline.answers["/music"] = "<Pause length='2'/><Redirect/>"
    await phone_in(stage, room('waitUrl="/music"'))
    for _ in range(3):
        await stage.hotline.got("/music")


@played()
async def test_a_failing_wait_document_sends_the_leg_to_its_fallback(stage: Stage) -> None:
    stage.hotline.answers["/music"] = "<Record/>"
    stage.hotline.answers["/incoming"] = room('waitUrl="/music"')
    await stage.call(to=HOTLINE)
    form = (await stage.hotline.got("/fallback")).form
    assert form["ErrorUrl"] == stage.hotline.url("/music")


@played()
async def test_a_redirected_leg_leaves_the_conference(stage: Stage) -> None:
    caller, agent = await two(stage)
    stage.hotline.answers["/elsewhere"] = "<Pause length='100'/>"
    await stage.redirect(agent, "/elsewhere")
    await stage.hotline.got("/elsewhere")
    await stage.hotline.got("/done")
    assert await heard(caller, Together) == Together("room-1", 0)
    left = (await events(stage, 4))[3]
    assert left["ReasonParticipantLeft"] == "participant_updated_via_api"


@played()
async def test_a_star_leaves_the_conference_and_the_action_goes_on(stage: Stage) -> None:
    caller = await phone_in(stage, room())
    await heard(caller, Together)
    stage.hotline.answers["/parked"] = "<Pause length='100'/>"
    agent = await phone_in(stage, room(action=' action="/parked" hangupOnStar="true"'), "+15550177")
    await heard(agent, Together)
    agent.press("*")
    assert (await stage.hotline.got("/parked")).form["CallStatus"] == "in-progress"
    assert (await heard(agent, Quiet)).seconds == 100


@played()
async def test_hold_takes_somebody_out_of_earshot_and_back(stage: Stage) -> None:
    caller, agent = await two(stage)
    conference = await the_conference(stage)
    stage.hotline.answers["/hold"] = "<Say>Hold on</Say>"
    path = f"/Conferences/{conference}/Participants/{caller.sid}.json"
    held = await stage.post(path, Hold="true", HoldUrl=stage.hotline.url("/hold"))
    assert held["hold"] is True
    assert (await stage.hotline.got("/hold")).method == "GET"
    assert (await heard(caller, Said)).text == "Hold on"
    assert await heard(agent, Together) == Together("room-1", 0)
    await stage.post(path, Hold="false")
    assert await heard(caller, Together) == Together("room-1", 1)
    assert await heard(agent, Together) == Together("room-1", 1)
    told = [form["StatusCallbackEvent"] for form in await events(stage, 5)]
    assert told[3:] == ["participant-hold", "participant-unhold"]


@played()
async def test_the_api_ends_a_conference(stage: Stage) -> None:
    caller, agent = await two(stage)
    conference = await the_conference(stage)
    body = await stage.post(f"/Conferences/{conference}.json", Status="completed")
    assert body["status"] == "completed"
    assert body["reason_conference_ended"] == "conference-ended-via-api"
    for line in (caller, agent):
        assert await until_dead(line) == Ended("completed")
    listed = await stage.get("/Conferences.json?Status=in-progress")
    assert listed["conferences"] == []


@played()
async def test_a_kicked_participant_goes_on_with_its_action(stage: Stage) -> None:
    caller, _agent = await two(stage)
    conference = await the_conference(stage)
    stage.hotline.answers["/done"] = "<Say>Goodbye</Say>"
    status, _ = await stage.ask(
        "DELETE", f"/Conferences/{conference}/Participants/{caller.sid}.json"
    )
    assert status == 204
    assert (await heard(caller, Said)).text == "Goodbye"


@played()
async def test_a_coach_is_heard_by_one_and_counts_for_nobody_else(stage: Stage) -> None:
    caller, agent = await two(stage)
    coach = await phone_in(stage, room(f'coach="{agent.sid}"'), "+15550166")
    assert await heard(coach, Together) == Together("room-1", 2)
    assert await heard(agent, Together) == Together("room-1", 2)
    coach.speak("Offer a refund")
    calls = stage.exchange.calls
    assert calls[agent.sid].heard.utterances[-1].text == "Offer a refund"
    assert calls[caller.sid].heard.utterances == []


@played()
async def test_a_coach_of_nobody_is_an_error(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = room('coach="CA00"')
    await stage.call(to=HOTLINE)
    assert (await stage.hotline.got("/fallback")).form["ErrorCode"] == "13240"
    (conference,) = (await stage.get("/Conferences.json"))["conferences"]
    assert conference["status"] == "completed"


@played()
async def test_a_label_that_is_taken_lets_the_next_verb_run(stage: Stage) -> None:
    await phone_in(stage, room('participantLabel="agent"'))
    document = room('participantLabel="agent"') + "<Say>Sorry</Say>"
    second = await phone_in(stage, document, "+15550198")
    assert (await heard(second, Said)).text == "Sorry"


@played()
async def test_a_participant_is_rung_into_a_conference_that_need_not_exist(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    form = {
        "From": HOTLINE,
        "To": AGENT,
        "Label": "agent",
        "EndConferenceOnExit": "true",
        "ConferenceStatusCallback": stage.hotline.url("/events"),
        "ConferenceStatusCallbackEvent": "join leave end",
    }
    body = await stage.post("/Conferences/room-1/Participants.json", **form)
    assert (body["status"], body["label"]) == ("queued", "agent")
    line = await agent.line()
    assert await heard(line, Together) == Together("room-1", 0)
    path = f"/Conferences/{body['conference_sid']}/Participants"
    fetched = await stage.get(f"{path}/agent.json")
    assert (fetched["status"], fetched["call_sid"]) == ("connected", line.sid)
    assert fetched["end_conference_on_exit"] is True
    assert (await events(stage, 1))[0]["ParticipantLabel"] == "agent"


@pytest.mark.parametrize("refusal", ["busy", "no-answer", "failed"])
def test_a_participant_who_does_not_answer_is_told_as_leaving(refusal: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        await phone_in(stage, room())
        await events(stage, 1)
        stage.exchange.subscribe(AGENT, Person(refusal))
        await stage.post("/Conferences/room-1/Participants.json", From=HOTLINE, To=AGENT)
        (left,) = await events(stage, 1)
        assert left["ReasonParticipantLeft"] == "participant_add_failed"
        assert left["ParticipantCallStatus"] == refusal

    scene()


@played()
async def test_muting_and_announcing_are_told(stage: Stage) -> None:
    caller, _agent = await two(stage)
    conference = await the_conference(stage)
    path = f"/Conferences/{conference}/Participants/{caller.sid}.json"
    assert (await stage.post(path, Muted="true"))["muted"] is True
    stage.hotline.answers["/announcement"] = "<Say>One minute left</Say>"
    await stage.post(path, AnnounceUrl=stage.hotline.url("/announcement"))
    assert (await heard(caller, Said)).text == "One minute left"
    told = [form["StatusCallbackEvent"] for form in await events(stage, 5)]
    assert told[3:] == ["participant-mute", "announcement-end"]


@played()
async def test_a_conference_whose_guest_hangs_up_on_the_threshold_is_over(stage: Stage) -> None:
    class Fleeting(Person):
        async def talk(self, line: Line) -> None:
            await line.hang_up()

    stage.exchange.subscribe(AGENT, Fleeting())
    body = await stage.post("/Conferences/room-1/Participants.json", From=HOTLINE, To=AGENT)
    call = stage.exchange.calls[body["call_sid"]]
    await call.over.wait()
    await stage.exchange.clock.sleep(1)
    conference = await stage.get(f"/Conferences/{body['conference_sid']}.json")
    assert conference["status"] == "completed"
