"""Twilio's own library works against the stand-in."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from simulator.line import Ended, Said
from tests.simulator.stage import (
    ACCOUNT,
    AGENT,
    HOTLINE,
    TOKEN,
    Person,
    Stage,
    heard,
    played,
    until_dead,
)


async def with_library(stage: Stage, work: Callable[[Client], Any]) -> Any:
    """Run `work` with Twilio's library in a thread of its own."""
    http = TwilioHttpClient(pool_connections=False, timeout=10)
    client = Client(ACCOUNT, TOKEN, http_client=http)
    client.api.base_url = stage.exchange.base_url
    return await asyncio.to_thread(work, client)


@played()
async def test_the_library_places_changes_and_ends_a_call(stage: Stage) -> None:
    agent = Person()
    stage.exchange.subscribe(AGENT, agent)
    stage.hotline.answers |= {"/out": "<Pause length='900'/>", "/two": "<Say>Two</Say>" * 99}
    created = await with_library(
        stage,
        lambda client: client.calls.create(
            to=AGENT,
            from_=HOTLINE,
            url=stage.hotline.url("/out"),
            status_callback=stage.hotline.url("/progress"),
            status_callback_event=["initiated", "ringing", "answered", "completed"],
        ),
    )
    assert (created.status, created.direction) == ("queued", "outbound-api")
    line = await agent.line()
    assert agent.callers == [HOTLINE]
    out = (await stage.hotline.got("/out")).form
    assert (out["CallStatus"], out["Direction"]) == ("in-progress", "outbound-api")
    await with_library(
        stage, lambda client: client.calls(created.sid).update(url=stage.hotline.url("/two"))
    )
    assert (await heard(line, Said)).text == "Two"
    ended = await with_library(
        stage, lambda client: client.calls(created.sid).update(status="completed")
    )
    assert ended.status == "completed"
    assert await until_dead(line) == Ended("completed")
    fetched = await with_library(stage, lambda client: client.calls(created.sid).fetch())
    assert isinstance(fetched.duration, str)
    assert isinstance(fetched.start_time, datetime)
    seen = [(await stage.hotline.got("/progress")).form["CallStatus"] for _ in range(4)]
    assert seen == ["initiated", "ringing", "in-progress", "completed"]


@played()
async def test_the_library_pages_through_calls(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Pause length='900'/>"
    lines = [await stage.call(number=f"+1555019{n}0") for n in range(5)]
    listed = await with_library(stage, lambda client: client.calls.list(page_size=2))
    assert [call.sid for call in listed] == [line.sid for line in reversed(lines)]
    ringing = await with_library(
        stage, lambda client: client.calls.list(status="ringing", from_="+15550193" + "0")
    )
    assert [call.sid for call in ringing] == [lines[3].sid]


@played()
async def test_the_library_sees_errors(stage: Stage) -> None:
    with pytest.raises(TwilioRestException) as caught:
        await with_library(stage, lambda client: client.calls("CA" + "0" * 32).fetch())
    assert (caught.value.status, caught.value.code) == (404, 20404)


@played()
async def test_the_library_reads_queues_conferences_recordings_and_numbers(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Enqueue>line</Enqueue>"
    caller = await stage.call()
    await caller.hear()

    def look(client: Client) -> tuple[Any, ...]:
        (queue,) = client.queues.list()
        (member,) = client.queues(queue.sid).members.list()
        recording = client.calls(caller.sid).recordings.create(recording_channels="dual")
        number = client.incoming_phone_numbers.list(phone_number=HOTLINE)[0]
        changed = number.update(voice_url=stage.hotline.url("/changed"))
        return queue, member, recording, changed

    queue, member, recording, number = await with_library(stage, look)
    assert (queue.friendly_name, queue.current_size, queue.max_size) == ("line", 1, 1000)
    assert (member.call_sid, member.position) == (caller.sid, 1)
    assert isinstance(member.date_enqueued, datetime)
    assert (recording.channels, recording.status) == (2, "in-progress")
    assert number.voice_url == stage.hotline.url("/changed")
