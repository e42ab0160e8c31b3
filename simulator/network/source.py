"""Addresses that a leg is given: where instructions come from, where news goes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

Form = Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """Where the next instructions are: a document at hand (`twiml`), else `url` is asked."""

    url: str = ""
    method: str = "POST"
    params: Form = field(default_factory=dict)
    twiml: str | None = None


@dataclass(frozen=True)
class Hook:
    """Where callbacks go, and for which events."""

    url: str
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


def new_sid(prefix: str) -> str:
    """Two letters and 32 hexadecimal digits, never used before: restarts must not collide."""
    return prefix + uuid.uuid4().hex


def rfc2822(moment: float | None) -> str | None:
    """Epoch seconds as `Mon, 16 Aug 2010 03:45:01 +0000`."""
    if moment is None:
        return None
    return format_datetime(datetime.fromtimestamp(int(moment), UTC))
