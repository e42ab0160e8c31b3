"""Which object gets which: everything that a process needs, built once from the settings."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import redis

from desk import IDLE
from desk.office import Office, Provider
from ivr.flow import Flow
from ivr.hours import Hours
from ivr.script import Consent, Script, Skill
from queueing.board import Board
from queueing.changes import Changes
from queueing.model import Cause, Rung
from queueing.policy import Policy
from queueing.scripts import Server
from records import people
from records.session import Store
from sapa import redis_address
from sapa.added_phrases import AddedPhrases
from sapa.clock import SystemClock
from sapa.desk_memory import Attempts, SignedOut
from sapa.desk_sounds import DeskSounds
from sapa.errors import SettingsError
from sapa.hotline import Hotline, Language, Step
from sapa.hotline_cases import DAY, HOUR
from sapa.hotline_values import Titles
from sapa.jobs import Queues
from sapa.pace import AccountPace
from sapa.reasons import Trained
from sapa.redis_server import RedisServer
from sapa.settings import Settings
from sapa.spoken_names import SpokenNames
from sapa.turns import RedisTurns
from transcripts import writing
from transcripts.redaction.redact import in_text
from transcripts.sounds import FolderSounds, S3Sounds, Sounds, SoundsUnusable
from webhooks.casework import Casework
from webhooks.duty import Duty
from webhooks.floor import Floor
from webhooks.handling import Handling
from webhooks.incidents import Incidents
from webhooks.links import Links
from webhooks.pausing import Pausing
from webhooks.phones import Account, Phones
from webhooks.signature import Signatures
from webhooks.softphone import Softphone
from webhooks.switchboard import (
    Callbacks,
    CaseRules,
    GoodwillRules,
    IncidentRules,
    Rules,
    Switchboard,
    Timing,
)
from webhooks.visiting import Visiting

SIMULATED_ACCOUNT = "AC" + "0" * 32
SIMULATED_KEY = "SK" + "0" * 32
SIMULATED_APPLICATION = "AP" + "0" * 32
SHORTEST_OFFER = 2.5
"""Real seconds that an offer stays open at the least: machines do not run faster
when the clock does."""
SHIFT = 12 * 3600.0
_FOR_WEBHOOKS = 32  # threads


@dataclass(frozen=True)
class Works:
    """The objects of one process; each is made when it is first asked for."""

    settings: Settings

    @property
    def hotline(self) -> Hotline:
        return self.settings.hotline

    @cached_property
    def clock(self) -> SystemClock:
        return SystemClock(self.settings.speed, self.settings.epoch)

    @cached_property
    def store(self) -> Store:
        return Store(self.settings.database_url)

    @property
    def redis_url(self) -> str:
        """Of the operator's server, or of our own in the data folder."""
        return self.settings.redis_url or RedisServer(self.settings.data / "redis").url

    @cached_property
    def redis(self) -> redis.Redis:
        return redis_address.server(self.redis_url)

    @cached_property
    def board_redis(self) -> Server:
        """Where the board is: with everything else, unless it has a place of its own."""
        own = self.settings.board_url
        return redis_address.board_server(own) if own else self.redis

    def close(self) -> None:
        """Let go of the stores, those that were used."""
        if "store" in self.__dict__:
            self.store.close()
        if "redis" in self.__dict__:
            self.redis.close()
        if "board_redis" in self.__dict__:
            self.board_redis.close()

    @cached_property
    def board(self) -> Board:
        return Board(self.board_redis, self.board_name, self.policy)

    @property
    def board_name(self) -> str:
        """The hotline's name in Redis."""
        return self.hotline.about.number.lstrip("+")

    @cached_property
    def policy(self) -> Policy:
        agents = self.hotline.agents
        return Policy(
            ladder=_rungs(self.hotline.ladder),
            ladders={
                skill.key: _rungs(self.hotline.ladder_of(skill.key))
                for skill in self.hotline.skills
                if skill.ladder is not None
            },
            targets={skill.key: skill.target for skill in self.hotline.skills},
            target=self.hotline.about.target,
            wrap_up=agents.wrap_up,
            wrap_up_extension=agents.wrap_up_extension,
            back_off={
                Cause.DECLINED: agents.pause_declined,
                Cause.BUSY: agents.pause_busy,
                Cause.MISSED: agents.pause_missed,
                Cause.FAILED: agents.pause_failed,
            },
            back_off_growth=agents.pause_growth,
            misses_before_break=agents.misses_before_break,
            redeliver_after=max(2.0, self.settings.speed),
        )

    @cached_property
    def office(self) -> Office:
        about = self.hotline.about
        return Office(
            store=self.store,
            board=self.board,
            changes=Changes(self.board_redis, self.board_name),
            policy=self.policy,
            clock=self.clock,
            zone=self.zone,
            name=about.name,
            agent_number=about.agent_number,
            titles={skill.key: _by_code(skill.title) for skill in self.hotline.skills},
            languages=about.languages,
            short_abandon=about.short_abandon,
            speed=self.settings.speed,
            secure=self.settings.public_url.startswith("https://"),
            most_streams=_streams(self.settings.web_threads),
            attempts=Attempts(self.redis),
            signed_out=SignedOut(self.redis, IDLE),
            sounds=DeskSounds(self.sounds),
            writing=writing,
            pausing=self.pausing,
            models=frozenset(self.settings.models),
            consent=about.recording,
            pause_at_most=self.hotline.agents.pause_at_most,
            provider=self.provider,
            softphone=self.softphone,
            duty=self.duty,
            handling=self.handling,
            floor=Floor(self.switchboard),
            visiting=self.visiting,
            casework=Casework(self.switchboard),
            incidents=Incidents(self.switchboard),
            blind_transfers=self.rules.blind_transfers,
            outcomes=_by_key(self.hotline.agents.outcomes),
            break_reasons=_by_key(self.hotline.agents.break_reasons),
            country=about.country,
            api_key=self.settings.api_key,
            case_window=self.rules.cases.window,
            low_rating=self.rules.cases.low_rating,
            currency=self.hotline.goodwill.currency,
        )

    @cached_property
    def softphone(self) -> Softphone | None:
        """The telephone in people's pages; the simulator has one, Twilio needs a key for it."""
        settings, account = self.settings, self.account
        if not settings.account_sid:
            address = f"ws://127.0.0.1:{settings.simulator_port}/softphone/line"
            return Softphone(
                account.sid, SIMULATED_KEY, account.token, SIMULATED_APPLICATION, address
            )
        if not settings.api_key_sid:
            return None
        key, secret = settings.api_key_sid, settings.api_key_secret
        return Softphone(account.sid, key, secret, settings.twiml_app_sid)

    @property
    def provider(self) -> Provider | None:
        """Who else may say who somebody is."""
        settings = self.settings
        if not settings.oidc_issuer:
            return None
        return Provider(
            issuer=settings.oidc_issuer,
            client=settings.oidc_client_id,
            secret=settings.oidc_client_secret,
            claim=settings.oidc_claim,
            back=settings.public_url + "/sign-in/back",
        )

    @cached_property
    def pausing(self) -> Pausing:
        return Pausing(self.switchboard, self.phones, RedisTurns(self.redis), time.sleep)

    @cached_property
    def visiting(self) -> Visiting:
        return Visiting(
            self.switchboard,
            self.phones,
            RedisTurns(self.redis),
            AccountPace(self.redis, self.clock, self.settings.calls_per_second),
            self.handling,
            time.sleep,
        )

    @cached_property
    def handling(self) -> Handling:
        return Handling(self.switchboard, self.phones, RedisTurns(self.redis))

    @property
    def duty(self) -> Duty:
        agents = self.hotline.agents
        return Duty(
            self.switchboard,
            self.phones,
            outcomes=frozenset(agents.outcomes),
            reasons=frozenset(agents.break_reasons),
        )

    @cached_property
    def queues(self) -> Queues:
        return Queues(self.redis)

    @cached_property
    def sounds(self) -> Sounds:
        """Where recordings lie. Raises SettingsError where that is set, but cannot be used."""
        settings = self.settings
        if not settings.recordings_url:
            return FolderSounds(settings.data)
        drafts = settings.data / "recordings" / "drafts"
        sounds = S3Sounds(settings.recordings_url, settings.recordings_endpoint, drafts)
        try:
            sounds.check()
        except SoundsUnusable as error:
            raise SettingsError(f"SAPA_RECORDINGS_URL={error}") from None
        return sounds

    @property
    def account(self) -> Account:
        """Twilio's, or the simulator's while there are no credentials."""
        settings = self.settings
        if settings.account_sid:
            return Account(settings.account_sid, settings.auth_token, settings.twilio_api_url)
        simulator = f"http://127.0.0.1:{settings.simulator_port}"
        api_url = settings.twilio_api_url or simulator
        return Account(SIMULATED_ACCOUNT, settings.secret_key, api_url)

    @cached_property
    def phones(self) -> Phones:
        return Phones(self.account)

    @cached_property
    def flow(self) -> Flow:
        about = self.hotline.about
        skills = tuple(Skill(skill.key, _by_code(skill.title)) for skill in self.hotline.skills)
        consent = Consent(about.recording)
        parting = self.hotline.parting
        return Flow(
            Script(
                about.name,
                about.languages,
                consent,
                skills,
                self.trained,
                parting=parting.enabled,
                low_rating=parting.low_rating,
            )
        )

    @cached_property
    def trained(self) -> Trained:
        return Trained(self.hotline, AddedPhrases(self.store), self.clock)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.hotline.about.timezone)

    @cached_property
    def switchboard(self) -> Switchboard:
        about, hours, agents = self.hotline.about, self.hotline.hours, self.hotline.agents
        shortest = SHORTEST_OFFER * self.settings.speed
        return Switchboard(
            store=self.store,
            board=self.board,
            flow=self.flow,
            hours=Hours(hours.week, frozenset(hours.holidays)),
            zone=self.zone,
            clock=self.clock,
            jobs=self.queues,
            links=Links(self.settings.public_url),
            signatures=Signatures(self.account.token, self.settings.public_url),
            timing=Timing(
                standby=max(agents.offer_standby, shortest),
                ring=max(agents.offer_ring, shortest),
                presence=max(agents.presence, 4 * shortest),
                shift=SHIFT,
            ),
            number=about.number,
            country=about.country,
            withheld=frozenset(word.casefold() for word in about.no_number),
            levels={skill.key: skill.level for skill in self.hotline.skills},
            sounds=SpokenNames(self.sounds),
            discreet=in_text,
            policy=self.policy,
            rules=self.rules,
        )

    @property
    def rules(self) -> Rules:
        about, callback = self.hotline.about, self.hotline.callback
        return Rules(
            callbacks=Callbacks(
                enabled=callback.enabled,
                first=callback.first,
                from_minute=callback.from_,
                to_minute=callback.to,
                countries=callback.countries or (about.country,),
                retry=callback.retry,
                offer_after=callback.offer_after_estimate,
            ),
            most_waiting=about.most_waiting,
            repeat_bonus=about.repeat_bonus,
            repeat_within=about.repeat_within,
            regain_within=about.regain_within,
            back_by=about.back_by,
            pause_at_most=self.hotline.agents.pause_at_most,
            blind_transfers=self.hotline.agents.blind_transfer,
            cases=self._case_rules,
            goodwill=GoodwillRules(**self.hotline.goodwill.model_dump()),
            incidents=IncidentRules(**self.hotline.incidents.model_dump()),
        )

    @property
    def _case_rules(self) -> CaseRules:
        cases, parting = self.hotline.cases, self.hotline.parting
        return CaseRules(
            window=cases.days * DAY,
            target=cases.target_hours * HOUR,
            follow_up=cases.follow_up,
            follow_up_after=cases.follow_up_hours * HOUR,
            follow_up_tries=cases.follow_up_tries,
            follow_up_again=cases.follow_up_again_hours * HOUR,
            warn_before=cases.warn_before,
            parting=parting.enabled,
            low_rating=parting.low_rating,
            supervisor_within=parting.supervisor_hours * HOUR,
            texts=self.hotline.texts.enabled,
        )

    def prepare(self) -> None:
        """Make the records ready for this program: the folder, the tables, and the people on
        call that the hotline's file names. Any number of processes may at once.

        Raises SettingsError and RecordsError where they cannot be used.
        """
        self.sounds  # noqa: B018 - to hear now what is wrong with where recordings shall lie
        self.settings.data.mkdir(parents=True, exist_ok=True)
        self.store.migrate()
        with self.store.transaction() as session:
            people.sync_on_call(session, self._on_call(), self.clock.now())

    def _on_call(self) -> list[people.OnCall]:
        return [
            people.OnCall(
                order=order,
                name=person.name,
                number=person.number,
                languages=person.languages or self.hotline.about.languages,
                manager=person.manager,
            )
            for order, person in enumerate(self.hotline.on_call, start=1)
        ]


def _streams(threads: int) -> int:
    """How many live pages a web process serves: some threads are always left for webhooks."""
    return max(threads - _FOR_WEBHOOKS, threads // 2, 1)


def _by_code(titles: Mapping[Language, str]) -> dict[str, str]:
    return {str(code): title for code, title in titles.items()}


def _by_key(titles: Titles) -> dict[str, dict[str, str]]:
    return {key: _by_code(title) for key, title in titles.items()}


def _rungs(ladder: Iterable[Step]) -> tuple[Rung, ...]:
    return tuple(Rung(step.after, step.do) for step in ladder)
