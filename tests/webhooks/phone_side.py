"""The other side of the webhooks: legs whose documents Twilio performs, and its REST interface."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode
from xml.etree import ElementTree as ET

from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, TestResponse

from queueing.model import Offer
from records import calls, people, talks
from records.models import Call, CallEvent, Leg, Mode, Person, Promise, Role, Talk
from webhooks import mend
from webhooks.dialer import Dialer
from webhooks.ringing import Ringer
from webhooks.switchboard import Switchboard
from webhooks.teller import Teller
from webhooks.visiting import Visiting

PUBLIC = "https://hotline.example"
TOKEN = "token-of-the-tests"
ACCOUNT = "AC" + "7" * 32
HOTLINE, CALLER = "+622155500100", "+622155500199"
PIN = "4711"
AFTERNOON = 1_800_000_000.0  # 15 January 2027, 15:00 in Jakarta
FORM = "application/x-www-form-urlencoded"


def signature(url: str, fields: Iterable[tuple[str, str]] = ()) -> str:
    """As Twilio signs: the address, then every distinct name and value in order."""
    text = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(TOKEN.encode(), text.encode(), "sha1")).decode()


class StandingClock:
    def __init__(self) -> None:
        self.time = AFTERNOON

    def now(self) -> float:
        return self.time

    def passes(self, seconds: float) -> None:
        self.time += seconds


@dataclass
class Document:
    """A TwiML document as whoever performs it sees it."""

    text: str

    def __post_init__(self) -> None:
        self.root = ET.fromstring(self.text)  # noqa: S314 - our own
        assert self.root.tag == "Response"

    @property
    def verbs(self) -> list[str]:
        return [verb.tag for verb in self.root]

    @property
    def said(self) -> str:
        return " ".join(str(say.text) for say in self.root.iter("Say"))

    @property
    def played(self) -> list[str]:
        return [str(play.text).removeprefix(PUBLIC) for play in self.root.iter("Play")]

    @property
    def conference(self) -> str | None:
        noun = self.root.find("Dial/Conference")
        return None if noun is None else noun.text

    def attribute(self, verb: str, name: str) -> str:
        """An attribute of the first such verb; addresses without their origin and fragment."""
        found = self.root.find(f".//{verb}")
        assert found is not None, self.text
        return path_of(found.attrib[name])

    @property
    def redirect(self) -> str:
        found = self.root.find("Redirect")
        assert found is not None, self.text
        return path_of(str(found.text))


def path_of(url: str) -> str:
    return url.removeprefix(PUBLIC).partition("#")[0]


class Post:
    """Signed requests to the hotline, with the raw address that a real server sees."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def open(self, builder: EnvironBuilder) -> TestResponse:
        return self._client.open(builder)

    def send(
        self,
        path: str,
        form: Mapping[str, str] | list[tuple[str, str]],
        *,
        signed: str | None = None,
        **extra: str,
    ) -> TestResponse:
        """`signed`: another signature; `extra`: headers, with _ for -."""
        pairs = list(form.items()) if isinstance(form, Mapping) else form
        sign = signature(PUBLIC + path, pairs) if signed is None else signed
        headers = {"X-Twilio-Signature": sign} | {
            name.replace("_", "-"): value for name, value in extra.items()
        }
        return self.raw("POST", path, headers, urlencode(pairs).encode())

    def raw(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        kind: str = FORM,
    ) -> TestResponse:
        where, _, query = path.partition("?")
        return self._client.open(
            where,
            method=method,
            query_string=query,
            headers=dict(headers),
            data=body,
            content_type=kind if method == "POST" else None,
            environ_overrides={"RAW_URI": path},
        )


