"""What an agent's deeds mean for the records and the board."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

import structlog

from queueing.model import Cause, Offer
from records import Session, calls, deeds, people, talks, visits
from records.models import Call, EndedBy, Person, Status, Talk
from webhooks import company, fates, few_transfers, line, succession
from webhooks.company import Wish
from webhooks.staff import as_agent, is_on_call, language_of, stands_by, terms
from webhooks.succession import Handed
from webhooks.switchboard import Switchboard

__all__ = [
    "Offered",
    "as_agent",
    "choose",
    "extend",
    "finish_talk",
    "free",
    "give_back",
    "is_on_call",
    "language_of",
    "leg_down",
    "let_go",
    "lost_touch",
    "make_ready",
    "send_home",
    "send_on_break",
    "shift_over",
    "stands_by",
    "terms",
]

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


def make_ready(at: Switchboard, person: Person, *, wrapping_until: float | None = None) -> None:
    """The person is there and may take calls; one that waits is offered at once.

    `wrapping_until`: for who is new on the board, the end of a wrap-up that they are in.
    """
    now = at.clock.now()
    present, open_for = terms(at, person)
    agent, until = as_agent(person), now + present
    _bring(at, at.board.ready(agent, now, until, open_for, wrapping_until=wrapping_until))


def _bring(at: Switchboard, offer: Offer | None) -> None:
    if offer is not None:
        at.jobs.bring_agent(offer)


def choose(
    at: Switchboard,
    person: Person,
    status: Status,
    reason: str | None = None,
    *,
    by: int | None = None,
) -> None:
    """The person chose a status, or the supervisor `by` did for them; the board follows.

    Who says themself that they are ready has finished their notes.
    """
    now = at.clock.now()
    with at.store.transaction() as session:
        chosen = people.by_id(session, person.id)
        if chosen is None:
            return
        changed = people.set_status(session, chosen, status, now, reason)
        if by is not None and changed:
            _note_choice(session, chosen, by, now)
        if status == "ready" and by is None:
            talks.wrap_up(session, chosen, now)
    if status == "ready":
        make_ready(at, chosen)
        if by is None:
            _bring(at, at.board.finish(str(chosen.id), now))
    else:
        _bring(at, at.board.retire(str(chosen.id), now))


def _note_choice(session: Session, person: Person, by: int, now: float) -> None:
    chosen = {"status": person.status, "reason": person.status_reason}
    supervisor, subject = people.by_id(session, by), f"person-{person.id}"
    deeds.note(session, "status-changed", now, person=supervisor, subject=subject, details=chosen)


def give_back(at: Switchboard, offered: Offered, cause: Cause) -> None:
    """The offer was not taken: the caller keeps their place, the agent has a pause."""
    now = at.clock.now()
    fates.given_back(at, offered.call, offered.agent, offered.token, cause)
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


def finish_talk(at: Switchboard, talk_id: int, wish: Wish | None = None) -> Person | None:
    """The agent ended a talk, or passes the caller on. A repeat changes nothing.

    Who leaves a caller with a colleague who was asked in, leaves them in good hands; one who
    was to be passed on goes back into line for whom they were to meet.
    """
    with at.store.transaction() as session:
        talk = talks.by_id(session, talk_id)
        if talk is None:
            return None
        person = people.by_id(session, talk.person_id)
        call = calls.by_id(session, talk.call_id, lock=True)
        session.refresh(talk)
        if call is None or talk.ended_at is not None:
            return person
        heir = None if wish else succession.heir(session, talk)
        handed = None
        if heir is not None and few_transfers.may_follow(session, call, talk, heir):
            handed = succession.hand_over(at, session, call, heir)
        elif heir is not None:
            wish = few_transfers.TO_SUPERVISOR
        if handed is None:
            _finish(at, session, call, talk, wish or succession.wished(session, talk))
    if handed is not None:
        succession.tell(at, handed)
        at.jobs.settle_visit(handed.visit.id)
        return person
    _after_talk(at, call, talk, agent_lost=False)
    return person


def let_go(at: Switchboard, talk_id: int) -> None:
    """The agent has the caller by mistake, and is gone: the caller keeps their place in line."""
    with at.store.transaction() as session:
        talk = talks.by_id(session, talk_id)
        call = calls.by_id(session, talk.call_id, lock=True) if talk else None
        if talk is None or call is None:
            return
        session.refresh(talk)
        if talk.ended_at is not None:
            return
        talks.close(talk, "lost", at.clock.now())
    _after_talk(at, call, talk, agent_lost=False)


def _finish(at: Switchboard, session: Session, call: Call, talk: Talk, wish: Wish | None) -> None:
    ended_by: EndedBy = "transfer" if wish else "agent"
    if talk.connected_at is None:  # the caller was still on the way: they wait on
        ended_by, wish = "lost", None
    if wish is not None:
        succession.readdress(at, call, talk, wish)
    talks.close(talk, ended_by, at.clock.now())
    data = {"skill": wish.skill if wish else None}
    taken = wish == few_transfers.TO_SUPERVISOR and few_transfers.is_last(session, call)
    kind = "left to supervisor" if taken else f"ended by {ended_by}"
    calls.note(session, call, kind, at.clock.now(), data=data)


def _succeeded(
    at: Switchboard, session: Session, call: Call, talk: Talk, ended_by: EndedBy
) -> Handed | None:
    """The visitor who has the call from now on, if there is one in this talk."""
    visit = succession.heir(session, talk)
    return succession.hand_over(at, session, call, visit, ended_by) if visit else None


def _after_talk(at: Switchboard, call: Call, talk: Talk, *, agent_lost: bool) -> None:
    """The board first, so that the caller's next document finds it as it should be."""
    if talk.ended_by in ("transfer", "lost"):
        line.back(at, call, agent_lost=agent_lost)
    else:
        line.leave(at, call)
    at.jobs.release_caller(call.id, talk.id)
    company.over(at, call)


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
        handed = None
        if talk is not None and call is not None and open_talk:
            handed = _broken_off(at, session, call, talk, standby=standby)
        visit = visits.made_on(session, sid)
        person = people.by_id(session, leg.person_id) if leg else None
        newest = people.leg_of(session, person) if person else None
    if offered is not None:
        give_back(at, offered, _CAUSES.get(ended, Cause.FAILED))
    if handed is not None:
        succession.tell(at, handed)
        at.jobs.settle_visit(handed.visit.id)
    elif talk is not None and call is not None and open_talk:
        _after_talk(at, call, talk, agent_lost=standby and newest is None)
    if visit is not None:
        company.back(at, visit.id, "lost")
    if person is not None and standby and newest is None:
        log.info("agent_leg_down", agent=person.id)
        _bring(at, at.board.retire(str(person.id), now))


def _broken_off(
    at: Switchboard, session: Session, call: Call, talk: Talk, *, standby: bool
) -> Handed | None:
    """The agent's leg is down in mid-talk. A visitor goes on with the caller."""
    lost = standby or talk.connected_at is None
    handed = _succeeded(at, session, call, talk, "lost" if lost else "transfer")
    wish = None if handed else succession.wished(session, talk)
    if wish is not None:
        _finish(at, session, call, talk, wish)
    elif handed is None:
        talks.close(talk, "lost" if lost else "agent", at.clock.now())
    return handed


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
