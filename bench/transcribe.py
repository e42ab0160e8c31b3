"""What a transcript costs beyond recognition, and how a backlog is worked off.

    python -m bench.transcribe cost --seconds 7200
    python -m bench.transcribe backlog --recordings 100 --workers 2

`cost`: the same recording through a bare loop over Vosk, and through the whole job: fetched from
the stand-in for Twilio, kept, decoded, split, recognised, redacted, measured, stored, indexed,
silenced. CPU seconds of the process are compared, not time. `backlog`: as many recordings at once,
already fetched, and real workers; the order in which they were done, and how long each waited.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread

import numpy as np
import psutil
import vosk

from bench import spoken_day
from records import calls, people, recordings, talks, transcripts
from records.models import Transcript
from sapa.redis_server import RedisServer
from sapa.scribe import Scribe
from sapa.settings import Settings
from sapa.wiring import Works
from transcripts.recordings import key_of

MODEL = Path(spoken_day.__file__).parents[1] / "simulator" / "tiny_model" / "en"
BLOCK = 4000
"""Samples that the bare loop hands over at a time, as Vosk's own examples do."""
MEGA = 1024.0 * 1024.0
SHORT = 60.0
"""Seconds of each recording of the backlog."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    benches = parser.add_subparsers(required=True)
    cost = benches.add_parser("cost")
    cost.add_argument("--seconds", type=float, default=7200.0)
    cost.set_defaults(run=lambda given: show_cost(given.seconds))
    backlog = benches.add_parser("backlog")
    backlog.add_argument("--recordings", type=int, default=100)
    backlog.add_argument("--workers", type=int, default=2)
    backlog.set_defaults(run=lambda given: show_backlog(given.recordings, given.workers))
    for role in ("bare", "job"):
        part = benches.add_parser(role)
        part.add_argument("given", nargs="+")
        part.set_defaults(run=lambda given, role=role: print(json.dumps(ROLES[role](*given.given))))
    given = parser.parse_args()
    given.run(given)


def show_cost(seconds: float) -> None:
    """Each in a process of its own, on the same sound."""
    with TemporaryDirectory() as folder, stand_in(seconds, seed=1) as (url, call, recording):
        job = _measured("job", folder, url, call, recording, str(seconds))
        bare = _measured("bare", str(Path(folder) / "heard.wav"))
    print(f"recording of {seconds:.0f} s, two channels, {job.pop('words'):.0f} words")
    print(f"bare loop    {bare['cpu']:8.1f} s CPU {bare['memory']:6.1f} MB above the model")
    steps = ", ".join(f"{name} {job.pop(name):.1f}" for name in ("fetch", "write_down"))
    print(f"whole job    {job['cpu']:8.1f} s CPU {job['memory']:6.1f} MB above the model ({steps})")
    print(f"ratio        {job['cpu'] / bare['cpu']:8.3f}")


@contextmanager
def stand_in(seconds: float, seed: int) -> Iterator[tuple[str, str, str]]:
    """Where it listens, the leg's sid and the recording's."""
    command = [sys.executable, "-m", "bench.spoken_day", str(seconds), str(seed)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        url, call, recording = child.stdout.readline().split()
        yield url, call, recording
        assert child.stdin
        child.stdin.close()


def _measured(role: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.transcribe", role, *arguments]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def bare(path: str) -> Mapping[str, float]:
    """Read, split, hear: nothing else."""
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(MODEL))
    before, began = psutil.Process().memory_info().rss, time.process_time()
    with wave.open(path) as sound:
        listeners = [vosk.KaldiRecognizer(model, sound.getframerate()) for _ in range(2)]
        for listener in listeners:
            listener.SetWords(True)
        while block := sound.readframes(BLOCK):
            sides = np.frombuffer(block, "<i2").reshape(-1, 2).T
            threads = [
                Thread(target=_accept, args=pair)
                for pair in zip(listeners, (side.tobytes() for side in sides), strict=True)
            ]
            _run(threads)
    return {"cpu": time.process_time() - began, "memory": _above(before)}


def _run(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _accept(listener: "vosk.KaldiRecognizer", samples: bytes) -> None:
    if listener.AcceptWaveform(samples):
        listener.Result()


def _above(before: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before / MEGA


def job(folder: str, url: str, call: str, sid: str, seconds: str) -> Mapping[str, float]:
    """Fetch and write down; a copy of what was fetched is left for the bare loop."""
    works = _works(folder, SAPA_TWILIO_API_URL=url)
    with RedisServer(works.settings.data / "redis"):
        scribe = Scribe(works)
        _on_record(works, call, sid, float(seconds))
        scribe.transcriber.models.of("en")
        before, began = psutil.Process().memory_info().rss, time.process_time()
        scribe.keeper.keep(sid)
        fetch = time.process_time() - began
        shutil.copy(works.settings.data / key_of(sid), Path(folder) / "heard.wav")
        resumed = time.process_time()
        scribe.transcriber.transcribe(sid)
        write_down = time.process_time() - resumed
        memory = _above(before)
        works.close()
    return {
        "cpu": fetch + write_down,
        "fetch": fetch,
        "write_down": write_down,
        "memory": memory,
        "words": _words(works, sid),
    }


ROLES: Mapping[str, Callable[..., Mapping[str, float]]] = {"bare": bare, "job": job}


def _words(works: Works, sid: str) -> int:
    with works.store.reading() as session:
        done = transcripts.by_recording(session, sid)
        assert done is not None
        assert done.status == "done", done.problem
        return sum(len(said.words) for said in transcripts.utterances_of(session, done))


def _works(folder: str, **more: str) -> Works:
    environ = {
        "SAPA_DATA": str(Path(folder) / "var"),
        "SAPA_SECRET_KEY": spoken_day.TOKEN,
        "SAPA_MODEL_EN": str(MODEL),
        **more,
    }
    works = Works(Settings.load(environ))
    works.prepare()
    return works


def _on_record(works: Works, call_sid: str, sid: str, seconds: float) -> None:
    """A call that was one talk from its first second to its last, and its recording."""
    now = works.clock.now()
    with works.store.transaction() as session:
        person = people.by_extension(session, "11") or people.add(
            session, extension="11", name=spoken_day.MANNER.name, at=now
        )
        call = calls.open_call(session, sid=call_sid, number=None, at=now - seconds)
        call.language, call.skill, call.name = "en", "billing", spoken_day.TOPIC.name
        session.flush()
        talks.begin_talk(session, call, person, now - seconds)
        talks.connect_talk(session, call, now - seconds)
        talks.end_talk(session, call, "agent", now)
        calls.close(session, call, "talked", now)
        recordings.complete(
            session,
            sid,
            call,
            "call",
            now,
            url="",
            channels=2,
            seconds=seconds,
            started_at=now - seconds,
        )


def show_backlog(count: int, workers: int) -> None:
    """Recordings that all became ready at once."""
    with TemporaryDirectory() as folder, stand_in(SHORT, seed=2) as (url, call, sid):
        works = _works(folder, SAPA_TWILIO_API_URL=url)
        with RedisServer(works.settings.data / "redis"):
            _on_record(works, call, sid, SHORT)
            Scribe(works).keeper.keep(sid)
            works.redis.flushall()
            asked = _copies(works, sid, count)
            children = [_worker(works) for _ in range(workers)]
            try:
                done = _all_done(works, asked)
            finally:
                for child in children:
                    child.terminate()
                    child.wait()
            works.close()
    _show_order(asked, done, workers)


def _copies(works: Works, sid: str, count: int) -> list[str]:
    """So many recordings of the same sound, all in line; their sids in that order."""
    sids = [f"RE{number:032}" for number in range(count)]
    for number, one in enumerate(sids):
        _on_record(works, f"CA{number:032}", one, SHORT)
        shutil.copy(works.settings.data / key_of(sid), works.settings.data / key_of(one))
        with works.store.transaction() as session:
            recordings.fetched(session, one, works.clock.now(), path=key_of(one), sha256="")
    for one in sids:
        works.queues.transcribe(one, SHORT)
    return sids


def _worker(works: Works) -> "subprocess.Popen[bytes]":
    settings = works.settings
    environ = os.environ | {
        "SAPA_DATA": str(settings.data),
        "SAPA_SECRET_KEY": settings.secret_key,
        "SAPA_MODEL_EN": settings.model_en,
        "SAPA_LOG_LEVEL": "warning",
    }
    return subprocess.Popen([sys.executable, "-m", "sapa.worker", "transcripts"], env=environ)


def _all_done(works: Works, asked: list[str]) -> list[Transcript]:
    """Their transcripts, once there are all; gives up after ten seconds for each."""
    for _ in range(len(asked) * 100):
        time.sleep(0.1)
        with works.store.reading() as session:
            found = [transcripts.by_recording(session, one) for one in asked]
        done = [one for one in found if one is not None and one.done_at is not None]
        if len(done) == len(asked):
            return done
    raise SystemExit(f"{len(done)} of {len(asked)} were done in time")


def _show_order(asked: list[str], done: list[Transcript], workers: int) -> None:
    order = sorted(done, key=lambda one: one.done_at or 0.0)
    places = {one.recording_sid: place for place, one in enumerate(order)}
    moved = [abs(places[one] - place) for place, one in enumerate(asked)]
    began = min(one.began_at or 0.0 for one in done)
    waits = [(one.began_at or 0.0) - began for one in done]
    tenths = quantiles(waits, n=10)
    took = [(one.done_at or 0.0) - (one.began_at or 0.0) for one in done]
    last = max(one.done_at or 0.0 for one in done) - began
    print(f"{len(done)} recordings of {SHORT:.0f} s, {workers} workers, {last:.1f} s in all")
    print(f"done out of turn by at most {max(moved)} places, {sum(m > 0 for m in moved)} of them")
    print(
        f"waited {median(waits):.1f} s (median), {tenths[-1]:.1f} (90 %), {max(waits):.1f} (most)"
    )
    print(
        f"took {median(took):.2f} s each (median); failed {sum(o.status != 'done' for o in done)}"
    )


if __name__ == "__main__":
    main()
