"""What a supervisor does by pressing a button of the board. Each answers None when it is done, also
when it was so before, else the word why not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from desk.office import Office
from records import Session, deeds, messages, notices, people, staff, visits
from records.errors import RecordsRefused
from records.models import DeedKind, Message, MessageKind, Person, Status, VisitMode
from records.staff import Particulars

Form = Mapping[str, str]
OnCall = Callable[[Office, Person, str, Form], str | None]
OnAgent = Callable[[Office, Person, Person, Form], str | None]
OnHouse = Callable[[Office, Person, Form], str | None]

_AWAY = "refused"  # there is no telephone side
_TOKEN = re.compile(r"[\w-]{16,64}", re.ASCII)


class Refused(Exception):
    """A form that no page of ours sends."""


# With a caller


def _watch(office: Office, by: Person, call_id: str, form: Form) -> str | None:
    modes: Mapping[str, VisitMode] = {mode: mode for mode in get_args(VisitMode)}
    if form.get("mode") not in modes:
        raise Refused
    return office.visiting.watch(call_id, by.id, modes[form["mode"]]) if office.visiting else _AWAY


def _take_over(office: Office, by: Person, call_id: str, form: Form) -> str | None:  # noqa: ARG001
    return office.visiting.take_over(call_id, by.id) if office.visiting else _AWAY


def _leave(office: Office, by: Person, call_id: str, form: Form) -> str | None:  # noqa: ARG001
    with office.store.reading() as session:
        own = visits.of_person(session, by)
    if own is None or own.call_id != call_id:
        return None
    return office.visiting.send_away(own.id, by.id) if office.visiting else _AWAY


def _move_up(office: Office, by: Person, call_id: str, form: Form) -> str | None:  # noqa: ARG001
    return office.floor.move_up(call_id, by.id) if office.floor else _AWAY


def _give(office: Office, by: Person, call_id: str, form: Form) -> str | None:
    if not form.get("to"):
        return "no-agent"
    if not re.fullmatch(r"[0-9]{1,8}", form["to"], re.ASCII):
        raise Refused
    return office.floor.give(call_id, int(form["to"]), by.id) if office.floor else _AWAY


# With an agent


def _choose(office: Office, by: Person, agent: Person, form: Form) -> str | None:
    chosen, _, reason = form.get("status", "").partition(":")
    known: Mapping[str, Status] = {status: status for status in get_args(Status)}
    if chosen not in known or (
        reason and (chosen != "break" or reason not in office.break_reasons)
    ):
        raise Refused
    if office.duty is None:
        return _AWAY
    return office.duty.choose(agent.id, known[chosen], reason or None, by=by.id)


def _teach(office: Office, by: Person, agent: Person, form: Form) -> str | None:
    """Levels of the hotline's skills; others that are on record stay."""
    given = {skill: form.get(f"skill-{skill}", "") for skill in office.titles}
    if any(level not in ("", "1", "2", "3", "4", "5") for level in given.values()):
        raise Refused
    with office.store.transaction() as session:
        known = people.by_id(session, agent.id) or agent
        others = {name: level for name, level in known.skills.items() if name not in given}
        skills = others | {skill: int(level) for skill, level in given.items() if level}
        changed = staff.change(session, known, replace(Particulars.of(known), skills=skills))
        if changed:
            _note(office, session, "skills-changed", by, agent, skills=skills)
    if not changed:
        return None
    return office.duty.learnt(agent.id, by.id) if office.duty else None


def _write(office: Office, by: Person, agent: Person, form: Form) -> str | None:
    try:
        _send(office, by, agent, form, "word")
    except RecordsRefused:
        return "no-words"
    return None


def _call_back(office: Office, by: Person, agent: Person, form: Form) -> str | None:
    """On their page, and on their line if it is open. Who has come back by themselves has the
    words that came with it."""
    if agent.status == "signed-out":
        return "away"
    if agent.status != "break":
        return _write(office, by, agent, form) if form.get("text", "").strip() else None
    try:
        sent = _send(office, by, agent, form, "come-back")
    except RecordsRefused:
        return "no-words"
    why = office.duty.call_back(agent.id, by.id) if sent and office.duty else None
    return why if why == "away" else None


def _send(
    office: Office, by: Person, agent: Person, form: Form, kind: MessageKind
) -> Message | None:
    """None when this press of the button has sent it before."""
    press = form.get("press", "")
    if not _TOKEN.fullmatch(press):
        raise Refused
    now, text = office.clock.now(), form.get("text", "")
    with office.store.transaction() as session:
        sent = messages.send(session, press, agent, by, text, now, kind)
        if sent is not None:
            _note(office, session, "message-sent", by, agent, kind=kind)
    return sent


# With everybody


def _raise(office: Office, by: Person, form: Form) -> str | None:
    said = {code: form.get(f"said-{code}", "").strip() for code in office.languages}
    closes, now = bool(form.get("closes")), office.clock.now()
    with office.store.transaction() as session:
        before = notices.emergency(session)
        if before and (before.messages, before.closes) == (said, closes):
            return None
        try:
            notices.raise_emergency(session, said, closes, now, by.name)
        except RecordsRefused:
            return "no-words"
        _note(office, session, "emergency-raised", by, closes=closes)
    return None


def _end(office: Office, by: Person, form: Form) -> str | None:  # noqa: ARG001
    with office.store.transaction() as session:
        if notices.end_emergency(session, office.clock.now()):
            _note(office, session, "emergency-ended", by)
    return None


def _note(
    office: Office,
    session: Session,
    deed: DeedKind,
    by: Person,
    whom: Person | None = None,
    **details: object,
) -> None:
    subject = f"person-{whom.id}" if whom else None
    deeds.note(session, deed, office.clock.now(), person=by, subject=subject, details=details)


WHY = ("no-agent", "no-words")
"""Why an act is not done, besides the words of the telephone side."""
ON_CALL: Mapping[str, OnCall] = {
    "watch": _watch,
    "take-over": _take_over,
    "leave": _leave,
    "move-up": _move_up,
    "give": _give,
}
ON_AGENT: Mapping[str, OnAgent] = {
    "status": _choose,
    "skills": _teach,
    "message": _write,
    "call-back": _call_back,
}
ON_HOUSE: Mapping[str, OnHouse] = {"raise": _raise, "end": _end}
