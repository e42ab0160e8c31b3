"""Who phones in: the same people for the same seed, from phrases or from recorded callers."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from simulator.config import CallerSpec, Config
from simulator.people.datasets import DataSetError, read_dialogues, read_reasons
from simulator.people.likeness import alike, mentions
from simulator.people.personas import Crowd, Visit
from simulator.people.phrases import tongue

SKILLS = {"billing": {"en": ["My bill"], "id": ["Tagihan"]}, "plumbing": {"en": ["A leak"]}}
NAMES = """dialogue_id\tattempt_num\tname\ttranscription\tnbest
D1\t0\tAda Byron\tAda Byron\t"[""Ada Byron""]"
D1\t1\tAda Byron\tAida\t"[""Aida""]"
D1\t2\tAda Byron\ta d a\t"[""a d a""]"
D2\t0\tAlan Turing\t\t"[]"
"""
REASONS = """text,category,skill
"My bill, please",statement,billing
Water everywhere,leak,plumbing
Something else,other,astronomy
"""


def crowd(seed: int = 1, languages: tuple[str, ...] = ("id", "en"), **spec: object) -> list[Visit]:
    """The first 200 visits, or all if there are fewer."""
    config = Config(
        port=0,
        account_sid="AC" + "0" * 32,
        auth_token="token",
        hotline_numbers=("+622150000000",),
        hotline_number="+622150000000",
        agent_number="+622150000000",
        seed=seed,
        languages=languages,
        skills=SKILLS,
        callers=CallerSpec(**spec),  # type: ignore[arg-type]
    )
    return list(itertools.islice(Crowd(config).visits(), 200))


@pytest.fixture
def names_file(tmp_path: Path) -> str:
    path = tmp_path / "names.tsv"
    path.write_text(NAMES, "utf-8")
    return str(path)


@pytest.fixture
def reasons_file(tmp_path: Path) -> str:
    path = tmp_path / "reasons.csv"
    path.write_text(REASONS, "utf-8")
    return str(path)


def test_a_seed_is_a_crowd() -> None:
    people = [[(v.persona, v.after) for v in crowd(seed)] for seed in (1, 1, 2)]
    assert people[0] == people[1]
    assert people[0] != people[2]


def test_people_come_one_after_the_other_at_the_rate_asked_for() -> None:
    times = [visit.after for visit in crowd(per_hour=3600.0)]
    assert times == sorted(times)
    assert 150 < times[-1] < 250


def test_numbers_are_invented_and_belong_to_one_person() -> None:
    visits = crowd()
    people = {visit.persona.number: visit.persona for visit in visits}
    assert all(people[visit.persona.number] == visit.persona for visit in visits)
    assert all(re.fullmatch(r"\+1555\d{7}|\+6221555\d{5}", number) for number in people)
    assert 150 < len(people) < 200  # some call again


def test_people_speak_the_languages_of_the_hotline_and_most_the_first() -> None:
    spoken = Counter(visit.persona.language for visit in crowd())
    assert set(spoken) == {"id", "en"}
    assert spoken["id"] > spoken["en"]


def test_everybody_has_a_name_and_a_reason_and_can_spell() -> None:
    for visit in crowd():
        person = visit.persona
        assert mentions(person.name, person.known_by)
        assert mentions(person.said[1], person.known_by)
        assert person.spelled
        assert "{" not in " ".join((*person.said, person.spelled, *person.reasons))
        assert person.skill in SKILLS
        assert all(person.reasons)


def test_the_counted_crowd_ends() -> None:
    assert len(crowd(count=7)) == 7
    assert crowd(count=0) == []


def test_recorded_callers_say_what_was_recorded(names_file: str, reasons_file: str) -> None:
    visits = crowd(count=50, names_file=names_file, reasons_file=reasons_file)
    people = {visit.persona.name: visit.persona for visit in visits}
    assert set(people) == {"Ada Byron", "Alan Turing"}
    assert people["Ada Byron"].said == ("Ada Byron", "Aida")
    assert people["Ada Byron"].spelled == "a d a"
    assert people["Alan Turing"].said == ("", "")
    assert {(v.persona.skill, *v.persona.reasons) for v in visits} == {
        ("billing", "My bill, please"),
        ("plumbing", "Water everywhere"),
    }
    assert {visit.persona.language for visit in visits} == {"en"}


def test_recorded_callers_need_a_hotline_that_speaks_english(names_file: str) -> None:
    with pytest.raises(DataSetError, match="English"):
        crowd(languages=("id",), names_file=names_file)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"dialogue_id\tname\nD1\tAda", "no column attempt_num, transcription"),
        (b"dialogue_id\tattempt_num\tname\ttranscription\nD1\t7\tAda\tx", "line 2"),
        (b"dialogue_id\tattempt_num\tname\ttranscription\nD1\t0", "line 2: too few"),
        (b"dialogue_id\tattempt_num\tname\ttranscription\n", "nobody"),
        (b"\xff\xfe", "decode"),
        (b"", "no column"),
    ],
)
def test_a_wrong_file_of_names_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes(content)
    with pytest.raises(DataSetError, match=complaint) as error:
        read_dialogues(path)
    assert str(path) in str(error.value)


def test_a_missing_file_and_foreign_departments_are_named(
    tmp_path: Path, reasons_file: str
) -> None:
    with pytest.raises(DataSetError, match=r"gone\.csv"):
        read_reasons(tmp_path / "gone.csv", frozenset({"billing"}))
    with pytest.raises(DataSetError, match="no reason for any of cooking"):
        read_reasons(Path(reasons_file), frozenset({"cooking"}))


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_phrase_lists_are_complete(language: str) -> None:
    speech, english = tongue(language), tongue("en")
    assert speech.answers.keys() == english.answers.keys()
    assert speech.reasons.keys() == english.reasons.keys()
    assert set(speech.words) == set("abcdefghijklmnopqrstuvwxyz")
    assert all(word.lower().startswith(letter) for letter, word in speech.words.items())


def test_a_language_without_a_list_borrows_the_english_one() -> None:
    assert tongue("xx") == tongue("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leigh", "Lee"),
        ("Tracey", "Tracy"),
        ("Catherine", "Katherine"),
        ("Geoffrey", "Jeffrey"),
        ("Budi", "Boedi"),
        ("Joko", "Djoko"),
        ("Muhammad", "Mohamad"),
        ("Sutrisno", "Soetrisno"),
        ("José", "jose"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frank", "Hank"),
        ("Siti", "Sari"),
        ("Roy", "Robbie"),
        ("Beth", "best"),
        ("", ""),
        ("5", "6"),
    ],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
