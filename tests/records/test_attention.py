"""What management looks at, as the records know it."""

from sqlalchemy.orm import Session

from records import attention, calls, cases, people
from records.models import Case, CaseState, Goodwill, Incident, Promise, PromiseState
from records.session import Store

NOW = 1000.0


def case(
    session: Session,
    opened: float = 10,
    state: CaseState = "open",
    *,
    climbed: int = 0,
    due: float | None = None,
    closed: float | None = None,
    urgent: bool = False,
) -> Case:
    made = cases.open_case(
        session, opened, customer=None, language="en", skill="billing", reason=None, due_at=due
    )
    made.state, made.climbed, made.closed_at, made.urgent = state, climbed, closed, urgent
    if state == "unconfirmed":
        made.solved_at = opened + 1
    return made


def promised(
    session: Session, due: float, state: PromiseState, done: float | None = None
) -> Promise:
    call = calls.open_call(session, sid=f"CA{due}", number=None, at=0.0)
    made = Promise(
        kind="supervisor", call_id=call.id, made_at=0.0, due_at=due, state=state, done_at=done
    )
    session.add(made)
    session.flush()
    return made


def test_cases_that_climbed_to_the_manager(store: Store) -> None:
    with store.transaction() as session:
        older, urgent = case(session, 10, climbed=5), case(session, 20, climbed=6, urgent=True)
        closed = case(session, 5, "closed", climbed=5, closed=900)
        case(session, 5, "closed", climbed=5, closed=100)
        case(session, 5, "void", climbed=5, closed=900)
        case(session, 5, climbed=4)
    with store.reading() as session:
        found = [one.id for one in attention.climbed(session, 500)]
        assert found == [urgent.id, older.id, closed.id]


def test_late_ones_and_ones_that_nobody_confirms(store: Store) -> None:
    with store.transaction() as session:
        late, later = case(session, due=900), case(session, due=800)
        case(session, due=NOW + 1)
        case(session, state="solved", due=900)
        case(session)
        second, first = case(session, 30, "unconfirmed"), case(session, 20, "unconfirmed")
    with store.reading() as session:
        assert [one.id for one in attention.late(session, NOW)] == [later.id, late.id]
        assert [one.id for one in attention.unconfirmed(session)] == [first.id, second.id]


def test_low_ratings_with_the_promise_that_followed(store: Store) -> None:
    with store.transaction() as session:
        for at, rating in ((100.0, 1), (600.0, 2), (700.0, 3), (800.0, None)):
            call = calls.open_call(session, sid=f"CA{at}", number=None, at=at)
            call.rating = rating
        promised(session, 600.0, "open")
    with store.reading() as session:
        low = attention.ratings(session, 500, 2)
        assert [call.sid for call in low] == ["CA600.0"]
        assert attention.promised_after(session, low)[low[0].id].due_at == 600.0


def test_promises_that_were_not_kept(store: Store) -> None:
    with store.transaction() as session:
        missed = promised(session, 700, "missed", 800)
        overdue = promised(session, 900, "open")
        promised(session, 100, "missed", 200)
        promised(session, 750, "kept", 990)
        promised(session, NOW + 5, "open")
    with store.reading() as session:
        found = [one.id for one in attention.broken(session, NOW, 500)]
        assert found == [overdue.id, missed.id]


def test_goodwill_and_how_much_in_all(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        given = case(session)
        for at, amount in ((100.0, 7), (600.0, 20), (700.0, 30)):
            made = {"person_id": putu.id, "reason": "", "at": at, "token": f"press {at}"}
            session.add(Goodwill(case_id=given.id, amount=amount, **made))
    with store.reading() as session:
        assert [one.amount for one in attention.goodwill(session, 500)] == [30, 20]
        assert attention.given(session, 500) == (2, 50)
        assert attention.given(session, 5000) == (0, 0)


def test_incidents_that_are_over_and_the_cases_of_each(store: Store) -> None:
    with store.transaction() as session:
        seen = {"observed": 3, "expected": 1.0, "chance": 0.01, "opened_at": 1.0}
        old = Incident(key="skill a", state="solved", ended_at=100.0, **seen)
        over = Incident(key="skill b", state="dismissed", ended_at=800.0, **seen)
        going_on = Incident(key="skill c", **seen)
        session.add_all([old, over, going_on])
        session.flush()
        first, second = case(session, 10), case(session, 20)
        first.incident_id = second.incident_id = going_on.id
        case(session)
    with store.reading() as session:
        assert [one.id for one in attention.ended(session, 500)] == [over.id]
        found = attention.linked(session, [over, going_on])
        ids = {incident: [one.id for one in linked] for incident, linked in found.items()}
        assert ids == {over.id: [], going_on.id: [second.id, first.id]}
        assert attention.by_id(session, {first.id, None}).keys() == {first.id}
