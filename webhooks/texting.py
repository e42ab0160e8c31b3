"""Text messages of customers, and what became of ours.

A message answers the question whether a case is solved, or ends all messages; everything else
is answered kindly, once a day: machines answer each other without end.
"""

import re

import structlog
from flask import Blueprint, Response, request
from twilio.twiml.messaging_response import MessagingResponse

from ivr import prompts
from ivr.actions import Line
from records import (
    Session,
    calls,
    cases,
    customers,
    follow_ups,
    notifications,
    people,
    promises,
)
from records.models import Case, Notification
from webhooks import agreed, following, notices, parse, promised
from webhooks.reply import guard, house, twiml
from webhooks.switchboard import Switchboard

log = structlog.get_logger()
texting = Blueprint("texting", __name__, url_prefix="/sms")
texting.before_request(guard)

DAY = 86400.0
LONGEST = 1600
_YES = re.compile(r"1|y|ya|iya|yes|sudah|selesai|solved")
_NO = re.compile(r"2|n|no|not|tidak|tdk|belum|blm|nggak|gak|not (?:solved|yet)|belum selesai")
_STOP = re.compile(r"stop|berhenti|unsubscribe|end|quit|cancel")


@texting.post("/incoming")
def incoming() -> Response:
    """A customer writes to us."""
    at = house()
    number = parse.caller_number(request.form.get("From", ""), at.country, at.withheld)
    said = " ".join(re.findall(r"\w+", request.form.get("Body", "")[:LONGEST].casefold()))
    line = _answer(at, number, said) if number else None
    return twiml(_message(prompts.say(line)) if line is not None else _message(None))


def _answer(at: Switchboard, number: str, said: str) -> Line | None:
    """What they are told; None: nothing, or nothing more today."""
    with at.store.transaction() as session:
        customer = customers.by_number(session, number)
        language = (customer.language if customer else None) or at.language
        if customer is not None and _STOP.fullmatch(said):
            customer.texts = False
            return _line(at, "text-stopped", language)
        question = notifications.newest(session, number, "solved-question")
        if question is not None and question.case_id is not None:
            if _YES.fullmatch(said):
                return _solved(at, session, question, question.case_id)
            if _NO.fullmatch(said):
                return _not_solved(at, session, question, question.case_id)
        return _line(at, "text-help", language) if _first_today(at, session, number) else None


def _line(at: Switchboard, message: str, language: str, **more: str) -> Line:
    return Line(message, language, {"hotline": at.flow.script.hotline, **more})


def _solved(at: Switchboard, session: Session, question: Notification, case_id: int) -> Line | None:
    """A case that somebody works on again is not closed by a late yes."""
    case = cases.by_id(session, case_id, lock=True)
    if case is None or case.state not in ("solved", "unconfirmed", "closed"):
        return _line(at, "text-help", question.language)
    follow_ups.answer(session, case, at.clock.now(), solved=True)
    log.info("solved_question_answered", case=case.id, solved=True)
    return _line(at, "text-thanks-solved", question.language, code=case.code)


def _not_solved(
    at: Switchboard, session: Session, question: Notification, case_id: int
) -> Line | None:
    """The case is open again, and its owner calls."""
    last = calls.newest_about(session, case_id)
    call = calls.by_id(session, last.id, lock=True) if last is not None else None
    case = cases.by_id(session, case_id, lock=True)
    if case is None or case.state == "void":
        return _line(at, "text-help", question.language)
    if follow_ups.answer(session, case, at.clock.now(), solved=False):
        log.info("solved_question_answered", case=case.id, solved=False)
        owner = people.by_id(session, case.owner_id) if case.owner_id is not None else None
        if call is None or call.number != question.number:  # they phoned from elsewhere
            promised.owe_of(at, session, case)
        elif call.ended_at is not None:
            agreed.owe(at, session, call, owner)
    due_at = _called_by(session, case)
    if due_at is None:
        return _line(at, "text-reopened", question.language, code=case.code)
    by = following.said_by(at, due_at).get(question.language, "")
    return _line(at, "text-reopened-called", question.language, code=case.code, by=by)


def _called_by(session: Session, case: Case) -> float | None:
    """Until when the customer of this case is called, if that is promised."""
    owing = [one.due_at for one in promises.open_of_case(session, case.id) if one.due_at]
    return min(owing, default=None)


def _first_today(at: Switchboard, session: Session, number: str) -> bool:
    """Whether this number gets a kind answer to what we do not understand."""
    now = at.clock.now()
    last = notifications.newest(session, number, "help")
    if last is not None and last.made_at > now - DAY:
        return False
    notifications.answered(session, number, at.language, now)
    return True


@texting.post("/status")
def status() -> Response:
    """What became of a message of ours."""
    if request.form.get("MessageStatus") in ("failed", "undelivered"):
        which = int(parse.seconds(request.args.get("notification", "")))
        sid = parse.sid(request.form, "MessageSid", "SM") or ""
        notices.not_delivered(house(), which, sid, 0)
    return twiml(_message(None))


def _message(text: str | None) -> str:
    response = MessagingResponse()
    if text is not None:
        response.message(text)
    return str(response)
