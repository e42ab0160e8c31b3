"""Callbacks: calls that keep their place in line while nobody is on the telephone.

Hold the row of the call that is changed (`by_sid`, `by_id` with a lock); what is said twice
changes nothing.
"""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import calls, customers, promises
from records.errors import RecordsRefused
from records.models import Call, PromiseState
from records.once import attempt
from records.talks import end_talk


def put_away(
    session: Session,
    call: Call,
    *,
    number: str,
    at: float,
    due_at: float | None,
    conversation: Mapping[str, object],
) -> Call:
    """The pending call that waits in place of `call`, which ends with the outcome `callback`.

    The callback to `number` is promised with it. `due_at` is when it stands in line again,
    None for at once; `conversation` the flow's memory, its `state` included. Raises
    `AlreadyKnown` when the number is owed a callback for another call, `RecordsRefused` for
    what is no number or when the call has ended otherwise: nothing has changed then, and the
    transaction may go on.
    """
    made = session.scalar(select(Call).where(Call.callback_of == call.id))
    if made is not None:
        return made
    if call.ended_at is not None:
        raise RecordsRefused("a call that has ended cannot be put away")
    customers.check_number(number)
    with attempt(session):
        calls.close(session, call, "callback", at)
        return _add(session, _pending(call, number, at, due_at), at, conversation)


def anew(
    session: Session,
    call: Call,
    *,
    number: str,
    at: float,
    conversation: Mapping[str, object],
    due_at: float | None = None,
) -> Call:
    """A pending call for the customer of a call, to be rung at `due_at`, or at once when that
    call is over.

    The callback to `number` is promised with it. Raises `AlreadyKnown` when the number is owed
    one already, or the call goes on as a callback: nothing has changed then.
    """
    with attempt(session):
        return _add(session, _pending(call, number, at, due_at), at, conversation)


def _add(session: Session, pending: Call, at: float, conversation: Mapping[str, object]) -> Call:
    _remember(pending, conversation)
    session.add(pending)
    promises.make(session, "callback", pending, due_at=pending.due_at, at=at, number=pending.number)
    calls.note(session, pending, "put-away", at)
    return pending


def _pending(call: Call, number: str, at: float, due_at: float | None) -> Call:
    id_ = uuid4().hex
    return Call(
        id=id_,
        sid=calls.AWAY + id_,
        callback_of=call.id,
        number=number,
        customer_id=call.customer_id,
        language=call.language,
        name=call.name,
        honorific=call.honorific,
        name_recording=call.name_recording,
        reason=call.reason,
        skill=call.skill,
        level=call.level,
        wants_supervisor=call.wants_supervisor,
        owner_id=call.owner_id,
        started_at=at,
        joined_at=at if call.joined_at is None else call.joined_at,
        climbed=call.climbed,
        bonus=call.bonus,
        due_at=due_at,
        case_id=call.case_id,
    )


def bind(session: Session, pending_id: str, sid: str, at: float) -> Call | None:
    """The pending call with the leg `sid` that was answered for it.

    None when it waits no longer: it has ended, or another leg was answered first.
    """
    call = calls.by_id(session, pending_id, lock=True)
    if call is None or call.ended_at is not None:
        return None
    if not calls.has_leg(call):
        call.sid, call.due_at = sid, None
        calls.note(session, call, "picked-up", at)
    return call if call.sid == sid else None


def away_again(
    session: Session,
    call: Call,
    due_at: float | None,
    conversation: Mapping[str, object],
    at: float,
) -> bool:
    """Nobody was reached: the call waits without a leg until the next try at `due_at`.

    The talk it was placed for ends by the system and the promise counts one try more. False
    when the call has ended in the meantime.
    """
    if call.ended_at is not None:
        return False
    end_talk(session, call, "system", at)
    call.sid, call.due_at = calls.AWAY + call.id, due_at
    _remember(call, conversation)
    promise = promises.of_call(session, call.id, "callback")
    if promise is not None:
        promise.tries += 1
        promise.due_at = due_at
    calls.note(session, call, "not-reached", at)
    return True


def give_up(session: Session, call: Call, at: float) -> bool:
    """The customer could not be reached: the call ends `unreached`, its promise is missed.

    False when it had ended before.
    """
    return _end(session, call, "unreached", "missed", at)


def take_place(session: Session, pending: Call, call: Call, at: float) -> bool:
    """The customer has phoned in again: `call` takes the place of the pending one, which ends
    `regained`; its promise is kept.

    False, and nothing changes, when the pending call has a leg or has ended: they were rung
    in the same moment.
    """
    if calls.has_leg(pending) or not _end(session, pending, "regained", "kept", at):
        return False
    calls.regain(pending, call)
    return True


def pending(session: Session) -> list[Call]:
    """The calls that wait without a leg, in order of arrival."""
    return list(
        session.scalars(
            select(Call)
            .where(Call.ended_at.is_(None), Call.sid.startswith(calls.AWAY))
            .order_by(Call.joined_at, Call.started_at, Call.id)
        )
    )


def _end(session: Session, call: Call, outcome: str, state: PromiseState, at: float) -> bool:
    if call.ended_at is not None:
        return False
    end_talk(session, call, "system", at)
    promise = promises.of_call(session, call.id, "callback")
    if promise is not None:
        promises.settle(session, promise, state, at)
    calls.note(session, call, outcome, at)
    return calls.close(session, call, outcome, at)


def _remember(call: Call, conversation: Mapping[str, object]) -> None:
    call.conversation = dict(conversation)
    call.state = str(conversation.get("state", ""))
