"""The leg of who comes into somebody else's talk: asked for, on the way, in it, out of it."""

from flask import Blueprint, Response, request

from ivr.actions import Line
from queueing.errors import StaleOffer
from queueing.model import Cause
from records import calls, people, talks, visits
from records.models import Call, Person, Talk, Visit
from webhooks import company, crew, line, parse, succession, taking, whispers
from webhooks.crew import Offered
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Writer

visitors = Blueprint("visitors", __name__, url_prefix="/agent")
visitors.before_request(guard_call)
visitors.teardown_request(unbind)

CROSSED = 3.0
"""Seconds after a hand-over in which its new agent, leaving, meant to leave a visit."""
ON_THE_WAY = 5.0
"""Seconds that a leg has to come where it was sent."""


@visitors.post("/asked")
def asked() -> Response:
    """We asked this leg to come into a talk. Who stands by comes; who is rung is asked."""
    at, offered = house(), Offered.read(request.args)
    with at.store.reading() as session:
        person = people.by_id(session, offered.agent)
        visit = visits.by_id(session, offered.call)
        call = calls.by_id(session, visit.call_id) if visit else None
    if person is None or visit is None or call is None:
        return twiml(taking.no_longer(at, person))
    if crew.stands_by(person):
        return twiml(_come(at, person, offered))
    with at.store.transaction() as session:
        people.open_leg(session, leg_sid(), person, "ring", at.clock.now(), call=call)
    lines = (*_about(at, visit, call, person), _word("agent-visit-accept", at, person))
    path = at.links.to("/agent/coming", **offered.query())
    return twiml(Writer(at.links).listen(path, lines, num_digits=1, timeout=8))


@visitors.post("/coming")
def coming() -> Response:
    """Who was rung says whether they come."""
    at, offered = house(), Offered.read(request.args)
    with at.store.reading() as session:
        person = people.by_id(session, offered.agent)
    digits = request.form.get("Digits")
    if person is None:
        return twiml(taking.no_longer(at, None))
    if digits == "1":
        return twiml(_come(at, person, offered, told=True))
    crew.give_back(at, offered, Cause.DECLINED if digits else Cause.MISSED)
    return twiml(Writer(at.links).speak([], hang_up=True))


def _come(at: Switchboard, person: Person, offered: Offered, *, told: bool = False) -> str:
    try:
        at.board.accept(offered.call, str(person.id), offered.token, at.clock.now())
    except StaleOffer:
        return taking.no_longer(at, person)
    visit = company.take(at, offered.call, person, leg_sid())
    if visit is None:
        line.remove(at, offered.call)
        crew.free(at, person)
        return taking.no_longer(at, person)
    with at.store.reading() as session:
        call = calls.by_id(session, visit.call_id)
    about = () if told or call is None else _about(at, visit, call, person)
    return Writer(at.links).beep(about, at.links.to("/agent/visit", visit=visit.id))


def _about(at: Switchboard, visit: Visit, call: Call, person: Person) -> tuple[Line, ...]:
    """Who asks and why, the caller and what it is about, and the note."""
    with at.store.reading() as session:
        asking = people.by_id(session, visit.asked_by)
    name = asking.name if asking else ""
    who = _word(f"agent-visit-{visit.purpose}", at, person, name=name)
    language = crew.language_of(at, person)
    note = (whispers.note_read(visit.note, language),) if visit.note else ()
    return (who, *whispers.about(at, call, person), *note)


def _word(message: str, at: Switchboard, person: Person, **arguments: str) -> Line:
    return Line(message, crew.language_of(at, person), arguments)


@visitors.post("/watch")
def watch() -> Response:
    """A supervisor's own telephone was rung: 1 shows that it is no mailbox."""
    at, visit_id = house(), _visit_id()
    with at.store.transaction() as session:
        found = visits.held(session, visit_id)
        visit = found[0] if found else None
        person = people.by_id(session, visit.person_id or 0) if visit else None
        if visit is not None and person is not None and visit.leg_sid is None:
            people.open_leg(
                session, leg_sid(), person, "ring", at.clock.now(), call=found[1] if found else None
            )
            visit.leg_sid = leg_sid()  # who rang them died before it was written down
    if visit is None or person is None or visit.ended_at is not None:
        return twiml(taking.no_longer(at, person))
    then = dict(request.args.items(multi=False))
    if request.form.get("Digits") == "1":
        return twiml(enter(at, visit_id))
    if "asked" in then:
        company.back(at, visit_id)
        return twiml(Writer(at.links).speak([], hang_up=True))
    path = at.links.to("/agent/watch", **then, asked=1)
    lines = [_word("agent-watch-accept", at, person)]
    return twiml(Writer(at.links).listen(path, lines, num_digits=1, timeout=8))


