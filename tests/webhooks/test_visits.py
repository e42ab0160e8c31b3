"""A colleague in the talk: asked in, met, together, handed the caller, sent away."""

import pytest

from queueing.model import Need
from records.models import VisitPurpose
from tests.webhooks.phone_side import Answer, Hotline, Phone
from tests.webhooks.visits_side import NOTE, Room
from webhooks.company import Wish
from webhooks.switchboard import Callbacks, Rules

DOWN: Answer = (503, b"<html>try later</html>")


@pytest.fixture
def room(hotline: Hotline) -> Room:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    return Room(hotline, agent, caller)


# Asked for


def test_a_colleague_hears_who_asks_and_why_and_meets_the_agent(room: Room) -> None:
    colleague = room.joined_by("9002")
    assert room.asks("9002") is None
    assert room.on_hold(), "the caller hears music while the two speak"
    room.hotline.run()
    whisper = room.hotline.fetched(colleague)
    assert "Agent 9001 would like to pass a caller on to you." in whisper.said
    assert NOTE in whisper.said
    assert room.visit.met_at is None
    met = colleague.goes(whisper.redirect)
    assert met.conference == room.agent.document.conference == room.call
    assert met.root.find(".//Conference").attrib["muted"] == "false"  # type: ignore[union-attr]
    assert room.hotline.does("9002") == "talking"
    kinds = [kind for kind, _ in room.story("visit-asked", "visit-taken", "visit-met")]
    assert kinds == ["visit-asked", "visit-taken", "visit-met"]


def test_the_story_says_whom_but_no_name_and_no_word(room: Room) -> None:
    room.joined_by("9002")
    room.asks("9002")
    ((_, data),) = room.story("visit-asked")
    wanted = f"person {room.id('9002')}"
    assert data == {
        "visit": room.visit.id,
        "purpose": "transfer",
        "agent": room.id(),
        "wanted": wanted,
    }


def test_asked_twice_is_asked_once_and_another_is_too_much(room: Room) -> None:
    room.joined_by("9002")
    room.joined_by("9003")
    assert room.asks("9002") is None
    assert room.asks("9002") is None
    assert room.asks("9003") == "busy"
    assert len(room.story("visit-asked")) == 1


@pytest.mark.parametrize(
    ("wish", "purpose", "note", "why"),
    [
        (Wish(skill="billing"), "transfer", "  ", "refused"),
        (Wish(skill="astrology"), "transfer", NOTE, "refused"),
        (Wish(), "consult", "", "refused"),
        (Wish(supervisor=True, skill="billing"), "consult", "", "refused"),
        (Wish(person_id=4711), "consult", "", "refused"),
        (Wish(skill="repair"), "consult", "", "away"),
        (Wish(supervisor=True), "help", "", "away"),
        (Wish(skill="repair"), "watch", "", "refused"),
    ],
)
def test_what_cannot_be_is_refused_and_the_caller_stays_where_they_are(
    room: Room, wish: Wish, purpose: VisitPurpose, note: str, why: str
) -> None:
    assert room.asks(None, purpose, note, wish=wish) == why
    assert not room.on_hold()
    assert len(room.board()) == 1


def test_nobody_asks_for_themself_or_in_anothers_talk(room: Room) -> None:
    room.joined_by("9002")
    assert room.asks("9001") == "refused"
    assert room.desk.ask(room.call, room.id("9002"), "help", Wish(supervisor=True), "") == (
        "not-yours"
    )
    room.caller.hangs_up()
    assert room.asks("9002") == "gone"


def test_who_is_not_there_is_not_waited_for(room: Room) -> None:
    room.hotline.person("9002")
    assert room.asks("9002") == "away"
    assert not room.on_hold()


def test_when_the_caller_cannot_be_put_on_hold_nobody_is_asked(room: Room) -> None:
    room.joined_by("9002")
    room.hotline.exchange.troubles = [DOWN, DOWN]
    assert room.asks("9002") == "phone"
    assert room.board() == [room.call]
    assert room.visit.outcome == "cancelled"
    room.hotline.run()
    assert room.hotline.does("9002") == "idle"


