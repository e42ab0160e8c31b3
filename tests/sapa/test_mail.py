"""Letters handed to a real mail server on loopback."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from sapa.mail import Letter, MailServer, NotSent

SEVEN = datetime(2027, 1, 15, 7, tzinfo=UTC)
LETTER = Letter("letter-2027-01-15", SEVEN, "Case 482913", "It is late.\n", "<p>It is late.</p>")
FROM, TO = "hotline@example.org", ["manager@example.org", "deputy@example.org"]


class Box(Message):
    """What the server was given."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[EmailMessage] = []

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        self.letters.append(message)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[MailServer]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield MailServer.of(f"smtp://127.0.0.1:{port}")
    controller.stop()


def test_a_letter_is_handed_over_as_text_and_html(server: MailServer, box: Box) -> None:
    server.send(LETTER, FROM, TO)
    (message,) = box.letters
    assert (message["Subject"], message["To"]) == ("Case 482913", ", ".join(TO))
    assert message["Message-ID"] == "<letter-2027-01-15@127.0.0.1>"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_a_server_that_is_away_is_said_to_be(server: MailServer) -> None:
    away = MailServer.of("smtp://127.0.0.1:1")
    with pytest.raises(NotSent, match=r"127\.0\.0\.1:1: ConnectionRefusedError"):
        away.send(LETTER, FROM, TO)


def test_a_password_is_not_sent_in_the_open(server: MailServer, box: Box) -> None:
    known = MailServer.of(f"smtp://us:secret@127.0.0.1:{server.port}")
    with pytest.raises(NotSent, match="SMTPException"):
        known.send(LETTER, FROM, TO)
    assert box.letters == []


@pytest.mark.parametrize(
    ("url", "secure", "port"),
    [("smtps://mail.example.org", True, 465), ("smtp://mail.example.org", False, 587)],
)
def test_a_server_has_the_usual_port(url: str, secure: bool, port: int) -> None:
    server = MailServer.of(url)
    assert (server.host, server.secure, server.port) == ("mail.example.org", secure, port)


def test_a_password_may_have_any_letters() -> None:
    server = MailServer.of("smtp://us%40example.org:p%2Fw@mail.example.org:25")
    assert (server.user, server.password, server.port) == ("us@example.org", "p/w", 25)