@dataclass
class Phone:
    """One leg of a call, from a caller or an agent, as Twilio performs it."""

    post: Post
    sid: str
    number: str = CALLER
    document: Document = field(default_factory=lambda: Document("<Response/>"))
    raw: bytes = b""
    heard: Document | None = None
    called: dict[str, str] | None = None

    def asks(self, path: str, **form: str) -> Document:
        """Request `path`; the document becomes the leg's own."""
        ends = {"From": self.number, "Direction": "inbound"}
        if self.called is not None:
            ends = {"From": HOTLINE, "To": self.number, "Direction": "outbound-api"}
        fields = {"CallSid": self.sid, "CallStatus": "in-progress", **ends, **form}
        reply = self.post.send(path, fields)
        assert reply.status_code == 200, reply.text
        assert reply.mimetype == "text/xml"
        self.raw = reply.data
        return Document(reply.text)

    def goes(self, path: str, **form: str) -> Document:
        self.document = self.asks(path, **form)
        return self.document

    def rings(self) -> Document:
        return self.goes("/voice/incoming", CallStatus="ringing")

    def says(self, text: str) -> Document:
        action = self.document.attribute("Gather", "action")
        return self.goes(action, SpeechResult=text, Confidence="0.9")

    def presses(self, digits: str) -> Document:
        return self.goes(self.document.attribute("Gather", "action"), Digits=digits)

    def is_silent(self) -> Document:
        return self.goes(self.document.redirect)

    def waits(self) -> Document:
        """A round in the line: the leg stays where it is, and remembers the round's address."""
        document = self.asks(self.round, QueuePosition="1", QueueTime="1")
        self.heard = document
        if document.root.find("Gather/Say") is not None:
            self.document = document
        return document

    def wishes(self, **form: str) -> Document:
        """Words (`SpeechResult`) or keys (`Digits`) in the music of the line."""
        assert self.heard is not None
        return self.asks(self.heard.attribute("Gather", "action"), **form)

    @property
    def round(self) -> str:
        """The address of the next round."""
        if self.heard is not None and self.heard.root.find("Redirect") is not None:
            return self.heard.redirect
        if self.document.root.find("Enqueue") is not None:
            return self.document.attribute("Enqueue", "waitUrl")
        return "/voice/wait"

    def hangs_up(self, status: str = "completed") -> None:
        path = path_of(self.called["StatusCallback"]) if self.called else "/voice/status"
        self.asks(path, CallStatus=status)

    def picks_up(self) -> Document:
        assert self.called is not None
        return self.goes(path_of(self.called["Url"]))

    def leaves_conference(self) -> Document:
        return self.goes(self.document.attribute("Dial", "action"), DialCallStatus="answered")

    def is_done(self) -> Document:
        """An agent whose talk is over says nothing of what became of it, and goes on."""
        while self.document.redirect.startswith("/agent/outcome"):
            self.is_silent()
        return self.goes(self.document.redirect)


