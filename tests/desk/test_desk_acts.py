"""What supervisors do from the live board."""

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from desk.office import WHY_NOT
from records import messages, notices, people
from records.models import Message, Person
from tests.desk.people_at_the_desk import Hotline, Visitor, main, trail
from tests.desk.the_floor import FloorSide

STORM = {"said-en": "A storm has cut our lines.", "said-id": "Badai memutus saluran kami."}
NOT_OURS = 400


@pytest.fixture
def side(app: Flask, hotline: Hotline) -> FloorSide:
    side = FloorSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def wayan(supervisor: Visitor, hotline: Hotline) -> int:
    with hotline.office.store.reading() as session:
        found = people.by_login(session, "wayan")
    assert found
    return found.id


@pytest.fixture
def waits(hotline: Hotline, side: FloorSide) -> str:
    """Sari waits for somebody who knows about billing; there is nobody."""
    return hotline.phones("Sari", waited=30)[0]


@pytest.fixture
def talk(hotline: Hotline, side: FloorSide, putu: Person) -> str:
    """Sari and Putu talk."""
    hotline.ready(putu)
    call, offer = hotline.phones("Sari")
    assert offer
    side.accepts(offer)
    return call


def sends(visitor: Visitor, path: str, **form: str) -> TestResponse:
    """As the script of the page does."""
    data = {"csrf": visitor.token()} | form
    headers = {"Accept": "application/json"}
    return visitor.client.post(f"/board/acts/{path}", data=data, headers=headers)


def dialog(visitor: Visitor, path: str) -> str:
    answer = visitor.get(f"/board/acts/{path}", X_Part="yes")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    return answer.text


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def press_of(page: str) -> str:
    found = re.search(r'name="press" value="([^"]+)"', page)
    assert found
    return found[1]


def done(hotline: Hotline) -> list[tuple[str, int | None, str | None]]:
    """What the trail has of it, the newest first."""
    return [(deed.deed, deed.person_id, deed.subject) for deed in trail(hotline)]


# With a caller who waits


def test_a_caller_is_moved_up(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, wayan: int, waits: str
) -> None:
    shown = words(dialog(supervisor, f"call/{waits}"))
    assert "Sari" in shown
    assert "waiting 0:30" in shown
    answer = sends(supervisor, f"call/{waits}/move-up").json
    assert answer == {"ok": True, "why": None, "said": "Sari is first in line now.", "shown": None}
    assert side.asked == [("move_up", waits, wayan)]


def test_a_caller_is_given_to_an_agent_the_fittest_of_whom_come_first(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, wayan: int, putu: Person
) -> None:
    made, agus = hotline.person("Made"), hotline.person("Agus")
    with hotline.office.store.transaction() as session:
        for person, language, skills in (
            (putu, "en", {"billing": 2}),
            (made, "id", {"billing": 5}),
            (agus, "en", {}),
        ):
            known = people.by_id(session, person.id)
            assert known
            known.languages, known.skills = [language], skills
    waits, _ = hotline.phones("Sari")
    hotline.office.board.leave(waits, hotline.now)
    for person in (putu, made, agus):
        hotline.ready(person)
    waits, _ = hotline.phones("Sari")
    shown = words(dialog(supervisor, f"call/{waits}"))
    assert shown.index("Agus not trained for bills") < shown.index("Made does not speak English")
    assert "Putu bills · Level 2" in shown
    answer = sends(supervisor, f"call/{waits}/give", to=str(agus.id)).json
    assert answer
    assert answer["said"] == "Sari goes to Agus."
    assert side.asked == [("give", waits, agus.id, wayan)]


def test_giving_to_nobody_says_what_is_missing(supervisor: Visitor, waits: str) -> None:
    answer = sends(supervisor, f"call/{waits}/give")
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["said"] == "Please choose an agent."
    assert "No agent is ready" in words(dialog(supervisor, f"call/{waits}"))


@pytest.mark.parametrize("why", WHY_NOT)
def test_why_it_was_not_done_is_said_in_words(
    side: FloorSide, supervisor: Visitor, waits: str, why: str
) -> None:
    side.why = why
    answer = sends(supervisor, f"call/{waits}/move-up")
    assert answer.status_code == 409
    assert answer.json
    assert (answer.json["ok"], answer.json["why"]) == (False, why)
    assert answer.json["said"].endswith(".")


