"""What is put in line is done by a worker, with this process's own objects."""

from pathlib import Path

import pytest
import redis
from rq import Queue, SimpleWorker

from queueing.model import Offer
from sapa import jobs


def test_every_job_names_a_function_that_is_there(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    queues = jobs.Queues(server)
    queues.bring_agent(Offer("call", "1", "token", 10.0))
    queues.bring_caller("call")
    queues.release_caller("call", 1)
    queues.stop_ringing("call", "1")
    queues.keep_recording("RE1")
    waiting = [job for name in (jobs.CALLS, jobs.TRANSCRIPTS) for job in Queue(name, server).jobs]
    assert len(waiting) == 5
    for job in waiting:
        assert len(job.args) == job.func.__code__.co_argcount


def test_a_worker_does_what_is_in_line(
    redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(jobs, "bring_caller", done.append)
    server = redis.Redis.from_url(redis_url)
    jobs.Queues(server).bring_caller("abc")
    SimpleWorker([jobs.CALLS], connection=server).work(burst=True, logging_level="ERROR")
    assert done == ["abc"]
    assert Queue(jobs.CALLS, server).failed_job_registry.count == 0
