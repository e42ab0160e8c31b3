"""`sapa people`: who works here."""

import argparse
import getpass
import sys

import phonenumbers
from rich.console import Console
from rich.table import Table

from records import people
from sapa.wiring import Works


class NotAdded(Exception):
    """Somebody could not be put on record; the text says why."""


def add(options: argparse.Namespace, works: Works) -> int:
    """Put somebody on record; asks for what nobody may read over a shoulder."""
    skills = dict(options.skill or ())
    _check_skills(skills, works)
    number = _e164(options.phone, works.hotline.about.country) if options.phone else None
    pin = getpass.getpass("PIN (4 to 12 digits): ")
    password = getpass.getpass("Password for the pages: ") if options.login else None
    with works.store.transaction() as session:
        person = people.add(
            session,
            extension=options.extension,
            name=options.name,
            at=works.clock.now(),
            role=options.role,
            languages=options.language or works.hotline.about.languages,
            skills=skills,
            mode="ring" if number else "standby",
            number=number,
            login=options.login,
        )
        people.set_pin(person, pin)
        if password is not None:
            people.set_password(person, password)
    sys.stdout.write(f"{options.extension} is on record\n")
    return 0


def _check_skills(skills: dict[str, int], works: Works) -> None:
    known = [skill.key for skill in works.hotline.skills]
    for key in skills:
        if key not in known:
            raise NotAdded(f"--skill {key}: must be one of {', '.join(known)}")


def _e164(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    if not phonenumbers.is_possible_number(number):
        raise NotAdded(f"--phone {text}: must be a telephone number, such as +622155507002")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show(_: argparse.Namespace, works: Works) -> int:
    table = Table("number", "name", "role", "languages", "skills", "reached by", "status")
    with works.store.reading() as session:
        for person in people.all(session):
            skills = ", ".join(f"{key} {level}" for key, level in sorted(person.skills.items()))
            row = (person.extension, person.name, person.role, " ".join(person.languages), skills)
            table.add_row(*row, person.mode, person.status)
    Console().print(table)
    return 0
