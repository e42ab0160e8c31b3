"""A callback: offered, agreed on, made; and the ways out of each of these."""

import pytest

from ivr import actions, events
from ivr.call import Call, State
from ivr.flow import IN_LINE, Flow, IllegalEvent
from tests.ivr.conversations import OWN_NUMBER, Conversation, offered, script, waiting

YES = {"en": "yes please", "id": "ya boleh"}
BOTH = pytest.mark.parametrize("language", ["en", "id"])


def agreed(language: str = "en", number: str | None = OWN_NUMBER) -> Conversation:
    """A caller who wants to be called back."""
    return offered(language, number).says(YES[language])


class TestTheOffer:
    @BOTH
    def test_is_a_question_in_the_line(self, language: str) -> None:
        caller = offered(language)
        assert caller.at(State.CALLBACK)
        assert caller.messages == ["callback-question"]
        assert ("call you back" if language == "en" else "kami telepon kembali") in caller.words

    @BOTH
    def test_is_accepted_by_voice_or_by_key(self, language: str) -> None:
        assert agreed(language).at(State.CALLBACK_NUMBER)
        assert offered(language).presses("1").at(State.CALLBACK_NUMBER)

    @pytest.mark.parametrize("answer", ["no", "no thanks", "2"])
    def test_that_is_declined_leaves_the_caller_in_line(self, answer: str) -> None:
        caller = offered().says(answer)
        assert caller.at(State.HOLDING)
        assert caller.messages == ["callback-stay"]
        assert caller.todo[-1] == actions.StayInLine()

    @pytest.mark.parametrize("answer", ["fnord", "I have a red car", "9"])
    def test_that_is_not_answered_goes_back_to_the_music(self, answer: str) -> None:
        caller = offered().says(answer)
        assert caller.at(State.HOLDING)
        assert caller.todo == (actions.StayInLine(),)

    def test_that_meets_silence_goes_back_to_the_music(self) -> None:
        assert offered().is_silent().todo == (actions.StayInLine(),)

    def test_is_said_once_more_to_who_asks_and_then_let_be(self) -> None:
        caller = offered().says("pardon?")
        assert caller.messages == ["once-more", "callback-question"]
        assert caller.says("pardon?").todo == (actions.StayInLine(),)

    def test_does_not_come_again_before_the_next_rung(self) -> None:
        caller = offered().says("no").happens(events.Waited(2, 120, callbacks=True, is_long=True))
        assert caller.messages == ["hold-still"]
        rung = events.Waited(2, 130, acts=("callback",), rungs=3, callbacks=True)
        assert caller.happens(rung).at(State.CALLBACK)

    def test_may_come_with_the_first_word(self) -> None:
        caller = waiting(callbacks=True, is_long=True)
        assert caller.messages == ["hold-first", "hold-within", "callback-question"]


