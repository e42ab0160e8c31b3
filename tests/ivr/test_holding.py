"""What is said to those who wait: the truth, and only when there is news."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import prompts
from ivr.actions import Line
from ivr.call import Call, State
from ivr.events import Waited
from ivr.holding import GAP, GRACE, QUIET, rounded, word

WAITING = Call(language="en", state=State.HOLDING, language_known=True)
ROUND = 20


class Waiting:
    """A caller in the line, round by round."""

    def __init__(self, language: str = "en") -> None:
        self.call = WAITING.but(language=language)

    def hears(self, ahead: int | None, waited: float, **more: Any) -> list[str]:
        """The messages of this round."""
        return [line.message for line in self.lines(Waited(ahead, waited, **more))]

    def words(self, ahead: int | None, waited: float, **more: Any) -> str:
        return " ".join(map(prompts.say, self.lines(Waited(ahead, waited, **more))))

    def lines(self, now: Waited) -> tuple[Line, ...]:
        found = word(self.call, now)
        if found is None:
            return ()
        self.call = found.call
        return found.lines


class TestTheFirstWord:
    @pytest.mark.parametrize(
        ("ahead", "english", "indonesian"),
        [
            (0, "You are next in line.", "Anda di urutan berikutnya."),
            (1, "There is one caller before you.", "Ada 1 penelepon sebelum Anda."),
            (7, "There are 7 callers before you.", "Ada 7 penelepon sebelum Anda."),
        ],
    )
    def test_says_how_many_are_before(self, ahead: int, english: str, indonesian: str) -> None:
        assert Waiting().words(ahead, 0).startswith(english)
        assert Waiting("id").words(ahead, 0).startswith(indonesian)

    def test_says_how_long_it_takes_at_most_if_that_is_known(self) -> None:
        assert Waiting().hears(3, 0, upper=170) == ["hold-first", "hold-within"]
        assert "within about 3 minutes" in Waiting().words(3, 0, upper=170)
        assert "paling lama 3 menit" in Waiting("id").words(3, 0, upper=170)
        assert Waiting().hears(3, 0) == ["hold-first"]

    def test_invents_no_place_and_no_time(self) -> None:
        assert Waiting().hears(None, 0) == ["hold-blind"]
        assert Waiting().hears(3, 0, upper=float("inf")) == ["hold-first"]


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 1), (60, 1), (61, 2), (170, 3), (181, 5), (301, 10), (2701, 60), (3601, 120)],
)
def test_minutes_are_rounded_up(seconds: float, minutes: int) -> None:
    assert rounded(seconds) == minutes


class TestTheMusic:
    def test_is_not_broken_off_for_nothing(self) -> None:
        caller = Waiting()
        caller.hears(3, 0, upper=170)
        assert [caller.hears(3, at, upper=170 - at) for at in range(ROUND, QUIET, ROUND)] == [
            [] for _ in range(ROUND, QUIET, ROUND)
        ]

    def test_is_left_alone_between_two_places(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        assert caller.hears(2, GAP - 1) == []
        assert caller.hears(2, GAP) == ["hold-still"]
        assert caller.hears(1, GAP + 20) == []

    def test_gives_way_to_news_at_once(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        assert caller.hears(3, 5, acts=("tell",)) == ["hold-sorry"]
        assert caller.hears(3, 10, notice={"en": "The power is out."}) == ["notice"]
        assert caller.hears(3, 15, staffed=False) == ["hold-nobody"]

    def test_is_not_all_there_is_for_long(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        assert caller.hears(3, QUIET) == ["hold-sorry"]
        assert caller.hears(3, 2 * QUIET) == ["hold-sorry"]

    def test_goes_on_while_a_question_is_asked(self) -> None:
        asked = WAITING.but(state=State.CALLBACK)
        assert word(asked, Waited(0, 500, acts=("tell",))) is None


class TestThePlace:
    def test_that_fell_back_is_not_said(self) -> None:
        caller = Waiting()
        caller.hears(2, 0)
        assert caller.hears(4, 60) == []
        assert caller.hears(2, 120) == []
        assert caller.hears(1, 140) == ["hold-still"]


class TestTheEstimate:
    def test_that_still_holds_is_not_said_again(self) -> None:
        caller = Waiting()
        caller.hears(3, 0, upper=170)
        assert caller.hears(2, 60, upper=110) == ["hold-still"]

    def test_that_has_become_much_shorter_is_said(self) -> None:
        caller = Waiting()
        caller.hears(9, 0, upper=600)
        assert caller.hears(4, 60, upper=170) == ["hold-still", "hold-within"]

    def test_that_does_not_hold_is_put_right_with_an_apology(self) -> None:
        caller = Waiting()
        caller.hears(3, 0, upper=170)
        assert caller.hears(3, 60, upper=150) == []
        words = caller.words(3, 100, upper=290)
        assert words.startswith("I am sorry, it takes longer than I told you")
        assert "5 minutes from now" in words

    def test_that_does_not_hold_is_put_right_even_with_a_smaller_number(self) -> None:
        caller = Waiting()
        caller.hears(3, 0, upper=170)
        assert caller.hears(0, 150, upper=100) == ["hold-still", "hold-longer"]

    @given(
        st.lists(
            st.tuples(
                st.one_of(st.none(), st.integers(0, 20)),
                st.one_of(st.none(), st.floats(0, 20_000)),
                st.booleans(),
                st.floats(0, 200),
            )
        )
    )
    def test_never_rises_without_a_word_of_why(
        self, rounds: list[tuple[int | None, float | None, bool, float]]
    ) -> None:
        caller, waited, told, until = Waiting(), 0.0, None, None
        for ahead, upper, staffed, pause in rounds:
            now = Waited(ahead, waited, upper, staffed)
            for line in caller.lines(now):
                if line.message not in ("hold-within", "hold-longer"):
                    continue
                minutes = line.arguments["minutes"]
                assert isinstance(minutes, int)
                assert upper is not None
                assert 60 * minutes >= upper
                if line.message == "hold-within" and told is not None and until is not None:
                    assert minutes <= told
                    assert waited + 60 * minutes <= until - GRACE
                told, until = minutes, waited + 60 * minutes
            waited += pause


class TestARung:
    @pytest.mark.parametrize(
        ("acts", "messages"),
        [
            (("tell",), ["hold-sorry"]),
            (("widen", "tell"), ["hold-sorry", "hold-widened"]),
            (("widen", "tell", "raise"), ["hold-sorry", "hold-raised"]),
            (("supervisor",), ["hold-sorry", "hold-supervisor"]),
            (("supervisor", "manager"), ["hold-sorry", "hold-manager"]),
            (("widen",), []),
            (("raise",), []),
        ],
    )
    def test_apologises_and_says_what_was_done(
        self, acts: tuple[str, ...], messages: list[str]
    ) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        assert caller.hears(3, 20, acts=acts, rungs=len(acts)) == messages
        assert caller.call.rungs_told == (len(acts) if messages else 0)

    def test_says_how_long_it_has_been(self) -> None:
        caller = Waiting()
        assert "for 2 minutes now" in caller.words(2, 125, acts=("tell",))
        assert "4 menit" in Waiting("id").words(2, 245, acts=("tell",))
        assert "that you have to wait" in Waiting().words(2, 40, acts=("tell",))


class TestACallback:
    def test_is_offered_by_a_rung_and_again_by_the_next(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        rung = Waited(3, 30, acts=("callback",), callbacks=True)
        first = word(caller.call, rung)
        assert first is not None
        assert first.offer
        again = word(first.call, replace(rung, waited=90))
        assert again is not None
        assert again.offer

    @pytest.mark.parametrize("reason", [{"is_long": True}, {"staffed": False}])
    def test_is_offered_once_without_a_rung(self, reason: dict[str, Any]) -> None:
        now = Waited(3, 0, callbacks=True, **reason)
        first = word(WAITING, now)
        assert first is not None
        assert first.offer
        later = word(first.call, replace(now, waited=QUIET))
        assert later is not None
        assert not later.offer

    def test_is_not_offered_where_none_can_be_made(self) -> None:
        found = word(WAITING, Waited(3, 0, acts=("callback",), is_long=True))
        assert found is not None
        assert not found.offer


class TestWhenThingsChange:
    def test_nobody_there_is_said_once_and_no_place_that_means_nothing(self) -> None:
        caller = Waiting()
        assert caller.hears(3, 0, staffed=False) == ["hold-nobody"]
        assert caller.hears(3, 60, staffed=False) == []
        assert caller.hears(3, 120, upper=100) == ["hold-still", "hold-within"]
        assert caller.hears(3, 140, staffed=False) == ["hold-nobody"]

    def test_nobody_there_after_closing_is_told_with_the_time_of_the_next_day(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        when = {"en": "tomorrow at 8 a.m."}
        said = caller.words(3, 60, staffed=False, is_open=False, callback_at=when)
        assert "we have closed" in said
        assert "We are back tomorrow at 8 a.m." in said

    def test_closing_time_sends_nobody_away(self) -> None:
        caller = Waiting()
        caller.hears(3, 0)
        assert caller.hears(3, GAP, is_open=False) == ["hold-closing"]
        assert caller.hears(3, 2 * GAP, is_open=False) == []

    def test_a_notice_is_said_once_and_again_when_it_changes(self) -> None:
        caller = Waiting()
        fire, over = {"en": "There is a fire.", "id": "Ada api."}, {"en": "The fire is out."}
        assert caller.words(3, 0, notice=fire).startswith("There is a fire. There are")
        assert caller.hears(3, 20, notice=fire) == []
        assert caller.words(3, 40, notice=over) == "The fire is out."

    def test_a_notice_is_said_in_all_its_languages_to_who_may_speak_any(self) -> None:
        fire = {"en": "There is a fire.", "id": "Ada api."}
        assert Waiting("id").words(0, 0, notice={"en": "There is a fire."}).startswith("There is")
        stranger = word(WAITING.but(language_known=False), Waited(0, 0, notice=fire))
        assert stranger is not None
        assert [line.language for line in stranger.lines] == ["en", "id", "en"]
