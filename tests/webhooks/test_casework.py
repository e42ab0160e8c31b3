"""What people do about cases: one owner, one answer, and everything on record."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from records import (
    answers,
    calls,
    case_lists,
    cases,
    customers,
    follow_ups,
    goodwill,
    handovers,
    people,
    privacy,
    questions,
    staff,
    talks,
)
from records.models import (
    Call,
    Case,
    Deed,
    Handover,
    Message,
    Notification,
    Promise,
    Question,
    Role,
    Talk,
)
from tests.webhooks.phone_side import StandingClock
from webhooks import outcomes
from webhooks.casework import Casework
from webhooks.switchboard import CaseRules, GoodwillRules, Rules, Switchboard

NUMBER = "+6281255501234"
OTHER = "+6281255505678"
GIFTS = GoodwillRules(agent=10_000, supervisor=100_000, manager=300_000, per_case=150_000)


@dataclass
class Office:
    """The people of a hotline, and a case of Rina's about her bill, which Putu owns."""

    house: Switchboard
    clock: StandingClock

    def __post_init__(self) -> None:
        self.putu = self.person("101", billing=4)
        self.made = self.person("102", billing=2)
        self.sari = self.person("103", sales=3)
        self.ketut = self.person("201", "supervisor")
        self.admin = self.person("301", "administrator")
        self.case_id = self.new_case(owner=self.putu)

    @property
    def work(self) -> Casework:
        return Casework(self.house)

    def person(self, extension: str, role: Role = "agent", **skills: int) -> int:
        with self.house.store.transaction() as session:
            person = people.add(
                session,
                extension=extension,
                name=f"Person {extension}",
                at=self.clock.now(),
                role=role,
                languages=["en", "id"],
                skills=skills,
            )
            people.set_status(session, person, "ready", self.clock.now())
            return person.id

    def new_case(self, *, owner: int | None = None, skill: str = "billing") -> int:
        now = self.clock.now()
        with self.house.store.transaction() as session:
            return cases.open_case(
                session,
                now,
                customer=customers.remember(session, NUMBER, at=now, name="Rina"),
                language="en",
                skill=skill,
                reason="my bill is wrong",
                owner=people.by_id(session, owner) if owner else None,
            ).id

    def talk(self, person_id: int, case_id: int, sid: str = "CA1") -> str:
        """A call about the case, in which this person talks."""
        now = self.clock.now()
        with self.house.store.transaction() as session:
            person, case = people.by_id(session, person_id), cases.by_id(session, case_id)
            assert person is not None
            assert case is not None
            call = calls.open_call(session, sid=sid, number=NUMBER, at=now, customer=case.customer)
            call.skill, call.reason, call.language = "billing", "about my bill", "en"
            cases.touch(session, case, now, "call", call=call)
            talks.begin_talk(session, call, person, now)
            return call.id

    def hang_up(self, call_id: str) -> None:
        with self.house.store.transaction() as session:
            call = calls.by_id(session, call_id)
            assert call is not None
            calls.close(session, call, "talked", self.clock.now())

    @property
    def case(self) -> Case:
        return self.found(self.case_id)

    def found(self, case_id: int) -> Case:
        with self.house.store.reading() as session:
            case = cases.by_id(session, case_id)
            assert case is not None
            return case

    def call(self, call_id: str) -> Call:
        with self.house.store.reading() as session:
            call = calls.by_id(session, call_id)
            assert call is not None
            return call

    @property
    def official(self) -> str | None:
        with self.house.store.reading() as session:
            answer = answers.official(session, self.case_id)
            return answer.text if answer else None

    @property
    def question(self) -> Question:
        with self.house.store.reading() as session:
            return questions.of_case(session, self.case_id)[-1]

    @property
    def handover(self) -> Handover:
        with self.house.store.reading() as session:
            return handovers.of_case(session, self.case_id)[-1]

    def state(self) -> str:
        return self.case.state

    def became(self) -> str:
        """Of the newest handover."""
        return self.handover.state

    def story(self, case_id: int | None = None) -> list[str]:
        with self.house.store.reading() as session:
            return [
                event.kind for event in cases.events(session, self.found(case_id or self.case_id))
            ]

    def trail(self) -> list[tuple[str, int | None]]:
        with self.house.store.reading() as session:
            found = session.scalars(select(Deed).order_by(Deed.id))
            return [(deed.deed, deed.person_id) for deed in found]

    def told(self, person_id: int) -> list[str]:
        """What stands on this person's page."""
        with self.house.store.reading() as session:
            query = select(Message).where(Message.to_id == person_id).order_by(Message.id)
            return [message.text for message in session.scalars(query)]

    def notifications(self) -> list[Notification]:
        with self.house.store.reading() as session:
            return list(session.scalars(select(Notification)))

    def promises(self) -> list[Promise]:
        with self.house.store.reading() as session:
            return list(session.scalars(select(Promise)))


