"""Customers are rung and asked whether their case is solved: once, at decent hours, to a limit."""

import pytest

from records import cases, follow_ups
from tests.webhooks.callbacks_side import agreed
from tests.webhooks.cases_side import (
    DAY,
    MOBILE,
    a_case,
    follow_up,
    known,
    looks,
    solved,
    story,
    told,
)
from tests.webhooks.phone_side import CALLER, HOTLINE, Hotline
from webhooks import following
from webhooks.switchboard import Callbacks, CaseRules, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
HOUR = 3600.0
NIGHT = 7 * HOUR
"""From the afternoon on."""


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), cases=CaseRules(follow_up_tries=2))


@on_both
def test_the_customer_is_asked_and_their_yes_closes_the_case(hotline: Hotline) -> None:
    case = solved(hotline, due_in=DAY)
    looks(hotline)
    assert hotline.exchange.placed() == []
    hotline.clock.passes(DAY)
    looks(hotline)
    customer = hotline.rung()
    assert customer.number == MOBILE
    assert customer.called is not None
    assert customer.called["From"] == HOTLINE
    assert "solved" in customer.picks_up().said
    customer.presses("1")
    customer.hangs_up()
    assert known(hotline, case).state == "closed"
    assert follow_up(hotline, case).state == "confirmed"
    looks(hotline, 3)
    assert len(hotline.exchange.placed()) == 1


