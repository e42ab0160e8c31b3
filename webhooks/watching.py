"""What a supervisor does about a talk: listens, whispers, joins, takes it over."""

from dataclasses import dataclass
from math import ceil
from typing import Protocol

from queueing.model import AgentState
from records import Session, calls, deeds, people, talks, visits
from records.models import Call, DeedKind, Leg, Person, Talk, Visit, VisitMode
from webhooks import company, succession
from webhooks.answers import Refusal
from webhooks.asking_in import going_on, locked
from webhooks.phones import PhoneError
from webhooks.settling import Settling
from webhooks.switchboard import Switchboard

DEEDS: dict[VisitMode, DeedKind] = {"listen": "listened", "whisper": "whispered", "join": "joined"}


class Pace(Protocol):
    def wait(self) -> None:
        """Return when the account may place its next call."""
        ...


@dataclass(frozen=True)
class Watching:
    """Everything raises Refusal where it is not done, and PhoneError."""

    house: Switchboard
    pace: Pace
    settling: Settling

    def watch(self, call_id: str, person_id: int, mode: VisitMode) -> None:
        call, talk, person, own = self._seen(call_id, person_id)
        if own is None:
            visit = self._begin(call, talk, person, mode)
            self._fetch(visit, person)
        elif own.mode != mode:
            self.settling.change(own, mode)
            self._put_in_trail(own, mode)

    def take_over(self, call_id: str, person_id: int) -> None:
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            talk = talks.latest_talk(session, call) if call else None
        if talk is not None and talk.person_id == person_id and talk.ended_at is None:
            return
        call, talk, person, own = self._seen(call_id, person_id)
        if own is None:
            visit = self._begin(call, talk, person, "join", watched=False)
            self._fetch(visit, person, over=True)
        elif own.met_at is None:
            raise Refusal("busy")
        elif succession.take_over(self.house, own.id):
            self.settling.soon(own.id)
        else:
            raise Refusal("gone")

    def _seen(self, call_id: str, person_id: int) -> tuple[Call, Talk, Person, Visit | None]:
        """What a supervisor sees to, and the visit that they make to it. Raises Refusal."""
        with self.house.store.reading() as session:
            call, talk = going_on(session, call_id)
            person = people.by_id(session, person_id)
            own = visits.of_person(session, person) if person else None
        if person is None or person.role != "supervisor" or talk.person_id == person_id:
            raise Refusal("refused")
        if own is not None and own.call_id != call_id:
            raise Refusal("busy")
        return call, talk, person, own

    def _begin(
        self, call: Call, talk: Talk, person: Person, mode: VisitMode, *, watched: bool = True
    ) -> Visit:
        """On record and on the board: from now on they are offered no calls."""
        now = self.house.clock.now()
        if self.house.board.agent_state(str(person.id)) is AgentState.TALKING:
            raise Refusal("busy")
        with self.house.store.transaction() as session:
            held = locked(session, call.id, talk)
            leg = _standing(session, person)
            if leg is None and person.number is None:
                raise Refusal("no-line")
            visit = Visit(
                purpose="watch",
                mode=mode,
                call_id=call.id,
                talk_id=talk.id,
                asked_by=person.id,
                wanted_id=person.id,
                language=held.language or self.house.language,
                person_id=person.id,
                leg_sid=leg.sid if leg else None,
            )
            visits.begin(session, visit, now)
            if watched:
                _watched(session, held, talk, person, mode, now)
        if not company.put_on_board(self.house, visit):
            company.back(self.house, visit.id)
            raise Refusal("busy")
        return visit

    def _fetch(self, visit: Visit, person: Person, *, over: bool = False) -> None:
        try:
            if visit.leg_sid is not None:
                self.settling.fetch(visit, over=over)
                self._check_coming(visit)
            else:
                self._ring(visit, person, over=over)
        except PhoneError:
            company.back(self.house, visit.id)
            raise

    def _check_coming(self, visit: Visit) -> None:
        """Their line may have turned out to be gone."""
        with self.house.store.reading() as session:
            now = visits.by_id(session, visit.id)
        if now is not None and now.outcome == "lost":
            raise Refusal("no-line")

    def _ring(self, visit: Visit, person: Person, *, over: bool) -> None:
        query = {"visit": visit.id} | ({"over": "1"} if over else {})
        url = self.house.links.to("/agent/watch", **query)
        status = self.house.links.to("/agent/status")
        self.pace.wait()
        seconds = ceil(self.house.timing.ring)
        sid = self.settling.phones.place(
            person.number or "", self.house.number, url, status, seconds
        )
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            found = visits.held(session, visit.id)
            if found is not None:
                people.open_leg(session, sid, person, "ring", now, call=found[1])
                found[0].leg_sid = sid

    def _put_in_trail(self, visit: Visit, mode: VisitMode) -> None:
        now = self.house.clock.now()
        with self.house.store.transaction() as session:
            call, talk = (
                calls.by_id(session, visit.call_id, lock=True),
                talks.by_id(session, visit.talk_id),
            )
            person = people.by_id(session, visit.person_id or 0)
            if call is not None and talk is not None and person is not None:
                _watched(session, call, talk, person, mode, now)


def _watched(
    session: Session, call: Call, talk: Talk, person: Person, mode: VisitMode, now: float
) -> None:
    data = {"agent": talk.person_id, "by": person.id, "mode": mode}
    calls.note(session, call, "watched", now, data=data)
    deeds.note(session, DEEDS[mode], now, person=person, subject=call.id)


def _standing(session: Session, person: Person) -> Leg | None:
    """The person's own line that stands open."""
    leg = people.leg_of(session, person)
    return leg if leg is not None and leg.mode == "standby" else None