@pytest.fixture
def rules(rules: Rules) -> Rules:
    return replace(rules, goodwill=GIFTS, cases=CaseRules(window=1000.0, target=500.0))


@pytest.fixture
def office(house: Switchboard, clock: StandingClock) -> Office:
    return Office(house, clock)


# One answer


def test_the_owner_and_supervisors_write_the_official_answer(office: Office) -> None:
    assert office.work.answer(office.case_id, office.putu, "We refund it.") is None
    assert office.work.answer(office.case_id, office.putu, "We refund it.") is None
    assert office.work.answer(office.case_id, office.ketut, "We refund half.") is None
    assert office.official == "We refund half."
    assert office.story().count("answered") == 2
    assert office.trail() == [("answered", office.putu), ("answered", office.ketut)]
    assert len(office.told(office.putu)) == 1


def test_another_answer_is_stopped_and_put_before_the_owner(office: Office) -> None:
    call = office.talk(office.sari, office.case_id)
    for _ in range(2):
        tried = office.work.answer(office.case_id, office.sari, "You get it all.", call_id=call)
        assert tried == "owned"
    assert office.official is None
    question = office.question
    assert (question.attempt, question.text) == (True, "You get it all.")
    assert (question.call_id, question.to_id) == (call, office.putu)
    assert office.story().count("stopped") == 1
    assert office.trail() == [("stopped", office.sari)]
    assert len(office.told(office.putu)) == 1
    assert "You get it all" not in office.told(office.putu)[0]


def test_a_question_reaches_the_owner_and_the_reply_who_asked(office: Office) -> None:
    assert office.work.ask(office.case_id, office.made, "Half or all?") is None
    assert office.work.ask(office.case_id, office.putu, "Half or all?") == "refused"
    asked = office.question.id
    assert office.work.reply(asked, office.made, "All.") == "not-yours"
    assert office.work.reply(asked, office.putu, "Half.") is None
    assert office.work.reply(asked, office.putu, "Half.") is None
    assert office.work.reply(asked, office.ketut, "All.") == "late"
    assert office.question.reply == "Half."
    assert len(office.told(office.made)) == 1
    assert office.trail() == [("asked-owner", office.made), ("replied", office.putu)]


def test_supervisors_are_asked_about_a_case_without_an_owner(office: Office) -> None:
    office.case_id = office.new_case()
    assert office.work.answer(office.case_id, office.putu, "All of it.") == "owned"
    assert office.question.to_id is None
    assert len(office.told(office.ketut)) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_words_that_are_none_or_too_many_are_refused(office: Office, text: str) -> None:
    assert office.work.answer(office.case_id, office.putu, text) == "refused"
    assert office.work.ask(office.case_id, office.made, text) == "refused"


# Who may see it


def test_a_case_is_seen_by_its_team_supervisors_and_who_had_to_do_with_it(office: Office) -> None:
    def readers() -> set[int]:
        everybody = (office.putu, office.made, office.sari, office.ketut, office.admin)
        with office.house.store.reading() as session:
            found = [people.by_id(session, one) for one in everybody]
            return {
                person.id
                for person in found
                if person is not None and office.work.may_read(session, office.case, person)
            }

    assert readers() == {office.putu, office.made, office.ketut}
    assert office.work.ask(office.case_id, office.sari, "May I?") == "refused"
    office.talk(office.sari, office.case_id)
    assert readers() == {office.putu, office.made, office.ketut, office.sari}
    boss = office.person("401", sales=1)
    with office.house.store.transaction() as session:
        for person in (people.by_id(session, boss), people.by_id(session, office.admin)):
            assert person is not None
            person.manager = True
            may = office.work.may_read(session, office.case, person)
            assert may == (person.role == "agent")
    assert office.work.ask(office.case_id, office.admin, "May I?") == "refused"
    assert office.work.ask(999, office.putu, "May I?") == "gone"


