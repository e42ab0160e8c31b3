"""Colleagues and supervisors in a talk, from end to end: the stand-in network puts them together."""

import asyncio
from collections.abc import Callable

from records import calls, people, talks, visits
from records.models import Visit
from simulator.line import Line, Listening, Played, Together
from simulator.network.conferences import Participant
from tests.simulator.stage import heard
from tests.webhooks.phone_side import Hotline
from tests.webhooks.test_over_the_network import Play, Stage, play, said
from webhooks.company import Wish
from webhooks.visits import CROSSED

__all__ = ["play"]


async def music(line: Line) -> None:
    while not (await heard(line, Played)).url.endswith("/sound/hold.wav"):
        pass


async def others(line: Line, many: int) -> None:
    """The line hears so many others in its conference."""
    while (await heard(line, Together)).others != many:
        pass


async def parked(stage: Stage, extension: str) -> Line:
    """One who has signed in and stands by."""
    line = await stage.agent(extension)
    await heard(line, Listening)
    return line


class Desk:
    """What the pages ask for, in a thread as they do."""

    def __init__(self, stage: Stage, caller: Line) -> None:
        self.stage, self.caller = stage, caller

    @property
    def call(self) -> str:
        with self.stage.house.store.reading() as session:
            call = calls.by_sid(session, self.caller.sid, lock=False)
        assert call is not None
        return call.id

    def id(self, extension: str) -> int:
        with self.stage.house.store.reading() as session:
            person = people.by_extension(session, extension)
        assert person is not None
        return person.id

    def agent(self) -> int | None:
        with self.stage.house.store.reading() as session:
            call = calls.by_id(session, self.call)
            talk = talks.latest_talk(session, call) if call else None
        return talk.person_id if talk else None

    @property
    def visit(self) -> Visit:
        with self.stage.house.store.reading() as session:
            (visit,) = visits.open_of(session, self.call)
        return visit

    async def does(self, act: Callable[..., str | None], *arguments: object) -> None:
        assert await asyncio.to_thread(act, *arguments) is None

    def heard(self, line: Line) -> list[str]:
        """What people in the conference have said to this leg."""
        spoken = self.stage.exchange.calls[line.sid].heard.utterances
        return [one.text for one in spoken if one.speaker]

    def part(self, line: Line) -> Participant:
        room = self.stage.exchange.rooms.named(self.call)
        assert room is not None
        return room.participants[line.sid]


def test_a_caller_is_handed_over_after_a_word_between_the_agents(
    hotline: Hotline, play: Play
) -> None:
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await others(caller, 1)
        await others(agent, 1)
        colleague = await parked(stage, "9002")
        desk, visiting = Desk(stage, caller), stage.visiting
        wish = Wish(person_id=desk.id("9002"))
        await desk.does(visiting.ask, desk.call, desk.id("9001"), "transfer", wish, "charged twice")
        await said(caller, "is asking Agent 9002 to help you")
        await music(caller)
        await said(colleague, "would like to pass a caller on to you")
        await said(colleague, "charged twice")
        await others(colleague, 1)  # the agent; the caller is on hold
        await desk.does(visiting.hand_over, desk.visit.id, desk.id("9001"))
        await others(caller, 1)
        assert desk.agent() == desk.id("9002")
        assert not desk.part(caller).held
        await stage.exchange.clock.sleep(2 * CROSSED)  # who leaves at once did not know of it
        colleague.press("*")
        await said(colleague, "pass the caller on")
        await said(caller, "Goodbye")
        assert await stage.outcome(caller) == "talked"
        assert stage.ended_by(caller) == ["transfer", "agent"]
        assert stage.exchange.calls[agent.sid].live
        assert stage.exchange.calls[colleague.sid].live

    play(scene)


def test_the_agents_telephone_fails_while_a_colleague_is_there(
    hotline: Hotline, play: Play
) -> None:
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await others(caller, 1)
        colleague = await parked(stage, "9002")
        desk, visiting = Desk(stage, caller), stage.visiting
        wish = Wish(person_id=desk.id("9002"))
        await desk.does(visiting.ask, desk.call, desk.id("9001"), "consult", wish, "")
        await music(caller)
        await others(colleague, 1)
        await agent.hang_up()
        await others(caller, 1)
        assert desk.agent() == desk.id("9002")
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"
        assert stage.ended_by(caller) == ["lost", "caller"]

    play(scene)


def test_a_supervisor_listens_whispers_and_takes_over(hotline: Hotline, play: Play) -> None:
    hotline.person("9001")
    hotline.person("9009", role="supervisor")

    async def scene(stage: Stage) -> None:
        agent = await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await others(caller, 1)
        boss = await parked(stage, "9009")
        desk, visiting = Desk(stage, caller), stage.visiting
        me = desk.id("9009")
        await desk.does(visiting.watch, desk.call, me, "listen")
        await others(boss, 2)
        boss.speak("nobody may hear this")
        assert desk.part(boss).settings.muted
        await desk.does(visiting.watch, desk.call, me, "whisper")
        assert desk.part(boss).settings.coach == agent.sid
        boss.speak("offer her a refund")
        assert (desk.heard(agent), desk.heard(caller)) == (["offer her a refund"], [])
        await desk.does(visiting.take_over, desk.call, me)
        assert not desk.part(boss).settings.coach
        boss.speak("I am the supervisor")
        assert desk.heard(caller) == ["I am the supervisor"]
        assert desk.agent() == me
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"
        assert stage.exchange.calls[agent.sid].live
        assert stage.exchange.calls[boss.sid].live

    play(scene)


def test_visits_come_about_whatever_the_network_does(hotline: Hotline, play: Play) -> None:
    """Callbacks late, repeated and out of order; REST calls that fail, done or not."""
    for extension in ("9001", "9002"):
        hotline.person(extension)

    async def scene(stage: Stage) -> None:
        await stage.agent("9001")
        caller = await stage.caller("+15550001")
        await others(caller, 1)
        colleague = await parked(stage, "9002")
        desk, visiting = Desk(stage, caller), stage.visiting
        wish = Wish(person_id=desk.id("9002"))
        me = desk.id("9001")
        while await asyncio.to_thread(
            visiting.ask, desk.call, me, "transfer", wish, "charged twice"
        ):
            pass
        await others(colleague, 1)
        while await asyncio.to_thread(visiting.hand_over, desk.visit.id, me):
            pass
        while desk.part(caller).held:
            await asyncio.to_thread(visiting.settling.soon, _handed(stage))
        assert desk.agent() == desk.id("9002")
        await caller.hang_up()
        assert await stage.outcome(caller) == "talked"

    play(scene, reorder=0.3, repeat=0.5, delay=0.3, delay_seconds=5.0, rest_rate_limit=0.2)


def _handed(stage: Stage) -> str:
    with stage.house.store.reading() as session:
        (visit,) = visits.unsettled(session)
    return visit.id
