"""Moments: how busy the hotline was, noted by the clock once in a minute of its own time."""

from queueing.model import Agent, Need
from records import moments
from records.models import VISIT, Moment
from sapa.clockwork import Clockwork
from sapa.pulse import note_moment
from sapa.wiring import Works


def noted(works: Works) -> list[Moment]:
    with works.store.reading() as session:
        return moments.since(session, 0)


def counts(moment: Moment) -> tuple[int, int, int, int]:
    return moment.waiting, moment.agents, moment.talking, moment.free


def test_the_clock_notes_how_busy_it_is(works: Works) -> None:
    now = works.clock.now()
    Clockwork(works).turn()
    (moment,) = noted(works)
    assert counts(moment) == (0, 0, 0, 0)
    assert moment.minute in (int(now) // 60, int(now) // 60 + 1)


def test_who_waits_is_rung_for_talks_and_is_free(works: Works) -> None:
    now, board = works.clock.now(), works.board
    board.ready(Agent("1", ("en",)), now, now + 600, 20)
    offer = board.join("talking", Need("en"), now, now)
    assert offer
    board.accept(offer.call, offer.agent, offer.token, now)
    board.ready(Agent("2", ("en",)), now, now + 600, 20)
    board.join("offered", Need("en"), now, now)
    board.join("waiting", Need("en"), now, now)
    board.join(f"{VISIT}1", Need("en"), now, now)  # a colleague is asked for: no caller
    board.ready(Agent("3", ("id",)), now, now + 600, 20)
    note_moment(works.switchboard)
    (moment,) = noted(works)
    assert counts(moment) == (2, 3, 1, 1)


def test_a_minute_is_noted_once_by_any_number_of_clocks(works: Works) -> None:
    for _ in range(3):
        note_moment(works.switchboard)
    assert 1 <= len(noted(works)) <= 2  # a full minute may pass meanwhile
