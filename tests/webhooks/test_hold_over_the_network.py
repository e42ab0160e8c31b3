"""Hold and mute from end to end: the stand-in network plays what it is asked to play."""

import asyncio

from records import calls
from simulator.line import Line, Played
from tests.simulator.stage import heard
from tests.webhooks.desk_side import OneByOne
from tests.webhooks.phone_side import ACCOUNT, TOKEN, Hotline
from tests.webhooks.test_over_the_network import Play, Stage, play, said, together
from webhooks.handling import Handling
from webhooks.phones import Account, Phones

__all__ = ["play"]


def _call_of(stage: Stage, line: Line) -> str:
    with stage.house.store.reading() as session:
        call = calls.by_sid(session, line.sid, lock=False)
    assert call is not None
    return call.id


def test_a_caller_is_held_and_fetched_back(hotline: Hotline, play: Play) -> None:
    hotline.person("9001")

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await together(agent, caller)
        phones = Phones(Account(ACCOUNT, TOKEN, stage.exchange.base_url))
        handling = Handling(stage.house, phones, OneByOne())
        call, me = _call_of(stage, caller), hotline.staff().id
        assert await asyncio.to_thread(handling.hold, call, me) is None
        await said(caller, "will be right back with you")
        while not (await heard(caller, Played)).url.endswith("/sound/hold.wav"):
            pass
        await said(caller, "We have not forgotten you")
        assert await asyncio.to_thread(handling.unhold, call, me) is None
        await together(caller)
        (room,) = stage.exchange.rooms.by_sid.values()
        assert await asyncio.to_thread(handling.mute, call, me) is None
        assert room.participants[agent.sid].settings.muted
        assert await asyncio.to_thread(handling.unmute, call, me) is None
        assert not room.participants[agent.sid].settings.muted
        assert await asyncio.to_thread(handling.end, call, me) is None
        await said(caller, "Goodbye")
        assert await stage.outcome(caller) == "talked"
        assert stage.ended_by(caller) == ["agent"]
        assert stage.exchange.calls[agent.sid].live

    play(scene)
