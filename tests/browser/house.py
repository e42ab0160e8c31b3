"""A whole hotline, really served: its processes, its stores, the telephone network, its people."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from playwright.sync_api import Page

from records import people
from records.models import Person, Role
from sapa import numbers
from sapa.settings import Settings
from sapa.wiring import Works
from tests.browser import network
from tests.browser.hotline import FILE
from tests.browser.network import Network
from tests.desk.people_at_the_desk import PASSWORD, quick_hash

ROOT = Path(__file__).parents[2]
SPEED = 10.0
TOKEN = "-" * 32


class Processes:
    """Forks hotlines, one after the other."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.hotline"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            assert self._process.stdin
            self._process.stdin.close()

    def ask(self, *command: object) -> dict[str, str]:
        """Have a command done; the environment of the hotline that it was done to."""
        assert self._process.stdin
        print(json.dumps(command), file=self._process.stdin, flush=True)
        environ: dict[str, str] = json.loads(self._answer())
        return environ

    def _answer(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the hotline's processes are gone"
        return line


@dataclass
class House:
    works: Works
    network: Network
    processes: Processes

    @property
    def address(self) -> str:
        return self.works.settings.public_url

    def person(self, name: str, role: Role = "agent", *skills: str) -> Person:
        """Somebody who works here; they sign in by their name."""
        with self.works.store.transaction() as session:
            person = people.add(
                session,
                extension=str(9001 + len(people.all(session))),
                name=name,
                at=self.works.clock.now(),
                role=role,
                login=name.lower(),
                languages=("en", "id"),
                skills=dict.fromkeys(skills, 5),
            )
            person.password_hash = quick_hash(PASSWORD)
            return person

    def comes(self, person: Person, tab: Page, page: str) -> Page:
        """They sign in by the form, and are led to their page."""
        tab.goto(f"{self.address}/sign-in")
        tab.fill("#login", person.login or "")
        tab.fill("#password", PASSWORD)
        tab.click("main button.primary")
        tab.wait_for_url(f"{self.address}{page}")
        return tab


@contextmanager
def opened(processes: Processes, folder: Path) -> Iterator[House]:
    """A hotline without people, for as long as the block lasts."""
    epoch = time.time()  # noqa: TID251  the moment at which a test's clock starts
    with network.running(SPEED, epoch, TOKEN) as net:
        environ = processes.ask("open", str(folder), SPEED, epoch, net.exchange.base_url)
        works = Works(Settings.load(environ, FILE))
        try:
            numbers.point(works)
            yield House(works, net, processes)
        finally:
            works.close()
            processes.ask("close")
            _tell(folder / "log")


def _tell(log: Path) -> None:
    """What was serious; it is shown with a test that fails."""
    with log.open(errors="replace") as lines:
        sys.stdout.writelines(line for line in lines if '"level": "info"' not in line)