@on_both
def test_their_no_opens_it_again_before_others(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    customer = hotline.rung()
    customer.picks_up()
    customer.presses("2")
    assert (known(hotline, case).state, known(hotline, case).urgent) == ("open", True)
    assert follow_up(hotline, case).state == "denied"


def test_it_is_a_call_of_its_own_about_the_case(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    customer = hotline.rung()
    customer.picks_up()
    call = hotline.call(customer)
    assert (call.case_id, call.number, call.customer_id) == (case.id, MOBILE, case.customer_id)
    assert follow_up(hotline, case).call_id == call.id
    assert customer.picks_up().text == customer.document.text, "a repeat hears the same"
    customer.hangs_up()
    assert hotline.call(customer).ended_at is not None


def test_however_often_the_clock_looks_the_leg_is_placed_once(hotline: Hotline) -> None:
    solved(hotline)
    looks(hotline, 3)
    hotline.once.forget()
    looks(hotline, 3)
    assert len(hotline.exchange.placed()) == 1


def test_a_reply_that_is_lost_places_no_second_leg(hotline: Hotline) -> None:
    case = solved(hotline)
    hotline.exchange.troubles, hotline.exchange.done_all_the_same = [None], True
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1
    assert follow_up(hotline, case).sid == hotline.exchange.rung(1)


@on_both
def test_a_process_that_dies_after_the_leg_was_placed_does_not_ring_twice(
    hotline: Hotline,
) -> None:
    case = solved(hotline)

    def dies(*_: object) -> None:
        raise SystemExit

    hotline.exchange.troubles = [None] * 4
    hotline.exchange.done_all_the_same = True
    object.__setattr__(hotline.ringer, "rest", dies)
    with pytest.raises(SystemExit):
        looks(hotline)
    assert follow_up(hotline, case).sid == "", "it is noted that there may be a leg"
    hotline.exchange.troubles, hotline.exchange.done_all_the_same = [], False
    hotline.once.forget()
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1
    assert follow_up(hotline, case).sid == hotline.exchange.rung(1)


def test_a_process_that_dies_before_the_leg_was_placed_is_made_up_for(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline, do=False)
    assert following.begin(hotline.house, follow_up(hotline, case).id) is not None
    hotline.lose_jobs()
    assert follow_up(hotline, case).sid == ""
    looks(hotline, 2)
    assert len(hotline.exchange.placed()) == 1
    hotline.rung().picks_up()
    assert follow_up(hotline, case).call_id is not None


def test_a_leg_that_nobody_told_us_is_down_was_a_try(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    hotline.exchange.hears(hotline.exchange.rung(1), "no-answer")
    hotline.once.forget()
    looks(hotline)
    assert follow_up(hotline, case).tries == 1
    assert follow_up(hotline, case).sid is None


@on_both
def test_who_is_not_reached_is_tried_up_to_a_limit_and_then_stays_unconfirmed(
    hotline: Hotline,
) -> None:
    case = solved(hotline)
    for tries in (1, 2):
        looks(hotline)
        customer = hotline.rung(tries)
        for _ in range(2):
            customer.hangs_up("no-answer")
        assert follow_up(hotline, case).tries == tries
        looks(hotline)
        assert len(hotline.exchange.placed()) == tries
        hotline.clock.passes(DAY)
    looks(hotline)
    assert len(hotline.exchange.placed()) == 2
    assert known(hotline, case).state == "unconfirmed"
    assert known(hotline, case).closed_at is None
    assert follow_up(hotline, case).state == "unconfirmed"
    assert story(hotline, case).count("not-reached") == 2


def test_who_picks_up_and_says_nothing_was_not_asked(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    customer = hotline.rung()
    customer.picks_up()
    customer.hangs_up()
    assert (follow_up(hotline, case).tries, known(hotline, case).state) == (1, "solved")


def test_nobody_is_rung_at_night(hotline: Hotline) -> None:
    solved(hotline)
    hotline.clock.passes(NIGHT)
    looks(hotline, 2)
    assert hotline.exchange.placed() == []
    hotline.clock.passes(12 * HOUR)
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1


def test_who_is_on_the_telephone_with_us_is_asked_afterwards(hotline: Hotline) -> None:
    caller = hotline.caller(CALLER)
    solved(hotline, number=CALLER)
    looks(hotline, 2)
    assert hotline.exchange.placed() == []
    caller.hangs_up()
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1


def test_one_customer_is_asked_about_one_case_at_a_time(hotline: Hotline) -> None:
    one, other = solved(hotline), solved(hotline)
    looks(hotline, 2)
    assert len(hotline.exchange.placed()) == 1
    customer = hotline.rung()
    customer.picks_up()
    customer.presses("1")
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1, "they still talk"
    customer.hangs_up()
    looks(hotline)
    assert len(hotline.exchange.placed()) == 1, "not again at once"
    hotline.clock.passes(following.REST)
    looks(hotline)
    assert len(hotline.exchange.placed()) == 2
    assert [known(hotline, case).state for case in (one, other)] == ["closed", "solved"]


@pytest.mark.parametrize("owner", ["away", "on a break", "there"])
def test_they_are_brought_to_an_owner_only_who_is_there(hotline: Hotline, owner: str) -> None:
    if owner != "away":
        hotline.agent("9001")
    if owner == "on a break":
        hotline.house.board.retire(str(hotline.staff("9001").id), hotline.clock.now())
    case = solved(hotline)
    looks(hotline)
    customer = hotline.rung()
    customer.picks_up()
    customer.presses("2")
    assert ("bring you to Agent 9001" in customer.document.said) == (owner == "there")
    assert known(hotline, case).state == "open"


def test_an_end_that_is_heard_of_first_is_not_followed_by_a_beginning(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    customer = hotline.rung()
    customer.hangs_up()
    assert customer.picks_up().verbs == ["Hangup"]
    assert (follow_up(hotline, case).tries, follow_up(hotline, case).sid) == (1, None)


def test_who_is_about_to_be_called_back_is_not_asked_meanwhile(hotline: Hotline) -> None:
    caller = agreed(hotline)
    solved(hotline, number=CALLER)
    looks(hotline, 2)
    assert hotline.exchange.placed() == []
    assert hotline.call(caller).ended_at is not None


def test_a_case_that_is_open_again_is_not_asked_about(hotline: Hotline) -> None:
    case, now = solved(hotline), hotline.clock.now()
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        cases.reopen(session, held, now)
    looks(hotline)
    assert hotline.exchange.placed() == []
    assert follow_up(hotline, case).state == "cancelled"


def test_a_case_reopened_while_the_phone_rings_ends_the_call(hotline: Hotline) -> None:
    case, now = solved(hotline), hotline.clock.now()
    looks(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        cases.reopen(session, held, now)
        follow_ups.cancel(session, held, now)
    assert hotline.rung().picks_up().verbs == ["Hangup"]
    hotline.rung().hangs_up()
    assert known(hotline, case).state == "open"


def test_a_case_closed_while_the_leg_is_placed_ends_the_leg(hotline: Hotline) -> None:
    case, now = solved(hotline), hotline.clock.now()

    def confirms() -> None:
        with hotline.house.store.transaction() as session:
            held = cases.by_id(session, case.id, lock=True)
            assert held is not None
            follow_ups.answer(session, held, now, solved=True)

    hotline.exchange.troubles, hotline.exchange.done_all_the_same = [None], True
    hotline.exchange.after = confirms
    looks(hotline)
    assert hotline.exchange.ended() == [hotline.exchange.rung(1)]


def test_a_number_that_is_none_is_a_try(hotline: Hotline) -> None:
    case = solved(hotline)
    hotline.exchange.troubles = [(400, b'{"code": 21211, "message": "no", "status": 400}')]
    looks(hotline)
    assert follow_up(hotline, case).tries == 1


def test_who_cannot_be_called_is_not_confirmed(hotline: Hotline) -> None:
    case = a_case(hotline)
    now = hotline.clock.now()
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        held.customer_id, held.state = None, "solved"
        follow_ups.make(session, held, now, now)
    looks(hotline)
    assert known(hotline, case).state == "unconfirmed"
    assert told(hotline) == []


def test_a_leg_that_is_not_ours_is_hung_up(hotline: Hotline) -> None:
    solved(hotline)
    stranger = hotline.leg()
    assert stranger.goes("/voice/solved?follow_up=77").verbs == ["Hangup"]
    assert stranger.goes("/voice/solved?follow_up=x").verbs == ["Hangup"]
    assert hotline.rows() == 0


def test_of_many_who_are_to_be_asked_a_few_are_rung_at_a_time(hotline: Hotline) -> None:
    for number in range(following.AT_ONCE + 2):
        solved(hotline, f"+6281355502{number:03}")
    following.look(hotline.house)
    asked = [one for one in hotline.jobs.names if one == "ask_whether_solved"]
    assert len(asked) == following.AT_ONCE