def test_a_call_that_is_over_says_so(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, waits: str
) -> None:
    hotline.hangs_up(waits)
    assert "This call is over" in words(dialog(supervisor, f"call/{waits}"))
    assert "This call is over" in words(dialog(supervisor, "call/nothing"))


# With an agent


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("listen", "you hear the talk of Putu"),
        ("whisper", "only Putu hears you"),
        ("join", "Putu and the caller hear you"),
    ],
)
def test_a_supervisor_is_in_a_talk_as_they_choose_and_leaves_it(
    side: FloorSide, supervisor: Visitor, wayan: int, talk: str, mode: str, said: str
) -> None:
    for _ in range(2):
        answer = sends(supervisor, f"call/{talk}/watch", mode=mode).json
        assert answer
        assert said in answer["said"]
        pressed = re.findall(r'value="(\w+)"[^>]*aria-pressed="true"', answer["shown"])
        assert pressed == [mode]
        assert "You are in this talk" in answer["shown"]
    assert side.asked == [("watch", talk, wayan, mode)] * 2
    answer = sends(supervisor, f"call/{talk}/leave").json
    assert answer
    assert answer["said"] == "You have left the talk."
    assert "You are in this talk" not in answer["shown"]
    sends(supervisor, f"call/{talk}/leave")
    assert [one[0] for one in side.asked] == ["watch", "watch", "send_away"]


def test_a_call_that_is_talked_in_shows_its_agent(
    supervisor: Visitor, putu: Person, talk: str
) -> None:
    shown = words(dialog(supervisor, f"call/{talk}"))
    assert shown == words(dialog(supervisor, f"agent/{putu.id}"))
    assert "Listen Whisper Join Take over" in shown
    assert "For this you need a telephone" in shown


def test_a_supervisor_takes_a_talk_over(
    side: FloorSide, supervisor: Visitor, wayan: int, talk: str
) -> None:
    answer = sends(supervisor, f"call/{talk}/take-over").json
    assert answer
    assert answer["said"].startswith("The caller is with you now.")
    assert side.asked == [("take_over", talk, wayan)]


@pytest.mark.parametrize(
    ("chosen", "asked", "said"),
    [
        ("ready", ("ready", None), "Putu is ready now."),
        ("break", ("break", None), "Putu is on a break now."),
        ("break:lunch", ("break", "lunch"), "Putu is on a break now."),
        ("signed-out", ("signed-out", None), "Putu is signed out now."),
    ],
)
def test_an_agents_status_is_changed(
    side: FloorSide,
    supervisor: Visitor,
    wayan: int,
    putu: Person,
    chosen: str,
    asked: tuple[str, str | None],
    said: str,
) -> None:
    answer = sends(supervisor, f"agent/{putu.id}/status", status=chosen).json
    assert answer
    assert answer["said"] == said
    assert side.asked == [("choose", putu.id, *asked, wayan)]


def test_who_talks_has_their_break_after_it(supervisor: Visitor, putu: Person, talk: str) -> None:
    answer = sends(supervisor, f"agent/{putu.id}/status", status="break").json
    assert answer
    assert answer["said"] == "Putu has a break after this talk."


def test_skills_and_levels_change_at_once_and_only_once(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, wayan: int, putu: Person
) -> None:
    with hotline.office.store.transaction() as session:
        known = people.by_id(session, putu.id)
        assert known
        known.skills = {"billing": 2, "unknown here": 4}
    for _ in range(2):
        answer = sends(supervisor, f"agent/{putu.id}/skills", **{"skill-billing": "5"})
        assert answer.status_code == 200
    with hotline.office.store.reading() as session:
        known = people.by_id(session, putu.id)
        assert known
        assert known.skills == {"billing": 5, "unknown here": 4}
    assert side.asked == [("learnt", putu.id, wayan)]
    assert done(hotline) == [("skills-changed", wayan, f"person-{putu.id}")]
    assert 'value="5" selected' in dialog(supervisor, f"agent/{putu.id}")


def sent(hotline: Hotline, to: Person) -> list[tuple[str, str]]:
    with hotline.office.store.reading() as session:
        found = session.query(Message).filter_by(to_id=to.id).order_by(Message.id)
        return [(one.kind, one.text) for one in found]


