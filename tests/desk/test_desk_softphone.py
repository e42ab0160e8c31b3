"""The telephone in the page: who gets a token, what the page may then do, and how it is used."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from flask import Blueprint, Flask, Response
from jinja2 import ChoiceLoader, DictLoader
from playwright.sync_api import Dialog, Page, expect

from desk.guard import page, protect, reader
from desk.office import Office
from records import people
from records.models import Person
from simulator.config import Config
from simulator.server import network_only
from tests.browser.chromium import Visitors
from tests.desk.people_at_the_desk import Hotline, Visitor
from webhooks.softphone import TWILIO, Softphone

SECRET = "secret of the tests, long enough for HS256"
ACCOUNT, KEY, APPLICATION = (kind + "0" * 32 for kind in ("AC", "SK", "AP"))
CONFIG = Config(
    port=0,
    account_sid=ACCOUNT,
    auth_token=SECRET,
    hotline_numbers=("+15550100",),
    hotline_number="+15550100",
    agent_number="+15550101",
    application_sid=APPLICATION,
)
PAGE = """{% extends "layout.html" %}{% block title %}Trial{% endblock %}{% block main %}
<main id="main" data-outcome="">{% include "_softphone.html" %}
<a id="away" href="/sign-in">away</a></main>{% endblock %}"""


@pytest.fixture
def address_of_line() -> str:
    """Where the page connects; a test with a simulator names it."""
    return "ws://127.0.0.1:9/softphone/line"


@pytest.fixture
def office(office: Office, address_of_line: str) -> Office:
    return replace(office, softphone=Softphone(ACCOUNT, KEY, SECRET, APPLICATION, address_of_line))


@pytest.fixture
def app(app: Flask) -> Flask:
    """With one page that holds the telephone, and nothing else."""
    trial = Blueprint("trial", __name__)
    protect(trial)

    @trial.get("/trial")
    def shown() -> Response:
        person = reader("agent", "supervisor")
        return page("trial.html", person=person)

    app.register_blueprint(trial)
    loaders = [DictLoader({"trial.html": PAGE}), app.jinja_env.loader or DictLoader({})]
    app.jinja_env.loader = ChoiceLoader(loaders)
    return app


# Tokens, and what a page may


def test_agents_and_supervisors_get_a_token_of_their_own(
    agent: Visitor, putu: Person, office: Office
) -> None:
    told = agent.get("/softphone/token")
    assert told.headers["Cache-Control"] == "no-store"
    assert told.json is not None
    assert told.json["kind"] == "simulator"
    assert office.softphone
    assert told.json.keys() == office.softphone.settings(putu.id).keys()


def test_administrators_and_strangers_get_none(administrator: Visitor, app: Flask) -> None:
    assert administrator.get("/softphone/token").status_code == 403
    assert app.test_client().get("/softphone/token").status_code == 302


def test_only_the_page_with_the_telephone_may_listen_and_connect(
    agent: Visitor, address_of_line: str
) -> None:
    with_it, without = agent.get("/trial"), agent.get("/calls")
    assert f"connect-src 'self' {address_of_line};" in with_it.headers["Content-Security-Policy"]
    assert "microphone=(self)" in with_it.headers["Permissions-Policy"]
    assert "connect-src 'self';" in without.headers["Content-Security-Policy"]
    assert "microphone=()" in without.headers["Permissions-Policy"]


class TestOverTwilio:
    @pytest.fixture
    def address_of_line(self) -> str:
        return ""

    def test_the_page_may_reach_twilio_and_play_its_sounds(self, agent: Visitor) -> None:
        answer = agent.get("/trial")
        policy = answer.headers["Content-Security-Policy"]
        assert f"connect-src 'self' {' '.join(TWILIO)};" in policy
        sounds = " ".join(place for place in TWILIO if place.startswith("https:"))
        assert f"media-src 'self' {sounds};" in policy
        assert "script-src 'self';" in policy
        assert 'data-script="softphone-twilio.js"' in answer.text


def test_who_is_rung_is_told_so_instead(agent: Visitor, hotline: Hotline, putu: Person) -> None:
    with hotline.office.store.transaction() as session:
        known = people.by_id(session, putu.id)
        assert known
        known.mode = "ring"
    text = agent.get("/trial").text
    assert "Calls ring on your own telephone" in text
    assert "softphone-panel.js" not in text


# In a browser


def opens(tab: Page, address: str, visitor: Visitor) -> Page:
    """The browser of somebody who has signed in, at the page with the telephone."""
    cookie = visitor.client.get_cookie("sapa")
    assert cookie
    tab.context.add_cookies([{"name": "sapa", "value": cookie.value, "url": address}])
    tab.goto(f"{address}/trial")
    return tab


def state(tab: Page, name: str) -> None:
    expect(tab.locator("#softphone")).to_have_attribute("data-state", name)


def connects(tab: Page) -> None:
    tab.click("[data-part=connect]")
    state(tab, "connected")


def told(tab: Page, text: str) -> None:
    expect(tab.locator(".softphone-state")).to_contain_text(text)


class Town:
    """A simulator, and the hotline's end of the line: it parks whoever connects."""

    def __init__(self) -> None:
        self.base = ""
        self.document = (
            '<Say>Connected.</Say><Gather numDigits="1" timeout="600" action="/pressed"/>'
        )
        self.pressed: list[str] = []
        self.clients: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        if request.path == "/pressed":
            self.pressed.append(str(form["Digits"]))
            return _twiml("<Say>Thank you.</Say><Pause length='600'/>")
        self.clients.append(str(form["From"]))
        return _twiml(self.document)

    async def run(self, up: threading.Event, over: asyncio.Event) -> None:
        app = web.Application()
        app.router.add_post("/{path:.*}", self.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with network_only(CONFIG) as exchange:
            host, port = runner.addresses[0][:2]
            exchange.application.voice_url = f"http://{host}:{port}/client"
            self.base = exchange.base_url
            up.set()
            await over.wait()
        await runner.cleanup()


def _twiml(inner: str) -> web.Response:
    return web.Response(text=f"<Response>{inner}</Response>", content_type="text/xml")


@contextmanager
def playing(town: Town) -> Iterator[None]:
    loop, up, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(town.run(up, over)))
    thread.start()
    try:
        assert up.wait(10)
        yield
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


