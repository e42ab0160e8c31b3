"""The REST interface: what is accepted, what is refused and with which code."""

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest
from twilio.request_validator import RequestValidator

from simulator.line import Line, Said, Together
from simulator.network.messages import Undeliverable
from tests.simulator.stage import (
    ACCOUNT,
    AGENT,
    CALLER,
    HOTLINE,
    TOKEN,
    Person,
    Stage,
    heard,
    played,
    until_dead,
)


def placed(stage: Stage, **more: str) -> dict[str, str]:
    return {"To": AGENT, "From": HOTLINE, "Url": stage.hotline.url("/out"), **more}


@played()
async def test_a_number_is_in_service_once_its_url_is_set(stage: Stage) -> None:
    waiting = asyncio.create_task(stage.exchange.in_service(HOTLINE))
    (number,) = (await stage.get(f"/IncomingPhoneNumbers.json?PhoneNumber=%2B{HOTLINE[1:]}"))[
        "incoming_phone_numbers"
    ]
    assert not waiting.done()
    await stage.post(f"/IncomingPhoneNumbers/{number['sid']}.json", VoiceUrl="http://127.0.0.1:1/")
    await asyncio.wait_for(waiting, 5)


@played()
async def test_messages_are_delivered_and_tell_it(stage: Stage) -> None:
    body = await stage.post(
        "/Messages.json",
        To=CALLER,
        From=HOTLINE,
        Body="We will call you back",
        StatusCallback=stage.hotline.url("/sms"),
    )
    assert body["status"] == "queued"
    told = [(await stage.hotline.got("/sms")).form["MessageStatus"] for _ in range(2)]
    assert told == ["sent", "delivered"]
    assert (await stage.get(f"/Messages/{body['sid']}.json"))["status"] == "delivered"


@played()
async def test_who_gets_a_message_may_answer_it_and_hears_the_answer(stage: Stage) -> None:
    """What comes in is signed and asked of the number's SmsUrl; its answer goes back."""
    (number,) = (await stage.get(f"/IncomingPhoneNumbers.json?PhoneNumber=%2B{HOTLINE[1:]}"))[
        "incoming_phone_numbers"
    ]
    url = stage.hotline.url("/sms/incoming")
    await stage.post(f"/IncomingPhoneNumbers/{number['sid']}.json", SmsUrl=url)
    stage.hotline.answers["/sms/incoming"] = "<Message>Thank you.</Message>"
    read: asyncio.Queue[str] = asyncio.Queue()

    async def reader(body: str) -> str | None:
        read.put_nowait(body)
        return "1" if body.endswith("?") else None

    stage.exchange.messages.readers[CALLER] = reader
    await stage.post("/Messages.json", To=CALLER, From=HOTLINE, Body="Is it solved?")
    asked = await stage.hotline.got("/sms/incoming")
    assert (asked.form["From"], asked.form["To"], asked.form["Body"]) == (CALLER, HOTLINE, "1")
    assert RequestValidator(TOKEN).validate(
        asked.url, asked.form, asked.headers["X-Twilio-Signature"]
    )
    assert [await read.get() for _ in range(2)] == ["Is it solved?", "Thank you."]
    listed = (await stage.get("/Messages.json"))["messages"]
    assert [one["direction"] for one in listed] == ["outbound-reply", "inbound", "outbound-api"]


@played()
async def test_a_telephone_may_refuse_a_message(stage: Stage) -> None:
    async def refuses(_: str) -> str | None:
        raise Undeliverable

    stage.exchange.messages.readers[CALLER] = refuses
    form = {"To": CALLER, "From": HOTLINE, "Body": "Hello"}
    await stage.post("/Messages.json", **form, StatusCallback=stage.hotline.url("/sms"))
    told = [(await stage.hotline.got("/sms")).form["MessageStatus"] for _ in range(2)]
    assert told == ["sent", "undelivered"]


@played()
async def test_wrong_credentials_are_refused(stage: Stage) -> None:
    url = f"{stage.exchange.base_url}/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    async with aiohttp.ClientSession() as stranger, stranger.get(url) as response:
        body = await response.json()
    assert (response.status, body["code"], body["status"]) == (401, 20003, 401)
    assert body["more_info"].endswith("20003")


REFUSED = [
    ({"To": ""}, 21201),
    ({"From": ""}, 21213),
    ({"To": "nobody"}, 21211),
    ({"To": "+1"}, 21217),
    ({"From": "+15559999"}, 21210),
    ({"Url": ""}, 21205),
    ({"Url": "not a url"}, 21205),
    ({"Url": "", "Twiml": "x" * 4001}, 32018),
    ({"Timeout": "soon"}, 20001),
    ({"Timeout": "601"}, 20001),
    ({"StatusCallback": "/relative"}, 21609),
]


@played()
async def test_calls_that_cannot_be_placed_are_refused_with_their_code(stage: Stage) -> None:
    for change, code in REFUSED:
        status, error = await stage.ask("POST", "/Calls.json", placed(stage) | change)
        assert (status, error["code"]) == (400, code), change
    assert stage.exchange.calls == {}


