"""A call's way through the conversation: language, consent, reason, line, talk, goodbye."""

from dataclasses import replace

import pytest

from ivr import actions, events
from ivr.call import State
from ivr.flow import Flow
from ivr.script import Consent
from tests.ivr.conversations import BOTH, Conversation, script, talk, unsure


class TestTheLanguage:
    def test_is_offered_in_each_language_by_key_and_by_name(self) -> None:
        caller = Conversation().phone()
        assert caller.messages == ["greeting", "language-offer", "language-offer"]
        assert "Untuk bahasa Indonesia, tekan 1" in caller.words
        assert "For English, press 2" in caller.words

    def test_is_chosen_by_key(self) -> None:
        assert Conversation().phone().presses("1").call.language == "id"
        assert Conversation().phone().presses("2").call.language == "en"

    @pytest.mark.parametrize(
        ("said", "language"),
        [
            ("English please", "en"),
            ("bahasa Inggris", "en"),
            ("Indonesia saja", "id"),
            ("the second one", "en"),
            ("nomor satu", "id"),
            ("2", "en"),
            ("good morning, do you hear me well", "en"),
            ("selamat siang bu", "id"),
        ],
    )
    def test_is_chosen_by_voice_or_by_being_spoken(self, said: str, language: str) -> None:
        caller = Conversation().phone().says(said)
        assert caller.at(State.NAME)
        assert (caller.call.language, caller.call.language_known) == (language, True)

    @pytest.mark.parametrize(
        ("story", "language", "skill"),
        [
            ("hello, the fridge I bought is not getting cold", "en", "repair"),
            ("halo, paket saya belum sampai padahal janjinya Senin", "id", "delivery"),
            ("I have one question, where is my order", "en", "delivery"),
        ],
    )
    def test_is_that_of_a_story_which_is_kept(self, story: str, language: str, skill: str) -> None:
        caller = Conversation().phone().says(story)
        assert (caller.call.language, caller.call.skill) == (language, skill)

    def test_is_the_first_one_for_who_says_nothing(self) -> None:
        caller = Conversation().phone().is_silent()
        assert caller.messages == ["not-heard", "language-offer", "language-offer"]
        caller.is_silent()
        assert caller.at(State.NAME)
        assert (caller.call.language, caller.call.language_known) == ("id", False)

    def test_is_not_asked_where_there_is_one(self) -> None:
        assert Conversation(languages=("en",)).phone().messages == ["greeting", "name-question"]

    def test_is_not_asked_of_who_is_known(self) -> None:
        caller = Conversation().phone("en")
        assert caller.at(State.NAME)
        assert caller.words.startswith("Welcome to")

    def test_that_the_hotline_does_not_speak_any_more_is_asked_for(self) -> None:
        assert Conversation().phone("fr").at(State.LANGUAGE)


