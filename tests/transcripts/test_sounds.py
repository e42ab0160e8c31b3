"""Where recordings lie: the same behaviour in a folder and in a store that speaks S3."""

import os
from pathlib import Path
from types import ModuleType

import pytest

from transcripts.sounds import (
    ABANDONED,
    FolderSounds,
    NoSuchSound,
    S3Sounds,
    Sounds,
    SoundsAway,
    SoundsUnusable,
)

KEY = "recordings/RE1.wav"
SOUND = bytes(range(256)) * 5000  # more than one block


@pytest.fixture(params=["folder", "s3"])
def sounds(request: pytest.FixtureRequest, tmp_path: Path) -> Sounds:
    if request.param == "folder":
        return FolderSounds(tmp_path / "data")
    bucket: S3Sounds = request.getfixturevalue("bucket")
    return bucket


def put(sounds: Sounds, data: bytes = SOUND) -> None:
    with sounds.draft() as draft:
        draft.write_bytes(data)
        sounds.put(KEY, draft)


def whole(sounds: Sounds) -> bytes:
    with sounds.local(KEY) as path:
        return path.read_bytes()


def test_what_was_put_is_there(sounds: Sounds) -> None:
    put(sounds)
    assert sounds.size(KEY) == len(SOUND)
    assert whole(sounds) == SOUND


def test_a_stretch_can_be_read(sounds: Sounds) -> None:
    put(sounds)
    assert sounds.read(KEY, 1000, 500) == SOUND[1000:1500]
    assert sounds.read(KEY, len(SOUND) - 10, 500) == SOUND[-10:]
    assert sounds.read(KEY, len(SOUND) + 10, 500) == b""


def test_what_is_put_again_takes_the_place_of_what_was_there(sounds: Sounds) -> None:
    put(sounds)
    put(sounds, b"another")
    assert whole(sounds) == b"another"


def test_a_sound_is_changed_where_it_lies(sounds: Sounds) -> None:
    put(sounds)
    with sounds.edit(KEY) as path, path.open("r+b") as file:
        file.write(b"new")
    assert whole(sounds) == b"new" + SOUND[3:]


def test_what_is_deleted_is_gone_and_may_be_deleted_again(sounds: Sounds) -> None:
    put(sounds)
    for _ in range(2):
        sounds.delete(KEY)
    with pytest.raises(NoSuchSound):
        sounds.size(KEY)


def test_what_is_not_there_cannot_be_had(sounds: Sounds) -> None:
    with pytest.raises(NoSuchSound):
        whole(sounds)
    with pytest.raises(NoSuchSound):
        sounds.read(KEY, 0, 10)
    with pytest.raises(NoSuchSound), sounds.edit(KEY):
        pass


def test_a_draft_that_is_not_put_leaves_nothing(sounds: Sounds, tmp_path: Path) -> None:
    with sounds.draft() as draft:
        draft.write_bytes(SOUND)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_process_left_that_died_is_swept_up_a_day_later(sounds: Sounds) -> None:
    with sounds.draft() as draft:
        old, young = (draft.with_name(f"{name}.part") for name in ("old", "young"))
        for left in (old, young):
            left.touch()
        long_ago = draft.stat().st_mtime - ABANDONED - 60
        os.utime(old, (long_ago, long_ago))
    with sounds.draft():
        assert (old.exists(), young.exists()) == (False, True)


def test_a_sound_that_is_deleted_while_it_is_changed_does_not_come_back(tmp_path: Path) -> None:
    sounds = FolderSounds(tmp_path)
    put(sounds)
    with pytest.raises(NoSuchSound), sounds.edit(KEY):
        sounds.delete(KEY)
    assert not (tmp_path / KEY).exists()


@pytest.mark.parametrize("key", ["../outside.wav", "/etc/passwd", "recordings/../../x"])
def test_a_key_does_not_lead_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "outside.wav").touch()
    with pytest.raises(NoSuchSound):
        FolderSounds(tmp_path / "data").size(key)


def test_keys_of_the_bucket_are_below_its_prefix(bucket: S3Sounds) -> None:
    put(bucket)
    listed = bucket._client.list_objects_v2(Bucket=bucket._bucket)
    assert [entry["Key"] for entry in listed["Contents"]] == [f"kept/here/{KEY}"]


def test_a_store_that_is_away_or_refuses_says_so(bucket: S3Sounds, tmp_path: Path) -> None:
    other = S3Sounds("s3://no-such-bucket", bucket.endpoint, tmp_path)
    with pytest.raises(SoundsAway, match="NoSuchBucket"):
        put(other)
    nobody = S3Sounds(bucket.url, "http://127.0.0.1:9", tmp_path)
    with pytest.raises(SoundsAway, match="EndpointConnectionError"):
        nobody.size(KEY)


def test_without_boto3_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr("transcripts.sounds.import_module", absent)
    with pytest.raises(SoundsUnusable, match=r"sapa\[s3\]"):
        S3Sounds("s3://bucket", "", tmp_path).check()
