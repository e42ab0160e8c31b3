"""The form about somebody who works here, as it was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar, get_args

import phonenumbers
from werkzeug.datastructures import MultiDict

from desk.office import Office
from records.models import Mode, Person, Role
from records.staff import Particulars

ROLES: tuple[Role, ...] = get_args(Role)
MODES: tuple[Mode, ...] = get_args(Mode)
LONGEST = 200
"""Letters of a name, a login or a number."""
_TEXTS = ("name", "extension", "role", "mode", "number", "login")
_SECRETS = {"pin": (4, 12), "password": (8, 1000)}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field of the form; `message` is a message of the pages."""

    of: str
    message: str


@dataclass(frozen=True)
class Form:
    """The fields as they were filled in; `number` becomes E.164 when it can be."""

    name: str = ""
    extension: str = ""
    role: str = "agent"
    languages: tuple[str, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    mode: str = "standby"
    number: str = ""
    login: str = ""
    manager: bool = False
    problems: tuple[Problem, ...] = ()

    @classmethod
    def empty(cls, office: Office) -> Self:
        return cls(languages=office.languages)

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(
            name=person.name,
            extension=person.extension,
            role=person.role,
            languages=tuple(person.languages),
            skills=dict(person.skills),
            mode=person.mode,
            number=person.number or "",
            login=person.login or "",
            manager=person.manager,
        )

    @classmethod
    def read(cls, given: MultiDict[str, str], office: Office) -> Self:
        """What came from the page, which may be anything, with what is wrong in it."""
        text = {name: given.get(name, "").strip()[:LONGEST] for name in _TEXTS}
        spoken = tuple(code for code in office.languages if code in given.getlist("language"))
        levels = {skill: _level(given.get(f"skill-{skill}", "")) for skill in office.titles}
        known = {skill: level for skill, level in levels.items() if level}
        form = cls(
            name=text["name"],
            extension=text["extension"],
            role=text["role"],
            languages=spoken,
            skills=known,
            mode=text["mode"],
            number=e164(text["number"], office.country) or text["number"],
            login=text["login"],
            manager=bool(given.get("manager")),
        )
        return replace(form, problems=tuple(form._wrong(office)))

    def _wrong(self, office: Office) -> list[Problem]:
        found = []
        if not self.name:
            found.append(Problem("name", "person-needs-name"))
        if not (self.extension.isascii() and self.extension.isdigit() and len(self.extension) < 9):
            found.append(Problem("extension", "person-needs-extension"))
        if self.role not in ROLES:
            found.append(Problem("role", "person-needs-role"))
        if not self.languages:
            found.append(Problem("language", "person-needs-language"))
        if self.mode not in MODES or (self.mode == "ring" and not self.number):
            found.append(Problem("mode", "person-needs-number"))
        if self.number and e164(self.number, office.country) is None:
            found.append(Problem("number", "person-number-wrong"))
        return found

    def but(self, problem: Problem) -> Self:
        return replace(self, problems=(*self.problems, problem))

    def problem(self, of: str) -> str | None:
        """What is wrong with this field."""
        return next((problem.message for problem in self.problems if problem.of == of), None)

    def particulars(self) -> Particulars:
        """For a form without problems."""
        return Particulars(
            name=self.name,
            extension=self.extension,
            role=_one_of(ROLES, self.role),
            languages=self.languages,
            skills=self.skills,
            mode=_one_of(MODES, self.mode),
            number=self.number or None,
            login=self.login or None,
            manager=self.manager,
        )


def secret_problem(which: str, secret: str) -> Problem | None:
    """What is wrong with a new PIN ("pin") or password ("password")."""
    if which not in _SECRETS:
        return Problem("pin", "person-pin-wrong")
    shortest, longest = _SECRETS[which]
    right = shortest <= len(secret) <= longest
    if which == "pin":
        right = right and secret.isascii() and secret.isdigit()
    return None if right else Problem(which, f"person-{which}-wrong")


def _level(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0


def e164(text: str, country: str) -> str | None:
    """A telephone number as it is kept, from how people of `country` write it; None: it is none."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


Choice = TypeVar("Choice", bound=str)


def _one_of(choices: Sequence[Choice], text: str) -> Choice:
    return next(choice for choice in choices if choice == text)
