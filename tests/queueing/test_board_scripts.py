"""The scripts as source, and each of them called twice."""

import re
from collections.abc import Callable

import pytest
import redis

from queueing import keys
from queueing.board import Board
from queueing.constants import of_policy
from queueing.errors import ERRORS, BoardError
from queueing.keys import Keys
from queueing.model import Agent, Cause, Need, Offer, Pace, Talk
from queueing.policy import Matching, Policy
from queueing.results import Kind
from queueing.scripts import LUA, key_names, source, verbs

NOW = 1000.0
FILES = sorted(LUA.rglob("*.lua"))
VERBS = sorted(verbs())


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_is_named_by_the_number_of_its_keys(verb: str) -> None:
    assert verbs()[verb].stem == f"{verb}-{len(key_names(verb))}"


@pytest.mark.parametrize("verb", VERBS)
def test_a_header_says_what_goes_in_and_what_comes_out(verb: str) -> None:
    header = verbs()[verb].read_text()
    for line in ("--- @keys ", "--- ARGV: ", "--- result: ", "--- events: "):
        assert line in header


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_script_is_short(path: object) -> None:
    assert len((LUA / str(path)).read_text().splitlines()) < 120


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_includes_each_step_once(verb: str) -> None:
    text = source(verb, of_policy(Policy()))
    assert "@include" not in text
    defined = re.findall(r"^local function (\w+)", text, re.MULTILINE)
    assert len(defined) == len(set(defined))


def test_every_event_has_a_name_in_python() -> None:
    emitted = set(re.findall(r"emit\('(\w+)'", "".join(path.read_text() for path in FILES)))
    emitted |= {"missed", "declined"}  # told apart by the cause
    assert emitted == set(Kind)


def test_the_page_of_internals_knows_every_event_key_and_weight() -> None:
    page = (LUA.parent / "INTERNALS.md").read_text()
    held = [value for value in vars(keys).values() if isinstance(value, str)]
    names = [*Kind, *vars(Matching()), *(name for name in held if re.fullmatch(r"[a-z]+:?", name))]
    assert [name for name in names if not re.search(rf"\b{name}", page)] == []


def test_every_code_is_negative_and_means_one_error() -> None:
    codes = [error.code for error in ERRORS.values()]
    assert len(codes) == len(set(codes)) == len(BoardError.__subclasses__())
    assert max(codes) < 0


@pytest.mark.parametrize("bad", ["", "a b", "a}b", "a:b"])
def test_a_hotline_name_that_would_break_keys_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="hotline"):
        Keys(bad)


def busy_board(store: redis.Redis) -> tuple[Board, Offer]:
    """One talks to sari, one is offered to budi, two wait, wayan wraps up, made pauses."""
    board = Board(store, "test", Policy())
    for name in ("wayan", "made", "sari", "budi"):
        board.ready(Agent(name, ("id",)), NOW, NOW + 900, 60)
        offer = board.join(f"{name}'s", Need("id"), NOW, NOW)
        assert offer
        if name == "made":
            board.decline(offer.call, name, offer.token, Cause.BUSY, NOW)
            board.leave(offer.call, NOW)
        if name in {"wayan", "sari"}:
            board.accept(offer.call, name, offer.token, NOW)
        if name == "wayan":
            board.leave(offer.call, NOW)
    board.join("waiting", Need("id", "billing"), NOW, NOW)
    board.join("last", Need("id", "billing"), NOW, NOW)
    assert offer
    return board, offer


def going_on(call: str, agent: str) -> Talk:
    return Talk(call, Need("id"), NOW - 9, Agent(agent, ("id",)), "kept", NOW - 5)


