"""From Twilio's word that a recording is there to its text, through the real line of work."""

import os
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
import redis
from rq import SimpleWorker

from records import calls, people, recordings, talks, transcripts
from records.models import Transcript
from sapa import doctor, jobs, worker
from sapa.cli import simulate
from sapa.clockwork import Clockwork
from sapa.errors import SettingsError
from sapa.scribe import Scribe
from sapa.settings import Settings
from sapa.turns import RedisTurns
from sapa.wiring import Works
from tests.sapa.works import EXAMPLES
from tests.speaking import spoken_wav
from tests.transcripts.scribes import LINES, MODEL, need_the_model
from transcripts.sounds import FolderSounds, S3Sounds
from webhooks.phones import PhoneError

SID = "RE" + "1" * 32


class Twilio:
    """Has one recording, and counts who asks for it."""

    def __init__(self, sound: bytes) -> None:
        self.asked: list[str] = []
        self.breaks_off = False
        self.deleted: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", str(len(sound)))
                self.end_headers()
                self.wfile.write(sound[:-1000] if outer.breaks_off else sound)

            def do_DELETE(self) -> None:
                outer.deleted.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[Twilio]:
    need_the_model()
    spoken_wav(tmp_path / "talk.wav", LINES)
    made = Twilio((tmp_path / "talk.wav").read_bytes())
    serving = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    yield made
    made.server.shutdown()
    serving.join()
    made.server.server_close()


@pytest.fixture
def hotline(
    twilio: Twilio, tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Works]:
    """With the objects of this process in the hands of its workers."""
    works = made(tmp_path, redis_url, SAPA_MODEL_EN=str(MODEL), SAPA_TWILIO_API_URL=twilio.url)
    works.store.migrate()
    scribe = Scribe(works)
    monkeypatch.setattr(jobs, "_works", lambda: works)
    monkeypatch.setattr(jobs, "_scribe", lambda: scribe)
    yield works
    works.close()


def made(folder: Path, redis_url: str, **environ: str) -> Works:
    given = {"SAPA_DATA": str(folder), "REDIS_URL": redis_url, **environ}
    return Works(Settings.load(given, EXAMPLES / "bank.toml"))


def talked(works: Works, seconds: float | None = 20) -> None:
    """A call whose recording Twilio has just finished."""
    now = works.clock.now()
    with works.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=now - 100)
        call.language = "en"
        agent = people.add(session, extension="1001", name="Dewi", at=now - 1000)
        session.flush()
        talks.begin_talk(session, call, agent, now - 30)
        talks.connect_talk(session, call, now - 30)
        recordings.complete(
            session,
            SID,
            call,
            "call",
            now,
            url="u",
            channels=2,
            seconds=seconds,
            started_at=now - 30,
        )


def transcript(works: Works) -> Transcript:
    with works.store.reading() as session:
        found = transcripts.by_recording(session, SID)
    assert found is not None
    return found


def work(works: Works, queue: str = jobs.TRANSCRIPTS) -> None:
    SimpleWorker([queue], connection=works.redis).work(burst=True, logging_level="FATAL")


def test_a_recording_that_is_there_is_fetched_and_written_down(
    hotline: Works, twilio: Twilio
) -> None:
    talked(hotline)
    for _ in range(2):
        hotline.queues.keep_recording(SID)
        work(hotline)
    done = transcript(hotline)
    assert (done.status, done.problem) == ("done", None)
    assert len(twilio.asked) == 1
    assert "RequestedChannels=2" in twilio.asked[0]
    hotline.queues.tidy()
    work(hotline)
    assert twilio.deleted == []


def test_a_line_that_breaks_off_is_no_recording(hotline: Works, twilio: Twilio) -> None:
    talked(hotline)
    twilio.breaks_off = True
    with pytest.raises(PhoneError):
        Scribe(hotline).keeper.keep(SID)
    assert [path for path in hotline.settings.data.rglob("*") if SID in path.name] == []
    twilio.breaks_off = False
    Scribe(hotline).keeper.keep(SID)
    with hotline.store.reading() as session:
        recording = recordings.by_sid(session, SID)
    assert recording is not None
    assert recording.status == "fetched"


def test_a_recording_of_a_forgotten_customer_is_deleted_at_twilio(
    hotline: Works, twilio: Twilio
) -> None:
    talked(hotline)
    with hotline.store.transaction() as session:
        recording = recordings.by_sid(session, SID)
        assert recording is not None
        recording.status = "forgotten"
    hotline.queues.tidy()
    work(hotline)
    assert [path.rpartition("/")[2] for path in twilio.deleted] == [f"{SID}.json"]


