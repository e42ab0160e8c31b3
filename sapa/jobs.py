"""Work between processes: what is put in line, and what the workers do with it.

Every entry point is safe to run twice and to lose: the clock asks again for what is missing.
"""

import os
import time
from functools import cache
from typing import TYPE_CHECKING

import redis
from rq import Queue, SimpleWorker

from queueing.model import Offer
from webhooks.dialer import Dialer
from webhooks.ringing import Ringer
from webhooks.teller import Teller

if TYPE_CHECKING:
    from sapa.pace import AccountPace, Once
    from sapa.scribe import Scribe
    from sapa.wiring import Works

CALLS = "calls"
TRANSCRIPTS = "transcripts"
CALL_SECONDS = 60
RECORDING_SECONDS = 3600
FAILURES_KEPT = 7 * 86400
"""Seconds that a job which failed is kept, to be looked at."""
FORGET_AFTER = 0
"""Seconds that a finished job is kept: its outcome is on record elsewhere."""


class Queues:
    """Puts jobs in line; the telephone side's `Jobs`."""

    def __init__(self, server: redis.Redis) -> None:
        self._calls = Queue(CALLS, connection=server)
        self._transcripts = Queue(TRANSCRIPTS, connection=server)

    def bring_agent(self, offer: Offer) -> None:
        self._phone("bring_agent", offer.call, offer.agent, offer.token, offer.deadline)

    def bring_caller(self, call_id: str) -> None:
        self._phone("bring_caller", call_id)

    def release_caller(self, call_id: str, talk_id: int) -> None:
        self._phone("release_caller", call_id, talk_id)

    def call_back(self, call_id: str) -> None:
        self._phone("call_back", call_id)

    def ask_whether_solved(self, follow_up_id: int) -> None:
        self._phone("ask_whether_solved", follow_up_id)

    def notify(self, notification_id: int) -> None:
        self._phone("notify", notification_id)

    def stop_calling(self, call_id: str) -> None:
        self._phone("stop_calling", call_id)

    def stop_ringing(self, call_id: str, agent: str) -> None:
        self._phone("stop_ringing", call_id, agent)

    def keep_recording(self, sid: str, *, soon: bool = False) -> None:
        """`soon`: somebody is about to hear it, and it is short."""
        if soon:
            self._phone("keep_recording", sid)
        else:
            self._write("keep_recording", sid)

    def transcribe(self, sid: str, seconds: float | None) -> None:
        self._write("transcribe", sid, timeout=max(RECORDING_SECONDS, int(2 * (seconds or 0))))

    def tidy(self) -> None:
        self._write("tidy")

    def _write(self, name: str, *args: str, timeout: int = RECORDING_SECONDS) -> None:
        """Put work on recordings in line, unless it stands there already: the line may be hours
        long, and the clock asks every few seconds."""
        id_ = "-".join((name, *args))
        if self._transcripts.get_job_position(id_) is None:
            self._transcripts.enqueue_call(
                f"sapa.jobs.{name}",
                args=args,
                timeout=timeout,
                result_ttl=FORGET_AFTER,
                failure_ttl=FAILURES_KEPT,
                job_id=id_,
            )

    def toggle_recording(self, call_id: str, person_id: int) -> None:
        self._phone("toggle_recording", call_id, person_id)

    def settle_visit(self, visit_id: str) -> None:
        self._phone("settle_visit", visit_id)

    def _phone(self, name: str, *args: str | float) -> None:
        self._calls.enqueue_call(
            f"sapa.jobs.{name}",
            args=args,
            timeout=CALL_SECONDS,
            result_ttl=FORGET_AFTER,
            failure_ttl=FAILURES_KEPT,
        )


def work(works: "Works", queue: str) -> None:
    """Do the jobs of `queue` until told to stop."""
    worker = SimpleWorker([queue], connection=works.redis, log_job_description=False)
    worker.work(logging_level="WARNING")


@cache
def _works() -> "Works":
    """This process's objects: RQ calls functions by name and can hand them nothing."""
    from sapa.settings import Settings
    from sapa.wiring import Works

    return Works(Settings.load(os.environ))


@cache
def _dialer() -> Dialer:
    works = _works()
    return Dialer(works.switchboard, works.phones, _pace(), _once(), time.sleep)


@cache
def _ringer() -> Ringer:
    works = _works()
    return Ringer(works.switchboard, works.phones, _pace(), _once(), time.sleep)


@cache
def _teller() -> Teller:
    works = _works()
    return Teller(works.switchboard, works.phones, _pace(), _once(), time.sleep)


def _pace() -> "AccountPace":
    from sapa.pace import AccountPace

    works = _works()
    return AccountPace(works.redis, works.clock, works.settings.calls_per_second)


def _once() -> "Once":
    from sapa.pace import Once

    return Once(_works().redis)


def bring_agent(call: str, agent: str, token: str, deadline: float) -> None:
    _dialer().bring_agent(Offer(call, agent, token, deadline))


def bring_caller(call_id: str) -> None:
    _dialer().bring_caller(call_id)


def release_caller(call_id: str, talk_id: int) -> None:
    _dialer().release_caller(call_id, talk_id)


def call_back(call_id: str) -> None:
    _ringer().call_back(call_id)


def ask_whether_solved(follow_up_id: int) -> None:
    _teller().ask_whether_solved(follow_up_id)


def notify(notification_id: int) -> None:
    _teller().notify(notification_id)


def stop_calling(call_id: str) -> None:
    _ringer().stop_calling(call_id)


def stop_ringing(call_id: str, agent: str) -> None:
    _dialer().stop_ringing(call_id, agent)


def toggle_recording(call_id: str, person_id: int) -> None:
    _works().pausing.toggle(call_id, person_id)


def settle_visit(visit_id: str) -> None:
    _works().visiting.settling.soon(visit_id)


@cache
def _scribe() -> "Scribe":
    from sapa.scribe import Scribe

    return Scribe(_works())


def keep_recording(sid: str) -> None:
    _scribe().keeper.keep(sid)


def transcribe(sid: str) -> None:
    _scribe().transcriber.transcribe(sid)


def tidy() -> None:
    _scribe().upkeep.tidy()
