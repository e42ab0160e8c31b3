"""Words of the hotline itself to the people who work here: on their pages, each once."""

from collections.abc import Iterable

from ivr import prompts
from ivr.actions import Line
from records import Session, messages, people
from records.models import Person
from webhooks import staff
from webhooks.switchboard import Switchboard


def supervisors(session: Session) -> list[Person]:
    """The supervisors who are at work; where none takes calls, all of them: they may well sit at
    the board, or read it when they come."""
    everybody = [
        person
        for person in people.all(session)
        if person.role == "supervisor" and not staff.is_on_call(person)
    ]
    at_work = [person for person in everybody if person.status != "signed-out"]
    return at_work or everybody


def tell(
    house: Switchboard,
    session: Session,
    whom: Iterable[Person],
    token: str,
    message: str,
    **arguments: str | int,
) -> None:
    """Put a message of `ivr/prompts` on their pages, in the language of each. `token` names
    the occasion; no names and no words of customers."""
    for person in {person.id: person for person in whom}.values():
        line = Line(message, staff.language_of(house, person), arguments)
        words, now = prompts.say(line), house.clock.now()
        messages.send(session, f"{token}:{person.id}", person, person, words, now)