class TestTheNumber:
    @BOTH
    def test_they_phone_from_is_asked_about_by_its_end(self, language: str) -> None:
        caller = agreed(language)
        assert caller.messages == ["callback-number-question"]
        assert "2, 3, 4" in caller.words

    @BOTH
    def test_is_confirmed_and_the_place_is_kept(self, language: str) -> None:
        caller = agreed(language).says(YES[language])
        assert caller.at(State.PROMISED)
        assert caller.todo[0] == actions.PutAway(OWN_NUMBER)
        assert caller.todo[-1] == actions.HangUp()
        assert caller.messages == ["callback-promised"]
        assert "2, 3, 4" in caller.words

    def test_that_is_withheld_is_asked_for_straight_away(self) -> None:
        caller = agreed(number=None)
        assert caller.at(State.CALLBACK_OTHER)
        [question] = caller.todo
        assert isinstance(question, actions.Ask)
        assert question.digits is None

    @pytest.mark.parametrize("answer", ["2", "no, another number", "a different one, not this"])
    def test_can_be_another(self, answer: str) -> None:
        caller = agreed().says(answer)
        assert caller.at(State.CALLBACK_OTHER)
        assert caller.messages == ["callback-other-question"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "oh eight double one 5550 123"), ("id", "nol delapan satu satu 5550123")],
    )
    def test_that_is_said_is_read_back(self, language: str, said: str) -> None:
        caller = agreed(language).presses("2").says(said)
        assert caller.at(State.CALLBACK_NUMBER)
        assert "0 8 1, 1 5 5, 5 0 1, 2 3" in caller.words
        assert caller.says(YES[language]).todo[0] == actions.PutAway("08115550123")

    def test_that_is_keyed_is_read_back(self) -> None:
        caller = agreed().presses("2").presses("08115550123")
        assert caller.messages == ["callback-number-heard"]
        assert caller.presses("1").todo[0] == actions.PutAway("08115550123")

    def test_can_be_said_instead_of_a_no(self) -> None:
        caller = agreed().says("no, call me on 5550 1299")
        assert caller.messages == ["callback-number-heard"]
        assert caller.call.other_number == "55501299"

    def test_that_is_got_wrong_twice_is_let_be(self) -> None:
        caller = agreed().presses("2").presses("5550111").presses("2").presses("5550122")
        assert caller.messages == ["callback-number-heard"]
        caller.presses("2")
        assert caller.at(State.HOLDING)
        assert caller.messages == ["callback-stay"]
        again = events.Waited(1, 300, acts=("callback",), rungs=3, callbacks=True)
        assert caller.happens(again).presses("1").messages == ["callback-number-question"]

    @pytest.mark.parametrize("way", ["own", "other"])
    @pytest.mark.parametrize("said", ["never mind", "I'll wait", "0"])
    def test_can_be_thought_better_of(self, way: str, said: str) -> None:
        caller = agreed(number=OWN_NUMBER if way == "own" else None).says(said)
        assert caller.at(State.HOLDING)
        assert caller.todo[-1] == actions.StayInLine()

    @pytest.mark.parametrize("number", [OWN_NUMBER, None])
    def test_that_is_not_understood_is_asked_once_more(self, number: str | None) -> None:
        caller = agreed(number=number)
        asked = caller.call.state
        assert caller.is_silent().at(asked)
        assert caller.messages[0] == "not-heard"
        assert caller.says("fnord").at(State.HOLDING)
        assert caller.messages == ["callback-stay"]

    def test_that_cannot_be_called_leaves_the_caller_in_line(self) -> None:
        caller = agreed().says("yes").happens(events.CallbackRefused())
        assert caller.at(State.HOLDING)
        assert caller.messages == ["callback-refused", "callback-stay"]
        assert caller.todo[-1] == actions.StayInLine()


def in_each_question() -> list[Conversation]:
    return [offered(), agreed(), agreed(number=None)]


class TestWhileItIsAgreedOn:
    def test_the_caller_is_in_line(self) -> None:
        assert {caller.call.state for caller in in_each_question()} < IN_LINE

    def test_an_agent_who_becomes_free_takes_precedence(self) -> None:
        for caller in in_each_question():
            assert caller.happens(events.Brought("Rina")).at(State.TALKING)
            assert caller.todo[-1] == actions.Meet()

    def test_hanging_up_is_no_yes(self) -> None:
        for caller in in_each_question():
            assert caller.happens(events.HungUp()).todo == ()
            assert caller.at(State.ENDED)

    def test_a_line_that_breaks_is_entered_again(self) -> None:
        for caller in in_each_question():
            assert caller.happens(events.LineBroke()).joins is not None

    def test_a_round_of_the_line_lets_the_question_be(self) -> None:
        for caller in in_each_question():
            assert caller.happens(events.Waited(0, 500, acts=("tell",))).at(State.HOLDING)
            assert caller.todo == (actions.Hold("en"),)

    def test_a_promise_that_was_made_is_said_again_but_not_made_again(self) -> None:
        caller = agreed().says("yes")
        todo = caller.flow.resume(caller.call)
        assert todo == caller.todo[1:]
        assert caller.happens(events.Fault()).todo == todo


def called(language: str = "en", agent: str | None = "Rina", name: str = "Andrea") -> Conversation:
    """Somebody has picked up our callback."""
    caller = agreed(language).says(YES[language])
    caller.call = caller.call.away().but(name=name)
    return caller.happens(events.PickedUp(agent))


