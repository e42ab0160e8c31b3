"""The invented people who work at a hotline while it is played by the simulator."""

import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from records import Session, people
from records.models import Mode, Person, Role
from sapa.hotline import Hotline

FIRST_EXTENSION = 9001
LOGIN = "supervisor"
AGENT_LOGIN, AGENT_NAME = "agent", "Tirta Mahendra"
NAMES = (
    *("Sari Wulandari", "Budi Hartono", "Ayu Prameswari", "Rizky Maulana", "Dewi Anggraini"),
    *("Agus Setiawan", "Putri Maharani", "Joko Susilo", "Ratna Kusuma", "Hendra Gunawan"),
    *("Maya Siregar", "Andi Pratama", "Laras Widodo", "Fajar Nugroho", "Citra Lestari"),
    *("Bayu Saputra", "Nadia Permata", "Galih Santoso", "Indah Puspita", "Yusuf Hidayat"),
)
PRIMARY, SECONDARY, GENERAL = 5, 4, 1
RING_EVERY = 6
"""Every so many agents, one is rung on their own telephone."""

WITHOUT_DESK = 3
"""Every so many agents, one has a telephone only."""


@dataclass(frozen=True)
class Player:
    """One invented colleague, with the PIN they sign in with."""

    extension: str
    pin: str
    name: str
    number: str
    role: Role
    mode: Mode
    languages: tuple[str, ...]
    skills: Mapping[str, int]


def players(hotline: Hotline, agents: int, seed: int) -> Iterator[Player]:
    """`agents` agents and, for every dozen of them, a supervisor who takes calls too."""
    dice = random.Random(seed)
    keys = [skill.key for skill in hotline.skills]
    languages = tuple(map(str, hotline.about.languages))
    total = agents + max(1, agents // 12)
    for index in range(total):
        supervises = index >= agents
        ring = index % RING_EVERY == RING_EVERY - 1 and not supervises
        yield Player(
            extension=str(FIRST_EXTENSION + index),
            pin=f"{secrets.randbelow(10**6):06}",
            name=NAMES[index] if index < len(NAMES) else f"{dice.choice(NAMES)} {index}",
            number=f"+1555{7000000 + index}",
            role="supervisor" if supervises else "agent",
            mode="ring" if ring else "standby",
            languages=languages,
            skills=dict.fromkeys(keys, GENERAL) | _specialities(keys, index, supervises),
        )


def _specialities(keys: list[str], index: int, supervises: bool) -> dict[str, int]:
    """Each has one skill of their own and a second one, in turn; supervisors know them all."""
    if supervises:
        return dict.fromkeys(keys, SECONDARY)
    second = keys[(index + 1 + index // len(keys)) % len(keys)]
    return {second: SECONDARY, keys[index % len(keys)]: PRIMARY}


def hire(session: Session, crew: list[Player], at: float) -> None:
    """Put the players on record; who is there already gets the new PIN and skills."""
    for player in crew:
        person = people.by_extension(session, player.extension)
        if person is None:
            person = people.add(
                session, extension=player.extension, name=player.name, at=at, role=player.role
            )
        person.name, person.role, person.mode = player.name, player.role, player.mode
        person.languages, person.skills = list(player.languages), dict(player.skills)
        person.number = player.number
        people.set_pin(person, player.pin)


def login_of(extension: str) -> str:
    return f"desk-{extension}"


def give_desks(session: Session, crew: Sequence[Player]) -> dict[str, str]:
    """Fresh passwords, by extension, of those of the crew who have a page open beside their
    telephone: every supervisor, and all agents but each third."""
    passwords = {}
    for index, player in enumerate(crew):
        person = people.by_extension(session, player.extension)
        if person is None or (player.role == "agent" and index % WITHOUT_DESK == WITHOUT_DESK - 1):
            continue
        person.login = login_of(player.extension)
        passwords[player.extension] = _fresh_password(person)
    return passwords


def supervise(session: Session, at: float) -> str:
    """A fresh password for the invented supervisor's desk sign-in."""
    person = people.by_login(session, LOGIN)
    if person is None:
        extension = str(FIRST_EXTENSION - 1)
        person = people.add(
            session, extension=extension, name="Supervisor", at=at, role="supervisor", login=LOGIN
        )
    return _fresh_password(person)


def take_part(session: Session, hotline: Hotline, at: float) -> str:
    """A fresh password for the agent whose desk and telephone whoever looks on may try: while
    they are idle, nearly every call is theirs, or they might wait for long to see one."""
    person = people.by_login(session, AGENT_LOGIN)
    if person is None:
        extension = str(FIRST_EXTENSION - 2)
        person = people.add(session, extension=extension, name=AGENT_NAME, at=at, login=AGENT_LOGIN)
    person.languages = list(map(str, hotline.about.languages))
    known = hotline.skills[:-1] or hotline.skills  # of equals, the board takes who knows least
    person.skills = {skill.key: PRIMARY for skill in known}
    return _fresh_password(person)


def _fresh_password(person: Person) -> str:
    password = secrets.token_urlsafe(9)
    people.set_password(person, password)
    return password
