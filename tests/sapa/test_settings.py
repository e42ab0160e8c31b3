"""What an operator may write, and what they are told when it is wrong."""

import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from sapa.errors import SettingsError
from sapa.settings import Settings

HOTLINE = """
[hotline]
name = "Toko Uji"
number = "+62 21 5550 1000"
agent_number = "+622155501001"
languages = ["id", "en"]
country = "ID"
timezone = "Asia/Jakarta"

[hours]
mon = "08:00-12:00, 13:00-24:00"
tue = ""
holidays = ["2026-12-25"]

[[skills]]
key = "billing"
target = 15
title = { id = "tagihan", en = "bills" }
examples = { id = ["a", "b", "c", "d", "e"], en = ["f", "g", "h", "i", "j"] }

[[skills]]
key = "sales"
title = { id = "penjualan", en = "sales" }
examples = { id = ["k", "l", "m", "n", "o"], en = ["p", "q", "r", "s", "t"] }
ladder = [{ after = 5, do = "raise" }]

[[ladder]]
after = 10
do = "widen"

[[ladder]]
after = 60
do = "supervisor"

[callback]
from = "08:30"
to = "24:00"
retry = [60]

[[on_call]]
name = "Jaga Malam"
number = "+622155501002"
"""
ACCOUNT = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "f" * 32}


@pytest.fixture
def hotline(tmp_path: Path) -> Path:
    path = tmp_path / "hotline.toml"
    path.write_text(HOTLINE)
    return path


@pytest.fixture
def environ(hotline: Path, tmp_path: Path) -> dict[str, str]:
    return {"SAPA_HOTLINE": str(hotline), "SAPA_DATA": str(tmp_path / "var"), "PATH": "/bin"}


def test_everything_has_a_default_but_the_hotline_itself(
    environ: dict[str, str], tmp_path: Path
) -> None:
    settings = Settings.load(environ)
    assert settings.database_url == f"sqlite:///{tmp_path}/var/sapa.db"
    assert settings.redis_url == ""
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.account_sid == ""
    assert settings.calls_per_second == 1.0
    assert settings.models == {}


def test_the_public_address_follows_the_port(environ: dict[str, str]) -> None:
    assert Settings.load({**environ, "SAPA_PORT": "9000"}).public_url == "http://127.0.0.1:9000"


def test_an_empty_variable_counts_as_not_set(environ: dict[str, str]) -> None:
    assert Settings.load({**environ, "SAPA_PORT": "", "REDIS_URL": ""}).port == 8000


def test_the_settings_of_a_real_hotline_are_taken(environ: dict[str, str], tmp_path: Path) -> None:
    settings = Settings.load(
        {
            **environ,
            **ACCOUNT,
            "DATABASE_URL": "postgresql://sapa@db/sapa",
            "REDIS_URL": "rediss://redis:6380/1",
            "SAPA_PUBLIC_URL": "https://hotline.example.com/",
            "SAPA_MODEL_ID": str(tmp_path),
        }
    )
    assert settings.public_url == "https://hotline.example.com"
    assert settings.models == {"id": str(tmp_path)}


def test_a_model_may_be_named_and_recordings_lie_elsewhere(environ: dict[str, str]) -> None:
    settings = Settings.load(
        {
            **environ,
            "SAPA_MODEL_EN": "vosk-model-small-en-us-0.15",
            "SAPA_RECORDINGS_URL": "s3://a-bucket/of/ours",
            "SAPA_RECORDINGS_ENDPOINT": "http://127.0.0.1:9000",
        }
    )
    assert settings.models == {"en": "vosk-model-small-en-us-0.15"}
    assert settings.recordings_url == "s3://a-bucket/of/ours"


def test_what_is_kept_how_long_is_described(environ: dict[str, str], hotline: Path) -> None:
    kept = Settings.load(environ).hotline.transcripts
    assert (kept.keep_sound_days, kept.keep_text_days, kept.delete_at_twilio) == (90, 365, False)
    told = '[transcripts]\nkeep_sound_days = 7\nproducts = {en = ["fridge"], id = ["kulkas"]}\n'
    hotline.write_text(HOTLINE + told)
    kept = Settings.load(environ).hotline.transcripts
    assert (kept.keep_sound_days, kept.products["id"]) == (7, ("kulkas",))


