"""Every setting of this installation, read once: the environment and `hotline.toml`."""

import difflib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from sapa import redis_address
from sapa.errors import SettingsError, explain
from sapa.hotline import Hotline
from sapa.logs import Format, Level

PREFIX = "SAPA_"
IGNORED = "SAPA_TEST_"  # belongs to the tests
OWN_FILE = Path("hotline.toml")
EXAMPLE = Path(__file__).parent.parent / "examples" / "elektronik.toml"

Port = Annotated[int, Field(ge=1, le=65535)]


def _origin(url: str) -> str:
    """Without a path, because Twilio signs the address and we rebuild it from this."""
    form = ValueError("must be such as https://hotline.example.com")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise form from None
    if parts.scheme not in {"http", "https"} or not host or "_" in host:
        raise form
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must have no path, query or password")
    return f"{parts.scheme}://{parts.netloc}"


def _issuer(url: str) -> str:
    """Its word decides who may see calls: only this machine may speak it in the clear."""
    parts = urlsplit(url)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    if not parts.hostname or parts.scheme not in ({"http", "https"} if here else {"https"}):
        raise ValueError("must be such as https://login.example.com")
    return url.rstrip("/")


def _model(model: str) -> str:
    """A folder, or the name of one that Vosk fetches when it is first used."""
    if Path(model).is_dir():
        return str(Path(model).absolute())
    if re.fullmatch(r"vosk-model-[\w.-]+", model):
        return model
    raise ValueError("must be a folder that exists, or a name such as vosk-model-small-en-us-0.15")


def _bucket(url: str) -> str:
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/[\w.-]+)*/?", url):
        raise ValueError("must be such as s3://bucket/prefix")
    return url


def _api_key(key: str) -> str:
    if not re.fullmatch(r"[!-~]{32,}", key):
        raise ValueError("must have at least 32 characters, none of them white space")
    return key


def _smtp(url: str) -> str:
    if not re.fullmatch(r"smtps?://([^@/\s]+@)?[\w.-]+(:\d{1,5})?/?", url):
        raise ValueError("must be such as smtp://user:password@mail.example.org:587")
    return url


def _database(url: str) -> str:
    if not re.match(r"(sqlite:///|postgresql(\+psycopg)?://)", url):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return url


def _sid(kind: str) -> AfterValidator:
    """Twilio's name for something: two letters that say what, then a number."""

    def check(sid: str) -> str:
        if not re.fullmatch(rf"{kind}[0-9a-f]{{32}}", sid):
            raise ValueError(f"must be {kind} and 32 of 0-9 a-f")
        return sid

    return AfterValidator(check)


def _kept_secret(values: Mapping[str, Path]) -> str:
    """The key in the data folder; the first process to start makes it, the others find it."""
    path = values["data"] / "secret_key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _publish(path, secrets.token_urlsafe(32))
        return path.read_text("ascii")
    except OSError as error:
        raise SettingsError(
            f"SAPA_DATA={path.parent}: {error.strerror}, must be a folder that can be written to"
        ) from None


