"""Occupancy: handling and idle time of agents, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from records import calls, loads, people
from records.loads import Load
from records.models import Person
from records.session import Store

HOURS = [0.0, 3600.0, 7200.0]


def agent(session: Session, name: str = "Putu") -> Person:
    return people.add(session, extension=str(len(people.all(session)) + 11), name=name, at=0.0)


def talks(session: Session, person: Person, begin: float, end: float, notes: float = 0.0) -> None:
    call = calls.open_call(session, sid=f"CA{person.id}-{begin}", number=None, at=begin)
    call.joined_at = begin
    calls.begin_talk(session, call, person, begin)
    calls.connect_talk(session, call, begin)
    calls.end_talk(session, call, "agent", end)
    calls.wrap_up(session, person, end + notes)
    calls.close(session, call, "talked", end)


def test_an_hour_with_calls_and_an_hour_without(store: Store) -> None:
    with store.transaction() as session:
        putu = agent(session)
        people.set_status(session, putu, "ready", 600.0)
        talks(session, putu, 1000, 1300, notes=100)
        talks(session, putu, 3500, 3700)  # over the full hour
        people.set_status(session, putu, "signed-out", 5400.0)
    with store.reading() as session:
        found = loads.by_person(session, HOURS, now=1e6)
    assert found == {putu.id: [Load(400 + 100, 3000 - 500), Load(100, 1800 - 100)]}
    first, second = found[putu.id]
    assert first.occupancy == 500 / 3000
    assert (first + second).occupancy == 600 / 4800


def test_a_talk_goes_on_in_a_break_and_counts(store: Store) -> None:
    with store.transaction() as session:
        putu = agent(session)
        people.set_status(session, putu, "ready", 0.0)
        people.set_status(session, putu, "break", 100.0, "lunch")
        talks(session, putu, 50, 250)
    with store.reading() as session:
        assert loads.by_person(session, HOURS, now=7200) == {putu.id: [Load(200, 50), Load()]}


def test_now_ends_what_goes_on(store: Store) -> None:
    with store.transaction() as session:
        putu = agent(session)
        people.set_status(session, putu, "ready", 0.0)
        call = calls.open_call(session, sid="CA1", number=None, at=10.0)
        call.joined_at = 10.0
        calls.begin_talk(session, call, putu, 100.0)
        calls.connect_talk(session, call, 100.0)
    with store.reading() as session:
        assert loads.by_person(session, HOURS, now=300.0)[putu.id][0] == Load(200, 100)


def test_who_was_never_ready_was_not_at_work(store: Store) -> None:
    with store.transaction() as session:
        on_call = agent(session)
        talks(session, on_call, 100, 200)
        people.set_status(session, agent(session, "Made"), "ready", 7200.0)
    with store.reading() as session:
        assert loads.by_person(session, HOURS, now=1e6) == {}


def test_nobody_is_occupied_by_nothing() -> None:
    assert Load().occupancy is None


moments = st.integers(0, 300).map(float)
stretches = st.lists(st.tuples(moments, moments).filter(lambda two: two[0] < two[1]), max_size=6)


@given(ready=stretches, busy=stretches, edges=st.sets(moments, min_size=2, max_size=5))
def test_seconds_are_counted_once(
    ready: list[tuple[float, float]], busy: list[tuple[float, float]], edges: set[float]
) -> None:
    """As counting second by second does; ready stretches are apart, as the records keep them."""
    apart = list(loads._apart(sorted(ready)))
    bounds = sorted(edges)
    for place, found in enumerate(loads._loads(apart, busy, bounds)):
        span = [second + 0.5 for second in range(int(bounds[place]), int(bounds[place + 1]))]
        at_work = {one for one in span if any(begin < one < end for begin, end in apart)}
        handled = {one for one in span if any(begin < one < end for begin, end in busy)}
        expected = Load(len(handled), len(at_work - handled)) if at_work else Load()
        assert (found.handling, found.idle) == pytest.approx((expected.handling, expected.idle))
