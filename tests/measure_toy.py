"""A ledger's tables by hand, in memory, for measures that ask in SQL; and a small real one from the development data."""

from __future__ import annotations

import atexit
import gzip
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import numpy as np

from comity.ledger import Ledger
from comity.schema import Item, Record

Told = tuple[str, str, str, str | None, str]
"""Of an event: actor, recipient, status, day (None: not told), story."""


class Toy:
    """Answers `arrays` as a ledger does, over records, items and CONSULT events given by hand."""

    def __init__(self, *records: Record, items: Iterable[Item] = (), events: Sequence[Told] = ()) -> None:
        self._con = duckdb.connect()
        self._con.execute(_TABLES)
        for record in records:
            self._con.execute(f"INSERT INTO records VALUES ({', '.join('?' * 13)})", _record(record))
        for item in items:
            self._con.execute("INSERT INTO items VALUES (?, ?, ?)", [item.id, item.title, item.address])
        for number, (actor, recipient, status, day, story) in enumerate(events):
            values = [f"e{number}", actor, recipient, status, day, day, story]
            self._con.execute(
                "INSERT INTO current_events VALUES (?, 'd', 0, 0, 'CONSULT', ?, ?, ?, ?, ?, 'day', '', ?, .9)", values
            )
        self._con.execute(_HOLDINGS)

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, np.ndarray[Any, Any]]:
        """One array a column; days as datetime64, missing as nan, NaT or None."""
        result = self._con.execute(sql, list(parameters))
        types = {name: str(kind) for name, kind, *_ in result.description or ()}
        return {name: _plain(column, types[name]) for name, column in result.fetchnumpy().items()}


def _plain(column: Any, kind: str) -> np.ndarray[Any, Any]:
    values = np.asarray(column)
    values = values.astype("datetime64[D]") if kind == "DATE" else values.copy()
    missing = np.ma.getmaskarray(column)
    if missing.any():
        values[missing] = np.nan if values.dtype.kind == "f" else None
    return values


def _record(r: Record) -> list[object]:
    return [
        r.id,
        r.indicator,
        r.state1,
        r.state2,
        r.start,
        r.end,
        r.value,
        r.unit,
        r.directed,
        r.origin_id,
        r.row,
        r.item,
        True,
    ]


def yearly(
    indicator: str,
    state1: str,
    state2: str | None,
    year: int,
    value: float | None,
    item: str = "",
    directed: bool = True,
    origin: str = "o-1",
) -> Record:
    """A record of a whole year."""
    return Record(
        indicator, state1, state2, date(year, 1, 1), date(year, 12, 31), value, "", directed, origin, year, item
    )


@lru_cache(maxsize=8)
def real_ledger(shared: Callable[[str], Path], *records: str) -> Ledger:
    """A ledger of the public files of these adapters around Russia, China and the United States, read by the adapters."""
    root = Path(mkdtemp(prefix="comity-measures-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    ledger = Ledger(root / "L")
    for record, name, where in REAL:
        if record in records:
            ledger.add(_cut(shared(f"data/{name}"), root / Path(name).name, where), record)
    ledger.build()
    return ledger


def _cut(path: Path, cut: Path, where: str) -> Path:
    """The rows of a file that matter, as a file of its own: by a condition, of a compressed CSV by how a line begins."""
    if not where:
        return path
    if path.suffix == ".gz":
        cut = cut.with_suffix("")
        with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
            cut.write_text(
                "".join(line for line in lines if line.startswith(tuple(where.split("|")))), encoding="utf-8"
            )
        return cut
    duckdb.execute(f"COPY (FROM '{path}' WHERE {where}) TO '{cut}' (FORMAT parquet)")
    return cut


COWS = "(2, 200, 220, 255, 260, 365, 701, 702, 703, 704, 705, 710, 750)"
PAIRS = f"ccode1 IN {COWS} AND ccode2 IN {COWS} AND year >= 1945"
CHINA_OR_RUSSIA = "(ccode1 IN (365, 710) OR ccode2 IN (365, 710)) AND year >= 1945"
REAL = (
    ("cow_trade", "trade/cow_trade40_dyad_year_1870_2014.parquet", PAIRS),
    ("cow_trade", "trade/cow_trade40_state_year_1870_2014.parquet", f"ccode IN {COWS} AND year >= 1945"),
    ("cow_nmc", "capabilities/cow_nmc_1816_2022.parquet", "year >= 1945"),
    ("world_bank_gdp", "capabilities/worldbank_gdp_current_usd_raw.csv.gz", ""),
    ("fariss", "capabilities/fariss_gdp_pop_1816_2019.parquet", "year >= 1990"),
    ("wits", "trade/wits_import_partner_share_1988_2018_raw.csv.gz", "Reporter|Russia|China|United|France|India|Kaz"),
    ("gml", "disputes/gml_mid_ddydisps.parquet", CHINA_OR_RUSSIA),
    ("cow_mid", "disputes/cow_mid_ddydisps.parquet", CHINA_OR_RUSSIA),
    ("cow_wars", "disputes/cow_war_inter.parquet", ""),
    ("ucdp", "disputes/ucdp_acd.parquet", ""),
    ("contiguity", "disputes/cow_contdir.parquet", ""),
    ("exercises", "exercises/mme_v7_1980_2010_raw.csv.gz", ""),
    ("exercises", "exercises/russia_exercises_2009_2018_raw.csv", ""),
    ("china_vitae", "visits/china_vitae_leader_engagements_2003_2018.parquet", "country = 'Russia'"),
    ("sipri_arms", "arms/sipri_tiv_supplier_recipient_year_1950_2021.parquet", ""),
)

_TABLES = """
CREATE TABLE records (id VARCHAR, indicator VARCHAR, state1 VARCHAR, state2 VARCHAR, start_date DATE, end_date DATE,
    value DOUBLE, unit VARCHAR, directed BOOLEAN, origin_id VARCHAR, "row" BIGINT, item VARCHAR, current BOOLEAN);
CREATE TABLE items (id VARCHAR, title VARCHAR, address VARCHAR);
CREATE TABLE documents (id VARCHAR, text VARCHAR, publisher VARCHAR, published VARCHAR, day DATE);
CREATE TABLE sentences (document VARCHAR, sentence INTEGER, start_char INTEGER, end_char INTEGER);
CREATE TABLE current_events (id VARCHAR, document VARCHAR, sentence INTEGER, start_char INTEGER, type VARCHAR,
    actor VARCHAR, recipient VARCHAR, status VARCHAR, date_start DATE, date_end DATE, precision VARCHAR, mode VARCHAR,
    story VARCHAR, confidence DOUBLE);
INSERT INTO documents VALUES ('d', 'They met.', 'tests', '2021-12-17', '2021-12-17');
INSERT INTO sentences VALUES ('d', 0, 0, 9);
"""
_HOLDINGS = """
CREATE TABLE holdings AS
SELECT indicator, origin_id, count(*) AS n_records, min(start_date) AS first_day,
    max(coalesce(end_date, start_date)) AS last_day
FROM records GROUP BY ALL
"""
