"""The small speech models: they load, know today's phrases, and hear them."""

import io
import json
import random
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from sapa.cast import NAMES
from sapa.hotline import Hotline
from simulator import tiny_model
from simulator.tiny_model.__main__ import main
from simulator.tiny_model.alignment import forced
from simulator.tiny_model.bigrams import BEGIN, Bigrams
from simulator.tiny_model.grammar import LANGUAGES, Grammar, NoSlot, grammar, tokens
from simulator.tiny_model.graph import Fst
from simulator.tiny_model.measure import Ear, distance
from simulator.tiny_model.telephone import TEST_LINE, mulaw
from webhooks.sounds import SOUNDS

MODELS = Path(tiny_model.__file__).parent
FIXTURES = Path(__file__).parent / "speech"
EXAMPLE = Path(__file__).parents[2] / "examples/elektronik.toml"
SMALL = 2_000_000
languages = pytest.mark.parametrize("language", LANGUAGES)
RECORDINGS = sorted(path.stem for path in FIXTURES.glob("*.wav"))


@pytest.fixture(scope="module")
def ears() -> dict[str, Ear]:
    return {language: Ear(MODELS / language) for language in LANGUAGES}


def samples(file: str | io.BytesIO) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    with wave.open(file) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float64)


@languages
def test_a_model_is_small(language: str) -> None:
    assert sum(file.stat().st_size for file in (MODELS / language).rglob("*")) < SMALL


@languages
def test_a_model_knows_every_word_of_todays_phrases(language: str) -> None:
    words = (MODELS / language / "graph/words.txt").read_text(encoding="utf-8").split()

    missing = set(grammar(language).vocabulary()) - set(words)

    assert not missing, "run python -m simulator.tiny_model"


@languages
def test_the_grammar_has_the_agents_and_the_departments_of_the_example(language: str) -> None:
    hotline = Hotline.read(EXAMPLE)
    titles = [
        text for skill in hotline.skills for own, text in skill.title.items() if own == language
    ]

    named = tokens(" ".join((*NAMES, *titles, hotline.about.name)))
    missing = set(named) - set(grammar(language).vocabulary())

    assert not missing, f"add them to simulator/tiny_model/{language}.toml"


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recorded_sentence_is_heard_word_by_word(name: str, ears: dict[str, Ear]) -> None:
    expected = json.loads((FIXTURES / "said.json").read_text(encoding="utf-8"))[name]

    heard = ears[name[:2]].listen(samples(str(FIXTURES / f"{name}.wav")))

    assert [one.word for one in heard] == [word for word, _, _ in expected]
    for one, (_, start, end) in zip(heard, expected, strict=True):
        assert one.start == pytest.approx(start, abs=0.12)
        assert one.end == pytest.approx(end, abs=0.12)


def test_there_are_three_recordings_of_each_language() -> None:
    assert [name[:2] for name in RECORDINGS] == ["en"] * 3 + ["id"] * 3


@languages
@pytest.mark.parametrize("sound", SOUNDS)
def test_no_words_are_heard_in_the_sounds_of_the_hotline(
    language: str, sound: str, ears: dict[str, Ear]
) -> None:
    assert not ears[language].listen(samples(io.BytesIO(SOUNDS[sound]())))


@languages
def test_no_words_are_heard_in_silence(language: str, ears: dict[str, Ear]) -> None:
    assert not ears[language].listen(np.zeros(5 * 8000))


def test_making_a_model_without_its_extra_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["tiny_model"])
    monkeypatch.setitem(sys.modules, "torch", None)

    assert main() == 1
    assert "sapa[models]" in capsys.readouterr().out


def test_a_grammar_fills_slots_and_chooses_and_lists_what_it_can_say() -> None:
    small = Grammar(
        "en", ("Good (day|night), {who}!",), {"who": ("{name}",), "name": ("Ann", "Bo")}
    )

    said = {small.sentence(random.Random(seed)) for seed in range(40)}

    assert said == {f"Good {time}, {name}!" for time in ("day", "night") for name in ("Ann", "Bo")}
    assert small.vocabulary() == ("ann", "bo", "day", "good", "night")


def test_a_slot_that_nobody_fills_is_named() -> None:
    with pytest.raises(NoSlot, match=r"\{who\}"):
        Grammar("en", ("Hello {who}",), {}).vocabulary()


def test_after_a_word_come_the_words_that_follow_it() -> None:
    bigrams = Bigrams(Grammar("en", ("thank you", "thank them"), {}), seed=1)

    after = bigrams.after("thank")

    assert after["you"] + after["them"] > 0.8
    assert sum(bigrams.alone.values()) == pytest.approx(1)
    assert set(bigrams.after(BEGIN)) >= {"thank"}


def test_phones_are_timed_by_the_likeliest_way_through_them() -> None:
    scores = np.log(np.full((6, 3), 0.1))
    scores[[0, 1, 2, 3, 4, 5], [0, 0, 1, 1, 1, 2]] = 0.0

    assert forced(scores, np.array([0, 1, 2])).tolist() == [0, 0, 1, 1, 1, 2]
    assert forced(scores, np.array([0, 2])).tolist() in ([0, 0, 0, 0, 0, 2], [0, 0, 2, 2, 2, 2])


def test_a_graph_is_written_so_that_its_size_tells_its_arcs(tmp_path: Path) -> None:
    graph = Fst()
    first, last = graph.state(), graph.state()
    graph.arc(first, last, 0.5, takes=2, gives=1)
    graph.end(last, 0.0)

    graph.write(tmp_path / "graph.fst")

    header = 4 + (4 + len("vector")) + (4 + len("standard")) + 4 + 4 + 8 + 3 * 8
    assert (tmp_path / "graph.fst").stat().st_size == header + 2 * (4 + 8) + 16


def test_a_line_companded_to_eight_bits_has_at_most_their_steps() -> None:
    heard = mulaw(np.linspace(-1, 1, 5001))

    assert len(set(heard.tolist())) <= 256
    assert np.abs(heard - np.linspace(-1, 1, 5001)).max() < 0.03


def test_a_line_is_seeded() -> None:
    tone = np.sin(np.arange(4000) / 5)

    one, two = (TEST_LINE.carry(tone, np.random.default_rng(7)) for _ in range(2))

    assert one.tolist() == two.tolist()
    assert 3000 < np.abs(one).max() <= 32767


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("a b c", "a b c", 0),
        ("a b c", "a c", 1),
        ("a b", "a x b", 1),
        ("a b", "b a", 2),
        ("", "a", 1),
    ],
)
def test_mistakes_are_counted_in_words(said: str, heard: str, errors: int) -> None:
    assert distance(said.split(), heard.split()) == errors
