"""How a call begins when not everything is as usual: an emergency, a full line, an old place."""

from typing import Any

import pytest

from ivr import actions, events
from ivr.call import Call, State
from tests.ivr.conversations import OWN_NUMBER, Conversation, waiting

POWER = {"id": "Listrik padam, kami melayani lebih lambat.", "en": "The power is out, we are slow."}


class TestAnEmergency:
    def test_is_told_to_strangers_in_every_language_before_any_question(self) -> None:
        caller = Conversation().phone(notice=POWER)
        assert caller.at(State.LANGUAGE)
        assert caller.messages[:3] == ["greeting", "notice", "notice"]

    def test_is_told_to_who_is_known_in_theirs(self) -> None:
        caller = Conversation().phone("en", notice=POWER)
        assert caller.messages == ["greeting", "notice", "name-question"]
        assert POWER["en"] in caller.words

    def test_is_told_in_what_language_there_is(self) -> None:
        assert POWER["id"] in Conversation().phone("en", notice={"id": POWER["id"]}).words

    def test_that_closes_leaves_a_message_and_no_opening_that_may_be_untrue(self) -> None:
        caller = Conversation().phone("en", notice=POWER, notice_closes=True)
        assert caller.at(State.CLOSED)
        assert caller.messages == ["notice", "closed-no-time", "message-question"]

    def test_that_closes_takes_nobody_to_an_old_place(self) -> None:
        old = waiting().call.to_json()
        assert Conversation().phone(notice=POWER, notice_closes=True, dropped=old).at(State.CLOSED)

    def test_is_told_in_the_line_to_who_has_not_heard_it(self) -> None:
        assert waiting("en", notice=POWER).messages[0] == "notice"
        caller = Conversation().phone("en", notice=POWER).says("operator")
        assert "notice" not in caller.happens(events.Waited(1, 0, notice=POWER)).messages


class TestAClosedHotline:
    def test_says_until_when_and_offers_to_call_back(self) -> None:
        caller = Conversation().phone(
            "en",
            is_open=False,
            opening={"en": "tomorrow at 8 a.m."},
            callbacks=True,
            callback_number=OWN_NUMBER,
            callback_at={"en": "tomorrow at 8 a.m."},
        )
        assert caller.messages == ["closed", "full-question"]
        caller.says("yes")
        assert caller.todo[0] == actions.PutAway(OWN_NUMBER)
        assert caller.messages == ["callback-promised-later"]

    def test_takes_a_message_where_nobody_can_be_called_back(self) -> None:
        caller = Conversation().phone("en", is_open=False, opening={"en": "tomorrow at 8 a.m."})
        assert caller.messages == ["closed", "message-question"]


class TestAFullLine:
    def test_apologises_and_offers_a_callback(self) -> None:
        caller = Conversation().phone("en", full=True, callbacks=True, callback_number=OWN_NUMBER)
        assert caller.at(State.FULL)
        assert caller.messages == ["full", "full-question"]
        assert "2, 3, 4" in caller.words

    @pytest.mark.parametrize("answer", ["1", "yes", "ya"])
    def test_to_strangers_speaks_and_hears_every_language(self, answer: str) -> None:
        caller = Conversation().phone(full=True, callbacks=True, callback_number=OWN_NUMBER)
        assert caller.messages == ["full", "full", "full-question", "full-question"]
        caller.says(answer)
        assert caller.at(State.PROMISED)
        assert caller.todo[0] == actions.PutAway(OWN_NUMBER)
        assert caller.todo[-1] == actions.HangUp()

    @pytest.mark.parametrize("possible", [{"callbacks": True}, {"callback_number": OWN_NUMBER}])
    def test_takes_a_message_where_nobody_can_be_called_back(
        self, possible: dict[str, Any]
    ) -> None:
        caller = Conversation().phone("en", full=True, **possible)
        assert caller.at(State.CLOSED)
        assert caller.messages == ["full", "message-question"]

    @pytest.mark.parametrize("answer", ["2", "no", "0"])
    def test_takes_a_message_of_who_wants_no_callback(self, answer: str) -> None:
        caller = Conversation().phone("en", full=True, callbacks=True, callback_number=OWN_NUMBER)
        caller.says(answer)
        if answer == "0":  # nobody can be had by a key in a line that is full
            assert caller.at(State.FULL)
            caller.is_silent()
        assert caller.at(State.CLOSED)
        assert caller.messages[-1] == "message-question"

    def test_takes_a_message_if_the_callback_cannot_be_made(self) -> None:
        caller = Conversation().phone("en", full=True, callbacks=True, callback_number=OWN_NUMBER)
        caller.says("yes").happens(events.CallbackRefused())
        assert caller.at(State.CLOSED)
        assert caller.messages == ["callback-refused", "message-question"]


class TestAnOldPlace:
    def test_is_taken_again_with_a_welcome_and_without_a_question(self) -> None:
        old = waiting("en").call
        caller = Conversation().phone(dropped=old.to_json())
        assert caller.messages == ["welcome-back-named"]
        assert caller.words == "Welcome back, Andrea. You have kept your place in line."
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False, again=True)
        assert (caller.call.name, caller.call.reason) == (old.name, old.reason)

    def test_speaks_the_callers_language(self) -> None:
        caller = Conversation().phone(dropped=waiting("id").call.to_json())
        assert caller.words.startswith("Selamat datang kembali, Bapak atau Ibu Budi.")

    def test_is_that_of_a_callback_that_is_not_waited_for(self) -> None:
        caller = Conversation().phone(dropped=waiting("en").call.away().to_json())
        assert caller.at(State.JOINING)

    @pytest.mark.parametrize("closed", [{"is_open": False}, {"full": True}])
    def test_is_kept_at_closing_time_and_in_a_full_line(self, closed: dict[str, Any]) -> None:
        assert Conversation().phone(dropped=waiting().call.to_json(), **closed).at(State.JOINING)

    def test_keeps_the_leave_to_record_but_records_the_new_leg(self) -> None:
        old = waiting().call.but(record=True, recording=True)
        caller = Conversation().phone(dropped=old.to_json()).happens(events.Brought("Rina"))
        assert actions.StartRecording() in caller.todo

    def test_keeps_no_skill_that_is_no_more(self) -> None:
        old = Call("en", State.HOLDING, skill="astrology", name="Andrea")
        assert Conversation().phone(dropped=old.to_json()).joins == actions.JoinQueue(
            None, supervisor=False, again=True
        )

    @pytest.mark.parametrize(
        "broken",
        [
            {},
            {"state": "holding"},
            {"state": "of no release", "language": "en"},
            Call("fr", State.HOLDING).to_json(),
        ],
    )
    def test_that_cannot_be_read_is_none(self, broken: dict[str, object]) -> None:
        assert Conversation().phone(dropped=broken).at(State.LANGUAGE)