class TestTheRecording:
    @pytest.mark.parametrize(
        ("language", "yes", "no"), [("en", "no problem", "no"), ("id", "tidak apa-apa", "jangan")]
    )
    def test_is_asked_for(self, language: str, yes: str, no: str) -> None:
        caller = Conversation(Consent.ASK).phone(language)
        assert caller.messages == ["greeting", "recording-question"]
        assert Conversation(Consent.ASK).phone(language).says(yes).call.record
        refused = Conversation(Consent.ASK).phone(language).says(no)
        assert not refused.call.record
        assert refused.messages == ["recording-refused", "name-question"]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "yes but I would prefer it if you did not"),
            ("en", "what do you need that for"),
            ("id", "untuk apa ya"),
            ("id", "boleh tahu untuk apa"),
        ],
    )
    def test_takes_a_clear_yes(self, language: str, said: str) -> None:
        caller = Conversation(Consent.ASK).phone(language).says(said)
        assert caller.at(State.CONSENT)
        assert not caller.says(said).call.record

    def test_is_not_made_of_who_says_nothing(self) -> None:
        caller = Conversation(Consent.ASK).phone("en").is_silent(2)
        assert not caller.call.record
        assert caller.messages == ["recording-refused", "name-question"]

    @pytest.mark.parametrize(
        ("answer", "asked"), [("yes", State.NAME_RECORDING), ("no", State.REASON)]
    )
    def test_of_a_name_too_is_only_made_of_who_agreed(self, answer: str, asked: State) -> None:
        caller = Conversation(Consent.ASK).phone("en").says(answer).is_silent(2)
        assert caller.at(asked)

    def test_is_announced(self) -> None:
        caller = Conversation(Consent.ANNOUNCE).phone("id")
        assert caller.call.record
        assert caller.messages == ["greeting", "recording-announced", "name-question"]

    def test_is_not_made_of_who_never_heard_the_announcement(self) -> None:
        caller = Conversation(Consent.ANNOUNCE).phone().says("operator")
        assert caller.at(State.JOINING)
        assert not caller.call.record

    def test_is_off_without_a_word(self) -> None:
        caller = Conversation(Consent.OFF).phone("id")
        assert not caller.call.record
        assert caller.messages == ["greeting", "name-question"]

    def test_begins_once_however_many_agents_are_met(self) -> None:
        caller = Conversation(Consent.ANNOUNCE).phone("en").says("operator")
        caller.happens(events.Brought("Rina"))
        assert caller.todo[-2:] == (actions.StartRecording(), actions.Meet())
        caller.happens(events.AgentLost()).happens(events.Brought("Dewi"))
        assert actions.StartRecording() not in caller.todo
        assert caller.todo[-1] == actions.Meet()


def asked_why(language: str = "en") -> Conversation:
    """A caller who kept their name and is asked for the reason."""
    return talk(language).says({"en": "no", "id": "tidak"}[language])


class TestTheReason:
    def test_that_is_understood_leads_into_the_line(self) -> None:
        caller = asked_why("id").says("kulkas yang saya beli tidak dingin")
        assert caller.at(State.JOINING)
        assert caller.joins == actions.JoinQueue("repair", supervisor=False)
        assert "perbaikan dan garansi" in caller.words
        assert caller.call.reason == "kulkas yang saya beli tidak dingin"

    def test_that_is_half_understood_takes_one_question(self) -> None:
        caller = asked_why().says(UNSURE)
        assert caller.at(State.CLARIFY)
        assert caller.messages == ["clarify-question"]
        assert len(caller.call.options) == 2

    def test_out_of_everything_goes_to_a_person_not_to_a_guess(self) -> None:
        caller = asked_why().says("what is the capital of Mongolia")
        assert caller.joins == actions.JoinQueue(None, supervisor=False)
        assert caller.messages == ["joining-anybody"]

    @pytest.mark.parametrize("said", ["hello", "good morning", "um yes", "well, no"])
    def test_is_asked_again_of_who_only_greets(self, said: str) -> None:
        caller = asked_why().says(said)
        assert caller.at(State.REASON)
        assert caller.messages == ["not-understood", "reason-question"]

    @pytest.mark.parametrize(
        ("language", "said"), [("en", "could you repeat that please"), ("id", "apa, bisa diulang")]
    )
    def test_is_asked_again_of_who_did_not_hear(self, language: str, said: str) -> None:
        assert asked_why(language).says(said).messages == ["once-more", "reason-question"]

    def test_is_chosen_by_key_where_words_fail(self) -> None:
        caller = asked_why().is_silent(2)
        assert caller.at(State.KEYS)
        assert caller.messages == ["keys-question", *["keys-option"] * 6, "keys-person"]
        assert caller.presses("3").joins == actions.JoinQueue("repair", supervisor=False)

    def test_gives_the_menu_to_who_presses_keys(self) -> None:
        assert asked_why().presses("5").at(State.KEYS)

    @pytest.mark.parametrize(
        ("said", "skill"),
        [("repairs and warranty", "repair"), ("the second one", "delivery"), ("3", "repair")],
    )
    def test_is_chosen_from_the_menu_by_voice(self, said: str, skill: str) -> None:
        caller = asked_why().presses("5").says(said)
        assert caller.joins == actions.JoinQueue(skill, supervisor=False)

    @pytest.mark.parametrize("answer", ["none of those", "something else"])
    def test_that_is_not_on_the_menu_goes_to_anybody(self, answer: str) -> None:
        assert asked_why().presses("5").says(answer).messages == ["joining-anybody"]

    def test_that_stays_dark_goes_to_anybody(self) -> None:
        assert asked_why().presses("5").presses("9").presses("8").at(State.JOINING)
        assert asked_why().presses("5").is_silent(2).at(State.JOINING)


