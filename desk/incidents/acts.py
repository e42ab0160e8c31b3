"""What a supervisor does about an incident by pressing a button. Each answers None when it is
done, also when it was so before, else the word why not."""

import re
from collections.abc import Callable, Mapping

from desk.office import Incidents, Office
from records import cases
from records.models import Person

Form = Mapping[str, str]
Act = Callable[[Office, Incidents, Person, int, Form], str | None]

LONGEST = 500
"""Letters of what callers are told."""
AWAY = "refused"
"""There is no telephone side."""
_CODE = re.compile(r"[0-9]{6}", re.ASCII)


def open_one(office: Office, by: Person, form: Form) -> str | None:
    """There is one, before the count says so."""
    skill, term = form.get("skill", ""), form.get("term", "").strip().lower()[:40]
    told = _messages(office, form)
    if skill not in office.titles:
        return "no-skill"
    if not all(told.values()):
        return "no-words"
    return office.incidents.open(by.id, skill, term or None, told) if office.incidents else AWAY


def _messages(office: Office, form: Form) -> dict[str, str]:
    texts = {code: form.get(f"said-{code}", "") for code in office.languages}
    return {code: " ".join(text.split())[:LONGEST] for code, text in texts.items()}


def _tell(office: Office, side: Incidents, by: Person, which: int, form: Form) -> str | None:
    messages, told = _messages(office, form), bool(form.get("told"))
    if told and not all(messages.values()):
        return "no-words"
    return side.tell(which, by.id, messages, told)


def _solve(office: Office, side: Incidents, by: Person, which: int, form: Form) -> str | None:  # noqa: ARG001
    return side.solve(which, by.id)


def _dismiss(office: Office, side: Incidents, by: Person, which: int, form: Form) -> str | None:  # noqa: ARG001
    return side.dismiss(which, by.id)


def _link(office: Office, side: Incidents, by: Person, which: int, form: Form) -> str | None:
    """By the six digits that customers know the case by."""
    code = "".join(form.get("code", "").split())
    with office.store.reading() as session:
        case = cases.by_code(session, code) if _CODE.fullmatch(code) else None
    if case is None:
        return "no-case"
    return side.link(which, case.id, by.id, not form.get("out"))


WHY = ("no-skill", "no-words", "no-case")
"""Words of ours, besides those of the telephone side."""
ACTS: Mapping[str, Act] = {"tell": _tell, "solve": _solve, "dismiss": _dismiss, "link": _link}
