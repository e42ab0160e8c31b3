"""A telephone side for supervisors: those who wait, and a supervisor in somebody's talk."""

from dataclasses import dataclass

from flask import Flask

from records import Session, people, visits
from records.models import Person, Status, Visit, VisitMode
from tests.desk.telephone_side import TelephoneSide


@dataclass
class FloorSide(TelephoneSide):
    """Duty, Visiting and Floor in one."""

    def at_work(self, app: Flask, **values: object) -> None:
        super().at_work(app, floor=self, **values)

    def choose(
        self, person_id: int, status: Status, reason: str | None = None, *, by: int | None = None
    ) -> str | None:
        why = super().choose(person_id, status, reason, by=by)
        self.asked[-1] += (by,)
        return why

    def move_up(self, call_id: str, by: int) -> str | None:
        return self._done(None, "move_up", call_id, by)

    def give(self, call_id: str, person_id: int, by: int) -> str | None:
        return self._done(None, "give", call_id, person_id, by)

    def watch(self, call_id: str, person_id: int, mode: VisitMode) -> str | None:
        """They are in the talk at once."""

        def enters(session: Session) -> None:
            person = people.by_id(session, person_id)
            assert person
            own = visits.of_person(session, person) or self._enters(session, call_id, person)
            own.mode = mode

        return self._done(enters, "watch", call_id, person_id, mode)

    def _enters(self, session: Session, call_id: str, person: Person) -> Visit:
        now = self.hotline.now
        visit = Visit(
            purpose="watch",
            mode="listen",
            call_id=call_id,
            talk_id=self._talk(session, call_id).id,
            asked_by=person.id,
            wanted_id=person.id,
            person_id=person.id,
            language="en",
            taken_at=now,
            met_at=now,
        )
        return visits.begin(session, visit, now)
