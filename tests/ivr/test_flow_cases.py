"""A caller with a case: recognised, asked once, and brought to who looks after it."""

from typing import Any

import pytest

from ivr import actions, case_numbers, events
from ivr.call import Call, State
from ivr.events import CaseFound, KnownCase, Trouble
from tests.ivr.conversations import OWN_NUMBER, Conversation

BOTH = pytest.mark.parametrize("language", ["en", "id"])
CASE = KnownCase("482913", "billing", "Putu Ayu", owner_here=True)
YES, NO = {"en": "yes", "id": "ya"}, {"en": "no", "id": "tidak"}


def known(case: KnownCase = CASE, language: str = "en", **circumstances: Any) -> Conversation:
    """Siti phones from her number; she has a case."""
    caller = Conversation()
    return caller.phone(language, "Siti Nurhaliza", "Ibu", case=case, **circumstances)


class TestACase:
    @BOTH
    def test_is_asked_for_in_one_question_with_the_name(self, language: str) -> None:
        caller = known(language=language)
        assert caller.at(State.RETURNING)
        assert caller.messages == ["greeting", "returning-case", "case-question"]
        assert "Putu Ayu" in caller.words
        assert "482913" not in caller.words

    @BOTH
    def test_that_is_theirs_leads_to_its_owner_at_once(self, language: str) -> None:
        caller = known(language=language).says(YES[language])
        assert caller.joins == actions.JoinQueue("billing", supervisor=False)
        assert (caller.call.name, caller.call.case) == ("Siti Nurhaliza", "482913")
        assert caller.messages == ["joining-owner"]

    @pytest.mark.parametrize(
        ("case", "message"),
        [
            (KnownCase("1", "billing", "Putu"), "joining-owner-away"),
            (KnownCase("1", "billing", "Putu", owner_here=True, moved=True), "joining-owner-moved"),
            (KnownCase("1", "billing", "Putu", moved=True), "joining-owner-moved-away"),
            (KnownCase("1", "billing"), "joining-case"),
        ],
    )
    def test_tells_the_truth_about_who_will_help(self, case: KnownCase, message: str) -> None:
        assert known(case).presses("1").messages == [message]

    @pytest.mark.parametrize(
        ("case", "message"),
        [
            (KnownCase("1", "billing"), "case-question-unowned"),
            (KnownCase("1", None, "Putu"), "case-question-of"),
            (KnownCase("1", "no longer a skill", None), "case-question-last"),
        ],
    )
    def test_is_called_by_what_is_known_of_it(self, case: KnownCase, message: str) -> None:
        assert known(case).messages[-1] == message

    @BOTH
    def test_a_no_to_both_is_asked_apart(self, language: str) -> None:
        caller = known(language=language).says(NO[language])
        assert caller.messages == ["not-both", "returning-question"]
        caller.says(YES[language])
        assert caller.at(State.REASON)
        assert (caller.call.name, caller.call.case) == ("Siti Nurhaliza", None)

    def test_is_not_that_of_another_who_phones_from_there(self) -> None:
        caller = known().says("no, this is Andrea", "yes")
        assert caller.at(State.REASON)
        assert (caller.call.name, caller.call.case) == ("Andrea", None)

    def test_is_not_theirs_who_does_not_answer(self) -> None:
        caller = known().is_silent(2)
        assert caller.at(State.REASON)
        assert (caller.call.name, caller.call.case) == (None, None)

    def test_yes_and_another_story_is_another_matter(self) -> None:
        caller = known().says("yes, I'm calling about my order, it never arrived")
        assert (caller.call.name, caller.call.case) == ("Siti Nurhaliza", None)
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False)

    def test_yes_but_something_else_is_asked_for_the_reason(self) -> None:
        caller = known().says("yes, but something else")
        assert caller.at(State.REASON)
        assert caller.call.name == "Siti Nurhaliza"

    def test_is_asked_for_alone_where_only_the_name_was_said(self) -> None:
        caller = known().says("Siti speaking")
        assert caller.at(State.CASE)
        assert caller.says("yes").call.case == "482913"

    def test_a_colleague_is_not_asked_for_the_name(self) -> None:
        caller = known(staff=True)
        assert caller.at(State.CASE)
        assert caller.messages == ["greeting", "case-question"]
        assert caller.says("no").messages == ["reason-question-named"]

    def test_the_story_answers_whether_it_is_about_the_case(self) -> None:
        same = known(staff=True).says("my bill is wrong")
        assert same.call.case == "482913"
        other = known(staff=True).says("where is my order")
        assert (other.call.case, other.call.skill) == (None, "delivery")

    def test_keys_answer_it_too(self) -> None:
        assert known(staff=True).presses("1").call.case == "482913"
        assert known(staff=True).presses("2").at(State.REASON)

    def test_who_has_more_cases_may_name_one(self) -> None:
        caller = known(staff=True, cases=2).says("no")
        assert caller.messages == ["reason-question-other"]

    @BOTH
    @pytest.mark.parametrize("wish", ["supervisor", "0"])
    def test_a_person_may_be_asked_for_instead(self, wish: str, language: str) -> None:
        caller = known(language=language, staff=True).says(wish)
        assert caller.joins is not None
        assert caller.joins.supervisor is (wish == "supervisor")

    def test_is_kept_by_who_was_cut_off(self) -> None:
        old = known().says("yes").call
        caller = Conversation().phone("en", dropped=old.to_json())
        assert (caller.call.case, caller.call.owner) == ("482913", "Putu Ayu")
        assert caller.messages == ["welcome-back-named"]

    def test_is_remembered_by_the_records(self) -> None:
        call = known(troubles=(Trouble(3, "refund", None, {"en": "x"}),)).call
        assert Call.from_json(call.to_json()) == call


