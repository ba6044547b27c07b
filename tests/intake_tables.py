"""Small tables written by hand for the intake tests: the layouts found in the wild with a few made-up rows."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.intake.records import ADAPTERS, Reading
from comity.intake.records.un_votes.official import REQUIRED as OFFICIAL
from comity.schema import Failure, Item, Record


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def official_row(**cells: str) -> list[str]:
    plain = {
        "undl_id": "1",
        "ms_code": "FRA",
        "ms_name": "FRANCE",
        "ms_vote": "Y",
        "date": "2024-12-04",
        "session": "79",
        "resolution": "A/RES/79/1",
        "title": "A title, with a comma",
        "undl_link": "https://digitallibrary.un.org/record/1",
    }
    return [{**plain, **cells}.get(name, "") for name in OFFICIAL]


def official(path: Path, *rows: dict[str, str]) -> Path:
    return write_csv(path, OFFICIAL, [official_row(**row) for row in rows])


UNDL = ("undl_id", "ms_name", "ms_vote", "as_printed")
RESOLUTIONS = ("undl_id", "body", "resolution", "date", "title", "n_yes", "n_no", "n_abstain", "scraped_at")
VOETEN = ("rcid", "country", "country_code", "vote")
ROLL_CALLS = ("rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr")


def read(record: str, *paths: Path) -> tuple[Reading, list[Record], list[Item], list[Failure]]:
    """The reading and all it gives, by kind."""
    reading = ADAPTERS[record].read(paths)
    rows = list(reading)
    records = [row for row in rows if isinstance(row, Record)]
    items = [row for row in rows if isinstance(row, Item)]
    failures = [row for row in rows if isinstance(row, Failure)]
    assert len(records) + len(items) + len(failures) == len(rows)
    assert {row.origin_id for row in [*records, *items]} <= {reading.origin.id}
    return reading, records, items, failures


def tally(reading: Reading) -> tuple[Counter[object], Counter[str], list[Failure], list[Item]]:
    """Values of records, kinds of rows, failures and items of a large reading, without holding its records."""
    values: Counter[object] = Counter()
    kinds: Counter[str] = Counter()
    failures: list[Failure] = []
    items: list[Item] = []
    for row in reading:
        kinds[type(row).__name__] += 1
        if type(row) is Record:
            values[row.value] += 1
        elif isinstance(row, Failure):
            failures.append(row)
        elif isinstance(row, Item):
            items.append(row)
    return values, kinds, failures, items
