"""Callers and agents talk: the scripts they speak by, and how they keep to them together."""

import asyncio
import random
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from simulator.config import AgentSpec, CallerSpec
from simulator.network.sound import speaking_time
from simulator.people.agents import Agent
from simulator.people.callers import Caller
from simulator.people.digits import breaths, card_number
from simulator.people.personas import Persona, Visit
from simulator.people.phrases import tongue
from simulator.people.script import Ending, Manner, Script, Side, Topic, Turn, write
from simulator.people.talks import Talks
from tests.simulator.stage import CALLER, Stage, played

WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
REASONS = {"en": "I was charged twice this month", "id": "Saya ditagih dua kali bulan ini"}
SARI = Manner("Sari", "Sinar Elektronik")


def topic(language: str) -> Topic:
    return Topic(
        "billing",
        language,
        name="Budi",
        surname="Santoso",
        title="Bapak",
        reason=REASONS[language],
        number="02155500001",
        waited=60.0,
    )


def talk(
    seed: int,
    language: str = "en",
    seconds: float = 180.0,
    ending: Ending = "leave",
    *,
    polite: bool = True,
) -> Script:
    manner = replace(SARI, polite=polite)
    return write(topic(language), manner, seconds, random.Random(seed), ending)


def said(script: Script, side: Side) -> list[Turn]:
    return [turn for turn in script.turns if turn.side == side]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("seed", range(5))
def test_both_speak_in_turn_for_about_as_long_as_the_agent_wants(seed: int, language: str) -> None:
    script = talk(seed, language)
    assert len(said(script, "agent")) >= 5
    assert len(said(script, "caller")) >= 5
    assert 150 < script.seconds < 210
    starts = [turn.at for turn in script.turns]
    assert starts == sorted(starts)
    assert "Sinar Elektronik" in script.turns[0].text
    assert max(turn.end for turn in script.turns) < script.seconds
    assert any(REASONS[language] in turn.text for turn in said(script, "caller"))
    silences = [after.at - before.end for before, after in pairwise(script.turns)]
    assert max(silences) > 5  # the agent looks something up


@pytest.mark.parametrize("seconds", [1.0, 20.0, 600.0, 1e9])
def test_talks_of_any_length_have_a_beginning_and_an_end(seconds: float) -> None:
    script = talk(1, seconds=seconds)
    assert 3 <= len(script.turns) < 120
    assert seconds - 10 < script.seconds < seconds + 60


def test_the_same_seed_says_the_same_and_another_does_not() -> None:
    assert talk(1) == talk(1)
    assert talk(1) != talk(2)


@pytest.mark.parametrize("language", ["en", "id"])
def test_people_listen_and_interrupt_now_and_then(language: str) -> None:
    listening = set(tongue(language).talk["both"]["listening"])
    overlapping = []
    for seed in range(40):
        turns = talk(seed, language, polite=seed % 4 > 0).turns
        pairs = pairwise(turns)
        overlapping += [after for before, after in pairs if after.at < before.end]
    assert {turn.text for turn in overlapping} & listening
    assert {turn.text for turn in overlapping} - listening
    assert {turn.side for turn in overlapping} == {"agent", "caller"}


def test_the_rude_give_no_name_and_no_thanks() -> None:
    for seed in range(20):
        words = " ".join(turn.text for turn in said(talk(seed, polite=False), "agent"))
        assert "Sari" not in words
        assert "hank" not in words
    apologies = [
        any("sorry" in turn.text for turn in said(talk(seed), "agent")[:2]) for seed in range(20)
    ]
    assert any(apologies)
    assert not all(apologies)


def test_who_passes_the_caller_on_says_so_and_who_is_cut_off_says_nothing() -> None:
    (passing,) = tongue("en").talk["polite"]["passing"]
    assert said(talk(1, ending="pass on"), "agent")[-1].text == passing
    cut = talk(1, ending="cut")
    assert cut.seconds < talk(1).seconds
    assert all(turn.at < cut.seconds for turn in cut.turns)
    closings = {turn.text for turn in said(talk(1), "agent")[-2:]}
    assert not closings & {turn.text for turn in cut.turns}


