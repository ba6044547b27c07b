"""Scores of what has come due: our forecasts by the record, quoted ones by a person or a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from comity.errors import ComityError, NoEvidence, Refused
from comity.measure.source import Source
from comity.outlook.explaining import why
from comity.outlook.histories import agreed, aligned, pressed
from comity.outlook.register import Entry, Register
from comity.outlook.shape import crps
from comity.results import Table

VERDICTS = ("true", "false", "unclear")


@dataclass(frozen=True, slots=True)
class Standing:
    """A forecast of the register: its line, when it comes due, and what was scored or judged last (empty: nothing yet)."""

    entry: Entry
    due: date | None
    found: Mapping[str, Any]


def score_due(register: Register, source: Source) -> tuple[Entry, ...]:
    """Score every forecast whose year is read by now, where the answer was not scored before; the lines added."""
    done = {(entry.says["of"], entry.says["seen"]) for entry in register.of("score")}
    rows = []
    for entry in register.of("forecast"):
        seen = observed(source, entry.says)
        if seen is not None and (entry.id, seen[0]) not in done:
            rows.append(("score", _scored(entry, *seen)))
    return register.add(rows)


def observed(source: Source, says: Mapping[str, Any]) -> tuple[float, str] | None:
    """What came to be, rounded, and the data it was read from; None where it is not read yet."""
    one, _, two = str(says["who"]).partition("-")
    day = date(int(says["year"]), 12, 31)
    try:
        if says["target"] == "pressure":
            found = pressed(source, one, two, day)
        elif says["target"] == "agreement":
            found = agreed(source, one, two, day)
        else:
            pair = source.fused.pair(one, two)
            if not pair.spoke[pair.years == day.year].any():
                return None
            found = next(history for history in aligned(source, one, two, day) if history.target == says["target"])
    except (ComityError, StopIteration):
        return None
    if found.origin != day.year:
        return None
    return round(float(found.values[-1]), 5), f"{found.vintage}; {source.kind} of {source.made}"


def _scored(entry: Entry, seen: float, data: str) -> dict[str, Any]:
    says = entry.says
    quantiles = np.array([says["quantiles"]])
    ours = float(crps(quantiles, np.array([seen]))[0])
    plain = abs(seen - float(says["now"]))
    return {
        "of": entry.id,
        "seen": seen,
        "data": data,
        "crps": round(ours, 5),
        "no_change": round(plain, 5),
        "inside": bool(says["low"] <= seen <= says["high"]),
    }


def judge(
    register: Register, source: Source, id: str, verdict: str, note: str = "", by: str = "", evidence: str = ""
) -> Entry:
    """Judge a quoted forecast; with `evidence` the id of a record or number that shows it, which must answer.

    Refused for a verdict there is not, an id that names no quoted forecast, or a judgement with neither note nor evidence.
    """
    if verdict not in VERDICTS:
        raise Refused(f"no verdict {verdict!r}", next_step=f"choose {', '.join(VERDICTS)}")
    entry = register.get(id)
    if entry.kind != "quoted":
        raise Refused("only quoted forecasts are judged; ours are scored by the record", where=id)
    if not note and not evidence:
        raise Refused("a judgement needs a reason", where=id, next_step="give --note, or --evidence ID")
    if evidence:
        try:
            why(evidence, source)
        except ComityError as error:
            raise NoEvidence(f"the evidence does not answer: {error}", where=evidence) from error
    says = {"of": entry.id, "verdict": verdict, "note": note, "by": by, "evidence": evidence}
    added = register.add([("judgement", says)])
    return added[0] if added else next(one for one in register.of("judgement") if one.says == says)


def standings(register: Register) -> tuple[Standing, ...]:
    """Every forecast with its newest score or judgement."""
    newest: dict[str, Mapping[str, Any]] = {}
    entries = register.entries()
    for entry in entries:
        if entry.kind in ("score", "judgement"):
            newest[entry.says["of"]] = entry.says
    made = [entry for entry in entries if entry.kind in ("forecast", "quoted")]
    return tuple(Standing(entry, due(entry), newest.get(entry.id, {})) for entry in made)


def due(entry: Entry) -> date | None:
    """The last day a forecast speaks of; None for a quoted one without a horizon."""
    if entry.kind == "forecast":
        return date(int(entry.says["year"]), 12, 31)
    return date.fromisoformat(entry.says["horizon"]) if entry.says["horizon"] else None


def score_table(register: Register, today: date) -> Table:
    """All forecasts: those scored or judged, those due but not yet answered, and those due later; with the tally in the note."""
    rows = [_row(one, today) for one in standings(register)]
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in SHOWN}
    return Table(f"Register {register.path.name}", columns, note=tally(standings(register)) or EMPTY)


SHOWN = ("id", "state", "due", "what", "forecast", "low", "high", "seen", "crps", "no_change", "inside", "note")
EMPTY = "Nothing is in the register: comity outlook A B --freeze, or comity register --from-statements."


def _row(one: Standing, today: date) -> dict[str, Any]:
    says, found = one.entry.says, one.found
    row: dict[str, Any] = dict.fromkeys(SHOWN)
    row |= {"id": one.entry.id, "due": one.due.isoformat() if one.due else "", "state": state_of(one, today)}
    if one.entry.kind == "quoted":
        return row | {"what": f"{says['speaker']}, {says['said']}: {says['text']}", "note": found.get("note", "")}
    scenario = f" if {says['scenario']}" if "scenario" in says else ""
    row |= {"what": f"{says['target']} {says['who']} {says['year']}{scenario}", "note": ""}
    row |= {"forecast": says["value"], "low": says["low"], "high": says["high"]}
    return row | {name: found.get(name) for name in ("seen", "crps", "no_change", "inside")}


def state_of(one: Standing, today: date) -> str:
    """Scored, a verdict, due, or later; a quoted forecast without a horizon is open."""
    if one.found:
        return str(one.found.get("verdict", "scored"))
    if one.due is None:
        return "open"
    return "due" if one.due < today else "later"


def tally(found: Sequence[Standing]) -> str:
    """How our scored forecasts did together, and the verdicts on quoted ones."""
    ours = [
        one.found for one in found if one.entry.kind == "forecast" and one.found and "scenario" not in one.entry.says
    ]
    said = []
    if ours:
        mean, plain = (float(np.mean([row[name] for row in ours])) for name in ("crps", "no_change"))
        inside = sum(row["inside"] for row in ours)
        skill = f", {1 - mean / plain:.0%} below no change" if plain else ""
        said.append(
            f"Scored: {len(ours)}; CRPS {mean:.4f} against {plain:.4f} of no change{skill}; {inside} inside their interval."
        )
    judged = [one.found["verdict"] for one in found if one.entry.kind == "quoted" and one.found]
    if judged:
        said.append("Quoted: " + ", ".join(f"{judged.count(verdict)} {verdict}" for verdict in VERDICTS) + ".")
    waiting = sum(not one.found for one in found)
    return " ".join([*said, *([f"{waiting} not yet scored or judged."] if waiting else [])])
