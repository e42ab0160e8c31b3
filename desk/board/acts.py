"""What supervisors do with those on the live board: dialogs, and what their buttons do.

Each dialog is a page as well, for browsers without scripts.
"""

import secrets

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.board import steered, steering
from desk.board.steered import Steered
from desk.board.steering import Refused
from desk.guard import page, protect, reader
from desk.here import here
from desk.live.floor import Waiting
from desk.wording import Wording
from records import messages, notices
from records.models import Person

acts = Blueprint("acts", __name__, url_prefix="/board/acts")
protect(acts)

_STAYS = ("watch", "leave")
"""After these there is more to do in the same dialog."""


@acts.get("/call/<call_id>")
def of_call(call_id: str) -> Response:
    """What can be done with a caller who waits, or who talks."""
    return _call(_supervisor(), call_id)


@acts.get("/agent/<int:person_id>")
def of_agent(person_id: int) -> Response:
    """What can be done with an agent, and with the talk that they are in."""
    return _agent(_supervisor(), person_id)


@acts.get("/house")
def of_house() -> Response:
    """What every caller is told first: an emergency."""
    return _house(_supervisor())


@acts.post("/call/<call_id>/<act>")
def on_call(call_id: str, act: str) -> AnyResponse:
    """One of the acts with a caller; done twice, it is done once."""
    by = _supervisor()
    if act not in steering.ON_CALL:
        abort(404)
    seen = _look(by)
    try:
        why = steering.ON_CALL[act](here().office, by, call_id, request.form)
    except Refused:
        abort(400)
    stays = act in _STAYS
    if _wants_json():
        shown = _call(by, call_id).get_data(as_text=True) if stays and why is None else None
        return _answer(why, _did_on_call(seen, call_id, act), shown)
    return _call(by, call_id, _status(why), **_told(why, _did_on_call(seen, call_id, act)))


@acts.post("/agent/<int:person_id>/<act>")
def on_agent(person_id: int, act: str) -> AnyResponse:
    """One of the acts with an agent; done twice, it is done once."""
    by = _supervisor()
    if act not in steering.ON_AGENT:
        abort(404)
    seen = _look(by)
    agent = _somebody(seen, person_id)
    try:
        why = steering.ON_AGENT[act](here().office, by, agent, request.form)
    except Refused:
        abort(400)
    did = _did_on_agent(seen, agent, act)
    if _wants_json():
        return _answer(why, did)
    return _agent(by, person_id, _status(why), **_told(why, did))


@acts.post("/house/<act>")
def on_house(act: str) -> AnyResponse:
    """An emergency raised, or ended; done twice, it is done once."""
    by = _supervisor()
    if act not in steering.ON_HOUSE:
        abort(404)
    why = steering.ON_HOUSE[act](here().office, by, request.form)
    did = _say()(f"acts-did-{act}")
    if _wants_json():
        return _answer(why, did)
    return _house(by, _status(why), **_told(why, did))


# What they show


def _call(by: Person, call_id: str, status: int = 200, **values: object) -> Response:
    seen = _look(by)
    host = seen.host(call_id)
    if host is not None:
        return _agent(by, host, status, **values)
    caller = seen.waiting.get(call_id)
    agents = seen.candidates(caller) if caller else ()
    return _dialog("acts_call.html", by, seen, status, shown=caller, agents=agents, **values)


def _agent(by: Person, person_id: int, status: int = 200, **values: object) -> Response:
    seen = _look(by)
    return _dialog(
        "acts_agent.html",
        by,
        seen,
        status,
        agent=_somebody(seen, person_id),
        shown=seen.agents.get(str(person_id)),
        talk=seen.posts[person_id].talk,
        press=secrets.token_urlsafe(16),
        longest=messages.LONGEST,
        **values,
    )


def _house(by: Person, status: int = 200, **values: object) -> Response:
    with here().office.store.reading() as records:
        notice = notices.emergency(records)
    return _dialog(
        "acts_house.html", by, _look(by), status, shown=notice, longest=notices.LONGEST, **values
    )


def _dialog(template: str, by: Person, seen: Steered, status: int, **values: object) -> Response:
    bare = "X-Part" in request.headers or _wants_json()
    common = {"own": seen.own, "now": seen.now, "given": request.form, "bare": bare}
    return page(template, status, person=by, **common, **values)


# What they say


def _answer(why: str | None, did: str, shown: str | None = None) -> AnyResponse:
    said = _say()(f"why-{why}") if why else did
    return jsonify(ok=why is None, why=why, said=said, shown=shown), _status(why)  # type: ignore[return-value]


def _told(why: str | None, did: str) -> dict[str, object]:
    return {"ok": why is None, "said": _say()(f"why-{why}") if why else did}


def _status(why: str | None) -> int:
    return 409 if why else 200


def _did_on_call(seen: Steered, call_id: str, act: str) -> str:
    say, host, caller = _say(), seen.host(call_id), seen.waiting.get(call_id)
    name = seen.staff[host].name if host is not None else ""
    if act == "watch":
        return say(f"acts-did-{request.form['mode']}", name=name)
    if act == "give":
        to = seen.staff.get(request.form.get("to", 0, type=int))
        return say("acts-did-give", caller=_named(caller), name=to.name if to else "")
    if act == "move-up":
        return say("acts-did-move-up", caller=_named(caller))
    return say(f"acts-did-{act}")


def _named(caller: Waiting | None) -> str:
    return (caller.caller.name if caller else None) or _say()("acts-the-caller")


def _did_on_agent(seen: Steered, agent: Person, act: str) -> str:
    if act != "status":
        return _say()(f"acts-did-{act}", name=agent.name)
    status = request.form["status"].partition(":")[0]
    later = "-later" if seen.posts[agent.id].talk and status != "ready" else ""
    return _say()(f"acts-did-{status}{later}", name=agent.name)


def _say() -> Wording:
    return here().drawing.wording(session.language(here().office))


# Who, and how


def _supervisor() -> Person:
    return reader("supervisor")


def _look(by: Person) -> Steered:
    return steered.look(here().office, by.id)


def _somebody(seen: Steered, person_id: int) -> Person:
    """404 for nobody who works here, and for those whom the hotline's file names."""
    somebody = seen.staff.get(person_id)
    if somebody is None or somebody.left_at is not None or somebody.on_call is not None:
        abort(404)
    return somebody


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
