"""The agent's desk: the page where calls are taken."""

import io
from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.agent import acts as agent_acts
from desk.agent import colleagues
from desk.agent import parts as agent_parts
from desk.agent.card import name_recording
from desk.agent.parts import Scene
from desk.cases.acts import Refused
from desk.guard import page, protect, reader
from desk.here import here
from desk.live import posts
from desk.live.following import followed
from desk.live.parts import Edition
from desk.live.picture import Picture
from desk.live.posts import Post
from desk.live.stream import DrawDesk, MayWatch, desk_messages
from desk.office import NoSound, SoundsAway
from records import calls, memos
from records.errors import RecordsRefused
from records.models import Person, Role

agent = Blueprint("agent", __name__)
protect(agent)

_WORKERS: tuple[Role, ...] = ("agent", "supervisor")
_DIALOGS = ("transfer", "consult", "help", "callback")
KEYS = (
    *(("R", "be-ready"), ("B", "be-away"), ("O", "be-gone"), ("N", "notes"), ("H", "hold")),
    *(("M", "mute"), ("P", "pause-recording"), ("X", "end-call"), ("T", "transfer")),
    *(("C", "consult"), ("S", "help-me"), ("K", "call-later"), ("G", "hand-over")),
    *(("W", "together"), ("A", "send-away-key"), ("U", "became"), ("J", "more-time")),
    *(("Q", "case-key"), ("↵", "next-call"), ("V", "seen"), ("?", "keys-all")),
)
"""What each key does that is pressed with Alt, as a message."""


@agent.get("/desk")
def shown() -> Response:
    """The whole page, true as of now."""
    return _desk(_worker())


@agent.get("/desk/events")
def events() -> Response:
    """The parts of the page as they change, for as long as the session is good."""
    person = _worker()
    draw = _drawing(session.csrf_token())

    def tell(
        editions: Iterable[Edition | None], language: str, may_watch: MayWatch
    ) -> Iterator[str]:
        return desk_messages(editions, person.id, draw, language, may_watch)

    return followed(tell, _WORKERS)


@agent.get("/desk/ask/<purpose>")
def asking(purpose: str) -> Response:
    """What is to be said when a colleague is asked in, or a callback is promised: a form."""
    person = _worker()
    if purpose not in _DIALOGS:
        abort(404)
    return _asked(person, purpose)


@agent.get("/desk/name/<call_id>")
def name(call_id: str) -> Response:
    """The caller's name as they spoke it, for whom this call is at this moment."""
    office, person = here().office, _worker()
    seen = _scene(person)
    if office.sounds is None or seen.card is None or seen.card.call != call_id:
        abort(404)
    with office.store.reading() as records:
        call = calls.by_id(records, call_id)
        key = name_recording(records, call) if call else None
    if key is None:
        abort(404)
    try:
        sound = office.sounds.read(key, 0, office.sounds.size(key))
    except NoSound:
        abort(404)
    except SoundsAway:
        abort(503)
    return Response(io.BytesIO(sound), mimetype="audio/wav")


@agent.post("/desk/note")
def note() -> AnyResponse:
    """What they have written so far; what another page of theirs wrote meanwhile stays."""
    office, person = here().office, _worker()
    call_id = request.form.get("call", "")
    text = request.form.get("text", "").replace("\r\n", "\n")
    version = request.form.get("version", 0, type=int)
    with office.store.transaction() as records:
        if not memos.may_write(records, call_id, person.id):
            abort(404)
        try:
            done = memos.write(records, call_id, person.id, text, version, office.clock.now())
        except RecordsRefused:
            abort(413 if len(text) > memos.LONGEST else 404)
    if _wants_json():
        session.renew()
        return jsonify(version=done.version, text=done.text, clashed=done.clashed)
    return redirect(url_for("agent.shown"), 303)


@agent.post("/desk/<act>")
def act(act: str) -> AnyResponse:
    """One of the acts; done twice, it is done once."""
    person = _worker()
    try:
        why = agent_acts.do(act, here().office, person, request.form)
    except Refused:
        abort(400)
    except KeyError:
        abort(404)
    return _answered(person, act, why)


def _answered(person: Person, act: str, why: str | None) -> AnyResponse:
    """In words, with the page as it is now; a dialog is shown again with what is missing."""
    seen = _scene(person)
    said = _said(seen, act, why)
    status = 409 if why else 200
    if _wants_json():
        session.renew()
        parts = _parts(seen, live=True)
        answer = jsonify(ok=why is None, why=why, said=said, now=seen.now, parts=parts)
        answer.status_code = status
        return answer
    if why is None:
        return redirect(url_for("agent.shown"), 303)
    purpose = request.form.get("purpose", act)
    if purpose in _DIALOGS:
        return _asked(person, purpose, status, problem=said)
    return _desk(person, status, problem=said)


def _said(seen: Scene, act: str, why: str | None) -> str:
    """Whose case it is, is said with the name."""
    at = here()
    say = at.drawing.wording(session.language(at.office))
    if why == "owned" and seen.case:
        return say("case-stopped", owner=seen.case.owner or say("case-supervisors"))
    return say(f"why-{why}") if why else say(f"did-{act}")


def _desk(person: Person, status: int = 200, **values: object) -> Response:
    office = here().office
    seen = _scene(person)
    return page(
        "agent.html",
        status,
        person=person,
        now=seen.now,
        scene=seen,
        post=seen.post,
        parts=_parts(seen),
        keys=KEYS,
        softphone=office.softphone,
        **values,
    )


def _asked(person: Person, purpose: str, status: int = 200, **values: object) -> Response:
    office = here().office
    return page(
        "agent_ask.html",
        status,
        person=person,
        purpose=purpose,
        scene=_scene(person),
        known=colleagues.of(office, person.id) if purpose != "callback" else None,
        earliest=agent_acts.local(office, office.clock.now()),
        usual=agent_acts.local(office, agent_acts.usual_time(office, office.clock.now())),
        given=request.form,
        bare="X-Part" in request.headers,
        **values,
    )


def _scene(person: Person) -> Scene:
    office = here().office
    try:
        post = posts.of(office, person.id)
    except KeyError:
        abort(403)
    return agent_parts.scene(office, post, office.clock.now())


def _parts(seen: Scene, *, live: bool = False) -> dict[str, str]:
    at = here()
    language = session.language(at.office)
    return agent_parts.draw(at.drawing, seen, language, session.csrf_token(), live=live)


def _drawing(csrf: str) -> DrawDesk:
    """Draws the parts of this request's page, later."""
    at = here()

    def draw(post: Post, picture: Picture, language: str) -> dict[str, str]:
        seen = agent_parts.scene(at.office, post, picture.now)
        return agent_parts.draw(at.drawing, seen, language, csrf, live=True)

    return draw


def _worker() -> Person:
    return reader(*_WORKERS)


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
