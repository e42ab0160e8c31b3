"""Reports: the numbers of a period by day, skill and agent, with what they mean, and as a file."""

import csv
import io
import re
from datetime import date, timedelta

import pytest

from desk.reports.chart import HEIGHT, WIDTH, chart
from desk.reports.period import MOST_DAYS, Period, presets
from records import calls, cases
from records.models import Call, Person, Promise
from tests.desk.calls_to_read import Archive
from tests.desk.cases_on_record import Ledger
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, main, trail

TODAY = date(2027, 1, 15)
HOUR = 3600.0
NONE = "\u2013"


def of(**asked: str) -> tuple[str, str]:
    period = Period.of(asked, TODAY)
    return period.first.isoformat(), period.last.isoformat()


# The period


def test_the_last_week_unless_something_else_is_asked_for() -> None:
    assert of() == of(since="", until="soon") == ("2027-01-09", "2027-01-15")


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2027-01-10", "2027-01-12", ("2027-01-10", "2027-01-12")),
        ("2027-01-12", "2027-01-10", ("2027-01-10", "2027-01-12")),
        ("2027-01-12", "", ("2027-01-12", "2027-01-15")),
        ("", "2027-01-12", ("2027-01-12", "2027-01-12")),
        ("2027-01-14", "2027-02-20", ("2027-01-14", "2027-01-15")),
        ("2027-02-14", "2027-02-20", ("2027-01-15", "2027-01-15")),
        ("0001-01-01", "9999-12-31", ("2027-01-09", "2027-01-15")),
    ],
)
def test_any_days_make_a_period_that_has_been(
    since: str, until: str, days: tuple[str, str]
) -> None:
    assert of(since=since, until=until) == days


def test_a_period_is_no_longer_than_a_report_holds() -> None:
    period = Period.of({"since": "2026-01-01", "until": "2027-01-10"}, TODAY)
    assert period.cut
    assert (len(period.days), period.last) == (MOST_DAYS, date(2027, 1, 10))
    whole = period.first.isoformat()
    assert not Period.of({"since": whole, "until": "2027-01-10"}, TODAY).cut


def test_what_is_often_wanted() -> None:
    days = {name: (one.first, one.last) for name, one in presets(date(2027, 1, 1))}
    assert days["period-yesterday"] == (date(2026, 12, 31), date(2026, 12, 31))
    assert days["period-month"] == (date(2027, 1, 1), date(2027, 1, 1))
    assert days["period-last-month"] == (date(2026, 12, 1), date(2026, 12, 31))


# Plots


def test_a_plot_has_a_round_scale_and_leaves_gaps() -> None:
    drawn = chart([0.5, None, 1.0, 0.25], share=True)
    assert [spot.index for spot in drawn.spots] == [0, 2, 3]
    assert len(drawn.lines) == 1
    assert [value for value, _ in drawn.ticks] == [0, 0.5, 1]
    assert drawn.spots[1].y < drawn.spots[0].y < drawn.spots[2].y


@pytest.mark.parametrize(
    ("values", "kind", "top"),
    [
        ([0.012, 0.018], "share", 0.02),
        ([0.2, 0.9], "share", 1.0),
        ([0.0, 0.0], "share", 0.01),
        ([12.0, 25.0], "seconds", 30),
        ([100.0, 4000.0], "seconds", 7200),
        ([9000.0, 9100.0], "seconds", 10_000),
        ([3.0, 97.0], "count", 100),
        ([0.0, 1.0], "count", 2),
        ([0.0, 101.0], "count", 200),
    ],
)
def test_the_scale_fits_the_values(values: list[float], kind: str, top: float) -> None:
    drawn = chart(values, seconds=kind == "seconds", share=kind == "share")
    assert drawn.ticks[-1][0] == pytest.approx(top)
    assert all(0 <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT for spot in drawn.spots)


# The page


