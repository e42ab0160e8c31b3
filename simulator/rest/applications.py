"""/Applications: fetch and configure the one that telephones in pages connect to."""

from aiohttp import web

from simulator.network.call import API_VERSION
from simulator.network.numbers import Application
from simulator.network.source import rfc2822
from simulator.rest.numbers import configure
from simulator.rest.protocol import EXCHANGE, Json, found


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.get(f"{prefix}/Applications/{{sid}}.json", fetch),
        web.post(f"{prefix}/Applications/{{sid}}.json", update),
    ]


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_shape(_application(request), request))


async def update(request: web.Request) -> web.Response:
    application = _application(request)
    await configure(application, request)
    return web.json_response(_shape(application, request))


def _application(request: web.Request) -> Application:
    application = request.app[EXCHANGE].application
    return found(application if application.sid == request.match_info["sid"] else None, request)


def _shape(application: Application, request: web.Request) -> Json:
    account = request.app[EXCHANGE].config.account_sid
    return {
        "sid": application.sid,
        "account_sid": account,
        "friendly_name": application.friendly_name,
        "voice_url": application.voice_url or None,
        "voice_method": application.voice_method,
        "voice_fallback_url": application.voice_fallback_url or None,
        "voice_fallback_method": application.voice_fallback_method,
        "voice_caller_id_lookup": False,
        "status_callback": application.status_callback or None,
        "status_callback_method": application.status_callback_method,
        "sms_url": None,
        "sms_method": "POST",
        "date_created": rfc2822(application.created),
        "date_updated": rfc2822(application.updated),
        "api_version": API_VERSION,
        "uri": f"/{API_VERSION}/Accounts/{account}/Applications/{application.sid}.json",
    }
