"""What a conversation must know of the hotline it is held for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # scikit-learn takes seconds to import, and few processes need it
    from ivr.reasons import Reasons


class Consent(StrEnum):
    """How callers learn of the recording: asked, told, or there is none."""

    ASK = "ask"
    ANNOUNCE = "announce"
    OFF = "off"


@dataclass(frozen=True)
class Skill:
    """A kind of help; `titles` by language stand in "is it about {title}?"."""

    key: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Script:
    """`languages` begins with the one callers are greeted in; `reasons` is by language.

    `parting`: who is still there after the talk is asked for more, and how it went; a rating
    up to `low_rating` is a promise of a supervisor.
    """

    hotline: str
    languages: tuple[str, ...]
    consent: Consent
    skills: tuple[Skill, ...]
    reasons: "Mapping[str, Reasons]"
    parting: bool = True
    low_rating: int = 2

    def title(self, key: str, language: str) -> str:
        """How the skill `key` is called in `language`."""
        return next(skill.titles[language] for skill in self.skills if skill.key == key)

    @property
    def keys(self) -> tuple[str, ...]:
        """Skill keys in the order of the menu; the first is chosen with 1."""
        return tuple(skill.key for skill in self.skills)
