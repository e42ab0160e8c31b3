"""An agent signs in, takes calls, passes callers on, and is human about it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

import pytest

from simulator.clock import Clock
from simulator.config import AgentSpec, Config
from simulator.exchange import Exchange
from simulator.line import Ended, Listening, Refusal, Said, Sound, Together
from simulator.people import agents
from simulator.people.agents import Agent
from simulator.people.script import Topic
from simulator.people.talks import Talks

SPEC = AgentSpec("2001", "4711", "+15550000001", handling=30.0, name="Sari")
CONFIG = Config(
    port=0,
    account_sid="AC" + "0" * 32,
    auth_token="token",
    hotline_numbers=("+622150000000",),
    hotline_number="+622150000000",
    agent_number="+622150000000",
    hotline_name="Sinar Elektronik",
    titles={"billing": {"en": "billing"}, "repair": {"en": "repairs"}},
)
GRACE = Topic("billing", name="Grace", reason="I was charged twice")


class AgentsPhone:
    """The line of an agent, whose other end the test plays."""

    sid, number = "CA1", SPEC.number

    def __init__(self) -> None:
        self._sounds: asyncio.Queue[Sound] = asyncio.Queue()
        self.given: asyncio.Queue[str] = asyncio.Queue()

    def play(self, *sounds: Sound) -> None:
        for sound in sounds:
            self._sounds.put_nowait(sound)

    def ask(self, *texts: str) -> None:
        self.play(*(Said(text, "en-US", 1.0) for text in texts))
        self.play(Listening(frozenset({"dtmf"}), "en-US", None, 5.0))

    async def hear(self) -> Sound:
        return await self._sounds.get()

    def speak(self, text: str, confidence: float = 0.9, language: str = "") -> None:
        assert language in {"en", "id"}
        assert confidence > 0
        self.given.put_nowait(text)

    def press(self, digits: str) -> None:
        self.given.put_nowait(f"[{digits}]")

    async def hang_up(self) -> None:
        self.given.put_nowait("hung up")
        self.play(Ended("completed"))

    async def words_before(self, last: str) -> list[str]:
        """Everything that is given before `last`."""
        given = []
        while (words := await self.given.get()) != last:
            given.append(words)
        return given


Script = Callable[[AgentsPhone, Talks], Awaitable[None]]


def shift(script: Script, spec: AgentSpec = SPEC, seed: int = 0) -> None:
    """One leg of an agent, against a hotline that acts by `script`."""

    async def work() -> None:
        talks, phone = Talks(), AgentsPhone()
        agent = Agent(spec, Exchange(replace(CONFIG, seed=seed), Clock(speed=1000.0)), talks)
        talking = asyncio.create_task(agent.talk(phone))
        await script(phone, talks)
        phone.play(Ended("completed"))
        await talking

    asyncio.run(work())


@pytest.fixture
def diligent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every agent says when the notes are written."""
    monkeypatch.setattr(agents, "_SAYING_SO", 1.0)


def test_an_agent_signs_in_with_number_and_pin() -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.ask("Please enter your agent number and PIN, then press the hash key.")
        assert await phone.given.get() == "[20014711#]"

    shift(hotline)


@pytest.mark.usefixtures("diligent")
def test_an_agent_talks_takes_leave_and_writes_notes() -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        talks.begin("room", GRACE)
        phone.play(Said("Budi. billing. Waited 1 minute.", "en-US", 3.0), Together("room", 0))
        phone.play(Together("room", 1))
        words = await phone.words_before("[*]")
        assert "Sari from Sinar Elektronik" in words[0]
        assert "hank" in words[-1]
        assert talks.is_over("room")
        phone.ask("To pass the caller on, press the key of the department.")
        phone.ask()
        assert await phone.given.get() == "[1]"  # the notes are written
        assert phone.given.empty()

    shift(hotline)


def test_an_announcement_does_not_end_the_talk() -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        talks.begin("room", GRACE)
        phone.play(Together("room", 1))
        assert await phone.given.get()
        phone.play(Said("The recording pauses now.", "en-US", 2.0, aside=True))
        assert await phone.words_before("[*]")
        assert talks.is_over("room")

    shift(hotline)