@played()
async def test_a_call_that_is_over_cannot_be_changed(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Hello</Say>"
    line = await stage.call()
    await until_dead(line)
    for change in (
        {"Url": stage.hotline.url("/x")},
        {"Status": "completed"},
        {"Status": "canceled"},
    ):
        status, error = await stage.ask("POST", f"/Calls/{line.sid}.json", change)
        assert (status, error["code"]) == (400, 21220)


@played()
async def test_a_ringing_call_can_be_canceled_but_not_redirected(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("never"))
    form = placed(stage, StatusCallback=stage.hotline.url("/progress"))
    form["StatusCallbackEvent"] = "ringing completed"
    sid = (await stage.post("/Calls.json", **form))["sid"]
    await stage.hotline.got("/progress")
    status, error = await stage.ask("POST", f"/Calls/{sid}.json", {"Twiml": "<Response/>"})
    assert (status, error["code"]) == (400, 21220)
    assert (await stage.post(f"/Calls/{sid}.json", Status="canceled"))["status"] == "canceled"
    assert (await stage.hotline.got("/progress")).form["CallStatus"] == "canceled"


@played(speed=20)
async def test_a_queued_call_that_is_canceled_tells_nobody(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("never"))
    first = placed(stage)
    second = placed(stage, StatusCallback=stage.hotline.url("/progress"))
    await stage.post("/Calls.json", **first)
    sid = (await stage.post("/Calls.json", **second))["sid"]
    await stage.post(f"/Calls/{sid}.json", Status="canceled")
    third = placed(stage, StatusCallback=stage.hotline.url("/progress"))
    third["StatusCallbackEvent"] = "initiated"
    last = (await stage.post("/Calls.json", **third))["sid"]
    assert (await stage.hotline.got("/progress")).form["CallSid"] == last


@pytest.mark.parametrize(
    ("refusal", "status", "sip"),
    [("busy", "busy", "486"), ("no-answer", "no-answer", "487"), ("failed", "failed", "404")],
)
def test_every_ending_is_a_completed_event(refusal: str, status: str, sip: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        stage.exchange.subscribe(AGENT, Person(refusal))
        await stage.post(
            "/Calls.json", **placed(stage, StatusCallback=stage.hotline.url("/progress"))
        )
        form = (await stage.hotline.got("/progress")).form
        assert (form["CallStatus"], form["SipResponseCode"]) == (status, sip)
        assert form["CallDuration"] == "0"

    scene()


@played()
async def test_a_phone_that_rings_for_ever_times_out(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("never"))
    form = placed(stage, StatusCallback=stage.hotline.url("/progress"), Timeout="5")
    await stage.post("/Calls.json", **form)
    assert (await stage.hotline.got("/progress")).form["CallStatus"] == "no-answer"


@played(calls_per_second=0.2)
async def test_placed_calls_wait_for_their_turn(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person("busy"))
    before = stage.exchange.clock.now()
    bodies = [
        await stage.post(
            "/Calls.json", **placed(stage, StatusCallback=stage.hotline.url("/progress"))
        )
        for _ in range(4)
    ]
    for _ in bodies:
        await stage.hotline.got("/progress")
    assert stage.exchange.clock.now() - before >= 15
    queued = [int(body["queue_time"]) for body in bodies]
    assert queued[0] == 0
    assert max(queued) > 0


@played()
async def test_inline_twiml_is_performed(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    document = "<Response><Say>Hello</Say><Dial><Conference>a room</Conference></Dial></Response>"
    await stage.post("/Calls.json", To=AGENT, From=HOTLINE, Twiml=document)
    line = await agent.line()
    assert (await heard(line, Said)).text == "Hello"
    assert await heard(line, Together) == Together("a room", 0)


@played()
async def test_an_answering_machine_check_delays_the_document(stage: Stage) -> None:
    stage.exchange.subscribe(AGENT, Person())
    await stage.post("/Calls.json", **placed(stage, MachineDetection="Enable"))
    assert (await stage.hotline.got("/out")).form["AnsweredBy"] == "human"


@played()
async def test_leaving_the_telephone_hangs_up(stage: Stage) -> None:
    class Impatient(Person):
        async def talk(self, line: Line) -> None:
            await line.hear()

    stage.exchange.subscribe(AGENT, Impatient())
    form = placed(stage, StatusCallback=stage.hotline.url("/progress"))
    stage.hotline.answers["/out"] = "<Pause length='900'/>"
    await stage.post("/Calls.json", **form)
    assert (await stage.hotline.got("/progress")).form["CallStatus"] == "completed"


@played()
async def test_only_empty_queues_are_deleted(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Enqueue>line</Enqueue>"
    caller = await stage.call()
    await caller.hear()
    (queue,) = (await stage.get("/Queues.json"))["queues"]
    path = f"/Queues/{queue['sid']}.json"
    assert (await stage.ask("DELETE", path))[0] == 400
    await caller.hang_up()
    await until_dead(caller)
    while (await stage.ask("DELETE", path))[0] != 204:
        continue
    assert (await stage.get("/Queues.json"))["queues"] == []


@pytest.mark.parametrize("query", ["PageSize=x", "Page=-1", "PageSize=99999999999"])
def test_a_senseless_page_is_refused(query: str) -> None:
    @played()
    async def scene(stage: Stage) -> None:
        assert (await stage.ask("GET", f"/Calls.json?{query}"))[0] == 400

    scene()


@played()
async def test_unknown_resources_and_methods_have_twilios_shape(stage: Stage) -> None:
    assert (await stage.ask("GET", "/Nothing.json"))[1]["code"] == 20404
    assert (await stage.ask("DELETE", "/Calls.json"))[1]["code"] == 20004
    assert (await stage.ask("POST", "/Calls.json", {f"x{n}": "y" * 30_000 for n in range(10)}))[
        0
    ] == 413


@played()
async def test_dates_are_in_the_mail_format(stage: Stage) -> None:
    line = await stage.call()
    body = await stage.get(f"/Calls/{line.sid}.json")
    moment = datetime.strptime(body["date_created"], "%a, %d %b %Y %H:%M:%S %z")
    assert abs(moment.timestamp() - stage.exchange.clock.now()) < 3600
    assert moment.tzinfo == UTC
