"""The wording of the pages: the same in both languages, and colours that can be read."""

import re
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from typing import get_args

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message

from desk.agent import acts as agent_acts
from desk.agent.pages import KEYS
from desk.agent.parts import Kept, Stage
from desk.board import steering
from desk.calls import listing_sheet, telling
from desk.calls.finding import ON_THE_LINE, OUTCOMES
from desk.calls.measured import MEASURES, message
from desk.calls.standing import PROBLEMS, SETTLED, State
from desk.calls.tale import Part
from desk.cases import acts as case_acts
from desk.cases import story as case_story
from desk.cases.listing import WHICH
from desk.guard import PLACES
from desk.incidents import acts as incident_acts
from desk.live.lines import LineState
from desk.live.posts import Doing
from desk.management import overview
from desk.office import WHY_NOT
from desk.owed.listing import Standing
from desk.people.audit import KINDS
from desk.reports import report_sheet
from desk.reports.period import By, presets
from desk.reports.reporting import MEASURES as MEASURED
from desk.reports.reporting import Group
from desk.wording import UnknownWording, Wording, timer
from queueing.model import Act
from records.models import (
    CaseState,
    Channel,
    DeedKind,
    EndedBy,
    FollowUpWay,
    Mode,
    NotificationKind,
    NotificationState,
    PointState,
    PromiseState,
    Role,
    Speaker,
    Status,
    VisitMode,
    VisitPurpose,
)

DESK = files("desk")


def messages(language: str) -> dict[str, set[str]]:
    """Every message of a language, with the arguments it names."""
    folder = DESK / "wording" / language
    text = "\n".join(page.read_text(encoding="utf-8") for page in folder.iterdir())
    parsed = FluentParser().parse(text).body
    assert all(type(entry).__name__ != "Junk" for entry in parsed)
    serialized = FluentSerializer().serialize_entry
    return {
        entry.id.name: set(re.findall(r"\{ \$(\w+)", serialized(entry)))
        for entry in parsed
        if isinstance(entry, Message)
    }


def named() -> set[str]:
    """Every message that a page names, and every one that is made from a state."""
    pages = [page.read_text() for page in (DESK / "templates").iterdir()]
    quoted = {name for page in pages for name in re.findall(r"""['"]([a-z][\w-]*)['"]""", page)}
    made = {f"doing-{doing}" for doing in Doing} | {f"rung-{act}" for act in Act}
    made |= {f"status-{status}" for status in ("ready", "break", "signed-out", "unknown")}
    made |= {f"promised-{kind}" for kind in ("callback", "supervisor")}
    made |= (
        at_the_desk()
        | on_the_board()
        | on_the_floor()
        | administered()
        | read()
        | reported()
        | recounted()
        | kept_honest()
        | of_cases()
        | {f"place-{place}" for place, _, _ in PLACES}
    )
    for code in (400, 401, 403, 404, 500, 503):
        made |= {f"refused-{code}", f"refused-{code}-help"}
    assert made | said(pages) <= messages("en").keys()
    return quoted | made | {"sign-in-refused", "sign-in-limited"}


def on_the_board() -> set[str]:
    """What is made from a state on the live board."""
    lists = ("waiting", "agents", "promises")
    return {
        *made_of("line", LineState),
        *made_of("visit", get_args(VisitPurpose)),
        *made_of("course", ("waiting", "agents", "service")),
        *(f"{name}-none{more}" for name in lists for more in ("", "-help")),
    }


