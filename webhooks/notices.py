"""Words on record for customers: sent as text messages or said on the telephone, each once.

Every step is decided while the notification is held.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import structlog

from ivr import events, prompts
from ivr.actions import Line
from ivr.hours import deadline_phrase
from records import Session, cases, customers, follow_ups, notifications, promises
from records.models import Call, Notification, NotificationKind, NotificationWay
from webhooks import callbacks, following
from webhooks.engaged import is_engaged
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

MOST_CALLS = 2
"""Calls that are made for one word."""
AGAIN = 1800.0
"""Seconds from a call that reached nobody to the next."""
OLD = 86400.0
"""Seconds after which a word is not news any more."""
RECENT = 900.0
"""Seconds after a call in which who talked is told with whom."""
_TEXTS: Mapping[NotificationKind, str] = {
    "spoke-with": "text-spoke-with",
    "handed-over": "text-handed-over",
    "late": "text-late",
    "solved-question": "text-solved-question",
}
_SPOKEN: Mapping[NotificationKind, str] = {
    "handed-over": "told-handed-over",
    "late": "told-late",
}


@dataclass(frozen=True)
class Word:
    """What is to be told, to whom and how. `tries` failed; `first`: nobody has tried this time,
    `sid`: of the message or leg of this time, empty if it is not known."""

    id: int
    kind: NotificationKind
    way: NotificationWay
    number: str
    language: str
    arguments: Mapping[str, str]
    tries: int
    first: bool
    sid: str


def look(house: Switchboard) -> None:
    """Send what is due, at decent hours."""
    now = house.clock.now()
    _after_talks(house)
    if callbacks.decent(house, now) != now:
        return
    with house.store.reading() as session:
        due = [one.id for one in notifications.due(session, now)]
    to_be_sent = (one for one in due if _to_be_sent(house, one))
    for notification_id in islice(to_be_sent, following.AT_ONCE):
        house.jobs.notify(notification_id)


def _after_talks(house: Switchboard) -> None:
    """Who has talked with somebody about a case is told with whom, and what it is called."""
    if not house.rules.cases.texts:
        return
    now = house.clock.now()
    with house.store.reading() as session:
        if not notifications.after_talks(session, now - RECENT):
            return
    with house.store.transaction() as session:
        for call, case, agent in notifications.after_talks(session, now - RECENT):
            notifications.put(
                session,
                token=f"{notifications.SPOKE_WITH}{call.id}",
                kind="spoke-with",
                customer=case.customer,
                case=case,
                call=call,
                arguments={"agent": agent},
                at=now,
            )


def _to_be_sent(house: Switchboard, notification_id: int) -> bool:
    with house.store.transaction() as session:
        one, now = notifications.by_id(session, notification_id, lock=True), house.clock.now()
        if one is None or one.state != "waiting":
            return False
        if one.number is None or _is_stale(session, one, now):
            notifications.settle(one, "cancelled", now)
            return False
        unwritten = one.way == "text" and not house.rules.cases.texts
        if unwritten and not notifications.by_telephone(one, now):
            notifications.settle(one, "cancelled", now)
        return wanted(house, session, notification_id) is not None


def _is_stale(session: Session, one: Notification, now: float) -> bool:
    """Whether what it says is not true, or no news, any more."""
    if one.kind == "solved-question" and one.case_id is not None:
        return follow_ups.open_of(session, one.case_id) is None
    if one.kind == "late":
        promise = promises.by_id(session, int(one.arguments.get("promise", 0)))
        return promise is None or promise.state != "open"
    return one.due_at < now - OLD and one.sid is None


def wanted(house: Switchboard, session: Session, notification_id: int) -> Word | None:
    """What is to be told now; None if nothing is."""
    one, now = notifications.by_id(session, notification_id), house.clock.now()
    if one is None or one.state != "waiting" or one.number is None or one.due_at > now:
        return None
    if callbacks.decent(house, now) != now:
        return None
    if one.way == "call":
        if not callbacks.may_be_rung(house, one.number):
            return None
        if is_engaged(session, one.number, telling=one.id):
            return None
    return _word(house, session, one)


def _word(house: Switchboard, session: Session, one: Notification) -> Word:
    language = one.language if one.language in prompts.LANGUAGES else house.language
    return Word(
        one.id,
        one.kind,
        one.way,
        one.number or "",
        language,
        _arguments(house, session, one, language),
        one.tries,
        one.sid is None,
        one.sid or "",
    )


def _arguments(
    house: Switchboard, session: Session, one: Notification, language: str
) -> dict[str, str]:
    """Of the message: the case's code, its owner, and times as they are said."""
    case = cases.by_id(session, one.case_id) if one.case_id is not None else None
    known = {"hotline": house.flow.script.hotline, "code": case.code if case else ""}
    said = {**known, **one.arguments}
    if due := said.get("due"):
        moment = datetime.fromtimestamp(float(due), house.zone)
        said["by"] = deadline_phrase(moment, house.local_time(), language)
    return said


