"""Spans of status, and moments of the whole house."""

from records import moments, people, spans
from records.models import Person, StatusSpan
from records.session import Store


def told(span: StatusSpan) -> tuple[str, str | None, float, float | None]:
    return span.status, span.reason, span.since, span.until


def chosen(store: Store, *choices: tuple[float, str, str | None]) -> Person:
    with store.transaction() as session:
        person = people.add(session, extension="11", name="Putu", at=0.0)
        for at, status, reason in choices:
            people.set_status(session, person, status, at, reason)  # type: ignore[arg-type]
    return person


def all_of(store: Store) -> list[tuple[str, str | None, float, float | None]]:
    with store.reading() as session:
        found = session.query(StatusSpan).order_by(StatusSpan.id)
        return [told(span) for span in found]


def test_each_choice_ends_the_one_before(store: Store) -> None:
    chosen(store, (10, "ready", None), (50, "break", "lunch"), (90, "ready", None))
    assert all_of(store) == [
        ("ready", None, 10, 50),
        ("break", "lunch", 50, 90),
        ("ready", None, 90, None),
    ]


def test_the_same_choice_again_changes_nothing_and_another_reason_does(store: Store) -> None:
    person = chosen(store, (10, "break", "lunch"), (20, "break", "lunch"), (30, "break", "short"))
    assert all_of(store) == [("break", "lunch", 10, 30), ("break", "short", 30, None)]
    assert person.status_since == 10


def test_a_clock_that_was_set_back_makes_no_span_of_less_than_nothing(store: Store) -> None:
    chosen(store, (100, "ready", None), (90, "break", None))
    assert all_of(store) == [("ready", None, 100, 100), ("break", None, 90, None)]


def test_spans_that_reach_into_a_time(store: Store) -> None:
    chosen(store, (10, "ready", None), (20, "break", None), (30, "ready", None))
    with store.reading() as session:
        for since, until, begun in ((0, 10, []), (0, 11, [10]), (19, 40, [10, 30]), (20, 30, [])):
            found = spans.between(session, "ready", since, until)
            assert [span.since for span in found] == begun


def test_a_minute_is_noted_once(store: Store) -> None:
    for minute, waiting in ((7, 3), (7, 9), (9, 1)):
        with store.transaction() as session:
            moments.note(session, minute, waiting, agents=5, talking=4, free=1)
    with store.reading() as session:
        found = moments.since(session, 7)
        assert [(one.minute, one.waiting, one.talking) for one in found] == [(7, 3, 4), (9, 1, 4)]
        assert [one.minute for one in moments.since(session, 8)] == [9]
