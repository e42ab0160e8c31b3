"""People understand what the hotline asks: the table of cues against the hotline's own prompts."""

from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from simulator.people.cues import (
    ASKED_BACK,
    DUTIES,
    NEWS,
    PROMISE,
    QUESTIONS,
    WORD_GIVEN,
    Duty,
    News,
    Question,
    first_cue,
    last_cue,
    options,
)

PROMPTS = Path(__file__).parents[2] / "ivr" / "prompts"
FILLED = {
    "hotline": "Elektronik Jaya",
    "key": "1",
    "name": "Budi",
    "agent": "Rina",
    "title": "billing",
    "first": "billing",
    "second": "refunds",
    "ahead": 2,
    "minutes": 3,
    "opening": "at 8",
    "waited": "3",
    "ending": "2, 3, 4",
    "number": "0 8 1, 2 5 5, 5 0 1 2",
    "by": "3",
    "text": "A storm.",
}
LANGUAGES = ("en", "id")


def said(language: str, *prompts: str) -> str:
    """The prompts as one text, as they are spoken one after the other."""
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((PROMPTS / f"{language}.ftl").read_text("utf-8")))
    spoken = []
    for prompt in prompts:
        value = bundle.get_message(prompt).value
        assert value is not None
        spoken.append(str(bundle.format_pattern(value, FILLED)[0]))
    return " ".join(spoken)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prompts", "question"),
    [
        (("greeting", "language-offer"), Question.LANGUAGE),
        (("recording-question",), Question.CONSENT),
        (("greeting", "recording-announced", "returning-question"), Question.CONFIRM),
        (("greeting", "recording-announced", "name-question"), Question.NAME),
        (("recording-refused", "name-question"), Question.NAME),
        (("not-heard", "name-question"), Question.NAME),
        (("name-wrong", "name-question-again"), Question.NAME),
        (("name-confirm",), Question.CONFIRM),
        (("not-understood", "name-confirm"), Question.CONFIRM),
        (("name-wrong", "spelling-question"), Question.SPELL),
        (("name-record",), Question.RECORD_NAME),
        (("reason-question",), Question.REASON),
        (("reason-question-named",), Question.REASON),
        (("not-understood", "reason-question"), Question.REASON),
        (("clarify-question",), Question.CHOICE),
        (("keys-question", "keys-option", "keys-person"), Question.CHOICE),
        (("closed", "message-question"), Question.MESSAGE),
        (("full", "message-question"), Question.MESSAGE),
        (("hold-still", "callback-question"), Question.CALLBACK),
        (("full", "full-question"), Question.CALLBACK),
        (("callback-number-question",), Question.NUMBER),
        (("callback-number-heard",), Question.NUMBER),
        (("not-understood", "callback-number-question"), Question.NUMBER),
        (("callback-other-question",), Question.OTHER_NUMBER),
        (("called-back", "called-question"), Question.CONFIRM),
    ],
)
def test_a_caller_knows_what_is_asked(
    language: str, prompts: tuple[str, ...], question: Question
) -> None:
    assert last_cue(said(language, *prompts), QUESTIONS) is question


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prompt", "news"),
    [
        ("joining", News.HOLD),
        ("joining-anybody", News.HOLD),
        ("hold-first", News.HOLD),
        ("hold-still", News.HOLD),
        ("hold-blind", News.HOLD),
        ("agent-lost", News.HOLD),
        ("fault", News.HOLD),
        ("callback-stay", News.HOLD),
        ("called-next", News.HOLD),
        ("welcome-back-named", News.HOLD),
        ("full", News.CLOSED),
        ("called-wrong", News.GOODBYE),
        ("closed", News.CLOSED),
        ("closed-no-time", News.CLOSED),
        ("message-thanks", News.GOODBYE),
        ("goodbye", News.GOODBYE),
        ("goodbye-named", News.GOODBYE),
        ("greeting", None),
        ("name-confirm", None),
        ("clarify-question", None),
        ("recording-question", None),
        ("reason-question-named", None),
    ],
)
def test_a_caller_knows_what_they_are_told(language: str, prompt: str, news: News | None) -> None:
    assert first_cue(said(language, prompt), NEWS) is news


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_callback_is_promised_only_by_the_promise(language: str) -> None:
    assert PROMISE.search(said(language, "callback-promised"))
    for prompt in ("callback-question", "callback-number-question", "callback-refused"):
        assert not PROMISE.search(said(language, prompt))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supervisors_word_is_known(language: str) -> None:
    assert WORD_GIVEN.search(said(language, "hold-promised"))
    assert not WORD_GIVEN.search(said(language, "callback-promised", "message-thanks"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_called_without_a_name_hears_no_other_question(language: str) -> None:
    assert last_cue(said(language, "called-back", "called-question-nameless"), QUESTIONS) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prompts", "duty"),
    [
        (("agent-sign-in",), Duty.SIGN_IN),
        (("agent-sign-in-wrong", "agent-sign-in"), Duty.SIGN_IN),
        (("agent-whisper", "agent-accept"), Duty.ACCEPT),
        (("agent-on-break",), Duty.READY),
        (("agent-pass-on",), Duty.TRANSFER),
        (("agent-welcome-ring",), Duty.WILL_RING),
        (("agent-welcome",), None),
        (("agent-refused",), None),
        (("agent-whisper",), None),
    ],
)
def test_an_agent_knows_what_is_asked(
    language: str, prompts: tuple[str, ...], duty: Duty | None
) -> None:
    assert last_cue(said(language, *prompts), DUTIES) is duty


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_asked_back_from_a_break_knows_it(language: str) -> None:
    assert ASKED_BACK.search(said(language, "agent-asked-back"))
    assert not ASKED_BACK.search(said(language, "agent-on-break"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_read_from_the_prompts(language: str) -> None:
    assert options(said(language, "clarify-question")) == {"1": "billing", "2": "refunds"}
    keys = options(said(language, "keys-question", "keys-option", "keys-person"))
    assert keys["1"] == "billing"
    assert set(keys) == {"0", "1"}
    yes, no = options(said(language, "recording-question")).items()
    assert yes in {("1", "yes"), ("1", "ya")}
    assert no in {("2", "no"), ("2", "tidak")}


def test_every_key_of_a_long_menu_is_found() -> None:
    menu = "For billing, press 1. For delivery or pick-up, press 2. To hear this again, press 9."
    assert options(menu) == {"1": "billing", "2": "delivery or pick-up", "9": "hear this again"}
