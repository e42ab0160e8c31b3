"""Sound of every kind comes in blocks of 16-bit samples; what is none says why."""

import errno
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.transcripts.sound_files import (
    EXTENSIBLE,
    FLOAT,
    MU_LAW,
    Samples,
    header,
    pcm,
    sparse_wav,
    tone,
    write_wav,
)
from transcripts import ffmpeg
from transcripts.audio import NoSound, Sound, open_sound

FULL = 32767
HERE = Path(__file__).parents[2]


def heard(sound: Sound, rate: int, seconds: float = 10.0) -> list[Samples]:
    """Each channel, -1 to 1."""
    sides = zip(*sound.blocks(rate, seconds), strict=True)
    return [np.frombuffer(b"".join(side), "<i2") / FULL for side in sides]


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_width_of_sample_comes_as_16_bits(tmp_path: Path, width: int) -> None:
    caller, agent = tone(440, 1, 8000), tone(700, 1, 8000)
    with open_sound(write_wav(tmp_path / "a.wav", [caller, agent], width=width)) as sound:
        assert (sound.seconds, sound.channels, sound.rate, sound.cut_short) == (1, 2, 8000, False)
        sides = heard(sound, 8000, seconds=0.3)
    for side, given in zip(sides, (caller, agent), strict=True):
        np.testing.assert_allclose(side, given, atol=2 ** (1 - 8 * min(width, 2)) * 1.5)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(8000, 16000), (11025, 8000), (44100, 16000), (48000, 8000), (48000, 16000)],
)
def test_a_change_of_rate_leaves_no_click_between_blocks(
    tmp_path: Path, given: int, wanted: int
) -> None:
    path = write_wav(tmp_path / "a.wav", [tone(440, 2, given)], given)
    with open_sound(path) as sound:
        (blocks,) = heard(sound, wanted, seconds=0.13)
        (whole,) = heard(sound, wanted)
    np.testing.assert_array_equal(blocks, whole)
    assert len(whole) == pytest.approx(2 * wanted, abs=3)
    steps = np.abs(np.diff(whole[wanted // 100 : -wanted // 100]))
    assert steps.max() <= 0.5 * 2 * np.pi * 440 / wanted * 1.02  # the steepest step of this sine


def test_what_is_too_high_for_the_wanted_rate_does_not_come_back_as_something_low(
    tmp_path: Path,
) -> None:
    path = write_wav(tmp_path / "a.wav", [tone(7000, 1, 48000), tone(1000, 1, 48000)], 48000)
    with open_sound(path) as sound:
        high, low = heard(sound, 8000)
    assert loudness(high) < 0.01 * loudness(tone(7000, 1, 48000))
    assert loudness(low) == pytest.approx(loudness(tone(1000, 1, 48000)), rel=0.03)


def test_a_sound_can_be_read_more_than_once(tmp_path: Path) -> None:
    with open_sound(write_wav(tmp_path / "a.wav", [tone(440, 1, 8000)])) as sound:
        assert list(sound.blocks(16000, 0.4)) == list(sound.blocks(16000, 0.4))


def test_of_a_truncated_file_there_is_what_there_is(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", [tone(440, 2, 8000), tone(440, 2, 8000)])
    path.write_bytes(path.read_bytes()[: 44 + 8000 * 4 + 3])
    with open_sound(path) as sound:
        assert (sound.seconds, sound.cut_short) == (1, True)
        assert [len(side) for side in heard(sound, 8000, seconds=0.7)] == [8000, 8000]


def test_a_header_written_before_the_length_was_known_promises_nothing(tmp_path: Path) -> None:
    path = tmp_path / "piped.wav"
    path.write_bytes(header(0xFFFFFFFF, channels=1) + pcm(tone(440, 1, 8000), 2))
    with open_sound(path) as sound:
        assert (sound.seconds, sound.cut_short) == (1, False)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (header(0), "empty"),
        (header(8000), "empty"),
        (header(8000)[:20], "not-sound"),
        (b"<!doctype html><title>Not found</title>", "not-sound"),
        ("\ufeffa page".encode("utf-16"), "not-sound"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "not-sound"),
        (b"ID3 and then something else", "not-sound"),
        (header(48, channels=3) + bytes(48), "too-many-channels"),
        (header(48, form=EXTENSIBLE, channels=6) + bytes(48), "too-many-channels"),
        (header(48, rate=100) + bytes(48), "not-sound"),
        (header(48, rate=4_000_000_000 // 4) + bytes(48), "not-sound"),
        (header(48, bits=64) + bytes(48), "not-sound"),
    ],
)
def test_what_cannot_be_heard_says_why(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "sound.wav"
    path.write_bytes(content)
    with pytest.raises(NoSound) as raised, open_sound(path):
        pass
    assert raised.value.problem == problem
    assert str(path) in str(raised.value)


@pytest.mark.parametrize("name", [".", "nowhere.wav"])
def test_what_is_no_file_is_no_sound(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoSound, match="is no file") as raised, open_sound(tmp_path / name):
        pass
    assert raised.value.problem == "not-sound"


def test_an_mp3_comes_through_ffmpeg_with_both_channels(tmp_path: Path) -> None:
    plain = write_wav(tmp_path / "a.wav", [tone(440, 2, 44100), 0 * tone(440, 2, 44100)], 44100)
    coded = tmp_path / "-a:b.mp3"
    subprocess.run(
        [ffmpeg._program(), "-loglevel", "error", "-i", plain, "-b:a", "64k", f"file:{coded}"],
        check=True,
    )
    with open_sound(coded) as sound:
        assert (sound.channels, sound.cut_short) == (2, False)
        assert sound.seconds == pytest.approx(2, abs=0.1)
        loud, silent = heard(sound, 8000)
    assert loudness(loud) == pytest.approx(loudness(tone(440, 2, 8000)), rel=0.1)
    assert loudness(silent) < 0.01


@pytest.mark.parametrize(
    ("form", "bits", "data"),
    [
        (FLOAT, 32, tone(440, 1, 8000).astype("<f4").tobytes()),
        (MU_LAW, 8, bytes(b"\x00\xff\x80\xff" * 2000)),
        (EXTENSIBLE, 24, pcm(tone(440, 1, 8000), 3)),
    ],
)
def test_a_wav_that_is_no_plain_pcm_is_read_all_the_same(
    tmp_path: Path, form: int, bits: int, data: bytes
) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(header(len(data), form=form, channels=1, bits=bits) + data)
    with open_sound(path) as sound:
        assert sound.seconds == pytest.approx(1, abs=0.01)
        assert loudness(heard(sound, 8000)[0]) > 0.3


def test_without_ffmpeg_the_reader_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)  # importing it fails
    (tmp_path / "a.mp3").write_bytes(b"ID3" + bytes(100))
    told = pytest.raises(NoSound, match=r"install ffmpeg, or .*sapa\[mp3\]")
    with told as raised, open_sound(tmp_path / "a.mp3"):
        pass
    assert raised.value.problem == "needs-ffmpeg"


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound for which a script is called in the place of ffmpeg."""
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    (folder / "a.mp3").write_bytes(b"ID3" + bytes(100))
    return folder / "a.mp3"


def test_a_disk_that_ffmpeg_fills_is_no_fault_of_the_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = 'echo "Error writing trailer: No space left on device" >&2; exit 1'
    path = stand_in(tmp_path, says, monkeypatch)
    with pytest.raises(OSError, match="No space left") as raised, open_sound(path):
        pass
    assert raised.value.errno == errno.ENOSPC


def test_an_ffmpeg_that_never_ends_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffmpeg, "PATIENCE", 0.2)
    path = stand_in(tmp_path, "exec sleep 60", monkeypatch)
    with pytest.raises(NoSound, match="gave up after 0 s"), open_sound(path):
        pass


READ = """
import sys
from pathlib import Path
from psutil import Process
from transcripts.audio import open_sound
heard = taken = 0
with open_sound(Path(sys.argv[1])) as sound:
    for block in sound.blocks(8000):
        heard += len(block[0])
        taken = max(taken, Process().memory_info().rss)
print(heard, taken)
"""


def test_six_hours_take_no_more_memory_than_two_minutes(tmp_path: Path) -> None:
    taken = []
    for seconds in (120, 6 * 3600):
        path = sparse_wav(tmp_path / f"{seconds}.wav", seconds, channels=1)
        told = subprocess.run(
            [sys.executable, "-c", READ, path], cwd=HERE, capture_output=True, check=True
        )
        heard, peak = map(int, told.stdout.split())
        assert heard == seconds * 8000 * 2
        taken.append(peak)
    assert taken[1] - taken[0] < 10e6
