"""What an agent does by pressing a button of their desk. Each answers None when it is done, else
the word why not."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import get_args

from desk.cases import acts as case_acts
from desk.cases.acts import Refused
from desk.office import Handling, Office, Visiting, Wanted
from records import cases, messages
from records.models import Person, Status, VisitPurpose

Form = Mapping[str, str]
Act = Callable[[Office, Person, Form], str | None]

_AWAY = "refused"  # there is no telephone side
_ID = re.compile("[0-9]{1,9}", re.ASCII)
_LONGEST = 2000  # characters of what a colleague is to know


def do(act: str, office: Office, person: Person, form: Form) -> str | None:
    """The act of this name. Raises KeyError for none, `Refused` for a form that is not ours."""
    return _ACTS[act](office, person, form)


def local(office: Office, epoch: float) -> str:
    """A time as a form has it, in the hotline's zone."""
    return datetime.fromtimestamp(epoch, office.zone).strftime("%Y-%m-%dT%H:%M")


def usual_time(office: Office, epoch: float) -> float:
    """The full hour after the next half hour, or the next at which customers may be called."""
    soon = datetime.fromtimestamp(epoch, office.zone) + timedelta(minutes=90)
    full = soon.replace(minute=0, second=0, microsecond=0).timestamp()
    return office.handling.decent(full) if office.handling else full


def _choose(office: Office, person: Person, form: Form) -> str | None:
    status = form.get("status", "")
    if status not in get_args(Status):
        raise Refused
    reason = form.get("reason") or None
    if reason is not None and (status != "break" or reason not in office.break_reasons):
        raise Refused
    chosen: Status = status  # type: ignore[assignment]
    return office.duty.choose(person.id, chosen, reason) if office.duty else _AWAY


def _finish(office: Office, person: Person, form: Form) -> str | None:
    outcome = form.get("outcome") or None
    talk = form.get("talk", "")
    if not _ID.fullmatch(talk) or (outcome is not None and outcome not in office.outcomes):
        raise Refused
    return office.duty.finish(person.id, int(talk), outcome) if office.duty else _AWAY


def _extend(office: Office, person: Person, form: Form) -> str | None:  # noqa: ARG001
    return office.duty.extend(person.id) if office.duty else _AWAY


def _handle(verb: Callable[[Handling, str, int], str | None]) -> Act:
    def act(office: Office, person: Person, form: Form) -> str | None:
        return verb(office.handling, form.get("call", ""), person.id) if office.handling else _AWAY

    return act


def _visit(verb: Callable[[Visiting, str, int], str | None]) -> Act:
    def act(office: Office, person: Person, form: Form) -> str | None:
        return verb(office.visiting, form.get("visit", ""), person.id) if office.visiting else _AWAY

    return act


def _pause(office: Office, person: Person, form: Form) -> str | None:
    done = office.pausing is not None and office.pausing.pause(form.get("call", ""), person.id)
    return None if done else "not-paused"


def _resume(office: Office, person: Person, form: Form) -> str | None:
    done = office.pausing is not None and office.pausing.resume(form.get("call", ""), person.id)
    return None if done else "not-resumed"


def _ask(office: Office, person: Person, form: Form) -> str | None:
    purpose, note = form.get("purpose", ""), form.get("note", "").strip()[:_LONGEST]
    if purpose not in ("transfer", "consult", "help"):
        raise Refused
    wanted = Wanted(supervisor=True) if purpose == "help" else _wanted(office, form.get("to", ""))
    if wanted is None:
        return "nobody-chosen"
    if purpose == "transfer" and not note:
        return "no-note"
    if office.visiting is None:
        return _AWAY
    call, sought = form.get("call", ""), _purpose(purpose)
    if purpose == "transfer" and form.get("blind"):
        allowed = office.blind_transfers
        return office.visiting.pass_on(call, person.id, wanted, note) if allowed else _AWAY
    return office.visiting.ask(call, person.id, sought, wanted, note)


def _purpose(text: str) -> VisitPurpose:
    known: Mapping[str, VisitPurpose] = {one: one for one in get_args(VisitPurpose)}
    return known[text]


def _wanted(office: Office, to: str) -> Wanted | None:
    """Whom a form means by "person-7", "skill-billing" or "supervisor"."""
    kind, _, which = to.partition("-")
    if kind == "person" and _ID.fullmatch(which):
        return Wanted(person_id=int(which))
    if kind == "skill" and which in office.titles:
        return Wanted(skill=which)
    return Wanted(supervisor=True) if to == "supervisor" else None


def _callback(office: Office, person: Person, form: Form) -> str | None:
    try:
        at = datetime.fromisoformat(form.get("at", "")).replace(tzinfo=office.zone).timestamp()
    except (ValueError, OverflowError, OSError):
        return "no-time"
    if at <= office.clock.now():
        return "past"
    if office.handling is None:
        return _AWAY
    return office.handling.promise_callback(form.get("call", ""), person.id, at)


def _seen(office: Office, person: Person, form: Form) -> str | None:
    message = form.get("message", "")
    if not _ID.fullmatch(message):
        raise Refused
    with office.store.transaction() as session:
        known = messages.see(session, int(message), person.id, office.clock.now())
    return None if known else "not-yours"


def _of_case(verb: str) -> Act:
    def act(office: Office, person: Person, form: Form) -> str | None:
        which = form.get("case", "")
        if not _ID.fullmatch(which):
            raise Refused
        with office.store.reading() as session:
            case = cases.by_id(session, int(which))
        if case is None or office.casework is None:
            return _AWAY
        return case_acts.ACTS[verb](office.casework, person, case, form)

    return act


WHY = ("not-paused", "not-resumed", "no-note", "nobody-chosen", "no-time", "past")
"""Words of ours, besides those of the telephone side."""
_ACTS: Mapping[str, Act] = {
    "status": _choose,
    "finish": _finish,
    "extend": _extend,
    "hold": _handle(lambda handling, call, person: handling.hold(call, person)),
    "unhold": _handle(lambda handling, call, person: handling.unhold(call, person)),
    "mute": _handle(lambda handling, call, person: handling.mute(call, person)),
    "unmute": _handle(lambda handling, call, person: handling.unmute(call, person)),
    "end": _handle(lambda handling, call, person: handling.end(call, person)),
    "pause": _pause,
    "resume": _resume,
    "ask": _ask,
    "send-away": _visit(lambda visiting, visit, person: visiting.send_away(visit, person)),
    "together": _visit(lambda visiting, visit, person: visiting.together(visit, person)),
    "hand-over": _visit(lambda visiting, visit, person: visiting.hand_over(visit, person)),
    "callback": _callback,
    "seen": _seen,
    "case-answer": _of_case("answer"),
    "case-ask": _of_case("ask"),
    "case-give": _of_case("give"),
    "case-about": case_acts.about,
}
NAMES = frozenset(_ACTS)
"""The acts that there are."""
