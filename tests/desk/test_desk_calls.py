"""The list of calls: newest first, searched by what was said, each reader's own."""

import csv
import io
import re

import pytest
from sqlalchemy import Engine, event

from records.models import Person
from tests.desk.calls_to_read import CONVERSATION, Archive, spaced
from tests.desk.people_at_the_desk import Hotline, Visitor, main, trail

NUMBER = "+15555550123"


def finds(visitor: Visitor, **form: str) -> str:
    """The page that a search leads to."""
    answer = visitor.post("/calls", **form)
    return (visitor.get(answer.location) if answer.status_code == 303 else answer).text


def test_an_empty_list_says_what_to_do(supervisor: Visitor) -> None:
    page = main(supervisor.get("/calls").text)
    assert "There is no call yet. Calls appear here as soon as they come in." in page
    assert "No recording waits to be written down." in page


def test_calls_stand_newest_first_with_all_that_is_known(
    archive: Archive, putu: Person, supervisor: Visitor
) -> None:
    archive.written(archive.recorded(archive.call("Sari", putu, ago=3600)), CONVERSATION)
    archive.works(archive.recorded(archive.call("Budi", putu, ago=60, honorific="Bapak")), 0.4)
    page = main(supervisor.get("/calls").text)
    assert "15 Jan 2027, 14:59 Bapak Budi bills Putu answered 0:20 5:00 working, 40%" in page
    assert "15 Jan 2027, 14:00 Sari bills Putu answered 0:20 5:00 done" in page
    assert page.index("Budi") < page.index("Sari")


@pytest.mark.parametrize(
    ("problem", "said"), [("no-model", "failed: no model"), ("strange", "failed: unknown reason")]
)
def test_a_failure_says_why(
    archive: Archive, supervisor: Visitor, putu: Person, problem: str, said: str
) -> None:
    archive.fails(archive.recorded(archive.call("Sari", putu)), problem)
    assert said in main(supervisor.get("/calls").text)


def test_a_message_is_marked(archive: Archive, supervisor: Visitor) -> None:
    archive.waits(archive.recorded(archive.call("Sari"), "message"))
    page = main(supervisor.get("/calls").text)
    assert "Sari bills nobody hung up 4:50 5:00 message waiting" in page
    assert "1 recording waits to be written down, 0 are being worked on." in page
    assert "The oldest has waited since 15 Jan 2027, 15:00." in page


def test_a_language_without_a_model_is_told(supervisor: Visitor) -> None:
    page = main(supervisor.get("/calls").text)
    assert "There is no speech model for Indonesian" in page
    assert "model for English" not in page


def test_what_is_said_is_found_and_marked_where_it_is(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    archive.written(archive.recorded(archive.call("Sari", putu)), CONVERSATION)
    archive.written(archive.recorded(archive.call("Eka", putu)), [(0, spaced("where is it", 1))])
    page = supervisor.post("/calls", words='"call you back" fou*')
    assert "Sari" in main(page.text)
    assert "Eka" not in main(page.text)
    assert "<mark>call</mark> <mark>you</mark> <mark>back</mark> at <mark>four</mark>" in page.text
    assert re.search(r'href="/calls/[0-9a-f]{32}#u\d+"', page.text)
    assert "Nothing was found. Try fewer words" in main(
        supervisor.post("/calls", words="elephant").text
    )


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("customer", "0123", {"Sari"}),
        ("customer", "sar", {"Sari"}),
        ("skill", "delivery", {"Eka"}),
        ("until", "2027-01-14", {"Eka"}),
        ("since", "2027-01-15", {"Sari"}),
        ("since", "yesterday", {"Sari", "Eka"}),
        ("agent", "putu", {"Sari", "Eka"}),
        ("agent", "9" * 30, {"Sari", "Eka"}),
        ("after", "0 or 1=1", {"Sari", "Eka"}),
    ],
)
def test_calls_are_found_by_more_than_main(
    archive: Archive, supervisor: Visitor, field: str, value: str, names: set[str]
) -> None:
    archive.call("Sari", number=NUMBER)
    archive.call("Eka", ago=86400, skill="delivery")
    shown = main(finds(supervisor, **{field: value}))
    assert {name for name in ("Sari", "Eka") if name in shown} == names


def test_calls_are_found_by_their_agent(
    archive: Archive, supervisor: Visitor, hotline: Hotline, putu: Person
) -> None:
    archive.call("Sari", putu)
    archive.call("Eka", hotline.person("Made"))
    shown = main(finds(supervisor, agent=str(putu.id)))
    assert "Sari" in shown
    assert "Eka" not in shown


