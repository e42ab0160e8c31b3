"""Enqueue: the wait that never stops asking, and every way out of it."""

import pytest

from simulator.line import Ended, Quiet, Said, Together
from tests.simulator.stage import Stage, heard, played

HOLD = '<Enqueue waitUrl="/wait" action="/left">line</Enqueue><Redirect>/next</Redirect>'
MUSIC = "<Say>Please hold the line</Say>"


async def holding(stage: Stage, music: str = MUSIC) -> tuple[str, str]:
    """A caller who waits; the sids of the call and of the queue."""
    stage.hotline.answers |= {"/incoming": HOLD, "/wait": music}
    line = await stage.call()
    request = await stage.hotline.got("/wait")
    return line.sid, request.form["QueueSid"]


@played()
async def test_the_wait_url_is_asked_again_and_again(stage: Stage) -> None:
    stage.hotline.answers |= {"/incoming": HOLD, "/wait": MUSIC}
    line = await stage.call()
    forms = [(await stage.hotline.got("/wait")).form for _ in range(3)]
    assert [form["QueuePosition"] for form in forms] == ["1", "1", "1"]
    assert int(forms[2]["QueueTime"]) >= 2
    assert forms[0]["CurrentQueueSize"] == "1"
    assert forms[0]["MaxQueueSize"] == "1000"
    assert (await heard(line, Said)).text == "Please hold the line"


@played()
async def test_an_empty_wait_document_is_not_asked_in_a_frenzy(stage: Stage) -> None:
    await holding(stage, music="")
    request = await stage.hotline.got("/wait")
    assert int(request.form["QueueTime"]) >= 1


@played()
async def test_positions_are_in_order_of_arrival(stage: Stage) -> None:
    first, queue = await holding(stage)
    second = (await stage.call(number="+15550198")).sid
    while (await stage.hotline.got("/wait")).form["CallSid"] != second:
        continue
    listed = (await stage.get(f"/Queues/{queue}/Members.json"))["queue_members"]
    assert [(m["call_sid"], m["position"]) for m in listed] == [(first, 1), (second, 2)]
    front = await stage.get(f"/Queues/{queue}/Members/Front.json")
    assert front["call_sid"] == first
    assert (await stage.get(f"/Queues/{queue}.json"))["current_size"] == 2


@played()
async def test_a_redirected_call_leaves_a_ghost_at_the_action(stage: Stage) -> None:
    sid, _queue = await holding(stage)
    stage.hotline.answers["/left"] = "<Redirect>/never</Redirect>"
    stage.hotline.answers["/elsewhere"] = "<Pause length='100'/>"
    await stage.post(f"/Calls/{sid}.json", Url=stage.hotline.url("/elsewhere"))
    form = (await stage.hotline.got("/left")).form
    assert (form["QueueResult"], form["CallStatus"]) == ("redirected", "in-progress")
    await stage.hotline.got("/elsewhere")
    assert stage.hotline.count("/never") == 0


@played()
async def test_a_dequeued_member_goes_where_it_is_sent(stage: Stage) -> None:
    sid, queue = await holding(stage)
    member = await stage.post(
        f"/Queues/{queue}/Members/Front.json", Url=stage.hotline.url("/elsewhere")
    )
    assert member["call_sid"] == sid
    assert (await stage.hotline.got("/elsewhere")).form["CallSid"] == sid
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "redirected"
    status, error = await stage.ask("GET", f"/Queues/{queue}/Members/{sid}.json")
    assert (status, error["code"]) == (404, 20404)


@played()
async def test_leave_lets_the_action_go_on(stage: Stage) -> None:
    await holding(stage, music="<Leave/>")
    stage.hotline.answers["/left"] = "<Redirect>/after</Redirect>"
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "leave"
    await stage.hotline.got("/after")


@played()
async def test_hanging_up_on_hold_is_told_to_the_action(stage: Stage) -> None:
    stage.hotline.answers |= {"/incoming": HOLD, "/wait": MUSIC}
    line = await stage.call()
    await stage.hotline.got("/wait")
    await line.hang_up()
    form = (await stage.hotline.got("/left")).form
    assert (form["QueueResult"], form["CallStatus"]) == ("hangup", "completed")


@played()
async def test_a_hangup_in_the_wait_document_ends_the_call(stage: Stage) -> None:
    stage.hotline.answers |= {"/incoming": HOLD, "/wait": "<Hangup/>"}
    line = await stage.call()
    assert (await heard(line, Ended)).status == "completed"
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "hangup"


@played()
async def test_keys_pressed_on_hold_reach_the_wait_documents_gather(stage: Stage) -> None:
    await holding(stage, '<Gather numDigits="1" action="/key"><Say>Press 1</Say></Gather>')
    stage.hotline.answers["/key"] = "<Leave/>"
    call = next(iter(stage.exchange.calls.values()))
    await heard(call.handset, Said)
    call.handset.press("1")
    assert (await stage.hotline.got("/key")).form["Digits"] == "1"
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "leave"


@pytest.mark.parametrize("verb", ["<Dial>+15550177</Dial>", "<Record/>", "<Enqueue>x</Enqueue>"])
def test_verbs_that_do_not_belong_on_hold_send_the_call_to_its_fallback(verb: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        await holding(stage, music=verb)
        form = (await stage.hotline.got("/fallback")).form
        assert form["ErrorUrl"] == stage.hotline.url("/wait")
        assert (await stage.hotline.got("/left")).form["QueueResult"] == "error"

    scene()


@played()
async def test_a_full_queue_tells_the_action(stage: Stage) -> None:
    await stage.post("/Queues.json", FriendlyName="line", MaxSize="1")
    await holding(stage)
    await stage.call(number="+15550198")
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "queue-full"


@played()
async def test_without_a_wait_url_there_is_music(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Enqueue>line</Enqueue>"
    line = await stage.call()
    assert (await heard(line, Quiet)).seconds > 0


@played()
async def test_a_dialled_queue_gives_its_front_member_after_a_whisper(stage: Stage) -> None:
    sid, queue = await holding(stage)
    stage.hotline.answers["/whisper"] = "<Say>You are connected now</Say>"
    stage.hotline.answers["/taken"] = (
        '<Dial action="/done"><Queue url="/whisper">line</Queue></Dial>'
    )
    stage.exchange.numbers.owned["+15550101"].voice_url = stage.hotline.url("/taken")
    agent = await stage.call(to="+15550101", number="+15550177")
    whisper = (await stage.hotline.got("/whisper")).form
    assert whisper["DequeingCallSid"] == agent.sid
    assert (whisper["CallSid"], whisper["QueueSid"]) == (sid, queue)
    assert await heard(agent, Together) == Together("", 1)
    assert stage.hotline.count("/left") == 0
    await agent.hang_up()
    assert (await stage.hotline.got("/left")).form["QueueResult"] == "bridged"
    done = (await stage.hotline.got("/done")).form
    assert (done["DialCallStatus"], done["DialCallSid"]) == ("completed", sid)