def test_a_yes_that_is_heard_twice_is_one(room: Room) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    first = room.hotline.fetched(colleague)
    again = room.hotline.fetched(colleague)
    assert again.redirect == first.redirect
    assert len(room.story("visit-taken")) == 1


def test_two_who_press_at_once_do_not_cross(room: Room) -> None:
    room.joined_by("9002")
    room.desk.turns.taken = True  # type: ignore[attr-defined]
    assert room.asks("9002") == "busy"


def test_the_visit_of_a_caller_goes_before_calls_that_came_later(room: Room) -> None:
    hotline, board, now = room.hotline, room.hotline.house.board, room.hotline.clock.now
    colleague, other = room.joined_by("9002"), hotline.caller("+15550002")
    hotline.meet(other, colleague)
    hotline.clock.passes(30)
    board.join("later", Need("en", "repair", 3), now(), now())
    hotline.clock.passes(30)
    assert room.asks(None, wish=Wish(skill="repair")) is None
    other.hangs_up()
    board.finish(str(room.id("9002")), now())
    offer = board.offer_of(room.visit.id)
    assert offer is not None
    assert offer.agent == str(room.id("9002"))


@pytest.mark.parametrize("purpose", ["transfer", "consult"])
def test_nobody_came_and_the_agent_has_the_caller_again(room: Room, purpose: VisitPurpose) -> None:
    room.joined_by("9002")
    assert room.asks("9002", purpose) is None
    room.hotline.lose_jobs()
    room.look(31)
    assert room.visit.outcome == "nobody"
    assert room.board() == [room.call]
    assert room.hotline.does("9001") == "talking"
    assert room.on_hold(), "until the agent takes them off"
    room.look(61)
    assert not room.on_hold(), "nobody is forgotten on hold"


# While it lasts


def test_all_three_talk(room: Room) -> None:
    colleague = room.visited_by("9002", "consult")
    assert room.desk.together(room.visit.id, room.id()) is None
    assert not room.on_hold()
    assert room.desk.together(room.visit.id, room.id()) is None
    assert room.talks[-1].held_at is None
    assert room.hotline.does("9002") == "talking"
    assert colleague.document.conference == room.call


def test_nobody_is_together_with_one_who_is_still_on_the_way(room: Room) -> None:
    room.joined_by("9002")
    room.asks("9002")
    assert room.desk.together(room.visit.id, room.id()) == "nobody"
    assert room.desk.hand_over(room.visit.id, room.id()) == "nobody"


def test_only_the_talks_agent_decides(room: Room) -> None:
    room.visited_by("9002")
    for act in (room.desk.together, room.desk.hand_over):
        assert act(room.visit.id, room.id("9002")) == "not-yours"
        assert act("visit-none", room.id()) == "gone"


def test_the_visitor_is_sent_away_and_the_agent_goes_on_with_the_caller(room: Room) -> None:
    colleague = room.visited_by("9002", "consult")
    assert room.desk.send_away(room.visit.id, room.id()) is None
    assert not room.on_hold()
    assert room.sent(colleague)[-1] == f"/agent/visited?visit={room.visit.id}"
    room.hotline.fetched(colleague)
    assert colleague.document.redirect == "/agent/park"
    assert room.hotline.does("9002") == "idle", "without a wrap-up: there is nothing to note"
    assert room.desk.send_away(room.visit.id, room.id()) is None
    assert (room.visit.outcome, room.visit.leg_sid) == ("returned", None)
    assert room.board() == [room.call]


def test_sent_away_once_more_they_end_no_hold_that_came_later(room: Room) -> None:
    room.visited_by("9002", "consult")
    assert room.desk.send_away(room.visit.id, room.id()) is None
    room.hotline.clock.passes(5)
    assert room.desk.holding.hold(room.call, room.id()) is None
    assert room.desk.send_away(room.visit.id, room.id()) is None
    assert room.on_hold()


def test_who_is_not_needed_any_more_is_not_brought(room: Room) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    assert room.desk.send_away(room.visit.id, room.id()) is None
    room.hotline.fetched(colleague)
    assert colleague.document.redirect == "/agent/park"
    assert room.visit.outcome == "cancelled"
    assert room.hotline.does("9002") == "idle"


