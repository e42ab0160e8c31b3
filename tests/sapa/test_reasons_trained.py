"""A hotline understands reasons in each of its languages, and learns what its people add."""

from collections.abc import Callable
from pathlib import Path

from records import people, phrases
from records.session import Store
from sapa.added_phrases import AddedPhrases
from sapa.hotline import Hotline
from sapa.reasons import LOOK_EVERY, Trained
from tests.sapa.works import EXAMPLES

ELEKTRONIK = Hotline.read(EXAMPLES / "elektronik.toml")
SAID = "zonk zonk gadget moment"


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time


def at_once(do: Callable[[], None]) -> None:
    do()


def records_at(tmp_path: Path) -> Store:
    store = Store(f"sqlite:///{tmp_path}/sapa.db")
    store.migrate()
    return store


def add(store: Store, skill: str, language: str = "en") -> None:
    with store.transaction() as session:
        person = people.by_extension(session, "1")
        person = person or people.add(session, extension="1", name="Putu", at=0.0)
        assert phrases.add(session, skill, language, SAID, "billing", person, 0.0)


def test_each_language_is_learnt_once_when_first_asked_for() -> None:
    trained = Trained(ELEKTRONIK)
    assert list(trained) == ["id", "en"]
    assert trained["en"].judge("I want my money back").skills[0] == "refund"
    assert trained["en"] is trained["en"]


def test_a_phrase_that_was_added_is_understood_before_long(tmp_path: Path) -> None:
    store, clock = records_at(tmp_path), Clock()
    trained = Trained(ELEKTRONIK, AddedPhrases(store), clock, at_once)
    before = trained["en"]
    add(store, "refund")
    assert trained["en"] is before
    clock.time += LOOK_EVERY
    assert trained["en"] is not before
    assert trained["en"].judge(SAID).skills[0] == "refund"
    known = trained["en"]
    clock.time += LOOK_EVERY
    assert trained["en"] is known
    store.close()


def test_a_phrase_that_is_there_already_is_understood_at_once(tmp_path: Path) -> None:
    store = records_at(tmp_path)
    add(store, "refund")
    add(store, "a_skill_that_went")
    trained = Trained(ELEKTRONIK, AddedPhrases(store), Clock(), at_once)
    assert trained["en"].judge(SAID).skills[0] == "refund"
    store.close()


def test_callers_go_on_being_understood_while_the_records_are_away(tmp_path: Path) -> None:
    store, clock = records_at(tmp_path), Clock()
    trained = Trained(ELEKTRONIK, AddedPhrases(store), clock, at_once)
    known = trained["en"]
    store.close()
    (tmp_path / "sapa.db").unlink()
    clock.time += LOOK_EVERY
    assert trained["en"] is known
