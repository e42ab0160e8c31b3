"""Visits: who asked whom into which talk, who came on which leg, and what became of it."""

import pytest
from sqlalchemy.orm import Session

from records import calls, people, talks, visits
from records.models import Call, Person, Talk, Visit
from records.session import Store
from tests.records.together import at_once


class Talking:
    """Putu talks with a caller; Made and Ketut are colleagues."""

    def __init__(self, session: Session) -> None:
        self.putu, self.made, self.ketut = (
            people.add(session, extension=extension, name=name, at=0.0)
            for extension, name in (("11", "Putu"), ("12", "Made"), ("13", "Ketut"))
        )
        self.call = calls.open_call(session, sid="CA1", number=None, at=1.0)
        self.talk = talks.begin_talk(session, self.call, self.putu, 2.0, leg_sid="CA11")
        session.flush()

    def visit(self, session: Session, at: float = 3.0, **given: object) -> Visit:
        values: dict[str, object] = {"purpose": "transfer", "mode": "join", **given}
        visit = Visit(
            call_id=self.call.id,
            talk_id=self.talk.id,
            asked_by=self.putu.id,
            language="id",
            **values,
        )
        return visits.begin(session, visit, at)


@pytest.fixture
def talking(store: Store) -> Talking:
    with store.transaction() as session:
        return Talking(session)


def came(visit: Visit, person: Person, leg: str, at: float) -> Visit:
    visit.person_id, visit.leg_sid, visit.taken_at = person.id, leg, at
    return visit


def test_a_visit_is_told_from_a_call_by_its_id(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        visit = talking.visit(session)
        assert visits.is_visit(visit.id)
        assert not visits.is_visit(talking.call.id)
        assert visits.by_id(session, talking.call.id) is None


def test_a_note_is_kept_without_its_margins_and_not_endlessly(
    store: Store, talking: Talking
) -> None:
    with store.transaction() as session:
        assert talking.visit(session, note="  twice \n").note == "twice"
        assert len(talking.visit(session, note="x" * 9999).note) == visits.LONGEST_NOTE


def test_who_watches_was_not_asked_for_by_the_agent(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        asked = talking.visit(session, at=3.0)
        talking.visit(session, at=4.0, purpose="watch")
        assert visits.asked_in(session, talking.talk) is asked
        assert len(visits.open_of(session, talking.call.id)) == 2
        visits.end(asked, "nobody", 5.0)
        assert visits.asked_in(session, talking.talk) is None
        assert visits.last_asked_in(session, talking.talk) is asked


def test_a_visit_is_found_by_who_makes_it_and_on_which_leg(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        visit = came(talking.visit(session), talking.made, "CA12", 4.0)
        session.flush()
        assert visits.of_person(session, talking.made) is visit
        assert visits.of_person(session, talking.ketut) is None
        assert visits.on_leg(session, "CA12") is visit
        visits.end(visit, "returned", 5.0)
        assert visits.of_person(session, talking.made) is None
        assert visits.on_leg(session, "CA12") is None
        assert visits.made_on(session, "CA12") is visit, "they are still to be fetched"


def test_a_visit_is_settled_when_its_leg_is_where_it_belongs(
    store: Store, talking: Talking
) -> None:
    with store.transaction() as session:
        visit = came(talking.visit(session), talking.made, "CA12", 4.0)
        waiting = talking.visit(session, at=3.5)
        assert visits.unsettled(session) == []
        assert visits.all_open(session) == [visit, waiting]
        visits.end(visit, "handed-over", 5.0)
        visits.end(waiting, "cancelled", 5.0)
        assert visits.unsettled(session) == [visit]
        assert visits.made_on(session, "CA12") is None, "it is a talk's now"
        visit.leg_sid = None
        assert visits.unsettled(session) == []


def test_a_talk_that_was_a_visit_is_known(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        visit = came(talking.visit(session), talking.made, "CA12", 4.0)
        talks.close(talking_now(session, talking), "transfer", 5.0)
        session.flush()
        new = talks.begin_talk(session, call_of(session, talking), talking.made, 5.0)
        session.flush()
        assert visits.became(session, new) is None
        visits.end(visit, "handed-over", 5.0)
        assert visits.became(session, new) is visit
        assert visits.became(session, talking.talk) is None


def test_a_note_goes_with_a_caller_who_was_passed_on_until_somebody_speaks_with_them(
    store: Store, talking: Talking
) -> None:
    with store.transaction() as session:
        talk, call = talking_now(session, talking), call_of(session, talking)
        talk.connected_at = 2.0
        visit = talking.visit(session, note="charged twice")
        assert visits.passed_on(session, call) is None, "the talk goes on"
        visits.end(visit, "cancelled", 4.0)
        talks.close(talk, "transfer", 4.0)
        assert visits.passed_on(session, call) == "charged twice"
        new = talks.begin_talk(session, call, talking.made, 5.0)
        session.flush()
        assert visits.passed_on(session, call) == "charged twice", "who is on the way hears it"
        new.connected_at = 6.0
        assert visits.passed_on(session, call) is None


def test_callers_on_hold_are_found(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        talk = talking_now(session, talking)
        assert visits.holding(session) == []
        talks.hold(talk, 3.0)
        assert visits.holding(session) == [talk]
        talks.close(talk, "agent", 4.0)
        assert visits.holding(session) == []


def test_of_two_who_end_a_visit_at_once_one_does(store: Store, talking: Talking) -> None:
    with store.transaction() as session:
        visit_id = talking.visit(session).id

    def ending(session: Session) -> bool:
        found = visits.held(session, visit_id)
        assert found is not None
        first = found[0].ended_at is None
        if first:
            visits.end(found[0], "returned", 4.0)
        return first

    assert sorted(at_once(store, ending)) == [False, False, False, True]  # type: ignore[type-var]


def test_a_visit_that_never_was_is_not_held(store: Store) -> None:
    with store.transaction() as session:
        assert visits.held(session, "visit-none") is None


def talking_now(session: Session, talking: Talking) -> Talk:
    talk = talks.by_id(session, talking.talk.id)
    assert talk is not None
    return talk


def call_of(session: Session, talking: Talking) -> Call:
    call = calls.by_id(session, talking.call.id)
    assert call is not None
    return call
