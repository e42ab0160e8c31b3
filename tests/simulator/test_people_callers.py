"""A caller answers what is asked, waits as long as patience lasts, and knows the truth."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from simulator.clock import Clock
from simulator.config import CallerSpec
from simulator.line import Beep, Ended, LineDead, Listening, Quiet, Said, Sound, Together
from simulator.people.callers import Caller
from simulator.people.fate import Fate, Way
from simulator.people.personas import Persona, Visit
from simulator.people.script import Script, Topic, Turn
from simulator.people.talks import Talk, Talks
from simulator.people.wishes import Wishes
from tests.simulator import personas_on_stage

BOTH = frozenset({"speech", "dtmf"})
KEYS = frozenset({"dtmf"})
TITLES = {
    "billing": {"en": "billing", "id": "tagihan"},
    "repair": {"en": "repairs", "id": "perbaikan"},
    "sales": {"en": "sales", "id": "penjualan"},
}
BUDI = Persona(
    number="+622155500001",
    other_number="+622155550001",
    language="id",
    name="Budi Santoso",
    known_by=("Budi", "Santoso"),
    said=("Nama saya Budi Santoso", "Budi"),
    again="Budi Santoso",
    spelled="b u d i",
    skill="repair",
    reasons=("Televisi saya mati",),
)
GRACE = replace(personas_on_stage.GRACE, said=("grey shopper", "Grace Hopper"))


class Calm(random.Random):
    """Chance never strikes: no slips, no key presses, recording allowed, long patience."""

    def random(self) -> float:
        return 0.99


class ScriptedLine:
    """A line whose other end the test plays."""

    sid = "CA1"
    number = "+15552000001"

    def __init__(self) -> None:
        self._sounds: asyncio.Queue[Sound] = asyncio.Queue()
        self.given: asyncio.Queue[str] = asyncio.Queue()
        self._dead = False

    def play(self, *sounds: Sound) -> None:
        for sound in sounds:
            self._sounds.put_nowait(sound)

    async def ask(self, text: str, kinds: frozenset[str] = BOTH) -> str:
        """Ask, and wait for what is said or pressed."""
        self.play(Said(text, "en-US", 1.0), Listening(kinds, "en-US", None, 5.0))
        return await self.given.get()

    async def hear(self) -> Sound:
        if self._dead:
            raise LineDead
        sound = await self._sounds.get()
        self._dead = isinstance(sound, Ended)
        return sound

    def speak(self, text: str, confidence: float = 0.9, language: str = "") -> None:
        assert language in {"en", "id"}
        assert 0 <= confidence <= 1
        self.given.put_nowait(text)

    def press(self, digits: str) -> None:
        self.given.put_nowait(f"[{digits}]")

    async def hang_up(self) -> None:
        self.given.put_nowait("hung up")


class Overheard(Talks):
    """Talks that a test can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()

    def begin(self, conference: str, topic: Topic) -> Talk:
        talk = super().begin(conference, topic)
        self.begun.set()
        return talk


async def everything_said(talks: Overheard) -> None:
    """The talk has begun, and the agent takes leave."""
    await talks.begun.wait()
    talks.take_leave("room")


def call(
    persona: Persona,
    script: Callable[[ScriptedLine, Overheard], Awaitable[None]],
    *,
    patience: float = 1e6,
    hang_up_anywhere: float = 0.0,
    drops: float = 0.0,
    rng: random.Random | None = None,
    way: Way = Way.PHONED,
) -> Caller:
    """Let `persona` phone in to a hotline that acts by `script`; what became of the call."""
    rng = rng or Calm()
    talks = Overheard()
    spec = CallerSpec(patience=patience, hang_up_anywhere=hang_up_anywhere, drops=drops)
    caller = Caller(Visit(persona, 0.0, rng), spec, TITLES, Clock(speed=500.0), talks, way)

    async def conversation() -> None:
        line = ScriptedLine()
        talking = asyncio.create_task(caller.talk(line))
        await script(line, talks)
        await talking

    asyncio.run(conversation())
    return caller


