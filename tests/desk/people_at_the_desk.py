"""Those who meet at a desk: the hotline with its calls and agents, and visitors with browsers."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from desk.office import Office
from queueing.model import Agent, Need, Offer
from records import calls, deeds, people
from records.models import Deed, Person, Role, Status

if TYPE_CHECKING:
    from playwright.sync_api import Page

AFTERNOON = 1_800_000_000.0  # 15 January 2027, 15:00 in Jakarta
PASSWORD = "secret enough"


def quick_hash(password: str) -> str:
    """As the records keep it, at a cost that tests can pay."""
    key = hashlib.scrypt(password.encode(), salt=b"salt", n=2, r=1, p=1, dklen=32)
    salt, text = (base64.b64encode(part).decode() for part in (b"salt", key))
    return f"scrypt$2$1$1${salt}${text}"


def main(page: str) -> str:
    """What a reader sees below the bar, in one line."""
    body = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
    return " ".join(unescape(body).split())


def token_on(page: str) -> str:
    """What a form of this page shows to be of ours."""
    found = re.search('name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


@dataclass
class StandingClock:
    time: float = AFTERNOON

    def now(self) -> float:
        return self.time


@dataclass
class Hotline:
    """Lets calls and agents happen, in the records and on the board."""

    office: Office

    @property
    def now(self) -> float:
        return self.office.clock.now()

    def person(self, name: str, role: Role = "agent", login: str | None = None) -> Person:
        with self.office.store.transaction() as session:
            extension = str(len(people.all(session)) + 11)
            person = people.add(
                session, extension=extension, name=name, at=self.now, role=role, login=login
            )
            if login:
                person.password_hash = quick_hash(PASSWORD)
            return person

    def becomes(self, person: Person, role: Role) -> None:
        with self.office.store.transaction() as session:
            known = people.by_id(session, person.id)
            assert known
            known.role = role

    def chooses(self, person: Person, status: Status, reason: str | None = None) -> None:
        with self.office.store.transaction() as session:
            known = people.by_id(session, person.id)
            assert known
            people.set_status(session, known, status, self.now, reason)

    def connects(self, agent_id: str) -> None:
        """The agent's phone is there; they speak English and know about billing."""
        agent = Agent(agent_id, ("en",), {"billing": 3})
        self.office.board.ready(agent, self.now, self.now + 3600, offer_seconds=20)

    def ready(self, person: Person) -> None:
        self.chooses(person, "ready")
        self.connects(str(person.id))

    def talked(self, person: Person, joined: float, wait: float) -> None:
        """A call that joined the line then, was answered after `wait` seconds, and is over."""
        answered = joined + wait
        with self.office.store.transaction() as session:
            call = calls.open_call(session, sid=f"CA{joined}", number=None, at=joined)
            call.joined_at = joined
            calls.begin_talk(session, call, person, answered)
            calls.connect_talk(session, call, answered)
            calls.end_talk(session, call, "agent", answered + 60)
            calls.close(session, call, "talked", answered + 60)

    def phones(
        self, name: str | None = None, *, spoken: bool = False, waited: float = 0.0
    ) -> tuple[str, Offer | None]:
        """Somebody joined the line for billing `waited` seconds ago: their call, and its offer."""
        joined = self.now - waited
        with self.office.store.transaction() as session:
            call = calls.open_call(session, sid=f"CA{uuid4().hex}", number=None, at=joined)
            call.name, call.language, call.skill = name, "en", "billing"
            call.name_recording = "recorded" if spoken else None
            call.joined_at = joined
        return call.id, self.office.board.join(call.id, Need("en", "billing"), joined, self.now)

    def hangs_up(self, call_id: str) -> None:
        with self.office.store.transaction() as session:
            call = calls.by_id(session, call_id, lock=True)
            assert call
            calls.close(session, call, "abandoned", self.now)
        self.office.board.leave(call_id, self.now)


def trail(hotline: Hotline, *, door: bool = False) -> list[Deed]:
    """The audit trail, newest first; who came in and went only if the `door` is looked at."""
    with hotline.office.store.reading() as session:
        found = deeds.newest(session, 100)
    return [deed for deed in found if door or not deed.deed.startswith("sign")]


class Watched:
    """A live page's stream, read event by event."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self._pieces: Iterator[bytes] = response.iter_encoded()

    def events(self) -> Iterator[tuple[str, str]]:
        """Name and data of each event as it comes."""
        for piece in self._pieces:
            for block in piece.decode().split("\n\n"):
                lines = block.splitlines()
                if lines and lines[0].startswith("event: "):
                    data = "\n".join(line.removeprefix("data: ") for line in lines[1:])
                    yield lines[0].removeprefix("event: "), data

    def until(self, wanted: Callable[[str, str], bool]) -> str:
        """The data of the first event that is wanted."""
        return next(data for event, data in self.events() if wanted(event, data))

    def close(self) -> None:
        self.response.close()


@dataclass
class Visitor:
    """Somebody with a browser."""

    client: FlaskClient

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def post(self, path: str, **form: str) -> TestResponse:
        """Send the form with the token of the page it is on."""
        return self.client.post(path, data={"csrf": self.token()} | form)

    def token(self) -> str:
        return token_on(self.client.get("/desk", follow_redirects=True).text)

    def sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/sign-in", login=login, password=password)

    def watch(self) -> Watched:
        response = self.client.get("/board/events", buffered=False)
        assert response.status_code == 200
        return Watched(response)


def enters(tab: "Page", address: str, login: str) -> None:
    """Somebody signs in; where no test looks at the form, its page need not be drawn."""
    door = f"{address}/sign-in"
    csrf = token_on(tab.request.get(door).text())
    answer = tab.request.post(
        door, form={"csrf": csrf, "login": login, "password": PASSWORD}, max_redirects=0
    )
    assert answer.status == 303
