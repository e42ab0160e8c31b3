"""The live page's stream: sections as they change, for those who may see them."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta

import pytest
import redis
from flask import Flask
from jinja2 import Environment

from desk.drawing import Drawing
from desk.live.engine import Full, Live
from desk.live.parts import BOARD, WALL
from desk.live.picture import Picture
from desk.live.posts import Post
from desk.live.stream import desk_messages, message
from desk.office import Office
from queueing.keys import EVENTS, Keys
from records import people
from records.models import Person
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, Watched

_COUNTS = ("figures", "lines", "tabs")


@contextmanager
def watching(visitor: Visitor) -> Iterator[Watched]:
    watched = visitor.watch()
    try:
        yield watched
    finally:
        watched.close()


def first(watched: Watched, part: str) -> str:
    return watched.until(lambda event, _: event == part)


def test_a_stream_begins_with_the_whole_page(supervisor: Visitor) -> None:
    page = supervisor.get("/board").text
    with watching(supervisor) as watched:
        events = watched.events()
        begun = dict(next(events) for _ in (*BOARD, "pulse"))
    for part in BOARD:
        assert begun[part].strip() in page.replace("\r", "")
    assert begun["pulse"] == "1800000000.000"


def test_the_wall_has_a_stream_of_its_own(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari")
    with closing(Watched(supervisor.client.get("/wall/events", buffered=False))) as watched:
        events = watched.events()
        begun = dict(next(events) for _ in (*WALL, "pulse"))
    assert begun.keys() == {*WALL, "pulse"}
    assert "Sari" not in "".join(begun.values())


def test_a_change_on_the_board_is_sent_at_once(hotline: Hotline, watched: Watched) -> None:
    assert "Nobody is waiting." in first(watched, "waiting")
    call, _ = hotline.phones("Sari")
    gone, came = json.loads(first(watched, "rows"))
    assert gone == ["waiting", "nobody", None, None]
    assert came[:3] == ["waiting", call, None]
    assert ">Sari<" in came[3]
    hotline.ready(hotline.person("Putu"))
    assert ">Sari<" in watched.until(lambda _, data: "ringing Putu" in data)
    hotline.hangs_up(call)
    assert "Nobody is waiting." in watched.until(lambda _, data: "Nobody is" in data)


def test_only_what_changed_is_sent(hotline: Hotline, watched: Watched) -> None:
    events = watched.events()
    hotline.phones("Made", waited=5)
    while ">Made<" not in next(events)[1]:
        pass
    while next(events)[0] != "pulse":
        pass
    sari, _ = hotline.phones("Sari")
    news: list[tuple[str, str]] = []
    while not news or ">Sari<" not in news[-1][1]:
        news.append(next(events))
    assert {event for event, _ in news} <= {"pulse", "rows", "waiting-head", *_COUNTS}
    assert [row[:3] for row in json.loads(news[-1][1])] == [["waiting", sari, None]]


def test_a_status_chosen_away_from_the_board_shows_too(hotline: Hotline, watched: Watched) -> None:
    assert "No agent is on duty." in first(watched, "agents")
    hotline.chooses(hotline.person("Made"), "break")
    assert ">Made<" in first(watched, "rows")


def test_a_caller_becomes_late_as_time_passes(hotline: Hotline, watched: Watched) -> None:
    hotline.phones("Sari")
    assert "on time" in watched.until(lambda _, data: ">Sari<" in data)
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 21
    assert "late" in watched.until(lambda _, data: ">Sari<" in data)


@pytest.mark.parametrize("loss", ["trimmed", "emptied"])
def test_after_a_gap_the_page_is_whole_again(
    hotline: Hotline, supervisor: Visitor, watched: Watched, server: redis.Redis, loss: str
) -> None:
    hotline.phones("Sari")
    watched.until(lambda _, data: ">Sari<" in data)
    if loss == "trimmed":
        server.delete(Keys("test")(EVENTS))
    else:
        server.flushall()
    hotline.phones("Made")
    watched.until(lambda _, data: ">Made<" in data)
    with watching(supervisor) as another:
        assert (">Sari<" in first(another, "waiting")) == (loss == "trimmed")


def test_the_stream_goes_on_when_the_board_comes_back(
    hotline: Hotline, watched: Watched, server: redis.Redis
) -> None:
    first(watched, "waiting")
    server.set(Keys("test")("calls"), "not a sorted set")
    server.client_kill_filter(_type="normal", skipme=True)
    server.delete(Keys("test")("calls"))
    hotline.phones("Sari")
    assert ">Sari<" in watched.until(lambda _, data: ">Sari<" in data)


def test_two_readers_are_told_in_their_own_languages(
    app: Flask, hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.person("Ketut", role="administrator", login="ketut")
    other = Visitor(app.test_client())
    other.post("/language", language="id")
    other.sign_in("ketut")
    with watching(supervisor) as english, watching(other) as indonesian:
        hotline.phones("Sari")
        assert "on time" in english.until(lambda _, data: ">Sari<" in data)
        assert "tepat waktu" in indonesian.until(lambda _, data: ">Sari<" in data)


def test_the_stream_ends_when_its_reader_signs_out(supervisor: Visitor) -> None:
    with watching(supervisor) as watched:
        first(watched, "waiting")
        supervisor.post("/sign-out")
        assert first(watched, "over") == ""
        assert list(watched.events()) == []


def test_the_stream_ends_when_its_session_is_too_old(app: Flask, watched: Watched) -> None:
    first(watched, "waiting")
    app.permanent_session_lifetime = timedelta(seconds=-1)
    assert first(watched, "over") == ""


def test_the_stream_ends_when_its_reader_may_no_longer_see_the_board(
    hotline: Hotline, visitor: Visitor
) -> None:
    wayan = hotline.person("Wayan", role="supervisor", login="wayan")
    visitor.sign_in("wayan")
    with watching(visitor) as watched:
        first(watched, "waiting")
        hotline.becomes(wayan, "agent")
        assert first(watched, "over") == ""


def test_the_stream_ends_when_the_password_is_changed_elsewhere(
    hotline: Hotline, supervisor: Visitor
) -> None:
    with watching(supervisor) as watched:
        first(watched, "waiting")
        with hotline.office.store.transaction() as session:
            wayan = people.by_login(session, "wayan")
            assert wayan
            people.set_password(wayan, "quite another")
        assert first(watched, "over") == ""


def test_the_desk_of_who_takes_no_calls_any_more_is_over(
    hotline: Hotline, agent: Visitor, putu: Person
) -> None:
    with closing(Watched(agent.client.get("/desk/events", buffered=False))) as watched:
        first(watched, "now")
        hotline.becomes(putu, "administrator")
        assert first(watched, "over") == ""


def test_asking_whether_there_is_a_stream_takes_none(office: Office, supervisor: Visitor) -> None:
    for _ in range(office.most_streams + 1):
        with supervisor.client.head("/board/events") as answer:
            assert answer.status_code == 200
    supervisor.post("/sign-out")
    assert supervisor.client.head("/board/events").location == "/sign-in"


def test_streams_leave_threads_for_the_webhooks(office: Office, supervisor: Visitor) -> None:
    with ExitStack() as open_pages:
        for _ in range(office.most_streams):
            open_pages.enter_context(watching(supervisor))
        assert supervisor.get("/board/events").status_code == 503
    with watching(supervisor) as watched:
        first(watched, "waiting")


def test_a_process_that_ends_ends_its_streams(office: Office) -> None:
    live = Live(office, Drawing(office, Environment()))  # noqa: S701  draws nothing
    live.join()
    editions = live.editions()
    assert next(editions)
    live.close()
    assert list(editions) == []
    with pytest.raises(Full):
        live.join()


def test_a_page_that_comes_later_is_not_shown_the_past(
    hotline: Hotline, supervisor: Visitor
) -> None:
    with watching(supervisor) as watched:
        first(watched, "waiting")
    hotline.phones("Sari")
    with watching(supervisor) as watched:
        assert ">Sari<" in watched.until(lambda _, data: ">Sari<" in data)


def test_a_desk_is_drawn_when_its_post_has_changed(office: Office, hotline: Hotline) -> None:
    putu, made = hotline.person("Putu"), hotline.person("Made")
    drawn: list[Post] = []

    def draw(post: Post, seen: Picture, language: str) -> Mapping[str, str]:
        drawn.append(post)
        return {"status": post.status, "clock": "the same"}

    live = Live(office, Drawing(office, Environment()))  # noqa: S701  draws nothing
    live.join()
    told = desk_messages(live.editions(), putu.id, draw, "en", lambda _: True)
    assert next(told).startswith("retry: ")
    assert next(told).startswith("event: status\ndata: signed-out\n\nevent: clock\n")
    hotline.chooses(made, "break")
    hotline.chooses(putu, "ready")
    changed = next(news for news in told if "status" in news)
    live.close()
    assert changed.startswith("event: status\ndata: ready\n\nevent: pulse\n")
    assert [post.status for post in drawn] == ["signed-out", "ready"]
    assert {post.person for post in drawn} == {putu.id}


def test_the_desk_of_somebody_who_left_is_over(office: Office, hotline: Hotline) -> None:
    putu = hotline.person("Putu")
    with office.store.transaction() as session:
        gone = people.by_id(session, putu.id)
        assert gone
        gone.left_at = hotline.now
    live = Live(office, Drawing(office, Environment()))  # noqa: S701  draws nothing
    live.join()
    told = desk_messages(live.editions(), putu.id, lambda *_: {}, "en", lambda _: True)
    assert [*told][-1] == message("over", "")
    live.close()


def test_streams_are_neither_stored_nor_held_back(supervisor: Visitor) -> None:
    with watching(supervisor) as watched:
        headers = watched.response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Accel-Buffering"] == "no"
        assert headers["Content-Type"].startswith("text/event-stream")


def test_no_line_of_a_message_can_pass_for_another() -> None:
    sent = message("waiting", "one\r\n\nevent: over\rdata: x\u2028id: 1")
    assert sent.startswith("event: waiting\ndata: one\n")
    assert all(line.startswith("data: ") for line in re.split("[\r\n]", sent)[1:] if line)
    rows = '[["waiting","1",null,"Sari\u2028\x0b\x85"]]'
    assert message("rows", rows) == f"event: rows\ndata: {rows}\n\n", "JSON stays on its line"
    assert message("over", "") == "event: over\ndata: \n\n"
