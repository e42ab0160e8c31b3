"""The demo's summary: what the records say, against what callers wanted and lived through."""

import pytest

from queueing.model import Need
from records import callbacks, calls
from sapa.cli.demo_summary import Share, summarise
from sapa.wiring import Works


@pytest.fixture
def played(works: Works) -> Works:
    """Anna and Budi were called by their names; of Cici only the skill is known, and wrong."""
    with works.store.transaction() as session:
        for sid, name, skill in (
            ("CA1", "Anna", "cash"),
            ("CA2", "Boodi", "transfer"),
            ("CA3", None, "account"),
        ):
            call = calls.open_call(session, sid=sid, number=None, at=100.0)
            call.name, call.skill, call.joined_at = name, skill, 110.0
            calls.close(session, call, "abandoned", 140.0)
    return works


def caller(sid: str, name: str, skill: str, fate: str = "abandoned") -> dict[str, str]:
    return {"sid": sid, "name": name, "skill": skill, "fate": fate}


def test_names_are_right_when_they_sound_right_and_only_taken_ones_count(played: Works) -> None:
    truth = [caller("CA1", "Ana Smith", "cash"), caller("CA2", "Dewi", "transfer")]
    result = summarise(played, truth, killed=0)
    assert result.names_right == Share(1, 2)
    assert str(result.names_right) == "1 of 2 (50.0%)"


def test_reasons_are_right_when_the_skill_is(played: Works) -> None:
    truth = [caller("CA1", "Anna", "cash"), caller("CA3", "Cici", "top_up")]
    assert summarise(played, truth, killed=0).reasons_right == Share(1, 2)


def test_who_was_cut_off_is_lost_whatever_the_records_say(played: Works) -> None:
    result = summarise(played, [caller("CA1", "Anna", "cash", "cut off")], killed=0)
    assert result.lost == 1
    assert not result.sound


def test_a_call_that_is_not_put_away_is_stuck(played: Works) -> None:
    with played.store.transaction() as session:
        calls.open_call(session, sid="CA9", number=None, at=100.0)
    assert summarise(played, [], killed=0).stuck == 1


def test_who_is_promised_a_callback_is_neither_lost_nor_stuck(works: Works) -> None:
    with works.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number="+15555550144", at=100.0)
        call.joined_at = 110.0
        away = callbacks.put_away(
            session, call, number="+15555550144", at=140.0, due_at=None, conversation={}
        )
    works.board.join(away.id, Need("en"), 110.0, 140.0)
    result = summarise(works, [caller("CA1", "Anna", "cash", "promised a callback")], killed=0)
    assert (result.offered, result.callbacks, result.lost, result.stuck) == (1, 1, 0, 0)
    with works.store.transaction() as session:
        callbacks.bind(session, away.id, "CA7", 150.0)
    assert summarise(works, [], killed=0).stuck == 1


def test_who_was_cut_off_and_has_their_place_back_is_not_lost(played: Works) -> None:
    with played.store.transaction() as session:
        dropped = calls.by_sid(session, "CA1")
        assert dropped is not None
        again = calls.open_call(session, sid="CA8", number=None, at=150.0)
        calls.regain(dropped, again)
        calls.close(session, again, "abandoned", 190.0)
    result = summarise(played, [caller("CA1", "Anna", "cash", "cut off")], killed=0)
    assert (result.offered, result.lost, result.stuck) == (3, 0, 0)


def test_holds_are_measured_on_the_records(played: Works) -> None:
    result = summarise(played, [], killed=0)
    assert (result.offered, result.abandoned, result.mean_hold) == (3, 3, 30.0)