def at_the_desk() -> set[str]:
    """What is made from a state on the desk of an agent."""
    dialogs = ("transfer", "consult", "help", "callback")
    empty = set(Stage) - {Stage.OFFERED, Stage.ARRIVING, Stage.TALKING, Stage.VISITING}
    led = empty - {Stage.WRAP_UP}
    asked = ("transfer", "consult", "help")
    outcomes = ("talked", "abandoned", "cut", "callback", "message", "closed", "declined")
    return {
        *made_of("stage", empty | {Stage.OFFERED, Stage.ARRIVING}),
        *(f"stage-{stage}-lead" for stage in led),
        *(f"stage-{stage}-help" for stage in led - {Stage.IDLE, Stage.UNCONNECTED}),
        *made_of("stage-visit", get_args(VisitPurpose)),
        *made_of("you-watch", get_args(VisitMode)),
        *made_of("watch", get_args(VisitMode)),
        *made_of("idle-help", get_args(Mode)),
        *made_of("offered-help", get_args(Mode)),
        *made_of("passed", asked),
        *made_of("contact", (*outcomes, "cancelled", "other")),
        *made_of("ask", dialogs),
        *(f"ask-{dialog}-{part}" for dialog in dialogs for part in ("help", "do")),
        *made_of("did", agent_acts.NAMES),
        *made_of("why", (*agent_acts.WHY, *WHY_NOT)),
        *(message for _, message in KEYS),
    }


def on_the_floor() -> set[str]:
    """What is made from an act of a supervisor, and from a kind of deeds."""
    verbs = (*get_args(VisitMode), "take-over")
    later = ("break-later", "signed-out-later")
    acts = {*steering.ON_CALL, *steering.ON_AGENT, *steering.ON_HOUSE} - {"watch", "status"}
    return {
        *made_of("acts", verbs),
        *(f"acts-{verb}-means" for verb in verbs),
        *made_of("acts-did", (*verbs, *acts, *get_args(Status), *later)),
        *made_of("why", steering.WHY),
        *made_of("deeds", KINDS),
        "acts-the-caller",
    }


def administered() -> set[str]:
    """What is made on the pages about who works here, and of signing in elsewhere."""
    code = [
        (DESK / f"{module}.py").read_text()
        for module in ("people/personnel", "people/pages", "entry/own", "entry/sign_on")
    ]
    secrets = ("pin", "password")
    made = {
        *made_of("role", get_args(Role)),
        *made_of("mode", get_args(Mode)),
        *(f"mode-{mode}-help" for mode in get_args(Mode)),
        *made_of("person-done", ("added", "changed", *secrets)),
        *(f"person-{verb}-{which}" for verb in ("new", "set") for which in secrets),
        *(f"{whose}-{which}-help" for whose in ("person", "own") for which in secrets),
        *(f"person-{which}-wrong" for which in secrets),
        *(name for one in code for name in re.findall(r'"((?:person|own|sign-on)-[a-z-]+)"', one)),
    }
    return made - set(get_args(DeedKind))


def read() -> set[str]:
    """What is made from a state on the pages of calls."""
    told = {state for state in State if state is not State.FAILED} | {"none"}
    helped = told - SETTLED | {State.ABSENT, State.REMOVED}
    problems = PROBLEMS | {"other"}
    measures = {message(name) for name in MEASURES}
    gaps = ("card", "phone", "email", "identity", "code", "name")
    points = ("number", "amount", "date", "time", "promise", "product")
    return {
        *made_of("state", told),
        *(f"state-{state}-help" for state in helped),
        *made_of("problem", problems),
        *(f"problem-{problem}-help" for problem in problems),
        *measures,
        *(f"{name}-means" for name in measures),
        *made_of("kept", set(Kept)),
        *made_of("gap", gaps),
        *made_of("point", (*points, *get_args(PointState))),
        *made_of("speaker", get_args(Speaker)),
        *made_of("deed", get_args(DeedKind)),
        *made_of("export", ("txt", "srt", "json")),
        "state-failed",
    }


def reported() -> set[str]:
    """What is made for reports and for the files of a spreadsheet."""
    tables = get_args(By)
    columns = {name for by in report_sheet.COLUMNS.values() for name in by}
    return {
        *(one.message for one in MEASURED),
        *(f"{one.message}-means" for one in MEASURED),
        *made_of("by", tables),
        *made_of("table-by", tables),
        *(f"table-by-{by}-help" for by in tables),
        *made_of("column", columns),
        *made_of("sheet", (*listing_sheet.COLUMNS, "caller")),
        *(name for name, _ in presets(date(2027, 1, 15))),
    }


