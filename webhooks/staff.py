"""People as the board and the telephone know them."""

from ivr import prompts
from queueing.model import Agent
from records import people
from records.models import Person
from webhooks.switchboard import Switchboard


def stands_by(person: Person) -> bool:
    return person.mode == "standby"


def language_of(at: Switchboard, person: Person) -> str:
    """The language in which we speak with this person."""
    spoken = [code for code in person.languages if code in prompts.LANGUAGES]
    return spoken[0] if spoken else at.language


def is_on_call(person: Person) -> bool:
    """Whether they are rung when nobody at work can help, and never sign in."""
    return person.extension.startswith(people.ON_CALL)


def as_agent(person: Person) -> Agent:
    """The person as the board knows them."""
    return Agent(
        id=str(person.id),
        languages=tuple(person.languages),
        skills=dict(person.skills),
        supervisor=person.role != "agent",
        on_call=is_on_call(person),
    )


def terms(at: Switchboard, person: Person) -> tuple[float, float]:
    """Seconds for which the person counts as there after a sign of life, and for which an offer
    to them stays open."""
    timing = at.timing
    if stands_by(person):
        return timing.presence, timing.standby
    return timing.shift, timing.ring
