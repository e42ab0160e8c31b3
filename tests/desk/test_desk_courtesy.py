"""Measures over many talks: an agent's own, the trends of all, and nothing unknown as zero."""

import re
from collections.abc import Mapping

import pytest

from desk.calls.measured import MEASURES
from desk.plot import plotted
from records.models import Person
from tests.desk.calls_to_read import CONVERSATION, Archive
from tests.desk.people_at_the_desk import Hotline, Visitor, main

DAY = 86400.0


def known(value: float) -> Mapping[str, object]:
    return {"state": "known", "value": value, "evidence": []}


UNKNOWN: Mapping[str, object] = {"state": "unknown", "value": None, "evidence": []}
NOT_DUE: Mapping[str, object] = {"state": "not-due", "value": None, "evidence": []}


def measured(archive: Archive, agent: Person, ago: float, **measures: Mapping[str, object]) -> None:
    """A talk of the agent's, so many seconds ago."""
    call = archive.call("Sari", agent, ago=ago)
    archive.written(archive.recorded(call), CONVERSATION, measures=measures)


def row(page: str, name: str) -> str:
    """What a reader sees of one measure."""
    found = re.search(rf"<tr[^>]*>\s*<th[^>]*>(?:<bdi>)?{name}.*?</tr>", page, re.DOTALL)
    assert found
    return main("<main>" + found[0]).removeprefix("<main>").strip()


def test_an_agents_own_measures_of_thirty_days(
    archive: Archive, agent: Visitor, putu: Person, hotline: Hotline
) -> None:
    measured(archive, putu, DAY, greeting=known(1), longest_silence=known(4), apology=NOT_DUE)
    measured(archive, putu, 2 * DAY, greeting=known(0), longest_silence=UNKNOWN, apology=UNKNOWN)
    measured(archive, putu, 3 * DAY, greeting=UNKNOWN, longest_silence=known(5), apology=UNKNOWN)
    measured(archive, putu, 31 * DAY, greeting=known(1))
    measured(archive, hotline.person("Made"), DAY, greeting=known(1))
    page = agent.get("/courtesy").text
    assert "last 30 days: 3 measured." in page
    assert row(page, "Greeting").endswith("sentences. 50% known in 2 talks, 1 unknown")
    assert row(page, "Longest silence").endswith("4.5 s known in 2 talks, 1 unknown")
    assert row(page, "Apology").endswith("unknown known in 0 talks, 2 unknown, does not apply in 1")
    assert row(page, "Please").endswith("once. \u2013 known in 0 talks")
    assert page.count('href="/calls/') == 3
    assert "Made" not in page


def test_every_measure_has_its_definition_beside_it(
    archive: Archive, agent: Visitor, supervisor: Visitor, putu: Person
) -> None:
    measured(archive, putu, DAY, greeting=known(1))
    for reader in (agent, supervisor):
        page = reader.get("/courtesy").text
        assert len(re.findall(r"<td[^>]*means faint|<p class=\"help\">.{20}", page)) == len(
            MEASURES
        )


@pytest.mark.parametrize("who", ["agent", "supervisor"])
def test_nothing_measured_says_what_to_do(who: str, request: pytest.FixtureRequest) -> None:
    page = main(request.getfixturevalue(who).get("/courtesy").text)
    assert "Nothing has been measured yet. Measures appear when" in page


def test_trends_by_agent_and_week(
    archive: Archive, supervisor: Visitor, putu: Person, hotline: Hotline
) -> None:
    """It is a Friday: three days ago is this week, four days and more were another."""
    made = hotline.person("Made")
    measured(archive, putu, 3 * DAY, greeting=known(1))
    measured(archive, putu, 5 * DAY, greeting=known(0))
    measured(archive, putu, 6 * DAY, greeting=UNKNOWN)
    measured(archive, made, 6 * DAY, greeting=known(1))
    measured(archive, made, 3 * DAY, greeting=NOT_DUE)
    measured(archive, made, 60 * DAY, greeting=known(1))
    page = supervisor.get("/courtesy").text
    greeting = page[page.index("measure-greeting") : page.index("measure-own-name")]
    assert re.findall(r'<th scope="col">([^<]+)', greeting)[-2:] == ["4 Jan", "11 Jan"]
    assert row(greeting, "All agents").endswith("50% 2 of 3 100% 1 of 1")
    assert row(greeting, "Putu").endswith("\u2013 0% 1 of 2 100% 1 of 1")
    assert row(greeting, "Made").endswith("\u2013 100% 1 of 1 does not apply")
    assert greeting.index("Made") < greeting.index("Putu")
    assert greeting.count("<circle") == 2


def test_trends_are_not_for_administrators(administrator: Visitor, visitor: Visitor) -> None:
    assert administrator.get("/courtesy").status_code == 403


def test_an_outsider_sees_no_measures(visitor: Visitor) -> None:
    assert visitor.get("/courtesy").location == "/sign-in"


def test_a_plot_has_gaps_where_nothing_is_known() -> None:
    plot = plotted([1.0, None, 0.5, 0.0], 1.0)
    assert [round(x) for x, _ in plot.points] == [4, 105, 156]
    assert [y for _, y in plot.points] == [4, 20, 36]
    assert plot.lines == ("105.3,20.0 156.0,36.0",)
    assert plotted([]).points == ()
    assert plotted([0.0]).points == ((4, 36),)
