"""Tallies that move on with the clock are those that are counted afresh."""

import random
import re

import pytest

from records import Session, cases, customers, incidents, people, reported
from records.incidents import Count, Key
from records.models import Case, Incident, Person
from records.reported import Report, Span
from records.session import Store
from records.surges import DAY, History, Past, find
from records.tallies import Tallies, Tally
from webhooks.switchboard import IncidentRules

NOW = 1_700_000_000.0
WINDOW, DAYS, STEP = 3600.0, 14, 600.0
WORDS = ("listrik", "padam", "tagihan", "salah", "kirim", "rusak", "lambat")
RULES = IncidentRules(weeks=2, false_alarms=100)


def words(text: str, language: str) -> dict[str, str]:
    return {word: word for word in re.findall(r"[a-z]{4,}", text.lower())}


def report(case_id: int, customer: int, *said: str) -> Report:
    return Report(case_id, 0.0, customer, "repair", "id", None, {word: word for word in said})


def test_a_customer_counts_once_until_their_last_case_has_gone() -> None:
    first, again = report(1, 7, "padam"), report(2, 7, "padam", "rusak")
    tally = Tally([first, again, report(3, 8, "padam")])
    padam, rusak = reported.term("id", "padam"), reported.term("id", "rusak")
    assert (tally.people, tally.counts[padam], tally.counts[rusak]) == (2, 2, 1)
    tally.drop(7, 2)
    assert (tally.people, tally.counts[padam]) == (2, 2)
    assert rusak not in tally.counts
    tally.drop(7, 1)
    assert (tally.people, tally.counts[padam]) == (1, 1)


def open_cases(session: Session, chance: random.Random, count: int) -> None:
    """Of few customers (some withhold their number), in and about the windows; and a flood."""
    known = [customers.remember(session, f"+62215550{n:04}", at=0.0) for n in range(60)]
    for _ in range(count):
        day, minute = chance.randrange(DAYS + 1), chance.uniform(-150, 150)
        cases.open_case(
            session,
            NOW - day * DAY + minute * 60,
            customer=chance.choice([*known, None]),
            skill=chance.choice(["billing", "repair", None]),
            language=chance.choice(["id", "en"]),
            reason=" ".join(chance.choices(WORDS, k=chance.randrange(5))),
        )
    for customer in known[:30]:
        cases.open_case(
            session, NOW - 600, customer=customer, skill=None, language="id", reason="banjir"
        )


def change(session: Session, chance: random.Random, incident: Incident, by: Person) -> None:
    """Some turn out to be no problem, or to be of an incident; some customers are forgotten."""
    found = session.query(Case).order_by(Case.id).all()
    for case in chance.sample(found, 60):
        match chance.randrange(4):
            case 0:
                cases.dismiss(session, case, by, NOW)
            case 1:
                incidents.link(session, incident, case, NOW)
            case 2:
                case.incident_id = None
            case _:
                case.customer, case.reason = None, None


def spans_at(now: float) -> dict[int, Span]:
    return {day: (now - day * DAY - WINDOW, now - day * DAY) for day in range(1, DAYS + 1)}


def history(session: Session, tallies: Tallies, now: float) -> History:
    spans = spans_at(now)
    counted = tallies.of(session, spans).items()
    return History([Past(day % 7 == 0, tally, spans[day][1]) for day, tally in counted], {})


def plain(session: Session, now: float) -> History:
    """Every report of the past read and counted anew, without what is kept."""
    past = []
    for day, span in spans_at(now).items():
        usual = {head.case_id for head in reported.ordinary(session, [span])}
        read = reported.within(session, [span], words)
        tally = Tally(report for report in read if report.case_id in usual)
        past.append(Past(day % 7 == 0, tally, span[1]))
    return History(past, {})


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_and_what_is_counted_anew_say_the_same(store: Store, seed: int) -> None:
    chance, kept, found = random.Random(seed), Tallies(words), 0
    with store.transaction() as session:
        open_cases(session, chance, 600)
        ketut = people.add(session, extension="201", name="Ketut", at=0.0, role="supervisor")
        incident = incidents.begin(
            *(session, Key(skill="billing"), NOW),
            skill="billing",
            term=None,
            messages={},
            count=Count(),
        )
        assert incident is not None
    for step in range(6):
        now = NOW + (step - 2) * STEP
        with store.transaction() as session:
            change(session, chance, session.merge(incident), session.merge(ketut))
            incident.state = "dismissed" if step == 4 else "open"
            session.merge(incident)
        with store.reading() as session:
            ours, anew = history(session, kept, now), plain(session, now)
            recent = reported.within(session, [(now - WINDOW, now)], words)
        assert ours.keys == anew.keys
        for key in anew.keys:
            assert ours.rate(key) == anew.rate(key)
            assert ours.others(key) == anew.others(key)
            assert ours.share(key) == anew.share(key)
        surge = find(recent, ours, RULES)
        assert surge == find(recent, anew, RULES)
        found += surge is not None
    assert found


def test_of_what_stays_in_its_window_only_who_it_is_of_is_read_again(store: Store) -> None:
    looked: list[str] = []

    def listening(text: str, language: str) -> dict[str, str]:
        looked.append(text.strip())
        return words(text, language)

    kept = Tallies(listening)
    with store.transaction() as session:
        who = customers.remember(session, "+622155500111", at=0.0)
        for reason in ("listrik padam", "tagihan salah"):
            cases.open_case(
                session, NOW - DAY, customer=who, skill="repair", language="id", reason=reason
            )
    for minute in range(3):
        with store.reading() as session:
            (tally,) = kept.of(
                session, {1: (NOW + minute - DAY - WINDOW, NOW + minute - DAY)}
            ).values()
            assert tally.people == 1
    assert sorted(text for text in looked if text) == ["listrik padam", "tagihan salah"]
