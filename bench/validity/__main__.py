"""Does an index of alignment tell what comes next, beyond what geography, power and peace already tell?

    python -m validity [--out FILE] [--draws 200] [--dims 1] [--outcomes mid relevant fatal alliance pact] [--shared ../../shared]      (in bench/)

Prints a Markdown report: for five outcomes the controls alone, each existing measure, and the candidates on top of the controls;
the differences in average precision with intervals from drawing states anew; ranking within dyads; negative controls.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import numpy as np

from .accuracy import state_weights
from .candidates import candidates
from .known import known
from .panel import Panel, Reader, panel
from .protocol import Measure, accuracy, bootstrapped, earlier_years, other_pairs, predicted, rows, shuffled_years

NEEDED = ("distance", "agreement", "pi (squared)", "kappa (squared)", "tau-b", "S alliance", "kappa alliance")
SINGLES = (
    "distance",
    "agreement",
    "pi (squared)",
    "kappa (squared)",
    "tau-b",
    "S alliance",
    "kappa alliance (squared)",
    "ATOP level",
)
CONTROLLED = "three columns"
SEED = 11


def report(
    made: Panel, outcome: str, needed: list, singles: dict[str, Measure], ours: dict[str, Measure], draws: int
) -> str:
    """The section of one outcome."""
    found = rows(made, made.outcomes[outcome], needed)
    predictions = {"controls": predicted(found)}
    predictions |= {name: predicted(found, measure) for name, measure in {**singles, **ours}.items()}
    controlled = {
        "three columns, years shuffled": shuffled_years(made, ours[CONTROLLED], SEED),
        "three columns, an earlier year": earlier_years(made, ours[CONTROLLED], SEED),
        "three columns, other pairs": other_pairs(made, ours[CONTROLLED], SEED),
    }
    predictions |= {name: predicted(found, measure) for name, measure in controlled.items()}
    table = {name: accuracy(found, prediction) for name, prediction in predictions.items()}
    best = max(singles, key=lambda name: table[name].ap)
    kept = {name: predictions[name] for name in ("controls", best, *ours)}
    drawn = bootstrapped(made, found, kept, state_weights(len(made.states), draws, SEED))
    test = predictions["controls"].test
    lines = [
        f"### {made.outcomes[outcome].label}: {len(test):,} dyad-years, {int(found.positive[test].sum()):,} positive; best single: {best}",
        "",
        "| on top of the controls | AUC | AP | within dyads | AP over controls, % [90 %] | AP over best single, % [90 %] |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in table.items():
        against = [_difference(table, drawn, name, other) for other in ("controls", best)]
        lines.append(f"| {name} | {one.auc:.4f} | {one.ap:.4f} | {one.within:.3f} | {against[0]} | {against[1]} |")
    return "\n".join(lines) + "\n"


def _difference(table: dict, drawn: dict, name: str, other: str) -> str:
    change = 100 * (table[name].ap / table[other].ap - 1)
    if name not in drawn or name == other:
        return f"{change:+.1f}"
    low, high = np.nanquantile(100 * (drawn[name] - drawn[other]) / table[other].ap, [0.05, 0.95])
    return f"{change:+.1f} [{low:+.1f}, {high:+.1f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--dims", type=int, help="Ideal points refitted year by year in so many dimensions, not the published ones."
    )
    parser.add_argument("--outcomes", nargs="*", default=["mid", "relevant", "fatal", "alliance", "pact"])
    default = Path(os.environ.get("COMITY_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    parser.add_argument(
        "--ledger", type=Path, help="A ledger of all public series: comity's own levels are then judged."
    )
    parser.add_argument("--shared", type=Path, default=default)
    given = parser.parse_args()
    start = time.perf_counter()
    read = Reader(given.shared / "data")
    made = panel(given.shared / "data")
    cells = known(read, made)
    singles = {name: (lambda origin, name=name: cells[name]) for name in SINGLES}
    if given.dims:
        from .refitted import refitted

        singles["distance"] = refitted(read, made, given.dims)
    ours, needed = candidates(read, made, cells, singles["distance"]), [cells[name] for name in NEEDED]
    if given.ledger:
        from .levels import levels

        ours |= levels(given.ledger, made)
    head = f"Panel: {int(made.exists.sum()):,} dyad-years, {len(made.exists):,} dyads; {given.draws} draws of states.\n"
    texts = [head]
    print(head, flush=True)
    for outcome in given.outcomes:
        texts.append(report(made, outcome, needed, singles, ours, given.draws))
        print(texts[-1], flush=True)
    texts.append(f"Took {time.perf_counter() - start:,.0f} s.\n")
    if given.out:
        given.out.write_text("\n".join(texts), encoding="utf-8")


if __name__ == "__main__":
    main()