def test_the_visitor_leaves_by_star_and_the_caller_waits_for_the_agent(room: Room) -> None:
    colleague = room.visited_by("9002")
    colleague.leaves_conference()
    assert room.visit.outcome == "returned"
    assert room.hotline.does("9002") == "idle"
    assert room.on_hold()
    room.look(61)
    assert not room.on_hold()
    assert room.hotline.does() == "talking"


def test_the_visitors_telephone_fails(room: Room) -> None:
    colleague = room.visited_by("9002")
    colleague.asks("/agent/status", CallStatus="completed")
    assert room.visit.outcome == "lost"
    assert room.hotline.does("9002") is None
    assert room.hotline.does() == "talking"
    assert room.board() == [room.call]


# Handed over


def test_the_caller_is_handed_over(room: Room) -> None:
    colleague = room.visited_by("9002")
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    old, new = room.talks
    assert (old.ended_by, new.person_id, new.leg_sid) == (
        "transfer",
        room.id("9002"),
        colleague.sid,
    )
    assert not room.on_hold()
    assert new.held_at is None
    assert (room.hotline.does("9001"), room.hotline.does("9002")) == ("wrap-up", "talking")
    assert room.board() == [room.call]
    assert room.sent(room.agent)[-1] == f"/agent/after?talk={old.id}"
    room.hotline.fetched(room.agent)
    assert room.agent.document.redirect == "/agent/park"
    assert room.visit.leg_sid is None
    assert room.hotline.call(room.caller).person_id == room.id("9002")
    ((_, data),) = room.story("handed-over")
    assert data == {
        "from": room.id(),
        "to": room.id("9002"),
        "visit": room.visit.id,
        "talk": new.id,
    }