@visitors.post("/visit")
def visit() -> Response:
    """The last moment before the conference."""
    return twiml(enter(house(), _visit_id()))


def _visit_id() -> str:
    return request.args.get("visit", "")[:64]


def enter(at: Switchboard, visit_id: str) -> str:
    """Into the conference, if the talk goes on; else back. Asked twice, it is the same."""
    found = company.meet(at, visit_id)
    if found is None or found.leg_sid not in (None, leg_sid()):
        return _nowhere(at)
    if found.ended_at is None and "over" in request.args:
        succession.take_over(at, visit_id)
        found = company.meet(at, visit_id) or found
    with at.store.reading() as session:
        person = people.by_id(session, found.person_id or 0)
        host = talks.by_id(session, found.talk_id)
        own = talks.on_leg(session, leg_sid())
    if person is None:
        return _nowhere(at)
    if found.outcome == "handed-over" and own is not None and own.ended_at is None:
        arrived(at, own)
        return taking.meet_again(at, person, own) or NOTHING
    if found.ended_at is not None or host is None or host.ended_at is not None:
        return _out(at, found, person)
    return Writer(at.links).visit(found, host.leg_sid)


def arrived(at: Switchboard, talk: Talk) -> None:
    """Whom a caller was handed to while they were on the way is there: what waited for that
    is to be done."""
    with at.store.reading() as session:
        visit = visits.became(session, talk)
    if visit is not None and visit.leg_sid is not None:
        company.meet(at, visit.id)
        at.jobs.settle_visit(visit.id)


def _nowhere(at: Switchboard) -> str:
    """A leg that is not of any visit: standing by shows where it belongs."""
    return Writer(at.links).speak([], then=at.links.to("/agent/park"))


@visitors.post("/visited")
def visited() -> Response:
    """The visitor's leg is out of the conference: they left it, or were fetched."""
    at = house()
    if parse.over(request.form):
        crew.leg_down(at, leg_sid(), request.form["CallStatus"], None)
        return twiml(NOTHING)
    with at.store.reading() as session:
        visit = visits.by_id(session, _visit_id())
        person = people.by_id(session, visit.person_id or 0) if visit else None
        own = talks.on_leg(session, leg_sid())
    if visit is None or person is None:
        return twiml(_nowhere(at))
    if visit.outcome == "handed-over" and own is not None:
        if own.ended_at is None and own.accepted_at > at.clock.now() - CROSSED:
            crew.let_go(at, own.id)
            return twiml(taking.onward(at, person))
        return twiml(taking.left(at, own, person))
    return twiml(_out(at, visit, person))


def _out(at: Switchboard, visit: Visit, person: Person) -> str:
    wanted = visit.ended_at is None or visit.met_at is not None
    company.back(at, visit.id)
    return taking.onward(at, person, *(() if wanted else (_word("agent-visit-over", at, person),)))


def again(at: Switchboard, visit: Visit) -> str | None:
    """Where a parked leg belongs whose visit goes on; None for one that is just being fetched."""
    came = visit.taken_at
    if came is None or came > at.clock.now() - ON_THE_WAY:
        return None
    return enter(at, visit.id)


def fell_back(at: Switchboard, visit: Visit, person: Person) -> str:
    """The way into the conference failed: the agent who was to be whispered to may be out of it
    for a moment. Once more as a listener, and then no more."""
    with at.store.transaction() as session:
        found = visits.held(session, visit.id)
        once_more = found is not None and found[0].mode == "whisper" and not found[0].ended_at
        if found is not None and once_more:
            found[0].mode = "listen"
    return enter(at, visit.id) if once_more else _out(at, visit, person)