def test_a_job_that_is_stuck_is_ended_and_another_worker_goes_on(
    hotline: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    talked(hotline, seconds=None)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "RECORDING_SECONDS", 1)
        patch.setattr("transcripts.transcribe.recognize", lambda *_: Event().wait(60))
        hotline.queues.keep_recording(SID)
        work(hotline)
    stuck = transcript(hotline)
    assert (stuck.status, stuck.tries) == ("working", 1)
    with hotline.store.transaction() as session:
        session.merge(stuck).claimed_until = 0.0  # its time is over
    clock = Clockwork(hotline)
    clock.turn()
    work(hotline)
    assert (transcript(hotline).status, transcript(hotline).tries) == ("done", 2)


def test_the_clock_asks_again_when_a_model_has_come(
    hotline: Works, tmp_path: Path, redis_url: str
) -> None:
    talked(hotline)
    without = made(tmp_path, redis_url, SAPA_TWILIO_API_URL=hotline.settings.twilio_api_url)
    Scribe(without).keeper.keep(SID)
    Scribe(without).transcriber.transcribe(SID)
    assert transcript(without).problem == "no-model"
    Clockwork(without).turn()
    assert transcript(without).status == "failed"
    models = [f for f in doctor.examine(without) if f.what == "speech model (en)"]
    assert "1 recordings wait for it" in models[0].text
    without.redis.flushall()  # its rounds were that clock's
    without.close()
    Clockwork(hotline).turn()
    work(hotline)
    assert transcript(hotline).status == "done"


def test_the_worker_that_transcribes_lets_all_others_go_first(
    hotline: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(os, "nice", done.append)
    monkeypatch.setattr(jobs, "work", lambda _, kind: done.append(kind))
    for kind in ("calls", "transcripts"):
        worker.work(kind, hotline)
    assert done == ["calls", worker.NICENESS, "transcripts"]


# Where recordings lie


def test_recordings_lie_in_the_data_folder_or_in_a_bucket(tmp_path: Path, redis_url: str) -> None:
    assert made(tmp_path, redis_url).sounds == FolderSounds(tmp_path)
    settings = {
        "SAPA_RECORDINGS_URL": "s3://bucket/p",
        "SAPA_RECORDINGS_ENDPOINT": "http://127.0.0.1:9",
    }
    sounds = made(tmp_path, redis_url, **settings).sounds
    assert isinstance(sounds, S3Sounds)
    assert (sounds.url, sounds.endpoint) == ("s3://bucket/p", "http://127.0.0.1:9")


def test_without_boto3_a_bucket_stops_the_start_with_one_line(
    tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("transcripts.sounds.import_module", absent)
    works = made(tmp_path, redis_url, SAPA_RECORDINGS_URL="s3://bucket/p")
    with pytest.raises(SettingsError) as caught:
        works.prepare()
    assert str(caught.value).startswith("SAPA_RECORDINGS_URL=s3://bucket/p: needs boto3")


def finding(works: Works) -> doctor.Finding:
    return next(finding for finding in doctor.examine(works) if finding.what == "recordings")


def test_the_doctor_tries_the_store_of_recordings(tmp_path: Path, redis_url: str) -> None:
    works = made(tmp_path, redis_url)
    assert finding(works).ok
    assert not list((tmp_path / "recordings").glob("*.wav"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "recordings").touch()
    told = finding(made(tmp_path / "broken", redis_url))
    assert told.ok is False
    assert "whether there is room" in told.text


# Turns


def test_a_turn_is_one_process_s_until_it_ends(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    first, second = RedisTurns(server), RedisTurns(server)
    with first.take("x") as go_on, second.take("x") as other, second.take("y") as free:
        assert go_on is not None
        go_on()
        assert (other is None, free is None) == (True, False)
    with second.take("x") as later:
        assert later is not None


def test_a_turn_that_lapsed_ends_quietly(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    with RedisTurns(server, lapse=0.02).take("x") as go_on:
        assert go_on is not None
        while server.exists("sapa:turn:x"):
            time.sleep(0.01)
        go_on()


# The simulator's people


def test_the_simulators_models_stand_in_for_those_that_are_not_set(
    tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("en", "id"):
        (tmp_path / "models" / language).mkdir(parents=True)
    monkeypatch.setattr(simulate, "TINY_MODELS", tmp_path / "models")
    settings = made(tmp_path, redis_url, SAPA_MODEL_ID=str(tmp_path)).settings
    assert simulate.models(settings) == {"SAPA_MODEL_EN": str(tmp_path / "models" / "en")}
