"""The hotline as its operator describes it in `hotline.toml`: every key, checked once."""

import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from queueing.model import Act
from sapa.errors import SettingsError, explain
from sapa.hotline_cases import Cases, Goodwill, Incidents, Letter, Parting, Texts
from sapa.hotline_tables import (
    About,
    Agents,
    Callback,
    Hours,
    Person,
    Table,
    Transcripts,
    no_repeats,
)
from sapa.hotline_values import Language, Seconds, SkillKey, Text

__all__ = ["Hotline", "Language", "Skill", "Step"]

FEWEST_EXAMPLES = 5
ALWAYS_OPEN = Hours.model_validate(
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
)


class Step(Table):
    """One rung of a ladder."""

    after: Seconds = Field(description="Seconds of waiting after which the rung is climbed.")
    do: Act = Field(
        description="What happens then: `widen` lets more people answer, `tell` says how long it "
        "takes, `callback` offers to keep the place, `raise` moves the caller up, `supervisor` "
        "and `manager` find one, at work or on call."
    )


def _climbing(ladder: tuple[Step, ...]) -> tuple[Step, ...]:
    if any(upper.after <= lower.after for lower, upper in pairwise(ladder)):
        raise ValueError("must have rungs whose `after` grows from one to the next")
    return ladder


Ladder = Annotated[tuple[Step, ...], AfterValidator(_climbing)]


class Skill(Table):
    """One thing that callers need help with."""

    key: SkillKey = Field(description="Short name, used in agents' skills and in reports.")
    target: Annotated[Seconds, Field(gt=0)] = Field(
        20.0, description="Seconds within which its callers should be answered."
    )
    level: Annotated[int, Field(ge=1, le=5)] = Field(
        3, description="Least level at which an agent is a good match."
    )
    title: dict[Language, Text] = Field(description="What a caller is told, per language.")
    examples: dict[Language, tuple[Text, ...]] = Field(
        description="What callers say who need it: at least 5 phrases per language."
    )
    ladder: Ladder | None = Field(
        None, description="A ladder of its own instead of the common one."
    )

    def lacks(self, languages: Sequence[Language]) -> str | None:
        """The first key that misses something in one of `languages`, and what it misses."""
        for language in languages:
            if language not in self.title:
                return f"title.{language}: is missing, every language needs a title"
            found = len(self.examples.get(language, ()))
            if found < FEWEST_EXAMPLES:
                return (
                    f"examples.{language} has {found} phrases: must be at least {FEWEST_EXAMPLES}"
                )
        return None


class Hotline(Table):
    """The whole file."""

    about: About = Field(alias="hotline")
    hours: Hours = Field(
        ALWAYS_OPEN,
        description="When it is open; a day that is not named is closed. Without it: always open.",
    )
    skills: Annotated[tuple[Skill, ...], Field(min_length=1, max_length=9)] = Field(
        description="What callers need help with, one to nine: each has a key of the telephone."
    )
    ladder: Ladder = Field((), description="What happens to a caller as the wait grows, in order.")
    agents: Agents = Field(
        Agents.model_validate({}), description="How the board treats the people who answer."
    )
    callback: Callback = Field(
        Callback.model_validate({}),
        description="Calling back those who would rather not hold; they keep their place.",
    )
    transcripts: Transcripts = Field(
        Transcripts.model_validate({}),
        description="What becomes of recordings and of what was said in them.",
    )
    cases: Cases = Field(
        Cases.model_validate({}),
        description="Problems that live across calls, and what customers are owed about them.",
    )
    parting: Parting = Field(
        Parting.model_validate({}),
        description="The last words with a caller, when their agent has gone.",
    )
    goodwill: Goodwill = Field(
        Goodwill.model_validate({}),
        description="Gestures to customers: how much each role may grant.",
    )
    incidents: Incidents = Field(
        Incidents.model_validate({}), description="Noticing that many customers report the same."
    )
    texts: Texts = Field(
        Texts.model_validate({}), description="Text messages to customers who agreed to them."
    )
    letter: Letter = Field(
        Letter.model_validate({}),
        description="The daily letter to management, about cases that climbed.",
    )
    on_call: tuple[Person, ...] = Field(
        (),
        description="Whom to call, in order, when nobody on duty can help. `sapa run` and "
        "`sapa migrate` put them on record.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        no_repeats("skills.key", [skill.key for skill in self.skills])
        for skill in self.skills:
            if lack := skill.lacks(self.about.languages):
                raise ValueError(f"skills.{skill.key}.{lack}")
        if lack := self.agents.lacks(self.about.languages):
            raise ValueError(f"agents.{lack}")
        self._check_on_call()
        return self

    def _check_on_call(self) -> None:
        numbers = [person.number for person in self.on_call]
        if numbers:
            no_repeats("on_call.number", numbers)
        for own in {self.about.number, self.about.agent_number}.intersection(numbers):
            raise ValueError(f"on_call.number={own}: must be a person's, not the hotline's own")

    @classmethod
    def read(cls, path: Path) -> Self:
        """The hotline described in the file at `path`; raises `SettingsError`."""
        try:
            return cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8 text"
            raise SettingsError(f"SAPA_HOTLINE={path}: {reason}, must be a readable file") from None
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path}: is not TOML: {error}") from None
        except ValidationError as error:
            raise SettingsError(f"{path}: {explain(error)}") from None

    def skill(self, key: str) -> Skill:
        """Raises `KeyError` for a skill that the hotline does not have."""
        return {skill.key: skill for skill in self.skills}[key]

    def ladder_of(self, key: str) -> tuple[Step, ...]:
        """The ladder that a caller who needs this skill climbs; the common one for `any`."""
        own = next((skill.ladder for skill in self.skills if skill.key == key), None)
        return self.ladder if own is None else own
