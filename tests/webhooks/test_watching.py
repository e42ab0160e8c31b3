"""Supervisors in a talk: they listen, whisper, join, take over; and are asked for help."""

import pytest

from records.models import VisitMode
from tests.webhooks.desk_side import trail
from tests.webhooks.phone_side import Answer, Hotline, Phone
from tests.webhooks.visits_side import Room
from webhooks.company import Wish
from webhooks.phones import Phones

DOWN: Answer = (503, b"<html>try later</html>")
GONE: Answer = (404, b'{"code": 20404, "message": "not found", "status": 404}')


@pytest.fixture
def room(hotline: Hotline) -> Room:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    return Room(hotline, agent, caller)


@pytest.fixture
def boss(room: Room) -> Phone:
    """A supervisor who stands by."""
    return room.joined_by("9009", role="supervisor")


def watches(room: Room, boss: Phone, mode: VisitMode = "listen") -> None:
    assert room.desk.watch(room.call, room.id("9009"), mode) is None
    room.hotline.fetched(boss)
    assert boss.document.conference == room.call


def conference(leg: Phone) -> dict[str, str]:
    noun = leg.document.root.find(".//Conference")
    assert noun is not None
    return dict(noun.attrib)


@pytest.mark.parametrize(
    ("mode", "muted", "coaches", "deed"),
    [
        ("listen", "true", False, "listened"),
        ("whisper", "false", True, "whispered"),
        ("join", "false", False, "joined"),
    ],
)
def test_a_supervisor_comes_in_as_they_said(
    room: Room, boss: Phone, mode: VisitMode, muted: str, coaches: bool, deed: str
) -> None:
    watches(room, boss, mode)
    assert conference(boss)["muted"] == muted
    assert conference(boss).get("coach") == (room.agent.sid if coaches else None)
    assert (deed, room.id("9009"), room.call) in trail(room.hotline)
    assert room.story("watched")[-1][1]["mode"] == mode
    assert not room.on_hold()
    assert room.hotline.does("9009") == "talking", "they are offered no calls"


def test_the_mode_changes_on_the_same_leg(room: Room, boss: Phone) -> None:
    watches(room, boss, "listen")
    for mode, told in (
        ("whisper", {"Muted": "false", "Coaching": "true", "CallSidToCoach": room.agent.sid}),
        ("join", {"Muted": "false", "Coaching": "false"}),
        ("listen", {"Muted": "true", "Coaching": "false"}),
    ):
        assert room.desk.watch(room.call, room.id("9009"), mode) is None  # type: ignore[arg-type]
        assert room.part(boss) == told
    assert len(room.sent(boss)) == 1
    deeds = [deed for deed, _, _ in trail(room.hotline)]
    assert deeds == ["listened", "whispered", "joined", "listened"]


def test_pressed_twice_nothing_more_happens(room: Room, boss: Phone) -> None:
    for _ in range(2):
        assert room.desk.watch(room.call, room.id("9009"), "listen") is None
    assert len(room.sent(boss)) == 1
    assert len(trail(room.hotline)) == 1


def test_a_change_that_twilio_does_not_do_is_none(room: Room, boss: Phone) -> None:
    watches(room, boss, "listen")
    room.hotline.exchange.troubles = [DOWN]
    assert room.desk.watch(room.call, room.id("9009"), "join") == "phone"
    assert room.part(boss)["Muted"] == "true", "it may have been done all the same"
    assert room.visit.mode == "listen"
    assert [deed for deed, _, _ in trail(room.hotline)] == ["listened"]


@pytest.mark.parametrize(
    ("before", "after"), [("listen", "join"), ("join", "listen"), ("join", "whisper")]
)
def test_who_dies_in_a_change_never_leaves_more_to_be_heard_than_is_on_record(
    room: Room, boss: Phone, monkeypatch: pytest.MonkeyPatch, before: VisitMode, after: VisitMode
) -> None:
    watches(room, boss, before)

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr(Phones, "take_part", die)
    with pytest.raises(SystemExit):
        room.desk.watch(room.call, room.id("9009"), after)
    assert room.visit.mode == "join"


def test_they_leave_by_star_and_stand_by_again(room: Room, boss: Phone) -> None:
    watches(room, boss)
    boss.leaves_conference()
    assert boss.document.redirect == "/agent/park"
    assert room.hotline.does("9009") == "idle"
    assert room.board() == [room.call]
    assert room.hotline.does() == "talking"


def test_they_leave_by_their_page(room: Room, boss: Phone) -> None:
    watches(room, boss)
    visit = room.visit
    assert room.desk.send_away(visit.id, room.id()) == "refused", "the agent cannot shut them out"
    assert room.desk.send_away(visit.id, room.id("9009")) is None
    room.hotline.fetched(boss)
    assert boss.document.redirect == "/agent/park"
    assert room.visit.outcome == "returned"


