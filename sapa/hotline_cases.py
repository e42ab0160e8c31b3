"""The tables of `hotline.toml` about cases: how long they may take, and what customers are owed."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sapa.hotline_tables import Table
from sapa.hotline_values import Minute, Seconds, Text

HOUR = 3600.0
DAY = 24 * HOUR
Days = Annotated[float, Field(gt=0, le=366)]
Amount = Annotated[int, Field(ge=0, le=10**12)]


def _address(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", text):
        raise ValueError("must be an e-mail address, such as manager@example.org")
    return text


Address = Annotated[str, AfterValidator(_address)]


class Cases(Table):
    """Problems that live across calls, and what customers are owed about them."""

    days: Days = Field(
        30.0,
        description="Days within which contacts on one case count as repeated: the second goes to "
        "the owner, the third is told to the supervisors, the fourth goes to one, the fifth to "
        "the manager.",
    )
    target_hours: Annotated[float, Field(gt=0, le=8784)] = Field(
        48.0, description="Hours within which a case should be solved."
    )
    follow_up: Literal["call", "text"] = Field(
        "call",
        description="How customers are asked whether their case is solved; text messages only to "
        "those who agreed to them, all others are called.",
    )
    follow_up_hours: Annotated[float, Field(gt=0, le=720)] = Field(
        24.0, description="Hours after which the customer is asked."
    )
    follow_up_tries: Annotated[int, Field(ge=1, le=10)] = Field(
        3, description="Tries to ask; after the last one the case stays not confirmed."
    )
    follow_up_again_hours: Annotated[float, Field(gt=0, le=720)] = Field(
        24.0, description="Hours from a try that reached nobody to the next."
    )
    warn_before: Seconds = Field(
        900.0,
        description="Seconds before a promised time at which its owner and the supervisors are "
        "warned if nothing has happened.",
    )


class Parting(Table):
    """The last words with a caller, when their agent has gone."""

    enabled: bool = Field(
        True, description="Whether callers who stay on the line are asked how it went."
    )
    low_rating: Annotated[int, Field(ge=0, le=4)] = Field(
        2, description="A rating (1 to 5) up to which a supervisor calls back; 0 for none."
    )
    supervisor_hours: Annotated[float, Field(gt=0, le=168)] = Field(
        24.0, description="Hours within which that supervisor calls."
    )


class Goodwill(Table):
    """Gestures to customers, in whole units of a currency: how much each role may grant."""

    currency: Text = Field("IDR", description="What the amounts are in.")
    agent: Amount = Field(0, description="At most by an agent, for one case.")
    supervisor: Amount = Field(100_000, description="At most by a supervisor, for one case.")
    manager: Amount = Field(500_000, description="At most by a manager, for one case.")
    per_case: Amount = Field(500_000, description="At most for one case, by all of them.")


class Incidents(Table):
    """Noticing that many customers report the same."""

    enabled: bool = Field(True, description="Whether new cases are watched.")
    window: Annotated[Seconds, Field(ge=300)] = Field(
        HOUR, description="Seconds within which reports are counted together."
    )
    weeks: Annotated[int, Field(ge=1, le=26)] = Field(
        4, description="Past weeks whose same hours say how many are usual."
    )
    least: Annotated[int, Field(ge=3, le=1000)] = Field(
        3, description="Different customers that it takes at the least."
    )
    false_alarms: Annotated[float, Field(gt=0, le=100)] = Field(
        1.0, description="False alarms in 30 quiet days that are put up with, about."
    )


class Texts(Table):
    """Text messages to customers who agreed to them."""

    enabled: bool = Field(
        False,
        description="Whether the hotline's number sends text messages: who helped, the case's "
        "number, a new owner, a callback that is late.",
    )


class Letter(Table):
    """The daily letter to management, about cases that did not get solved by themselves."""

    to: tuple[Address, ...] = Field((), description="Whom it is sent to, if SAPA_SMTP_URL is set.")
    sender: Address = Field("sapa@localhost.localdomain", description="Whom it is from.")
    at: Minute = Field(
        7 * 60,
        json_schema_extra={"default": "07:00"},
        description="When it is written; a copy stays in the folder `letters` of the data.",
    )
