"""Numbers that an earlier brief told otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from comity.brief.fed import small
from comity.brief.findings import Findings
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Table
from comity.brief.since import Since
from comity.brief.wording import count, said, start
from comity.measure.change.revised import Revised, revised
from comity.schema import Estimate

SHOWN = 8


def against_earlier(findings: Findings, since: Since) -> list[Block]:
    """The numbers of the earlier brief that are no longer the same."""
    shared, moved = revised(since.numbers, current(findings))
    name = f"the brief kept in {since.name}"
    if not shared:
        return [
            Paragraph((Remark(f"No number of {name} is told here: another release or ledger may stand behind it."),))
        ]
    if not moved:
        same = f"Of {count(shared, 'number')} that this brief and {name} both hold, every one is the same as it was."
        return [Paragraph((Remark(same),))]
    told = Remark(
        f"Of {count(shared, 'number')} that this brief and {name} both hold, {len(moved)} {'is' if len(moved) == 1 else 'are'} no longer the "
        "same: records, documents or the release behind them changed."
    )
    rows = tuple(_revised(one) for one in moved[:SHOWN])
    columns = ("What", "Of", "Was", "Is", "Moved by")
    note = f"{start(count(len(moved) - len(rows), 'other'))} moved less." if len(moved) > len(rows) else ""
    return [Paragraph((told,)), Table("Numbers that were told otherwise", columns, rows, frozenset(columns[2:]), note)]


def _revised(one: Revised) -> tuple[Cell, ...]:
    def cell(value: float, like: float) -> Figure:
        return Figure(small(value, like), one.now)

    change = said(small(one.change), one.change, one.now.as_of, f"{one.now.method}: revision", one.now.evidence)
    then = said(
        small(one.then, one.change), one.then, one.now.as_of, f"{one.now.method}: as told before", one.now.evidence
    )
    return (start(one.now.method), str(one.now.as_of.year), then, cell(one.now.value or 0.0, one.change), change)


def current(findings: Findings) -> Iterable[Estimate]:
    """The numbers of this brief that an earlier one may hold: index, levels, yardsticks, pressure."""
    standing = findings.together
    if standing is not None:
        yield from standing.overall.values()
        for level in standing.levels.values():
            yield from level.series.values()
    for pairing in (findings.own, findings.with1, findings.with2):
        for series in pairing.series.values():
            yield from series.values()
    for course in findings.pressed:
        if course is not None:
            yield from course.series.values()
