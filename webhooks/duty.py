"""What people choose to do, said on their page, or by a supervisor for them."""

from collections.abc import Collection
from dataclasses import dataclass

import structlog

from records import Session, deeds, people, talks, visits
from records.models import Leg, Person, Status
from webhooks import crew, outcomes, staff
from webhooks.phones import LegGone, PhoneError, Phones
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


@dataclass(frozen=True)
class Duty:
    """`outcomes` and `reasons` (of breaks) are the keys that the hotline knows. Every answer is
    None when it is done, or was so before, else one word why not."""

    house: Switchboard
    phones: Phones
    outcomes: Collection[str]
    reasons: Collection[str]

    def choose(
        self, person_id: int, status: Status, reason: str | None = None, *, by: int | None = None
    ) -> str | None:
        """Ready, on a break, or signed out: at once, or when the talk ends."""
        with self.house.store.reading() as session:
            person = people.by_id(session, person_id)
            if person is None or person.left_at is not None:
                return "gone"
            if status == "ready" and not _has_line(session, person):
                return "no-line"
        if not self._may(person, status, reason):
            return "refused"
        reason = reason if status == "break" else None
        if (person.status, person.status_reason) != (status, reason):
            crew.choose(self.house, person, status, reason, by=by)
            if status != "ready":
                self._tell(person, "/agent/park")
        elif status == "ready":
            crew.make_ready(self.house, person)
        return None

    def _may(self, person: Person, status: Status, reason: str | None) -> bool:
        known = reason is None or status != "break" or reason in self.reasons
        return known and not staff.is_on_call(person)

    def finish(self, person_id: int, talk_id: int, outcome: str | None) -> str | None:
        """The notes of that talk are written, and this became of it."""
        if outcome is not None and outcome not in self.outcomes:
            return "refused"
        return outcomes.finish(self.house, person_id, talk_id, outcome)

    def extend(self, person_id: int) -> str | None:
        """More time for the notes of the last talk, once."""
        with self.house.store.reading() as session:
            person = people.by_id(session, person_id)
        if person is None:
            return "gone"
        return "late" if crew.extend(self.house, person) is None else None

    def learnt(self, person_id: int, by: int) -> str | None:
        """The board is told what the records say of them by now; who is not on it need not be."""
        with self.house.store.reading() as session:
            person = people.by_id(session, person_id)
        if person is None:
            return "gone"
        state = self.house.board.agent_state(str(person.id))
        if state is not None and not staff.is_on_call(person):
            log.info("agent_learnt", agent=person.id, by=by)
            crew.make_ready(self.house, person)
            if person.status != "ready":
                crew.send_home(self.house, person)  # when the talk ends, as before
        return None

    def call_back(self, person_id: int, by: int) -> str | None:
        """Their open line beeps and says who wants them back from their break."""
        now = self.house.clock.now()
        with self.house.store.reading() as session:
            person = people.by_id(session, person_id)
            leg = _parked(session, person) if person else None
        if person is None:
            return "gone"
        if person.status != "break":
            return None if person.status == "ready" else "away"
        if leg is None:
            return "no-line"
        if (why := self._tell(person, "/agent/asked-back", by=by)) is not None:
            return why
        with self.house.store.transaction() as session:
            subject = f"person-{person.id}"
            deeds.note(
                session, "called-back", now, person=people.by_id(session, by), subject=subject
            )
        return None

    def _tell(self, person: Person, path: str, **query: int) -> str | None:
        """The person's open line, if nobody is on it, goes on at `path` at once."""
        with self.house.store.reading() as session:
            leg = _parked(session, person)
        if leg is None:
            return "no-line"
        try:
            self.phones.redirect(leg.sid, self.house.links.to(path, **query))
        except LegGone:
            crew.leg_down(self.house, leg.sid, "completed", None)
            return "no-line"
        except PhoneError as error:  # it hears so within its next round
            log.warning("agent_not_told", agent=person.id, why=str(error))
            return "phone"
        return None


def _has_line(session: Session, person: Person) -> bool:
    """Whether a call can reach them."""
    if not staff.stands_by(person):
        return person.number is not None
    leg = people.leg_of(session, person)
    return leg is not None and leg.mode == "standby"


def _parked(session: Session, person: Person) -> Leg | None:
    """The person's open line while nobody is on it."""
    leg = people.leg_of(session, person)
    if leg is None or leg.mode != "standby":
        return None
    talk = talks.on_leg(session, leg.sid)
    talking = talk is not None and talk.ended_at is None
    return None if talking or visits.on_leg(session, leg.sid) is not None else leg
