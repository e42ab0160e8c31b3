"""Courtesy of whole talks: dialogues read by a person, and what must never be guessed."""

import json
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transcripts.dialogues import Dialogue, facts, spoken, written
from transcripts.manners.courtesy import MEASURES, Measure, measure
from transcripts.words import Utterance, Word

DIALOGUES = {dialogue.told["name"]: dialogue for dialogue in written()}
YES_OR_NO = ("greeting", "own_name", "caller_name", "please", "thanks", "apology", "closing")
CHATTER = "C: it has been like that for a week and i do not know what to do now"


def outcome(measured: Measure) -> str | float:
    """The value where it is known, else the state."""
    return measured.state if measured.value is None else measured.value


def measured(*lines: str, **told: object) -> dict[str, Measure]:
    utterances = spoken(*lines)
    end = max(each.end for each in utterances) + 1.5
    return measure(utterances, facts(**{"end": end, **told}))


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue_is_measured_as_a_person_reads_it(name: str) -> None:
    dialogue = DIALOGUES[name]
    expected = dialogue.expected()
    assert set(YES_OR_NO) <= set(expected), "every measure is told of every dialogue"
    found = measure(dialogue.utterances, dialogue.facts)
    assert {name: outcome(found[name]) for name in expected} == expected
    useful = found["first_useful"]
    if dialogue.told["useful"]:
        assert useful.evidence[0].words.startswith(dialogue.told["useful"])
    else:
        assert outcome(useful) == "unknown"


@pytest.mark.parametrize("name", DIALOGUES)
def test_every_measure_is_there_with_words_that_were_said_then(name: str) -> None:
    dialogue = DIALOGUES[name]
    found = measure(dialogue.utterances, dialogue.facts)
    assert tuple(found) == MEASURES
    for each in found.values():
        assert (each.value is None) == (each.state != "known")
        for shown in each.evidence:
            assert shown.words in words_between(dialogue, shown.channel, shown.start, shown.end)


def words_between(dialogue: Dialogue, channel: int, start: float, end: float) -> str:
    return " ".join(
        f"[{word.kind}]" if word.kind else word.text
        for each in dialogue.utterances
        for word in each.words
        if word.channel == channel and start <= word.start and word.end <= end
    )


def test_yes_is_shown_with_its_words_and_their_times() -> None:
    found = measured("A: good morning my name is sarah how can i help you", CHATTER)
    assert found["own_name"].to_json() == {
        "state": "known",
        "value": 1.0,
        "evidence": [[1.05, 2.05, 1, "name is sarah"]],
    }
    assert json.loads(json.dumps(found["greeting"].to_json()))["evidence"] == [
        [0.0, 0.65, 1, "good morning"]
    ]


def test_first_useful_counts_from_the_start_of_the_talk() -> None:
    lines = ("A: hello this is sarah", CHATTER, "A: let me check your order")
    checked = spoken(*lines)[2].start
    assert measured(*lines)["first_useful"].value == pytest.approx(checked)
    later = spoken(*lines, begin=100.0)
    told = facts(start=98.0, end=200.0)
    assert measure(later, told)["first_useful"].value == pytest.approx(checked + 2)


def test_what_was_said_outside_the_talk_is_not_measured() -> None:
    before = spoken("A: good morning this is sarah thank you for calling john please hold")
    talk = spoken("A: yes what is your number", CHATTER, "A: it will come some day", begin=60.0)
    after = spoken("A: goodbye and thank you very much john", begin=120.0)
    everything = [*before, *talk, *after]
    told = facts(start=55.0, end=talk[-1].end + 2)
    assert measure(everything, told) == measure(talk, told)
    assert outcome(measure(everything, told)["thanks"]) == 0.0


def test_another_agents_words_are_not_this_agents() -> None:
    mine = spoken("A: hello this is sarah what can i do", CHATTER)
    colleague = [replace(each, talk=2) for each in spoken("A: many thanks", begin=20.0)]
    told = facts(end=25.0)
    assert measure([*mine, *colleague], told) == measure(mine, told)


def test_on_one_channel_nobody_knows_who_spoke_but_silence_is_silence() -> None:
    utterances = spoken("A: good morning this is sarah", CHATTER, "A+5: thank you goodbye")
    mono = [
        Utterance(tuple(replace(word, channel=0) for word in each.words)) for each in utterances
    ]
    found = measure(mono, facts(end=30.0, waited=100.0))
    assert outcome(found.pop("longest_silence")) == pytest.approx(5.6)
    assert {outcome(each) for each in found.values()} == {"unknown"}


