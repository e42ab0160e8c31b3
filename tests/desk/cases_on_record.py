"""Cases that customers have, with what was promised, answered and given about them."""

from dataclasses import dataclass
from itertools import count

from records import answers, cases, customers, people, phrases, promises
from records.models import (
    Call,
    CallEvent,
    Case,
    CaseState,
    Channel,
    FollowUp,
    Goodwill,
    Incident,
    Notification,
    Person,
    Phrase,
    Promise,
    PromiseKind,
    PromiseState,
)
from tests.desk.calls_to_read import Archive
from tests.desk.people_at_the_desk import Hotline

DAY = 86400.0
HOUR = 3600.0


@dataclass
class Ledger:
    """Puts cases on record as the telephone side does."""

    hotline: Hotline
    archive: Archive

    def __post_init__(self) -> None:
        self._numbers = (f"+1555555{number:04}" for number in count(2000))

    @property
    def now(self) -> float:
        return self.hotline.now

    def case(
        self,
        name: str | None = "Sari Dewi",
        owner: Person | None = None,
        *,
        ago: float = DAY,
        skill: str = "billing",
        state: CaseState = "open",
        due_in: float | None = None,
        urgent: bool = False,
        climbed: int = 0,
        incident: Incident | None = None,
    ) -> Case:
        """A case opened `ago` seconds ago; its customer has a number of their own."""
        with self.hotline.office.store.transaction() as session:
            customer = customers.remember(session, next(self._numbers), at=self.now, name=name)
            case = cases.open_case(
                session,
                self.now - ago,
                customer=customer,
                language="en",
                skill=skill,
                reason=None,
                owner=owner,
                due_at=None if due_in is None else self.now + due_in,
            )
            case.state, case.urgent, case.climbed = state, urgent, climbed
            case.incident_id = incident.id if incident else None
            if state == "unconfirmed":
                case.solved_at = self.now - HOUR
        return case

    def touched(self, case: Case, *channels: Channel) -> None:
        """The customer was in touch again and again, an hour apart."""
        with self.hotline.office.store.transaction() as session:
            known = cases.by_id(session, case.id)
            assert known
            for place, channel in enumerate(channels):
                cases.touch(session, known, known.opened_at + place * HOUR, channel)

    def answered(self, case: Case, owner: Person, text: str) -> None:
        with self.hotline.office.store.transaction() as session:
            known = cases.by_id(session, case.id)
            assert known
            answers.write(session, known, owner, text, self.now - HOUR)

    def promised(
        self,
        kind: PromiseKind = "callback",
        by: Person | None = None,
        *,
        name: str | None = "Sari Dewi",
        due_in: float | None = HOUR,
        state: PromiseState = "open",
        done_in: float | None = None,
        case: Case | None = None,
        call: Call | None = None,
    ) -> Promise:
        """What was promised in a call, due and done so many seconds from now."""
        call = call or self.archive.call(name, number=next(self._numbers))
        with self.hotline.office.store.transaction() as session:
            known = session.get(Call, call.id)
            assert known
            promise = promises.make(
                session,
                kind,
                known,
                due_at=None if due_in is None else self.now + due_in,
                at=known.started_at,
                number=known.number,
                name=by.name if by else None,
                person=by,
            )
            promise.case_id = case.id if case else None
            promise.state = state
            promise.done_at = None if done_in is None else self.now + done_in
        return promise

    def follow_up(self, case: Case, *, due_in: float = HOUR, tries: int = 0) -> None:
        with self.hotline.office.store.transaction() as session:
            made = {"made_at": self.now - DAY, "due_at": self.now + due_in}
            session.add(FollowUp(case_id=case.id, tries=tries, **made))

    def unheard(self, case: Case) -> None:
        """The customer could not be told who owns their case now."""
        with self.hotline.office.store.transaction() as session:
            session.add(
                Notification(
                    token=f"handed-over-{case.id}",
                    kind="handed-over",
                    way="call",
                    number=next(self._numbers),
                    language="en",
                    case_id=case.id,
                    state="failed",
                    made_at=self.now - DAY,
                    due_at=self.now - DAY,
                    tries=2,
                    done_at=self.now - HOUR,
                )
            )

    def incident(self, skill: str | None = "billing", **values: object) -> Incident:
        """One that the count has found: 7 customers where 1.2 were to be expected."""
        kept: dict[str, object] = {
            "key": f"skill {skill}",
            "messages": {"en": "Bills come late.", "id": "Tagihan terlambat."},
            "observed": 7,
            "expected": 1.2,
            "chance": 0.0002,
            "opened_at": self.now - HOUR,
        }
        with self.hotline.office.store.transaction() as session:
            incident = Incident(skill=skill, **(kept | values))
            session.add(incident)
        return incident

    def gives(self, case: Case, by: Person, amount: int, reason: str = "For the wait") -> None:
        with self.hotline.office.store.transaction() as session:
            made = {"at": self.now - HOUR, "token": f"press-{case.id}-{amount}"}
            session.add(
                Goodwill(case_id=case.id, person_id=by.id, amount=amount, reason=reason, **made)
            )

    def rated(self, call: Call, rating: int, agent: Person | None = None) -> None:
        with self.hotline.office.store.transaction() as session:
            known = session.get(Call, call.id)
            assert known
            known.rating, known.person_id = rating, agent.id if agent else known.person_id

    def misled(self, said: str, case_skill: str = "billing", to: str = "delivery") -> Call:
        """A call that was led to the one department, and passed on to the other."""
        call = self.archive.call(number=next(self._numbers))
        case = self.case(skill=case_skill)
        with self.hotline.office.store.transaction() as session:
            known = session.get(Call, call.id)
            assert known
            known.case_id, known.reason, known.skill = case.id, said, to
            at = call.started_at + 100
            data = {"skill": to}
            session.add(CallEvent(call_id=call.id, at=at, kind="ended by transfer", data=data))
        return call

    def manages(self, person: Person) -> None:
        with self.hotline.office.store.transaction() as session:
            known = people.by_id(session, person.id)
            assert known
            known.manager = True

    def phrases(self) -> list[Phrase]:
        with self.hotline.office.store.reading() as session:
            return phrases.all(session)
