"""Dial: to numbers with a whisper, and what the action hears of it."""

import pytest

from simulator.line import Ended, Listening, Quiet, Said, Together
from tests.simulator.stage import AGENT, CALLER, Person, Stage, heard, played, until_dead

SECOND = "+15550178"


def dial(inner: str = f"<Number>{AGENT}</Number>", more: str = "") -> str:
    return f'<Dial action="/done" {more}>{inner}</Dial>'


@played()
async def test_an_answered_number_is_joined_with_the_caller(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = dial()
    stage.hotline.answers["/done"] = "<Say>How was it?</Say>"
    caller = await stage.call()
    child = await agent.line()
    assert agent.callers == [CALLER]
    assert await heard(caller, Together) == Together("", 1)
    assert await heard(child, Together) == Together("", 1)
    await child.hang_up()
    done = (await stage.hotline.got("/done")).form
    assert (done["DialCallStatus"], done["DialCallSid"]) == ("completed", child.sid)
    assert done["DialBridged"] == "true"
    assert (await heard(caller, Said)).text == "How was it?"


@played()
async def test_the_callee_hears_a_whisper_and_may_decline(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = dial(f'<Number url="/whisper">{AGENT}</Number>')
    stage.hotline.answers["/whisper"] = (
        '<Gather numDigits="1" action="/key"><Say>Press 1 to accept</Say></Gather><Hangup/>'
    )
    stage.hotline.answers["/key"] = "<Hangup/>"
    await stage.call()
    child = await agent.line()
    await heard(child, Listening)
    child.press("2")
    key = (await stage.hotline.got("/key")).form
    assert (key["Digits"], key["Direction"]) == ("2", "outbound-dial")
    assert key["ParentCallSid"] in stage.exchange.calls
    assert (await stage.hotline.got("/done")).form["DialCallStatus"] == "no-answer"


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed"])
def test_a_refusal_is_told_to_the_action(status: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        stage.exchange.subscribe(AGENT, Person(status))
        stage.hotline.answers["/incoming"] = dial()
        await stage.call()
        assert (await stage.hotline.got("/done")).form["DialCallStatus"] == status

    scene()


@played()
async def test_a_phone_that_nobody_answers_times_out(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("never"))
    stage.hotline.answers["/incoming"] = dial(more='timeout="5"')
    await stage.call()
    assert (await stage.hotline.got("/done")).form["DialCallStatus"] == "no-answer"


@played()
async def test_the_first_of_several_to_answer_wins(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(SECOND, agent)
    stage.exchange.subscribe(AGENT, Person("never"))
    both = f"<Number>{AGENT}</Number><Number>{SECOND}</Number>"
    stage.hotline.answers["/incoming"] = dial(both)
    caller = await stage.call()
    await heard(caller, Together)
    child = await agent.line()
    legs = {call.to: call for call in stage.exchange.calls.values()}
    await legs[AGENT].over.wait()  # the others are told right after the first has answered
    assert (legs[AGENT].status, legs[SECOND].status) == ("canceled", "in-progress")
    await caller.hang_up()
    assert await until_dead(child) == Ended("completed")


@played()
async def test_a_hanging_up_caller_leaves_a_ghost_at_the_action(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = dial()
    caller = await stage.call()
    await heard(caller, Together)
    await caller.hang_up()
    done = (await stage.hotline.got("/done")).form
    assert (done["CallStatus"], done["DialCallStatus"]) == ("completed", "completed")


@played()
async def test_redirecting_the_parent_asks_the_action_and_ignores_its_answer(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers |= {
        "/incoming": dial(),
        "/done": "<Redirect>/never</Redirect>",
        "/elsewhere": "<Pause length='100'/>",
    }
    caller = await stage.call()
    child = await agent.line()
    await heard(child, Together)
    await stage.redirect(caller, "/elsewhere")
    await stage.hotline.got("/done")
    await stage.hotline.got("/elsewhere")
    assert await until_dead(child) == Ended("completed")
    assert stage.hotline.count("/never") == 0
    assert stage.exchange.calls[caller.sid].live


@played()
async def test_without_an_action_a_following_redirect_is_the_ghost(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person())
    stage.hotline.answers["/incoming"] = f"<Dial>{AGENT}</Dial><Redirect>/following</Redirect>"
    stage.hotline.answers["/elsewhere"] = "<Pause length='100'/>"
    caller = await stage.call()
    await heard(caller, Together)
    await stage.redirect(caller, "/elsewhere")
    await stage.hotline.got("/following")
    await stage.hotline.got("/elsewhere")


@played()
async def test_a_redirected_child_lets_the_parent_go_on(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers["/incoming"] = dial()
    stage.hotline.answers["/elsewhere"] = "<Pause length='100'/>"
    await stage.call()
    child = await agent.line()
    await heard(child, Together)
    await stage.redirect(child, "/elsewhere")
    assert (await stage.hotline.got("/done")).form["DialCallStatus"] == "completed"
    await stage.hotline.got("/elsewhere")
    assert stage.exchange.calls[child.sid].live


@played()
async def test_a_star_ends_the_talk_but_not_the_call(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person())
    stage.hotline.answers["/incoming"] = dial(more='hangupOnStar="true"')
    stage.hotline.answers["/done"] = "<Pause length='100'/>"
    caller = await stage.call()
    await heard(caller, Together)
    caller.press("12*")
    assert (await stage.hotline.got("/done")).form["CallStatus"] == "in-progress"
    assert (await heard(caller, Quiet)).seconds == 100


@played()
async def test_answering_can_wait_for_the_bridge(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("busy"))
    stage.hotline.answers["/incoming"] = dial(more='answerOnBridge="true"')
    await stage.call()
    assert (await stage.hotline.got("/done")).form["CallStatus"] == "ringing"


@played()
async def test_a_time_limit_ends_the_talk(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person())
    stage.hotline.answers["/incoming"] = dial(more='timeLimit="10"')
    await stage.call()
    assert int((await stage.hotline.got("/done")).form["DialCallDuration"]) >= 10


@played()
async def test_the_child_leg_reports_its_progress(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    events = "initiated ringing answered completed"
    stage.hotline.answers["/incoming"] = dial(
        f'<Number statusCallback="/progress" statusCallbackEvent="{events}">{AGENT}</Number>'
    )
    await stage.call()
    child = await agent.line()
    await heard(child, Together)
    await child.hang_up()
    seen = [(await stage.hotline.got("/progress")).form for _ in range(4)]
    assert [form["CallStatus"] for form in seen] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    assert [form["SequenceNumber"] for form in seen] == ["0", "1", "2", "3"]
