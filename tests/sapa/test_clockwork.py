"""The clock process: any number may turn, trouble does not stop it."""

from pathlib import Path

import pytest
import redis
from structlog.testing import capture_logs

from queueing.model import Agent, Need
from sapa.clockwork import Clockwork, Round
from sapa.wiring import Works
from tests.sapa.works import MakeWorks


def test_a_round_is_claimed_by_one_of_many(redis_url: str) -> None:
    servers = [redis.Redis.from_url(redis_url) for _ in range(3)]
    claims = [Round("agree", every=60.0).mine(server) for server in servers]
    assert claims == [True, False, False]


def test_what_is_due_on_the_board_is_put_in_line_as_a_job(works: Works) -> None:
    now = works.clock.now()
    works.board.join("call", Need("en"), now - 60, now - 60)
    works.board.ready(Agent("1", ("en",)), now - 60, now + 600, 5.0)  # an offer nobody delivered
    Clockwork(works).turn()
    assert works.redis.llen("rq:queue:calls") > 0


def test_a_store_that_is_away_is_logged_and_tried_again(
    tmp_path: Path, make_works: MakeWorks
) -> None:
    made = make_works(f"unix://{tmp_path / 'nobody.sock'}")
    with capture_logs() as logged:
        Clockwork(made).turn()
    assert [entry["event"] for entry in logged] == ["clock_hindered"]


@pytest.mark.parametrize("name", ["agree", "compare"])
def test_rounds_of_different_names_do_not_hinder_each_other(redis_url: str, name: str) -> None:
    server = redis.Redis.from_url(redis_url)
    Round("other", every=60.0).mine(server)
    assert Round(name, every=60.0).mine(server)