# One owner


def test_a_case_without_an_owner_may_be_taken(office: Office) -> None:
    case = office.new_case()
    assert office.work.take(case, office.made) is None
    assert office.work.take(case, office.made) is None
    assert office.work.take(case, office.putu) == "not-yours"
    assert office.found(case).owner_id == office.made
    assert office.notifications() == []


def test_who_only_asks_about_a_case_of_another_department_may_not_take_it(office: Office) -> None:
    case = office.work.open(
        office.sari, "billing", "Their bill is wrong", number=OTHER, channel="shop", token="s1"
    )
    assert isinstance(case, int)
    assert office.work.ask(case, office.sari, "When will it be done?") is None
    assert office.work.take(case, office.sari) == "not-yours"
    assert office.found(case).owner_id is None


def leaves(office: Office, person_id: int) -> None:
    with office.house.store.transaction() as session:
        person = people.by_id(session, person_id)
        assert person is not None
        staff.leave(session, person, office.clock.now())


def test_the_case_of_who_has_left_may_be_taken_and_supervisors_are_asked(office: Office) -> None:
    leaves(office, office.putu)
    assert office.case.owner_id is None
    with office.house.store.reading() as session:
        (found,) = case_lists.of_team(session, ["billing"])
    assert found.id == office.case_id
    assert office.work.ask(office.case_id, office.made, "Half or all?") is None
    with office.house.store.reading() as session:
        (asked,) = questions.open_to(session, office.ketut)
    assert asked.id == office.question.id
    assert len(office.told(office.ketut)) == 1
    assert office.work.take(office.case_id, office.made) is None
    assert [one.kind for one in office.notifications()] == ["handed-over"]


def test_a_closed_case_whose_owner_has_left_is_nobodys_when_its_customer_is_back(
    office: Office,
) -> None:
    with office.house.store.transaction() as session:
        case = cases.by_id(session, office.case_id)
        assert case is not None
        cases.confirm(session, case, office.clock.now())
    leaves(office, office.putu)
    assert office.case.owner_id == office.putu  # for the reports
    assert office.work.log(office.case_id, None, "letter", "It is back", "t1") is None
    assert office.case.owner_id is None


def test_nobody_is_asked_to_take_a_case_who_has_left(office: Office) -> None:
    office.work.offer(office.case_id, office.putu, office.made, "please")
    leaves(office, office.made)
    assert office.became() == "withdrawn"


def test_a_supervisor_may_take_any_case_and_the_customer_is_told(office: Office) -> None:
    office.work.offer(office.case_id, office.putu, office.made, "please")
    assert office.work.take(office.case_id, office.ketut) is None
    assert office.case.owner_id == office.ketut
    assert office.became() == "withdrawn"
    assert len(office.told(office.putu)) == 1
    assert [one.kind for one in office.notifications()] == ["handed-over"]


def test_a_case_is_handed_over_to_who_accepts_it(office: Office) -> None:
    assert office.work.offer(office.case_id, office.made, office.sari, "") == "not-yours"
    assert office.work.offer(office.case_id, office.putu, office.admin, "") == "refused"
    assert office.work.offer(office.case_id, office.putu, office.made, "You know it.") is None
    assert office.work.offer(office.case_id, office.putu, office.made, "You know it.") is None
    assert office.case.owner_id == office.putu
    offered = office.handover.id
    assert office.work.accept(offered, office.ketut) == "not-yours"
    assert office.work.accept(offered, office.made) is None
    assert office.work.accept(offered, office.made) is None
    assert office.work.decline(offered, office.made) == "late"
    assert office.case.owner_id == office.made
    assert office.story() == ["opened", "offered", "owned", "handed-over"]
    (told,) = office.notifications()
    assert told.arguments["agent"] == "Person 102"
    assert len(office.told(office.putu)) == 1