def test_fifty_calls_to_a_page(archive: Archive, supervisor: Visitor) -> None:
    for number in range(52):
        archive.call(f"Caller{number:02}", ago=60 * number)
    first = supervisor.get("/calls").text
    assert "Caller49" in first
    assert "Caller50" not in first
    assert "50 calls on this page" in main(first)
    after = re.search(r'name="after" value="([^"]+)"', first)
    assert after
    second = finds(supervisor, after=after[1])
    assert re.findall(r"Caller\d\d", second) == ["Caller50", "Caller51"]
    assert 'name="after"' not in second


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("outcome", "talked", {"Sari"}),
        ("outcome", "abandoned", {"Eka"}),
        ("outcome", "on-the-line", set()),
        ("outcome", "'; drop", {"Sari", "Eka"}),
        ("waited", "20", {"Eka"}),
        ("waited", "3600", set()),
        ("waited", "long", {"Sari", "Eka"}),
        ("transferred", "yes", {"Sari"}),
    ],
)
def test_calls_are_found_by_how_they_went(
    archive: Archive,
    supervisor: Visitor,
    putu: Person,
    hotline: Hotline,
    field: str,
    value: str,
    names: set[str],
) -> None:
    call = archive.call("Sari", putu)  # waited 20 s
    archive.passed_on(call, hotline.person("Made"))
    archive.call("Eka")  # hung up after 290 s
    shown = main(finds(supervisor, **{field: value}))
    assert {name for name in ("Sari", "Eka") if name in shown} == names