def test_a_caller_in_the_wrong_department_is_passed_on_by_some() -> None:
    keys = set()
    for seed in range(8):

        async def hotline(phone: AgentsPhone, talks: Talks) -> None:
            talks.begin("room", replace(GRACE, skill="repair"))
            phone.play(Said("Budi. billing. Waited 1 minute.", "en-US", 3.0), Together("room", 1))
            await phone.words_before("[*]")
            if not talks.is_over("room"):
                phone.ask("To pass the caller on, press the key of the department.")
                keys.add(await phone.given.get())

        shift(hotline, seed=seed)
    assert keys == {"[2]"}


@pytest.mark.usefixtures("diligent")
def test_a_talk_that_the_caller_ends_is_over() -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.play(Together("room", 1))
        assert "Sinar" in await phone.given.get()
        phone.play(Together("room", 0))
        phone.ask()
        assert "[*]" not in await phone.words_before("[1]")  # the notes, and no key to end the talk

    shift(hotline, replace(SPEC, handling=1e9))


@pytest.mark.parametrize(("decline", "key"), [(0.0, "[1]"), (1.0, "[2]")])
def test_a_rung_agent_takes_the_call_or_passes(decline: float, key: str) -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.ask("Budi. billing. Waited 1 minute.", "Press 1 to take the call, 2 to pass.")
        assert await phone.given.get() == key

    shift(hotline, replace(SPEC, mode="ring", decline=decline))


def test_an_agent_takes_the_break_that_a_supervisor_gave_until_asked_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(agents, "_BREAK", 1e9)

    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.ask("You are on break. Press 1 when you are ready.")
        phone.ask("Dewi asks you to come back. Press 1 when you are ready.")
        assert await phone.given.get() == "[1]"
        phone.ask("Please enter your agent number and PIN, then press the hash key.")
        assert await phone.given.get() == "[20014711#]"

    shift(hotline)


def test_on_break_an_agent_says_when_ready() -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.ask("You are on break. Press 1 when you are ready.")
        assert await phone.given.get() == "[1]"

    shift(hotline)


@pytest.mark.parametrize(
    ("spec", "status"),
    [(replace(SPEC, miss=1.0), "no-answer"), (replace(SPEC, decline=1.0), "busy"), (SPEC, None)],
)
def test_a_phone_that_rings(spec: AgentSpec, status: str | None) -> None:
    async def ring() -> str | None:
        agent = Agent(spec, Exchange(CONFIG, Clock(speed=10_000.0)), Talks())
        try:
            await agent.ring("+622150000000")
        except Refusal as refusal:
            return refusal.status
        return None

    assert asyncio.run(ring()) == status


def test_who_is_on_call_never_phones_in_and_can_be_rung() -> None:
    async def be_there() -> None:
        exchange = Exchange(CONFIG, Clock(speed=10_000.0))
        spec = AgentSpec("", "", "+15550000009", "on call")
        await Agent(spec, exchange, Talks()).work()
        assert exchange.calls == {}
        await exchange.subscribers[spec.number].ring("+622150000000")

    asyncio.run(be_there())


@pytest.mark.parametrize("mode", ["ring", "on call"])
def test_who_was_rung_hangs_up_after_the_talk(mode: Literal["ring", "on call"]) -> None:
    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.ask("Budi. asks for a supervisor.", "Press 1 to take the call, 2 to pass.")
        assert await phone.given.get() == "[1]"
        phone.play(Together("room", 1))
        await phone.words_before("hung up")
        assert talks.is_over("room")

    shift(hotline, replace(SPEC, mode=mode))


def test_whoever_talks_is_busy() -> None:
    async def ring_twice() -> None:
        agent = Agent(SPEC, Exchange(CONFIG, Clock(speed=10_000.0)), Talks())
        phone = AgentsPhone()
        talking = asyncio.create_task(agent.talk(phone))
        phone.play(Together("room", 1))
        await phone.given.get()
        with pytest.raises(Refusal, match="busy"):
            await agent.ring("+622150000000")
        phone.play(Ended("completed"))
        await talking
        await agent.ring("+622150000000")

    asyncio.run(ring_twice())


def test_a_phone_may_fall_down_in_mid_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "_ACCIDENT", 1.0)

    async def hotline(phone: AgentsPhone, talks: Talks) -> None:
        phone.play(Together("room", 1))
        assert await phone.words_before("hung up")
        assert not talks.is_over("room")

    shift(hotline)
