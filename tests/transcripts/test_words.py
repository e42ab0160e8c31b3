"""The small values that everything about transcripts is made of."""

from transcripts.words import Utterance, Word

SAID = Utterance(
    (
        Word("My", 1.0, 1.2, 0.9, 0),
        Word("card", 1.2, 1.5, 0.9, 0),
        Word("", 1.6, 7.0, 0.8, 0, "card"),
        Word("OK", 7.0, 6.9, 0.9, 0),
    ),
    speaker="caller",
)


def test_an_utterance_reads_as_it_was_said_with_what_was_taken_out_named() -> None:
    assert SAID.text == "My card [card] OK"


def test_the_terms_of_an_utterance_are_lower_case_and_hold_nothing_taken_out() -> None:
    assert SAID.terms == ("my", "card", "ok")


def test_an_utterance_spans_its_words_on_their_channel() -> None:
    assert (SAID.channel, SAID.start, SAID.end) == (0, 1.0, 7.0)
