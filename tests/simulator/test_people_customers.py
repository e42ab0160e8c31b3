"""Customers can be called: at home, late, busy, by their mailbox; and they phone again."""

import asyncio
import contextlib
import random
from dataclasses import replace

import pytest

from simulator.clock import Clock
from simulator.config import CallerSpec, ReachSpec
from simulator.exchange import Exchange
from simulator.line import Refusal
from simulator.people.customers import Customer, Leg
from simulator.people.fate import Fate, Way
from simulator.people.personas import Visit
from simulator.people.talks import Talks
from tests.simulator.personas_on_stage import GRACE
from tests.simulator.stage import CONFIG, HOTLINE, Stage, played

OFFER = (
    "I can call you back when it is your turn. If you would like that, please press 1 or say yes."
)
PROMISE = "<Say>We will call you back on this number. Goodbye.</Say><Hangup/>"
ASKED = "You asked us to call you back. Is this Grace? Press 1 or say yes."
ALL_ANSWER = ReachSpec(late=0, mailbox=0, busy=0)
EAGER = CallerSpec(patience=1e6, eagerness=0.01, regrets=0.0, reach=ALL_ANSWER)


def ask(words: str, action: str) -> str:
    return (
        f'<Gather input="speech dtmf" numDigits="1" action="{action}"><Say>{words}</Say></Gather>'
    )


def at_home(exchange: Exchange, talks: Talks | None = None) -> tuple[Customer, list[Leg]]:
    legs: list[Leg] = []
    customer = Customer(GRACE, exchange, talks or Talks(), legs.append)
    for number in customer.numbers:
        exchange.subscribe(number, customer)
    return customer, legs


def visit(seed: int = 4) -> Visit:
    return Visit(GRACE, 0.0, random.Random(seed))


def rings(reach: ReachSpec, times: int = 2) -> list[str]:
    """What becomes of some calls to somebody of that habit."""

    async def ring() -> list[str]:
        config = replace(CONFIG, callers=CallerSpec(reach=reach))
        customer, _ = at_home(Exchange(config, Clock(speed=20_000.0)))
        heard = []
        for _ in range(times):
            try:
                await customer.ring(HOTLINE)
                heard.append("machine" if customer.machine else "picked up")
            except Refusal as refusal:
                heard.append(refusal.status)
        return heard

    return asyncio.run(ring())


@pytest.mark.parametrize(
    ("reach", "heard"),
    [
        (ALL_ANSWER, ["picked up", "picked up"]),
        (ReachSpec(late=1, mailbox=0, busy=0), ["no-answer", "picked up"]),
        (ReachSpec(late=0, away=1, mailbox=0, busy=0), ["no-answer", "no-answer"]),
        (ReachSpec(late=0, mailbox=1, busy=0), ["machine", "machine"]),
        (ReachSpec(late=0, mailbox=0, busy=1), ["busy", "busy"]),
    ],
)
def test_a_telephone_at_home_rings(reach: ReachSpec, heard: list[str]) -> None:
    assert rings(reach) == heard


def test_the_shares_of_habits_are_at_most_everybody() -> None:
    with pytest.raises(ValueError, match="must not exceed 1"):
        ReachSpec(late=0.5, mailbox=0.6)


async def promised(stage: Stage) -> tuple[Customer, list[Leg], Talks]:
    """A customer who has accepted a callback and hung up."""
    stage.hotline.answers |= {
        "/incoming": f"<Say>You are next in line.</Say><Pause length='60'/>{ask(OFFER, '/yes')}",
        "/yes": PROMISE,
        "/called": ask(ASKED, "/there"),
    }
    talks = Talks()
    customer, legs = at_home(stage.exchange, talks)
    await customer.phone(visit())
    assert legs[0].fate is Fate.PROMISED
    assert customer.waits
    assert not customer.busy
    return customer, legs, talks


async def call_back(stage: Stage, rings: int = 40) -> str:
    """Call the customer; how that leg ended."""
    placed = await stage.post(
        "/Calls.json",
        To=GRACE.number,
        From=HOTLINE,
        Url=stage.hotline.url("/called"),
        Timeout=str(rings),
        MachineDetection="Enable",
        AsyncAmd="true",
    )
    leg = stage.exchange.calls[placed["sid"]]
    await leg.over.wait()
    return leg.answered_by or leg.status