ANI, WAYAN, BUDI = (Agent(name, ("id",)) for name in ("ani", "wayan", "budi"))
REPEATED: dict[str, Callable[[Board, Offer, float], object]] = {
    "join waiting": lambda b, _, now: b.join("new", Need("en"), NOW, now),
    "join offered": lambda b, o, now: b.join(o.call, Need("en"), NOW, now),
    "leave waiting": lambda b, _, now: b.leave("waiting", now),
    "leave offered": lambda b, o, now: b.leave(o.call, now),
    "leave talking": lambda b, _, now: b.leave("sari's", now),
    "rejoin": lambda b, _, now: b.rejoin("sari's", now),
    "rejoin, agent lost": lambda b, _, now: b.rejoin("sari's", now, agent_lost=True),
    "move up": lambda b, _, now: b.move_up("last", now),
    "give": lambda b, _, now: b.give("waiting", "sari", now),
    "hand over": lambda b, _, now: b.hand_over("sari's", ANI, now, NOW + 900, 60),
    "hand over, wrap-up": lambda b, _, now: b.hand_over("sari's", WAYAN, now, NOW + 900, 60),
    "hand over, offered": lambda b, _, now: b.hand_over("sari's", BUDI, now, NOW + 900, 60),
    "ready new": lambda b, _, now: b.ready(Agent("new", ("en",)), now, NOW + 900, 60),
    "ready taking": lambda b, _, now: b.ready(
        Agent("new", ("id",), {"billing": 1}), now, NOW + 900, 60
    ),
    "ready talking": lambda b, _, now: b.ready(Agent("sari", ("id",)), now, NOW + 900, 60),
    "ready paused": lambda b, _, now: b.ready(Agent("made", ("id",)), now, NOW + 900, 60),
    "ready wrapping": lambda b, _, now: b.ready(
        Agent("new", ("id",)), now, NOW + 900, 60, wrapping_until=NOW + 30
    ),
    "extend": lambda b, _, now: b.extend("wayan", now),
    "learn": lambda b, *_: b.learn({"billing": Pace(300, 60)}),
    "renew": lambda b, _, now: b.renew("sari", now, NOW + 950),
    "retire talking": lambda b, _, now: b.retire("sari", now),
    "retire offered": lambda b, _, now: b.retire("budi", now),
    "finish": lambda b, _, now: b.finish("wayan", now),
    "accept": lambda b, o, now: b.accept(o.call, o.agent, o.token, now),
    "decline": lambda b, o, now: b.decline(o.call, o.agent, o.token, Cause.DECLINED, now),
    "delivered": lambda b, o, now: b.delivered(o.token, now),
    "resume": lambda b, _, now: b.resume(going_on("new", "new"), now, NOW + 900, 60),
    "resume, wrap-up": lambda b, _, now: b.resume(going_on("new", "wayan"), now, NOW + 900, 60),
    "resume, offered": lambda b, _, now: b.resume(going_on("new", "budi"), now, NOW + 900, 60),
    "delivering": lambda b, o, now: b.delivering(o.token, now),
    "tick": lambda b, _, now: b.tick(now + 60),
}


@pytest.mark.parametrize("name", REPEATED)
def test_twice_is_once(
    store: redis.Redis, everything: Callable[[], dict[str, object]], name: str
) -> None:
    board, offer = busy_board(store)
    before = everything()
    REPEATED[name](board, offer, NOW + 1)
    once = everything()
    assert (once == before) == name.startswith(("join offered", "ready paused", "ready talking"))
    REPEATED[name](board, offer, NOW + 2)
    assert everything() == once


def test_a_repeated_verb_answers_the_open_offer_again(store: redis.Redis) -> None:
    board, offer = busy_board(store)
    assert board.join(offer.call, Need("id"), NOW, NOW + 1) == offer
    assert board.ready(Agent("budi", ("id",)), NOW + 1, NOW + 900, 60) == offer
    assert board.rejoin(offer.call, NOW + 1) == offer


def test_a_server_that_forgot_the_scripts_is_taught_them_again(store: redis.Redis) -> None:
    board, _ = busy_board(store)
    store.script_flush()
    assert board.leave("waiting", NOW).state == "waiting"


def test_hotlines_on_one_server_do_not_meet(store: redis.Redis, board: Board) -> None:
    Board(store, "other", Policy()).join("CA1", Need("id"), NOW, NOW)
    assert board.ready(Agent("sari", ("id",)), NOW, NOW + 900, 10) is None
    assert board.calls() == []


def test_all_keys_of_a_hotline_share_one_slot(
    store: redis.Redis, everything: Callable[[], dict[str, object]]
) -> None:
    busy_board(store)
    assert all(key.startswith("sapa:{test}:") for key in everything())


def test_an_emptied_board_leaves_no_keys_but_its_story(
    store: redis.Redis, everything: Callable[[], dict[str, object]]
) -> None:
    board, _ = busy_board(store)
    for call in board.calls():
        board.leave(call, NOW + 5)
    for name in board.agents():
        board.retire(name, NOW + 6)
    assert {key.rpartition(":")[2] for key in everything()} == {"events", "counters"}


def test_times_keep_every_digit(board: Board) -> None:
    now = 1_763_789_012.123_456_7
    board.join("CA1", Need("id"), now, now)
    offer = board.ready(Agent("sari", ("id",)), now, now + 900, 10.1)
    assert offer
    assert offer.deadline == now + 10.1
    assert board.snapshot().calls[0].arrived == now
