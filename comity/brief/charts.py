"""Which charts a brief has: series, marks, titles and the words for a reader who cannot see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from comity.actors import get
from comity.brief.findings import LEAD, SPARSE, Findings, Key, Pairing, form, value
from comity.brief.objects import Cell, Chart, Figure, Mark, Panel, Point, Series, Span, Table
from comity.brief.statements import at_peak
from comity.brief.wording import CONVENTIONAL, amount, bracket, start
from comity.measure.pacts.bodies import SharedBody
from comity.measure.votes.records import RecordStatement
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import Estimate

SHOWN = ("identical", "graded", "kappa", "s_squared")
"""Yardsticks drawn as small multiples; pi and S absolute differ little from their neighbours and stay in the table."""


DATA_NOTE = (
    "The evidence id of a value is similarity/kappa/PAIR/YEAR, with /contested after it for the contested votes."
)


def points(series: Mapping[int, Estimate], years: tuple[int, int]) -> tuple[Point, ...]:
    """A point for every year of the range; a missing or sparse year has no value, so that the line breaks there."""
    return tuple(_point(year, series.get(year)) for year in range(years[0], years[1] + 1))


def _point(year: int, estimate: Estimate | None) -> Point:
    if estimate is None or estimate.n_evidence < SPARSE:
        return Point(year, None, votes=estimate.n_evidence if estimate else 0)
    return Point(year, estimate.value, estimate.low, estimate.high, estimate.n_evidence)


def span_of_years(*pairings: Pairing | None) -> tuple[int, int]:
    """First and last year with a shown value in any of the pairings."""
    years = [
        year
        for pairing in pairings
        if pairing is not None
        for year, estimate in pairing.series.get((LEAD, "all"), {}).items()
        if estimate.n_evidence >= SPARSE
    ]
    return (min(years), max(years)) if years else (date.min.year, date.min.year)


def line(pairing: Pairing, key: Key, label: str, role: str, years: tuple[int, int], band: bool = True) -> Series:
    """A series of a pairing under one yardstick."""
    return Series(label, role, points(pairing.series.get(key, {}), years), band)


def alignment_chart(findings: Findings, record: RecordStatement) -> Chart:
    """Agreement beyond chance over the years: all votes with their interval, and the contested ones."""
    years = span_of_years(findings.own)
    series = (
        line(findings.own, (LEAD, "contested"), "contested votes", "quiet", years, band=False),
        line(findings.own, (LEAD, "all"), "all votes", "main", years),
    )
    panel = Panel("", series, _marks(record))
    shape = f"in {record.year} it was {value(record.value, LEAD)}, and it peaked in {record.peak_year} at {value(record.peak, LEAD)}"
    return Chart(
        "alignment",
        f"How alike {findings.both} vote, beyond chance"
        if not findings.past
        else f"How alike {findings.both} voted, beyond chance",
        "Cohen's kappa by year, UN General Assembly: 1 is full agreement, 0 is what chance gives. Shaded: 90% interval",
        f"Line chart of Cohen's kappa between {findings.both}, {years[0]} to {years[1]}: {shape}.",
        panels=(panel,),
        years=years,
        note=f"Years with fewer than {SPARSE} votes are left blank. Contested: yes share below 90%.",
    )


def _marks(record: RecordStatement) -> tuple[Mark, ...]:
    found = [Mark(record.year, record.value.value or 0.0, f"{record.year}: {value(record.value, record.yardstick)}")]
    if record.peak_year != record.year:
        what = "first so high" if at_peak(record) else "peak"
        label = f"{what} {record.peak_year}: {value(record.peak, record.yardstick)}"
        found.append(Mark(record.peak_year, record.peak.value or 0.0, label))
    return tuple(found)


def yardstick_chart(findings: Findings) -> Chart:
    """Small multiples: the same years under four yardsticks."""
    years = span_of_years(findings.own)
    panels = tuple(_yardstick_panel(findings, name, years) for name in SHOWN if findings.own.record(name) is not None)
    peaks = [
        f"{panel.title} peaks in {record.peak_year}"
        for panel, name in zip(panels, SHOWN, strict=False)
        if (record := findings.own.record(name))
    ]
    return Chart(
        "yardsticks",
        "The same votes under four yardsticks",
        "By year; thin line: contested votes only. Shaded: 90% interval",
        f"Small line charts of {findings.both}: {'; '.join(peaks)}.",
        panels=panels,
        years=years,
        note="Same answer and graded agreement count plain agreement, which moves with the agenda; kappa discounts chance; S weighs distance.",
    )


def _yardstick_panel(findings: Findings, name: str, years: tuple[int, int]) -> Panel:
    record = findings.own.record(name)
    series = (
        line(findings.own, (name, "contested"), "contested", "quiet", years, band=False),
        line(findings.own, (name, "all"), "all", "main", years),
    )
    marks = _marks(record)[1:] or _marks(record) if record else ()
    return Panel(YARDSTICKS[name].label, series, marks, form(name))


def rival_chart(findings: Findings) -> Chart:
    """Each state with the rival bloc, and the two with each other."""
    years = span_of_years(findings.own, findings.with1, findings.with2)
    sides = ((findings.state1, findings.with1, "first"), (findings.state2, findings.with2, "second"))
    found = [(actor, pairing, role) for actor, pairing, role in sides if pairing is not None and pairing.records]
    own = (
        [line(findings.own, (LEAD, "all"), "with each other", "quiet", years, band=False)]
        if findings.own.records
        else []
    )
    series = [
        line(pairing, (LEAD, "all"), f"{actor.name} with {findings.beside(actor)}", role, years)
        for actor, pairing, role in found
    ]
    last = [f"{s.label} {_last(s)}" for s in (*series, *own) if _last(s)]
    return Chart(
        "rival",
        f"{start(findings.both)} beside {findings.rival}",
        f"Cohen's kappa by year with the choice of the majority of {findings.rival}. Shaded: 90% interval",
        f"Line chart of Cohen's kappa, {years[0]} to {years[1]}. In the last year: {'; '.join(last)}.",
        panels=(Panel("", (*own, *series)),),
        years=years,
    )


def _last(series: Series) -> str:
    found = [point.value for point in series.points if point.value is not None]
    return amount(found[-1], "index") if found else ""


def ties_chart(findings: Findings) -> Chart | None:
    """Treaties and shared bodies as bars over the years; None where there are none. The United Nations hold nearly all."""
    spans = (
        *(Span(start(spell.label), "main", spell.start, spell.end) for spell in findings.ladder.spells),
        *(_body_span(body, findings) for body in findings.bodies if body.bloc != "UNO"),
    )
    if not spans:
        return None
    first, last = min(span.start.year for span in spans), findings.day.year
    words = [f"{span.label} from {span.start.year} {f'to {span.end.year}' if span.end else 'on'}" for span in spans]
    belong = findings.tense("belong", "belonged")
    return Chart(
        "ties",
        "Ties on paper",
        f"Blue: rungs of commitment by treaty. Green: bodies to which both {belong}; grey: bodies that held both before",
        f"Timeline of ties between {findings.both}: {'; '.join(words)}.",
        spans=spans,
        years=(first, max(last, first + 1)),
        note=f"Treaties are recorded to {findings.ladder.as_of.year}; a rung that held then is drawn to the edge.",
    )


def _body_span(body: SharedBody, findings: Findings) -> Span:
    actor = get(body.bloc)
    name = SHORT_NAMES.get(body.bloc) or CONVENTIONAL.get(body.bloc, actor.name).removeprefix("the ")
    return Span(
        start(name), "second" if body.until is None or body.until >= findings.day else "quiet", body.since, body.until
    )


SHORT_NAMES = {"UNSC_P5": "Permanent five (UN)", "SCO": "Shanghai Cooperation Org."}
"""Names short enough to stand above a bar on a phone."""


def alignment_data(findings: Findings) -> Table:
    """The lead chart in numbers, every year with its evidence."""
    every, contested = findings.own.series.get((LEAD, "all"), {}), findings.own.series.get((LEAD, "contested"), {})
    rows = tuple(
        (str(year), *_cells(every[year]), *_cells(contested.get(year))) for year in sorted(every, reverse=True)
    )
    columns = (
        "Year",
        "Votes",
        "Kappa",
        "90% interval",
        "Contested votes",
        "Kappa, contested",
        "90% interval, contested",
    )
    return Table(
        "The numbers behind the chart", columns, rows, frozenset(columns[1:]), note=DATA_NOTE, data=True, page_only=True
    )


def _cells(estimate: Estimate | None) -> tuple[Cell, Cell, Cell]:
    if estimate is None:
        return ("", "", "")
    votes = Figure(str(estimate.n_evidence), estimate)
    if estimate.value is None:
        return (votes, "undefined", "")
    return (votes, value(estimate, LEAD, 3), bracket(estimate, "index"))