def test_a_caller_answers_what_is_asked() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        assert "Indonesia" in await line.ask(
            "For English, press 1. Untuk bahasa Indonesia, tekan 2.", frozenset({"speech"})
        )
        assert await line.ask("Untuk bahasa Indonesia, tekan 2.", KEYS) == "[2]"
        assert await line.ask("Mohon sebutkan nama Anda.") == "Nama saya Budi Santoso"
        assert await line.ask("Saya mendengar Rudi. Apakah sudah betul?", KEYS) == "[2]"
        assert await line.ask("Mohon sebutkan nama panggilan Anda saja.") == "Budi"
        assert await line.ask("Mohon eja nama panggilan Anda.") == "b u d i"
        assert await line.ask("Saya mendengar Boedi. Apakah sudah betul?", KEYS) == "[1]"
        assert await line.ask("Apa yang dapat kami bantu?") == "Televisi saya mati"
        assert await line.ask("Tentang tagihan, tekan 1, atau tentang perbaikan, tekan 2?", KEYS)
        assert await line.ask("Satu dua tiga.") == "Televisi saya mati"  # not understood
        line.play(Ended("completed"))

    assert call(BUDI, hotline).fate is Fate.CUT_OFF


def test_a_caller_chooses_their_own_department() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        both = "is it about {}, then please press 1, or about {}, then please press 2?"
        assert await line.ask(both.format("sales", "billing"), KEYS) == "[2]"
        assert await line.ask(both.format("billing", "sales"), KEYS) == "[1]"
        assert "billing" in await line.ask(both.format("billing", "sales"))
        neither = await line.ask(both.format("repairs", "sales"))
        assert "billing" not in neither
        line.play(Ended("completed"))

    call(GRACE, hotline)


def test_a_name_that_was_misheard_is_not_accepted() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        assert await line.ask("May I have your name, please?") == "grey shopper"
        assert "o" in (await line.ask("I heard Greg. Is that right?")).lower()
        assert await line.ask("May I have your name, please?") == "Grace Hopper"
        assert await line.ask("I heard Grace. Is that right? Press 5 for yes.", KEYS) == "[5]"
        line.play(Ended("completed"))

    call(GRACE, hotline)


def test_after_the_talk_the_caller_is_content() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said("You are next in line.", "en-US", 2.0), Quiet(10.0))
        line.play(Together("room", 0), Together("room", 1))
        await everything_said(talks)
        line.play(Together("room", 0), Said("Goodbye.", "en-US", 1.0), Ended("completed"))

    caller = call(GRACE, hotline)
    assert caller.fate is Fate.TALKED
    assert caller.held >= 0


def test_a_content_caller_hangs_up_when_nobody_takes_leave() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Together("room", 1))
        await everything_said(talks)
        line.play(Together("room", 0))
        assert await line.given.get() == "hung up"

    assert call(GRACE, hotline).fate is Fate.TALKED


def test_a_caller_says_their_part_also_after_an_announcement() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Together("room", 1))
        await talks.begun.wait()
        turns = (Turn("caller", 1.0, "I was charged twice"), Turn("caller", 200.0, "Goodbye"))
        talks.attend("room").begin(Script(turns, 210.0, "en"), Clock(speed=500.0))
        assert await line.given.get() == "I was charged twice"
        line.play(Said("The recording pauses now.", "en-US", 2.0, aside=True))
        assert await line.given.get() == "Goodbye"
        talks.take_leave("room")
        line.play(Together("room", 0), Ended("completed"))

    assert call(GRACE, hotline).fate is Fate.TALKED


def test_who_is_alone_again_falls_silent() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Together("room", 1))
        await talks.begun.wait()
        clock = Clock(speed=500.0)
        due = clock.now() + 100.0
        turns = (Turn("caller", 0.0, "Hello"), Turn("caller", 100.0, "I was charged twice"))
        talks.attend("room").begin(Script(turns, 120.0, "en"), clock)
        assert await line.given.get() == "Hello"
        line.play(Together("room", 0))
        while clock.now() < due + 20.0:
            assert "charged" not in await line.ask("May I have your name, please?")
        line.play(Ended("completed"))

    call(GRACE, hotline)


def test_an_agent_who_is_lost_in_the_middle_leaves_the_caller_waiting() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Together("room", 1), Together("room", 0), Ended("completed"))

    assert call(GRACE, hotline).fate is Fate.CUT_OFF


def test_the_impatient_hang_up_and_only_waiting_costs_patience() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        for _ in range(3):
            assert await line.ask("How can I help you today?")
        line.play(Said("You are next in line.", "en-US", 2.0), Quiet(10.0))
        assert await line.given.get() == "hung up"

    caller = call(GRACE, hotline, patience=0.5)
    assert caller.fate is Fate.ABANDONED
    assert caller.held > 0


