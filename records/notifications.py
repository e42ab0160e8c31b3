"""Words that the hotline sends to customers by itself: each once for its occasion."""

from collections.abc import Mapping
from uuid import uuid4

import phonenumbers
from phonenumbers import PhoneNumberType
from sqlalchemy import select
from sqlalchemy.orm import Session

from records.errors import AlreadyKnown
from records.models import (
    Call,
    Case,
    Customer,
    Notification,
    NotificationKind,
    NotificationState,
    NotificationWay,
    Person,
    Talk,
)
from records.once import attempt, locked

MUST_BE_TOLD: frozenset[NotificationKind] = frozenset({"handed-over", "late"})
"""What a customer is called for who takes no text messages."""
SPOKE_WITH = "spoke-with:"
"""How the token of the word after a talk begins; the call's id follows."""
_NO_TEXTS = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)


def put(
    session: Session,
    *,
    token: str,
    kind: NotificationKind,
    customer: Customer | None,
    case: Case | None,
    call: Call | None,
    arguments: Mapping[str, str],
    at: float,
    due_at: float | None = None,
) -> Notification | None:
    """Have a customer told, from `due_at` on (at once). None: there is no way to.

    By text message if they want those, else by a call if they must be told. `token` names the
    occasion, for which there is one word: the same token again is that of before. `arguments`:
    of "spoke-with" and "handed-over" the `agent`'s name; of "late" the `agent`'s name and
    the time `due` (epoch seconds, or empty when none can be given). The
    case's `code` is added.
    """
    found = by_token(session, token)
    if found is not None:
        return found
    way = way_to(customer, kind)
    if customer is None or way is None:
        return None
    spoken = [source.language for source in (customer, case, call) if source is not None]
    made = Notification(
        token=token,
        kind=kind,
        way=way,
        number=customer.number,
        language=next((language for language in spoken if language), ""),
        case_id=case.id if case else None,
        call_id=call.id if call else None,
        arguments={**arguments, **({"code": case.code} if case else {})},
        made_at=at,
        due_at=at if due_at is None else due_at,
    )
    try:
        with attempt(session):
            session.add(made)
            session.flush()
    except AlreadyKnown:
        return by_token(session, token)
    return made


def way_to(customer: Customer | None, kind: NotificationKind) -> NotificationWay | None:
    """How this customer hears of it; None if not at all."""
    if customer is None:
        return None
    if customer.texts and can_receive(customer.number):
        return "text"
    return "call" if kind in MUST_BE_TOLD else None


def can_receive(number: str) -> bool:
    """Whether this E.164 number may be a telephone that takes text messages."""
    return phonenumbers.number_type(phonenumbers.parse(number)) not in _NO_TEXTS


def by_id(session: Session, notification_id: int, *, lock: bool = False) -> Notification | None:
    """The notification with this id."""
    query = select(Notification).where(Notification.id == notification_id)
    return session.scalar(locked(query) if lock else query)


def by_token(session: Session, token: str) -> Notification | None:
    """The word for this occasion."""
    return session.scalar(select(Notification).where(Notification.token == token))


def by_sid(session: Session, sid: str, *, lock: bool = False) -> Notification | None:
    """The notification that went out as the message with Twilio's `sid`."""
    query = select(Notification).where(Notification.sid == sid)
    return session.scalar(locked(query) if lock else query)


def due(session: Session, now: float) -> list[Notification]:
    """Those that wait and whose time has come, the longest overdue first."""
    query = select(Notification).where(Notification.state == "waiting", Notification.due_at <= now)
    return list(session.scalars(query.order_by(Notification.due_at, Notification.id)))


def placed_to(session: Session, number: str) -> Notification | None:
    """The one for which a leg to this number may be up."""
    query = select(Notification).where(
        Notification.number == number,
        Notification.way == "call",
        Notification.state == "waiting",
        Notification.sid.is_not(None),
    )
    return session.scalar(query.order_by(Notification.id).limit(1))


def newest(session: Session, number: str, kind: NotificationKind) -> Notification | None:
    """The last word of this kind that was sent to this number."""
    query = select(Notification).where(
        Notification.number == number, Notification.kind == kind, Notification.state == "sent"
    )
    return session.scalar(query.order_by(Notification.id.desc()).limit(1))


def answered(session: Session, number: str, language: str, at: float) -> None:
    """Whoever writes from this number is told how to reach us, by way of an answer."""
    session.add(
        Notification(
            token=f"help:{uuid4().hex}",
            kind="help",
            way="text",
            number=number,
            language=language,
            state="sent",
            made_at=at,
            due_at=at,
            done_at=at,
        )
    )


def after_talks(session: Session, since: float) -> list[tuple[Call, Case, str]]:
    """The calls that ended since then about a case, of customers who want text messages and
    have not had theirs about it; each with the name of who talked with them last."""
    told = select(Notification.id).where(Notification.token == SPOKE_WITH + Call.id)
    rows = session.execute(
        select(Call, Case, Person.name)
        .join(Case, Case.id == Call.case_id)
        .join(Customer, Customer.id == Case.customer_id)
        .join(Talk, (Talk.call_id == Call.id) & Talk.connected_at.is_not(None))
        .join(Person, Person.id == Talk.person_id)
        .where(Call.ended_at >= since, Customer.texts.is_(True), ~told.exists())
        .order_by(Call.ended_at, Call.id, Talk.id)
    )
    last = {call.id: (call, case, name) for call, case, name in rows}
    return [one for one in last.values() if way_to(one[1].customer, "spoke-with")]


def of_case(session: Session, case_id: int) -> list[Notification]:
    """Everything that the customer was told about this case, in order."""
    query = select(Notification).where(Notification.case_id == case_id)
    return list(session.scalars(query.order_by(Notification.made_at, Notification.id)))


def failed(session: Session, since: float) -> list[Notification]:
    """Those that could not be delivered since then, the newest first."""
    query = select(Notification).where(
        Notification.state == "failed", Notification.done_at >= since
    )
    return list(session.scalars(query.order_by(Notification.done_at.desc(), Notification.id)))


def settle(notification: Notification, state: NotificationState, at: float) -> bool:
    """It waits no longer; what was sent may still turn out not to have arrived. False when it
    is settled: what was said first stays."""
    undelivered = notification.state == "sent" and state == "failed"
    if notification.state != "waiting" and not undelivered:
        return False
    notification.state, notification.done_at = state, at
    return True


def by_telephone(notification: Notification, at: float) -> bool:
    """The text message cannot be delivered: who must be told is called instead, from `at` on.

    False for those who need not be, and for what is no text message.
    """
    if notification.way != "text" or notification.kind not in MUST_BE_TOLD:
        return False
    notification.way, notification.state, notification.done_at = "call", "waiting", None
    notification.sid, notification.tries, notification.due_at = None, 0, at
    return True