def asked_for_reason(language: str = "en") -> Conversation:
    return known(language=language, staff=True).says(NO[language])


class TestACaseNumber:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            *(
                ("en", "I have a case number"),
                ("en", "my ticket number please"),
                ("en", "it's about my ticket"),
            ),
            *(("id", "saya punya nomor kasus"), ("id", "nomor tiket saya")),
        ],
    )
    def test_that_is_spoken_of_is_asked_for(self, language: str, said: str) -> None:
        caller = asked_for_reason(language).says(said)
        assert caller.at(State.CASE_NUMBER)
        [ask] = caller.todo
        assert isinstance(ask, actions.Ask)
        assert ask.digits == 6

    @pytest.mark.parametrize("said", ["in my case it is broken", "train tickets", "my phone case"])
    def test_a_mention_of_something_else_is_none(self, said: str) -> None:
        assert not case_numbers.is_spoken_of(said, "en")

    @BOTH
    def test_that_is_found_leads_to_the_owner_of_the_case(self, language: str) -> None:
        caller = asked_for_reason(language).happens(CaseFound(CASE))
        assert caller.joins == actions.JoinQueue("billing", supervisor=False)
        assert caller.messages == ["case-found", "joining-owner"]

    def test_that_is_not_found_is_asked_for_once_more(self) -> None:
        caller = asked_for_reason().says("I have a case number").happens(CaseFound(None))
        assert caller.messages == ["case-not-found", "case-number-question"]
        assert caller.happens(CaseFound(None)).at(State.REASON)

    @pytest.mark.parametrize("said", ["I don't have it", "no", "never mind", "I forgot it"])
    def test_that_is_not_at_hand_is_not_needed(self, said: str) -> None:
        caller = asked_for_reason().says("I have a case number", said)
        assert caller.at(State.REASON)
        assert caller.messages[0] == "case-number-none"

    def test_said_without_a_look_makes_no_sense(self) -> None:
        caller = asked_for_reason().says("I have a case number", "it is green")
        assert caller.messages == ["not-understood", "case-number-question"]

    @pytest.mark.parametrize(
        ("state", "event", "code"),
        [
            (State.CASE_NUMBER, events.Keyed("482913"), "482913"),
            (State.CASE_NUMBER, events.Keyed("48291"), None),
            (State.CASE_NUMBER, events.Keyed("4829²3"), None),
            (State.CASE_NUMBER, events.Heard("four eight two nine one three"), "482913"),
            (State.CASE_NUMBER, events.Heard("empat delapan dua sembilan satu tiga"), "482913"),
            (State.CASE_NUMBER, events.Heard("it is 482 913, I think"), "482913"),
            (State.REASON, events.Heard("my case number is 482913"), "482913"),
            (State.REASON, events.Heard("it's 4 8 2 9 1 3"), "482913"),
            (State.REASON, events.Heard("order 482913 has not arrived"), None),
            (State.REASON, events.Heard("call me on 555 0100 234"), None),
            (State.CASE, events.Heard("case 12345678 is it"), None),
            (State.NAME, events.Heard("my case number is 482913"), None),
            (State.REASON, events.Silence(), None),
        ],
    )
    def test_is_recognised_where_it_may_be_said(
        self, state: State, event: events.Event, code: str | None
    ) -> None:
        assert case_numbers.code_in(Call("en", state), event) == code


