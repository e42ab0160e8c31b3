"""Courtesies and points on record: trends that never take the unknown for nothing, and points
that are decided once."""

from datetime import UTC, date, timedelta, timezone

import pytest
from sqlalchemy.orm import Session

from records import courtesies, people, points
from records.courtesies import Figure
from records.models import Call, Person
from records.session import Store
from records.transcripts import Measured, Quoted
from tests.records.spoken import said, talked, written

DAY = 86400.0


def measure(
    session: Session, sid: str, at: float, agent: Person, **values: float | str
) -> tuple[Call, int]:
    """A talk with these measures: a value where it is known, else its state."""
    call, talk = talked(session, f"CA{sid}", at, agent)
    measures: dict[str, dict[str, object]] = {
        name: {"state": value, "value": None, "evidence": []}
        if isinstance(value, str)
        else {"state": "known", "value": value, "evidence": []}
        for name, value in values.items()
    }
    measured = Measured(talk.id, agent.id, at, measures)
    written(session, f"RE{sid}", call, courtesies=[measured], at=at)
    return call, talk.id


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


@pytest.fixture
def made(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="12", name="Made", at=0.0)


def test_what_was_measured_is_found_by_call_and_by_person(
    store: Store, putu: Person, made: Person
) -> None:
    with store.transaction() as session:
        first, talk = measure(session, "1", 10.0, putu, greeting=1.0)
        measure(session, "2", 20.0, made, greeting=0.0)
        measure(session, "3", 30.0, putu, greeting=0.0)
    with store.reading() as session:
        assert [one.talk_id for one in courtesies.of_call(session, first.id)] == [talk]
        assert [one.at for one in courtesies.of_person(session, putu.id, 0.0)] == [30.0, 10.0]
        assert [one.at for one in courtesies.of_person(session, putu.id, 30.0)] == [30.0]


def test_what_is_not_known_counts_for_nothing_in_a_mean(
    store: Store, putu: Person, made: Person
) -> None:
    with store.transaction() as session:
        measure(session, "1", 10.0, putu, greeting=1.0, apology="not-due", talk_share=0.5)
        measure(session, "2", 20.0, putu, greeting=0.0, apology=1.0, talk_share="unknown")
        measure(session, "3", 30.0, putu, greeting="unknown", apology="not-due")
        measure(session, "4", 40.0, made, greeting="unknown")
    with store.reading() as session:
        his, hers = courtesies.trends(session, 0.0, DAY, zone=UTC)
    assert (his.person_id, his.day, his.talks) == (putu.id, date(1970, 1, 1), 3)
    assert his.figures == {
        "greeting": Figure(known=2, mean=0.5, unknown=1, not_due=0),
        "apology": Figure(known=1, mean=1.0, unknown=0, not_due=2),
        "talk_share": Figure(known=1, mean=0.5, unknown=1, not_due=0),
    }
    assert hers.figures == {"greeting": Figure(known=0, mean=None, unknown=1, not_due=0)}


def test_a_day_is_one_of_the_hotline(store: Store, putu: Person) -> None:
    with store.transaction() as session:
        for sid, at in (("1", 0.7 * DAY), ("2", 0.8 * DAY), ("3", 2.0 * DAY)):
            measure(session, sid, at, putu, greeting=1.0)
    jakarta = timezone(timedelta(hours=7))
    with store.reading() as session:
        by_day = {
            (one.day.day, one.talks) for one in courtesies.trends(session, 0, 2 * DAY, zone=jakarta)
        }
        assert by_day == {(1, 1), (2, 1)}
        assert len(courtesies.trends(session, 0.0, 2.0 * DAY + 1, zone=UTC)) == 2


@pytest.fixture
def call(store: Store, putu: Person) -> Call:
    """A call with two points."""
    with store.transaction() as session:
        call, _ = talked(session, "CA1", 1.0, putu)
        quoted = [Quoted("date", 0, 5.0, 6.0, "besok"), Quoted("number", 0, 1.0, 2.0, "lima")]
        written(session, "RE1", call, said("lima besok"), points=quoted)
        return call


def test_points_come_in_the_order_in_which_they_were_said(store: Store, call: Call) -> None:
    with store.reading() as session:
        found = [(one.quote, one.state, one.kind) for one in points.of_call(session, call.id)]
        assert found == [("lima", "proposed", "number"), ("besok", "proposed", "date")]


def test_a_point_is_decided_by_the_first_to_decide_so(
    store: Store, call: Call, putu: Person, made: Person
) -> None:
    with store.transaction() as session:
        point = points.of_call(session, call.id)[0]
        assert points.decide(session, point.id, putu, "accepted", 10.0)
    with store.transaction() as session:
        assert not points.decide(session, point.id, made, "accepted", 20.0)
        found = points.by_id(session, point.id)
        assert found is not None
        assert (found.state, found.person_id, found.decided_at) == ("accepted", putu.id, 10.0)
    with store.transaction() as session:
        assert points.decide(session, point.id, made, "dismissed", 30.0)
        found = points.by_id(session, point.id)
        assert found is not None
        assert (found.state, found.person_id, found.decided_at) == ("dismissed", made.id, 30.0)
        assert not points.decide(session, 999, made, "accepted", 30.0)