@pytest.fixture
def fortnight(archive: Archive, hotline: Hotline, putu: Person) -> Person:
    """Two calls today and two the day before; each that Putu took waited 20 s."""
    archive.call("Sari", putu, ago=HOUR)
    archive.call("Eka", ago=2 * HOUR, skill="delivery")  # hung up after 290 s
    archive.call("Rina", putu, ago=86400)
    archive.passed_on(archive.call("Budi", putu, ago=86400 + HOUR), hotline.person("Made"))
    return putu


def figures(page: str) -> dict[str, str]:
    found = re.findall(
        r'<div class="number ([a-z0-9-]+)"><dt>[^<]+</dt>\s*<dd class="value">([^<]+)<', page
    )
    return dict(found)


def row(page: str, name: str) -> list[str]:
    body = page[page.index("<tbody>") : page.index("</table>")]
    found = next(one for one in re.findall(r"<tr.*?</tr>", body, re.DOTALL) if name in one)
    cells = re.findall(r'<span class="(?:faint|amount)">([^<]*)</span>', found)
    return [str(cell) for cell in cells]


def test_the_whole_hotline_in_numbers(supervisor: Visitor, fortnight: Person) -> None:
    page = supervisor.get("/reports").text
    assert figures(page) == {
        "offered": "4",
        "answered": "3",
        "abandoned": "1",
        "abandonment": "25%",
        "service": "75%",
        "asa": "0:20",
        "longest-wait": "4:50",
        "handled": "4",
        "aht": "3:22",  # (270 + 270 + 260 + 10) / 4
        "occupancy": NONE,
        "transfer-rate": "25%",
        "callbacks": NONE,
        "fcr": NONE,
        "contacts": NONE,
        "transfers": "0.33",  # one in three calls with a talk
        "on-time": NONE,
        "rating": NONE,
        "supervisor": NONE,
        "supervisor-90": NONE,
    }
    assert (
        "Answered within 20 s, or the target of their skill, ÷ (answered + abandoned after that)."
        in main(page)
    )
    assert "Abandoned after 5 s ÷ (offered \u2212 those who hung up within 5 s)." in main(page)
    assert "Handling ÷ (handling + idle)." in main(page)
    assert "9\u201315 Jan 2027" in main(page)
    assert "Days as they are in Asia/Jakarta." in main(page)


def test_every_number_says_what_it_means(supervisor: Visitor, fortnight: Person) -> None:
    page = supervisor.get("/reports").text
    assert page.count('<dd class="means">') == len(figures(page)) == 19


def test_day_by_day(supervisor: Visitor, fortnight: Person) -> None:
    page = supervisor.get("/reports").text
    assert row(page, "Fri 15 Jan")[:7] == ["2", "1", "1", "50%", "50%", "0:20", "4:50"]
    assert row(page, "Thu 14 Jan")[:7] == ["2", "2", "0", "0%", "100%", "0:20", "0:20"]
    assert row(page, "Wed 13 Jan")[:4] == ["0", "0", "0", NONE]
    assert 'href="/calls?since=2027-01-14&amp;until=2027-01-14"' in page


def test_a_day_is_one_of_the_hotlines_zone(
    archive: Archive, supervisor: Visitor, hotline: Hotline
) -> None:
    clock = hotline.office.clock
    assert isinstance(clock, StandingClock)
    clock.time -= 14 * HOUR  # 01:00 in Jakarta, 18:00 of the day before in Greenwich
    archive.call("Sari", ago=1800)
    page = supervisor.get("/reports?since=2027-01-14&until=2027-01-15").text
    assert row(page, "Fri 15 Jan")[0] == "1"
    assert row(page, "Thu 14 Jan")[0] == "0"


def test_skill_by_skill(supervisor: Visitor, fortnight: Person) -> None:
    page = supervisor.get("/reports?by=skill").text
    assert row(page, "bills")[:5] == ["3", "3", "0", "0%", "100%"]
    assert row(page, "delivery")[:5] == ["1", "0", "1", "100%", "0%"]
    assert "s time at work can be divided by skills" in main(page)
    assert 'href="/calls?skill=billing&amp;since=2027-01-09&amp;until=2027-01-15"' in page


