"""The agent's leg with a call: whispered to, taken or passed by, ended, passed on."""

from flask import Blueprint, Response, request

from ivr.actions import Line
from ivr.call import State
from queueing.errors import StaleOffer
from queueing.model import Cause
from records import Session, calls, people, recordings, talks
from records.models import Call, Person, Talk
from webhooks import case_callers, crew, few_transfers, line, outcomes, parse
from webhooks.answers import Refusal
from webhooks.company import Wish
from webhooks.crew import Offered
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.softphone import is_client
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Place, Writer
from webhooks.whispers import about

offers = Blueprint("offers", __name__, url_prefix="/agent")
offers.before_request(guard_call)
offers.teardown_request(unbind)

PAUSE_KEY = "0"
PASS_ON_SECONDS = 3
"""The caller hears nothing while the agent may choose where to pass them on to."""
OUTCOME_SECONDS = 4


@offers.post("/whisper")
def whisper() -> Response:
    """We asked this leg to take a call. Who stands by takes it; who is rung is asked."""
    at = house()
    offered = Offered.read(request.args)
    with at.store.reading() as session:
        person = people.by_id(session, offered.agent)
        call = calls.by_id(session, offered.call)
    if person is None or call is None:
        return twiml(no_longer(at, None))
    if crew.stands_by(person):
        return twiml(_take(at, person, offered))
    with at.store.transaction() as session:
        people.open_leg(session, leg_sid(), person, "ring", at.clock.now(), call=call)
    return twiml(_ask_to_take(at, person, call, offered))


def _ask_to_take(at: Switchboard, person: Person, call: Call, offered: Offered) -> str:
    language = crew.language_of(at, person)
    lines = [*about(at, call, person), Line("agent-accept", language)]
    if crew.is_on_call(person):  # they are not at work, and do not know who rings
        lines.insert(0, Line("agent-on-call", language, {"hotline": at.flow.script.hotline}))
    path = at.links.to("/agent/answer", **offered.query())
    return Writer(at.links).listen(path, lines, num_digits=1, timeout=8)


@offers.post("/answer")
def answer() -> Response:
    """Who was rung says whether they take the call."""
    at = house()
    offered = Offered.read(request.args)
    with at.store.reading() as session:
        person = people.by_id(session, offered.agent)
    if person is None:
        return twiml(no_longer(at, None))
    digits = request.form.get("Digits")
    if digits == "1":
        return twiml(_take(at, person, offered))
    # nobody pressed anything: most likely a mailbox picked up
    crew.give_back(at, offered, Cause.DECLINED if digits else Cause.MISSED)
    return twiml(Writer(at.links).speak([], hang_up=True))


def _take(at: Switchboard, person: Person, offered: Offered) -> str:
    now = at.clock.now()
    try:
        offered_at = at.board.accept(offered.call, str(person.id), offered.token, now)
    except StaleOffer:
        return no_longer(at, person)
    with at.store.transaction() as session:
        call = calls.by_id(session, offered.call, lock=True)
        talk = _begin(at, session, call, person, offered_at) if call else None
    if call is None or talk is None:
        line.remove(at, offered.call)
        crew.free(at, person)
        return no_longer(at, person)
    if call.state == State.AWAY:
        at.jobs.call_back(call.id)
    else:
        at.jobs.bring_caller(call.id)
    return _together(at, person, call, talk, told=not crew.stands_by(person))


def meet_again(at: Switchboard, person: Person, talk: Talk) -> str | None:
    """Back to the talk that the person is in."""
    with at.store.reading() as session:
        call = calls.by_id(session, talk.call_id)
    return _together(at, person, call, talk) if call else None


def _together(
    at: Switchboard, person: Person, call: Call, talk: Talk, *, told: bool = False
) -> str:
    """To the conference; while the customer still has to be rung, up to its door. `told`: the
    agent knows already who it is, and every second now is one that both wait."""
    spoken = _spoken_name(at, call)
    said = () if told else about(at, call, person, spoken=spoken is not None)
    writer, place = Writer(at.links), Place(call.id, 0, talk.id)
    if call.state in _RUNG:
        return writer.await_customer(said, place, spoken)
    return writer.meet_caller(said, place, spoken, muted=talk.muted)


_RUNG = frozenset({State.AWAY.value, State.CALLED.value})


@offers.post("/ringing")
def ringing() -> Response:
    """The agent waits for a customer who is being rung: still so, or together, or in vain."""
    at = house()
    with at.store.reading() as session:
        talk = talks.by_id(session, parse.talk_id(request.args))
        person = people.by_id(session, talk.person_id) if talk else None
        call = calls.by_id(session, talk.call_id) if talk else None
    if talk is None or person is None or call is None or talk.leg_sid != leg_sid():
        return twiml(NOTHING)
    place = Place(call.id, 0, talk.id)
    if talk.ended_at is not None:
        return twiml(_in_vain(at, person))
    if call.state in _RUNG:
        return twiml(Writer(at.links).await_customer((), place))
    return twiml(Writer(at.links).meet_caller((), place, muted=talk.muted))


def _in_vain(at: Switchboard, person: Person) -> str:
    crew.free(at, person)
    return onward(at, person, Line("agent-not-reached", crew.language_of(at, person)))


def _spoken_name(at: Switchboard, call: Call) -> str | None:
    """Where the name lies that the caller spoke because nobody understood it."""
    if call.name or not call.name_recording:
        return None
    with at.store.reading() as session:
        recording = recordings.by_sid(session, call.name_recording)
    fetched = recording is not None and recording.status == "fetched"
    if not fetched:
        return None
    key = at.signatures.key(call.name_recording)
    return at.links.plain(f"/sound/name/{call.name_recording}", key=key)