def test_the_hotline_file_becomes_the_hotline(environ: dict[str, str]) -> None:
    hotline = Settings.load(environ).hotline
    assert hotline.about.number == "+622155501000"
    assert hotline.hours.week[:2] == (((480, 720), (780, 1440)), ())
    assert hotline.hours.holidays == (date(2026, 12, 25),)
    assert [(skill.key, skill.target, skill.level) for skill in hotline.skills] == [
        ("billing", 15.0, 3),
        ("sales", 20.0, 3),
    ]
    assert hotline.agents.offer_ring == 25.0


def test_a_skill_may_have_a_ladder_of_its_own(environ: dict[str, str]) -> None:
    hotline = Settings.load(environ).hotline
    assert [step.do for step in hotline.ladder_of("billing")] == ["widen", "supervisor"]
    assert [step.do for step in hotline.ladder_of("sales")] == ["raise"]
    assert hotline.ladder_of("any") == hotline.ladder


def test_callbacks_and_people_on_call_are_described(environ: dict[str, str], hotline: Path) -> None:
    callback = Settings.load(environ).hotline.callback
    assert (callback.from_, callback.to, callback.retry) == (510, 1440, (60.0,))
    assert (callback.enabled, callback.first) == (True, "agent")
    (person,) = Settings.load(environ).hotline.on_call
    assert (person.number, person.languages, person.manager) == ("+622155501002", (), False)
    hotline.write_text(re.sub(r"(?s)\[callback\].*?(?=\[\[on_call)", "", HOTLINE))
    callback = Settings.load(environ).hotline.callback
    assert (callback.from_, callback.to, callback.retry) == (480, 1200, (300.0, 1800.0))


def test_without_hours_the_hotline_is_always_open(hotline: Path, environ: dict[str, str]) -> None:
    hotline.write_text(re.sub(r"(?s)\[hours\].*?(?=\[\[skills)", "", HOTLINE))
    assert Settings.load(environ).hotline.hours.week == (((0, 1440),),) * 7


def test_a_path_that_is_passed_wins(environ: dict[str, str], hotline: Path) -> None:
    settings = Settings.load({**environ, "SAPA_HOTLINE": "elsewhere.toml"}, hotline)
    assert settings.hotline.about.name == "Toko Uji"


def test_the_own_file_is_found_where_sapa_is_started(
    environ: dict[str, str], hotline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hotline.parent)
    del environ["SAPA_HOTLINE"]
    assert Settings.load(environ).hotline.about.name == "Toko Uji"


@pytest.mark.parametrize("example", ["elektronik", "bank"])
def test_the_examples_are_ready_to_use(environ: dict[str, str], example: str) -> None:
    path = Path(__file__).parents[2] / "examples" / f"{example}.toml"
    assert Settings.load(environ, path).hotline.skills


