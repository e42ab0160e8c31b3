"""The audit trail: who did what with callers' data, with calls and with colleagues, and when."""

import re
from collections.abc import Mapping
from typing import get_args

from flask import Blueprint, Response, abort, request

from desk.calls.story import names_of
from desk.guard import page, protect, reader
from desk.here import here
from records import deeds, histories
from records.models import Deed, DeedKind

audit = Blueprint("audit", __name__)
protect(audit)

SHOWN = 200
_FLOOR: tuple[DeedKind, ...] = (
    *("listened", "whispered", "joined", "took-over", "moved-up", "given"),
    *("status-changed", "skills-changed", "message-sent", "called-back"),
    *("emergency-raised", "emergency-ended"),
)
_STAFF: tuple[DeedKind, ...] = ("person-added", "person-changed", "person-left", "password-set")
_CASES: tuple[DeedKind, ...] = (
    *("case-read", "case-changed", "answered", "stopped", "asked-owner", "replied"),
    *("handed-over", "goodwill-given", "contact-logged"),
    *("incident-opened", "incident-told", "incident-ended", "phrase-added"),
)
_DOOR: tuple[DeedKind, ...] = ("signed-in", "sign-in-refused", "signed-out")
KINDS: Mapping[str, tuple[DeedKind, ...]] = {
    "data": tuple(
        kind for kind in get_args(DeedKind) if kind not in (*_FLOOR, *_CASES, *_STAFF, *_DOOR)
    ),
    "cases": _CASES,
    "floor": _FLOOR,
    "staff": _STAFF,
    "door": _DOOR,
}
"""The deeds that can be looked at by themselves."""
_PERSON = re.compile(r"person-([0-9]{1,8})", re.ASCII)


@audit.get("/deeds")
def newest() -> Response:
    """The newest deeds; no name, number or word of a caller is in them."""
    person, office = reader("supervisor", "administrator"), here().office
    which, before = request.args.get("of", ""), request.args.get("before", "")
    if which and which not in KINDS:
        abort(404)
    with office.store.reading() as session:
        found = deeds.newest(session, SHOWN + 1, KINDS.get(which, ()), _id(before))
        subjects = list({deed.subject for deed in found if deed.subject})
        calls = {history.call.id for history in histories.of_calls(session, subjects)}
        names = names_of(session)
    return page(
        "deeds.html",
        person=person,
        deeds=found[:SHOWN],
        older=found[SHOWN - 1].id if len(found) > SHOWN else None,
        which=which,
        kinds=KINDS,
        names=names,
        calls=calls,
        whom=_whom,
    )


def _id(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,9}", text, re.ASCII) else None


def _whom(deed: Deed) -> int | None:
    """The colleague to whom it was done."""
    whom = deed.details.get("whom")
    if isinstance(whom, int):
        return whom
    found = _PERSON.fullmatch(deed.subject or "")
    return int(found[1]) if found else None
