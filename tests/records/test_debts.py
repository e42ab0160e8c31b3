"""How the hotline kept its word, and what callbacks and regained places do to the numbers."""

import pytest
from sqlalchemy.orm import Session

from records import callbacks, calls, debts, paces, people, promises, reports
from records.models import Call, Person, PromiseState
from records.session import Store

NUMBER = "+15555550100"


def caller(session: Session, sid: str, joined: float = 10.0, skill: str | None = None) -> Call:
    call = calls.open_call(session, sid=sid, number=NUMBER, at=joined)
    call.joined_at, call.skill = joined, skill
    return call


def served(session: Session, call: Call, agent: Person, begin: float, end: float) -> None:
    calls.begin_talk(session, call, agent, begin)
    calls.connect_talk(session, call, begin)
    calls.end_talk(session, call, "agent", end)
    calls.wrap_up(session, agent, end + 10.0)
    calls.close(session, call, "talked", end)


def put_away(session: Session, call: Call, at: float, number: str = NUMBER) -> Call:
    return callbacks.put_away(session, call, number=number, at=at, due_at=None, conversation={})


def agent_of(session: Session, extension: str = "11") -> Person:
    return people.add(session, extension=extension, name="Putu", at=0.0)


def test_promises_are_counted_by_what_became_of_them(store: Store) -> None:
    states: tuple[PromiseState, ...] = ("kept", "kept", "missed", "cancelled")
    with store.transaction() as session:
        for at in range(6):
            call = caller(session, f"CA{at}")
            promise = promises.make(session, "supervisor", call, due_at=90.0, at=at)
            if at < len(states):
                promises.settle(session, promise, states[at], 50.0)
        promises.make(session, "callback", call, due_at=None, at=1.0, number=NUMBER)
    with store.reading() as session:
        found = debts.promises(session, "supervisor", 0.0, 10.0)
        assert (found.made, found.kept, found.missed, found.cancelled) == (6, 2, 1, 1)
        assert found.open == 2
        assert debts.promises(session, "supervisor", 1.0, 5.0).made == 4
        assert debts.promises(session, "callback", 0.0, 10.0) == debts.Promises(1, 0, 0, 0)


def test_a_callback_is_one_caller_and_its_talk_is_handled(store: Store) -> None:
    with store.transaction() as session:
        away = put_away(session, caller(session, "CA1"), at=70.0)
        callbacks.bind(session, away.id, "CA7", 500.0)
        served(session, away, agent_of(session), 500.0, 530.0)
        caller(session, "CA2", 20.0)
    with store.reading() as session:
        found = reports.numbers(session, 0.0, 100.0)
        whole = reports.summary(session)
        kept = debts.promises(session, "callback", 0.0, 100.0)
    assert (found.offered, found.answered, found.longest_wait) == (2, 0, 60.0)
    assert (found.handled, found.aht) == (1, 40.0)
    assert (whole.offered, whole.callbacks, whole.stuck, whole.mean_hold) == (2, 1, 1, 60.0)
    assert kept == debts.Promises(1, 1, 0, 0)


def test_a_callback_that_is_promised_is_neither_lost_nor_stuck(store: Store) -> None:
    with store.transaction() as session:
        away = put_away(session, caller(session, "CA1"), at=70.0)
        whole = reports.summary(session)
        assert (whole.lost, whole.stuck) == (0, 0)
        callbacks.bind(session, away.id, "CA7", 500.0)
        assert reports.summary(session).stuck == 1
        callbacks.away_again(session, away, 900.0, {}, 510.0)
        callbacks.give_up(session, away, 900.0)
        whole = reports.summary(session)
        assert (whole.lost, whole.stuck, whole.outcomes["unreached"]) == (0, 0, 1)


def test_a_place_that_is_regained_is_one_caller(store: Store) -> None:
    with store.transaction() as session:
        dropped = caller(session, "CA1")
        calls.close(session, dropped, "abandoned", 40.0)
        again = calls.open_call(session, sid="CA2", number=NUMBER, at=60.0)
        calls.regain(dropped, again)
        served(session, again, agent_of(session), 100.0, 130.0)
    with store.reading() as session:
        found = reports.numbers(session, 0.0, 100.0)
        assert (found.offered, found.answered, found.abandoned, found.asa) == (1, 1, 0, 90.0)
        assert [one.regained for one in reports.outcomes(session)] == [True, False]