class TestOverTheSimulator:
    @pytest.fixture
    def town(self) -> Iterator[Town]:
        town = Town()
        with playing(town):
            yield town

    @pytest.fixture
    def address_of_line(self, town: Town) -> str:
        return town.base.replace("http", "ws") + "/softphone/line"

    @pytest.fixture
    def trial(self, address: str, agent: Visitor, tab: Page) -> Page:
        return opens(tab, address, agent)

    def test_a_whole_call_by_keyboard(self, trial: Page, town: Town) -> None:
        told(trial, "Not connected.")
        trial.press("[data-part=connect]", "Enter")
        state(trial, "connected")
        expect(trial.locator("[data-part=disconnect]")).to_be_focused()
        heard = trial.locator(".softphone-heard")
        expect(heard).to_contain_text("Connected.")
        trial.press("summary", "Enter")
        trial.press("[data-key='7']", "Enter")
        expect(heard).to_contain_text("Thank you.")
        assert town.pressed == ["7"]
        assert town.clients == ["client:agent-1"]
        trial.press("[data-part=disconnect]", "Enter")
        state(trial, "off")
        told(trial, "Not connected.")

    def test_words_are_said_and_shown(self, trial: Page, town: Town) -> None:
        town.document = '<Gather input="speech" timeout="600" action="/words"/>'
        connects(trial)
        trial.fill("#softphone-words", "<b>good morning</b>")
        trial.keyboard.press("Enter")
        expect(trial.locator(".softphone-heard .mine")).to_have_text("<b>good morning</b>")
        expect(trial.locator("#softphone-words")).to_have_value("")

    def test_who_reloads_the_page_is_asked_and_connected_again(
        self, trial: Page, town: Town
    ) -> None:
        asked: list[str] = []

        def accept(question: Dialog) -> None:
            asked.append(question.type)
            question.accept()

        trial.on("dialog", accept)
        connects(trial)
        trial.reload()
        state(trial, "connected")
        assert asked == ["beforeunload"]
        assert len(town.clients) == 2

    def test_a_second_page_says_where_the_line_is_and_may_have_it(
        self, trial: Page, town: Town
    ) -> None:
        connects(trial)
        beside = trial.context.new_page()
        beside.goto(trial.url)
        told(beside, "Connected in another page of this browser.")
        connects(beside)
        state(trial, "off")
        beside.click("[data-part=disconnect]")
        told(beside, "Not connected.")

    def test_who_the_hotline_lets_go_is_told(self, trial: Page, town: Town) -> None:
        town.document = "<Say>Goodbye.</Say><Hangup/>"
        trial.click("[data-part=connect]")
        told(trial, "The hotline has hung up.")
        state(trial, "off")

    def test_another_page_takes_over(self, trial: Page, town: Town, address: str) -> None:
        connects(trial)
        other = trial.context.new_page()
        other.goto(f"{address}/trial")
        connects(other)
        state(trial, "off")
        told(trial, "Another page of this browser")