def test_agent_by_agent_by_name(supervisor: Visitor, hotline: Hotline, fortnight: Person) -> None:
    page = supervisor.get("/reports?by=agent").text
    assert row(page, "Putu")[0] == "3"
    assert row(page, "Made")[0] == "1"
    body = page[page.index("<tbody>") :]
    assert body.index("Made") < body.index("Putu")
    assert "Level of service" not in body[: body.index("</table>")]
    assert f'href="/calls?agent={fortnight.id}&amp;since' in page


def test_time_that_was_idle_lowers_occupancy(
    supervisor: Visitor, hotline: Hotline, archive: Archive, putu: Person
) -> None:
    clock = hotline.office.clock
    assert isinstance(clock, StandingClock)
    end, clock.time = clock.time, clock.time - 2 * HOUR
    hotline.chooses(putu, "ready")
    clock.time += HOUR
    hotline.chooses(putu, "signed-out")
    clock.time = end
    archive.call("Sari", putu, ago=2 * HOUR)  # 270 seconds of the hour in which Putu was ready
    page = supervisor.get("/reports?by=agent").text
    assert figures(page)["occupancy"] == "8%"
    assert row(page, "Putu")[2] == "8%"


def test_callbacks_that_were_kept(
    supervisor: Visitor, hotline: Hotline, archive: Archive, putu: Person
) -> None:
    states = ("kept", "kept", "missed", "open")
    found = [archive.call("Sari", number=f"+1555555012{n}") for n, _ in enumerate(states)]
    with hotline.office.store.transaction() as session:
        for call, state in zip(found, states, strict=True):
            session.add(
                Promise(
                    kind="callback",
                    call_id=call.id,
                    number=call.number,
                    person_id=putu.id,
                    made_at=call.started_at,
                    state=state,
                )
            )
    page = supervisor.get("/reports?by=agent").text
    assert figures(page)["callbacks"] == "67%"
    assert "4 promised: 2 kept, 1 missed" in main(page)
    assert row(page, "Putu")[-1] == "67%"


def test_how_the_hotline_kept_its_word(
    supervisor: Visitor, hotline: Hotline, ledger: Ledger, putu: Person
) -> None:
    boss = hotline.person("Made", role="supervisor")
    first, second = ledger.case(owner=putu, ago=HOUR), ledger.case(owner=putu, ago=HOUR)
    ledger.touched(first, "call")
    ledger.touched(second, "call", "letter")
    waited = [ledger.archive.call(agent=boss, ago=ago) for ago in (HOUR, 2 * HOUR)]
    ledger.rated(waited[0], 5, putu)
    ledger.rated(waited[1], 2, putu)
    ledger.promised(by=putu, due_in=-HOUR, done_in=-HOUR, state="kept")
    ledger.promised(by=putu, due_in=-HOUR)
    with hotline.office.store.transaction() as session:
        for case in (first, second):
            known = cases.by_id(session, case.id)
            assert known
            cases.confirm(session, known, hotline.now)
        for call, wish in zip(waited, (20, 12), strict=True):  # they are answered after 30 s
            known_call = session.get(Call, call.id)
            assert known_call
            calls.note(session, known_call, "supervisor-wanted", call.started_at + wish)
    page = supervisor.get("/reports").text
    shown = figures(page)
    names = ("fcr", "contacts", "on-time", "rating", "supervisor", "supervisor-90")
    assert [shown[name] for name in names] == ["50%", "1.5", "50%", "3.5", "0:10", "0:18"]
    for parts in ("1 of 2", "3 on 2", "2 answers", "2 callers"):
        assert parts in main(page)
    by_agent = supervisor.get("/reports?by=agent").text
    assert "Time to supervisor" not in by_agent[by_agent.index("<tbody>") :]
    (today,) = sheet_of(supervisor, "day", "2027-01-15")
    columns = ("Cases closed", "Closed at first contact", "Contacts per case", "Promises due")
    assert [today[name] for name in columns] == ["2", "1", "1.5", "2"]
    assert today["Time to supervisor, 90th (s)"] == "18"
    (billing,) = sheet_of(supervisor, "skill", "2027-01-15")
    assert billing["First contact resolution"] == "0.5"
    assert billing["Waits for a supervisor"] == "2"


