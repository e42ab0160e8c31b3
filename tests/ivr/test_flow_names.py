"""A caller's name: asked for, asked back, corrected, spelled, or spoken for the agent to hear."""

import pytest

from ivr import actions, events
from ivr.call import State
from tests.ivr.conversations import Conversation, talk


def test_a_name_is_asked_back_and_then_used() -> None:
    caller = talk("en").says("it's Andrea Jones calling")
    assert caller.at(State.NAME_CONFIRM)
    assert caller.call.name is None
    assert caller.words == "I heard Andrea. Is that right?"
    caller.says("yes")
    assert caller.call.name == "Andrea Jones"
    assert caller.words == "Thank you, Andrea. How can I help you today?"


def test_nama_ditanyakan_kembali_lalu_dipakai() -> None:
    caller = talk("id").says("dengan Ibu Siti Nurhaliza")
    assert caller.words == "Nama yang saya dengar: Siti. Apakah sudah betul?"
    caller.says("iya betul")
    assert (caller.call.name, caller.call.honorific) == ("Siti Nurhaliza", "Ibu")
    assert caller.words == "Terima kasih, Ibu Siti. Apa yang dapat kami bantu hari ini?"


def test_siapa_tanpa_sapaan_tetap_disapa_dengan_hormat() -> None:
    caller = talk("id").says("Budi Santoso", "betul")
    assert "Bapak atau Ibu Budi." in caller.words


@pytest.mark.parametrize("answer", ["yes", "it's Andrea", "speaking", "Yes, Andrea"])
def test_a_name_is_confirmed_by_a_yes_or_by_saying_it_again(answer: str) -> None:
    assert talk("en").says("Andrea", answer).call.name == "Andrea"


def test_a_name_is_confirmed_by_key() -> None:
    assert talk("en").says("Andrea").presses("1").call.name == "Andrea"
    assert talk("en").says("Andrea").presses("2").at(State.NAME)


def test_an_honorific_said_with_the_yes_is_kept() -> None:
    caller = talk("id").says("Budi", "iya, Pak Budi")
    assert (caller.call.name, caller.call.honorific) == ("Budi", "Bapak")


@pytest.mark.parametrize(
    ("language", "said", "honorific"),
    [
        ("id", "Halo Bu, saya Budi", None),
        ("id", "selamat pagi Mbak, dengan Pak Budi", "Bapak"),
        ("id", "dengan Pak Haji Slamet", "Bapak"),
        ("id", "Ibu Ani", "Ibu"),
        ("en", "yes sir, this is Andrea Jones", None),
        ("en", "good morning miss my name is Andrea", None),
        ("en", "Mr. John Smith", "Mr"),
    ],
)
def test_an_honorific_is_the_callers_only_right_before_their_name(
    language: str, said: str, honorific: str | None
) -> None:
    assert talk(language).says(said).call.honorific == honorific


def test_mister_goes_with_the_family_name() -> None:
    assert "Thank you, Mr Smith." in talk("en").says("Mr John Smith", "yes").words
    assert "Thank you, Dr Sarah." in talk("en").says("Dr Sarah Connor", "yes").words


@pytest.mark.parametrize(
    ("language", "wrong", "correction", "right"),
    [
        ("en", "Sandra", "no, it's Andrea", "Andrea"),
        ("en", "Hannah", "not Hannah, Anna", "Anna"),
        ("id", "Yani", "bukan, saya Ani", "Ani"),
        ("id", "Siti", "bukan Siti, Sinta", "Sinta"),
    ],
)
def test_a_correction_is_asked_back_in_its_turn(
    language: str, wrong: str, correction: str, right: str
) -> None:
    caller = talk(language).says(wrong, correction)
    assert caller.at(State.NAME_CONFIRM)
    assert caller.call.heard == right
    assert caller.call.name is None
    yes = {"en": "yes", "id": "ya"}[language]
    assert caller.says(yes).call.name == right


def test_a_plain_no_asks_for_the_name_again() -> None:
    caller = talk("en").says("Sandra", "no")
    assert caller.at(State.NAME)
    assert caller.messages == ["name-wrong", "name-question-again"]


def test_a_name_wrong_twice_is_spelled_and_one_spelled_wrong_is_spoken() -> None:
    caller = talk("en").says("Sandra", "no", "Anders", "no")
    assert caller.at(State.SPELLING)
    caller.says("A N D R E A")
    assert caller.words == "I heard Andrea. Is that right?"
    caller.says("no")
    assert caller.at(State.NAME_RECORDING)
    assert [type(step) for step in caller.todo] == [actions.RecordVoice]
    caller.speaks_after_the_tone()
    assert caller.at(State.REASON)
    assert caller.call.name is None
    assert caller.call.name_recorded
    assert caller.messages == ["reason-question"]


def test_what_is_no_name_twice_is_spelled() -> None:
    caller = talk("en").says("purple over there that thing", "well it is like this")
    assert caller.at(State.SPELLING)


def test_what_is_no_spelling_is_spoken() -> None:
    caller = talk("en").says("Sandra", "no", "Anders", "no", "how would I know")
    assert caller.at(State.NAME_RECORDING)