UNSURE = unsure("en")


class TestTheOneQuestion:
    @pytest.mark.parametrize(
        ("answer", "which"),
        [
            ("the first one", 0),
            ("the second one", 1),
            ("not the first, the second", 1),
            ("2", 1),
            ("both", 0),
            ("{second} please", 1),
            ("it's about {first}", 0),
        ],
    )
    def test_is_answered_by_voice(self, answer: str, which: int) -> None:
        caller = asked_why().says(UNSURE)
        first, second = (script().title(option, "en") for option in caller.call.options)
        options = caller.call.options
        caller.says(answer.format(first=first, second=second))
        assert caller.joins == actions.JoinQueue(options[which], supervisor=False)

    def test_is_answered_by_key(self) -> None:
        caller = asked_why().says(UNSURE)
        second = caller.call.options[1]
        assert caller.presses("2").joins == actions.JoinQueue(second, supervisor=False)

    def test_is_answered_by_telling_it_better(self) -> None:
        caller = asked_why().says(UNSURE, "the fridge I bought is not getting cold")
        assert caller.joins == actions.JoinQueue("repair", supervisor=False)

    @pytest.mark.parametrize("answer", ["neither", "neither one", "no, something else", "fnord"])
    def test_that_helps_nobody_gives_way_to_keys(self, answer: str) -> None:
        assert asked_why().says(UNSURE, answer).at(State.KEYS)

    def test_is_put_twice_to_who_says_nothing(self) -> None:
        caller = asked_why().says(UNSURE).is_silent()
        assert caller.messages == ["not-heard", "clarify-question"]
        assert caller.is_silent().at(State.KEYS)


class TestTheWishForAPerson:
    @pytest.mark.parametrize(
        ("language", "said", "supervisor"),
        [
            ("en", "supervisor", True),
            ("en", "I want to speak to a person", False),
            ("id", "orang", False),
            ("id", "tolong sambungkan ke manajer", True),
            ("id", "I want to speak to your manager", True),
        ],
    )
    def test_is_granted(self, language: str, said: str, supervisor: bool) -> None:
        caller = talk(language).says(said)
        assert caller.joins == actions.JoinQueue(None, supervisor=supervisor)
        assert caller.messages == ["supervisor-promised" if supervisor else "person-promised"]

    def test_keeps_what_it_is_about(self) -> None:
        caller = asked_why().says("I want to talk to someone about the return of a phone I bought")
        assert caller.joins == actions.JoinQueue("refund", supervisor=False)
        assert caller.messages == ["person-promised"]

    def test_of_a_stranger_tells_their_language(self) -> None:
        caller = Conversation().phone().says("I want to speak to a person please")
        assert caller.words == "Of course, I will bring you to somebody."

    def test_is_not_heard_in_a_mention(self) -> None:
        caller = asked_why().says("your technician never showed up and the agent never called me")
        assert caller.joins == actions.JoinQueue("complaint", supervisor=False)

    def test_is_not_heard_in_a_wrong_person(self) -> None:
        assert talk("en", "Andrea").says("no, wrong person").at(State.NAME)


def in_line() -> Conversation:
    return asked_why().says("where is my order").happens(events.Joined())


class TestTheLine:
    def test_is_entered_once_and_held(self) -> None:
        caller = in_line()
        assert caller.at(State.HOLDING)
        assert caller.todo == (actions.Hold("en"),)
        assert caller.happens(events.Joined()).at(State.HOLDING)

    def test_that_breaks_is_entered_again_without_a_second_welcome(self) -> None:
        caller = in_line().happens(events.LineBroke())
        assert caller.messages == ["hold-blind"]
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False, again=True)

    def test_is_joined_again_by_who_lost_the_thread(self) -> None:
        caller = in_line()
        again = actions.JoinQueue("delivery", supervisor=False, again=True)
        assert caller.flow.resume(caller.call)[-1] == again

    def test_leads_to_an_agent(self) -> None:
        caller = in_line().happens(events.Brought("Rina"))
        assert caller.words == "Thank you. Here is Rina."
        assert caller.todo[-1] == actions.Meet()

    def test_leads_to_an_agent_whose_name_we_lost(self) -> None:
        caller = in_line().happens(events.Brought(""))
        assert caller.words == "Thank you. Here is my colleague."