def _begin(
    at: Switchboard, session: Session, call: Call, person: Person, offered_at: float
) -> Talk | None:
    now = at.clock.now()
    if call.ended_at is not None:
        return None
    last = talks.latest_talk(session, call)
    if last is not None and last.ended_at is None and last.person_id != person.id:
        talks.end_talk(session, call, "system", now)  # the board has the last word on who talks
    talk = talks.begin_talk(session, call, person, now, offered_at=offered_at, leg_sid=leg_sid())
    session.flush()
    calls.note(session, call, "accepted", now, data={"agent": person.id, "talk": talk.id})
    case_callers.taken(at, session, call, person)
    return talk


def no_longer(at: Switchboard, person: Person | None) -> str:
    """The offer went elsewhere: back to standing by, or a word and goodbye."""
    if person is not None and crew.stands_by(person):
        return Writer(at.links).speak([], then=at.links.to("/agent/park"))
    language = crew.language_of(at, person) if person else at.language
    return Writer(at.links).speak([Line("agent-no-longer", language)], hang_up=True)


@offers.post("/after")
def after() -> Response:
    """The agent's leg is out of the conference. While the caller is still in it, one key
    passes them on to another department."""
    at = house()
    talk_id = parse.talk_id(request.args)
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
        person = people.by_id(session, talk.person_id) if talk else None
    if parse.over(request.form):
        crew.leg_down(at, leg_sid(), request.form["CallStatus"], None)
        return twiml(NOTHING)
    if talk is None or person is None:
        return twiml(NOTHING)
    if "over" in request.args:  # they hung up on their page
        crew.finish_talk(at, talk_id)
        return twiml(onward(at, person))
    return twiml(left(at, talk, person))


def left(at: Switchboard, talk: Talk, person: Person) -> str:
    """For an agent who is out of the conference: the choice of a department, or what comes
    after a talk that is over."""
    if talk.ended_at is not None:
        return _became(at, talk, person)
    path = at.links.to("/agent/pass", talk=talk.id)
    prompt = Line("agent-pass-on", crew.language_of(at, person))
    return Writer(at.links).listen(path, [prompt], num_digits=1, timeout=PASS_ON_SECONDS)


@offers.post("/pass")
def pass_on() -> Response:
    """A department's key, or none: the talk is over. 0: it is not, but the recording pauses."""
    at = house()
    talk_id = parse.talk_id(request.args)
    if request.form.get("Digits") == PAUSE_KEY and (document := _unrecorded(at, talk_id)):
        return twiml(document)
    skill = parse.choice(request.form.get("Digits", ""), at.flow.script.keys)
    if skill is not None:
        return twiml(_passed_on(at, talk_id, Wish(skill=skill)))
    person = crew.finish_talk(at, talk_id)
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
    return twiml(_became(at, talk, person) if person and talk else NOTHING)


def _became(at: Switchboard, talk: Talk, person: Person) -> str:
    """What became of it? Who has no page to say so on is asked for a key."""
    if is_client(request.form.get("From", "")) or not outcomes.is_unknown(at, talk):
        return onward(at, person)
    path = at.links.to("/agent/outcome", talk=talk.id)
    prompt = Line("agent-outcome", crew.language_of(at, person))
    return Writer(at.links).listen(path, [prompt], num_digits=1, timeout=OUTCOME_SECONDS)


@offers.post("/outcome")
def outcome() -> Response:
    """1: it is solved, 2: not yet; nothing leaves it open."""
    at = house()
    with at.store.reading() as session:
        talk = talks.by_id(session, parse.talk_id(request.args))
        person = people.by_id(session, talk.person_id) if talk else None
    if talk is None or person is None or talk.leg_sid != leg_sid():
        return twiml(NOTHING)
    said = _OUTCOMES.get(request.form.get("Digits", ""))
    if said is not None:
        outcomes.finish(at, person.id, talk.id, said)
    return twiml(onward(at, person))


_OUTCOMES = {"1": outcomes.SOLVED, "2": outcomes.NOT_YET}


def _passed_on(at: Switchboard, talk_id: int, wish: Wish) -> str:
    """The caller goes to the department, or to a supervisor instead, or stays with who has
    them; the agent hears which."""
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
        call = calls.by_id(session, talk.call_id) if talk else None
        person = people.by_id(session, talk.person_id) if talk else None
        if talk is None or call is None or person is None:
            return NOTHING
        try:
            bound = few_transfers.bound(session, call, person.id, wish)
        except Refusal:
            bound = None
    language = crew.language_of(at, person)
    if bound is None and talk.ended_at is None:
        place = Place(talk.call_id, 0, talk.id)
        stays = (Line("agent-stays", language),)
        return Writer(at.links).meet_caller(stays, place, muted=talk.muted)
    crew.finish_talk(at, talk_id, bound)
    return onward(at, person, *([] if bound in (wish, None) else [Line("agent-climbs", language)]))


def _unrecorded(at: Switchboard, talk_id: int) -> str | None:
    """Back to the caller while the recording is paused, or goes on; both will hear which."""
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
    if talk is None or talk.ended_at is not None:
        return None
    at.jobs.toggle_recording(talk.call_id, talk.person_id)
    return Writer(at.links).meet_caller((), Place(talk.call_id, 0, talk.id), muted=talk.muted)


def onward(at: Switchboard, person: Person, *lines: Line) -> str:
    """What comes after a talk: a word, and standing by again, or goodbye on a leg that was rung."""
    with at.store.reading() as session:
        leg = people.leg_by_sid(session, leg_sid())
    if leg.mode == "standby" if leg else crew.stands_by(person):
        return Writer(at.links).speak(lines, then=at.links.to("/agent/park"))
    return Writer(at.links).speak(lines, hang_up=True)
