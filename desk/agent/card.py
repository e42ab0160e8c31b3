"""What an agent reads of a caller before, while and after they talk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.calls.story import full_name, names_of
from desk.office import Office
from ivr.call import Call as Conversation
from queueing.model import ANY_SKILL, Act
from records import Session, calls, contacts, memos, recordings, visits
from records.histories import History
from records.models import Call, Note, Promise, VisitPurpose

_EARLIER = 5  # calls


@dataclass(frozen=True)
class Memo:
    """What somebody wrote. `by` is None for who is not on record any more."""

    by: str | None
    text: str


@dataclass(frozen=True)
class Passed:
    """What the call's agent wanted a colleague to know when they asked them in."""

    purpose: VisitPurpose
    by: str | None
    note: str


@dataclass(frozen=True)
class Contact:
    """An earlier call. `outcomes` are what its agents said became of it, `outcome` is the
    telephone's word; `waited` is seconds, None for who was never in line."""

    call: str
    at: float
    skill: str | None
    reason: str | None
    people: tuple[str, ...]
    outcome: str | None
    outcomes: tuple[str, ...]
    waited: float | None
    memos: tuple[Memo, ...]


@dataclass(frozen=True)
class Told:
    """What the caller was told while they waited. `by` is when they should have been speaking
    (epoch seconds), `late` whether they were not; `supervisor` is who was promised to call."""

    by: float | None
    late: bool
    nobody: bool
    closing: bool
    emergency: bool
    supervisor: str | None
    acts: tuple[Act, ...]

    @property
    def anything(self) -> bool:
        plain = (self.nobody, self.closing, self.emergency, self.supervisor, self.acts)
        return self.by is not None or any(plain)


@dataclass(frozen=True)
class Due:
    """Something that is owed to this customer; `here`: this call is to keep it."""

    kind: str
    by: str | None
    due: float | None
    late: bool
    here: bool


@dataclass(frozen=True)
class Card:
    """A caller. `address` is how to call them, `spoken` the recording of the name that nobody
    understood, where it can be played; `arrived` is when they began to wait, `answered` when
    that was over (epoch seconds); `consented`: they may be recorded."""

    call: str
    caller: str | None
    address: str | None
    spoken: bool
    language: str
    reason: str | None
    skill: str | None
    supervisor: bool
    arrived: float
    answered: float | None
    consented: bool
    owner: str | None
    told: Told
    owed: tuple[Due, ...]
    passed: tuple[Passed, ...]
    memos: tuple[Memo, ...]
    contacts: tuple[Contact, ...]


def of(office: Office, session: Session, about: str, reader_id: int) -> Card | None:
    """The card of a call, or of the call that a visit is about; without the reader's own notes.
    None for what is not on record."""
    visit = visits.by_id(session, about) if visits.is_visit(about) else None
    call = calls.by_id(session, visit.call_id if visit else about)
    return _Drawing(office, session, call, names_of(session), reader_id).card() if call else None


@dataclass(frozen=True)
class _Drawing:
    office: Office
    session: Session
    call: Call
    names: Mapping[int, str]
    reader_id: int

    def card(self) -> Card:
        call, now = self.call, self.office.clock.now()
        language = call.language or self.office.languages[0]
        memory = Conversation(language=language, name=call.name, honorific=call.honorific)
        own = memos.of_calls(self.session, [call.id])
        return Card(
            call=call.id,
            caller=full_name(call),
            address=memory.addressed if memory.addressed != full_name(call) else None,
            spoken=not call.name and name_recording(self.session, call) is not None,
            language=language,
            reason=call.reason,
            skill=call.skill if call.skill != ANY_SKILL else None,
            supervisor=call.wants_supervisor,
            arrived=call.joined_at or call.started_at,
            answered=call.answered_at,
            consented=bool(call.conversation.get("record")),
            owner=self.names.get(call.owner_id) if call.owner_id else None,
            told=self._told(now),
            owed=tuple(self._due(one, now) for one in contacts.owed(self.session, call)),
            passed=tuple(self._passed()),
            memos=self._memos(one for one in own if one.person_id != self.reader_id),
            contacts=tuple(self._contacts()),
        )

    def _told(self, now: float) -> Told:
        call, memory = self.call, self.call.conversation
        seconds = memory.get("told_by")
        joined = call.joined_at or call.started_at
        by = joined + seconds if isinstance(seconds, int | float) else None
        supervisor = memory.get("promised_by")
        ladder = self.office.policy.ladder_of(call.skill or ANY_SKILL)
        return Told(
            by=by,
            late=by is not None and (call.answered_at or now) > by,
            nobody=bool(memory.get("told_nobody")),
            closing=bool(memory.get("told_closing")),
            emergency=bool(memory.get("notice")),
            supervisor=str(supervisor) if supervisor else None,
            acts=tuple(rung.act for rung in ladder[: call.climbed]),
        )

    def _due(self, promise: Promise, now: float) -> Due:
        return Due(
            kind=promise.kind,
            by=promise.name or self.names.get(promise.person_id or 0),
            due=promise.due_at,
            late=promise.due_at is not None and promise.due_at < now,
            here=promise.call_id == self.call.id and promise.kind == "callback",
        )

    def _passed(self) -> Iterator[Passed]:
        for one in contacts.visits(self.session, self.call.id):
            if one.note and one.asked_by != self.reader_id:
                yield Passed(one.purpose, self.names.get(one.asked_by), one.note)

    def _memos(self, notes: Iterable[Note]) -> tuple[Memo, ...]:
        return tuple(Memo(self.names.get(note.person_id), note.text) for note in notes)

    def _contacts(self) -> Iterator[Contact]:
        found = contacts.earlier(self.session, self.call, _EARLIER)
        written = memos.of_calls(self.session, [one.call.id for one in found])
        for one in found:
            yield self._contact(one, [note for note in written if note.call_id == one.call.id])

    def _contact(self, history: History, notes: Sequence[Note]) -> Contact:
        call = history.call
        until = call.answered_at or call.ended_at
        said = (talk.outcome for talk in history.talks if talk.outcome)
        return Contact(
            call=call.id,
            at=call.started_at,
            skill=call.skill if call.skill != ANY_SKILL else None,
            reason=call.reason,
            people=tuple(self.names[one] for one in history.people if one in self.names),
            outcome=call.outcome,
            outcomes=tuple(dict.fromkeys(said)),
            waited=until - call.joined_at if call.joined_at and until else None,
            memos=self._memos(notes),
        )


def name_recording(session: Session, call: Call) -> str | None:
    """The key of the sound of the caller's name as they spoke it, if it lies here."""
    sid = call.name_recording
    found = recordings.by_sid(session, sid) if sid else None
    return found.path if found and found.status == "fetched" else None
