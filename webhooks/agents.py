"""The agent's leg while no call is on it: signing in by phone, standing by, our own failures."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import structlog
from flask import Blueprint, Response, request

from ivr.actions import Line
from queueing.model import AgentState, Cause
from records import people, talks, visits
from records.models import Mode, Person, Talk, Visit
from webhooks import crew, parse, taking
from webhooks import visits as visiting
from webhooks.crew import Offered
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.softphone import is_client
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Writer

log = structlog.get_logger()
agents = Blueprint("agents", __name__, url_prefix="/agent")
agents.before_request(guard_call)
agents.teardown_request(unbind)

EXTENSION_DIGITS = 4
SIGN_IN_TRIES = 3
SIGNS_OF_LIFE = 3
"""How often a parked leg shows itself within the time that an agent counts as there."""


@dataclass(frozen=True)
class Mine:
    """Whose leg asks, and the talk that they are in or visit, if they do. `since`: when this leg
    was parked at the earliest (epoch seconds)."""

    person: Person
    talk: Talk | None
    visit: Visit | None
    since: float


def _mine(at: Switchboard) -> Mine | None:
    with at.store.reading() as session:
        leg = people.leg_by_sid(session, leg_sid())
        person = people.by_id(session, leg.person_id) if leg else None
        talk = talks.on_leg(session, leg_sid()) if leg else None
        visit = visits.on_leg(session, leg_sid()) if leg else None
    if leg is None or person is None:
        return None
    since = leg.started_at if talk is None else talk.accepted_at
    return Mine(person, talk if talk and talk.ended_at is None else None, visit, since)


@agents.post("/incoming")
def incoming() -> Response:
    """An agent phones in."""
    return twiml(_ask_to_sign_in(house(), tried=0))


def _ask_to_sign_in(at: Switchboard, tried: int) -> str:
    if tried >= SIGN_IN_TRIES:
        refused = Line("agent-refused", at.language)
        return Writer(at.links).speak([refused], hang_up=True)
    lines = [Line("agent-sign-in-wrong", at.language)] if tried else []
    lines.append(Line("agent-sign-in", at.language))
    path = at.links.to("/agent/sign-in", tried=tried)
    return Writer(at.links).listen(path, lines, finish_on_key="#", timeout=10)


@agents.post("/sign-in")
def sign_in() -> Response:
    """Agent number and PIN in one go."""
    at = house()
    digits = request.form.get("Digits", "")
    extension, pin = digits[:EXTENSION_DIGITS], digits[EXTENSION_DIGITS:]
    now = at.clock.now()
    with at.store.reading() as session:
        person = people.by_extension(session, extension)
    if not people.check_pin(person, pin) or person is None:  # slow on purpose: not in a transaction
        log.warning("agent_sign_in_refused")
        return twiml(_ask_to_sign_in(at, max(request.args.get("tried", 0, int), 0) + 1))
    mode: Mode = "standby" if crew.stands_by(person) else "ring"
    with at.store.transaction() as session:
        person = people.by_id(session, person.id) or person
        people.open_leg(session, leg_sid(), person, mode, now)
        people.set_status(session, person, "ready", now)
    log.info("agent_signed_in", agent=person.id)
    return twiml(_begin_shift(at, person))


def _begin_shift(at: Switchboard, person: Person) -> str:
    if crew.stands_by(person):
        welcome = Line("agent-welcome", crew.language_of(at, person), {"name": person.name})
        return Writer(at.links).speak([welcome], then=at.links.to("/agent/park"))
    crew.make_ready(at, person)
    welcome = Line("agent-welcome-ring", crew.language_of(at, person), {"name": person.name})
    return Writer(at.links).speak([welcome], hang_up=True)


@agents.post("/park")
def park() -> Response:
    """Standing by: silence, keys, and now and then a sign of life."""
    at = house()
    mine = _mine(at)
    if mine is None:
        return twiml(_ask_to_sign_in(at, tried=0))
    if mine.person.status == "break" and "told" not in request.args:
        on_break = Line("agent-on-break", crew.language_of(at, mine.person))
        return twiml(_away(at, mine) or _parked(at, on_break))
    return twiml(_away(at, mine) or _there(at, mine.person, mine.since))


def _away(at: Switchboard, mine: Mine) -> str | None:
    """Where a leg belongs that is parked by mistake, or no longer. Who has connected their page's
    telephone since they signed out may choose there to be ready."""
    if mine.talk is not None:  # our reply was lost: the caller is waiting in the conference
        visiting.arrived(at, mine.talk)
        return taking.meet_again(at, mine.person, mine.talk)
    if mine.visit is not None and (document := visiting.again(at, mine.visit)) is not None:
        return document
    if mine.person.status == "signed-out" and mine.person.status_since >= mine.since:
        goodbye = Line("agent-goodbye", crew.language_of(at, mine.person))
        return Writer(at.links).speak([goodbye], hang_up=True)
    return None


def _there(at: Switchboard, person: Person, since: float) -> str:
    """One more round of standing by. Who was sent on break is told until they say 1; supervisors
    hear who was since the last round, at `since`."""
    if person.status == "ready":
        crew.make_ready(at, person)
    if (person.status, person.status_reason) == ("break", "missed"):
        return _parked(at, Line("agent-on-break", crew.language_of(at, person)))
    return _parked(at, *_news(at, person, since))


def _news(at: Switchboard, person: Person, since: float) -> list[Line]:
    if person.role == "agent":
        return []
    with at.store.reading() as session:
        missed = people.sent_on_break(session, since)
    language = crew.language_of(at, person)
    return [Line("agent-colleague-on-break", language, {"name": one.name}) for one in missed]


def _parked(at: Switchboard, *lines: Line) -> str:
    path = at.links.to("/agent/key", since=int(at.clock.now()))
    seconds = int(at.timing.presence / SIGNS_OF_LIFE)
    return Writer(at.links).listen(path, lines, num_digits=1, timeout=seconds)


@agents.post("/key")
def key() -> Response:
    """A key while standing by: 1 ready, 2 break, 3 more time for notes, 9 sign out."""
    at = house()
    mine = _mine(at)
    if mine is None:
        return twiml(_ask_to_sign_in(at, tried=0))
    if (document := _away(at, mine)) is not None:
        return twiml(document)
    person = mine.person
    language = crew.language_of(at, person)
    match request.form.get("Digits"):
        case "1":
            crew.choose(at, person, "ready")
            return twiml(_parked(at))
        case "2":
            crew.choose(at, person, "break")
            return twiml(_parked(at, Line("agent-on-break", language)))
        case "3" if at.board.agent_state(str(person.id)) is AgentState.WRAP_UP:
            return twiml(_parked(at, _extended(at, person)))
        case "9":
            crew.choose(at, person, "signed-out")
            return twiml(Writer(at.links).speak([Line("agent-goodbye", language)], hang_up=True))
    return twiml(_there(at, person, parse.moment(request.args.get("since", "")) or mine.since))


def _extended(at: Switchboard, person: Person) -> Line:
    language = crew.language_of(at, person)
    if crew.extend(at, person) is None:
        return Line("agent-extended-before", language)
    return Line("agent-extended", language, {"seconds": int(at.policy.wrap_up_extension)})


@agents.post("/asked-back")
def asked_back() -> Response:
    """A supervisor asks for them on their break."""
    at = house()
    with at.store.reading() as session:
        supervisor = people.by_id(session, request.args.get("by", "")[:8])
    mine = _mine(at)
    if mine is None or supervisor is None or mine.talk is not None:
        return twiml(Writer(at.links).speak([], then=at.links.to("/agent/park")))
    language = crew.language_of(at, mine.person)
    asked = Line("agent-asked-back", language, {"name": supervisor.name})
    return twiml(Writer(at.links).beep([asked], at.links.to("/agent/park", told=1)))


@agents.post("/fallback")
def fallback() -> Response:
    """Our handler failed on an agent's leg: back to standing by, or to who they talk with."""
    at = house()
    log.error("agent_fell_back", call=leg_sid(), code=request.form.get("ErrorCode", "")[:12])
    address, _, _ = request.form.get("ErrorUrl", "").partition("#")
    query = dict(parse_qsl(address.partition("?")[2]))
    if "token" in query:  # without the agent's fault: another, or they, may take the call at once
        crew.give_back(at, Offered.read(query), Cause.FAILED)
    mine = _mine(at)
    if mine is not None and mine.visit is not None and mine.talk is None:
        return twiml(visiting.fell_back(at, mine.visit, mine.person))
    rung = "token" in query if mine is None else not crew.stands_by(mine.person)
    if rung and (mine is None or mine.talk is None):
        return twiml(taking.no_longer(at, mine.person if mine else None))
    sorry = Line("not-understood", at.language)
    anew = mine is None and is_client(request.form.get("From", ""))
    then = at.links.to("/agent/client" if anew else "/agent/park")
    return twiml(Writer(at.links).speak([sorry], then=then))


@agents.post("/status")
def status() -> Response:
    """An agent's leg is down, or a phone we rang was not taken."""
    at = house()
    if parse.over(request.form):
        offered = Offered.read(request.args) if "token" in request.args else None
        crew.leg_down(at, leg_sid(), request.form["CallStatus"], offered)
    return twiml(NOTHING)
