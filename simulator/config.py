"""What the stand-in is told when it starts: one frozen, strictly checked object."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

Probability = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]

_STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, config=_STRICT)
class AgentSpec:
    """An agent: `handling` is the mean talk in seconds; `decline`, `miss` are probabilities.

    `name` is what they introduce themselves by; without one they are given one. Those on call
    never phone in: they have no PIN, and are rung when nobody else is there. `skills` are levels
    from 1 to 5; who has a `login` has a desk too.
    """

    extension: str
    pin: str
    number: str
    mode: Literal["standby", "ring", "on call"] = "standby"
    language: str = "en"
    handling: Positive = 120.0
    decline: Probability = 0.0
    miss: Probability = 0.0
    name: str = ""
    skills: dict[str, int] = Field(default_factory=dict)
    login: str = ""
    password: str = ""


@dataclass(frozen=True, config=_STRICT)
class ReachSpec:
    """Who cannot be reached at once when they are rung, as shares; all others answer.

    `late` miss the first ring and answer the second, `away` never answer; `mailbox` have a
    machine that takes a message, `busy` talk to somebody else all day.
    """

    late: Probability = 0.10
    away: Probability = 0.0
    mailbox: Probability = 0.05
    busy: Probability = 0.05

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.late + self.away + self.mailbox + self.busy > 1:
            raise ValueError("the shares must not exceed 1 together")
        return self


@dataclass(frozen=True, config=_STRICT)
class CallerSpec:
    """The crowd: `count` None is an endless gentle stream; `patience` is a mean in seconds.

    Every line breaks with the probability `drops`, at any moment until the talk is over; of
    those whom that befalls, or whom the hotline cuts off, the share `phones_again` does so
    within two minutes. Half of the callers take a callback after some `eagerness` seconds on
    hold; the share `regrets` of those phones in again before it comes.
    """

    count: Annotated[int, Field(ge=0)] | None = None
    per_hour: Positive = 60.0
    patience: Positive = 180.0
    names_file: str | None = None
    reasons_file: str | None = None
    hang_up_anywhere: Probability = 0.0
    drops: Probability = 0.0
    phones_again: Probability = 0.8
    eagerness: Positive = 120.0
    regrets: Probability = 0.05
    reach: ReachSpec = Field(default_factory=ReachSpec)


@dataclass(frozen=True, config=_STRICT)
class Faults:
    """What goes wrong: callbacks, document requests, REST calls. Seconds are simulated.

    `reorder` and `delay` befall status, recording and conference callbacks only; `repeat`
    befalls document requests too. Half of the REST calls that fail (503) have been done
    nevertheless; a rate limit (429) does nothing. For `rest_down` seconds no REST call is
    done: it fails, or with the probability `rest_silent` is never answered. That begins when
    the faults are switched on, or ends each period of `rest_down_every` seconds. The list of
    calls is as things were `list_lag` seconds ago.
    """

    reorder: Probability = 0.0
    repeat: Probability = 0.0
    delay: Probability = 0.0
    delay_seconds: Seconds = 0.0
    rest_failure: Probability = 0.0
    rest_rate_limit: Probability = 0.0
    rest_down: Seconds = 0.0
    rest_down_every: Seconds = 0.0
    rest_silent: Probability = 0.0
    list_lag: Seconds = 0.0


@dataclass(frozen=True, config=_STRICT)
class Config:
    """The whole stand-in. `speed` simulated seconds pass in each real one.

    `epoch` is the real time (seconds) at which both agree; `calls_per_second` paces placed
    calls in simulated time. `skills` are phrases and `titles` spoken names, by skill and
    then by language. Telephones in pages connect to the application `application_sid`, with
    tokens that `auth_token` signs.
    """

    port: Annotated[int, Field(ge=0, le=65535)]
    account_sid: Annotated[str, Field(pattern=r"^AC[0-9a-f]{32}$")]
    auth_token: Annotated[str, Field(min_length=1)]
    hotline_numbers: tuple[str, ...]
    hotline_number: str
    agent_number: str
    hotline_name: str = "Sapa"
    speed: Positive = 1.0
    epoch: float = 0.0
    seed: int = 0
    languages: tuple[str, ...] = ("en",)
    skills: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    titles: dict[str, dict[str, str]] = Field(default_factory=dict)
    agents: tuple[AgentSpec, ...] = ()
    callers: CallerSpec = Field(default_factory=CallerSpec)
    faults: Faults = Field(default_factory=Faults)
    calls_per_second: Positive = 1.0
    booth: bool = False
    application_sid: Annotated[str, Field(pattern=r"^AP[0-9a-f]{32}$")] = "AP" + "0" * 32

    @classmethod
    def from_json(cls, text: str | bytes) -> "Config":
        """Read a configuration; raise `pydantic.ValidationError` naming every wrong key."""
        return TypeAdapter(cls).validate_json(text)

    def to_json(self) -> str:
        return TypeAdapter(Config).dump_json(self).decode()
