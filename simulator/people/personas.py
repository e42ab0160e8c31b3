"""Who phones in: invented people, or people whose words were recorded; the same for a seed."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.config import Config
from simulator.people.datasets import (
    DataSetError,
    Dialogue,
    Reason,
    read_dialogues,
    read_reasons,
)
from simulator.people.phrases import FALLBACK, pick_name, tongue

_RETURNS = 0.08  # of all calls, by people who phoned before
_MISHEARD = 0.12  # of all names, by the recogniser at the first try
_REMEMBERED = 200
_INDONESIAN, _NORTH_AMERICAN = "+6221555{:05d}", "+1555{:07d}"
_FIRST_NUMBER = 2_000_001  # no North American number begins with 0 or 1
_OTHERS = {"id": 50_000, "en": 4_000_000}  # this much further on are second telephones


@dataclass(frozen=True)
class Persona:
    """The truth about one caller, and what a recogniser makes of their words.

    `known_by` are the words of the name that they answer to; `said` the tries at it, `again`
    the bare name when somebody got it wrong. They can be called at both numbers.
    """

    number: str
    other_number: str
    language: str
    name: str
    known_by: tuple[str, ...]
    said: tuple[str, ...]
    again: str
    spelled: str
    skill: str
    reasons: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Visit:
    """One call that somebody will make, `after` simulated seconds from the start."""

    persona: Persona
    after: float
    rng: random.Random


class Crowd:
    """Everybody who will phone in.

    Raises `DataSetError` when the files named by the configuration cannot be used.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        spec = config.callers
        self._skills = sorted(config.skills) or sorted(tongue(FALLBACK).reasons)
        self._dialogues: tuple[Dialogue, ...] = ()
        self._reasons: tuple[Reason, ...] = ()
        if spec.names_file:
            self._dialogues = read_dialogues(Path(spec.names_file))
        if spec.reasons_file:
            self._reasons = read_reasons(Path(spec.reasons_file), frozenset(self._skills))
        if (self._dialogues or self._reasons) and FALLBACK not in config.languages:
            raise DataSetError("the recorded callers speak English, this hotline does not")
        order = random.Random(config.seed)
        self._dialogues = tuple(order.sample(self._dialogues, len(self._dialogues)))

    def visits(self) -> Iterator[Visit]:
        """Every call in order of arrival; endless when the configuration counts none."""
        spec = self._config.callers
        known: deque[Persona] = deque(maxlen=_REMEMBERED)
        arrivals = random.Random(f"{self._config.seed}:arrivals")
        index, after = 0, 0.0
        while spec.count is None or index < spec.count:
            after += arrivals.expovariate(spec.per_hour / 3600)
            rng = random.Random(f"{self._config.seed}:caller:{index}")
            if known and rng.random() < _RETURNS:
                persona = rng.choice(known)
            else:
                persona = self._persona(index, rng)
                known.append(persona)
            yield Visit(persona, after, rng)
            index += 1

    def _persona(self, index: int, rng: random.Random) -> Persona:
        language = self._language(rng)
        dialogue = self._dialogue(index, language, rng)
        skill, reasons = self._reason(language, rng)
        return Persona(
            number=_number(index, language),
            other_number=_number(index + _OTHERS.get(language, _OTHERS[FALLBACK]), language),
            language=language,
            name=dialogue.name,
            known_by=_known_by(dialogue.name, language),
            said=dialogue.said,
            again=dialogue.said[1] if self._dialogues else dialogue.name,
            spelled=dialogue.spelled,
            skill=skill,
            reasons=reasons,
            title=dialogue.title,
        )

    def _language(self, rng: random.Random) -> str:
        if self._dialogues or self._reasons:
            return FALLBACK
        first, *others = self._config.languages
        return rng.choice((first, first, *others))  # most speak the hotline's first language

    def _dialogue(self, index: int, language: str, rng: random.Random) -> Dialogue:
        """How somebody gives their name: recorded, or made up."""
        if self._dialogues:
            return self._dialogues[index % len(self._dialogues)]
        speech = tongue(language)
        name, title = pick_name(speech, rng)
        heard = pick_name(speech, rng)[0] if rng.random() < _MISHEARD else name
        first, second = (speech.say("name", rng, name=one, title=title) for one in (heard, name))
        spelled = speech.spell(_known_by(name, language)[0], rng)
        return Dialogue(name, (first, second), spelled, title)

    def _reason(self, language: str, rng: random.Random) -> tuple[str, tuple[str, ...]]:
        if self._reasons:
            reason = rng.choice(self._reasons)
            return reason.skill, (reason.text,)
        skill = rng.choice(self._skills)
        ways = tongue(language).reasons.get(skill) or self._config.skills[skill].get(language, [])
        return skill, tuple(rng.sample(ways, len(ways))) or (skill.replace("_", " "),)


def _number(index: int, language: str) -> str:
    if language == "id":
        return _INDONESIAN.format(index + 1)
    return _NORTH_AMERICAN.format(index + _FIRST_NUMBER)


def _known_by(name: str, language: str) -> tuple[str, ...]:
    """English speakers go by their first name; Indonesians by any word of their name."""
    words = name.split()
    if language == FALLBACK:
        return (words[0],)
    return tuple(word for word in words if len(word) > 2) or (words[0],)
