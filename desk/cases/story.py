"""The story of a case: every contact, word and deed about it, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desk.calls.standing import may_read
from records import (
    Session,
    answers,
    case_lists,
    cases,
    goodwill,
    handovers,
    histories,
    memos,
    notifications,
    questions,
)
from records.histories import History
from records.models import Case, CaseEvent, Channel, Contact, Note, Notification, Person, Question

Kind = Literal["contact", "our-call", "event", "answer", "question", "goodwill", "word"]
EVENTS = (
    *("opened", "owned", "offered", "handed-over", "declined", "withdrawn", "solved", "denied"),
    *("reopened", "confirmed", "unconfirmed", "void", "linked", "unlinked", "awaits", "climbed"),
    *("rated", "moved", "not-reached", "promise-late", "released", "forgotten"),
)
"""Events that are told as such; the others are told by what they are about."""


@dataclass(frozen=True)
class Memo:
    """What somebody wrote about a call. `by` is None for who is not on record any more."""

    by: str | None
    text: str


@dataclass(frozen=True)
class Entry:
    """One thing of the story, at `at` (epoch seconds). `who` of ours did it, `whom` it is about;
    `call` is a call that the reader may open. `what` is the kind of the event, of the contact's
    channel, or of the word that was sent; `amount` a number that it has."""

    at: float
    kind: Kind
    what: str = ""
    who: str | None = None
    whom: str | None = None
    text: str | None = None
    call: str | None = None
    amount: int | None = None
    people: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    memos: tuple[Memo, ...] = ()
    question: Question | None = None
    replied_by: str | None = None
    word: Notification | None = None


def told(
    session: Session, case: Case, person: Person, names: Mapping[int, str]
) -> tuple[Entry, ...]:
    """Everything, the newest first; `person` reads it."""
    ids = case_lists.calls_about(session, case)
    telling = _Telling(
        session=session,
        case=case,
        person=person,
        names=names,
        calls={one.call.id: one for one in histories.of_calls(session, ids)},
        notes=memos.of_calls(session, ids),
    )
    return tuple(sorted(telling.entries(), key=lambda one: -one.at))


@dataclass(frozen=True)
class _Telling:
    session: Session
    case: Case
    person: Person
    names: Mapping[int, str]
    calls: Mapping[str, History]
    notes: Sequence[Note] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        yield from self._contacts()
        yield from self._events()
        yield from self._words()
        yield from self._gestures()

    def _contacts(self) -> Iterator[Entry]:
        known = cases.contacts(self.session, self.case)
        for contact in known:
            yield self._contact(contact)
        for call_id in self.calls.keys() - {contact.call_id for contact in known}:
            history = self.calls[call_id]
            yield self._call(history.call.started_at, "our-call", "call", history)

    def _contact(self, contact: Contact) -> Entry:
        history = self.calls.get(contact.call_id or "")
        if history is not None:
            return self._call(contact.at, "contact", contact.channel, history)
        who = self.names.get(contact.person_id or 0)
        return Entry(contact.at, "contact", contact.channel, who=who, text=contact.note or None)

    def _call(self, at: float, kind: Kind, channel: Channel, history: History) -> Entry:
        call = history.call
        return Entry(
            at=at,
            kind=kind,
            what=channel,
            text=call.reason,
            call=call.id if may_read(self.person, history) else None,
            people=tuple(self.names[one] for one in history.people if one in self.names),
            outcomes=tuple(dict.fromkeys(one.outcome for one in history.talks if one.outcome)),
            memos=tuple(
                Memo(self.names.get(note.person_id), note.text)
                for note in self.notes
                if note.call_id == call.id
            ),
        )

    def _events(self) -> Iterator[Entry]:
        for event in cases.events(self.session, self.case):
            if event.kind in EVENTS:
                yield self._event(event)

    def _event(self, event: CaseEvent) -> Entry:
        note = self._note_of(event) if event.kind == "offered" else None
        return Entry(
            at=event.at,
            kind="event",
            what=event.kind,
            who=self.names.get(event.person_id or 0),
            whom=self.names.get(_number(event.data.get("to")) or 0) if _is_given(event) else None,
            text=note or None,
            amount=next(
                (_number(event.data[key]) for key in ("step", "rating") if key in event.data), None
            ),
        )

    def _note_of(self, event: CaseEvent) -> str | None:
        handover = handovers.by_id(self.session, _number(event.data.get("handover")) or 0)
        return handover.note if handover else None

    def _words(self) -> Iterator[Entry]:
        for answer in answers.all(self.session, self.case.id):
            who = self.names.get(answer.person_id)
            yield Entry(answer.at, "answer", who=who, text=answer.text)
        for one in questions.of_case(self.session, self.case.id):
            yield Entry(
                at=one.at,
                kind="question",
                what="attempt" if one.attempt else "question",
                who=self.names.get(one.asked_by),
                text=one.text,
                question=one,
                replied_by=self.names.get(one.replied_by or 0),
            )
        for word in notifications.of_case(self.session, self.case.id):
            yield Entry(word.done_at or word.made_at, "word", word.kind, word=word)

    def _gestures(self) -> Iterator[Entry]:
        for one in goodwill.of_case(self.session, self.case.id):
            who = self.names.get(one.person_id)
            yield Entry(one.at, "goodwill", who=who, text=one.reason, amount=one.amount)


def _is_given(event: CaseEvent) -> bool:
    """Whether it says to whom the case goes: others speak of other cases."""
    return event.kind in ("owned", "offered")


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
