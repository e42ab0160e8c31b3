"""Every key of the board, in one place. One hash tag per hotline: one slot of a cluster."""

import re

CALLS = "calls"  # sorted set: every call on the board, by arrival
AGENTS = "agents"  # set: every agent on the board
TIMERS = "timers"  # sorted set: what the clock must do, by when: "<kind> <id>"
EVENTS = "events"  # capped stream: what happened
COUNTERS = "counters"  # hash: epoch, events, waiting, visits
SUPERVISED = "supervised"  # sorted set: those of the callers in line who wait for a supervisor
PACES = "paces"  # hash: "<handle> <patience>" by skill
SHARES = "shares"  # hash: which other lines an agent of a pool serves, and how much of them

CALL = "call:"  # + call id, hash
AGENT = "agent:"  # + agent id, hash
WAITING = "waiting:"  # + line, sorted set: "<n> <target> <call>" by effective arrival
READY = "ready:"  # + pool, sorted set: agent by preference, best first
STAFF = "staff:"  # + pool, sorted set: every agent who serves it, ready or not, by rank

FAMILIES = {
    "CALL": CALL,
    "AGENT": AGENT,
    "WAITING": WAITING,
    "READY": READY,
    "STAFF": STAFF,
    "SUPERVISED": SUPERVISED,
}

_HOTLINE = re.compile(r"[A-Za-z0-9_.-]+")


class Keys:
    """Full key names of one hotline. Raises ValueError for a name that cannot be in a key."""

    def __init__(self, hotline: str) -> None:
        if not _HOTLINE.fullmatch(hotline):
            raise ValueError(f"a hotline's name is letters, digits, . - and _, got {hotline!r}")
        self.prefix = f"sapa:{{{hotline}}}:"

    def __call__(self, name: str, of: str = "") -> str:
        return f"{self.prefix}{name}{of}"
