"""Measures of courtesy: in what they are told, and how one talk went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.calls.masking import Mask
from records.models import Courtesy


class Unit(StrEnum):
    """How a measure is told."""

    YES_NO = "yes-no"
    SHARE = "share"
    COUNT = "count"
    MEAN = "mean"
    SECONDS = "seconds"


MEASURES: Mapping[str, Unit] = {
    "greeting": Unit.YES_NO,
    "own_name": Unit.YES_NO,
    "caller_name": Unit.YES_NO,
    "please": Unit.YES_NO,
    "thanks": Unit.YES_NO,
    "apology": Unit.YES_NO,
    "closing": Unit.YES_NO,
    "first_useful": Unit.SECONDS,
    "questions": Unit.COUNT,
    "talk_share": Unit.SHARE,
    "interruptions_by_agent": Unit.COUNT,
    "interruptions_by_caller": Unit.COUNT,
    "longest_silence": Unit.SECONDS,
}
"""Every measure with its unit, in the order in which they are shown."""


@dataclass(frozen=True)
class Evidence:
    """Words that a measure was taken from, and the second of the recording they begin at."""

    start: float
    words: str


@dataclass(frozen=True)
class Measured:
    """One measure of one talk; its value is None where it is not known or does not apply."""

    name: str
    unit: Unit
    state: str
    value: float | None
    evidence: tuple[Evidence, ...]

    @property
    def message(self) -> str:
        """What it is called, as the wording has it."""
        return message(self.name)


def message(name: str) -> str:
    """The wording's message for a measure."""
    return "measure-" + name.replace("_", "-")


def measured(courtesy: Courtesy, mask: Mask) -> tuple[Measured, ...]:
    """The measures of one talk."""
    return tuple(
        _measured(name, unit, courtesy.measures[name], mask)
        for name, unit in MEASURES.items()
        if name in courtesy.measures
    )


def _measured(name: str, unit: Unit, kept: Mapping[str, object], mask: Mask) -> Measured:
    value, evidence = kept.get("value"), kept.get("evidence")
    return Measured(
        name=name,
        unit=unit,
        state=str(kept.get("state")),
        value=float(value) if isinstance(value, int | float) else None,
        evidence=tuple(_evidence(evidence, mask)) if isinstance(evidence, list) else (),
    )


def _evidence(kept: Iterable[Sequence[object]], mask: Mask) -> Iterable[Evidence]:
    for start, _end, _channel, words in kept:
        yield Evidence(float(str(start)), mask.covered(str(words), "[…]"))
