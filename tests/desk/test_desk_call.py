"""One call's page: what was said and by whom, how far it is, what may be done and by whom."""

import json
import re

import pytest

from desk.calls.standing import PROBLEMS
from records import histories, points, transcripts
from records.models import Call, Person, Point
from records.transcripts import Quoted
from tests.desk.calls_to_read import CONVERSATION, MEASURES, POINTS, Archive, spaced
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, main, trail


@pytest.fixture
def call(archive: Archive, putu: Person) -> Call:
    """Sari Dewi's call with Putu, written down."""
    call = archive.call("Sari Dewi", putu, honorific="Ibu")
    archive.written(archive.recorded(call), CONVERSATION, measures=MEASURES, points=POINTS)
    return call


def noted(hotline: Hotline, call: Call) -> list[Point]:
    with hotline.office.store.reading() as session:
        return points.of_call(session, call.id)


def page_of(visitor: Visitor, call: Call) -> str:
    return main(visitor.get(f"/calls/{call.id}").text)


def test_a_conversation_with_names_times_and_gaps(supervisor: Visitor, call: Call) -> None:
    page = page_of(supervisor, call)
    assert (
        "Ibu Sari Dewi When 15 Jan 2027, 14:00 Length 5:00 Outcome answered Waited 0:20 About bills Agents Putu"
        in page
    )
    assert "Putu 0:00 14:00 good morning this is putu how can i help" in page
    assert "Ibu Sari Dewi 0:04 14:00 my name is sari and my heard unclearly: bill is wrong" in page
    assert "Putu 0:07 14:00 at the same time i am sorry sari" in page
    assert "my card is card number taken out thank you" in page


