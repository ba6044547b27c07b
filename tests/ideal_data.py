"""Voeten's roll calls of sessions 1 to 74 as arrays, and the estimates published from them."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.measure.ideal.sample import Sample, sample
from comity.measure.ideal.units import unit_of

VOTES = "data/un/voeten_2021_un_votes_sessions1_74.parquet"
CALLS = "data/un/voeten_2021_un_roll_calls_sessions1_74.parquet"
MATCHES = "data/un/voeten_matches_raw.csv.gz"
PUBLISHED = "data/un/voeten_IdealpointestimatesAll_Apr2020_raw.csv.gz"
RENAMED = {
    "Côte d’Ivoire": 437, "Eswatini": 572, "North Macedonia": 343, "Federal Republic of Germany": 260, "Zanzibar": 511,
}  # fmt: skip
CHOICES = {"yes": 1, "abstain": 2, "no": 3}


@dataclass(frozen=True)
class Published:
    """The authors' numbers by the sample's cells [c]; `codes` the COW code of each."""

    value: NDArray[np.float64]
    sd: NDArray[np.float64]
    n_votes: NDArray[np.int64]


def published_rows(shared: Callable[[str], Path]) -> list[dict[str, str]]:
    with gzip.open(shared(PUBLISHED), "rt", encoding="latin-1") as lines:
        return list(csv.DictReader(lines))


def pairs(shared: Callable[[str], Path]) -> NDArray[np.int64]:
    with gzip.open(shared(MATCHES), "rt") as lines:
        return np.array([(int(row["rcid1"]), int(row["rcid2"])) for row in csv.DictReader(lines)])


@cache
def unit_of_code(code: int, session: int) -> str:
    state = actors.by_code("cow", str(code), date(1945 + session, 1, 1), until=date(1946 + session, 12, 31))
    return unit_of(state.id, session)


def real_sample(shared: Callable[[str], Path], first: int = 1, last: int = 74) -> Sample:
    import pyarrow.parquet as pq

    codes = {row["Countryname"]: int(row["ccode"]) for row in published_rows(shared)} | RENAMED
    calls = pq.read_table(shared(CALLS)).to_pydict()
    votes = pq.read_table(shared(VOTES), columns=["rcid", "country", "vote"])
    part = [amend == 1 or para == 1 for amend, para in zip(calls["amend"], calls["para"], strict=True)]
    place = np.zeros(max(calls["rcid"]) + 1, dtype=np.int64)
    place[calls["rcid"]] = np.arange(len(part))
    item = votes["rcid"].to_numpy().astype(np.int64)
    session = np.array(calls["session"]).astype(np.int64)[place[item]]
    country = votes["country"].combine_chunks().dictionary_encode()
    code = np.array([codes[name] for name in country.dictionary.to_pylist()])[country.indices.to_numpy()]
    vote = votes["vote"].combine_chunks()
    choice = np.array([CHOICES[name] for name in vote.dictionary.to_pylist()])[vote.indices.to_numpy()]
    keep = (session >= first) & (session <= last)
    keys, which = np.unique(code[keep] * 100 + session[keep], return_inverse=True)
    units = np.array([unit_of_code(int(key // 100), int(key % 100)) for key in keys])[which]
    return sample(
        units, session[keep], item[keep], choice[keep], part=np.array(part)[place[item]][keep], pairs=pairs(shared)
    )


def published(shared: Callable[[str], Path], of: Sample) -> Published:
    """The authors' numbers for every cell of the sample; nan and 0 where they have none."""
    cells = {}
    for row in published_rows(shared):
        session = int(row["session"])
        told = float(row["IdealPoint"]), (float(row["Q95%"]) - float(row["Q5%"])) / 3.29, int(row["NVotes"])
        cells[unit_of_code(int(row["ccode"]), session), session] = told
    sessions = of.sessions[of.cell_session].tolist()
    keys = [(of.units[u], t) for u, t in zip(of.cell_unit, sessions, strict=True)]
    rows = np.array([cells.get(key, (np.nan, np.nan, 0)) for key in keys])
    return Published(rows[:, 0], rows[:, 1], rows[:, 2].astype(np.int64))