def recounted() -> set[str]:
    """What is made from the events of a call, and named by those who tell them."""
    variants = telling.VARIANTS.items()
    code = [(DESK / f"{module}.py").read_text() for module in ("calls/telling", "calls/dialogue")]
    return {
        *made_of("outcome", (*OUTCOMES, ON_THE_LINE, "other")),
        *made_of("tale", telling.TOLD),
        *(f"tale-{kind}-{one}" for kind, (*_, kinds) in variants for one in kinds),
        *made_of("tale-talk", get_args(EndedBy)),
        *made_of("tale-promise", ("kept", "missed")),
        *made_of("tale-by", ("caller", "hotline")),
        *made_of("tale", ("recording", "message")),
        *made_of("part", get_args(Part)),
        *made_of("chapter", ("arrival", "line", "again", "talk", "after")),
        *(name for one in code for name in re.findall(r'"(tale-[a-z-]*[a-z])"', one)),
    }


def of_cases() -> set[str]:
    """What is made from a state on the pages of cases, and beside a call."""
    told = ("question", "attempt", "answer", "goodwill", *case_story.EVENTS)
    return {
        *made_of("case-of", (*WHICH, "mine")),
        *made_of("case-col", ("case", "customer", "who", "touched", "due", "became")),
        *made_of("case-state", get_args(CaseState)),
        *made_of("case-promise", get_args(PromiseState)),
        *made_of("case-touched", get_args(Channel)),
        *made_of("channel", case_acts.CHANNELS),
        *made_of("case-story", told),
        *made_of("case-word", get_args(NotificationState)),
        *made_of("case-did", (*case_acts.ACTS, "opened")),
        *made_of("why", case_acts.WHY),
        *("case-card-new", "case-stopped", "case-supervisors"),
    }


def kept_honest() -> set[str]:
    """What is made from a state on the pages of promises, of incidents, and of the manager."""
    columns = ("due", "ended", "when", "customer", "who", "case", "became", "way", "what")
    return {
        *made_of("case-is", (*get_args(CaseState), "urgent", "internal")),
        *made_of("kept", columns),
        *made_of("kept-is", get_args(Standing)),
        *made_of("kept-by", get_args(FollowUpWay)),
        *made_of("word", get_args(NotificationKind)),
        *made_of("incident-is", ("solved", "dismissed", "told", "not-told")),
        *made_of("incident-col", ("what", "began", "ended", "cases", "outcome")),
        *made_of("why", incident_acts.WHY),
        *made_of("touched", get_args(Channel)),
        *made_of("story", overview.TOLD),
        *made_of("manage-promised", get_args(PromiseState)),
        *made_of("report", get_args(Group)),
    }


def made_of(kind: str, states: Iterable[str]) -> set[str]:
    return {f"{kind}-{state}" for state in states}


def said(pages: list[str]) -> set[str]:
    """The messages that pages say in so many words."""
    return {name for page in pages for name in re.findall(r"say\(['\"]([\w-]+)['\"]", page)}


def test_both_languages_say_the_same() -> None:
    assert messages("en") == messages("id")


def test_what_the_pages_say_is_worded_and_nothing_else() -> None:
    assert messages("en").keys() <= named()


def test_nothing_is_worded_half() -> None:
    with pytest.raises(UnknownWording):
        Wording("en")("sign-in-lead", wrong="x")
    with pytest.raises(UnknownWording):
        Wording("en")("never heard of")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-3, "0:00"), (7.9, "0:07"), (750, "12:30"), (3723, "1:02:03")]
)
def test_timers(seconds: float, shown: str) -> None:
    assert timer(seconds) == shown


def schemes() -> list[dict[str, str]]:
    """The colours of the light and of the dark scheme."""
    css = (DESK / "static" / "desk.css").read_text()
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


READ = [
    *((text, ground) for text in ("ink", "faint") for ground in ("paper", "card", "soft")),
    *((kind, f"{kind}-soft") for kind in ("good", "warn", "bad", "info", "busy")),
    *(("good", "card"), ("on-brand", "brand"), ("faint", "soft")),
]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_stands_out_from_its_ground(scheme: int, text: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5
