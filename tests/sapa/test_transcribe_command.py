"""`sapa transcribe`: files written down by hand."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest
import srt

from sapa.cli.main import main
from tests.speaking import spoken_wav
from tests.transcripts.scribes import CARD, MODEL

GREETING = "good morning how may i help you"
QUESTION = "where is my order"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("SAPA_MODEL_EN", str(MODEL))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    spoken_wav(path, [(1, 0.5, GREETING), (0, 3.5, QUESTION)])
    return path


def transcribe(*arguments: str | Path) -> int:
    return main(["transcribe", "--language", "en", *map(str, arguments)])


def test_both_sides_of_a_call_are_written_as_lines(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert transcribe(talk) == 0
    told = capsys.readouterr()
    assert told.out == f"0:00:00 Agent: {GREETING}\n0:00:03 Caller: {QUESTION}\n"
    assert told.err == ""


def test_on_one_channel_there_is_a_speaker(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with wave.open(str(talk)) as file:
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    with wave.open(str(tmp_path / "mono.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(both.sum(axis=1).astype("<i2").tobytes())
    assert transcribe(tmp_path / "mono.wav") == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0].endswith(f"Speaker: {GREETING}")
    assert told.splitlines()[-1].endswith(f"Speaker: {QUESTION}")


def test_subtitles(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert transcribe(talk, "--srt") == 0
    said = [subtitle.content for subtitle in srt.parse(capsys.readouterr().out)]
    assert said == [f"Agent: {GREETING}", f"Caller: {QUESTION}"]


def test_json_is_one_line_for_each_file(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert transcribe(talk, talk, "--json") == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == second
    assert (first["file"], first["language"], first["cut_short"]) == (str(talk), "en", False)
    assert [line["who"] for line in first["lines"]] == ["Agent", "Caller"]
    assert first["lines"][1]["words"][0]["text"] == "where"


def test_a_bad_file_is_told_of_and_the_others_are_written_all_the_same(
    talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, short = tmp_path / "page.wav", tmp_path / "short.wav"
    page.write_text("<html>not found</html>")
    short.write_bytes(talk.read_bytes()[: 4 * 8000 * 3])
    assert transcribe(page, short, talk) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        *(str(short), f"0:00:00 Agent: {GREETING}"),
        *(str(talk), f"0:00:00 Agent: {GREETING}", f"0:00:03 Caller: {QUESTION}"),
    ]
    assert f"sapa: {page}: is no sound" in told.err
    assert f"sapa: {short}: is cut short" in told.err


def test_a_disk_that_fills_on_the_way_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text('#!/bin/sh\necho "No space left on device" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (tmp_path / "a.mp3").write_bytes(b"ID3" + bytes(100))
    assert transcribe(tmp_path / "a.mp3") == 1
    assert capsys.readouterr().err == f"sapa: {tmp_path / 'a.mp3'}: No space left on device\n"


def test_silence_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with wave.open(str(tmp_path / "silent.wav"), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(3 * 8000 * 4))
    assert transcribe(tmp_path / "silent.wav") == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"sapa: {tmp_path / 'silent.wav'}: not a word in 3 s\n")


def test_what_is_private_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoken_wav(tmp_path / "card.wav", [(0, 0.5, CARD)])
    assert transcribe(tmp_path / "card.wav", "--json") == 0
    told = capsys.readouterr().out
    assert "[card]" in told
    assert "four" not in told


def test_without_a_model_the_setting_is_named(
    talk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SAPA_MODEL_EN")
    assert transcribe(talk) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "set SAPA_MODEL_EN to the folder of a Vosk model" in told.err
    assert told.err.count("\n") == 1


def test_a_broken_model_is_told_of_by_its_setting(
    talk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SAPA_MODEL_EN", str(tmp_path))
    assert transcribe(talk) == 1
    assert capsys.readouterr().err == (
        f"sapa: SAPA_MODEL_EN: {tmp_path} holds no Vosk model (no final.mdl)\n"
    )
