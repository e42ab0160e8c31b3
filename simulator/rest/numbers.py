"""/IncomingPhoneNumbers: list, fetch, configure."""

from aiohttp import web

from simulator.network.call import API_VERSION
from simulator.network.numbers import Configured, Number
from simulator.network.source import rfc2822
from simulator.rest.protocol import EXCHANGE, Form, Json, found, page

URLS = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}
METHODS = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
}


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.get(f"{prefix}/IncomingPhoneNumbers.json", index),
        web.get(f"{prefix}/IncomingPhoneNumbers/{{sid}}.json", fetch),
        web.post(f"{prefix}/IncomingPhoneNumbers/{{sid}}.json", update),
    ]


async def index(request: web.Request) -> web.Response:
    wanted = request.query.get("PhoneNumber", "").replace("*", "")
    name = request.query.get("FriendlyName")
    numbers = [
        number
        for number in request.app[EXCHANGE].numbers.owned.values()
        if wanted in number.phone_number and name in {None, number.friendly_name}
    ]
    return page(request, "incoming_phone_numbers", numbers, lambda n: _shape(n, request))


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_shape(_number(request), request))


async def update(request: web.Request) -> web.Response:
    number = _number(request)
    await configure(number, request)
    form = await Form.read(request)
    if "SmsUrl" in form:
        number.sms_url = form.address("SmsUrl", 21502)
    number.sms_method = form.method("SmsMethod", number.sms_method)
    return web.json_response(_shape(number, request))


async def configure(called: Configured, request: web.Request) -> None:
    """Where calls go from now on, as the form says."""
    form = await Form.read(request)
    urls = {ours: form.address(theirs, 21502) for theirs, ours in URLS.items() if theirs in form}
    methods = {ours: form.method(theirs) for theirs, ours in METHODS.items() if theirs in form}
    for name, value in (urls | methods).items():
        setattr(called, name, value)
    called.friendly_name = form.text("FriendlyName", called.friendly_name)
    called.updated = request.app[EXCHANGE].clock.now()
    if called.voice_url:
        called.configured.set()


def _number(request: web.Request) -> Number:
    return found(request.app[EXCHANGE].numbers.by_sid(request.match_info["sid"]), request)


def _shape(number: Number, request: web.Request) -> Json:
    account = request.app[EXCHANGE].config.account_sid
    return {
        "sid": number.sid,
        "account_sid": account,
        "phone_number": number.phone_number,
        "friendly_name": number.friendly_name,
        "voice_url": number.voice_url or None,
        "voice_method": number.voice_method,
        "voice_fallback_url": number.voice_fallback_url or None,
        "voice_fallback_method": number.voice_fallback_method,
        "voice_application_sid": None,
        "voice_caller_id_lookup": False,
        "voice_receive_mode": "voice",
        "status_callback": number.status_callback or None,
        "status_callback_method": number.status_callback_method,
        "sms_url": number.sms_url or None,
        "sms_method": number.sms_method,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "status": "in-use",
        "origin": "twilio",
        "beta": False,
        "date_created": rfc2822(number.created),
        "date_updated": rfc2822(number.updated),
        "api_version": API_VERSION,
        "uri": f"/{API_VERSION}/Accounts/{account}/IncomingPhoneNumbers/{number.sid}.json",
    }
