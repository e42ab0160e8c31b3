"""The simulator, with the people of one hotline, pointed at our own webhooks."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import structlog

from sapa import cast, numbers
from sapa.hotline import Language
from sapa.hotline_tables import Person
from sapa.settings import Settings
from sapa.wiring import SIMULATED_APPLICATION, Works
from simulator import tiny_model
from simulator.config import AgentSpec, CallerSpec, Config, Faults

log = structlog.get_logger()

TINY_MODELS = Path(tiny_model.__file__).parent


def config(
    works: Works,
    *,
    crew: list[cast.Player],
    callers: CallerSpec,
    faults: Faults,
    seed: int,
    booth: bool,
) -> Config:
    """What the simulator is told; its agents, the crew, are put on record with new PINs."""
    hotline = works.hotline
    with works.store.transaction() as session:
        cast.hire(session, crew, works.clock.now())
    languages = tuple(map(str, hotline.about.languages))
    return Config(
        port=works.settings.simulator_port,
        account_sid=works.account.sid,
        auth_token=works.account.token,
        hotline_numbers=(hotline.about.number, hotline.about.agent_number),
        hotline_number=hotline.about.number,
        agent_number=hotline.about.agent_number,
        hotline_name=hotline.about.name,
        speed=works.settings.speed,
        epoch=works.settings.epoch,
        seed=seed,
        languages=languages,
        skills={skill.key: _texts(skill.examples) for skill in hotline.skills},
        titles={skill.key: _titles(skill.title) for skill in hotline.skills},
        agents=(
            *(_agent(player, languages[0]) for player in crew),
            *(_on_call(person, languages[0]) for person in hotline.on_call),
        ),
        callers=callers,
        faults=faults,
        calls_per_second=works.settings.calls_per_second,
        booth=booth,
        application_sid=SIMULATED_APPLICATION,
    )


def hosts(works: Works) -> dict[str, str]:
    """Fresh passwords, by login, of those whose pages may be tried: a supervisor, who sees the
    board, and an agent, who can take calls at the desk."""
    now = works.clock.now()
    with works.store.transaction() as session:
        return {
            cast.LOGIN: cast.supervise(session, now),
            cast.AGENT_LOGIN: cast.take_part(session, works.hotline, now),
        }


def _texts(examples: Mapping[Language, tuple[str, ...]]) -> dict[str, list[str]]:
    return {str(code): list(texts) for code, texts in examples.items()}


def _titles(titles: Mapping[Language, str]) -> dict[str, str]:
    return {str(code): title for code, title in titles.items()}


def _agent(player: cast.Player, language: str) -> AgentSpec:
    return AgentSpec(
        extension=player.extension,
        pin=player.pin,
        number=player.number,
        mode=player.mode,
        language=language,
        handling=180.0,
        decline=0.03,
        miss=0.03,
        name=player.name.split()[0],
        skills=dict(player.skills),
    )


def _on_call(person: Person, language: str) -> AgentSpec:
    return AgentSpec(
        extension="",
        pin="",
        number=person.number,
        mode="on call",
        language=str(person.languages[0]) if person.languages else language,
        handling=240.0,
        decline=0.2,
        miss=0.2,
        name=person.name.split()[0],
    )


def models(settings: Settings) -> dict[str, str]:
    """The settings that have the simulator's people understood, in languages without a model:
    the small ones that know nobody else."""
    there = {
        language: TINY_MODELS / language
        for language in ("en", "id")
        if language not in settings.models
    }
    return {
        f"SAPA_MODEL_{language.upper()}": str(folder)
        for language, folder in there.items()
        if folder.is_dir()
    }


def point_when_up(works: Works) -> None:
    """Point the simulated numbers at our webhooks as soon as the simulator answers."""

    def point() -> None:
        for _ in range(200):
            try:
                numbers.point(works)
            except (numbers.NotPointed, OSError):
                time.sleep(0.1)
            else:
                return
        log.error("simulator_not_pointed")

    threading.Thread(target=point, daemon=True).start()


BUSY = 0.8
CALL_SECONDS = 240.0
"""What a call takes of an agent: whisper, talk and notes."""


def busy_hour(agents: int) -> float:
    """Callers an hour that keep so many agents busy, though not overrun."""
    return agents * BUSY * 3600 / CALL_SECONDS


class NoSuchFile(Exception):
    """A file of callers is not there, or is neither of the two kinds."""


@dataclass(frozen=True)
class Crowd:
    """Where callers' names (.tsv) and questions (.csv) come from; None: from phrases of ours."""

    names: str | None = None
    reasons: str | None = None

    @classmethod
    def of(cls, paths: Sequence[str]) -> Self:
        """From files, or from the folder that holds both. Raises NoSuchFile."""
        found: dict[str, str] = {}
        for path in map(Path, paths):
            if not path.exists():
                raise NoSuchFile(f"{path}: is not there")
            files = sorted(path.iterdir()) if path.is_dir() else [path]
            found |= {file.suffix: str(file.resolve()) for file in files}
        if paths and not {".tsv", ".csv"} & found.keys():
            raise NoSuchFile(f"{paths[0]}: holds neither names (.tsv) nor questions (.csv)")
        return cls(names=found.get(".tsv"), reasons=found.get(".csv"))
