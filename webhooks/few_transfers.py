"""Few transfers: the second on one call needs a supervisor, and a third is impossible: who has
the caller then keeps them, or a supervisor takes them."""

from ivr import prompts
from ivr.actions import Line
from records import Session, people, transfers
from records.models import Call, Person, Talk, Visit
from webhooks import staff
from webhooks.answers import Refusal
from webhooks.company import Wish
from webhooks.switchboard import Switchboard

MOST = 2
"""Transfers of one call."""
TO_SUPERVISOR = Wish(supervisor=True)


def bound(session: Session, call: Call, person_id: int, wish: Wish) -> Wish:
    """Where the caller goes whom this person would pass on to `wish`. Raises Refusal where they
    stay."""
    made, person = transfers.of_call(session, call), people.by_id(session, person_id)
    if made == 0 or person is None:
        return wish
    if _supervises(person):
        if made >= MOST:
            raise Refusal("last")
        return wish
    wanted = people.by_id(session, wish.person_id) if wish.person_id is not None else None
    return wish if _supervises(wanted) else TO_SUPERVISOR


def _supervises(person: Person | None) -> bool:
    return person is not None and person.role != "agent"


def may_follow(session: Session, call: Call, talk: Talk, visit: Visit) -> bool:
    """Whether the visitor may have the caller when the agent leaves them to each other."""
    agent = people.by_id(session, talk.person_id)
    visitor = Wish(person_id=visit.person_id)
    return _supervises(agent) or bound(session, call, talk.person_id, visitor) is visitor


def is_last(session: Session, call: Call) -> bool:
    """Whether nobody may pass the caller on any more."""
    return transfers.of_call(session, call) >= MOST


def is_taken(session: Session, call: Call, person: Person | None) -> bool:
    """Whether a supervisor who gets the caller now takes them, since nobody may pass them on."""
    return _supervises(person) and is_last(session, call)


def named(house: Switchboard, session: Session, person_id: int, wanted: Wish, note: str) -> str:
    """The note for the supervisor who comes instead: it names who was wanted."""
    person = people.by_id(session, person_id)
    language = staff.language_of(house, person) if person else house.language
    who = people.by_id(session, wanted.person_id) if wanted.person_id is not None else None
    script = house.flow.script
    if who is not None:
        name = who.name
    elif wanted.skill in script.keys:
        titled = language if language in script.languages else script.languages[0]
        name = script.title(wanted.skill, titled)
    else:
        return note
    return prompts.say(Line("agent-wanted-note", language, {"name": name, "text": note})).strip()
