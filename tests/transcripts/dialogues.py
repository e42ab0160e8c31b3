"""Dialogues written by hand become utterances with times, as a recogniser gives them."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from transcripts.words import Kind, Speaker, TalkFacts, Utterance, Word

WORD, GAP, TURN = 0.3, 0.05, 0.6
SURE, GUESSED = 0.9, 0.3
_LINE = re.compile(r"(?P<who>[AC])(?P<guess>\??)(?P<shift>[+-][\d.]+)?: (?P<text>.+)")
_SPEAKERS: dict[str, tuple[int, Speaker]] = {"A": (1, "agent"), "C": (0, "caller")}
_KINDS: dict[str, Kind] = {f"[{kind}]": kind for kind in get_args(Kind)}


@dataclass(frozen=True)
class Dialogue:
    """A dialogue with what is expected of it, as it stands in the file."""

    told: dict[str, Any]

    @property
    def utterances(self) -> list[Utterance]:
        return spoken(*self.told["lines"])

    @property
    def facts(self) -> TalkFacts:
        end = max(each.end for each in self.utterances)
        ends = {"cut": end, "hung up": end + 1.5}
        told = self.told.get("end", "hung up")
        return facts(
            agent_name=self.told["agent"],
            caller_name=self.told.get("caller"),
            language=self.told["language"],
            waited=float(self.told["waited"]),
            end=ends.get(told) or float(told),
        )

    def expected(self) -> dict[str, str | float]:
        """State, or value where it is known, of each measure that the file tells."""
        kinds: dict[str, str | float] = {
            "yes": 1.0,
            "no": 0.0,
            "unknown": "unknown",
            "not_due": "not-due",
        }
        said = {
            name: value for kind, value in kinds.items() for name in self.told.get(kind, "").split()
        }
        cuts = ("interruptions_by_agent", "interruptions_by_caller")
        return {
            **said,
            **{cut: self.told.get(cut, self.told.get("interruptions", 0)) for cut in cuts},
            "questions": self.told["questions"],
        }


def written() -> list[Dialogue]:
    """All dialogues of the file beside this one."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return [Dialogue(told) for told in tomllib.loads(text)["dialogue"]]


def spoken(*lines: str, begin: float = 0.0) -> list[Utterance]:
    """The lines as utterances; the file `dialogues.toml` says how a line is written."""
    utterances: list[Utterance] = []
    time = begin
    for line in lines:
        parts = _LINE.fullmatch(line)
        assert parts, line
        channel, speaker = _SPEAKERS[parts["who"]]
        time += float(parts["shift"] or 0)
        confidence = GUESSED if parts["guess"] else SURE
        words = _words(parts["text"], time, confidence, channel)
        utterances.append(Utterance(words, speaker, talk=1))
        time = words[-1].end + TURN
    return utterances


def _words(text: str, start: float, confidence: float, channel: int) -> tuple[Word, ...]:
    starts = [round(start + place * (WORD + GAP), 3) for place in range(len(text.split()))]
    return tuple(
        Word(
            "" if word in _KINDS else word,
            at,
            round(at + WORD, 3),
            confidence,
            channel,
            _KINDS.get(word),
        )
        for word, at in zip(text.split(), starts, strict=True)
    )


def facts(**told: Any) -> TalkFacts:
    """Facts of a talk of five minutes; what a test does not tell is of no account to it."""
    usual: dict[str, Any] = {
        "talk": 1, "person": 7, "agent_name": "Sarah Miller", "caller_name": "John Baker",
        "language": "en", "start": 0.0, "end": 300.0, "waited": 0.0, "hotline": "Sapa",
        "products": (),
    }  # fmt: skip
    return TalkFacts(**usual | told)
