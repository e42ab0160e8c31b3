"""What agents hear of a caller before the two are together."""

from ivr import prompts
from ivr.actions import Line
from records import Session, answers, calls, cases, people, visits
from records.models import Call, Case, Person
from webhooks import line, staff
from webhooks.switchboard import Switchboard

LONGEST_WORD = 300
"""Letters of a text that are read aloud: the rest is on the page."""


def about(at: Switchboard, call: Call, person: Person, *, spoken: bool = False) -> tuple[Line, ...]:
    """Name, reason and wait, what was answered about their case and by whom, and whether this is
    a callback. `spoken`: the name follows, as they said it."""
    language = staff.language_of(at, person)
    about = (
        _who(at, call, language, spoken=spoken),
        *_waited(at, call, language),
        *_of_case(at, call, person, language),
        *_passed_on(at, call, language),
    )
    if call.callback_of is None:
        return about
    back = "agent-callback" if calls.has_leg(call) else "agent-callback-away"
    return Line(back, language), *about


def note_read(note: str, language: str) -> Line:
    """A note as it is read aloud."""
    return Line("agent-visit-note", language, {"text": _beginning(note)})


def _beginning(text: str) -> str:
    """As much of it as is read aloud."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_WORD else words[:LONGEST_WORD].rsplit(" ", 1)[0]


def _of_case(at: Switchboard, call: Call, person: Person, language: str) -> list[Line]:
    """How often they came, whose case it is, and what they were told."""
    if call.case_id is None:
        return []
    with at.store.reading() as session:
        case = cases.of_call(session, call)
        return _read(at, session, case, person, language) if case is not None else []


def _read(
    at: Switchboard, session: Session, case: Case, person: Person, language: str
) -> list[Line]:
    times = cases.times(session, case, at.clock.now() - at.rules.cases.window)
    owner = people.by_id(session, case.owner_id) if case.owner_id else None
    answer, lines = answers.official(session, case.id), list[Line]()
    if times > 1:
        lines.append(Line("agent-case-times", language, {"times": times}))
    if owner is not None and owner.id == person.id:
        lines.append(Line("agent-case-yours", language))
    elif owner is not None:
        lines.append(Line("agent-case-owner", language, {"name": owner.name}))
    if answer is not None:
        lines.append(Line("agent-case-answer", language, {"text": _beginning(answer.text)}))
    return lines


def _passed_on(at: Switchboard, call: Call, language: str) -> tuple[Line, ...]:
    """What the colleague wrote who passed this caller on without having spoken with us."""
    with at.store.reading() as session:
        note = visits.passed_on(session, call) if call.person_id else None
    return (note_read(note, language),) if note else ()


def _waited(at: Switchboard, call: Call, language: str) -> tuple[Line, ...]:
    """How long they have waited, if it was long."""
    minutes = int((at.clock.now() - line.arrived(call) - line.talked(at, call)) // 60)
    return (Line("waited", language, {"minutes": minutes}),) if minutes else ()


def _who(at: Switchboard, call: Call, language: str, *, spoken: bool) -> Line:
    script = at.flow.script
    if call.wants_supervisor:
        topic = _text("supervisor-wanted", language)
    elif call.skill in script.keys:
        titled = language if language in script.languages else script.languages[0]
        topic = script.title(call.skill, titled)
    else:
        topic = _text("anybody", language)
    about = {"title": topic}
    if call.name:
        name = f"{call.honorific} {call.name}" if call.honorific else call.name
        return Line("agent-whisper", language, {"name": name, **about})
    return Line("agent-whisper-recorded" if spoken else "agent-whisper-nameless", language, about)


def _text(message: str, language: str) -> str:
    return prompts.say(Line(message, language))
