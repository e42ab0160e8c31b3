"""After the talk, and when we call: anything else, how it went, is it solved?"""

from dataclasses import replace

import pytest

from ivr import actions, events
from ivr.actions import Line
from ivr.call import State
from ivr.flow import IllegalEvent
from ivr.ratings import rating, wants_more
from tests.ivr.conversations import Conversation, offered, script, waiting

BOTH = pytest.mark.parametrize("language", ["en", "id"])
YES, NO = {"en": "yes", "id": "ya"}, {"en": "no", "id": "tidak"}
BY = {"en": "tomorrow at 3 p.m.", "id": "besok pukul 3 sore"}


def over(language: str = "en", *, may_text: bool = False, **by: object) -> Conversation:
    """A named caller whose talk is over; a supervisor could call them."""
    caller = waiting(language).happens(events.Brought("Rina"))
    word = {"supervisor": "Dewi", "by": BY, **by}
    return caller.happens(events.TalkOver(may_text=may_text, **word))  # type: ignore[arg-type]


class TestAfterTheTalk:
    @BOTH
    def test_whoever_stays_is_asked_for_more_and_how_it_went(self, language: str) -> None:
        caller = over(language)
        assert caller.messages == ["more-question"]
        assert caller.says(NO[language]).messages == ["rating-question"]
        assert caller.presses("5").messages == ["rated", "goodbye-named"]
        assert actions.Rate(5, promise=False) in caller.todo
        assert caller.todo[-1] == actions.HangUp()

    def test_nobody_is_asked_where_the_hotline_does_not(self) -> None:
        caller = waiting().happens(events.Brought("Rina"))
        caller.flow = replace(caller.flow, script=replace(script(), parting=False))
        assert caller.happens(events.TalkOver()).messages == ["goodbye-named"]

    def test_silence_is_let_be(self) -> None:
        caller = over().is_silent()
        assert caller.messages == ["rating-question"]
        assert caller.is_silent().messages == ["goodbye-named"]

    @BOTH
    def test_something_else_begins_anew_with_the_name_kept(self, language: str) -> None:
        caller = over(language).says(YES[language])
        assert caller.at(State.REASON)
        assert caller.messages == ["reason-question-more"]
        call = caller.call
        assert (call.skill, call.reason, call.case, call.supervisor) == (None, None, None, False)
        assert call.name

    def test_something_else_may_be_told_at_once(self) -> None:
        for said in ("yes, I have a question about my bill", "my bill is wrong as well"):
            caller = over().says(said)
            assert caller.joins == actions.JoinQueue("billing", supervisor=False)

    def test_a_long_wait_leaves_questions_for_something_else(self) -> None:
        caller = waiting()
        for times in range(20):
            caller.happens(events.Waited(0, 100 + 200 * times))
        caller.happens(events.Brought("Rina")).happens(events.TalkOver()).says("yes")
        assert caller.at(State.REASON)
        assert caller.says("xq wl").at(State.JOINING)

    @BOTH
    @pytest.mark.parametrize("mark", [1, 2])
    def test_a_low_rating_is_a_promise_by_name_and_time(self, mark: int, language: str) -> None:
        caller = over(language).says(NO[language]).presses(str(mark))
        assert actions.Rate(mark, promise=True) in caller.todo
        assert "Dewi" in caller.words
        assert BY[language] in caller.words

    def test_nobody_is_promised_who_is_not_there(self) -> None:
        caller = over(supervisor=None, by={}).says("no").presses("1")
        assert actions.Rate(1, promise=False) in caller.todo
        assert caller.messages == ["rated-low-noted", "goodbye-named"]

    @pytest.mark.parametrize(("limit", "mark", "low"), [(0, 1, False), (3, 3, True)])
    def test_what_is_low_is_the_hotlines_to_say(self, limit: int, mark: int, *, low: bool) -> None:
        caller = over().says("no")
        caller.flow = replace(caller.flow, script=replace(script(), low_rating=limit))
        assert actions.Rate(mark, promise=low) in caller.presses(str(mark)).todo

    @pytest.mark.parametrize("digits", ["6", "9", "#", "12", "²"])
    def test_a_key_that_is_no_mark_is_asked_once_more(self, digits: str) -> None:
        caller = over().says("no").presses(digits)
        assert caller.messages == ["not-understood", "rating-question"]

    @BOTH
    def test_leave_to_send_texts_is_a_clear_yes(self, language: str) -> None:
        caller = over(language, may_text=True).says(NO[language]).presses("4")
        assert caller.messages == ["rated", "texts-question"]
        agreed = caller.says(YES[language])
        assert actions.WantTexts(True) in agreed.todo
        assert agreed.messages == ["texts-agreed", "goodbye-named"]

    def test_texts_that_are_refused_are_not_sent(self) -> None:
        caller = over(may_text=True).says("no").presses("4").says("no thanks")
        assert actions.WantTexts(False) in caller.todo

    def test_silence_says_nothing_about_texts(self) -> None:
        caller = over(may_text=True).says("no").presses("4").is_silent()
        assert not any(isinstance(one, actions.WantTexts) for one in caller.todo)
        assert caller.at(State.GOODBYE)

    def test_our_own_failure_ends_in_a_goodbye(self) -> None:
        assert over().happens(events.Fault()).messages == ["fault-goodbye", "goodbye-named"]


