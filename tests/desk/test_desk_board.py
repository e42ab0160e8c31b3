"""What the live board says, in words."""

import re
from pathlib import Path

import pytest

from queueing.model import Cause
from records import calls, cases
from records.models import Call
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, StandingClock, Visitor


def words(page: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def section(page: str, name: str) -> str:
    found = re.search(f'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found
    return words(found[0])


def board(visitor: Visitor, part: str, page: str = "/board") -> str:
    return section(visitor.get(page).text, part)


def test_an_empty_board_says_what_to_do(supervisor: Visitor) -> None:
    assert "Nobody is waiting." in board(supervisor, "waiting")
    agents = board(supervisor, "agents")
    assert (
        "No agent is on duty. Agents connect the telephone on their Desk, or phone +62 21 5550 1001 and enter"
        in agents
    )


def test_a_waiting_caller_has_name_need_wait_and_state(
    hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.phones("Sari", waited=12)
    waiting = board(supervisor, "waiting")
    assert "1 caller is waiting." in waiting
    assert "Sari bills English 0:12 on time" in waiting


def test_who_has_to_come_back_again_and_again_is_seen_before_they_are_answered(
    hotline: Hotline, supervisor: Visitor
) -> None:
    call_id, _ = hotline.phones("Sari", waited=12)
    with hotline.office.store.transaction() as session:
        call = session.get_one(Call, call_id)
        case = cases.open_case(
            session, hotline.now, customer=None, language="en", skill="billing", reason=None
        )
        call.case_id, case.climbed = case.id, 3
    assert "Sari contact 3 bills English" in board(supervisor, "waiting")


def test_past_the_target_a_caller_is_late(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari", waited=20)
    hotline.phones("Made", waited=21)
    waiting = board(supervisor, "waiting")
    assert "Made bills English 0:21 late" in waiting
    assert "Sari bills English 0:20 on time" in waiting


def test_rungs_say_what_they_did(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari", waited=61)
    hotline.office.board.tick(hotline.now)
    waiting = board(supervisor, "waiting")
    assert "Sari bills English 1:01 late step 3: supervisor asked" in waiting
    assert 'title="wider search, moved up, supervisor asked"' in supervisor.get("/board").text


@pytest.mark.parametrize(("spoken", "shown"), [(True, "name as spoken"), (False, "unknown")])
def test_a_caller_whose_name_was_not_understood(
    hotline: Hotline, supervisor: Visitor, spoken: bool, shown: str
) -> None:
    hotline.phones(None, spoken=spoken)
    assert f"{shown} bills English" in board(supervisor, "waiting")


def test_a_call_that_rings_shows_whom_it_rings(hotline: Hotline, supervisor: Visitor) -> None:
    putu = hotline.person("Putu")
    hotline.ready(putu)
    _, offer = hotline.phones("Sari")
    assert offer
    assert "Sari bills English 0:00 on time ringing Putu" in board(supervisor, "waiting")
    assert "Putu ready since 15:00 ringing 0:00 Sari bills" in board(supervisor, "agents")


def test_a_call_from_offer_to_wrap_up(hotline: Hotline, supervisor: Visitor) -> None:
    putu = hotline.person("Putu")
    hotline.ready(putu)
    assert "Putu ready since 15:00 free 0:00" in board(supervisor, "agents")
    call, offer = hotline.phones("Sari")
    assert offer
    hotline.office.board.accept(call, offer.agent, offer.token, hotline.now)
    assert "talking 0:00 Sari bills" in board(supervisor, "agents")
    assert "Nobody is waiting." in board(supervisor, "waiting")
    hotline.office.board.retire(offer.agent, hotline.now)
    assert "leaves after this call" in board(supervisor, "agents")
    hotline.connects(str(putu.id))
    hotline.hangs_up(call)
    assert "finishing notes 0:00" in board(supervisor, "agents")


def test_an_agent_who_declined_is_pausing(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.ready(hotline.person("Putu"))
    call, offer = hotline.phones("Sari")
    assert offer
    hotline.office.board.decline(call, offer.agent, offer.token, Cause.DECLINED, hotline.now)
    assert "pausing 0:00" in board(supervisor, "agents")


def test_what_an_agent_chose_and_what_is_known_are_two_things(
    hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.chooses(hotline.person("Putu"), "ready")
    hotline.chooses(hotline.person("Made"), "break")
    agents = board(supervisor, "agents")
    assert "Made break since 15:00 away" in agents
    assert "Putu ready since 15:00 phone not connected" in agents


def test_an_agent_whom_the_records_do_not_know_is_shown_all_the_same(
    hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.connects("stranger")
    assert "Agent stranger not in the records free" in board(supervisor, "agents")


def test_a_call_that_the_records_have_closed_keeps_its_name(
    hotline: Hotline, supervisor: Visitor
) -> None:
    call_id, _ = hotline.phones("Sari")
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        calls.close(session, call, "abandoned", hotline.now)
    assert "Sari bills" in board(supervisor, "waiting")


def test_numbers_of_today_with_their_definitions(hotline: Hotline, supervisor: Visitor) -> None:
    putu = hotline.person("Putu")
    yesterday = AFTERNOON - 24 * 3600
    for joined, wait in (
        (yesterday, 5),
        (AFTERNOON - 600, 10),
        (AFTERNOON - 500, 30),
        (AFTERNOON - 400, 20),
    ):
        hotline.talked(putu, joined, wait)
    left, _ = hotline.phones("Eka", waited=90)
    hotline.hangs_up(left)
    hotline.phones("Sari", waited=75)
    hotline.phones("Made", waited=5)
    figures = board(supervisor, "figures")
    assert "Waiting now 2 1 late" in figures
    assert "Longest wait now 1:15" in figures
    assert (
        "Level of service 50% answered within 20 s, or the target of their skill, ÷ (answered + abandoned after that)"
        in figures
    )
    assert "Average speed of answer 0:20 wait of answered calls" in figures
    assert "Longest wait today 1:30 until the answer or the end" in figures
    assert "Answered 3 of 6 offered" in figures
    assert "Abandonment 17% 1 hung up while waiting; without those under 5 s" in figures
    assert "Transfers 0% 0 of today\u2019s talks, as a share of talks that ended" in figures


def test_the_day_begins_at_midnight_where_the_hotline_is(
    hotline: Hotline, supervisor: Visitor
) -> None:
    putu = hotline.person("Putu")
    midnight = AFTERNOON - 15 * 3600
    hotline.talked(putu, midnight - 1, 3)
    assert "0 of 0 offered" in board(supervisor, "figures")
    hotline.talked(putu, midnight, 3)
    assert "1 of 1 offered" in board(supervisor, "figures")


HOSTILE = (
    "<script>alert(1)</script>\r\n\n event: over \"' onload=x {{ 7 * 7 }} { $x } \u2028 \u202e"
)


def test_hostile_names_are_only_text(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.ready(hotline.person(HOSTILE))
    hotline.phones(HOSTILE)
    hotline.phones(HOSTILE)
    page = supervisor.get("/board").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 8
    assert "{{ 7 * 7 }} { $x }" in page


def test_hostile_logins_and_hotlines_are_only_text(visitor: Visitor) -> None:
    page = visitor.sign_in('"><script>alert(1)</script>', "x")
    assert "<script>alert" not in page.text


def test_time_and_words_in_indonesian(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.ready(hotline.person("Putu"))
    hotline.phones("Sari", waited=3)
    supervisor.post("/language", language="id")
    assert "Putu siap sejak 15.00 berdering" in board(supervisor, "agents")
    assert "Sari tagihan Inggris 0:03 tepat waktu berdering di Putu" in board(supervisor, "waiting")


def test_an_unreachable_database_is_told_kindly(
    hotline: Hotline, supervisor: Visitor, records_file: Path, tmp_path: Path
) -> None:
    hotline.office.store.close()
    records_file.rename(tmp_path / "elsewhere.db")
    records_file.mkdir()
    page = supervisor.get("/board")
    records_file.rmdir()
    assert page.status_code == 503
    assert "Calls go on." in page.text


def test_a_clock_that_stands_still_is_what_waits_are_measured_by(
    hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.phones("Sari")
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 3723
    page = supervisor.get("/board").text
    assert "Sari bills English 1:02:03 late" in section(page, "waiting")
    assert f'data-since="{AFTERNOON}"' in page
