"""Camps as tables: where the two and the rival sit, and all camps of a year."""

from __future__ import annotations

from comity.brief.camp_words import called, largest, names_then
from comity.brief.findings import Findings
from comity.brief.objects import Cell, Figure, Table
from comity.brief.wording import chance, start
from comity.measure.camps.company import Company, Group, Setting


def seats(findings: Findings, found: Company) -> Table:
    """The two and the rival: camp ten years before and now, wing now, how firm."""
    now, before = found.now, found.before
    names = names_then(findings, (now.one, now.two), now.year)
    columns = ("", *((f"Camp of {before.year}",) if before else ()), f"Camp of {now.year}", "Its wing", "How firm")
    rows = [
        (start(name), *((_cell(before, getattr(before, f"camp{at}")),) if before else ()), _cell(now, getattr(now, f"camp{at}")),
         _cell(now, getattr(now, f"wing{at}")), _firm(now, getattr(now, f"camp{at}")))
        for at, name in enumerate(names, start=1)
    ]  # fmt: skip
    if now.rival_camp:
        most = findings.rival if len(now.rivals) == 1 else f"most of {findings.rival}"
        rows.append(
            (
                start(most),
                *((_cell(before, before.rival_camp),) if before else ()),
                _cell(now, now.rival_camp),
                "",
                _firm(now, now.rival_camp),
            )
        )
    note = "A camp is named after the formal bloc it is most like. How firm: mean share of draws in which two members of the camp stand together. Its note lists the members."
    return Table("Where they sit", columns, tuple(rows), frozenset({"How firm"}), note)


def every_camp(now: Setting) -> Table:
    """All camps and wings of the year."""
    rows = [_camp_row(now, name) for name in now.found.groups()]
    columns = ("Camp or wing", "States", "Most like", "Largest members", "How firm")
    return Table(
        f"All camps of {now.year}", columns, tuple(rows), frozenset({"States", "How firm"}), folded=True, page_only=True
    )


def _camp_row(now: Setting, name: str) -> tuple[Cell, ...]:
    group = now.group(name)
    like = _bloc(group) if group.bloc else ""
    label = Figure(f"Camp {name}" if len(name) == 1 else f"wing {name}", group.firm)
    return (label, str(len(group.members)), like, largest(group, number=6), _firm(now, name))


def _cell(now: Setting, name: str) -> Cell:
    if not name:
        return "alone"
    group = now.group(name)
    text = _bloc(group) if group.bloc else largest(group)
    return Figure(text, group.firm)


def _bloc(group: Group) -> str:
    """The formal bloc a camp is most like, as a table says it."""
    name = called(group).removeprefix("most like ")
    return start(name if name == "the West" else name.removeprefix("the "))


def _firm(now: Setting, name: str) -> Cell:
    return Figure(chance(now.group(name).firm.value or 0.0), now.group(name).firm) if name else ""
