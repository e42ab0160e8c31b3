"""Customers asked and told by the hotline itself, over HTTP: on the telephone and by text."""

import asyncio

import pytest

from simulator.line import Listening
from tests.simulator.stage import LIMIT, Person, heard
from tests.webhooks.cases_side import DAY, MOBILE, follow_up, known, solved, told
from tests.webhooks.phone_side import Hotline
from tests.webhooks.test_over_the_network import Play, Stage, play, said
from webhooks import following, notices
from webhooks.switchboard import Callbacks, CaseRules, Rules

__all__ = ["play"]


@pytest.fixture
def rules() -> Rules:
    decent = Callbacks(from_minute=0, to_minute=1440)
    return Rules(callbacks=decent, cases=CaseRules(texts=True, follow_up_tries=2))


async def looks(stage: Stage) -> None:
    for look in (following.look, notices.look):
        await asyncio.to_thread(look, stage.house)


def now(hotline: Hotline, stage: Stage) -> None:
    """What was put on record before the network's clock began is due on it."""
    hotline.clock.time = stage.exchange.clock.now()


def test_a_customer_says_on_the_telephone_that_it_is_solved(hotline: Hotline, play: Play) -> None:
    async def scene(stage: Stage) -> None:
        now(hotline, stage)
        case = solved(hotline)
        person = Person()
        stage.exchange.subscribe(MOBILE, person)
        await looks(stage)
        line = await person.line()
        await said(line, "solved")
        await heard(line, Listening)
        line.press("1")
        await said(line, "hank")
        await line.hang_up()
        while known(hotline, case).state != "closed":
            await stage.exchange.clock.sleep(1)
        assert follow_up(hotline, case).state == "confirmed"

    play(scene)


def test_a_customer_who_is_busy_is_asked_the_next_day(hotline: Hotline, play: Play) -> None:
    async def scene(stage: Stage) -> None:
        now(hotline, stage)
        case = solved(hotline)
        stage.exchange.subscribe(MOBILE, Person("busy"))
        await looks(stage)
        while not follow_up(hotline, case).tries:
            await stage.exchange.clock.sleep(1)
        assert follow_up(hotline, case).due_at >= stage.exchange.clock.now() + DAY / 2
        assert known(hotline, case).state == "solved"

    play(scene)


def test_a_customer_answers_a_text_message(hotline: Hotline, play: Play) -> None:
    async def scene(stage: Stage) -> None:
        now(hotline, stage)
        case = solved(hotline, texts=True)
        read: asyncio.Queue[str] = asyncio.Queue()

        async def reader(body: str) -> str | None:
            read.put_nowait(body)
            return "1" if "?" in body else None

        stage.exchange.messages.readers[MOBILE] = reader
        for _ in range(2):
            await looks(stage)
        assert "is your case" in await asyncio.wait_for(read.get(), LIMIT)
        assert f"{case.code} is closed" in await asyncio.wait_for(read.get(), LIMIT)
        assert known(hotline, case).state == "closed"
        assert [one.state for one in told(hotline)] == ["sent"]

    play(scene)


@pytest.mark.parametrize("status", ["no-answer", "failed"])
def test_who_does_not_pick_up_twice_stays_unconfirmed(
    hotline: Hotline, play: Play, status: str
) -> None:
    async def scene(stage: Stage) -> None:
        now(hotline, stage)
        case = solved(hotline)
        stage.exchange.subscribe(MOBILE, Person(status))
        for tries in (1, 2):
            await looks(stage)
            while follow_up(hotline, case).tries < tries:
                await stage.exchange.clock.sleep(1)
            if tries == 1:
                with hotline.house.store.transaction() as session:
                    session.merge(follow_up(hotline, case)).due_at = 0.0
        assert known(hotline, case).state == "unconfirmed"

    play(scene)