def test_a_message_pressed_twice_is_sent_once(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, wayan: int, putu: Person
) -> None:
    press = press_of(dialog(supervisor, f"agent/{putu.id}"))
    for _ in range(2):
        answer = sends(supervisor, f"agent/{putu.id}/message", press=press, text=" Well done ")
        assert answer.json
        assert answer.json["said"] == "Putu has your message."
    assert sent(hotline, putu) == [("word", "Well done")]
    assert done(hotline) == [("message-sent", wayan, f"person-{putu.id}")]
    assert press_of(dialog(supervisor, f"agent/{putu.id}")) != press


@pytest.mark.parametrize("text", ["", "  ", "x" * (messages.LONGEST + 1)])
def test_a_message_without_words_or_with_too_many_is_not_sent(
    hotline: Hotline, supervisor: Visitor, side: FloorSide, putu: Person, text: str
) -> None:
    press = press_of(dialog(supervisor, f"agent/{putu.id}"))
    answer = sends(supervisor, f"agent/{putu.id}/message", press=press, text=text)
    assert answer.status_code == 409
    assert sent(hotline, putu) == []


@pytest.mark.parametrize("why", [None, "no-line", "phone"])
def test_an_agent_is_called_back_from_their_break_once(
    hotline: Hotline,
    side: FloorSide,
    supervisor: Visitor,
    wayan: int,
    putu: Person,
    why: str | None,
) -> None:
    hotline.chooses(putu, "break", "lunch")
    side.why = why
    press = press_of(dialog(supervisor, f"agent/{putu.id}"))
    for _ in range(2):
        answer = sends(supervisor, f"agent/{putu.id}/call-back", press=press, text="Many wait")
        assert answer.json
        assert answer.json["said"] == "Putu is called back.", "their page says it in any case"
    assert side.asked == [("call_back", putu.id, wayan)]
    assert sent(hotline, putu) == [("come-back", "Many wait")]


@pytest.mark.parametrize(("status", "code"), [("ready", 200), ("signed-out", 409)])
def test_who_is_on_no_break_is_not_called_back(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, putu: Person, status: str, code: int
) -> None:
    hotline.chooses(putu, status)  # type: ignore[arg-type]
    answer = sends(supervisor, f"agent/{putu.id}/call-back", press="x" * 16)
    assert answer.status_code == code
    assert side.asked == sent(hotline, putu) == []
    sends(supervisor, f"agent/{putu.id}/call-back", press="x" * 16, text="Many wait")
    words = [("word", "Many wait")] if status == "ready" else []
    assert sent(hotline, putu) == words, "who came back by themselves has the words all the same"


def test_nobody_acts_on_those_who_left_or_never_were(
    hotline: Hotline, side: FloorSide, supervisor: Visitor, putu: Person
) -> None:
    with hotline.office.store.transaction() as session:
        known = people.by_id(session, putu.id)
        assert known
        known.left_at = hotline.now
    for person in (putu.id, 999, 10**30):
        assert supervisor.get(f"/board/acts/agent/{person}").status_code == 404
        assert sends(supervisor, f"agent/{person}/status", status="ready").status_code == 404
    assert side.asked == []


# With everybody


def test_an_emergency_is_raised_reworded_and_ended(
    hotline: Hotline, supervisor: Visitor, wayan: int
) -> None:
    for _ in range(2):
        answer = sends(supervisor, "house/raise", **STORM)
        assert answer.json
        assert answer.json["said"] == "Every caller hears this from now on."
    sends(supervisor, "house/raise", **STORM, closes="1")
    assert "A storm has cut our lines." in dialog(supervisor, "house")
    with hotline.office.store.reading() as session:
        notice = notices.emergency(session)
        assert notice
        assert (notice.closes, notice.by) == (True, "Wayan")
    for _ in range(2):
        answer = sends(supervisor, "house/end")
        assert answer.json
        assert answer.json["said"] == "The emergency is over."
    with hotline.office.store.reading() as session:
        assert notices.emergency(session) is None
    assert [deed for deed, _, _ in done(hotline)] == [
        *("emergency-ended", "emergency-raised", "emergency-raised")
    ]


def test_an_emergency_is_said_in_every_language(hotline: Hotline, supervisor: Visitor) -> None:
    answer = sends(supervisor, "house/raise", **{"said-en": "A storm"})
    assert answer.status_code == 409
    with hotline.office.store.reading() as session:
        assert notices.emergency(session) is None