def test_a_handover_may_be_declined_or_taken_back(office: Office) -> None:
    office.work.offer(office.case_id, office.putu, office.sari, "")
    first = office.handover.id
    assert office.work.decline(first, office.made) == "not-yours"
    assert office.work.decline(first, office.sari) is None
    assert office.became() == "declined"
    assert len(office.told(office.putu)) == 1
    office.work.offer(office.case_id, office.putu, office.made, "")
    second = office.handover.id
    assert office.work.decline(second, office.putu) is None
    assert office.became() == "withdrawn"
    assert office.work.accept(second, office.made) == "gone"
    assert office.case.owner_id == office.putu


# What became of it


def test_a_case_that_is_said_to_be_solved_owes_its_customer_a_question(office: Office) -> None:
    office.talk(office.sari, office.case_id)
    assert office.work.solve(office.case_id, office.sari) == "refused"
    assert office.work.solve(office.case_id, office.made) is None
    assert office.work.solve(office.case_id, office.made) is None
    assert office.state() == "solved"
    with office.house.store.reading() as session:
        asked = follow_ups.open_of(session, office.case_id)
    assert asked is not None
    assert asked.due_at == office.clock.now() + 86400.0
    assert office.work.reopen(office.case_id, office.sari) is None
    with office.house.store.reading() as session:
        assert follow_ups.open_of(session, office.case_id) is None
    assert office.state() == "open"


def test_a_case_of_nobody_stays_not_confirmed(office: Office) -> None:
    with office.house.store.transaction() as session:
        case = cases.open_case(
            session, 0.0, customer=None, language="en", skill="billing", reason=None
        )
    for _ in range(2):
        assert office.work.solve(case.id, office.putu) is None
    assert office.found(case.id).state == "unconfirmed"
    assert office.story(case.id) == ["opened", "solved", "unconfirmed"]


@pytest.mark.parametrize("closed", [False, True])
def test_nothing_is_added_to_what_was_forgotten(office: Office, closed: bool) -> None:
    work, case = office.work, office.case_id
    office.hang_up(office.talk(office.putu, case))
    assert work.ask(case, office.made, "Half or all?") is None
    question = office.question.id
    with office.house.store.transaction() as session:
        if closed:
            cases.confirm(session, office.case, office.clock.now())
        privacy.forget(session, NUMBER, office.clock.now())
    state = office.state()
    assert work.answer(case, office.putu, "We refund it.") == "gone"
    assert work.ask(case, office.made, "Half or all?") == "gone"
    assert work.reply(question, office.putu, "Half.") == "gone"
    assert work.reopen(case, office.putu) == "gone"
    assert work.give(case, office.putu, 5, "waited long", "g1") == "gone"
    assert work.log(case, None, "letter", "From Rina", "t1") == "gone"
    with office.house.store.reading() as session:
        talk = session.scalars(select(Talk)).one().id
    assert outcomes.finish(office.house, office.putu, talk, "wrong-number") is None
    assert outcomes.finish(office.house, office.putu, talk, "follow-up") is None
    assert (office.state(), office.official) == (state, None)


def test_a_wrong_number_says_nothing_about_a_case_that_was_there_before(office: Office) -> None:
    office.hang_up(office.talk(office.putu, office.case_id, "CA0"))
    call = office.talk(office.made, office.case_id)
    with office.house.store.transaction() as session:
        talk = session.scalars(select(Talk).where(Talk.call_id == call)).one()
        talks.end_talk(session, session.get_one(Call, call), "caller", office.clock.now())
    assert outcomes.finish(office.house, office.made, talk.id, "wrong-number") is None
    assert office.state() == "open"
    assert office.work.dismiss(office.case_id, office.putu) == "refused"
    assert office.work.dismiss(office.case_id, office.ketut) is None
    assert office.state() == "void"


