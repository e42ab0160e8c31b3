"""Follow-ups: customers are asked whether their case is solved, at decent hours, until they say
so or a limit.

Every step is decided while the case is held; what a process that died left undone is done by
the next round of the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import structlog

from ivr import events
from ivr.hours import deadline_phrase
from records import Session, calls, cases, customers, follow_ups, notifications, people
from records.models import Call, Case, FollowUp
from webhooks import callbacks, promised, recognised
from webhooks.engaged import is_called_soon, is_engaged
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

AT_ONCE = 5
"""Customers who are rung, or sent a word, at a time: when an incident is over there may be hundreds, and those who
phone in meanwhile are not to wait for them."""
CALLED_SOON = 600.0
"""Seconds before a callback from which its customer is not rung for anything else."""


REST = 4 * 3600.0
"""Seconds for which a customer who was rung about one case is not rung about another."""


@dataclass(frozen=True)
class Asking:
    """A customer to be asked: `tries` reached nobody. `first`: nobody has tried this time;
    `leg`: the one that was placed this time, empty if it is not known."""

    number: str
    tries: int
    first: bool
    leg: str


def look(house: Switchboard) -> None:
    """See to the follow-ups that are due, the longest overdue first."""
    now = house.clock.now()
    if callbacks.decent(house, now) != now:
        return
    with house.store.reading() as session:
        due = [follow_up.id for follow_up in follow_ups.due(session, now)]
    to_be_rung = (one for one in due if _to_be_rung(house, one))
    for follow_up_id in islice(to_be_rung, AT_ONCE):
        house.jobs.ask_whether_solved(follow_up_id)


def _to_be_rung(house: Switchboard, follow_up_id: int) -> bool:
    with house.store.transaction() as session:
        found = _held(session, follow_up_id)
        if found is None:
            return False
        case, follow_up = found
        now, number = house.clock.now(), number_of(house, case)
        if case.state != "solved":
            follow_ups.cancel(session, case, now)
        elif number is None:
            follow_ups.tried(session, case, follow_up, now, again_at=now, most=0)
        elif follow_up.way == "text":
            _by_text(house, session, case, follow_up)
        else:
            return wanted(house, session, follow_up_id) is not None
    return False


def _held(session: Session, follow_up_id: int) -> tuple[Case, FollowUp] | None:
    """An open follow-up and its case, both held; None if it is open no longer."""
    known = follow_ups.by_id(session, follow_up_id)
    case = cases.by_id(session, known.case_id, lock=True) if known else None
    if case is None or (follow_up := follow_ups.open_of(session, case.id, lock=True)) is None:
        return None
    return (case, follow_up) if follow_up.id == follow_up_id else None


def number_of(house: Switchboard, case: Case) -> str | None:
    """Where the customer of a case is rung; None where nobody can be."""
    number = case.customer.number if case.customer else None
    return number if number and callbacks.may_be_rung(house, number) else None


def _by_text(house: Switchboard, session: Session, case: Case, follow_up: FollowUp) -> None:
    """Ask by a text message; who has not answered the last one is called."""
    now = house.clock.now()
    token = f"solved-question:{follow_up.id}"
    asked = notifications.by_token(session, token)
    if asked is not None and asked.state == "sent":
        again_at, most = now, house.rules.cases.follow_up_tries
        follow_ups.tried(session, case, follow_up, now, again_at=again_at, most=most)
        return
    sent = notifications.put(
        session,
        token=token,
        kind="solved-question",
        customer=case.customer,
        case=case,
        call=None,
        arguments={},
        at=now,
    )
    if not house.rules.cases.texts or sent is None or sent.state != "waiting":
        follow_up.way = "call"
    else:
        follow_up.due_at = now + house.rules.cases.follow_up_again


# On the telephone


def begin(house: Switchboard, follow_up_id: int) -> Asking | None:
    """Note that a leg may be placed. None: it is not (or no longer) to be done."""
    with house.store.transaction() as session:
        known = follow_ups.by_id(session, follow_up_id)
        case = cases.by_id(session, known.case_id) if known else None
        if case is not None and case.customer_id is not None:
            customers.hold(session, case.customer_id)  # one leg at a time to one customer
        asking = wanted(house, session, follow_up_id)
        if asking is not None and asking.first:
            held = _held(session, follow_up_id)
            if held is None:
                return None
            held[1].sid = ""
        return asking


def wanted(house: Switchboard, session: Session, follow_up_id: int) -> Asking | None:
    """Whom to ask now, and how far that is; None if nobody is to be asked."""
    follow_up, now = follow_ups.by_id(session, follow_up_id), house.clock.now()
    case = cases.by_id(session, follow_up.case_id) if follow_up else None
    if follow_up is None or case is None or case.state != "solved":
        return None
    if follow_up.state != "open" or follow_up.way != "call" or follow_up.due_at > now:
        return None
    number = number_of(house, case)
    if number is None or callbacks.decent(house, now) != now:
        return None
    if is_engaged(session, number, asking=follow_up.id):
        return None
    if is_called_soon(session, number, now + CALLED_SOON):
        return None
    if follow_up.sid is None and follow_ups.rung_since(session, case, now - REST):
        return None
    return Asking(number, follow_up.tries, follow_up.sid is None, follow_up.sid or "")


def placed(house: Switchboard, follow_up_id: int, tries: int, leg: str) -> bool:
    """Note which leg it is; False: nobody wants it any more, and it is to be ended."""
    with house.store.transaction() as session:
        held = _held(session, follow_up_id)
        if held is None or held[1].tries != tries:
            return False
        held[1].sid = held[1].sid or leg
        return held[1].sid == leg


def bind(house: Switchboard, session: Session, follow_up_id: int, leg: str) -> Call | None:
    """The call on the leg that was answered. None if nobody is to be asked any more, or on
    another leg."""
    held = _held(session, follow_up_id)
    if held is None or held[0].state != "solved":
        return None
    case, follow_up = held
    if follow_up.sid not in ("", leg) or case.customer is None:
        return None  # also a leg whose end was heard of first
    call = of_case(house, session, case, leg)
    follow_up.sid, follow_up.call_id = leg, call.id
    cases.note(session, case, "asked", house.clock.now(), call=call)
    return call


def of_case(house: Switchboard, session: Session, case: Case | None, leg: str) -> Call:
    """The call to the customer of a case, on a leg that we have placed."""
    customer = case.customer if case else None
    number = customer.number if customer else None
    call = calls.open_call(session, sid=leg, number=number, at=house.clock.now(), customer=customer)
    if case is not None:
        call.case_id, call.language = case.id, case.language
        call.skill, call.level = case.skill, house.levels.get(case.skill or "", 1)
    session.flush()
    return call


def asked(house: Switchboard, session: Session, call: Call) -> events.Asked:
    """What the conversation is told of whom we have rung."""
    case = cases.of_call(session, call)
    customer = case.customer if case else None
    owner = people.by_id(session, case.owner_id) if case and case.owner_id else None
    owner = owner if owner is not None and owner.left_at is None else None
    language = (customer.language if customer else None) or (case.language if case else None)
    return events.Asked(
        name=customer.name if customer else None,
        honorific=customer.honorific if customer else None,
        language=language,
        skill=case.skill if case else None,
        owner=owner.name if owner else None,
        owner_here=owner is not None and recognised.is_here(house, owner),
        code=case.code if case else "",
        by=said_by(house, promised.due(house, house.rules.back_by)),
        is_open=house.hours.is_open(house.local_time()),
    )


def said_by(house: Switchboard, due_at: float) -> Mapping[str, str]:
    """By language, how the time is said by which something is promised."""
    now, due = house.local_time(), datetime.fromtimestamp(due_at, house.zone)
    return {code: deadline_phrase(due, now, code) for code in house.flow.script.languages}


def not_reached(house: Switchboard, follow_up_id: int, leg: str, tries: int) -> None:
    """The leg of that try is down; who has said whether it is solved has settled it before."""
    with house.store.transaction() as session:
        held = _held(session, follow_up_id)
        if held is None or held[1].tries != tries or held[1].sid not in ("", leg):
            return
        rules, now = house.rules.cases, house.clock.now()
        wish = now + rules.follow_up_again
        again_at, most = callbacks.decent(house, wish) or wish, rules.follow_up_tries
        follow_ups.tried(session, *held, now, again_at=again_at, most=most)
        log.info("follow_up_reached_nobody", follow_up=follow_up_id, tries=tries + 1)
