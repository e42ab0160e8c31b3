"""Colleagues and supervisors in somebody's talk: who is where, and what is on record of it."""

from dataclasses import dataclass

from sqlalchemy import select

from records import people, visits
from records.models import Role, Talk, Visit, VisitPurpose
from tests.webhooks.desk_side import participants, story
from tests.webhooks.phone_side import PIN, Document, Hotline, Phone
from webhooks.company import Wish
from webhooks.visiting import Visiting

NOTE = "Was charged twice in May, wants it back."


@dataclass
class Room:
    """Agent 9001 talks with a caller."""

    hotline: Hotline
    agent: Phone
    caller: Phone

    @property
    def desk(self) -> Visiting:
        return self.hotline.visiting

    @property
    def call(self) -> str:
        return self.hotline.call(self.caller).id

    def id(self, extension: str = "9001") -> int:
        return self.hotline.staff(extension).id

    def joined_by(self, extension: str, *, role: Role = "agent", parked: bool = True) -> Phone:
        """One more who has phoned in and stands by."""
        self.hotline.person(extension, role=role)
        leg = self.hotline.leg(f"+155577{extension}")
        leg.goes("/agent/incoming")
        leg.presses(f"{extension}{PIN}")
        if parked:
            leg.goes(leg.document.redirect)
        return leg

    def asks(
        self,
        extension: str | None = "9002",
        purpose: VisitPurpose = "transfer",
        note: str = NOTE,
        *,
        wish: Wish | None = None,
    ) -> str | None:
        """The agent asks this colleague in, or whoever the wish says."""
        wanted = wish or Wish(person_id=self.id(extension or ""))
        return self.desk.ask(self.call, self.id(), purpose, wanted, note)

    def comes(self, leg: Phone) -> Document:
        """The colleague is asked, hears the whisper, and is in the conference."""
        self.hotline.run()
        self.hotline.fetched(leg)
        return leg.goes(leg.document.redirect)

    def visited_by(self, extension: str, purpose: VisitPurpose = "transfer") -> Phone:
        """A colleague who was asked in, and is there."""
        leg = self.joined_by(extension)
        self.hotline.clock.passes(1)
        assert self.asks(extension, purpose) is None
        assert self.comes(leg).conference == self.call
        return leg

    @property
    def visit(self) -> Visit:
        """The newest visit."""
        with self.hotline.house.store.reading() as session:
            found = session.scalar(select(Visit).order_by(Visit.asked_at.desc()).limit(1))
        assert found is not None
        return found

    def visit_of(self, extension: str) -> Visit | None:
        with self.hotline.house.store.reading() as session:
            person = people.by_extension(session, extension)
            assert person is not None
            return visits.of_person(session, person)

    @property
    def talks(self) -> list[Talk]:
        return self.hotline.talks(self.caller)

    def sent(self, leg: Phone) -> list[str]:
        """Where the leg was sent by REST."""
        return [path for sid, path in self.hotline.exchange.redirects() if sid == leg.sid]

    def on_hold(self) -> bool:
        """Whether the caller hears music, by what Twilio was asked."""
        asked = [
            form["Hold"]
            for sid, form in participants(self.hotline)
            if sid == self.caller.sid and "Hold" in form
        ]
        return asked[-1:] == ["true"]

    def part(self, leg: Phone) -> dict[str, str]:
        """How the leg was last told to take part."""
        told = [f for sid, f in participants(self.hotline) if sid == leg.sid and "Coaching" in f]
        return told[-1]

    def story(self, *kinds: str) -> list[tuple[str, dict[str, object]]]:
        return story(self.hotline, self.caller, *kinds)

    def board(self) -> list[str]:
        """What the board knows of calls and visits."""
        return self.hotline.house.board.calls()

    def agree(self) -> None:
        """The clock compares everything, and the jobs that it asks for are done."""
        self.hotline.agree()
        self.hotline.run()

    def look(self, seconds: float = 0.0) -> None:
        """Time passes, and the clock looks."""
        self.hotline.tick(seconds)
        self.desk.settling.look()
        self.hotline.run()
