"""Hold, mute and the end, as the agent's page asks for them."""

import dataclasses
from collections.abc import Callable

import pytest

from records import talks, visits
from records.errors import RecordsUnavailable
from records.models import Visit
from tests.webhooks import desk_side
from tests.webhooks.desk_side import OneByOne, participants, story
from tests.webhooks.phone_side import (
    ACCOUNT,
    TOKEN,
    Answer,
    Document,
    Hotline,
    Phone,
    Post,
    path_of,
)
from webhooks import crew
from webhooks.handling import Handling
from webhooks.phones import Account, Phones

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
DOWN: Answer = (503, b"<html>try later</html>")
GONE: Answer = (404, b'{"code": 20404, "message": "not found", "status": 404}')


@pytest.fixture
def agent(hotline: Hotline) -> Phone:
    return hotline.agent()


@pytest.fixture
def caller(hotline: Hotline, agent: Phone) -> Phone:
    """A caller who talks with agent 9001."""
    caller = hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    return caller


@pytest.fixture
def handling(hotline: Hotline) -> Handling:
    return desk_side.handling(hotline)


@dataclasses.dataclass
class Ids:
    """What the page knows: the call and who looks at it."""

    call: str
    person: int


@pytest.fixture
def ids(hotline: Hotline, caller: Phone) -> Ids:
    return Ids(hotline.call(caller).id, hotline.staff().id)


def heard(hotline: Hotline, address: str) -> Document:
    """What Twilio plays to who is on hold."""
    reply = Post(hotline.app).send(path_of(address), {"AccountSid": "AC1", "CallSid": "CA1"})
    assert reply.status_code == 200
    return Document(reply.text)


