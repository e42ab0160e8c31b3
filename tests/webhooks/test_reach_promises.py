"""Nobody on call answered: a supervisor's promise, with a name and a time, that is kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from structlog.testing import capture_logs

from queueing.model import Act, Rung
from queueing.policy import Policy
from records.people import OnCall
from tests.webhooks.callbacks_side import agreed
from tests.webhooks.phone_side import CALLER, Hotline, Phone
from tests.webhooks.supervisors_side import (
    KETUT,
    WAYAN,
    does_not_answer,
    on_call,
    picks_up,
    promises,
    rung,
    supervisor,
    turn,
    wants_supervisor,
)
from webhooks import promised, reach
from webhooks.switchboard import Callbacks, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
WAYAN_ALONE = OnCall(1, "Wayan", WAYAN, ("en", "id"))
BOSS = OnCall(2, "Ketut", KETUT, ("en", "id"), manager=True)
HOUR = 3600.0
EVENING = 4.5 * HOUR  # from the afternoon of the tests until half past seven


@pytest.fixture
def policy() -> Policy:
    return Policy(ladder=(Rung(60, Act.SUPERVISOR),), wrap_up=30)


@pytest.fixture
def rules(request: pytest.FixtureRequest) -> Rules:
    given = {"enabled": False, "retry": (300,)} | getattr(request, "param", {})
    return Rules(callbacks=Callbacks(**given))


def in_vain(hotline: Hotline, people: int = 1) -> None:
    """Nobody who is on call answers."""
    turn(hotline)
    for _ in range(people):
        does_not_answer(hotline)
        turn(hotline)


def given(hotline: Hotline) -> Phone:
    """A caller to whom Wayan has promised to call back, and who hung up."""
    on_call(hotline, WAYAN_ALONE, BOSS)
    caller = wants_supervisor(hotline)
    in_vain(hotline, 2)
    caller.waits()
    caller.hangs_up()
    return caller


def state(hotline: Hotline) -> str:
    (promise,) = promises(hotline)
    return promise.state


def says_it_is_them(hotline: Hotline) -> Phone:
    """The customer picks up and presses 1."""
    leg = picks_up(hotline)
    leg.presses("1")
    return leg


# Made and told


@on_both
def test_the_promise_has_a_name_and_a_time_and_is_told_in_the_next_round(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE)
    caller = wants_supervisor(hotline)
    in_vain(hotline)
    (promise,) = promises(hotline)
    assert (promise.name, promise.number, promise.state) == ("Wayan", CALLER, "open")
    assert promise.due_at == hotline.clock.now() - hotline.clock.now() % 300 + HOUR + 300
    assert "Wayan will call you back by 4:05 p.m." in caller.waits().said
    assert caller.waits().said == ""
    turn(hotline)
    assert len(promises(hotline)) == 1
    assert hotline.stands(caller) == "waiting"


def test_in_indonesian_too(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE)
    leg = hotline.leg()
    leg.rings()
    leg.presses("2")
    leg.says("saya mau bicara dengan supervisor")
    leg.waits()
    in_vain(hotline)
    assert "Wayan akan menelepon Anda kembali paling lambat pukul 4" in leg.waits().said


def test_in_the_evening_it_is_for_the_morning(hotline: Hotline) -> None:
    hotline.clock.passes(EVENING)
    on_call(hotline, WAYAN_ALONE)
    caller = wants_supervisor(hotline)
    in_vain(hotline)
    assert "by tomorrow at 8:10 a.m." in caller.waits().said


def test_without_anybody_on_call_a_supervisor_of_the_house_promises(hotline: Hotline) -> None:
    hotline.person("9009", role="supervisor")
    caller = wants_supervisor(hotline)
    turn(hotline)
    assert "Agent 9009 will call you back" in caller.waits().said


@pytest.mark.parametrize("number", ["anonymous"])
def test_who_cannot_be_called_back_is_promised_nothing_and_waits(
    hotline: Hotline, number: str
) -> None:
    on_call(hotline, WAYAN_ALONE)
    caller = wants_supervisor(hotline, number)
    in_vain(hotline)
    assert promises(hotline) == []
    assert hotline.stands(caller) == "waiting"


def test_a_hotline_without_supervisors_promises_none(hotline: Hotline) -> None:
    caller = wants_supervisor(hotline)
    turn(hotline)
    assert promises(hotline) == []
    assert "call you back" not in caller.waits().said


def test_two_clocks_promise_once(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE)
    caller = wants_supervisor(hotline)
    in_vain(hotline)
    with hotline.house.store.reading() as session:
        by = promised.promiser(session, (), "en")
    assert by is not None
    promised.make(hotline.house, hotline.call(caller).id, by)
    assert len(promises(hotline)) == 1


@on_both
def test_who_stays_and_reaches_a_supervisor_has_what_was_promised(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE)
    caller = wants_supervisor(hotline)
    in_vain(hotline)
    hotline.meet(caller, supervisor(hotline))
    turn(hotline)
    assert state(hotline) == "kept"


@on_both
def test_who_only_waited_long_and_reaches_an_agent_has_what_they_wanted(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE)
    caller = hotline.caller()
    turn(hotline, 61)
    in_vain(hotline)
    assert state(hotline) == "open"
    agent = hotline.agent()
    hotline.meet(caller, agent)
    turn(hotline)
    assert state(hotline) == "kept"


def test_who_hangs_up_and_phones_again_is_told_once_more_and_promised_once(
    hotline: Hotline,
) -> None:
    given(hotline)
    hotline.clock.passes(600)
    again = wants_supervisor(hotline)
    assert again.heard is not None
    assert "Wayan will call you back" in again.heard.said
    in_vain(hotline, 2)
    assert len(promises(hotline)) == 1


# Due


@on_both
def test_it_is_due_a_supervisor_is_there_and_they_speak(hotline: Hotline) -> None:
    given(hotline)
    turn(hotline, 30 * 60)
    assert hotline.house.board.calls() == []  # not before its time
    leg = supervisor(hotline)
    hotline.clock.passes(35 * 60)
    leg.is_silent()
    turn(hotline)
    whisper = hotline.fetched(leg)
    assert "Callback" in whisper.said
    assert "asks for a supervisor" in whisper.said
    hotline.run()
    assert rung(hotline)[-1] == CALLER
    customer = says_it_is_them(hotline)
    assert customer.document.conference == leg.goes(leg.document.redirect).conference
    turn(hotline)
    assert state(hotline) == "kept"


@on_both
def test_it_is_due_and_nobody_is_there_who_gave_their_word_is_asked_first(hotline: Hotline) -> None:
    given(hotline)
    before = len(rung(hotline))
    turn(hotline, 65 * 60)
    turn(hotline)
    assert rung(hotline)[before:] == [WAYAN]
    does_not_answer(hotline)
    turn(hotline)
    assert rung(hotline)[before:] == [WAYAN, KETUT]
    leg = picks_up(hotline)
    leg.presses("1")
    hotline.run()
    assert rung(hotline)[-1] == CALLER
    says_it_is_them(hotline)
    turn(hotline)
    assert state(hotline) == "kept"


@on_both
def test_after_every_one_it_is_missed_and_everybody_is_told(hotline: Hotline) -> None:
    given(hotline)
    turn(hotline, 65 * 60)
    turn(hotline)
    with capture_logs() as logs:
        for _ in range(2):
            does_not_answer(hotline)
            turn(hotline)
        for _ in range(3):
            turn(hotline)
    assert state(hotline) == "missed"
    errors = [entry for entry in logs if entry["log_level"] == "error"]
    assert [entry["event"] for entry in errors] == ["promise_missed"]
    assert CALLER not in str(logs)
    assert rung(hotline)[2:] == [WAYAN, KETUT]  # once each
    leg = supervisor(hotline)  # the customer is still in line for whoever comes
    turn(hotline)
    assert "Callback" in hotline.fetched(leg).said


def test_two_clocks_call_once(hotline: Hotline) -> None:
    given(hotline)
    hotline.tick(65 * 60)
    for _ in range(3):
        promised.follow(hotline.house)
    assert len(promises(hotline, "callback")) == 1
    assert hotline.house.board.calls() == [hotline.pending().id]


def test_a_clock_that_dies_before_the_board_knows_is_made_up_for(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(hotline)
    hotline.tick(65 * 60)
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.callbacks.settle", _dies)
        with pytest.raises(ZeroDivisionError):
            promised.follow(hotline.house)
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.pending().id]


def _dies(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_a_customer_who_is_not_reached_is_tried_again_and_then_it_is_missed(
    hotline: Hotline,
) -> None:
    given(hotline)
    leg = supervisor(hotline)
    hotline.clock.passes(65 * 60)
    leg.is_silent()
    turn(hotline)
    for pause in (305, 5):
        hotline.fetched(leg)
        hotline.run()
        assert rung(hotline)[-1] == CALLER
        does_not_answer(hotline)
        leg.goes(leg.document.redirect)
        leg.goes(leg.document.redirect)
        assert state(hotline) == "open"
        hotline.clock.passes(pause)
        leg.is_silent()
        hotline.agree()
        turn(hotline)
    assert state(hotline) == "missed"
    assert hotline.house.board.calls() == []


def test_a_customer_who_does_not_want_it_any_more_is_let_be(hotline: Hotline) -> None:
    given(hotline)
    leg = supervisor(hotline)
    hotline.clock.passes(65 * 60)
    leg.is_silent()
    turn(hotline)
    hotline.fetched(leg)
    hotline.run()
    customer = picks_up(hotline)
    customer.presses("2")
    customer.asks("/voice/called-status", CallStatus="completed")
    turn(hotline)
    assert state(hotline) == "cancelled"


def test_a_customer_who_phones_in_when_it_is_due_takes_that_place(hotline: Hotline) -> None:
    given(hotline)
    turn(hotline, 65 * 60)
    pending = hotline.pending()
    leg = hotline.leg()
    assert "kept your place" in leg.rings().said
    assert hotline.call(leg).wants_supervisor
    assert hotline.house.board.calls() == [hotline.call(leg).id]
    assert pending.id != hotline.call(leg).id
    hotline.meet(leg, supervisor(hotline))
    turn(hotline)
    assert state(hotline) == "kept"


def test_who_still_waits_when_it_is_due_is_asked_for_once_more(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE, BOSS)
    caller = wants_supervisor(hotline)
    in_vain(hotline, 2)
    before = len(rung(hotline))
    turn(hotline, 65 * 60)
    assert rung(hotline)[before:] == [WAYAN]
    picks_up(hotline).presses("1")
    hotline.run()
    hotline.fetched(caller)
    turn(hotline)
    assert state(hotline) == "kept"


def test_busy_supervisors_have_a_little_time_before_it_is_missed(hotline: Hotline) -> None:
    hotline.person("9008", role="supervisor")
    caller = wants_supervisor(hotline)
    turn(hotline)
    caller.hangs_up()
    leg = supervisor(hotline)
    hotline.meet(wants_supervisor(hotline, "+15550002"), leg)
    turn(hotline, 65 * 60)
    turn(hotline)
    assert state(hotline) == "open"
    turn(hotline, 16 * 60)
    assert state(hotline) == "missed"


@pytest.mark.parametrize("rules", [{"enabled": True}], indirect=True)
def test_a_customer_who_waits_to_be_called_back_by_anybody_is_for_a_supervisor_then(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(hotline)
    hotline.clock.passes(600)
    agreed(hotline)
    pending = hotline.pending()
    turn(hotline)
    assert not pending.wants_supervisor
    assert rung(hotline)[2:] == []
    hotline.tick(65 * 60)
    with monkeypatch.context() as dying:  # between the records and the board
        dying.setattr("webhooks.line.leave", _dies)
        with pytest.raises(ZeroDivisionError):
            promised.follow(hotline.house)
    turn(hotline)
    turn(hotline)
    assert hotline.pending().id == pending.id
    assert rung(hotline)[2:] == [WAYAN]
    hotline.agent()  # who is not meant
    hotline.run()
    picks_up(hotline).presses("1")
    hotline.run()
    says_it_is_them(hotline)
    turn(hotline)
    assert [promise.state for promise in promises(hotline)] == ["kept"]
    assert [promise.state for promise in promises(hotline, "callback")] == ["kept"]


def test_nobody_is_called_at_night(hotline: Hotline) -> None:
    given(hotline)
    hotline.tick(EVENING + 3 * HOUR)
    promised.follow(hotline.house)
    assert promises(hotline, "callback") == []
    hotline.tick(11 * HOUR)
    promised.follow(hotline.house)
    assert len(promises(hotline, "callback")) == 1


@pytest.mark.parametrize("rules", [{"first": "customer"}], indirect=True)
def test_a_supervisor_is_found_first_also_where_customers_are_rung_first(hotline: Hotline) -> None:
    given(hotline)
    turn(hotline, 65 * 60)
    turn(hotline)
    hotline.agree()
    hotline.run()
    assert rung(hotline)[-1] == WAYAN
    picks_up(hotline).presses("1")
    hotline.run()
    assert rung(hotline)[-1] == CALLER


# Two clocks at the same moment


def both_turn(hotline: Hotline) -> None:
    """Two clocks do one round, each in a thread of its own."""

    def one_round() -> None:
        reach.reach(hotline.house)
        promised.follow(hotline.house)

    hotline.tick(1)
    with ThreadPoolExecutor(2) as clocks:
        for done in [clocks.submit(one_round) for _ in range(2)]:
            done.result()
    hotline.run()


@on_both
def test_two_clocks_at_once_ask_promise_and_call_once(hotline: Hotline) -> None:
    on_call(hotline, WAYAN_ALONE, BOSS)
    caller = wants_supervisor(hotline)
    for _ in range(2):
        both_turn(hotline)
        does_not_answer(hotline)
    both_turn(hotline)
    assert rung(hotline) == [WAYAN, KETUT]
    assert hotline.events(caller).count("asked") == 2
    (promise,) = promises(hotline)
    caller.hangs_up()
    hotline.clock.passes(65 * 60)
    both_turn(hotline)
    assert len(promises(hotline, "callback")) == 1
    for _ in range(2):
        both_turn(hotline)
        does_not_answer(hotline)
    both_turn(hotline)
    assert rung(hotline)[2:] == [WAYAN, KETUT]
    assert state(hotline) == "missed"
    assert promise.name == "Wayan"