def test_in_a_language_without_wordings_only_times_are_measured() -> None:
    found = measured("A: bonjour ici sarah que puis je faire", CHATTER, language="fr")
    known = {name for name, each in found.items() if each.state == "known"}
    assert known == {"talk_share", "longest_silence"}


def test_nothing_said_is_nothing_known() -> None:
    found = measure([], facts(waited=100.0))
    assert {outcome(each) for each in found.values()} == {"unknown"}


def test_only_one_heard_tells_nothing_of_shares_and_interruptions() -> None:
    found = measured("A: good morning this is sarah can you hear me", "A+5: hello hello")
    for name in ("talk_share", "interruptions_by_agent", "interruptions_by_caller"):
        assert outcome(found[name]) == "unknown"


@pytest.mark.parametrize(("waited", "state"), [(59.9, "not-due"), (60.0, "known")])
def test_an_apology_is_due_after_a_minute(waited: float, state: str) -> None:
    found = measured("A: hello i am sorry for the long wait this is sarah", waited=waited)
    assert found["apology"].state == state


def test_sorry_after_the_opening_counts_when_it_names_the_wait() -> None:
    opening = ("A: hello this is sarah", "A: how can i help you", CHATTER, CHATTER, CHATTER)
    named = measured(*opening, "A: and i am sorry that you had to wait", waited=90.0)
    plain = measured(*opening, "A: sorry i will check the delay", waited=90.0)
    assert outcome(named["apology"]) == 1.0
    assert outcome(plain["apology"]) == 0.0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "hello i am so sorry you had to hold so long this is sarah"),
        ("id", "halo pak mohon maaf atas lamanya waktu tunggu dengan sarah"),
    ],
)
def test_an_apology_may_name_the_wait_in_other_words(language: str, said: str) -> None:
    found = measured(f"A: {said}", language=language, waited=90.0)
    assert outcome(found["apology"]) == 1.0


@pytest.mark.parametrize(
    "said", ["all the best", "enjoy your weekend", "enjoy the rest of your day"]
)
def test_wishing_well_is_taking_leave(said: str) -> None:
    found = measured("A: it will be with you on friday", "C: fine", f"A: {said}")
    assert outcome(found["closing"]) == 1.0


def test_asking_to_wait_is_no_apology_for_having_waited() -> None:
    found = measured(
        *("A: halo dengan budi maaf bu mohon tunggu sebentar ya", "C: iya"),
        language="id",
        agent_name="Budi",
        waited=90.0,
    )
    assert outcome(found["apology"]) == 0.0


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("hello john thank you", "John Baker", 1.0),
        ("mister baker could you hold please", "John Baker", 1.0),
        ("i will check that for you now", "Will Hunter", 0.0),
        ("thank you will i have it here", "Will Hunter", 1.0),
        ("the box is by the door i think", "Bob Dorsey", 0.0),
        ("baik pak buddy saya cek dulu pesanannya", "Budi Hartono", 1.0),
        ("baik bu bagus saya cek dulu pesanannya", "Agus Salim", 0.0),
        ("baik bu dewi saya cek dulu pesanannya", "Ratna Sari", "unknown"),
        ("hello what can i do for you", "Mr X", "not-due"),
        ("hello what can i do for you", None, "not-due"),
    ],
)
def test_the_callers_name_is_heard_as_it_sounds(
    said: str, name: str | None, expected: str | float
) -> None:
    found = measured(
        f"A: {said}", CHATTER, language="id" if said.startswith("baik") else "en", caller_name=name
    )
    assert outcome(found["caller_name"]) == expected


def test_the_agents_own_name_is_not_the_callers_though_they_share_it() -> None:
    found = measured("A: good morning this is john speaking", CHATTER, agent_name="John Smith")
    assert outcome(found["own_name"]) == 1.0
    assert outcome(found["caller_name"]) == 0.0


def test_a_name_announced_and_heard_as_another_is_unknown() -> None:
    found = measured("A: good morning my name is sandra how can i help you", CHATTER)
    assert outcome(found["own_name"]) == "unknown"
    assert found["own_name"].evidence[0].words == "my name is"


