"""The hotline as its operator describes it in `hotline.toml`: every key, checked once."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from queueing.model import Act
from sapa.errors import SettingsError, explain
from sapa.hotline_values import (
    Country,
    Day,
    Language,
    Number,
    Opening,
    Seconds,
    SkillKey,
    Text,
    TimeZone,
)

__all__ = ["Hotline", "Language", "Skill", "Step"]

FEWEST_EXAMPLES = 5


class Table(BaseModel):
    """A table of the file: unknown keys are refused, nothing changes after the start."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class About(Table):
    """Who the hotline is."""

    name: Text = Field(description="How the hotline names itself when it greets.")
    number: Number = Field(description="The number that callers dial.")
    agent_number: Number = Field(description="The number that agents dial to sign in.")
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        description="Languages offered, the first one is greeted in first."
    )
    country: Country = Field(description="Where numbers without a country code are at home.")
    timezone: TimeZone = Field(description="The time zone of the opening hours.")
    recording: Literal["ask", "announce", "off"] = Field(
        "ask", description="Recording of calls: after asking, after saying so, or never."
    )
    target: Annotated[Seconds, Field(gt=0)] = Field(
        20.0, description="Seconds within which an answer counts for the level of service."
    )
    short_abandon: Seconds = Field(
        5.0, description="Callers who hang up within so many seconds are not counted as abandoned."
    )
    no_number: tuple[Text, ...] = Field(
        (
            *("anonymous", "unknown", "restricted", "unavailable", "blocked", "private"),
            *("+266696687", "+7378742833", "+86282452253", "+8656696", "+2562533"),
        ),
        description="Caller ids that stand for a withheld number.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.number == self.agent_number:
            raise ValueError("agent_number: must differ from number")
        _no_repeats("languages", self.languages)
        return self


class Hours(Table):
    """Opening hours, in the hotline's time zone."""

    mon: Day = Field((), description="Monday's hours, such as 08:00-12:00, 13:00-20:00.")
    tue: Day = Field((), description="Tuesday's hours.")
    wed: Day = Field((), description="Wednesday's hours.")
    thu: Day = Field((), description="Thursday's hours.")
    fri: Day = Field((), description="Friday's hours.")
    sat: Day = Field((), description="Saturday's hours.")
    sun: Day = Field((), description="Sunday's hours.")
    holidays: tuple[date, ...] = Field((), description="Days on which the hotline is closed.")

    @property
    def week(self) -> tuple[tuple[Opening, ...], ...]:
        """The openings of each day, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


ALWAYS_OPEN = Hours.model_validate(
    dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
)


class Step(Table):
    """One rung of a ladder."""

    after: Seconds = Field(description="Seconds of waiting after which the rung is climbed.")
    do: Act = Field(description="What happens then.")


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


class Person(Table):
    """Somebody to be called when the ladder's end is reached."""

    name: Text = Field(description="Who it is.")
    number: Number = Field(description="Their phone.")


class Agents(Table):
    """How agents are treated by the board."""

    offer_standby: Annotated[Seconds, Field(gt=0)] = Field(
        10.0, description="Seconds that an offer lives for an agent whose line stands open."
    )
    offer_ring: Annotated[Seconds, Field(gt=0)] = Field(
        25.0, description="Seconds that an offer lives for an agent whose phone must ring."
    )
    wrap_up: Seconds = Field(20.0, description="Seconds after a talk before the next offer.")
    pause_declined: Seconds = Field(30.0, description="Seconds of rest after a declined offer.")
    pause_busy: Seconds = Field(30.0, description="Seconds of rest after a busy phone.")
    pause_missed: Seconds = Field(15.0, description="Seconds of rest after a missed offer.")
    pause_failed: Seconds = Field(10.0, description="Seconds of rest after a failed dial.")
    pause_growth: Annotated[float, Field(ge=1, le=10)] = Field(
        2.0, description="Each further miss in a row makes the rest so many times longer."
    )
    misses_before_break: Annotated[int, Field(ge=1, le=20)] = Field(
        3, description="Misses in a row after which an agent is put on break."
    )
    presence: Annotated[Seconds, Field(ge=5)] = Field(
        120.0, description="Seconds that an agent stays present without a sign of life."
    )


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
    on_call: tuple[Person, ...] = Field(
        (), description="Whom to call, in order, when nobody on duty can help."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        _no_repeats("skills.key", [skill.key for skill in self.skills])
        for skill in self.skills:
            if lack := skill.lacks(self.about.languages):
                raise ValueError(f"skills.{skill.key}.{lack}")
        return self

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


def _no_repeats(key: str, values: Sequence[str]) -> None:
    value, count = Counter(values).most_common(1)[0]
    if count > 1:
        raise ValueError(f"{key}={value}: is there {count} times, must be unique")
