"""Real callers' words from files: names as a recogniser heard them, and reasons."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ATTEMPTS = ("0", "1", "2")


class DataSetError(ValueError):
    """A file of callers cannot be used; the message names the file, and the line if it can."""


@dataclass(frozen=True)
class Dialogue:
    """One person giving their name twice, then spelling it, as a recogniser wrote it down."""

    name: str
    said: tuple[str, str]
    spelled: str
    title: str = ""


@dataclass(frozen=True)
class Reason:
    """What somebody called about, and the department that can help."""

    text: str
    skill: str


def read_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """Read tab-separated dialogue_id, attempt_num (0, 1, 2), name, transcription."""
    heard: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    for line, row in _rows(path, "\t", ("dialogue_id", "attempt_num", "name", "transcription")):
        if row["attempt_num"] not in _ATTEMPTS or not row["name"].strip():
            raise DataSetError(f"{path}, line {line}: needs a name, and an attempt from 0 to 2")
        names[row["dialogue_id"]] = row["name"].strip()
        heard[row["dialogue_id"]][row["attempt_num"]] = row["transcription"].strip()
    if not heard:
        raise DataSetError(f"{path}: nobody in it")
    return tuple(
        Dialogue(names[key], (said.get("0", ""), said.get("1", "")), said.get("2", ""))
        for key, said in heard.items()
    )


def read_reasons(path: Path, skills: frozenset[str]) -> tuple[Reason, ...]:
    """Read comma-separated text, category, skill; keep the rows whose skill is in `skills`."""
    reasons = tuple(
        Reason(row["text"].strip(), row["skill"])
        for _, row in _rows(path, ",", ("text", "skill"))
        if row["skill"] in skills and row["text"].strip()
    )
    if not reasons:
        raise DataSetError(f"{path}: no reason for any of {', '.join(sorted(skills))}")
    return reasons


def _rows(
    path: Path, delimiter: str, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file, delimiter=delimiter)
            missing = set(columns) - set(table.fieldnames or ())
            if missing:
                raise DataSetError(f"{path}: no column {', '.join(sorted(missing))}")
            for row in table:
                if any(row[column] is None for column in columns):
                    raise DataSetError(f"{path}, line {table.line_num}: too few columns")
                yield table.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataSetError(f"{path}: {error}") from error
