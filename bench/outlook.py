"""Forecasts: the rolling back-test of agreement and ideal-point distance beside what any forecast must beat, and the models that ship.

    python bench/outlook.py [--shared ../shared] [--frozen] [--ship [FOLDER]] [--page]

Protocol: origins 1985, 1995, 2005 and 2013, one to five years ahead, pairs read in at least 18 of the last 20 years; CRPS, mean over
origins; nothing after an origin is fitted on. Votes are Voeten's roll calls of sessions 1 to 74 that were not unanimous (year of a
session: 1945 + session), distances those of the published ideal points. `--frozen` makes the ideal points anew at every origin and
scores against those fitted at the end (needs numba). `--ship` makes comity/data/outlook.* anew (some minutes). `--page` writes the tables into
docs/explanation/forecasts.md. Prints a section of Markdown.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from outlook_data import Benchmark, benchmark  # noqa: E402

from comity.outlook import baselines  # noqa: E402
from comity.outlook.direct import Settings  # noqa: E402
from comity.outlook.panels import TARGETS  # noqa: E402
from comity.outlook.positions import Positions  # noqa: E402
from comity.outlook.rolling import HORIZONS, MODEL, Roll, Score, Summary, roll, score, summary  # noqa: E402
from comity.outlook.shape import folded  # noqa: E402

PAGE = ROOT / "docs" / "explanation" / "forecasts.md"
ORIGINS = (40, 50, 60, 68)
"""Sessions of the years 1985, 1995, 2005 and 2013."""
BEST = {"agreement": {1: 0.0230, 3: 0.0314, 5: 0.0331}, "distance": {1: 0.1328, 3: 0.1817, 5: 0.2219}}
"""The best of the simple models that the aims are set against: a pooled linear model with one spread for all pairs."""


def agreement(held: Benchmark) -> tuple[Score, ...]:
    """Scores of agreement."""
    over = Roll(held.agreement, 0.0, 1.0, Settings(held.agreement.grain, ridge=TARGETS["agreement"].ridge))
    return roll(over, ORIGINS)


def distance(held: Positions) -> tuple[Score, ...]:
    """Scores of distance of the published ideal points, one vintage for all origins as in the reference."""
    out = []
    for origin in ORIGINS:
        usable = held.usable(origin)
        asked = {h: usable & np.isfinite(held.distance[:, origin + h]) for h in HORIZONS}
        for h in HORIZONS:
            seen = held.distance[asked[h], origin + h]
            out.append(score(MODEL, h, origin, held.quantiles(held.fitted(origin, h), origin, asked[h]), seen))
        for name, h, guess in baselines.forecasts(held.distance, origin, HORIZONS):
            out.append(score(name, h, origin, folded(guess[asked[h]]), held.distance[asked[h], origin + h]))
    return tuple(out)


def frozen(held: Benchmark, shared: Callable[[str], Path]) -> tuple[Score, ...]:
    """Scores of distance where the ideal points known at an origin are those fitted then, and answers those fitted at the end."""
    from outlook_data import refitted

    end = refitted(held, shared, 74)
    out = []
    for origin in ORIGINS:
        then = refitted(held, shared, origin)
        for horizon in HORIZONS:
            asked = then.usable(origin) & np.isfinite(end.distance[:, origin + horizon])
            seen = end.distance[asked, origin + horizon]
            out.append(score(MODEL, horizon, origin, then.quantiles(then.fitted(origin, horizon), origin, asked), seen))
            spread = baselines.errors(baselines.persistence, then.distance, origin, horizon)
            guess = folded(baselines.quantiles(then.distance[asked, origin], spread))
            out.append(score("persistence", horizon, origin, guess, seen))
    return tuple(out)


def rows_of(name: str, found: Iterable[Summary]) -> list[str]:
    """A Markdown table of CRPS and coverage by method and horizon."""
    by = {(one.method, one.horizon): one for one in found}
    methods = dict.fromkeys(method for method, _ in by)
    heads = " | ".join(f"{h} y" for h in HORIZONS)
    lines = [f"| {name}: CRPS (90 % intervals held) | {heads} |", "|---" * (len(HORIZONS) + 1) + "|"]
    for method in sorted(methods, key=lambda method: method == MODEL):
        cells = " | ".join(f"{by[method, h].crps:.4f} ({by[method, h].covered:.0%})" for h in HORIZONS)
        lines.append(f"| {f'**{method}**' if method == MODEL else method} | {cells} |")
    best = BEST.get(name)
    if best:
        aims = [f"{0.92 * best[h]:.4f}" if h in best else "" for h in HORIZONS]
        lines.append(f"| aim: 8 % below the best simple model | {' | '.join(aims)} |")
    return lines


def section(shared: Callable[[str], Path], with_frozen: bool) -> str:
    """Both tables with the date."""
    held = benchmark(shared)
    parts = ["## Forecasts", f"Written by `python bench/outlook.py` on {date.today().isoformat()}.", ""]
    parts += [
        *rows_of("agreement", summary(agreement(held))),
        "",
        *rows_of("distance", summary(distance(held.positions))),
    ]
    if with_frozen:
        parts += ["", *rows_of("distance, frozen vintages", summary(frozen(held, shared)))]
    return "\n".join(parts)


def shipped() -> str:
    """The back-test of what ships, as Markdown."""
    from comity.outlook.stored import Stored

    about = Stored().about
    out = [f"Models made on {about['made']}; origins {', '.join(map(str, about['tested']))}.", ""]
    for name in dict.fromkeys(row["target"] for row in about["backtest"]):
        found = [
            Summary(**{k: v for k, v in row.items() if k != "target"})
            for row in about["backtest"]
            if row["target"] == name
        ]
        out += [*rows_of(f"{name} (shipped)", found), ""]
    return "\n".join(out).rstrip()


def ship(folder: Path) -> None:
    """Make the models, the back-test and the response anew from the estimates in the folder."""
    import json

    from comity.outlook.making import make_outlook
    from comity.outlook.panels import alignment_panels
    from comity.outlook.responses import responses

    made = make_outlook(folder, folder)
    about = json.loads(made[1].read_text(encoding="utf-8"))
    index = alignment_panels(folder)["overall"]
    about["response"] = {}
    for bloc in json.loads((folder / "alignment.json").read_text(encoding="utf-8"))["pressure"]:
        try:
            about["response"] |= responses(folder, index, (bloc,))
        except (ValueError, ArithmeticError, IndexError) as error:
            print(f"no response to {bloc}: {error}", file=sys.stderr)
    made[1].write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between two marks of a page."""
    marks = f"<!-- {name} -->", f"<!-- end of {name} -->"
    whole = page.read_text(encoding="utf-8")
    inside = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.S)
    page.write_text(inside.sub(f"{marks[0]}\n{text}\n{marks[1]}".replace("\\", r"\\"), whole), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--ship", type=Path, nargs="?", const=ROOT / "comity" / "data")
    parser.add_argument("--page", action="store_true")
    asked = parser.parse_args()
    if asked.ship:
        ship(asked.ship)
    text = section(lambda relative: asked.shared / relative, asked.frozen)
    print(text)
    if asked.page:
        put(PAGE, "benchmark", text.partition("\n")[2].strip())
        put(PAGE, "shipped", shipped())


if __name__ == "__main__":
    main()