@played(callers=EAGER)
async def test_who_is_called_back_talks(stage: Stage) -> None:
    customer, legs, talks = await promised(stage)
    stage.hotline.answers["/there"] = "<Dial><Conference>room</Conference></Dial>"
    called = asyncio.create_task(call_back(stage))
    await stage.hotline.got("/there")
    room = '<Dial><Conference endConferenceOnExit="true">room</Conference></Dial>'
    stage.hotline.answers["/incoming"] = room
    agent = await stage.call(number="+15550000777")
    while talks.need("room") is None:
        await stage.exchange.clock.sleep(1)
    talks.take_leave("room")
    await agent.hang_up()
    assert await called == "human"
    while customer.busy:
        await stage.exchange.clock.sleep(1)
    assert [(leg.way, leg.fate) for leg in legs] == [
        (Way.PHONED, Fate.REACHED),
        (Way.CALLED, Fate.TALKED_BACK),
    ]
    assert not customer.waits


@played(callers=replace(EAGER, reach=ReachSpec(late=0, mailbox=1, busy=0)))
async def test_a_mailbox_talks_and_its_owner_is_not_reached(stage: Stage) -> None:
    customer, (leg,), _ = await promised(stage)
    assert await call_back(stage) == "machine_start"
    heard = (await stage.hotline.got("/there")).form
    assert "mailbox" in heard["SpeechResult"]
    assert (leg.fate, leg.rung) == (Fate.NEVER_REACHED, 1)
    assert customer.waits


@played(callers=replace(EAGER, reach=ReachSpec(late=1, mailbox=0, busy=0)))
async def test_who_misses_the_first_call_answers_the_second(stage: Stage) -> None:
    stage.hotline.answers["/there"] = "<Say>Goodbye.</Say>"
    customer, legs, _ = await promised(stage)
    assert await call_back(stage, rings=10) == "no-answer"
    assert legs[0].fate is Fate.NEVER_REACHED
    assert await call_back(stage) == "human"
    assert legs[1].way is Way.CALLED
    assert customer.waits  # nobody talked with them


@played(callers=EAGER)
async def test_a_call_that_nobody_asked_for_is_known_as_one(stage: Stage) -> None:
    stage.hotline.answers |= {"/called": ask(ASKED, "/there"), "/there": "<Say>Goodbye.</Say>"}
    _, legs = at_home(stage.exchange)
    await call_back(stage)
    assert (await stage.hotline.got("/there")).form.get("Digits", "2") == "2"
    assert [leg.way for leg in legs] == [Way.UNASKED]


@played(callers=replace(EAGER, regrets=1.0, patience=60.0))
async def test_some_phone_in_before_they_are_called(stage: Stage) -> None:
    offers = iter([ask(OFFER, "/yes"), "<Dial><Conference>nobody</Conference></Dial>"])
    stage.hotline.answers |= {
        "/incoming": lambda _: "<Say>You are next in line.</Say><Pause length='4'/>" + next(offers),
        "/yes": PROMISE,
    }
    customer, legs = at_home(stage.exchange)
    phoning = asyncio.create_task(customer.phone(visit()))
    await phoning
    assert [leg.way for leg in legs] == [Way.PHONED, Way.AGAIN]
    assert legs[0].fate is Fate.CAME_BACK
    assert legs[1].fate is Fate.ABANDONED
    assert not customer.waits


@played(callers=CallerSpec(phones_again=1.0))
async def test_who_is_cut_off_phones_again(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>Welcome.</Say><Hangup/>"
    customer, legs = at_home(stage.exchange)
    await customer.phone(visit())
    assert [(leg.way, leg.fate) for leg in legs] == [
        (Way.PHONED, Fate.CUT_OFF),
        (Way.AGAIN, Fate.CUT_OFF),
    ]
    assert legs[1].started - legs[0].started < 120


@played(callers=EAGER)
async def test_whoever_is_on_the_telephone_is_busy(stage: Stage) -> None:
    stage.hotline.answers["/incoming"] = "<Say>You are next in line.</Say><Pause length='600'/>"
    customer, legs = at_home(stage.exchange)
    phoning = asyncio.create_task(customer.phone(visit()))
    await stage.hotline.got("/incoming")
    assert await call_back(stage) == "busy"
    assert legs[0].rung == 0
    phoning.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await phoning
