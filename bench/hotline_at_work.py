"""A hotline with people in it, whose calls come and go at our word."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from queueing.model import Agent, Need, Offer
from records import calls, people
from records.models import Status
from sapa.wiring import Works

LANGUAGE = "en"
SHIFT = 3600.0
NEW = 10

Tell = Callable[[str], None]


@dataclass
class House:
    """`agents` all talk; `waiting` are the calls in line, the newest last; `watcher` is a
    supervisor."""

    works: Works
    agents: list[int]
    watcher: int
    waiting: list[str] = field(default_factory=list)

    def joins(self, tell: Tell, waited: float = 0.0) -> None:
        """A caller comes into line; `tell` has the call just before the board."""
        call_id, _ = self.phones(waited, tell)
        self.waiting.append(call_id)

    def leaves(self, tell: Tell) -> None:
        """One of those who wait hangs up, not of the newest: every page has seen them."""
        call_id, now = self.waiting.pop(random.randrange(len(self.waiting) - NEW)), self.now
        with self.works.store.transaction() as session:
            call = calls.by_id(session, call_id, lock=True)
            assert call
            calls.close(session, call, "abandoned", now)
        tell(call_id)
        self.works.board.leave(call_id, now)

    def decides(self, person_id: int, tell: Callable[[], None]) -> None:
        """The agent goes on a break after this talk, or stays after all."""
        now = self.now
        with self.works.store.transaction() as session:
            person = people.by_id(session, person_id)
            assert person
            status: Status = "ready" if person.status == "break" else "break"
            people.set_status(session, person, status, now)
        tell()
        if status == "break":
            self.works.board.retire(str(person_id), now)
        else:
            self.ready(person_id)

    def ready(self, person_id: int) -> None:
        skills = dict.fromkeys(self.works.office.titles, 3)
        agent = Agent(str(person_id), (LANGUAGE,), skills)
        self.works.board.ready(agent, self.now, self.now + SHIFT, offer_seconds=20)

    def talks(self, person_id: int) -> None:
        """The agent takes a call at once."""
        self.ready(person_id)
        call_id, offer = self.phones(0.0)
        assert offer
        self.works.board.accept(call_id, offer.agent, offer.token, self.now)
        with self.works.store.transaction() as session:
            call = calls.by_id(session, call_id, lock=True)
            person = people.by_id(session, person_id)
            assert call
            assert person
            calls.begin_talk(session, call, person, self.now)
            calls.connect_talk(session, call, self.now)

    @property
    def now(self) -> float:
        return self.works.clock.now()

    def phones(self, waited: float, tell: Tell = lambda _: None) -> tuple[str, Offer | None]:
        now, skill = self.now, random.choice(list(self.works.office.titles))
        with self.works.store.transaction() as session:
            sid = f"CA{uuid4().hex}"
            call = calls.open_call(session, sid=sid, number=None, at=now - waited)
            call.name, call.language, call.skill = "Sari Dewi", LANGUAGE, skill
            call.joined_at = now - waited
        tell(call.id)
        need = Need(LANGUAGE, skill)
        return call.id, self.works.board.join(call.id, need, now - waited, now)


def furnished(works: Works, agents: int, waiting: int) -> House:
    """A hotline at work: so many agents talk, and so many callers wait."""
    now = works.clock.now()
    skills = dict.fromkeys(works.office.titles, 3)
    with works.store.transaction() as session:
        staff = [
            people.add(
                session, extension=str(1000 + number), name=f"Agent {number}", at=now, skills=skills
            )
            for number in range(agents)
        ]
        watcher = people.add(session, extension="99", name="Wayan", at=now, role="supervisor")
        for person in staff:
            people.set_status(session, person, "ready", now)
    house = House(works, [person.id for person in staff], watcher.id)
    for person_id in house.agents:
        house.talks(person_id)
    for _ in range(waiting):
        house.joins(lambda _: None, random.uniform(5, 300))
    return house
