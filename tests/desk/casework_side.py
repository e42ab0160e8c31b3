"""Casework for the desk: what it is asked is done on record, and it can be made to refuse."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask

from desk.here import EXTENSION
from records import (
    Session,
    answers,
    calls,
    case_rights,
    cases,
    customers,
    goodwill,
    handovers,
    people,
    questions,
)
from records.models import Case, Channel, Person
from tests.desk.people_at_the_desk import Hotline

Deed = Callable[[Session, Case, Person], str | None]


@dataclass
class CaseworkSide:
    """Casework. `why` is what it answers instead; everybody may give 100 for a case."""

    hotline: Hotline
    why: str | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def at_work(self, app: Flask) -> None:
        """The desk of `app` has this casework from now on."""
        object.__setattr__(app.extensions[EXTENSION].office, "casework", self)

    # one answer

    def answer(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        def answered(session: Session, case: Case, person: Person) -> str | None:
            call = calls.by_id(session, call_id) if call_id else None
            if not case_rights.answers_for(case, person):
                questions.ask(session, case, person, text, self.now, call=call, attempt=True)
                self._note(session, case, person, "stopped")
                return "owned"
            answers.write(session, case, person, text, self.now)
            self._note(session, case, person, "answered")
            return None

        return self._done("answer", case_id, person_id, answered, text)

    def ask(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        def asked(session: Session, case: Case, person: Person) -> str | None:
            call = calls.by_id(session, call_id) if call_id else None
            questions.ask(session, case, person, text, self.now, call=call)
            self._note(session, case, person, "asked", question=1)
            return None

        return self._done("ask", case_id, person_id, asked, text)

    def reply(self, question_id: int, person_id: int, text: str) -> str | None:
        def replied(session: Session, case: Case, person: Person) -> str | None:
            question = questions.by_id(session, question_id)
            assert question
            questions.reply(session, question, person, text, self.now)
            self._note(session, case, person, "replied")
            return None

        with self.hotline.office.store.reading() as session:
            question = questions.by_id(session, question_id)
        return (
            self._done("reply", question.case_id, person_id, replied, question_id, text)
            if question
            else "gone"
        )

    # one owner

    def take(self, case_id: int, person_id: int) -> str | None:
        return self._done("take", case_id, person_id, self._own)

    def offer(self, case_id: int, by: int, to_id: int, note: str) -> str | None:
        def offered(session: Session, case: Case, person: Person) -> str | None:
            to = people.by_id(session, to_id)
            assert to
            made = handovers.offer(session, case, to, person, note, self.now)
            self._note(session, case, person, "offered", handover=made.id, to=to.id)
            return None

        return self._done("offer", case_id, by, offered, to_id, note)

    def accept(self, handover_id: int, person_id: int) -> str | None:
        return self._settle("accept", handover_id, person_id)

    def decline(self, handover_id: int, person_id: int) -> str | None:
        return self._settle("decline", handover_id, person_id)

    def _settle(self, verb: str, handover_id: int, person_id: int) -> str | None:
        def settled(session: Session, case: Case, person: Person) -> str | None:
            handover = handovers.by_id(session, handover_id)
            assert handover
            handovers.settle(handover, "accepted" if verb == "accept" else "declined", self.now)
            self._note(session, case, person, "handed-over" if verb == "accept" else "declined")
            if verb == "accept":
                cases.own(session, case, person, self.now)
            return None

        with self.hotline.office.store.reading() as session:
            handover = handovers.by_id(session, handover_id)
        assert handover
        return self._done(verb, handover.case_id, person_id, settled, handover_id)

    def _own(self, session: Session, case: Case, person: Person) -> None:
        cases.own(session, case, person, self.now)

    # what became of it

    def solve(self, case_id: int, person_id: int) -> str | None:
        def solved(session: Session, case: Case, person: Person) -> None:
            cases.solve(session, case, person, self.now)

        return self._done("solve", case_id, person_id, solved)

    def reopen(self, case_id: int, person_id: int) -> str | None:
        def reopened(session: Session, case: Case, person: Person) -> None:
            cases.reopen(session, case, self.now, person=person)

        return self._done("reopen", case_id, person_id, reopened)

    def dismiss(self, case_id: int, person_id: int) -> str | None:
        def dismissed(session: Session, case: Case, person: Person) -> None:
            cases.dismiss(session, case, person, self.now)

        return self._done("dismiss", case_id, person_id, dismissed)

    # what came in, and what was given

    def log(
        self,
        case_id: int,
        person_id: int | None,
        channel: Channel,
        text: str,
        token: str,
        *,
        at: float | None = None,
    ) -> str | None:
        def logged(session: Session, case: Case, person: Person) -> None:
            when = at or self.now
            cases.touch(session, case, when, channel, person=person, text=text, token=token)

        return self._done("log", case_id, person_id or 0, logged, channel, text)

    def open(
        self,
        person_id: int | None,
        skill: str,
        reason: str,
        *,
        number: str | None,
        name: str | None = None,
        channel: Channel,
        token: str,
        at: float | None = None,
    ) -> int | str:
        self.asked.append(("open", person_id, skill, reason, number, name, channel))
        if self.why:
            return self.why
        with self.hotline.office.store.transaction() as session:
            before = cases.contact_of(session, token=token)
            if before:
                return before.case_id
            known = None
            if number:
                known = customers.remember(session, number, at=self.now, name=name)
            case = cases.open_case(
                session,
                at or self.now,
                customer=known,
                language="en",
                skill=skill,
                reason=reason,
                internal=channel == "internal",
            )
            person = people.by_id(session, person_id or 0)
            cases.touch(session, case, self.now, channel, person=person, token=token)
            return case.id

    def about(self, call_id: str, person_id: int, case_id: int | None) -> str | None:
        self.asked.append(("about", call_id, person_id, case_id))
        with self.hotline.office.store.transaction() as session:
            call, case = calls.by_id(session, call_id), None
            assert call
            if case_id is not None:
                case = cases.by_id(session, case_id)
            case = case or cases.open_case(
                session,
                self.now,
                customer=call.customer,
                language="en",
                skill=call.skill,
                reason=call.reason,
            )
            call.case_id = case.id
        return self.why

    def give(
        self, case_id: int, person_id: int, amount: int, reason: str, token: str
    ) -> str | None:
        def gave(session: Session, case: Case, person: Person) -> str | None:
            if amount > self.limit(session, case, person):
                return "refused"
            goodwill.give(session, case, person, amount, reason, token, self.now)
            self._note(session, case, person, "goodwill", amount=amount)
            return None

        return self._done("give", case_id, person_id, gave, amount, reason)

    def limit(self, session: Session, case: Case, person: Person) -> int:
        return 100 - goodwill.given(session, case.id, person.id)

    def may_read(self, session: Session, case: Case, person: Person) -> bool:
        return case_rights.may_read(session, case, person)

    @property
    def now(self) -> float:
        return self.hotline.now

    def _note(
        self, session: Session, case: Case, person: Person, kind: str, **data: object
    ) -> None:
        cases.note(session, case, kind, self.now, person=person, data=data)

    def _done(
        self, verb: str, case_id: int, person_id: int, deed: Deed, *rest: object
    ) -> str | None:
        self.asked.append((verb, case_id, person_id, *rest))
        if self.why:
            return self.why
        with self.hotline.office.store.transaction() as session:
            case, person = cases.by_id(session, case_id), people.by_id(session, person_id)
            assert case
            assert person
            return deed(session, case, person)
