"""A store that speaks S3, for recordings to lie in."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from transcripts.sounds import S3Sounds


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a store that speaks S3."""
    server = pytest.importorskip("moto.server", reason="moto is not installed: no S3 to talk to")
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> S3Sounds:
    """An empty bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    sounds = S3Sounds(f"s3://sapa-{uuid4().hex}/kept/here", s3, tmp_path / "drafts")
    sounds._client.create_bucket(Bucket=sounds._bucket)
    return sounds