@pytest.mark.parametrize(
    ("language", "said", "mark"),
    [
        *(("en", "five", 5), ("en", "I'd say 4", 4), ("en", "very good", 5), ("en", "good", 4)),
        *(
            ("en", "it was okay", 3),
            ("en", "not good", 2),
            ("en", "terrible", 1),
            ("en", "very bad", 1),
        ),
        *(("en", "blue", None), ("id", "lima", 5), ("id", "sangat puas", 5), ("id", "bagus", 4)),
        *(("id", "biasa saja", 3), ("id", "kurang puas", 2), ("id", "tidak puas", 2)),
        *(("id", "sangat kecewa", 1), ("id", "satu", 1), ("id", "hmm", None)),
    ],
)
def test_a_rating_is_a_number_or_a_word(language: str, said: str, mark: int | None) -> None:
    assert rating(said, language) == mark


@pytest.mark.parametrize(
    ("language", "said", "more"),
    [
        *(("en", "no thank you", False), ("en", "that's all", False), ("en", "I'm good", False)),
        *(("en", "yes", True), ("en", "one more thing", True), ("en", "thanks, bye", False)),
        *(
            ("en", "the weather", None),
            ("id", "sudah, terima kasih", False),
            ("id", "cukup", False),
        ),
        *(("id", "ada", True), ("id", "tidak ada", False), ("id", "masih ada satu lagi", True)),
        *(("id", "ya", True), ("id", "itu saja", False), ("id", "hujan", None)),
    ],
)
def test_whether_there_is_more_is_said_in_many_ways(
    language: str, said: str, more: bool | None
) -> None:
    assert wants_more(said, language) is more