def text_of(word: Word) -> str:
    """The text message."""
    return prompts.say(Line(_TEXTS[word.kind], word.language, dict(word.arguments)))


def news(house: Switchboard, session: Session, notification_id: int) -> events.Notify | None:
    """What the conversation is to say to whom we have rung."""
    one = notifications.by_id(session, notification_id)
    return events.Notify(lines_of(_word(house, session, one))) if one is not None else None


def lines_of(word: Word) -> tuple[Line, ...]:
    """What is said on the telephone."""
    arguments = dict(word.arguments)
    return (
        Line("told-hello", word.language, arguments),
        Line(_SPOKEN[word.kind], word.language, arguments),
    )


def begin(house: Switchboard, notification_id: int) -> Word | None:
    """Note that it may be sent. None: it is not (or no longer) to be done."""
    with house.store.transaction() as session:
        one = notifications.by_id(session, notification_id)
        known = customers.by_number(session, one.number) if one and one.number else None
        if known is not None:
            customers.hold(session, known.id)  # one leg at a time to one customer
        one = notifications.by_id(session, notification_id, lock=True)
        word = wanted(house, session, notification_id)
        if one is not None and word is not None and word.first:
            one.sid = ""
        return word


def sent(house: Switchboard, notification_id: int, sid: str) -> None:
    """The text message is on its way."""
    with house.store.transaction() as session:
        one = notifications.by_id(session, notification_id, lock=True)
        if one is not None and one.way == "text":
            one.sid = sid
            notifications.settle(one, "sent", house.clock.now())
            log.info("text_sent", notification=one.id, kind=one.kind)


def placed(house: Switchboard, notification_id: int, tries: int, leg: str) -> bool:
    """Note which leg it is; False: nobody wants it any more, and it is to be ended."""
    with house.store.transaction() as session:
        one = notifications.by_id(session, notification_id, lock=True)
        if one is None or one.tries != tries or one.way != "call":
            return False
        if one.state == "waiting":
            one.sid = one.sid or leg
        return one.sid == leg


def bind(house: Switchboard, session: Session, notification_id: int, leg: str) -> Call | None:
    """The call on the leg that was answered; from now on the customer is told. None if they
    are no longer to be, or on another leg."""
    one = notifications.by_id(session, notification_id, lock=True)
    if one is None or one.way != "call" or one.sid not in ("", leg):
        return None  # also a leg whose end was heard of first
    if not notifications.settle(one, "sent", house.clock.now()):
        return None
    one.sid = leg
    case = cases.by_id(session, one.case_id) if one.case_id is not None else None
    call = following.of_case(house, session, case, leg)
    call.number = one.number
    return call


def not_delivered(house: Switchboard, notification_id: int, sid: str, tries: int) -> None:
    """A text message did not arrive, or the leg of that try is down and nobody was told."""
    now = house.clock.now()
    with house.store.transaction() as session:
        one = notifications.by_id(session, notification_id, lock=True)
        if one is None or one.tries != tries or one.sid not in ("", sid):
            return
        if one.way == "call" and one.state == "waiting" and tries + 1 < MOST_CALLS:
            one.sid, one.tries, one.due_at = None, tries + 1, now + AGAIN
            return
        if one.way == "call" and one.state == "sent":
            return
        notifications.settle(one, "failed", now)
        notifications.by_telephone(one, now)
        log.warning("customer_not_told", notification=one.id, kind=one.kind)
        if one.kind == "solved-question" and one.case_id is not None:
            follow_up = follow_ups.open_of(session, one.case_id, lock=True)
            if follow_up is not None and follow_up.way == "text":
                follow_up.way, follow_up.due_at = "call", now
