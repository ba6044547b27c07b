"""The predictive profile on votes it has not seen: log loss, accuracy, calibration, coverage of simulated truths, seconds.

    python bench/ideal_best.py [--shared ../shared] [--seeds 20 21 22] [--no-coverage]

Held out: a random 5 % of the votes of the estimation sample (797,473 votes, 73 sessions), another 5 % for choosing settings;
figures are means over the seeds, the first of which is the one that the tests use. Baselines from the same votes: every item's
own margins, and the one-dimensional fit. Seconds are processor time on one thread, after compilation. Prints its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
from similarity import put

from comity.measure.ideal.best import WIDER, best_points, extended
from comity.measure.ideal.best_fit import fit, votes_kept
from comity.measure.ideal.best_frame import aligned
from comity.measure.ideal.best_held import Score, best_sharpness, held_out, score, score_votes
from comity.measure.ideal.best_simulated import covered, errors
from comity.measure.ideal.matching import checked, repeats
from comity.measure.ideal.sample import Sample, sample

HEADING = "## Ideal points, profile `best`: votes held out"
FRESH_SEED = 3
"""Simulation that coverage is checked on; seeds 1 and 2 are those that the factors were chosen on."""

NAMES = {"Zanzibar": "EAZ", "South Africa": "ZAF", "United States": "USA"}


def assembly(shared: Path) -> tuple[Sample, dict[str, np.ndarray]]:
    """The estimation sample, and the roll calls as columns with their table of votes."""
    un = shared / "data" / "un"
    calls, votes = (un / f"voeten_2021_un_{name}_sessions1_74.parquet" for name in ("roll_calls", "votes"))
    con = duckdb.connect()
    items = con.execute(f"SELECT rcid::BIGINT AS id, session::BIGINT AS session, concat_ws(' . ', short, descr) AS title, coalesce(amend = 1 OR para = 1, false) AS part FROM '{calls}' ORDER BY id").fetchnumpy()  # fmt: skip
    cells = con.execute(f"SELECT rcid::BIGINT AS id, country, CASE vote::VARCHAR WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 ELSE 3 END AS choice FROM '{votes}'").fetchnumpy()  # fmt: skip
    at = np.searchsorted(items["id"], cells["id"])
    country, which = np.unique(cells["country"].astype(str), return_inverse=True)
    table = np.zeros((len(items["id"]), len(country)), dtype=np.int8)
    table[at, which] = cells["choice"]
    pairs = con.execute(f"SELECT rcid1::BIGINT AS a, rcid2::BIGINT AS b FROM read_csv('{un / 'voeten_matches_raw.csv.gz'}', header=true)").fetchnumpy()  # fmt: skip
    known = np.stack([pairs["a"], pairs["b"]], axis=1).astype(np.int64)
    units = np.array([NAMES.get(name, name) for name in country])[which]
    made = sample(units, items["session"][at], items["id"][at], cells["choice"], part=items["part"][at], pairs=known)
    return made, {**items, "votes": table, "known": known}


def margins(votes: Sample, keep: np.ndarray, test: np.ndarray) -> Score:
    """Every item's own shares of yes, abstain and no, one vote of each added."""
    counts = np.ones((len(votes.items), 3))
    np.add.at(counts, (votes.item[keep], votes.choice[keep] - 1), 1)
    return score((counts / counts.sum(axis=1, keepdims=True))[votes.item[test]], votes.choice[test])


def held_out_rows(votes: Sample, seeds: list[int]) -> list[str]:
    """One row a model."""
    splits = [held_out(len(votes), seed=seed) for seed in seeds]
    lines = [_row("item margins", [margins(votes, ~test, test) for test, _ in splits], "", "")]
    for dims in WIDER:
        fit(votes, dims, sweeps=1)
        scores, seconds = [], []
        for test, _ in splits:
            start = time.process_time()
            found = fit(votes, dims, keep=~test, threads=1)
            seconds.append(time.process_time() - start)
            scores.append(score_votes(found, votes, test))
        sharp = best_sharpness(fit(votes, dims, keep=~(splits[0][0] | splits[0][1])), votes, splits[0][1])
        lines.append(_row(f"`best`, {dims} dimension{'s' if dims > 1 else ''}", scores, f"{np.median(seconds):.1f}", f"{sharp:.2f}"))  # fmt: skip
    return lines