class TestASupervisor:
    @BOTH
    @pytest.mark.parametrize("wish", ["0", "supervisor", "atasan", "I want to talk to the manager"])
    def test_may_be_asked_for_in_the_music(self, wish: str, language: str) -> None:
        caller = waiting(language).says(wish)
        assert caller.at(State.HOLDING)
        assert caller.call.supervisor
        assert caller.messages == ["hold-supervisor-asked"]
        assert caller.todo[-1] == actions.StayInLine()

    @pytest.mark.parametrize("noise", ["la la la", "yes", "the manager never called", "operator"])
    def test_is_not_heard_in_other_words(self, noise: str) -> None:
        caller = waiting()
        before = caller.call
        with pytest.raises(IllegalEvent):
            caller.says(noise)
        assert caller.call == before

    def test_may_be_asked_for_before_the_first_round(self) -> None:
        caller = Conversation().phone("en", "Siti").says("yes", "where is my order")
        assert caller.at(State.JOINING)
        assert caller.says("supervisor").at(State.HOLDING)
        assert caller.happens(events.Waited(2, 3)).messages[0] == "hold-first"

    def test_comes_before_a_callback(self) -> None:
        for caller in (offered(), offered().says("yes"), offered().says("yes", "2")):
            assert caller.says("supervisor").at(State.HOLDING)
            assert caller.call.supervisor

    def test_zero_gives_up_a_number_as_before(self) -> None:
        caller = offered().says("yes").presses("0")
        assert caller.messages == ["callback-stay"]
        assert not caller.call.supervisor

    @pytest.mark.parametrize("answers", [(), ("no",), ("no", "4")])
    def test_may_be_asked_for_after_the_talk(self, answers: tuple[str, ...]) -> None:
        caller = over(may_text=True).says(*answers, "supervisor")
        assert caller.joins == actions.JoinQueue("delivery", supervisor=True)

    def test_is_brought_to_who_is_called_back(self) -> None:
        caller = offered().says("yes", "yes")
        caller.call = caller.call.away()
        caller.happens(events.PickedUp()).says("supervisor")
        assert caller.joins == actions.JoinQueue("delivery", supervisor=True)

    def test_whoever_waits_for_who_is_called_back_speaks_with_them_first(self) -> None:
        caller = offered().says("yes", "yes")
        caller.call = caller.call.away()
        caller.happens(events.PickedUp("Rina")).says("supervisor")
        assert caller.at(State.TALKING)
        assert caller.call.supervisor

    @BOTH
    def test_is_not_promised_when_nobody_is_there(self, language: str) -> None:
        caller = Conversation().phone(language, is_open=False, opening={}).says("supervisor")
        assert caller.at(State.CLOSED)
        assert caller.messages == ["supervisor-later", "message-question"]
        assert caller.call.supervisor

    def test_is_noted_for_the_callback_when_the_line_is_full(self) -> None:
        caller = Conversation().phone("en", full=True, callbacks=True, callback_number="+15550100")
        caller.says("supervisor")
        assert caller.messages == ["supervisor-later", "full-question"]
        assert caller.says("yes").at(State.PROMISED)
        assert caller.call.supervisor

    def test_is_not_asked_for_for_ever_when_the_line_is_full(self) -> None:
        caller = Conversation().phone("en", full=True, callbacks=True, callback_number="+15550100")
        assert caller.says("supervisor", "supervisor").at(State.CLOSED)


def asked(language: str | None = "en", *, is_open: bool = True, **known: object) -> Conversation:
    """We call Siti to ask whether it is solved."""
    about = {"name": "Siti", "honorific": "Ibu", "skill": "refund", "owner": "Putu"} | known
    return Conversation().happens(
        events.Asked(language=language, code="482913", by=BY, is_open=is_open, **about)  # type: ignore[arg-type]
    )