def test_corrections_come_to_an_end() -> None:
    names = ["Anna", "no, Hannah", "no, Joanna", "no, Susanna", "no, Diana", "no, Mariana"]
    assert talk("en").says(*names[:4]).at(State.NAME_CONFIRM)
    assert talk("en").says(*names[:5]).at(State.NAME_RECORDING)


def test_nothing_after_the_tone_is_no_recorded_name() -> None:
    caller = talk("en").is_silent(2)
    assert caller.at(State.NAME_RECORDING)
    caller.is_silent()
    assert caller.at(State.REASON)
    assert not caller.call.name_recorded


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "no"),
        ("en", "I'd rather not say"),
        ("en", "I don't want to give my name"),
        ("id", "tidak"),
        ("id", "saya tidak mau sebut nama"),
        ("id", "rahasia"),
    ],
)
def test_who_keeps_their_name_to_themselves_is_not_pressed(language: str, said: str) -> None:
    caller = talk(language).says(said)
    assert caller.at(State.REASON)
    assert caller.call.name is None
    assert caller.messages == ["name-kept", "reason-question"]


def test_a_second_no_to_a_wrong_name_is_no_refusal() -> None:
    assert talk("en").says("Sandra", "no", "no no").at(State.SPELLING)


@pytest.mark.parametrize(
    ("language", "story", "skill"),
    [
        ("en", "the fridge I bought is not getting cold", "repair"),
        ("id", "paket saya belum sampai padahal janjinya hari Senin", "delivery"),
    ],
)
def test_a_story_told_at_the_name_question_need_not_be_told_again(
    language: str, story: str, skill: str
) -> None:
    caller = talk(language).says(story)
    assert caller.at(State.NAME)
    assert caller.messages == ["story-noted", "name-question"]
    assert (caller.call.skill, caller.call.reason) == (skill, story)
    yes = {"en": "yes", "id": "ya"}[language]
    caller.says("Budi", yes)
    assert caller.at(State.JOINING)
    assert caller.joins == actions.JoinQueue(skill, supervisor=False)


def test_a_story_is_noted_once_and_then_the_name_is_wanted() -> None:
    story = "the fridge I bought is not getting cold"
    assert talk("en").says(story, story, story).at(State.SPELLING)


def test_a_story_that_comes_along_with_an_answer_is_noted_too() -> None:
    caller = talk("en", name="Andrea Jones")
    caller.says("yes, I'm calling about the fridge I bought, it is not getting cold")
    assert caller.call.name == "Andrea Jones"
    assert caller.joins == actions.JoinQueue("repair", supervisor=False)


class TestSomebodyWhoHasCalledBefore:
    def test_is_asked_whether_it_is_them(self) -> None:
        caller = talk("id", "Siti Nurhaliza", "Ibu")
        assert caller.at(State.RETURNING)
        assert "Apakah saya berbicara dengan Ibu Siti?" in caller.words
        assert caller.call.name is None

    @pytest.mark.parametrize(
        "said", ["ya", "iya betul", "saya sendiri", "iya saya sendiri", "ini Siti"]
    )
    def test_and_says_so(self, said: str) -> None:
        caller = talk("id", "Siti Nurhaliza", "Ibu").says(said)
        assert caller.at(State.REASON)
        assert (caller.call.name, caller.call.honorific) == ("Siti Nurhaliza", "Ibu")

    @pytest.mark.parametrize("said", ["bukan", "bukan, orang lain", "tidak, salah"])
    def test_or_is_somebody_else(self, said: str) -> None:
        caller = talk("id", "Siti Nurhaliza", "Ibu").says(said)
        assert caller.at(State.NAME)
        assert caller.messages == ["name-wrong", "name-question"]
        assert caller.call.name is None

    def test_or_says_who_they_are_instead(self) -> None:
        caller = talk("id", "Siti Nurhaliza", "Ibu").says("bukan, saya Budi")
        assert caller.at(State.NAME_CONFIRM)
        caller.says("ya")
        assert (caller.call.name, caller.call.honorific) == ("Budi", None)

    def test_and_is_not_called_by_that_name_if_they_say_nothing(self) -> None:
        caller = talk("id", "Siti Nurhaliza", "Ibu").is_silent(2)
        assert caller.at(State.REASON)
        assert caller.call.name is None

    def test_and_denies_the_name_while_saying_it(self) -> None:
        caller = talk("en", "Andrea Jones").says("no, not Andrea")
        assert caller.at(State.NAME)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("I Wayan Sudiarta", "Wayan"),
        ("Muhammad Rizki Ramadhan", "Rizki"),
        ("Siti Nurhaliza binti Abdullah", "Siti"),
    ],
)
def test_long_names_are_kept_in_full_and_called_in_short(name: str, called: str) -> None:
    caller = talk("id").says(f"nama saya {name}")
    assert caller.call.heard == name
    assert caller.says("betul").words.startswith(f"Terima kasih, Bapak atau Ibu {called}.")


def test_the_name_is_said_when_an_agent_is_there_and_at_the_end() -> None:
    caller: Conversation = talk("en", "Andrea Jones").says("yes", "where is my order")
    caller.happens(events.Joined()).happens(events.Brought("Rina"))
    assert caller.words == "Thank you, Andrea. Here is Rina."
    caller.happens(events.TalkOver()).is_silent(2)
    assert caller.words == "Thank you for calling, Andrea. Goodbye."
