"""The telephone in the page: who may have one, and what its script needs to connect."""

from flask import Blueprint, Response, abort, jsonify

from desk.guard import protect, reader
from desk.here import here

softphone = Blueprint("softphone", __name__)
protect(softphone)


@softphone.get("/softphone/token")
def token() -> Response:
    """The settings of the reader's own telephone; a token is good for an hour."""
    person = reader("agent", "supervisor")
    phone = here().office.softphone
    if phone is None:
        abort(404)
    return jsonify(dict(phone.settings(person.id)))
