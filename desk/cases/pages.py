"""Cases: mine, those of the house, and each with its whole story and all that can be done."""

import re
import secrets

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.agent.parts import labelled
from desk.cases import acts
from desk.cases import one as one_case
from desk.cases.acts import Refused
from desk.cases.listing import WHICH, listed
from desk.cases.one import Shown
from desk.guard import page, protect, reader
from desk.here import here
from desk.wording import Wording
from records import case_lists, case_rights, cases, deeds
from records.case_lists import Which
from records.models import Case, Person

casebook = Blueprint("cases", __name__)
protect(casebook)

_CODE = re.compile(r"[0-9]{6}", re.ASCII)


@casebook.get("/cases")
def all_of() -> Response:
    """The reader's own cases with what waits for them; `of`: those of the house."""
    return _listed(reader("agent", "supervisor"), request.args.get("of"))


@casebook.post("/cases/find")
def find() -> AnyResponse:
    """The case that customers know by this number."""
    person, office = reader("agent", "supervisor"), here().office
    code = "".join(request.form.get("code", "").split())
    with office.store.reading() as records:
        case = cases.by_code(records, code) if _CODE.fullmatch(code) else None
        known = case is not None and case_rights.may_read(records, case, person)
    if case is None or not known:
        return _listed(person, None, 404, missing=True)
    return redirect(url_for("cases.one", case_id=case.id), 303)


@casebook.get("/cases/new")
def new() -> Response:
    """A form for a case that did not begin with a call."""
    return _new(reader("agent", "supervisor"))


@casebook.post("/cases/new")
def open_one() -> AnyResponse:
    """The case is opened, once; a customer who complains to the same department again goes on
    with the case that they have."""
    person = reader("agent", "supervisor")
    try:
        opened = acts.open_one(here().office, person, request.form)
    except Refused:
        abort(400)
    if isinstance(opened, str):
        return _new(person, 409, problem=_why(opened))
    return redirect(url_for("cases.one", case_id=opened, done="opened"), 303)


@casebook.get("/cases/<int:case_id>")
def one(case_id: int) -> Response:
    """The whole case; that it is read is put on record first."""
    person = reader("agent", "supervisor")
    seen = _seen(case_id, person)
    _put_on_record(person, seen.case)
    if "X-Part" in request.headers:
        return _bare(person, seen)
    return _whole(person, seen, done=_done(request.args.get("done", ""), seen))


@casebook.get("/cases/<int:case_id>/state")
def state(case_id: int) -> Response:
    """Whether there is something new, for the page to compare itself with."""
    person = reader("agent", "supervisor")
    with here().office.store.reading() as records:
        case = cases.by_id(records, case_id)
        if case is None or not case_rights.may_read(records, case, person):
            abort(404)
        return jsonify(version=case_lists.version(records, case))


@casebook.post("/cases/<int:case_id>/<act>")
def act(case_id: int, act: str) -> AnyResponse:
    """One of the acts; done twice, it is done once."""
    person, side = reader("agent", "supervisor"), here().office.casework
    if act not in acts.ACTS:
        abort(404)
    before = _seen(case_id, person)
    try:
        why = acts.ACTS[act](side, person, before.case, request.form) if side else acts.AWAY
    except Refused:
        abort(400)
    return _answered(person, before, act, why)


def _answered(person: Person, before: Shown, act: str, why: str | None) -> AnyResponse:
    """In words; a form is shown again with what is missing. What was stopped was still put
    before the owner: there is something new to see."""
    seen = _again(before, person)
    if seen is None:  # declined, it is not theirs to read any more
        return _away()
    said = _why(why, before) if why else _done(act, seen)
    if _wants_json():
        session.renew()
        shown = _drawn(person, seen)
        answer = jsonify(ok=why is None, why=why, said=said, shown=shown, version=seen.version)
        answer.status_code = 409 if why else 200
        return answer
    if why is None:
        return redirect(url_for("cases.one", case_id=seen.case.id, done=act), 303)
    return _whole(person, seen, 409, problem=said, about=act)


def _away() -> AnyResponse:
    address = url_for("cases.all_of", done="declined")
    return jsonify(ok=True, why=None, away=address) if _wants_json() else redirect(address, 303)


def _again(before: Shown, person: Person) -> Shown | None:
    office = here().office
    with office.store.reading() as records:
        case = case_lists.one(records, before.case.id)
        if case is None or not case_rights.may_read(records, case, person):
            return None
        return one_case.shown(office, records, case, person)


def _seen(case_id: int, person: Person) -> Shown:
    """The case, for one who may see it; to others it does not exist."""
    office = here().office
    with office.store.reading() as records:
        case = case_lists.one(records, case_id)
        if case is None or not case_rights.may_read(records, case, person):
            abort(404)
        return one_case.shown(office, records, case, person)


def _put_on_record(person: Person, case: Case) -> None:
    office = here().office
    with office.store.transaction() as records:
        subject, at = f"case-{case.id}", office.clock.now()
        deeds.note(records, "case-read", at, person=person, subject=subject)


# What they show


def _listed(person: Person, of: str | None, status: int = 200, **values: object) -> Response:
    which: dict[str, Which] = {one: one for one in WHICH}
    if of is not None and of not in which:
        abort(404)
    if of is not None and person.role != "supervisor":
        abort(403)
    office = here().office
    with office.store.reading() as records:
        found = listed(records, person, which[of] if of else None, office.clock.now())
    done = _say()("case-did-decline") if request.args.get("done") == "declined" else None
    return page(
        "cases.html", status, person=person, listing=found, which=WHICH, done=done, **values
    )


def _new(person: Person, status: int = 200, **values: object) -> Response:
    press = request.form.get("press") or secrets.token_urlsafe(16)
    limits = {"channels": acts.CHANNELS, "longest": acts.LONGEST}
    return page(
        "case_new.html", status, person=person, given=request.form, press=press, **limits, **values
    )


def _whole(person: Person, seen: Shown, status: int = 200, **values: object) -> Response:
    return page("case.html", status, person=person, **_values(person, seen), **values)


def _values(person: Person, seen: Shown) -> dict[str, object]:
    return {
        "seen": seen,
        "case": seen.case,
        "reader": person,
        "labelled": labelled,
        "press": secrets.token_urlsafe(16),
        "channels": tuple(one for one in acts.CHANNELS if one != "internal"),
        "longest": acts.LONGEST,
        "short": acts.SHORT,
        "given": request.form,
    }


def _bare(person: Person, seen: Shown) -> Response:
    return jsonify(shown=_drawn(person, seen), version=seen.version)


def _drawn(person: Person, seen: Shown) -> str:
    """What is below the bar."""
    at = here()
    common = at.drawing.common(session.language(at.office)) | {"csrf": session.csrf_token()}
    values = _values(person, seen) | {"given": {}}
    return render_template("_case_page.html", **common, **values)


def _done(act: str, seen: Shown) -> str | None:
    if act not in (*acts.ACTS, "opened"):
        return None
    owner = seen.owner or _say()("case-supervisors")
    return _say()(f"case-did-{act}", owner=owner)


def _why(why: str, seen: Shown | None = None) -> str:
    if why == "owned" and seen is not None:
        return _say()("case-stopped", owner=seen.owner or _say()("case-supervisors"))
    return _say()(f"why-{why}")


def _say() -> Wording:
    at = here()
    return at.drawing.wording(session.language(at.office))


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
