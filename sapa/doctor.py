"""`sapa doctor`: is everything there that a hotline needs, and what to do where it is not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path

import redis
import requests
from redis.exceptions import RedisClusterException

import desk
from records import transcripts
from records.errors import RecordsError
from sapa import numbers
from sapa.wiring import Works
from transcripts.recognizer import ModelUnusable, check_model
from transcripts.sounds import NoSuchSound, SoundsAway, SoundsUnusable
from webhooks.phones import PhoneError


@dataclass(frozen=True)
class Finding:
    """`ok` None: nothing to check, only something to know."""

    what: str
    ok: bool | None
    text: str


class Ailment(Exception):
    """Something is wrong; the text says what to do about it."""


def examine(works: Works) -> Iterator[Finding]:
    """Every check, one after the other; none stops the next."""
    checks: dict[str, Callable[[Works], str]] = {
        "database": _database,
        "redis": _redis,
        "credentials": _credentials,
        "numbers": _numbers,
        "telephones in pages": _softphone,
        "public address": _public_address,
        "recordings": _recordings,
    }
    for what, check in checks.items():
        try:
            yield Finding(what, True, check(works))
        except Ailment as ailment:
            yield Finding(what, False, str(ailment))
    yield from _models(works)


def _database(works: Works) -> str:
    try:
        works.store.check()
    except RecordsError as error:
        raise Ailment(f"{error}. Check DATABASE_URL, then run `sapa migrate`.") from error
    return "answers and is up to date"


def _redis(works: Works) -> str:
    try:
        works.redis.ping()
        works.board_redis.ping()
    except (redis.RedisError, RedisClusterException) as error:
        own = not (works.settings.redis_url or works.settings.board_url)
        advice = "`make run` starts it" if own else f"check {_NAMES} and that the server runs"
        raise Ailment(f"does not answer ({type(error).__name__}): {advice}.") from error
    return "answers"


_NAMES = "REDIS_URL, SAPA_BOARD_URL"


def _credentials(works: Works) -> str:
    if not works.settings.account_sid:
        return "none set: the hotline talks to the simulator"
    try:
        works.phones.check()
    except PhoneError as error:
        raise Ailment(
            f"Twilio refuses them ({error}): copy TWILIO_ACCOUNT_SID and the primary "
            "TWILIO_AUTH_TOKEN from the Twilio console."
        ) from error
    return "Twilio accepts them"


def _numbers(works: Works) -> str:
    if not works.settings.account_sid:
        return "simulated"
    try:
        owned = works.phones.numbers()
    except PhoneError as error:
        raise Ailment(f"cannot be looked up ({error}): mend the credentials first.") from error
    missing = [number for number in numbers.addresses(works) if number not in owned]
    if missing:
        raise Ailment(
            f"{', '.join(missing)}: not in this account. Buy it, or name another one in the "
            "hotline's file; then run `sapa twilio setup`."
        )
    return "both are in the account; `sapa twilio setup` points them here"


def _softphone(works: Works) -> str:
    phone = works.softphone
    if not works.settings.account_sid:
        return "simulated"
    if phone is None:
        return f"none: people phone in, or are rung; set {_KEYS} for them"
    if not (VENDOR / "twilio.min.js").exists():
        raise Ailment("Twilio's script for them is not installed: run `make softphone`.")
    wanted = numbers.application(works)["voice_url"]
    try:
        told = works.phones.application(phone.application)
    except PhoneError as error:
        raise Ailment(
            f"{phone.application} cannot be looked up ({error}): set TWILIO_TWIML_APP_SID to a "
            "TwiML App of this account."
        ) from error
    if told.partition("#")[0] != wanted.partition("#")[0]:
        raise Ailment(f"{phone.application} leads to {told or 'nowhere'}: run `sapa twilio setup`.")
    return f"they connect to {wanted.partition('#')[0]}"


VENDOR = Path(desk.__file__).parent / "static" / "vendor"
_KEYS = "TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET and TWILIO_TWIML_APP_SID"


def _public_address(works: Works) -> str:
    url = works.settings.public_url
    if works.settings.account_sid and not url.startswith("https://"):
        raise Ailment(f"{url}: Twilio needs https. Set SAPA_PUBLIC_URL to where it reaches you.")
    try:
        reply = requests.post(f"{url}/voice/incoming", timeout=10)
    except requests.RequestException as error:
        raise Ailment(
            f"{url} does not answer ({type(error).__name__}): start the hotline, and check "
            "SAPA_PUBLIC_URL and whatever stands before it (proxy, tunnel, firewall)."
        ) from error
    if reply.status_code != requests.codes.forbidden:
        raise Ailment(
            f"{url}/voice/incoming answered {reply.status_code}, where an unsigned request must "
            "be refused with 403: something else answers there. Check SAPA_PUBLIC_URL."
        )
    return f"{url} answers and refuses strangers"


def _recordings(works: Works) -> str:
    """Whether a sound can be kept, read and deleted."""
    where = works.settings.recordings_url or str(works.settings.data)
    try:
        with works.sounds.draft() as draft:
            draft.write_bytes(PROBE)
            works.sounds.put(PROBE_KEY, draft)
        same = works.sounds.read(PROBE_KEY, 0, len(PROBE)) == PROBE
        works.sounds.delete(PROBE_KEY)
    except (SoundsAway, SoundsUnusable, NoSuchSound, OSError) as error:
        raise Ailment(
            f"cannot be kept in {where} ({error}): check SAPA_RECORDINGS_URL, the keys (such as "
            "AWS_ACCESS_KEY_ID), who may write there, and whether there is room."
        ) from error
    if not same:
        raise Ailment(f"{where} gives back something else than was put there.")
    return f"{where} can be written to, read, and deleted from"


PROBE, PROBE_KEY = b"sapa doctor", "recordings/doctor.wav"


def _models(works: Works) -> Iterator[Finding]:
    models = works.settings.models
    for language in works.hotline.about.languages:
        what, name = f"speech model ({language})", f"SAPA_MODEL_{language.upper()}"
        if language not in models:
            left = _waiting(works, language)
            tell = f"; {left} recordings wait for it" if left else ""
            yield Finding(what, None, f"none: set {name} to transcribe{tell}")
            continue
        try:
            check_model(models[language])
        except ModelUnusable as error:
            yield Finding(what, False, f"{error}. Point {name} at a model.")
        else:
            yield Finding(what, True, "loads")


def _waiting(works: Works, language: str) -> int:
    """Recordings that nobody could write down for want of a model."""
    try:
        works.store.check()
        with works.store.reading() as session:
            lacking = transcripts.failed(session, "no-model", inf)
    except RecordsError:  # said already
        return 0
    return sum(one.language == language for one in lacking)
