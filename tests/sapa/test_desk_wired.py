"""What the desk is handed by the house."""

from pathlib import Path

import pytest

from desk.office import NoSound, SoundsAway
from sapa.desk_sounds import DeskSounds
from sapa.wiring import Works
from transcripts import sounds
from transcripts.sounds import FolderSounds


def test_the_desk_reads_sounds_where_they_are_kept(works: Works) -> None:
    kept = Path(works.settings.data) / "recordings" / "RE1.wav"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"0123456789")
    found = works.office.sounds
    assert found is not None
    assert found.size("recordings/RE1.wav") == 10
    assert found.read("recordings/RE1.wav", 4, 3) == b"456"
    with pytest.raises(NoSound):
        found.size("recordings/RE2.wav")


class Away(FolderSounds):
    """A store that does not answer."""

    def read(self, key: str, start: int, length: int) -> bytes:
        raise sounds.SoundsAway(f"{key} from {start}, {length} bytes")

    def size(self, key: str) -> int:
        raise OSError(key)


def test_sounds_that_cannot_be_reached_are_away(tmp_path: Path) -> None:
    away = DeskSounds(Away(tmp_path))
    with pytest.raises(SoundsAway):
        away.read("recordings/RE1.wav", 0, 3)
    with pytest.raises(SoundsAway):
        away.size("recordings/RE1.wav")


def test_the_desk_knows_what_the_file_and_the_settings_say(works: Works) -> None:
    office = works.office
    assert office.pausing is not None
    assert office.writing is not None
    assert office.models == frozenset(works.settings.models)
    assert office.consent == works.hotline.about.recording
    assert office.pause_at_most == works.hotline.agents.pause_at_most


def test_the_desk_can_do_what_its_buttons_say(works: Works) -> None:
    office = works.office
    assert None not in (office.duty, office.handling, office.floor)
    assert office.break_reasons["lunch"] == {"en": "Lunch", "id": "Makan siang"}
    assert office.outcomes["follow-up"]["id"] == "Perlu tindak lanjut"
    assert office.duty is not None
    assert office.duty.finish(1, 1, "no-such-outcome") == "refused"
    assert office.duty.finish(1, 1, "solved") == "gone"
