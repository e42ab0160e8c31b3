"""From the words of a recording to what is stored of it: redacted, in turns, measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean

from records.models import Recording
from records.transcripts import Measured, Quoted, Said
from transcripts.facts import began
from transcripts.manners.courtesy import measure
from transcripts.manners.points import points
from transcripts.redaction.redact import redact
from transcripts.utterances import utterances
from transcripts.words import Span, TalkFacts, Utterance, Word


@dataclass(frozen=True)
class Heard:
    """What was recognised in a recording of so many seconds."""

    seconds: float
    channels: int
    cut_short: bool
    words: Sequence[Word]
    talks: Sequence[TalkFacts]


@dataclass(frozen=True)
class Made:
    """What is stored. `problem`: in one word what the text lacks; `confidence`: the mean over
    all words, None without any; `spans`: what is still to be silenced."""

    said: list[Said]
    measured: list[Measured]
    quoted: list[Quoted]
    spans: list[Span]
    confidence: float | None
    problem: str | None


def make(heard: Heard, recording: Recording, language: str) -> Made:
    """Nothing private is in what it returns, but for the places where it was."""
    words, spans = redact(sorted(heard.words, key=lambda word: word.start), language)
    apart, message = heard.channels > 1, recording.kind == "message"
    turns = utterances(words, heard.talks, message=message, mono=not apart)
    return Made(
        said=[_said(turn) for turn in turns],
        measured=[_measured(turns, talk, recording) for talk in heard.talks],
        quoted=list(chain.from_iterable(_quoted(turns, talk) for talk in heard.talks)),
        spans=spans,
        confidence=fmean(word.confidence for word in heard.words) if heard.words else None,
        problem=_problem(heard, recording),
    )


def _problem(heard: Heard, recording: Recording) -> str | None:
    if heard.cut_short:
        return "cut-short"
    if not heard.words:
        return "silent"
    return "mono" if recording.kind == "call" and heard.channels == 1 else None


def _of(turns: Iterable[Utterance], talk: TalkFacts) -> list[Utterance]:
    return [turn for turn in turns if turn.talk == talk.talk]


def _said(turn: Utterance) -> Said:
    return Said(
        channel=turn.channel,
        speaker=turn.speaker,
        start=turn.start,
        end=turn.end,
        words=[
            [word.text, word.start, word.end, word.confidence, word.kind] for word in turn.words
        ],
        terms=" ".join(turn.terms),
        talk_id=turn.talk,
        person_id=turn.person,
    )


def _measured(turns: Sequence[Utterance], talk: TalkFacts, recording: Recording) -> Measured:
    measures = measure(_of(turns, talk), talk)
    return Measured(
        talk_id=talk.talk,
        person_id=talk.person,
        at=began(recording) + talk.start,
        measures={name: one.to_json() for name, one in measures.items()},
    )


def _quoted(turns: Sequence[Utterance], talk: TalkFacts) -> list[Quoted]:
    return [
        Quoted(point.kind, point.channel, point.start, point.end, point.quote)
        for point in points(_of(turns, talk), talk)
    ]
