"""`sapa forget` and `sapa export`: asked for by number, done whole, and in the audit trail."""

import json
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from records import calls, cases, customers, deeds, privacy, recordings
from sapa.cli.main import main
from sapa.settings import Settings
from sapa.wiring import Works
from tests.sapa.works import EXAMPLES

NUMBER = "+622155501234"
SOUND = b"RIFF and so on"


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Works]:
    """A hotline in Indonesia that one customer has phoned, with a sound here and one still at
    Twilio."""
    monkeypatch.setenv("SAPA_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("SAPA_HOTLINE", str(EXAMPLES / "elektronik.toml"))
    monkeypatch.setenv("SAPA_LOG_FORMAT", "json")
    given = {"SAPA_DATA": str(tmp_path / "var")}
    with closing(Works(Settings.load(given, EXAMPLES / "elektronik.toml"))) as works:
        works.store.migrate()
        _phone(works)
        yield works


def _phone(works: Works) -> None:
    with works.store.transaction() as session:
        customers.remember(session, NUMBER, at=1.0, name="Wayan")
        call = calls.open_call(session, sid="CA1", number=NUMBER, at=1.0)
        for sid in ("RE1", "RE2"):
            recordings.complete(session, sid, call, "call", 2.0, url="/", channels=2, seconds=9.0)
        recordings.fetched(session, "RE1", 3.0, path="recordings/RE1.wav", sha256="x")
        calls.close(session, call, "talked", 9.0)
    with works.sounds.draft() as draft:
        draft.write_bytes(SOUND)
        works.sounds.put("recordings/RE1.wav", draft)


def trail(works: Works) -> list[tuple[str, str | None, object]]:
    with works.store.reading() as session:
        return [(one.deed, one.subject, one.details) for one in deeds.newest(session, 9)]


def is_known(works: Works) -> bool:
    with works.store.reading() as session:
        return customers.by_number(session, NUMBER) is not None


@pytest.mark.parametrize("number", [NUMBER, "(021) 5550-1234"])
def test_a_customer_is_forgotten_with_their_sounds(
    works: Works, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", number, "--yes"]) == 0
    printed = capsys.readouterr()
    assert "forgotten, with 1 call" in printed.out
    assert NUMBER not in printed.out + printed.err
    assert not is_known(works)
    assert not (works.settings.data / "recordings" / "RE1.wav").exists()
    assert (works.settings.data / "sapa.db-wal").read_bytes() == b""
    subject = privacy.digest(NUMBER, works.settings.secret_key)
    assert trail(works) == [("forgot", subject, {"calls": 1, "recordings": 2})]
    with works.store.reading() as session:
        left = [one.sid for one in recordings.to_clear(session, fetched=False)]
        assert left == ["RE1", "RE2"]


def test_no_letter_tells_of_a_forgotten_case(works: Works) -> None:
    folder = works.settings.data / "letters"
    folder.mkdir()
    with works.store.transaction() as session:
        customer = customers.by_number(session, NUMBER)
        case = cases.open_case(
            session, 5.0, customer=customer, language="en", skill=None, reason=None
        )
    (folder / "2027-01-14.txt").write_text("nothing to tell")
    (folder / "2027-01-15.txt").write_text(f"Case {case.code}: Wayan gets a new one")
    assert main(["forget", NUMBER, "--yes"]) == 0
    assert [one.name for one in folder.iterdir()] == ["2027-01-14.txt"]


@pytest.mark.parametrize(("answer", "known"), [("yes", False), ("y", True), ("", True)])
def test_nobody_is_forgotten_by_a_slip_of_the_hand(
    works: Works, monkeypatch: pytest.MonkeyPatch, answer: str, known: bool
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["forget", NUMBER]) == (1 if known else 0)
    assert is_known(works) == known


def test_without_a_terminal_nobody_is_forgotten_unasked(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)
    assert main(["forget", NUMBER]) == 1
    assert is_known(works)
    assert trail(works) == []


def test_nobody_is_forgotten_in_the_middle_of_a_call(
    works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    with works.store.transaction() as session:
        calls.open_call(session, sid="CA2", number=NUMBER, at=20.0)
    assert main(["forget", NUMBER, "--yes"]) == 1
    assert "on the telephone" in capsys.readouterr().err
    assert is_known(works)
    assert trail(works) == []


@pytest.mark.parametrize("number", ["Wayan", "12"])
def test_what_is_no_number_is_said_to_be_none(
    works: Works, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["forget", "--yes", number], ["export", number, "--to", "x.zip"]):
        assert main(command) == 1
        assert "must be a telephone number" in capsys.readouterr().err


def test_sounds_that_cannot_be_deleted_now_are_left_to_the_clock(
    works: Works, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAPA_RECORDINGS_URL", "s3://nowhere/at/all")
    monkeypatch.setenv("SAPA_RECORDINGS_ENDPOINT", "http://127.0.0.1:9")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_MAX_ATTEMPTS"):
        monkeypatch.setenv(name, "1")
    assert main(["forget", NUMBER, "--yes"]) == 0
    assert "the clock deletes their sounds" in capsys.readouterr().out
    assert not is_known(works)
    with works.store.reading() as session:
        assert "recordings/RE1.wav" in [one.path for one in recordings.to_remove(session)]


def test_everything_is_handed_over_for_the_owner_alone(works: Works, tmp_path: Path) -> None:
    file = tmp_path / "wayan.zip"
    assert main(["export", "021 5550 1234", "--to", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["data.json", "recordings/RE1.wav"]
        assert archive.read("recordings/RE1.wav") == SOUND
        data = json.loads(archive.read("data.json"))
    assert (data["number"], data["customer"]["name"]) == (NUMBER, "Wayan")
    paths = [one["path"] for one in data["calls"][0]["recordings"]]
    assert paths == ["recordings/RE1.wav", None]
    subject = privacy.digest(NUMBER, works.settings.secret_key)
    assert trail(works) == [("gave", subject, {"sounds": 1})]
    assert is_known(works)


def test_a_file_that_is_there_is_not_written_over(
    works: Works, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.zip"
    file.write_text("mine")
    assert main(["export", NUMBER, "--to", str(file)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert trail(works) == []


def test_a_place_that_cannot_be_written_to_is_named(
    works: Works, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", NUMBER, "--to", str(tmp_path / "none" / "x.zip")]) == 1
    assert "x.zip: No such file or directory" in capsys.readouterr().err
    assert trail(works) == []


def test_what_breaks_on_the_way_leaves_no_half_a_file(
    works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    assert main(["export", NUMBER, "--to", str(folder / "x.zip")]) == 1
    assert list(folder.iterdir()) == []
    assert trail(works) == []


def test_a_sound_that_is_lost_is_said_to_be_missing(
    works: Works, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works.sounds.delete("recordings/RE1.wav")
    file = tmp_path / "x.zip"
    assert main(["export", NUMBER, "--to", str(file)]) == 0
    assert "1 sounds that are on record" in capsys.readouterr().out
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["data.json"]


def test_of_who_never_phoned_there_is_nothing(works: Works, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    assert main(["export", "+622155509999", "--to", str(file)]) == 0
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
    assert (data["customer"], data["calls"]) == (None, [])
    assert main(["forget", "+622155509999", "--yes"]) == 0
    assert is_known(works)