@pytest.mark.parametrize(
    ("told", "fate"),
    [
        ("We are closed now.", Fate.TURNED_AWAY),
        ("Welcome.", Fate.CUT_OFF),
        ("We are sorry, an application error has occurred. Goodbye.", Fate.CUT_OFF),
    ],
)
def test_the_fate_of_who_is_put_off_the_line(told: str, fate: Fate) -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said(told, "en-US", 1.0), Ended("completed"))

    assert call(GRACE, hotline).fate is fate


def test_a_message_is_left_after_the_tone() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        question = "Please tell us after the tone your name and what you need."
        line.play(Said("We are closed now.", "en-US", 1.0), Said(question, "en-US", 3.0), Beep())
        assert "charged twice" in await line.given.get()
        line.play(Ended("completed"))

    assert call(GRACE, hotline).fate is Fate.MESSAGE_LEFT


def test_a_recorded_name_is_no_message() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said("Please say it after the tone.", "en-US", 2.0), Beep())
        assert await line.given.get() == "Grace Hopper"
        line.play(Ended("failed"))

    assert call(GRACE, hotline).fate is Fate.CUT_OFF


def test_somebody_may_hang_up_at_any_sound() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said("Welcome.", "en-US", 1.0))
        assert await line.given.get() == "hung up"

    assert call(GRACE, hotline, hang_up_anywhere=1.0).fate is Fate.ABANDONED


def test_hold_music_with_keys_asks_nothing_of_the_caller() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said("You are next in line.", "en-US", 2.0), Listening(KEYS, "en-US", 1, 5.0))
        line.play(Together("room", 1))
        await everything_said(talks)
        line.play(Ended("completed"))

    assert call(GRACE, hotline).fate is Fate.TALKED


OFFER = (
    "I can keep your place and call you back. If you would like that, please press 1 or say yes."
)
PROMISED = "We will call you back on the number that ends in 0, 0, 1. Goodbye."


async def take_the_offer(line: ScriptedLine) -> None:
    line.play(Said("You are next in line.", "en-US", 2.0), Quiet(10.0))
    assert await line.ask(OFFER, KEYS) == "[1]"
    right = "Shall we call you back on the number which ends in {}? Press 1 for yes, 2 for another."
    assert await line.ask(right.format("9, 9, 9"), KEYS) == "[2]"
    assert await line.ask("Please key in the number, then press hash.", KEYS) == "[15556000001#]"
    assert await line.ask("Please key in the number, or say it.") != ""
    assert await line.ask(right.format("0, 0, 1"), KEYS) == "[1]"


class Elsewhere(Calm):
    """As calm, and at their other telephone."""

    def __init__(self) -> None:
        super().__init__()
        self._first = True

    def random(self) -> float:
        self._first, first = False, self._first
        return 0.0 if first else super().random()


def test_who_is_promised_a_callback_hangs_up_and_waits_for_it() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        await take_the_offer(line)
        line.play(Said(PROMISED, "en-US", 3.0))
        assert await line.given.get() == "hung up"

    caller = call(GRACE, hotline, rng=Elsewhere())
    assert caller.fate is Fate.PROMISED
    assert caller.waits_for_callback


def test_who_is_back_in_line_after_all_waits_for_no_callback() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        await take_the_offer(line)
        line.play(Said("You keep your place in line, please stay with us.", "en-US", 3.0))
        line.play(Quiet(10.0), Ended("completed"))

    caller = call(GRACE, hotline, rng=Elsewhere())
    assert caller.fate is Fate.CUT_OFF
    assert not caller.waits_for_callback


def test_a_callback_that_ends_before_the_promise_is_still_waited_for() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        await take_the_offer(line)
        line.play(Ended("failed"))

    caller = call(GRACE, hotline, rng=Elsewhere())
    assert caller.fate is Fate.CUT_OFF
    assert caller.waits_for_callback


def test_who_has_a_supervisors_word_may_go_and_wait_for_the_call() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        word = "Priya Raman will call you back by 3 p.m. You may also stay on the line."
        line.play(Said(word, "en-US", 3.0), Quiet(10.0))
        assert await line.given.get() == "hung up"

    caller = call(GRACE, hotline, patience=0.5)
    assert caller.fate is Fate.ABANDONED
    assert caller.waits_for_callback


