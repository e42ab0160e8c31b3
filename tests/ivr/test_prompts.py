"""The wording: the same in both languages, complete, short and polite."""

import re
from itertools import permutations
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from ivr import prompts
from ivr.actions import Line
from tests.ivr.conversations import script

ROOT = Path(__file__).parents[2]
LETTERS_A_SECOND = 14
LONGEST_SECONDS = 12
LONGEST: dict[str, str | int] = {
    "hotline": "Layanan Pelanggan Sinar Elektronik",
    "name": "Bapak atau Ibu Kusumaningrum",
    "agent": "Maria Kusumaningrum",
    "owner": "Maria Kusumaningrum",
    "colleague": "rekan kami di bagian penggantian barang",
    "opening": "hari Kamis, 24 September pukul 9 lewat 45 menit pagi",
    "waited": "Menunggu 125 menit",
    "key": 9,
    "code": "4 8 2 9 1 3",
    "times": 12,
    "ahead": 125,
    "minutes": 125,
    "seconds": 300,
    "ending": "2, 3, 4",
    "number": "6 2 8, 1 2 5, 5 5 0, 1 2 3, 4 5 6",
    "when": "hari Kamis, 24 September pukul 9 lewat 45 menit pagi",
    "by": "hari Kamis, 24 September pukul 9 lewat 45 menit pagi",
    "text": "Listrik di gedung kami padam. Kami melayani Anda, tetapi lebih lambat dari biasanya.",
}
TITLES = {
    code: sorted({skill.titles[code] for skill in script(hotline).skills}, key=len, reverse=True)
    for code, hotline in (("en", "bank"), ("id", "elektronik"))
}


class Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the library's
        self.found.add(node.id.name)


def messages(language: str) -> dict[str, frozenset[str]]:
    """Every message with the variables that it uses."""
    found = {}
    for entry in FluentParser().parse(prompts.source(language)).body:
        if isinstance(entry, Message):
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.found)
    return found


MESSAGES = messages("en")


def spoken(message: str, language: str, **arguments: str | int) -> str:
    first, second, *_ = TITLES[language]
    titles = {"title": first, "first": first, "second": second}
    known: dict[str, str | int] = {**LONGEST, **titles, **arguments}
    return prompts.say(Line(message, language, {name: known[name] for name in MESSAGES[message]}))


def test_both_languages_say_the_same_with_the_same_variables() -> None:
    assert messages("en") == messages("id")


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_nothing_is_written_that_does_not_parse(language: str) -> None:
    assert "Junk" not in {
        type(one).__name__ for one in FluentParser().parse(prompts.source(language)).body
    }


TO_CALLERS = [name for name in MESSAGES if not name.startswith("agent-")]


@pytest.mark.parametrize("message", TO_CALLERS)
def test_every_message_is_said_somewhere(message: str) -> None:
    code = "".join(
        path.read_text() for folder in ("ivr", "webhooks") for path in (ROOT / folder).glob("*.py")
    )
    assert f'"{message}"' in code


@pytest.mark.parametrize("language", prompts.LANGUAGES)
@pytest.mark.parametrize("message", MESSAGES)
def test_no_message_takes_longer_than_twelve_seconds(message: str, language: str) -> None:
    assert len(spoken(message, language)) / LETTERS_A_SECOND <= LONGEST_SECONDS


@pytest.mark.parametrize("language", prompts.LANGUAGES)
@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_clean_speech(message: str, language: str) -> None:
    text = spoken(message, language, ahead=1, minutes=1)
    assert text == " ".join(text.split())
    assert not re.search(r"[{}<>&/()\[\]*_$]", text)
    assert not re.search(r"\bNone\b", text)


FRAGMENTS = {
    *("anybody", "supervisor-wanted", "waited", "agent-whisper"),
    *("held-colleague", "held-supervisor", "held-department"),
}


@pytest.mark.parametrize("language", prompts.LANGUAGES)
@pytest.mark.parametrize("message", sorted(set(MESSAGES) - FRAGMENTS))
def test_every_message_is_whole_sentences(message: str, language: str) -> None:
    text = spoken(message, language)
    assert text[0].isupper() or text[0].isdigit()
    assert text[-1] in ".?"


@pytest.mark.parametrize("message", MESSAGES)
def test_bahasanya_santun(message: str) -> None:
    words = set(re.findall(r"\w+", spoken(message, "id").casefold()))
    assert not words & {"kamu", "kau", "lu", "elo", "gue", "aku", "nggak", "gak", "kalian", "mu"}


ASKING = [name for name in MESSAGES if name.endswith(("-question", "-question-again", "-record"))]


@pytest.mark.parametrize("message", [*ASKING, "name-confirm"])
def test_every_question_asks_or_says_please(message: str) -> None:
    assert re.search(r"\?|\b[Pp]lease\b", spoken(message, "en"))
    assert re.search(r"\?|\b[Mm]ohon\b", spoken(message, "id"))


@pytest.mark.parametrize(
    "message",
    [
        *("not-heard", "not-understood", "fault", "agent-lost", "name-wrong", "hold-sorry"),
        *("hold-longer", "hold-nobody", "full", "callback-refused", "called-wrong"),
        *("supervisor-later", "case-not-found", "rated-low", "rated-low-noted", "solved-sorry"),
    ],
)
def test_what_went_wrong_is_apologised_for(message: str) -> None:
    assert re.search(r"sorry", spoken(message, "en"), re.IGNORECASE)
    assert re.search(r"maaf", spoken(message, "id"), re.IGNORECASE)


@pytest.mark.parametrize(
    ("minutes", "english"),
    [(1, "Waited one minute."), (2, "Waited 2 minutes.")],
)
def test_minutes_are_counted_as_people_do(minutes: int, english: str) -> None:
    assert spoken("waited", "en", minutes=minutes) == english
    assert str(minutes) in spoken("waited", "id", minutes=minutes)


@pytest.mark.parametrize("message", ["hold-first", "hold-still"])
@pytest.mark.parametrize(("ahead", "some"), [(0, "next"), (1, "one caller "), (2, "2 callers ")])
def test_callers_are_counted_as_people_do(message: str, ahead: int, some: str) -> None:
    assert some in spoken(message, "en", ahead=ahead)


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_any_two_skills_fit_into_the_one_question(language: str) -> None:
    for first, second in permutations(TITLES[language], 2):
        question = spoken("clarify-question", language, first=first, second=second)
        assert len(question) / LETTERS_A_SECOND <= LONGEST_SECONDS


def test_half_a_message_is_never_said() -> None:
    with pytest.raises(prompts.UnknownPrompt, match="name-confirm"):
        prompts.say(Line("name-confirm", "en"))
    with pytest.raises(prompts.UnknownPrompt, match="no-such"):
        prompts.say(Line("no-such", "id"))


def test_what_a_caller_said_is_spoken_as_it_is() -> None:
    hostile = '{ $key } <Say>"x"</Say> { name-wrong }'
    assert hostile in prompts.say(Line("name-confirm", "en", {"name": hostile}))


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_every_language_has_a_voice(language: str) -> None:
    assert prompts.VOICES[language].tag.startswith(f"{language}-")