def test_what_was_no_problem_is_void_unless_the_customer_closed_it(office: Office) -> None:
    assert office.work.dismiss(office.case_id, office.putu) is None
    assert office.state() == "void"
    assert office.work.answer(office.case_id, office.putu, "Yes.") == "gone"
    assert office.work.ask(office.case_id, office.made, "Is it?") == "gone"
    closed = office.new_case(owner=office.putu)
    with office.house.store.transaction() as session:
        case = cases.by_id(session, closed)
        assert case is not None
        cases.confirm(session, case, office.clock.now())
    assert office.work.dismiss(closed, office.putu) == "late"
    assert office.work.solve(closed, office.putu) is None
    assert office.found(closed).state == "closed"


# Contacts


def test_a_contact_that_was_no_call_counts_and_climbs_like_one(office: Office) -> None:
    office.hang_up(office.talk(office.putu, office.case_id))
    office.clock.passes(10)
    for step, token in enumerate(("scan-1", "scan-2", "scan-3", "scan-4"), start=2):
        for _ in range(2):
            logged = office.work.log(office.case_id, None, "letter", "Third letter", token)
            assert logged is None
        assert office.case.climbed == step
    assert len(office.told(office.ketut)) == 3
    (promise,) = office.promises()
    assert (promise.kind, promise.case_id) == ("supervisor", office.case_id)
    assert office.trail().count(("contact-logged", None)) == 4


def test_nobody_who_has_left_is_said_to_call(office: Office) -> None:
    gone = office.person("200", "supervisor")
    leaves(office, gone)
    for token in ("scan-1", "scan-2", "scan-3", "scan-4"):
        assert office.work.log(office.case_id, None, "letter", "Again", token) is None
    (promise,) = office.promises()
    assert promise.person_id == office.ketut


def test_a_contact_opens_a_case_that_was_over(office: Office) -> None:
    office.work.solve(office.case_id, office.putu)
    assert office.work.log(office.case_id, office.made, "shop", "Not solved!", "t1") is None
    assert office.state() == "open"


def test_contacts_that_cannot_have_been_are_refused(office: Office) -> None:
    later, log = office.clock.now() + 60, office.work.log
    assert log(office.case_id, office.putu, "letter", "", "t1", at=later) == "refused"
    assert log(office.case_id, office.putu, "call", "", "t1") == "refused"
    assert log(office.case_id, office.sari, "letter", "", "t1") == "refused"
    assert log(office.case_id, office.admin, "letter", "", "t1") == "refused"
    assert log(999, office.putu, "letter", "", "t1") == "gone"
    assert "contact" not in office.story()


def test_who_writes_to_a_department_again_has_one_case_there(office: Office) -> None:
    def write(skill: str, token: str, number: str | None = OTHER) -> int | str:
        return office.work.open(
            None, skill, "4111 1111 1111 1111", number=number, channel="letter", token=token
        )

    first = write("billing", "a")
    assert isinstance(first, int)
    assert write("billing", "a") == first
    assert write("billing", "b") == first
    assert write("repair", "c") != first
    assert write("cooking", "d") == "refused"
    assert write("billing", "e", None) == "refused"
    assert write("billing", "f", "0812") == "refused"
    case = office.found(first)
    assert "4111 1111" not in (case.reason or "")
    assert (case.climbed, case.owner_id, case.due_at) == (2, None, office.clock.now() + 500)


def test_a_colleague_is_a_customer_too(office: Office) -> None:
    opened = office.work.open(
        office.sari, "billing", "Needs a price", number=None, channel="internal", token="i1"
    )
    assert isinstance(opened, int)
    case = office.found(opened)
    assert case.internal
    with office.house.store.reading() as session:
        sari = people.by_id(session, office.sari)
        assert sari is not None
        assert office.work.may_read(session, case, sari)
    unknown = office.work.open(
        None, "billing", "Needs a price", number=None, channel="internal", token="i2"
    )
    assert unknown == "refused"


# Calls about something else


def test_a_call_may_be_about_something_new(office: Office) -> None:
    office.talk(office.made, office.case_id, "CA0")
    call = office.talk(office.sari, office.case_id)
    assert office.work.about(call, office.putu, None) == "not-yours"
    for _ in range(2):
        assert office.work.about(call, office.sari, None) is None
    new = office.call(call).case_id
    assert new not in (None, office.case_id)
    assert office.found(new or 0).owner_id == office.sari
    assert office.story(new) == ["opened", "contact", "owned"]
    assert office.state() == "open"


