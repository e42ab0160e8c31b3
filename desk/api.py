"""The interface for programs: contacts that did not come by telephone, put on record by the post
room, the shop's till, or whatever reads the mail."""

import hmac
from typing import Annotated, Literal, Self

from flask import Blueprint, Response, jsonify, make_response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from desk.here import here
from desk.office import Casework, Office
from desk.people.personnel import e164
from records import Session, cases
from records.models import Case

api = Blueprint("api", __name__, url_prefix="/api")

LARGEST = 64 * 1024
"""Bytes of one request."""
_STATUS = {"gone": 404, "refused": 422}


class Touch(BaseModel):
    """One contact. `token` is the sender's own name for it: sent again, it is the same one.

    It is about the case with the number `case`; without one, about a problem (`reason`, for the
    department `skill`) of the customer with the telephone `number`. `at`: epoch seconds.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    token: Annotated[str, Field(min_length=1, max_length=100)]
    channel: Literal["letter", "shop", "social", "email", "other"]
    text: Annotated[str, Field(max_length=10_000)] = ""
    at: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    case: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None
    number: Annotated[str, Field(max_length=40)] | None = None
    name: Annotated[str, Field(max_length=200)] | None = None
    skill: Annotated[str, Field(max_length=40)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.case is None and not (self.number and self.skill):
            raise ValueError("needs a case, or a number and a skill")
        if self.case is not None and (self.number or self.skill or self.name):
            raise ValueError("has a case, and needs no number, name or skill")
        return self


@api.post("/contacts")
def contact() -> Response:
    """Put a contact on record, once: 201 with the case that it is about, or 4xx with `why`."""
    office = here().office
    if not office.api_key or office.casework is None:
        return _refusal(404, "there is no interface: SAPA_API_KEY is not set")
    if not _is_known(office):
        return _refusal(401, "the key is wrong")
    if (request.content_length or 0) > LARGEST:
        return _refusal(413, "the request is too large")
    try:
        touch = Touch.model_validate_json(request.get_data())
    except ValidationError as error:
        return _refusal(400, "; ".join(map(_explained, error.errors(include_input=False))))
    if touch.at is not None and touch.at > office.clock.now():
        return _refusal(400, "at: is still to come")
    return _put(office, office.casework, touch)


def _is_known(office: Office) -> bool:
    """Compared in a time that tells nothing."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), office.api_key.encode())


def _put(office: Office, casework: Casework, touch: Touch) -> Response:
    if touch.case is not None:
        return _log(office, casework, touch, touch.case)
    number, skill = e164(touch.number or "", office.country), touch.skill or ""
    if number is None:
        return _refusal(400, "number: must be a telephone number")
    if skill not in office.titles:
        return _refusal(400, "skill: must be one of " + ", ".join(office.titles))
    opened = casework.open(
        None,
        skill,
        touch.text,
        number=number,
        name=touch.name or None,
        channel=touch.channel,
        token=_token(touch),
        at=touch.at,
    )
    if isinstance(opened, str):
        return _refusal(_STATUS.get(opened, 409), opened)
    with office.store.reading() as session:
        return _done(office, session, cases.by_id(session, opened))


def _log(office: Office, casework: Casework, touch: Touch, code: str) -> Response:
    with office.store.reading() as session:
        case = cases.by_code(session, code)
    if case is None:
        return _refusal(404, "there is no such case")
    why = casework.log(case.id, None, touch.channel, touch.text, _token(touch), at=touch.at)
    if why is not None:
        return _refusal(_STATUS.get(why, 409), why)
    with office.store.reading() as session:
        return _done(office, session, cases.by_id(session, case.id))


def _token(touch: Touch) -> str:
    """Programs and pages do not share names."""
    return f"api:{touch.channel}:{touch.token}"


def _done(office: Office, session: Session, case: Case | None) -> Response:
    if case is None:
        return _refusal(404, "there is no such case")
    times = cases.times(session, case, office.clock.now() - office.case_window)
    answer = jsonify(case=case.code, state=case.state, contacts=times)
    return make_response(answer, 201, {"Cache-Control": "no-store"})


def _refusal(status: int, why: str) -> Response:
    return make_response(jsonify(why=why), status, {"Cache-Control": "no-store"})


def _explained(error: object) -> str:
    """What is wrong, without what was sent: it may be a customer's."""
    known = error if isinstance(error, dict) else {}
    where = ".".join(str(part) for part in known.get("loc", ()))
    return f"{where}: {known.get('msg', '')}" if where else str(known.get("msg", ""))
