"""People through a month: calendars, what they remember, and what they read on their desks."""

import random

from simulator.people.calendar import DAY, Calendar
from simulator.people.cues import DUTIES, QUESTIONS, Duty, Question, last_cue
from simulator.people.desk_work import proposed
from simulator.people.problems import Problem
from simulator.people.talks import Help

MONDAY = 1_803_834_000.0
WEEK = Calendar(MONDAY, 7)
DICE = random.Random(5)


def test_a_week_has_six_shifts_and_a_sunday() -> None:
    shifts = list(WEEK.shifts())
    assert len(shifts) == 6
    assert shifts[0] == (MONDAY + 8 * 3600, MONDAY + 17 * 3600)
    assert not WEEK.is_open(MONDAY + 6 * DAY + 10 * 3600)


def test_who_would_phone_at_night_phones_in_the_morning() -> None:
    night = MONDAY + 20 * 3600
    assert WEEK.next_open(night) == MONDAY + DAY + 8 * 3600


def test_nobody_phones_shortly_before_closing() -> None:
    late = MONDAY + 17 * 3600 - 600
    assert WEEK.next_open(late, 2400.0) == MONDAY + DAY + 8 * 3600
    assert WEEK.next_open(late) == late


def test_a_problem_is_solved_when_somebody_truly_solved_it() -> None:
    problem = Problem(skill="billing", contacts=1)
    problem.hear(Help("9001", MONDAY, solved=False, answer="Wait, please."))
    assert not problem.is_solved(DICE)
    assert problem.rating(DICE) <= 3
    problem.hear(Help("9002", MONDAY + DAY, solved=True))
    assert problem.is_solved(DICE)
    assert problem.rating(DICE) >= 4
    assert problem.solved_at == MONDAY + DAY


def test_the_questions_of_a_month_are_recognised_in_both_languages() -> None:
    asked = {
        "Is it about bills, which Putu looks after? Please say yes or no.": Question.CASE,
        "Apakah tentang tagihan, yang ditangani Putu? Mohon jawab ya atau tidak.": Question.CASE,
        "Please say or key in the six digits of your case number.": Question.CASE_NUMBER,
        "Shall we call you when it is solved? Then press 1 or say yes. "
        "Or stay on the line to speak with somebody.": Question.TROUBLE,
        "Is there anything else that I can do for you? Please say yes or no.": Question.MORE,
        "How well did we help you? Please press or say a number from 1 to 5, "
        "where 5 is very well.": Question.RATING,
        "Seberapa baik kami membantu Anda? Mohon tekan atau sebutkan angka 1 sampai 5; "
        "5 berarti sangat baik.": Question.RATING,
        "May we send you text messages about this matter, with the name of who helps you? "
        "Press 1 for yes, 2 for no.": Question.TEXTS,
        "We have helped you with bills. Has it been solved? "
        "Press 1 if it has, 2 if not yet.": Question.SOLVED,
        "Apakah sudah selesai? Mohon tekan 1 bila sudah, 2 bila belum.": Question.SOLVED,
        "Shall I bring you to Putu now? Please say yes or no.": Question.RECONNECT,
    }
    assert {text: last_cue(text, QUESTIONS) for text in asked} == asked


def test_agents_hear_that_they_may_say_what_became_of_it() -> None:
    assert last_cue("Press 1 if it is solved, 2 if not yet.", DUTIES) is Duty.SOLVED
    id_ = "Tekan 1 jika masalahnya sudah selesai, 2 jika belum."
    assert last_cue(id_, DUTIES) is Duty.SOLVED


def test_a_supervisor_tells_callers_what_is_proposed_and_not_what_another_form_holds() -> None:
    form = '<form action="/incidents/{}/tell"><textarea name="said-en">{}</textarea></form>'
    page = form.format(1, "It is Putu&#39;s.") + form.format(2, "") + form.format("open", "")
    assert proposed(page, 1) == {"said-en": "It is Putu's."}
    assert proposed(page, 2) == {"said-en": ""}
