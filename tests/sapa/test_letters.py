"""The daily letter to management: once a day, with what did not get solved by itself."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from records import cases, customers, people
from records.models import Answer
from sapa.hotline_cases import Letter
from sapa.letters import Letters
from sapa.wiring import Works
from tests.sapa.works import MakeWorks

SEVEN = 1_800_014_400.0  # 07:00 in New York, 15 January 2027
NUMBER, NAME = "+622155509999", "Zyxwina"


class StandingClock:
    def __init__(self, time: float) -> None:
        self.time = time

    def now(self) -> float:
        return self.time


class Box(Message):
    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[EmailMessage] = []

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        self.letters.append(message)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(SEVEN)


@pytest.fixture
def works(make_works: MakeWorks, redis_url: str, clock: StandingClock) -> Works:
    works = make_works(redis_url)
    works.__dict__["clock"] = clock
    return works


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def posted(works: Works, box: Box) -> Iterator[Works]:
    """The same, with a mail server and somebody to write to."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    letter = Letter.model_validate({"to": ["manager@example.org"], "sender": "hotline@example.org"})
    hotline = works.hotline.model_copy(update={"letter": letter})
    given = {"smtp_url": f"smtp://127.0.0.1:{port}", "hotline": hotline}
    posted = Works(works.settings.model_copy(update=given))
    posted.__dict__["clock"] = works.clock
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield posted
    controller.stop()
    posted.close()


def trouble(works: Works) -> str:
    """The code of a case that has climbed to the manager."""
    with works.store.transaction() as session:
        known = customers.remember(session, NUMBER, at=SEVEN, name=NAME)
        putu = people.add(session, extension="101", name="Putu", at=SEVEN)
        case = cases.open_case(
            session,
            SEVEN - 90_000,
            customer=known,
            language="en",
            skill=works.hotline.skills[0].key,
            reason=f"{NAME} again",
            due_at=SEVEN - 60,
            owner=putu,
        )
        case.climbed = 5
        for day in range(5):
            cases.touch(session, case, SEVEN - 80_000 + day, "letter", token=str(day))
        session.add(
            Answer(case_id=case.id, text="It comes on Friday <b>", person_id=putu.id, at=SEVEN)
        )
        return case.code


def letters(works: Works) -> dict[str, str]:
    folder = works.settings.data / "letters"
    return {path.name: path.read_text("utf-8") for path in Path(folder).glob("*")}


def test_before_its_time_there_is_no_letter(works: Works, clock: StandingClock) -> None:
    clock.time -= 1
    Letters(works).look()
    assert letters(works) == {}


def test_a_quiet_day_has_a_letter_too(works: Works) -> None:
    Letters(works).look()
    assert sorted(letters(works)) == ["2027-01-15.html", "2027-01-15.txt"]
    assert works.hotline.about.name in letters(works)["2027-01-15.txt"]


def test_a_case_of_the_manager_is_told_whole_and_without_who_it_is(works: Works) -> None:
    code = trouble(works)
    Letters(works).look()
    for text in letters(works).values():
        assert code in text
        assert "It comes on Friday" in text
        assert "Putu" in text
        assert NAME not in text
        assert NUMBER not in text
    assert "Friday <b>" not in letters(works)["2027-01-15.html"]


def test_it_is_written_once_a_day(works: Works, clock: StandingClock) -> None:
    Letters(works).look()
    before = letters(works)
    trouble(works)
    clock.time += 3600
    Letters(works).look()
    assert letters(works) == before
    clock.time += 86400
    Letters(works).look()
    assert len(letters(works)) == 4


def test_it_is_sent_once(posted: Works, box: Box) -> None:
    code = trouble(posted)
    for _ in range(3):
        Letters(posted).look()
    (message,) = box.letters
    assert message["To"] == "manager@example.org"
    assert message["Date"] == "Fri, 15 Jan 2027 07:00:00 -0500"
    (plain,) = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    words = plain.get_payload(decode=True)
    assert isinstance(words, bytes)
    assert code in words.decode()


def test_a_letter_that_could_not_be_sent_is_kept(posted: Works, box: Box) -> None:
    away = {"smtp_url": "smtp://127.0.0.1:1"}
    unlucky = Works(posted.settings.model_copy(update=away))
    unlucky.__dict__["clock"] = posted.clock
    Letters(unlucky).look()
    unlucky.close()
    assert len(letters(posted)) == 2
    assert box.letters == []
    posted.redis.delete("sapa:letter:2027-01-15")  # its claim has lapsed
    Letters(posted).look()
    assert len(box.letters) == 1
