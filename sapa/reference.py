"""The page that lists every setting, written from the settings' own schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from sapa.hotline import Hotline
from sapa.settings import Settings

Schema = Mapping[str, Any]  # JSON Schema, as pydantic writes it

PAGE = """\
# Settings

Sapa reads its settings once, when it starts: from environment variables and from the hotline's
file. A wrong value stops the start with one line that names the key, the value and what is
allowed. A variable that is empty counts as not set. An unknown key in the file is refused, and so
is an unknown variable whose name begins with `SAPA_`.

`sapa settings` prints this page.

## Environment variables

{environment}

## The hotline's file

`SAPA_HOTLINE` says where it is; without it that is `hotline.toml` in the folder where Sapa is
started, or else the example. Two ready ones are in `examples/`. Telephone numbers begin with their
country code (`+62 21 5550 1000`), times are in seconds where nothing else is said.

{file}
"""
HEAD = "| name | allowed | default | what for |\n|---|---|---|---|"


def markdown() -> str:
    """The whole page."""
    schema = Hotline.model_json_schema()
    tables = "\n\n".join(_tables(schema["properties"], schema["$defs"]))
    return PAGE.format(environment=_rows(Settings.model_json_schema()), file=tables)


def _tables(tables: Mapping[str, Schema], definitions: Mapping[str, Schema]) -> Iterator[str]:
    for key, table in tables.items():
        many = "items" in table
        definition = _resolved(table["items"] if many else table, definitions)
        heading = f"[[{key}]]" if many else f"[{key}]"
        rows = _rows({**definition, "$defs": definitions})
        purpose = table.get("description", definition["description"])
        yield f"### `{heading}`\n\n{purpose}\n\n{rows}"


def _rows(schema: Schema) -> str:
    required = schema.get("required", ())
    rows = [HEAD]
    for name, setting in schema["properties"].items():
        default = "required" if name in required else _default(setting.get("default"))
        allowed = _allowed(setting, schema.get("$defs", {}))
        rows.append(f"| `{name}` | {allowed} | {default} | {setting['description']} |")
    return "\n".join(rows)


def _default(value: object) -> str:
    match value:
        case None | "" | [] | ():
            return ""
        case bool():
            return f"`{str(value).lower()}`"
        case list() | tuple() | dict():
            return ", ".join(f"`{item}`" for item in value)
        case _:
            return f"`{value}`"


def _allowed(setting: Schema, definitions: Mapping[str, Schema]) -> str:
    match {**_resolved(setting, definitions), **setting}:
        case {"format": form}:
            return str(form)
        case {"enum": list(values)}:
            return ", ".join(f"`{value}`" for value in values)
        case {"exclusiveMinimum": least, "maximum": most}:
            return f"above {least}, up to {most}"
        case {"minimum": least, "maximum": most}:
            return f"{least} to {most}"
        case {"type": "number"}:
            return "number"
        case {"type": "boolean"}:
            return "`true`, `false`"
        case {"items": items}:
            return f"list of {_allowed(items, definitions)}"
        case {"properties": dict(keys)}:
            return f"tables of {', '.join(f'`{key}`' for key in keys)}"
        case {"additionalProperties": dict(items)}:
            return f"per language {_allowed(items, definitions)}"
        case _:
            return "text"


def _resolved(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """The schema itself, behind a reference or the choice between something and nothing."""
    schema = schema.get("anyOf", [schema])[0]
    reference = schema.get("$ref", "").rpartition("/")[2]
    return definitions[reference] if reference else schema