class TestWithoutANetwork:
    @pytest.fixture
    def trial(self, address: str, agent: Visitor, tab: Page) -> Page:
        return opens(tab, address, agent)

    def test_it_says_so(self, trial: Page, visitors: Visitors) -> None:
        trial.click("[data-part=connect]")
        told(trial, "could not be reached")
        state(trial, "off")
        visitors.complaints.clear()  # the browser's own, about the address


SDK = """
window.Twilio = {Device: class extends EventTarget {
  constructor(token) { super(); window.device = this; this.token = token; }
  on(event, then) { this.addEventListener(event, ({detail}) => then(detail)); }
  once(event, then) { this.on(event, then); }
  tell(event, detail) { this.dispatchEvent(new CustomEvent(event, {detail})); }
  updateToken(token) { document.body.dataset.renewed = token ? "yes" : "no"; }
  destroy() { this.destroyed = true; }
  async connect() {
    window.call = new window.Twilio.Device(this.token);
    window.device = this;
    window.call.sendDigits = (keys) => { window.call.keys = keys; };
    window.call.mute = (on) => { window.call.muted = on; };
    setTimeout(() => window.call.tell("%s", {code: 31401}), 0);
    return window.call;
  }
}};
"""
"""As much of Twilio's SDK as is used; a call answers with the event that is filled in."""


class TestOverTwiliosScript:
    """With a script in its place that is driven by hand."""

    @pytest.fixture
    def address_of_line(self) -> str:
        return ""

    @pytest.fixture
    def answer(self) -> str:
        return "accept"

    @pytest.fixture
    def app(self, app: Flask, answer: str) -> Flask:
        @app.get("/desk/vendor/twilio.min.js")
        def script() -> Response:
            if not answer:
                return Response(status=404)
            return Response(SDK % answer, mimetype="text/javascript")

        return app

    @pytest.fixture
    def trial(self, address: str, agent: Visitor, tab: Page) -> Page:
        return opens(tab, address, agent)

    @pytest.fixture
    def connected(self, trial: Page) -> Page:
        connects(trial)
        return trial

    def test_it_is_connected_and_shows_no_writing(self, connected: Page) -> None:
        assert connected.evaluate("device.token.split('.').length") == 3
        expect(connected.locator(".softphone-simulated")).to_be_hidden()

    def test_a_token_that_runs_out_is_renewed(self, connected: Page) -> None:
        connected.evaluate("device.tell('tokenWillExpire')")
        expect(connected.locator("body")).to_have_attribute("data-renewed", "yes")

    def test_keys_reach_the_call(self, connected: Page) -> None:
        connected.click("summary")
        connected.click("[data-key='*']")
        assert connected.evaluate("call.keys") == "*"

    def test_muting_outlives_a_lost_line(self, connected: Page) -> None:
        connected.evaluate("import('/desk/softphone-panel.js').then(({phone}) => phone.mute(true))")
        connected.evaluate("window.first = call; call.tell('error', {code: 53405})")
        connected.evaluate("call.tell('disconnect')")
        state(connected, "lost")
        state(connected, "connected")
        assert connected.evaluate("call !== first && call.muted")

    def test_what_the_sdk_mends_is_shown(self, connected: Page) -> None:
        connected.evaluate("call.tell('reconnecting', {code: 53405})")
        told(connected, "Trying again")
        connected.evaluate("call.tell('reconnected')")
        state(connected, "connected")

    def test_the_hotline_hangs_up(self, connected: Page) -> None:
        connected.evaluate("call.tell('disconnect')")
        told(connected, "The hotline has hung up.")
        assert connected.evaluate("device.destroyed")

    @pytest.mark.parametrize(
        ("answer", "words"),
        [("error", "does not let this page use a microphone"), ("cancel", "has hung up")],
    )
    def test_what_keeps_it_from_connecting_is_said(self, trial: Page, words: str) -> None:
        trial.click("[data-part=connect]")
        told(trial, words)
        state(trial, "off")

    @pytest.mark.parametrize("answer", [""])
    def test_a_script_that_is_not_installed_is_named(self, trial: Page, visitors: Visitors) -> None:
        trial.click("[data-part=connect]")
        told(trial, "make softphone")
        visitors.complaints.clear()  # the browser's own, about the script

    def test_a_session_that_is_over_has_no_telephone(self, trial: Page, agent: Visitor) -> None:
        agent.post("/sign-out")
        trial.click("[data-part=connect]")
        told(trial, "was not let in")
