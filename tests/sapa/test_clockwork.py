"""The clock process: any number may turn, trouble does not stop it."""

from pathlib import Path

import pytest
import redis
from structlog.testing import capture_logs

from ivr.call import Call as Conversation
from ivr.call import State
from queueing.model import Agent, Need
from queueing.results import Outlook
from records import calls, people, talks
from records.models import Call
from sapa.clockwork import Clockwork, Round
from sapa.wiring import Works
from tests.sapa.works import MakeWorks
from webhooks import learning


def waiting(works: Works, sid: str, *, supervisor: bool = False) -> Call:
    """A caller whom the records know to be in line, and the board does not."""
    now = works.clock.now()
    memory = Conversation("en", state=State.HOLDING, supervisor=supervisor)
    with works.store.transaction() as session:
        call = calls.open_call(session, sid=sid, number="+15555550142", at=now - 60)
        call.joined_at, call.language, call.level = now - 60, "en", 1
        call.state, call.conversation = memory.state.value, memory.to_json()
        call.wants_supervisor = supervisor
    return call


def handled(works: Works, number: int, skill: str) -> None:
    """So many calls, each of 90 seconds of talk and 10 of notes."""
    now = works.clock.now()
    with works.store.transaction() as session:
        agent = people.add(session, extension="1001", name="Sari", at=now)
        for n in range(number):
            call = calls.open_call(session, sid=f"CA-{n}", number=None, at=now - 300)
            call.joined_at, call.skill = now - 300, skill
            talks.begin_talk(session, call, agent, now - 200)
            talks.connect_talk(session, call, now - 200)
            talks.end_talk(session, call, "agent", now - 110)
            talks.wrap_up(session, agent, now - 100)
            calls.close(session, call, "talked", now - 110)


def test_a_round_is_claimed_by_one_of_many(redis_url: str) -> None:
    servers = [redis.Redis.from_url(redis_url) for _ in range(3)]
    claims = [Round("agree", every=60.0).mine(server) for server in servers]
    assert claims == [True, False, False]


def test_what_is_due_on_the_board_is_put_in_line_as_a_job(works: Works) -> None:
    now = works.clock.now()
    works.board.join("call", Need("en"), now - 60, now - 60)
    works.board.ready(Agent("1", ("en",)), now - 60, now + 600, 5.0)  # an offer nobody delivered
    Clockwork(works).turn()
    assert works.redis.llen("rq:queue:calls") > 0


def test_a_store_that_is_away_is_logged_and_tried_again(
    tmp_path: Path, make_works: MakeWorks
) -> None:
    made = make_works(f"unix://{tmp_path / 'nobody.sock'}")
    with capture_logs() as logged:
        Clockwork(made).turn()
    assert [entry["event"] for entry in logged] == ["clock_hindered"]


@pytest.mark.parametrize("name", ["agree", "compare"])
def test_rounds_of_different_names_do_not_hinder_each_other(redis_url: str, name: str) -> None:
    server = redis.Redis.from_url(redis_url)
    Round("other", every=60.0).mine(server)
    assert Round(name, every=60.0).mine(server)


# A board that was emptied


@pytest.mark.parametrize("kept", ["agree", "nothing"])
def test_an_emptied_board_is_put_together_again_in_the_next_turn(works: Works, kept: str) -> None:
    clock = Clockwork(works)
    first = waiting(works, "CA-1")
    clock.turn()
    assert works.board.calls() == [first.id]
    works.redis.flushall()
    if kept == "agree":  # the board alone was emptied: its rounds are claimed elsewhere
        Round("agree", every=60.0).mine(works.redis)
    clock.turn()
    assert works.board.calls() == [first.id]


def test_a_board_that_callers_have_come_to_since_it_was_emptied_is_noticed(works: Works) -> None:
    clock = Clockwork(works)
    first = waiting(works, "CA-1")
    clock.turn()
    works.redis.flushall()
    Round("agree", every=60.0).mine(works.redis)
    second = waiting(works, "CA-2")
    now = works.clock.now()
    works.board.join(second.id, Need("en"), now - 30, now)
    clock.turn()
    assert set(works.board.calls()) == {first.id, second.id}


# Supervisors


def test_somebody_on_call_is_rung_in_the_first_turn(works: Works) -> None:
    works.prepare()
    caller = waiting(works, "CA-1", supervisor=True)
    other = Clockwork(works)
    for clock in (Clockwork(works), other):
        clock.turn()
    offer = works.board.offer_of(caller.id)
    assert offer is not None
    with works.store.reading() as session:
        person = people.by_id(session, offer.agent)
    assert person is not None
    assert person.name == "Morgan Ellis"
    assert works.redis.llen("rq:queue:calls") == 1


# What the board learns


def outlook(works: Works, skill: str = "account") -> Outlook:
    now = works.clock.now()
    works.board.ready(Agent("9", ("en",), {skill: 5}), now, now + 600, 20)
    works.board.join("first", Need("en", skill), now, now)  # who is offered to the agent
    return works.board.outlook_of(Need("en", skill), now, now)


def test_nothing_is_known_of_a_hotline_without_calls(works: Works) -> None:
    Clockwork(works).turn()
    assert outlook(works).expected is None


def test_the_clock_tells_the_board_how_long_calls_take(works: Works) -> None:
    handled(works, 6, "account")
    Clockwork(works).turn()
    assert outlook(works).expected == pytest.approx(100.0)


def test_a_skill_with_few_calls_has_the_pace_of_all(works: Works) -> None:
    handled(works, 3, "card_delivery")
    learning.learn(works.switchboard)
    assert outlook(works, "card_delivery").expected == pytest.approx(100.0)
    assert outlook(works).expected == pytest.approx(100.0)


def test_it_is_learnt_from_older_calls_where_there_are_no_newer_ones(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled(works, 6, "account")
    later = works.clock.now() + 20 * learning.DAY
    monkeypatch.setattr("sapa.clock.SystemClock.now", lambda _: later)
    learning.learn(works.switchboard)
    assert outlook(works).expected == pytest.approx(100.0)
    monkeypatch.setattr("sapa.clock.SystemClock.now", lambda _: later + 9 * learning.DAY)
    learning.learn(works.switchboard)
    assert outlook(works).expected is None
