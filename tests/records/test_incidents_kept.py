"""Incidents on record, and what customers reported in given spans of time."""

import re

import pytest

from records import Session, cases, customers, incidents, people, reported
from records.incidents import Count, Key
from records.models import Call, Case, Incident, Person, Recording, Transcript, Utterance
from records.session import Store

NOW = 1_700_000_000.0
BILLING, OUTAGE = Key(skill="billing"), Key(language="id", stem="padam")


def words(text: str, language: str) -> dict[str, str]:
    return {word: word for word in re.findall(r"[a-z]{4,}", text.lower())}


def a_case(session: Session, number: str = "+622155500111", **values: object) -> Case:
    customer = customers.remember(session, number, at=NOW)
    wanted = {"skill": "billing", "reason": "Listrik padam", "language": "id", **values}
    at = float(str(wanted.pop("at", NOW)))
    return cases.open_case(session, at, customer=customer, **wanted)  # type: ignore[arg-type]


def supervisor(session: Session) -> Person:
    return people.add(session, extension="201", name="Wayan", at=NOW, role="supervisor")


def an_incident(session: Session, key: Key = BILLING, **values: object) -> Incident:
    wanted: dict[str, object] = {"skill": "billing", "term": None, "messages": {}}
    wanted["count"] = Count(5, 1.0, 1e-6)
    found = incidents.begin(session, key, NOW, **{**wanted, **values})  # type: ignore[arg-type]
    assert found is not None
    return found


def test_one_incident_of_a_kind_is_open_at_a_time(store: Store) -> None:
    with store.transaction() as session:
        first, wayan = an_incident(session), supervisor(session)
        again = incidents.begin(
            session, BILLING, NOW, skill="billing", term=None, messages={}, count=Count()
        )
        assert again is None
        assert incidents.end(first, "solved", NOW + 60, wayan)
        assert not incidents.end(first, "dismissed", NOW + 90, wayan)
        assert (first.state, first.ended_at, first.ended_by) == ("solved", NOW + 60, wayan.id)
        second = an_incident(session)
        assert incidents.open_all(session) == [second]
        assert incidents.ended_since(session, NOW) == [first]


def test_callers_are_told_of_those_with_a_word_first(store: Store) -> None:
    with store.transaction() as session:
        word, skill = an_incident(session, OUTAGE, term="padam"), an_incident(session)
        untold = an_incident(session, Key(skill="repair"))
        word.told = skill.told = True
        assert incidents.open_told(session) == [word, skill]
        assert untold in incidents.open_all(session)


def test_a_case_belongs_to_the_incident_with_its_word_before_that_of_its_skill(
    store: Store,
) -> None:
    with store.transaction() as session:
        skill, word = an_incident(session), an_incident(session, OUTAGE, term="padam")
        case = a_case(session)
        assert incidents.match(session, case, {"padam"}) == word
        assert incidents.match(session, case) == skill
        case.skill = "repair"
        assert incidents.match(session, case, {"padam"}) is None
        word.skill = None
        assert incidents.match(session, case, {"padam"}) == word
        case.language = "en"
        assert incidents.match(session, case, {"padam"}) is None


def test_links_are_on_the_story_once(store: Store) -> None:
    with store.transaction() as session:
        incident, case, wayan = an_incident(session), a_case(session), supervisor(session)
        assert incidents.link(session, incident, case, NOW)
        assert not incidents.link(session, incident, case, NOW)
        session.flush()
        assert incidents.cases_of(session, incident.id) == [case.id]
        assert not incidents.was_taken_out(session, incident, case)
        assert incidents.unlink(session, incident, case, NOW, wayan)
        assert not incidents.unlink(session, incident, case, NOW, wayan)
        assert incidents.was_taken_out(session, incident, case)
        kinds = [event.kind for event in cases.events(session, case)]
        assert kinds == ["opened", "linked", "unlinked"]


def test_only_new_cases_of_the_spans_are_counted(store: Store) -> None:
    with store.transaction() as session:
        inside = a_case(session)
        a_case(session, at=NOW - 3600)
        no_problem = a_case(session)
        no_problem.state = "void"
        session.flush()
        found = reported.within(session, [(NOW - 3600, NOW)], words)
        assert [report.case_id for report in found] == [inside.id]
        assert found[0].keys == {
            BILLING,
            OUTAGE,
            Key(language="id", stem="listrik"),
        }
        assert reported.within(session, [], words) == []
        assert reported.first(session) == NOW - 3600
        assert reported.first(session, "repair") is None


def test_who_withholds_their_number_may_always_be_the_same(store: Store) -> None:
    with store.transaction() as session:
        for _ in range(2):
            nothing = {"language": "id", "skill": None, "reason": None}
            cases.open_case(session, NOW, customer=None, **nothing)  # type: ignore[arg-type]
        found = reported.within(session, [(NOW - 1, NOW)], words)
        assert len({report.customer for report in found}) == 1
        assert [report.keys for report in found] == [frozenset(), frozenset()]


def test_callers_words_in_the_conversation_count_agents_and_names_do_not(store: Store) -> None:
    with store.transaction() as session:
        case = a_case(session, reason="halo")
        assert case.customer is not None
        case.customer.name = "Rina"
        session.add(Call(id="c1", sid="CA1", case_id=case.id, started_at=NOW))
        session.flush()
        session.add(Recording(sid="RE1", call_id="c1", kind="call", created_at=NOW))
        session.flush()
        session.add(Transcript(recording_sid="RE1", call_id="c1", language="id", asked_at=NOW))
        session.flush()
        for speaker, said in (
            ("caller", "saya rina meteran rusak"),
            ("agent", "baik mohon tunggu"),
        ):
            session.add(
                Utterance(
                    transcript_id=1,
                    call_id="c1",
                    channel=0,
                    speaker=speaker,
                    start=0,
                    end=1,
                    words=[],
                    terms=said,
                )
            )
        session.flush()
        (report,) = reported.within(session, [(NOW - 1, NOW)], words)
        assert set(report.words) == {"halo", "saya", "meteran", "rusak"}


@pytest.mark.parametrize(("state", "counted"), [("open", 0), ("solved", 0), ("dismissed", 1)])
def test_what_was_no_incident_was_an_ordinary_day(store: Store, state: str, counted: int) -> None:
    with store.transaction() as session:
        incident, case = an_incident(session), a_case(session)
        incidents.link(session, incident, case, NOW)
        incident.state = state  # type: ignore[assignment]
        session.flush()
        assert len(reported.ordinary(session, [(NOW - 1, NOW)])) == counted