class JobList:
    """Jobs as they were asked for, until they are run."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def take(self) -> list[tuple[str, tuple[object, ...]]]:
        asked, self.asked = self.asked, []
        return asked

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.asked]

    def ask(self, name: str, *arguments: object) -> None:
        self.asked.append((name, arguments))

    def bring_agent(self, offer: Offer) -> None:
        self.ask("bring_agent", offer)

    def bring_caller(self, call_id: str) -> None:
        self.ask("bring_caller", call_id)

    def release_caller(self, call_id: str, talk_id: int) -> None:
        self.ask("release_caller", call_id, talk_id)

    def call_back(self, call_id: str) -> None:
        self.ask("call_back", call_id)

    def ask_whether_solved(self, follow_up_id: int) -> None:
        self.ask("ask_whether_solved", follow_up_id)

    def notify(self, notification_id: int) -> None:
        self.ask("notify", notification_id)

    def stop_calling(self, call_id: str) -> None:
        self.ask("stop_calling", call_id)

    def stop_ringing(self, call_id: str, agent: str) -> None:
        self.ask("stop_ringing", call_id, agent)

    def settle_visit(self, visit_id: str) -> None:
        self.ask("settle_visit", visit_id)

    def keep_recording(self, sid: str, *, soon: bool = False) -> None:
        self.ask("keep_recording", sid, *(["soon"] if soon else []))

    def toggle_recording(self, call_id: str, person_id: int) -> None:
        self.ask("toggle_recording", call_id, person_id)


Answer = tuple[int, bytes] | None
"""Status and JSON; None hangs up without a word."""


class Exchange:
    """Twilio's REST interface, as far as it can be told what to answer."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.troubles: list[Answer] = []
        self.media: list[tuple[int, bytes]] = []
        self.after: Callable[[], object] | None = None
        self.listed: list[str] = []
        self.legs: dict[str, tuple[str, str]] = {}
        self.done_all_the_same = False
        self.heads = 2
        self.texts: list[dict[str, str]] = []
        self._placed = 0
        self._awake = threading.Event()
        self._awake.set()
        self._server = Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reset(self) -> None:
        self.requests, self.troubles, self.media, self.listed = [], [], [], []
        self.after, self._placed, self.legs, self.texts = None, 0, {}, []
        self.done_all_the_same, self.heads = False, 2

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Nothing is answered while the block lasts."""
        self._awake.clear()
        try:
            yield
        finally:
            self._awake.set()

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        self._awake.wait()
        self.requests.append((path, form))
        trouble = self.troubles.pop(0) if self.troubles else (0, b"")
        troubled = trouble is None or trouble[0]
        done = (0, b"") if troubled and not self.done_all_the_same else self._do(path, form)
        if troubled:
            if self.after:
                self.after()
            return trouble
        return done

    def _do(self, path: str, form: dict[str, str]) -> Answer:
        sid = path.rsplit("/", 1)[-1].removesuffix(".json")
        if sid == "Messages":
            self.texts.append(form)
            return 201, b'{"sid": "SM%032d"}' % len(self.texts)
        if sid == "Calls":
            self._placed += 1
            placed = self.rung(self._placed)
            self.legs[placed] = (form["To"], "ringing")
            return 201, b'{"sid": "%s"}' % placed.encode()
        return 200, b'{"sid": "%s"}' % sid.encode()

    def look(self, path: str) -> Answer:
        """One leg, or a list of them."""
        self.requests.append((path, {}))
        trouble = self.troubles.pop(0) if self.troubles else (0, b"")
        if trouble is None or trouble[0]:
            return trouble
        where, _, query = path.partition("?")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        sid = where.rsplit("/", 1)[-1].removesuffix(".json")
        if sid == "Participants":
            here = [{"call_sid": f"CA{one}"} for one in range(self.heads)]
            return 200, json.dumps({"participants": here, "next_page_uri": None}).encode()
        if sid == "Conferences":
            here = [{"sid": f"CF{asked['FriendlyName']}"}]
            return 200, json.dumps({"conferences": here, "next_page_uri": None}).encode()
        if sid == "Messages":
            sent = [
                {"sid": f"SM{number:032}", "body": form["Body"]}
                for number, form in enumerate(self.texts, 1)
                if form["To"] == asked["To"]
            ]
            return 200, json.dumps({"messages": sent, "next_page_uri": None}).encode()
        if sid != "Calls":
            status = self.legs[sid][1] if sid in self.legs else "completed"
            return 200, json.dumps({"sid": sid, "status": status}).encode()
        if "To" in asked:
            found = [(one, up) for one, (to, up) in self.legs.items() if to == asked["To"]]
        else:
            sids = self.listed if asked.get("Status") == "in-progress" else []
            found = [(one, "in-progress") for one in sids]
        page = {"calls": [{"sid": one, "status": status} for one, status in reversed(found)]}
        return 200, json.dumps(page | {"next_page_uri": None, "page": 0}).encode()

    def hears(self, sid: str, status: str) -> None:
        """What becomes of a leg that was placed."""
        self.legs[sid] = (self.legs[sid][0], status)

    @staticmethod
    def rung(number: int) -> str:
        """The sid of the nth leg that was placed."""
        return f"CA{'f' * 28}{number:04}"

    def redirects(self) -> list[tuple[str, str]]:
        """Sid and address of every leg that was sent elsewhere."""
        return [
            (path.rsplit("/", 1)[-1].removesuffix(".json"), path_of(form["Url"]))
            for path, form in self.requests
            if "Url" in form and "To" not in form
        ]

    def placed(self) -> list[dict[str, str]]:
        return [form for _, form in self.requests if "To" in form and "Body" not in form]

    def ended(self) -> list[str]:
        return [
            path.rsplit("/", 1)[-1].removesuffix(".json")
            for path, form in self.requests
            if form.get("Status") == "completed"
        ]


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hung up before the answer does not want it."""


