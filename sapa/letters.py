"""The daily letter to management: written once a day into the data folder, and sent."""

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import structlog

from desk import letter
from sapa.mail import Letter, MailServer, NotSent
from sapa.wiring import Works

log = structlog.get_logger()

AGAIN = 600
"""Real seconds until the next try after one that failed, or that a dying process left."""
REMEMBERED = 3 * 86400
"""Real seconds for which it is known that a day's letter was sent."""


class Letters:
    """Safe to look as often as one likes, from any number of processes."""

    def __init__(self, works: Works) -> None:
        self._works = works

    def look(self) -> None:
        """Write and send the letter of this day if it is time and that is not done."""
        local = self._now()
        if local.hour * 60 + local.minute < self._works.hotline.letter.at:
            return
        day = local.date().isoformat()
        text, html = (self._folder / f"{day}.{kind}" for kind in ("txt", "html"))
        if not html.exists():
            self._write(text, html)
        if self._works.settings.smtp_url and self._works.hotline.letter.to:
            self._send_once(day, text, html)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._works.clock.now(), self._works.zone)

    @property
    def _folder(self) -> Path:
        return self._works.settings.data / "letters"

    def forget(self, codes: Collection[str]) -> None:
        """No letter stays that tells of a case with one of these codes."""
        for file in self._folder.glob("*"):
            if any(code in file.read_text("utf-8") for code in codes):
                file.unlink()

    def _write(self, text: Path, html: Path) -> None:
        works = self._works
        with works.store.reading() as session:
            written = letter.write(works.office, session, works.settings.public_url)
        self._folder.mkdir(parents=True, exist_ok=True)
        _publish(text, f"{written.subject}\n\n{written.text}")
        _publish(html, written.html)
        log.info("letter_written", day=html.stem)

    def _send_once(self, day: str, text: Path, html: Path) -> None:
        """Claimed while it is handed over, and remembered when it was: a process that dies in
        between sends it twice at the most, under the same id."""
        redis, key = self._works.redis, f"sapa:letter:{day}"
        if not redis.set(key, "claimed", nx=True, ex=AGAIN):
            return
        subject, _, body = text.read_text("utf-8").partition("\n\n")
        ours = Letter(f"letter-{day}", self._now(), subject, body, html.read_text("utf-8"))
        to = self._works.hotline.letter.to
        try:
            MailServer.of(self._works.settings.smtp_url).send(
                ours, self._works.hotline.letter.sender, to
            )
        except NotSent as error:
            log.error("letter_not_sent", day=day, why=str(error))  # noqa: TRY400 - it is said
            return
        redis.set(key, "sent", ex=REMEMBERED)
        log.info("letter_sent", day=day, readers=len(to))


def _publish(path: Path, text: str) -> None:
    """Nobody ever sees a part of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, "utf-8")
    draft.replace(path)
