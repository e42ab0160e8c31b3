"""What an agent's deeds mean for the records and the board."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import structlog

from ivr import prompts
from queueing.model import Agent, Cause, Offer
from records import calls, people, talks
from records.models import Call, EndedBy, Person, Status, Talk
from webhooks import line
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

_CAUSES = {"busy": Cause.BUSY, "no-answer": Cause.MISSED, "completed": Cause.DECLINED}


@dataclass(frozen=True)
class Offered:
    """An offer as its ids travel in addresses."""

    call: str
    agent: str
    token: str

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Ids that are missing or overlong are nobody's."""
        return cls(*(query.get(name, "-")[:64] for name in ("call", "agent", "token")))

    def query(self) -> dict[str, str]:
        return asdict(self)


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


def make_ready(at: Switchboard, person: Person, *, wrapping_until: float | None = None) -> None:
    """The person is there and may take calls; one that waits is offered at once.

    `wrapping_until`: for who is new on the board, the end of a wrap-up that they are in.
    """
    now = at.clock.now()
    timing = at.timing
    present = timing.presence if stands_by(person) else timing.shift
    open_for = timing.standby if stands_by(person) else timing.ring
    agent, until = as_agent(person), now + present
    _bring(at, at.board.ready(agent, now, until, open_for, wrapping_until=wrapping_until))


def _bring(at: Switchboard, offer: Offer | None) -> None:
    if offer is not None:
        at.jobs.bring_agent(offer)


def choose(at: Switchboard, person: Person, status: Status, reason: str | None = None) -> None:
    """The person chose a status; the board follows."""
    now = at.clock.now()
    with at.store.transaction() as session:
        chosen = people.by_id(session, person.id)
        if chosen is None:
            return
        people.set_status(session, chosen, status, now, reason)
        if status == "ready":
            talks.wrap_up(session, chosen, now)
    if status == "ready":
        make_ready(at, chosen)
        _bring(at, at.board.finish(str(chosen.id), now))
    else:
        _bring(at, at.board.retire(str(chosen.id), now))


def give_back(at: Switchboard, offered: Offered, cause: Cause) -> None:
    """The offer was not taken: the caller keeps their place, the agent has a pause."""
    now = at.clock.now()
    declined = at.board.decline(offered.call, offered.agent, offered.token, cause, now)
    for offer in declined.offers:
        at.jobs.bring_agent(offer)
    if declined.broke:
        send_on_break(at, offered.agent)


def send_on_break(at: Switchboard, agent: str) -> None:
    """Offers were missed in a row: the agent's status says so until they choose again."""
    log.warning("agent_sent_on_break", agent=agent)
    with at.store.transaction() as session:
        person = people.by_id(session, agent)
        if person is not None and not is_on_call(person):
            people.set_status(session, person, "break", at.clock.now(), "missed")


def send_home(at: Switchboard, person: Person) -> None:
    """Off the board, now or when their talk ends."""
    _bring(at, at.board.retire(str(person.id), at.clock.now()))


def extend(at: Switchboard, person: Person) -> float | None:
    """More time for the notes of the last call, once: seconds from now until it ends. None: the
    person is in no wrap-up, or has had more time before."""
    now = at.clock.now()
    end = at.board.extend(str(person.id), now)
    return None if end is None else end - now


def finish_talk(at: Switchboard, talk_id: int, skill: str | None) -> Person | None:
    """The agent ended a talk, or passes the caller on to `skill`. A repeat changes nothing."""
    with at.store.transaction() as session:
        talk = talks.by_id(session, talk_id)
        if talk is None:
            return None
        person = people.by_id(session, talk.person_id)
        call = calls.by_id(session, talk.call_id, lock=True)
        session.refresh(talk)
        if call is None or talk.ended_at is not None:
            return person
        ended_by: EndedBy = "transfer" if skill else "agent"
        if talk.connected_at is None:  # the caller was still on the way: they wait on
            ended_by, skill = "lost", None
        if skill:
            call.skill, call.level, call.wants_supervisor = skill, at.levels.get(skill, 1), False
            if call.owner_id == talk.person_id:
                call.owner_id = None  # else they would get the caller back
        _end(at, talk, ended_by)
        calls.note(session, call, f"ended by {ended_by}", at.clock.now(), data={"skill": skill})
    _after_talk(at, call, talk, agent_lost=False)
    return person


def _end(at: Switchboard, talk: Talk, ended_by: EndedBy) -> None:
    talk.ended_at = at.clock.now()
    talk.ended_by = ended_by


def _after_talk(at: Switchboard, call: Call, talk: Talk, *, agent_lost: bool) -> None:
    """The board first, so that the caller's next document finds it as it should be."""
    if talk.ended_by in ("transfer", "lost"):
        line.back(at, call, agent_lost=agent_lost)
    else:
        line.leave(at, call)
    at.jobs.release_caller(call.id, talk.id)


def leg_down(at: Switchboard, sid: str, ended: str, offered: Offered | None) -> None:
    """An agent's leg is over. In mid-talk: who was rung has hung up; a standby leg was cut."""
    now = at.clock.now()
    with at.store.transaction() as session:
        leg = people.close_leg(session, sid, now)
        talk = talks.on_leg(session, sid)
        call = calls.by_id(session, talk.call_id, lock=True) if talk else None
        if talk is not None:
            session.refresh(talk)
        open_talk = talk is not None and talk.ended_at is None
        standby = leg is not None and leg.mode == "standby"
        if talk is not None and call is not None and open_talk:
            _end(at, talk, "lost" if standby or talk.connected_at is None else "agent")
        person = people.by_id(session, leg.person_id) if leg else None
        newest = people.leg_of(session, person) if person else None
    if offered is not None:
        give_back(at, offered, _CAUSES.get(ended, Cause.FAILED))
    if talk is not None and call is not None and open_talk:
        _after_talk(at, call, talk, agent_lost=standby and newest is None)
    if person is not None and standby and newest is None:
        log.info("agent_leg_down", agent=person.id)
        _bring(at, at.board.retire(str(person.id), now))


def shift_over(at: Switchboard, agent: str) -> None:
    """Nothing was heard of the agent for too long. A parked leg brings them back with its next
    sign of life; who is rung gives none, and signs in anew."""
    log.warning("agent_presence_lapsed", agent=agent)
    with at.store.transaction() as session:
        person = people.by_id(session, agent)
        if person is not None and not stands_by(person):
            people.set_status(session, person, "signed-out", at.clock.now(), "shift")


def free(at: Switchboard, person: Person) -> None:
    """Nothing is left to be noted: the person takes the next call at once."""
    now = at.clock.now()
    with at.store.transaction() as session:
        talks.wrap_up(session, person, now)
    _bring(at, at.board.finish(str(person.id), now))


def lost_touch(at: Switchboard, person: Person) -> None:
    """Nobody holds this person's line: off the board until they phone in again."""
    log.warning("agent_without_leg", agent=person.id)
    send_home(at, person)