def test_only_what_begins_before_the_other_has_ended_overlaps(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    call = archive.call("Sari", putu)
    lines = [
        (0, spaced("one two three four five six", 1)),
        (1, spaced("yes", 1.5)),
        (0, spaced("seven", 3.5)),
        (1, spaced("eight", 5)),
    ]
    archive.written(archive.recorded(call), lines)
    page = page_of(supervisor, call)
    assert page.count("at the same time") == 1
    assert "at the same time yes" in page


def test_words_carry_their_times_for_the_player(supervisor: Visitor, call: Call) -> None:
    page = supervisor.get(f"/calls/{call.id}").text
    assert '<span class="w" data-from="0.5" data-to="0.8">good</span>' in page
    assert 'class="w unsure" title="heard unclearly"' in page
    assert '<audio controls preload="none" src="/calls/' in page


def test_measures_are_shown_with_their_words_and_nothing_unknown_is_zero(
    supervisor: Visitor, call: Call
) -> None:
    page = page_of(supervisor, call)
    assert "How Putu spoke Greeting yes 0:00 good morning" in page
    assert "Please no" in page
    assert "Thanks unknown" in page
    assert "Apology does not apply" in page
    assert "Talk share 55%" in page
    assert "Longest silence 0.8 s 0:03" in page


def test_a_call_that_was_not_recorded_says_so(archive: Archive, supervisor: Visitor) -> None:
    page = page_of(supervisor, archive.call("Sari"))
    assert "not recorded The caller said no to the recording" in page
    assert "Download:" not in page


def test_recordings_stand_one_after_the_other(
    archive: Archive, supervisor: Visitor, call: Call
) -> None:
    archive.written(archive.recorded(call, "message", after=250), [(0, spaced("call me", 1))])
    page = page_of(supervisor, call)
    assert page.index("Recording 1 of 2 14:00") < page.index("Message that the caller left 14:04")


def test_what_goes_on_is_told_and_can_be_asked_for(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    call = archive.call("Sari", putu)
    sid = archive.recorded(call, fetched=False)
    address = f"/calls/{call.id}/state"
    assert "being recorded The text is made when" in page_of(supervisor, call)
    before = json.loads(supervisor.get(address).text)
    assert before["more"]
    call = archive.call("Eka", putu)
    sid = archive.recorded(call)
    address = f"/calls/{call.id}/state"
    archive.works(sid, 0.4)
    assert "working, 40% 40% This page shows the text by itself" in page_of(supervisor, call)
    working = json.loads(supervisor.get(address).text)
    part = working["parts"][f"track-{sid}"]
    assert (working["more"], part["progress"], part["text"]) == (True, 0.4, "40%")
    assert f'data-version="{part["version"]}"' in supervisor.get(f"/calls/{call.id}").text


def test_progress_alone_is_no_new_version_and_an_end_is(
    archive: Archive, supervisor: Visitor, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Sari", putu)
    sid = archive.recorded(call)
    archive.works(sid, 0.4)
    state = f"/calls/{call.id}/state"
    first = json.loads(supervisor.get(state).text)["parts"][f"track-{sid}"]
    with hotline.office.store.transaction() as session:
        transcripts.progress(session, sid, "worker", 0.7, hotline.now + 60)
    second = json.loads(supervisor.get(state).text)["parts"][f"track-{sid}"]
    assert (first["version"], 0.7) == (second["version"], second["progress"])
    archive.written(sid, CONVERSATION)
    third = json.loads(supervisor.get(state).text)
    assert third["parts"][f"track-{sid}"]["version"] != second["version"]
    assert not third["more"]


@pytest.mark.parametrize("problem", [*sorted(PROBLEMS - {"cut-short", "silent", "mono"}), "odd"])
def test_every_failure_says_what_to_do(
    archive: Archive, supervisor: Visitor, call: Call, problem: str
) -> None:
    failed = archive.call("Eka")
    sid = archive.recorded(failed, "message")
    archive.fails(sid, problem)
    page = supervisor.get(f"/calls/{failed.id}").text
    advice = re.search(r'<p class="problem">(.{20,})</p>', page)
    assert advice
    assert "Try again" in page
    assert "not checked for card numbers" in page


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("cut-short", "ends before the recording did"),
        ("silent", "No word was understood"),
        ("mono", "not known who said what"),
    ],
)
def test_what_a_finished_transcript_lacks_is_told(
    archive: Archive, supervisor: Visitor, putu: Person, problem: str, said: str
) -> None:
    call = archive.call("Sari", putu)
    archive.written(archive.recorded(call), [], problem=problem)
    assert said in page_of(supervisor, call)


def test_a_failed_one_is_tried_again_once(
    archive: Archive, supervisor: Visitor, agent: Visitor, putu: Person, hotline: Hotline
) -> None:
    call = archive.call("Sari", putu)
    sid = archive.recorded(call)
    archive.fails(sid, "no-room")
    again = f"/calls/{call.id}/again/{sid}"
    assert "Try again" not in agent.get(f"/calls/{call.id}").text
    assert agent.post(again).status_code == 403
    for _ in range(2):
        assert supervisor.post(again).location == f"/calls/{call.id}"
    with hotline.office.store.reading() as session:
        (waiting,) = transcripts.queue(session)
    assert waiting.status == "waiting"
    assert supervisor.post(f"/calls/{call.id}/again/REnone").status_code == 404


def test_reading_a_call_is_on_record(supervisor: Visitor, call: Call, hotline: Hotline) -> None:
    supervisor.get(f"/calls/{call.id}")
    supervisor.get(f"/calls/{call.id}/state")
    (deed,) = trail(hotline)
    assert (deed.deed, deed.subject, deed.details) == ("read", call.id, {})
    assert deed.person_id is not None


def test_a_point_of_one_recording_leaves_the_other_as_it_is(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    call = archive.call("Sari", putu)
    first, second = archive.recorded(call), archive.recorded(call, after=100)
    archive.written(first, CONVERSATION)
    before = supervisor.get(f"/calls/{call.id}/state").json
    archive.written(second, CONVERSATION, points=POINTS)
    after = supervisor.get(f"/calls/{call.id}/state").json
    assert before
    assert after
    changed = {one for one, part in before["parts"].items() if part != after["parts"][one]}
    assert changed == {f"track-{second}", "facts"}


def test_a_point_is_accepted_once_however_often_it_is_pressed(
    agent: Visitor, call: Call, hotline: Hotline, putu: Person
) -> None:
    promise, time = noted(hotline, call)
    accept = f"/calls/{call.id}/points/{promise.id}/accept"
    for _ in range(2):
        assert agent.post(accept).location == f"/calls/{call.id}#point-{promise.id}"
    agent.post(f"/calls/{call.id}/points/{time.id}/dismiss")
    assert [(one.state, one.person_id) for one in noted(hotline, call)] == [
        ("accepted", putu.id),
        ("dismissed", putu.id),
    ]
    assert [deed.deed for deed in trail(hotline)] == ["point-dismissed", "point-accepted"]
    page = page_of(agent, call)
    assert "i call you back at four 0:10 accepted by Putu" in page
    assert "at four 0:11 dismissed by Putu" in page


def test_a_point_is_decided_by_its_agent_or_a_supervisor(
    archive: Archive,
    agent: Visitor,
    supervisor: Visitor,
    administrator: Visitor,
    hotline: Hotline,
    putu: Person,
) -> None:
    """Putu has read the call, having talked in it too, but it was Made to whom this was said."""
    call = archive.call("Sari", hotline.person("Made"))
    archive.written(archive.recorded(call), CONVERSATION, points=POINTS)
    archive.talks_too(call, putu)
    promise = noted(hotline, call)[0]
    accept = f"/calls/{call.id}/points/{promise.id}/accept"
    assert "Accept" not in page_of(agent, call)
    assert agent.post(accept).status_code == 403
    assert administrator.post(accept).status_code == 403
    assert supervisor.post(accept).status_code == 303
    assert supervisor.post(accept.replace("accept", "praise")).status_code == 404
    assert supervisor.post(f"/calls/{call.id}/points/99999/accept").status_code == 404


def test_measures_are_for_the_one_who_was_measured_and_for_supervisors(
    archive: Archive, agent: Visitor, administrator: Visitor, hotline: Hotline, putu: Person
) -> None:
    call = archive.call("Sari", hotline.person("Made"))
    archive.written(archive.recorded(call), CONVERSATION, measures=MEASURES)
    archive.talks_too(call, putu)
    assert "How Made spoke" not in page_of(agent, call)
    assert "How Made spoke" not in page_of(administrator, call)


PAGES = ("", "/state", "/export.txt", "/export.srt", "/export.json", "/sound/{sid}")


@pytest.mark.parametrize("path", PAGES)
def test_others_calls_do_not_exist_for_an_agent(
    archive: Archive, agent: Visitor, hotline: Hotline, path: str
) -> None:
    call = archive.call("Sari", hotline.person("Made"))
    sid = archive.recorded(call)
    archive.written(sid, CONVERSATION, points=POINTS)
    hidden = agent.get(f"/calls/{call.id}{path}".format(sid=sid))
    unknown = agent.get(f"/calls/{'0' * 32}{path}".format(sid=sid))
    assert (hidden.status_code, hidden.text) == (404, unknown.text.replace("0" * 32, call.id))
    point = noted(hotline, call)[0].id
    assert agent.post(f"/calls/{call.id}/points/{point}/accept").status_code == 404
    assert trail(hotline) == []


def test_an_offer_that_never_became_a_talk_opens_nothing(
    archive: Archive, agent: Visitor, putu: Person
) -> None:
    call = archive.call("Sari")
    archive.talks_too(call, putu, connected=False)
    assert agent.get(f"/calls/{call.id}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_an_outsider_is_shown_the_door(visitor: Visitor, call: Call, path: str) -> None:
    assert visitor.get(f"/calls/{call.id}{path}".format(sid="RE1")).location == "/sign-in"


@pytest.mark.parametrize("action", ["points/1/accept", "points/1/dismiss", "again/RE1"])
def test_an_outsider_does_nothing(visitor: Visitor, call: Call, action: str) -> None:
    assert visitor.post(f"/calls/{call.id}/{action}").status_code == 401


def test_an_administrator_reads_everything_but_names(
    archive: Archive, administrator: Visitor, putu: Person
) -> None:
    call = archive.call("Putri Sári", putu, honorific="Ibu", number="+15555550123")
    lines = [(1, spaced("hello putri's friend sari i am putu", 1)), (0, spaced("SARI here", 5))]
    points = [Quoted("promise", 1, 1, 3, "i promise sari")]
    sid = archive.recorded(call)
    archive.written(sid, lines, measures=MEASURES, points=points)
    page = page_of(administrator, call)
    assert "hello name hidden friend name hidden i am putu" in page
    assert "Caller 0:05 14:00 name hidden here" in page
    assert "i promise […]" in page
    assert "The sound is not for your role." in page
    everything = administrator.get(f"/calls/{call.id}").text
    for form in ("txt", "srt", "json"):
        everything += administrator.get(f"/calls/{call.id}/export.{form}").text
    assert not re.search("sari|sári|putri", everything, re.IGNORECASE)
    assert "<audio" not in everything
    assert administrator.get(f"/calls/{call.id}/sound/{sid}").status_code == 403


@pytest.mark.parametrize(
    ("name", "said"), [("Nur'aini", "nuraini"), ("Nuraini", "nur'aini"), ("Nur\u2019aini", "aini")]
)
def test_a_name_is_hidden_however_its_apostrophe_is_heard(
    archive: Archive, administrator: Visitor, putu: Person, name: str, said: str
) -> None:
    call = archive.call(name, putu)
    points = [Quoted("promise", 1, 1, 3, f"i promise {said}")]
    archive.written(archive.recorded(call), [(0, spaced(f"{said} here", 1))], points=points)
    page = page_of(administrator, call)
    assert "name hidden here" in page
    assert "i promise […]" in page


def test_exports_as_text_subtitles_and_json(
    supervisor: Visitor, call: Call, hotline: Hotline
) -> None:
    address = f"/calls/{call.id}/export."
    text = supervisor.get(address + "txt")
    assert text.headers["Content-Disposition"] == f'attachment; filename="call-{call.id}.txt"'
    assert text.headers["Cache-Control"] == "no-store"
    assert "0:00:08 Ibu Sari Dewi: my card is [card] thank you\n" in text.text
    assert "00:00:07,000 --> " in supervisor.get(address + "srt").text
    first = json.loads(supervisor.get(address + "json").text)[0]
    assert (first["who"], first["words"][0]["text"]) == ("Putu", "good")
    assert supervisor.get(address + "exe").status_code == 404
    assert [deed.details for deed in trail(hotline)] == [
        {"form": form} for form in ("json", "srt", "txt")
    ]


def test_an_export_counts_from_the_first_recording_on(
    archive: Archive, supervisor: Visitor, call: Call
) -> None:
    archive.written(archive.recorded(call, "message", after=250), [(0, spaced("call me", 1))])
    assert "0:03:41 Ibu Sari Dewi: call me" in supervisor.get(f"/calls/{call.id}/export.txt").text


def test_recordings_of_which_one_has_no_time_do_not_mix_in_an_export(
    archive: Archive, supervisor: Visitor, call: Call, hotline: Hotline
) -> None:
    with hotline.office.store.transaction() as session:
        (first,) = histories.of_calls(session, [call.id])[0].recordings
        first.started_at = None
    archive.written(archive.recorded(call, "message", after=250), [(0, spaced("call me", 1))])
    text = supervisor.get(f"/calls/{call.id}/export.txt").text
    assert text.splitlines()[-1] == "0:00:13 Ibu Sari Dewi: call me"


def test_a_name_is_only_text_on_the_page_of_its_call(
    archive: Archive, supervisor: Visitor, putu: Person
) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    call = archive.call(hostile, putu)
    lines = [(0, spaced(f"i am {hostile}", 1))]
    measures = {"greeting": {"state": "known", "value": 1, "evidence": [[1, 2, 1, hostile]]}}
    archive.written(
        archive.recorded(call), lines, measures=measures, points=[Quoted("date", 0, 1, 2, hostile)]
    )
    page = supervisor.get(f"/calls/{call.id}").text
    assert "<img" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script src="/desk/')


def test_a_page_in_indonesian(supervisor: Visitor, call: Call) -> None:
    back = f"/calls/{call.id}"
    answer = supervisor.post("/language", language="id", back=back)
    assert answer.location == back
    page = page_of(supervisor, call)
    assert "Putu 0:07 14.00 bersamaan i am sorry sari" in page
    assert "nomor kartu dihapus" in page
    assert "Terima kasih tidak diketahui" in page


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\x", ""])
def test_a_choice_of_language_leads_nowhere_else(supervisor: Visitor, back: str) -> None:
    assert supervisor.post("/language", language="id", back=back).location == "/"


@pytest.mark.parametrize(
    ("back", "page"),
    [("/desk/pause", "/desk"), ("/sign-out", "/"), ("/nothing/at/all", "/")],
)
def test_a_choice_of_language_leads_to_a_page_that_can_be_got(
    supervisor: Visitor, back: str, page: str
) -> None:
    assert supervisor.post("/language", language="id", back=back).location == page


def test_nothing_is_shown_that_cannot_be_put_on_record(
    supervisor: Visitor, call: Call, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time = None  # type: ignore[assignment]  # no deed can be without a time
    page = supervisor.get(f"/calls/{call.id}")
    assert page.status_code == 503
    assert "sari" not in page.text
