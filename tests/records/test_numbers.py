"""Numbers by slot, skill and agent: one day of a small hotline, worked out by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from sqlalchemy.orm import Session

from records import calls, numbers, people
from records.models import Call, EndedBy, Person, Talk
from records.numbers import SLOT, Numbers, Span
from records.session import Store

DAY = Span(0, 86400)


@dataclass(frozen=True)
class Lived:
    """A call: when it joined, how long it waited, and for how long who talked (None: nobody)."""

    joined: float
    wait: float
    talk: float | None = None
    agent: str = "Putu"
    skill: str | None = "billing"
    held: float = 0.0
    ended_by: EndedBy = "agent"


MORNING = (
    Lived(10, 5, talk=100),
    Lived(20, 30, talk=60, held=20),
    Lived(SLOT, 50, talk=40, agent="Made", skill="delivery", ended_by="transfer"),
    Lived(SLOT + 1, 200, skill="delivery"),
    Lived(SLOT + 2, 3, skill=None),
    Lived(86400, 1, talk=1),  # the next day
)


def live(session: Session, lives: Sequence[Lived]) -> None:
    staff = {name: _agent(session, name) for name in ("Putu", "Made")}
    for number, one in enumerate(lives):
        call = calls.open_call(session, sid=f"CA{number}", number=None, at=one.joined)
        call.joined_at, call.skill = one.joined, one.skill
        reached = one.joined + one.wait
        if one.talk is not None:
            _talked(session, call, staff[one.agent], one, reached)
        outcome = "abandoned" if one.talk is None else "talked"
        calls.close(session, call, outcome, reached + (one.talk or 0.0))


def _talked(session: Session, call: Call, agent: Person, one: Lived, at: float) -> None:
    talk = calls.begin_talk(session, call, agent, at)
    calls.connect_talk(session, call, at)
    calls.end_talk(session, call, one.ended_by, at + (one.talk or 0.0))
    talk.held = one.held
    calls.wrap_up(session, agent, at + (one.talk or 0.0) + 10)


def _agent(session: Session, name: str) -> Person:
    return people.add(session, extension=str(len(name)) + str(ord(name[0])), name=name, at=0.0)


@pytest.fixture
def morning(store: Store) -> Store:
    with store.transaction() as session:
        live(session, MORNING)
    return store


def test_every_call_of_the_span_together(morning: Store) -> None:
    with morning.reading() as session:
        found = numbers.whole(session, DAY)
    assert (found.offered, found.answered, found.abandoned, found.short_abandons) == (5, 3, 2, 1)
    assert found.level_of_service == 1 / (3 + 1)
    assert (found.asa, found.longest_wait) == ((5 + 30 + 50) / 3, 200)
    assert found.abandonment == (2 - 1) / (5 - 1)


def test_handling_is_talk_and_hold_and_notes(morning: Store) -> None:
    with morning.reading() as session:
        found = numbers.whole(session, DAY)
    assert found.aht == (110 + 70 + 50) / 3
    assert (found.mean_talk, found.mean_hold, found.mean_wrap_up) == (180 / 3, 20 / 3, 10)
    assert (found.transfers, found.transfer_rate) == (1, 1 / 3)
    assert found.transfers_per_call == 1 / found.calls_handled


def test_by_slot_in_which_they_joined(morning: Store) -> None:
    with morning.reading() as session:
        found = numbers.by_slot(session, DAY)
    assert set(found) == {0, 1}
    assert (found[0].offered, found[0].answered, found[0].handled) == (2, 2, 2)
    assert (found[1].offered, found[1].answered, found[1].longest_wait) == (3, 1, 200)


def test_a_slot_begins_with_its_first_second(store: Store) -> None:
    edges = [SLOT * 1_999_999.0, SLOT * 2_000_000.0 - 0.001, SLOT * 2_000_000.0]
    with store.transaction() as session:
        live(session, [Lived(edge, 1, talk=1) for edge in edges])
    with store.reading() as session:
        found = numbers.by_slot(session, Span(0, SLOT * 3_000_000.0))
    assert {slot: one.offered for slot, one in found.items()} == {1_999_999: 2, 2_000_000: 1}


def test_by_the_skill_that_was_needed(morning: Store) -> None:
    with morning.reading() as session:
        found = numbers.by_skill(session, DAY)
    assert {skill: one.offered for skill, one in found.items()} == {
        "billing": 2,
        "delivery": 2,
        None: 1,
    }
    assert (found["delivery"].transfer_rate, found["billing"].transfer_rate) == (1, 0)
    assert found[None].aht is None


def test_a_skill_has_a_target_of_its_own(morning: Store) -> None:
    span = replace(DAY, targets={"delivery": 60, "billing": 1})
    with morning.reading() as session:
        found = numbers.by_skill(session, span)
        together = numbers.whole(session, span)
    assert found["delivery"].level_of_service == 1 / 2
    assert found["billing"].level_of_service == 0
    assert together.level_of_service == 1 / 4


def test_an_agent_has_their_talks_and_nobodys_waits(morning: Store) -> None:
    with morning.reading() as session:
        names = {person.id: person.name for person in people.all(session)}
        found = {names[one]: it for one, it in numbers.by_person(session, DAY).items()}
    assert (found["Putu"].handled, found["Putu"].aht, found["Putu"].transfers) == (2, 90, 0)
    assert (found["Made"].handled, found["Made"].aht, found["Made"].transfers) == (1, 50, 1)
    assert found["Made"].offered == 0
    assert found["Made"].level_of_service is None


@pytest.mark.parametrize("by", [numbers.by_slot, numbers.by_skill])
def test_the_parts_make_the_whole(morning: Store, by: object) -> None:
    assert callable(by)
    with morning.reading() as session:
        parts: dict[object, Numbers] = by(session, DAY)
        assert numbers.merged(parts.values(), DAY) == numbers.whole(session, DAY)


def test_nothing_is_made_of_nothing(store: Store) -> None:
    with store.reading() as session:
        assert numbers.whole(session, DAY) == numbers.merged([], DAY) == Numbers(20, 5)
        assert numbers.by_slot(session, DAY) == {}


def test_a_hold_that_its_talk_ended_in_counts(store: Store) -> None:
    with store.transaction() as session:
        live(session, [Lived(0, 1, talk=100, held=30)])
        (talk,) = session.query(Talk)
        talk.held_at = 81.0  # 20 seconds before its end, and nobody took the caller off
    with store.reading() as session:
        assert numbers.whole(session, DAY).mean_hold == 50
