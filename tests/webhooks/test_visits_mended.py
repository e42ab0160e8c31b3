"""Visits when a process dies in between: the clock brings everybody to where they belong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from records import visits
from tests.webhooks.phone_side import Answer, Hotline, Phone
from tests.webhooks.visits_side import NOTE, Room
from webhooks import company, mend, succession
from webhooks.company import Wish
from webhooks.handling import Handling
from webhooks.phones import Account, Phones
from webhooks.settling import Settling

DOWN: Answer = (503, b"<html>try later</html>")


class DiedError(Exception):
    """The process is no more."""


@pytest.fixture
def room(hotline: Hotline) -> Room:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    return Room(hotline, agent, caller)


@pytest.fixture
def dies(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], object]:
    @contextmanager
    def dying(where: object, step: str) -> Iterator[None]:
        """The process dies as soon as it comes to this step."""

        def die(*_: object, **__: object) -> None:
            raise DiedError

        with monkeypatch.context() as patch, suppress(DiedError):
            patch.setattr(where, step, die)
            yield

    return dying


def recovers(room: Room, *legs: Phone) -> None:
    """The clock goes round, and every leg goes where it is sent, until nothing is sent."""
    for _ in range(4):
        room.hotline.clock.passes(10)
        before = {leg.sid: len(room.sent(leg)) for leg in legs}
        room.agree()
        for leg in legs:
            if len(room.sent(leg)) > before[leg.sid]:
                room.hotline.fetched(leg)
                while leg.document.root.find("Dial") is None and "Redirect" in leg.document.verbs:
                    if leg.document.redirect.startswith("/agent/park"):
                        break
                    leg.goes(leg.document.redirect)


def is_settled(room: Room) -> bool:
    with room.hotline.house.store.reading() as session:
        return not visits.unsettled(session)


@pytest.mark.parametrize("step", [(Handling, "hold"), (company, "wait")])
def test_who_asked_dies_and_the_colleague_is_asked_all_the_same(
    room: Room, dies: Callable[..., object], step: tuple[object, str]
) -> None:
    colleague = room.joined_by("9002")
    with dies(*step):  # type: ignore[attr-defined]
        room.asks("9002")
    recovers(room, colleague)
    assert room.on_hold()
    assert colleague.document.conference == room.call


def test_a_yes_that_was_not_written_down_is_asked_for_again(
    room: Room, dies: Callable[..., object]
) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    with dies(company, "take"):  # type: ignore[attr-defined]
        room.hotline.app.testing = True
        room.hotline.fetched(colleague)
    assert room.hotline.does("9002") == "talking"
    colleague.goes("/agent/park")
    room.hotline.clock.passes(5)
    room.agree()
    colleague.presses("1")
    assert room.comes(colleague).conference == room.call


def test_nobody_is_brought_to_a_caller_who_would_hear_them(
    room: Room, dies: Callable[..., object]
) -> None:
    colleague = room.joined_by("9002")
    with dies(Handling, "hold"):  # type: ignore[attr-defined]
        room.asks("9002")
    room.hotline.clock.passes(5)
    room.hotline.exchange.troubles = [DOWN, DOWN]
    room.agree()
    assert (room.on_hold(), room.sent(colleague)) == (False, [])
    room.agree()
    assert room.on_hold()
    assert room.comes(colleague).conference == room.call


HAND_OVER = [
    (succession, "tell_board"),
    (Settling, "settle"),
    (Phones, "unhold"),
    (Phones, "redirect"),
]


@pytest.mark.parametrize("step", HAND_OVER)
def test_a_hand_over_is_done_to_the_end(
    room: Room, dies: Callable[..., object], step: tuple[object, str]
) -> None:
    colleague = room.visited_by("9002")
    with dies(*step):  # type: ignore[attr-defined]
        room.desk.hand_over(room.visit.id, room.id())
    room.hotline.lose_jobs()
    recovers(room, room.agent, colleague)
    assert room.talks[-1].person_id == room.id("9002")
    assert not room.on_hold()
    assert room.talks[-1].held_at is None
    assert room.agent.document.redirect == "/agent/park"
    assert colleague.document.conference == room.call, "never sent anywhere else"
    assert room.hotline.does("9002") == "talking"
    assert room.hotline.does("9001") in ("wrap-up", "idle")
    assert room.board() == [room.call]
    assert is_settled(room)


@pytest.mark.parametrize("step", [*HAND_OVER, (Phones, "take_part")])
def test_a_take_over_is_done_to_the_end(
    room: Room, dies: Callable[..., object], step: tuple[object, str]
) -> None:
    boss = room.joined_by("9009", role="supervisor")
    assert room.desk.watch(room.call, room.id("9009"), "listen") is None
    room.hotline.fetched(boss)
    with dies(*step):  # type: ignore[attr-defined]
        room.desk.take_over(room.call, room.id("9009"))
    room.hotline.lose_jobs()
    recovers(room, room.agent, boss)
    assert room.part(boss) == {"Muted": "false", "Coaching": "false"}
    assert room.agent.document.redirect == "/agent/park"
    assert room.hotline.does("9009") == "talking"
    assert is_settled(room)


@pytest.mark.parametrize("step", [(Settling, "settle"), (Phones, "redirect"), (Phones, "unhold")])
def test_who_was_sent_away_gets_away(
    room: Room, dies: Callable[..., object], step: tuple[object, str]
) -> None:
    colleague = room.visited_by("9002", "consult")
    with dies(*step):  # type: ignore[attr-defined]
        room.desk.send_away(room.visit.id, room.id())
    recovers(room, colleague)
    assert colleague.document.redirect == "/agent/park"
    assert room.hotline.does("9002") == "idle"
    assert is_settled(room)
    if step == (Phones, "unhold"):  # the music itself says so, and the page can be believed
        room.caller.asks(f"/voice/held?talk={room.talks[-1].id}&why=consult&round=1")
        assert room.talks[-1].held_at is not None
        assert room.desk.holding.unhold(room.call, room.id()) is None
    room.look(61)
    assert not room.on_hold()


@pytest.mark.parametrize("step", [(company, "put_on_board"), (Settling, "fetch")])
def test_a_supervisor_who_was_not_fetched_comes_after_all(
    room: Room, dies: Callable[..., object], step: tuple[object, str]
) -> None:
    boss = room.joined_by("9009", role="supervisor")
    with dies(*step):  # type: ignore[attr-defined]
        room.desk.watch(room.call, room.id("9009"), "listen")
    recovers(room, boss)
    assert boss.document.conference == room.call
    assert room.hotline.does("9009") == "talking"


def test_a_board_that_was_emptied_knows_everybody_again(room: Room) -> None:
    colleague = room.visited_by("9002")
    boss = room.joined_by("9009", role="supervisor")
    room.desk.watch(room.call, room.id("9009"), "listen")
    room.hotline.fetched(boss)
    before = (room.board(), *(room.hotline.does(one) for one in ("9001", "9002", "9009")))
    forget_board(room)
    room.agree()
    assert (room.board(), *(room.hotline.does(one) for one in ("9001", "9002", "9009"))) == before
    assert room.sent(colleague) == room.sent(colleague)
    room.desk.hand_over(room.visit_of("9002").id, room.id())  # type: ignore[union-attr]
    assert room.hotline.does("9002") == "talking"


def test_who_is_sought_is_sought_by_an_emptied_board_too(room: Room) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.lose_jobs()
    forget_board(room)
    room.hotline.clock.passes(1)
    recovers(room, colleague)
    assert colleague.document.conference == room.call


def forget_board(room: Room) -> None:
    board = room.hotline.house.board
    for key in board._redis.scan_iter("*"):
        board._redis.delete(key)


def test_a_visitors_leg_that_is_gone_unheard_ends_the_visit(room: Room) -> None:
    room.visited_by("9002")
    phones = Phones(Account("AC" + "7" * 32, "token", room.hotline.exchange.url))
    watch = mend.Watch(room.hotline.house, phones)
    room.hotline.exchange.listed = [room.agent.sid, room.caller.sid]
    for _ in range(2):
        watch.compare()
    assert room.visit.outcome == "lost"
    assert room.hotline.does() == "talking"


def test_a_visit_whose_talk_is_over_is_over(room: Room, dies: Callable[..., object]) -> None:
    colleague = room.visited_by("9002")
    with dies(company, "over"):  # type: ignore[attr-defined]
        room.caller.hangs_up()
    recovers(room, colleague)
    assert room.visit.ended_at is not None
    assert room.hotline.does("9002") == "idle"


def test_what_twilio_does_not_do_now_it_does_later(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.hotline.exchange.troubles = [DOWN] * 8
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    room.hotline.exchange.troubles = []
    recovers(room, room.agent, colleague)
    assert not room.on_hold()
    assert room.agent.document.redirect == "/agent/park"
    assert is_settled(room)


def test_everything_said_twice_changes_nothing_more(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    room.hotline.fetched(room.agent)
    rows = room.hotline.rows()
    colleague_goes_nowhere = len(room.sent(colleague))
    for _ in range(2):
        room.agent.goes(f"/agent/after?talk={room.talks[0].id}")
        room.desk.settling.soon(room.visit.id)
        room.agree()
    assert room.hotline.rows() == rows
    assert len(room.sent(colleague)) == colleague_goes_nowhere
    assert len(room.sent(room.agent)) == 1


def test_a_wish_reads_as_the_story_tells_it() -> None:
    assert str(Wish(person_id=7)) == "person 7"
    assert str(Wish(supervisor=True)) == "supervisor"
    assert str(Wish(skill="billing")) == "skill billing"
    assert NOTE