def test_a_supervisor_on_break_is_not_offered_calls_afterwards(room: Room, boss: Phone) -> None:
    boss.presses("2")
    watches(room, boss)
    boss.leaves_conference()
    assert room.hotline.does("9009") is None


def test_only_supervisors_and_not_in_their_own_talk(room: Room, boss: Phone) -> None:
    room.joined_by("9002")
    assert room.desk.watch(room.call, room.id("9002"), "listen") == "refused"
    assert room.desk.watch(room.call, 4711, "listen") == "refused"
    assert room.desk.take_over(room.call, room.id("9002")) == "refused"
    room.desk.take_over(room.call, room.id("9009"))
    room.hotline.fetched(boss)
    assert room.desk.watch(room.call, room.id("9009"), "listen") == "refused"


def test_a_talk_that_is_over_is_watched_no_more(room: Room, boss: Phone) -> None:
    room.caller.hangs_up()
    assert room.desk.watch(room.call, room.id("9009"), "listen") == "gone"
    assert room.desk.watch("nobody's", room.id("9009"), "listen") == "gone"


def test_the_caller_hangs_up_while_a_supervisor_listens(room: Room, boss: Phone) -> None:
    watches(room, boss)
    room.caller.hangs_up()
    room.hotline.run()
    room.hotline.fetched(boss)
    assert boss.document.redirect == "/agent/park"
    assert room.board() == []
    assert room.hotline.does("9009") == "idle"


def test_the_agent_ends_the_talk_while_a_supervisor_whispers(room: Room, boss: Phone) -> None:
    watches(room, boss, "whisper")
    room.agent.leaves_conference()
    room.agent.is_silent()
    room.hotline.run()
    assert "anything else" in room.hotline.fetched(room.caller).said
    room.hotline.fetched(boss)
    assert room.hotline.does("9009") == "idle"


def test_who_talks_or_visits_elsewhere_is_busy(room: Room, boss: Phone) -> None:
    other, second = room.hotline.caller("+15550002"), room.joined_by("9002")
    room.hotline.meet(
        other, second if room.hotline.offer(other).agent == str(room.id("9002")) else boss
    )
    busy = "9009" if room.hotline.does("9009") == "talking" else "9002"
    if busy == "9002":
        assert room.desk.watch(room.hotline.call(other).id, room.id("9009"), "listen") is None
    assert room.desk.watch(room.call, room.id("9009"), "listen") == "busy"


def test_without_a_line_there_is_nothing_to_listen_with(room: Room) -> None:
    person = room.hotline.person("9009", role="supervisor")
    with room.hotline.house.store.transaction() as session:
        session.merge(person).number = None
    assert room.desk.watch(room.call, person.id, "listen") == "no-line"
    assert room.board() == [room.call]


def test_a_supervisors_own_telephone_is_rung(room: Room) -> None:
    person = room.hotline.person("9009", role="supervisor")
    assert room.desk.watch(room.call, person.id, "whisper") is None
    leg = room.hotline.rung()
    assert leg.number == "+1555779009"
    leg.picks_up()
    assert "Press 1" in leg.document.said
    leg.presses("1")
    assert conference(leg)["coach"] == room.agent.sid
    leg.leaves_conference()
    assert "Hangup" in leg.document.verbs
    assert room.hotline.does("9009") is None
    assert room.board() == [room.call]


def test_a_mailbox_hears_nothing(room: Room) -> None:
    person = room.hotline.person("9009", role="supervisor")
    room.desk.watch(room.call, person.id, "listen")
    leg = room.hotline.rung()
    leg.picks_up()
    leg.is_silent()
    assert "Hangup" in leg.document.verbs
    assert room.visit.met_at is None
    assert room.board() == [room.call]


def test_a_telephone_that_is_not_picked_up(room: Room) -> None:
    person = room.hotline.person("9009", role="supervisor")
    room.desk.watch(room.call, person.id, "listen")
    room.hotline.rung().hangs_up("no-answer")
    assert room.visit.outcome == "lost"
    assert room.board() == [room.call]


def test_a_line_that_cannot_be_fetched_is_said_to_be_so(room: Room, boss: Phone) -> None:
    room.hotline.exchange.troubles = [DOWN, DOWN, DOWN]
    assert room.desk.watch(room.call, room.id("9009"), "listen") == "phone"
    assert room.board() == [room.call]
    assert room.hotline.does("9009") == "idle"
    assert boss.document.attribute("Gather", "action").startswith("/agent/key")


def test_a_line_that_is_gone_is_no_line(room: Room, boss: Phone) -> None:
    room.hotline.exchange.troubles = [GONE]
    assert room.desk.watch(room.call, room.id("9009"), "listen") == "no-line"
    assert room.board() == [room.call]
    assert room.hotline.does("9009") is None
    assert boss.document is not None