class TestTheTalk:
    def talking(self) -> Conversation:
        return in_line().happens(events.Brought("Rina"))

    def test_that_is_cut_leads_back_to_the_old_place(self) -> None:
        caller = self.talking().happens(events.AgentLost())
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False, again=True)
        assert caller.messages == ["agent-lost"]

    def test_is_passed_on(self) -> None:
        caller = self.talking().happens(events.Transferred("refund"))
        assert caller.joins == actions.JoinQueue("refund", supervisor=False, again=True)
        assert "a return or a refund" in caller.words

    def test_passed_on_to_nowhere_goes_to_anybody(self) -> None:
        caller = self.talking().happens(events.Transferred("astrology"))
        assert caller.joins == actions.JoinQueue(None, supervisor=False, again=True)

    def test_ends_with_a_goodbye(self) -> None:
        caller = self.talking().happens(events.TalkOver()).is_silent(2)
        assert caller.messages == ["goodbye"]
        assert caller.todo[-1] == actions.HangUp()
        assert caller.happens(events.HungUp()).at(State.ENDED)


class TestWhenNobodyIsThere:
    def test_strangers_hear_it_in_every_language(self) -> None:
        caller = Conversation().phone(is_open=False)
        assert caller.at(State.CLOSED)
        assert caller.messages == ["closed", "closed", "message-question", "message-question"]
        assert "buka kembali besok pukul 8 pagi" in caller.words
        assert "open again tomorrow at 8 a.m." in caller.words

    def test_who_is_known_hears_it_in_theirs(self) -> None:
        caller = Conversation().phone("en", is_open=False)
        assert caller.messages == ["closed", "message-question"]

    def test_no_opening_is_promised_where_none_is_in_sight(self) -> None:
        caller = Conversation().phone("en", is_open=False, opening={})
        assert caller.messages == ["closed-no-time", "message-question"]

    def test_a_message_is_thanked_for_in_the_same_languages(self) -> None:
        caller = Conversation().phone(is_open=False).speaks_after_the_tone(20)
        assert caller.at(State.GOODBYE)
        assert caller.messages == ["message-thanks", "message-thanks", "goodbye", "goodbye"]
        assert caller.todo[-1] == actions.HangUp()
        assert not caller.call.name_recorded

    def test_who_says_nothing_is_not_thanked_for_a_message(self) -> None:
        caller = Conversation().phone("en", is_open=False).is_silent()
        assert caller.messages == ["goodbye"]

    def test_a_key_does_not_end_in_a_line_that_nobody_serves(self) -> None:
        caller = Conversation().phone("en", is_open=False).presses("0")
        assert caller.at(State.CLOSED)
        assert caller.messages == ["supervisor-later", "message-question"]
        assert caller.presses("1").at(State.GOODBYE)

    def test_our_own_failure_promises_nobody(self) -> None:
        caller = Conversation().phone("en", is_open=False).happens(events.Fault())
        assert caller.messages == ["fault-goodbye", "goodbye"]


def test_every_step_of_a_whole_call_is_numbered() -> None:
    caller = Conversation(Consent.ASK).phone()
    seen = [caller.call.step]
    for said in ("English", "yes", "Andrea", "yes", "where is my order"):
        seen.append(caller.says(said).call.step)
    assert seen == [1, 2, 3, 4, 5, 6]


def test_two_hotlines_share_nothing() -> None:
    one = Flow(script())
    other = Flow(replace(script(), hotline="Toko Lain", languages=("en",)))
    assert one.begin().language == BOTH[0]
    assert other.begin().language == "en"
