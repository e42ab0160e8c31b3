"""Which processes make up a hotline."""

import pytest

from sapa import household
from sapa.errors import SettingsError
from sapa.wiring import Works
from tests.sapa.works import MakeWorks


def test_everything_is_started_in_the_order_in_which_it_is_needed(make_works: MakeWorks) -> None:
    settings = make_works("").settings.model_copy(update={"port": 0})
    with household.listen(settings) as listener:
        children = household.children(settings, listener, ["--agents", "2"])
    names = [child.name for child in children]
    assert names == ["redis", "web-1", "web-2", "calls", "transcripts", "clock", "simulator"]


def test_with_stores_and_a_network_of_ones_own_neither_is_brought_along(
    works: Works,
) -> None:
    settings = works.settings.model_copy(update={"port": 0})
    with household.listen(settings) as listener:
        names = {child.name for child in household.children(settings, listener, None)}
    assert names.isdisjoint({"redis", "simulator"})


def test_a_port_that_is_taken_is_said_in_one_line(works: Works) -> None:
    settings = works.settings.model_copy(update={"port": 0})
    with household.listen(settings) as listener:
        taken = settings.model_copy(update={"port": listener.getsockname()[1]})
        with pytest.raises(SettingsError, match=r"SAPA_PORT=\d+: .* must be a free port"):
            household.listen(taken)
