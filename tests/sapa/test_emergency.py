"""The operator's switch for everybody, and the list of what is owed, from the command line."""

from contextlib import closing
from pathlib import Path

import pytest

from records import callbacks, calls, notices, promises
from sapa.cli.main import main
from sapa.settings import Settings
from sapa.wiring import Works

NUMBER = "+622155509876"
BOTH = ("--en", "A pipe has burst.", "--id", "Pipa kami pecah.")


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAPA_DATA", str(tmp_path))
    monkeypatch.setenv("SAPA_HOTLINE", "examples/elektronik.toml")
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["migrate"]) == 0
    return tmp_path


def works_in(house: Path) -> Works:
    return Works(Settings.load({"SAPA_DATA": str(house)}))


def test_an_emergency_is_raised_shown_and_ended(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["emergency", "show"]) == 0
    assert capsys.readouterr().out == "there is no emergency\n"
    assert main(["emergency", "on", "--close", *BOTH]) == 0
    told = capsys.readouterr().out
    assert "callers are told and let go" in told
    assert "  en: A pipe has burst.\n  id: Pipa kami pecah.\n" in told
    with closing(works_in(house)) as works, works.store.reading() as session:
        notice = notices.emergency(session)
        assert notice is not None
        assert (notice.closes, notice.messages["id"]) == (True, "Pipa kami pecah.")
    assert main(["emergency", "off"]) == 0
    assert main(["emergency", "off"]) == 0
    assert capsys.readouterr().out == "the emergency is over\nthere was no emergency\n"


def test_raised_again_callers_hear_the_newest_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["emergency", "on", "--close", *BOTH])
    assert main(["emergency", "on", "--en", "It is mended.", "--id", "Sudah diperbaiki."]) == 0
    assert capsys.readouterr().out.endswith(
        "callers are told and helped\n  en: It is mended.\n  id: Sudah diperbaiki.\n"
    )


@pytest.mark.parametrize(
    ("hotline", "words", "complaint"),
    [
        ("elektronik", ("--en", "Fire."), "--id: is missing, callers must be told in"),
        ("elektronik", ("--en", "Fire.", "--id", " "), "--id: is missing"),
        ("bank", BOTH, "--id: must be one of en, which we speak"),
        ("bank", ("--en", "x" * 1001), "1 to 1000 letters"),
    ],
)
def test_what_callers_would_not_understand_is_refused(
    hotline: str,
    words: tuple[str, ...],
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SAPA_HOTLINE", f"examples/{hotline}.toml")
    assert main(["emergency", "on", *words]) == 1
    assert complaint in capsys.readouterr().err
    assert main(["emergency", "show"]) == 0
    assert capsys.readouterr().out == "there is no emergency\n"


def test_open_promises_are_listed_without_their_numbers(
    house: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    with closing(works_in(house)) as works, works.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=NUMBER, at=100.0)
        away = callbacks.put_away(
            session, call, number=NUMBER, at=100.0, due_at=None, conversation={}
        )
        late = calls.open_call(session, sid="CA2", number=None, at=100.0)
        promises.make(session, "supervisor", late, due_at=160.0, at=100.0, name="Dewi")
        over = calls.open_call(session, sid="CA3", number=None, at=100.0)
        kept = promises.make(session, "supervisor", over, due_at=160.0, at=100.0, name="Sari")
        promises.settle(session, kept, "kept", 150.0)
    assert away.number == NUMBER
    assert main(["promises"]) == 0
    told = capsys.readouterr().out
    rows = [line.split("│") for line in told.splitlines() if "│" in line]
    shown = [[cell.strip() for cell in row[1:-1]] for row in rows]
    assert [row[0] for row in shown] == ["callback", "supervisor"]
    assert shown[0][3:] == ["", "…876", "0"]
    assert "Dewi" in shown[1]
    assert NUMBER not in told
    assert "Sari" not in told
