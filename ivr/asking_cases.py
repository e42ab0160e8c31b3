"""What the hotline says about a caller's case, and about a trouble that many have."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ivr import actions, case_numbers
from ivr.actions import Action, Line
from ivr.call import State
from ivr.entry import Entry
from ivr.troubles import trouble_of


def case_question(entry: Entry) -> Line:
    """Is it about the case that we know? It is called by its skill and by its owner."""
    case = entry.call.known_case
    skill, owner = (case.skill, case.owner) if case else (None, None)
    if skill not in entry.script.keys:
        if owner:
            return entry.line("case-question-of", owner=owner)
        return entry.line("case-question-last")
    title = entry.script.title(skill, entry.call.language)
    if owner:
        return entry.line("case-question", title=title, owner=owner)
    return entry.line("case-question-unowned", title=title)


def _case(entry: Entry) -> tuple[Action, ...]:
    return entry.question(case_question(entry))


def _number(entry: Entry) -> tuple[Action, ...]:
    lines = (*entry.lines, entry.line("case-number-question"))
    return (actions.Ask(lines, entry.call.language, digits=case_numbers.DIGITS),)


def _trouble(entry: Entry) -> tuple[Action, ...]:
    known = trouble_of(entry.call)
    text = known.messages[entry.call.language] if known else ""
    said = (entry.line("trouble", text=text),) if entry.call.misses == 0 else ()
    return entry.question(*said, entry.line("trouble-question"))


def to_owner(entry: Entry) -> Line:
    """To whom a caller with a case is brought: the truth, whoever will answer."""
    call = entry.call
    if not call.owner:
        return entry.line("joining-case")
    if not call.owner_here:
        message = "joining-owner-moved-away" if call.owner_moved else "joining-owner-away"
        return entry.line(message, owner=call.owner)
    message = "joining-owner-moved" if call.owner_moved else "joining-owner"
    return entry.line(message, owner=call.owner)


CASES: Mapping[State, Callable[[Entry], tuple[Action, ...]]] = MappingProxyType(
    {State.CASE: _case, State.CASE_NUMBER: _number, State.TROUBLE: _trouble}
)