def _row(label: str, scores: list[Score], seconds: str, sharp: str) -> str:
    first, mean = scores[0], {name: np.mean([getattr(s, name) for s in scores]) for name in ("log_loss", "accuracy", "calibration_error")}  # fmt: skip
    return (
        f"| {label} | {first.log_loss:.4f} / {mean['log_loss']:.4f} | {first.accuracy:.4f} / {mean['accuracy']:.4f} "
        f"| {first.calibration_error:.4f} / {mean['calibration_error']:.4f} | {sharp} | {seconds} |"
    )


def coverage_rows(votes: Sample) -> list[str]:
    """Coverage of 90 % intervals on a simulated Assembly that no factor was chosen on."""
    lines = []
    for dims, (near, far) in WIDER.items():
        z, apart = errors(fit(votes, dims), votes, FRESH_SEED)
        lines.append(f"| {dims} | {covered(z):.3f} / {covered(apart):.3f} | {near:.2f} / {far:.2f} | {covered(z, near):.3f} / {covered(apart, far):.3f} |")  # fmt: skip
    return lines


def warm_line(votes: Sample) -> str:
    """Adding the last session, against a full refit turned onto it."""
    whole = best_points(votes)
    kept = votes_kept(votes, votes.session < len(votes.sessions) - 1)
    units = np.array(kept.units)
    old = best_points(sample(units[kept.unit], kept.sessions[kept.session], kept.items[kept.item], kept.choice))
    start = time.process_time()
    grown = extended(old, votes, threads=1)
    seconds = time.process_time() - start
    again = aligned(grown.fit, np.arange(len(whole.fit.theta)), whole.fit.theta).theta
    r = [np.corrcoef(again[:, axis], whole.fit.theta[:, axis])[0, 1] for axis in range(whole.dims)]
    return f"Session {votes.sessions[-1]} added to a fit of the others: {seconds:.2f} s; r with a full refit by axis {', '.join(f'{x:.3f}' for x in r)}."  # fmt: skip


def matching_line(calls: dict[str, np.ndarray]) -> str:
    """Precision and recall of the matcher on the authors' list."""
    start = time.process_time()
    found = repeats(calls["id"], [str(title) for title in calls["title"]], calls["session"], calls["votes"])
    seconds = time.process_time() - start
    known = calls["known"][np.isin(calls["known"], calls["id"]).all(axis=1)]
    check = checked(found, known)
    return (
        f"Repeated resolutions: {len(found):,} pairs of {len(calls['id']):,} roll calls in {seconds:.1f} s; of the {len(known)} that the authors list, recall {check.recall:.3f}; "
        f"of those found that touch a listed roll call, {check.precision:.3f} are the listed pair; the list is silent about {check.n_new:,}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--seeds", type=int, nargs="+", default=[20, 21, 22])
    parser.add_argument("--no-coverage", action="store_true", help="Leave out the simulations.")
    given = parser.parse_args()
    votes, calls = assembly(given.shared)
    lines = [
        HEADING, "",
        f"{date.today()}, one of {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {len(votes):,} votes, "
        f"{len(votes.units)} units, {len(votes.sessions)} sessions, {len(votes.items):,} items. 5 % held out; first seed / mean of {len(given.seeds)} seeds.",
        "", "| | log loss | accuracy | calibration error | best sharpness | seconds |", "|---|---|---|---|---|---|",
        *held_out_rows(votes, given.seeds), "",
    ]  # fmt: skip
    if not given.no_coverage:
        lines += ["Coverage of 90 % intervals for positions / distances on a fresh simulated Assembly.", "",
                  "| dimensions | raw | sds times | widened |", "|---|---|---|---|", *coverage_rows(votes), ""]  # fmt: skip
    lines += [warm_line(votes), "", matching_line(calls), "", "Again: `python bench/ideal_best.py`."]
    text = "\n".join(lines) + "\n"
    put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
