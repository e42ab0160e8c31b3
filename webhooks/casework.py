"""What the desk asks for about cases. Every answer is None when it is done, or was so before,
else one word why not."""

from collections.abc import Callable
from dataclasses import dataclass

from records import Session, case_rights, cases, goodwill, handovers, people, questions
from records.errors import RecordsRefused
from records.models import Case, Channel, Handover, Person
from webhooks import case_calls, case_contacts, case_owners, case_words, solving
from webhooks.answers import Refusal
from webhooks.case_act import Act, acting, answered
from webhooks.case_contacts import Problem, Touch
from webhooks.switchboard import Switchboard

LONGEST_REASON = 500
"""Characters of why a gesture was made."""


@dataclass(frozen=True)
class Casework:
    house: Switchboard

    # Its answer

    @answered
    def answer(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        """The official answer is this from now on; "owned" of anybody but the owner and
        supervisors."""
        with acting(self.house, case_id, person_id) as act:
            return case_words.answer(act, text, act.call(call_id))

    @answered
    def ask(
        self, case_id: int, person_id: int, text: str, *, call_id: str | None = None
    ) -> str | None:
        """A question to the owner, or to the supervisors while there is none."""
        with acting(self.house, case_id, person_id) as act:
            case_words.ask(act, text, act.call(call_id))
        return None

    @answered
    def reply(self, question_id: int, person_id: int, text: str) -> str | None:
        """The owner's or a supervisor's reply; who asked is told."""
        with self.house.store.reading() as session:
            found = questions.by_id(session, question_id)
        if found is None:
            return "gone"
        with acting(self.house, found.case_id, person_id) as act:
            question = questions.by_id(act.session, question_id)
            if question is None:
                return "gone"
            case_words.reply(act, question, text)
        return None

    # Its owner

    @answered
    def take(self, case_id: int, person_id: int) -> str | None:
        """A case without an owner is this person's; a supervisor may take any."""
        with acting(self.house, case_id, person_id) as act:
            case_owners.take(act)
        return None

    @answered
    def offer(self, case_id: int, by: int, to_id: int, note: str) -> str | None:
        """The case is offered to a new owner, by its owner or a supervisor."""
        with acting(self.house, case_id, by) as act:
            case_owners.offer(act, to_id, note)
        return None

    @answered
    def accept(self, handover_id: int, person_id: int) -> str | None:
        """The new owner takes it, and the customer is told."""
        return self._of_handover(handover_id, person_id, case_owners.accept)

    @answered
    def decline(self, handover_id: int, person_id: int) -> str | None:
        """The new owner does not take it, or who offered it takes that back."""
        return self._of_handover(handover_id, person_id, case_owners.decline)

    def _of_handover(
        self, handover_id: int, person_id: int, do: Callable[[Act, Handover], None]
    ) -> str | None:
        with self.house.store.reading() as session:
            found = handovers.by_id(session, handover_id)
        if found is None:
            return "gone"
        with acting(self.house, found.case_id, person_id) as act:
            handover = handovers.by_id(act.session, handover_id)
            if handover is None:
                return "gone"
            do(act, handover)
        return None

    # What became of it

    @answered
    def solve(self, case_id: int, person_id: int) -> str | None:
        """Its owner, their team or a supervisor says that it is solved: the customer is asked."""
        with acting(self.house, case_id, person_id) as act:
            _check_works(act)
            if act.case.state == "void":
                return "gone"
            if solving.solve(self.house, act.session, act.case, act.person, act.now):
                act.trail("case-changed", what="solved")
        return None

    @answered
    def reopen(self, case_id: int, person_id: int) -> str | None:
        """Whoever may see it may say that it is not over."""
        with acting(self.house, case_id, person_id) as act:
            if solving.reopen(act.session, act.case, act.now, act.person):
                act.trail("case-changed", what="reopened")
                act.tell(act.case.owner_id, "told-reopened", f"reopened:{act.case.id}:{act.now}")
        return None

    @answered
    def dismiss(self, case_id: int, person_id: int) -> str | None:
        """There was no problem. Of one with which a customer came back only a supervisor says
        so."""
        with acting(self.house, case_id, person_id) as act:
            _check_works(act)
            if not (cases.is_new(act.session, act.case) or case_rights.supervises(act.person)):
                return "refused"
            if act.case.state == "closed":
                return "late"
            if solving.dismiss(act.session, act.case, act.person, act.now):
                act.trail("case-changed", what="void")
        return None

    # Contacts

    @answered
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
        """The customer was in touch another way than by telephone: it counts like a call."""
        with self.house.store.transaction() as session:
            case = cases.by_id(session, case_id, lock=True)
            if case is None:
                return "gone"
            touch = self._touch(session, person_id, channel, text, token, at)
            person = touch.person
            if person is not None and not case_rights.may_read(session, case, person):
                return "refused"
            case_contacts.log_contact(self.house, session, case, touch)
        return None

    def _touch(
        self,
        session: Session,
        person_id: int | None,
        channel: Channel,
        text: str,
        token: str,
        at: float | None,
    ) -> Touch:
        """Raises Refusal for what cannot have been."""
        now = self.house.clock.now()
        person = people.by_id(session, person_id) if person_id is not None else None
        if person_id is not None and (person is None or not _works_here(person)):
            raise Refusal("refused")
        if channel == "call" or not token or (at is not None and at > now):
            raise Refusal("refused")
        return Touch(person, channel, text, token, now if at is None else at)

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
        """A case of a customer who did not phone: its id, else one word why not."""
        if skill not in self.house.levels:
            return "refused"
        problem = Problem(skill, number, name)
        try:
            with self.house.store.transaction() as session:
                touch = self._touch(session, person_id, channel, reason, token, at)
                return case_contacts.open_case(self.house, session, problem, touch).id
        except Refusal as refusal:
            return refusal.word
        except RecordsRefused:
            return "refused"

    @answered
    def about(self, call_id: str, person_id: int, case_id: int | None) -> str | None:
        """The call is about that case of its customer; None: about something new."""
        with self.house.store.transaction() as session:
            case_calls.about(self.house, session, call_id, person_id, case_id)
        return None

    # Goodwill

    @answered
    def give(
        self, case_id: int, person_id: int, amount: int, reason: str, token: str
    ) -> str | None:
        """A gesture of goodwill, within what the person's role may grant."""
        why = reason.strip()
        with acting(self.house, case_id, person_id) as act:
            if goodwill.by_token(act.session, token) is not None:
                return None
            limit = self.limit(act.session, act.case, act.person)
            if not 0 < amount <= limit or not 0 < len(why) <= LONGEST_REASON:
                return "refused"
            goodwill.give(act.session, act.case, act.person, amount, why, token, act.now)
            act.note("goodwill", "goodwill-given", amount=amount)
        return None

    def limit(self, session: Session, case: Case, person: Person) -> int:
        """What this person may still grant for the case: their role's share, or what is left of
        the case's, whichever is less."""
        if case.state == "void":
            return 0
        rules, own = self.house.rules.goodwill, self._share(person)
        left = rules.per_case - goodwill.given(session, case.id)
        return max(min(own - goodwill.given(session, case.id, person.id), left), 0)

    def _share(self, person: Person) -> int:
        """What their role may grant for one case."""
        rules = self.house.rules.goodwill
        if not _works_here(person):
            return 0
        if person.manager:
            return rules.manager
        return rules.supervisor if case_rights.supervises(person) else rules.agent

    def may_read(self, session: Session, case: Case, person: Person) -> bool:
        """Whether that person may see this case."""
        return case_rights.may_read(session, case, person)


def _works_here(person: Person) -> bool:
    """Whether customers are theirs to read."""
    return person.left_at is None and person.role != "administrator"


def _check_works(act: Act) -> None:
    """Raises Refusal for who is not of the case's team."""
    if not case_rights.works_on(act.case, act.person):
        raise Refusal("refused")
