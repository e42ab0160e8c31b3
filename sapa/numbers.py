"""Pointing telephone numbers, and telephones in pages, at our webhooks."""

from sapa.wiring import Works
from webhooks.phones import PhoneError


class NotPointed(Exception):
    """A number could not be set up; the text says which and what to do."""


def addresses(works: Works) -> dict[str, dict[str, str]]:
    """For each of the hotline's numbers, the webhooks it must have."""
    links, about = works.switchboard.links, works.hotline.about

    def webhooks(kind: str) -> dict[str, str]:
        return {
            "voice_url": links.to(f"/{kind}/incoming"),
            "voice_fallback_url": links.to(f"/{kind}/fallback"),
            "status_callback": links.to(f"/{kind}/status"),
        }

    texts = {"sms_url": links.to("/sms/incoming")}
    return {about.number: webhooks("voice") | texts, about.agent_number: webhooks("agent")}


def application(works: Works) -> dict[str, str]:
    """The webhooks that the TwiML App of telephones in pages must have."""
    links = works.switchboard.links
    return {
        "voice_url": links.to("/agent/client"),
        "voice_fallback_url": links.to("/agent/fallback"),
        "status_callback": links.to("/agent/status"),
    }


def point(works: Works) -> list[str]:
    """Point both numbers, and the app if there is one; returns what was done, a line each. Raises NotPointed."""
    try:
        owned = works.phones.numbers()
        done = []
        for number, urls in addresses(works).items():
            if number not in owned:
                raise NotPointed(
                    f"{number}: is not a number of this account; buy it, or name another one "
                    "in the hotline's file"
                )
            works.phones.point(owned[number], urls)
            done.append(f"{number} -> {urls['voice_url']}")
        if works.softphone is not None:
            urls = application(works)
            works.phones.point_application(works.softphone.application, urls)
            done.append(f"telephones in pages -> {urls['voice_url']}")
    except PhoneError as error:
        raise NotPointed(f"Twilio did not do it ({error}); see `sapa doctor`") from error
    return done