def test_who_is_called_back_says_yes_to_any_name_and_talks() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        asked = "Hello, this is Toko Jaya. You asked us to call you back. Is this Greg?"
        assert await line.ask(asked + " Please press 1 or say yes.", KEYS) == "[1]"
        line.play(Together("room", 1))
        await everything_said(talks)
        line.play(Together("room", 0), Ended("completed"))

    assert call(GRACE, hotline, way=Way.CALLED).fate is Fate.TALKED_BACK


def test_who_is_called_out_of_the_blue_says_no() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        asked = "You asked us to call you back. Is this Grace? Please press 1 or say yes."
        assert await line.ask(asked, KEYS) == "[2]"
        line.play(Said("I am sorry to have troubled you. Goodbye.", "en-US", 2.0))
        line.play(Ended("completed"))

    assert call(GRACE, hotline, way=Way.UNASKED).fate is Fate.CALLED_UNASKED


def test_who_is_called_and_asked_whether_it_is_solved_was_not_turned_away() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        asked = "We have helped you with bills. Has it been solved? Press 1 if it has, 2 if not."
        assert await line.ask(asked, KEYS) in ("[1]", "[2]")
        line.play(Said("Thank you. Goodbye.", "en-US", 1.0), Ended("completed"))

    assert call(GRACE, hotline, way=Way.CALLED).fate is Fate.CALLED_AND_ASKED


def test_some_say_hello_before_they_listen() -> None:
    heard = set()
    for seed in range(20):

        async def hotline(line: ScriptedLine, talks: Overheard) -> None:
            asked = "You asked us to call you back. Is this Grace?"
            heard.add(await line.ask(asked, frozenset({"speech"})))
            line.play(Ended("completed"))

        call(GRACE, hotline, way=Way.CALLED, rng=random.Random(seed))
    assert any("ello" in words for words in heard)
    assert any("ello" not in words for words in heard)


class Last(Calm):
    """Calm, and of several always the last."""

    def choice(self, seq: Sequence[Any]) -> Any:  # type: ignore[override]
        return seq[-1]


def test_a_line_that_breaks_in_mid_talk_is_not_the_hotlines_doing() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Together("room", 1))
        assert await line.given.get() == "hung up"

    assert call(GRACE, hotline, drops=1.0, rng=Last()).fate is Fate.DROPPED


def test_a_line_may_break_on_hold() -> None:
    async def hotline(line: ScriptedLine, talks: Overheard) -> None:
        line.play(Said("You are next in line.", "en-US", 2.0), Quiet(10.0))
        assert await line.given.get() == "hung up"

    assert call(GRACE, hotline, drops=1.0).fate is Fate.DROPPED


def test_the_longer_they_have_held_the_more_take_a_callback() -> None:
    rng = random.Random(5)
    wishes = Wishes(GRACE, 120.0, rng)
    shares = [sum(wishes.wants(held) for _ in range(1000)) for held in (0.0, 120.0, 600.0)]
    assert shares[0] < shares[1] - 200 < shares[2] - 400
    assert shares[0] > 100


def words_of(seed: int) -> list[str]:
    """What the caller of that seed says when asked for the name four times."""

    async def conversation() -> list[str]:
        line = ScriptedLine()
        for _ in range(4):
            question = Said("May I have your name, please?", "en-US", 1.0)
            line.play(question, Listening(BOTH, "en-US", None, 1.0))
        line.play(Said("Goodbye.", "en-US", 1.0), Ended("completed"))
        visit = Visit(GRACE, 0.0, random.Random(seed))
        caller = Caller(visit, CallerSpec(), TITLES, Clock(speed=100_000.0), Talks())
        await caller.talk(line)
        assert caller.fate is Fate.TURNED_AWAY
        return [line.given.get_nowait() for _ in range(line.given.qsize())]

    return asyncio.run(conversation())


def test_people_slip_in_every_way_and_then_answer() -> None:
    crowd = [words_of(seed) for seed in range(150)]
    assert all({"grey shopper", "Grace Hopper"} & set(words) for words in crowd)
    first_words = {words[0] for words in crowd}
    assert any(word.startswith("[") for word in first_words)
    assert len(first_words) > 3
    assert any(len(words) < 4 for words in crowd)  # silent once or twice


def test_the_same_seed_is_the_same_caller() -> None:
    assert [words_of(seed) for seed in range(25)] == [words_of(seed) for seed in range(25)]