class TestIsItSolved:
    @BOTH
    def test_is_asked_by_name_in_their_language(self, language: str) -> None:
        caller = asked(language)
        assert caller.at(State.SOLVED)
        assert caller.messages == ["solved-hello-named", "solved-question"]

    def test_is_asked_in_every_language_of_who_has_none(self) -> None:
        caller = asked(None, name=None, skill=None)
        assert caller.messages == ["solved-hello", "solved-question-case"] * 2
        assert actions.Confirm(solved=True) in caller.says("ya").todo

    @BOTH
    def test_yes_closes_it_with_thanks(self, language: str) -> None:
        for answer in (YES[language], "1"):
            caller = asked(language).says(answer)
            assert actions.Confirm(solved=True) in caller.todo
            assert caller.messages == ["solved-thanks", "goodbye-called-named"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            *(("en", "it works now"), ("en", "no more problems"), ("en", "it's working again")),
            *(("id", "sudah beres"), ("id", "lancar"), ("id", "sudah tidak ada masalah lagi")),
            *(("id", "alhamdulillah sudah"), ("id", "sudah nggak mati lagi")),
        ],
    )
    def test_yes_is_said_in_many_ways(self, language: str, said: str) -> None:
        assert actions.Confirm(solved=True) in asked(language).says(said).todo

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            *(
                ("en", "no"),
                ("en", "not yet"),
                ("en", "2"),
                ("id", "belum"),
                ("id", "belum selesai"),
            ),
            *(("en", "yes but it still doesn't work"), ("en", "yes, then it broke again")),
            *(("id", "ya tapi belum"), ("id", "sudah dicek tapi internetnya masih mati")),
            ("id", "sudah dicoba tidak bisa lagi"),
        ],
    )
    def test_no_offers_the_owner_at_once(self, language: str, said: str) -> None:
        caller = asked(language).says(said)
        assert actions.Confirm(solved=False) in caller.todo
        assert caller.messages == ["solved-sorry", "reconnect-question"]
        caller.says(YES[language])
        assert caller.joins is not None
        assert caller.joins.skill == "refund"
        assert (caller.call.case, caller.messages) == ("482913", ["reconnecting"])

    @pytest.mark.parametrize("said", ["no", "not now", "I am driving", "2"])
    def test_who_has_no_time_is_owed_a_call(self, said: str) -> None:
        caller = asked().says("no", said)
        assert actions.OweCall() in caller.todo
        assert caller.messages == ["owe-call-named", "goodbye-called-named"]
        assert BY["en"] in caller.words

    def test_silence_is_owed_a_call_too(self) -> None:
        assert actions.OweCall() in asked().says("no").is_silent().todo

    def test_who_hangs_up_or_is_lost_by_us_is_owed_a_call_too(self) -> None:
        for end in (events.HungUp(), events.Fault()):
            assert actions.OweCall() in asked().says("no").happens(end).todo

    def test_nobody_is_offered_who_is_not_there(self) -> None:
        caller = asked(is_open=False).says("no")
        assert [one for one in caller.todo if not isinstance(one, actions.Say)] == [
            *(actions.Confirm(solved=False), actions.OweCall(), actions.HangUp()),
        ]

    def test_who_owes_the_call_is_named_as_far_as_known(self) -> None:
        assert "owe-call-by" in asked(owner=None, is_open=False).says("no").messages
        caller = asked(owner=None).says("no")
        assert caller.messages[-1] == "reconnect-question-anybody"

    def test_a_supervisor_may_be_asked_for(self) -> None:
        caller = asked().says("supervisor")
        assert caller.joins == actions.JoinQueue("refund", supervisor=True)
        assert actions.Confirm(solved=False) in caller.todo

    def test_a_supervisor_who_is_not_there_is_not_promised(self) -> None:
        caller = asked(is_open=False).says("supervisor")
        assert "supervisor-later" in caller.messages
        assert actions.OweCall() in caller.todo
        assert caller.call.supervisor

    @pytest.mark.parametrize(
        ("said", "messages"),
        [
            ("please leave a message after the tone", []),
            ("she is not here", ["called-absent"]),
            ("dia tidak ada", ["called-absent"]),
            ("wrong number", ["called-wrong"]),
            ("salah sambung", ["called-wrong"]),
        ],
    )
    def test_only_the_customer_can_say(self, said: str, messages: list[str]) -> None:
        caller = asked(None).says(said)
        assert caller.at(State.GOODBYE)
        assert caller.messages == messages
        assert not any(isinstance(one, actions.Confirm) for one in caller.todo)

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            *(("en", "yes speaking"), ("en", "yes just a moment I'll get mom")),
            *(("en", "yes partly"), ("en", "yes mommy is here"), ("en", "I don't know")),
            *(("id", "ya saya sendiri"), ("id", "iya sebentar ya saya panggilkan mama")),
            *(("id", "ya ini anaknya"), ("id", "ya sebagian"), ("id", "apa sudah selesai")),
        ],
    )
    def test_a_yes_to_something_else_closes_nothing(self, language: str, said: str) -> None:
        caller = asked(language).says(said)
        assert caller.at(State.SOLVED)
        assert caller.messages[-1] == "solved-question"

    def test_a_greeting_is_no_answer_yet(self) -> None:
        caller = asked().says("hello?")
        assert caller.messages == ["solved-hello-named", "solved-question"]

    def test_nothing_heard_twice_is_nobody(self) -> None:
        caller = asked().is_silent(2)
        assert caller.messages == ["called-unheard"]
        assert caller.todo[-1] == actions.HangUp()


class TestOurNews:
    NEWS = (Line("owe-call-named", "id", {"name": "Putu", "by": "besok"}),)

    def test_is_told_twice_to_who_picks_up(self) -> None:
        caller = Conversation().happens(events.Notify(self.NEWS))
        assert caller.at(State.TOLD)
        news = "owe-call-named"
        assert caller.messages == [news, "told-again", news, "told-goodbye"]
        assert caller.todo[-1] == actions.HangUp()

    def test_is_told_in_one_language(self) -> None:
        caller = Conversation(languages=("en", "id")).happens(events.Notify(self.NEWS))
        assert caller.words.startswith("Putu akan menelepon")
