"""The tables of `hotline.toml`: who the hotline is, when it is open, how it treats people."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sapa.hotline_values import (
    Country,
    Day,
    Language,
    Minute,
    Number,
    Opening,
    Seconds,
    Text,
    TimeZone,
    Titles,
)

MONTH = 30 * 86400
BREAK_REASONS: Titles = {
    "lunch": {"en": "Lunch", "id": "Makan siang"},
    "short": {"en": "Short break", "id": "Istirahat sebentar"},
    "training": {"en": "Training", "id": "Pelatihan"},
    "meeting": {"en": "Meeting", "id": "Rapat"},
}
OUTCOMES: Titles = {
    "solved": {"en": "Solved", "id": "Selesai"},
    "follow-up": {"en": "Needs a follow-up", "id": "Perlu tindak lanjut"},
    "no-answer-needed": {"en": "No answer needed", "id": "Tidak perlu jawaban"},
    "wrong-number": {"en": "Wrong number", "id": "Salah sambung"},
}


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
    most_waiting: Annotated[int, Field(ge=1, le=100_000)] = Field(
        500, description="Callers in line when it is full; who phones then may leave word."
    )
    repeat_bonus: Seconds = Field(
        30.0, description="Seconds of waiting granted in advance to who phones again."
    )
    repeat_within: Annotated[float, Field(ge=0, le=MONTH)] = Field(
        86400.0, description="Seconds within which a further call is one of who phones again."
    )
    regain_within: Seconds = Field(
        120.0, description="Seconds for which the place of a caller who was cut off is kept."
    )
    back_by: Annotated[Seconds, Field(gt=0)] = Field(
        3600.0, description="Seconds within which a supervisor who was promised gets in touch."
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
        no_repeats("languages", self.languages)
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


class Person(Table):
    """Somebody to be called when the ladder's end is reached."""

    name: Text = Field(description="Who it is.")
    number: Number = Field(description="Their phone.")
    languages: tuple[Language, ...] = Field(
        (), description="What they speak; the hotline's languages if not set."
    )
    manager: bool = Field(False, description="Whether they are asked first by the last rung.")


class Agents(Table):
    """How agents are treated by the board."""

    offer_standby: Annotated[Seconds, Field(gt=0)] = Field(
        10.0, description="Seconds that an offer lives for an agent whose line stands open."
    )
    offer_ring: Annotated[Seconds, Field(gt=0)] = Field(
        25.0, description="Seconds that an offer lives for an agent whose phone must ring."
    )
    wrap_up: Seconds = Field(20.0, description="Seconds after a talk before the next offer.")
    wrap_up_extension: Seconds = Field(
        60.0, description="Seconds by which an agent can make one wrap-up longer, once."
    )
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
    pause_at_most: Annotated[Seconds, Field(ge=10)] = Field(
        120.0,
        description="Seconds after which a recording that was paused for a card number goes on "
        "by itself.",
    )
    blind_transfer: bool = Field(
        False,
        description="Whether agents may pass a caller on without a word between the two of them.",
    )
    break_reasons: Titles = Field(
        BREAK_REASONS, description="Why agents take a break: what they choose from."
    )
    outcomes: Titles = Field(
        OUTCOMES, description="What agents say became of a call, when they finish their notes."
    )

    def lacks(self, languages: Sequence[Language]) -> str | None:
        """The first title that is missing in one of `languages`."""
        for name, titles in (("break_reasons", self.break_reasons), ("outcomes", self.outcomes)):
            for key, title in titles.items():
                for language in languages:
                    if language not in title:
                        return f"{name}.{key}.{language}: is missing, every language needs a title"
        return None


class Callback(Table):
    """Calling back those who would rather not hold; they keep their place."""

    enabled: bool = Field(True, description="Whether callbacks are offered.")
    first: Literal["agent", "customer"] = Field(
        "agent", description="Who is on the line first when the turn has come."
    )
    from_: Minute = Field(
        8 * 60,
        alias="from",
        json_schema_extra={"default": "08:00"},
        description="No customer is rung before this time of day.",
    )
    to: Minute = Field(
        20 * 60,
        json_schema_extra={"default": "20:00"},
        description="No customer is rung from this time of day on.",
    )
    countries: tuple[Country, ...] = Field(
        (),
        description="Countries whose numbers are rung, never those that cost the caller extra; "
        "the hotline's own if none is named.",
    )
    retry: Annotated[tuple[Annotated[Seconds, Field(gt=0)], ...], Field(max_length=10)] = Field(
        (300.0, 1800.0),
        description="Seconds until each further try to reach somebody; after the last one the "
        "callback is given up.",
    )
    offer_after_estimate: Seconds = Field(
        180.0,
        description="Seconds of expected wait from which a callback is offered even before "
        "the ladder does.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.to <= self.from_:
            raise ValueError("to: must be later than `from`")
        return self


class Transcripts(Table):
    """What becomes of recordings and of what was said in them."""

    keep_sound_days: Annotated[int, Field(ge=1, le=36_500)] = Field(
        90, description="Days after which a recording is deleted."
    )
    keep_text_days: Annotated[int, Field(ge=1, le=36_500)] = Field(
        365, description="Days after which a transcript and all that was made of it is deleted."
    )
    delete_at_twilio: bool = Field(
        False, description="Whether Twilio's copy of a recording is deleted once it is here."
    )
    products: dict[Language, tuple[Text, ...]] = Field(
        default_factory=dict,
        description="Words for what the hotline deals in, to be noted when they are said.",
    )


def no_repeats(key: str, values: Sequence[str]) -> None:
    value, count = Counter(values).most_common(1)[0]
    if count > 1:
        raise ValueError(f"{key}={value}: is there {count} times, must be unique")
