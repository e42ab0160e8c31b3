"""The invented crew covers the whole hotline and can be hired again and again."""

from queueing.model import Need
from records import people
from sapa import cast
from sapa.hotline import Hotline
from sapa.wiring import Works
from tests.sapa.works import EXAMPLES
from webhooks.staff import as_agent

BANK = Hotline.read(EXAMPLES / "bank.toml")
NOW = 1_790_000_000.0


def test_every_skill_has_somebody_for_whom_it_comes_first() -> None:
    crew = list(cast.players(BANK, 12, seed=1))
    for skill in BANK.skills:
        assert any(player.skills[skill.key] == cast.PRIMARY for player in crew)


def test_a_dozen_agents_have_one_supervisor_who_knows_everything() -> None:
    crew = list(cast.players(BANK, 12, seed=1))
    (supervisor,) = (player for player in crew if player.role == "supervisor")
    assert len(crew) == 13
    assert set(supervisor.skills.values()) == {cast.SECONDARY}


def test_some_are_rung_and_most_stand_by() -> None:
    modes = [player.mode for player in cast.players(BANK, 12, seed=1)]
    assert modes.count("ring") == 2


def test_who_is_hired_again_has_the_new_pin_only(works: Works) -> None:
    store = works.store
    first, second = (list(cast.players(BANK, 2, seed=1)) for _ in range(2))
    for crew in (first, second):
        with store.transaction() as session:
            cast.hire(session, crew, NOW)
    with store.reading() as session:
        everybody = people.all(session)
        assert [person.name for person in everybody] == [player.name for player in second]
        assert people.check_pin(everybody[0], second[0].pin)
        assert not people.check_pin(everybody[0], first[0].pin)


def test_whoever_looks_on_is_the_first_whom_a_caller_is_offered_to(works: Works) -> None:
    with works.store.transaction() as session:
        cast.hire(session, list(cast.players(works.hotline, 4, seed=1)), NOW)
        cast.take_part(session, works.hotline, NOW)
    with works.store.reading() as session:
        crew, guest = people.all(session), people.by_login(session, cast.AGENT_LOGIN)
    assert guest is not None
    for person in crew:
        works.board.ready(as_agent(person), NOW - person.id, NOW + 60, 20)
    for skill in list(guest.skills):
        offer = works.board.join(f"about-{skill}", Need("en", skill, 3), NOW, NOW)
        assert offer is not None
        assert offer.agent == str(guest.id)
        works.board.leave(f"about-{skill}", NOW)


def test_each_start_gives_the_supervisor_a_new_password(works: Works) -> None:
    store = works.store
    with store.transaction() as session:
        old = cast.supervise(session, NOW)
    with store.transaction() as session:
        new = cast.supervise(session, NOW)
    with store.reading() as session:
        person = people.by_login(session, cast.LOGIN)
    assert people.check_password(person, new)
    assert not people.check_password(person, old)
