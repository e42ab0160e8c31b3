"""The audit trail: who did what with callers' data, and when."""

from flask import Blueprint, Response

from desk.guard import page, protect, reader
from desk.here import here
from desk.story import names_of
from records import deeds, histories

audit = Blueprint("audit", __name__)
protect(audit)

_SHOWN = 200


@audit.get("/deeds")
def newest() -> Response:
    """The newest deeds; no name, number or word of a caller is in them."""
    person, office = reader("supervisor", "administrator"), here().office
    with office.store.reading() as session:
        found = deeds.newest(session, _SHOWN)
        subjects = list({deed.subject for deed in found if deed.subject})
        calls = {history.call.id for history in histories.of_calls(session, subjects)}
        names = names_of(session)
    return page("deeds.html", person=person, deeds=found, most=_SHOWN, names=names, calls=calls)
