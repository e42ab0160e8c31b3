"""A process dies between two steps: the clock notices, and makes records, board and legs agree."""

import pytest
import redis
from sqlalchemy import select

from queueing.model import Need
from records.models import CallEvent
from tests.webhooks.phone_side import Hotline, Phone
from webhooks import handle, mend

PATIENCE = 4.0


def mended(hotline: Hotline) -> None:
    """Enough time passes for a difference to be nobody's unfinished work."""
    hotline.clock.passes(10)
    hotline.agree(PATIENCE)


def talking(hotline: Hotline) -> tuple[Phone, Phone]:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    return agent, caller


def test_where_all_agrees_nothing_is_done(hotline: Hotline) -> None:
    talking(hotline)
    waiting = hotline.caller("+15550002")
    events = hotline.events(waiting)
    mended(hotline)
    assert hotline.jobs.asked == []
    assert hotline.events(waiting) == events
    assert hotline.does() == "talking"


def test_a_difference_of_this_moment_is_left_alone(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    offer = hotline.offer(caller)
    hotline.house.board.accept(offer.call, offer.agent, offer.token, hotline.clock.now())
    hotline.clock.passes(1)
    hotline.agree(PATIENCE)
    assert hotline.stands(caller) == "talking"
    assert hotline.fetched(agent).conference is not None


# Joining and leaving


def test_joined_on_record_but_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.handle._settle", lambda *_, **__: None)
        caller = hotline.leg()
        caller.rings()
        caller.presses("0")
    assert hotline.stands(caller) is None
    mended(hotline)
    assert hotline.stands(caller) == "waiting"


def test_hung_up_on_record_but_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.handle._settle", lambda *_, **__: None)
        caller.hangs_up()
    mended(hotline)
    assert hotline.house.board.calls() == []
    assert hotline.jobs.names == ["stop_ringing"]
    assert hotline.does() == "idle"


def test_on_the_board_and_on_no_record(hotline: Hotline) -> None:
    hotline.house.board.join("nobody", Need("en"), hotline.clock.now(), hotline.clock.now())
    mended(hotline)
    assert hotline.house.board.calls() == []


# From the agent's yes to the talk


def test_taken_on_the_board_but_no_talk_on_record(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    hotline.run()
    offer = hotline.offer(caller)
    hotline.house.board.accept(offer.call, offer.agent, offer.token, hotline.clock.now())
    mended(hotline)
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "wrap-up")


def test_a_talk_on_record_whose_caller_nobody_fetches(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.lose_jobs()
    mended(hotline)
    hotline.run()
    assert hotline.fetched(caller).conference == agent.document.conference


def test_an_offer_whose_job_is_lost_is_delivered_by_the_next_tick(hotline: Hotline) -> None:
    agent = hotline.agent()
    hotline.caller()
    hotline.lose_jobs()
    hotline.tick(3)
    hotline.run()
    assert hotline.fetched(agent).conference is not None


# The end of a talk


def test_ended_on_record_by_the_agent_but_nobody_told_the_caller(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, caller = talking(hotline)
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.crew._after_talk", lambda *_, **__: None)
        agent.leaves_conference()
        agent.is_silent()
    assert hotline.stands(caller) == "talking"
    mended(hotline)
    assert (hotline.stands(caller), hotline.does()) == (None, "wrap-up")
    hotline.run()
    assert "anything else" in hotline.fetched(caller).said


def test_cut_on_record_but_not_on_the_board(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, caller = talking(hotline)
    with monkeypatch.context() as dying:
        dying.setattr("webhooks.crew._after_talk", lambda *_, **__: None)
        agent.asks("/agent/status", CallStatus="completed")
    mended(hotline)
    assert hotline.stands(caller) == "waiting"
    hotline.run()
    assert hotline.fetched(caller).verbs[-1] == "Enqueue"


def test_a_difference_seen_late_does_not_break_the_talk_that_began_since(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board is read, then the records; between the two the caller changes hands."""
    agent, caller = talking(hotline)
    hotline.clock.passes(10)
    stale = hotline.house.board.snapshot()
    agent.asks("/agent/status", CallStatus="completed")
    other = hotline.agent("9002")
    hotline.run()
    hotline.fetched(caller)
    hotline.run()
    hotline.fetched(other)
    known = mend._read(hotline.house)
    call = hotline.call(caller)
    before_that_talk = {call.id: hotline.talks(caller)[0]}
    for entry in stale.calls:
        records = mend._Records(known.live, known.waiting, before_that_talk)
        mend._agree_on(hotline.house, entry, records)
    assert (hotline.stands(caller), hotline.does("9002")) == ("talking", "talking")


def test_an_agent_who_takes_another_call_has_left_the_one_before(hotline: Hotline) -> None:
    """Our records missed an end: the caller of that talk is brought back into line."""
    agent, caller = talking(hotline)
    later = hotline.caller("+15550002")
    hotline.house.board.leave(hotline.call(caller).id, hotline.clock.now())
    hotline.tick(31)  # the wrap-up ends, and the next offer comes
    hotline.run()
    hotline.fetched(agent)
    assert hotline.talk(caller).ended_by == "system"
    mended(hotline)
    hotline.run()
    assert hotline.fetched(caller).verbs[-1] == "Enqueue"
    assert hotline.fetched(later).conference == agent.document.conference


# A board that was emptied


def test_an_emptied_board_is_filled_from_the_records(
    hotline: Hotline, redis_server: redis.Redis
) -> None:
    talking(hotline)
    first, second = hotline.caller("+15550002"), hotline.caller("+15550003")
    hotline.agent("9002", mode="ring")  # and is offered the first at once
    hotline.lose_jobs()
    redis_server.flushall()
    mended(hotline)
    assert hotline.does("9002") == "offered"
    assert hotline.stands(first) == "offered"
    assert hotline.house.board.waiting_calls() == [hotline.call(second).id]
    assert hotline.does() == "talking"


def test_climbed_rungs_outlive_the_board(hotline: Hotline, redis_server: redis.Redis) -> None:
    caller = hotline.caller()
    hotline.tick(6)
    assert hotline.call(caller).climbed == 1
    redis_server.flushall()
    mended(hotline)
    hotline.tick()
    assert hotline.events(caller).count("climbed") == 1


def test_rungs_whose_record_was_lost_are_written_down(hotline: Hotline) -> None:
    caller = hotline.caller()
    hotline.clock.passes(25)
    hotline.house.board.tick(hotline.clock.now())  # by a clock that dies now
    mended(hotline)
    assert hotline.call(caller).climbed == 2
    assert hotline.events(caller).count("climbed") == 2
    mended(hotline)
    assert hotline.events(caller).count("climbed") == 2


def test_a_rung_is_one_event_with_what_it_did(hotline: Hotline) -> None:
    hotline.caller()
    hotline.tick(25)
    hotline.tick()
    with hotline.house.store.reading() as session:
        told = session.scalars(select(CallEvent).where(CallEvent.kind == "climbed"))
        assert [event.data["act"] for event in told] == ["widen", "raise"]


def test_settling_twice_changes_nothing(hotline: Hotline) -> None:
    _, caller = talking(hotline)
    waiting = hotline.caller("+15550002")
    before = hotline.house.board.snapshot()
    for leg in (caller, waiting):
        handle._settle(hotline.house, hotline.call(leg), handle.Done(""))
    assert hotline.house.board.snapshot() == before


# After a talk


def test_a_wrap_up_that_ended_by_itself_goes_on_record(hotline: Hotline) -> None:
    _, caller = talking(hotline)
    hotline.clock.passes(60)
    caller.hangs_up()
    hotline.clock.passes(5)
    hotline.agree(PATIENCE)
    assert hotline.talk(caller).wrapped_at is None  # the notes are being written
    ended = hotline.talk(caller).ended_at
    assert ended is not None
    hotline.clock.passes(hotline.house.policy.wrap_up)
    mend.turn(hotline.house)
    hotline.agree(PATIENCE)
    assert hotline.talk(caller).wrapped_at == hotline.clock.now()
    mended(hotline)
    assert hotline.talk(caller).wrapped_at == hotline.clock.now() - 10
