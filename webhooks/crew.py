"""What an agent's deeds mean for the records and the board."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import structlog

from ivr import prompts
from queueing.model import Agent, Cause, Offer
from records import calls, people, talks
from records.models import Call, EndedBy, Person, Status, Talk
from webhooks import handle
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


def as_agent(person: Person) -> Agent:
    """The person as the board knows them."""
    return Agent(
        id=str(person.id),
        languages=tuple(person.languages),
        skills=dict(person.skills),
        supervisor=person.role != "agent",
    )


def make_ready(at: Switchboard, person: Person) -> None:
    """The person is there and may take calls; one that waits is offered at once."""
    now = at.clock.now()
    timing = at.timing
    present = timing.presence if stands_by(person) else timing.shift
    open_for = timing.standby if stands_by(person) else timing.ring
    _bring(at, at.board.ready(as_agent(person), now, now + present, open_for))


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
        if person is not None:
            people.set_status(session, person, "break", at.clock.now(), "missed")


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
        handle.back_in_line(at, call, agent_lost=agent_lost)
    else:
        handle.leave(at, call)
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


def lost_touch(at: Switchboard, person: Person) -> None:
    """Nobody holds this person's line: off the board until they phone in again."""
    log.warning("agent_without_leg", agent=person.id)
    _bring(at, at.board.retire(str(person.id), at.clock.now()))
