"""Votes by heading, and matters in dispute with who stands where, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.brief.findings import Findings
from comity.brief.objects import Cell, Figure, Table
from comity.brief.wording import bracket, named, percent, said, start
from comity.measure.affinity.agreement import Agreement
from comity.measure.affinity.stakes import Stand, in_turn
from comity.measure.said.matters import Touched
from comity.schema import Estimate

ROWS = 8
"""Matters in dispute that a table shows."""


def agenda_table(findings: Findings, found: Sequence[Agreement]) -> Table:
    """Same answers under each heading: the pair, and each with the rival."""
    pair = "With each other"
    beside = [f"{start(named(actor))} and {findings.beside(actor)}" for actor in (findings.state1, findings.state2)]
    columns = ("On", "Votes", pair, "90% interval", *beside)
    rows = tuple(
        (
            start(one.name),
            str(one.own.n_evidence) if one.own else "",
            _share(one.own),
            _interval(one.own),
            _share(one.with1),
            _share(one.with2),
        )
        for one in sorted(found, key=lambda one: -(one.own.value or 0.0) if one.own else 0.0)
    )
    years = f"{found[0].first} to {found[0].last}"
    return Table(f"Same answers in the General Assembly, {years}", columns, rows, frozenset(columns[1:]))


def _share(estimate: Estimate | None) -> Cell:
    return "" if estimate is None or estimate.value is None else Figure(percent(estimate.value), estimate)


def _interval(estimate: Estimate | None) -> str:
    return "" if estimate is None else bracket(estimate, "percent")


def stake_table(findings: Findings, found: Sequence[Stand], spoken: Mapping[str, Touched]) -> Table:
    """Matters of every sort in turn: what each has at stake, on which side, and who speaks on it in the documents held."""
    rows = tuple(_stand(findings, one, spoken) for one in in_turn(found, ROWS, lambda one: _spoken(one, spoken)))
    names = (start(named(actor)) for actor in (findings.state1, findings.state2, findings.against))
    columns = ("Matter", "Since", *names, "Sides", *(("Statements held",) if spoken else ()))
    more = len(found) - ROWS
    note = f"{more} more are not shown; the id of the count leads to them." if more > 0 else ""
    return Table("Matters in dispute and what is at stake", columns, rows, frozenset({"Since"}), note)


def _spoken(one: Stand, spoken: Mapping[str, Touched]) -> int:
    held = spoken.get(one.issue.id)
    return held.every if held else 0


def _stand(findings: Findings, one: Stand, spoken: Mapping[str, Touched]) -> tuple[Cell, ...]:
    day = findings.day
    name = said(one.issue.name, None, day, "table of issues", f"issue/{one.issue.id}", unit="issue")
    stakes = (one.stake1 or "none", one.stake2 or "none", one.stake_rival or "none")
    row = (name, str(one.issue.start.year), *stakes, _sides(findings, one))
    return (*row, _who_speaks(findings, spoken.get(one.issue.id))) if spoken else row


def _who_speaks(findings: Findings, held: Touched | None) -> Cell:
    """How many statements each side makes on a matter."""
    if held is None:
        return "none"
    counts = ((held.first, findings.name1), (held.second, findings.name2), (held.others, "others"))
    text = ", ".join(f"{name} {n}" for n, name in counts if n)
    return said(
        text,
        float(held.every),
        findings.day,
        "statements that touch the issue",
        held.evidence,
        held.every,
        "statements",
    )


def _sides(findings: Findings, one: Stand) -> str:
    """Who is on another side than whom, in few words."""
    if one.against1 and one.against2 and one.together:
        return "both against it"
    opposed = [actor for actor, against in ((findings.name1, one.against1), (findings.name2, one.against2)) if against]
    if one.apart:
        return "against each other"
    if opposed and not findings.inside:
        return f"{' and '.join(opposed)} against it"
    return "on one side" if one.together else ""