def test_who_was_cut_off_in_a_talk_was_answered_once(store: Store) -> None:
    with store.transaction() as session:
        agent = agent_of(session)
        cut = caller(session, "CA1")
        served(session, cut, agent, 30.0, 50.0)
        again = calls.open_call(session, sid="CA2", number=NUMBER, at=60.0)
        calls.regain(cut, again)
        served(session, again, agent, 100.0, 130.0)
    with store.reading() as session:
        found = reports.numbers(session, 0.0, 100.0)
    assert (found.offered, found.answered, found.asa, found.handled) == (1, 1, 20.0, 2)


def test_who_phones_in_before_the_callback_is_one_caller(store: Store) -> None:
    with store.transaction() as session:
        away = put_away(session, caller(session, "CA1"), at=70.0)
        again = calls.open_call(session, sid="CA2", number=NUMBER, at=200.0)
        callbacks.take_place(session, away, again, 200.0)
        served(session, again, agent_of(session), 300.0, 330.0)
    with store.reading() as session:
        found = reports.numbers(session, 0.0, 100.0)
    assert (found.offered, found.answered, found.abandoned, found.handled) == (1, 0, 0, 1)


def test_the_way_to_a_supervisor_is_measured_from_the_wish_too(store: Store) -> None:
    with store.transaction() as session:
        boss = agent_of(session)
        boss.role = "supervisor"
        call = caller(session, "CA1", skill="billing")
        calls.note(session, call, "supervisor-wanted", 15.0)
        calls.note(session, call, "climbed", 20.0, data={"act": "manager"})
        served(session, call, boss, 40.0, 45.0)
    with store.reading() as session:
        assert debts.seconds_to_supervisor(session, 0.0, 99.0) == [25.0]
        assert debts.waits_for_supervisor(session, 0.0, 99.0) == [(15.0, "billing", 25.0)]


def test_the_way_to_a_supervisor_is_measured_from_the_rung(store: Store) -> None:
    with store.transaction() as session:
        agent, boss = agent_of(session), agent_of(session, "12")
        boss.role = "supervisor"
        for sid, act in (("CA1", "supervisor"), ("CA2", "manager"), ("CA3", "raise")):
            call = caller(session, sid)
            for at in (20.0, 30.0):
                calls.note(session, call, "climbed", at, data={"act": act})
            served(session, call, agent, 40.0, 45.0)
        for sid, begin in (("CA1", 100.0), ("CA2", 90.0), ("CA3", 200.0)):
            found = calls.by_sid(session, sid)
            assert found is not None
            served(session, found, boss, begin, begin + 5.0)
        never = caller(session, "CA4")
        calls.note(session, never, "climbed", 20.0, data={"act": "supervisor"})
    with store.reading() as session:
        assert debts.seconds_to_supervisor(session, 0.0, 99.0) == [70.0, 80.0]
        assert debts.seconds_to_supervisor(session, 21.0, 99.0) == [60.0, 70.0]


def test_paces_are_means_of_each_skill_and_of_all(store: Store) -> None:
    with store.transaction() as session:
        agent = agent_of(session)
        served(session, caller(session, "CA1", 10.0, "billing"), agent, 30.0, 60.0)
        served(session, caller(session, "CA2", 70.0, "billing"), agent, 80.0, 130.0)
        calls.close(session, caller(session, "CA3", 20.0, "billing"), "abandoned", 50.0)
        served(session, caller(session, "CA4", 150.0), agent, 160.0, 170.0)
        served(session, caller(session, "CA5", 200.0, "repair"), agent, 200.0, 210.0)
        caller(session, "CA6", 190.0, "repair")
        caller(session, "CA7", 190.0, "sales")
    with store.reading() as session:
        found = paces.by_skill(session, 0.0)
        assert found["billing"] == paces.Handling((40 + 60) / 2, (20 + 10 + 30) / 1, 2)
        assert found["repair"] == paces.Handling(20.0, None, 1)
        assert found["any"] == paces.Handling((40 + 60 + 20 + 20) / 4, 70.0, 4)
        assert found.keys() == {"billing", "repair", "any"}
        assert paces.by_skill(session, 195.0).keys() == {"repair", "any"}
        assert paces.by_skill(session, 999.0) == {}


@pytest.mark.parametrize("goes_on", ["callback", "regained"])
def test_paces_know_no_patience_of_those_who_wait_without_a_leg(store: Store, goes_on: str) -> None:
    with store.transaction() as session:
        served(session, caller(session, "CA1", 10.0, "billing"), agent_of(session), 20.0, 30.0)
        call = caller(session, "CA2", 10.0, "billing")
        if goes_on == "callback":
            calls.close(session, put_away(session, call, at=50.0), "abandoned", 9999.0)
        else:
            calls.close(session, call, "abandoned", 50.0)
            calls.regain(call, caller(session, "CA3", 60.0))
    with store.reading() as session:
        assert paces.by_skill(session, 0.0)["billing"].patience is None
