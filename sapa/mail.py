"""Letters by e-mail, handed to the operator's own server."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

TIMEOUT = 30.0
"""Seconds for each step of handing a letter over."""
_PORTS = {"smtp": 587, "smtps": 465}


class NotSent(Exception):
    """The server could not be reached, or would not take the letter. The text says why, and
    nothing of what the letter says."""


@dataclass(frozen=True)
class Letter:
    """`id` is the same however often it is sent, so that a reader sees one; it is sent at `at`."""

    id: str
    at: datetime
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over: with TLS from the first byte (`smtps`), else as soon as
    the server can."""

    secure: bool
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def of(cls, url: str) -> Self:
        """From an address such as smtp://user:password@mail.example.org:587."""
        parts = urlsplit(url)
        return cls(
            secure=parts.scheme == "smtps",
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def send(self, letter: Letter, sender: str, to: Sequence[str]) -> None:
        """Hand the letter over for all of `to`. Raises NotSent."""
        message = EmailMessage()
        message["Subject"], message["From"] = letter.subject, sender
        message["Date"] = letter.at
        message["To"], message["Message-ID"] = ", ".join(to), f"<{letter.id}@{self.host}>"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        try:
            with self._server() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"{self.host}:{self.port}: {type(error).__name__}") from error

    def _server(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.secure:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif self.user:
            server.close()
            raise smtplib.SMTPException("a password is not sent in the open")
        return server