def test_a_call_may_be_about_another_case_of_its_customer(office: Office) -> None:
    office.talk(office.putu, office.case_id, "CA0")
    other = office.new_case(owner=office.made, skill="repair")
    call = office.talk(office.putu, office.case_id)
    for _ in range(2):
        assert office.work.about(call, office.putu, other) is None
    assert office.call(call).case_id == other
    assert office.story(other) == ["opened", "contact"]
    assert office.story()[-1] == "moved"
    assert office.state() == "open"
    mistaken = office.new_case(owner=office.putu)
    third = office.talk(office.putu, mistaken, "CA2")
    assert office.work.about(third, office.putu, other) is None
    assert office.found(mistaken).state == "void"  # nothing is left of it
    strangers = office.work.open(None, "billing", "x", number=OTHER, channel="letter", token="s")
    assert isinstance(strangers, int)
    assert office.work.about(call, office.putu, strangers) == "refused"
    assert office.work.about(call, office.putu, 999) == "gone"


def test_the_second_need_of_a_call_may_be_about_another_case(office: Office) -> None:
    call = office.talk(office.putu, office.case_id)
    second, third = office.new_case(), office.new_case()
    with office.house.store.transaction() as session:
        row = calls.by_id(session, call)
        assert row is not None
        row.case_id = second
        cases.touch(session, office.found(second), office.clock.now(), "call", token=f"{call}:1")
    assert office.work.about(call, office.putu, third) is None
    assert office.found(second).state == "void"
    assert office.story(third)[:2] == ["opened", "contact"]
    assert office.story() == ["opened", "contact"]


# Goodwill


def test_goodwill_stays_within_what_a_role_and_a_case_may_have(office: Office) -> None:
    def give(person: int, amount: int, token: str, why: str = "waited long") -> str | None:
        return office.work.give(office.case_id, person, amount, why, token)

    assert give(office.putu, 10_001, "a") == "refused"
    assert give(office.putu, 0, "a") == "refused"
    assert give(office.putu, 5_000, "a", " ") == "refused"
    assert give(office.putu, 8_000, "a") is None
    assert give(office.putu, 8_000, "a") is None
    assert give(office.putu, 8_000, "b") == "refused"
    assert give(office.ketut, 100_000, "c") is None
    with office.house.store.transaction() as session:
        boss = people.by_id(session, office.ketut)
        assert boss is not None
        boss.manager = True
        assert office.work.limit(session, office.case, boss) == 42_000
        assert goodwill.given(session, office.case_id) == 108_000
        admin = people.by_id(session, office.admin)
        assert admin is not None
        assert office.work.limit(session, office.case, admin) == 0
    assert office.trail() == [("goodwill-given", office.putu), ("goodwill-given", office.ketut)]


# At once


@pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
def test_two_who_give_at_once_both_see_the_limit_kept(office: Office) -> None:
    def give(token: int) -> str | None:
        return office.work.give(office.case_id, office.putu, 8_000, "waited long", str(token))

    with ThreadPoolExecutor(4) as threads:
        given = list(threads.map(give, range(4)))
    assert sorted(given, key=str) == [None, "refused", "refused", "refused"]


@pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
def test_the_same_letter_scanned_twice_at_once_is_one_contact(office: Office) -> None:
    def scan(token: str) -> int | str:
        return office.work.open(
            None, "repair", "a letter", number=OTHER, channel="letter", token=token
        )

    with ThreadPoolExecutor(4) as threads:
        (case,) = set(threads.map(scan, ("one", "two", "one", "two")))
    assert isinstance(case, int)
    assert office.story(case).count("contact") == 2


@pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
def test_a_case_that_two_take_at_once_has_one_owner(office: Office) -> None:
    case = office.new_case()
    with ThreadPoolExecutor(2) as threads:
        took = list(
            threads.map(lambda who: office.work.take(case, who), (office.putu, office.made))
        )
    assert sorted(took, key=str) == [None, "not-yours"]
    assert office.story(case) == ["opened", "owned"]
