"""Promises whose time came: kept on time, late, or not at all."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from records import calls, people, promises_kept
from records.models import Promise, PromiseKind, PromiseState
from records.numbers import SLOT
from records.promises_kept import GRACE, Kept
from records.session import Store


def promise(
    session: Session,
    due: float | None,
    state: PromiseState = "open",
    done: float | None = None,
    *,
    by: int | None = None,
    skill: str = "billing",
    kind: PromiseKind = "supervisor",
) -> Promise:
    sid = f"CA{uuid4().hex}"
    call = calls.open_call(session, sid=sid, number=None, at=0.0)
    call.skill = skill
    made = Promise(
        kind=kind,
        call_id=call.id,
        number=sid,
        person_id=by,
        made_at=0.0,
        due_at=due,
        state=state,
        done_at=done,
    )
    session.add(made)
    session.flush()
    return made


def test_what_counts_as_kept_on_time(store: Store) -> None:
    with store.transaction() as session:
        promise(session, 100, "kept", 90)
        promise(session, 100, "kept", 100 + GRACE)
        promise(session, 100, "kept", 101 + GRACE)  # late
        promise(session, 100, "missed", 100)
        promise(session, 100)  # still open after its time
        promise(session, 100, "cancelled", 50)  # the customer did not want it
        promise(session, None, "kept", 100)  # it had no time
        promise(session, 5000, "kept", 100)  # its time is to come
        promise(session, 100, "kept", 900, kind="callback")  # in its turn, not before a time
    with store.reading() as session:
        found = promises_kept.whole(session, 0, 1000)
        assert found == Kept(due=5, on_time=2)
        assert found.share == 2 / 5
        assert Kept().share is None


def test_by_when_and_for_what_and_by_whom(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        promise(session, 10, "kept", 10, by=putu.id)
        promise(session, SLOT + 10, "missed", SLOT + 10, skill="delivery")
    with store.reading() as session:
        kept, missed = Kept(1, 1), Kept(1, 0)
        assert promises_kept.by_slot(session, 0, 5000) == {0: kept, 1: missed}
        assert promises_kept.by_skill(session, 0, 5000) == {"billing": kept, "delivery": missed}
        assert promises_kept.by_person(session, 0, 5000) == {putu.id: kept, None: missed}


def test_those_that_came_to_their_end_of_late(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        first = promise(session, 10, "kept", 500, by=putu.id)
        second = promise(session, 10, "missed", 600)
        promise(session, 10, "kept", 50)
        promise(session, 10, "cancelled", 600)
        promise(session, 10)
    with store.reading() as session:
        ids = [one.id for one in promises_kept.lately(session, 100)]
        assert ids == [second.id, first.id]
        assert [one.id for one in promises_kept.lately(session, 100, putu.id)] == [first.id]


@pytest.mark.parametrize(
    ("due", "state", "done", "late"),
    [
        (None, "open", None, False),
        (1000.0, "open", None, False),
        (800.0, "open", None, True),
        (800.0, "kept", 850.0, False),
        (800.0, "kept", 900.0, True),
        (800.0, "missed", 700.0, True),
    ],
)
def test_whether_it_is_late(
    store: Store, due: float | None, state: PromiseState, done: float | None, late: bool
) -> None:
    with store.transaction() as session:
        assert promises_kept.is_late(promise(session, due, state, done), 1000.0) is late
