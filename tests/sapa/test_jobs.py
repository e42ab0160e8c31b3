"""What is put in line is done by a worker, with this process's own objects."""

from pathlib import Path

import pytest
import redis
from rq import Queue, SimpleWorker
from rq.timeouts import JobTimeoutException

from queueing.model import Offer
from sapa import jobs


def test_every_job_names_a_function_that_is_there(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    queues = jobs.Queues(server)
    queues.bring_agent(Offer("call", "1", "token", 10.0))
    queues.bring_caller("call")
    queues.release_caller("call", 1)
    queues.stop_ringing("call", "1")
    queues.ask_whether_solved(1)
    queues.notify(1)
    queues.keep_recording("RE1")
    queues.keep_recording("RE2", soon=True)
    queues.transcribe("RE1", 10.0)
    queues.tidy()
    waiting = [job for name in (jobs.CALLS, jobs.TRANSCRIPTS) for job in Queue(name, server).jobs]
    assert len(waiting) == 10
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


def test_work_on_recordings_stands_in_line_once_and_in_order(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    queues = jobs.Queues(server)
    for _ in range(2):
        for sid in ("RE2", "RE1"):
            queues.keep_recording(sid)
            queues.transcribe(sid, 60.0)
    assert Queue(jobs.TRANSCRIPTS, server).job_ids == [
        *("keep_recording-RE2", "transcribe-RE2", "keep_recording-RE1", "transcribe-RE1")
    ]


def test_a_spoken_name_does_not_wait_behind_hours_of_work(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    jobs.Queues(server).keep_recording("RE1", soon=True)
    assert len(Queue(jobs.CALLS, server)) == 1


def test_a_long_recording_gets_longer(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    queues = jobs.Queues(server)
    for sid, seconds in (("RE1", None), ("RE2", 60.0), ("RE3", 6 * 3600.0)):
        queues.transcribe(sid, seconds)
    given = [job.timeout for job in Queue(jobs.TRANSCRIPTS, server).jobs]
    assert given == [3600, 3600, 12 * 3600]


def test_a_job_that_was_done_or_died_can_be_asked_for_again(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def dies(sid: str) -> None:
        done.append(sid)
        raise JobTimeoutException  # as the worker's own alarm does to a job that is stuck

    monkeypatch.setattr(jobs, "transcribe", dies)
    server = redis.Redis.from_url(redis_url)
    for _ in range(2):
        jobs.Queues(server).transcribe("RE1", None)
        SimpleWorker([jobs.TRANSCRIPTS], connection=server).work(burst=True, logging_level="FATAL")
    assert done == ["RE1", "RE1"]