def test_a_quiet_hotline_says_so(supervisor: Visitor) -> None:
    page = supervisor.get("/reports?by=skill")
    assert "There is nothing in these days. Choose other days." in main(page.text)
    assert '<svg class="chart"' not in page.text


def test_too_many_days_are_cut_and_it_is_told(supervisor: Visitor) -> None:
    page = main(supervisor.get("/reports?since=2020-01-01&until=2027-01-15").text)
    assert "A report holds 92 days at most" in page
    assert page.count(" Jan 0 0 0") == 15


def test_a_plot_for_each_number_that_has_one(supervisor: Visitor, fortnight: Person) -> None:
    page = supervisor.get("/reports").text
    assert page.count('role="img" aria-label="') == len(re.findall('<svg class="chart"', page)) > 8
    assert "Level of service day by day. The table has the numbers." in page
    assert "<title>Thu 14 Jan: 100%</title>" in page
    assert "style=" not in page


def test_a_report_in_indonesian(supervisor: Visitor, fortnight: Person) -> None:
    supervisor.post("/language", language="id", back="/reports")
    page = main(supervisor.get("/reports").text)
    assert (
        "Dijawab dalam 20 dtk, atau target keahliannya, ÷ (dijawab + menutup telepon setelah itu)."
        in page
    )
    assert "Jum, 15 Jan" in page


# As a file


def sheet_of(visitor: Visitor, by: str, since: str = "2027-01-14") -> list[dict[str, str]]:
    answer = visitor.get(f"/reports.csv?by={by}&since={since}&until=2027-01-15")
    name = f"{by}-{since}-2027-01-15.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_a_table_to_take_along(supervisor: Visitor, fortnight: Person, hotline: Hotline) -> None:
    yesterday, today = sheet_of(supervisor, "day")
    assert (yesterday["Day"], today["Day"]) == ("2027-01-14", "2027-01-15")
    counts = ("Offered", "Answered", "Answered in target", "Abandoned", "Abandonment", "ASA (s)")
    assert [today[name] for name in counts] == ["2", "1", "1", "1", "0.5", "20"]
    assert [yesterday[name] for name in ("Transfers", "Transfer rate")] == ["1", "0.3333"]
    assert [line["Skill"] for line in sheet_of(supervisor, "skill")] == ["bills", "delivery"]
    assert [line["Agent"] for line in sheet_of(supervisor, "agent")] == ["Made", "Putu"]
    reported = [deed.details for deed in trail(hotline) if deed.deed == "reported"]
    assert reported[-1] == {"by": "day", "days": 2}


def test_an_agents_name_computes_nothing(
    archive: Archive, supervisor: Visitor, hotline: Hotline
) -> None:
    archive.call("Sari", hotline.person("=1+1"))
    assert [line["Agent"] for line in sheet_of(supervisor, "agent")] == ["'=1+1"]


# For whom


@pytest.mark.parametrize("path", ["/reports", "/reports.csv"])
def test_reports_are_not_for_everybody(
    visitor: Visitor, agent: Visitor, administrator: Visitor, path: str
) -> None:
    assert visitor.get(path).location == "/sign-in"
    assert agent.get(path).status_code == 403
    assert administrator.get(path).status_code == 200


def test_any_address_leads_to_a_report(supervisor: Visitor) -> None:
    for asked in ("since=%00&until=9", "by=' or 1=1", "since=2027-13-45", "since=99999-01-01"):
        assert supervisor.get(f"/reports?{asked}").status_code == 200
    long_ago = (TODAY - timedelta(days=9000)).isoformat()
    assert supervisor.get(f"/reports?since={long_ago}&until={long_ago}").status_code == 200
