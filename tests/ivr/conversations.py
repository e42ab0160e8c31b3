"""Conversations as tests hold them: a real flow over a hotline with real, trained reasons."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from ivr import actions, events, prompts
from ivr.actions import Action, Line
from ivr.call import Call, State
from ivr.flow import Flow
from ivr.reasons import train
from ivr.script import Consent, Script, Skill

EXAMPLES = Path(__file__).parents[2] / "examples"
BOTH = ("id", "en")
OPENING = {"id": "besok pukul 8 pagi", "en": "tomorrow at 8 a.m."}


@cache
def script(hotline: str = "elektronik") -> Script:
    """The example hotline, which announces that it records."""
    file = tomllib.loads((EXAMPLES / f"{hotline}.toml").read_text(encoding="utf-8"))
    languages = tuple(file["hotline"]["languages"])
    skills = tuple(Skill(skill["key"], skill["title"]) for skill in file["skills"])
    reasons = {
        code: train(
            [(said, skill["key"]) for skill in file["skills"] for said in skill["examples"][code]],
            code,
        )
        for code in languages
    }
    return Script(file["hotline"]["name"], languages, Consent.ANNOUNCE, skills, reasons)


def unsure(language: str) -> str:
    """A reason between two skills of the example hotline: it has to ask."""
    titles = [skill.titles[language] for skill in script().skills]
    candidates = (f"{one} or {two}" for one, two in combinations(titles, 2))
    judge = script().reasons[language].judge
    return next(said for said in candidates if judge(said).kind == "ask")


def lines_of(todo: tuple[Action, ...]) -> list[Line]:
    """Everything that the actions speak, in order."""
    spoken: list[Line] = []
    for action in todo:
        match action:
            case actions.Say(line):
                spoken.append(line)
            case actions.Ask(lines) | actions.RecordVoice(lines):
                spoken.extend(lines)
    return spoken


class Conversation:
    """A caller and the hotline, one event after the other."""

    def __init__(self, consent: Consent = Consent.OFF, languages: tuple[str, ...] = BOTH) -> None:
        self.flow = Flow(replace(script(), consent=consent, languages=languages))
        self.call: Call = self.flow.begin()
        self.todo: tuple[Action, ...] = ()

    def phone(
        self,
        language: str | None = None,
        name: str | None = None,
        honorific: str | None = None,
        *,
        is_open: bool = True,
        opening: Mapping[str, str] = OPENING,
        **circumstances: Any,
    ) -> "Conversation":
        """The phone rings; `language` and `name` are what the records know."""
        ringing = events.Incoming(is_open, name, honorific, language, opening, **circumstances)
        return self.happens(ringing)

    def happens(self, event: events.Event) -> "Conversation":
        self.call, self.todo = self.flow.advance(self.call, event)
        return self

    def says(self, *sayings: str) -> "Conversation":
        for said in sayings:
            self.happens(events.Heard(said))
        return self

    def presses(self, digits: str) -> "Conversation":
        return self.happens(events.Keyed(digits))

    def is_silent(self, times: int = 1) -> "Conversation":
        for _ in range(times):
            self.happens(events.Silence())
        return self

    def speaks_after_the_tone(self, seconds: float = 3.0) -> "Conversation":
        return self.happens(events.VoiceRecorded(seconds))

    def at(self, state: State) -> bool:
        """Whether the conversation stands there now."""
        return self.call.state is state

    @property
    def messages(self) -> list[str]:
        """The names of the messages that are said now."""
        return [line.message for line in lines_of(self.todo)]

    @property
    def words(self) -> str:
        """What is said now."""
        return " ".join(prompts.say(line) for line in lines_of(self.todo))

    @property
    def joins(self) -> actions.JoinQueue | None:
        """The step into the waiting line, if it is taken now."""
        return next((one for one in self.todo if isinstance(one, actions.JoinQueue)), None)


def talk(
    language: str = "en", name: str | None = None, honorific: str | None = None
) -> Conversation:
    """A call whose language is known and that is asked for its name, or for being who it was."""
    return Conversation().phone(language, name, honorific)


OWN_NUMBER = "+15550100234"


def waiting(
    language: str = "en", number: str | None = OWN_NUMBER, waited: float = 0, **kwargs: Any
) -> Conversation:
    """A named caller who has heard the first word in line; `number` can be called back."""
    name, reason = {
        "en": ("my name is Andrea", "where is my order"),
        "id": ("nama saya Budi", "pesanan saya di mana ya"),
    }[language]
    yes = {"en": "yes", "id": "ya"}[language]
    caller = Conversation().phone(language, callback_number=number).says(name, yes, reason)
    return caller.happens(events.Waited(3, waited, upper=170, **kwargs))


def offered(language: str = "en", number: str | None = OWN_NUMBER) -> Conversation:
    """A caller whom a rung has just offered a callback."""
    rung = events.Waited(3, 60, acts=("callback",), rungs=2, callbacks=True)
    return waiting(language, number).happens(rung)
