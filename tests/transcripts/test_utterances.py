"""Words become what each side said, in order, with who said it and in which talk."""

from transcripts.utterances import PAUSE, utterances
from transcripts.words import TalkFacts, Word


def word(text: str, start: float, end: float, channel: int = 0) -> Word:
    return Word(text, start, end, 0.9, channel)


def talk(number: int, start: float, end: float) -> TalkFacts:
    return TalkFacts(number, 70 + number, "Sari", None, "en", start, end, 12.0, "Sinar")


def test_a_pause_begins_something_new() -> None:
    words = [word("hello", 0.0, 0.4), word("there", 0.3 + PAUSE, 1.5), word("yes", 2.4, 2.6)]
    assert [said.text for said in utterances(words, ())] == ["hello there", "yes"]


def test_what_overlaps_stays_apart_in_order_of_its_beginning() -> None:
    words = [
        word("where", 1.0, 1.3),
        word("good", 1.1, 1.4, 1),
        word("is", 1.3, 1.5),
        word("morning", 1.4, 1.9, 1),
        word("it", 1.5, 1.7),
    ]
    said = utterances(words, [talk(1, 0, 10)])
    assert [(one.channel, one.text) for one in said] == [(0, "where is it"), (1, "good morning")]


def test_words_come_in_any_order() -> None:
    words = [word("you", 0.5, 0.8), word("thank", 0.1, 0.5)]
    assert [said.text for said in utterances(words, ())] == ["thank you"]


def test_a_long_word_covers_the_pause_of_a_short_one_within_it() -> None:
    words = [word("", 0.0, 5.0), word("seven", 1.0, 1.2), word("okay", 5.1, 5.4)]
    assert len(utterances(words, ())) == 1


def test_the_agent_of_the_talk_speaks_on_channel_1() -> None:
    talks = [talk(1, 0, 10), talk(2, 10, 20)]
    words = [word("hello", 1, 2, 1), word("bye", 9.5, 10, 1), word("good", 10.1, 10.4, 1)]
    said = utterances(words, talks)
    assert [(one.text, one.speaker, one.person, one.talk) for one in said] == [
        ("hello", "agent", 71, 1),
        ("bye", "agent", 71, 1),
        ("good", "agent", 72, 2),
    ]


def test_the_caller_speaks_on_channel_0_also_outside_of_a_talk() -> None:
    said = utterances([word("hello", 1, 2), word("anybody", 12, 13)], [talk(1, 0, 10)])
    assert [(one.speaker, one.person, one.talk) for one in said] == [
        ("caller", None, 1),
        ("caller", None, None),
    ]


def test_who_speaks_on_channel_1_outside_of_a_talk_is_not_known() -> None:
    (said,) = utterances([word("please", 12, 13, 1)], [talk(1, 0, 10)])
    assert (said.speaker, said.person, said.talk) == ("unknown", None, None)


def test_of_two_talks_at_a_time_a_word_belongs_to_the_later_one() -> None:
    (said,) = utterances([word("hello", 5, 6, 1)], [talk(2, 4, 9), talk(1, 0, 8)])
    assert said.talk == 2


def test_on_one_channel_for_both_nobody_can_say_who_is_who() -> None:
    (said,) = utterances([word("hello", 1, 2)], [talk(1, 0, 10)], mono=True)
    assert (said.speaker, said.person, said.talk) == ("unknown", None, 1)


def test_a_message_is_the_callers() -> None:
    (said,) = utterances([word("hello", 1, 2)], (), message=True, mono=True)
    assert (said.speaker, said.talk) == ("caller", None)


def test_of_silence_nothing_was_said() -> None:
    assert utterances([], [talk(1, 0, 10)]) == []
