"""The rounds of the waiting line: music, and a word only when there is something to say."""

import pytest

from queueing.model import ANY_SKILL, Act, Pace, Rung
from queueing.policy import Policy
from tests.webhooks.phone_side import Hotline, Phone
from webhooks.switchboard import Callbacks, Rules

MUSIC = ["/sound/hold.wav"]
ROUND = 20.0
RUNGS = (Rung(60, Act.TELL), Rung(120, Act.CALLBACK), Rung(600, Act.CALLBACK))


@pytest.fixture
def policy() -> Policy:
    return Policy(ladder=RUNGS)


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(offer_after=240))


@pytest.fixture
def busy(hotline: Hotline) -> Phone:
    """The only agent, in a talk."""
    agent = hotline.agent()
    hotline.meet(hotline.caller("+6281299900"), agent)
    return agent


def arrives(hotline: Hotline, number: str = "+6281255501") -> Phone:
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    leg.presses("0")
    return leg


def rounds(hotline: Hotline, caller: Phone, until: float) -> list[str]:
    """What is said in the rounds until the caller has waited so long."""
    said = []
    joined = hotline.call(caller).joined_at
    assert joined is not None
    while hotline.clock.now() - joined < until:
        hotline.tick(ROUND)
        said.append(caller.waits().said)
    return said


@pytest.mark.usefixtures("busy")
def test_the_first_round_says_the_place_and_the_next_ones_are_music(hotline: Hotline) -> None:
    first, second = arrives(hotline, "+6281255501"), arrives(hotline, "+6281255502")
    assert "You are next in line" in first.waits().said
    assert "one caller before you" in second.waits().said
    known = hotline.rows()
    for caller in (first, second):
        document = caller.waits()
        assert (document.said, document.played) == ("", MUSIC)
        assert document.verbs == ["Gather", "Redirect"]
    assert hotline.rows() == known


@pytest.mark.usefixtures("busy")
def test_a_word_comes_when_the_place_is_nearer_and_not_before_it_has_been_quiet(
    hotline: Hotline,
) -> None:
    first, second = arrives(hotline, "+6281255501"), arrives(hotline, "+6281255502")
    first.waits()
    second.waits()
    first.hangs_up()
    said = rounds(hotline, second, 59)
    assert said[0] == ""
    assert [words for words in said if words] == [said[2]]
    assert "You are next in line" in said[2]


@pytest.mark.usefixtures("busy")
def test_a_round_that_is_asked_for_again_says_its_word_again(hotline: Hotline) -> None:
    caller = arrives(hotline)
    first_round = caller.round
    word = caller.waits()
    told = hotline.events(caller)
    assert caller.asks(first_round).text == word.text
    assert hotline.events(caller) == told
    hotline.clock.passes(ROUND + 5)
    assert caller.asks(first_round).said == ""  # by now it would be stale
    assert hotline.events(caller) == told


def test_without_anybody_there_they_are_told_so_once(hotline: Hotline) -> None:
    caller = arrives(hotline)
    assert "nobody is signed in" in caller.waits().said
    caller.is_silent()
    assert not any("nobody" in words for words in rounds(hotline, caller, 100))


@pytest.mark.usefixtures("busy")
def test_a_climbed_rung_is_spoken_of_once(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    said = rounds(hotline, caller, 100)
    apologies = [words for words in said if "sorry" in words]
    assert len(apologies) == 1


def test_nothing_is_said_to_who_is_offered_to_somebody(hotline: Hotline) -> None:
    hotline.agent()
    caller = arrives(hotline)
    assert hotline.stands(caller) == "offered"
    assert caller.waits().said == ""
    assert caller.waits().verbs == ["Gather", "Redirect"]


@pytest.mark.usefixtures("busy")
def test_a_round_that_fails_says_nothing_and_the_next_one_does(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = arrives(hotline)
    with monkeypatch.context() as trouble:
        trouble.setattr("ivr.holding.word", lambda *_: 1 / 0)
        document = caller.waits()
        assert (document.said, document.played) == ("", MUSIC)
    assert "You are next in line" in caller.waits().said


def test_a_call_that_is_over_is_let_go(hotline: Hotline) -> None:
    caller = hotline.caller()
    path = caller.round
    caller.hangs_up()
    assert caller.asks(path).verbs == ["Hangup"]


# Offering a callback


@pytest.mark.usefixtures("busy")
def test_a_rung_offers_a_callback_once_and_the_next_rung_once_more(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    assert not any("call you back" in words for words in rounds(hotline, caller, 100))
    assert "call you back" in rounds(hotline, caller, 120)[-1]
    assert "keep your place" in caller.presses("2").said
    assert not any("call you back" in words for words in rounds(hotline, caller, 580))
    assert "call you back" in rounds(hotline, caller, 600)[-1]


@pytest.mark.usefixtures("busy")
def test_a_long_wait_offers_a_callback_without_a_rung(hotline: Hotline) -> None:
    hotline.house.board.learn({ANY_SKILL: Pace(handle=300.0)})
    assert "call you back" in arrives(hotline).waits().said


@pytest.mark.usefixtures("busy")
def test_a_short_wait_offers_none(hotline: Hotline) -> None:
    hotline.house.board.learn({ANY_SKILL: Pace(handle=60.0)})
    assert "call you back" not in arrives(hotline).waits().said


def test_nobody_there_offers_a_callback_at_once(hotline: Hotline) -> None:
    caller = arrives(hotline)
    assert "call you back" in caller.waits().said
    assert hotline.call(caller).state == "callback"


@pytest.mark.usefixtures("busy")
def test_silence_after_the_offer_keeps_the_caller_in_line(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    rounds(hotline, caller, 120)
    document = caller.is_silent()
    assert document.redirect.startswith("/voice/wait")
    assert hotline.stands(caller) == "waiting"
    caller.heard = document
    assert caller.waits().played == MUSIC


@pytest.mark.usefixtures("busy")
def test_an_offer_whose_answer_never_comes_is_let_be_by_the_next_round(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    rounds(hotline, caller, 120)
    hotline.clock.passes(60)
    assert caller.asks("/voice/wait?step=1").played == MUSIC
    assert hotline.call(caller).state == "holding"


@pytest.mark.parametrize("rules", [Rules(callbacks=Callbacks(enabled=False))])
def test_a_hotline_that_calls_nobody_back_offers_none(hotline: Hotline) -> None:
    caller = arrives(hotline)
    assert "call you back" not in caller.waits().said
    assert "call you back" not in " ".join(rounds(hotline, caller, 130))


def test_an_agent_who_comes_while_it_is_offered_takes_the_caller(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    agent = hotline.agent()
    hotline.meet(caller, agent)
    assert hotline.call(caller).state == "talking"


@pytest.mark.usefixtures("busy")
def test_a_supervisor_may_be_asked_for_in_the_music(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    assert caller.waits().played == MUSIC
    answer = caller.wishes(SpeechResult="supervisor")
    assert "I am asking for a supervisor" in answer.said
    assert answer.verbs[-1] == "Redirect"
    assert hotline.call(caller).wants_supervisor
    assert hotline.stands(caller) == "waiting"


@pytest.mark.usefixtures("busy")
def test_noise_in_the_music_changes_nothing(hotline: Hotline) -> None:
    caller = arrives(hotline)
    caller.waits()
    known = hotline.rows()
    assert caller.wishes(SpeechResult="la la la").verbs == ["Redirect"]
    assert caller.waits().played == MUSIC
    assert hotline.rows() == known
