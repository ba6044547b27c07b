"""Roll calls straight from the development files: a second way in, so that parity does not lean on intake and ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import numpy as np

from comity.ledger import Ledger
from comity.measure.votes.choices import DyadChoices
from comity.measure.votes.panel import RollCalls

Shared = Callable[[str], Path]

IDS = """
CASE WHEN ms_name = 'CHINA' AND r.date < '1971-10-25' THEN 'TWN'
     WHEN iso3c = 'YEM' AND r.date < '1990-05-22' THEN 'YAR'
     WHEN iso3c = 'YUG' AND r.date >= '1992-04-27' THEN 'SCG'
     ELSE iso3c END
"""


def real_roll_calls(shared: Shared) -> RollCalls:
    """General Assembly votes of 1946-2024 from the member-by-member pages, 2025 from the wide file."""
    names = ("un_votes_undl_1946_2025.parquet", "un_resolutions_undl_1946_2025.parquet")
    others = ("un_member_names_to_codes.csv", "un_votes_2025_wide_raw.csv.gz")
    return _read(*(shared(f"data/un/{name}") for name in (*names, *others)))


@lru_cache(maxsize=1)
def _read(long: Path, items: Path, names: Path, wide: Path) -> RollCalls:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE wide AS SELECT * FROM read_csv('{wide}', header=true, all_varchar=true)")
        columns = [name for (name,) in con.execute("SELECT column_name FROM (DESCRIBE wide)").fetchall()]
        members = ", ".join(f'"{name}"' for name in columns if len(name) == 3 and name.isupper())
        got = con.execute(f"""
            WITH cells AS (
              SELECT 'undl:' || undl_id AS item, r.date::DATE AS day, {IDS} AS state,
                     CASE ms_vote WHEN 'Y' THEN 1 WHEN 'A' THEN 2 ELSE 3 END AS vote
              FROM '{long}' v JOIN '{items}' r USING (undl_id) JOIN read_csv('{names}', header=true) USING (ms_name)
              WHERE r.body = 'GA' AND r.n_members > 0 AND ms_vote <> 'X' AND r.date < '2025'
              UNION ALL
              SELECT 'undl:' || token, "Date"::DATE, state, CASE vote WHEN 'YES' THEN 1 WHEN 'ABSTAIN' THEN 2 ELSE 3 END
              FROM (UNPIVOT wide ON {members} INTO NAME state VALUE vote)
              WHERE Council = 'General Assembly' AND vote IN ('YES', 'NO', 'ABSTAIN'))
            SELECT *, dense_rank() OVER (ORDER BY day, item) - 1 AS i, dense_rank() OVER (ORDER BY state) - 1 AS s
            FROM cells""").fetchnumpy()
    n, m = int(got["i"].max()) + 1, int(got["s"].max()) + 1
    votes = np.zeros((n, m), dtype=np.int8)
    votes[got["i"], got["s"]] = got["vote"]
    item, day, state = np.empty(n, dtype=object), np.empty(n, dtype="datetime64[D]"), np.empty(m, dtype=object)
    item[got["i"]], day[got["i"]], state[got["s"]] = got["item"], got["day"].astype("datetime64[D]"), got["state"]
    return RollCalls(item.astype(str), day, tuple(state.tolist()), votes)


def calls_of(votes: list[list[int]], states: tuple[str, ...], days: list[str] | None = None) -> RollCalls:
    """Roll calls by hand: one row an item, all in 2000 unless days are given."""
    when = np.array(days or ["2000-06-01"] * len(votes), dtype="datetime64[D]")
    ids = np.array([f"undl:{i}" for i in range(len(votes))])
    return RollCalls(ids, when, states, np.array(votes, dtype=np.int8).reshape(len(votes), len(states)))


def choices_of(tables: dict[int, list[list[int]]], pair: tuple[str, str] = ("CHN", "RUS")) -> DyadChoices:
    """Contested counts by year, by hand."""
    counts = np.zeros((len(tables), 2, 3, 3), dtype=np.int64)
    counts[:, 1] = np.array(list(tables.values())).reshape(-1, 3, 3)
    years = np.array(list(tables), dtype=np.int64)
    return DyadChoices(*pair, years, counts, np.zeros(len(years), dtype=np.int64), date(2025, 12, 31))


def small_ledger(folder: Path, shared: Shared) -> Ledger:
    """The votes of 2025 and ATOP in both shapes: what takes seconds to add."""
    ledger = Ledger(folder / "record")
    ledger.add(shared("data/un/un_votes_2025_wide_raw.csv.gz"), record="un_votes")
    ledger.add(shared("data/alliances/atop51_directed_dyad_year_1815_2018.parquet"), record="atop")
    ledger.add(shared("data/alliances/atop40_member_level_raw.csv.gz"), record="atop")
    ledger.build()
    return ledger
