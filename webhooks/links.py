"""The addresses that we give to Twilio. They carry ids only, never a name, number or word."""

from dataclasses import dataclass
from urllib.parse import urlencode

AGAIN = "#rc=2&rp=ct,rt,5xx&rt=6000"
"""Twilio's connection overrides: two more tries, when there is no answer within 6 s too.
It neither sends nor signs what stands behind the #."""


@dataclass(frozen=True)
class Links:
    """Absolute addresses below `public_url`."""

    public_url: str

    def to(self, path: str, **query: str | int) -> str:
        """The address of a webhook, to be asked again when it fails: a repeat does no harm."""
        return self.plain(path, **query) + AGAIN

    def plain(self, path: str, **query: str | int) -> str:
        """The address of something that is only looked at."""
        return f"{self.public_url}{path}{'?' + urlencode(query) if query else ''}"
