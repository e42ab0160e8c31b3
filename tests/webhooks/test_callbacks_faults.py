"""Callbacks while things fail: nobody is rung twice, no agent waits for nothing, nobody is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import redis
from structlog.testing import capture_logs

from records import calls
from tests.webhooks.callbacks_side import agreed, asked, taken
from tests.webhooks.phone_side import CALLER, Answer, Hotline, Phone
from webhooks import mend
from webhooks.ringing import Ringer
from webhooks.switchboard import Callbacks, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
DOWN: Answer = (503, b"<html>try later</html>")
INVALID: Answer = (400, b'{"code": 21211, "message": "invalid To", "status": 400}')
BUSY: Answer = (429, b'{"code": 20429, "message": "too many", "status": 429}')


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(retry=(300, 1800)))


def accepted(hotline: Hotline) -> Phone:
    """An agent has taken the callback, and the job that rings the customer has not begun."""
    agreed(hotline)
    agent = hotline.agent()
    hotline.run()
    hotline.fetched(agent)
    return agent


def clock_mends(hotline: Hotline, seconds: float = 10) -> None:
    hotline.clock.passes(seconds)
    hotline.agree(patience=4)
    hotline.run()


def at_once(*deeds: Callable[[], object]) -> None:
    """Do all in the same moment; the first error is raised."""
    start, errors = Barrier(len(deeds)), list[BaseException]()

    def do(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


# Twilio


@pytest.mark.parametrize("trouble", [DOWN, None])
def test_a_leg_whose_answer_was_lost_is_found_and_not_placed_again(
    hotline: Hotline, trouble: Answer
) -> None:
    accepted(hotline)
    hotline.exchange.troubles = [trouble]
    hotline.exchange.done_all_the_same = True
    hotline.run()
    clock_mends(hotline)
    assert len(hotline.exchange.placed()) == 1
    assert hotline.rung().picks_up().said


def test_a_leg_that_surely_was_not_placed_is_placed_after_a_while(hotline: Hotline) -> None:
    accepted(hotline)
    hotline.exchange.troubles = [BUSY, DOWN]
    hotline.run()
    assert len(hotline.exchange.legs) == 1
    assert len(hotline.rests) == 2


def test_a_number_that_twilio_refuses_is_a_try_in_vain(hotline: Hotline) -> None:
    agent = accepted(hotline)
    hotline.exchange.troubles = [INVALID]
    hotline.run()
    assert (len(hotline.exchange.placed()), hotline.callback().tries) == (1, 1)
    assert "not reached" in agent.goes(agent.document.redirect).said


def test_while_twilio_is_away_the_agent_is_not_kept_and_no_try_is_counted(
    hotline: Hotline,
) -> None:
    agent = accepted(hotline)
    hotline.exchange.troubles = [DOWN] * 99
    hotline.run()
    clock_mends(hotline)
    assert agent.goes(agent.document.redirect).said == ""
    clock_mends(hotline, 80)
    assert "not reached" in agent.goes(agent.document.redirect).said
    assert hotline.callback().tries == 0
    hotline.exchange.troubles = []
    hotline.clock.passes(60)
    agent.goes("/agent/park")
    clock_mends(hotline)
    hotline.fetched(agent)
    hotline.run()
    assert len(hotline.exchange.legs) == 1


def test_an_end_that_nobody_told_us_is_found_out_and_counts_once(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    hotline.exchange.hears(hotline.exchange.rung(1), "no-answer")
    clock_mends(hotline)
    assert hotline.callback().tries == 1
    assert "not reached" in agent.goes(agent.document.redirect).said
    hotline.rung().hangs_up("no-answer")  # half a minute late
    assert hotline.callback().tries == 1
    assert len(hotline.exchange.placed()) == 1


def test_a_phone_that_still_rings_is_left_to_ring(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    for _ in range(3):
        clock_mends(hotline, 5)
    assert (len(hotline.exchange.placed()), hotline.callback().tries) == (1, 0)


def test_an_end_heard_of_before_the_beginning_binds_no_dead_leg(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer = hotline.rung()
    customer.hangs_up()
    assert customer.picks_up().verbs == ["Hangup"]
    assert (hotline.pending().state, hotline.callback().tries) == ("away", 1)


def test_late_requests_of_a_leg_that_is_over_make_no_call(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer = hotline.rung()
    customer.picks_up()
    action = customer.document.attribute("Gather", "action")
    customer.hangs_up()
    known = hotline.rows()
    for path in (action, "/voice/fallback", "/voice/wait", "/voice/connect?talk=1"):
        assert customer.asks(path, Digits="1").verbs == ["Hangup"]
    assert hotline.rows() == known


def test_our_failure_on_their_leg_brings_them_to_a_person(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    customer = hotline.rung()
    customer.picks_up()
    assert customer.goes("/voice/fallback", ErrorCode="11200").verbs[-1] == "Enqueue"
    clock_mends(hotline)
    assert hotline.fetched(customer).conference
    assert agent.goes(agent.document.redirect).conference == customer.document.conference


# Watching the legs


def test_who_waits_without_a_leg_is_not_missed_by_the_watch(hotline: Hotline) -> None:
    agreed(hotline)
    watch = mend.Watch(hotline.house, hotline.dialer.phones)
    for _ in range(3):
        watch.compare()
    assert hotline.pending().state == "away"


def test_a_leg_that_vanished_before_they_said_who_they_are_is_tried_again(
    hotline: Hotline,
) -> None:
    agreed(hotline)
    agent = taken(hotline)
    hotline.rung().picks_up()
    watch = mend.Watch(hotline.house, hotline.dialer.phones)
    hotline.exchange.listed = [agent.sid]
    for _ in range(2):
        watch.compare()
    assert (hotline.pending().state, hotline.callback().tries) == ("away", 1)


# A process dies


def test_put_away_on_record_and_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = asked(hotline)
    caller.presses("1")
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.handle._settle", lambda *_: None)
        caller.presses("1")
    assert hotline.house.board.calls() == [hotline.call(caller).id]
    clock_mends(hotline)
    assert hotline.house.board.calls() == [hotline.pending().id]


def test_the_job_that_rings_is_lost(hotline: Hotline) -> None:
    accepted(hotline)
    hotline.lose_jobs()
    clock_mends(hotline)
    assert len(hotline.exchange.placed()) == 1


@pytest.mark.parametrize("step", ["_ring", "_place", "_placed"])
def test_the_job_dies_at_one_of_its_steps(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    accepted(hotline)
    with monkeypatch.context() as dying:
        dying.setattr(Ringer, step, _die)
        with pytest.raises(KeyboardInterrupt):
            hotline.run()
    clock_mends(hotline)
    clock_mends(hotline)
    assert len(hotline.exchange.placed()) == 1
    customer = hotline.rung()
    customer.picks_up()
    assert customer.presses("1").conference


def _die(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("last", [False, True])
def test_not_reached_on_record_and_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch, *, last: bool
) -> None:
    if last:
        monkeypatch.setattr("webhooks.callbacks.tries_of", lambda *_: 2)
    agreed(hotline)
    agent = taken(hotline)
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.line.leave", lambda *_: None)
        hotline.rung().hangs_up("busy")
    assert hotline.does() == "talking"
    clock_mends(hotline)
    assert hotline.house.board.calls() == []
    assert "not reached" in agent.goes(agent.document.redirect).said
    assert hotline.does() == "idle"


def test_a_place_regained_on_record_and_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(hotline)
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.arrival.Arrival.settle", lambda _: None)
        back = hotline.leg()
        back.rings()
    assert len(hotline.house.board.calls()) == 2
    clock_mends(hotline)
    assert hotline.house.board.calls() == [hotline.call(back).id]


@pytest.mark.parametrize("when", ["in line", "ringing", "asked"])
def test_an_emptied_board_knows_of_callbacks_again(
    hotline: Hotline, redis_server: redis.Redis, when: str
) -> None:
    agreed(hotline)
    agent = taken(hotline) if when != "in line" else None
    if when == "asked":
        hotline.rung().picks_up()
    redis_server.flushall()
    clock_mends(hotline)
    pending = hotline.pending().id
    state = hotline.house.board.call_state(pending)
    assert state == ("waiting" if agent is None else "talking")
    assert len(hotline.exchange.placed()) == (agent is not None)


# In the same moment


@on_both
def test_two_jobs_at_once_ring_once(hotline: Hotline) -> None:
    accepted(hotline)
    hotline.lose_jobs()
    pending = hotline.pending().id
    at_once(*[lambda: hotline.ringer.call_back(pending)] * 4)
    assert len(hotline.exchange.placed()) == 1


@on_both
def test_picking_up_and_phoning_in_at_once_has_one_winner(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer, caller = hotline.rung(), hotline.leg()
    at_once(customer.picks_up, caller.rings)
    assert ("Hangup" in customer.document.verbs) == ("Enqueue" in caller.document.verbs)
    with hotline.house.store.reading() as session:
        in_line = [call for call in calls.live(session) if call.joined_at is not None]
    assert len(in_line) == 1


@on_both
def test_agreeing_and_being_brought_to_an_agent_at_once_has_one_winner(hotline: Hotline) -> None:
    caller = asked(hotline)
    caller.presses("1")
    agent = hotline.agent()
    hotline.run()
    at_once(lambda: caller.presses("1"), lambda: hotline.fetched(agent))
    put_away = hotline.call(caller).outcome == "callback"
    assert (agent.document.conference is None) == put_away
    assert ("Hangup" in caller.document.verbs) == put_away


@on_both
def test_two_phones_of_one_number_regain_one_place(hotline: Hotline) -> None:
    agreed(hotline)
    legs = [hotline.leg(), hotline.leg()]
    at_once(*[leg.rings for leg in legs])
    verbs = sorted(leg.document.verbs[-1] for leg in legs)
    assert verbs == ["Enqueue", "Redirect"]


# Private


def test_addresses_jobs_and_logs_know_no_numbers(hotline: Hotline) -> None:
    with capture_logs() as logs:
        agreed(hotline)
        agent = hotline.agent()
        hotline.run()
        hotline.fetched(agent)
        jobs = str(hotline.jobs.asked)
        hotline.run()
        customer = hotline.rung()
        customer.picks_up()
        customer.presses("1")
        customer.hangs_up()
    placed = hotline.exchange.placed()[0]
    digits = CALLER.lstrip("+")
    for text in (str(logs), jobs, placed["Url"], placed["StatusCallback"]):
        assert digits not in text
