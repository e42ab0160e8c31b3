"""Whoever needs a supervisor reaches one: on duty, or on call, one after the other."""

import pytest

from queueing.model import Act, Rung
from queueing.policy import Policy
from records.people import OnCall
from tests.webhooks.phone_side import Hotline
from tests.webhooks.supervisors_side import (
    KETUT,
    MADE,
    WAYAN,
    does,
    does_not_answer,
    on_call,
    person,
    picks_up,
    promises,
    rung,
    supervisor,
    turn,
    wants_supervisor,
)
from webhooks import mend, reach

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
BOSS = OnCall(3, "Ketut", KETUT, ("en", "id"), manager=True)


@pytest.fixture
def policy() -> Policy:
    ladder = (Rung(60, Act.SUPERVISOR), Rung(300, Act.MANAGER))
    return Policy(ladder=ladder, wrap_up=30, misses_before_break=1)


def test_a_supervisor_on_duty_takes_the_call_and_nobody_is_rung(hotline: Hotline) -> None:
    on_call(hotline)
    leg = supervisor(hotline)
    caller = wants_supervisor(hotline)
    hotline.meet(caller, leg)
    turn(hotline)
    assert rung(hotline) == []


@on_both
def test_without_one_the_first_on_call_is_rung_whispered_to_and_brought(hotline: Hotline) -> None:
    on_call(hotline)
    hotline.agent()  # no supervisor: of no help
    caller = wants_supervisor(hotline)
    turn(hotline)
    assert rung(hotline) == [WAYAN]
    leg = picks_up(hotline)
    assert "This is Toko Contoh. You are on call" in leg.document.said
    assert "asks for a supervisor" in leg.document.said
    leg.presses("1")
    hotline.run()
    document = hotline.fetched(caller)
    assert "Here is Wayan" in document.said
    assert document.conference == leg.document.conference == hotline.call(caller).id