# Taking over


def test_who_watches_takes_over(room: Room, boss: Phone) -> None:
    watches(room, boss, "listen")
    assert room.desk.take_over(room.call, room.id("9009")) is None
    assert room.part(boss) == {"Muted": "false", "Coaching": "false"}
    old, new = room.talks
    assert (new.person_id, old.ended_by) == (room.id("9009"), "transfer")
    assert room.sent(room.agent)[-1] == f"/agent/after?talk={old.id}"
    room.hotline.fetched(room.agent)
    assert (room.hotline.does("9001"), room.hotline.does("9009")) == ("wrap-up", "talking")
    assert room.desk.take_over(room.call, room.id("9009")) is None
    assert len(room.talks) == 2
    assert [kind for kind, _ in room.story("taken-over")] == ["taken-over"]
    assert trail(room.hotline).count(("took-over", room.id("9009"), room.call)) == 1


def test_straight_away_they_come_in_and_take_over(room: Room, boss: Phone) -> None:
    assert room.desk.take_over(room.call, room.id("9009")) is None
    assert room.talks[-1].person_id == room.id(), "nobody goes before somebody has come"
    room.hotline.fetched(boss)
    assert conference(boss)["muted"] == "false"
    room.hotline.run()
    room.hotline.fetched(room.agent)
    assert room.talks[-1].person_id == room.id("9009")
    assert room.agent.document.redirect == "/agent/park"
    assert [deed for deed, _, _ in trail(room.hotline)] == ["took-over"]
    room.hotline.clock.passes(5)
    boss.leaves_conference()
    boss.is_silent()
    room.hotline.run()
    assert "anything else" in room.hotline.fetched(room.caller).said


def test_a_caller_on_hold_is_fetched_back_by_who_takes_over(room: Room, boss: Phone) -> None:
    assert room.desk.holding.hold(room.call, room.id()) is None
    watches(room, boss)
    room.desk.take_over(room.call, room.id("9009"))
    assert not room.on_hold()
    assert room.talks[-1].held_at is None


def test_the_agent_stays_until_the_new_one_is_heard(room: Room, boss: Phone) -> None:
    watches(room, boss, "listen")
    room.hotline.exchange.troubles = [DOWN]
    assert room.desk.take_over(room.call, room.id("9009")) is None
    assert room.sent(room.agent) == []
    room.agree()
    assert room.part(boss)["Muted"] == "false"
    assert len(room.sent(room.agent)) == 1


def test_a_colleague_who_was_asked_is_not_needed_when_a_supervisor_takes_over(
    room: Room, boss: Phone
) -> None:
    colleague = room.visited_by("9002", "consult")
    watches(room, boss)
    room.desk.take_over(room.call, room.id("9009"))
    room.hotline.run()
    room.hotline.fetched(colleague)
    assert room.hotline.does("9002") == "idle"
    assert room.hotline.does("9009") == "talking"
    assert not room.on_hold()


def test_another_who_watches_goes_on_and_whispers_to_the_new_agent(room: Room, boss: Phone) -> None:
    watches(room, boss, "whisper")
    colleague = room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    room.hotline.run()
    assert room.part(boss)["CallSidToCoach"] == colleague.sid
    assert room.visit_of("9009") is not None


# Help


def test_a_supervisor_is_asked_for_help_and_whispers(room: Room, boss: Phone) -> None:
    assert room.asks(None, "help", "", wish=Wish(supervisor=True)) is None
    assert not room.on_hold(), "the talk goes on"
    room.hotline.run()
    whisper = room.hotline.fetched(boss)
    assert "asks for a supervisor" in whisper.said
    boss.goes(whisper.redirect)
    assert conference(boss)["coach"] == room.agent.sid
    assert room.desk.watch(room.call, room.id("9009"), "join") is None
    assert room.part(boss) == {"Muted": "false", "Coaching": "false"}
    assert room.desk.take_over(room.call, room.id("9009")) is None
    assert room.talks[-1].person_id == room.id("9009")


def test_the_agent_is_out_for_a_moment_and_the_whisperer_comes_in_to_listen(
    room: Room, boss: Phone
) -> None:
    watches(room, boss, "whisper")
    error = f"https://hotline.example/agent/visit?visit={room.visit.id}"
    boss.goes("/agent/fallback", ErrorCode="13240", ErrorUrl=error)
    assert (conference(boss)["muted"], conference(boss).get("coach")) == ("true", None)
    boss.goes("/agent/fallback", ErrorCode="11200", ErrorUrl=error)
    assert boss.document.redirect == "/agent/park"
    assert room.visit.ended_at is not None
