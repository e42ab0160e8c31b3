"""The recording pauses while a card number is said: by the page's button, or by * and 0."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from records import deeds, recordings
from records.models import Recording
from tests.webhooks.phone_side import ACCOUNT, TOKEN, Answer, Hotline, Phone, Post
from webhooks.pausing import Pausing
from webhooks.phones import Account, Phones

SID = "RE" + "1" * 32
DOWN: Answer = (503, b"<html>try later</html>")
GONE: Answer = (404, b'{"code": 20404, "message": "not found", "status": 404}')


@pytest.fixture
def caller(hotline: Hotline) -> Phone:
    """A caller who talks with agent 9001 and is recorded."""
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    recorded(hotline, caller)
    hotline.exchange.reset()
    return caller


@dataclass
class Turns:
    """One after the other; `taken`: somebody else has it."""

    taken: bool = False
    given: list[str] = field(default_factory=list)

    @contextmanager
    def take(self, what: str) -> Iterator[Callable[[], None] | None]:
        self.given.append(what)
        yield None if self.taken else lambda: None


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def pausing(hotline: Hotline, turns: Turns) -> Pausing:
    phones = Phones(Account(ACCOUNT, TOKEN, hotline.exchange.url))
    return Pausing(hotline.house, phones, turns, hotline.rests.append)


def on_record(hotline: Hotline) -> Recording:
    with hotline.house.store.reading() as session:
        recording = recordings.by_sid(session, SID)
    assert recording is not None
    return recording


def trail(hotline: Hotline, caller: Phone) -> list[tuple[str, int | None]]:
    with hotline.house.store.reading() as session:
        found = deeds.of_subject(session, hotline.call(caller).id)
    return sorted((deed.deed, deed.person_id) for deed in found)


def asked(hotline: Hotline) -> list[str]:
    """What Twilio was asked about the recording."""
    return [form["Status"] for path, form in hotline.exchange.requests if "/Recordings/" in path]


def recorded(hotline: Hotline, leg: Phone) -> None:
    """Twilio says that the leg's recording runs."""
    form = {"CallSid": leg.sid, "RecordingSid": SID, "RecordingStatus": "in-progress"}
    Post(hotline.app).send("/recordings/status?kind=call", form)


def announced(hotline: Hotline) -> list[str]:
    """What everybody in the conference heard."""
    heard = [form["AnnounceUrl"] for _, form in hotline.exchange.requests if "AnnounceUrl" in form]
    post = Post(hotline.app)
    path = [url.partition("#")[0].removeprefix("https://hotline.example") for url in heard]
    return [post.send(one, {"AccountSid": ACCOUNT}).text for one in path]


