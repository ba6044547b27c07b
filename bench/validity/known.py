"""The measures there are already: published ideal points, scores of votes, scores of alliance portfolios, shared bodies."""

from __future__ import annotations

import csv
import gzip

import numpy as np
from numpy.typing import NDArray

from comity.measure.pacts.portfolios import portfolio_scores
from comity.measure.votes.scores import scores
from comity.measure.votes.scores_tables import joint_tables

from .panel import FIRST, YEARS, Cells, Panel, Reader

POINTS = "un/voeten_IdealpointestimatesAll_Apr2020_raw.csv.gz"
VOTES, CALLS = "un/voeten_2021_un_votes_sessions1_74.parquet", "un/voeten_2021_un_roll_calls_sessions1_74.parquet"
NAMES = {
    "Cote d'Ivoire": 437,
    "Côte d’Ivoire": 437,
    "Eswatini": 572,
    "North Macedonia": 343,
    "Federal Republic of Germany": 260,
    "Zanzibar": 511,
}
OF_VOTES = ("graded", "pi_squared", "kappa", "kappa_squared", "tau_b")
OF_ALLIANCES = ("s_absolute", "kappa", "kappa_squared")


def published(read: Reader) -> dict[str, list[str]]:
    """Columns of the published estimates as text; the file is latin-1."""
    with gzip.open(read.data / POINTS, "rt", encoding="latin-1", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [row[name] for row in rows] for name in rows[0]}


def ideal_points(read: Reader) -> Cells:
    """Published ideal points [s, t]; year of a session = 1945 + session."""
    got = published(read)
    at, year = read.places(np.array(got["ccode"], dtype=int)), np.array(got["session"], dtype=int) + 1945
    keep = (at >= 0) & (year <= YEARS[-1])
    cells = np.full(read.alive.shape, np.nan, dtype=np.float32)
    cells[at[keep], year[keep] - FIRST] = np.array(got["IdealPoint"], dtype=float)[keep]
    return cells


Session = tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]


def votes(read: Reader) -> list[Session]:
    """Year, numbers of the items [i], places of the states [s] and choices [i, s] (1 yes, 2 abstain, 3 no, 0 none) of each session of the sample.

    As the authors do: after 1989 no votes on paragraphs and amendments; no session 19, no unanimous item.
    """
    named = published(read)
    codes = {**dict(zip(named["Countryname"], map(int, named["ccode"]), strict=True)), **NAMES}
    data = read.data
    got = read.rows(
        "SELECT session, v.rcid, country, vote, (year(date::DATE) > 1989 AND (coalesce(amend, 0) = 1 OR coalesce(para, 0) = 1)) AS part",
        VOTES,
        f"v JOIN '{data / CALLS}' r USING (rcid) WHERE session <> 19 AND vote IN ('yes', 'abstain', 'no')",
    )
    code = np.array([codes.get(name, -1) for name in got["country"]])
    choice = np.select([got["vote"] == "yes", got["vote"] == "abstain"], [1, 2], 3).astype(np.int8)
    keep = (code >= 0) & ~np.asarray(got["part"], dtype=bool)
    out = []
    for session in np.unique(got["session"]):
        rows = keep & (got["session"] == session) & (session + 1945 <= YEARS[-1])
        if rows.any():
            items, i = np.unique(got["rcid"][rows].astype(np.int64), return_inverse=True)
            held, s = np.unique(code[rows], return_inverse=True)
            chosen = np.zeros((i.max() + 1, len(held)), dtype=np.int8)
            chosen[i, s] = choice[rows]
            most = np.stack([(chosen == c).sum(axis=1) for c in (1, 2, 3)]).max(axis=0)
            divided = most < (chosen > 0).sum(axis=1)
            places = read.places(held)
            out.append((int(session) + 1945, items[divided], places[places >= 0], chosen[divided][:, places >= 0]))
    return out


def vote_scores(read: Reader, panel: Panel) -> dict[str, Cells]:
    """Scores of votes by dyad and year [d, t]."""
    s, t = read.alive.shape
    found = {name: np.full((t, s, s), np.nan, dtype=np.float32) for name in OF_VOTES}
    for year, _, places, chosen in votes(read):
        one, two = (places[at] for at in np.triu_indices(len(places), 1))
        for name, values in scores(joint_tables(chosen, 3), OF_VOTES).items():
            found[name][year - FIRST, one, two] = values
            found[name][year - FIRST, two, one] = values
    a, b = panel.dyads
    return {name: cells[:, a, b].T for name, cells in found.items()}


def known(read: Reader, panel: Panel) -> dict[str, Cells]:
    """All the single measures [d, t], by the names that the results use."""
    one, two = panel.dyads
    points = ideal_points(read)
    by_votes = vote_scores(read, panel)
    by_allies = {name: cells[one, two] for name, cells in portfolio_scores(panel.levels, OF_ALLIANCES).items()}
    level = panel.levels[one, two].astype(np.float32)
    igos = read.square("dyadigos", "igo/cow_igo3_shared_memberships_dyad_year.parquet")[one, two]
    return {
        "distance": np.abs(points[one] - points[two]),
        "agreement": by_votes["graded"],
        "pi (squared)": by_votes["pi_squared"],
        "kappa (squared)": by_votes["kappa_squared"],
        "tau-b": by_votes["tau_b"],
        "S alliance": by_allies["s_absolute"],
        "kappa alliance": by_allies["kappa"],
        "kappa alliance (squared)": by_allies["kappa_squared"],
        "ATOP level": np.where(level < 0, np.nan, level),
        "shared IGOs": np.where(igos < 0, np.nan, igos),
    }
