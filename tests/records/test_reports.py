"""Numbers: worked out by hand, and again by plain Python for whatever hypothesis thinks of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from records import calls, people, reports
from records.models import Call, Person
from records.session import Store


@dataclass(frozen=True)
class Lived:
    """One call as it went: seconds in line, then (if answered) seconds of talk, or how it ended."""

    joined: float | None
    wait: float | None
    talk: float | None = None
    outcome: str | None = None


def play(session: Session, lives: Sequence[Lived], agent: Person) -> None:
    for number, life in enumerate(lives):
        call = calls.open_call(session, sid=f"CA{number}", number=None, at=0.0)
        call.joined_at = life.joined
        if life.wait is None:
            if life.outcome:
                calls.close(session, call, life.outcome, 1.0)
            continue
        reached = (life.joined or 0.0) + life.wait
        if life.talk is None:
            calls.close(session, call, life.outcome or "abandoned", reached)
            continue
        calls.begin_talk(session, call, agent, reached)
        calls.connect_talk(session, call, reached)
        calls.end_talk(session, call, "agent", reached + life.talk)
        calls.wrap_up(session, agent, reached + life.talk + 10)
        calls.close(session, call, "talked", reached + life.talk)


def agent_of(session: Session) -> Person:
    return people.add(session, extension="11", name="Putu", at=0.0)


def test_a_morning_worked_out_by_hand(store: Store) -> None:
    morning = [
        Lived(100, 0, talk=50),
        Lived(110, 20, talk=70),  # just within the target
        Lived(120, 100, talk=30),
        Lived(130, 3),  # a short abandon
        Lived(140, 5),  # still short
        Lived(150, 12),  # neither short nor after the target
        Lived(160, 200),
        Lived(170, 60, outcome="callback"),
        Lived(180, None),  # waits still
        Lived(None, None, outcome="abandoned"),  # never asked for anybody
        Lived(99, 1000),  # before the span
        Lived(200, 1000),  # after it
    ]
    with store.transaction() as session:
        play(session, morning, agent_of(session))
    with store.reading() as session:
        found = reports.numbers(session, 100, 200)
    assert (found.offered, found.answered, found.abandoned) == (9, 3, 4)
    assert (found.short_abandons, found.longest_wait) == (2, 200)
    assert found.level_of_service == 2 / (3 + 1)
    assert found.asa == (0 + 20 + 100) / 3
    assert found.abandonment == (4 - 2) / (9 - 2)
    assert found.aht == (50 + 70 + 30 + 3 * 10) / 3
    assert (found.talks, found.handled, found.transfers, found.transfer_rate) == (3, 3, 0, 0)


def test_target_and_short_limit_can_be_set(store: Store) -> None:
    with store.transaction() as session:
        play(session, [Lived(1, 30, talk=5), Lived(1, 8), Lived(1, 50)], agent_of(session))
    with store.reading() as session:
        found = reports.numbers(session, 0, 10, target=40, short=10)
    assert (found.level_of_service, found.short_abandons) == (1 / 2, 1)
    assert (found.target, found.short) == (40, 10)


def test_nothing_has_no_shares(store: Store) -> None:
    with store.reading() as session:
        found = reports.numbers(session, 0, 10)
        whole = reports.summary(session)
        assert reports.outcomes(session) == []
    assert (found.offered, found.talks, found.longest_wait) == (0, 0, None)
    shares = (found.level_of_service, found.asa, found.aht, found.abandonment, found.transfer_rate)
    assert shares == (None,) * 5
    assert (whole.calls, whole.stuck, whole.mean_hold, whole.p95_hold) == (0, 0, None, None)


def test_a_transferred_call_is_two_talks_and_one_answer(store: Store) -> None:
    with store.transaction() as session:
        first = agent_of(session)
        second = people.add(session, extension="12", name="Made", at=0.0)
        call = calls.open_call(session, sid="CA1", number=None, at=0.0)
        call.joined_at = 0.0
        for agent, begin, end in ((first, 10, 40), (second, 100, 130)):
            calls.begin_talk(session, call, agent, begin)
            calls.connect_talk(session, call, begin)
            calls.end_talk(session, call, "transfer" if agent is first else "agent", end)
        calls.begin_talk(session, call, first, 140)  # accepted, not yet connected
    with store.reading() as session:
        found = reports.numbers(session, 0, 10)
        whole = reports.summary(session)
    assert (found.answered, found.asa, found.talks, found.handled) == (1, 10, 2, 2)
    assert (found.transfers, found.transfer_rate, found.aht) == (1, 1 / 2, 30)
    assert whole.transfers == 1


def test_a_talk_that_goes_on_is_not_handled_yet(store: Store) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=0.0)
        call.joined_at = 0.0
        calls.begin_talk(session, call, agent_of(session), 5)
        calls.connect_talk(session, call, 6)
    with store.reading() as session:
        found = reports.numbers(session, 0, 10)
    assert (found.answered, found.talks, found.handled, found.aht) == (1, 1, 0, None)


waits = st.integers(0, 40)
answered_calls = st.builds(Lived, st.integers(0, 9), waits, talk=waits)
other_calls = st.builds(
    Lived,
    st.integers(0, 9),
    waits,
    outcome=st.sampled_from(["abandoned", "callback", "failed"]),
)


@pytest.fixture(scope="module")
def kept(migrated_file: Path) -> Iterator[Store]:
    """Records that nothing is ever committed to."""
    store = Store(f"sqlite:///{migrated_file}")
    yield store
    store.close()


@settings(max_examples=40, deadline=None)
@given(answered=st.lists(answered_calls, max_size=6), others=st.lists(other_calls, max_size=6))
def test_numbers_agree_with_their_definitions(
    kept: Store, answered: list[Lived], others: list[Lived]
) -> None:
    found = numbers_of(kept, answered + others)
    served = [life.wait for life in answered if life.wait is not None]
    gave_up = [
        life.wait for life in others if life.wait is not None and life.outcome == "abandoned"
    ]
    assert (found.offered, found.answered) == (len(answered) + len(others), len(answered))
    assert found.answered_in_target == sum(wait <= 20 for wait in served)
    assert found.total_wait == sum(served)
    assert found.abandoned == len(gave_up)
    assert found.abandoned_after_target == sum(wait > 20 for wait in gave_up)
    assert found.short_abandons == sum(wait <= 5 for wait in gave_up)
    for share in (found.level_of_service, found.abandonment):
        assert share is None or 0 <= share <= 1


def numbers_of(store: Store, lives: Sequence[Lived]) -> reports.Numbers:
    """The numbers of calls that are forgotten again."""
    with store.transaction() as session:
        session.add_all(
            Call(
                sid=str(number),
                started_at=0.0,
                joined_at=life.joined,
                answered_at=reached if life.talk is not None else None,
                ended_at=reached + (life.talk or 0),
                outcome=life.outcome or "talked",
            )
            for number, life in enumerate(lives)
            for reached in [(life.joined or 0) + (life.wait or 0)]
        )
        found = reports.numbers(session, 0, 10)
        session.rollback()
    return found


def test_the_summary_accounts_for_every_call(store: Store) -> None:
    lives = [
        *(Lived(0, wait, talk=5) for wait in range(1, 20)),  # 1 to 19 s
        Lived(0, 100),
        Lived(0, 30, outcome="callback"),
        Lived(0, 40, outcome="failed"),
        Lived(None, None, outcome="message"),
        Lived(None, None, outcome="closed"),
        Lived(None, None, outcome="missed"),
        Lived(0, None),  # in line
        Lived(None, None),  # in conversation
    ]
    with store.transaction() as session:
        play(session, lives, agent_of(session))
        vanished = calls.open_call(session, sid="CA99", number=None, at=0.0)
        vanished.ended_at = 1.0
    with store.reading() as session:
        whole = reports.summary(session)
    assert (whole.calls, whole.offered, whole.answered, whole.abandoned) == (28, 23, 19, 1)
    assert (whole.callbacks, whole.messages, whole.closed) == (1, 1, 1)
    assert (whole.lost, whole.stuck) == (3, 2)
    assert whole.mean_hold == (sum(range(1, 20)) + 100 + 30 + 40) / 22
    assert whole.p95_hold == 40
    assert whole.outcomes == {
        "abandoned": 1,
        "callback": 1,
        "closed": 1,
        "failed": 1,
        "message": 1,
        "missed": 1,
        "talked": 19,
    }


def test_outcomes_can_be_compared_with_what_callers_wanted(store: Store) -> None:
    with store.transaction() as session:
        late = calls.open_call(session, sid="CA1", number="+15550100", at=5.0)
        late.name, late.skill = "Wayan", "billing"
        calls.close(session, late, "talked", 9.0)
        calls.open_call(session, sid="CA2", number=None, at=1.0)
    with store.reading() as session:
        assert reports.outcomes(session) == [
            ("CA2", None, None, None, None, False),
            ("CA1", "+15550100", "Wayan", "billing", "talked", False),
        ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([7.0], 7.0), (list(range(1, 101)), 95), (list(range(1, 21)), 19)],
)
def test_the_percentile_is_a_value_that_was_there(
    values: list[float], expected: float | None
) -> None:
    assert reports.percentile(values, 0.95) == expected


def test_reports_read_from_a_path_with_odd_letters(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/100% sapa.db")
    store.migrate()
    store.check()
    store.close()
