"""The wording of the pages: the same in both languages, and colours that can be read."""

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import get_args

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message

from desk.guard import PLACES
from desk.measured import MEASURES, message
from desk.mine import Kept
from desk.picture import Doing
from desk.standing import PROBLEMS, SETTLED, State
from desk.wording import UnknownWording, Wording, timer
from queueing.model import Act
from records.models import DeedKind, PointState, Speaker

DESK = files("desk")


def messages(language: str) -> dict[str, set[str]]:
    """Every message of a language, with the arguments it names."""
    text = (DESK / "wording" / f"{language}.ftl").read_text(encoding="utf-8")
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
    made |= read() | {f"place-{place}" for place, _, _ in PLACES}
    for code in (400, 401, 403, 404, 500, 503):
        made |= {f"refused-{code}", f"refused-{code}-help"}
    assert made | said(pages) <= messages("en").keys()
    return quoted | made | {"sign-in-refused", "sign-in-limited"}


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
        *("state-failed", "not-paused", "not-resumed"),
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
