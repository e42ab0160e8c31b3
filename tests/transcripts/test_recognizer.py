"""Vosk hears the words of each channel, where it is asked to, with the times of the recording."""

import functools
import json
import os
import shutil
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import vosk

from tests.speaking import spoken_wav
from tests.transcripts.scribes import MODEL
from tests.transcripts.sound_files import Samples, pcm, sparse_wav, write_wav
from transcripts.audio import open_sound
from transcripts.recognizer import Model, Models, ModelUnusable, NoModel, load, recognize
from transcripts.words import Word

HERE = Path(__file__).parents[2]
GREETING = "good morning how may i help you"
QUESTION = "where is my order"
NAME = "vosk-model-tiny-en-0.1"


@pytest.fixture(scope="module")
def model() -> Model:
    return load(MODEL)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agent greets at 1 s, the caller asks at 2 s, and asks again at 25 s."""
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    spoken_wav(path, [(1, 1.0, GREETING), (0, 2.0, QUESTION), (0, 25.0, QUESTION)])
    return path


def beginning(talk: Path) -> Samples:
    """What the caller says in the first five seconds."""
    with wave.open(str(talk)) as file:
        return np.asarray(np.frombuffer(file.readframes(5 * 8000), "<i2")[::2] / 32768)


def words_of(
    path: Path, model: Model, windows: dict[int, list[tuple[float, float]]] | None = None
) -> list[Word]:
    with open_sound(path) as sound:
        return recognize(sound, model, lambda _: None, windows)


def text(words: list[Word], channel: int) -> str:
    return " ".join(word.text for word in words if word.channel == channel)


def test_each_channel_is_heard_with_its_times(talk: Path, model: Model) -> None:
    words = words_of(talk, model)
    assert text(words, 1) == GREETING
    assert text(words, 0) == f"{QUESTION} {QUESTION}"
    assert [word.start for word in words] == sorted(word.start for word in words)
    first, again = [word for word in words if word.text == "where"]
    assert (first.start, again.start) == pytest.approx((2.0, 25.0), abs=0.15)
    assert all(word.start < word.end and 0 <= word.confidence <= 1 for word in words)


def test_nothing_is_heard_outside_the_windows_of_a_channel(talk: Path, model: Model) -> None:
    windows = {1: [(10.0, 20.0)], 0: [(24.5, 26.0), (26.0, 40.0), (20.0, 25.0)]}
    words = words_of(talk, model, windows)
    assert (text(words, 1), text(words, 0)) == ("", QUESTION)
    assert words[0].start == pytest.approx(25.0, abs=0.15)


def test_a_channel_without_windows_is_heard_throughout(talk: Path, model: Model) -> None:
    words = words_of(talk, model, {1: [(0.5, 5.0)]})
    assert (text(words, 1), text(words, 0)) == (GREETING, f"{QUESTION} {QUESTION}")


def test_progress_is_told_and_ends_at_the_end(talk: Path, model: Model) -> None:
    parts: list[float] = []
    with open_sound(talk) as sound, ThreadPoolExecutor(2) as pool:
        recognize(sound, model, parts.append, pool=pool)
    assert len(parts) == 3
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(1.0)


def test_whoever_is_told_of_the_progress_can_end_it(talk: Path, model: Model) -> None:
    def stop(part: float) -> None:
        raise InterruptedError

    with open_sound(talk) as sound, pytest.raises(InterruptedError):
        recognize(sound, model, stop)


def test_a_better_recording_is_brought_to_what_the_model_wants(
    tmp_path: Path, talk: Path, model: Model
) -> None:
    fine = np.interp(np.arange(0, 5, 1 / 48000), np.arange(0, 5, 1 / 8000), beginning(talk))
    path = write_wav(tmp_path / "fine.wav", [fine], 48000, width=3)
    assert text(words_of(path, model), 0) == QUESTION


def test_silence_has_no_words(tmp_path: Path, model: Model) -> None:
    assert words_of(sparse_wav(tmp_path / "a.wav", 12, channels=2), model) == []


def test_somebody_who_never_stops_is_heard_without_losing_a_word(
    tmp_path: Path, talk: Path, model: Model
) -> None:
    spoken = beginning(talk)[int(2.02 * 8000) : int(2.9 * 8000)]
    times = 60
    path = write_wav(tmp_path / "long.wav", [np.tile(spoken, times)])
    words = words_of(path, model)
    assert len(words) > 0.97 * 4 * times
    assert max(after.start - before.end for before, after in pairwise(words)) < 0.5
    assert words[-1].end == pytest.approx(times * 0.88, abs=0.5)


def test_six_hours_keep_their_times(tmp_path: Path, talk: Path, model: Model) -> None:
    path = sparse_wav(tmp_path / "day.wav", 6 * 3600, channels=1)
    end = 6 * 3600.0
    with path.open("r+b") as file:
        file.seek(-30 * 8000 * 2, 2)
        file.write(pcm(beginning(talk), 2))
    words = words_of(path, model, {0: [(end - 40, end)]})
    assert text(words, 0) == QUESTION
    assert words[0].start == pytest.approx(end - 30 + 2.0, abs=0.15)


MEASURE = """
import sys
from pathlib import Path
from psutil import Process
from transcripts.audio import open_sound
from transcripts.recognizer import load, recognize
model, taken = load(sys.argv[1]), []
with open_sound(Path(sys.argv[2])) as sound:
    words = recognize(sound, model, lambda _: taken.append(Process().memory_info().rss))
