"""What the hotline's file says reaches those who act on it."""

from records import people
from sapa.settings import Settings
from sapa.wiring import Works
from tests.sapa.works import EXAMPLES
from webhooks.switchboard import Callbacks, Rules


def test_the_rules_of_the_file_are_those_of_the_switchboard(works: Works) -> None:
    assert works.rules == Rules(
        Callbacks(True, "agent", 480, 1200, (300.0, 1800.0), 180.0, ("US",)),
        500,
        30.0,
        86400.0,
        120.0,
    )
    assert works.switchboard.rules == works.rules
    assert works.policy.wrap_up_extension == 60.0
    acts = [rung.act.value for rung in works.policy.ladder]
    assert acts == ["widen", "tell", "callback", "raise", "supervisor", "manager"]


def test_who_is_on_call_in_the_file_is_on_call_on_record(works: Works) -> None:
    for _ in range(2):
        works.prepare()
    with works.store.reading() as session:
        found = people.on_call(session)
    assert [(one.name, one.number, one.manager) for one in found] == [
        ("Morgan Ellis", "+15555550190", False),
        ("Priya Raman", "+15555550191", False),
        ("Helen Okafor", "+15555550192", True),
    ]
    assert {tuple(one.languages) for one in found} == {("en",)}


def test_people_on_call_speak_what_the_hotline_speaks_unless_they_are_said_to(
    works: Works,
) -> None:
    given = {"SAPA_DATA": str(works.settings.data)}
    indonesian = Works(Settings.load(given, EXAMPLES / "elektronik.toml"))
    indonesian.prepare()
    with indonesian.store.reading() as session:
        spoken = [list(one.languages) for one in people.on_call(session)]
    indonesian.close()
    assert spoken == [["id", "en"], ["id"], ["id", "en"]]