def test_cards_pass_luhn_and_are_read_in_groups_of_four() -> None:
    words, double = tongue("en").talk["places"]["digit"], "double {digit}"
    doubled = 0
    for seed in range(50):
        digits = card_number(random.Random(seed))
        read = breaths(digits, random.Random(seed), words, double)
        assert len(digits) == 16
        assert len(read) == 4
        doubled += " ".join(read).count("double")
        plain = re.sub(r"double (\w+)", r"\1 \1", " ".join(read)).split()
        assert "".join(str(words.index(word)) for word in plain) == digits
        every_second = [int(digit) * 2 for digit in digits[0::2]]
        total = sum(number - 9 * (number > 9) for number in every_second)
        assert (total + sum(int(digit) for digit in digits[1::2])) % 10 == 0
    assert doubled


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_word_is_in_the_phrases_and_none_is_a_figure(language: str) -> None:
    """The recogniser of the tests knows the words of the file, and the names."""
    known = {"sari", "sinar", "elektronik", "budi", "santoso", "bapak"}
    for texts in _texts(tongue(language).talk):
        known |= set(WORD.findall(re.sub(r"{\w+}", " ", texts.lower())))
    known |= set(WORD.findall(REASONS[language].lower()))
    for seed in range(60):
        for turn in talk(seed, language, polite=seed % 3 > 0).turns:
            assert not re.search(r"[^A-Za-z',\- ]", turn.text), turn.text
            assert set(WORD.findall(turn.text.lower())) <= known, turn.text


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    parts = found.values() if isinstance(found, dict) else found
    return [text for part in parts for text in _texts(part)]


def test_short_words_take_their_time() -> None:
    assert speaking_time("Yes") > 0.3


GRACE = Persona(
    number=CALLER,
    other_number="+15556000001",
    language="en",
    name="Grace Palmer",
    known_by=("Grace",),
    said=("Grace Palmer", "Grace"),
    again="Grace Palmer",
    spelled="g r a c e",
    skill="billing",
    reasons=("I was charged twice",),
)
COMPANY = AgentSpec("2001", "4711", "+15550177", "on call", handling=90.0, name="Sari")
ROOM = (
    '<Start><Recording channels="dual" recordingStatusCallback="/file"/></Start>'
    "<Dial><Conference endConferenceOnExit='true'>room-1</Conference></Dial>"
)


class Calm(random.Random):
    """Chance never strikes: nobody leaves first and no line breaks."""

    def random(self) -> float:
        return 0.99


async def meet(stage: Stage) -> list[dict[str, Any]]:
    """A caller and an agent meet in a conference; what is said on the caller's recording."""
    stage.hotline.answers["/incoming"] = ROOM
    talks = Talks()
    agent = Agent(COMPANY, stage.exchange, talks)
    visit = Visit(GRACE, 0.0, Calm())
    caller = Caller(visit, CallerSpec(patience=1e6), {}, stage.exchange.clock, talks)
    async with asyncio.TaskGroup() as both:
        both.create_task(caller.talk(await stage.call()))
        both.create_task(agent.talk(await stage.call(number=COMPANY.number)))
    files = [(await stage.hotline.got("/file")).form for _ in range(2)]
    (sid,) = [form["RecordingSid"] for form in files if _is_of(stage, form, CALLER)]
    async with stage.session.get(f"{stage.exchange.base_url}/sim/said/{sid}") as response:
        told: list[dict[str, Any]] = (await response.json())["said"]
        return told


def _is_of(stage: Stage, form: dict[str, str], number: str) -> bool:
    return stage.exchange.calls[form["CallSid"]].person == number


@played(speed=500, hotline_name="Sinar Elektronik")
async def test_a_caller_and_an_agent_are_recorded_on_both_sides(stage: Stage) -> None:
    words = await meet(stage)
    assert {one["channel"] for one in words} == {0, 1}
    assert "Grace" in " ".join(one["text"] for one in words if one["channel"] == 1)
    (reason,) = [one for one in words if "charged twice" in one["text"]]
    assert reason["channel"] == 0
    greeting = next(one for one in words if one["channel"] == 1)
    assert greeting["start"] < reason["start"]


def test_the_same_seed_gives_the_same_words_on_the_line() -> None:
    heard: list[list[str]] = []

    @played(speed=1000)
    async def once(stage: Stage) -> None:
        words = await meet(stage)
        heard.append(
            [one["text"] for channel in (0, 1) for one in words if one["channel"] == channel]
        )

    once()
    once()
    assert heard[0] == heard[1]
    assert len(heard[0]) > 10
