"""The telephone in the page: its settings, where it is pointed, and how it is installed."""

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from records import people
from sapa import cast, doctor, numbers
from sapa.cli import simulate
from sapa.errors import SettingsError
from sapa.settings import Settings
from sapa.wiring import Works
from simulator.config import CallerSpec, Config, Faults
from simulator.exchange import Exchange
from simulator.server import network_only
from simulator.softphone import client_of
from tests.sapa.works import EXAMPLES

ROOT = Path(__file__).parents[2]
ACCOUNT = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "f" * 32}
PHONE = {
    "TWILIO_API_KEY_SID": "SK" + "1" * 32,
    "TWILIO_API_KEY_SECRET": "secret of a key",
    "TWILIO_TWIML_APP_SID": "AP" + "2" * 32,
}


@pytest.mark.parametrize("missing", PHONE)
def test_what_a_telephone_needs_is_set_all_or_not_at_all(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in (ACCOUNT | PHONE).items() if name != missing}
    with pytest.raises(SettingsError, match=f"{missing}: is missing"):
        Settings.load({"SAPA_DATA": str(tmp_path), **given})


def test_a_key_without_its_account_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TWILIO_ACCOUNT_SID: is missing"):
        Settings.load({"SAPA_DATA": str(tmp_path), **PHONE})


def works_with(folder: Path, redis_url: str, given: Mapping[str, str]) -> Works:
    environ = {"SAPA_DATA": str(folder), "REDIS_URL": redis_url, **given}
    return Works(Settings.load(environ, EXAMPLES / "bank.toml"))


def test_twilio_without_a_key_has_no_telephone_in_the_page(tmp_path: Path, redis_url: str) -> None:
    with closing(works_with(tmp_path, redis_url, ACCOUNT)) as works:
        assert works.office.softphone is None


def test_twilio_with_a_key_has_one(tmp_path: Path, redis_url: str) -> None:
    with closing(works_with(tmp_path, redis_url, ACCOUNT | PHONE)) as works:
        phone = works.office.softphone
        assert phone is not None
        assert phone.script == "softphone-twilio.js"


def test_the_simulator_knows_the_token_that_a_page_gets(works: Works) -> None:
    phone = works.office.softphone
    assert phone is not None
    assert client_of(phone.settings(7)["token"], simulated(works)) == "agent-7"


def simulated(works: Works) -> Config:
    return simulate.config(
        works, crew=[], callers=CallerSpec(count=0), faults=Faults(), seed=1, booth=True
    )


def test_an_agent_and_a_supervisor_may_be_tried(works: Works) -> None:
    passwords = simulate.hosts(works)
    with works.store.reading() as session:
        for login, password in passwords.items():
            assert people.check_password(people.by_login(session, login), password)
        you = people.by_login(session, cast.AGENT_LOGIN)
        assert you is not None
        assert (you.role, you.mode, you.status) == ("agent", "standby", "signed-out")
        assert set(you.skills) <= {skill.key for skill in works.hotline.skills}
        assert set(you.skills.values()) == {cast.PRIMARY}


# Pointed at us


@pytest.fixture
def exchange(works: Works) -> Iterator[Exchange]:
    """A network on a port of its own."""
    told: list[Exchange] = []
    up, over, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()

    async def run() -> None:
        config = Config.from_json(simulated(works).to_json().replace('"port":8001', '"port":0'))
        async with network_only(config) as exchange:
            told.append(exchange)
            up.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        assert up.wait(10)
        yield told[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


def test_the_application_is_pointed_with_the_numbers(
    works: Works, exchange: Exchange, tmp_path: Path, redis_url: str
) -> None:
    given = {"SAPA_TWILIO_API_URL": exchange.base_url}
    with closing(works_with(tmp_path, redis_url, given)) as pointing:
        done = numbers.point(pointing)
    assert len(done) == 3
    base = works.settings.public_url
    assert exchange.application.voice_url.startswith(f"{base}/agent/client#")
    assert exchange.application.voice_fallback_url.startswith(f"{base}/agent/fallback")
    assert exchange.application.status_callback.startswith(f"{base}/agent/status")


def test_the_doctor_looks_where_the_application_leads(
    exchange: Exchange, tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = exchange.config
    given = PHONE | {
        "SAPA_TWILIO_API_URL": exchange.base_url,
        "TWILIO_ACCOUNT_SID": config.account_sid,
        "TWILIO_AUTH_TOKEN": config.auth_token,
        "TWILIO_TWIML_APP_SID": config.application_sid,
    }
    monkeypatch.setattr(doctor, "VENDOR", tmp_path)
    with ExitStack() as stack:
        known, unknown, none = (
            stack.enter_context(closing(works_with(tmp_path, redis_url, {**given, **changes})))
            for changes in (
                {},
                {"TWILIO_TWIML_APP_SID": "AP" + "9" * 32},
                dict.fromkeys(PHONE, ""),
            )
        )
        assert "make softphone" in said(known)
        (tmp_path / "twilio.min.js").touch()
        assert "leads to nowhere: run `sapa twilio setup`" in said(known)
        numbers.point(known)
        assert said(known) == f"they connect to {known.settings.public_url}/agent/client"
        assert "set TWILIO_TWIML_APP_SID to a TwiML App of this account" in said(unknown)
        assert said(none).startswith("none: people phone in")


def said(works: Works) -> str:
    findings = doctor.examine(works)
    return next(finding.text for finding in findings if finding.what == "telephones in pages")


# Installed


NO_REGISTRY = ("network", "ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "CERT")
"""What npm says where there is none, or one that this environment does not trust."""


def test_twilios_script_is_installed_with_npm(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm: `make softphone` is not tried")
    for name in ("Makefile", "package.json"):
        shutil.copy(ROOT / name, tmp_path)
    made = subprocess.run(
        ["make", "softphone"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if "npm error" in made.stderr and any(sign in made.stderr for sign in NO_REGISTRY):
        pytest.skip("npm reaches no registry: `make softphone` is not tried")
    assert made.returncode == 0, made.stderr
    script = tmp_path / "desk" / "static" / "vendor" / "twilio.min.js"
    assert "Twilio" in script.read_text("utf-8")
    assert list(tmp_path.rglob("package-lock.json")) == []
