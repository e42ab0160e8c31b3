"""Tables as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

Cell = str | int | float | None

_FORMULAS = (*"=+-@", *"\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last are the wide ones
_BOM = "\ufeff"  # without it spreadsheets take the letters for those of another alphabet


def sheet(name: str, rows: Iterable[Sequence[Cell]]) -> Response:
    """A CSV file called `name`, with its column names in the first row."""
    text = io.StringIO()
    csv.writer(text).writerows([written(cell) for cell in row] for row in rows)
    response = Response(_BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def written(cell: Cell) -> str:
    """A cell as text. Words that a spreadsheet would compute are made plain words; numbers
    have a point and four places at most."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULAS) else cell
    return f"{cell:.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