def test_from_anywhere_the_example_is_used_when_there_is_no_own_file(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    del environ["SAPA_HOTLINE"]
    assert "repair" in [skill.key for skill in Settings.load(environ).hotline.skills]


def test_settings_do_not_change(environ: dict[str, str]) -> None:
    settings = Settings.load(environ)
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1
    with pytest.raises(ValidationError, match="frozen"):
        settings.hotline.about.name = "x"


def test_secrets_are_not_shown(environ: dict[str, str]) -> None:
    shown = repr(Settings.load({**environ, **ACCOUNT, "DATABASE_URL": "postgresql://sapa:pw@db"}))
    assert "f" * 32 not in shown
    assert "pw" not in shown


def test_the_secret_key_is_made_once_and_kept(environ: dict[str, str], tmp_path: Path) -> None:
    first = Settings.load(environ)
    assert len(first.secret_key) >= 32
    assert Settings.load(environ).secret_key == first.secret_key
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_the_secret_key(environ: dict[str, str]) -> None:
    program = (
        "import os; from sapa.settings import Settings; print(Settings.load(os.environ).secret_key)"
    )

    def start(_: int) -> str:
        return subprocess.check_output([sys.executable, "-c", program], env=environ, text=True)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"SAPA_PORT": "abc"}, "SAPA_PORT='abc': must be a valid integer"),
        ({"SAPA_PORT": "70000"}, "SAPA_PORT='70000': must be less than or equal to 65535"),
        ({"SAPA_SPEED": "0"}, "SAPA_SPEED='0': must be greater than 0"),
        ({"SAPA_SPEED": "nan"}, "SAPA_SPEED='nan': must be less than or equal to 1000"),
        ({"SAPA_EPOCH": "inf"}, "SAPA_EPOCH='inf': must be a finite number"),
        ({"SAPA_SPED": "1"}, "SAPA_SPED: is no setting, did you mean SAPA_SPEED?"),
        ({"SAPA_QQQQ": "1"}, "SAPA_QQQQ: is no setting"),
        (
            {"SAPA_LOG_LEVEL": "loud"},
            "SAPA_LOG_LEVEL='loud': must be 'debug', 'info', 'warning' or 'error'",
        ),
        (
            {"SAPA_MODEL_EN": "/nowhere"},
            (
                "SAPA_MODEL_EN='/nowhere': must be a folder that exists, or a name such as "
                "vosk-model-small-en-us-0.15"
            ),
        ),
        *(
            (
                {"SAPA_RECORDINGS_URL": url},
                f"SAPA_RECORDINGS_URL='{url}': must be such as s3://bucket/prefix",
            )
            for url in ("bucket", "https://bucket", "s3://", "s3://Bucket", "s3://b/../c/..//")
        ),
        (
            {"SAPA_RECORDINGS_ENDPOINT": "https://store.example"},
            "SAPA_RECORDINGS_URL: is missing, its endpoint alone is not enough",
        ),
        (
            {"REDIS_URL": "http://h"},
            (
                "REDIS_URL=***: must start with redis://, rediss:// or unix://, "
                "or be such as sentinel://host:26379,host:26379/service"
            ),
        ),
        (
            {"DATABASE_URL": "mysql://sapa:pw@db"},
            "DATABASE_URL=***: must start with sqlite:/// or postgresql://",
        ),
        ({"SAPA_SECRET_KEY": "short"}, "SAPA_SECRET_KEY=***: must have at least 32 characters"),
        (
            {"TWILIO_ACCOUNT_SID": "AC12", "TWILIO_AUTH_TOKEN": "x"},
            "TWILIO_ACCOUNT_SID='AC12': must be AC and 32 of 0-9 a-f",
        ),
        (
            {"TWILIO_AUTH_TOKEN": "x"},
            "TWILIO_ACCOUNT_SID: is missing, must be set together with the other",
        ),
        (
            {"SAPA_PUBLIC_URL": "https://h.example/voice"},
            "SAPA_PUBLIC_URL='https://h.example/voice': must have no path, query or password",
        ),
        *(
            (
                {"SAPA_PUBLIC_URL": url},
                f"SAPA_PUBLIC_URL='{url}': must be such as https://hotline.example.com",
            )
            for url in ("hotline", "ftp://h", "http://a_b", "http://[x", "http://h:99999")
        ),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_line(
    environ: dict[str, str], changes: dict[str, str], line: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load({**environ, **changes})
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"Toko Uji"', "3", "hotline.name=3: must be a valid string"),
        ('name = "Toko Uji"', "", "hotline.name: is missing"),
        ('country = "ID"', 'country = "62"', "hotline.country='62': must be a country's two cap"),
        ("Asia/Jakarta", "Asia/Nowhere", "hotline.timezone='Asia/Nowhere': must be the name of a"),
        ("Asia/Jakarta", "../etc/passwd", "hotline.timezone='../etc/passwd': must be the name of"),
        ("+62 21 5550 1000", "0215550", "hotline.number='0215550': must be a phone number with it"),
        ("+62 21 5550 1000", "+62 1", "hotline.number='+62 1': must be a phone number with its c"),
        ("5501001", "5501000", "hotline.agent_number: must differ from number"),
        ('["id", "en"]', '["id", "fr"]', "hotline.languages.#2='fr': must be 'id' or 'en'"),
        ('["id", "en"]', '["id", "id"]', "hotline.languages=id: is there 2 times, must be unique"),
        ('["id", "en"]', "[]", "hotline.languages=[]: must have at least 1 item"),
        ("[hours]", "[hour]", "hour: is no setting"),
        ("24:00", "24:30", "hours.mon='08:00-12:00, 13:00-24:30': must be such as \"08:00-12:00, "),
        ("13:00", "9:00", "hours.mon='08:00-12:00, 9:00-24:00': must be such as"),
        ("13:00", "11:00", "hours.mon='08:00-12:00, 11:00-24:00': must name its ranges in order"),
        ("12:00,", "07:00,", "hours.mon='08:00-07:00, 13:00-24:00': must be such as"),
        ('tue = ""', "tue = 8", "hours.tue=8: must be such as"),
        ("2026-12-25", "christmas", "hours.holidays.#1='christmas': must be a valid date"),
        (
            '"billing"',
            '"any"',
            "skills.#1.key='any': must be of a-z and _, and not agent, any, person or",
        ),
        ('"billing"', '"Billing 1"', "skills.#1.key='Billing 1': must be of a-z and _"),
        ('"billing"', '"sales"', "skills.key=sales: is there 2 times, must be unique"),
        ("target = 15", "target = 0", "skills.#1.target=0: must be greater than 0"),
        ("target = 15", "level = 6", "skills.#1.level=6: must be less than or equal to 5"),
        ("target = 15", "tarjet = 6", "skills.#1.tarjet: is no setting"),
        ('"bills"', '" "', "skills.#1.title.en=' ': must have at least 1 character"),
        (', en = "bills"', "", "skills.billing.title.en: is missing, every language needs a title"),
        ('["f", ', "[", "skills.billing.examples.en has 4 phrases: must be at least 5"),
        (
            "after = 60",
            "after = 10",
            "ladder=[{'after': 10, 'do': 'widen'}, {'after': 10, 'do': 's",
        ),
        ("after = 60", "after = -1", "ladder.#2.after=-1: must be greater than or equal to 0"),
        ('"widen"', '"sing"', "ladder.#1.do='sing': must be 'widen', 'tell', 'callback', 'rai"),
        ("5501002", "5501001", "on_call.number=+622155501001: must be a person's, not the hotline"),
        (
            'name = "Jaga Malam"',
            'number = "+62 21 5550 1002"\nname = "Jaga Pagi"\n[[on_call]]\nname = "Jaga Malam"',
            "on_call.number=+622155501002: is there 2 times, must be unique",
        ),
        (
            '"Jaga Malam"',
            '"Jaga"\nlanguages = ["fr"]',
            "on_call.#1.languages.#1='fr': must be 'id'",
        ),
        ('from = "08:30"', "from = 8", "callback.from=8: must be a time of day, such as"),
        ('from = "08:30"', 'from = "8:30"', "callback.from='8:30': must be a time of day, such as"),
        ('from = "08:30"', 'from = "24:01"', "callback.from='24:01': must be a time of day, such"),
        ('to = "24:00"', 'to = "08:30"', "callback.to: must be later than `from`"),
        ("retry = [60]", "retry = [60, 0]", "callback.retry.#2=0: must be greater than 0"),
        ("retry = [60]", 'first = "us"', "callback.first='us': must be 'agent' or 'customer'"),
        ("country", "most_waiting = 0\ncountry", "hotline.most_waiting=0: must be greater than or"),
        (
            "[hours]",
            '[agents.break_reasons]\nlunch = { id = "Makan" }\n[hours]',
            "agents.break_reasons.lunch.en: is missing, every language needs a title",
        ),
        (
            "[hours]",
            '[agents.outcomes]\nDone = { id = "Selesai", en = "Done" }\n[hours]',
            "agents.outcomes.Done.[key]='Done': must be of a-z and -, at most 32, and not missed",
        ),
        ("[hotline]", "[hotline", "is not TOML: "),
    ],
)
def test_a_wrong_key_in_the_file_stops_the_start_with_one_line(
    environ: dict[str, str], hotline: Path, old: str, new: str, line: str
) -> None:
    assert old in HOTLINE
    hotline.write_text(HOTLINE.replace(old, new, 1))
    with pytest.raises(SettingsError) as caught:
        Settings.load(environ)
    assert str(caught.value).startswith(f"{hotline}: {line}")
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(environ: dict[str, str], hotline: Path) -> None:
    hotline.write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="is not UTF-8 text, must be a readable file"):
        Settings.load(environ)
    hotline.unlink()
    with pytest.raises(SettingsError, match=r"SAPA_HOTLINE=.*: No such file or directory"):
        Settings.load(environ)


def test_a_data_folder_that_cannot_be_made_is_named(environ: dict[str, str], hotline: Path) -> None:
    with pytest.raises(SettingsError, match="must be a folder that can be written to"):
        Settings.load({**environ, "SAPA_DATA": str(hotline / "var")})
