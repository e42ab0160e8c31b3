"""A hotline that is really served, or its desk alone with a clock that stands still; made anew for
every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Visitors
from tests.browser.house import House, Processes, opened
from tests.browser.seats import Desk, Seated
from tests.desk import conftest as at_the_desk

address = at_the_desk.address
app = at_the_desk.app
archive = at_the_desk.archive
compiled = at_the_desk.compiled
compiled_store = at_the_desk.compiled_store
hotline = at_the_desk.hotline
ledger = at_the_desk.ledger
migrated_file = at_the_desk.migrated_file
office = at_the_desk.office
putu = at_the_desk.putu
records_file = at_the_desk.records_file
server = at_the_desk.server
shelf = at_the_desk.shelf
side = at_the_desk.side
store = at_the_desk.store


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    with Processes() as processes:
        yield processes


@pytest.fixture
def house(processes: Processes, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    with opened(processes, folder) as house:
        yield house


@pytest.fixture
def seated(house: House, visitors: Visitors) -> Seated:
    """Seats an agent of this name, who knows of these skills, at a desk; connected and ready."""

    def seat(name: str, *skills: str) -> Desk:
        person = house.person(name, "agent", *skills)
        desk = Desk(house.comes(person, visitors(), "/desk"))
        desk.takes_place()
        return desk

    return seat