def test_after_the_talk_they_are_off_the_board_again(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    turn(hotline)
    leg = picks_up(hotline)
    leg.presses("1")
    hotline.run()
    hotline.fetched(caller)
    turn(hotline)
    assert does(hotline, WAYAN) == "talking"
    caller.hangs_up()
    assert does(hotline, WAYAN) is None
    leg.leaves_conference()
    assert leg.is_silent().verbs == ["Hangup"]
    wants_supervisor(hotline, "+15550002")
    assert does(hotline, WAYAN) is None  # a call of nobody else's reaches them by itself


@on_both
def test_who_does_not_answer_is_followed_by_the_next_and_asked_once(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    turn(hotline)
    for _ in range(3):
        turn(hotline)
    assert rung(hotline) == [WAYAN]
    does_not_answer(hotline)
    turn(hotline)
    turn(hotline)
    assert rung(hotline) == [WAYAN, MADE]
    does_not_answer(hotline)
    for _ in range(5):
        turn(hotline, 30)
    assert rung(hotline) == [WAYAN, MADE]
    assert hotline.events(caller).count("asked") == 2
    assert hotline.stands(caller) == "waiting"


@pytest.mark.parametrize("answer", ["2", ""])
def test_a_no_and_a_mailbox_lead_to_the_next(hotline: Hotline, answer: str) -> None:
    on_call(hotline)
    wants_supervisor(hotline)
    turn(hotline)
    leg = picks_up(hotline)
    leg.presses(answer) if answer else leg.is_silent()
    turn(hotline)
    turn(hotline)
    assert rung(hotline) == [WAYAN, MADE]


def test_who_never_answers_is_given_up_when_the_offer_runs_out(hotline: Hotline) -> None:
    on_call(hotline)
    wants_supervisor(hotline)
    turn(hotline)
    turn(hotline, 26)
    turn(hotline)
    assert rung(hotline) == [WAYAN, MADE]
    assert hotline.exchange.ended() == [hotline.exchange.rung(1)]
    assert does(hotline, WAYAN) is None


def test_their_misses_leave_no_mark_on_them(hotline: Hotline) -> None:
    on_call(hotline)
    wants_supervisor(hotline)
    turn(hotline)
    does_not_answer(hotline)  # which would send an agent on break here
    turn(hotline)
    assert person(hotline, WAYAN).status == "signed-out"


def test_a_caller_who_hangs_up_stops_the_phone(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    turn(hotline)
    caller.hangs_up()
    turn(hotline)
    assert hotline.exchange.ended() == [hotline.exchange.rung(1)]
    assert does(hotline, WAYAN) is None


def test_two_callers_ring_two_people(hotline: Hotline) -> None:
    on_call(hotline)
    wants_supervisor(hotline)
    hotline.clock.passes(1)
    wants_supervisor(hotline, "+15550002")
    turn(hotline)
    assert rung(hotline) == [WAYAN, MADE]


def test_who_is_rung_for_another_caller_is_waited_for(hotline: Hotline) -> None:
    on_call(hotline, OnCall(1, "Wayan", WAYAN, ("en",)))
    first = wants_supervisor(hotline)
    hotline.clock.passes(1)
    wants_supervisor(hotline, "+15550002")
    turn(hotline)
    turn(hotline)
    assert rung(hotline) == [WAYAN]
    assert promises(hotline) == []
    first.hangs_up()  # before Wayan has answered
    turn(hotline)
    turn(hotline)
    assert rung(hotline) == [WAYAN, WAYAN]


def test_nobody_is_rung_who_does_not_speak_the_language(hotline: Hotline) -> None:
    on_call(hotline, OnCall(1, "Wayan", WAYAN, ("id",)), OnCall(2, "Made", MADE, ("en",)))
    wants_supervisor(hotline)
    turn(hotline)
    assert rung(hotline) == [MADE]


def test_a_busy_supervisor_is_waited_for_until_the_managers_rung(hotline: Hotline) -> None:
    on_call(hotline, OnCall(1, "Wayan", WAYAN, ("en",)), BOSS)
    leg = supervisor(hotline)
    hotline.meet(wants_supervisor(hotline, "+15550002"), leg)
    caller = wants_supervisor(hotline)
    turn(hotline, 100)
    assert rung(hotline) == []
    turn(hotline, 200)
    assert "climbed" in hotline.events(caller)
    assert rung(hotline) == [KETUT]  # managers first
    does_not_answer(hotline)
    turn(hotline)
    turn(hotline)
    assert rung(hotline) == [KETUT, WAYAN]


def test_a_caller_whom_a_rung_sends_to_a_supervisor_is_seen_to(hotline: Hotline) -> None:
    on_call(hotline)
    caller = hotline.caller()
    turn(hotline, 30)
    assert rung(hotline) == []
    turn(hotline, 60)
    assert rung(hotline) == [WAYAN]
    picks_up(hotline).presses("1")
    hotline.run()
    assert "Wayan" in hotline.fetched(caller).said


# Clocks that race, die, and find an empty board


@on_both
def test_two_clocks_ring_one_phone(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    hotline.tick()
    for _ in range(2):
        reach.reach(hotline.house)
    hotline.run()
    turn(hotline)
    assert rung(hotline) == [WAYAN]
    assert hotline.events(caller).count("asked") == 1


def test_a_clock_that_dies_before_it_notes_whom_it_asked_goes_on(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    with monkeypatch.context() as dying:
        dying.setattr("records.calls.note", _dies)
        with pytest.raises(ZeroDivisionError):
            reach.reach(hotline.house)
    assert hotline.jobs.names == []
    turn(hotline, 3)  # the board hands the offer out again
    for _ in range(2):  # it is not known that Wayan was asked: once more, and then it is
        does_not_answer(hotline)
        turn(hotline)
    assert rung(hotline) == [WAYAN, WAYAN, MADE]
    assert hotline.stands(caller) == "offered"


def _dies(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_a_board_that_is_emptied_forgets_nobody_who_was_asked(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    turn(hotline)
    leg = picks_up(hotline)
    hotline.house.board._redis.flushall()
    mend.agree(hotline.house, 4)
    turn(hotline)
    assert rung(hotline) == [WAYAN, MADE]
    assert "no longer waiting" in leg.presses("1").said
    picks_up(hotline).presses("1")
    hotline.run()
    assert "Made" in hotline.fetched(caller).said


def test_a_talk_with_somebody_on_call_goes_on_over_an_emptied_board(hotline: Hotline) -> None:
    on_call(hotline)
    caller = wants_supervisor(hotline)
    turn(hotline)
    picks_up(hotline).presses("1")
    hotline.run()
    hotline.fetched(caller)
    hotline.house.board._redis.flushall()
    mend.agree(hotline.house, 4)
    assert does(hotline, WAYAN) == "talking"
    caller.hangs_up()
    assert does(hotline, WAYAN) is None


def test_who_is_on_the_list_no_longer_is_not_rung(hotline: Hotline) -> None:
    on_call(hotline)
    on_call(hotline, OnCall(1, "Made", MADE, ("en",)))
    wants_supervisor(hotline)
    turn(hotline)
    assert rung(hotline) == [MADE]