def _handler(exchange: Exchange) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(exchange.answer(self.path, dict(parse_qsl(body))), "application/json")

        def do_GET(self) -> None:
            if ".wav" in self.path:
                exchange.requests.append((self.path, {}))
                self._say(exchange.media.pop(0), "audio/wav")
                return
            self._say(exchange.look(self.path), "application/json")

        def _say(self, answer: Answer, kind: str) -> None:
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer[0])
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


@dataclass
class Sounds:
    """Short sounds by key."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def whole(self, key: str) -> bytes | None:
        return self.kept.get(key)


@dataclass
class Pace:
    """Every turn comes at once; `before` happens while one waits for it."""

    before: Callable[[], object] = lambda: None
    turns: int = 0

    def wait(self) -> None:
        self.turns += 1
        self.before()


class OnceEach:
    def __init__(self) -> None:
        self._said: set[str] = set()

    def first(self, what: str, seconds: float) -> bool:
        assert seconds > 0
        new = what not in self._said
        self._said.add(what)
        return new

    def forget(self) -> None:
        self._said.clear()


def quick_hash(pin: str) -> str:
    """As the records keep it, at a cost that tests can pay."""
    key = hashlib.scrypt(pin.encode(), salt=b"salt", n=2, r=1, p=1, dklen=32)
    salt, text = (base64.b64encode(part).decode() for part in (b"salt", key))
    return f"scrypt$2$1$1${salt}${text}"


@dataclass
class Hotline:
    """A hotline on the phone: its switchboard, its jobs, and the legs that come and go."""

    house: Switchboard
    app: Flask
    clock: StandingClock
    jobs: JobList
    exchange: Exchange
    dialer: Dialer
    ringer: Ringer
    pace: Pace
    once: OnceEach
    rests: list[float]
    visiting: Visiting
    _legs: int = 0

    @property
    def teller(self) -> Teller:
        parts = self.ringer
        return Teller(parts.house, parts.phones, parts.pace, parts.once, parts.rest)

    def leg(self, number: str = CALLER) -> Phone:
        self._legs += 1
        return Phone(Post(self.app), f"CA{self._legs:032}", number)

    def caller(self, number: str = CALLER) -> Phone:
        """A caller who has asked for a person at once, and waits."""
        leg = self.leg(number)
        leg.rings()
        leg.presses("1")
        leg.presses("0")
        assert "Enqueue" in leg.document.verbs
        leg.waits()
        self.clock.passes(1)
        return leg

    def person(self, extension: str, *, mode: Mode = "standby", role: Role = "agent") -> Person:
        with self.house.store.transaction() as session:
            person = people.add(
                session,
                extension=extension,
                name=f"Agent {extension}",
                at=self.clock.now(),
                role=role,
                languages=("en", "id"),
                skills={"billing": 5, "repair": 5},
                mode=mode,
                number=f"+155577{extension}",
            )
            person.pin_hash = quick_hash(PIN)
            return person

    def agent(self, extension: str = "9001", *, mode: Mode = "standby") -> Phone:
        """The leg of an agent who has signed in; parked, if they stand by."""
        self.person(extension, mode=mode)
        leg = self.leg(f"+155577{extension}")
        leg.goes("/agent/incoming")
        leg.presses(f"{extension}{PIN}")
        if mode == "standby":
            leg.goes(leg.document.redirect)
        return leg

    def run(self) -> None:
        """Do the jobs that were asked for, and those that they ask for."""
        while asked := self.jobs.take():
            for name, arguments in asked:
                if name == "settle_visit":
                    self.visiting.settling.soon(str(arguments[0]))
                    continue
                if name in ("ask_whether_solved", "notify"):
                    getattr(self.teller, name)(*arguments)
                    continue
                doer = self.ringer if name in ("call_back", "stop_calling") else self.dialer
                getattr(doer, name)(*arguments)

    def rung(self, number: int = 1) -> Phone:
        """The nth leg that was placed, as the phone at its other end."""
        placed = self.exchange.placed()[number - 1]
        return Phone(Post(self.app), self.exchange.rung(number), placed["To"], called=placed)

    def fetched(self, leg: Phone) -> Document:
        """What the leg hears at the address that it was last redirected to."""
        url = [url for sid, url in self.exchange.redirects() if sid == leg.sid][-1]
        return leg.goes(url)

    def meet(self, caller: Phone, agent: Phone) -> None:
        """Bring the two together."""
        self.run()
        self.fetched(agent)
        self.run()
        self.fetched(caller)
        assert caller.document.conference == agent.document.conference is not None

    def agree(self, patience: float = 0.0) -> None:
        self.once.forget()
        mend.agree(self.house, patience)

    def lose_jobs(self) -> None:
        """The process that was to do them dies."""
        self.jobs.take()

    def tick(self, seconds: float = 0.0) -> None:
        self.clock.passes(seconds)
        mend.turn(self.house)

    # What is on record

    def pending(self) -> Call:
        """The one call that waits to be called back."""
        with self.house.store.reading() as session:
            (call,) = (one for one in calls.live(session) if one.callback_of is not None)
        return call

    def callback(self) -> Promise:
        """The callback that was promised last."""
        with self.house.store.reading() as session:
            found = session.scalars(select(Promise).order_by(Promise.id.desc()))
            promise = found.first()
        assert promise is not None
        return promise

    def call(self, leg: Phone) -> Call:
        with self.house.store.reading() as session:
            call = calls.by_sid(session, leg.sid, lock=False)
        assert call is not None
        return call

    def events(self, leg: Phone) -> list[str]:
        with self.house.store.reading() as session:
            query = select(CallEvent.kind).join(Call, Call.id == CallEvent.call_id)
            return list(session.scalars(query.where(Call.sid == leg.sid).order_by(CallEvent.id)))

    def talks(self, leg: Phone) -> list[Talk]:
        with self.house.store.reading() as session:
            query = select(Talk).join(Call, Call.id == Talk.call_id)
            return list(session.scalars(query.where(Call.sid == leg.sid).order_by(Talk.id)))

    def talk(self, leg: Phone) -> Talk:
        with self.house.store.reading() as session:
            talk = talks.latest_talk(session, self.call(leg))
        assert talk is not None
        return talk

    def staff(self, extension: str = "9001") -> Person:
        with self.house.store.reading() as session:
            person = people.by_extension(session, extension)
        assert person is not None
        return person

    def rows(self) -> int:
        """Everything that is on record of calls and legs."""
        with self.house.store.reading() as session:
            return sum(
                len(list(session.scalars(select(table)))) for table in (Call, CallEvent, Leg, Talk)
            )

    # What is on the board

    def stands(self, leg: Phone) -> str | None:
        return self.house.board.call_state(self.call(leg).id)

    def does(self, extension: str = "9001") -> str | None:
        return self.house.board.agent_state(str(self.staff(extension).id))

    def offer(self, leg: Phone) -> Offer:
        offer = self.house.board.offer_of(self.call(leg).id)
        assert offer is not None
        return offer
