"""The command line: right arguments work, wrong ones are refused in one clear line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sapa.cli.main import main

ROOT = Path(__file__).parents[2]


def sapa(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAPA_")}
    return subprocess.run(
        [sys.executable, "-m", "sapa.cli.main", *arguments],
        cwd=ROOT,
        env={**kept, "SAPA_DATA": str(folder), "REDIS_URL": "", "DATABASE_URL": "", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("demo", "--callers", "0"), "--callers: 0: must be a number from 1 to 100000"),
        (("demo", "--speed", "-1"), "--speed: -1: must be a number above 0"),
        (("demo", "--fault", "gremlins=1"), "gremlins=1: must be NAME=NUMBER"),
        (("people", "add", "12", "Sari"), "12: must be 4 digits"),
        (("people", "add", "9999", "Sari", "--skill", "x=9"), "x=9: must be SKILL=LEVEL"),
    ],
)
def test_a_wrong_argument_is_named_with_what_is_allowed(
    arguments: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert complaint in capsys.readouterr().err


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    told = sapa(tmp_path, "migrate", SAPA_PORT="high")
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert told.stderr.startswith("sapa: SAPA_PORT='high': must be")


def test_callers_from_a_file_that_is_not_there(tmp_path: Path) -> None:
    told = sapa(tmp_path, "demo", "--callers-from", "nowhere.tsv")
    assert told.returncode == 1
    assert "nowhere.tsv: is not there" in told.stderr


def test_the_doctor_says_what_to_do(tmp_path: Path) -> None:
    told = sapa(tmp_path, "doctor", SAPA_PORT="9")
    assert told.returncode == 1
    assert "run `sapa migrate`" in " ".join(told.stdout.split())
    assert "start the hotline" in " ".join(told.stdout.split())


@pytest.mark.timeout(300)
def test_a_whole_hotline_plays_its_calls_and_loses_none(tmp_path: Path) -> None:
    shop = (ROOT / "examples/elektronik.toml").read_text()
    quiet = tmp_path / "quiet.toml"  # writing calls down takes a busy machine minutes
    quiet.write_text(shop.replace('recording = "announce"', 'recording = "off"'))
    told = sapa(
        tmp_path,
        *("demo", "--callers", "6", "--agents", "3", "--speed", "40", "--seed", "3", "--json"),
        *("--per-hour", "240", "--hotline", str(quiet)),
    )
    assert told.returncode == 0, told.stderr
    result = json.loads(told.stdout)
    assert result["lost"] == result["stuck"] == 0
    assert result["answered"] + result["abandoned"] + result["callbacks"] == result["offered"]
    assert sum(result["fates"].values()) >= 6  # legs: who loses the line phones again


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--skill", "plumbing=3"), "--skill plumbing: must be one of billing"),
        (("--phone", "12"), "--phone 12: must be a telephone number"),
    ],
)
def test_nobody_is_put_on_record_with_what_cannot_be(
    tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    told = sapa(tmp_path, "people", "add", "1001", "Sari", *arguments)
    assert told.returncode == 1
    assert complaint in told.stderr
