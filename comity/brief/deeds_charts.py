"""Deeds, words and opinion as a table of single kinds, a chart by year, and the numbers behind it."""

from __future__ import annotations

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.indexed import named_year
from comity.brief.objects import Cell, Chart, Figure, Panel, Point, Series, Table
from comity.brief.wording import bracket, index, listed, named, percent, possessive, start
from comity.measure.affinity.axes import Axes
from comity.measure.affinity.axes import Series as Years
from comity.measure.source import Source
from comity.schema import Estimate

KINDS = (
    ("exercises/mme", "exercises together, begun in the year", False),
    ("exercises/russian_exercise", "Russian exercises together, begun in the year", False),
    ("arms/arms_delivered", "share of {other} in major arms {state} received in five years", True),
    ("dependence/wits_imports", "share of {other} in {whose} imports", True),
)
"""Kept series of single deeds, whether each way."""

LEAST = 0.05
"""Per cent below which a share is nothing to tell."""

RUSSIAN = "exercises/russian_exercise"
"""The list that counts exercises of Russia's forces alone."""


def kinds(findings: Findings, found: Axes, source: Source, until: int) -> tuple[Table, ...]:
    """Single kinds of deeds, words and opinion, each with its last year."""
    one, two = findings.state1, findings.state2
    rows: list[tuple[Cell, ...]] = []
    for name, what, directed in KINDS:
        for state, other in ((one, two), (two, one)) if directed else ((one, two),):
            series = source.kept.pair(state.id, other.id, until).get(name, {})
            if (
                series
                and (series[max(series)].value or 0.0) >= LEAST
                and (name != RUSSIAN or "RUS" in (one.id, two.id))
            ):
                text = what.format(other=named(other), state=named(state), whose=possessive(named(state)))
                rows.append(_kind("Deeds", text, series, "per cent" if directed else "number"))
    axes_of = (("Deeds", "balance of reported deeds", found.deeds), ("Warmth", "balance of words", found.words))
    rows += [_kind(axis, what, series, "index") for axis, what, series in axes_of if series]
    rows += [
        _kind("Warmth", f"favourable to {_named(view.of)} in {_named(view.asked)}", view.favourable, "percent")
        for view in found.views
    ]
    if len(rows) < 2:
        return ()
    note = "The last year of each with anything on record; no kind is added to another."
    columns = ("Axis", "What", "Year", "Value", "90% interval")
    return (Table("Each kind by itself", columns, tuple(rows), frozenset(columns[2:]), note),)


def _kind(axis: str, what: str, series: Years, form: str) -> tuple[Cell, ...]:
    year = max(series)
    last = series[year]
    number = last.value or 0.0
    texts = {
        "number": f"{number:.0f}",
        "per cent": f"{number:.1f}%",
        "index": index(number),
        "percent": percent(number),
    }
    interval = bracket(last, form) if form in ("index", "percent") else ""
    return axis, start(what), named_year(last.evidence, year), Figure(texts[form], last), interval


def _named(id: str) -> str:
    return named(get(id))


def chart(findings: Findings, found: Axes) -> Chart:
    """Balances of deeds and words on one panel, opinion on the other."""
    events = tuple(
        Series(label, role, _points(years), band=role == "first")
        for label, role, years in (("deeds", "first", found.deeds), ("words", "second", found.words))
        if years
    )
    polls = tuple(
        Series(f"of {_named(view.of)}, in {_named(view.asked)}", role, _points(view.favourable, gaps=True), band=False)
        for view, role in zip(found.views, ("third", "fourth"), strict=False)
    )
    titled = (("Balance of reported events", events, "index"), ("Favourable views", polls, "percent"))
    panels = tuple(Panel(title, series, form=form) for title, series, form in titled if series)
    years = [point.year for panel in panels for series in panel.series for point in series.points]
    told = listed([f"{series.label} {len(series.points)} years" for panel in panels for series in panel.series])
    return Chart(
        "deeds",
        f"Deeds, words and opinion between {findings.both}",
        "Balances from all hostile to all co-operative; shares of those asked",
        f"Line charts by year, {min(years)} to {max(years)}: {told}.",
        panels=panels,
        years=(min(years), max(years)),
        note="Each line stands for itself; nothing is added up.",
    )


def _points(years: Years, gaps: bool = False) -> tuple[Point, ...]:
    span = range(min(years), max(years) + 1)
    held = ((year, years.get(year)) for year in span)
    return tuple(
        Point(year, e.value, e.low, e.high, e.n_evidence) if e is not None else Point(year, None) for year, e in held
    )


def data(findings: Findings, found: Axes) -> Table:
    """The numbers behind the chart, newest first."""
    named_series: list[tuple[str, Years, str]] = [("Deeds", found.deeds, "index"), ("Words", found.words, "index")]
    named_series += [(f"{start(_named(v.asked))} of {_named(v.of)}", v.favourable, "percent") for v in found.views]
    held = [(label, years, form) for label, years, form in named_series if years]
    columns = ["Year"]
    for label, *_ in held:
        columns += [label, f"90% interval, {label}"]
    every = sorted({year for _, years, _ in held for year in years}, reverse=True)
    rows = tuple(
        (str(year), *(cell for _, years, form in held for cell in _cells(years.get(year), form))) for year in every
    )
    return Table(
        "The numbers behind the chart", tuple(columns), rows, frozenset(columns[1:]), data=True, page_only=True
    )


def _cells(estimate: Estimate | None, form: str) -> tuple[Cell, Cell]:
    if estimate is None or estimate.value is None:
        return "", ""
    text = percent(estimate.value) if form == "percent" else index(estimate.value)
    return Figure(text, estimate), bracket(estimate, form)
