"""What somebody does about a case by pressing a button. Each answers None when it is done, also
when it was so before, else the word why not."""

import re
from collections.abc import Callable, Mapping
from typing import get_args

from desk.office import Casework, Office
from desk.people.personnel import e164
from records import answers, handovers
from records.models import Case, Channel, Person

Form = Mapping[str, str]
Act = Callable[[Casework, Person, Case, Form], str | None]

AWAY = "refused"
"""There is no telephone side."""
LONGEST = answers.LONGEST
"""Characters of what is written about a case."""
SHORT = 500
"""Characters of why something is given."""
CHANNELS: tuple[Channel, ...] = tuple(one for one in get_args(Channel) if one != "call")
"""How customers are in touch besides by telephone."""
MOST = 1_000_000_000
"""Nobody gives more than that, whatever the currency."""
WHY = ("no-words", "no-amount", "too-much", "nobody-chosen", "no-reason", "bad-number", "no-skill")
"""Words of ours, besides those of the telephone side."""
_ID = re.compile("[0-9]{1,9}", re.ASCII)
_TOKEN = re.compile(r"[\w-]{4,64}", re.ASCII)


class Refused(Exception):
    """A form that no page of ours sends."""


def _words(form: Form, name: str = "text", longest: int = LONGEST) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()[:longest]


def _id(form: Form, name: str) -> int:
    if not _ID.fullmatch(form.get(name, "")):
        raise Refused
    return int(form[name])


def _token(form: Form) -> str:
    if not _TOKEN.fullmatch(form.get("press", "")):
        raise Refused
    return form["press"]


# What customers are told


def _answer(side: Casework, by: Person, case: Case, form: Form) -> str | None:
    words = _words(form)
    return side.answer(case.id, by.id, words, call_id=_call(form)) if words else "no-words"


def _ask(side: Casework, by: Person, case: Case, form: Form) -> str | None:
    words = _words(form)
    return side.ask(case.id, by.id, words, call_id=_call(form)) if words else "no-words"


def _call(form: Form) -> str | None:
    return form.get("call") or None


def _reply(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    question, words = _id(form, "question"), _words(form)
    return side.reply(question, by.id, words) if words else "no-words"


# Whose it is


def _take(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.take(case.id, by.id)


def _offer(side: Casework, by: Person, case: Case, form: Form) -> str | None:
    if not form.get("to"):
        return "nobody-chosen"
    note = _words(form, "note", handovers.LONGEST_NOTE)
    return side.offer(case.id, by.id, _id(form, "to"), note)


def _accept(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.accept(_id(form, "handover"), by.id)


def _decline(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.decline(_id(form, "handover"), by.id)


# What became of it


def _solve(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.solve(case.id, by.id)


def _reopen(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.reopen(case.id, by.id)


def _dismiss(side: Casework, by: Person, case: Case, form: Form) -> str | None:  # noqa: ARG001
    return side.dismiss(case.id, by.id)


# What came in, and what was given


def _log(side: Casework, by: Person, case: Case, form: Form) -> str | None:
    channel, token, words = _channel(form), _token(form), _words(form)
    return side.log(case.id, by.id, channel, words, token) if words else "no-words"


def _channel(form: Form) -> Channel:
    known: Mapping[str, Channel] = {one: one for one in CHANNELS}
    if form.get("channel") not in known:
        raise Refused
    return known[form["channel"]]


def _give(side: Casework, by: Person, case: Case, form: Form) -> str | None:
    token, reason = _token(form), _words(form, "reason", SHORT)
    digits = re.sub(r"[\s.,]", "", form.get("amount", ""))
    if not _ID.fullmatch(digits) or not 0 < int(digits) < MOST:
        return "no-amount"
    if not reason:
        return "no-reason"
    why = side.give(case.id, by.id, int(digits), reason, token)
    return "too-much" if why == "refused" else why


def about(office: Office, by: Person, form: Form) -> str | None:
    """The call that `by` talks in is about that case of its customer, or about something new."""
    case = None if form.get("case") == "new" else _id(form, "case")
    side = office.casework
    return side.about(form.get("call", ""), by.id, case) if side else AWAY


def open_one(office: Office, by: Person, form: Form) -> int | str:
    """A case of a customer who did not phone, or of a colleague: its id, else why not."""
    channel, token, words = _channel(form), _token(form), _words(form, "reason")
    skill = form.get("skill", "")
    if skill not in office.titles:
        return "no-skill"
    if not words:
        return "no-words"
    number = None if channel == "internal" else e164(form.get("number", ""), office.country)
    if channel != "internal" and number is None:
        return "bad-number"
    if office.casework is None:
        return AWAY
    name = _words(form, "name", 80) or None
    return office.casework.open(
        by.id, skill, words, number=number, name=name, channel=channel, token=token
    )


ACTS: Mapping[str, Act] = {
    "answer": _answer,
    "ask": _ask,
    "reply": _reply,
    "take": _take,
    "offer": _offer,
    "accept": _accept,
    "decline": _decline,
    "solve": _solve,
    "reopen": _reopen,
    "dismiss": _dismiss,
    "log": _log,
    "give": _give,
}
"""What can be done on a case's page; some of it on the desk of who talks with its customer."""
