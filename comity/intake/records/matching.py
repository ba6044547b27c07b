"""Which part of which layout a table is: by its header, and by what lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.errors import WrongFile
from comity.intake.rows import Sheet, header

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tab", ".zip", ".parquet")

LOOKED_AT = 200
"""Files beside the one named whose header is read in search of a companion."""

SHOWN = 12


@dataclass(frozen=True)
class Part:
    """One table of a layout: its name, the columns it must have, and what it is in a few words."""

    name: str
    required: tuple[str, ...]
    doc: str


def match(sheet: Sheet, parts: Sequence[Part], record: str) -> Part:
    """The part whose columns the sheet has; WrongFile names what the nearest one misses."""
    columns = set(sheet.columns)
    nearest = max(parts, key=lambda part: _nearness(part, columns))
    missing = [name for name in nearest.required if name not in columns]
    if not missing:
        return nearest
    known = {name for part in parts for name in part.required}
    unexpected = [name for name in sheet.columns if name not in known]
    if len(missing) == len(nearest.required):
        names = ", ".join(dict.fromkeys(part.name for part in parts))
        raise WrongFile(
            f"the header is that of no {record} layout ({names}); found columns: {_list(sheet.columns)}",
            where=str(sheet.path),
            next_step="check that this is the file you meant and that its first line is the header",
        )
    raise WrongFile(
        f"the header has changed: nearest is {nearest.name} ({nearest.doc}); "
        f"missing columns: {_list(missing)}; unexpected columns: {_list(unexpected)}",
        where=str(sheet.path),
        next_step="download the file again, or rename the columns if only their names changed",
    )


def find_beside(path: Path, part: Part, record: str) -> Path:
    """The one file beside `path` that is this part; WrongFile with the exact command where there is none or several."""
    found = [other for other in _neighbours(path) if set(part.required) <= set(header(other))]
    if len(found) == 1:
        return found[0]
    lead = f"comity add --record {record} {path}"
    if found:
        names = ", ".join(other.name for other in found)
        raise WrongFile(
            f"needs {part.doc}, and several files beside it may be that: {names}",
            where=str(path),
            next_step=f"name the one that belongs to it: {lead} {found[0].name}",
        )
    raise WrongFile(
        f"needs {part.doc} as well (columns {_list(part.required)}), and no file beside it has them",
        where=str(path),
        next_step=f"name both files: {lead} {part.name.upper()}_FILE",
    )


def _neighbours(path: Path) -> list[Path]:
    others = sorted(other for other in path.parent.iterdir() if other.name.lower().endswith(SUFFIXES))
    return [other for other in others if other.is_file() and other != path][:LOOKED_AT]


def _nearness(part: Part, columns: set[str]) -> int:
    held = sum(name in columns for name in part.required)
    return 2 * held - len(part.required)


def _list(names: Sequence[str]) -> str:
    rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) or "none") + rest