def test_who_hands_over_after_a_long_talk_has_their_notes_to_write(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.hotline.clock.passes(room.hotline.house.timing.presence + 1)
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    room.hotline.tick()
    assert room.hotline.does() == "wrap-up"
    assert room.hotline.does("9002") == "talking"
    assert colleague.sid == room.talks[-1].leg_sid


def test_handed_over_twice_is_once(room: Room) -> None:
    room.visited_by("9002")
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    assert len(room.talks) == 2


def test_the_new_agent_ends_the_talk_as_any_other(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    room.hotline.fetched(room.agent)
    room.hotline.clock.passes(5)
    colleague.leaves_conference()
    assert "pass the caller on" in colleague.document.said
    colleague.is_silent()
    room.hotline.run()
    assert "anything else" in room.hotline.fetched(room.caller).said
    assert [talk.ended_by for talk in room.talks] == ["transfer", "agent"]
    assert room.hotline.does("9002") == "wrap-up"


def test_a_visitor_who_leaves_as_they_are_given_the_caller_drops_nobody(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    colleague.leaves_conference()
    assert colleague.document.redirect == "/agent/park"
    room.hotline.run()
    assert "kept your place in line" in room.hotline.fetched(room.caller).said
    assert room.hotline.stands(room.caller) in ("waiting", "offered")


def test_the_caller_hangs_up_after_the_hand_over(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    room.caller.hangs_up()
    colleague.leaves_conference()
    assert "solved" in colleague.document.said
    assert colleague.is_silent().redirect == "/agent/park"
    assert room.hotline.does("9002") == "wrap-up"
    assert room.hotline.call(room.caller).outcome == "talked"


def test_the_new_agents_telephone_fails_and_the_caller_keeps_their_place(room: Room) -> None:
    room.visited_by("9002")
    room.desk.hand_over(room.visit.id, room.id())
    room.hotline.fetched(room.agent)
    room.hotline.jobs.take()
    colleague_sid = room.talks[-1].leg_sid
    assert colleague_sid is not None
    leg = Phone(room.agent.post, colleague_sid, "+1555779002")
    leg.asks("/agent/status", CallStatus="completed")
    room.hotline.run()
    assert "your place in line" in room.hotline.fetched(room.caller).said
    assert room.hotline.stands(room.caller) in ("waiting", "offered")


def test_a_skill_goes_with_the_caller(room: Room) -> None:
    colleague = room.joined_by("9002")
    assert room.asks(None, wish=Wish(skill="repair")) is None
    room.comes(colleague)
    room.desk.hand_over(room.visit.id, room.id())
    assert room.hotline.call(room.caller).skill == "repair"


def test_the_music_of_a_hold_that_outlived_its_talk_is_the_new_agents(room: Room) -> None:
    """A process died between Twilio's yes to the old agent's hold and the word of their end."""
    room.visited_by("9002")
    old = room.talks[-1]
    room.desk.hand_over(room.visit.id, room.id())
    room.hotline.clock.passes(45)
    room.caller.asks(f"/voice/held?talk={old.id}&why=hold&round=1")
    assert room.talks[-1].held_at == room.hotline.clock.now()
    assert room.desk.holding.unhold(room.call, room.id("9002")) is None
    assert not room.on_hold()


# Whatever happens to the agent


@pytest.mark.parametrize("how", ["star", "cut"])
def test_the_agent_goes_and_the_visitor_has_the_caller(room: Room, how: str) -> None:
    colleague = room.visited_by("9002")
    if how == "cut":
        room.agent.asks("/agent/status", CallStatus="completed")
    else:
        room.agent.leaves_conference()
        room.agent.is_silent()
    room.hotline.run()
    assert room.talks[-1].person_id == room.id("9002")
    assert room.talks[-1].leg_sid == colleague.sid
    assert not room.on_hold()
    assert room.hotline.stands(room.caller) == "talking"
    assert room.sent(room.caller) == [], "the caller is where they were"
    assert room.hotline.does("9001") == (None if how == "cut" else "wrap-up")


def test_the_agent_goes_while_the_colleague_hears_the_whisper(room: Room) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    whisper = room.hotline.fetched(colleague)
    room.agent.asks("/agent/status", CallStatus="completed")
    room.hotline.run()
    assert room.on_hold(), "music until somebody is there"
    colleague.goes(whisper.redirect)
    assert (
        colleague.document.attribute("Dial", "action") == f"/agent/after?talk={room.talks[-1].id}"
    )
    room.hotline.run()
    assert not room.on_hold()


def test_the_colleague_who_has_the_caller_comes_by_another_way(room: Room) -> None:
    """The document that was to bring them was lost, and their leg was parked."""
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    room.hotline.fetched(colleague)
    room.agent.asks("/agent/status", CallStatus="completed")
    assert colleague.goes("/agent/park").conference == room.call
    room.hotline.run()
    assert not room.on_hold()
    assert room.talks[-1].held_at is None


def test_agent_and_colleague_are_both_cut_off_and_nothing_is_left_to_be_done(room: Room) -> None:
    colleague = room.joined_by("9002")
    room.asks("9002")
    room.hotline.run()
    room.hotline.fetched(colleague)
    for leg in (room.agent, colleague):
        leg.asks("/agent/status", CallStatus="completed")
    room.hotline.run()
    assert "your place in line" in room.hotline.fetched(room.caller).said
    assert room.visit.leg_sid is None, "else the clock would ask for ever"


@pytest.mark.parametrize("how", ["star", "cut"])
def test_the_agent_goes_before_anybody_came_and_the_caller_goes_on_waiting(
    room: Room, how: str
) -> None:
    colleague = room.joined_by("9002")
    room.asks(None, wish=Wish(skill="repair"))
    if how == "cut":
        room.agent.asks("/agent/status", CallStatus="completed")
    else:
        room.agent.leaves_conference()
        room.agent.is_silent()
    room.hotline.run()
    call = room.hotline.call(room.caller)
    assert "repairs" in room.hotline.fetched(room.caller).said
    assert (call.skill, call.ended_at) == ("repair", None)
    assert room.visit.outcome == "cancelled"
    room.hotline.run()
    room.hotline.fetched(colleague)
    room.hotline.run()
    assert room.hotline.fetched(room.caller).conference == room.call


def test_who_waited_long_before_goes_to_whom_they_were_to_meet_all_the_same(room: Room) -> None:
    room.caller.hangs_up()
    room.agent.leaves_conference()
    room.caller = room.hotline.caller("+15550003")
    room.hotline.tick(45)  # longer than anybody waits for one person alone; and the notes are over
    room.hotline.meet(room.caller, room.agent)
    for extension in ("9003", "9002"):
        room.joined_by(extension)
        room.hotline.clock.passes(1)
    assert room.asks("9002") is None
    room.agent.asks("/agent/status", CallStatus="completed")
    offer = room.hotline.house.board.offer_of(room.call)
    assert offer is not None
    assert offer.agent == str(room.id("9002"))


def test_the_caller_hangs_up_and_both_are_free(room: Room) -> None:
    colleague = room.visited_by("9002")
    room.caller.hangs_up()
    for leg in (room.agent, colleague):
        leg.leaves_conference()
    assert room.agent.is_silent().redirect == colleague.document.redirect == "/agent/park"
    assert (room.hotline.does("9001"), room.hotline.does("9002")) == ("wrap-up", "idle")
    assert room.board() == []


def test_a_colleague_who_is_rung_says_yes_first(room: Room) -> None:
    room.hotline.agent("9002", mode="ring")
    assert room.asks("9002", "consult") is None
    room.hotline.run()
    leg = room.hotline.rung()
    leg.picks_up()
    assert "asks for your advice" in leg.document.said
    leg.presses("1")
    assert leg.goes(leg.document.redirect).conference == room.call
    room.desk.send_away(room.visit.id, room.id())
    assert room.hotline.exchange.ended() == [leg.sid]
    leg.hangs_up()
    assert room.hotline.does("9002") == "idle"


@pytest.mark.parametrize("digits", ["2", ""])
def test_a_colleague_who_is_rung_and_declines_or_is_a_mailbox(room: Room, digits: str) -> None:
    room.hotline.agent("9002", mode="ring")
    room.asks("9002", "consult")
    room.hotline.run()
    leg = room.hotline.rung()
    leg.picks_up()
    leg.goes(leg.document.attribute("Gather", "action"), **({"Digits": digits} if digits else {}))
    assert "Hangup" in leg.document.verbs
    assert room.visit.taken_at is None
    assert room.hotline.does("9002") == "paused"


def test_a_phone_that_rings_for_a_visit_that_is_over_is_let_be(room: Room) -> None:
    room.hotline.agent("9002", mode="ring")
    room.asks("9002", "consult")
    room.hotline.run()
    room.desk.send_away(room.visit.id, room.id())
    room.hotline.run()
    assert room.hotline.exchange.ended() == [room.hotline.rung().sid]


# Blind


BLIND = Rules(callbacks=Callbacks(enabled=False), blind_transfers=True)


def test_passed_on_without_a_word_only_where_that_is_allowed(room: Room) -> None:
    room.joined_by("9002")
    assert room.desk.pass_on(room.call, room.id(), Wish(skill="repair"), NOTE) == "refused"
    assert room.hotline.does() == "talking"


@pytest.mark.parametrize("rules", [BLIND])
@pytest.mark.parametrize("to", ["skill", "person", "supervisor"])
def test_the_caller_is_passed_on_without_a_word(room: Room, to: str) -> None:
    other = room.joined_by("9002", role="supervisor")
    wishes = {
        "skill": Wish(skill="repair"),
        "person": Wish(person_id=room.id("9002")),
        "supervisor": Wish(supervisor=True),
    }
    assert room.desk.pass_on(room.call, room.id(), wishes[to], "") == "refused", "without a note"
    for _ in range(2):
        assert room.desk.pass_on(room.call, room.id(), wishes[to], NOTE) is None
    room.hotline.run()
    room.hotline.fetched(room.agent)
    assert room.agent.document.redirect == "/agent/park"
    assert "need not repeat" in room.hotline.fetched(room.caller).said or to == "person"
    whisper = room.hotline.fetched(other)
    assert NOTE in whisper.said
    assert whisper.conference == room.call
    room.hotline.run()
    assert room.hotline.fetched(room.caller).conference == room.call
    assert [talk.ended_by for talk in room.talks] == ["transfer", None]
    ((_, data),) = room.story("passed-on")
    assert data["from"] == room.id()