def test_a_search_without_words_has_an_address_to_come_back_to(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    archive.call("Sari", putu)
    answer = supervisor.post("/calls", agent=str(putu.id), skill="billing", waited="", words=" ")
    assert answer.location == f"/calls?agent={putu.id}&skill=billing"
    page = supervisor.get(answer.location).text
    assert "Sari" in main(page)
    assert f'<option value="{putu.id}" selected>' in page


def test_an_address_that_names_somebody_finds_everybody(
    archive: Archive, supervisor: Visitor
) -> None:
    archive.call("Sari")
    archive.call("Eka")
    page = main(supervisor.get("/calls?customer=sari&words=elephant").text)
    assert "Sari" in page
    assert "Eka" in page


def test_a_search_goes_on_to_its_second_page(archive: Archive, supervisor: Visitor) -> None:
    for number in range(51):
        archive.call(f"Sari{number:02}", ago=60 * number)
    archive.call("Eka", ago=60 * 60)
    first = supervisor.post("/calls", customer="sari").text
    fields = dict(re.findall(r'type="hidden" name="(customer|after)" value="([^"]+)"', first))
    assert re.findall(r"Sari\d\d", supervisor.post("/calls", **fields).text) == ["Sari50"]


def test_an_agent_sees_and_finds_own_calls_only(
    archive: Archive, agent: Visitor, putu: Person, hotline: Hotline
) -> None:
    made = hotline.person("Made")
    archive.written(archive.recorded(archive.call("Sari", putu)), CONVERSATION)
    archive.written(archive.recorded(archive.call("Eka", made)), CONVERSATION)
    archive.call("Rina")
    everything = (
        agent.get("/calls"),
        agent.post("/calls", words="bill"),
        agent.post("/calls", agent=str(made.id), customer="eka"),
    )
    for page in everything:
        assert "Eka" not in main(page.text)
        assert "Rina" not in main(page.text)
    assert all("Sari" in main(page.text) for page in everything[:2])
    assert 'name="agent"' not in everything[0].text


def test_an_administrator_sees_no_names_and_finds_nobody_by_them(
    archive: Archive, administrator: Visitor, putu: Person
) -> None:
    archive.written(archive.recorded(archive.call("Sari Dewi", putu)), CONVERSATION)
    archive.call("Eka")
    page = administrator.get("/calls").text
    assert "Sari" not in page
    assert "name hidden" in page
    assert 'name="customer"' not in page
    found = administrator.post("/calls", words="bill").text
    assert "sari" not in main(found).casefold()
    assert "<mark>bill</mark>" in found
    for name in ("sari", "sar*", '"is sari"', "SÁRI bill", '"is sar"*', "sar.*", "s'ar*"):
        assert "/calls/" not in administrator.post("/calls", words=name).text.partition("<tbody")[2]
    assert "2 calls" in main(administrator.post("/calls", customer="sari").text)


def test_a_long_list_is_read_with_as_few_questions_as_a_short_one(
    archive: Archive, administrator: Visitor
) -> None:
    asked: list[str] = []
    event.listen(Engine, "before_cursor_execute", note := lambda *told: asked.append(told[2]))
    counts = set()
    for number in range(0, 9, 3):
        for digit in range(number, number + 3):
            archive.call("Sari", number=f"{NUMBER}{digit}")
        asked.clear()
        administrator.get("/calls")
        counts.add(len(asked))
    event.remove(Engine, "before_cursor_execute", note)
    assert len(counts) == 1


def test_a_search_is_on_record_without_its_main(
    archive: Archive, supervisor: Visitor, hotline: Hotline, putu: Person
) -> None:
    archive.written(archive.recorded(archive.call("Sari", putu)), CONVERSATION)
    supervisor.get("/calls")
    supervisor.post("/calls")
    assert trail(hotline) == []
    supervisor.post("/calls", words="bill", customer="Sari")
    (deed,) = trail(hotline)
    assert (deed.deed, deed.subject) == ("searched", None)
    assert deed.details == {"calls": 1, "hits": 1}


def test_an_outsider_finds_nothing(visitor: Visitor) -> None:
    assert visitor.get("/calls").location == "/sign-in"
    assert visitor.post("/calls", words="bill").status_code == 401


def test_what_was_looked_for_is_never_in_an_address(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    archive.written(archive.recorded(archive.call("Sari", putu, number=NUMBER)), CONVERSATION)
    page = supervisor.post("/calls", words="bill", customer="Sari")
    addresses = " ".join(re.findall(r'(?:href|action|src)="([^"]+)"', page.text))
    assert "bill" not in addresses
    assert "Sari" not in addresses
    assert NUMBER[1:] not in page.text


def test_hostile_words_are_only_text(
    archive: Archive, supervisor: Visitor, hotline: Hotline
) -> None:
    hostile = "<script>alert(1)</script>"
    agent = hotline.person(hostile)
    sid = archive.recorded(archive.call(hostile, agent))
    archive.written(sid, [(0, spaced(f"hello {hostile}", 1))])
    page = supervisor.post("/calls", words=f"hello {hostile}").text
    assert "<script>alert" not in page
    assert supervisor.post("/calls", words='"((* OR NEAR' + "\x00" * 3).status_code == 200


def test_time_and_words_of_the_list_in_indonesian(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    archive.works(archive.recorded(archive.call("Sari", putu, ago=60)), 0.4)
    supervisor.post("/language", language="id", back="/calls")
    page = main(supervisor.get("/calls").text)
    assert "15 Jan 2027, 14.59 Sari tagihan Putu dijawab 0:20 5:00 dikerjakan, 40%" in page


# As a file


def rows_of(visitor: Visitor, **form: str) -> list[dict[str, str]]:
    answer = visitor.post("/calls.csv", **form)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calls.csv"'
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_what_was_found_is_a_table_to_take_along(
    archive: Archive, supervisor: Visitor, hotline: Hotline, putu: Person
) -> None:
    call = archive.call("Sari Dewi", putu, honorific="Ibu")
    archive.passed_on(call, hotline.person("Made"))
    archive.call("Eka", skill="delivery")
    (row,) = rows_of(supervisor, skill="billing")
    assert row == {
        "Began": "2027-01-15T14:00:00+07:00",
        "Call": call.id,
        "About": "bills",
        "Language": "en",
        "Agents": "Putu, Made",
        "Outcome": "answered",
        "Waited (s)": "20",
        "Talk (s)": "270",
        "On hold (s)": "0",
        "Notes (s)": "0",
        "Passed on": "1",
        "Length (s)": "300",
        "Caller": "Ibu Sari Dewi",
    }
    (deed,) = trail(hotline)
    assert (deed.deed, deed.details) == ("exported", {"form": "csv", "calls": 1})


def test_names_of_customers_are_taken_along_by_supervisors_alone(
    archive: Archive, agent: Visitor, administrator: Visitor, hotline: Hotline, putu: Person
) -> None:
    archive.call("Sari", putu)
    archive.call("Eka", hotline.person("Made"))
    (own,) = rows_of(agent)
    assert "Caller" not in own
    assert len(rows_of(administrator)) == 2
    assert "sari" not in administrator.post("/calls.csv").text.casefold()
    assert rows_of(administrator, words="sari") == []


@pytest.mark.parametrize(
    "name", ["=1+1", "+62", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "\n=1", "\uff1d1"]
)
def test_a_cell_computes_nothing(archive: Archive, supervisor: Visitor, name: str) -> None:
    archive.call(name)
    (row,) = rows_of(supervisor)
    assert row["Caller"] == f"'{name}"


def test_a_file_holds_more_than_a_page(archive: Archive, supervisor: Visitor) -> None:
    for number in range(52):
        archive.call(f"Caller{number:02}", ago=60 * number)
    assert len(rows_of(supervisor)) == 52


def test_an_outsider_takes_nothing_along(visitor: Visitor) -> None:
    assert visitor.post("/calls.csv").status_code == 401
