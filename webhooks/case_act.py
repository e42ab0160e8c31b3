"""One deed of somebody's about a case: the case held, what was done on record and in the trail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from ivr import prompts
from ivr.actions import Line
from records import (
    Session,
    calls,
    case_privacy,
    case_rights,
    cases,
    deeds,
    messages,
    people,
)
from records.errors import RecordsRefused
from records.models import Call, Case, CaseEvent, DeedKind, Person
from webhooks import staff
from webhooks.answers import Refusal
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

P = ParamSpec("P")
Self = TypeVar("Self")


@dataclass(frozen=True)
class Act:
    """`person` does something about `case`, which is held until it is done."""

    house: Switchboard
    session: Session
    case: Case
    person: Person
    now: float

    def call(self, call_id: str | None) -> Call | None:
        """The call during which it is done, if it is about this case."""
        call = calls.by_id(self.session, call_id) if call_id else None
        return call if call is not None and call.case_id == self.case.id else None

    def note(
        self, kind: str, deed: DeedKind, *, call: Call | None = None, **data: str | int | None
    ) -> CaseEvent:
        """On the case's story, in the trail and in the log: ids and kinds only."""
        event = cases.note(
            self.session, self.case, kind, self.now, person=self.person, call=call, data=data
        )
        self.trail(deed, what=kind, **data)
        return event

    def trail(self, deed: DeedKind, **details: str | int | None) -> None:
        """In the trail and in the log, for what the case's story tells already."""
        trail(self.session, self.case, self.person, deed, self.now, **details)

    def tell(self, person_id: int | None, message: str, occasion: str) -> None:
        """A word of this person's to somebody, on their page: who does something themself
        needs none. Customers' words and names stay on the case's page."""
        to = people.by_id(self.session, person_id) if person_id is not None else None
        if to is None or to.id == self.person.id or to.left_at is not None:
            return
        line = Line(message, staff.language_of(self.house, to), {"code": self.case.code})
        token = f"{occasion}:{to.id}"
        messages.send(self.session, token, to, self.person, prompts.say(line), self.now)


def trail(
    session: Session,
    case: Case,
    person: Person | None,
    deed: DeedKind,
    at: float,
    **details: str | int | None,
) -> None:
    """Who did it, None: a program; ids and kinds only."""
    deeds.note(session, deed, at, person=person, subject=f"case-{case.id}", details=details)
    by = person.id if person else None
    log.info("case_deed", case=case.id, person=by, deed=deed, **details)


@contextmanager
def acting(house: Switchboard, case_id: int, person_id: int) -> Iterator[Act]:
    """The case is held, and the person may see it. Raises Refusal where there is no such case
    (any more), or not for them."""
    with house.store.transaction() as session:
        case = cases.by_id(session, case_id, lock=True)
        person = people.by_id(session, person_id)
        if case is None or person is None:
            raise Refusal("gone")
        if not case_rights.may_read(session, case, person):
            raise Refusal("refused")
        if case_privacy.is_forgotten(session, case):
            raise Refusal("gone")
        yield Act(house, session, case, person, house.clock.now())


def answered(
    do: Callable[Concatenate[Self, P], str | None],
) -> Callable[Concatenate[Self, P], str | None]:
    """What the page is told: None when it is done, else one word why not."""

    @wraps(do)
    def told(self: Self, /, *args: P.args, **kwargs: P.kwargs) -> str | None:
        try:
            return do(self, *args, **kwargs)
        except Refusal as refusal:
            return refusal.word
        except RecordsRefused:
            return "refused"

    return told