POWER = Trouble(7, "delivery", None, {"en": "Our vans are late.", "id": "Mobil kami terlambat."})
REASON = {"en": "where is my order", "id": "pesanan saya di mana ya"}


def troubled(
    trouble: Trouble = POWER, language: str = "en", number: str | None = OWN_NUMBER
) -> Conversation:
    """A colleague, who is not asked for a name, asks for an order."""
    caller = Conversation().phone(
        language, "Budi", staff=True, troubles=(trouble,), callback_number=number
    )
    return caller.says(REASON[language])


class TestATrouble:
    @BOTH
    def test_that_we_know_is_told_before_the_line(self, language: str) -> None:
        caller = troubled(language=language)
        assert caller.at(State.TROUBLE)
        assert caller.messages == ["trouble", "trouble-question"]
        assert POWER.messages[language] in caller.words

    @BOTH
    def test_is_waited_for_at_home_by_who_says_yes(self, language: str) -> None:
        caller = troubled(language=language).says(YES[language])
        assert caller.at(State.GOODBYE)
        assert actions.AwaitIncident(7) in caller.todo
        assert caller.messages == ["trouble-awaited", "goodbye-named"]
        assert caller.todo[-1] == actions.HangUp()

    @pytest.mark.parametrize("said", ["no", "2", "I'll wait", "fnord", "a person please"])
    def test_anything_else_leads_to_a_person(self, said: str) -> None:
        caller = troubled().says(said)
        assert caller.joins == actions.JoinQueue("delivery", supervisor=False)
        assert actions.AwaitIncident(7) not in caller.todo

    def test_silence_leads_to_a_person_without_ado(self) -> None:
        assert troubled().is_silent().messages == ["joining"]

    def test_is_only_told_to_who_cannot_be_called(self) -> None:
        caller = troubled(number=None)
        assert caller.messages == ["trouble", "joining"]
        assert caller.joins is not None

    def test_of_a_word_is_theirs_who_said_it_in_some_form(self) -> None:
        by_word = Trouble(8, None, "orders", {"en": "Orders are late."})
        assert troubled(by_word).at(State.TROUBLE)
        assert troubled(Trouble(8, None, "strike", {"en": "A strike."})).at(State.JOINING)

    def test_of_a_word_is_theirs_in_indonesian_too(self) -> None:
        assert troubled(Trouble(8, None, "pesanan", {"id": "Terlambat."}), "id").at(State.TROUBLE)

    @pytest.mark.parametrize(
        "other",
        [
            Trouble(7, "billing", None, {"en": "x"}),
            Trouble(7, "delivery", None, {"id": "x"}),
            Trouble(7, None, None, {"en": "x"}),
            Trouble(7, "delivery", "strike", {"en": "x"}),
        ],
    )
    def test_of_others_is_not_spoken_of(self, other: Trouble) -> None:
        assert troubled(other).at(State.JOINING)

    def test_does_not_keep_a_caller_from_the_owner_of_their_case(self) -> None:
        late = Trouble(7, "billing", None, {"en": "Bills are late."})
        caller = known(troubles=(late,), callback_number=OWN_NUMBER).says("yes")
        assert caller.messages == ["joining-owner"]
