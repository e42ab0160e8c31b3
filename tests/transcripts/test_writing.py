"""Conversations as text, subtitles and JSON."""

import json
from datetime import timedelta

import srt

from transcripts.words import Utterance, Word
from transcripts.writing import as_json, as_srt, as_text, lines

SAID = [
    Utterance((Word("good", 3661.0, 3661.3, 0.91234, 1), Word("morning", 3661.3, 3664.0, 1, 1))),
    Utterance((Word("kartu", 3662.0, 3662.504, 0.8, 0), Word("", 3662.6, 3663, 0.5, 0, "card"))),
]
LINES = lines(SAID, lambda said: ("Budi é", "Sari")[said.channel])


def test_text_has_a_line_for_each_with_its_time() -> None:
    assert as_text(LINES) == "1:01:01 Sari: good morning\n1:01:02 Budi é: kartu [card]\n"


def test_subtitles_overlap_where_people_do() -> None:
    first, second = srt.parse(as_srt(LINES))
    assert (first.index, first.content) == (1, "Sari: good morning")
    assert (second.index, second.content) == (2, "Budi é: kartu [card]")
    assert (first.start, first.end) == (timedelta(seconds=3661), timedelta(seconds=3664))
    assert second.start < first.end


def test_json_has_every_word_with_its_time_and_confidence() -> None:
    first, second = json.loads(as_json(LINES))
    assert (first["who"], first["start"], first["end"]) == ("Sari", 3661.0, 3664.0)
    assert first["words"][0] == {
        "text": "good",
        "start": 3661.0,
        "end": 3661.3,
        "confidence": 0.912,
    }
    assert (second["text"], second["words"][1]["text"]) == ("kartu [card]", "[card]")


def test_of_silence_there_is_nothing_to_write() -> None:
    assert (as_text([]), as_srt([]), json.loads(as_json([]))) == ("", "", [])