print(len(words), max(taken))
"""


def test_a_long_talk_takes_hardly_more_memory_than_a_short_one(tmp_path: Path, talk: Path) -> None:
    taken = []
    for times in (6, 48):
        path = write_wav(tmp_path / f"{times}.wav", [np.tile(beginning(talk), times)])
        told = subprocess.run(
            [sys.executable, "-c", MEASURE, MODEL, path], cwd=HERE, capture_output=True, check=True
        )
        words, peak = map(int, told.stdout.split())
        assert words >= 4 * times
        taken.append(peak)
    assert taken[1] - taken[0] < 25e6


def test_a_model_is_loaded_once_also_when_two_want_it_at_once() -> None:
    models = Models({"en": MODEL})
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(models.of, ("en", "en"))
    assert first is second
    assert (first.name, first.rate) == (MODEL.resolve().name, 8000)


def test_a_language_without_a_model_is_named() -> None:
    with pytest.raises(NoModel, match="id"):
        Models({"en": MODEL}).of("id")


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(MODEL, folder, copy_function=shutil.copyfile))


def test_a_model_that_does_not_say_wants_what_kaldi_takes_for_granted(tmp_path: Path) -> None:
    features = copied(tmp_path / "model") / "conf" / "mfcc.conf"
    lines = features.read_text().splitlines(keepends=True)
    features.write_text("".join(line for line in lines if "high-freq" not in line))
    assert load(tmp_path / "model").rate == 8000
    features.write_text("--use-energy=false\n--num-mel-bins=24\n--num-ceps=20\n")
    assert load(tmp_path / "model").rate == 16000


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLG.fst", "graph/words.txt"])
@pytest.mark.parametrize("fault", ["missing", "cut short", "something else"])
def test_a_broken_model_is_refused(tmp_path: Path, part: str, fault: str) -> None:
    path = copied(tmp_path / "model") / part
    whole = path.read_bytes()
    path.unlink()
    if fault != "missing":
        path.write_bytes(whole[: len(whole) // 2] if fault == "cut short" else b"<html>no</html>")
    with pytest.raises(ModelUnusable, match=str(tmp_path / "model")):
        Models({"en": tmp_path / "model"}).of("en")


@pytest.mark.parametrize(("place", "said"), [("", "no final.mdl"), ("nowhere", "is no folder")])
def test_a_place_without_a_model_is_refused(tmp_path: Path, place: str, said: str) -> None:
    with pytest.raises(ModelUnusable, match=said):
        Models({"en": tmp_path / place}).of("en")


def test_a_model_that_vosk_has_by_name_is_found_where_vosk_keeps_models(tmp_path: Path) -> None:
    copied(tmp_path / NAME)
    find = f"from transcripts.recognizer import load; print(load({NAME!r}).name)"
    told = subprocess.run(
        [sys.executable, "-c", find],
        cwd=HERE,
        env={"VOSK_MODEL_PATH": str(tmp_path), "HOME": str(tmp_path), "PATH": os.defpath},
        capture_output=True,
        text=True,
    )
    assert told.stdout == f"{NAME}\n"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a server where Vosk looks for models; it keeps them in `tmp_path`/kept."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "model-list.json").write_text(json.dumps([{"name": NAME}]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setattr(vosk, "MODEL_PRE_URL", address)
    monkeypatch.setattr(vosk, "MODEL_LIST_URL", f"{address}model-list.json")
    monkeypatch.setattr(vosk, "MODEL_DIRS", [None, tmp_path / "kept"])
    yield folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_model_is_downloaded_by_its_name_once(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied(tmp_path / "made" / NAME)
    shutil.make_archive(str(shop / NAME), "zip", tmp_path / "made", NAME)
    assert load(NAME).name == NAME
    (shop / f"{NAME}.zip").unlink()
    assert load(NAME).name == NAME
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [NAME]
    assert capsys.readouterr().out == ""


def test_half_a_download_leaves_nothing_behind(shop: Path, tmp_path: Path) -> None:
    (shop / f"{NAME}.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(ModelUnusable, match="cannot be downloaded"):
        load(NAME)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_name_that_vosk_does_not_know_is_refused(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelUnusable, match="Vosk has no model of this name"):
        load("vosk-model-klingon")
    assert capsys.readouterr().out == ""


def test_a_server_that_does_not_answer_is_no_more_than_that(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vosk, "MODEL_LIST_URL", "http://127.0.0.1:9/model-list.json")
    with pytest.raises(ModelUnusable, match="cannot be downloaded"):
        load(NAME)