class TestTheCall:
    def test_goes_out_with_what_is_known_and_without_what_was_the_legs(self) -> None:
        talked = waiting().call.but(recording=True, agent="Rina", misses=1)
        away = talked.away()
        assert (away.state, away.recording, away.agent, away.step) == (State.AWAY, False, None, 0)
        assert (away.name, away.skill) == ("Andrea", "delivery")

    @BOTH
    def test_says_who_calls_and_asks_who_is_there(self, language: str) -> None:
        caller = called(language)
        assert caller.at(State.CALLED)
        assert caller.messages == ["called-back", "called-question"]
        assert script().hotline in caller.words

    def test_to_somebody_whose_name_is_not_known_asks_too(self) -> None:
        assert called(name="").messages == ["called-back", "called-question-nameless"]

    @pytest.mark.parametrize("answer", ["yes", "speaking", "1", "this is Andrea", "yes it's me"])
    def test_leads_to_the_agent_who_waits(self, answer: str) -> None:
        caller = called().says(answer)
        assert caller.at(State.TALKING)
        assert caller.words == "Thank you. Rina is on the line for you."
        assert caller.todo[-1] == actions.Meet()

    def test_leads_into_the_line_if_nobody_waits_yet(self) -> None:
        caller = called(agent=None).says("yes")
        assert caller.messages == ["called-next"]
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False, again=True)

    @pytest.mark.parametrize(
        ("language", "answer"),
        [
            ("en", "no"),
            ("en", "wrong number"),
            ("id", "salah sambung"),
            ("id", "bukan"),
            ("en", "2"),
        ],
    )
    def test_to_a_wrong_number_ends_with_an_apology(self, language: str, answer: str) -> None:
        caller = called(language).says(answer)
        assert caller.at(State.GOODBYE)
        assert caller.messages == ["called-wrong"]
        assert caller.todo[-1] == actions.HangUp()

    @pytest.mark.parametrize("answer", ["she is not here", "please leave a message after the tone"])
    def test_that_misses_them_is_made_again(self, answer: str) -> None:
        caller = called().says(answer)
        assert caller.at(State.AWAY)
        assert caller.todo[-1] == actions.HangUp()
        assert caller.happens(events.NotReached()).at(State.AWAY)
        assert caller.happens(events.PickedUp()).at(State.CALLED)

    def test_that_meets_silence_twice_is_made_again(self) -> None:
        caller = called().is_silent()
        assert caller.messages == ["not-heard", "called-back", "called-question"]
        caller.is_silent()
        assert caller.at(State.AWAY)
        assert caller.messages == ["called-unheard"]

    def test_is_not_answered_by_picking_up(self) -> None:
        caller = called("id").says("ya, halo?")
        assert caller.messages == ["called-back", "called-question"]
        assert caller.says("ya, halo?").at(State.TALKING)

    def test_begins_the_recording_on_its_own_leg(self) -> None:
        caller = called()
        caller.call = caller.call.but(record=True)
        assert actions.StartRecording() in caller.says("yes").todo

    def test_whose_agent_is_gone_by_then_goes_back_to_the_old_place(self) -> None:
        caller = called().says("yes").happens(events.AgentLost())
        assert caller.messages == ["agent-lost"]
        assert caller.at(State.JOINING)

    def test_that_nobody_answers_is_due_again(self) -> None:
        away = Call("en", State.AWAY, name="Andrea")
        after, _ = Flow(script()).advance(away, events.NotReached())
        assert after.state is State.AWAY


class TestAPromiseOfASupervisor:
    @pytest.mark.parametrize(
        ("language", "by", "words"),
        [
            ("en", "3 p.m.", "Dewi will call you back by 3 p.m."),
            ("id", "pukul 3 sore", "Dewi akan menelepon Anda kembali paling lambat pukul 3 sore."),
        ],
    )
    def test_is_told_with_name_and_time(self, language: str, by: str, words: str) -> None:
        caller = waiting(language).happens(events.Promised("Dewi", {language: by}))
        assert caller.words.startswith(words)
        assert caller.todo[-1] == actions.Hold(language)
        assert caller.call.promised_by == "Dewi"

    def test_of_which_nothing_can_be_said_leaves_the_music(self) -> None:
        caller = waiting("en").happens(events.Promised("Dewi", {"id": "pukul 3 sore"}))
        assert caller.todo == (actions.Hold("en"),)

    def test_is_none_for_who_is_not_in_line(self) -> None:
        with pytest.raises(IllegalEvent):
            called().happens(events.Promised("Dewi", {"en": "3 p.m."}))
