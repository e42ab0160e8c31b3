"""Where recordings lie: below the data folder, or in a store that speaks S3."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

ABANDONED = 86400.0
"""Seconds after which a draft belongs to nobody: whoever wrote it has died."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
OF_OTHERS = {
    "s3": {"addressing_style": "path"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
"""What stores other than Amazon's may need: buckets that are no hosts, no newer checksums."""


class NoSuchSound(Exception):
    """Nothing lies at this key."""


class SoundsAway(Exception):
    """The store of sounds cannot be reached, or refuses: try again later."""


class SoundsUnusable(Exception):
    """The store of sounds is set up wrongly; the text says what to do."""


def is_full(error: OSError) -> bool:
    """Whether there is no room left to write to."""
    return error.errno in NO_ROOM


class _BehindTheEnd(Exception):
    """A stretch was asked for that begins where nothing is any more."""


class Sounds(Protocol):
    """Sounds by key, such as `recordings/RE....wav`. Whatever is there is whole.

    All raise SoundsAway when the store cannot be reached and OSError when a disk is full.
    """

    def draft(self) -> AbstractContextManager[Path]:
        """A file to write a sound in; what was not `put` by the end is deleted, and so is what
        others left who died long ago."""
        ...

    def put(self, key: str, path: Path) -> None:
        """Keep the draft at `path` under `key`, in place of what may lie there."""
        ...

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A file to read it from. Raises NoSuchSound."""
        ...

    def edit(self, key: str) -> AbstractContextManager[Path]:
        """A file to change it in; kept at the end of a block that does not raise.

        Whoever dies on the way may leave a part of the changes. Raises NoSuchSound.
        """
        ...

    def size(self, key: str) -> int:
        """Its bytes. Raises NoSuchSound."""
        ...

    def read(self, key: str, start: int, length: int) -> bytes:
        """At most `length` bytes, 1 or more, from `start` on. Raises NoSuchSound."""
        ...

    def delete(self, key: str) -> None:
        """Gone afterwards, whether or not it was there."""
        ...


@dataclass(frozen=True)
class Drafts:
    """Files in the making, in a folder of their own; a process that died may leave some."""

    folder: Path

    @contextmanager
    def new(self) -> Iterator[Path]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{uuid4().hex}.part"
        path.touch(mode=0o600)
        try:
            self._sweep(path.stat().st_mtime - ABANDONED)
            yield path
        finally:
            path.unlink(missing_ok=True)

    def _sweep(self, before: float) -> None:
        """Delete what was left behind: by the file system's own time, no clock of ours."""
        for draft in self.folder.glob("*.part"):
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < before:
                    draft.unlink()


@dataclass(frozen=True)
class FolderSounds:
    """Sounds below the folder `data`."""

    data: Path

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.data / "recordings" / "drafts")  # of the same disk: to be moved at once

    def draft(self) -> AbstractContextManager[Path]:
        return self._drafts.new()

    def put(self, key: str, path: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        _to_disk(path)
        path.replace(target)
        _to_disk(target.parent)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        path = self._path(key)
        if not path.is_file():
            raise NoSuchSound(key)
        yield path

    @contextmanager
    def edit(self, key: str) -> Iterator[Path]:
        with self.local(key) as path:
            yield path
            try:
                _to_disk(path)
            except FileNotFoundError:  # deleted meanwhile
                raise NoSuchSound(key) from None

    def size(self, key: str) -> int:
        with self.local(key) as path:
            return path.stat().st_size

    def read(self, key: str, start: int, length: int) -> bytes:
        with self.local(key) as path, path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        path = (self.data / key).resolve()
        if not path.is_relative_to(self.data.resolve()):
            raise NoSuchSound(key)
        return path


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class S3Sounds:
    """Sounds in the bucket and below the prefix of `url` (s3://bucket/prefix).

    `endpoint`: of a store other than Amazon's, empty for that; keys and region come from where
    boto3 looks for them. Drafts and copies to work with are made in `scratch`.
    """

    url: str
    endpoint: str
    scratch: Path

    def check(self) -> None:
        """Raise SoundsUnusable where it cannot be asked at all; nothing is asked."""
        self._client  # noqa: B018 - made when it is first used

    def draft(self) -> AbstractContextManager[Path]:
        return Drafts(self.scratch).new()

    def put(self, key: str, path: Path) -> None:
        with self._asked(key), path.open("rb") as file:
            self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=file)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        with self.draft() as path:
            self._fetch(key, path)
            yield path

    @contextmanager
    def edit(self, key: str) -> Iterator[Path]:
        with self.local(key) as path:
            yield path
            self.put(key, path)

    def _fetch(self, key: str, path: Path) -> None:
        with self._asked(key):
            reply = self._client.get_object(Bucket=self._bucket, Key=self._name(key))
            with reply["Body"] as body, path.open("wb") as file:
                shutil.copyfileobj(body, file, 1 << 20)

    def size(self, key: str) -> int:
        with self._asked(key):
            head = self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        return int(head["ContentLength"])

    def read(self, key: str, start: int, length: int) -> bytes:
        stretch = f"bytes={start}-{start + length - 1}"
        try:
            with self._asked(key):
                reply = self._client.get_object(
                    Bucket=self._bucket, Key=self._name(key), Range=stretch
                )
                with reply["Body"] as body:
                    return bytes(body.read())
        except _BehindTheEnd:
            return b""

    def delete(self, key: str) -> None:
        with self._asked(key):
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    @property
    def _bucket(self) -> str:
        return urlsplit(self.url).netloc

    def _name(self, key: str) -> str:
        return f"{urlsplit(self.url).path.strip('/')}/{key}".lstrip("/")

    @cached_property
    def _client(self) -> Any:
        try:
            boto3, config = import_module("boto3"), import_module("botocore.config")
        except ImportError:
            raise SoundsUnusable(
                f"{self.url}: needs boto3, which comes with the extra s3: install sapa[s3]"
            ) from None
        chosen = config.Config(
            connect_timeout=5,
            retries={"mode": "standard"},
            **(OF_OTHERS if self.endpoint else {}),
        )
        try:
            session = boto3.session.Session()
            return session.client("s3", endpoint_url=self.endpoint or None, config=chosen)
        except (_boto_error(), ValueError) as error:
            raise SoundsUnusable(f"{self.url}: {error}") from error

    @contextmanager
    def _asked(self, key: str) -> Iterator[None]:
        """boto3's errors become ours; those of our own disk go through."""
        client = self._client  # says what to do where boto3 is missing
        try:
            yield
        except client.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ABSENT:
                raise NoSuchSound(key) from None
            if code == "InvalidRange":
                raise _BehindTheEnd from None
            raise SoundsAway(f"{self.url}: {code}") from error
        except _boto_error() as error:
            raise SoundsAway(f"{self.url}: {type(error).__name__}") from error


def _boto_error() -> type[Exception]:
    error: type[Exception] = import_module("botocore.exceptions").BotoCoreError
    return error