def test_the_button_pauses_the_recording_and_both_are_told(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    call, person = hotline.call(caller), hotline.staff()
    assert pausing.pause(call.id, person.id)
    assert on_record(hotline).paused_at == hotline.clock.now()
    assert asked(hotline) == ["paused"]
    assert "The recording is paused." in announced(hotline)[0]
    assert pausing.resume(call.id, person.id)
    assert on_record(hotline).paused_at is None
    assert asked(hotline) == ["paused", "in-progress"]
    assert "The recording goes on." in announced(hotline)[1]
    assert trail(hotline, caller) == [("paused", person.id), ("resumed", person.id)]


def test_the_recording_that_is_on_record_is_paused_and_no_other(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    pausing.pause(hotline.call(caller).id, hotline.staff().id)
    path = next(path for path, form in hotline.exchange.requests if "Status" in form)
    assert path.endswith(f"/Calls/{caller.sid}/Recordings/{SID}.json")


def test_pressed_twice_it_is_paused_once(hotline: Hotline, pausing: Pausing, caller: Phone) -> None:
    call, person = hotline.call(caller), hotline.staff()
    assert pausing.pause(call.id, person.id)
    assert pausing.pause(call.id, person.id)
    assert trail(hotline, caller) == [("paused", person.id)]


def test_only_who_talks_with_the_caller_may_pause(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    call, other = hotline.call(caller), hotline.person("9002")
    assert not pausing.pause(call.id, other.id)
    assert not pausing.resume(call.id, other.id)
    assert not pausing.pause("nobody's", other.id)
    assert not pausing.pause(call.id, 4711)
    assert hotline.exchange.requests == []


@pytest.mark.parametrize("trouble", [DOWN, GONE, None])
def test_what_could_not_be_paused_is_said_to_be_running(
    hotline: Hotline, pausing: Pausing, caller: Phone, trouble: Answer
) -> None:
    hotline.exchange.troubles = [trouble]
    assert not pausing.pause(hotline.call(caller).id, hotline.staff().id)
    assert on_record(hotline).paused_at is None


def test_pressed_twice_in_vain_it_stays_paused(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    call, person = hotline.call(caller), hotline.staff()
    assert pausing.pause(call.id, person.id)
    hotline.exchange.troubles = [(400, b'{"code": 20001, "message": "no", "status": 400}')]
    assert not pausing.pause(call.id, person.id)
    assert asked(hotline) == ["paused", "paused"]
    assert on_record(hotline).paused_at is not None


def test_what_was_paused_though_the_answer_was_lost_goes_on(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    hotline.exchange.troubles, hotline.exchange.done_all_the_same = [None], True
    assert not pausing.pause(hotline.call(caller).id, hotline.staff().id)
    assert asked(hotline) == ["paused", "in-progress"]
    assert on_record(hotline).paused_at is None


def test_two_who_press_at_once_do_not_cross(
    hotline: Hotline, pausing: Pausing, turns: Turns, caller: Phone
) -> None:
    call, person = hotline.call(caller), hotline.staff()
    turns.taken = True
    assert not pausing.pause(call.id, person.id)
    pausing.toggle(call.id, person.id)
    assert hotline.exchange.requests == []
    turns.taken = False
    pausing.toggle(call.id, person.id)
    turns.taken = True
    assert not pausing.resume(call.id, person.id)
    assert on_record(hotline).paused_at is not None
    assert set(turns.given) == {f"pausing {call.id}"}


def test_a_call_that_is_not_recorded_has_nothing_to_pause(
    hotline: Hotline, pausing: Pausing
) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    assert not pausing.pause(hotline.call(caller).id, hotline.staff().id)
    assert hotline.exchange.requests == []


def test_a_forgotten_pause_ends_by_itself(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    pausing.pause(hotline.call(caller).id, hotline.staff().id)
    hotline.clock.passes(hotline.house.rules.pause_at_most - 1)
    pausing.resume_overdue()
    assert on_record(hotline).paused_at is not None
    hotline.clock.passes(2)
    hotline.exchange.troubles = [DOWN]
    pausing.resume_overdue()
    assert on_record(hotline).paused_at is not None
    pausing.resume_overdue()
    pausing.resume_overdue()
    assert on_record(hotline).paused_at is None
    assert asked(hotline) == ["paused", "in-progress", "in-progress"]
    assert ("resumed", None) in trail(hotline, caller)


@pytest.mark.parametrize("how", ["passed on", "lost"])
def test_the_next_agent_is_recorded_and_both_are_told(
    hotline: Hotline, pausing: Pausing, how: str
) -> None:
    first, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, first)
    recorded(hotline, caller)
    assert pausing.pause(hotline.call(caller).id, hotline.staff().id)
    hotline.clock.passes(hotline.house.rules.pause_at_most - 60)
    if how == "lost":
        first.asks("/agent/status", CallStatus="completed")
    else:
        first.leaves_conference()
        first.presses("2")
    hotline.run()
    hotline.fetched(caller)
    hotline.clock.passes(120)
    hotline.exchange.reset()
    pausing.resume_overdue()
    assert asked(hotline) == [], "while they wait nobody would hear that it goes on"
    caller.waits()
    hotline.meet(caller, hotline.agent("9002"))
    hotline.exchange.reset()
    pausing.resume_overdue()
    assert on_record(hotline).paused_at is None
    assert asked(hotline) == ["in-progress"]
    assert "The recording goes on." in announced(hotline)[0]


def test_the_pause_of_a_call_that_is_over_is_over(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    pausing.pause(hotline.call(caller).id, hotline.staff().id)
    hotline.clock.passes(hotline.house.rules.pause_at_most + 1)
    hotline.exchange.troubles = [GONE]
    pausing.resume_overdue()
    assert on_record(hotline).paused_at is None


def test_an_agent_without_a_page_presses_star_and_0(hotline: Hotline, pausing: Pausing) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    room = agent.document.conference
    agent.leaves_conference()
    agent.presses("0")
    assert agent.document.conference == room
    call, person = hotline.call(caller), hotline.staff()
    assert hotline.jobs.asked == [("toggle_recording", (call.id, person.id))]
    assert (hotline.stands(caller), hotline.does()) == ("talking", "talking")


def test_the_key_pauses_and_resumes_in_turn(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    call, person = hotline.call(caller), hotline.staff()
    pausing.toggle(call.id, person.id)
    pausing.toggle(call.id, person.id)
    assert asked(hotline) == ["paused", "in-progress"]


def test_nothing_is_said_until_the_agent_is_back_with_the_caller(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    hotline.exchange.heads = 1
    pausing.toggle(hotline.call(caller).id, hotline.staff().id)
    assert len(hotline.rests) > 1
    assert "The recording is paused." in announced(hotline)[0], "the caller at least is told"


def test_both_hear_that_there_is_nothing_to_pause(hotline: Hotline, pausing: Pausing) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    with hotline.house.store.transaction() as session:
        refused = session.merge(hotline.call(caller))
        refused.conversation = {**refused.conversation, "record": False}
    hotline.exchange.reset()
    pausing.toggle(refused.id, hotline.staff().id)
    assert "This call is not recorded." in announced(hotline)[0]


def test_both_hear_that_it_could_not_be_paused(
    hotline: Hotline, pausing: Pausing, caller: Phone
) -> None:
    hotline.exchange.troubles = [DOWN]
    pausing.toggle(hotline.call(caller).id, hotline.staff().id)
    assert "could not be paused" in announced(hotline)[0]


def test_announcements_are_for_twilio_alone(hotline: Hotline, post: Post) -> None:
    assert post.raw("POST", "/recordings/announced?what=paused", {}).status_code == 403
    assert post.send("/recordings/announced?what=x", {"AccountSid": ACCOUNT}).status_code == 404
    reply = post.send("/recordings/announced?what=paused&call=x", {"AccountSid": ACCOUNT})
    assert "The recording is paused." in reply.text