def _publish(path: Path, text: str) -> None:
    """Write `text` so that nobody ever sees a part of it; an existing file stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


class Settings(BaseModel):
    """Frozen; a field is set by the environment variable that is its alias."""

    model_config = ConfigDict(
        alias_generator=lambda name: PREFIX + name.upper(), extra="forbid", frozen=True
    )

    hotline: Hotline = Field(
        default_factory=lambda: Hotline.read(OWN_FILE if OWN_FILE.exists() else EXAMPLE),
        json_schema_extra={"format": "path"},
        description="The hotline's file; `hotline.toml` where Sapa is started, or else an example.",
    )
    data: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        Path("var"), validate_default=True, description="Folder of everything that is kept."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default_factory=lambda values: f"sqlite:///{values['data'] / 'sapa.db'}",
        alias="DATABASE_URL",
        repr=False,
        description="SQLite or PostgreSQL; a file in the data folder if not set.",
    )
    redis_url: Annotated[str, AfterValidator(redis_address.check)] = Field(
        "",
        alias="REDIS_URL",
        repr=False,
        description="Redis, or `sentinel://host:port,host:port/service` for the master that "
        "Sentinel finds; an own server in the data folder if not set.",
    )
    board_url: Annotated[str, AfterValidator(redis_address.check_board)] = Field(
        "",
        repr=False,
        description="Redis of the board alone, such as `cluster://host:port,host:port`; "
        "the other one if not set.",
    )
    host: str = Field("127.0.0.1", description="Address that the web process listens on.")
    port: Port = Field(8000, description="Port that the web process listens on.")
    public_url: Annotated[str, AfterValidator(_origin)] = Field(
        default_factory=lambda values: f"http://127.0.0.1:{values['port']}",
        description="Where Twilio and browsers find the web process; this machine if not set.",
    )
    proxies: Annotated[int, Field(ge=0, le=9)] = Field(
        0,
        description="Proxies before the web process that add to X-Forwarded-For: the address of "
        "who signs in is taken from there. Without one it must be 0, or anybody could claim any.",
    )
    web_workers: Annotated[int, Field(ge=1, le=64)] = Field(2, description="Web processes.")
    web_threads: Annotated[int, Field(ge=1, le=256)] = Field(
        192, description="Threads of each; every open live page takes one, idle ones cost little."
    )
    account_sid: Annotated[str, _sid("AC")] = Field(
        "",
        alias="TWILIO_ACCOUNT_SID",
        description="Twilio account; without one the hotline talks to the simulator.",
    )
    auth_token: str = Field(
        "", alias="TWILIO_AUTH_TOKEN", repr=False, description="The account's primary token."
    )
    api_key_sid: Annotated[str, _sid("SK")] = Field(
        "",
        alias="TWILIO_API_KEY_SID",
        description="A standard API key of the account, for telephones in pages; without one "
        "people phone in, or are rung.",
    )
    api_key_secret: str = Field(
        "", alias="TWILIO_API_KEY_SECRET", repr=False, description="That key's secret."
    )
    twiml_app_sid: Annotated[str, _sid("AP")] = Field(
        "",
        alias="TWILIO_TWIML_APP_SID",
        description="The TwiML App that those telephones connect to; `sapa twilio setup` "
        "points it here.",
    )
    twilio_api_url: Annotated[str, AfterValidator(_origin)] = Field(
        "", description="Address of a stand-in for Twilio; Twilio itself if not set."
    )
    calls_per_second: Annotated[float, Field(gt=0, le=100)] = Field(
        1.0, description="Calls that the account may place in a second."
    )
    secret_key: Annotated[str, Field(min_length=32)] = Field(
        default_factory=_kept_secret,
        repr=False,
        description="Signs the sessions of people signed in; made in the data folder if not set.",
    )
    api_key: Annotated[str, AfterValidator(_api_key)] = Field(
        "",
        repr=False,
        description="What programs prove themselves by that put contacts on record (`/api`), at "
        "least 32 characters; without it there is no such interface.",
    )
    smtp_url: Annotated[str, AfterValidator(_smtp)] = Field(
        "",
        repr=False,
        description="How letters are sent, such as smtp://user:password@mail.example.org:587 or "
        "smtps://; without it they only lie in the data folder.",
    )
    oidc_issuer: Annotated[str, AfterValidator(_issuer)] = Field(
        "",
        description="The OpenID provider at which people may sign in to the pages, such as "
        "https://login.example.com (needs the extra `oidc`); login and password alone if not set.",
    )
    oidc_client_id: str = Field("", description="What that provider calls this installation.")
    oidc_client_secret: str = Field(
        "", repr=False, description="The secret that it shares with us."
    )
    oidc_claim: Annotated[str, Field(min_length=1)] = Field(
        "email", description="What of its word on somebody is their login here."
    )
    model_en: Annotated[str, AfterValidator(_model)] = Field(
        "",
        description="The Vosk model that transcribes English: its folder, or the name of one "
        "that Vosk fetches; nothing is transcribed if not set.",
    )
    model_id: Annotated[str, AfterValidator(_model)] = Field(
        "", description="The same for Indonesian."
    )
    recordings_url: Annotated[str, AfterValidator(_bucket)] = Field(
        "",
        description="Where recordings are kept, such as `s3://bucket/prefix` (needs the extra "
        "`s3`; keys and region as boto3 reads them); the data folder if not set.",
    )
    recordings_endpoint: Annotated[str, AfterValidator(_origin)] = Field(
        "", description="Address of a store other than Amazon's that speaks S3."
    )
    log_level: Level = Field("info", description="The least serious events that are logged.")
    log_format: Format = Field(
        "auto", description="Logs as JSON, or for the eye; auto is for the eye on a terminal."
    )
    simulator_port: Port = Field(8001, description="Port of the simulator and its phone booth.")
    speed: Annotated[float, Field(gt=0, le=1000)] = Field(
        1.0, description="How many times faster than life the clock runs, for the demo."
    )
    epoch: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        0.0, description="Real time, in epoch seconds, at which that clock agrees with life."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if bool(self.account_sid) != bool(self.auth_token):
            unset = "TWILIO_AUTH_TOKEN" if self.account_sid else "TWILIO_ACCOUNT_SID"
            raise ValueError(f"{unset}: is missing, must be set together with the other")
        self._check_softphone()
        if bool(self.oidc_issuer) != bool(self.oidc_client_id and self.oidc_client_secret):
            raise ValueError(
                "SAPA_OIDC_ISSUER: must be set together with SAPA_OIDC_CLIENT_ID and "
                "SAPA_OIDC_CLIENT_SECRET"
            )
        if self.recordings_endpoint and not self.recordings_url:
            raise ValueError("SAPA_RECORDINGS_URL: is missing, its endpoint alone is not enough")
        return self

    def _check_softphone(self) -> None:
        given = {
            "TWILIO_API_KEY_SID": self.api_key_sid,
            "TWILIO_API_KEY_SECRET": self.api_key_secret,
            "TWILIO_TWIML_APP_SID": self.twiml_app_sid,
        }
        unset = [name for name, value in given.items() if not value]
        if unset and len(unset) < len(given):
            raise ValueError(f"{unset[0]}: is missing, must be set together with the others")
        if not unset and not self.account_sid:
            raise ValueError("TWILIO_ACCOUNT_SID: is missing, its API key alone is not enough")

    @property
    def models(self) -> dict[str, str]:
        """The model of each language that has one: a folder, or a name that Vosk knows."""
        given = {"en": self.model_en, "id": self.model_id}
        return {language: model for language, model in given.items() if model}

    @classmethod
    def load(cls, environ: Mapping[str, str], hotline_path: Path | None = None) -> Self:
        """Read everything once; raises `SettingsError` for the first thing that is wrong."""
        names = {str(field.alias) for field in cls.model_fields.values()}
        _refuse_unknown(environ, names)
        values: dict[str, object] = {name: environ[name] for name in names if environ.get(name)}
        if path := hotline_path or environ.get("SAPA_HOTLINE"):
            values["SAPA_HOTLINE"] = Hotline.read(Path(path))
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise SettingsError(explain(error, _secret_names(cls))) from None


def _refuse_unknown(environ: Mapping[str, str], names: set[str]) -> None:
    for name in environ:
        if name.startswith(PREFIX) and not name.startswith(IGNORED) and name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f", did you mean {close[0]}?" if close else ""
            raise SettingsError(f"{name}: is no setting{hint}")


def _secret_names(model: type[BaseModel]) -> set[str]:
    return {str(field.alias) for field in model.model_fields.values() if not field.repr}
