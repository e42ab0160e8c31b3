"""The live page's stream: sections as they change, for those who may see them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
import redis
from flask import Flask

from desk.live import PARTS, Full, Live
from desk.office import Office
from desk.stream import message
from queueing.keys import EVENTS, Keys
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, Watched


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
        begun = dict(next(events) for _ in (*PARTS, "pulse"))
    for part in PARTS:
        assert begun[part].strip() in page.replace("\r", "")
    assert begun["pulse"] == "1800000000.000"


def test_a_change_on_the_board_is_sent_at_once(hotline: Hotline, watched: Watched) -> None:
    assert "Nobody is waiting." in first(watched, "waiting")
    call, _ = hotline.phones("Sari")
    assert ">Sari<" in first(watched, "waiting")
    hotline.ready(hotline.person("Putu"))
    assert "ringing Putu" in watched.until(lambda _, data: "Putu" in data and ">Sari<" in data)
    hotline.hangs_up(call)
    assert "Nobody is waiting." in watched.until(lambda _, data: "Nobody" in data)


def test_only_what_changed_is_sent(hotline: Hotline, watched: Watched) -> None:
    events = watched.events()
    while next(events)[0] != "pulse":
        pass
    hotline.ready(hotline.person("Putu"))
    news: list[tuple[str, str]] = []
    while not news or "Putu" not in news[-1][1]:
        news.append(next(events))
    assert {event for event, _ in news} <= {"pulse", "agents"}


def test_a_status_chosen_away_from_the_board_shows_too(hotline: Hotline, watched: Watched) -> None:
    assert "No agent is on duty." in first(watched, "agents")
    hotline.chooses(hotline.person("Made"), "break")
    assert ">Made<" in first(watched, "agents")


def test_a_caller_becomes_late_as_time_passes(hotline: Hotline, watched: Watched) -> None:
    hotline.phones("Sari")
    assert "on time" in watched.until(lambda _, data: ">Sari<" in data)
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 21
    assert "late" in watched.until(lambda _, data: ">Sari<" in data)


@pytest.mark.parametrize("loss", ["trimmed", "emptied"])
def test_after_a_gap_the_page_is_whole_again(
    hotline: Hotline, watched: Watched, server: redis.Redis, loss: str
) -> None:
    hotline.phones("Sari")
    watched.until(lambda _, data: ">Sari<" in data)
    if loss == "trimmed":
        server.delete(Keys("test")(EVENTS))
    else:
        server.flushall()
    hotline.phones("Made")
    waiting = watched.until(lambda _, data: ">Made<" in data)
    assert (">Sari<" in waiting) == (loss == "trimmed")


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


def test_streams_leave_threads_for_the_webhooks(office: Office, supervisor: Visitor) -> None:
    with ExitStack() as open_pages:
        for _ in range(office.most_streams):
            open_pages.enter_context(watching(supervisor))
        assert supervisor.get("/board/events").status_code == 503
    with watching(supervisor) as watched:
        first(watched, "waiting")


def test_a_process_that_ends_ends_its_streams(office: Office) -> None:
    live = Live(office, lambda part, _picture, _language: part)
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


def test_streams_are_neither_stored_nor_held_back(supervisor: Visitor) -> None:
    with watching(supervisor) as watched:
        headers = watched.response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Accel-Buffering"] == "no"
        assert headers["Content-Type"].startswith("text/event-stream")


def test_no_line_of_a_message_can_pass_for_another() -> None:
    sent = message("waiting", "one\r\n\nevent: over\rdata: x\u2028id: 1")
    assert sent.startswith("event: waiting\ndata: one\n")
    assert all(line.startswith("data: ") for line in sent.splitlines()[1:] if line)
    assert message("over", "") == "event: over\ndata: \n\n"
