"""What a caller hears on hold: why, music, and now and then that they are not forgotten."""

import structlog
from flask import Blueprint, Response, request

from ivr import prompts
from ivr.actions import Line
from records import Session, calls, people, talks, visits
from records.models import Call, Talk
from webhooks import handling, parse
from webhooks.reply import guard, house, twiml
from webhooks.switchboard import Switchboard
from webhooks.twiml import Writer

log = structlog.get_logger()
held = Blueprint("held", __name__, url_prefix="/voice")
held.before_request(guard)

LATE = 20.0
"""Seconds after the end of a hold in which a request of its music may still come."""
_WHYS = {"transfer": "held-transfer", "consult": "held-consult"}


@held.post("/held")
def on_hold() -> Response:
    """Begins with why; every further `round` says that they are not forgotten. Whatever fails
    here, the caller hears music."""
    at, talk_id = house(), parse.talk_id(request.args)
    then = at.links.to("/voice/held", talk=talk_id, why=request.args.get("why", "")[:12], round=1)
    try:
        line = _round(at, talk_id)
    except Exception:
        log.exception("hold_round_failed", talk=talk_id)
        line = None
    return twiml(Writer(at.links).hold(line, then))


def _round(at: Switchboard, talk_id: int) -> Line:
    first = "round" not in request.args
    why = _WHYS.get(request.args.get("why", ""), "held") if first else "held-still"
    with at.store.reading() as session:
        begun = talks.by_id(session, talk_id)
        call = calls.by_id(session, begun.call_id) if begun else None
        talk = talks.latest_talk(session, call) if call else None  # another's, if handed over
        stray = talk is not None and call is not None and _is_stray(at, session, call, talk)
        line = _word(at, session, call, talk, why)
    if stray and not first and talk is not None:
        handling.put_on_hold(at, talk.call_id, talk.id, "hold")
    return line


def _is_stray(at: Switchboard, session: Session, call: Call, talk: Talk) -> bool:
    """Whether the records do not know of this hold: a process died in the midst of it."""
    if talk.ended_at is not None or talk.held_at is not None:
        return False
    over = calls.latest(session, call, "unheld")
    return over is None or over.at < at.clock.now() - LATE


def _word(
    at: Switchboard, session: Session, call: Call | None, talk: Talk | None, message: str
) -> Line:
    language = call.language if call and call.language else at.language
    person = people.by_id(session, talk.person_id) if talk else None
    colleague = _text("held-colleague", language)
    agent = person.name if person else colleague
    if message not in _WHYS.values():
        return Line(message, language, {"agent": agent})
    if talk is not None:
        colleague = _asked_in(at, session, talk, language) or colleague
    return Line(message, language, {"agent": agent, "colleague": colleague})


def _asked_in(at: Switchboard, session: Session, talk: Talk, language: str) -> str | None:
    """Whom the agent has asked in."""
    visit = visits.asked_in(session, talk)
    script = at.flow.script
    if visit is None:
        return None
    who = visit.person_id or visit.wanted_id
    if who is not None:
        person = people.by_id(session, who)
        return person.name if person else None
    if visit.supervisor:
        return _text("held-supervisor", language)
    if visit.skill in script.keys:
        titled = language if language in script.languages else script.languages[0]
        title = script.title(visit.skill, titled)
        return _text("held-department", language, title=title)
    return None


def _text(message: str, language: str, **arguments: str) -> str:
    return prompts.say(Line(message, language, arguments))