def test_the_caller_on_hold_hears_why_and_then_music(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    assert handling.hold(ids.call, ids.person) is None
    ((sid, form),) = participants(hotline)
    assert (sid, form["Hold"], form["HoldMethod"]) == (caller.sid, "true", "POST")
    first = heard(hotline, form["HoldUrl"])
    assert first.said == "One moment, please. Agent 9001 will be right back with you."
    assert first.played == ["/sound/hold.wav"]
    later = heard(hotline, first.redirect)
    assert "We have not forgotten you." in later.said
    assert later.redirect == first.redirect
    assert hotline.talk(caller).held_at == hotline.clock.now()


@on_both
def test_off_hold_the_seconds_count(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    hotline.clock.passes(30)
    assert handling.unhold(ids.call, ids.person) is None
    assert participants(hotline)[-1] == (caller.sid, {"Hold": "false"})
    handling.hold(ids.call, ids.person)
    hotline.clock.passes(12)
    handling.unhold(ids.call, ids.person)
    talk = hotline.talk(caller)
    assert (talk.held_at, talk.held) == (None, 42)
    assert story(hotline, caller, "held", "unheld") == [
        ("held", {"agent": ids.person, "why": "hold"}),
        ("unheld", {"agent": ids.person, "seconds": 30}),
        ("held", {"agent": ids.person, "why": "hold"}),
        ("unheld", {"agent": ids.person, "seconds": 12}),
    ]


def test_pressed_twice_nothing_more_is_done(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    for _ in range(2):
        assert handling.hold(ids.call, ids.person) is None
    assert len(participants(hotline)) == 1
    for _ in range(2):
        assert handling.unhold(ids.call, ids.person) is None
    assert len(participants(hotline)) == 2
    assert len(story(hotline, caller, "held", "unheld")) == 2


def test_who_is_on_hold_hears_of_the_transfer_once_it_is_asked_for(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    for _ in range(2):
        assert handling.hold(ids.call, ids.person, "transfer") is None
    told = heard(hotline, participants(hotline)[1][1]["HoldUrl"])
    assert "Agent 9001 is asking a colleague to help you." in told.said
    assert "You need not tell your story again." in told.said
    assert len(story(hotline, caller, "held")) == 1


@pytest.mark.parametrize(("verb", "undone"), [("hold", "Hold"), ("mute", "Muted")])
def test_what_twilio_did_not_do_is_not_on_record(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids, verb: str, undone: str
) -> None:
    hotline.exchange.troubles = [DOWN]
    assert getattr(handling, verb)(ids.call, ids.person) == "phone"
    assert participants(hotline)[-1][1] == {undone: "false"}, "it may have been done all the same"
    talk = hotline.talk(caller)
    assert (talk.held_at, talk.muted) == (None, False)
    assert story(hotline, caller, "held", "muted") == []


def test_a_hold_that_twilio_does_not_end_goes_on(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    since = hotline.clock.now()
    hotline.clock.passes(10)
    hotline.exchange.troubles = [DOWN]
    assert handling.unhold(ids.call, ids.person) == "phone"
    assert hotline.talk(caller).held_at == since
    assert handling.unhold(ids.call, ids.person) is None
    assert hotline.talk(caller).held == 10


def test_a_caller_who_is_gone_is_said_to_be(hotline: Hotline, handling: Handling, ids: Ids) -> None:
    hotline.exchange.troubles = [GONE]
    assert handling.hold(ids.call, ids.person) == "gone"


class Late(Phones):
    """The talk is over by the time that Twilio has done it."""

    then: Callable[[], object]

    def hold(self, conference: str, leg: str, url: str) -> None:
        super().hold(conference, leg, url)
        self.then()


def test_a_hold_that_comes_after_the_talk_is_none(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    phones, talk = Late(Account(ACCOUNT, TOKEN, hotline.exchange.url)), hotline.talk(caller)
    phones.then = lambda: crew.finish_talk(hotline.house, talk.id)
    late = dataclasses.replace(handling, phones=phones)
    assert late.hold(ids.call, ids.person) == "gone"
    assert participants(hotline)[-1] == (caller.sid, {"Hold": "false"})


def test_only_who_talks_with_the_caller_may(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    other = hotline.person("9002").id
    for verb in (handling.hold, handling.unhold, handling.mute, handling.unmute, handling.end):
        assert verb(ids.call, other) == "not-yours"
        assert verb("no-such-call", ids.person) == "gone"
    caller.hangs_up()
    for verb in (handling.hold, handling.unhold, handling.mute, handling.unmute):
        assert verb(ids.call, ids.person) == "gone"
    assert participants(hotline) == []


def test_nobody_holds_who_is_not_there_yet(hotline: Hotline, agent: Phone) -> None:
    caller = hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    answer = desk_side.handling(hotline).hold(hotline.call(caller).id, hotline.staff().id)
    assert answer == "gone"


def test_one_process_at_a_time(hotline: Hotline, handling: Handling, ids: Ids) -> None:
    turns = OneByOne(taken=True)
    busy = dataclasses.replace(handling, turns=turns)
    assert busy.hold(ids.call, ids.person) == "busy"
    assert turns.given == [f"handling {ids.call}"]


def test_the_end_of_the_talk_ends_the_hold(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    hotline.clock.passes(25)
    caller.hangs_up()
    talk = hotline.talk(caller)
    assert (talk.held_at, talk.held, talk.ended_by) == (None, 25, "caller")


def test_a_hold_that_a_dead_process_began_comes_on_record(hotline: Hotline, caller: Phone) -> None:
    """Twilio plays the music of a hold that the records do not know."""
    talk = hotline.talk(caller)
    first = heard(hotline, f"/voice/held?talk={talk.id}&why=hold")
    assert hotline.talk(caller).held_at is None, "it may be on its way"
    hotline.clock.passes(45)
    heard(hotline, first.redirect)
    assert hotline.talk(caller).held_at == hotline.clock.now()


class Dying(Phones):
    """The process dies when it is about to ask Twilio for the end of a hold."""

    def unhold(self, conference: str, leg: str) -> None:
        raise SystemExit(f"{conference} {leg}")


def test_who_was_left_on_hold_by_a_dead_process_is_said_to_be(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    again = heard(hotline, participants(hotline)[0][1]["HoldUrl"]).redirect
    phones = Dying(Account(ACCOUNT, TOKEN, hotline.exchange.url))
    with pytest.raises(SystemExit):
        dataclasses.replace(handling, phones=phones).unhold(ids.call, ids.person)
    assert hotline.talk(caller).held_at is None
    hotline.clock.passes(45)
    heard(hotline, again)
    assert hotline.talk(caller).held_at == hotline.clock.now()
    assert handling.unhold(ids.call, ids.person) is None
    assert participants(hotline)[-1] == (caller.sid, {"Hold": "false"})


def test_a_late_request_of_the_music_holds_nobody(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.hold(ids.call, ids.person)
    again = heard(hotline, participants(hotline)[0][1]["HoldUrl"]).redirect
    handling.unhold(ids.call, ids.person)
    heard(hotline, again)
    assert hotline.talk(caller).held_at is None


def test_who_comes_into_the_conference_anew_is_not_on_hold(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    """Something has led their leg out of it; Twilio knows of no hold any more."""
    handling.hold(ids.call, ids.person)
    hotline.clock.passes(10)
    again = caller.goes(f"/voice/after?talk={hotline.talk(caller).id + 1}")
    assert again.conference == ids.call
    assert (hotline.talk(caller).held_at, hotline.talk(caller).held) == (None, 10)


def test_the_colleague_who_was_asked_in_is_named(hotline: Hotline, caller: Phone, ids: Ids) -> None:
    talk, other = hotline.talk(caller), hotline.person("9002")
    for wanted, named in (
        ({"wanted_id": other.id}, "Agent 9002"),
        ({"supervisor": True}, "a supervisor"),
        ({"skill": "billing"}, "a colleague for billing"),
    ):
        with hotline.house.store.transaction() as session:
            visits.begin(
                session,
                Visit(
                    purpose="consult",
                    mode="join",
                    call_id=ids.call,
                    talk_id=talk.id,
                    asked_by=ids.person,
                    language="en",
                    **wanted,
                ),
                hotline.clock.now(),
            )
        hotline.clock.passes(1)
        said = heard(hotline, f"/voice/held?talk={talk.id}&why=consult").said
        assert f"Agent 9001 is asking {named} for advice" in said


def test_without_records_there_is_music_all_the_same(
    hotline: Hotline, caller: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise RecordsUnavailable("away")

    talk = hotline.talk(caller)
    monkeypatch.setattr(talks, "by_id", away)
    music = heard(hotline, f"/voice/held?talk={talk.id}&why=transfer")
    assert (music.said, music.played) == ("", ["/sound/hold.wav"])
    assert music.redirect == f"/voice/held?talk={talk.id}&why=transfer&round=1"


def test_music_for_nobody_harms_nobody(hotline: Hotline) -> None:
    for query in ("", "?talk=99&why=transfer", "?talk=x&why=<b>&round=1"):
        assert heard(hotline, f"/voice/held{query}").played == ["/sound/hold.wav"]


# Mute


def test_a_muted_agent_stays_so_until_they_are_not(
    hotline: Hotline, handling: Handling, caller: Phone, agent: Phone, ids: Ids
) -> None:
    for _ in range(2):
        assert handling.mute(ids.call, ids.person) is None
    assert participants(hotline) == [(agent.sid, {"Muted": "true"})]
    for _ in range(2):
        assert handling.unmute(ids.call, ids.person) is None
    assert participants(hotline)[1:] == [(agent.sid, {"Muted": "false"})]
    assert [kind for kind, _ in story(hotline, caller, "muted", "unmuted")] == ["muted", "unmuted"]


def test_a_leg_that_comes_back_is_muted_still(
    hotline: Hotline, handling: Handling, agent: Phone, ids: Ids
) -> None:
    handling.mute(ids.call, ids.person)
    again = agent.goes("/agent/park")
    assert again.attribute("Conference", "muted") == "true"
    handling.unmute(ids.call, ids.person)
    assert agent.goes("/agent/park").attribute("Conference", "muted") == "false"


def test_who_cannot_be_unmuted_is_still_said_to_be_muted(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    handling.mute(ids.call, ids.person)
    hotline.exchange.troubles = [DOWN]
    assert handling.unmute(ids.call, ids.person) == "phone"
    assert hotline.talk(caller).muted


# The end


def test_the_button_ends_the_talk(
    hotline: Hotline, handling: Handling, caller: Phone, agent: Phone, ids: Ids
) -> None:
    for _ in range(2):
        assert handling.end(ids.call, ids.person) is None
    assert hotline.fetched(agent).redirect == "/agent/park"
    hotline.run()
    assert "anything else" in hotline.fetched(caller).said
    assert hotline.talk(caller).ended_by == "agent"
    assert hotline.does() == "wrap-up"
    assert hotline.stands(caller) is None


def test_the_agents_leg_alone_ends_the_talk_too(
    hotline: Hotline, handling: Handling, caller: Phone, agent: Phone, ids: Ids
) -> None:
    """The process died right after it had asked for the leg."""
    talk = hotline.talk(caller)
    assert agent.goes(f"/agent/after?talk={talk.id}&over=1").redirect == "/agent/park"
    assert hotline.talk(caller).ended_by == "agent"


def test_the_talk_ends_also_when_twilio_is_away(
    hotline: Hotline, handling: Handling, caller: Phone, ids: Ids
) -> None:
    hotline.exchange.troubles = [DOWN]
    assert handling.end(ids.call, ids.person) is None
    assert hotline.talk(caller).ended_by == "agent"
    hotline.run()
    assert "anything else" in hotline.fetched(caller).said


def test_ended_before_the_caller_is_there_they_keep_their_place(
    hotline: Hotline, agent: Phone
) -> None:
    caller = hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    answer = desk_side.handling(hotline).end(hotline.call(caller).id, hotline.staff().id)
    assert answer is None
    assert hotline.talk(caller).ended_by == "lost"
    assert hotline.stands(caller) in ("waiting", "offered")
