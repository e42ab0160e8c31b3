"""A telephone side for the desk of an agent: what it is asked is done on record and on the board,
and it can be made to refuse."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from desk.here import EXTENSION
from desk.office import Office, Wanted
from queueing.model import Offer
from records import Session, calls, people, recordings, talks
from records.models import Person, Status, Talk, Visit, VisitMode, VisitPurpose
from tests.desk.people_at_the_desk import Hotline, Visitor, main

OUTCOMES = {
    "solved": {"en": "solved", "id": "selesai"},
    "follow-up": {"en": "follow-up needed", "id": "perlu tindak lanjut"},
    "wrong-number": {"en": "wrong number", "id": "salah sambung"},
}
REASONS = {
    "lunch": {"en": "Lunch", "id": "Makan siang"},
    "short": {"en": "Short break", "id": "Istirahat sebentar"},
}


@dataclass
class TelephoneSide:
    """Duty, Handling, Visiting and Pausing in one. `why` is what it answers instead."""

    hotline: Hotline
    why: str | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)
    indecent: float = 0.0
    """Seconds until customers may be called again."""

    @property
    def office(self) -> Office:
        return self.hotline.office

    def at_work(self, app: Flask, **values: object) -> None:
        """The desk of `app` has this telephone side from now on."""
        was = app.extensions[EXTENSION]
        mine: dict[str, object] = {
            "duty": self,
            "handling": self,
            "visiting": self,
            "pausing": self,
        }
        mine |= {"outcomes": OUTCOMES, "break_reasons": REASONS}
        for name, value in (mine | values).items():
            object.__setattr__(was.office, name, value)

    # what people choose

    def choose(
        self, person_id: int, status: Status, reason: str | None = None, *, by: int | None = None
    ) -> str | None:
        def chosen(session: Session) -> None:
            person = people.by_id(session, person_id)
            assert person
            people.set_status(session, person, status, self.hotline.now, reason)

        return self._done(chosen, "choose", person_id, status, reason)

    def finish(self, person_id: int, talk_id: int, outcome: str | None) -> str | None:
        def finished(session: Session) -> None:
            talk = talks.by_id(session, talk_id)
            person = people.by_id(session, person_id)
            assert talk
            assert person
            talk.outcome = outcome
            talks.wrap_up(session, person, self.hotline.now)

        why = self._done(finished, "finish", person_id, talk_id, outcome)
        if why is None:
            self.office.board.finish(str(person_id), self.hotline.now)
        return why

    def extend(self, person_id: int) -> str | None:
        why = self._done(None, "extend", person_id)
        if why is None:
            self.office.board.extend(str(person_id), self.hotline.now)
        return why

    def learnt(self, person_id: int, by: int) -> str | None:
        return self._done(None, "learnt", person_id, by)

    def call_back(self, person_id: int, by: int) -> str | None:
        return self._done(None, "call_back", person_id, by)

    # what they do with the caller

    def hold(self, call_id: str, person_id: int) -> str | None:
        now = self.hotline.now
        return self._with_talk("hold", call_id, person_id, held_at=now)

    def unhold(self, call_id: str, person_id: int) -> str | None:
        return self._with_talk("unhold", call_id, person_id, held_at=None)

    def mute(self, call_id: str, person_id: int) -> str | None:
        return self._with_talk("mute", call_id, person_id, muted=True)

    def unmute(self, call_id: str, person_id: int) -> str | None:
        return self._with_talk("unmute", call_id, person_id, muted=False)

    def end(self, call_id: str, person_id: int) -> str | None:
        why = self._done(None, "end", call_id, person_id)
        if why is None:
            self.hangs_up(call_id)
        return why

    def promise_callback(self, call_id: str, person_id: int, at: float) -> str | None:
        return self._done(None, "promise_callback", call_id, person_id, at)

    def decent(self, moment: float) -> float:
        return moment + self.indecent

    def pause(self, call_id: str, person_id: int) -> bool:
        def paused(session: Session) -> None:
            running = recordings.running(session, call_id)
            if running:
                recordings.paused(session, running.sid, self.hotline.now)

        return self._done(paused, "pause", call_id, person_id) is None

    def resume(self, call_id: str, person_id: int) -> bool:
        def resumed(session: Session) -> None:
            running = recordings.running(session, call_id)
            if running:
                recordings.resumed(session, running.sid)

        return self._done(resumed, "resume", call_id, person_id) is None

    # those who come in

    def ask(
        self, call_id: str, person_id: int, purpose: VisitPurpose, wanted: Wanted, note: str
    ) -> str | None:
        def asked(session: Session) -> None:
            talk = self._talk(session, call_id)
            if purpose != "help":
                talk.held_at = self.hotline.now
            session.add(
                Visit(
                    purpose=purpose,
                    mode="whisper" if purpose == "help" else "join",
                    call_id=call_id,
                    talk_id=talk.id,
                    asked_by=person_id,
                    wanted_id=wanted.person_id,
                    supervisor=wanted.supervisor,
                    skill=wanted.skill,
                    language="en",
                    note=note,
                    asked_at=self.hotline.now,
                )
            )

        return self._done(asked, "ask", call_id, person_id, purpose, wanted, note)

    def send_away(self, visit_id: str, person_id: int) -> str | None:
        now = self.hotline.now
        return self._with_visit("send_away", visit_id, person_id, ended_at=now, outcome="returned")

    def together(self, visit_id: str, person_id: int) -> str | None:
        def all_speak(session: Session) -> None:
            visit = session.get(Visit, visit_id)
            assert visit
            visit.mode = "join"
            self._talk(session, visit.call_id).held_at = None

        return self._done(all_speak, "together", visit_id, person_id)

    def hand_over(self, visit_id: str, person_id: int) -> str | None:
        now = self.hotline.now
        return self._with_visit(
            "hand_over", visit_id, person_id, ended_at=now, outcome="handed-over"
        )

    def pass_on(self, call_id: str, person_id: int, wanted: Wanted, note: str) -> str | None:
        return self._done(None, "pass_on", call_id, person_id, wanted, note)

    def watch(self, call_id: str, person_id: int, mode: VisitMode) -> str | None:
        return self._done(None, "watch", call_id, person_id, mode)

    def take_over(self, call_id: str, person_id: int) -> str | None:
        return self._done(None, "take_over", call_id, person_id)

    # what happens by itself

    def accepts(self, offer: Offer, *, recorded: bool = True) -> Talk:
        """The agent takes what is offered, and the caller is with them."""
        now, board = self.hotline.now, self.office.board
        board.delivered(offer.token, now)
        board.accept(offer.call, offer.agent, offer.token, now)
        with self.office.store.transaction() as session:
            call = calls.by_id(session, offer.call, lock=True)
            person = people.by_id(session, offer.agent)
            assert call
            assert person
            talk = talks.begin_talk(session, call, person, now)
            talks.connect_talk(session, call, now)
            if recorded:
                call.conversation = {**call.conversation, "record": True}
                recordings.expect(session, f"RE{call.id}", call, "call", now)
        return talk

    def comes(self, colleague: Person, *, met: bool = True) -> str:
        """The colleague takes the visit that is asked for; its id."""
        with self._visit() as visit:
            visit.person_id, visit.taken_at = colleague.id, self.hotline.now
            visit.met_at = self.hotline.now if met else None
            return visit.id

    def hangs_up(self, call_id: str) -> None:
        """The caller does: their agent has the notes to write."""
        with self.office.store.transaction() as session:
            call = calls.by_id(session, call_id, lock=True)
            assert call
            talks.end_talk(session, call, "caller", self.hotline.now)
            calls.close(session, call, "talked", self.hotline.now)
        self.office.board.leave(call_id, self.hotline.now)

    def _with_talk(self, verb: str, call_id: str, person_id: int, **values: object) -> str | None:
        def change(session: Session) -> None:
            talk = self._talk(session, call_id)
            for name, value in values.items():
                setattr(talk, name, value)

        return self._done(change, verb, call_id, person_id)

    def _with_visit(self, verb: str, visit_id: str, person_id: int, **values: object) -> str | None:
        def change(session: Session) -> None:
            visit = session.get(Visit, visit_id)
            assert visit
            for name, value in values.items():
                setattr(visit, name, value)

        return self._done(change, verb, visit_id, person_id)

    def _done(
        self, change: Callable[[Session], None] | None, verb: str, *about: object
    ) -> str | None:
        self.asked.append((verb, *about))
        if self.why is None and change is not None:
            with self.office.store.transaction() as session:
                change(session)
        return self.why

    def _talk(self, session: Session, call_id: str) -> Talk:
        call = calls.by_id(session, call_id)
        assert call
        talk = talks.latest_talk(session, call)
        assert talk
        return talk

    @contextmanager
    def _visit(self) -> Iterator[Visit]:
        """The one that is asked for."""
        with self.office.store.transaction() as session:
            yield session.scalars(select(Visit).where(Visit.ended_at.is_(None))).one()


def page(visitor: Visitor) -> str:
    return main(visitor.get("/desk").text)


def pressed(visitor: Visitor, act: str, **form: str) -> tuple[bool, str]:
    """What the page is told when its script presses a button."""
    data = {"csrf": visitor.token()} | form
    answer = visitor.client.post(f"/desk/{act}", data=data, headers={"Accept": "application/json"})
    told = json.loads(answer.text)
    assert answer.status_code == (200 if told["ok"] else 409)
    assert set(told["parts"]) == {"now", "case", "card", "duty", "messages", "note"}
    return told["ok"], told["said"]