def test_a_yes_that_was_guessed_is_no_yes_and_no_no() -> None:
    found = measured("A?: thank you", "A: it is on the way to you now i can see", CHATTER)
    assert outcome(found["thanks"]) == "unknown"
    assert found["thanks"].evidence[0].words == "thank you"


@pytest.mark.parametrize(("guesses", "expected"), [(1, 0.0), (2, "unknown")])
def test_a_no_is_known_when_nine_words_of_ten_were_sure(
    guesses: int, expected: str | float
) -> None:
    said = ["it", "is", "on", "the", "way", "to", "you", "now", "i", "can"]
    line = f"A?: {' '.join(said[:guesses])}", f"A: {' '.join(said[guesses:])}"
    assert outcome(measured(*line, CHATTER)["thanks"]) == expected


def test_what_was_taken_out_is_time_and_no_words() -> None:
    def share(line: str) -> float | None:
        return measured("A: good morning this is sarah from sapa", line)["talk_share"].value

    assert share("C: my number is [phone] [phone] [phone]") == share("C: my number is a b c")
    found = measured("A: thank [card] you and may [phone] i go now then", CHATTER)
    assert outcome(found["thanks"]) == 0.0
    assert outcome(found["questions"]) == 0.0


def test_back_channels_interrupt_nobody() -> None:
    story = "C: so i bought it in june and then it broke and then nobody came to see me"
    for said in ("mm-hm", "okay", "oh i see", "yes sir", "right right"):
        found = measured("A: hello this is sarah", story, f"A-3: {said}")
        assert outcome(found["interruptions_by_agent"]) == 0.0
    cut = measured("A: hello this is sarah", story, "A-3: okay but what is the number")
    assert outcome(cut["interruptions_by_agent"]) == 1.0
    assert cut["interruptions_by_agent"].evidence[0].words == "but what is the number"


def test_noise_over_the_callers_words_interrupts_nobody() -> None:
    story = "C: so i bought it in june and then it broke and then nobody came to see me"
    found = measured("A: hello this is sarah from sapa here", story, "A?-3: the hum the hum")
    assert outcome(found["interruptions_by_agent"]) == 0.0


words_of_turns = st.lists(
    st.tuples(st.sampled_from("AC"), st.floats(-3, 4), st.integers(1, 12)), min_size=1, max_size=8
)


def turns(told: list[tuple[str, float, int]]) -> list[Utterance]:
    lines = [f"{who}{shift:+.2f}: {' '.join(['word'] * length)}" for who, shift, length in told]
    return [
        each
        for channel in (0, 1)
        for each in _apart(each for each in spoken(*lines, begin=40.0) if each.channel == channel)
    ]


def _apart(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Those of one side that do not overlap: nobody says two things at once."""
    kept: list[Utterance] = []
    for each in sorted(utterances, key=lambda one: one.start):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


@settings(max_examples=40, deadline=None)
@given(
    words_of_turns, st.floats(40, 80), st.sampled_from([0, 1]), st.sampled_from(["yes", "mm-hm"])
)
def test_a_back_channel_more_changes_no_interruption(
    told: list[tuple[str, float, int]], at: float, channel: int, text: str
) -> None:
    utterances = turns(told)
    word = Word(text, at, at + 0.4, 0.9, channel)
    more = Utterance((word,), "agent" if channel else "caller", talk=1)
    told_facts = facts(start=30.0, end=200.0)
    before, after = measure(utterances, told_facts), measure([*utterances, more], told_facts)
    for name in ("interruptions_by_agent", "interruptions_by_caller"):
        if before[name].state == "known":
            assert after[name] == before[name]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(DIALOGUES)), st.randoms(use_true_random=False), st.integers(1, 5000))
def test_neither_order_nor_the_time_of_day_changes_a_measure(
    name: str, random: Random, later: int
) -> None:
    dialogue = DIALOGUES[name]
    moved = [_later(each, later) for each in dialogue.utterances]
    random.shuffle(moved)
    told = dialogue.facts
    told_later = replace(told, start=told.start + later, end=told.end + later)
    before, after = measure(dialogue.utterances, told), measure(moved, told_later)
    assert {name: outcome(each) for name, each in before.items()} == {
        name: outcome(each) for name, each in after.items()
    }


def _later(utterance: Utterance, seconds: int) -> Utterance:
    words = (
        replace(word, start=word.start + seconds, end=word.end + seconds)
        for word in utterance.words
    )
    return replace(utterance, words=tuple(words))