# Without scripts, and from those who send what no page of ours sends


@pytest.mark.parametrize("path", ["call/{call}", "agent/{agent}", "house"])
def test_each_dialog_is_a_page_as_well(
    supervisor: Visitor, talk: str, putu: Person, path: str
) -> None:
    page = supervisor.get(f"/board/acts/{path.format(call=talk, agent=putu.id)}")
    assert page.status_code == 200
    assert "Back to the live board" in main(page.text)
    assert "style=" not in page.text


def test_a_plain_form_shows_the_page_with_what_came_of_it(
    side: FloorSide, supervisor: Visitor, putu: Person, talk: str
) -> None:
    page = supervisor.post(f"/board/acts/call/{talk}/watch", mode="listen")
    assert (page.status_code, "you hear the talk of Putu" in main(page.text)) == (200, True)
    assert 'role="status"' in page.text
    side.why = "busy"
    page = supervisor.post(f"/board/acts/agent/{putu.id}/status", status="break")
    assert (page.status_code, "in the middle of something" in main(page.text)) == (409, True)
    assert 'role="alert"' in page.text
    page = supervisor.post("/board/acts/house/raise", **{"said-en": "A storm"})
    assert page.status_code == 409
    assert "A storm" in page.text, "what was written is not lost"


FORGED: list[tuple[str, dict[str, str]]] = [
    ("call/{call}/watch", {"mode": "spy"}),
    ("call/{call}/watch", {}),
    ("call/{call}/give", {"to": "1 or 1=1"}),
    ("agent/{agent}/status", {"status": "gone"}),
    ("agent/{agent}/status", {"status": "break:made up"}),
    ("agent/{agent}/skills", {"skill-billing": "9"}),
    ("agent/{agent}/message", {"text": "Hello", "press": "short"}),
    ("agent/{agent}/message", {"text": "Hello", "press": "x" * 65}),
]


@pytest.mark.parametrize(("path", "form"), FORGED)
def test_what_no_page_of_ours_sends_does_nothing(
    side: FloorSide,
    hotline: Hotline,
    supervisor: Visitor,
    talk: str,
    putu: Person,
    path: str,
    form: dict[str, str],
) -> None:
    answer = sends(supervisor, path.format(call=talk, agent=putu.id), **form)
    assert answer.status_code == NOT_OURS
    assert side.asked == []
    assert done(hotline) == []


@pytest.mark.parametrize("path", ["call/x/fly", "agent/1/fly", "house/fly"])
def test_there_is_no_other_act(supervisor: Visitor, path: str) -> None:
    assert sends(supervisor, path).status_code == 404


def test_a_form_of_another_site_does_nothing(
    side: FloorSide, supervisor: Visitor, waits: str
) -> None:
    answer = supervisor.client.post(f"/board/acts/call/{waits}/move-up")
    assert answer.status_code == 400
    assert side.asked == []


def test_without_a_telephone_side_nothing_is_promised(
    hotline: Hotline, supervisor: Visitor, putu: Person
) -> None:
    call, _ = hotline.phones("Sari")
    paths: list[tuple[str, dict[str, str]]] = [
        (f"call/{call}/move-up", {}),
        (f"call/{call}/give", {"to": str(putu.id)}),
        (f"call/{call}/watch", {"mode": "listen"}),
        (f"call/{call}/take-over", {}),
        (f"agent/{putu.id}/status", {"status": "break"}),
    ]
    for path, form in paths:
        assert sends(supervisor, path, **form).status_code == 409


def test_agents_and_administrators_look_but_do_not_act(
    side: FloorSide, agent: Visitor, administrator: Visitor, waits: str
) -> None:
    for visitor in (agent, administrator):
        assert visitor.get(f"/board/acts/call/{waits}").status_code == 403
        assert sends(visitor, f"call/{waits}/move-up").status_code == 403
    assert side.asked == []
    page = administrator.get("/board").text
    assert "acts-dialog" not in page
    assert "steers" not in page


def test_names_are_text(hotline: Hotline, side: FloorSide, supervisor: Visitor, waits: str) -> None:
    person = hotline.person("<b onclick=x>Putu")
    call, _ = hotline.phones("<script>alert(1)</script>")
    for path in (f"agent/{person.id}", f"call/{call}"):
        page = dialog(supervisor, path)
        assert "<b onclick" not in page
        assert "<script>" not in page
