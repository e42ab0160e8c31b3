"""People put on record from the command line."""

from contextlib import closing
from pathlib import Path

import pytest

from records import people
from sapa.cli.main import main
from sapa.settings import Settings
from sapa.wiring import Works


def test_a_supervisor_who_is_rung_can_sign_in_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAPA_DATA", str(tmp_path))
    monkeypatch.setattr(
        "getpass.getpass", lambda asked: "246813" if "PIN" in asked else "long enough"
    )
    assert main(["migrate"]) == 0
    who = ["people", "add", "1100", "Dewi Lestari", "--role", "supervisor", "--login", "dewi"]
    assert main([*who, "--skill", "billing=5", "--phone", "021 5550 7002"]) == 0
    assert main(["people", "list"]) == 0
    assert "Dewi" in capsys.readouterr().out
    works = Works(Settings.load({"SAPA_DATA": str(tmp_path)}))
    with closing(works), works.store.reading() as session:
        dewi = people.by_extension(session, "1100")
    assert dewi is not None
    assert (dewi.mode, dewi.number, dewi.skills) == ("ring", "+622155507002", {"billing": 5})
    assert people.check_pin(dewi, "246813")
    assert people.check_password(dewi, "long enough")
